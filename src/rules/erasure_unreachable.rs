//! A tool that keeps personal data and deletes nobody.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::privacy::{Deletion, Evidence, is_personal, store};
use crate::stack::{ObjectId, ToolId};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    code: "erasure-unreachable",
    summary: "a tool stores personal data and nobody can be deleted from it",
    why: "Whoever asks to be erased has to be erased everywhere (GDPR, Art. 17), and each recipient of the data has to be told \
(Art. 19). A tool that takes no delete, and to which no flow passes one on, keeps the person for good. Check with counsel.",
    fix: "Find how the vendor deletes one person, or let a flow with `delete: propagate` do it; else stop storing people there.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm, stores: [{object: person, role: system_of_record, key: email, accepts_delete: api}]}
  - {id: mailer, name: Mailer, category: email, stores: [{object: person, role: replica, key: email, accepts_delete: none}]}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm, stores: [{object: person, role: system_of_record, key: email, accepts_delete: api}]}
  - {id: mailer, name: Mailer, category: email, stores: [{object: person, role: replica, key: email, accepts_delete: none}]}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: [{object: person, delete: propagate}]}
",
    since: "0.2",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (id, object) in context.stack.objects.iter() {
        match is_personal(object) {
            Some(true) => {}
            Some(false) => continue,
            None => {
                found.unknown();
                continue;
            }
        }
        for holder in context.holders(id) {
            if !matches!(holder.evidence, Evidence::Stores(_)) {
                continue;
            }
            match holder.deletion {
                Deletion::Refused => report(context, found, holder.tool, id),
                Deletion::Unknown => found.unknown(),
                Deletion::Automatic(_) | Deletion::Api | Deletion::Ui => {}
            }
        }
    }
}

fn report(context: &Context<'_>, found: &mut Sink<'_>, tool: ToolId, object: ObjectId) {
    let (stack, network) = (context.stack, context.network);
    let span = store(stack, tool, object).map_or(Span::NONE, |it| it.spans.of("accepts_delete"));
    let (keeper, object) = (&stack.tools[tool], &stack.objects[object]);
    let mut finding = found
        .report(format!(
            "{} keeps {} and deletes nobody: no request for erasure reaches it",
            keeper.name, object.name
        ))
        .at(span, "takes no delete")
        .about(ElementKind::Tool, &keeper.id)
        .with(ElementKind::Object, &object.id)
        .help(format!(
            "find out how {} deletes one person, or let the flow into it pass deletions on (`delete: propagate`)",
            keeper.name
        ));
    for flow in network.fed_by(tool).map(|it| network.flow(it)) {
        if flow.object.is_some_and(|it| stack.objects[it].id == object.id) {
            let integration = &stack.integrations[flow.integration];
            finding = finding
                .with(ElementKind::Integration, &integration.id)
                .mark(integration.spans.item, "brings people there and takes none away");
        }
    }
    found.push(finding);
}
