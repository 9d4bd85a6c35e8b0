//! Whether what is added should be bought: the verdict with its reasons, how it would be connected, and what to ask.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::{Arrangement, Page, arrange, headline, result, rooms};
use crate::analysis::Analysis;
use crate::evaluate::{
    self, Check, Course, Evaluation, Grade, Level, Link, Request, Subject, Verdict, Who,
};
use crate::scenario::{Edit, Scenario, Terms};
use crate::stack::{Date, Stack};
use crate::text::amount;
use crate::text::plural;
use crate::tui::canvas::Canvas;
use crate::tui::detail;
use crate::tui::model::Model;
use crate::tui::rows::{Pane, Row, Tone};
use crate::tui::study::Held;
use crate::tui::target::Target;

/// How the lines begin; what follows is a title, a kind, and what of that kind it is.
pub(super) const VERDICT: &str = "verdict|";
const DAYS_A_WEEK: f64 = 7.0;

/// A purchase that is asked about.
#[derive(Clone)]
pub(crate) struct Asked {
    analysis: Held<Analysis>,
    edition: u64,
    at: usize,
    edits: Vec<Edit>,
    terms: Terms,
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        self.edition == other.edition && self.at == other.at && self.analysis == other.analysis
    }
}

/// `None`: the tool is no longer among what is staged.
pub(crate) type Answer = Option<Evaluation>;

/// Names of the tools that are added, in the order of the changes.
fn added(edits: &[Edit]) -> impl Iterator<Item = &str> {
    edits.iter().filter_map(Edit::added).map(|it| it.name.as_str())
}

/// How many tools are added.
pub(crate) fn count(model: &Model) -> usize {
    added(&model.staged.edits).count()
}

impl Asked {
    /// Nothing, where the page is not shown or nothing is added.
    pub(crate) fn of(model: &Model) -> Option<Self> {
        super::page(model).filter(|it| *it == Page::Verdict)?;
        let analysis = Held(model.analysis.clone()?);
        let staged = &model.staged;
        let last = added(&staged.edits).count().checked_sub(1)?;
        Some(Self {
            analysis,
            edition: staged.edition,
            at: model.states.scenarios.purchase.min(last),
            edits: staged.edits.clone(),
            terms: staged.terms,
        })
    }

    /// Takes as long as simulating what is staged.
    pub(crate) fn answer(&self) -> Answer {
        let analysis = &self.analysis.0;
        let name = added(&self.edits).nth(self.at)?;
        let scenario = Scenario { edits: self.edits.clone(), ..Scenario::default() };
        let request = Request {
            subject: Subject::planned(&scenario, Some(name))?,
            requirements: None,
            neighbours: None,
            by: by(self.terms, analysis.as_of),
            hours_per_week: self.terms.hours_per_week,
        };
        Some(evaluate::of(analysis, &request))
    }
}

/// The end of what is planned, counted from its first day, else from today.
fn by(terms: Terms, today: Date) -> Option<Date> {
    let days = (terms.planned_weeks? * DAYS_A_WEEK).round();
    #[expect(clippy::cast_possible_truncation, reason = "within a century of days")]
    let days = (0.0..=36_525.0).contains(&days).then_some(days as i64)?;
    terms.start.unwrap_or(today).plus_days(days)
}

pub(super) fn known(model: &Model) -> Option<Arc<Answer>> {
    model.states.studies.verdict.answer(&Asked::of(model)?)
}

/// The changes that bring it in and connect it as well as anybody knows how.
pub(crate) fn plan(model: &Model) -> Option<(String, Vec<Edit>)> {
    let known = known(model)?;
    let found = known.as_ref().as_ref()?;
    Some((found.subject.name().to_string(), found.edits.clone()))
}

/// What is staged connects it with something already.
pub(crate) fn is_connected(model: &Model) -> bool {
    let known = known(model);
    let Some(found) = known.as_deref().and_then(Option::as_ref) else { return false };
    let id = &found.subject.tool.id;
    model.staged.edits.iter().any(|it| match it {
        Edit::Connect { integration, .. } => {
            integration.from.name == *id || integration.to.name == *id
        }
        Edit::AddTool { .. }
        | Edit::RemoveTool { .. }
        | Edit::ReplaceTool { .. }
        | Edit::Disconnect { .. }
        | Edit::Set { .. }
        | Edit::Outage { .. }
        | Edit::Leave { .. } => false,
    })
}

