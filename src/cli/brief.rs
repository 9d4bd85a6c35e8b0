//! `--brief`: one page for whoever decides, in place of the whole answer.

use clap::Args;

use super::Format;
use super::call::Call;
use super::failure::Failure;
use crate::export::{brief_as_markdown, human, json};
use crate::report::brief::Brief;

#[derive(Args)]
pub(super) struct OnePage {
    /// One page for whoever decides: the answer, what yes and no cost, three risks, who was asked; also `--format markdown`
    #[arg(long)]
    pub(super) brief: bool,
}

pub(super) fn show(call: &mut Call<'_>, brief: &Brief) -> Result<(), Failure> {
    let text = match call.format {
        Format::Human if call.is_markdown() => brief_as_markdown(brief),
        Format::Human => human::brief(brief, call.look),
        Format::Json => json::brief(brief),
    };
    call.print(&text)
}
