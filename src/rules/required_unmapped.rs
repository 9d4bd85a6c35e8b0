//! Records are to be created without a field that they must have.

use super::{Context, Rule, Sink, list, quoted};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::network::{FlowId, Network};
use crate::stack::{Field, OnMissing};

pub(super) static RULE: Rule = Rule {
    code: "required-unmapped",
    summary: "records are created without a field that is required",
    why: "A CRM refuses a new record without its required fields: Salesforce takes no lead without a last name and a company. Updates \
of known people go through, so the sync looks healthy while new people never arrive.",
    fix: "Map the required field, fill it with a default in the receiving tool, or let the integration skip unknown records (`on_missing: skip`).",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects:
  - {id: person, name: Person, system_of_record: salesforce, keys: [{name: email, kind: email, unique: true}],
     fields: [{name: email}, {name: last_name, required: true}]}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, match: {source_key: email, target_key: email, on_missing: create},
       fields: [{source: email, rule: prefer_target_unless_blank}]}]}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects:
  - {id: person, name: Person, system_of_record: salesforce, keys: [{name: email, kind: email, unique: true}],
     fields: [{name: email}, {name: last_name, required: true}]}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, match: {source_key: email, target_key: email, on_missing: create},
       fields: [{source: email, rule: prefer_target_unless_blank}, {source: last_name, rule: prefer_target_unless_blank}]}]}
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::Medium,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (id, _) in context.network.flows().filter(|(_, it)| it.live) {
        judge(context, found, id);
    }
}

fn judge(context: &Context<'_>, found: &mut Sink<'_>, id: FlowId) {
    let stack = context.stack;
    let flow = context.network.flow(id);
    let Some((object, item)) = flow.object.zip(context.network.item(stack, id)) else { return };
    let Some(passages) = context.network.passages(stack, id) else { return };
    let object = &stack.objects[object];
    // What the receiving tool itself keeps, such as an id that it gives out, it fills by itself.
    let is_missing = |field: &&Field| {
        field.required == Some(true)
            && field.system_of_record.as_ref().is_none_or(|it| it.id != Some(flow.to))
            && !passages.iter().any(|it| field.name == it.far)
    };
    let rule = item.match_on.as_ref().filter(|_| Network::is_meant(item, flow));
    let key = rule.and_then(|it| it.target_key.as_ref());
    let missing: Vec<_> =
        object.fields.iter().filter(is_missing).filter(|it| Some(&it.name) != key).collect();
    if missing.is_empty() {
        return;
    }
    let integration = &stack.integrations[flow.integration];
    let creates = rule.and_then(|it| it.on_missing);
    match creates {
        Some(OnMissing::Create) if integration.transform.is_none() => {}
        Some(OnMissing::Skip | OnMissing::Error) => return,
        // Nobody says whether records are created, or what the transformation adds.
        Some(OnMissing::Create) | None => return found.unknown(),
    }
    let names: Vec<_> = missing.iter().map(|it| quoted(&it.name)).collect();
    let to = &stack.tools[flow.to].name;
    let verb = if names.len() == 1 { "is" } else { "are" };
    let finding = found
        .report(format!(
            "`{}` creates {} records in {to} without {}, which {verb} required",
            integration.id,
            object.id,
            list(&names)
        ))
        .at(item.spans.item, "these fields are mapped")
        .about(ElementKind::Integration, &integration.id)
        .with(ElementKind::Object, &object.id)
        .with(ElementKind::Tool, &stack.tools[flow.to].id)
        .help(format!("map {}, or set `on_missing: skip`", list(&names)));
    found.push(missing.iter().fold(finding, |finding, it| {
        finding.mark(it.spans.item, format!("{} is required", it.name))
    }));
}
