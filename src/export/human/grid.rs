//! Columns that stand under each other.

use super::page::{Page, seen_width};
use crate::text::{fit, width};

/// Between two columns.
pub(super) const GAP: usize = 2;

/// The narrowest that the last column is cut to.
pub(super) const LAST_MIN: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// Whether the last column is cut to the width of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    ToPage,
    Never,
}

/// Writes rows of cells; each column is as wide as its widest cell. Cells may hold tints.
pub(super) fn write(
    page: &mut Page,
    indent: &str,
    align: &[Align],
    rows: &[Vec<String>],
    fits: Fit,
) {
    let columns = align.len();
    let mut widths = vec![0; columns];
    for row in rows {
        for (wide, cell) in widths.iter_mut().zip(row) {
            *wide = (*wide).max(seen_width(cell));
        }
    }
    let before: usize = widths.iter().take(columns.saturating_sub(1)).map(|it| it + GAP).sum();
    let room = page.look.width.saturating_sub(before + width(indent)).max(LAST_MIN);
    for row in rows {
        let mut line = indent.to_owned();
        for (index, cell) in row.iter().enumerate() {
            let is_last = index + 1 == columns;
            let cell = if is_last && fits == Fit::ToPage { fit(cell, room) } else { cell.clone() };
            let wide = widths.get(index).copied().unwrap_or(0);
            let fill = " ".repeat(wide.saturating_sub(seen_width(&cell)));
            match align.get(index) {
                Some(Align::Right) => {
                    line.push_str(&fill);
                    line.push_str(&cell);
                }
                Some(Align::Left) | None => {
                    line.push_str(&cell);
                    line.push_str(&fill);
                }
            }
            line.push_str(&" ".repeat(GAP));
        }
        page.line(&line);
    }
}
