//! Whether it was meant to last.

use super::{Case, Factor, Point, weights};

pub(super) fn judge(case: &Case<'_>) -> Point {
    let point = |points, reason: String| {
        Point::new(Factor::Workaround, "workaround", points, reason)
            .fix("decide: pay for the replacement, accept it, or retire it")
    };
    let Some(workaround) = &case.integration.workaround else {
        return point(0, "not marked as a workaround".to_owned());
    };
    match workaround.exit_by {
        None => point(weights::WORKAROUND_OPEN, "a workaround without an end date".to_owned()),
        Some(day) if day < case.as_of => point(
            weights::WORKAROUND_OVERDUE,
            format!("a workaround that should have ended on {day}"),
        ),
        Some(day) => {
            point(weights::WORKAROUND_DATED, format!("a workaround that is to end on {day}"))
        }
    }
}
