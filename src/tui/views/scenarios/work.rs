//! What a replacement or a removal takes: hours, weeks with their chances, what would have to go, and in which order.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::{Arrangement, arrange, far, headline, result, rooms, spread};
use crate::analysis::Analysis;
use crate::effort::{Part, Remedy};
use crate::scenario::{self, Edit, Migration, StepKind, Terms};
use crate::text::amount;
use crate::text::{Label, plural};
use crate::tui::canvas::Canvas;
use crate::tui::detail;
use crate::tui::model::Model;
use crate::tui::outcome::tool_name;
use crate::tui::rows::{Align, Cell, Column, Pane, Row, Tone, Width, bar};
use crate::tui::study::Held;
use crate::tui::target::Target;

/// How the lines begin; what follows is a title, a kind, and what of that kind it is.
pub(super) const WORK: &str = "work|";
/// Lines of the bars, by the lines that a screen has at most.
const BAR_LINES: [(u16, u16); 3] = [(30, 4), (50, 7), (u16::MAX, 14)];
/// Cells of a bar beside a number of hours.
const HOURS_BAR: u16 = 10;

/// Whose work is asked about.
#[derive(Clone)]
pub(crate) struct Asked {
    analysis: Held<Analysis>,
    edition: u64,
    edits: Vec<Edit>,
    terms: Terms,
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        self.edition == other.edition && self.analysis == other.analysis
    }
}

/// The work behind every tool that is replaced or taken out, in the order of the changes.
pub(crate) struct Plans(pub(crate) Vec<Plan>);

pub(crate) struct Plan {
    pub(crate) work: Migration,
    pub(crate) is_removal: bool,
}

impl Asked {
    /// Nothing, where the view is not shown or no change is such work.
    pub(crate) fn of(model: &Model) -> Option<Self> {
        super::page(model)?;
        let staged = &model.staged;
        let analysis = model.analysis.clone()?;
        staged.edits.iter().any(is_work).then(|| Self {
            analysis: Held(analysis),
            edition: staged.edition,
            edits: staged.edits.clone(),
            terms: staged.terms,
        })
    }

    pub(crate) fn answer(&self) -> Plans {
        Plans(plans(&self.analysis.0, &self.edits, self.terms))
    }
}

/// The work behind some changes; takes some 30 ms for each tool, and as much again for each way to an even chance.
pub(super) fn plans(analysis: &Analysis, edits: &[Edit], terms: Terms) -> Vec<Plan> {
    let of_edit = |edit: &Edit| match edit {
        Edit::ReplaceTool { .. } => {
            let edits = std::slice::from_ref(edit);
            let (after, _) = scenario::apply(&analysis.stack, edits);
            let found = scenario::migrations((analysis, &after), edits, terms);
            found.into_iter().next().map(|work| Plan { work, is_removal: false })
        }
        Edit::RemoveTool { tool, .. } => {
            let work = scenario::rebuilding(analysis, tool, terms)?;
            Some(Plan { work, is_removal: true })
        }
        Edit::AddTool { .. }
        | Edit::Connect { .. }
        | Edit::Disconnect { .. }
        | Edit::Set { .. }
        | Edit::Outage { .. }
        | Edit::Leave { .. } => None,
    };
    edits.iter().filter_map(of_edit).collect()
}

fn is_work(edit: &Edit) -> bool {
    match edit {
        Edit::ReplaceTool { .. } | Edit::RemoveTool { .. } => true,
        Edit::AddTool { .. }
        | Edit::Connect { .. }
        | Edit::Disconnect { .. }
        | Edit::Set { .. }
        | Edit::Outage { .. }
        | Edit::Leave { .. } => false,
    }
}

/// The answer, once it is there.
pub(super) fn known(model: &Model) -> Option<Arc<Plans>> {
    model.states.studies.work.answer(&Asked::of(model)?)
}

/// How many tools there is work behind.
pub(crate) fn count(model: &Model) -> usize {
    known(model).map_or(0, |it| it.0.len())
}

pub(super) fn panes(model: &Model) -> Vec<Pane> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    if model.staged.edits.is_empty() {
        return vec![result::beginning(model)];
    }
    let mut panes = vec![result::changes(model)];
    let Some(plans) = known(model) else { return panes };
    let at = model.states.scenarios.plan.min(plans.0.len().saturating_sub(1));
    let Some(plan) = plans.0.get(at) else { return panes };
    let (left, middle) = rooms(model);
    panes.extend([
        weeks(&plan.work, model),
        remedies(&plan.work, middle),
        effort(&plan.work, left),
        waterfall(&plan.work, left),
        order(analysis, plan, if model.size.0 >= super::WIDE { far(model) } else { middle }),
        unknown(analysis, &plan.work, left),
    ]);
    panes
}

