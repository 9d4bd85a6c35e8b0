//! How reliable each journey is, what it hangs on, and which single repair buys the most hours.
//!
//! A journey works while all its stages and hand-offs do, a hand-off while one of its ways does, a way while all of its
//! parts do: integrations, tools, and access that several of them share. A part counts once, however often it occurs.
//! What facts leave open leaves a range, from all of them at their worst to all of them at their best.

mod cuts;
mod diagram;
mod doubts;
mod estimate;
mod evaluate;
mod fixes;
mod journeys;
mod range;
mod structure;
#[cfg(test)]
mod tests;
mod together;
mod uptime;
mod ways;

use crate::catalog::Catalog;
use crate::fragility::Fragility;
use crate::network::{Component, Network};
use crate::stack::{CredentialId, Date, IntegrationId, JourneyId, Share, Stack, ToolId};

pub(crate) use doubts::Doubt;
pub(crate) use fixes::{Fix, FixKind, KnownFrom};
pub(crate) use range::Range;
pub(crate) use uptime::{HOURS_A_YEAR, Uptime};

/// How the figures of a journey were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// By series reduction, and a decision diagram of so many nodes for the rest.
    Exact { nodes: usize },
    /// By so many seeded draws.
    Sampled { draws: u32 },
}

/// What makes a hand-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum HopState {
    Runs,
    /// Both stages are in one tool.
    Same,
    /// A person makes it.
    Person,
    /// No live integration brings it there.
    Missing,
    /// A stage names no tool of the stack.
    Unknown,
}

impl HopState {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

/// One hand-off of a journey.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Hop {
    /// Positions of the two stages.
    pub(crate) stages: (usize, usize),
    pub(crate) state: HopState,
    /// Ways over different parts.
    pub(crate) ways: usize,
    /// The integrations of the freshest way, in order.
    pub(crate) way: Vec<IntegrationId>,
    /// There are more ways than were looked at.
    pub(crate) is_bounded: bool,
    /// The tools of the two stages that have a fallback, with it.
    pub(crate) fallbacks: Vec<(ToolId, ToolId)>,
    /// 1 where nothing of it can fail.
    pub(crate) availability: Range,
}

/// A part of a journey and what hangs on it. Single figures hold with all unknown facts at their worst.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    pub(crate) component: Component,
    pub(crate) availability: Range,
    /// `R(it works) − R(it does not)`, at the worst and at the best of all other facts.
    pub(crate) birnbaum: [f64; 2],
    /// Hours a year that are won if it never fails: `(1 − p) × I_B × 8760`.
    pub(crate) potential_hours: f64,
    /// Risk reduction worth: how many times smaller the bad hours become if it never fails.
    pub(crate) risk_reduction: f64,
    /// Risk achievement worth: how many times greater they become if it always fails.
    pub(crate) risk_achievement: f64,
    /// Share of the failures in which a minimal cut set with it has failed (Fussell-Vesely).
    pub(crate) fussell_vesely: f64,
    /// The journey stops whenever it does.
    pub(crate) is_single_point: bool,
}

/// What a journey's working time comes to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct JourneyReliability {
    pub(crate) journey: JourneyId,
    pub(crate) hops: Vec<Hop>,
    /// `None` where a hand-off is missing: it does not run at all.
    pub(crate) availability: Option<Range>,
    /// Share of the records that get through on the parts whose error rate is stated; `None` where none is.
    pub(crate) delivered: Option<Range>,
    pub(crate) method: Method,
    /// 0 where the figures are exact.
    pub(crate) standard_error: f64,
    /// By their potential, greatest first.
    pub(crate) parts: Vec<Part>,
    /// The smallest sets of parts whose failure stops it, smallest first.
    pub(crate) cuts: Vec<Vec<Component>>,
    /// There may be more sets, of more parts or beyond a bound.
    pub(crate) has_more_cuts: bool,
}

impl JourneyReliability {
    /// Hours a year in which it does not work.
    pub(crate) fn bad_hours(&self) -> Option<Range> {
        self.availability.map(|it| it.map(|works| (1.0 - works) * HOURS_A_YEAR))
    }

    /// The part that costs most hours; `None` where none is known to fail.
    pub(crate) fn weakest(&self) -> Option<&Part> {
        self.parts.first().filter(|it| it.potential_hours > 0.0)
    }

    /// A hand-off names no tool and is not counted, so that the journey is no better than it says.
    pub(crate) fn has_gaps(&self) -> bool {
        self.hops.iter().any(|it| it.state == HopState::Unknown)
    }

