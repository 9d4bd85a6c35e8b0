//! What has been seen of it: errors, incidents, runs that are overdue, or a long quiet time.

use super::{Case, Causes, Factor, Point, weights};
use crate::stack::{Moment, MonitoringKind};
use crate::text::plural;

pub(super) fn judge(case: &Case<'_>) -> Point {
    let mut causes = Causes::default();
    if let Some(rate) = case.integration.error_rate {
        let fix = "find out which records fail, and repair the cause";
        if rate.get() > weights::OBSERVED_ERRORS_MANY_SHARE {
            causes.add(weights::OBSERVED_ERRORS_MANY, format!("{rate} of the records fail"), fix);
        } else if rate.get() > weights::OBSERVED_ERRORS_SOME_SHARE {
            causes.add(weights::OBSERVED_ERRORS_SOME, format!("{rate} of the records fail"), fix);
        }
    }
    let recent = incidents_within(case, weights::OBSERVED_INCIDENT_DAYS);
    if recent > 0 {
        let last = weights::OBSERVED_INCIDENTS.len() - 1;
        causes.add(
            weights::OBSERVED_INCIDENTS[recent.min(last)],
            format!(
                "{} in the last {} days",
                plural(recent, "incident"),
                weights::OBSERVED_INCIDENT_DAYS
            ),
            "look for what the incidents have in common",
        );
    }
    if let Some(reason) = overdue(case) {
        causes.add(weights::OBSERVED_OVERDUE, reason, "check whether it still runs");
    }
    if is_watched(case) && incidents_within(case, weights::OBSERVED_QUIET_DAYS) == 0 {
        causes.points = causes.points.saturating_sub(weights::OBSERVED_QUIET_CREDIT);
    }
    causes.into_point(
        Factor::Observed,
        "incidents",
        weights::OBSERVED_MAX,
        "no trouble is on record",
    )
}

fn incidents_within(case: &Case<'_>, days: i64) -> usize {
    let is_recent = |age: i64| (0..=days).contains(&age);
    let days = case.integration.incidents.iter().filter_map(|it| it.at);
    days.filter(|day| is_recent(case.as_of.days_since(*day))).count()
}

fn overdue(case: &Case<'_>) -> Option<String> {
    let every = case.integration.frequency.as_ref()?.every.get();
    let last = case.integration.last_success_at?;
    // Only whole days are known of today: count to its first minute, so that nothing looks late too early.
    let age = minutes_until(last, case)?;
    (every > 0.0 && age > every * weights::OBSERVED_OVERDUE_RUNS)
        .then(|| format!("it last succeeded on {}, more than two runs ago", last.day))
}

fn minutes_until(last: Moment, case: &Case<'_>) -> Option<f64> {
    const DAY: i32 = 1440;
    let days = i32::try_from(case.as_of.days_since(last.day)).ok()?;
    Some(f64::from(days.checked_mul(DAY)?) - last.minute.map_or(f64::from(DAY), f64::from))
}

/// Somebody or something looks, so that silence means something.
fn is_watched(case: &Case<'_>) -> bool {
    match case.integration.monitoring.as_ref().and_then(|it| it.kind) {
        Some(
            MonitoringKind::VendorEmail
            | MonitoringKind::Dashboard
            | MonitoringKind::Alert
            | MonitoringKind::Reconciliation,
        ) => true,
        Some(MonitoringKind::None | MonitoringKind::UserReported) | None => false,
    }
}
