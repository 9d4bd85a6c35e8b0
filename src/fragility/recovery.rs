//! What comes back by itself after a failure.

use super::{Case, Factor, Point, weights};

pub(super) fn judge(case: &Case<'_>) -> Point {
    let integration = case.integration;
    let is_safe = integration.idempotent == Some(true) || integration.dedupe_key.is_some();
    let has_retry =
        integration.retry.as_ref().is_some_and(|it| it.attempts.is_some() || it.window.is_some());
    let point = |points, reason| Point::new(Factor::Recovery, "replayable", points, reason);
    let point = match (integration.replayable, is_safe, has_retry) {
        (Some(true), true, _) => {
            point(weights::RECOVERY_REPLAY_SAFE, "it can run again without doing harm")
        }
        (_, _, true) => point(weights::RECOVERY_RETRY, "failed runs are tried again"),
        (Some(true), false, false) => {
            point(weights::RECOVERY_REPLAY, "somebody has to run it again after a failure")
        }
        (Some(false), _, false) => {
            point(weights::RECOVERY_MAX, "what fails once is lost, or entered again by hand")
        }
        (None, _, false) => {
            point(weights::RECOVERY_UNKNOWN, "what happens after a failure is not known")
                .between(0, weights::RECOVERY_MAX)
        }
    };
    point.fix("queue it, or make it safe to run again (`replayable` with a `dedupe_key`)")
}
