//! An alert that goes to one person.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{MonitoringKind, Party};

pub(super) static RULE: Rule = Rule {
    code: "alert-to-person",
    summary: "failures are told to one person only",
    why: "A mail to one person is read when that person is at work, and not at all after the person has left. Owners change \
often: in one public stack register 8 % of the technical owners changed within 76 days.",
    fix: "Send it to a channel that a team reads, or to whoever is on duty.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
people: [{id: ana, name: Ana, team: mops, active: true}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert, to: ana}}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
people: [{id: ana, name: Ana, team: mops, active: true}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert, to: \"#mops\"}}
",
    since: "0.1",
    severity: Severity::Note,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (_, integration) in context.live() {
        let Some(monitoring) = &integration.monitoring else { continue };
        let is_sent = match monitoring.kind {
            Some(
                MonitoringKind::Alert
                | MonitoringKind::VendorEmail
                | MonitoringKind::Reconciliation
                | MonitoringKind::Dashboard,
            )
            | None => true,
            // Nothing is sent to anybody.
            Some(MonitoringKind::None | MonitoringKind::UserReported) => false,
        };
        if !is_sent {
            continue;
        }
        let Some(to) = &monitoring.to else {
            if monitoring.kind == Some(MonitoringKind::Alert) {
                found.unknown();
            }
            continue;
        };
        let Some(Party::Person(id)) = to.party else { continue };
        let person = &context.stack.people[id];
        let what = if context.leaver(to).is_some() {
            format!("to {} only, who has left", person.name)
        } else {
            format!("to {} only", person.name)
        };
        let team = person.team.as_ref().and_then(|it| it.id).map(|it| &context.stack.teams[it]);
        let channel = team.and_then(|it| it.channel.as_ref());
        let help = match channel {
            Some(channel) => format!("send it to {channel}, which the team reads"),
            None => "send it to a channel that a team reads, or to whoever is on duty".to_owned(),
        };
        found.push(
            found
                .report(format!("failures of `{}` are told {what}", integration.id))
                .at(to.span, "one reader")
                .about(ElementKind::Integration, &integration.id)
                .with(ElementKind::Person, &person.id)
                .help(help),
        );
    }
}
