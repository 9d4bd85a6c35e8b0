//! A decision about a tool that falls after the day on which its contract could have been ended.

use super::incumbents::incumbents;
use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::Date;

pub(super) static RULE: Rule = Rule {
    code: "decision-after-notice",
    summary: "a tool is to be replaced, and the decision comes after its notice date",
    why: "A contract that renews by itself is decided on its notice date, whatever a committee says later: the old tool is paid \
for another year beside the new one, and the business case of the new one was made without that.",
    fix: "Decide before the notice date, give notice as a precaution, or ask the vendor for a shorter renewal.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops, function: mops}]
tools:
  - {id: marketo, name: Marketo, category: marketing-automation, cost: {annual: 118000}, contract: {renewal_date: 2027-02-28, notice_days: 90, auto_renew: true}}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
integrations:
  - {id: sync, from: marketo, to: hubspot, method: native_connector, owner: mops, monitoring: {kind: alert}}
initiatives:
  - {id: one-map, name: One platform, stakeholders: mops, decision_by: 2026-12-15, changes: [{replace: {tool: marketo, by: hubspot}}]}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops, function: mops}]
tools:
  - {id: marketo, name: Marketo, category: marketing-automation, cost: {annual: 118000}, contract: {renewal_date: 2027-02-28, notice_days: 90, auto_renew: true}}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
integrations:
  - {id: sync, from: marketo, to: hubspot, method: native_connector, owner: mops, monitoring: {kind: alert}}
initiatives:
  - {id: one-map, name: One platform, stakeholders: mops, decision_by: 2026-11-15, changes: [{replace: {tool: marketo, by: hubspot}}]}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for initiative in context.stack.initiatives.values() {
        let incumbents = incumbents(context, initiative);
        let Some(decision) = initiative.decision_by else {
            if !incumbents.is_empty() {
                found.unknown();
            }
            continue;
        };
        for tool in incumbents.iter().map(|it| &context.stack.tools[*it]) {
            let Some(contract) = &tool.contract else {
                found.unknown();
                continue;
            };
            if contract.auto_renew == Some(false) {
                continue;
            }
            let notice = contract.renewal_date.zip(contract.notice_days);
            let notice = notice.filter(|_| contract.auto_renew.is_some());
            let Some((renewal, notice)) =
                notice.and_then(|(renewal, days)| Some((renewal, notice_day(renewal, days)?)))
            else {
                found.unknown();
                continue;
            };
            // Past the renewal day the contract is another one, and the entry is merely old.
            if renewal < context.as_of || decision <= notice {
                continue;
            }
            let cost = tool.cost.as_ref().and_then(|it| it.annual);
            let price = cost.map(|it| format!(" for {}", context.money(it))).unwrap_or_default();
            found.push(
                found
                    .report(format!(
                        "{} is decided by {decision}, but {} renews by itself unless notice is given by {notice}",
                        initiative.name, tool.name
                    ))
                    .at(initiative.spans.of("decision_by"), "too late for the contract")
                    .mark(contract.spans.item, format!("renews on {renewal}{price}"))
                    .about(ElementKind::Initiative, &initiative.id)
                    .with(ElementKind::Tool, &tool.id)
                    .help(format!("decide by {notice}, give notice as a precaution, or ask for a shorter renewal")),
            );
        }
    }
}

fn notice_day(renewal: Date, notice: f64) -> Option<Date> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a century of days fits, and no contract has part of one"
    )]
    let days = notice.clamp(0.0, 36_525.0) as i64;
    renewal.plus_days(-days)
}
