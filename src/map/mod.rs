//! What the map shows of a stack: which tools and flows, in which style, before and after a scenario.
//!
//! It says what to draw; where it is drawn is `layout`'s business, and colours are the theme's.

mod drawing;
mod fit;
mod fold;
mod rank;
mod scope;
mod text;

pub(crate) use drawing::{Drawing, Shown, draw};
pub(crate) use fit::{fit, size};
pub(crate) use fold::{FoldKind, Folding, Frames, category_key};
pub(crate) use scope::{Focus, Scope, scope};
pub(crate) use text::{TextOptions, lay_out, tags_told, to_text};

use crate::analysis::Analysis;
use crate::scenario::Simulation;
use crate::stack::Stack;

/// The stack on the map, and what a scenario makes of it.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) before: &'a Analysis,
    pub(crate) simulation: Option<&'a Simulation>,
}

impl<'a> Subject<'a> {
    /// The stack as it is, and as it will be.
    pub(crate) fn stacks(self) -> Vec<&'a Stack> {
        let after = self.simulation.map(|it| &it.after.stack);
        std::iter::once(&self.before.stack).chain(after).collect()
    }
}

/// From this many tools on, the map starts with the surroundings of one tool: more do not fit a screen.
pub(crate) const FOCUS_FROM_TOOLS: usize = 60;

/// How far a map with a focus reaches unless somebody says otherwise: what a tool touches itself.
pub(crate) const HOPS_DEFAULT: u32 = 1;
