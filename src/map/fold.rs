//! Folds tools into one box where a drawing would not fit: those that are connected alike, and whole categories.

use std::collections::{BTreeMap, BTreeSet};

use super::drawing::{class_of, is_drawn};
use super::{Scope, Subject, rank};
use crate::layout::Class;
use crate::stack::{Category, Direction, Stack, Stage, Tool};
use crate::text::Label;

/// From this many tools on, those that are connected alike are one box.
const TWINS_FROM_TOOLS: usize = 60;

/// Which boxes stand for several tools.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Folding {
    /// Folds by key that somebody has opened; they stay open.
    pub(crate) opened: BTreeSet<String>,
    /// Categories by key that somebody has closed.
    pub(crate) closed: BTreeSet<String>,
    /// What stands together in a frame.
    pub(crate) frames: Frames,
    /// Above this many boxes whole categories are folded, the largest first; `None` folds nothing by itself.
    pub(crate) boxes_max: Option<usize>,
    /// So many boxes more than usual around a focus.
    pub(crate) more: usize,
}

/// What tools have in common that stand together in a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Frames {
    #[default]
    None,
    Category,
    Vendor,
}

impl Frames {
    /// The title of the frame that a tool belongs in.
    pub(super) fn title(self, tool: &Tool, stack: &Stack) -> Option<String> {
        match self {
            Self::None => None,
            // What is of no category has nothing in common.
            Self::Category => Some(tool.category)
                .filter(|it| *it != Category::Other)
                .map(|it| it.name().to_owned()),
            Self::Vendor => {
                let vendor = tool.vendor.as_ref()?;
                let found = stack.vendors.find(&vendor.name).map(|it| &stack.vendors[it].name);
                Some(found.unwrap_or(&vendor.name).to_string())
            }
        }
    }
}

/// Several tools in one box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fold {
    /// Stays the same over edits.
    pub(crate) key: String,
    pub(crate) kind: FoldKind,
    pub(crate) category: Category,
    pub(crate) stage: Stage,
    pub(crate) members: Vec<Label>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FoldKind {
    /// Connected to the same tools in the same manner.
    Twins,
    /// Everything of one category.
    Category,
    /// What matters least in one column around a focus.
    Others,
}

impl Fold {
    /// "crm ×12", "31 others".
    pub(crate) fn title(&self) -> String {
        match self.kind {
            FoldKind::Twins | FoldKind::Category => {
                format!("{} ×{}", self.category.name(), self.members.len())
            }
            FoldKind::Others => format!("{} others", self.members.len()),
        }
    }
}

/// The key of the fold that a tool's category would be.
pub(crate) fn category_key(tool: &Tool) -> String {
    format!("{} {}", tool.stage().name(), tool.category.name())
}

/// The folds of a drawing; every other tool has a box of its own.
pub(crate) fn folds(subject: Subject<'_>, scope: &Scope, folding: &Folding) -> Vec<Fold> {
    let mut tools: BTreeMap<&Label, &Tool> = BTreeMap::new();
    for tool in subject.stacks().into_iter().flat_map(|it| it.tools.values()) {
        if scope.tools.contains(&tool.id) {
            tools.entry(&tool.id).or_insert(tool);
        }
    }
    if let Some(around) = &scope.around {
        tools.remove(&around.focus);
    }
    let mut found = Vec::new();
    if folding.boxes_max.is_some() && tools.len() >= TWINS_FROM_TOOLS && scope.around.is_none() {
        found = twins(subject, scope, &tools);
        found.retain(|it| !folding.opened.contains(&it.key));
    }
    let mut groups: BTreeMap<String, Vec<&Tool>> = BTreeMap::new();
    for tool in tools.values() {
        groups.entry(category_key(tool)).or_default().push(tool);
    }
    groups.retain(|_, members| members.len() > 1);
    for key in &folding.closed {
        close(&mut found, &mut groups, key);
    }
    let Some(boxes_max) = folding.boxes_max else { return found };
    if let Some(around) = &scope.around {
        tools.retain(|id, _| !found.iter().any(|it| it.members.contains(id)));
        let left = boxes_max.saturating_sub(found.len());
        found.extend(rank::others(subject, around, &tools, folding, left));
        return found;
    }
    groups.retain(|key, _| !folding.opened.contains(key));
    let mut sizes: BTreeMap<&String, usize> =
        groups.iter().map(|(key, members)| (key, members.len())).collect();
    for it in &found {
        let key = format!("{} {}", it.stage.name(), it.category.name());
        if let Some(size) = sizes.get_mut(&key) {
            *size -= it.members.len() - 1;
        }
    }
    let inside = found.iter().map(|it| it.members.len() - 1).sum::<usize>();
    let mut boxes = tools.len() - inside;
    let mut largest: Vec<(usize, String)> =
        sizes.into_iter().map(|(key, size)| (size, key.clone())).collect();
    largest.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    for (size, key) in largest {
        if boxes <= boxes_max {
            break;
        }
        boxes -= size - 1;
        close(&mut found, &mut groups, &key);
    }
    found
}

