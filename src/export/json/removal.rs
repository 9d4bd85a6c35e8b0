//! A removal as verdict, flows, re-homes, work and money.

use serde::Serialize;

use super::migration::Percentiles;
use crate::scenario::{self, FlowFate, Home};
use crate::text::Label;

#[derive(Serialize)]
pub(super) struct Removal {
    tools: Vec<String>,
    /// `safe`, `safe_after` so many re-homes, or `unsafe`.
    verdict: &'static str,
    reasons: Vec<String>,
    flows: Vec<Flow>,
    requirements_lost: Vec<String>,
    /// What has to be settled before, in order.
    preconditions: Vec<Precondition>,
    automations: f64,
    /// Finding other places; `null` where nothing needs one.
    moving: Option<Work>,
    /// Building all that lives in the tools anew elsewhere.
    rebuilding: Work,
    hours_per_week: Option<f64>,
    /// Of the first year.
    money: Money,
    notices: Vec<Notice>,
    unknown: Vec<String>,
}

#[derive(Serialize)]
struct Flow {
    integration: String,
    /// `no_way`, `copies`, `way_around` or `not_missed`.
    outcome: &'static str,
    missed: Vec<String>,
    around: Vec<String>,
}

#[derive(Serialize)]
struct Precondition {
    kind: &'static str,
    what: String,
    ways: Vec<String>,
    /// `null` where nobody has said how often it is needed.
    by_hand_hours_per_week: Option<f64>,
}

#[derive(Serialize)]
struct Work {
    hours: Percentiles,
    weeks: Option<Percentiles>,
}

#[derive(Serialize)]
struct Money {
    saved: Option<f64>,
    stranded: Option<f64>,
    by_hand_hours_per_week: Option<f64>,
    by_hand: Option<f64>,
    net: Option<f64>,
}

#[derive(Serialize)]
struct Notice {
    tool: String,
    by: String,
}

impl Removal {
    pub(super) fn of(it: &scenario::Removal) -> Self {
        let balance = &it.balance;
        Self {
            tools: strings(&it.tools),
            verdict: it.verdict.name(),
            reasons: it.reasons.clone(),
            flows: it.flows.iter().map(Flow::of).collect(),
            requirements_lost: it.requirements.clone(),
            preconditions: it.homes.iter().map(Precondition::of).collect(),
            automations: it.automations,
            moving: it.moving.as_ref().map(Work::of),
            rebuilding: Work::of(&it.rebuilding),
            hours_per_week: it.pace.map(|it| it.hours_per_week),
            money: Money {
                saved: balance.saved,
                stranded: balance.stranded.map(f64::round),
                by_hand_hours_per_week: balance.by_hand_hours_per_week,
                by_hand: balance.by_hand.map(f64::round),
                net: balance.net.map(f64::round),
            },
            notices: it
                .notices
                .iter()
                .map(|(tool, day)| Notice { tool: tool.to_string(), by: day.to_string() })
                .collect(),
            unknown: it.unknown.clone(),
        }
    }
}

impl Flow {
    fn of(it: &FlowFate) -> Self {
        Self {
            integration: it.integration.to_string(),
            outcome: it.outcome.name(),
            missed: it.missed.clone(),
            around: strings(&it.around),
        }
    }
}

impl Precondition {
    fn of(it: &Home) -> Self {
        Self {
            kind: it.kind.name(),
            what: it.what.clone(),
            ways: it.ways.clone(),
            by_hand_hours_per_week: it.by_hand_hours_per_week,
        }
    }
}

impl Work {
    fn of(it: &crate::effort::Estimate) -> Self {
        Self { hours: Percentiles::of(&it.hours), weeks: it.weeks.as_ref().map(Percentiles::of) }
    }
}

fn strings(labels: &[Label]) -> Vec<String> {
    labels.iter().map(Label::to_string).collect()
}
