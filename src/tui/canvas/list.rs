//! Panes as boxes or as one list: selection, scroll, column heads.

use std::borrow::Cow;

use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation as _;

use super::columns::widths;
use super::wrap::{list_lines, wrap};
use super::{Canvas, Click};
use crate::text::{plural, width};
use crate::tui::filter::Filter;
use crate::tui::model::Order;
use crate::tui::rows::{Align, Cell, Column, Pane, Row, Tone};
use crate::tui::target::Target;

/// Border, two rows, border: less shows nothing.
const BOX_MIN: usize = 4;

impl Canvas<'_> {
    /// Panes above one another: boxes where the room allows, else one list with headings.
    pub(crate) fn stack(&mut self, area: Rect, panes: &[(usize, &Pane)]) {
        let room = usize::from(area.height);
        let wanted: Vec<usize> = panes.iter().map(|(_, it)| it.height(area.width)).collect();
        if panes.is_empty() || room < panes.len() * BOX_MIN {
            self.list(area, panes);
            return;
        }
        let heights = share_out(room, &wanted, BOX_MIN);
        let mut y = area.y;
        for ((index, pane), height) in panes.iter().zip(heights) {
            let height = u16::try_from(height).unwrap_or(u16::MAX);
            self.pane(Rect { y, height, ..area }, *index, pane);
            y = y.saturating_add(height);
        }
    }

    /// One pane in its box.
    pub(crate) fn pane(&mut self, area: Rect, index: usize, pane: &Pane) {
        let focus = self.position.is_some_and(|(at, _)| at == index);
        let border = if focus { Tone::BorderFocus } else { Tone::Border };
        let note = self.note_of(pane);
        let inside = self.frame(area, &pane.title, &note, border);
        let below = self.list_inside(inside, &[(index, pane)], Headings::No);
        self.below(area, below);
    }

    /// "12 of 340" where a filter hides some, else the pane's own note.
    fn note_of(&self, pane: &Pane) -> String {
        if self.model.filter().is_empty() || pane.total == 0 {
            return pane.note.clone();
        }
        format!("{} of {}", pane.items(), pane.total)
    }

    /// Panes as one list with headings.
    pub(crate) fn list(&mut self, area: Rect, panes: &[(usize, &Pane)]) {
        let all: usize = panes.iter().map(|(_, it)| it.height(area.width + 2) - 1).sum();
        if all <= usize::from(area.height) || area.height < 2 {
            self.list_inside(area, panes, Headings::Yes);
            return;
        }
        // The last line says how much there is below, and nothing else stands in it.
        let list = Rect { height: area.height - 1, ..area };
        let below = self.list_inside(list, panes, Headings::Yes);
        if below > 0 {
            let text = format!("▾ {} below", plural(below, "line"));
            let cells = u16::try_from(width(&text)).unwrap_or(u16::MAX);
            let x = (area.x + area.width).saturating_sub(cells + 1);
            self.text((x, area.y + area.height - 1), cells, Tone::Muted, &text);
        }
    }

    /// Returns how many lines lie below.
    fn list_inside(&mut self, area: Rect, panes: &[(usize, &Pane)], headings: Headings) -> usize {
        let Some((first, _)) = panes.first() else { return 0 };
        let key = (self.model.view().id, *first);
        let lines = lines(panes, headings, area.width);
        let position = self.position;
        let is_selected = |line: &ListLine<'_>| match line {
            ListLine::Row { pane, index, .. } => position == Some((*pane, *index)),
            ListLine::Heading(_) | ListLine::Columns(..) | ListLine::Empty(_) => false,
        };
        // A table's head stays where it is while its rows scroll.
        let fixed = usize::from(matches!(lines.first(), Some(ListLine::Columns(..))));
        let height = usize::from(area.height).saturating_sub(fixed);
        let selected = lines.iter().position(is_selected).zip(lines.iter().rposition(is_selected));
        let selected =
            selected.map(|(top, bottom)| (top.saturating_sub(fixed), bottom.saturating_sub(fixed)));
        let offset = self.offset_of(key, selected, height, lines.len() - fixed);
        self.hits.wheels.push((area, key));
        let shown = lines.iter().take(fixed).chain(lines.iter().skip(fixed + offset).take(height));
        for (y, line) in (area.y..).zip(shown) {
            if y >= area.y.saturating_add(area.height) {
                break;
            }
            let row_area = Rect { y, height: 1, ..area };
            self.list_line(row_area, line, position);
        }
        (lines.len() - fixed).saturating_sub(offset + height)
    }

    fn list_line(&mut self, area: Rect, line: &ListLine<'_>, at: Option<(usize, usize)>) {
        match line {
            ListLine::Heading(pane) => {
                let end = self.text((area.x, area.y), area.width, Tone::Title, &pane.title);
                let note = self.note_of(pane);
                let room = (area.x + area.width).saturating_sub(end + 2);
                self.text((end + 2, area.y), room, Tone::Muted, &note);
            }
            ListLine::Columns(index, pane) => self.head(area, *index, pane),
            ListLine::Empty(row) => self.row(area, &[], row),
            ListLine::Row { pane, columns, index, target, row } => {
                self.row(area, columns, row);
                if let Some(target) = target {
                    let click = Click::Select { pane: *pane, target: (*target).clone() };
                    self.click(area, click);
                }
                if at == Some((*pane, *index)) {
                    self.fill(area, Tone::Selection);
                }
            }
        }
    }

    fn head(&mut self, area: Rect, index: usize, pane: &Pane) {
        let sort = self.model.sorts.get(&(self.model.view().id, index)).copied();
        let widths = widths(&pane.columns, area.width.saturating_sub(1));
        let mut x = area.x + 1;
        for (at, (column, cells)) in pane.columns.iter().zip(widths).enumerate() {
            if cells == 0 {
                continue;
            }
            let arrow = match sort.filter(|it| it.column == at).map(|it| it.order) {
                Some(Order::Rising) => " ▲",
                Some(Order::Falling) => " ▼",
                None => "",
            };
            let title = format!("{}{arrow}", column.title);
            let pad = match column.align {
                Align::Left => 0,
                Align::Right => cells.saturating_sub(u16::try_from(width(&title)).unwrap_or(0)),
            };
            self.text((x + pad, area.y), cells - pad.min(cells), Tone::Muted, &title);
            let head = Rect { x, width: cells, ..area };
            self.click(head, Click::Sort { pane: index, column: at });
            x += cells + 1;
        }
    }

    /// One row; text has a cell of air on its left.
    pub(crate) fn row(&mut self, area: Rect, columns: &[Column], row: &Row) {
        let room = area.width.saturating_sub(1);
        let start = area.x + 1;
        if columns.is_empty() {
            let right_cells: usize = row.right.iter().map(|it| width(&it.text)).sum();
            let right_cells = u16::try_from(right_cells).unwrap_or(u16::MAX);
            let keeps_right = right_cells > 0 && right_cells + 8 < room;
            let left_room = if keeps_right { room - right_cells - 2 } else { room };
            let pieces = row.cells.first().map(|it| it.pieces.as_slice()).unwrap_or_default();
            self.pieces((start, area.y), left_room, pieces);
            if keeps_right {
                let x = area.x + area.width - right_cells - 1;
                self.pieces((x, area.y), right_cells, &row.right);
            }
        } else {
            let mut x = start;
            let widths = widths(columns, room);
            for ((column, cells), cell) in columns.iter().zip(widths).zip(&row.cells) {
                if cells > 0 {
                    self.cell((x, area.y), cells, *column, cell);
                    x += cells + 1;
                }
            }
        }
        self.highlight(area);
    }

    fn cell(&mut self, at: (u16, u16), cells: u16, column: Column, cell: &Cell) {
        let (x, y) = at;
        let taken: usize = cell.pieces.iter().map(|it| width(&it.text)).sum();
        let pad = match column.align {
            Align::Left => 0,
            Align::Right => cells.saturating_sub(u16::try_from(taken).unwrap_or(u16::MAX)),
        };
        self.pieces((x + pad, y), cells - pad, &cell.pieces);
    }

    /// Lights up what the filter found in a painted line.
    fn highlight(&mut self, area: Rect) {
        if self.model.filter().is_empty() {
            return;
        }
        let filter = Filter::parse(self.model.filter());
        let area = area.intersection(self.buffer.area);
        if area.is_empty() {
            return;
        }
        let xs: Vec<u16> = (area.x..area.x.saturating_add(area.width)).collect();
        let symbols: Vec<String> =
            xs.iter().map(|x| self.buffer[(*x, area.y)].symbol().to_lowercase()).collect();
        for word in filter.words().filter(|it| !it.is_empty()) {
            let word = word.to_lowercase();
            let wanted: Vec<&str> = word.graphemes(true).collect();
            for (start, window) in symbols.windows(wanted.len()).enumerate() {
                if window.iter().zip(&wanted).all(|(cell, want)| cell == want) {
                    let x = area.x + u16::try_from(start).unwrap_or(0);
                    let cells = u16::try_from(wanted.len()).unwrap_or(0);
                    let lit = Rect { x, width: cells, ..area };
                    self.buffer.set_style(lit, self.theme.style(Tone::Match));
                }
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Headings {
    Yes,
    No,
}

enum ListLine<'a> {
    Heading(&'a Pane),
    Columns(usize, &'a Pane),
    /// One of the lines of a row.
    Row {
        pane: usize,
        columns: &'a [Column],
        index: usize,
        target: Option<&'a Target>,
        row: Cow<'a, Row>,
    },
    /// What stands where there are no rows.
    Empty(Row),
}

/// All lines of the panes in a list of that width.
fn lines<'a>(panes: &[(usize, &'a Pane)], headings: Headings, cells: u16) -> Vec<ListLine<'a>> {
    let mut lines: Vec<ListLine<'a>> = Vec::new();
    for (at, pane) in panes {
        if headings == Headings::Yes {
            lines.push(ListLine::Heading(pane));
        }
        if pane.has_head() && !pane.rows.is_empty() {
            lines.push(ListLine::Columns(*at, pane));
        }
        for (index, row) in pane.rows.iter().enumerate() {
            let target = row.target.as_ref();
            let columns = pane.columns.as_slice();
            let line = |row: Cow<'a, Row>| ListLine::Row { pane: *at, columns, index, target, row };
            if row.hang.is_none() {
                lines.push(line(Cow::Borrowed(row)));
            } else {
                lines.extend(list_lines(row, cells).into_iter().map(Cow::Owned).map(line));
            }
        }
        let said =
            if pane.total > 0 { "Nothing matches; Esc drops the filter." } else { pane.empty };
        if pane.rows.is_empty() && !said.is_empty() {
            let rows = wrap(&[Row::new(Tone::Muted, said)], cells);
            lines.extend(rows.into_iter().map(ListLine::Empty));
        }
    }
    lines
}

