//! Around a focus: which tools have a box of their own, and which are counted in one with others.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Subject;
use super::drawing::is_drawn;
use super::fold::{Fold, FoldKind, Folding};
use super::scope::Around;
use crate::diag::ElementKind;
use crate::impact::Priority;
use crate::stack::Tool;
use crate::text::Label;

/// What brings a tool to the front: the line that leads from it towards the focus, by what to look at first.
type Weight = (Priority, u8, u8);

/// One fold for each column that has more tools than it has boxes: those that matter least.
///
/// Columns take turns, so that a focus which a hundred tools feed still shows what it feeds.
pub(super) fn others(
    subject: Subject<'_>,
    around: &Around,
    tools: &BTreeMap<&Label, &Tool>,
    folding: &Folding,
    boxes_max: usize,
) -> Vec<Fold> {
    let mut columns: BTreeMap<i32, Vec<&Tool>> = BTreeMap::new();
    for tool in tools.values() {
        let place = around.places.get(&tool.id).copied().unwrap_or(0);
        columns.entry(place).or_default().push(tool);
    }
    let mut boxes = 0;
    columns.retain(|place, members| {
        let is_open = folding.opened.contains(&key(*place));
        boxes += if is_open { members.len() } else { 0 };
        !is_open
    });
    let total = columns.values().map(Vec::len).sum::<usize>();
    if boxes + total < boxes_max {
        return Vec::new();
    }
    let weights = weights(subject, around);
    let touched = touched(subject);
    let rank = |it: &&Tool| {
        let id = it.id.as_str();
        (Reverse(touched.contains(id)), Reverse(weights.get(id).copied()), it.id.clone())
    };
    for members in columns.values_mut() {
        members.sort_by_cached_key(rank);
    }
    // One box is the focus, and one of each column stands for the others.
    let mut free = boxes_max.saturating_sub(1 + boxes + columns.len());
    let mut alone: BTreeMap<i32, usize> = columns.keys().map(|it| (*it, 0)).collect();
    while free > 0 {
        let before = free;
        for (place, count) in &mut alone {
            if free > 0 && columns.get(place).is_some_and(|it| *count < it.len()) {
                *count += 1;
                free -= 1;
            }
        }
        if before == free {
            break;
        }
    }
    let fold = |(place, members): (i32, Vec<&Tool>)| {
        let count = alone.get(&place).copied().unwrap_or(0);
        let rest = members.get(count..).filter(|it| it.len() > 1)?;
        let first = rest.first()?;
        Some(Fold {
            key: key(place),
            kind: FoldKind::Others,
            category: first.category,
            stage: first.stage(),
            members: rest.iter().map(|it| it.id.clone()).collect(),
        })
    };
    columns.into_iter().filter_map(fold).collect()
}

/// A column's name among the folds.
fn key(place: i32) -> String {
    format!("others {place}")
}

/// For every tool the weightiest line to a tool that is nearer to the focus.
fn weights<'a>(subject: Subject<'a>, around: &Around) -> BTreeMap<&'a str, Weight> {
    let analysis = subject.before;
    let distance = |it: &Label| around.places.get(it).map(|it| it.unsigned_abs());
    let mut found: BTreeMap<&str, Weight> = BTreeMap::new();
    for (id, it) in analysis.stack.integrations.iter().filter(|(_, it)| is_drawn(it)) {
        let weight = analysis.weights.get(id.index()).map(|it| (it.priority, it.impact));
        let (priority, impact) = weight.unwrap_or((Priority::Low, 0));
        let score = analysis.fragility.get(id.index()).map_or(0, |it| it.score);
        let via = it.via.as_ref().map(|via| &via.name);
        let way: Vec<&Label> =
            [Some(&it.from.name), via, Some(&it.to.name)].into_iter().flatten().collect();
        for pair in way.windows(2) {
            let [Some(one), Some(other)] = [pair.first(), pair.last()] else { continue };
            let (Some(near), Some(far)) = (distance(one), distance(other)) else { continue };
            let further = if near > far { one } else { other };
            let best = found.entry(further.as_str()).or_insert((Priority::Low, 0, 0));
            *best = (*best).max((priority, impact, score));
        }
    }
    found
}

/// Tools that a scenario changes, takes out, brings in or connects anew.
pub(super) fn touched(subject: Subject<'_>) -> BTreeSet<&str> {
    let Some(simulation) = subject.simulation else { return BTreeSet::new() };
    let (before, after) = (&subject.before.stack, &simulation.after.stack);
    let elements = simulation.added.iter().chain(&simulation.changed).chain(&simulation.removed);
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut news: BTreeSet<&str> = BTreeSet::new();
    for it in elements {
        let names = if it.kind == ElementKind::Tool { &mut found } else { &mut news };
        names.insert(it.id.as_str());
    }
    // Lines that go touch nobody: with a tool go all of its lines, and each of its neighbours would be special.
    for it in before.integrations.values().chain(after.integrations.values()) {
        if news.contains(it.id.as_str()) && after.integrations.find(&it.id).is_some() {
            found.extend([it.from.name.as_str(), it.to.name.as_str()]);
        }
    }
    found
}
