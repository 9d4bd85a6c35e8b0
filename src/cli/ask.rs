//! `linchpin ask`: which unknown facts would be worth knowing.

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format};
use crate::export::{human, json};

pub(super) fn run(call: &mut Call<'_>) -> Result<Ending, Failure> {
    let analysis = call.analysis_with_warning()?;
    let text = match call.format {
        Format::Human => human::ask(&analysis, call.look),
        Format::Json => json::ask(&analysis),
    };
    call.print(&text)?;
    Ok(Ending::Clean)
}
