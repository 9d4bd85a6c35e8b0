//! The inspector: everything that is known of one thing, as rows.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::explain;
use super::model::Model;
use super::rows::{Pane, Row, Tone};
use super::target::Target;
use crate::analysis::Analysis;
use crate::diag::Severity;
use crate::fragility::Band;
use crate::stack::{Integration, MethodClass, OwnerRef, Ref, Tool};
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
    paint_rows(canvas, inside, &wrap(&rows, inside.width));
}

/// Rows that scroll by themselves.
pub(crate) fn paint_rows(canvas: &mut Canvas<'_>, area: Rect, rows: &[Row]) {
    let key = (canvas.model.view().id, DETAIL);
    let offset = canvas.offset(key, None, usize::from(area.height), rows.len());
    canvas.hits.wheels.push((area, key));
    for (y, row) in (area.y..area.y.saturating_add(area.height)).zip(rows.iter().skip(offset)) {
        canvas.row(Rect { y, height: 1, ..area }, &[], row);
    }
}

/// Breaks rows of one cell that are too long, at spaces, so that nothing of a reason is lost.
pub(crate) fn wrap(rows: &[Row], cells: u16) -> Vec<Row> {
    let room = usize::from(cells.saturating_sub(2)).max(8);
    let mut out = Vec::new();
    for row in rows {
        let text = row.plain();
        let pieces = row.cells.first().map(|it| it.pieces.as_slice()).unwrap_or_default();
        if crate::text::width(&text) <= room || !row.right.is_empty() || row.cells.len() > 1 {
            out.push(row.clone());
            continue;
        }
        let mut line = Row::new(Tone::Text, "");
        let mut used = 0;
        for piece in pieces {
            for word in piece.text.split_inclusive(' ') {
                let wide = crate::text::width(word.trim_end());
                if used > 0 && used + wide > room {
                    out.push(std::mem::replace(&mut line, Row::new(Tone::Text, "    ")));
                    used = 4;
                }
                line = line.and(piece.tone, word);
                used += crate::text::width(word);
            }
        }
        out.push(line);
    }
    out
}

/// What there is to say about a thing.
pub(crate) fn describe(model: &Model, target: &Target) -> Vec<Row> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    let mut rows = match target {
        Target::Tool(id) => analysis
            .stack
            .tools
            .find(id)
            .map(|it| tool(analysis, &analysis.stack.tools[it]))
            .unwrap_or_default(),
        Target::Integration(id) => analysis
            .stack
            .integrations
            .find(id)
            .map(|it| integration(analysis, it.index(), &analysis.stack.integrations[it]))
            .unwrap_or_default(),
        Target::Finding(key) => explain::finding(model, key),
        Target::Journey(id) => journey(analysis, id),
        Target::Stage(id, at) => explain::stage(model, id, *at),
        Target::Element(element) => {
            vec![fact("kind", element.kind.words()), fact("id", &element.id)]
        }
        Target::Edit(index) => explain::edit(model, *index),
        Target::Query { view, query } => {
            vec![Row::new(Tone::Text, format!("Enter opens {view}, filtered by {query}"))]
        }
        Target::Line(name) => explain::line(model, name),
    };
    rows.extend(concerning(analysis, target));
    if let Some(place) = model.place_of(target) {
        rows.push(blank());
        let place = Row::new(Tone::Muted, format!("{}:{}", place.path, place.line));
        rows.push(place.and(Tone::Muted, "  press e to open it in the editor"));
    }
    rows
}

fn tool(analysis: &Analysis, tool: &Tool) -> Vec<Row> {
    let stack = &analysis.stack;
    let mut rows = vec![Row::new(Tone::Title, tool.name.to_string())];
    rows.extend(tool.purpose.as_ref().map(|it| Row::new(Tone::Text, it.to_string())));
    rows.push(fact("category", tool.category.name()));
    rows.push(fact("lifecycle", tool.lifecycle.into()));
    rows.push(owner(analysis, "business", tool.business_owner.as_ref()));
    rows.push(owner(analysis, "technical", tool.technical_owner.as_ref()));
    if let Some(annual) = tool.cost.as_ref().and_then(|it| it.annual) {
        rows.push(fact("cost", &format!("{} a year", money(analysis, annual))));
    }
    if let Some(it) = analysis.linchpins.iter().find(|it| stack.tools[it.tool].id == tool.id) {
        let text = format!(
            "its loss breaks {} and degrades {}",
            plural(it.broken, "need"),
            plural(it.degraded, "need")
        );
        rows.push(fact("without it", &text));
    }
    let carried = stack
        .integrations
        .values()
        .filter(|it| it.via.as_ref().is_some_and(|via| via.name == tool.id.as_str()));
    let carried = carried.count();
    if carried > 0 {
        rows.push(fact("carries", &plural(carried, "integration")));
    }
    for (title, arrow, feeds) in [("Fed by", "◂", true), ("Feeds", "▸", false)] {
        rows.push(blank());
        rows.push(Row::new(Tone::Title, title));
        let before = rows.len();
        for (id, it) in stack.integrations.iter() {
            let (here, there) = if feeds { (&it.to, &it.from) } else { (&it.from, &it.to) };
            if here.name == tool.id.as_str() {
                let score = analysis.fragility.get(id.index());
                let mut row = Row::new(class_tone(it.method.class()), format!("{arrow} "))
                    .and(Tone::Text, tool_name(analysis, there))
                    .and(Tone::Muted, format!("  {}", it.method.words()));
                if let Some(score) = score {
                    row = row.right(band_tone(score.band()), score.score.to_string());
                }
                rows.push(row.on(Target::Integration(it.id.clone())));
            }
        }
        if rows.len() == before {
            rows.push(Row::new(Tone::Muted, "nothing"));
        }
    }
    rows
}

