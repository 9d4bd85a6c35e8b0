//! `linchpin explain`: the manual of a rule or of a problem.

use clap::Args;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format};
use crate::export::human::Look;
use crate::export::{human, json};
use crate::report::problems;
use crate::rules::{self, RULES};

#[derive(Args)]
pub(super) struct Explain {
    /// What stands in brackets in a finding, such as `no-monitoring` or `unknown-key`
    #[arg(value_name = "CODE", required_unless_present = "list")]
    code: Option<String>,

    /// All codes, in the order of the manual
    #[arg(long)]
    list: bool,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Explain) -> Result<Ending, Failure> {
    let text = match (&verb.code, call.format) {
        (Some(code), format) => manual(code, format, call.look)?,
        (None, Format::Human) => human::rule_list(call.look),
        (None, Format::Json) => json::rule_list(),
    };
    call.print(&text)?;
    Ok(Ending::Clean)
}

fn manual(code: &str, format: Format, look: Look) -> Result<String, Failure> {
    if let Some(rule) = rules::rule(code) {
        return Ok(match format {
            Format::Human => human::rule(rule, look),
            Format::Json => json::rule(rule),
        });
    }
    let problem = problems::problem(code).ok_or_else(|| unknown(code))?;
    Ok(match format {
        Format::Human => human::problem(problem, look),
        Format::Json => json::problem(problem),
    })
}

fn unknown(code: &str) -> Failure {
    let failure = Failure::new(format!("no rule or problem is called `{code}`"));
    match problems::nearest_code(code, RULES.iter().map(|it| it.code)) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("`linchpin explain --list` shows them all"),
    }
}
