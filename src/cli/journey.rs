//! `linchpin journey`: how reliable journeys are, and what they hang on.

use clap::Args;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format, names};
use crate::export::{human, json};

#[derive(Args)]
#[command(after_help = "\
A journey works while all its stages and hand-offs do, and a hand-off while one of its ways does. How often a part
fails follows from its fragility and its incidents, how long that lasts from who notices and who repairs it. What the
file leaves open leaves a range.")]
pub(super) struct Journey {
    /// One journey in full, by id or name; without one, all in short
    #[arg(value_name = "ID")]
    id: Option<String>,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Journey) -> Result<Ending, Failure> {
    let analysis = call.analysis_with_warning()?;
    let stack = &analysis.stack;
    let wanted = verb.id.as_deref().map(|it| names::journey(stack, it)).transpose()?;
    let text = match (call.format, wanted) {
        (Format::Human, Some(id)) => human::journey(&analysis, id, call.look),
        (Format::Human, None) => human::journeys(&analysis, call.look),
        (Format::Json, Some(id)) => json::journeys(&analysis, &[id]),
        (Format::Json, None) => {
            json::journeys(&analysis, &stack.journeys.ids().collect::<Vec<_>>())
        }
    };
    call.print(&text)?;
    Ok(Ending::Clean)
}