impl Pane {
    /// Some column has a name.
    fn has_head(&self) -> bool {
        self.columns.iter().any(|it| !it.title.is_empty())
    }

    /// Lines that it would like in a box of that width, with its border.
    fn height(&self, cells: u16) -> usize {
        let head = usize::from(self.has_head());
        let inside = cells.saturating_sub(2);
        let rows = self.rows.iter().map(|it| match it.hang {
            Some(_) => list_lines(it, inside).len(),
            None => 1,
        });
        let said = wrap(&[Row::new(Tone::Muted, self.empty)], inside).len();
        rows.sum::<usize>().max(if self.rows.is_empty() { said } else { 1 }) + head + 2
    }
}

/// Splits the room: everybody the least, then line by line to whoever still wants one; the last takes what is over.
fn share_out(room: usize, wanted: &[usize], least: usize) -> Vec<usize> {
    let mut heights = vec![least; wanted.len()];
    let mut left = room.saturating_sub(least * wanted.len());
    while left > 0 {
        let mut gave = false;
        for (height, wanted) in heights.iter_mut().zip(wanted) {
            if left > 0 && *height < *wanted {
                *height += 1;
                left -= 1;
                gave = true;
            }
        }
        if !gave {
            if let Some(last) = heights.last_mut() {
                *last += left;
            }
            break;
        }
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_goes_to_those_who_want_it() {
        assert_eq!(share_out(20, &[5, 30], 4), [5, 15]);
        assert_eq!(share_out(20, &[5, 5], 4), [5, 15]);
        assert_eq!(share_out(8, &[9, 9], 4), [4, 4]);
    }
}