fn integration(analysis: &Analysis, index: usize, it: &Integration) -> Vec<Row> {
    let (from, to) = (tool_name(analysis, &it.from), tool_name(analysis, &it.to));
    let title = format!("{from} {} {to}", it.arrow());
    let mut rows = vec![
        Row::new(Tone::Title, title),
        fact("method", it.method.words()).on(Target::Integration(it.id.clone())),
        fact("status", it.status.into()),
    ];
    rows.extend(it.via.as_ref().map(|via| fact("via", &via.name)));
    let objects: Vec<&str> = it.objects.iter().map(|it| it.object.name.as_str()).collect();
    rows.push(
        fact("objects", if objects.is_empty() { "not stated" } else { "" })
            .and(Tone::Text, objects.join(", ")),
    );
    rows.extend(it.frequency.as_ref().map(|every| fact("runs", &every.text)));
    rows.push(owner(analysis, "owner", it.owner.as_ref()));
    rows.push(owner(analysis, "backup", it.backup_owner.as_ref()));
    if let Some(reason) = it.workaround.as_ref().and_then(|it| it.reason.as_ref()) {
        rows.push(fact("workaround", "").and(Tone::Warn, reason.to_string()));
    }
    if let Some(weight) = analysis.weights.get(index) {
        rows.push(fact("impact", &format!("{} of 100: {}", weight.impact, weight.reason)));
        rows.push(fact("priority", weight.priority.name()));
    }
    let Some(score) = analysis.fragility.get(index) else { return rows };
    rows.push(blank());
    let mut head = Row::new(Tone::Title, "Fragility ")
        .and(band_tone(score.band()), format!("{} {}", score.score, score.band().name()));
    if score.low != score.high {
        head =
            head.and(Tone::Muted, format!("  {}–{} with what is unknown", score.low, score.high));
    }
    rows.push(head);
    for point in score.points.iter().filter(|it| it.points > 0 || !it.is_known()) {
        let name: &'static str = point.factor.into();
        let range = if point.is_known() {
            String::new()
        } else {
            format!(" [{}–{}]", point.low, point.high)
        };
        rows.push(
            Row::new(Tone::Fragile, format!("{:>3} ", point.points))
                .and(Tone::Text, pad_end(name, 11))
                .and(Tone::Text, point.reason.clone())
                .and(Tone::Muted, range),
        );
        rows.extend(
            point
                .fix
                .as_ref()
                .map(|fix| Row::new(Tone::Muted, "    → ").and(Tone::Ok, fix.clone())),
        );
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
    for (index, stage) in journey.stages.iter().enumerate() {
        let name = stage.name.as_ref().unwrap_or(&stage.id);
        let tool = stage.tool.as_ref().map_or("", |it| it.name.as_str());
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

/// The findings about a thing.
fn concerning(analysis: &Analysis, target: &Target) -> Vec<Row> {
    let of_it = analysis.findings.iter().filter(|finding| {
        let elements = finding.element.iter().chain(&finding.related);
        elements.map(Target::of_element).any(|it| it == *target)
    });
    let mut rows: Vec<Row> = of_it
        .map(|it| {
            let (tone, glyph) = severity_look(it.severity);
            Row::new(tone, format!("{glyph} ")).and(Tone::Text, it.message.clone())
        })
        .collect();
    if !rows.is_empty() {
        rows.insert(0, Row::new(Tone::Title, plural(rows.len(), "finding")));
        rows.insert(0, blank());
    }
    rows
}

/// "name       value".
pub(crate) fn fact(name: &str, value: &str) -> Row {
    Row::new(Tone::Muted, pad_end(name, 12)).and(Tone::Text, value)
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
    match owner {
        Some(owner) => fact(name, analysis.stack.party_name(owner)),
        None => fact(name, "").and(Tone::Missing, "nobody stated"),
    }
}

/// Whole units of the company's currency, with the thousands set apart.
pub(crate) fn money(analysis: &Analysis, amount: f64) -> String {
    let digits = format!("{:.0}", amount.abs());
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if amount < 0.0 { "-" } else { "" };
    let currency = analysis.stack.company.currency.as_deref().unwrap_or("");
    format!("{currency} {sign}{grouped}").trim_start().to_owned()
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

/// A pane with what is known of a thing, for views that keep an inspector among their panes.
pub(crate) fn pane(model: &Model, target: Option<&Target>) -> Pane {
    match target {
        Some(target) => Pane::new(target.name(), describe(model, target)),
        None => Pane::new("Nothing selected", Vec::new()),
    }
}
