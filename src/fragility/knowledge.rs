//! How long ago somebody looked whether all this is still so.

use super::{Case, Factor, Point, weights};

pub(super) fn judge(case: &Case<'_>) -> Point {
    let fix = "look at it again and note the day as `verified_at`";
    let Some(day) = case.integration.verified_at else {
        return Point::new(
            Factor::Knowledge,
            "verified_at",
            weights::KNOWLEDGE_NEVER,
            "nobody has verified this entry",
        )
        .fix(fix);
    };
    let age = case.as_of.days_since(day);
    let points =
        weights::KNOWLEDGE.iter().find(|(days, _)| age > *days).map_or(0, |(_, points)| *points);
    Point::new(Factor::Knowledge, "verified_at", points, format!("last verified on {day}")).fix(fix)
}
