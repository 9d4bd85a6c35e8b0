//! Several scenarios side by side: the same figures of each, beside the stack as it is.

use crate::analysis::Analysis;
use crate::compare::{Change, Comparison};
use crate::diag::Severity;
use crate::effort::Spread;
use crate::fragility::Band;
use crate::reliability::{JourneyReliability, Range};
use crate::report::{count, measures, reliability};
use crate::scenario::{self, Edit, Migration, Simulation, Terms, count_of};
use crate::stack::{Journey, Stack};
use crate::text::amount;

/// A scenario that is compared.
#[derive(Clone)]
pub(crate) struct Candidate {
    pub(crate) name: String,
    pub(crate) edits: Vec<Edit>,
    pub(crate) terms: Terms,
}

/// The figures, line by line; the first column is the stack as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SideBySide {
    pub(crate) names: Vec<String>,
    pub(crate) lines: Vec<FigureLine>,
}

/// One figure of every column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FigureLine {
    /// "Cost", "Risk".
    pub(crate) group: &'static str,
    pub(crate) label: String,
    pub(crate) sense: Sense,
    /// One for each name.
    pub(crate) figures: Vec<Figure>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Figure {
    pub(crate) text: String,
    /// `None`: not known, or nothing that could be ranked.
    pub(crate) value: Option<Range>,
}

/// Whether more of it is good news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    Neutral,
    LessIsBetter,
    MoreIsBetter,
}

/// How a figure stands to that of the stack as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Same,
    Better,
    Worse,
    /// Other, but neither good nor bad, or not known for one of them.
    Other,
}

impl FigureLine {
    /// How the figure of a column stands to that of the first.
    pub(crate) fn standing(&self, at: usize) -> Standing {
        let (Some(first), Some(own)) = (self.figures.first(), self.figures.get(at)) else {
            return Standing::Other;
        };
        if own.text == first.text {
            return Standing::Same;
        }
        let (Some(first), Some(own)) = (first.value, own.value) else { return Standing::Other };
        let change = (own.low + own.high) - (first.low + first.high);
        match self.sense {
            _ if change.abs() < f64::EPSILON => Standing::Same,
            Sense::LessIsBetter if change < 0.0 => Standing::Better,
            Sense::MoreIsBetter if change > 0.0 => Standing::Better,
            Sense::LessIsBetter | Sense::MoreIsBetter => Standing::Worse,
            Sense::Neutral => Standing::Other,
        }
    }
}

/// One column on its way.
struct Subject<'a> {
    analysis: &'a Analysis,
    /// `None`: the stack as it is.
    change: Option<(&'a Simulation, Comparison)>,
    work: Vec<Migration>,
}

/// Simulates each scenario on the stack as it is. Takes as long as so many simulations, and the draws of their work.
pub(crate) fn side_by_side(before: &Analysis, candidates: &[Candidate]) -> SideBySide {
    let simulations: Vec<Simulation> =
        candidates.iter().map(|it| scenario::simulate(before, &it.edits)).collect();
    let mut subjects = vec![Subject { analysis: before, change: None, work: Vec::new() }];
    for (candidate, simulation) in candidates.iter().zip(&simulations) {
        let comparison = Comparison::of(before, &simulation.after);
        subjects.push(Subject {
            analysis: &simulation.after,
            change: Some((simulation, comparison)),
            work: work((before, &simulation.after.stack), candidate),
        });
    }
    let names = std::iter::once("as it is".to_owned());
    let names = names.chain(candidates.iter().map(|it| it.name.clone())).collect();
    SideBySide { names, lines: lines(before, &subjects) }
}

/// The work behind every tool that is replaced or taken out.
fn work((before, after): (&Analysis, &Stack), candidate: &Candidate) -> Vec<Migration> {
    let mut found = scenario::migrations((before, after), &candidate.edits, candidate.terms);
    let removed = candidate.edits.iter().filter_map(Edit::removed);
    found.extend(removed.filter_map(|it| scenario::rebuilding(before, it, candidate.terms)));
    found
}

