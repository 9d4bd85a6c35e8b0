//! What becomes of what each integration carried.

use std::collections::{BTreeMap, BTreeSet};

use super::homes;
use crate::analysis::Analysis;
use crate::impact::{Affected, Fate};
use crate::network::Path;
use crate::scenario::Simulation;
use crate::stack::{IntegrationId, ToolId};
use crate::text::Label;

/// Worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum FlowOutcome {
    /// Something that stays needs what it carried, and nothing else brings it.
    NoWay,
    /// Nothing new comes, but copies are still passed on.
    Copies,
    /// It comes another way, later or by worse means.
    WayAround,
    /// Nothing that stays is worse off without it.
    NotMissed,
}

impl FlowOutcome {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

/// An integration that goes, and what becomes of those that it served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FlowFate {
    pub(crate) integration: Label,
    pub(crate) outcome: FlowOutcome,
    /// Who is worse off, by name with the data: "Drift: person.email".
    pub(crate) missed: Vec<String>,
    /// The integrations of the way that is left, in order.
    pub(crate) around: Vec<Label>,
}

/// What is known of one integration that goes.
#[derive(Default)]
struct Seen {
    worst: Option<FlowOutcome>,
    missed: BTreeSet<String>,
    around: Vec<Label>,
}

/// By integration that the tools take with them and that no edit builds again.
pub(super) fn flows(before: &Analysis, simulation: &Simulation, tools: &[ToolId]) -> Vec<FlowFate> {
    let stack = &before.stack;
    let mut gone: BTreeMap<IntegrationId, Seen> = tools
        .iter()
        .flat_map(|it| before.network.integrations_of(*it))
        .chain(&simulation.blast.cut)
        .filter(|it| stack.integrations[**it].is_live())
        .filter(|it| is_gone(before, simulation, **it))
        .map(|it| (*it, Seen::default()))
        .collect();
    for affected in &simulation.blast.affected {
        let outcome = outcome(affected);
        let who = format!(
            "{}: {}",
            stack.tools[affected.need.tool].name,
            homes::thing(stack, affected.need.object, affected.need.field.as_deref())
        );
        for integration in legs(before, affected.before.as_ref()) {
            let Some(seen) = gone.get_mut(&integration) else { continue };
            seen.missed.insert(who.clone());
            if seen.worst.is_none_or(|it| outcome < it) {
                seen.worst = Some(outcome);
                let around = legs(before, affected.after.as_ref());
                seen.around =
                    around.into_iter().map(|it| stack.integrations[it].id.clone()).collect();
            }
        }
    }
    let mut fates: Vec<FlowFate> = gone
        .into_iter()
        .map(|(id, seen)| FlowFate {
            integration: stack.integrations[id].id.clone(),
            outcome: seen.worst.unwrap_or(FlowOutcome::NotMissed),
            missed: seen.missed.into_iter().collect(),
            around: seen.around,
        })
        .collect();
    fates.sort_by_key(|it| it.outcome);
    fates
}

fn is_gone(before: &Analysis, simulation: &Simulation, id: IntegrationId) -> bool {
    simulation.after.stack.integrations.find(&before.stack.integrations[id].id).is_none()
}

fn outcome(affected: &Affected) -> FlowOutcome {
    match affected.fate {
        Fate::Broken => FlowOutcome::NoWay,
        Fate::Headless => FlowOutcome::Copies,
        Fate::Degraded | Fate::Stale => FlowOutcome::WayAround,
    }
}

/// The integrations of a way, in order, each once.
fn legs(before: &Analysis, path: Option<&Path>) -> Vec<IntegrationId> {
    let flows = path.map(|it| it.flows.as_slice()).unwrap_or_default();
    let mut legs: Vec<IntegrationId> =
        flows.iter().map(|it| before.network.flow(*it).integration).collect();
    legs.dedup();
    legs
}
