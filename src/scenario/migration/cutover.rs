//! The order in which the neighbours of a tool go over to its successor.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Graph, NodeId, components};
use crate::network::Network;
use crate::stack::{Channel, Stack, ToolId, Trigger};
use crate::text::Label;

/// One step of a cut-over, with the tools that go over together and the integrations that do.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) kind: StepKind,
    /// By id.
    pub(crate) tools: Vec<Label>,
    /// By id.
    pub(crate) integrations: Vec<Label>,
    /// How long the old flow runs beside the new one: two of its slowest runs, and a week at least (an expert default);
    /// `None` where nobody has said how often it runs.
    pub(crate) parallel_days: Option<f64>,
    pub(crate) rollback: Rollback,
}

/// How a step is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Rollback {
    /// Nothing is taken back: the list stays.
    Keep,
    /// The old flow is switched on again; nothing was written anywhere else.
    SwitchBack,
    /// The new feed is stopped, and what only it brought is loaded into the old tool.
    FeedOld,
    /// What changed on either side in the meantime is loaded back before the old flow starts again.
    LoadBack,
}

impl Rollback {
    /// A word for programs.
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Keep => "the list stays as it is, whatever comes",
            Self::SwitchBack => "switch the old flow on again; nothing was written back",
            Self::FeedOld => {
                "stop the new feed, load what only it brought into the old tool, switch the old one on"
            }
            Self::LoadBack => {
                "stop both, load back what changed since the step, then switch the old flow on; after the old one is deleted there is no way back"
            }
        }
    }
}

/// In the order in which they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum StepKind {
    /// Both tools read one list of opt-outs before the second one sends.
    ShareSuppression,
    /// Only reads from the tool: nothing comes back, so that going back is a matter of a switch.
    Consumer,
    /// Feeds the tool, or is tied to it both ways.
    Feeder,
    /// Keeps the truth about data that the tool exchanges.
    SystemOfRecord,
}

/// What is known of a neighbour.
#[derive(Default)]
struct Neighbour {
    feeds: bool,
    keeps_truth: bool,
    integrations: BTreeSet<Label>,
}

/// Leaf consumers first, the system of record last; tools that feed each other in a circle go together.
///
/// The groups are the strongly connected components of the live flows among the neighbours. The tool itself is left out:
/// every two-way neighbour would hang together by it, and it is what goes.
pub(super) fn steps(stack: &Stack, network: &Network, tool: ToolId) -> Vec<Step> {
    let neighbours = neighbours(stack, network, tool);
    let ids: Vec<ToolId> = neighbours.keys().copied().collect();
    let position =
        |id: ToolId| ids.binary_search(&id).ok().and_then(|it| u32::try_from(it).ok()).map(NodeId);
    let among = ids.iter().flat_map(|id| network.feeds(*id)).filter_map(|flow| {
        let flow = network.flow(flow);
        position(flow.from).zip(position(flow.to))
    });
    let edges: Vec<(NodeId, NodeId)> = among.collect();
    let graph = Graph::new(ids.len(), &edges);
    let mut groups: Vec<Step> = Vec::new();
    // Sources come first there, consumers here.
    for members in components(&graph, &|_| true).members.iter().rev() {
        let mut step = Step {
            kind: StepKind::Consumer,
            tools: Vec::new(),
            integrations: Vec::new(),
            parallel_days: None,
            rollback: Rollback::SwitchBack,
        };
        for id in members.iter().filter_map(|it| ids.get(it.index())) {
            let Some(neighbour) = neighbours.get(id) else { continue };
            step.kind = step.kind.max(neighbour.kind());
            step.tools.push(stack.tools[*id].id.clone());
            step.integrations.extend(neighbour.integrations.iter().cloned());
        }
        step.tools.sort_unstable();
        step.integrations.sort_unstable();
        step.integrations.dedup();
        step.parallel_days = parallel_days(stack, &step.integrations);
        step.rollback = step.kind.rollback();
        groups.push(step);
    }
    groups.sort_by_key(|it| it.kind);
    if sends(stack, tool) {
        groups.insert(
            0,
            Step {
                kind: StepKind::ShareSuppression,
                tools: vec![stack.tools[tool].id.clone()],
                integrations: Vec::new(),
                parallel_days: None,
                rollback: Rollback::Keep,
            },
        );
    }
    groups
}

/// Two of the slowest runs, and a week at least.
fn parallel_days(stack: &Stack, integrations: &[Label]) -> Option<f64> {
    let mut days = DAYS_MIN;
    for id in integrations {
        let integration = &stack.integrations[stack.integrations.find(id)?];
        let every = match (&integration.frequency, integration.trigger) {
            (Some(cadence), _) => cadence.every.as_hours() / HOURS_PER_DAY,
            // What runs when something happens has shown within days whether it works.
            (None, Some(Trigger::Event)) => 0.0,
            (None, Some(Trigger::Poll | Trigger::Schedule | Trigger::Manual) | None) => {
                return None;
            }
        };
        days = days.max(RUNS * every);
    }
    Some(days)
}

const HOURS_PER_DAY: f64 = 24.0;
const DAYS_MIN: f64 = 7.0;
const RUNS: f64 = 2.0;

impl StepKind {
    fn rollback(self) -> Rollback {
        match self {
            Self::ShareSuppression => Rollback::Keep,
            Self::Consumer => Rollback::SwitchBack,
            Self::Feeder => Rollback::FeedOld,
            Self::SystemOfRecord => Rollback::LoadBack,
        }
    }
}

impl Neighbour {
    fn kind(&self) -> StepKind {
        match (self.keeps_truth, self.feeds) {
            (true, _) => StepKind::SystemOfRecord,
            (false, true) => StepKind::Feeder,
            (false, false) => StepKind::Consumer,
        }
    }
}

fn neighbours(stack: &Stack, network: &Network, tool: ToolId) -> BTreeMap<ToolId, Neighbour> {
    let mut found: BTreeMap<ToolId, Neighbour> = BTreeMap::new();
    for id in network.feeds(tool).chain(network.fed_by(tool)) {
        let flow = network.flow(id);
        let other = if flow.from == tool { flow.to } else { flow.from };
        if other == tool {
            continue;
        }
        let neighbour = found.entry(other).or_default();
        neighbour.feeds |= flow.from == other;
        neighbour.keeps_truth |= flow
            .object
            .is_some_and(|it| stack.objects[it].system_of_record_of(None) == Some(other));
        neighbour.integrations.insert(stack.integrations[flow.integration].id.clone());
    }
    found
}

/// On a channel on which an opt-out counts.
fn sends(stack: &Stack, tool: ToolId) -> bool {
    stack.tools[tool].sends.iter().any(|it| match it.channel {
        Channel::Email
        | Channel::SalesEmail
        | Channel::Sms
        | Channel::Push
        | Channel::DirectMail
        | Channel::Call => true,
        Channel::AdsAudience | Channel::Chat => false,
    })
}
