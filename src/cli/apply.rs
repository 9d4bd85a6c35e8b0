//! `linchpin apply`: what scenarios decided, written into the files of the stack.

use std::path::PathBuf;

use clap::Args;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, fix, simulate};
use crate::diag::Severity;
use crate::export::human::Paint;
use crate::mend;

#[derive(Args)]
#[command(after_help = "\
Only the lines concerned change; comments and order stay. Nothing is written before the diff was shown, nor when the
file has changed meanwhile.

  linchpin apply scenarios/replace-marketo.yaml
  linchpin apply --undo")]
pub(super) struct Apply {
    /// Scenario files, in the order in which they are made
    #[arg(value_name = "SCENARIO", required_unless_present = "undo", conflicts_with = "undo")]
    scenarios: Vec<PathBuf>,

    #[command(flatten)]
    writing: fix::Writing,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Apply) -> Result<Ending, Failure> {
    if verb.writing.undo {
        return fix::undo(call);
    }
    let root = fix::root_of(call)?;
    let mut analysis = call.analysis_with_warning()?;
    // The scenarios become sources too, and only the stack's own files are written to.
    let own = analysis.sources.clone();
    let mut edits = Vec::new();
    let mut problems = Vec::new();
    for file in &verb.scenarios {
        let (scenario, found) = simulate::read_file(call, &mut analysis, file)?;
        edits.extend(scenario.edits);
        problems.extend(found);
    }
    let style = match call.look.paint {
        Paint::Plain => crate::diag::Style::Plain,
        Paint::Coloured => crate::diag::Style::Coloured,
    };
    for it in problems.iter().filter(|it| it.severity > Severity::Note) {
        let text = crate::diag::render(it, &analysis.sources, style);
        call.say(&text)?;
    }
    let mended = mend::apply(&own, &edits);
    fix::tell(call, &mended.refused)?;
    let is_faulty = problems.iter().any(|it| it.severity == Severity::Error);
    if is_faulty || mended.is_refused() {
        let diff = mend::diff(&own, &mended);
        call.print(&diff)?;
        call.say(if diff.is_empty() {
            "nothing was written"
        } else {
            "nothing was written; the diff shows what could be"
        })?;
        return Ok(Ending::Refused);
    }
    if mended.files.is_empty() {
        call.say("the file says all of this already")?;
        return Ok(Ending::Clean);
    }
    fix::carry_out(call, &root, &own, &mended, &verb.writing)?;
    Ok(Ending::Clean)
}
