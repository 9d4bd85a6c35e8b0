//! `linchpin check`: problems and findings, and an exit code that a pipeline can stop on.

use std::mem::ManuallyDrop;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::call::Call;
use super::failure::Failure;
use super::{Ending, base, baseline, fix, selecting, simulate};
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, Severity};
use crate::export::{Against, Checked};
use crate::report::{Baseline, missing_in};
use crate::scenario;
use crate::select::{Item, Selection, Selector};

#[derive(Args)]
#[command(after_help = "\
Exit codes: 0 nothing is at or above --fail-on, 1 something is, 2 wrong use or failure.
What is accepted, or known from --baseline or --base, does not count.

  linchpin check --format sarif > linchpin.sarif          for code scanning
  linchpin check --write-baseline linchpin-baseline.json  take what there is as known
  linchpin check --baseline linchpin-baseline.json        complain about what is new
  linchpin check --base main.yaml --format markdown       what a change brings and fixes
  linchpin check --base origin/main                       the same against a revision in git")]
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
    #[arg(long, value_name = "SELECTOR", conflicts_with_all = ["strict", "fix", "prune_baseline", "write_baseline"])]
    on: Option<String>,

    /// Only what a scenario file brings and fixes; several stack
    #[arg(long, value_name = "FILE", conflicts_with_all = ["strict", "on"])]
    scenario: Vec<PathBuf>,

    /// Only what is not in this list of known findings
    #[arg(long, value_name = "FILE", conflicts_with_all = ["scenario", "base"])]
    baseline: Option<PathBuf>,

    /// Take out of the baseline what is found no longer
    #[arg(long, requires = "baseline")]
    prune_baseline: bool,

    /// Write all findings of today to a list of known ones
    #[arg(long, value_name = "FILE", conflicts_with_all = ["scenario", "base", "baseline"])]
    write_baseline: Option<PathBuf>,

    /// Only what is new or fixed against another stack file, or a revision in git such as `main`
    #[arg(long, value_name = "FILE|REVISION", conflicts_with = "scenario")]
    base: Option<PathBuf>,
    #[command(flatten)]
    fixing: fix::Fixing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Note,
    Warning,
    Error,
    Never,
}

impl FailOn {
    /// The mildest severity that fails.
    pub(super) fn least(self) -> Option<Severity> {
        match self {
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
            Self::Never => None,
        }
    }
}

pub(super) fn run(call: &mut Call<'_>, mut verb: Check) -> Result<Ending, Failure> {
    call.take_file(verb.stack.take());
    if !verb.scenario.is_empty() {
        return difference(call, &verb);
    }
    if let Some(ending) = fix::run(call, &verb.fixing)? {
        return Ok(ending);
    }
    // The program ends here, and giving thousands of texts back one by one takes longer than a small check.
    let analysis = ManuallyDrop::new(call.analysis()?);
    let other = match &verb.base {
        Some(name) => Some(base::analysis(call, name, analysis.as_of)?),
        None => None,
    };
    let input = analysis.selectable();
    let selector = selecting::selector(&input, verb.on.as_deref().unwrap_or_default())?;
    let selection = Selection::new(&selector, &input);
    let is_meant = |it: &Diagnostic| selection.has(Item::Finding(it));
    let open = open_findings(&analysis);
    let (mut is_new, mut against) = match (&verb.base, &other) {
        (Some(name), Some(other)) => against_base(&open, other, name.display().to_string()),
        _ => against_baseline(call, &verb, &open)?,
    };
    if verb.on.is_some() {
        let known = open.iter().zip(&is_new).filter(|(it, new)| !**new && is_meant(it)).count();
        narrow(&mut against, known, &selector, other.as_ref());
        for (is_new, finding) in is_new.iter_mut().zip(&open) {
            *is_new &= is_meant(finding);
        }
    }
    let (of_problems, of_findings) = is_new.split_at(analysis.problems.len().min(is_new.len()));
    let accepted = analysis.accepted.iter().zip(&analysis.acceptances);
    let checked = Checked {
        analysis: &analysis,
        remarks: Vec::new(),
        problems: picked(&analysis.problems, of_problems),
        findings: picked(&analysis.findings, of_findings),
        unknown: if verb.strict { analysis.unknown.clone() } else { Vec::new() },
        accepted: accepted.filter(|(it, _)| is_meant(it)).collect(),
        is_of_files: true,
        fails_at: verb.fail_on.least(),
        against,
    };
    show(call, &checked)
}

