//! A sender that is told of opt-outs and tells nobody of its own.

use super::hearing::{Hearing, hearings};
use super::ways::Ways;
use super::{Context, Rule, Sink};
use crate::diag::{Confidence, Severity};
use crate::stack::ToolId;

pub(super) static RULE: Rule = Rule {
    code: "optout-one-way",
    summary: "a sender is told who opted out, but its own unsubscribes go nowhere",
    why: "Mail has an unsubscribe link and text messages have STOP. Where the list is only sent to the tool, whoever opts out in it is \
left alone by it and goes on hearing from all others. Defaults are like that: Dotdigital says of its Shopify connector that \
an unsubscribe reaches Shopify only once two-way sync is switched on.",
    fix: "Switch on the way back: opt-outs that the sender collects go to the system of record, from where the others hear of them.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email, sends: email}
objects: [{id: person, name: Person, system_of_record: crm, fields: [{name: opt_out}]}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
consent:
  purposes: [{id: newsletter, channels: email, object_field: person.opt_out, capture_points: crm}]
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email, sends: email}
objects: [{id: person, name: Person, system_of_record: crm, fields: [{name: opt_out}]}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, direction: two_way, objects: [{object: person, fields: [{source: opt_out, rule: two_way_last_wins}]}]}
consent:
  purposes: [{id: newsletter, channels: email, object_field: person.opt_out, capture_points: crm}]
",
    since: "0.2",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for hearing in hearings(context) {
        let Some(record) = hearing.choice.record else {
            found.unknown();
            continue;
        };
        let mut senders: Vec<_> = hearing.choice.one_way.clone();
        senders.retain(|it| !is_told(&hearing, *it, record));
        if senders.is_empty() {
            continue;
        }
        let ways = Ways::over_layer(&hearing.choice.layer, record);
        for sender in senders {
            report(context, found, &hearing, (record, sender), ways.as_ref());
        }
    }
}

/// Where the record sends too, its not hearing is another rule's finding.
fn is_told(hearing: &Hearing<'_, '_>, sender: ToolId, record: ToolId) -> bool {
    hearing.matrix.capture_points.contains(&sender) && hearing.matrix.senders.contains(&record)
}

fn report(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    hearing: &Hearing<'_, '_>,
    (record, sender): (ToolId, ToolId),
    ways: Option<&Ways>,
) {
    let tools = &context.stack.tools;
    let (home, tool) = (&tools[record].name, &tools[sender]);
    let finding = found
        .report(format!(
            "{} hears of opt-outs from {home}, but nothing carries its own back to {home}",
            tool.name
        ))
        .at(tool.spans.of("sends"), "people can unsubscribe here")
        .help(format!(
            "let {} come back from {} to {home}, or say in `capture_points` that nobody opts out there",
            hearing.choice.field, tool.name
        ));
    let finding = hearing.concern(context, finding, sender, &[record]);
    let path = ways.and_then(|it| it.path(sender));
    found.push(match path {
        Some(path) => context.along(finding, &path.flows),
        None => finding,
    });
}