pub(super) fn panes(model: &Model) -> Vec<Pane> {
    let known = known(model);
    let Some(found) = known.as_deref().and_then(Option::as_ref) else {
        return vec![waiting(model)];
    };
    let (left, middle) = rooms(model);
    let stack = &found.simulation.after.stack;
    let questions_room = if model.size.0 >= super::WIDE { super::far(model) } else { middle };
    vec![
        card(found, left),
        links(stack, found, middle),
        questions(found, questions_room),
        cost(stack, found, left),
        result::changes(model),
    ]
}

fn waiting(model: &Model) -> Pane {
    let rows = if count(model) > 0 {
        vec![Row::new(Tone::Muted, "looking at how it could be connected, and what that breaks …")]
    } else {
        vec![
            Row::new(Tone::Title, "No tool is added, so there is nothing to decide."),
            detail::blank(),
            Row::new(Tone::Accent, "  a  ").and(Tone::Text, "looks one up in the catalogue"),
            Row::new(Tone::Accent, "  F  ").and(Tone::Text, "reads a scenario that adds one"),
        ]
    };
    Pane::new("Verdict", rows)
}

pub(super) fn paint(canvas: &mut Canvas<'_>, area: Rect, panes: &[Pane]) {
    if panes.len() < 2 {
        canvas.stack(area, &panes.iter().enumerate().collect::<Vec<_>>());
        return;
    }
    let rows = detail::wrap(&head(canvas.model), area.width);
    let body = headline(canvas, area, &rows);
    if body.width < super::MIDDLE && canvas.model.shows_preview {
        detail::paint_selected(canvas, body);
        return;
    }
    let by = Arrangement {
        narrow: &[0, 2, 1, 3, 4],
        left: &[0, 3, 4],
        right: &[1, 2],
        middle: &[1],
        far: &[2],
    };
    arrange(canvas, body, panes, &by);
}

pub(super) fn verdict_look(verdict: Verdict) -> (Tone, &'static str) {
    match verdict {
        Verdict::Go => (Tone::Ok, "✓"),
        Verdict::GoWithConditions => (Tone::Warn, "◆"),
        Verdict::NotYet => (Tone::Danger, "✗"),
    }
}

fn head(model: &Model) -> Vec<Row> {
    let known = known(model);
    let Some(found) = known.as_deref().and_then(Option::as_ref) else { return Vec::new() };
    let (tone, sign) = verdict_look(found.verdict);
    let name = found.subject.name();
    let mut row = Row::new(Tone::Title, format!("{name}: "))
        .and(tone, format!("{sign} {}", found.verdict.words()));
    if let Some(hours) = found.hours {
        row = row.and(Tone::Muted, format!(" · {} to connect it", hours.words()));
    }
    if found.edits.len() > model.staged.edits.len() && !is_connected(model) {
        row = row.and(Tone::Accent, " · Y").and(Tone::Muted, " stages it connected like this");
    }
    let count = count(model);
    if count > 1 {
        let at = model.states.scenarios.purchase.min(count - 1) + 1;
        row = row.and(Tone::Muted, format!(" · {at} of {count}, V shows the next"));
    }
    vec![row]
}

fn line(title: &str, kind: &str, at: usize) -> Target {
    Target::Line(format!("{VERDICT}{title}|{kind}|{at}"))
}

pub(super) fn level_look(level: Level) -> (Tone, &'static str) {
    match level {
        Level::Good => (Tone::Ok, "✓"),
        Level::Condition => (Tone::Warn, "◆"),
        Level::Blocker => (Tone::Danger, "✗"),
    }
}

/// The verdict, its three weightiest reasons with what to do, and how many more there are.
fn card(found: &Evaluation, cells: u16) -> Pane {
    let (tone, sign) = verdict_look(found.verdict);
    let mut rows = vec![Row::new(tone, format!("{sign} {}", found.verdict.words()))];
    let top = found.top_reasons();
    for (at, check) in found.reasons.iter().enumerate() {
        if at == top.len() {
            rows.push(Row::new(Tone::Muted, "besides").heading());
        }
        rows.push(reason(check).on(line("Reason", "reason", at)));
        if at < top.len() && !check.action.is_empty() {
            let action = Row::new(Tone::Muted, "  → ").and(Tone::Ok, check.action.clone());
            rows.push(action);
        }
    }
    let note = plural(found.reasons.len(), "reason");
    Pane::new("Verdict", detail::wrap(&rows, cells)).note(note)
}

fn reason(check: &Check) -> Row {
    let (tone, sign) = level_look(check.level);
    Row::new(tone, format!("{sign} ")).and(Tone::Text, check.told.clone())
}

