//! `linchpin explain`: the manual of a rule.

use clap::Args;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format};
use crate::export::{human, json};
use crate::rules::{self, RULES};
use crate::text::nearest;

#[derive(Args)]
pub(super) struct Explain {
    /// The code of a rule, as findings show it
    #[arg(value_name = "RULE", required_unless_present = "list")]
    rule: Option<String>,

    /// All rules, in the order of the manual
    #[arg(long)]
    list: bool,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Explain) -> Result<Ending, Failure> {
    let text = match (&verb.rule, call.format) {
        (Some(code), format) => {
            let rule = rules::rule(code).ok_or_else(|| unknown(code))?;
            match format {
                Format::Human => human::rule(rule, call.look),
                Format::Json => json::rule(rule),
            }
        }
        (None, Format::Human) => human::rule_list(call.look),
        (None, Format::Json) => json::rule_list(),
    };
    call.print(&text)?;
    Ok(Ending::Clean)
}

fn unknown(code: &str) -> Failure {
    let failure = Failure::new(format!("there is no rule `{code}`"));
    match nearest(code, RULES.iter().map(|it| it.code)) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("`linchpin explain --list` shows them all"),
    }
}
