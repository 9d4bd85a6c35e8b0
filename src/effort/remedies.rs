//! What would have to change so that a plan has an even chance.

use super::{Estimate, Inventory, Pace, Part, Table, estimate};

/// Weeks within which a plan has an even chance.
const EVEN: f64 = 0.5;
/// Halvings of the search for a capacity: finer than any team can be planned.
const HALVINGS: u32 = 24;
/// No team is made this many times larger.
const CAPACITY_FACTOR_MAX: f64 = 20.0;

/// One way to gain time, with the median that it leads to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Remedy {
    /// As many hours a week as give the plan an even chance; `None` where no team is large enough.
    Capacity { hours_per_week: Option<f64> },
    /// Leave out a part of the estate, and what its median is then.
    Drop { part: Part, count: f64, weeks: f64 },
    /// Document everything first.
    Document { weeks: f64 },
}

/// What gets a plan to an even chance, or nearest to it; most weeks gained first after the capacity.
pub(crate) fn remedies(
    inventory: &Inventory,
    table: &Table,
    pace: Pace,
    planned_weeks: f64,
) -> Vec<Remedy> {
    let whole = estimate(inventory, table, Some(pace));
    let mut found = vec![Remedy::Capacity {
        hours_per_week: capacity_for(&whole, pace.hours_per_week, planned_weeks),
    }];
    let median = |inventory: &Inventory| {
        estimate(inventory, table, Some(pace)).weeks.map_or(0.0, |it| it.at(EVEN))
    };
    let mut drops: Vec<Remedy> = Vec::new();
    for part in [Part::Integrations, Part::Automations, Part::Assets, Part::Fields] {
        let count = inventory.count_of(part);
        if count > 0.0 {
            let mut smaller = inventory.clone();
            smaller.counts.retain(|(unit, _)| unit.part() != part);
            drops.push(Remedy::Drop { part, count, weeks: median(&smaller) });
        }
    }
    if inventory.undocumented != Some(0.0) && inventory.count_of(Part::Automations) > 0.0 {
        let documented = Inventory { undocumented: Some(0.0), ..inventory.clone() };
        drops.push(Remedy::Document { weeks: median(&documented) });
    }
    drops.sort_by(|left, right| left.weeks().total_cmp(&right.weeks()));
    found.extend(drops);
    found
}

impl Remedy {
    fn weeks(&self) -> f64 {
        match self {
            Self::Capacity { .. } => 0.0,
            Self::Drop { weeks, .. } | Self::Document { weeks } => *weeks,
        }
    }
}

/// The hours a week with which half of the draws stay within the plan.
pub(super) fn capacity_for(estimate: &Estimate, now: f64, planned_weeks: f64) -> Option<f64> {
    let is_enough = |capacity: f64| {
        let within = estimate.draws.iter().filter(|it| it.weeks(capacity) <= planned_weeks).count();
        within * 2 >= estimate.draws.len()
    };
    let mut high = now * CAPACITY_FACTOR_MAX;
    if !is_enough(high) {
        return None;
    }
    let mut low = 0.0;
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if is_enough(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}
