//! Which tools are on the map: all, or those around one.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::Subject;
use super::drawing::is_drawn;
use crate::stack::{Direction, Integration, Stack};
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
    /// Where each tool lies around the focus, if there is one: see [`Around`].
    pub(crate) around: Option<Around>,
}

/// The surroundings of a tool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Around {
    pub(crate) focus: Label,
    /// Hops up and down the stream.
    pub(crate) hops: u32,
    /// Half hops down the stream, negative up the stream; what only carries data between two tools lies halfway.
    pub(crate) places: BTreeMap<Label, i32>,
    /// Tools with so many neighbours that the way ends at them.
    pub(crate) stopped: BTreeSet<Label>,
}

/// More neighbours than a screen has rows for: whoever goes on through such a tool sees half of the stack.
const HUB_NEIGHBOURS: usize = 12;
/// Half hops to both sides that have a column of their own.
const PLACES_MAX: i32 = 30;

/// The tools of the map: with a focus, it and what lies within its hops, in the stack before or after.
pub(crate) fn scope(subject: Subject<'_>, focus: Option<&Focus>) -> Scope {
    let stacks = subject.stacks();
    let all: BTreeSet<Label> =
        stacks.iter().flat_map(|it| it.tools.values().map(|it| it.id.clone())).collect();
    let total = all.len();
    let Some(focus) = focus.filter(|it| all.contains(&it.tool)) else {
        return Scope { tools: all, total, around: None };
    };
    let mut around = surroundings(&stacks, focus);
    around.places.retain(|it, _| all.contains(it));
    Scope { tools: around.places.keys().cloned().collect(), total, around: Some(around) }
}

impl Around {
    /// The column of a tool, counted from the left.
    pub(crate) fn column(&self, tool: &str) -> Option<u8> {
        let place = *self.places.get(tool)?;
        u8::try_from(place.clamp(-PLACES_MAX, PLACES_MAX) + PLACES_MAX).ok()
    }

    /// A line that is met on the way out from the focus, rather than between two tools where the way ends.
    pub(super) fn leads_along(&self, integration: &Integration) -> bool {
        let via = integration.via.as_ref().map(|via| &via.name);
        let ends = [Some(&integration.from.name), via, Some(&integration.to.name)];
        ends.into_iter().flatten().any(|it| self.goes_on(it))
    }

    /// The way does not end at this tool.
    fn goes_on(&self, tool: &Label) -> bool {
        let half_hops_max = 2 * self.hops.saturating_sub(1);
        let is_near = self.places.get(tool).is_some_and(|it| it.unsigned_abs() <= half_hops_max);
        is_near && (*tool == self.focus || !self.stopped.contains(tool))
    }

