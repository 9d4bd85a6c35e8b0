//! What there is to say about a stack, as data: the overview and the lists that every face shows alike.
//!
//! Knows no colours and no widths; the formats put it into lines.

mod ahead;
mod change;
pub(crate) mod fixes;
pub(crate) mod listing;
mod money;
mod overview;
pub(crate) mod problems;

pub(crate) use ahead::Ahead;
pub(crate) use change::unproven;
pub(crate) use listing::{Cell, Column, Listing, ListingKind, Shown};
pub(crate) use money::{amount, money};
pub(crate) use overview::{FragileFlow, JourneyState, Overview, Severities, TopTool};
