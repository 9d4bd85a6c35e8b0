//! A promise between two stages that cannot be kept even when everything works.

use super::hand_offs::{Tracks, hand_offs};
use super::ways::{Pace, slowest};
use super::{Context, Rule, Sink};
use crate::diag::{Confidence, Severity};

pub(super) static RULE: Rule = Rule {
    code: "stage-slo-unreachable",
    summary: "a stage promises to be faster than its integrations can be",
    why: "Published service levels ask for five minutes from the form to the routed lead, and one business hour to the \
first touch. A sync that runs every 15 minutes cannot keep that, whatever sales does, and the reps get the blame.",
    fix: "Trigger the slowest hop by event, or promise what the integrations can keep.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: hubspot}]
integrations:
  - {from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, frequency: 15m, latency: 1m, objects: person}
journeys:
  - {id: lead, name: Lead to sales, stages: [{id: inquiry, tool: hubspot, object: person}, {id: mql, tool: salesforce, object: person, slo: 5m}]}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: hubspot}]
integrations:
  - {from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, trigger: event, latency: 1m, objects: person}
journeys:
  - {id: lead, name: Lead to sales, stages: [{id: inquiry, tool: hubspot, object: person}, {id: mql, tool: salesforce, object: person, slo: 5m}]}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let mut tracks = Tracks::default();
    for hand_off in hand_offs(context) {
        let Some(promised) = hand_off.to.slo else { continue };
        let path = match tracks.pace(context, &hand_off, promised) {
            Some(Pace::Missed(path)) => path,
            Some(Pace::Unknown) => {
                found.unknown();
                continue;
            }
            Some(Pace::Kept) | None => continue,
        };
        let finding = found
            .report(format!(
                "{} promises `{}` within {promised}, but {} can take {} even when all works",
                hand_off.journey.name,
                hand_off.to.id,
                hand_off.route(context),
                path.age.words()
            ))
            .at(hand_off.to.spans.of("slo"), "cannot be kept")
            .help(slowest(context, &path));
        let finding = hand_off.place(context, finding);
        found.push(context.along(finding, &path.flows));
    }
}