    /// Names of all columns.
    pub(crate) fn titles(focus: &str) -> Vec<String> {
        let title = |place: i32| match (place, place / 2) {
            (0, _) => focus.to_uppercase(),
            (-2, _) => "FEEDS IT".to_owned(),
            (2, _) => "FED BY IT".to_owned(),
            (odd, _) if odd % 2 != 0 => "VIA".to_owned(),
            (before, hops) if before < 0 => format!("{} HOPS BEFORE", -hops),
            (_, hops) => format!("{hops} HOPS AFTER"),
        };
        (-PLACES_MAX..=PLACES_MAX).map(title).collect()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Towards {
    Sources,
    Targets,
}

/// Walks along the lines that are drawn, first against them, then with them.
fn surroundings(stacks: &[&Stack], focus: &Focus) -> Around {
    let lines = Lines::of(stacks);
    let mut found = Around { focus: focus.tool.clone(), hops: focus.hops, ..Around::default() };
    let before = walk(&lines, focus, Towards::Sources, &mut found.stopped);
    let after = walk(&lines, focus, Towards::Targets, &mut found.stopped);
    for (tool, place) in &after {
        found.places.insert(tool.clone(), *place);
    }
    let stage =
        |id: &str| stacks.iter().find_map(|it| it.tools.find(id).map(|at| it.tools[at].stage()));
    let mut undecided = Vec::new();
    for (tool, place) in before {
        let is_nearer = match after.get(&tool) {
            None => true,
            Some(other) if *other == place => match stage(&tool).cmp(&stage(&focus.tool)) {
                Ordering::Less => true,
                Ordering::Equal => {
                    undecided.push((tool.clone(), place));
                    false
                }
                Ordering::Greater => false,
            },
            Some(other) => place < *other,
        };
        if is_nearer {
            found.places.insert(tool, -place);
        }
    }
    // What talks in both directions and stands in the same stage goes where there is more room.
    for (tool, place) in undecided.into_iter().filter(|it| it.1 > 0) {
        let count = |at: i32| found.places.values().filter(|it| **it == at).count();
        if count(-place) < count(place) {
            found.places.insert(tool, -place);
        }
    }
    found.stopped.retain(|it| found.places.contains_key(it));
    found
}

/// The lines that are drawn, by the tools that they touch.
struct Lines<'a> {
    of_tool: BTreeMap<&'a str, Vec<&'a Integration>>,
}

impl<'a> Lines<'a> {
    fn of(stacks: &[&'a Stack]) -> Self {
        let mut of_tool: BTreeMap<&str, Vec<&Integration>> = BTreeMap::new();
        for it in stacks.iter().flat_map(|it| it.integrations.values()).filter(|it| is_drawn(it)) {
            let via = it.via.as_ref().map(|via| &via.name);
            let ends = BTreeSet::from([it.from.name.as_str(), it.to.name.as_str()]);
            for tool in ends.into_iter().chain(via.map(Label::as_str)) {
                of_tool.entry(tool).or_default().push(it);
            }
        }
        Self { of_tool }
    }

    fn is_hub(&self, tool: &str) -> bool {
        let lines = self.of_tool.get(tool).into_iter().flatten();
        let ends = lines.flat_map(|it| [&it.from.name, &it.to.name]);
        ends.filter(|it| it.as_str() != tool).collect::<BTreeSet<_>>().len() > HUB_NEIGHBOURS
    }

    /// Tools one integration further, with what carries the data in between.
    fn next(
        &self,
        tool: &str,
        towards: Towards,
    ) -> impl Iterator<Item = (&'a Label, Option<&'a Label>)> {
        let lines = self.of_tool.get(tool).cloned().unwrap_or_default();
        let tool = tool.to_owned();
        lines.into_iter().flat_map(move |it| {
            let (from, to) = (&it.from.name, &it.to.name);
            let via = it.via.as_ref().map(|via| &via.name);
            let carries = via.is_some_and(|via| via.as_str() == tool);
            let middle = via.filter(|_| !carries);
            let is_two_way = it.direction == Direction::TwoWay;
            let leads = |end: &Label, way: Towards| {
                (towards == way || is_two_way) && (end.as_str() == tool || carries)
            };
            let with = leads(from, Towards::Targets).then_some((to, middle));
            let against = leads(to, Towards::Sources).then_some((from, middle));
            [with, against].into_iter().flatten()
        })
    }
}

/// Half hops to everything in one direction.
fn walk(
    lines: &Lines<'_>,
    focus: &Focus,
    towards: Towards,
    stopped: &mut BTreeSet<Label>,
) -> BTreeMap<Label, i32> {
    let mut found = BTreeMap::from([(focus.tool.clone(), 0)]);
    let mut frontier = vec![focus.tool.clone()];
    for hop in 1..=i32::try_from(focus.hops).unwrap_or(i32::MAX) {
        let mut reached = Vec::new();
        for tool in std::mem::take(&mut frontier) {
            if tool != focus.tool && lines.is_hub(&tool) {
                stopped.insert(tool);
                continue;
            }
            for (other, middle) in lines.next(&tool, towards) {
                if let Some(middle) = middle {
                    found.entry(middle.clone()).or_insert(2 * hop - 1);
                }
                if !found.contains_key(other) {
                    found.insert(other.clone(), 2 * hop);
                    reached.push(other.clone());
                }
            }
        }
        if reached.is_empty() {
            break;
        }
        frontier = reached;
    }
    found
}
