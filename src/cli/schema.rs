//! `linchpin schema`: the JSON Schema of the stack file.

use std::path::PathBuf;

use clap::Args;

use super::Ending;
use super::call::Call;
use super::failure::Failure;
use crate::load;

#[derive(Args)]
pub(super) struct Schema {
    /// With the ids of this stack, so that an editor completes them too
    #[arg(long = "for", value_name = "FILE")]
    stack: Option<PathBuf>,
}

pub(super) fn run(call: &mut Call<'_>, verb: Schema) -> Result<Ending, Failure> {
    let schema = match verb.stack {
        Some(file) => {
            call.take_file(Some(file));
            load::schema_for(&call.analysis_with_warning()?.stack)
        }
        None => load::schema(),
    };
    call.print(&format!("{schema:#}\n"))?;
    Ok(Ending::Clean)
}
