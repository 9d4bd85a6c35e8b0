//! `linchpin freshness`: how old data is when something works with it.

use clap::Args;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format, names};
use crate::export::{Aged, human, json};
use crate::freshness::Verdict;

#[derive(Args)]
#[command(
    after_help = "Exit code 1: something is older than promised. Ages run from the system of record: at worst each hop adds \
its period and its latency, on average half its period and its latency."
)]
pub(super) struct Freshness {
    /// Only this object, or this field of it (`person.email`)
    #[arg(value_name = "OBJECT")]
    object: Option<String>,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Freshness) -> Result<Ending, Failure> {
    let analysis = call.analysis_with_warning()?;
    let aged = match verb.object.as_deref().map(|it| it.split_once('.').unwrap_or((it, ""))) {
        Some((object, field)) => {
            let id = names::object(&analysis.stack, object)?;
            let field = Some(field).filter(|it| !it.is_empty());
            Aged { object: Some(id), field: field.map(str::to_owned) }
        }
        None => Aged { object: None, field: None },
    };
    let text = match call.format {
        Format::Human => human::freshness(&analysis, &aged, call.look),
        Format::Json => json::freshness(&analysis, &aged),
    };
    call.print(&text)?;
    let is_missed = aged.consumers(&analysis).iter().any(|it| it.verdict == Verdict::Missed)
        || aged.hand_offs(&analysis).iter().any(|it| it.verdict == Verdict::Missed)
        || aged.integrations(&analysis).iter().any(|it| it.verdict == Verdict::Missed);
    Ok(if is_missed { Ending::Findings } else { Ending::Clean })
}
