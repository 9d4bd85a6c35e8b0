//! A journey whose next stage is in a tool that the record never gets to.

use super::hand_offs::{HandOff, Tracks, hand_offs, path};
use super::ways::Missing;
use super::{Context, Rule, Sink, list};
use crate::diag::{Confidence, Severity};

pub(super) static RULE: Rule = Rule {
    code: "stage-without-path",
    summary: "a journey goes on in a tool to which nothing brings the record",
    why: "Every record that reaches such a stage stops there unless somebody carries it over by hand. The lifecycle \
report shows it as a low conversion rate and not as the missing connection that it is.",
    fix: "Connect the two tools for the object, or say `human: true` at the stage where a person makes the step.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: webinar, name: Demio, category: event-webinar}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects:
  - {id: person, name: Person, system_of_record: hubspot}
  - {id: account, name: Account, system_of_record: salesforce}
integrations:
  - {from: webinar, to: hubspot, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
  - {from: salesforce, to: hubspot, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: account}
journeys:
  - {id: attendee, name: Attendee to sales, stages: [{id: attended, tool: webinar, object: person}, {id: in-crm, tool: salesforce, object: person}]}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: webinar, name: Demio, category: event-webinar}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects:
  - {id: person, name: Person, system_of_record: hubspot}
integrations:
  - {from: webinar, to: hubspot, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
  - {from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
journeys:
  - {id: attendee, name: Attendee to sales, stages: [{id: attended, tool: webinar, object: person}, {id: in-crm, tool: salesforce, object: person}]}
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let mut tracks = Tracks::default();
    for hand_off in hand_offs(context) {
        if path(context, &hand_off).is_some() {
            continue;
        }
        let (from, to) = hand_off.tools;
        let tools = &context.stack.tools;
        let what = hand_off.what(context);
        let (message, help) = if hand_off.to.via.is_empty() {
            let missing = Missing {
                what: &what,
                source: from,
                ways: tracks.from(context, from, hand_off.object()),
                target: to,
            };
            let message = format!(
                "{} breaks off before `{}`: nothing brings {what} from {} to {}",
                hand_off.journey.name, hand_off.to.id, tools[from].name, tools[to].name
            );
            (message, missing.repair(context))
        } else {
            let via = via(&hand_off);
            let message = format!(
                "{} breaks off before `{}`: {via} brings no {what} from {} to {}",
                hand_off.journey.name, hand_off.to.id, tools[from].name, tools[to].name
            );
            (message, format!("mend {via}, or take another way and say so in `via`"))
        };
        let finding = found
            .report(message)
            .at(hand_off.to.spans.item, format!("no way from {}", tools[from].name))
            .mark(hand_off.from.spans.item, "the stage before it")
            .help(with_value(context, &hand_off, help));
        found.push(hand_off.place(context, finding));
    }
}

fn via(hand_off: &HandOff<'_>) -> String {
    let names: Vec<_> = hand_off.to.via.iter().map(|it| format!("`{}`", it.name)).collect();
    list(&names)
}

fn with_value(context: &Context<'_>, hand_off: &HandOff<'_>, help: String) -> String {
    match hand_off.journey.value_per_day {
        Some(value) => format!("{help}; the journey is worth {} a day", context.money(value)),
        None => help,
    }
}
