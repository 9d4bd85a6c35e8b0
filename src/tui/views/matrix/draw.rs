//! The table itself, with headers that stay, and the selected cell in words.

use ratatui::layout::{Constraint, Layout, Rect};

use super::{ID, Table, inspector, map};
use crate::analysis::Analysis;
use crate::stack::MethodClass;
use crate::text::{fit, width};
use crate::tui::canvas::{Canvas, Click};
use crate::tui::detail::{band_tone, class_tone};
use crate::tui::rows::{Pane, Piece, Tone};
use crate::tui::target::Target;

/// The two scrolls of the table.
const VERTICAL: (&str, usize) = (ID, 0);
const SIDEWAYS: (&str, usize) = (ID, 1);
/// A name's room at most.
const NAME_MAX: usize = 24;
/// Lines above the table: what is shown, the columns' numbers without their last digit, and that digit.
const ABOVE: u16 = 3;
/// Lines below it: the selected cell in words, and the legend.
const BELOW: u16 = 2;

pub(super) fn paint(canvas: &mut Canvas<'_>, area: Rect, panes: &[Pane]) {
    let Some(table) = Table::of(canvas.model) else {
        canvas.text((area.x + 1, area.y), area.width, Tone::Muted, "laying out …");
        return;
    };
    let mut left = area;
    if map::has_inspector_beside(area.width, canvas.model.shows_preview) {
        let widths = [Constraint::Min(0), Constraint::Length(map::inspector_width(area.width))];
        let [table_area, beside] = Layout::horizontal(widths).areas(area);
        left = table_area;
        inspector::paint(canvas, beside, &table, table.position(canvas.model));
    }
    grid(canvas, left, &table, panes);
}

fn grid(canvas: &mut Canvas<'_>, area: Rect, table: &Table, panes: &[Pane]) {
    let count = table.order.len();
    let names = (0..count).map(|it| width(table.name(it))).max().unwrap_or(0).min(NAME_MAX);
    let head = u16::try_from(names + number(count).len() + 2).unwrap_or(0);
    if area.height < ABOVE + BELOW + 2 || area.width < head + 4 * table.cell_width() || count == 0 {
        canvas.text((area.x + 1, area.y), area.width, Tone::Muted, "too narrow for the matrix");
        return;
    }
    let (row, column) = table.position(canvas.model);
    let cell_width = table.cell_width();
    let inside = Rect {
        x: area.x + head + 1,
        y: area.y + ABOVE,
        width: area.width - head - 1,
        height: area.height - ABOVE - BELOW,
    };
    let rows = usize::from(inside.height);
    let columns = usize::from(inside.width / cell_width);
    let first_row = canvas.offset(VERTICAL, Some(row), rows, count);
    let first_column = canvas.offset(SIDEWAYS, Some(column), columns, count);
    canvas.hits.wheels.push((inside, VERTICAL));
    let shown = table.scene.drawing.summary(" · ");
    let explained = format!("{shown} · a row receives from its columns");
    let fits = width(&explained) < usize::from(area.width);
    let summary = if fits { explained } else { shown };
    canvas.text((area.x + 1, area.y), area.width - 1, Tone::Title, &summary);
    let shown = |target: Option<Target>| {
        let filtered = !canvas_filter_is_empty(panes, count);
        let rows = panes.iter().flat_map(|it| &it.rows);
        !filtered
            || target.is_some_and(|it| rows.into_iter().any(|row| row.target.as_ref() == Some(&it)))
    };
    let matching: Vec<bool> = (0..count).map(|it| shown(table.target(it))).collect();
    for (place, at) in (first_column..count).take(columns).enumerate() {
        let x = inside.x + u16::try_from(place).unwrap_or(0) * cell_width;
        let tone = if at == column { Tone::Accent } else { Tone::Muted };
        // One digit below the other, so that neighbours stay apart.
        let number = at + 1;
        if number >= 10 {
            let cells = usize::from(cell_width);
            canvas.text((x, area.y + 1), cell_width, tone, &format!("{:>cells$}", number / 10));
        }
        canvas.text((x + cell_width - 1, area.y + 2), 1, tone, &(number % 10).to_string());
    }
    for (y, at) in (inside.y..inside.bottom()).zip(first_row..count) {
        name(canvas, (area.x, y, head), table, at, (at == row, matching[at]));
        for (place, from) in (first_column..count).take(columns).enumerate() {
            let x = inside.x + u16::try_from(place).unwrap_or(0) * cell_width;
            let is_lit = at == row || from == column;
            let is_match = matching[at] || matching[from];
            cell(canvas, (x, y), table, (at, from), (is_lit, is_match));
            if (at, from) == (row, column) {
                canvas.fill(Rect { x, y, width: cell_width, height: 1 }, Tone::Selection);
            }
        }
    }
    words(canvas, (area.x + 1, inside.bottom()), area.width - 1, table, (row, column));
    legend(canvas, (area.x + 1, inside.bottom() + 1), area.width - 1);
}

/// Nothing is filtered away.
fn canvas_filter_is_empty(panes: &[Pane], count: usize) -> bool {
    panes.iter().map(|it| it.rows.len()).sum::<usize>() >= count
}

fn number(at: usize) -> String {
    at.to_string()
}

