//! What has to find another place before a tool goes: its truths, its flows, its stages, its opt-outs, its automations.

use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::catalog::{Catalog, PlatformKind};
use crate::diag::Diagnostic;
use crate::effort::Unit;
use crate::impact::{Fate, JourneyFate};
use crate::network::Path;
use crate::scenario::Simulation;
use crate::stack::{ObjectId, Stack, Tool, ToolId};
use crate::text::Label;

/// Hours of one transfer by hand, cleaning included: an expert default.
const HAND_RUN_HOURS: f64 = 1.5;
/// Nobody carries data by hand more than once a working day for long.
const HAND_RUNS_PER_WEEK_MAX: f64 = 5.0;
const MINUTES_PER_WEEK: f64 = 10_080.0;

/// In the order in which they are settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum HomeKind {
    /// Another tool has to rule over the data.
    Record,
    /// Another flow has to bring it.
    Flow,
    /// Another tool has to hold a stage of a journey.
    Stage,
    /// Opt-outs need another way to a sender.
    OptOut,
    /// What the tool runs by itself moves or is retired.
    Automations,
}

impl HomeKind {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

/// Something that needs another place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Home {
    pub(crate) kind: HomeKind,
    /// What to do, as a sentence without its full stop.
    pub(crate) what: String,
    /// How it could be done, as far as the file and the catalogue know; empty: neither knows a way.
    pub(crate) ways: Vec<String>,
    /// The work, by the units of the effort table; empty: a decision rather than work.
    pub(crate) work: Vec<(Unit, f64)>,
    /// Where it could be carried by hand instead: hours a week; `None` where nobody has said how often it is needed.
    pub(crate) by_hand_hours_per_week: Option<f64>,
}

impl Home {
    /// Somebody could carry it by hand.
    pub(super) fn is_carried(&self) -> bool {
        self.kind == HomeKind::Flow
    }
}

pub(super) fn homes(before: &Analysis, simulation: &Simulation, tools: &[ToolId]) -> Vec<Home> {
    let mut found = records(before, simulation, tools);
    found.extend(flows(before, simulation, tools));
    found.extend(stages(before, simulation, tools));
    found.extend(opt_outs(simulation));
    found.extend(automations(before, simulation));
    found
}

/// `person.email`, or `person`.
pub(super) fn thing(stack: &Stack, object: ObjectId, field: Option<&str>) -> String {
    let object = &stack.objects[object].id;
    field.map_or_else(|| object.to_string(), |field| format!("{object}.{field}"))
}

/// Objects and fields that lose their system of record, with those that wait for it.
fn records(before: &Analysis, simulation: &Simulation, tools: &[ToolId]) -> Vec<Home> {
    let stack = &before.stack;
    let lost = simulation.blast.hosted.headless.iter().map(|it| {
        let what = thing(stack, it.object, it.field.as_deref());
        let mut waiting: Vec<ToolId> = simulation
            .blast
            .affected
            .iter()
            .filter(|hit| hit.need.system_of_record.is_some_and(|it| tools.contains(&it)))
            .filter(|hit| hit.need.object == it.object && hit.need.field == it.field)
            .map(|hit| hit.need.tool)
            .collect();
        waiting.sort_unstable();
        waiting.dedup();
        let name = |it: &ToolId| stack.tools[*it].name.to_string();
        let bring = match waiting.as_slice() {
            [] => String::new(),
            waiting => format!(", and let it reach {}", list(waiting.iter().map(name))),
        };
        let ways = match it.copies.as_slice() {
            [] => Vec::new(),
            copies => vec![format!("copies are in {}", list(copies.iter().map(name)))],
        };
        // One of those that wait may become the one that rules.
        let feeds = waiting.len().saturating_sub(1);
        Home {
            kind: HomeKind::Record,
            what: format!("name the tool that rules over {what} from then on{bring}"),
            ways,
            work: if feeds > 0 { vec![(Unit::Integration, float(feeds))] } else { Vec::new() },
            by_hand_hours_per_week: Some(0.0),
        }
    });
    lost.collect()
}

/// Ends between which data has no way left, with what it is and how often it came.
type Gaps = BTreeMap<(ToolId, ToolId), (Vec<String>, Option<f64>)>;

fn flows(before: &Analysis, simulation: &Simulation, tools: &[ToolId]) -> Vec<Home> {
    let stack = &before.stack;
    let mut gaps: Gaps = BTreeMap::new();
    for hit in simulation.blast.affected.iter().filter(|it| it.fate == Fate::Broken) {
        let Some(from) = hit.need.system_of_record.filter(|it| !tools.contains(it)) else {
            continue;
        };
        let what = thing(stack, hit.need.object, hit.need.field.as_deref());
        let hours = by_hand(before, hit.before.as_ref());
        let (things, slowest) =
            gaps.entry((from, hit.need.tool)).or_insert_with(|| (Vec::new(), Some(0.0)));
        if !things.contains(&what) {
            things.push(what);
        }
        // What comes in one file is carried once, as often as the most urgent of it.
        *slowest = slowest.zip(hours).map(|(left, right)| left.max(right));
    }
    let home = |((from, to), (things, hours)): ((ToolId, ToolId), (Vec<String>, Option<f64>))| {
        let (ways, unit) = known_ways((stack, before.catalog), from, to);
        Home {
            kind: HomeKind::Flow,
            what: format!(
                "bring {} from {} to {} another way",
                list(things.into_iter()),
                stack.tools[from].name,
                stack.tools[to].name
            ),
            ways,
            work: vec![(unit, 1.0)],
            by_hand_hours_per_week: hours,
        }
    };
    gaps.into_iter().map(home).collect()
}

