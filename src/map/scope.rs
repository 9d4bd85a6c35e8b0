//! Which tools are on the map: all, or those around one.

use std::collections::BTreeSet;

use super::Subject;
use super::drawing::is_drawn;
use crate::stack::{Direction, Stack};
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
    around(&before.stack, focus, &mut tools);
    if let Some(simulation) = subject.simulation {
        around(&simulation.after.stack, focus, &mut tools);
    }
    tools.retain(|it| all.contains(it));
    if tools.is_empty() {
        tools = all;
    }
    Scope { tools, total }
}

fn ids(stack: &Stack) -> BTreeSet<Label> {
    stack.tools.values().map(|it| it.id.clone()).collect()
}

/// Walks along the lines that are drawn, first against them, then with them.
fn around(stack: &Stack, focus: &Focus, tools: &mut BTreeSet<Label>) {
    if stack.tools.find(&focus.tool).is_none() {
        return;
    }
    tools.insert(focus.tool.clone());
    for towards in [Towards::Sources, Towards::Targets] {
        let mut found = BTreeSet::from([focus.tool.clone()]);
        for _ in 0..focus.hops {
            let next: Vec<Label> = steps(stack, towards, &found).collect();
            found.extend(next);
        }
        tools.extend(found);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Towards {
    Sources,
    Targets,
}

/// The tools one line further.
fn steps(stack: &Stack, towards: Towards, found: &BTreeSet<Label>) -> impl Iterator<Item = Label> {
    let lines = stack.integrations.values().filter(|it| is_drawn(it));
    lines.flat_map(move |it| {
        let (from, to) = (&it.from.name, &it.to.name);
        let with = (towards == Towards::Targets || it.direction == Direction::TwoWay)
            && found.contains(from);
        let against = (towards == Towards::Sources || it.direction == Direction::TwoWay)
            && found.contains(to);
        [with.then(|| to.clone()), against.then(|| from.clone())].into_iter().flatten()
    })
}
