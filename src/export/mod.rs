//! The formats: what the engine found, as text for people and as JSON for programs.
//!
//! Opens nothing itself. Short answers are given back whole; a check, which can be long, is written piece by piece.

mod aged;
mod checked;
mod escape;
mod evaluation;
mod github;
pub(crate) mod human;
pub(crate) mod json;
mod junit;
mod manual;
mod markdown;
mod picture;
mod sarif;
mod selectors;

use std::io::{self, Write};

use crate::stack::{ObjectId, ToolId};

pub(crate) use aged::Aged;
pub(crate) use checked::{Against, Checked};
pub(crate) use evaluation::evaluation_as_markdown;
pub(crate) use manual::{problems_page, rules_page};
pub(crate) use picture::{MAP_FORMATS, MapFormat, Picture, Shade};
pub(crate) use selectors::selectors_page;

/// A format of `check`.
pub(crate) struct CheckFormat {
    /// As `--format` takes it.
    pub(crate) name: &'static str,
    /// What reads it, in a few words.
    pub(crate) about: &'static str,
    pub(crate) write: fn(&Checked<'_>, human::Look, &mut dyn Write) -> io::Result<()>,
}

/// All formats of `check`. A new one needs its `mod` line above and its line here.
pub(crate) static CHECK_FORMATS: &[&CheckFormat] =
    &[&human::CHECK, &json::CHECK, &sarif::CHECK, &github::CHECK, &junit::CHECK, &markdown::CHECK];

/// What a search for ways was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) from: ToolId,
    pub(crate) to: ToolId,
    pub(crate) object: Option<ObjectId>,
}
