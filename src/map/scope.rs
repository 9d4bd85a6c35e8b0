//! Which tools are on the map: all, or those around one.

use std::collections::BTreeSet;

use super::Subject;
use crate::network::Network;
use crate::stack::{Stack, ToolId};
use crate::text::Label;

/// One tool and how far to look around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Focus {
    pub(crate) tool: Label,
    /// Hops up and down the stream.
    pub(crate) hops: u32,
}

/// The tools to draw, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scope {
    pub(crate) tools: BTreeSet<Label>,
    /// How many there are in all.
    pub(crate) total: usize,
}

/// The tools of the map: with a focus, it and what lies within its hops, in the stack before or after.
pub(crate) fn scope(subject: Subject<'_>, focus: Option<&Focus>) -> Scope {
    let before = subject.before;
    let mut all: BTreeSet<Label> = ids(&before.stack);
    if let Some(simulation) = subject.simulation {
        all.extend(ids(&simulation.after.stack));
    }
    let total = all.len();
    let Some(focus) = focus else { return Scope { tools: all, total } };
    let mut tools = BTreeSet::new();
    around(&before.stack, &before.network, focus, &mut tools);
    if let Some(simulation) = subject.simulation {
        around(&simulation.after.stack, &simulation.after.network, focus, &mut tools);
    }
    if tools.is_empty() {
        tools = all;
    }
    Scope { tools, total }
}

fn ids(stack: &Stack) -> BTreeSet<Label> {
    stack.tools.values().map(|it| it.id.clone()).collect()
}

fn around(stack: &Stack, network: &Network, focus: &Focus, tools: &mut BTreeSet<Label>) {
    let Some(start) = stack.tools.find(&focus.tool) else { return };
    tools.insert(focus.tool.clone());
    let near = |id: ToolId| stack.tools[id].id.clone();
    tools.extend(network.upstream(start, Some(focus.hops)).into_iter().map(|it| near(it.tool)));
    tools.extend(network.downstream(start, Some(focus.hops)).into_iter().map(|it| near(it.tool)));
}