pub(super) fn grade_look(grade: Grade) -> (Tone, &'static str) {
    match grade {
        Grade::Known => (Tone::Ok, "●"),
        Grade::Unsure | Grade::Planned => (Tone::Info, "◐"),
        Grade::Buildable | Grade::Assumed => (Tone::Warn, "○"),
        Grade::RuledOut | Grade::NotListed => (Tone::Danger, "✗"),
        Grade::Unknown => (Tone::Missing, "?"),
    }
}

pub(super) fn route(stack: &Stack, link: &Link) -> String {
    let neighbour = &stack.tools[link.neighbour].name;
    match link.course {
        Course::Into => format!("from {neighbour}"),
        Course::OutOf => format!("to {neighbour}"),
    }
}

/// What moves, as objects and fields.
pub(super) fn cargo(stack: &Stack, link: &Link) -> String {
    let piece = |it: &evaluate::Piece| {
        let object = &stack.objects[it.object].id;
        it.field.as_ref().map_or_else(|| object.to_string(), |field| format!("{object}.{field}"))
    };
    let pieces: Vec<String> = link.cargo.iter().map(piece).collect();
    if pieces.is_empty() { "nobody has said what".to_owned() } else { pieces.join(", ") }
}

fn links(stack: &Stack, found: &Evaluation, cells: u16) -> Pane {
    let mut rows = Vec::new();
    for (at, link) in found.links.iter().enumerate() {
        let (tone, sign, how) = match link.best() {
            Some(rung) => {
                let (tone, sign) = grade_look(rung.grade);
                (tone, sign, format!("{}, {}", rung.step.words(), rung.grade.words()))
            }
            None => (Tone::Danger, "✗", "no way is known".to_owned()),
        };
        let must = if link.is_must { " must" } else { "" };
        let mut row = Row::new(tone, format!("{sign} "))
            .and(Tone::Title, route(stack, link))
            .and(Tone::Warn, must);
        if let Some(hours) = link.hours {
            row = row.right(Tone::Text, format!("{:.0}–{:.0} h", hours.p50, hours.p80));
        }
        rows.push(row.on(line(&route(stack, link), "link", at)));
        let what = Row::new(Tone::Text, "  ").and(tone, how);
        rows.push(what.and(Tone::Muted, format!(": {}", cargo(stack, link))));
    }
    let mut note = plural(found.links.len(), "link");
    if found.left_out > 0 {
        note = format!("{note}, {} left out", found.left_out);
    }
    Pane::new("How it would be connected", detail::wrap(&rows, cells))
        .note(note)
        .empty("Nothing says what it should be connected with.")
}

fn questions(found: &Evaluation, cells: u16) -> Pane {
    let mut rows = Vec::new();
    for (who, title) in [(Who::Vendor, "to the vendor"), (Who::Us, "to ourselves")] {
        let all = found.questions.iter().enumerate().filter(|(_, it)| it.to == who);
        let asked: Vec<Row> = all
            .map(|(at, it)| {
                let row = Row::new(Tone::Missing, "? ").and(Tone::Text, it.text.clone());
                row.on(line("Question", "question", at))
            })
            .collect();
        if !asked.is_empty() {
            rows.push(Row::new(Tone::Accent, title).heading());
            rows.extend(asked);
        }
    }
    let count = found.questions.iter().filter(|it| it.to == Who::Vendor).count();
    Pane::new("Questions before signing", detail::wrap(&rows, cells))
        .note(format!("{count} to the vendor"))
        .empty("Everything that counts is known.")
}

/// The first year, and the tools that do some of the same.
fn cost(stack: &Stack, found: &Evaluation, cells: u16) -> Pane {
    let cost = &found.cost;
    let mut rows = Vec::new();
    for (at, part) in cost.parts.iter().enumerate() {
        let (tone, text) = match part.amount {
            Some(value) => (Tone::Text, amount(value)),
            None => (Tone::Missing, "UNKNOWN".to_owned()),
        };
        rows.push(
            Row::new(Tone::Text, part.what).right(tone, text).on(line(part.what, "cost", at)),
        );
    }
    for (at, overlap) in found.overlaps.iter().enumerate() {
        let name = &stack.tools[overlap.tool].name;
        let mut row = Row::new(Tone::Warn, "◆ ").and(Tone::Text, format!("{name} does some of it"));
        if let Some(annual) = overlap.annual {
            row = row.right(Tone::Muted, stack.company.money(annual));
        }
        rows.push(row.on(line(name, "overlap", at)));
    }
    let least = if cost.is_whole { "" } else { "≥ " };
    let note = format!("{least}{}", stack.company.money(cost.known));
    Pane::new("First year", detail::wrap(&rows, cells)).note(note)
}
