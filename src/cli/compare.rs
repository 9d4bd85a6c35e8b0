//! `linchpin compare`: scenarios side by side.

use std::path::PathBuf;

use clap::Args;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format, simulate};
use crate::diag::{self, Diagnostic, Severity, Style};
use crate::export::human::Paint;
use crate::export::{columns_as_markdown, human, json};
use crate::report::brief::Change;
use crate::report::columns::columns;
use crate::scenario::{self, Migration, Removal, Scenario, Simulation, Terms};

#[derive(Args)]
#[command(after_help = "\
Each file is tried by itself on the stack as it is; `--format markdown` writes the table for a document.

  linchpin compare scenarios/keep.yaml scenarios/replace.yaml scenarios/drop.yaml")]
pub(super) struct Compare {
    /// Scenario files, a column each
    #[arg(value_name = "SCENARIO", required = true)]
    scenarios: Vec<PathBuf>,
}

/// One scenario with what was worked out about it.
struct Tried {
    scenario: Scenario,
    simulation: Simulation,
    migrations: Vec<Migration>,
    removal: Option<Removal>,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Compare) -> Result<Ending, Failure> {
    let mut analysis = call.analysis_with_warning()?;
    let mut read: Vec<(Scenario, Vec<Diagnostic>)> = Vec::new();
    for file in &verb.scenarios {
        read.push(simulate::read_file(call, &mut analysis, file)?);
    }
    let mut is_refused = false;
    let mut tried: Vec<Tried> = Vec::new();
    for (scenario, mut problems) in read {
        let mut simulation = scenario::simulate(&analysis, &scenario.edits);
        problems.append(&mut simulation.problems);
        problems.retain(|it| it.severity > Severity::Note);
        is_refused |= problems.iter().any(|it| it.severity == Severity::Error);
        let style = match call.look.paint {
            Paint::Plain => Style::Plain,
            Paint::Coloured => Style::Coloured,
        };
        for it in &problems {
            call.say(&diag::render(it, &analysis.sources, style))?;
        }
        let terms = Terms {
            planned_weeks: scenario.planned_weeks,
            hours_per_week: scenario.capacity_hours_per_week,
            start: scenario.start,
        };
        let stacks = (&analysis, &simulation.after.stack);
        let migrations = scenario::migrations(stacks, &scenario.edits, terms);
        let removal = scenario::removal(&analysis, &scenario.edits, &simulation, terms);
        tried.push(Tried { scenario, simulation, migrations, removal });
    }
    let changes: Vec<(String, Change<'_>)> = tried
        .iter()
        .map(|it| {
            let change = Change {
                before: &analysis,
                edits: &it.scenario.edits,
                simulation: &it.simulation,
                migrations: &it.migrations,
                removal: it.removal.as_ref(),
                start: it.scenario.start,
            };
            (it.scenario.name.to_string(), change)
        })
        .collect();
    let table = columns(&analysis, &changes);
    let text = match call.format {
        Format::Human if call.is_markdown() => columns_as_markdown(&table),
        Format::Human => human::columns(&table, call.look),
        Format::Json => json::columns(&table),
    };
    call.print(&text)?;
    Ok(if is_refused { Ending::Refused } else { Ending::Clean })
}
