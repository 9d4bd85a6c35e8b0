//! New forms sync only after somebody has registered them.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::MonitoringKind;

pub(super) static RULE: Rule = Rule {
    code: "manual-registration",
    summary: "new assets must be registered by hand before they sync",
    why: "Somebody will forget. In one public handbook each new form has to be added to a workflow, or its \
submissions fail to sync; the leads of a launch then sit in the marketing tool until somebody asks for \
them.",
    fix: "Let everything in by default, or alert on submissions that match no registered form.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: dashboard},
     objects: [{object: person, filter: {text: forms on list 1050, requires_registration: true}}]}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: dashboard},
     objects: [{object: person, filter: {text: every form, requires_registration: false}}]}
",
    since: "0.1",
    severity: Severity::Note,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (_, integration) in context.live() {
        let is_alerted = match integration.monitoring.as_ref().and_then(|it| it.kind) {
            Some(MonitoringKind::Alert | MonitoringKind::Reconciliation) => true,
            Some(
                MonitoringKind::None
                | MonitoringKind::UserReported
                | MonitoringKind::VendorEmail
                | MonitoringKind::Dashboard,
            )
            | None => false,
        };
        let (severity, tail) = if is_alerted {
            (Severity::Note, "")
        } else {
            (Severity::Warning, ", and nothing alerts when somebody forgets")
        };
        for item in &integration.objects {
            let Some(filter) =
                item.filter.as_ref().filter(|it| it.requires_registration == Some(true))
            else {
                continue;
            };
            let finding = found
                .report(format!(
                    "new assets have to be registered by hand before `{}` carries their {}{tail}",
                    integration.id, item.object.name
                ))
                .at(filter.spans.item, "only what is registered passes")
                .about(ElementKind::Integration, &integration.id)
                .with(ElementKind::Object, &item.object.name)
                .help("let everything in by default, or alert on what is not registered");
            found.push_as(severity, finding);
        }
    }
}
