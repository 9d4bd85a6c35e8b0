//! A list of values that the receiving tool does not know in full.

use std::collections::BTreeSet;

use super::{Context, Rule, Sink, some};
use crate::diag::{Confidence, Diagnostic, ElementKind, Severity};
use crate::network::{FlowId, Passage};
use crate::stack::{DataObject, ObjectId, ToolId};
use crate::text::{Label, Span};

pub(super) static RULE: Rule = Rule {
    code: "enum-mismatch",
    summary: "a field sends values that the receiving tool does not allow",
    why: "A record whose country, state or status is not on the other tool’s list is rejected as a whole. One public handbook keeps a \
list of countries and states in step by hand, because the sync drops every lead that has another spelling.",
    fix: "Bring the two lists into line, or let a `transform` turn the other values into known ones.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm, stores: [{object: person, role: system_of_record, enums: {country: [NL, DE]}}]}
objects: [{id: person, name: Person, system_of_record: salesforce, fields: [{name: country, type: picklist, enum: [NL, DE, FR]}]}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, fields: [{source: country, rule: prefer_target_unless_blank}]}]}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm, stores: [{object: person, role: system_of_record, enums: {country: [NL, DE, FR, GB]}}]}
objects: [{id: person, name: Person, system_of_record: salesforce, fields: [{name: country, type: picklist, enum: [NL, DE, FR]}]}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, fields: [{source: country, rule: prefer_target_unless_blank}]}]}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let network = context.network;
    for (id, flow) in network.flows().filter(|(_, it)| it.live) {
        let Some(object) = flow.object else { continue };
        if context.stack.integrations[flow.integration].transform.is_some() {
            continue;
        }
        let passages = network.passages(context.stack, id).unwrap_or_else(|| {
            // Every field goes along under its own name.
            whole(context, object, flow.from, flow.to)
        });
        for passage in passages.iter().filter(|it| it.transform.is_none()) {
            let sent = allowed(context, object, flow.from, passage.near);
            let known = allowed(context, object, flow.to, passage.far);
            let (Some(sent), Some(known)) = (sent, known) else {
                if is_picklist(&context.stack.objects[object], passage) {
                    found.unknown();
                }
                continue;
            };
            let known_names: BTreeSet<_> = known.names.iter().collect();
            let strange: Vec<_> = sent
                .names
                .iter()
                .filter(|it| !known_names.contains(it))
                .map(Label::as_str)
                .collect();
            if !strange.is_empty() {
                found.push(report(
                    context,
                    found,
                    (id, passage),
                    &strange,
                    (sent.span, known.span),
                ));
            }
        }
    }
}

/// The values that a tool has for a field, and where the file says so.
struct Allowed<'a> {
    names: &'a [Label],
    span: Span,
}

/// A tool's own list, else the object's; `None` where neither is stated.
fn allowed<'a>(
    context: &Context<'a>,
    object: ObjectId,
    tool: ToolId,
    field: &str,
) -> Option<Allowed<'a>> {
    let stores = context.stack.tools[tool].stores.iter();
    let own = stores.filter(|it| it.object.id == Some(object)).find_map(|it| {
        let (_, names) = it.enums.iter().find(|(name, _)| name.as_str() == field)?;
        Some(Allowed { names, span: it.spans.item })
    });
    own.or_else(|| {
        let field = context.stack.objects[object].field(field)?;
        Some(Allowed { names: &field.allowed, span: field.spans.item })
    })
    .filter(|it| !it.names.is_empty())
}

/// The fields of which one of two tools has a list of its own.
fn whole<'a>(
    context: &Context<'a>,
    object: ObjectId,
    from: ToolId,
    to: ToolId,
) -> Vec<Passage<'a>> {
    let stores = [from, to].into_iter().flat_map(|it| &context.stack.tools[it].stores);
    let fields = stores.filter(|it| it.object.id == Some(object)).flat_map(|it| it.enums.keys());
    let names: BTreeSet<_> = fields.map(Label::as_str).collect();
    names.into_iter().map(Passage::unchanged).collect()
}

fn is_picklist(object: &DataObject, passage: &Passage<'_>) -> bool {
    let kind = |name: &str| object.field(name).and_then(|it| it.kind.as_deref());
    [passage.near, passage.far].into_iter().any(|it| kind(it) == Some("picklist"))
}

fn report(
    context: &Context<'_>,
    found: &Sink<'_>,
    (flow, passage): (FlowId, &Passage<'_>),
    strange: &[&str],
    (sent, known): (Span, Span),
) -> Diagnostic {
    let flow = context.network.flow(flow);
    let stack = context.stack;
    let integration = &stack.integrations[flow.integration];
    let (from, to) = (&stack.tools[flow.from].name, &stack.tools[flow.to].name);
    let place = if passage.span.is_none() { integration.spans.item } else { passage.span };
    let (near, far) = (passage.near, passage.far);
    let finding = found
        .report(format!(
            "{from} sends {near} as {}, which {to} does not know in {far}",
            some(strange)
        ))
        .at(place, format!("{to} rejects the record"))
        .about(ElementKind::Integration, &integration.id)
        .with(ElementKind::Tool, &stack.tools[flow.to].id)
        .mark(sent, format!("what {from} may send"))
        .help(format!(
            "add the values to the list of {to}, or turn them into known ones with a `transform`"
        ));
    if sent == known { finding } else { finding.mark(known, format!("what {to} knows")) }
}
