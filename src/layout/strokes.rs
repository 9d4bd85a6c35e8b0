//! The wires of a finished layout as strokes, for pictures that are no cells.

use super::bundles::Side;
use super::{Class, Layout, Members};

/// A straight piece of a line, from cell to cell inclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stroke {
    pub from: (i32, i32),
    pub to: (i32, i32),
    /// It goes on beyond the first and the last cell, into the next one.
    pub open: [bool; 2],
    /// Rows at which lines of its own kind join one that runs down, in ascending order.
    pub joints: Vec<i32>,
    pub class: Class,
    /// The edges that run along it.
    pub keys: Vec<u32>,
}

/// An arrowhead beside a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arrow {
    pub at: (i32, i32),
    pub points_left: bool,
    pub class: Class,
    pub keys: Vec<u32>,
}

/// Words on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inscription {
    pub at: (i32, i32),
    pub width: i32,
    pub text: String,
}

impl Layout {
    /// Those across first: what runs down lies over them.
    pub(crate) fn strokes(&self) -> Vec<Stroke> {
        let mut found = Vec::new();
        for run in self.strips.iter().flat_map(|it| &it.runs) {
            found.push(Stroke {
                from: (run.x0, run.y),
                to: (run.x1, run.y),
                open: run.open,
                joints: Vec::new(),
                class: self.class_of(run.members),
                keys: self.keys_of(run.members),
            });
        }
        for trunk in self.strips.iter().flat_map(|it| &it.trunks) {
            let exits = trunk.exits.iter().map(|it| it.0);
            let mut joints: Vec<i32> = exits.chain([trunk.entry]).collect();
            joints.sort_unstable();
            let all = trunk.exits.iter().flat_map(|it| self.keys_of(it.1)).collect();
            found.push(Stroke {
                from: (trunk.x, trunk.y0),
                to: (trunk.x, trunk.y1),
                open: [false; 2],
                joints,
                class: self.nets.get(trunk.net).map(|it| it.class).unwrap_or_default(),
                keys: all,
            });
        }
        found
    }

    pub(crate) fn arrows(&self) -> Vec<Arrow> {
        let heads = self.strips.iter().flat_map(|it| &it.heads);
        let arrow = |it: &super::Head| Arrow {
            at: (it.x, it.y),
            points_left: it.side == Side::Left,
            class: self.class_of(it.members),
            keys: self.keys_of(it.members),
        };
        heads.map(arrow).collect()
    }

    pub(crate) fn inscriptions(&self) -> Vec<Inscription> {
        let tags = self.strips.iter().flat_map(|it| &it.tags);
        let words = |it: &super::Tag| Inscription {
            at: (it.x, it.y),
            width: it.width,
            text: it.text.clone(),
        };
        tags.map(words).collect()
    }

    fn class_of(&self, it: Members) -> Class {
        self.nets.get(it.net).map(|it| it.class).unwrap_or_default()
    }

    fn keys_of(&self, it: Members) -> Vec<u32> {
        self.links_of(it).flat_map(|it| self.links[it].keys.iter().copied()).collect()
    }
}
