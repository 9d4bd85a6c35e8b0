//! Somebody who was deleted and comes back.

use super::{Context, Rule, Sink, quoted};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::privacy::{Resurrection, is_personal, resurrections};
use crate::stack::ObjectId;

pub(super) static RULE: Rule = Rule {
    code: "erasure-resurrects",
    summary: "a flow creates people again who were deleted where it arrives",
    why: "Deleting a record is undone by the next run of a sync that creates whom it does not find, as long as a copy is left where \
it starts. The person who asked to be forgotten (GDPR, Art. 17) gets mail again. The ICO advises to keep a minimal \
suppression record rather than to delete all; check with counsel.",
    fix: "Let the flow skip people whom it does not find, pass deletions on, or delete on both sides at once; keep a suppression \
record that each tool checks before it creates.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm, stores: [{object: person, role: system_of_record, key: email, accepts_delete: api}]}
  - {id: mailer, name: Mailer, category: email, stores: [{object: person, role: replica, key: email, accepts_delete: api}]}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, direction: two_way, objects: [{object: person, applies: both, match: {source_key: email, target_key: email, on_missing: create}, fields: [{source: email, rule: two_way_last_wins}]}]}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm, stores: [{object: person, role: system_of_record, key: email, accepts_delete: api}]}
  - {id: mailer, name: Mailer, category: email, stores: [{object: person, role: replica, key: email, accepts_delete: api}]}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, direction: two_way, objects: [{object: person, applies: both, delete: propagate, match: {source_key: email, target_key: email, on_missing: create}, fields: [{source: email, rule: two_way_last_wins}]}]}
",
    since: "0.2",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let (stack, network) = (context.stack, context.network);
    for (id, object) in stack.objects.iter().filter(|(_, it)| is_personal(it) == Some(true)) {
        let holders = context.holders(id);
        // One finding for each integration, however many ways it brings people back.
        let mut told = Vec::new();
        for back in resurrections(stack, network, id, holders) {
            let integration = network.flow(back.flow).integration;
            if !back.created {
                found.unknown();
            } else if !told.contains(&integration) {
                told.push(integration);
                report(context, found, id, back);
            }
        }
        if object.personal.is_none() && holders.is_empty() {
            found.unknown();
        }
    }
}

fn report(context: &Context<'_>, found: &mut Sink<'_>, object: ObjectId, back: Resurrection) {
    let stack = context.stack;
    let flow = context.network.flow(back.flow);
    let integration = &stack.integrations[flow.integration];
    let (from, to) = (&stack.tools[flow.from].name, &stack.tools[flow.to].name);
    let (why, help, confidence) = if back.stays {
        (
            format!("{from} deletes nobody"),
            format!(
                "let {} skip people whom {to} does not have (`on_missing: skip`)",
                quoted(&integration.id)
            ),
            Confidence::High,
        )
    } else {
        (
            format!("the two feed each other, and the copy in {from} is still there"),
            format!(
                "let {} pass deletions on, or delete in {from} and {to} before it runs again",
                quoted(&integration.id)
            ),
            Confidence::Medium,
        )
    };
    let item = flow.item.and_then(|it| integration.objects.get(it));
    let span = item.and_then(|it| it.match_on.as_ref()).map(|it| it.spans.of("on_missing"));
    let finding = found
        .report(format!(
            "who is deleted in {to} comes back from {from} over {}: {why}",
            quoted(&integration.id)
        ))
        .confidence(confidence)
        .at(span.unwrap_or(integration.spans.item), "creates whom it does not find")
        .about(ElementKind::Integration, &integration.id)
        .with(ElementKind::Object, &stack.objects[object].id)
        .help(help);
    found.push(context.along(finding, &[back.flow]));
}
