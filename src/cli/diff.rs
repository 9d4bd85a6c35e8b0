//! `linchpin diff`: two versions of a stack side by side.

use clap::Args;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format, base};
use crate::compare::Comparison;
use crate::export::{human, json};

#[derive(Args)]
pub(super) struct Diff {
    /// The version before: a file, a revision such as `HEAD~3`, or `REVISION:path`
    #[arg(value_name = "BEFORE", default_value = "HEAD")]
    before: String,

    /// The version after; without one, the stack file as it is
    #[arg(value_name = "AFTER")]
    after: Option<String>,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Diff) -> Result<Ending, Failure> {
    let before = base::side(call, &verb.before, None)?;
    let after = match &verb.after {
        Some(name) => base::side(call, name, None)?,
        None => call.analysis()?,
    };
    let comparison = Comparison::of(&before, &after);
    let text = match call.format {
        Format::Human => human::comparison(&comparison),
        Format::Json => json::comparison(&comparison),
    };
    call.print(&text)?;
    Ok(Ending::Clean)
}
