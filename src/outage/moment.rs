//! How everything stands at one moment, for whoever looks at it moment by moment.

use super::{Notice, Outage, Step, losses, timeline};
use crate::analysis::Analysis;
use crate::reliability::Range;
use crate::stack::{IntegrationId, Minutes};

/// The state of an outage at one moment, at worst.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Moment {
    pub(crate) step: Step,
    /// Integrations that stand still, upstream first; none once it works again.
    pub(crate) still: Vec<IntegrationId>,
    /// Integrations that may have lost records for good by now, with how many; `None` where no volume is stated.
    pub(crate) losing: Vec<(IntegrationId, Option<Range>)>,
    /// Positions in [`Outage::notices`] of those who have noticed by now at the latest.
    pub(crate) noticed: Vec<usize>,
    /// Positions of those who may have noticed, and may not.
    pub(crate) may_have_noticed: Vec<usize>,
    /// So many of [`Outage::events`] have happened.
    pub(crate) events: usize,
}

/// The state so long after the beginning.
pub(crate) fn moment(analysis: &Analysis, outage: &Outage, at: Minutes) -> Moment {
    let cut = analysis.network.cut(&analysis.stack, &outage.gone);
    let step = timeline::step(analysis, outage, &cut, at);
    let time = outage.duration.time;
    let passed = if at < time { at } else { time };
    let still = outage.losses.iter().map(|it| it.integration);
    let losing = outage.losses.iter().filter_map(|it| {
        let now = losses::of(&analysis.stack, it.integration, &cut, passed);
        (now.share.high > 0.0).then_some((it.integration, now.lost))
    });
    let hears = |it: &Notice| it.deaf.is_none();
    let reached = |hours: f64| hours * MINUTES_AN_HOUR <= at.get();
    let positions = |holds: &dyn Fn(&Notice) -> bool| {
        let all = outage.notices.iter().enumerate();
        all.filter(|(_, it)| hears(it) && holds(it)).map(|(position, _)| position).collect()
    };
    Moment {
        still: if step.is_over { Vec::new() } else { still.collect() },
        losing: losing.collect(),
        noticed: positions(&|it| reached(it.after.high)),
        may_have_noticed: positions(&|it| reached(it.after.low) && !reached(it.after.high)),
        events: outage.events.partition_point(|it| it.at <= at),
        step,
    }
}

const MINUTES_AN_HOUR: f64 = 60.0;

impl Outage {
    /// The moments that are worth a look: the usual ones, and each at which something happens; in order, each once.
    pub(crate) fn moments(&self) -> Vec<Minutes> {
        let steps = self.steps.iter().map(|it| it.at);
        let mut all: Vec<Minutes> = steps.chain(self.events.iter().map(|it| it.at)).collect();
        all.sort_by(|one, other| one.get().total_cmp(&other.get()));
        all.dedup();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facade::Workspace;
    use crate::network::Component;

    fn played() -> (Workspace, Outage) {
        let workspace = Workspace::load(include_str!("../../stack.example.yaml"));
        let tool = workspace.0.stack.tools.find("salesforce").unwrap();
        let outage =
            crate::outage::of(&workspace.0, &[Component::Tool(tool)], Minutes::new(8.0 * 60.0));
        let outage = outage.unwrap();
        (workspace, outage)
    }

    #[test]
    fn the_moments_of_the_steps_say_what_the_steps_say() {
        let (workspace, outage) = played();
        for step in &outage.steps {
            assert_eq!(moment(&workspace.0, &outage, step.at).step, *step);
        }
        let moments = outage.moments();
        assert!(moments.windows(2).all(|it| it[0] < it[1]));
        assert!(outage.events.iter().all(|it| moments.contains(&it.at)));
    }

    #[test]
    fn what_has_happened_stays_and_what_stands_still_starts_again() {
        let (workspace, outage) = played();
        let all: Vec<Moment> =
            outage.moments().into_iter().map(|it| moment(&workspace.0, &outage, it)).collect();
        for pair in all.windows(2) {
            assert!(pair[0].events <= pair[1].events);
            assert!(pair[0].noticed.iter().all(|it| pair[1].noticed.contains(it)));
            assert!(pair[0].losing.len() <= pair[1].losing.len());
            assert!(pair[0].step.lost.high <= pair[1].step.lost.high);
        }
        assert!(!all[0].still.is_empty());
        assert!(all.iter().all(|it| it.step.is_over == it.still.is_empty()));
        assert_eq!(all.last().map(|it| it.events), Some(outage.events.len()));
    }
}
