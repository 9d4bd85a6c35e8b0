//! Two subscriptions at once: what running side by side costs.

use crate::effort::{Estimate, Guess, Table};
use crate::stack::{Stack, Tool};
use crate::text::Label;

const WEEKS_PER_YEAR: f64 = 52.18;

/// What both tools cost while both are paid, in the company's currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct DoubleRun {
    /// `None`: not stated, or in another currency.
    pub(crate) old_per_week: Option<f64>,
    pub(crate) new_per_week: Option<f64>,
    /// Weeks that both work side by side, by the effort table.
    pub(crate) parallel_weeks: Guess,
    /// Weeks that both are paid if the new one is bought when the work begins: in five and in eight cases of ten.
    pub(crate) paid_weeks: Option<[f64; 2]>,
}

impl DoubleRun {
    /// Both together, for so many weeks. "At least" where one of the two is not known.
    pub(crate) fn cost(&self, weeks: f64) -> Option<f64> {
        let known =
            self.old_per_week.into_iter().chain(self.new_per_week).reduce(|sum, it| sum + it);
        known.map(|it| it * weeks)
    }

    /// One of the two costs is not known.
    pub(crate) fn is_at_least(&self) -> bool {
        self.old_per_week.is_none() || self.new_per_week.is_none()
    }
}

pub(super) fn double_run(
    (before, after): (&Stack, &Stack),
    (tool, by): (&Tool, &Label),
    table: &Table,
    estimate: &Estimate,
) -> DoubleRun {
    let heir = [after, before].into_iter().find_map(|it| Some(&it.tools[it.tools.find(by)?]));
    DoubleRun {
        old_per_week: per_week(before, tool),
        new_per_week: heir.and_then(|it| per_week(before, it)),
        parallel_weeks: table.parallel_run,
        paid_weeks: estimate.weeks.as_ref().map(|it| [it.at(0.5), it.at(0.8)]),
    }
}

fn per_week(stack: &Stack, tool: &Tool) -> Option<f64> {
    let cost = tool.cost.as_ref()?;
    let own = stack.company.currency.as_ref();
    let is_own = cost.currency.is_none() || own.is_none() || cost.currency.as_ref() == own;
    cost.annual.filter(|_| is_own).map(|it| it / WEEKS_PER_YEAR)
}