/// Hours a week of carrying it by hand as often as the last leg ran, though not more than once a working day.
fn by_hand(before: &Analysis, path: Option<&Path>) -> Option<f64> {
    let last = before.network.flow(*path?.flows.last()?).integration;
    let every = before.stack.integrations[last].frequency.as_ref()?.every.get();
    if every <= 0.0 {
        return Some(HAND_RUNS_PER_WEEK_MAX * HAND_RUN_HOURS);
    }
    Some((MINUTES_PER_WEEK / every).min(HAND_RUNS_PER_WEEK_MAX) * HAND_RUN_HOURS)
}

/// How two tools could be connected, and what the best of these ways takes. What the stack's file knows comes first.
fn known_ways(
    (stack, catalog): (&Stack, Catalog),
    from: ToolId,
    to: ToolId,
) -> (Vec<String>, Unit) {
    let stated = stack.known_connectors().into_iter().find(|it| it.from == from && it.to == to);
    if let Some(stated) = stated {
        let day = stated.as_of.map_or_else(String::new, |it| format!(" (of {it})"));
        let kind = stated.kind.map_or("connector", |it| it.words());
        let unit = stated.kind.map_or(Unit::Connector, Unit::of_method);
        return (vec![format!("a {kind} that the file knows of{day}")], unit);
    }
    let product = |it: ToolId| catalog.product_of(&stack.tools[it]);
    let Some((start, end)) = product(from).zip(product(to)) else {
        return (Vec::new(), Unit::Integration);
    };
    if let Some(direct) = catalog.direct(start.id, end.id)
        && let Some(platform) = catalog.platform(direct.platform)
        && platform.kind != PlatformKind::Developer
    {
        let name = catalog.product(platform.id).map_or(platform.id, |it| it.name);
        let way = format!("a connector of {name} (list {})", platform.dated());
        return (vec![way], Unit::Connector);
    }
    let mut unit = Unit::Integration;
    let mut ways: Vec<String> = Vec::new();
    for through in catalog.through(start.id, end.id) {
        let Some(platform) = catalog.platform(through.platform()) else { continue };
        let Some(owned) = owned((stack, catalog), platform.id) else { continue };
        if ways.is_empty() {
            unit = match platform.kind {
                PlatformKind::Ipaas | PlatformKind::Product => Unit::Recipe,
                PlatformKind::Cdp | PlatformKind::Etl | PlatformKind::ReverseEtl => Unit::DataFlow,
                PlatformKind::Developer => Unit::CustomApi,
            };
        }
        ways.push(format!("through {}, which you have (list {})", owned.name, platform.dated()));
    }
    (ways, unit)
}

/// The tool in use that is that product.
fn owned<'a>((stack, catalog): (&'a Stack, Catalog), product: &str) -> Option<&'a Tool> {
    let mut tools = stack.tools.values().filter(|it| it.is_in_use());
    tools.find(|it| catalog.product_of(it).is_some_and(|it| it.id == product))
}

fn stages(before: &Analysis, simulation: &Simulation, tools: &[ToolId]) -> Vec<Home> {
    let stack = &before.stack;
    let stopped = simulation.blast.journeys.iter().filter(|it| it.fate == JourneyFate::Stopped);
    let homes = stopped.map(|hit| {
        let journey = &stack.journeys[hit.journey];
        let stage = journey.stages.get(hit.stage);
        let name = stage.map_or("", |it| it.id.as_str());
        let tool = stage.and_then(|it| it.tool.as_ref()?.id);
        let what = if tool.is_some_and(|it| tools.contains(&it)) {
            format!("give the stage {name} of {} another tool", journey.name)
        } else {
            format!("build another way to the stage {name} of {}", journey.name)
        };
        Home {
            kind: HomeKind::Stage,
            what,
            ways: Vec::new(),
            work: vec![(Unit::Integration, 1.0)],
            by_hand_hours_per_week: Some(0.0),
        }
    });
    homes.collect()
}

/// Senders that hear of opt-outs no more, by the findings that say so.
fn opt_outs(simulation: &Simulation) -> Vec<Home> {
    let is_opt_out = |it: &&Diagnostic| it.code == "optout-unreachable";
    let new = simulation.findings_new.iter().filter(is_opt_out);
    let homes = new.map(|it| Home {
        kind: HomeKind::OptOut,
        what: format!("close a gap: {}", it.message),
        ways: it.help.iter().cloned().collect(),
        work: vec![(Unit::Integration, 1.0)],
        by_hand_hours_per_week: Some(0.0),
    });
    homes.collect()
}

fn automations(before: &Analysis, simulation: &Simulation) -> Option<Home> {
    let hosted = &simulation.blast.hosted;
    let is_kept = |id: &Label| simulation.after.stack.automations.find(id).is_some();
    let listed = hosted
        .automations
        .iter()
        .map(|it| &before.stack.automations[*it])
        .filter(|it| it.is_active() && !is_kept(&it.id));
    let names: Vec<String> = listed.map(|it| it.id.to_string()).collect();
    if hosted.automation_count <= 0.0 && names.is_empty() {
        return None;
    }
    let count = hosted.automation_count.max(float(names.len()));
    let noun = if (count - 1.0).abs() < 0.5 { "automation" } else { "automations" };
    Some(Home {
        kind: HomeKind::Automations,
        what: format!("decide for {count:.0} {noun} whether they move or end"),
        ways: names,
        work: Vec::new(),
        by_hand_hours_per_week: Some(0.0),
    })
}

/// "a, b and c".
fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    match items.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
