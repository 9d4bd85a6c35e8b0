//! How near its limits it runs.

use super::{Case, Factor, Point, weights};

pub(super) fn judge(case: &Case<'_>) -> Point {
    let volume = case.integration.volume_per_day;
    let load = throughput_use(case)
        .into_iter()
        .chain(quota_uses(case))
        .max_by(|left, right| left.0.total_cmp(&right.0));
    match (load, volume) {
        (Some((share, what)), _) => {
            let points = if share >= weights::CAPACITY_FULL_SHARE {
                weights::CAPACITY_FULL
            } else if share >= weights::CAPACITY_TIGHT_SHARE {
                weights::CAPACITY_TIGHT
            } else {
                0
            };
            let percent = (share * 100.0).round();
            Point::new(
                Factor::Capacity,
                "volume_per_day",
                points,
                format!("{percent} % of {what} is used"),
            )
            .fix("send less often or in batches, or buy more room")
        }
        (None, Some(volume)) if volume > weights::CAPACITY_VOLUME => Point::new(
            Factor::Capacity,
            "throughput_per_hour",
            weights::CAPACITY_UNKNOWN,
            format!("{volume} records a day, and what it can take is not known"),
        )
        .between(0, weights::CAPACITY_MAX)
        .fix("ask the vendor for the throughput and note it as `throughput_per_hour`"),
        (None, _) => Point::new(Factor::Capacity, "volume_per_day", 0, "no load is known"),
    }
}

fn throughput_use(case: &Case<'_>) -> Option<(f64, String)> {
    let capacity = case.integration.throughput_per_hour.filter(|it| *it > 0.0)? * 24.0;
    let volume = case.integration.volume_per_day?;
    Some((volume / capacity, "what it can carry in a day".to_owned()))
}

fn quota_uses(case: &Case<'_>) -> impl Iterator<Item = (f64, String)> {
    case.ends().filter_map(|tool| {
        let api = tool.api.as_ref()?;
        let limit = api.limit.filter(|it| *it > 0.0)?;
        Some((api.used? / limit, format!("the API limit of {}", tool.name)))
    })
}
