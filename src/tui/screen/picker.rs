//! A list to choose from: what is typed, the items, and what of the chosen one does not fit on its line.

use ratatui::layout::Rect;

use super::{middle, text_line};
use crate::text::width;
use crate::tui::app::PICKER;
use crate::tui::canvas::{Canvas, Click, wrap};
use crate::tui::overlays::{Item, Picker, PickerKind};
use crate::tui::rows::{Row, Tone};

/// Items that are shown at once where there is room.
const ITEMS_MAX: u16 = 24;
/// Lines around a problem.
const EXCERPT: u16 = 7;
/// Lines for what of an item does not fit on its own.
const WHOLE: u16 = 2;

pub(super) fn paint(canvas: &mut Canvas<'_>, area: Rect, picker: &Picker) {
    let items = picker.items(canvas.model);
    let len = u16::try_from(items.len()).unwrap_or(u16::MAX);
    let excerpt = if picker.kind == PickerKind::Problems { EXCERPT } else { 0 };
    let columns = match picker.kind {
        PickerKind::Themes | PickerKind::Quit | PickerKind::Scenarios | PickerKind::Overwrite => 56,
        PickerKind::Write | PickerKind::Lapse => 80,
        PickerKind::Catalogue => 92,
        PickerKind::Help | PickerKind::Palette | PickerKind::Problems | PickerKind::Log => 100,
    };
    let cells = columns.min(area.width.saturating_sub(2)).saturating_sub(2);
    let whole = if items.iter().any(|it| is_cut(&it.row, cells)) { WHOLE } else { 0 };
    let rows = len.clamp(1, ITEMS_MAX) + 2 + u16::from(picker.is_typed()) + excerpt + whole;
    let mut inside = canvas.popup(middle(area, columns, rows), picker.title());
    if picker.is_typed() && inside.height > 1 {
        text_line(canvas, Rect { height: 1, ..inside }, Tone::Accent, " ❯ ", &picker.input);
        inside = Rect { y: inside.y + 1, height: inside.height - 1, ..inside };
    }
    let list = Rect { height: inside.height.saturating_sub(excerpt + whole).max(1), ..inside };
    paint_items(canvas, (inside, list), &items, picker);
    let mut below = Rect { y: list.y + list.height, height: whole, ..inside }.intersection(inside);
    if let Some(item) = items.get(picker.at) {
        for (y, row) in (below.y..below.bottom()).zip(&whole_of(&item.row, cells)) {
            canvas.row(Rect { y, height: 1, ..below }, &[], row);
        }
    }
    below = Rect { y: below.bottom(), height: excerpt, ..below }.intersection(inside);
    if below.height > 0 {
        problem_excerpt(canvas, below, picker.at);
    }
}

fn paint_items(
    canvas: &mut Canvas<'_>,
    (inside, list): (Rect, Rect),
    items: &[Item],
    picker: &Picker,
) {
    let key = (canvas.model.view().id, PICKER);
    let height = usize::from(list.height);
    let offset = (picker.at + 1).saturating_sub(height);
    canvas.hits.wheels.push((inside, key));
    for ((index, item), y) in items.iter().enumerate().skip(offset).take(height).zip(list.y..) {
        let line = Rect { y, height: 1, ..list };
        canvas.row(line, &[], &item.row);
        canvas.click(line, Click::Choice(index));
        if index == picker.at {
            canvas.fill(line, Tone::Selection);
        }
    }
    if items.is_empty() {
        let text = if picker.is_typed() { "nothing matches" } else { "nothing here" };
        canvas.text((list.x + 1, list.y), list.width, Tone::Muted, text);
    }
}

fn is_cut(row: &Row, cells: u16) -> bool {
    let pieces = row.cells.iter().flat_map(|it| &it.pieces);
    let taken: usize = pieces.map(|it| width(&it.text)).sum();
    let right: usize = row.right.iter().map(|it| width(&it.text)).sum();
    let gap = if right > 0 { right + 2 } else { 0 };
    taken + gap + 1 > usize::from(cells)
}

/// The longest part of an item that does not fit on its line, with as much room as there is.
fn whole_of(row: &Row, cells: u16) -> Vec<Row> {
    if !is_cut(row, cells) {
        return Vec::new();
    }
    let pieces = row.cells.iter().flat_map(|it| &it.pieces);
    let longest = pieces.max_by_key(|it| width(&it.text));
    let row = longest.map(|it| Row::new(Tone::Text, it.text.trim()));
    wrap(&row.into_iter().collect::<Vec<Row>>(), cells)
}

/// The lines around a problem, with the place marked.
fn problem_excerpt(canvas: &mut Canvas<'_>, area: Rect, at: usize) {
    let model = canvas.model;
    let Some((problems, sources)) = model.problems() else { return };
    let Some(problem) = problems.get(at) else { return };
    let Some(source) = sources.get(problem.span.file) else { return };
    let (line, column) = source.line_column(problem.span.start);
    let first = line.saturating_sub(2).max(1);
    let mut y = area.y + 1;
    let lines = source.text.lines().skip(usize::try_from(first - 1).unwrap_or(0));
    for (number, text) in (first..).zip(lines).take(4) {
        if y >= area.y + area.height {
            return;
        }
        let tone = if number == line { Tone::Text } else { Tone::Muted };
        let row =
            Row::new(Tone::Muted, format!("{number:>4} │ ")).and(tone, crate::text::clean(text));
        canvas.row(Rect { y, height: 1, ..area }, &[], &row);
        y += 1;
        if number == line && y < area.y + area.height {
            let before = usize::try_from(column.saturating_sub(1)).unwrap_or(0);
            let shown: String = text.chars().take(before).collect();
            let marked = sources.text(problem.span).and_then(|it| it.lines().next());
            let carets = marked.map_or(1, width).clamp(1, 60);
            let row = Row::new(Tone::Muted, "     │ ")
                .and(Tone::Danger, " ".repeat(width(&crate::text::clean(&shown))))
                .and(Tone::Danger, "^".repeat(carets))
                .and(Tone::Warn, format!(" {}", problem.label));
            canvas.row(Rect { y, height: 1, ..area }, &[], &row);
            y += 1;
        }
    }
    if let Some(help) = &problem.help {
        let row = Row::new(Tone::Ok, "help ").and(Tone::Text, help.clone());
        canvas.row(Rect { y: y.min(area.y + area.height - 1), height: 1, ..area }, &[], &row);
    }
}
