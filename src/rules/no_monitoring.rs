//! An important integration whose failure nobody would notice.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::impact::Priority;
use crate::stack::MonitoringKind;

pub(super) static RULE: Rule = Rule {
    code: "no-monitoring",
    summary: "nobody would notice if this integration stopped",
    why: "An integration that nobody watches is down for about a week before somebody misses the data: seven days when \
England lost some 16,000 COVID case records in 2020, about ten when a vendor's tokens were revoked in 2025. Detection \
often buys more reliability than a better connector.",
    fix: "Send failures to a channel that a team reads, and compare the record counts of both sides once a day.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: forms, name: Web forms, category: form-survey}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: forms-hubspot, from: forms, to: hubspot, method: api_custom, owner: mops, objects: person, monitoring: {kind: none}}
  - {id: hubspot-salesforce, from: hubspot, to: salesforce, method: native_connector, owner: mops, objects: person, monitoring: {kind: alert}}
journeys:
  - id: lead
    name: Lead to sales
    value_per_day: 9000
    stages: [{id: inquiry, tool: forms, object: person}, {id: mql, tool: hubspot, object: person}, {id: sal, tool: salesforce, object: person}]
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: forms, name: Web forms, category: form-survey}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: forms-hubspot, from: forms, to: hubspot, method: api_custom, owner: mops, objects: person, monitoring: {kind: alert, to: mops}}
  - {id: hubspot-salesforce, from: hubspot, to: salesforce, method: native_connector, owner: mops, objects: person, monitoring: {kind: alert}}
journeys:
  - id: lead
    name: Lead to sales
    value_per_day: 9000
    stages: [{id: inquiry, tool: forms, object: person}, {id: mql, tool: hubspot, object: person}, {id: sal, tool: salesforce, object: person}]
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (id, integration) in context.live() {
        let said = match integration.monitoring.as_ref().and_then(|it| it.kind) {
            Some(MonitoringKind::None) => "nothing watches",
            None => "nobody has said what watches",
            Some(
                MonitoringKind::UserReported
                | MonitoringKind::VendorEmail
                | MonitoringKind::Dashboard
                | MonitoringKind::Alert
                | MonitoringKind::Reconciliation,
            ) => continue,
        };
        let Some(weight) = context.weight(id) else {
            found.unknown();
            continue;
        };
        if weight.priority < Priority::Medium {
            continue;
        }
        let route = context.route(integration);
        found.push(
            found
                .report(format!("{said} `{}` ({route})", integration.id))
                .at(integration.spans.of("monitoring"), "a failure here stays unseen")
                .about(ElementKind::Integration, &integration.id)
                .help(format!(
                    "it matters because {}; set an alert and compare counts every day",
                    Context::stakes(weight)
                )),
        );
    }
}
