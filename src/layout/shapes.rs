//! The finished layout as points and strokes, for drawings that are not made of cells.
//!
//! Coordinates are cells; a point is the middle of its cell.

use std::collections::BTreeSet;

use super::bundles::Side;
use super::{Class, Layout, Members, Strip, Trunk};

/// A straight piece of a line from one cell to another in the same row or column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stroke {
    pub from: [i32; 2],
    pub to: [i32; 2],
    pub class: Class,
}

/// An arrowhead; the box that it points at begins one cell further on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tip {
    pub at: [i32; 2],
    pub is_left: bool,
    pub class: Class,
}

/// The label of a line, in the cells from `at` on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    pub at: [i32; 2],
    pub text: String,
    pub cells: i32,
    pub class: Class,
}

/// All of one line from box to box, however much of it is shared with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wire {
    /// Keys of the edges that are drawn as this line.
    pub keys: Vec<u32>,
    pub strokes: Vec<Stroke>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shapes {
    /// Every stroke once: shared ones are not repeated, so that dashes stay dashes.
    pub strokes: Vec<Stroke>,
    pub tips: Vec<Tip>,
    pub words: Vec<Words>,
    pub wires: Vec<Wire>,
    /// Where a vertical stroke hops over one of another net.
    pub hops: Vec<[i32; 2]>,
    /// Ports at which a trunk begins that is joined in both directions.
    pub ports: Vec<[i32; 2]>,
}

impl Layout {
    pub(crate) fn shapes(&self) -> Shapes {
        let mut found = Shapes::default();
        let wire = |keys: &Vec<u32>| Wire { keys: keys.clone(), strokes: Vec::new() };
        found.wires = self.links.iter().map(|it| wire(&it.keys)).collect();
        for strip in &self.strips {
            self.add_runs(strip, &mut found);
            self.add_trunks(strip, &mut found);
            self.add_ends(strip, &mut found);
        }
        found.strokes = joined(found.strokes);
        found.ports = self
            .boxes
            .iter()
            .flat_map(|it| {
                let ends = [it.x, it.x + it.w - 1];
                let side = |at: usize| it.trunks[at].iter().map(move |y| [ends[at], *y]);
                side(0).chain(side(1)).collect::<Vec<_>>()
            })
            .collect();
        found
    }

    fn add_runs(&self, strip: &Strip, found: &mut Shapes) {
        for run in &strip.runs {
            // An open end meets the neighbouring cell in its middle.
            let from = [run.x0 - i32::from(run.open[0]), run.y];
            let to = [run.x1 + i32::from(run.open[1]), run.y];
            let stroke = Stroke { from, to, class: self.class_of(run.members) };
            found.strokes.push(stroke);
            self.add_to_wires(run.members, stroke, found);
        }
    }

    fn add_trunks(&self, strip: &Strip, found: &mut Shapes) {
        for trunk in &strip.trunks {
            let class = self.nets.get(trunk.net).map_or(Class::Ok, |it| it.class);
            let x = trunk.x;
            found.strokes.push(Stroke { from: [x, trunk.y0], to: [x, trunk.y1], class });
            for (exit, members) in &trunk.exits {
                let rows = [trunk.entry.min(*exit), trunk.entry.max(*exit)];
                let stroke = Stroke { from: [x, rows[0]], to: [x, rows[1]], class };
                self.add_to_wires(*members, stroke, found);
            }
            found.hops.extend(crossed(strip, trunk).map(|y| [x, y]));
        }
    }

    fn add_ends(&self, strip: &Strip, found: &mut Shapes) {
        for head in &strip.heads {
            let is_left = head.side == Side::Left;
            // The head belongs to the cell beside the box, on whichever side of the channel that is.
            let class = self.class_of(head.members);
            found.tips.push(Tip { at: [head.x, head.y], is_left, class });
        }
        for tag in &strip.tags {
            let class = self.class_of(tag.members);
            let (at, text) = ([tag.x, tag.y], tag.text.clone());
            found.words.push(Words { at, text, cells: tag.width, class });
        }
    }

    fn class_of(&self, members: Members) -> Class {
        self.nets.get(members.net).map_or(Class::Ok, |it| it.class)
    }

    fn add_to_wires(&self, members: Members, stroke: Stroke, found: &mut Shapes) {
        let net = self.nets.get(members.net);
        let links = net.and_then(|it| it.members.get(members.first..members.last));
        for link in links.unwrap_or_default().iter().copied().collect::<BTreeSet<usize>>() {
            if let Some(wire) = found.wires.get_mut(link) {
                wire.strokes.push(stroke);
            }
        }
    }
}

/// The strokes with those of one row made one where they meet: a line is drawn once, and its dashes keep their step.
fn joined(mut strokes: Vec<Stroke>) -> Vec<Stroke> {
    let is_across = |it: &Stroke| it.from[1] == it.to[1];
    strokes.sort_by_key(|it| (!is_across(it), it.from[1], it.from[0], it.to, it.class));
    let mut found: Vec<Stroke> = Vec::new();
    for it in strokes {
        match found.last_mut() {
            // Two nets share no cell of a row, so what meets is one line.
            Some(last)
                if is_across(last)
                    && is_across(&it)
                    && (last.from[1], last.class) == (it.from[1], it.class)
                    && it.from[0] <= last.to[0] =>
            {
                last.to[0] = last.to[0].max(it.to[0]);
            }
            _ => found.push(it),
        }
    }
    found
}

/// Rows in which the trunk hops over what belongs to another net.
fn crossed<'a>(strip: &'a Strip, trunk: &'a Trunk) -> impl Iterator<Item = i32> + 'a {
    let first = strip.runs.partition_point(|it| it.y < trunk.y0);
    let runs = strip.runs.iter().skip(first).take_while(|it| it.y <= trunk.y1);
    let crossing =
        runs.filter(|it| it.members.net != trunk.net && it.x0 <= trunk.x && trunk.x <= it.x1);
    crossing.map(|it| it.y)
}
