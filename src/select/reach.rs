//! What lies up and down the stream of a tool.

use std::collections::BTreeMap;

use super::{Hops, Input, Item, Reach};
use crate::stack::{Direction, ToolId};

/// The tools within reach, and the integrations between two of them.
pub(super) struct Reached {
    /// By tool position.
    tools: Vec<bool>,
    /// By integration position.
    integrations: Vec<bool>,
}

impl Reached {
    /// Of things that are neither tool nor integration: they hang on one that is in it.
    pub(super) fn has(&self, input: &Input<'_>, item: Item<'_>) -> bool {
        let is_in = |item: Item<'_>| match item {
            Item::Tool(id) => self.tools.get(id.index()) == Some(&true),
            Item::Integration(id) => self.integrations.get(id.index()) == Some(&true),
            Item::Object(_)
            | Item::Person(_)
            | Item::Journey(_)
            | Item::Credential(_)
            | Item::Automation(_)
            | Item::AiFeature(_)
            | Item::Vendor(_)
            | Item::Other(_)
            | Item::Finding(_) => false,
        };
        match item {
            Item::Tool(_) | Item::Integration(_) => is_in(item),
            Item::Object(_)
            | Item::Person(_)
            | Item::Journey(_)
            | Item::Credential(_)
            | Item::Automation(_)
            | Item::AiFeature(_)
            | Item::Vendor(_)
            | Item::Other(_)
            | Item::Finding(_) => input.touching(item).into_iter().any(is_in),
        }
    }
}

/// Walks along live integrations breadth first. Middleware is no hop of its own and comes with what it carries; as a
/// start it stands for both ends of that.
pub(super) fn reached(reach: &Reach, input: &Input<'_>) -> Reached {
    let stack = input.stack;
    let starts: Vec<ToolId> = stack
        .tools
        .iter()
        .filter(|(_, tool)| super::input::tool_is_called(tool, &reach.name))
        .map(|(id, _)| id)
        .collect();
    let mut tools = vec![false; stack.tools.len()];
    let steps = steps(input);
    for (hops, towards) in [(reach.up, Towards::Sources), (reach.down, Towards::Targets)] {
        let mut seen = vec![false; stack.tools.len()];
        let mut level = starts.clone();
        for start in &starts {
            seen[start.index()] = true;
        }
        let mut left = match hops {
            None => 0,
            Some(Hops::All) => u32::MAX,
            Some(Hops::Few(hops)) => hops,
        };
        while left > 0 && !level.is_empty() {
            left -= 1;
            let mut next = Vec::new();
            for tool in level {
                for &further in steps.get(&(towards, tool)).map_or(&[][..], Vec::as_slice) {
                    if !std::mem::replace(&mut seen[further.index()], true) {
                        next.push(further);
                    }
                }
            }
            level = next;
        }
        for (tool, seen) in tools.iter_mut().zip(seen) {
            *tool |= seen;
        }
    }
    between(input, tools)
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Towards {
    Sources,
    Targets,
}

/// One hop from each tool, either way.
fn steps(input: &Input<'_>) -> BTreeMap<(Towards, ToolId), Vec<ToolId>> {
    let mut steps: BTreeMap<_, Vec<ToolId>> = BTreeMap::new();
    for it in input.stack.integrations.values().filter(|it| it.is_live()) {
        let (Some(from), Some(to)) = (it.from.id, it.to.id) else { continue };
        let mut add = |from: ToolId, to: ToolId| {
            steps.entry((Towards::Targets, from)).or_default().push(to);
            steps.entry((Towards::Sources, to)).or_default().push(from);
        };
        add(from, to);
        if it.direction == Direction::TwoWay {
            add(to, from);
        }
        // From middleware on, but not into it: what it carries for others is no way through it.
        if let Some(via) = it.via.as_ref().and_then(|it| it.id) {
            steps.entry((Towards::Targets, via)).or_default().push(to);
            steps.entry((Towards::Sources, via)).or_default().push(from);
        }
    }
    steps
}

/// The integrations with both ends among the tools, and the middleware of those.
fn between(input: &Input<'_>, mut tools: Vec<bool>) -> Reached {
    let is_in = |tools: &[bool], id: Option<ToolId>| id.is_some_and(|it| tools[it.index()]);
    let ends = tools.clone();
    let integrations = input
        .stack
        .integrations
        .values()
        .map(|it| {
            let via = it.via.as_ref().and_then(|it| it.id);
            let (from, to) = (is_in(&ends, it.from.id), is_in(&ends, it.to.id));
            let is_reached = from && to || is_in(&ends, via) && (from || to);
            if let Some(via) = via.filter(|_| is_reached) {
                tools[via.index()] = true;
            }
            is_reached
        })
        .collect();
    Reached { tools, integrations }
}
