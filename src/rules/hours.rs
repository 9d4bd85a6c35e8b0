//! How long a failure lasts: hours until somebody notices it, and hours until it is repaired.
//!
//! Expert defaults, not measured statistics. Their order of magnitude is supported by two public cases that nobody
//! watched for: England's lost COVID records (seven days in 2020) and a vendor's revoked tokens (about ten days in 2025).

use super::Context;
use crate::stack::{Integration, Minutes, MonitoringKind, Trigger};

/// An alert is read within the hour.
const NOTICED_BY_ALERT: f64 = 1.0;
/// A vendor's mail is read in the next half day.
const NOTICED_BY_VENDOR_EMAIL: f64 = 12.0;
/// A dashboard is looked at once a day.
const NOTICED_ON_DASHBOARD: f64 = 24.0;
/// Users ask twice before they report.
const NOTICED_BY_USERS: f64 = 72.0;
/// The week of the COVID case.
const NOTICED_BY_NOBODY: f64 = 168.0;
/// Somebody knows it and it is written down how.
const REPAIRED_BY_RUNBOOK: f64 = 4.0;
/// Somebody knows it: two working days.
const REPAIRED_BY_OWNER: f64 = 16.0;
/// Somebody has to be found first.
const REPAIRED_BY_NOBODY: f64 = 72.0;
/// An answer of a vendor's support desk.
const VENDOR_TICKET: f64 = 24.0;

/// Hours, as far as they are known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hours {
    pub(super) least: f64,
    pub(super) most: f64,
}

impl Hours {
    fn exactly(hours: f64) -> Self {
        Self { least: hours, most: hours }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self { least: self.least + other.least, most: self.most + other.most }
    }
}

/// From the failure until the data flows again.
pub(super) fn outage(context: &Context<'_>, integration: &Integration) -> Hours {
    until_noticed(integration).plus(Hours::exactly(until_repaired(context, integration)))
}

fn until_noticed(integration: &Integration) -> Hours {
    match integration.monitoring.as_ref().and_then(|it| it.kind) {
        // Counts are compared after each run.
        Some(MonitoringKind::Reconciliation) => {
            let period = between_runs(integration);
            Hours {
                least: period.least.max(NOTICED_BY_ALERT),
                most: period.most.clamp(NOTICED_BY_ALERT, NOTICED_BY_NOBODY.max(period.least)),
            }
        }
        Some(MonitoringKind::Alert) => Hours::exactly(NOTICED_BY_ALERT),
        Some(MonitoringKind::VendorEmail) => Hours::exactly(NOTICED_BY_VENDOR_EMAIL),
        Some(MonitoringKind::Dashboard) => Hours::exactly(NOTICED_ON_DASHBOARD),
        Some(MonitoringKind::UserReported) => Hours::exactly(NOTICED_BY_USERS),
        Some(MonitoringKind::None) => Hours::exactly(NOTICED_BY_NOBODY),
        None => Hours { least: NOTICED_BY_ALERT, most: NOTICED_BY_NOBODY },
    }
}

fn until_repaired(context: &Context<'_>, integration: &Integration) -> f64 {
    let owner = integration.owner.as_ref().filter(|it| context.leaver(it).is_none());
    let base = match (owner, &integration.runbook) {
        (Some(_), Some(_)) => REPAIRED_BY_RUNBOOK,
        (Some(_), None) => REPAIRED_BY_OWNER,
        (None, _) => REPAIRED_BY_NOBODY,
    };
    base + if integration.vendor_ticket == Some(true) { VENDOR_TICKET } else { 0.0 }
}

/// The longest time between two runs; an event is sent on at once.
pub(super) fn between_runs(integration: &Integration) -> Hours {
    match (&integration.frequency, integration.trigger) {
        (Some(cadence), _) => Hours::exactly(cadence.every.as_hours()),
        (None, Some(Trigger::Event)) => Hours::exactly(0.0),
        (None, _) => Hours { least: 0.0, most: f64::INFINITY },
    }
}

/// "4 h", "7 d".
pub(super) fn in_words(hours: f64) -> String {
    Minutes::new(hours * 60.0).map_or_else(|| "unknown".to_owned(), |it| it.to_string())
}
