//! JSON for programs: one object with its version, the same keys in the same order every time.
//!
//! The structs are this format's own, so that a change inside never changes what a program reads.

mod blast;
mod brief;
mod catalog;
mod check;
mod columns;
mod consent;
mod erasure;
mod evaluation;
mod finding;
mod freshness;
mod history;
mod leave;
mod listing;
mod migration;
mod outage;
mod overview;
mod path;
mod readiness;
mod reliability;
mod removal;
mod rule;
mod simulation;

use std::io::{self, Write};

use serde::Serialize;

pub(crate) use blast::impact;
pub(crate) use brief::brief;
pub(crate) use catalog::{product_page, product_ways, products};
pub(crate) use check::CHECK;
pub(crate) use columns::columns;
pub(crate) use consent::consent;
pub(crate) use erasure::erasure;
pub(crate) use evaluation::evaluation;
pub(crate) use freshness::freshness;
pub(crate) use history::{comparison, log};
pub(crate) use leave::handover;
pub(crate) use listing::listing;
pub(crate) use outage::outage;
pub(crate) use overview::overview;
pub(crate) use path::paths;
pub(crate) use readiness::{readiness, readiness_list};
pub(crate) use reliability::{ask, fixes, journeys};
pub(crate) use rule::{problem, rule, rule_list};
pub(crate) use simulation::simulation;

/// Grows when a key is renamed, removed or changes its meaning; new keys come without notice.
const VERSION: u8 = 1;

/// What is written at once.
const PIECE_BYTES: usize = 64 * 1024;

/// What every document begins with.
#[derive(Serialize)]
struct Document<'a, T> {
    version: u8,
    kind: &'a str,
    #[serde(flatten)]
    content: T,
}

/// A whole document of a kind.
pub(crate) fn document<T: Serialize>(kind: &str, content: T) -> String {
    let document = Document { version: VERSION, kind, content };
    // Strings and numbers always have a JSON form; an empty object tells a reader that something is wrong.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_else(|_| "{}".to_owned());
    text.push('\n');
    text
}

/// The same, written piece by piece.
fn write_document<T: Serialize>(kind: &str, content: &T, out: &mut dyn Write) -> io::Result<()> {
    // Words and indents are a few bytes each: they are put together here, not one by one through what `out` stands for.
    let mut pieces = io::BufWriter::with_capacity(PIECE_BYTES, out);
    serde_json::to_writer_pretty(&mut pieces, &Document { version: VERSION, kind, content })?;
    pieces.write_all(b"\n")?;
    pieces.flush()
}

/// A number that is written whole where it is whole: `61000`, not `61000.0`.
#[derive(Clone, Copy)]
struct Number(f64);

/// Beyond it a float no longer holds every whole number.
const WHOLE_MAX: f64 = 9_007_199_254_740_992.0;

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() < WHOLE_MAX {
            let whole = format!("{:.0}", self.0).parse::<i64>().unwrap_or(0);
            return serializer.serialize_i64(whole);
        }
        serializer.serialize_f64(self.0)
    }
}
