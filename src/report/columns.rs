//! Any number of scenarios side by side: the same figures for each, beside the stack as it is.

use crate::analysis::Analysis;
use crate::diag::Severity;
use crate::impact::{JourneyFate, Priority};
use crate::reliability::JourneyReliability;
use crate::report::brief::Change;
use crate::report::{brief, measures, reliability};
use crate::scenario::{self, Verdict};
use crate::text::{Label, amount};

/// Scenarios under one another's figures.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Columns {
    /// "As it is", then the scenarios in the order in which they were given.
    pub(crate) names: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// One figure of all of them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// A word for programs.
    pub(crate) code: &'static str,
    /// Which journey, where there is a row for each.
    pub(crate) about: Option<Label>,
    /// What it is, with its unit.
    pub(crate) title: String,
    /// By column.
    pub(crate) cells: Vec<Cell>,
}

/// A figure as words and, where it is one, as a range of numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) text: String,
    /// The lowest and the highest; `None` where it is not known or no number.
    pub(crate) range: Option<[f64; 2]>,
}

impl Cell {
    fn unknown() -> Self {
        Self { text: "UNKNOWN".to_owned(), range: None }
    }

    fn none() -> Self {
        Self { text: "-".to_owned(), range: None }
    }

    fn count(count: usize) -> Self {
        let value = super::count(count);
        Self { text: amount(value), range: Some([value, value]) }
    }

    fn words(text: String) -> Self {
        Self { text, range: None }
    }
}

/// What one column is made of.
struct Column<'a> {
    name: String,
    after: &'a Analysis,
    change: Option<&'a Change<'a>>,
}

/// Puts the scenarios beside the stack as it is. Each comes with the name that its column bears.
pub(crate) fn columns(before: &Analysis, changes: &[(String, Change<'_>)]) -> Columns {
    let mut all = vec![Column { name: "As it is".to_owned(), after: before, change: None }];
    all.extend(changes.iter().map(|(name, change)| Column {
        name: name.clone(),
        after: &change.simulation.after,
        change: Some(change),
    }));
    let mut rows: Vec<Row> = Vec::new();
    let mut row = |code: &'static str, title: &str, cell: &dyn Fn(&Column<'_>) -> Cell| {
        let cells = all.iter().map(cell).collect();
        rows.push(Row { code, about: None, title: title.to_owned(), cells });
    };
    row("verdict", "verdict", &verdict);
    row("cost", "licences a year", &cost);
    row("first_year", "first year, work left out", &first_year);
    row("at_risk", "a day on journeys that stop", &at_risk);
    row("needs_broken", "data needs that break", &needs_broken);
    row("risky_flows", "integrations to look at first", &risky);
    row("promises_missed", "promises of freshness that are missed", &promises);
    row("errors", "errors", &|it| severity(it, Severity::Error));
    row("warnings", "warnings", &|it| severity(it, Severity::Warning));
    row("findings_new", "findings that come", &|it| {
        it.change.map_or_else(Cell::none, |it| Cell::count(it.simulation.findings_new.len()))
    });
    row("findings_fixed", "findings that go", &|it| {
        it.change.map_or_else(Cell::none, |it| Cell::count(it.simulation.findings_fixed.len()))
    });
    row("effort", "hours of work, P50 to P80", &effort);
    row("weeks", "weeks, P50 to P80", &weeks);
    row("chance", "chance of the planned weeks", &chance);
    rows.extend(journeys(before, &all));
    Columns { names: all.into_iter().map(|it| it.name).collect(), rows }
}

fn verdict(it: &Column<'_>) -> Cell {
    let Some(change) = it.change else { return Cell::none() };
    if let Some(removal) = change.removal {
        return Cell::words(match removal.verdict {
            Verdict::Safe => "safe".to_owned(),
            Verdict::SafeAfter(count) => format!("safe after {count}"),
            Verdict::Unsafe => "unsafe".to_owned(),
        });
    }
    let stops = change.simulation.blast.journeys.iter().any(|it| it.fate == JourneyFate::Stopped);
    let errors = scenario::count_of(&change.simulation.findings_new, Severity::Error);
    Cell::words(match (stops, errors) {
        (true, _) => "journeys stop".to_owned(),
        (false, 0) => "no error is new".to_owned(),
        (false, _) => "new errors".to_owned(),
    })
}

/// What the tools in use cost; at least so much where that of one is not known.
fn cost(it: &Column<'_>) -> Cell {
    let stack = &it.after.stack;
    let (sum, unknown) = measures::licences(stack);
    let text = stack.company.money(sum);
    match unknown {
        0 => Cell { text, range: Some([sum, sum]) },
        _ => Cell { text: format!("≥ {text}"), range: Some([sum, f64::INFINITY]) },
    }
}

fn first_year(it: &Column<'_>) -> Cell {
    let Some(change) = it.change else { return Cell::none() };
    let Some(removal) = change.removal else { return Cell::none() };
    removal.balance.net.map_or_else(Cell::unknown, |net| Cell {
        text: change.before.stack.company.money(net),
        range: Some([net, net]),
    })
}

fn at_risk(it: &Column<'_>) -> Cell {
    let Some(change) = it.change else { return Cell::none() };
    let blast = &change.simulation.blast;
    let stopped = blast.journeys.iter().filter(|it| it.fate == JourneyFate::Stopped).count();
    match (stopped, blast.money.at_risk_per_day) {
        (0, _) => Cell { text: "nothing".to_owned(), range: Some([0.0, 0.0]) },
        (_, Some(value)) => {
            let text = change.before.stack.company.money(value);
            Cell { text, range: Some([value, value]) }
        }
        (_, None) => Cell::unknown(),
    }
}

fn needs_broken(it: &Column<'_>) -> Cell {
    let broken = |change: &&Change<'_>| {
        let affected = change.simulation.blast.affected.iter();
        affected.filter(|it| it.fate == crate::impact::Fate::Broken).count()
    };
    it.change.as_ref().map_or_else(Cell::none, |it| Cell::count(broken(it)))
}

