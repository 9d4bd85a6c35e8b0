//! A workaround that nobody means to end.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};

pub(super) static RULE: Rule = Rule {
    code: "workaround-no-exit",
    summary: "a workaround has no end date, or is past it",
    why: "A workaround without a date is a permanent part of the stack that nobody planned, pays for or \
documents; what it is there for is known to the person who made it.",
    fix: "Decide: pay for the replacement, accept it as it is (and drop the `workaround` key), or retire \
it. Write the date as `exit_by`.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: shared_spreadsheet, owner: mops, monitoring: {kind: alert},
     workaround: {reason: plan without API, since: 2025-03-01}}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: shared_spreadsheet, owner: mops, monitoring: {kind: alert},
     workaround: {reason: plan without API, since: 2025-03-01, exit_by: 2027-03-31}}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (_, integration) in context.live() {
        let Some(workaround) = &integration.workaround else { continue };
        let since = workaround.since.map(|day| format!(" since {day}")).unwrap_or_default();
        let reason = workaround.reason.as_ref().map(|it| format!(" (“{it}”)")).unwrap_or_default();
        let (what, label) = match workaround.exit_by {
            None => ("and nobody has said when it ends".to_owned(), "no `exit_by`"),
            Some(day) if day < context.as_of => {
                (format!("and should have ended on {day}"), "past its date")
            }
            Some(_) => continue,
        };
        found.push(
            found
                .report(format!("`{}` has been a workaround{since}{reason} {what}", integration.id))
                .at(workaround.spans.item, label)
                .about(ElementKind::Integration, &integration.id)
                .help("decide: pay for the replacement, accept it, or retire it by a date"),
        );
    }
}