/// Folds a category, with the twins that are in it.
fn close(found: &mut Vec<Fold>, groups: &mut BTreeMap<String, Vec<&Tool>>, key: &str) {
    let Some(members) = groups.remove(key) else { return };
    let Some(first) = members.first() else { return };
    let is_inside = |it: &Fold| it.category == first.category && it.stage == first.stage();
    found.retain(|it| !is_inside(it));
    found.push(Fold {
        key: key.to_owned(),
        kind: FoldKind::Category,
        category: first.category,
        stage: first.stage(),
        members: members.iter().map(|it| it.id.clone()).collect(),
    });
}

/// How a tool is connected to another: the other, the direction of the data, and how the flow is made.
type Neighbour<'a> = (&'a str, u8, Class);

/// What twins have in common.
type Likeness<'a> = (Stage, Category, bool, BTreeSet<Neighbour<'a>>);

fn twins(subject: Subject<'_>, scope: &Scope, tools: &BTreeMap<&Label, &Tool>) -> Vec<Fold> {
    let mut near: BTreeMap<&str, BTreeSet<Neighbour<'_>>> = BTreeMap::new();
    // What a scenario touches is shown tool by tool.
    let touched = rank::touched(subject);
    for (id, it) in subject.before.stack.integrations.iter().filter(|(_, it)| is_drawn(it)) {
        let class = class_of(subject.before, id);
        let mut ends = vec![it.from.name.as_str()];
        ends.extend(it.via.as_ref().map(|via| via.name.as_str()));
        ends.push(it.to.name.as_str());
        for pair in ends.windows(2) {
            let [from, to] = [pair[0], pair[1]];
            let ways = if it.direction == Direction::TwoWay { [2, 2] } else { [0, 1] };
            near.entry(from).or_default().insert((to, ways[0], class));
            near.entry(to).or_default().insert((from, ways[1], class));
        }
    }
    let mut alike: BTreeMap<Likeness<'_>, Vec<&Tool>> = BTreeMap::new();
    for tool in tools.values().filter(|it| !touched.contains(it.id.as_str())) {
        let mut neighbours = near.remove(tool.id.as_str()).unwrap_or_default();
        neighbours.retain(|it| scope.tools.contains(it.0));
        let likeness = (tool.stage(), tool.category, tool.is_in_use(), neighbours);
        alike.entry(likeness).or_default().push(tool);
    }
    let fold = |members: Vec<&Tool>| {
        let first = members.first().filter(|_| members.len() > 1)?;
        Some(Fold {
            key: format!("{} like {}", category_key(first), first.id),
            kind: FoldKind::Twins,
            category: first.category,
            stage: first.stage(),
            members: members.iter().map(|it| it.id.clone()).collect(),
        })
    };
    alike.into_values().filter_map(fold).collect()
}
