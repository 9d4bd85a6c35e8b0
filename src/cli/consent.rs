//! `linchpin consent`: does an unsubscribe reach every sender?

use clap::Args;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format, names};
use crate::export::{human, json, markdown};
use crate::privacy::{Matrix, Verdict};

#[derive(Args)]
#[command(after_help = "Exit code 1: an opt-out comes late somewhere, or never.")]
pub(super) struct Consent {
    /// Only this purpose, by its id; all of them without it
    #[arg(value_name = "PURPOSE")]
    purpose: Option<String>,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Consent) -> Result<Ending, Failure> {
    let analysis = call.analysis_with_warning()?;
    let wanted = match &verb.purpose {
        Some(name) => Some(names::purpose(&analysis.stack, name)?),
        None => None,
    };
    let is_wanted = |it: &&Matrix| wanted.is_none_or(|wanted| it.purpose == wanted);
    let matrices: Vec<&Matrix> = analysis.matrices().iter().filter(is_wanted).collect();
    let text = match call.format {
        Format::Human if call.is_markdown() => markdown::consent(&analysis, &matrices, call.look),
        Format::Human => human::consent(&analysis, &matrices, call.look),
        Format::Json => json::consent(&analysis, &matrices),
    };
    call.print(&text)?;
    let fails = |it: &&Matrix| it.count(Verdict::Late) + it.count(Verdict::Broken) > 0;
    Ok(if matrices.iter().any(fails) { Ending::Findings } else { Ending::Clean })
}
