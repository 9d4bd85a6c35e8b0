//! Whether it was meant to last.

use super::{Case, Factor, Point, Words, weights};

pub(super) fn judge(case: &Case<'_>) -> Point {
    let point = |points, reason: Words| {
        Point::new(Factor::Workaround, "workaround", points, reason)
            .fix("decide: pay for the replacement, accept it, or retire it")
    };
    let Some(workaround) = &case.integration.workaround else {
        return point(0, "not marked as a workaround".into());
    };
    match workaround.exit_by {
        None => point(weights::WORKAROUND_OPEN, "a workaround without an end date".into()),
        Some(day) if day < case.as_of => point(
            weights::WORKAROUND_OVERDUE,
            format!("a workaround that should have ended on {day}").into(),
        ),
        Some(day) => {
            point(weights::WORKAROUND_DATED, format!("a workaround that is to end on {day}").into())
        }
    }
}
