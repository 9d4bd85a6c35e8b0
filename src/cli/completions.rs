//! `linchpin completions`: what a shell needs to complete commands.

use clap::Args;
use clap_complete::Shell;

use super::Ending;
use super::call::Call;
use super::failure::Failure;

#[derive(Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Completions) -> Result<Ending, Failure> {
    let mut script = Vec::new();
    let mut command = super::command(call.look.width);
    clap_complete::generate(verb.shell, &mut command, "linchpin", &mut script);
    call.print(&String::from_utf8_lossy(&script))?;
    Ok(Ending::Clean)
}
