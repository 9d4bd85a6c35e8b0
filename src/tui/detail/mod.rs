//! The inspector: everything that is known of one thing, as rows.

pub(crate) mod ages;
pub(crate) mod consent;
pub(crate) mod flow;
pub(crate) mod impact;
pub(crate) mod tool;

use ratatui::layout::Rect;

use super::canvas::Canvas;
pub(crate) use super::canvas::wrap;
use super::explain;
use super::model::Model;
use super::repairs;
use super::rows::{Pane, Row, Tone};
use super::target::{Target, finding_key};
use super::views;
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, Severity};
use crate::fragility::Band;
use crate::stack::{MethodClass, OwnerRef, Party, Ref, Tool};
use crate::text::{pad_end, plural};

/// The scroll of inspectors, beside the panes of the view.
pub(crate) const DETAIL: usize = 99;

/// Fills the area with what is known of the selection.
pub(crate) fn paint_selected(canvas: &mut Canvas<'_>, area: Rect) {
    let target = canvas.model.selected();
    let (title, rows) = match &target {
        Some(target) => (target.name(), describe(canvas.model, target)),
        None => ("Nothing selected".to_owned(), Vec::new()),
    };
    let inside = canvas.frame(area, &title, "", Tone::Border);
    let below = paint_rows(canvas, inside, &wrap(&rows, inside.width));
    canvas.below(area, below);
}

/// Rows that scroll by themselves; returns how many lie below.
pub(crate) fn paint_rows(canvas: &mut Canvas<'_>, area: Rect, rows: &[Row]) -> usize {
    let key = (canvas.model.view().id, DETAIL);
    let offset = canvas.offset(key, None, usize::from(area.height), rows.len());
    canvas.hits.wheels.push((area, key));
    for (y, row) in (area.y..area.y.saturating_add(area.height)).zip(rows.iter().skip(offset)) {
        canvas.row(Rect { y, height: 1, ..area }, &[], row);
    }
    rows.len().saturating_sub(offset + usize::from(area.height))
}

/// What there is to say about a thing.
pub(crate) fn describe(model: &Model, target: &Target) -> Vec<Row> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    let mut rows = match target {
        Target::Tool(id) => tool::describe(model, analysis, id),
        Target::Integration(id) => flow::describe(model, analysis, id),
        Target::Finding(key) => explain::finding(model, key),
        Target::Journey(id) => journey(analysis, id),
        Target::Stage(id, at) => explain::stage(model, id, *at),
        Target::Element(element) => {
            vec![fact("kind", element.kind.words()), fact("id", &element.id)]
        }
        Target::Edit(index) => explain::edit(model, *index),
        Target::Query { view, query } => {
            let filtered =
                if query.is_empty() { String::new() } else { format!(", filtered by {query}") };
            vec![Row::new(Tone::Text, format!("Enter opens {view}{filtered}"))]
        }
        Target::Line(key) => {
            let mut known = views::explain_line(model, key);
            known.extend(impact::explain(model, analysis, key));
            known.extend(flow::explain_point(analysis, key));
            known.extend(consent::explain(analysis, key));
            if known.is_empty() {
                known = repairs::explain(analysis, key);
            }
            if known.is_empty() { explain::line(model, key) } else { known }
        }
    };
    rows.extend(concerning(analysis, target));
    if let Some(place) = model.place_of(target) {
        rows.push(blank());
        let place = Row::new(Tone::Muted, format!("{}:{}", place.path, place.line));
        rows.push(place.and(
            Tone::Muted,
            format!("  press {} to open it in the editor", model.keymap.shown("edit")),
        ));
    }
    rows
}

fn journey(analysis: &Analysis, id: &str) -> Vec<Row> {
    let Some(at) = analysis.stack.journeys.find(id) else { return Vec::new() };
    let journey = &analysis.stack.journeys[at];
    let mut rows = vec![Row::new(Tone::Title, journey.name.to_string())];
    if let Some(value) = journey.value_per_day {
        rows.push(fact("worth", &format!("{} a day", money(analysis, value))));
    }
    rows.extend(repairs::journey(analysis, at));
    rows.push(blank());
    rows.push(Row::new(Tone::Title, plural(journey.stages.len(), "stage")));
    for (index, stage) in journey.stages.iter().enumerate() {
        let name = stage.name.as_ref().unwrap_or(&stage.id);
        let tool = stage.tool.as_ref().map(|it| tool_name(analysis, it)).unwrap_or_default();
        let mut row = Row::new(Tone::Muted, format!("{:>2} ", index + 1))
            .and(Tone::Text, name.to_string())
            .right(Tone::Muted, tool);
        if stage.human {
            row = row.and(Tone::Warn, " by hand");
        }
        rows.push(row);
    }
    rows
}

