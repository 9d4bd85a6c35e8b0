//! What flows in the selected cell, and what the two tools have to do with each other.

use ratatui::layout::Rect;

use super::{Table, map};
use crate::analysis::Analysis;
use crate::stack::IntegrationId;
use crate::text::plural;
use crate::tui::canvas::Canvas;
use crate::tui::detail::{self, band_tone, blank, class_tone};
use crate::tui::rows::{Row, Tone};
use crate::tui::target::Target;

pub(super) fn paint(canvas: &mut Canvas<'_>, area: Rect, table: &Table, at: (usize, usize)) {
    let title = if at.0 == at.1 { "Tool" } else { "Flow" };
    let inside = canvas.frame(area, title, "", Tone::Border);
    let Some(analysis) = canvas.model.analysis.as_deref() else { return };
    let mut rows = head(table, at);
    let found = integrations(analysis, table, at);
    match found.as_slice() {
        [] if at.0 == at.1 => {
            let tool = table.target(at.0).map(|it| map::describe(canvas.model, &it));
            rows = tool.unwrap_or_default();
        }
        [] => rows.push(Row::new(Tone::Muted, "nothing flows directly")),
        [only] => rows.extend(map::integration_rows(analysis, *only)),
        several => {
            rows.push(Row::new(Tone::Muted, plural(several.len(), "integration")));
            rows.push(blank());
            rows.extend(several.iter().flat_map(|it| short(analysis, *it)));
        }
    }
    rows.extend(other_way(analysis, table, at));
    let rows = detail::wrap(&rows, inside.width);
    detail::paint_rows(canvas, inside, &rows);
    canvas.click_rows(inside, &rows);
}

/// Who receives and who gives, as a row of the table reads.
fn head(table: &Table, at: (usize, usize)) -> Vec<Row> {
    let name = |row: usize, words: &str, tone: Tone| {
        let row_of = Row::new(tone, format!("{:>3} ", row + 1));
        let named = row_of.and(Tone::Text, table.name(row).to_owned()).right(Tone::Muted, words);
        match table.target(row) {
            Some(target) => named.on(target),
            None => named,
        }
    };
    vec![name(at.1, "gives", Tone::Upstream), name(at.0, "receives", Tone::Downstream), blank()]
}

/// The integrations of a cell, each once; those that only a scenario has are told on the map.
fn integrations(analysis: &Analysis, table: &Table, at: (usize, usize)) -> Vec<IntegrationId> {
    let edges = table.cells.get(&at).map(Vec::as_slice).unwrap_or_default();
    let lines = edges.iter().filter_map(|it| table.scene.drawing.lines.get(*it));
    let mut found: Vec<IntegrationId> =
        lines.filter_map(|it| analysis.stack.integrations.find(&it.integration)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// One of several: its ends, what moves, how, and how fragile it is.
fn short(analysis: &Analysis, at: IntegrationId) -> Vec<Row> {
    let it = &analysis.stack.integrations[at];
    let target = Target::Integration(it.id.clone());
    let objects: Vec<&str> = it.objects.iter().map(|it| it.object.name.as_str()).collect();
    let mut first = Row::new(Tone::Accent, it.id.to_string()).on(target.clone());
    if let Some(score) = analysis.fragility.get(at.index()) {
        let text = format!("{} {}", score.score, score.band().name());
        first = first.right(band_tone(score.band()), text);
    }
    let method = Row::new(class_tone(it.method.class()), format!("  {}", it.method.words()));
    let mut rows = vec![first, method.on(target)];
    if !objects.is_empty() {
        rows.push(Row::new(Tone::Muted, format!("  {}", objects.join(", "))));
    }
    rows
}

/// What flows against it, for which there is a key.
fn other_way(analysis: &Analysis, table: &Table, (row, column): (usize, usize)) -> Vec<Row> {
    let back = integrations(analysis, table, (column, row)).len();
    if back == 0 || row == column {
        return Vec::new();
    }
    let words = format!("= the other way: {}", plural(back, "integration"));
    vec![blank(), Row::new(Tone::Accent, words)]
}