    /// Ways were left out, so that the journey is no worse than it says.
    pub(crate) fn has_more_ways(&self) -> bool {
        self.hops.iter().any(|it| it.is_bounded)
    }

    pub(crate) fn part(&self, component: Component) -> Option<&Part> {
        self.parts.iter().find(|it| it.component == component)
    }
}

/// Everything about the reliability of a stack.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reliability {
    /// By integration position: each by itself.
    pub(crate) integrations: Vec<Uptime>,
    /// By credential position, where several live integrations share it.
    pub(crate) credentials: Vec<Option<Uptime>>,
    /// By journey position.
    pub(crate) journeys: Vec<JourneyReliability>,
    /// What saves most first.
    pub(crate) fixes: Vec<Fix>,
    /// What would be worth knowing: what leaves most hours open first.
    pub(crate) doubts: Vec<Doubt>,
}

impl Reliability {
    /// Works everything out. `fragility` is by integration position.
    pub(crate) fn of(
        stack: &Stack,
        network: &Network,
        fragility: &[Fragility],
        as_of: Date,
    ) -> Self {
        Self::with_catalog(stack, network, fragility, (as_of, Catalog::default()))
    }

    /// As [`Self::of`], by a catalogue of the company's own.
    pub(crate) fn with_catalog(
        stack: &Stack,
        network: &Network,
        fragility: &[Fragility],
        (as_of, catalog): (Date, Catalog),
    ) -> Self {
        let users = users(stack);
        let shared: Vec<bool> = users.iter().map(|it| it.len() > 1).collect();
        let access_is_apart = |id: IntegrationId| {
            let credential = stack.integrations[id].credential.as_ref().and_then(|it| it.id);
            credential.is_some_and(|it| shared[it.index()])
        };
        let integrations = stack.integrations.ids().zip(fragility).map(|(id, score)| {
            uptime::of_integration(stack, id, score, as_of, access_is_apart(id))
        });
        let credentials = stack.credentials.iter().zip(&users).map(|((_, it), users)| {
            let is_shared = users.len() > 1;
            is_shared.then(|| uptime::of_credential(stack, it, users, fragility, as_of))
        });
        let mut reliability = Self {
            integrations: integrations.collect(),
            credentials: credentials.collect(),
            journeys: Vec::new(),
            fixes: Vec::new(),
            doubts: Vec::new(),
        };
        let surveyor = ways::Surveyor { stack, network, shared: &shared };
        let judged = stack
            .journeys
            .ids()
            .map(|id| journeys::judge(&reliability, stack, id, &surveyor.survey(id)));
        let benches: Vec<journeys::Bench>;
        (reliability.journeys, benches) = judged.unzip();
        reliability.fixes =
            fixes::all(&reliability, stack, (fragility, &benches), (as_of, catalog));
        reliability.doubts = doubts::all(&reliability, stack, fragility);
        reliability
    }

    /// What is known of how a part fails. A tool states its availability or nothing; what states nothing counts as
    /// always up, and has no figures here.
    pub(crate) fn uptime(&self, component: Component) -> Option<&Uptime> {
        match component {
            Component::Integration(id) => self.integrations.get(id.index()),
            Component::Credential(id) => self.credentials.get(id.index())?.as_ref(),
            Component::Tool(_) | Component::Person(_) | Component::Vendor(_) => None,
        }
    }

    pub(crate) fn availability(&self, stack: &Stack, component: Component) -> Range {
        if let Some(uptime) = self.uptime(component) {
            return uptime.availability();
        }
        match component {
            Component::Tool(id) => {
                Range::exactly(stack.tools[id].availability.map_or(1.0, Share::get))
            }
            Component::Integration(_)
            | Component::Credential(_)
            | Component::Person(_)
            | Component::Vendor(_) => Range::exactly(1.0),
        }
    }

    pub(crate) fn journey(&self, id: JourneyId) -> Option<&JourneyReliability> {
        self.journeys.get(id.index())
    }
}

/// By credential position: the live integrations that run on it.
fn users(stack: &Stack) -> Vec<Vec<IntegrationId>> {
    let mut users = vec![Vec::new(); stack.credentials.len()];
    for (id, integration) in stack.integrations.iter().filter(|(_, it)| it.is_live()) {
        let credential: Option<CredentialId> = integration.credential.as_ref().and_then(|it| it.id);
        if let Some(credential) = credential {
            users[credential.index()].push(id);
        }
    }
    users
}
