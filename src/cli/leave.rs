//! `linchpin leave`: somebody goes; what has to be handed over, until when, and to whom?

use clap::Args;

use super::brief::{self, OnePage};
use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format, names, parse_date};
use crate::export::{human, json};
use crate::outage;
use crate::report::brief::of_handover;
use crate::stack::Date;

#[derive(Args)]
#[command(
    after_help = "Logins are due two weeks before the last day, what one person alone knows one week before, the rest on it."
)]
pub(super) struct Leave {
    /// The person, by id or name
    #[arg(value_name = "PERSON")]
    person: String,

    /// The last day, instead of the one in the file (`date_out`)
    #[arg(long, value_parser = parse_date, value_name = "DATE")]
    on: Option<Date>,

    #[command(flatten)]
    pub(super) page: OnePage,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Leave) -> Result<Ending, Failure> {
    let analysis = call.analysis_with_warning()?;
    let person = names::person(&analysis.stack, &verb.person)?;
    let handover = outage::handover(&analysis, person, verb.on);
    if verb.page.brief {
        brief::show(call, &of_handover(&analysis, &handover))?;
        return Ok(Ending::Clean);
    }
    let text = match call.format {
        Format::Human => human::handover(&analysis, &handover, call.look),
        Format::Json => json::handover(&analysis, &handover),
    };
    call.print(&text)?;
    Ok(Ending::Clean)
}
