//! `linchpin impact`: what depends on something, and what breaks without it.

use clap::Args;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format, names};
use crate::export::{human, json};
use crate::impact;
use crate::network::Component;

#[derive(Args)]
pub(super) struct Impact {
    /// A tool, integration, credential, person or vendor, by id or name; several are lost together
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Impact) -> Result<Ending, Failure> {
    let analysis = call.analysis_with_warning()?;
    let stack = &analysis.stack;
    let mut gone: Vec<Component> = Vec::new();
    for name in &verb.names {
        let component = names::component(stack, name)?;
        if !gone.contains(&component) {
            gone.push(component);
        }
    }
    let blast = impact::of(stack, &analysis.network, &gone);
    let text = match call.format {
        Format::Human => human::impact(&analysis, &blast, call.look),
        Format::Json => json::impact(&analysis, &blast),
    };
    call.print(&text)?;
    Ok(Ending::Clean)
}