type Of = fn(&Subject<'_>) -> Figure;

/// Every figure that each column has by itself.
const LINES: &[(&str, &str, Sense, Of)] = &[
    ("Cost", "licences a year", Sense::LessIsBetter, |it| licences(it.analysis)),
    ("Cost", "due all the same", Sense::LessIsBetter, |it| {
        stated(it.change.as_ref().and_then(|(it, _)| it.blast.money.committed))
    }),
    ("Risk", "errors", Sense::LessIsBetter, |it| of_severity(it, Severity::Error)),
    ("Risk", "warnings", Sense::LessIsBetter, |it| of_severity(it, Severity::Warning)),
    ("Risk", "brittle integrations", Sense::LessIsBetter, |it| brittle(it.analysis)),
    ("Risk", "at risk a day", Sense::LessIsBetter, |it| {
        stated(it.change.as_ref().and_then(|(it, _)| it.blast.money.at_risk_per_day))
    }),
    ("Findings", "new", Sense::LessIsBetter, |it| changes(it, |it| it.findings_new.len())),
    ("Findings", "fixed", Sense::MoreIsBetter, |it| changes(it, |it| it.findings_fixed.len())),
    ("Freshness", "promises missed", Sense::LessIsBetter, |it| {
        Figure::count(measures::promises_missed(it.analysis))
    }),
    ("Stack", "tools in use", Sense::Neutral, |it| {
        Figure::count(it.analysis.stack.tools.values().filter(|it| it.is_in_use()).count())
    }),
    ("Stack", "live integrations", Sense::Neutral, |it| {
        Figure::count(it.analysis.stack.integrations.values().filter(|it| it.is_live()).count())
    }),
    ("Stack", "integrations changed", Sense::Neutral, |it| integrations(it)),
    ("Effort", "hours, P50", Sense::LessIsBetter, |it| hours(it, 0.5)),
    ("Effort", "hours, P80", Sense::LessIsBetter, |it| hours(it, 0.8)),
    ("Effort", "weeks, P50", Sense::LessIsBetter, |it| weeks(it, 0.5)),
    ("Effort", "weeks, P80", Sense::LessIsBetter, |it| weeks(it, 0.8)),
    ("Effort", "chance of the plan", Sense::MoreIsBetter, |it| chance(it)),
];

/// The lines that are money, by their labels.
const MONEY: &[&str] = &["licences a year", "due all the same", "at risk a day"];
/// The group after which the journeys stand.
const BEFORE_JOURNEYS: &str = "Risk";
const JOURNEYS: &str = "Journeys that work";

fn lines(before: &Analysis, subjects: &[Subject<'_>]) -> Vec<FigureLine> {
    let mut lines: Vec<FigureLine> = Vec::new();
    for (group, label, sense, of) in LINES {
        let figures: Vec<Figure> = subjects.iter().map(of).collect();
        // What no column has anything to say about is left out.
        if figures.iter().any(|it| !it.text.is_empty()) {
            let label = match &before.stack.company.currency {
                Some(currency) if MONEY.contains(label) => format!("{label}, {currency}"),
                Some(_) | None => (*label).to_owned(),
            };
            lines.push(FigureLine { group, label, sense: *sense, figures });
        }
    }
    let at = lines.iter().rposition(|it| it.group == BEFORE_JOURNEYS).map_or(0, |it| it + 1);
    let journeys = before.stack.journeys.values().map(|journey| FigureLine {
        group: JOURNEYS,
        label: journey.name.to_string(),
        sense: Sense::MoreIsBetter,
        figures: subjects.iter().map(|it| works(it, &before.stack, journey)).collect(),
    });
    let journeys: Vec<FigureLine> = journeys.collect();
    lines.splice(at..at, journeys);
    lines
}

impl Figure {
    fn exactly(text: String, value: f64) -> Self {
        Self { text, value: Some(Range::exactly(value)) }
    }

    /// Nothing to say, which counts as none.
    fn nothing() -> Self {
        Self::exactly(String::new(), 0.0)
    }

    fn count(of: usize) -> Self {
        Self::exactly(of.to_string(), count(of))
    }
}

/// What the tools in use cost; "at least" where some do not say.
fn licences(analysis: &Analysis) -> Figure {
    let (sum, open) = measures::licences(&analysis.stack);
    let least = if open > 0 { "≥ " } else { "" };
    Figure::exactly(format!("{least}{}", amount(sum)), sum)
}

/// An amount that changes may bring; without it there is none.
fn stated(value: Option<f64>) -> Figure {
    value.map_or_else(Figure::nothing, |it| Figure::exactly(amount(it), it))
}

fn of_severity(it: &Subject<'_>, severity: Severity) -> Figure {
    Figure::count(count_of(&it.analysis.findings, severity))
}

fn brittle(analysis: &Analysis) -> Figure {
    let live = analysis.stack.integrations.iter().filter(|(_, it)| it.is_live());
    let bands = live.filter_map(|(id, _)| analysis.fragility.get(id.index()));
    Figure::count(bands.filter(|it| matches!(it.band(), Band::Brittle | Band::Critical)).count())
}

fn changes(it: &Subject<'_>, of: fn(&Comparison) -> usize) -> Figure {
    it.change.as_ref().map_or_else(Figure::nothing, |(_, it)| Figure::count(of(it)))
}

/// "+2 −1 ~3": new, gone, changed or renamed.
fn integrations(it: &Subject<'_>) -> Figure {
    let Some((_, comparison)) = &it.change else { return Figure::default() };
    let (mut new, mut gone, mut other) = (0_usize, 0_usize, 0_usize);
    for change in &comparison.integrations {
        match change {
            Change::Added { .. } => new += 1,
            Change::Removed { .. } => gone += 1,
            Change::Renamed { .. } | Change::Changed { .. } => other += 1,
        }
    }
    let parts = [("+", new), ("−", gone), ("~", other)];
    let parts: Vec<String> =
        parts.iter().filter(|it| it.1 > 0).map(|(sign, count)| format!("{sign}{count}")).collect();
    let text = if parts.is_empty() { "none".to_owned() } else { parts.join(" ") };
    Figure { text, value: None }
}

/// The share of the time that a journey works; nothing works where it stops.
fn works(it: &Subject<'_>, before: &Stack, journey: &Journey) -> Figure {
    let stack = &it.analysis.stack;
    let stops = it.change.as_ref().is_some_and(|it| measures::stops(before, it.0, journey));
    if stops {
        return Figure { text: "stops".to_owned(), value: Some(Range::exactly(0.0)) };
    }
    let found = stack.journeys.find(&journey.id);
    let found = found.and_then(|id| it.analysis.reliability().journey(id));
    match found.and_then(|it: &JourneyReliability| it.availability) {
        Some(share) => {
            Figure { text: reliability::share(share).replace(" to ", "–"), value: Some(share) }
        }
        None => Figure { text: "does not run".to_owned(), value: Some(Range::exactly(0.0)) },
    }
}

/// One text for the work behind each tool, and their sum to rank by. Percentiles do not add up, so no sum is shown.
fn of_work(it: &Subject<'_>, of: impl Fn(&Migration) -> Option<(String, f64)>) -> Figure {
    if it.work.is_empty() {
        return Figure::default();
    }
    let found: Vec<(String, f64)> = it.work.iter().filter_map(of).collect();
    if found.len() < it.work.len() {
        return Figure { text: "UNKNOWN".to_owned(), value: None };
    }
    let texts: Vec<&str> = found.iter().map(|it| it.0.as_str()).collect();
    Figure::exactly(texts.join(" + "), found.iter().map(|it| it.1).sum())
}

fn at(spread: &Spread, share: f64) -> (String, f64) {
    (amount(spread.at(share)), spread.at(share))
}

fn hours(it: &Subject<'_>, share: f64) -> Figure {
    of_work(it, |it| Some(at(&it.estimate.hours, share)))
}

fn weeks(it: &Subject<'_>, share: f64) -> Figure {
    of_work(it, |it| Some(at(it.estimate.weeks.as_ref()?, share)))
}

fn chance(it: &Subject<'_>) -> Figure {
    if it.work.iter().all(|it| it.planned_weeks.is_none()) {
        return Figure::default();
    }
    of_work(it, |it| {
        let chance = it.chance? * 100.0;
        Some((format!("{chance:.0} %"), chance))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facade::Workspace;
    use crate::text::Span;

    fn example() -> Workspace {
        Workspace::load(include_str!("../../stack.example.yaml"))
    }

    fn candidate(name: &str, edits: Vec<Edit>) -> Candidate {
        Candidate { name: name.to_owned(), edits, terms: Terms::default() }
    }

    fn line<'a>(found: &'a SideBySide, label: &str) -> &'a FigureLine {
        found.lines.iter().find(|it| it.label == label).unwrap()
    }

    #[test]
    fn nothing_changed_is_the_same_in_every_line() {
        let workspace = example();
        let found = side_by_side(&workspace.0, &[candidate("nothing", Vec::new())]);
        assert_eq!(found.names, ["as it is", "nothing"]);
        for line in &found.lines {
            assert_eq!(line.figures.len(), 2);
            let has_both = line.figures.iter().all(|it| !it.text.is_empty());
            assert!(!has_both || line.standing(1) == Standing::Same, "{line:?}");
        }
    }

    #[test]
    fn a_removal_is_cheaper_and_stops_what_hangs_on_it() {
        let workspace = example();
        let without = Edit::RemoveTool { tool: "marketo".into(), span: Span::NONE };
        let found = side_by_side(&workspace.0, &[candidate("without Marketo", vec![without])]);
        assert_eq!(line(&found, "licences a year, EUR").standing(1), Standing::Better);
        assert_eq!(line(&found, "tools in use").standing(1), Standing::Other);
        let stopped = |it: &&FigureLine| {
            it.group == JOURNEYS && it.figures.get(1).is_some_and(|it| it.text == "stops")
        };
        let stopped: Vec<&FigureLine> = found.lines.iter().filter(stopped).collect();
        assert!(!stopped.is_empty());
        assert!(stopped.iter().all(|it| it.standing(1) == Standing::Worse));
        let hours = &line(&found, "hours, P50").figures;
        let values: Vec<bool> = hours.iter().map(|it| it.value.is_some()).collect();
        assert_eq!(values, [false, true]);
    }
}
