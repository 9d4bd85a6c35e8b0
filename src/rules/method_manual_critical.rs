//! Work by hand on the way of something important.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::impact::Priority;
use crate::stack::Method;

pub(super) static RULE: Rule = Rule {
    code: "method-manual-critical",
    summary: "people carry data by hand where it matters most",
    why: "Work by hand is slow, depends on one person and fails without a sound: a row limit of an old \
spreadsheet format lost some 16,000 COVID case records in England in 2020. In one public handbook an event \
list takes up to five working days to be loaded.",
    fix: "Let a connector or a recipe do it. Until then compare counts after each run and show a second \
person how.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: webinar, name: Demio, category: event-webinar}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
  - {id: attendees, from: webinar, to: hubspot, method: manual_csv, owner: mops, monitoring: {kind: user_reported}, replayable: false, frequency: 7d, objects: person}
journeys:
  - id: lead
    name: Webinar to sales
    value_per_day: 9000
    stages: [{id: attended, tool: webinar, object: person}, {id: mql, tool: hubspot, object: person}, {id: sal, tool: salesforce, object: person}]
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: webinar, name: Demio, category: event-webinar}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
  - {id: attendees, from: webinar, to: hubspot, method: vendor_connector, owner: mops, monitoring: {kind: alert}, frequency: 1h, objects: person}
journeys:
  - id: lead
    name: Webinar to sales
    value_per_day: 9000
    stages: [{id: attended, tool: webinar, object: person}, {id: mql, tool: hubspot, object: person}, {id: sal, tool: salesforce, object: person}]
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (id, integration) in context.live() {
        let Some(by_hand) = by_hand(integration.method) else { continue };
        let (Some(weight), Some(fragility)) = (context.weight(id), context.fragility(id)) else {
            found.unknown();
            continue;
        };
        if weight.priority != Priority::High {
            continue;
        }
        let route = context.route(integration);
        found.push(
            found
                .report(format!(
                    "`{}` ({route}) {by_hand}, and {}",
                    integration.id,
                    Context::stakes(weight)
                ))
                .at(
                    integration.spans.of("method"),
                    format!("fragility {} of 100", fragility.score),
                )
                .about(ElementKind::Integration, &integration.id)
                .help("automate it; until then compare counts after each run and train a second person"),
        );
    }
}

/// How it reads in a sentence; `None` for what runs by itself, well or badly.
fn by_hand(method: Method) -> Option<&'static str> {
    let manual = [
        (Method::ManualCsv, "is a list that somebody carries over by hand"),
        (Method::ManualRekey, "is typed over by hand"),
        (Method::ScreenScrape, "is scraped off a screen"),
    ];
    manual.iter().find(|(it, _)| *it == method).map(|(_, words)| *words)
}
