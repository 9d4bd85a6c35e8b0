//! A scenario and what it changes.

use serde::Serialize;

use super::blast::Blast;
use super::document;
use super::finding::{Finding, Thing};
use super::migration::Migration;
use super::reliability::Span;
use super::removal::Removal;
use crate::analysis::Analysis;
use crate::report;
use crate::scenario::{self, Edit};
use crate::text::Label;

#[derive(Serialize)]
struct Simulation<'a> {
    changes: Vec<String>,
    problems: Vec<Finding<'a>>,
    impact: Blast,
    findings_new: Vec<Finding<'a>>,
    findings_fixed: Vec<Finding<'a>>,
    /// Of the same rule on the same thing, now about other related things.
    findings_changed: Vec<Finding<'a>>,
    added: Vec<Thing<'a>>,
    removed: Vec<Thing<'a>>,
    changed: Vec<Thing<'a>>,
    /// Journeys whose figures change.
    hours: Vec<Hours>,
    /// Integrations that the answer counts on although nobody knows yet how they would be built.
    unproven: Vec<String>,
    /// Each tool that another replaces, as work.
    migrations: Vec<Migration>,
    /// The tools that go for good; `null` where none does.
    removal: Option<Removal>,
}

/// Hours a year in which a journey does not work; `null` where it does not run at all.
#[derive(Serialize)]
struct Hours {
    journey: String,
    before: Option<Span>,
    after: Option<Span>,
}

pub(crate) fn simulation(
    before: &Analysis,
    edits: &[Edit],
    simulation: &scenario::Simulation,
    (migrations, removal): (&[scenario::Migration], Option<&scenario::Removal>),
) -> String {
    let after = &simulation.after.sources;
    document(
        "simulation",
        Simulation {
            changes: edits.iter().map(Edit::words).collect(),
            problems: simulation.problems.iter().map(|it| Finding::of(after, it)).collect(),
            impact: Blast::of(before, &simulation.blast),
            findings_new: simulation.findings_new.iter().map(|it| Finding::of(after, it)).collect(),
            findings_fixed: simulation
                .findings_fixed
                .iter()
                .map(|it| Finding::of(&before.sources, it))
                .collect(),
            findings_changed: simulation
                .findings_changed
                .iter()
                .map(|it| Finding::of(after, it))
                .collect(),
            added: simulation.added.iter().map(Thing::of).collect(),
            removed: simulation.removed.iter().map(Thing::of).collect(),
            changed: simulation.changed.iter().map(Thing::of).collect(),
            hours: scenario::hours_changed(before, simulation)
                .into_iter()
                .map(|it| Hours {
                    journey: it.journey.to_string(),
                    before: it.before.map(Span::of),
                    after: it.after.map(Span::of),
                })
                .collect(),
            unproven: report::unproven(before, simulation).iter().map(Label::to_string).collect(),
            migrations: migrations.iter().map(Migration::of).collect(),
            removal: removal.map(Removal::of),
        },
    )
}
