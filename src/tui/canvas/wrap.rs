//! Rows that are too long for one line: broken at spaces, so that nothing of a sentence is lost.

use crate::text::width;
use crate::tui::rows::{Piece, Row, Tone};

/// Lines of a row in a list; the inspector beside it has the rest.
const LINES_MAX: usize = 3;

/// How the pieces begin that go to the next line as a whole where they do not fit.
const ASIDE: &str = "  ";

/// Breaks rows of one cell that are too long. What can be selected is their first line.
pub(crate) fn wrap(rows: &[Row], cells: u16) -> Vec<Row> {
    rows.iter().flat_map(|it| lines(it, cells)).collect()
}

/// The lines that a row of a list takes: one, unless it may hang over.
pub(super) fn list_lines(row: &Row, cells: u16) -> Vec<Row> {
    if row.hang.is_none() || row.cells.len() > 1 || fits(row, room(cells)) {
        return vec![row.clone()];
    }
    let mut lines = lines(row, cells);
    if lines.len() > LINES_MAX {
        // The last line is cut where it is painted, with a sign that it is.
        let rest = lines.split_off(LINES_MAX);
        let pieces = rest.into_iter().flat_map(|it| it.cells).flat_map(|it| it.pieces);
        if let Some(cell) = lines.last_mut().and_then(|it| it.cells.last_mut()) {
            cell.pieces.extend(pieces);
        }
    }
    lines
}

fn room(cells: u16) -> usize {
    usize::from(cells.saturating_sub(2)).max(8)
}

fn taken(pieces: &[Piece]) -> usize {
    pieces.iter().map(|it| width(&it.text)).sum()
}

/// Cells for what stands at the right edge, with the gap before it.
fn right_cells(row: &Row) -> usize {
    match taken(&row.right) {
        0 => 0,
        cells => cells + 1,
    }
}

fn pieces(row: &Row) -> &[Piece] {
    row.cells.first().map(|it| it.pieces.as_slice()).unwrap_or_default()
}

fn fits(row: &Row, room: usize) -> bool {
    taken(pieces(row)) + right_cells(row) <= room
}

fn lines(row: &Row, cells: u16) -> Vec<Row> {
    let room = room(cells);
    if row.cells.len() > 1 || fits(row, room) {
        return vec![row.clone()];
    }
    match &row.narrow {
        Some(narrow) => wrap(narrow, cells),
        None => broken_up(row, room),
    }
}

/// The lines of one row.
fn broken_up(row: &Row, room: usize) -> Vec<Row> {
    let pieces = pieces(row);
    let indent = row.hang.unwrap_or_else(|| hanging_indent(pieces)).min(room / 2);
    let right = right_cells(row);
    // Too much for one line with the text: then it has a line of its own.
    let is_below = right > 0 && (right * 2 > room || right + first_word(pieces, indent) > room);
    let beside = if is_below { 0 } else { right };
    let first = Row {
        target: row.target.clone(),
        right: if is_below { Vec::new() } else { row.right.clone() },
        ..Row::new(Tone::Text, "")
    };
    let next = || Row::new(Tone::Text, " ".repeat(indent));
    let mut lines = Vec::new();
    let (mut line, mut used, mut end) = (first, 0, room - beside);
    for piece in pieces {
        let mut text = piece.text.as_str();
        if used > indent && text.starts_with(ASIDE) && used + width(text) > end {
            lines.push(std::mem::replace(&mut line, next()));
            (used, end) = (indent, room);
            text = text.trim_start();
        }
        for word in text.split_inclusive(' ') {
            let wide = width(word.trim_end());
            if used > indent && used + wide > end {
                lines.push(std::mem::replace(&mut line, next()));
                (used, end) = (indent, room);
            }
            line = line.and(piece.tone, word);
            used += width(word);
        }
    }
    lines.push(line);
    if is_below {
        lines.push(Row { right: row.right.clone(), ..next() });
    }
    lines.into_iter().map(trimmed).collect()
}

/// Where the first word ends that could go to the next line.
fn first_word(pieces: &[Piece], indent: usize) -> usize {
    let mut used = 0;
    for word in pieces.iter().flat_map(|it| it.text.split_inclusive(' ')) {
        let wide = width(word.trim_end());
        if used >= indent && wide > 0 {
            return used + wide;
        }
        used += width(word);
    }
    used
}

/// Without the space that it was broken at: painted, it would count as text that does not fit.
fn trimmed(mut line: Row) -> Row {
    let last = line.cells.last_mut().and_then(|it| it.pieces.last_mut());
    if let Some(piece) = last.filter(|it| !it.text.trim().is_empty()) {
        piece.text.truncate(piece.text.trim_end().len());
    }
    line
}

/// Lines after the first stand under the text, beside what names it.
fn hanging_indent(pieces: &[Piece]) -> usize {
    /// Wider beginnings are text themselves.
    const LABEL_MAX: usize = 14;
    let mut label = 0;
    for piece in pieces.iter().take_while(|it| it.text.ends_with(' ')) {
        if label + width(&piece.text) > LABEL_MAX {
            break;
        }
        label += width(&piece.text);
    }
    // A line that is set in stays so.
    let set_in = pieces.first().map_or(0, |it| it.text.len() - it.text.trim_start().len());
    label.max(set_in).max(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(rows: &[Row]) -> Vec<String> {
        rows.iter().map(Row::plain).collect()
    }

    #[test]
    fn long_rows_break_at_spaces_and_hang_under_their_text() {
        let row = Row::new(Tone::Ok, "✗ ").and(Tone::Text, "one two three four five").hang(2);
        assert_eq!(plain(&list_lines(&row, 16)), ["✗ one two", "  three four", "  five"]);
        assert_eq!(list_lines(&row, 40), vec![row.clone()]);
        let still = Row { hang: None, ..row };
        assert_eq!(list_lines(&still, 16), [still], "rows stay on one line unless they say so");
    }

    #[test]
    fn the_right_edge_narrows_the_first_line_only() {
        let row = Row::new(Tone::Text, "one two three four five six seven eight")
            .right(Tone::Muted, "12 h")
            .hang(2);
        let lines = list_lines(&row, 30);
        assert_eq!(plain(&lines), ["one two three four five  12 h", "  six seven eight"]);
        let row = Row::new(Tone::Text, "one two three four").right(Tone::Muted, "1,200 to 5,300");
        let lines = wrap(&[row], 24);
        assert_eq!(plain(&lines), ["one two three four", "    1,200 to 5,300"]);
    }

    #[test]
    fn an_aside_goes_to_the_next_line_as_a_whole() {
        let row = Row::new(Tone::Text, "set an alert").and(Tone::Muted, "  noticed soon").hang(4);
        assert_eq!(plain(&list_lines(&row, 24)), ["set an alert", "    noticed soon"]);
        let narrow = vec![Row::new(Tone::Text, "set an alert")];
        let row = Row { narrow: Some(narrow.clone()), ..row };
        assert_eq!(list_lines(&row, 24), narrow);
    }

    #[test]
    fn a_list_shows_three_lines_of_a_row_at_most() {
        let row = Row::new(Tone::Text, "word ".repeat(30)).hang(2);
        let lines = list_lines(&row, 20);
        assert_eq!(lines.len(), LINES_MAX);
        assert_eq!(plain(&lines).concat().matches("word").count(), 30, "the rest is cut, not lost");
    }
}
