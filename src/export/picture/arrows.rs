//! A picture as boxes in groups and arrows between them, for programs that lay them out themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::Picture;
use crate::analysis::Analysis;
use crate::layout::{Class, NodeStyle, PlacedBox};
use crate::map::Shown;
use crate::stack::Integration;
use crate::text::{Label, plural};

/// More names than these are not read but counted.
const NAMES_MAX: usize = 12;

/// Boxes of one stage, from top to bottom as they are laid out.
pub(super) struct Group {
    /// Made of letters, digits and underscores.
    pub(super) id: String,
    pub(super) title: String,
    pub(super) boxes: Vec<Item>,
}

pub(super) struct Item {
    /// Made of letters, digits and underscores; no word that any of the formats keeps for itself.
    pub(super) id: String,
    pub(super) name: String,
    pub(super) about: Vec<String>,
    pub(super) style: NodeStyle,
}

pub(super) struct Arrow {
    /// Positions of group and box.
    pub(super) ends: [[usize; 2]; 2],
    pub(super) class: Class,
    pub(super) both_ways: bool,
    pub(super) label: Option<String>,
    pub(super) about: Vec<String>,
}

pub(super) struct Arrows {
    pub(super) groups: Vec<Group>,
    pub(super) all: Vec<Arrow>,
}

impl Arrows {
    pub(super) fn of(picture: &Picture<'_>) -> Self {
        let (drawing, layout) = (&picture.drawing, &picture.layout);
        let mut placed: Vec<(Option<Option<u8>>, &PlacedBox)> = layout
            .boxes
            .iter()
            .map(|it| {
                let is_on_shelf = layout.shelf.is_some_and(|shelf| it.y > shelf.y);
                let stage = drawing.input.nodes.get(it.node).and_then(|it| it.stage);
                ((!is_on_shelf).then_some(stage), it)
            })
            .collect();
        // Nothing comes before a number, but what hangs together comes before what does not.
        placed.sort_by_key(|(stage, it)| (stage.is_none(), *stage, it.y, it.x));
        let mut found = Self { groups: Vec::new(), all: Vec::new() };
        let mut taken = BTreeSet::new();
        let mut places = vec![None; drawing.shown.len()];
        let mut last = None;
        for (stage, it) in placed {
            if last != Some(stage) {
                let title = match stage {
                    None => "not connected".to_owned(),
                    Some(stage) => {
                        let column = layout.columns.iter().find(|it| it.stage == stage);
                        column.map_or_else(String::new, |it| it.title.clone())
                    }
                };
                let id = format!("stage_{}", found.groups.len());
                found.groups.push(Group { id, title, boxes: Vec::new() });
                last = Some(stage);
            }
            let at = found.groups.len().saturating_sub(1);
            let Some(group) = found.groups.last_mut() else { continue };
            if let Some(place) = places.get_mut(it.node) {
                *place = Some([at, group.boxes.len()]);
            }
            group.boxes.push(item(picture, it.node, &mut taken));
        }
        found.add_arrows(picture, &places);
        found
    }

    pub(super) fn item(&self, [group, at]: [usize; 2]) -> Option<(&Group, &Item)> {
        let group = self.groups.get(group)?;
        Some((group, group.boxes.get(at)?))
    }

    fn add_arrows(&mut self, picture: &Picture<'_>, places: &[Option<[usize; 2]>]) {
        let drawing = &picture.drawing;
        let mut joined: BTreeMap<(usize, usize, Class, bool), (usize, usize)> = BTreeMap::new();
        for (edge, line) in drawing.input.edges.iter().zip(&drawing.lines) {
            let ends = [edge.from, edge.to].map(|it| places.get(it).copied().flatten());
            let [Some(from), Some(to)] = ends else { continue };
            let about = about_line(picture.analysis, &line.integration);
            let is_single = [edge.from, edge.to].iter().all(|it| drawing.tool(*it).is_some());
            if !is_single {
                // All lines between a box of several tools and another are one, as they are in the drawing.
                let key = (edge.from, edge.to, line.class, edge.both_ways);
                if let Some((at, count)) = joined.get_mut(&key) {
                    *count += 1;
                    if let Some(arrow) = self.all.get_mut(*at) {
                        arrow.label = Some(format!("×{count}"));
                        arrow.about.push(about);
                    }
                    continue;
                }
                joined.insert(key, (self.all.len(), 1));
            }
            self.all.push(Arrow {
                ends: [from, to],
                class: line.class,
                both_ways: edge.both_ways,
                label: edge.label.clone().filter(|_| is_single),
                about: vec![about],
            });
        }
    }
}