fn risky(it: &Column<'_>) -> Cell {
    let live = it.after.stack.integrations.iter().filter(|(_, it)| it.is_live());
    let weights = live.filter_map(|(id, _)| it.after.weights.get(id.index()));
    Cell::count(weights.filter(|it| it.priority == Priority::High).count())
}

fn promises(it: &Column<'_>) -> Cell {
    Cell::count(measures::promises_missed(it.after))
}

fn severity(it: &Column<'_>, severity: Severity) -> Cell {
    Cell::count(scenario::count_of(&it.after.findings, severity))
}

fn effort(it: &Column<'_>) -> Cell {
    it.change.map_or_else(Cell::none, |it| work(it, Some(brief::effort_of(it))))
}

fn weeks(it: &Column<'_>) -> Cell {
    it.change.map_or_else(Cell::none, |it| work(it, brief::weeks_of_change(it)))
}

/// At least so much, where something is changed of which no table says what it takes.
fn work(change: &Change<'_>, range: Option<[f64; 2]>) -> Cell {
    let has_more = brief::has_more_work(change);
    match range {
        None => Cell::unknown(),
        Some([_, high]) if high <= 0.0 && has_more => Cell::unknown(),
        Some([_, high]) if high <= 0.0 => {
            Cell { text: "nothing".to_owned(), range: Some([0.0, 0.0]) }
        }
        Some([low, high]) => {
            let (least, most) = if has_more { ("≥ ", f64::INFINITY) } else { ("", high) };
            let span = if high <= 1.0 {
                "under 1".to_owned()
            } else if amount(low) == amount(high) {
                amount(high)
            } else {
                format!("{} to {}", amount(low), amount(high))
            };
            Cell { text: format!("{least}{span}"), range: Some([low, most]) }
        }
    }
}

/// The worst of several replacements.
fn chance(it: &Column<'_>) -> Cell {
    let chances = it.change.iter().flat_map(|it| it.migrations).filter_map(|it| it.chance);
    let worst = chances.reduce(f64::min);
    worst.map_or_else(Cell::none, |it| Cell {
        text: format!("{:.0} %", it * 100.0),
        range: Some([it, it]),
    })
}

/// Hours a year that each journey does not work.
fn journeys(before: &Analysis, all: &[Column<'_>]) -> Vec<Row> {
    let rows = before.stack.journeys.values().map(|journey| {
        let cells = all.iter().map(|column| {
            let stopped = column
                .change
                .is_some_and(|it| measures::stops(&it.before.stack, it.simulation, journey));
            let Some(id) = column.after.stack.journeys.find(&journey.id).filter(|_| !stopped)
            else {
                return Cell::words("stops".to_owned());
            };
            let found =
                column.after.reliability().journey(id).and_then(JourneyReliability::bad_hours);
            found.map_or_else(
                || Cell::words("does not run".to_owned()),
                |it| Cell { text: reliability::hours(it), range: Some([it.low, it.high]) },
            )
        });
        Row {
            code: "journey_hours",
            about: Some(journey.id.clone()),
            title: format!("hours a year lost: {}", journey.name),
            cells: cells.collect(),
        }
    });
    rows.collect()
}