pub(super) fn paint(canvas: &mut Canvas<'_>, area: Rect, panes: &[Pane]) {
    let rows = detail::wrap(&head(canvas.model), area.width);
    let body = headline(canvas, area, &rows);
    if body.width < super::MIDDLE && canvas.model.shows_preview {
        detail::paint_selected(canvas, body);
        return;
    }
    let by = Arrangement {
        narrow: &[0, 1, 2, 5, 3, 4, 6],
        left: &[0, 3, 4, 6],
        right: &[1, 2, 5],
        middle: &[1, 2],
        far: &[5],
    };
    arrange(canvas, body, panes, &by);
}

/// The answer in one sentence.
fn head(model: &Model) -> Vec<Row> {
    if model.staged.edits.is_empty() {
        return Vec::new();
    }
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    let Some(plans) = known(model) else {
        let text = if model.staged.edits.iter().any(is_work) {
            "drawing the weeks that it may take …"
        } else {
            "No tool is replaced or taken out: r and x stage that, and then this page tells what it takes."
        };
        return vec![Row::new(Tone::Muted, text)];
    };
    let at = model.states.scenarios.plan.min(plans.0.len().saturating_sub(1));
    let Some(plan) = plans.0.get(at) else {
        return vec![Row::new(Tone::Muted, "The tool that is replaced is not in the stack.")];
    };
    let title = title(analysis, plan);
    let (tone, verdict) = verdict(&plan.work);
    let mut row = Row::new(Tone::Title, format!("{title}: ")).and(tone, verdict);
    if plans.0.len() > 1 {
        row = row.and(Tone::Muted, format!(" · {} of {}, t shows the next", at + 1, plans.0.len()));
    }
    vec![row]
}

pub(super) fn title(analysis: &Analysis, plan: &Plan) -> String {
    let tool = tool_name(analysis, &plan.work.tool);
    if plan.is_removal {
        format!("To build elsewhere what {tool} does")
    } else {
        format!("To replace {tool} by {}", tool_name(analysis, &plan.work.by))
    }
}

/// A plan below this chance is one that nobody should promise.
const CHANCE_FAIR: f64 = 0.5;
const CHANCE_GOOD: f64 = 0.8;

fn verdict(work: &Migration) -> (Tone, String) {
    match (work.planned_weeks, work.chance, &work.estimate.weeks) {
        (Some(planned), Some(chance), Some(weeks)) => {
            let tone = match chance {
                it if it >= CHANCE_GOOD => Tone::Ok,
                it if it >= CHANCE_FAIR => Tone::Warn,
                _ => Tone::Danger,
            };
            let even = weeks.at(0.5);
            let percent = chance * 100.0;
            let text = format!(
                "{planned} weeks hold with a chance of {percent:.0} %; even odds are at {even:.0} weeks"
            );
            (tone, text)
        }
        (_, _, Some(weeks)) => {
            let (low, high) = (weeks.at(0.1), weeks.at(0.9));
            let text =
                format!("{low:.0} to {high:.0} weeks (P10 to P90); P states what is planned");
            (Tone::Info, text)
        }
        (_, _, None) => {
            let hours = &work.estimate.hours;
            let (low, high) = (amount(hours.at(0.1)), amount(hours.at(0.9)));
            let text = format!(
                "{low} to {high} hours (P10 to P90); weeks are UNKNOWN, as nobody is known to do it: P states hours a week"
            );
            (Tone::Missing, text)
        }
    }
}

/// A line of its own, which its explanation is found by.
fn line(title: &str, kind: &str, at: usize) -> Target {
    Target::Line(format!("{WORK}{title}|{kind}|{at}"))
}

fn weeks(work: &Migration, model: &Model) -> Pane {
    let (cells, screen) = (rooms(model).1, model.size.1);
    let Some((weeks, pace)) = work.estimate.weeks.as_ref().zip(work.pace) else {
        return Pane::new("Weeks", Vec::new())
            .empty("UNKNOWN: nobody is known to do it. P states the hours a week.");
    };
    let basis = if work.is_pace_stated { "as stated" } else { "by the size of the team" };
    let lines = BAR_LINES.iter().find(|(most, _)| screen < *most).map_or(4, |(_, lines)| *lines);
    let mut rows = spread::rows(weeks, work.planned_weeks, (cells, lines));
    let at = |share: f64| format!("{:.0}", weeks.at(share));
    let text =
        format!("half of all draws end within {} weeks, 8 of 10 within {}", at(0.5), at(0.8));
    rows.push(Row::new(Tone::Muted, text).on(line("Weeks", "weeks", 0)));
    let pace = pace.hours_per_week;
    Pane::new("Weeks", rows).note(format!("at {pace:.0} hours a week, {basis}"))
}

