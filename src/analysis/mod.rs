//! A stack with everything that follows from it: immutable, rebuilt whole.

mod accept;

use std::sync::OnceLock;

use crate::diag::Diagnostic;
use crate::fragility::Fragility;
use crate::impact::{Rank, Weight};
use crate::network::Network;
use crate::select::Input;
use crate::stack::{Date, Stack};
use crate::text::Sources;

/// What every face of the program shows.
pub(crate) struct Analysis {
    pub(crate) sources: Sources,
    pub(crate) stack: Stack,
    pub(crate) network: Network,
    /// By integration position.
    pub(crate) fragility: Vec<Fragility>,
    /// By integration position.
    pub(crate) weights: Vec<Weight>,
    /// What the rules found and nobody has accepted, worst first.
    pub(crate) findings: Vec<Diagnostic>,
    /// What somebody has accepted, until a day.
    pub(crate) accepted: Vec<Diagnostic>,
    /// By rule, how often it could not judge for want of facts; rules that could are not in it.
    pub(crate) unknown: Vec<(&'static str, usize)>,
    /// Problems of the text.
    pub(crate) problems: Vec<Diagnostic>,
    /// The day that dates count from, and whether the file says so.
    pub(crate) as_of: Date,
    pub(crate) as_of_is_stated: bool,
    /// Worked out when they are asked for: whoever only checks a stack does not wait for them.
    pub(crate) ranked: OnceLock<Vec<Linchpin>>,
}

/// How much hangs on one tool.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Linchpin {
    pub(crate) tool: crate::stack::ToolId,
    /// Needs that their system of record no longer reaches.
    pub(crate) broken: usize,
    /// Needs that are met later or in a worse way.
    pub(crate) degraded: usize,
    pub(crate) journeys_stopped: usize,
    /// Sum over the stopped journeys, per day.
    pub(crate) value_per_day: f64,
}

impl From<Rank> for Linchpin {
    fn from(rank: Rank) -> Self {
        Self {
            tool: rank.tool,
            broken: rank.broken,
            degraded: rank.degraded,
            journeys_stopped: rank.journeys_stopped,
            value_per_day: rank.value_per_day,
        }
    }
}

impl Analysis {
    /// Works everything out. `today` counts only where the company states no `as_of`.
    pub(crate) fn of(
        sources: Sources,
        stack: Stack,
        problems: Vec<Diagnostic>,
        today: Date,
    ) -> Self {
        let as_of = stack.company.as_of.unwrap_or(today);
        let network = Network::of(&stack);
        let fragility = crate::fragility::all(&stack, as_of);
        let weights = crate::impact::weigh(&stack, &network, &fragility);
        let context = crate::rules::Context::new(&stack, &network, &fragility, &weights, as_of);
        let judgement = crate::rules::judge(&context);
        let mut input = Input::new(&stack, &fragility, &weights, &judgement.findings, as_of);
        input.rules = crate::rules::RULES.iter().map(|it| it.code).collect();
        let (covered, faults) = accept::covered(&input, &stack.accepts);
        let mut problems = problems;
        if !faults.is_empty() {
            problems.extend(faults);
            crate::diag::sort(&mut problems);
        }
        let mut covered = covered.into_iter();
        let (accepted, findings) =
            judgement.findings.into_iter().partition(|_| covered.next() == Some(true));
        Self {
            as_of,
            as_of_is_stated: stack.company.as_of.is_some(),
            sources,
            network,
            fragility,
            weights,
            findings,
            accepted,
            unknown: judgement.unknown,
            problems,
            ranked: OnceLock::new(),
            stack,
        }
    }

    /// What selectors select from.
    pub(crate) fn selectable(&self) -> Input<'_> {
        let mut breaks = Vec::new();
        if let Some(ranked) = self.ranked.get() {
            breaks.resize(self.stack.tools.len(), None);
            for it in ranked {
                breaks[it.tool.index()] = Some(it.broken);
            }
        }
        let mut input =
            Input::new(&self.stack, &self.fragility, &self.weights, &self.findings, self.as_of);
        input.problems = &self.problems;
        input.rules = crate::rules::RULES.iter().map(|it| it.code).collect();
        input.breaks = breaks;
        input
    }

    /// Tools by what their loss breaks, worst first.
    pub(crate) fn linchpins(&self) -> &[Linchpin] {
        self.ranked.get_or_init(|| {
            let ranks = crate::impact::rank(&self.stack, &self.network);
            ranks.into_iter().map(Linchpin::from).collect()
        })
    }
}
