//! The order in which the neighbours of a tool go over to its successor.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Graph, NodeId, components};
use crate::network::Network;
use crate::stack::{Channel, Stack, ToolId};
use crate::text::Label;

/// One step of a cut-over, with the tools that go over together and the integrations that do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) kind: StepKind,
    /// By id.
    pub(crate) tools: Vec<Label>,
    /// By id.
    pub(crate) integrations: Vec<Label>,
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
        let mut step =
            Step { kind: StepKind::Consumer, tools: Vec::new(), integrations: Vec::new() };
        for id in members.iter().filter_map(|it| ids.get(it.index())) {
            let Some(neighbour) = neighbours.get(id) else { continue };
            step.kind = step.kind.max(neighbour.kind());
            step.tools.push(stack.tools[*id].id.clone());
            step.integrations.extend(neighbour.integrations.iter().cloned());
        }
        step.tools.sort_unstable();
        step.integrations.sort_unstable();
        step.integrations.dedup();
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
            },
        );
    }
    groups
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
