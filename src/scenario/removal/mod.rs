//! Taking tools out for good: what becomes of each flow, what has to find another place first, and whether it is safe.

mod flows;
mod homes;
mod money;
#[cfg(test)]
mod tests;

use super::{Edit, Simulation, Terms};
use crate::analysis::Analysis;
use crate::effort::{Estimate, Inventory, Pace, Table, estimate, inventory, pace};
use crate::impact::JourneyFate;
use crate::network::NeedKind;
use crate::stack::{Date, Stack, ToolId};
use crate::text::{Label, plural};

pub(crate) use flows::{FlowFate, FlowOutcome};
pub(crate) use homes::{Home, HomeKind};
pub(crate) use money::Balance;

/// What is said of a removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing that anybody needs is lost.
    Safe,
    /// So many things have to find another place first.
    SafeAfter(usize),
    /// A journey that is worth something, or of which nobody has said that it is not, stops.
    Unsafe,
}

impl Verdict {
    /// A word for programs.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::SafeAfter(_) => "safe_after",
            Self::Unsafe => "unsafe",
        }
    }

    pub(crate) fn words(self) -> String {
        match self {
            Self::Safe => "SAFE".to_owned(),
            Self::SafeAfter(count) => format!("SAFE AFTER {}", plural(count, "RE-HOME")),
            Self::Unsafe => "UNSAFE".to_owned(),
        }
    }
}

/// Everything about the tools that are taken out and that nothing takes the place of.
#[derive(Clone, Debug)]
pub(crate) struct Removal {
    /// In the order of the changes.
    pub(crate) tools: Vec<Label>,
    pub(crate) verdict: Verdict,
    /// One sentence each, the weightiest first.
    pub(crate) reasons: Vec<String>,
    /// By integration that goes with the tools, worst first.
    pub(crate) flows: Vec<FlowFate>,
    /// What initiatives require and would not get any more: "account.owner at Demandbase (abm-enterprise)".
    pub(crate) requirements: Vec<String>,
    /// What has to find another place before, in the order in which it is done.
    pub(crate) homes: Vec<Home>,
    /// The work of finding these places; `None` where there are none.
    pub(crate) moving: Option<Estimate>,
    /// The work of building everything anew elsewhere that lives in the tools.
    pub(crate) rebuilding: Estimate,
    /// Automations that live in them.
    pub(crate) automations: f64,
    /// `None`: nobody is known to do it.
    pub(crate) pace: Option<Pace>,
    pub(crate) balance: Balance,
    /// Until when notice has to be given, by tool.
    pub(crate) notices: Vec<(Label, Date)>,
    pub(crate) unknown: Vec<String>,
}

/// What taking tools out comes to; `None` where no edit takes one out, or none of them is in the stack.
pub(crate) fn removal(
    before: &Analysis,
    edits: &[Edit],
    simulation: &Simulation,
    terms: Terms,
) -> Option<Removal> {
    let stack = &before.stack;
    let gone = edits.iter().filter_map(Edit::removed);
    let tools: Vec<ToolId> = gone.filter_map(|it| stack.tools.find(it)).collect();
    if tools.is_empty() {
        return None;
    }
    let flows = flows::flows(before, simulation, &tools);
    let homes = homes::homes(before, simulation, &tools);
    let (estate, mut unknown) = estate(before, &tools);
    let table = Table::of(&stack.company);
    let stated = terms.hours_per_week.filter(|it| *it > 0.0).map(Pace::of);
    let pace = stated.or_else(|| pace(stack, &tools, before.as_of));
    if pace.is_none() {
        unknown.push("how many hours a week there are for it".to_owned());
    }
    let moving = moving(&homes, &estate).map(|it| estimate(&it, &table, pace));
    let balance = money::balance(before, simulation, &homes, &mut unknown);
    let requirements = requirements(before, simulation);
    let is_stopped = simulation.blast.journeys.iter().any(is_costly);
    let verdict = match homes.len() {
        _ if is_stopped => Verdict::Unsafe,
        0 => Verdict::Safe,
        count => Verdict::SafeAfter(count),
    };
    Some(Removal {
        reasons: reasons(before, simulation, (&flows, &homes), &requirements),
        tools: tools.iter().map(|it| stack.tools[*it].id.clone()).collect(),
        notices: tools.iter().filter_map(|it| notice(stack, *it)).collect(),
        automations: simulation.blast.hosted.automation_count,
        rebuilding: estimate(&estate, &table, pace),
        verdict,
        flows,
        requirements,
        homes,
        moving,
        pace,
        balance,
        unknown,
    })
}

