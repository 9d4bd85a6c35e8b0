//! What is broken, degraded, stale or headless when something goes, and why.

mod hosted;
mod losses;
mod rank;
#[cfg(test)]
mod tests;
mod weigh;
mod words;

use std::collections::BTreeMap;

use crate::network::{Component, Need, Network, Path};
use crate::stack::{
    AiFeatureId, AutomationId, Channel, IntegrationId, JourneyId, ObjectId, PurposeId, Stack,
    ToolId,
};

pub(crate) use rank::rank;
pub(crate) use weigh::weigh;

use losses::Loss;

/// How a need fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Fate {
    /// No way is left.
    Broken,
    /// A fallback or a worse way is left.
    Degraded,
    /// A way is left, but the data comes too old.
    Stale,
    /// The data still arrives, but its system of record is gone.
    Headless,
}

impl Fate {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

/// A need that was met before and is worse off now.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Affected {
    pub(crate) need: Need,
    pub(crate) fate: Fate,
    /// The best way before.
    pub(crate) before: Option<Path>,
    /// The best way that is left.
    pub(crate) after: Option<Path>,
    /// One sentence.
    pub(crate) reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum JourneyFate {
    Stopped,
    Degraded,
}

/// A journey that stops or limps, with the hand-off where it does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct JourneyHit {
    pub(crate) journey: JourneyId,
    pub(crate) fate: JourneyFate,
    /// Position of the first stage that is not reached as before.
    pub(crate) stage: usize,
    pub(crate) reason: String,
    /// In the company's currency.
    pub(crate) value_per_day: Option<f64>,
}

/// What lives inside the lost tools.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Hosted {
    pub(crate) automations: Vec<AutomationId>,
    /// Counted from the summaries, listed ones included.
    pub(crate) automation_count: f64,
    pub(crate) ai_features: Vec<AiFeatureId>,
    pub(crate) channels: Vec<(ToolId, Channel)>,
    /// Purposes that lose a capture point, a sender or their system of record.
    pub(crate) purposes: Vec<PurposeId>,
    /// Objects or fields that lose their system of record, with the tools that still hold a copy.
    pub(crate) headless: Vec<Headless>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Headless {
    pub(crate) object: ObjectId,
    /// `None`: the object itself.
    pub(crate) field: Option<crate::text::Label>,
    pub(crate) copies: Vec<ToolId>,
}

/// Money per year, in the company's currency; `None` where nothing is stated.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Money {
    /// Licences that are no longer paid.
    pub(crate) saved_annual: Option<f64>,
    /// Paid until the contract ends all the same.
    pub(crate) committed: Option<f64>,
    /// Value of the journeys that stop, per day.
    pub(crate) at_risk_per_day: Option<f64>,
    /// How many of the lost tools have no stated cost.
    pub(crate) unknown_costs: u32,
}

/// Everything that follows from losing some components.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Blast {
    pub(crate) gone: Vec<Component>,
    /// Integrations that die with them, in order.
    pub(crate) cut: Vec<IntegrationId>,
    /// Worst first.
    pub(crate) affected: Vec<Affected>,
    pub(crate) unaffected: usize,
    pub(crate) journeys: Vec<JourneyHit>,
    pub(crate) hosted: Hosted,
    pub(crate) money: Money,
    /// Tools that lose their last flow, or get less than before: for colours on the map.
    pub(crate) tools: Vec<(ToolId, Fate)>,
    /// What could not be judged for want of facts.
    pub(crate) unknowns: Vec<String>,
}

/// How much the loss of one integration matters, 0 to 100, and why.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Weight {
    pub(crate) impact: u8,
    pub(crate) reason: String,
    pub(crate) carries_consent: bool,
    pub(crate) carries_personal: bool,
    pub(crate) priority: Priority,
}

/// What to look at first: fragility and impact by table, never as a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Priority {
    Low,
    Medium,
    High,
}

impl Priority {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

/// How much hangs on one tool.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rank {
    pub(crate) tool: ToolId,
    /// Needs that their system of record no longer reaches: broken or headless.
    pub(crate) broken: usize,
    /// Needs that are degraded or stale.
    pub(crate) degraded: usize,
    pub(crate) journeys_stopped: usize,
    /// Sum over the stopped journeys, per day.
    pub(crate) value_per_day: f64,
}

/// What follows from losing these components.
pub(crate) fn of(stack: &Stack, network: &Network, gone: &[Component]) -> Blast {
    let loss = Loss::of(stack, network, gone);
    let mut affected: Vec<_> =
        loss.needs().into_iter().map(|it| words::affected(&loss, it)).collect();
    affected.sort_by_key(|it| it.fate);
    let journeys: Vec<_> = loss.journeys().iter().map(|it| words::journey_hit(&loss, it)).collect();
    let hosted = hosted::hosted(&loss);
    let (money, mut unknowns) = hosted::money(&loss, &journeys);
    unknowns.extend(words::unknowns(&loss));
    Blast {
        gone: gone.to_vec(),
        cut: loss.integrations().collect(),
        unaffected: loss.met_needs().saturating_sub(affected.len()),
        tools: tools(&loss, &affected),
        affected,
        journeys,
        hosted,
        money,
        unknowns,
    }
}

/// The worst fate of each tool that stays: of its needs, or of having no flow left.
fn tools(loss: &Loss<'_>, affected: &[Affected]) -> Vec<(ToolId, Fate)> {
    let mut fates: BTreeMap<ToolId, Fate> = BTreeMap::new();
    let needs = affected.iter().map(|it| (it.need.tool, it.fate));
    for (tool, fate) in needs.chain(loss.cut_off().map(|it| (it, Fate::Broken))) {
        let worst = fates.entry(tool).or_insert(fate);
        *worst = fate.min(*worst);
    }
    fates.into_iter().collect()
}
