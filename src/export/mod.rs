//! The formats: what the engine found, as text for people and as JSON for programs.
//!
//! Writes nothing itself: each format gives back the whole text.

pub(crate) mod human;
pub(crate) mod json;
mod manual;
mod selectors;

use crate::diag::Diagnostic;
use crate::stack::{ObjectId, ToolId};

pub(crate) use manual::{problems_page, rules_page};
pub(crate) use selectors::selectors_page;

/// What a check looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Checked<'a> {
    /// Problems in the order of the text, then findings, worst first.
    pub(crate) shown: Vec<&'a Diagnostic>,
    pub(crate) accepted: usize,
    /// What rules could not judge for want of facts, with the number of places; empty unless asked for.
    pub(crate) unknown: Vec<(&'static str, usize)>,
}

/// What a search for ways was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) from: ToolId,
    pub(crate) to: ToolId,
    pub(crate) object: Option<ObjectId>,
}
