//! What several tables say of a stack in the same way.

use crate::analysis::Analysis;
use crate::freshness::Verdict;
use crate::impact::JourneyFate;
use crate::scenario::Simulation;
use crate::stack::{Journey, Stack};

/// What the tools in use cost a year, and of how many nobody has said it.
pub(super) fn licences(stack: &Stack) -> (f64, usize) {
    let in_use = || stack.tools.values().filter(|it| it.is_in_use());
    let costs = || in_use().map(|it| it.cost.as_ref().and_then(|it| it.annual));
    (costs().flatten().fold(0.0, std::ops::Add::add), costs().filter(Option::is_none).count())
}

/// Promises of freshness that are not kept: to consumers, between stages, and of integrations.
pub(super) fn promises_missed(analysis: &Analysis) -> usize {
    let freshness = analysis.freshness();
    let verdicts = freshness.consumers.iter().map(|it| it.verdict);
    let verdicts = verdicts.chain(freshness.hand_offs.iter().map(|it| it.verdict));
    let verdicts = verdicts.chain(freshness.integrations.iter().map(|it| it.verdict));
    verdicts.filter(|it| *it == Verdict::Missed).count()
}

/// A journey of the stack as it is stops for good.
pub(super) fn stops(before: &Stack, simulation: &Simulation, journey: &Journey) -> bool {
    let mut hits = simulation.blast.journeys.iter();
    hits.any(|it| it.fate == JourneyFate::Stopped && before.journeys[it.journey].id == journey.id)
}
