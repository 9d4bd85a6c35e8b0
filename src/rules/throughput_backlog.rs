//! An integration that carries almost as much as it can.

use super::{Context, Rule, Sink, policy};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::text::amount;

pub(super) static RULE: Rule = Rule {
    code: "throughput-backlog",
    summary: "it carries almost as much as it can, so that a peak lasts for days",
    why: "A sync that is nearly full on a usual day cannot work off what a list import or a change of a field adds. \
Marketo-Salesforce moves about 10,000 records an hour and object; after mass updates its backlog has lasted for days, and \
hand-offs to sales wait behind it.",
    fix: "Spread large changes over several nights, carry fewer fields or records, or ask the vendor for more threads.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: marketo, name: Marketo, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: marketo, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, volume_per_day: 190000, throughput_per_hour: 10000}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: marketo, name: Marketo, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: marketo, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, volume_per_day: 90000, throughput_per_hour: 10000}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

const HOURS_PER_DAY: f64 = 24.0;

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let max = context.limit(policy::THROUGHPUT_PERCENT_MAX);
    for (_, integration) in context.live() {
        let volume = integration.volume_per_day;
        let capacity = integration.throughput_per_hour.map(|it| it * HOURS_PER_DAY);
        let (volume, capacity) = match (volume, capacity.filter(|it| *it > 0.0)) {
            (Some(volume), Some(capacity)) => (volume, capacity),
            (None, None) => continue,
            (Some(_), None) | (None, Some(_)) => {
                found.unknown();
                continue;
            }
        };
        let percent = volume / capacity * 100.0;
        if percent <= max {
            continue;
        }
        let label = if percent > 100.0 { "more than it can carry" } else { "little is left" };
        found.push(
            found
                .report(format!(
                    "`{}` ({}) carries {} records a day, {} % of the {} that it can",
                    integration.id,
                    context.route(integration),
                    amount(volume),
                    percent.round(),
                    amount(capacity)
                ))
                .at(integration.spans.of("volume_per_day"), label)
                .mark(integration.spans.of("throughput_per_hour"), "what it can carry in an hour")
                .about(ElementKind::Integration, &integration.id)
                .help(
                    "spread large changes over several nights, carry less, or ask for more threads",
                ),
        );
    }
}
