//! Answers what lies where in a finished layout, and how good it is.

use std::collections::BTreeSet;

use super::{Layout, Members, PlacedBox, Rect, Run, Strip, Trunk};

/// The direction of an arrow key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Towards {
    Left,
    Right,
    Up,
    Down,
}

/// How hard the drawing is to read; all counts are of cells where something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Metrics {
    /// Cells where one net hops over another.
    pub crossings: usize,
    /// Places where a line turns or branches.
    pub bends: usize,
    /// Cells of lines.
    pub ink: usize,
}

/// Up to so many crossings for each line, the eye finds its way.
pub(super) const CROSSINGS_PER_LINE: usize = 3;
/// A step sideways costs this much more than a step in the direction of the key.
const SIDEWAYS: i32 = 3;

impl Layout {
    /// The input's index of the node whose box covers the cell.
    pub(crate) fn node_at(&self, x: i32, y: i32) -> Option<usize> {
        let strips = [&self.strips, &self.shelf_strips];
        let strips = strips.into_iter().filter_map(|it| strip_at(it, x));
        strips
            .flat_map(|it| &it.boxes)
            .map(|&it| &self.boxes[it])
            .find(|it| it.covers(x, y))
            .map(|it| it.node)
    }

    pub(crate) fn box_of(&self, node: usize) -> Option<Rect> {
        self.placed(node).map(PlacedBox::rect)
    }

    /// Keys of the edges whose line runs through the cell, in ascending order.
    pub(crate) fn edges_at(&self, x: i32, y: i32) -> Vec<u32> {
        let Some(strip) = strip_at(&self.strips, x) else { return Vec::new() };
        let first = strip.runs.partition_point(|it| it.y < y);
        let runs = strip.runs.iter().skip(first).take_while(|it| it.y == y);
        let mut links = BTreeSet::new();
        for run in runs.filter(|it| it.x0 <= x && x <= it.x1) {
            links.extend(self.links_of(run.members));
        }
        for trunk in strip.trunks.iter().filter(|it| it.x == x && it.y0 <= y && y <= it.y1) {
            let exits = trunk.exits.iter().filter(|it| trunk.is_on_the_way(it.0, y));
            exits.for_each(|it| links.extend(self.links_of(it.1)));
        }
        let keys = links.into_iter().flat_map(|it| self.links[it].keys.iter().copied());
        keys.collect::<BTreeSet<u32>>().into_iter().collect()
    }

    /// The node that an arrow key leads to: the nearest box in that direction.
    pub(crate) fn neighbour(&self, node: usize, towards: Towards) -> Option<usize> {
        let from = self.placed(node)?.rect();
        let cost = |it: &PlacedBox| {
            let to = it.rect();
            let (ahead, aside) = match towards {
                Towards::Left => (from.x - (to.x + to.w), from.row_distance(to)),
                Towards::Right => (to.x - (from.x + from.w), from.row_distance(to)),
                Towards::Up => (from.y - (to.y + to.h), from.column_distance(to)),
                Towards::Down => (to.y - (from.y + from.h), from.column_distance(to)),
            };
            // Where two boxes are equally far away, the one that is more level with this one is meant.
            let level = (2 * from.y + from.h - 2 * to.y - to.h).abs();
            (ahead >= 0).then_some((ahead + SIDEWAYS * aside, level, to.x, to.y))
        };
        let others = self.boxes.iter().filter(|it| it.node != node);
        let costs = others.filter_map(|it| cost(it).map(|cost| (cost, it.node)));
        costs.min().map(|it| it.1)
    }

    /// Lines that are drawn as such; several edges between the same two nodes are one.
    pub(crate) fn lines(&self) -> usize {
        self.links.len() - self.tagged_lines()
    }

    /// Lines that are drawn as tags at both ends.
    pub(crate) fn tagged_lines(&self) -> usize {
        self.nets.iter().filter(|it| it.tagged).map(|it| it.members.len()).sum()
    }

    /// Whether more lines cross than the eye can follow.
    pub(crate) fn is_crowded(&self) -> bool {
        self.metrics().crossings > CROSSINGS_PER_LINE * self.lines()
    }

    pub(crate) fn metrics(&self) -> Metrics {
        let mut found = Metrics::default();
        for strip in &self.strips {
            for run in &strip.runs {
                found.ink += super::index(run.x1 - run.x0 + 1);
                found.bends += run.open.iter().filter(|it| !**it).count();
            }
            for trunk in &strip.trunks {
                found.ink += super::index(trunk.y1 - trunk.y0 - 1);
            }
            found.crossings += strip.crossed().count();
        }
        found
    }

    /// How hard the drawing is to read, in one number: a crossing stops the eye more than a bend, and a bend more than
    /// a longer line.
    pub(super) fn effort(&self) -> usize {
        let Metrics { crossings, bends, ink } = self.metrics();
        crossings * 8 + bends * 4 + ink / 2 + super::index(self.height) * 6
    }

    fn placed(&self, node: usize) -> Option<&PlacedBox> {
        self.box_of.get(node).copied().flatten().map(|it| &self.boxes[it])
    }

    pub(super) fn links_of(&self, it: Members) -> impl Iterator<Item = usize> {
        let members = self.nets[it.net].members.get(it.first..it.last).unwrap_or_default();
        members.iter().copied()
    }
}

impl Strip {
    /// Every upright piece of wire with each piece of another net that it hops over.
    pub(super) fn crossed(&self) -> impl Iterator<Item = (&Trunk, &Run)> {
        self.trunks.iter().flat_map(|trunk| {
            let first = self.runs.partition_point(|it| it.y < trunk.y0);
            let runs = self.runs.iter().skip(first).take_while(|it| it.y <= trunk.y1);
            let is_crossed =
                |it: &&Run| it.members.net != trunk.net && it.x0 <= trunk.x && trunk.x <= it.x1;
            runs.filter(is_crossed).map(move |it| (trunk, it))
        })
    }
}

impl Trunk {
    /// Whether what leaves at `exit` runs through the row.
    fn is_on_the_way(&self, exit: i32, row: i32) -> bool {
        self.entry.min(exit) <= row && row <= self.entry.max(exit)
    }
}

impl PlacedBox {
    fn rect(&self) -> Rect {
        Rect { x: self.x, y: self.y, w: self.w, h: self.h }
    }

    fn covers(&self, x: i32, y: i32) -> bool {
        (self.x..self.x + self.w).contains(&x) && (self.y..self.y + self.h).contains(&y)
    }
}

impl Rect {
    /// Rows between the two; nothing when they share a row.
    fn row_distance(self, other: Self) -> i32 {
        (self.y - (other.y + other.h)).max(other.y - (self.y + self.h)).max(0)
    }

    fn column_distance(self, other: Self) -> i32 {
        (self.x - (other.x + other.w)).max(other.x - (self.x + self.w)).max(0)
    }
}

fn strip_at(strips: &[Strip], x: i32) -> Option<&Strip> {
    let first = strips.partition_point(|it| it.x + it.width <= x);
    strips.get(first).filter(|it| it.x <= x)
}
