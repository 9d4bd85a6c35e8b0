//! Text as people wrote it and as terminals show it: places, safe labels, widths, nearest names.
//!
//! Knows nothing of YAML, tools or colours.

mod amount;
mod label;
mod nearest;
mod source;
mod width;

pub(crate) use amount::amount;
pub(crate) use label::{Label, clean};
pub(crate) use nearest::nearest;
pub(crate) use source::{FileId, Place, Source, Sources, Span, floor_char};
pub(crate) use width::{fit, pad_end, plural, width};
