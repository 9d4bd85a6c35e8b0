//! `linchpin erasure`: somebody asks to be deleted; where, and in which order?

use clap::Args;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format, names};
use crate::export::{human, json, markdown};
use crate::privacy::is_personal;
use crate::report::checklist;

#[derive(Args)]
#[command(after_help = "\
What it says of the law is no advice: check with counsel.

  linchpin erasure person --format markdown > erasure.md   a list to tick in a ticket")]
pub(super) struct Erasure {
    /// The object that is about the person, by id or name
    #[arg(value_name = "OBJECT")]
    object: String,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Erasure) -> Result<Ending, Failure> {
    let analysis = call.analysis_with_warning()?;
    let object = names::object(&analysis.stack, &verb.object)?;
    let said = &analysis.stack.objects[object];
    if is_personal(said) != Some(true) {
        call.say(&format!(
            "the file does not say that {} is about people (`personal: true`)",
            said.name
        ))?;
    }
    let erasure = analysis.erasure(object);
    let steps = checklist(&analysis, &erasure);
    let text = match call.format {
        Format::Human if call.is_markdown() => markdown::erasure(&analysis, &erasure, &steps),
        Format::Human => human::erasure(&analysis, &erasure, &steps, call.look),
        Format::Json => json::erasure(&analysis, &erasure, &steps),
    };
    call.print(&text)?;
    Ok(Ending::Clean)
}