/// A journey that stops counts, unless somebody has said that it is worth nothing.
fn is_costly(hit: &crate::impact::JourneyHit) -> bool {
    hit.fate == JourneyFate::Stopped && hit.value_per_day.is_none_or(|it| it > 0.0)
}

fn estate(before: &Analysis, tools: &[ToolId]) -> (Inventory, Vec<String>) {
    let mut estates = tools.iter().map(|it| inventory(&before.stack, &before.network, *it));
    let mut whole = estates.next().unwrap_or_default();
    for estate in estates {
        whole.absorb(estate);
    }
    let unknown = std::mem::take(&mut whole.unknown);
    (whole, unknown)
}

/// What has to be built for the new places; the data of the tools is cleaned and kept in any case.
fn moving(homes: &[Home], estate: &Inventory) -> Option<Inventory> {
    if homes.is_empty() {
        return None;
    }
    let mut inventory =
        Inventory { records: estate.records, undocumented: Some(0.0), ..Inventory::default() };
    for (unit, count) in homes.iter().flat_map(|it| &it.work) {
        inventory.add(*unit, *count);
    }
    Some(inventory)
}

fn requirements(before: &Analysis, simulation: &Simulation) -> Vec<String> {
    let asked = simulation.blast.affected.iter().filter(|it| it.need.why == NeedKind::Requirement);
    let mut found: Vec<String> = asked
        .map(|it| {
            let place = &before.stack.tools[it.need.tool].name;
            let thing = homes::thing(&before.stack, it.need.object, it.need.field.as_deref());
            format!("{thing} at {place} ({})", it.need.by.id)
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn notice(stack: &Stack, tool: ToolId) -> Option<(Label, Date)> {
    let contract = stack.tools[tool].contract.as_ref()?;
    let days = super::whole_days(contract.notice_days?)?;
    Some((stack.tools[tool].id.clone(), contract.renewal_date?.plus_days(-days)?))
}

fn reasons(
    before: &Analysis,
    simulation: &Simulation,
    (flows, homes): (&[FlowFate], &[Home]),
    requirements: &[String],
) -> Vec<String> {
    let stack = &before.stack;
    let mut found: Vec<String> = Vec::new();
    for hit in simulation.blast.journeys.iter().filter(|it| it.fate == JourneyFate::Stopped) {
        found.push(format!("{} stops {}", stack.journeys[hit.journey].name, hit.reason));
    }
    let opt_outs = homes.iter().filter(|it| it.kind == HomeKind::OptOut).count();
    if opt_outs > 0 {
        found.push(format!("opt-outs no longer reach {}", plural(opt_outs, "sender")));
    }
    let lost = flows.iter().filter(|it| it.outcome == FlowOutcome::NoWay).count();
    if lost > 0 {
        let verb = if lost == 1 { "carries" } else { "carry" };
        found.push(format!(
            "{lost} of the {} that go {verb} what has no other way",
            plural(flows.len(), "integration")
        ));
    }
    let records = homes.iter().filter(|it| it.kind == HomeKind::Record).count();
    if records > 0 {
        let what = if records == 1 { "object or field loses" } else { "objects or fields lose" };
        found.push(format!("{records} {what} the tool that rules over it"));
    }
    if !requirements.is_empty() {
        found.push(format!(
            "{} of initiatives would not be met",
            plural(requirements.len(), "requirement")
        ));
    }
    if found.is_empty() {
        found.push(match flows.len() {
            0 => "nothing flows through it".to_owned(),
            count => format!("nobody misses what {} carried", plural(count, "integration")),
        });
    }
    found
}