fn item(picture: &Picture<'_>, node: usize, taken: &mut BTreeSet<String>) -> Item {
    let drawing = &picture.drawing;
    let (name, style) = drawing.input.nodes.get(node).map_or_else(Default::default, |it| {
        (it.lines.first().cloned().unwrap_or_default(), it.style)
    });
    let raw = match drawing.shown.get(node) {
        Some(Shown::Tool(id)) => format!("tool_{id}"),
        Some(Shown::Fold(fold)) => format!("tools_{}", fold.key),
        None => "tool_".to_owned(),
    };
    let plain: String =
        raw.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '_' }).collect();
    let ids = std::iter::once(plain.clone()).chain((2..).map(|it: u32| format!("{plain}_{it}")));
    let id = ids.into_iter().find(|it| !taken.contains(it)).unwrap_or(plain);
    taken.insert(id.clone());
    Item { id, name, about: about_box(picture, node), style }
}

/// What a box stands for, in lines of text.
pub(super) fn about_box(picture: &Picture<'_>, node: usize) -> Vec<String> {
    let stack = &picture.analysis.stack;
    let name = |id: &Label| {
        stack.tools.find(id).map_or_else(|| id.to_string(), |it| stack.tools[it].name.to_string())
    };
    match picture.drawing.shown.get(node) {
        Some(Shown::Tool(id)) => {
            let mut lines = vec![name(id)];
            if let Some(tool) = stack.tools.find(id).map(|it| &stack.tools[it]) {
                lines.push(format!("{}, {}", tool.category.name(), tool.stage().name()));
            }
            let about = picture.analysis.findings.iter().filter(|it| {
                it.element.as_ref().is_some_and(|element| {
                    element.kind == crate::diag::ElementKind::Tool && element.id == *id
                })
            });
            let count = about.count();
            if count > 0 {
                lines.push(plural(count, "finding"));
            }
            lines
        }
        Some(Shown::Fold(fold)) => {
            let mut lines = vec![fold.title()];
            lines.extend(fold.members.iter().take(NAMES_MAX).map(name));
            if fold.members.len() > NAMES_MAX {
                lines.push(format!("and {} more", fold.members.len() - NAMES_MAX));
            }
            lines
        }
        None => Vec::new(),
    }
}

/// "hubspot-salesforce: `HubSpot` ↔ Salesforce · Person, Company · native connector · fragility 31 brittle".
pub(super) fn about_line(analysis: &Analysis, id: &str) -> String {
    let stack = &analysis.stack;
    let Some(at) = stack.integrations.find(id) else { return id.to_owned() };
    let it: &Integration = &stack.integrations[at];
    let name = |it: &crate::stack::Ref<crate::stack::Tool>| match it.id {
        Some(id) => stack.tools[id].name.to_string(),
        None => it.name.to_string(),
    };
    let via = it.via.as_ref().map_or_else(String::new, |via| format!(" via {}", name(via)));
    let ends = format!("{} {} {}{via}", name(&it.from), it.arrow(), name(&it.to));
    let objects: Vec<&str> = it.objects.iter().map(|it| it.object.name.as_str()).collect();
    let objects = if objects.is_empty() {
        "nothing is said of what moves".to_owned()
    } else {
        objects.join(", ")
    };
    let score = analysis
        .fragility
        .get(at.index())
        .map_or_else(String::new, |it| format!(" · fragility {} {}", it.score, it.band().name()));
    format!("{id}: {ends} · {objects} · {}{score}", it.method.words())
}
