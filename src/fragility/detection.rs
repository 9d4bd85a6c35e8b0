//! Who or what notices that it has stopped.

use super::{Case, Factor, Point, weights};
use crate::stack::MonitoringKind;

pub(super) fn judge(case: &Case<'_>) -> Point {
    let Some(kind) = case.integration.monitoring.as_ref().and_then(|it| it.kind) else {
        return Point::new(
            Factor::Detection,
            "monitoring",
            weights::DETECTION_UNKNOWN,
            "whether anybody would notice a failure is not known",
        )
        .between(0, weights::DETECTION_MAX)
        .fix("find out who would notice, and note it as `monitoring`");
    };
    Point::new(Factor::Detection, "monitoring", weights::detection(kind), words(kind))
        .fix("set an alert, and compare the counts of both sides every day")
}

fn words(kind: MonitoringKind) -> &'static str {
    match kind {
        MonitoringKind::Reconciliation => "the counts of both sides are compared",
        MonitoringKind::Alert => "an alert tells of failures",
        MonitoringKind::Dashboard => "failures show on a dashboard, to those who look",
        MonitoringKind::VendorEmail => "only the vendor's e-mails tell of failures",
        MonitoringKind::UserReported => "failures are found by the people who miss the data",
        MonitoringKind::None => "nobody would notice a failure",
    }
}
