//! `linchpin check`: problems and findings, and an exit code that a pipeline can stop on.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format, selecting, simulate};
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, Severity};
use crate::export::human::Extent;
use crate::export::{Checked, human, json};
use crate::scenario;
use crate::select::{Item, Selection};

#[derive(Args)]
pub(super) struct Check {
    /// The stack file
    #[arg(value_name = "FILE")]
    stack: Option<PathBuf>,

    /// The mildest finding that makes the exit code 1: note, warning, error or never
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "SEVERITY", hide_possible_values = true)]
    fail_on: FailOn,

    /// Tell also what rules could not judge because a fact is not stated; that makes the exit code 1 too
    #[arg(long)]
    strict: bool,

    /// Only findings about what a selector means, or that mention it
    #[arg(long, value_name = "SELECTOR")]
    on: Option<String>,

    /// Only what a scenario file brings and fixes; several stack
    #[arg(long, value_name = "FILE", conflicts_with_all = ["strict", "on"])]
    scenario: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Note,
    Warning,
    Error,
    Never,
}

impl FailOn {
    pub(super) fn is_met_by(self, worst: Option<Severity>) -> bool {
        match self {
            Self::Note => worst >= Some(Severity::Note),
            Self::Warning => worst >= Some(Severity::Warning),
            Self::Error => worst >= Some(Severity::Error),
            Self::Never => false,
        }
    }
}

pub(super) fn run(call: &mut Call<'_>, mut verb: Check) -> Result<Ending, Failure> {
    call.take_file(verb.stack.take());
    if !verb.scenario.is_empty() {
        return difference(call, &verb);
    }
    let analysis = call.analysis()?;
    let mut shown: Vec<&Diagnostic> = open_findings(&analysis);
    if call.look.extent == Extent::All {
        shown.extend(&analysis.accepted);
    }
    let unknown = if verb.strict { analysis.unknown.clone() } else { Vec::new() };
    let input = analysis.selectable();
    let selector = selecting::selector(&input, verb.on.as_deref().unwrap_or_default())?;
    let selection = Selection::new(&selector, &input);
    let is_meant = |it: &Diagnostic| selection.has(Item::Finding(it));
    shown.retain(|it| is_meant(it));
    let checked = Checked { shown, accepted: analysis.accepted.len(), unknown };
    let text = match call.format {
        Format::Human => human::check(&analysis, &checked, call.look),
        Format::Json => json::check(&analysis, &checked),
    };
    call.print(&text)?;
    let open = open_findings(&analysis);
    let worst = open.into_iter().filter(|it| is_meant(it)).map(|it| it.severity).max();
    let is_open = verb.fail_on != FailOn::Never && !checked.unknown.is_empty();
    let fails = verb.fail_on.is_met_by(worst) || is_open;
    Ok(if fails { Ending::Findings } else { Ending::Clean })
}

/// What the scenarios come to in findings: what a reviewer of the change wants to know.
fn difference(call: &mut Call<'_>, verb: &Check) -> Result<Ending, Failure> {
    let mut analysis = call.analysis_with_warning()?;
    let mut edits = Vec::new();
    let mut problems = Vec::new();
    for file in &verb.scenario {
        let (scenario, found) = simulate::read_file(call, &mut analysis, file)?;
        edits.extend(scenario.edits);
        problems.extend(found);
    }
    let mut simulation = scenario::simulate(&analysis, &edits);
    problems.append(&mut simulation.problems);
    simulation.problems = problems;
    let text = match call.format {
        Format::Human => human::difference(&analysis, &simulation, call.look),
        Format::Json => json::difference(&analysis, &simulation),
    };
    call.print(&text)?;
    if simulation.problems.iter().any(|it| it.severity == Severity::Error) {
        return Ok(Ending::Refused);
    }
    let worst = simulation.findings_new.iter().map(|it| it.severity).max();
    Ok(if verb.fail_on.is_met_by(worst) { Ending::Findings } else { Ending::Clean })
}

/// What nobody has accepted: the text's problems in its order, then the rules' findings, worst first.
pub(super) fn open_findings(analysis: &Analysis) -> Vec<&Diagnostic> {
    analysis.problems.iter().chain(&analysis.findings).collect()
}
