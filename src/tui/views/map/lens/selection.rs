//! The selection among the boxes and lines of the drawing, and what it lights up.

use std::collections::{BTreeMap, BTreeSet};

use super::{DIM, Look, Mark};
use crate::layout::{Edge, Light, Rect};
use crate::tui::model::{Model, ScrollKey};
use crate::tui::rows::Tone;
use crate::tui::target::Target;
use crate::tui::views::map::scene::Scene;
use crate::tui::views::map::{SIDEWAYS, VERTICAL};

/// A digit stands between two blanks.
const DIGIT: i32 = 3;

/// What the selection is among the nodes and edges of the drawing.
pub(in crate::tui::views::map) struct Selection {
    /// The selected tool, or the one whose lines are followed.
    pub(in crate::tui::views::map) node: Option<usize>,
    pub(in crate::tui::views::map) edge: Option<usize>,
}

impl Selection {
    pub(in crate::tui::views::map) fn of(model: &Model, scene: &Scene) -> Self {
        match crate::tui::views::map::selected(model) {
            Some(it @ (Target::Tool(_) | Target::Line(_))) => {
                Self { node: scene.node(&it), edge: None }
            }
            Some(Target::Integration(id)) => {
                let edge = scene.drawing.lines.iter().position(|it| it.integration == id);
                let base = crate::tui::views::map::base(model);
                let node = edge.map(|it| {
                    let edge = &scene.drawing.input.edges[it];
                    let is_to = base.is_some_and(|it| scene.node(&it) == Some(edge.to));
                    if is_to { edge.to } else { edge.from }
                });
                Self { node, edge }
            }
            _ => Self { node: None, edge: None },
        }
    }

    pub(super) fn edges_of<'a>(&self, scene: &'a Scene) -> impl Iterator<Item = usize> + 'a {
        let node = self.node;
        let edges = scene.drawing.input.edges.iter().enumerate();
        edges.filter(move |(_, it)| Some(it.from) == node || Some(it.to) == node).map(|it| it.0)
    }

    /// The lines of the selection bright, those of its neighbours as they are, the rest dim.
    pub(super) fn brighten(&self, scene: &Scene, look: &mut Look) {
        let Some(node) = self.node else { return };
        let edges = &scene.drawing.input.edges;
        let mut near = BTreeSet::from([node]);
        for at in self.edges_of(scene) {
            near.extend([edges[at].from, edges[at].to]);
        }
        let mut second = near.clone();
        for (edge, mark) in edges.iter().zip(&mut look.lines) {
            let (from, to) = (near.contains(&edge.from), near.contains(&edge.to));
            if !from && !to {
                mark.light = Light::Dim;
            } else {
                second.extend([edge.from, edge.to]);
                // Colour is for what is selected.
                mark.tone = Some(Tone::Muted);
            }
            if edge.from == node || edge.to == node {
                mark.light = Light::Bright;
                mark.tone = Some(direction(edge, node));
            }
        }
        if let Some(selected) = self.edge {
            let chosen = look.lines[selected];
            look.lines.fill(DIM);
            for at in self.edges_of(scene) {
                look.lines[at] = Mark::default();
            }
            look.lines[selected] = chosen;
            let edge = &edges[selected];
            near = BTreeSet::from([edge.from, edge.to]);
        }
        self.name_loads(scene, look);
        for (at, mark) in look.tools.iter_mut().enumerate() {
            mark.light = match (near.contains(&at), second.contains(&at)) {
                (true, _) => Light::Medium,
                (false, true) => Light::Normal,
                (false, false) => Light::Dim,
            };
        }
    }

    /// What moves between the selection and each of its neighbours, in the neighbour's border.
    fn name_loads(&self, scene: &Scene, look: &mut Look) {
        let Some(node) = self.node else { return };
        let mut loads: BTreeMap<usize, (Tone, &'static str, BTreeSet<&str>)> = BTreeMap::new();
        for at in self.edges_of(scene).filter(|it| self.edge.is_none_or(|edge| edge == *it)) {
            let edge = &scene.drawing.input.edges[at];
            let Some(label) = edge.label.as_deref() else { continue };
            let (other, arrow) = match (edge.from == node, edge.both_ways) {
                (true, true) => (edge.to, "↔"),
                (true, false) => (edge.to, "▸"),
                (false, true) => (edge.from, "↔"),
                (false, false) => (edge.from, "◂"),
            };
            let load = loads
                .entry(other)
                .or_insert_with(|| (direction(edge, node), arrow, BTreeSet::new()));
            if load.1 != arrow {
                load.0 = Tone::Accent;
                load.1 = "↔";
            }
            load.2.insert(label);
        }
        for (other, (tone, arrow, labels)) in loads.into_iter().filter(|it| it.0 != node) {
            let mut labels = labels.into_iter();
            let first = labels.next().unwrap_or_default();
            let words = match labels.count() {
                0 => format!("{arrow} {first}"),
                more => format!("{arrow} {first}, {more} more"),
            };
            look.words[other].get_or_insert((tone, words));
        }
    }

    /// The boxes at the other ends of the lines of the selection, first those in sight, from left to right and from
    /// top to bottom.
    pub(in crate::tui::views::map) fn neighbours(
        &self,
        model: &Model,
        scene: &Scene,
    ) -> Vec<usize> {
        let Some(node) = self.node else { return Vec::new() };
        let edges = self.edges_of(scene).map(|it| &scene.drawing.input.edges[it]);
        let others = edges.map(|it| if it.from == node { it.to } else { it.from });
        let mut others: Vec<usize> = others.filter(|it| *it != node).collect();
        others.sort_by_key(|it| {
            let rect = scene.layout.box_of(*it);
            let is_seen = rect.is_some_and(|it| is_in_sight(model, it));
            (!is_seen, rect.map(|it| (it.x, it.y)), *it)
        });
        others.dedup();
        others
    }

    /// Digits at the boxes that can be followed to.
    pub(super) fn number_neighbours(&self, model: &Model, scene: &Scene, look: &mut Look) {
        for (digit, node) in (1..=9).zip(self.neighbours(model, scene)) {
            look.words[node] = Some((Tone::Match, format!(" {digit} ")));
        }
    }
}

/// Enough of the box was drawn with the last frame that a digit can be read in its border.
fn is_in_sight(model: &Model, rect: Rect) -> bool {
    let is_seen = |key: ScrollKey, from: i32, to: i32, needed: i32| {
        let Some(seen) = model.seen.seen.get(&key) else { return true };
        let at = |it: usize| i32::try_from(it).unwrap_or(i32::MAX);
        let (first, end) = (at(seen.offset), at(seen.offset.saturating_add(seen.height)));
        to >= first.saturating_add(needed) && from.saturating_add(needed) <= end
    };
    is_seen(SIDEWAYS, rect.x, rect.x + rect.w, DIGIT) && is_seen(VERTICAL, rect.y, rect.y + 1, 1)
}

/// The tone of a line, as seen from one of its ends.
fn direction(edge: &Edge, node: usize) -> Tone {
    if edge.both_ways {
        Tone::Accent
    } else if edge.to == node {
        Tone::Upstream
    } else {
        Tone::Downstream
    }
}
