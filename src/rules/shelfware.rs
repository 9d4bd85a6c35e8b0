//! Seats that are paid for and not used.

use super::{Context, Rule, Sink, policy};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::text::amount;

pub(super) static RULE: Rule = Rule {
    code: "shelfware",
    summary: "most of the seats that are paid for are not used",
    why: "Seats are bought for the team that was planned and renewed with the contract. GitLab takes back a seat that was not \
used for 45 days; who looks before each renewal usually pays for fewer.",
    fix: "Take back seats that nobody used for a quarter, and renew with the number that is left.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: gong, name: Gong, category: sales-engagement, cost: {annual: 60000}, seats: {licensed: 100, active_90d: 30}}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: calls, from: gong, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: gong, name: Gong, category: sales-engagement, cost: {annual: 60000}, seats: {licensed: 100, active_90d: 80}}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: calls, from: gong, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
",
    since: "0.1",
    severity: Severity::Note,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let least = context.limit(policy::SEATS_USED_PERCENT_MIN);
    for (_, tool) in context.tools_in_use() {
        let Some(seats) = &tool.seats else { continue };
        let licensed = seats.licensed.filter(|it| *it > 0.0);
        let Some((licensed, active)) = licensed.zip(seats.active_90d) else {
            found.unknown();
            continue;
        };
        let percent = active / licensed * 100.0;
        if percent >= least {
            continue;
        }
        let idle = (licensed - active) / licensed;
        let cost = tool.cost.as_ref().and_then(|it| it.annual).filter(|it| *it > 0.0);
        let price = cost
            .map(|it| format!("; the rest is up to {} a year", context.money(it * idle)))
            .unwrap_or_default();
        found.push(
            found
                .report(format!(
                    "{} of {} seats of {} were used in the last 90 days{price}",
                    amount(active),
                    amount(licensed),
                    tool.name
                ))
                .at(tool.spans.of("seats"), format!("{} % in use", percent.round()))
                .about(ElementKind::Tool, &tool.id)
                .help("take back what nobody used, and renew with the number that is left"),
        );
    }
}
