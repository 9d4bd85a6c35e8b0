//! An opt-out that never gets to a tool that sends.

use std::collections::BTreeMap;

use super::hearing::{Hearing, hearings, opt_outs};
use super::ways::{Missing, Ways};
use super::{Context, Rule, Sink};
use crate::diag::{Confidence, Severity};
use crate::privacy::Route;
use crate::stack::ToolId;

pub(super) static RULE: Rule = Rule {
    code: "optout-unreachable",
    summary: "an opt-out in one tool never reaches another that sends for the same purpose",
    why: "Who unsubscribes in one tool goes on getting mail from another, which knows nothing of it. People report that as \
spam, and mailbox providers that see complaints block the whole domain; in the EU withdrawing consent must be as easy as giving it. \
In a very large stack not every capture point is followed: the searches look at 3,000,000 flows and tools, and 40,000 pairs of \
tools are kept for each purpose. The others count as not judged.",
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

/// Ways that a repair has asked for, by where people opt out.
type Known = BTreeMap<ToolId, Option<Ways>>;

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for hearing in hearings(context) {
        for _ in &hearing.matrix.unsearched {
            found.unknown();
        }
        let mut known = Known::new();
        for &sender in &hearing.matrix.senders {
            let unheard: Vec<_> = hearing
                .elsewhere(sender)
                .filter(|it| it.route == Route::Missing)
                .map(|it| it.capture_point)
                .collect();
            if let Some(first) = unheard.first() {
                let repair = repair(context, &hearing, sender, (*first, &mut known));
                report(context, found, &hearing, (sender, &unheard), repair);
            }
        }
    }
}

fn report(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    hearing: &Hearing<'_, '_>,
    unheard: (ToolId, &[ToolId]),
    repair: String,
) {
    let (sender, unheard) = unheard;
    let tool = &context.stack.tools[sender];
    let finding = found
        .report(format!(
            "{} never reaches {}: nothing carries {} there",
            opt_outs(context, unheard),
            tool.name,
            hearing.choice.field
        ))
        .at(tool.spans.of("sends"), "goes on sending")
        .mark(hearing.purpose.spans.of("capture_points"), "people opt out here")
        .help(repair);
    found.push(hearing.concern(context, finding, sender, unheard));
}

/// Where the system of record reaches the sender already, bringing the opt-out to it is enough.
fn repair(
    context: &Context<'_>,
    hearing: &Hearing<'_, '_>,
    sender: ToolId,
    from: (ToolId, &mut Known),
) -> String {
    let (capture_point, known) = from;
    let what = hearing.choice.field.to_string();
    let ways = known
        .entry(capture_point)
        .or_insert_with(|| Ways::over_layer(&hearing.choice.layer, capture_point));
    let missing =
        |target| Missing { what: &what, source: capture_point, ways: ways.as_ref(), target };
    let hub = hearing.choice.record.filter(|hub| {
        let reaches_sender = hearing
            .matrix
            .cell(*hub, sender)
            .is_some_and(|it| matches!(it.route, Route::Open { .. }));
        *hub != capture_point && reaches_sender && !ways.as_ref().is_some_and(|it| it.reaches(*hub))
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