fn name(
    canvas: &mut Canvas<'_>,
    (x, y, cells): (u16, u16, u16),
    table: &Table,
    row: usize,
    (is_lit, is_match): (bool, bool),
) {
    let digits = number(table.order.len()).len();
    let tone = match (is_lit, is_match) {
        (true, _) => Tone::Accent,
        (false, true) => Tone::Text,
        (false, false) => Tone::Muted,
    };
    let room = usize::from(cells).saturating_sub(digits + 2);
    let text = fit(table.name(row), room);
    let pieces =
        [Piece::new(Tone::Muted, format!(" {:>digits$} ", row + 1)), Piece::new(tone, text)];
    canvas.pieces((x, y), cells, &pieces);
    if let Some(target) = table.target(row) {
        let area = Rect { x, y, width: cells, height: 1 };
        canvas.click(area, Click::Select { pane: 0, target });
    }
}

/// How a flow is made is a sign, how fragile it is a tone; several are counted.
fn cell(
    canvas: &mut Canvas<'_>,
    (x, y): (u16, u16),
    table: &Table,
    at: (usize, usize),
    (is_lit, is_match): (bool, bool),
) {
    let edges = table.cells.get(&at).map(Vec::as_slice).unwrap_or_default();
    let cell_width = table.cell_width();
    let last = x + cell_width - 1;
    if edges.is_empty() {
        let (tone, glyph) = match (at.0 == at.1, is_lit) {
            (true, true) => (Tone::Accent, "╲"),
            (true, false) => (Tone::Border, "╲"),
            (false, true) => (Tone::Accent, "·"),
            (false, false) => return,
        };
        canvas.text((last, y), 1, tone, glyph);
        return;
    }
    let Some(analysis) = canvas.model.analysis.as_deref() else { return };
    let (mark, tone) = mark(analysis, table, edges);
    let glyph = match edges.len() {
        1 => mark.to_owned(),
        2..=99 => edges.len().to_string(),
        _ => "++".to_owned(),
    };
    let start = (last + 1).saturating_sub(u16::try_from(glyph.chars().count()).unwrap_or(1));
    canvas.text((start, y), 2, if is_match { tone } else { Tone::Border }, &glyph);
    if let Some(target) = table.selection(at) {
        let area = Rect { x, y, width: cell_width, height: 1 };
        canvas.click(area, Click::Select { pane: 0, target });
    }
}

/// The sign of the first, and the tone of the most fragile.
fn mark(analysis: &Analysis, table: &Table, edges: &[usize]) -> (&'static str, Tone) {
    let lines = edges.iter().filter_map(|it| table.scene.drawing.lines.get(*it));
    let mut sign = None;
    let mut worst = None;
    for line in lines {
        let Some(id) = analysis.stack.integrations.find(&line.integration) else { continue };
        let class = analysis.stack.integrations[id].method.class();
        sign = sign.or(Some(sign_of(class)));
        worst = worst.max(analysis.fragility.get(id.index()).map(|it| (it.score, it.band())));
    }
    (sign.unwrap_or("+"), worst.map_or(Tone::Added, |it| band_tone(it.1)))
}

fn sign_of(class: MethodClass) -> &'static str {
    match class {
        MethodClass::Connected => "●",
        MethodClass::Scheduled => "○",
        MethodClass::Manual => "△",
        MethodClass::Unknown => "?",
    }
}

/// What flows in the selected cell.
fn words(
    canvas: &mut Canvas<'_>,
    at: (u16, u16),
    cells: u16,
    table: &Table,
    (row, column): (usize, usize),
) {
    let (to, from) = (table.name(row).to_owned(), table.name(column).to_owned());
    let mut pieces = vec![
        Piece::new(Tone::Accent, to),
        Piece::new(Tone::Muted, " ◂ "),
        Piece::new(Tone::Accent, from),
        Piece::new(Tone::Muted, ": "),
    ];
    let edges = table.cells.get(&(row, column)).map(Vec::as_slice).unwrap_or_default();
    let Some(analysis) = canvas.model.analysis.as_deref() else { return };
    for (number, edge) in edges.iter().enumerate() {
        let Some(line) = table.scene.drawing.lines.get(*edge) else { continue };
        let Some(id) = analysis.stack.integrations.find(&line.integration) else { continue };
        let it = &analysis.stack.integrations[id];
        if number > 0 {
            pieces.push(Piece::new(Tone::Muted, " · "));
        }
        let load = table.scene.drawing.input.edges.get(*edge).and_then(|it| it.label.clone());
        pieces.push(Piece::new(Tone::Text, load.map_or_else(String::new, |it| format!("{it}, "))));
        pieces.push(Piece::new(class_tone(it.method.class()), it.method.words()));
        if let Some(score) = analysis.fragility.get(id.index()) {
            let text = format!(" {} {}", score.score, score.band().name());
            pieces.push(Piece::new(band_tone(score.band()), text));
        }
    }
    if edges.is_empty() {
        let text = if row == column { "the same" } else { "nothing flows directly" };
        pieces.push(Piece::new(Tone::Muted, text));
    }
    canvas.pieces(at, cells, &pieces);
}

fn legend(canvas: &mut Canvas<'_>, at: (u16, u16), cells: u16) {
    let classes = [
        (MethodClass::Connected, "connector or API"),
        (MethodClass::Scheduled, "batch or file"),
        (MethodClass::Manual, "by hand"),
    ];
    let mut pieces = Vec::new();
    for (class, words) in classes {
        pieces.push(Piece::new(Tone::Muted, format!("{} {words}   ", sign_of(class))));
    }
    pieces.push(Piece::new(Tone::Muted, "2 several   tone: "));
    for band in <crate::fragility::Band as strum::VariantArray>::VARIANTS {
        pieces.push(Piece::new(band_tone(*band), format!("{} ", band.name())));
    }
    pieces.push(Piece::new(Tone::Muted, "  above ╲: flows back"));
    canvas.pieces(at, cells, &pieces);
}
