//! A contract that renews by itself, and little time left to stop it.

use super::{Context, Rule, Sink, policy};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::Date;

pub(super) static RULE: Rule = Rule {
    code: "renewal-notice",
    summary: "the last day to give notice is near",
    why: "A contract that renews by itself binds next year’s money on the notice day, months before the \
renewal day that people have in mind.",
    fix: "Decide now whether it stays, with the list of what hangs on it. Give notice to keep the choice \
open.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, cost: {annual: 62000}, contract: {renewal_date: 2027-01-31, notice_days: 90, auto_renew: true}}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, cost: {annual: 62000}, contract: {renewal_date: 2027-08-31, notice_days: 90, auto_renew: true}}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (id, tool) in context.tools_in_use() {
        let Some(contract) = &tool.contract else { continue };
        let (Some(renewal), Some(notice), Some(renews)) =
            (contract.renewal_date, contract.notice_days, contract.auto_renew)
        else {
            found.unknown();
            continue;
        };
        let left = context.days_until(renewal) - notice;
        // Past the renewal day the contract is another one, and the entry is merely old.
        let is_current = renews && renewal >= context.as_of;
        if !is_current || left > context.limit(policy::RENEWAL_WARNING_DAYS) {
            continue;
        }
        let is_last_call = left >= 0.0 && left <= context.limit(policy::RENEWAL_ERROR_DAYS);
        let severity = if is_last_call { Severity::Error } else { Severity::Warning };
        let cost = tool.cost.as_ref().and_then(|it| it.annual);
        let price = cost.map(|it| format!(" for {} a year", context.money(it))).unwrap_or_default();
        let users = context.network.integrations_of(id).iter();
        let count = users.filter(|it| context.stack.integrations[**it].is_live()).count();
        let finding = found
            .report(format!(
                "{} renews by itself on {renewal}{price}; {}",
                tool.name,
                deadline(renewal, notice, left)
            ))
            .at(contract.spans.item, "renews by itself")
            .about(ElementKind::Tool, &tool.id)
            .help(format!(
                "decide now; {} on it",
                if count == 1 {
                    "1 live integration hangs".to_owned()
                } else {
                    format!("{count} live integrations hang")
                }
            ));
        found.push_as(severity, finding);
    }
}

fn deadline(renewal: Date, notice: f64, left: f64) -> String {
    let day = notice_day(renewal, notice).map_or("long past".to_owned(), |it| it.to_string());
    if left < 0.0 {
        format!("the last day to give notice was {day}")
    } else {
        format!("the last day to give notice is {day}, {left} days away")
    }
}

fn notice_day(renewal: Date, notice: f64) -> Option<Date> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a century of days fits, with no fraction lost that matters"
    )]
    let days = notice.clamp(0.0, 36_525.0) as i64;
    renewal.plus_days(-days)
}
