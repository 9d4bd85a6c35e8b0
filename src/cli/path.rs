//! `linchpin path`: the ways that data takes from one tool to another.

use clap::Args;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format, names};
use crate::export::human::Extent;
use crate::export::{Question, human, json};
use crate::network::{Bounds, Cargo, Path};

/// Ways shown unless all are asked for.
const PATHS_BRIEF: usize = 3;

/// More hops than any sound path has; beyond it a way is an accident.
const HOPS_MAX: u32 = 8;

/// Enough to see every real way, and a bound on the search in dense stacks.
const PATHS_MAX: usize = 200;

#[derive(Args)]
#[command(after_help = "Exit code 1: no way leads there.")]
pub(super) struct Ways {
    /// Where the data is
    #[arg(value_name = "FROM")]
    from: String,

    /// Where it should get to
    #[arg(value_name = "TO")]
    to: String,

    /// Only ways that carry this object, or this field of it (`person.email`)
    #[arg(long, value_name = "OBJECT")]
    object: Option<String>,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Ways) -> Result<Ending, Failure> {
    let analysis = call.analysis_with_warning()?;
    let stack = &analysis.stack;
    let from = names::tool(stack, &verb.from)?;
    let to = names::tool(stack, &verb.to)?;
    if from == to {
        return Err(Failure::new(format!("`{}` and `{}` are one tool", verb.from, verb.to)));
    }
    let (object, field) =
        match verb.object.as_deref().map(|it| it.split_once('.').unwrap_or((it, ""))) {
            Some((object, field)) => {
                (Some(names::object(stack, object)?), Some(field).filter(|it| !it.is_empty()))
            }
            None => (None, None),
        };
    let cargo = Cargo { object, field };
    let bounds = Bounds { hops_max: HOPS_MAX, paths_max: PATHS_MAX };
    let mut found = analysis.network.paths(stack, (from, to), cargo, bounds);
    found.paths.sort_by(|left, right| {
        let length = |it: &Path| (it.flows.len(), it.age.open);
        let age = left.age.known.get().total_cmp(&right.age.known.get());
        length(left).cmp(&length(right)).then(age)
    });
    if call.look.extent == Extent::Brief && found.paths.len() > PATHS_BRIEF {
        found.paths.truncate(PATHS_BRIEF);
        found.truncated = true;
    }
    let question = Question { from, to, object };
    let text = match call.format {
        Format::Human => human::paths(&analysis, question, &found, call.look),
        Format::Json => json::paths(&analysis, question, &found),
    };
    call.print(&text)?;
    Ok(if found.paths.is_empty() { Ending::Findings } else { Ending::Clean })
}
