//! Text for people: headline first, then sections, the last of them what is not known.

mod catalog;
mod check;
mod consent;
mod erasure;
mod evaluation;
mod freshness;
mod grid;
mod history;
mod impact;
mod leave;
mod listing;
mod migration;
mod outage;
mod overview;
mod page;
mod path;
mod readiness;
mod reliability;
mod rule;
mod sections;
mod simulation;
mod words;

pub(crate) use catalog::{product_page, product_ways, products};
pub(crate) use check::CHECK;
pub(crate) use consent::consent;
pub(crate) use erasure::erasure;
pub(crate) use evaluation::evaluation;
pub(crate) use freshness::freshness;
pub(crate) use history::{comparison, log};
pub(crate) use impact::impact;
pub(crate) use leave::handover;
pub(crate) use listing::listing;
pub(crate) use outage::outage;
pub(crate) use overview::{findings, overview};
pub(crate) use page::{Extent, Look, Paint};
pub(crate) use path::paths;
pub(crate) use readiness::{readiness, readiness_list};
pub(crate) use reliability::{ask, fixes, journey, journeys};
pub(crate) use rule::{problem, rule, rule_list};
pub(crate) use sections::sections;
pub(crate) use simulation::simulation;
pub(super) use words::counts;

/// What the other texts about a purchase are told in, too.
pub(super) mod words_of_evaluation {
    pub(in crate::export) use super::evaluation::{
        CAUTION, evidence, fragility, hours, known_as, level_word, moves, sureness, way_of,
    };
}

use crate::analysis::Analysis;
use crate::diag::Severity;
use crate::text::{Span, clean};
use page::Tone;

fn tone_of(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warn,
        Severity::Note => Tone::Note,
    }
}

/// "stack.yaml:12", empty for what stands in no file.
fn place(analysis: &Analysis, span: Span) -> String {
    let place = analysis.sources.place(span);
    place.map_or_else(String::new, |it| format!("{}:{}", clean(&it.path), it.line))
}
