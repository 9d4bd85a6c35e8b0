//! `linchpin` without a command: the stack in the terminal, or its overview as text where there is none.

use super::call::Call;
use super::check::{FailOn, open_findings};
use super::failure::Failure;
use super::{Ending, Format, map};
use crate::export::{human, json};
use crate::report::Overview;

pub(super) fn run(call: &mut Call<'_>) -> Result<Ending, Failure> {
    let analysis = call.analysis()?;
    let overview = Overview::of(&analysis);
    let text = match call.format {
        Format::Human => format!(
            "{}\n{}\n{}",
            human::overview(&analysis, &overview, call.look),
            map::of_overview(&analysis),
            human::findings(&analysis, call.look)
        ),
        Format::Json => json::overview(&analysis, &overview),
    };
    call.print(&text)?;
    let worst = open_findings(&analysis).iter().map(|it| it.severity).max();
    Ok(if FailOn::Error.is_met_by(worst) { Ending::Findings } else { Ending::Clean })
}
