//! A stack with everything that follows from it: immutable, rebuilt whole.

mod accept;
mod policies;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use crate::catalog::Catalog;
use crate::diag::Diagnostic;
use crate::fragility::Fragility;
use crate::freshness::Freshness;
use crate::impact::{Rank, Weight};
use crate::network::Network;
use crate::privacy::{Erasure, Matrix};
use crate::reliability::Reliability;
use crate::select::Input;
use crate::stack::{Date, ObjectId, Stack};
use crate::text::{Label, Sources, Span};

/// What every face of the program shows.
pub(crate) struct Analysis {
    pub(crate) sources: Sources,
    pub(crate) stack: Stack,
    pub(crate) network: Network,
    /// What is known of products, with the company's own facts over it.
    pub(crate) catalog: Catalog,
    /// By integration position.
    pub(crate) fragility: Vec<Fragility>,
    /// By integration position.
    pub(crate) weights: Vec<Weight>,
    /// What the rules found and nobody has accepted, worst first.
    pub(crate) findings: Vec<Diagnostic>,
    /// What somebody has accepted, until a day.
    pub(crate) accepted: Vec<Diagnostic>,
    /// By position of the accepted: who, until when and why.
    pub(crate) acceptances: Vec<Acceptance>,
    /// By rule, how often it could not judge for want of facts; rules that could are not in it.
    pub(crate) unknown: Vec<(&'static str, usize)>,
    /// Problems of the text.
    pub(crate) problems: Vec<Diagnostic>,
    /// The day that dates count from, and whether the file says so.
    pub(crate) as_of: Date,
    pub(crate) as_of_is_stated: bool,
    /// Worked out when they are asked for: whoever only checks a stack does not wait for them.
    pub(crate) ranked: OnceLock<Vec<Linchpin>>,
    /// As [`Self::ranked`].
    pub(crate) judged: OnceLock<Reliability>,
    /// Likewise.
    pub(crate) ages: OnceLock<Freshness>,
    /// By purpose, on demand too.
    pub(crate) matrices: OnceLock<Vec<Matrix>>,
}

/// The decision to live with a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Acceptance {
    /// A comment beside what it is about, rather than an entry under `accept`.
    pub(crate) is_comment: bool,
    pub(crate) reason: Option<Label>,
    pub(crate) by: Option<Label>,
    /// The last day on which it holds; `None` for good.
    pub(crate) until: Option<Date>,
    /// Where it is written.
    pub(crate) span: Span,
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
        Self::with_catalog(sources, stack, problems, (today, Catalog::default()))
    }

    /// As [`Self::of`], by a catalogue of the company's own.
    pub(crate) fn with_catalog(
        sources: Sources,
        stack: Stack,
        mut problems: Vec<Diagnostic>,
        (today, catalog): (Date, Catalog),
    ) -> Self {
        problems.extend(crate::effort::problems(&stack.company));
        let as_of = stack.company.as_of.unwrap_or(today);
        let network = Network::of(&stack);
        let fragility = crate::fragility::all(&stack, as_of);
        let weights = crate::impact::weigh(&stack, &network, &fragility);
        let mut context = crate::rules::Context::new(&stack, &network, &fragility, &weights, as_of);
        context.catalog = catalog;
        let judgement = crate::rules::judge(&context);
        let mut problems = problems;
        problems.extend(policies::unknown(&stack.company, &sources));
        crate::diag::sort(&mut problems);
        let chosen = {
            let mut input = Input::new(&stack, &fragility, &weights, &judgement.findings, as_of);
            input.problems = &problems;
            input.rules = crate::rules::RULES.iter().map(|it| it.code).collect();
            accept::chosen(&input)
        };
        let sorted = accept::sort_out(judgement.findings, problems, &stack, as_of, &chosen);
        Self {
            as_of,
            as_of_is_stated: stack.company.as_of.is_some(),
            sources,
            network,
            catalog,
            fragility,
            weights,
            findings: sorted.findings,
            accepted: sorted.accepted,
            acceptances: sorted.acceptances,
            unknown: judgement.unknown,
            problems: sorted.problems,
            ranked: OnceLock::new(),
            judged: OnceLock::new(),
            ages: OnceLock::new(),
            matrices: OnceLock::new(),
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

    /// How old data gets, wherever something needs it.
    pub(crate) fn freshness(&self) -> &Freshness {
        self.ages.get_or_init(|| Freshness::of(&self.stack, &self.network))
    }

    /// By purpose: who hears of an opt-out.
    pub(crate) fn matrices(&self) -> &[Matrix] {
        self.matrices.get_or_init(|| {
            crate::privacy::matrices(&self.stack, &self.network, &self.fragility, self.as_of)
        })
    }

    /// Where somebody has to be erased, and in which order.
    pub(crate) fn erasure(&self, object: ObjectId) -> Erasure {
        crate::privacy::erasure(&self.stack, &self.network, object, self.as_of)
    }

    /// Tools by what their loss breaks, worst first.
    pub(crate) fn linchpins(&self) -> &[Linchpin] {
        self.ranked.get_or_init(|| {
            let ranks = crate::impact::rank(&self.stack, &self.network);
            ranks.into_iter().map(Linchpin::from).collect()
        })
    }

    /// How reliable each journey is, and which repair buys most.
    pub(crate) fn reliability(&self) -> &Reliability {
        self.judged.get_or_init(|| {
            let day = (self.as_of, self.catalog);
            Reliability::with_catalog(&self.stack, &self.network, &self.fragility, day)
        })
    }
}
