//! `linchpin fixes`: what each single repair buys.

use clap::{Args, ValueEnum};

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format};
use crate::export::{human, json};
use crate::reliability::Fix;

#[derive(Args)]
#[command(after_help = "\
Each repair is one change of facts: an alert, an owner and a runbook, an account that belongs to nobody, a connector
that the file or a public list knows of, retries. What it wins is exact, since a journey's reliability is a straight
line in each part's: (share of the time it works after − before) × importance × 8760 hours.")]
pub(super) struct Fixes {
    /// What counts: the hours that are surely won, or what they are worth
    #[arg(long, value_enum, default_value_t = By::Hours, value_name = "WHAT", hide_possible_values = true, help = "Rank by hours or money")]
    by: By,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    Hours,
    Money,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Fixes) -> Result<Ending, Failure> {
    let analysis = call.analysis_with_warning()?;
    let mut fixes: Vec<&Fix> = analysis.reliability().fixes.iter().collect();
    if verb.by == By::Money {
        // Stable: what is worth the same, or nothing that is known, stays in the order of hours.
        let worth = |it: &Fix| it.money.map_or(0.0, |it| it.low);
        fixes.sort_by(|left, right| worth(right).total_cmp(&worth(left)));
    }
    let text = match call.format {
        Format::Human => human::fixes(&analysis, &fixes, call.look),
        Format::Json => json::fixes(&analysis, &fixes),
    };
    call.print(&text)?;
    Ok(Ending::Clean)
}