fn remedies(work: &Migration, cells: u16) -> Pane {
    let rows = work.remedies.iter().enumerate().map(|(at, remedy)| {
        let (tone, text) = remedy_words(work, remedy);
        Row::new(tone, "▸ ").and(Tone::Text, text).on(line("Even odds", "remedy", at))
    });
    let rows: Vec<Row> = rows.collect();
    let empty = match (work.planned_weeks, &work.estimate.weeks) {
        (None, _) => "P states what is planned; then this says what it lacks.",
        (Some(_), None) => "P states the hours a week; then this says what it lacks.",
        (Some(_), Some(_)) => "Nothing: the plan has even odds or better.",
    };
    let note = work.planned_weeks.map(|it| format!("for {it} weeks")).unwrap_or_default();
    Pane::new("What would have to go for even odds", detail::wrap(&rows, cells))
        .note(note)
        .empty(empty)
}

pub(super) fn remedy_words(work: &Migration, remedy: &Remedy) -> (Tone, String) {
    let reaches = |weeks: f64| {
        if work.planned_weeks.is_some_and(|it| weeks <= it) { Tone::Ok } else { Tone::Warn }
    };
    match remedy {
        Remedy::Capacity { hours_per_week: Some(hours) } => {
            let now = work.pace.map_or(0.0, |it| it.hours_per_week);
            (Tone::Ok, format!("{:.0} hours a week instead of {now:.0}", hours.ceil()))
        }
        Remedy::Capacity { hours_per_week: None } => {
            let text = "more people alone do not do it: deciding, warming up and running side by side take longer";
            (Tone::Danger, text.to_owned())
        }
        Remedy::Drop { part, count, weeks } => {
            let text =
                format!("leave out all {count:.0} {}: even odds at {weeks:.0} weeks", part.words());
            (reaches(*weeks), text)
        }
        Remedy::Document { weeks } => {
            let text = format!("document every automation first: even odds at {weeks:.0} weeks");
            (reaches(*weeks), text)
        }
    }
}

const EFFORT_COLUMNS: &[Column] = &[
    Column { title: "", width: Width::Share(1), align: Align::Left, dispensable: 0 },
    Column { title: "best", width: Width::Cells(6), align: Align::Right, dispensable: 2 },
    Column { title: "likely", width: Width::Cells(6), align: Align::Right, dispensable: 1 },
    Column { title: "worst", width: Width::Cells(6), align: Align::Right, dispensable: 3 },
    Column { title: "mean", width: Width::Cells(6), align: Align::Right, dispensable: 0 },
];

fn effort(work: &Migration, cells: u16) -> Pane {
    let rows = work.parts.iter().enumerate().map(|(at, part)| {
        let name = match part.part {
            Part::DataLoad => "data load".to_owned(),
            Part::Integrations | Part::Automations | Part::Assets | Part::Fields => {
                format!("{:.0} {}", part.count, part.part.words())
            }
        };
        let hours = |tone: Tone, hours: f64| Cell::number(tone, amount(hours), Some(hours));
        let cells = vec![
            Cell::text(Tone::Text, name),
            hours(Tone::Muted, part.low),
            hours(Tone::Text, part.likely),
            hours(Tone::Muted, part.high),
            hours(Tone::Title, part.mean),
        ];
        Row::cells(cells).on(line(part.part.words(), "part", at))
    });
    let spread = &work.estimate.hours;
    let at = |share: f64| amount(spread.at(share));
    let note = if cells >= 44 {
        format!("P50 {} h · P80 {} h", at(0.5), at(0.8))
    } else {
        format!("P80 {} h", at(0.8))
    };
    Pane::new("Hours", rows.collect()).columns(EFFORT_COLUMNS).note(note)
}

/// From what a plan counts to what it takes, as bars.
fn waterfall(work: &Migration, cells: u16) -> Pane {
    let whole: f64 = work.waterfall.iter().map(|(_, hours)| hours).sum();
    let mut rows = Vec::new();
    for (at, (what, hours)) in work.waterfall.iter().enumerate() {
        let (full, empty) = bar(*hours, whole, HOURS_BAR);
        let tone = if at == 0 { Tone::Ok } else { Tone::Warn };
        let row = Row::new(Tone::Title, format!("{:>6} ", amount(*hours)))
            .and(tone, full)
            .and(Tone::Border, format!("{empty} "))
            .and(Tone::Text, *what);
        rows.push(row.on(line("From the plan", "waterfall", at)));
    }
    let whole = amount(whole);
    rows.push(Row::new(Tone::Title, format!("{whole:>6} ")).and(Tone::Muted, "hours together"));
    Pane::new("From what a plan counts to what it takes", short(rows, cells))
}

