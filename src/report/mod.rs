//! What there is to say about a stack, as data: the overview and the lists that every face shows alike.
//!
//! Knows no colours and no widths; the formats put it into lines.

mod ahead;
mod baseline;
pub(crate) mod beside;
pub(crate) mod brief;
pub(crate) mod catalog;
mod change;
pub(crate) mod columns;
mod consent;
mod erasure;
pub(crate) mod fixes;
pub(crate) mod listing;
mod measures;
mod open_points;
mod overview;
pub(crate) mod problems;
mod questions;
pub(crate) mod reliability;
mod since;
mod subject;

pub(crate) use ahead::Ahead;
pub(crate) use baseline::{Baseline, missing_in};
pub(crate) use change::unproven;
pub(crate) use consent::Told;
pub(crate) use erasure::{Item, Step, checklist, hours};
pub(crate) use listing::{Cell, Column, Listing, ListingKind, Shown};
pub(crate) use open_points::open_points;
pub(crate) use overview::{FragileFlow, JourneyState, Overview, Severities, TopTool};
pub(crate) use questions::{Question, count_questions, question_key, questions};
pub(crate) use since::{Changes, Since};
pub(crate) use subject::{Subject, fingerprints};

/// How many, as a number to reckon with.
fn count(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