/// The findings about a thing, worst first.
pub(crate) fn findings_about<'a>(
    analysis: &'a Analysis,
    target: &Target,
) -> impl Iterator<Item = &'a Diagnostic> {
    analysis.findings.iter().filter(move |finding| {
        let mut elements = finding.element.iter().chain(&finding.related);
        elements.any(|it| target.is_element(it))
    })
}

/// The findings about a thing as rows that can be selected.
pub(crate) fn finding_rows(analysis: &Analysis, target: &Target) -> Vec<Row> {
    let rows = findings_about(analysis, target).map(|it| {
        let (tone, glyph) = severity_look(it.severity);
        Row::new(tone, format!("{glyph} "))
            .and(Tone::Text, it.message.clone())
            .on(Target::Finding(finding_key(it)))
    });
    rows.collect()
}

fn concerning(analysis: &Analysis, target: &Target) -> Vec<Row> {
    let mut rows = finding_rows(analysis, target);
    if !rows.is_empty() {
        rows.insert(0, Row::new(Tone::Title, plural(rows.len(), "finding")));
        rows.insert(0, blank());
    }
    rows
}

/// "name       value".
pub(crate) fn fact(name: &str, value: &str) -> Row {
    Row::new(Tone::Muted, format!("{} ", pad_end(name, 11))).and(Tone::Text, value)
}

/// The name of a tool as people call it.
pub(crate) fn tool_name(analysis: &Analysis, tool: &Ref<Tool>) -> String {
    match tool.id {
        Some(id) => analysis.stack.tools[id].name.to_string(),
        None => tool.name.to_string(),
    }
}

pub(crate) fn blank() -> Row {
    Row::new(Tone::Text, "")
}

fn owner(analysis: &Analysis, name: &str, owner: Option<&OwnerRef>) -> Row {
    let (tone, text) = owner_look(analysis, owner);
    fact(name, "").and(tone, text)
}

/// Who it is, or that nobody is, or that they are gone: in words as well as in colour.
pub(crate) fn owner_look(analysis: &Analysis, owner: Option<&OwnerRef>) -> (Tone, String) {
    let Some(owner) = owner else { return (Tone::Missing, "nobody".to_owned()) };
    let name = analysis.stack.party_name(owner).to_owned();
    match owner.party {
        Some(Party::Person(id)) if analysis.stack.people[id].has_left(analysis.as_of) => {
            (Tone::Danger, format!("{name} (left)"))
        }
        Some(Party::Person(_) | Party::Team(_)) | None => (Tone::Text, name),
    }
}

/// Whole units of the company's currency, with the thousands set apart.
pub(crate) fn money(analysis: &Analysis, amount: f64) -> String {
    analysis.stack.company.money(amount)
}

pub(crate) fn band_tone(band: Band) -> Tone {
    match band {
        Band::Solid => Tone::Ok,
        Band::Sound => Tone::Info,
        Band::Fragile => Tone::Warn,
        Band::Brittle => Tone::Fragile,
        Band::Critical => Tone::Danger,
    }
}

pub(crate) fn severity_look(severity: Severity) -> (Tone, &'static str) {
    match severity {
        Severity::Error => (Tone::Danger, "✗"),
        Severity::Warning => (Tone::Warn, "▲"),
        Severity::Note => (Tone::Info, "●"),
    }
}

pub(crate) fn class_tone(class: MethodClass) -> Tone {
    match class {
        MethodClass::Connected => Tone::Connected,
        MethodClass::Scheduled => Tone::Scheduled,
        MethodClass::Manual => Tone::Manual,
        MethodClass::Unknown => Tone::Missing,
    }
}

/// The line style of a class of methods, as on the map.
pub(crate) fn class_look(class: MethodClass) -> &'static str {
    match class {
        MethodClass::Connected => "─",
        MethodClass::Scheduled => "╌",
        MethodClass::Manual => "·",
        MethodClass::Unknown => "?",
    }
}

/// A pane with what is known of a thing, for views that keep an inspector among their panes.
pub(crate) fn pane(model: &Model, target: Option<&Target>) -> Pane {
    match target {
        Some(target) => Pane::new(target.name(), describe(model, target)),
        None => Pane::new("Nothing selected", Vec::new()),
    }
}