/// Rows with their text shortened: their whole text stands in the inspector.
fn short(rows: Vec<Row>, cells: u16) -> Vec<Row> {
    let room = usize::from(cells.saturating_sub(HOURS_BAR + 8));
    let cut = |mut row: Row| {
        if let Some(piece) = row.cells.first_mut().and_then(|it| it.pieces.last_mut()) {
            piece.text = crate::text::fit(&piece.text, room);
        }
        row
    };
    rows.into_iter().map(cut).collect()
}

/// The steps of the cut-over, each with its way back.
fn order(analysis: &Analysis, plan: &Plan, cells: u16) -> Pane {
    let mut rows = Vec::new();
    for (at, step) in plan.work.cutover.iter().enumerate() {
        let names: Vec<String> = step.tools.iter().map(|it| tool_name(analysis, it)).collect();
        let (tone, glyph) = step_look(step.kind);
        let together = if step.tools.len() > 1 { ", together" } else { "" };
        let row = Row::new(Tone::Muted, format!("{:>2} ", at + 1)).and(tone, format!("{glyph} "));
        let row = match step.kind {
            StepKind::ShareSuppression => {
                row.and(Tone::Text, "one list of opt-outs, before a second one sends")
            }
            StepKind::Consumer | StepKind::Feeder | StepKind::SystemOfRecord => row
                .and(Tone::Title, names.join(", "))
                .and(Tone::Muted, format!("{together}: {}", reason(step.kind))),
        };
        rows.push(row.on(line(&format!("Step {}", at + 1), "step", at)));
        rows.push(
            Row::new(Tone::Text, "     ")
                .and(Tone::Info, "↶ ")
                .and(Tone::Muted, way_back(step.kind)),
        );
    }
    let count = plural(plan.work.cutover.len(), "step");
    Pane::new("Cut-over, with the way back after each step", detail::wrap(&rows, cells))
        .note(count)
        .empty("Nothing is connected to it: it can go at once.")
}

pub(super) fn step_look(kind: StepKind) -> (Tone, &'static str) {
    match kind {
        StepKind::ShareSuppression => (Tone::Accent, "◆"),
        StepKind::Consumer => (Tone::Ok, "○"),
        StepKind::Feeder => (Tone::Warn, "◐"),
        StepKind::SystemOfRecord => (Tone::Danger, "●"),
    }
}

pub(super) fn reason(kind: StepKind) -> &'static str {
    match kind {
        StepKind::ShareSuppression => "never two senders without it",
        StepKind::Consumer => "only reads",
        StepKind::Feeder => "feeds it",
        StepKind::SystemOfRecord => "keeps the truth, so last",
    }
}

/// What it takes to go back after a step.
pub(super) fn way_back(kind: StepKind) -> &'static str {
    match kind {
        StepKind::ShareSuppression => "nothing to go back from: the list stays",
        StepKind::Consumer => "switch the old flow on again; nothing was written back",
        StepKind::Feeder => "switch the old flow on again, and load what came in since",
        StepKind::SystemOfRecord => "the last way back: afterwards data has to be moved back",
    }
}

/// Dates that matter, and what the figures do not know.
fn unknown(analysis: &Analysis, work: &Migration, cells: u16) -> Pane {
    let mut rows = Vec::new();
    if let Some(day) = work.notice_by {
        let (tone, text) = if day < analysis.as_of {
            (Tone::Danger, format!("notice had to be given by {day}: both are paid meanwhile"))
        } else {
            (Tone::Warn, format!("give notice by {day}, or both are paid"))
        };
        rows.push(Row::new(tone, "! ").and(Tone::Text, text));
    }
    let stack = &analysis.stack;
    let running: Vec<&Label> = work.campaigns.iter().flatten().collect();
    if !running.is_empty() {
        let name = |it: &&Label| {
            stack
                .campaigns
                .find(it)
                .map_or_else(|| it.to_string(), |id| stack.campaigns[id].name.to_string())
        };
        let names: Vec<String> = running.iter().map(name).collect();
        let text = format!("in flight meanwhile: {}", names.join(", "));
        rows.push(Row::new(Tone::Warn, "! ").and(Tone::Text, text));
    }
    let unknown = work.unknown.iter();
    rows.extend(unknown.map(|it| Row::new(Tone::Missing, "? ").and(Tone::Text, it.clone())));
    let rest = "does not move with the data: activity history, scores, statistics of what was sent";
    rows.push(Row::new(Tone::Muted, "· ").and(Tone::Text, rest));
    let count = work.unknown.len();
    Pane::new("Dates, and what is not known", detail::wrap(&rows, cells))
        .note(format!("{count} unknown"))
}