/// Takes what no `--on` asks for out of what a comparison tells; `known_now` counts what is known of the rest.
fn narrow(
    against: &mut Against<'_>,
    known_now: usize,
    selector: &Selector,
    other: Option<&Analysis>,
) {
    match against {
        Against::Nothing => {}
        Against::Baseline { known, stale, .. } => {
            *known = known_now;
            // Of what is found no longer, only rule and name are known.
            stale.clear();
        }
        Against::Other { known, fixed, .. } => {
            *known = known_now;
            if let Some(other) = other {
                let input = other.selectable();
                let selection = Selection::new(selector, &input);
                fixed.retain(|it| selection.has(Item::Finding(it)));
            }
        }
    }
}

fn picked<'a>(all: &'a [Diagnostic], is_picked: &[bool]) -> Vec<&'a Diagnostic> {
    all.iter().zip(is_picked).filter(|(_, it)| **it).map(|(it, _)| it).collect()
}

fn show(call: &mut Call<'_>, checked: &Checked<'_>) -> Result<Ending, Failure> {
    (call.check_format.write)(checked, call.look, &mut call.host.out)?;
    Ok(if checked.fails() { Ending::Findings } else { Ending::Clean })
}

/// By position what is new against another stack, and what is no longer there.
fn against_base<'a>(
    open: &[&Diagnostic],
    other: &'a Analysis,
    name: String,
) -> (Vec<bool>, Against<'a>) {
    let before = open_findings(other);
    let is_new = missing_in(open, &before);
    let is_fixed = missing_in(&before, open);
    let fixed: Vec<&Diagnostic> =
        before.iter().zip(is_fixed).filter(|(_, gone)| *gone).map(|(it, _)| *it).collect();
    let known = is_new.iter().filter(|it| !**it).count();
    (is_new, Against::Other { name, known, fixed, sources: &other.sources })
}

/// By position what the baseline does not know; everything where there is none.
fn against_baseline<'a>(
    call: &mut Call<'_>,
    verb: &Check,
    open: &[&Diagnostic],
) -> Result<(Vec<bool>, Against<'a>), Failure> {
    let (file, mut known, digest) = match (&verb.write_baseline, &verb.baseline) {
        (Some(file), _) => {
            let found = Baseline::of(open.iter().copied());
            baseline::write(call, file, &found, None)?;
            (file, found, None)
        }
        (None, Some(file)) => {
            let (found, digest) = baseline::read(call, file)?;
            (file, found, Some(digest))
        }
        (None, None) => return Ok((vec![true; open.len()], Against::Nothing)),
    };
    let outcome = known.compare(open.iter().copied());
    let is_pruned = verb.prune_baseline && !outcome.stale.is_empty();
    if is_pruned {
        known.prune(&outcome.stale);
        baseline::write(call, file, &known, digest)?;
    }
    let file = file.display().to_string();
    let (known, stale) = (outcome.known, outcome.stale);
    Ok((outcome.is_new, Against::Baseline { file, known, stale, is_pruned }))
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
    let findings: Vec<&Diagnostic> = simulation.findings_new.iter().collect();
    let checked = Checked {
        analysis: &simulation.after,
        remarks: simulation.problems.iter().collect(),
        problems: Vec::new(),
        unknown: Vec::new(),
        accepted: simulation.after.accepted.iter().zip(&simulation.after.acceptances).collect(),
        is_of_files: false,
        fails_at: verb.fail_on.least(),
        against: Against::Other {
            name: "the stack as it is".to_owned(),
            known: simulation.after.findings.len().saturating_sub(findings.len()),
            fixed: simulation.findings_fixed.iter().collect(),
            sources: &analysis.sources,
        },
        findings,
    };
    let ending = show(call, &checked)?;
    let is_refused = simulation.problems.iter().any(|it| it.severity == Severity::Error);
    Ok(if is_refused { Ending::Refused } else { ending })
}

/// What nobody has accepted: the text's problems in its order, then the rules' findings, worst first.
pub(super) fn open_findings(analysis: &Analysis) -> Vec<&Diagnostic> {
    analysis.problems.iter().chain(&analysis.findings).collect()
}
