//! An opt-out that never gets to a tool that sends.

use super::hearing::{Hearing, hearings, opt_outs};
use super::ways::Missing;
use super::{Context, Rule, Sink};
use crate::diag::{Confidence, Severity};
use crate::stack::ToolId;

pub(super) static RULE: Rule = Rule {
    code: "optout-unreachable",
    summary: "an opt-out in one tool never reaches another that sends for the same purpose",
    why: "Who unsubscribes in one tool goes on getting mail from another, which knows nothing of it. People report that as \
spam, and mailbox providers that see complaints block the whole domain; in the EU withdrawing consent must be as easy as giving it.",
    fix: "Carry the consent field from where people opt out to every sender before anything else is sent.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, sends: email}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: outreach, name: Outreach, category: sales-engagement, sends: sales_email}
objects: [{id: person, name: Person, system_of_record: salesforce, fields: [{name: email_opt_out, system_of_record: hubspot}]}]
integrations:
  - {from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
  - {from: salesforce, to: outreach, method: vendor_connector, owner: mops, monitoring: {kind: alert}, objects: [{object: person, fields: [{source: email}]}]}
consent:
  purposes: [{id: newsletter, channels: [email, sales_email], object_field: person.email_opt_out, capture_points: [hubspot]}]
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, sends: email}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: outreach, name: Outreach, category: sales-engagement, sends: sales_email}
objects: [{id: person, name: Person, system_of_record: salesforce, fields: [{name: email_opt_out, system_of_record: hubspot}]}]
integrations:
  - {from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
  - {from: salesforce, to: outreach, method: vendor_connector, owner: mops, monitoring: {kind: alert}, objects: [{object: person, fields: [{source: email}, {source: email_opt_out}]}]}
consent:
  purposes: [{id: newsletter, channels: [email, sales_email], object_field: person.email_opt_out, capture_points: [hubspot]}]
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for hearing in hearings(context) {
        for &sender in &hearing.senders {
            let unheard: Vec<_> = hearing
                .elsewhere(sender)
                .filter(|it| it.is_unheard(sender))
                .map(|it| it.tool)
                .collect();
            if let Some(first) = unheard.first() {
                report(context, found, &hearing, sender, (*first, &unheard));
            }
        }
    }
}

fn report(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    hearing: &Hearing<'_>,
    sender: ToolId,
    unheard: (ToolId, &[ToolId]),
) {
    let (first, unheard) = unheard;
    let tool = &context.stack.tools[sender];
    let finding = found
        .report(format!(
            "{} {}: nothing carries {} there",
            opt_outs(context, unheard, ("never reaches", "never reach")),
            tool.name,
            hearing.field
        ))
        .at(tool.spans.of("sends"), "goes on sending")
        .mark(hearing.purpose.spans.of("capture_points"), "people opt out here")
        .help(repair(context, hearing, sender, first));
    found.push(hearing.concern(context, finding, sender, unheard));
}

/// Where the system of record reaches the sender already, bringing the opt-out to it is enough.
fn repair(
    context: &Context<'_>,
    hearing: &Hearing<'_>,
    sender: ToolId,
    capture_point: ToolId,
) -> String {
    let what = hearing.field.to_string();
    let from = |tool| hearing.capture_points.iter().find(|it| it.tool == tool);
    let ways = |tool| from(tool).and_then(|it| it.ways.as_ref());
    let missing = |target| Missing {
        what: &what,
        source: capture_point,
        ways: ways(capture_point).map(|it| &it.all),
        target,
    };
    let hub = hearing.purpose.system_of_record.as_ref().and_then(|it| it.id).filter(|hub| {
        *hub != capture_point
            && ways(*hub).is_some_and(|it| it.open.reaches(sender))
            && !ways(capture_point).is_some_and(|it| it.all.reaches(*hub))
    });
    let Some(hub) = hub else { return missing(sender).repair(context) };
    let tools = &context.stack.tools;
    format!(
        "bring it to {}, from where it gets to {} already: {}",
        tools[hub].name,
        tools[sender].name,
        missing(hub).repair(context)
    )
}
