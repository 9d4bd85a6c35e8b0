//! `linchpin init`: a small stack file to begin with.

use std::path::PathBuf;

use clap::Args;

use super::Ending;
use super::call::Call;
use super::failure::Failure;

/// Three tools with two integrations: enough to give findings, short enough to be replaced.
pub(super) const STARTER: &str = include_str!("starter.yaml");

#[derive(Args)]
pub(super) struct Init {
    /// The file to write
    #[arg(value_name = "FILE", default_value = "stack.yaml")]
    new: PathBuf,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Init) -> Result<Ending, Failure> {
    let path = call.place(&verb.new);
    let shown = verb.new.display();
    if call.host.disk.exists(&path) {
        return Err(Failure::new(format!("`{shown}` is there already and is left as it is"))
            .hint("name another file, such as `linchpin init my-stack.yaml`"));
    }
    if let Err(error) = call.host.disk.write(&path, STARTER.as_bytes(), None) {
        return Err(Failure::new(format!("`{shown}` cannot be written: {error}")));
    }
    call.say(&format!(
        "wrote {}: open it in your editor, then `linchpin check {0}`",
        crate::text::clean(&shown.to_string())
    ))?;
    Ok(Ending::Clean)
}
