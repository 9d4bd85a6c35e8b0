//! A job that trusts the clock where it should wait for the one before it.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{Cadence, Integration, Minutes, Trigger};

pub(super) static RULE: Rule = Rule {
    code: "time-coupled",
    summary: "it starts by the clock before the run that it needs is surely done",
    why: "Two clocks do not know of each other: on the day on which the first job takes longer, the second loads half of it \
and reports success. One college ticks a box by hand, extracts at 14:45, loads at 15:00 and writes back at 15:30; each delay \
in between is a half-empty batch.",
    fix: "Start it when its predecessor reports success, or let it wait for a check file; until then leave more time in between.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: warehouse, name: Warehouse, category: data-warehouse}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
integrations:
  - {id: extract, from: crm, to: warehouse, method: elt, owner: mops, monitoring: {kind: alert}, frequency: \"45 14 * * *\", latency: 20m}
  - {id: activate, from: warehouse, to: hubspot, method: reverse_etl, owner: mops, monitoring: {kind: alert}, trigger: schedule, frequency: \"0 15 * * *\", after: extract}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: warehouse, name: Warehouse, category: data-warehouse}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
integrations:
  - {id: extract, from: crm, to: warehouse, method: elt, owner: mops, monitoring: {kind: alert}, frequency: \"45 14 * * *\", latency: 20m}
  - {id: activate, from: warehouse, to: hubspot, method: reverse_etl, owner: mops, monitoring: {kind: alert}, trigger: event, after: extract}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

const MINUTES_PER_DAY: i32 = 24 * 60;
/// A cron line with more starts a day than this is as good as continuous, and no clock of a batch.
const STARTS_MAX: usize = 288;

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (_, integration) in context.live() {
        let is_by_clock = match integration.trigger {
            Some(Trigger::Schedule | Trigger::Poll) | None => true,
            Some(Trigger::Event | Trigger::Manual) => false,
        };
        for after in integration.after.iter().filter(|_| is_by_clock) {
            let Some(before) = after.id.map(|it| &context.stack.integrations[it]) else { continue };
            if !before.is_live() {
                continue;
            }
            let Some((slack, takes)) = slack(before, integration).zip(before.latency) else {
                found.unknown();
                continue;
            };
            if slack >= takes {
                continue;
            }
            found.push(
                found
                    .report(format!(
                        "`{}` starts {slack} after `{}`, which takes {takes}, and does not wait for it",
                        integration.id, before.id
                    ))
                    .at(integration.spans.of("frequency"), "starts by the clock")
                    .mark(before.spans.of("latency"), "may not be done by then")
                    .about(ElementKind::Integration, &integration.id)
                    .with(ElementKind::Integration, &before.id)
                    .help(format!("start it when `{}` reports success", before.id)),
            );
        }
    }
}

/// The shortest time from a start of the one to the next start of the other; `None` where the times are not stated.
fn slack(before: &Integration, after: &Integration) -> Option<Minutes> {
    let (before, days) = starts(before.frequency.as_ref()?)?;
    let (after, same) = starts(after.frequency.as_ref()?)?;
    if days != same {
        return None;
    }
    let last = before.last().copied()?;
    let shortest = after
        .iter()
        .map(|own| {
            let earlier = before.iter().rev().find(|it| *it <= own);
            // What runs after midnight waits for yesterday's run.
            own - earlier.copied().unwrap_or(last - MINUTES_PER_DAY)
        })
        .min()?;
    Minutes::new(f64::from(shortest))
}

/// The minutes of the day at which a cron line starts, sorted, and the days that it names.
fn starts(cadence: &Cadence) -> Option<(Vec<i32>, Vec<&str>)> {
    let fields: Vec<_> = cadence.text.split_whitespace().collect();
    let [minutes, hours, days @ ..] = fields.as_slice() else { return None };
    if days.len() != 3 {
        return None;
    }
    let (minutes, hours) = (numbers(minutes, 60)?, numbers(hours, 24)?);
    if minutes.len() * hours.len() > STARTS_MAX {
        return None;
    }
    let mut starts: Vec<_> =
        hours.iter().flat_map(|hour| minutes.iter().map(move |it| hour * 60 + it)).collect();
    starts.sort_unstable();
    Some((starts, days.to_vec()))
}

/// A field of plain numbers: `0`, `15,45`, `*`.
fn numbers(field: &str, end: i32) -> Option<Vec<i32>> {
    if field == "*" {
        return Some((0..end).collect());
    }
    let numbers = field.split(',').map(|it| it.parse().ok().filter(|it| (0..end).contains(it)));
    numbers.collect()
}
