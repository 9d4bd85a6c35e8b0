//! What a view says, as plain data: rows of toned pieces. Screen, plain mode and tests all read the same.

use super::target::Target;
use crate::text::width;

/// What a text means; the theme decides how that looks.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Tone {
    Text,
    Muted,
    Accent,
    Title,
    Border,
    BorderFocus,
    Selection,
    Match,
    Ok,
    Info,
    Warn,
    Danger,
    Added,
    Removed,
    Changed,
    Fragile,
    Missing,
    Upstream,
    Downstream,
    Connected,
    Scheduled,
    Manual,
    /// Title bar and footer.
    Bar,
}

/// A stretch of text of one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) tone: Tone,
}

impl Piece {
    pub(crate) fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { text: text.into(), tone }
    }
}

/// What a column sorts by.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(crate) enum SortKey {
    /// Unknown: after everything else, in either direction.
    Unknown,
    Number(f64),
    Text(String),
}

/// One cell of a row; a row of a pane without columns has one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) sort: SortKey,
}

impl Cell {
    pub(crate) fn text(tone: Tone, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { sort: SortKey::Text(text.to_lowercase()), pieces: vec![Piece { text, tone }] }
    }

    pub(crate) fn number(tone: Tone, text: impl Into<String>, number: Option<f64>) -> Self {
        Self {
            pieces: vec![Piece::new(tone, text)],
            sort: number.map_or(SortKey::Unknown, SortKey::Number),
        }
    }

    pub(crate) fn and(mut self, tone: Tone, text: impl Into<String>) -> Self {
        self.pieces.push(Piece::new(tone, text));
        self
    }
}

/// One line of a pane. It can be selected when it stands for something.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    /// Set against the right edge; only in panes without columns.
    pub(crate) right: Vec<Piece>,
    pub(crate) target: Option<Target>,
    /// It stands above rows of its own, up to the next such: a filter keeps it with any of them.
    pub(crate) is_heading: bool,
    /// What stands in its place where it does not fit on one line.
    pub(crate) narrow: Option<Vec<Self>>,
    /// In a list it takes further lines where it does not fit on one; they are set in by so many cells.
    pub(crate) hang: Option<usize>,
}

impl Row {
    /// A line of running text; further pieces follow with [`Row::and`].
    pub(crate) fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { cells: vec![Cell::text(tone, text)], ..Self::default() }
    }

    pub(crate) fn cells(cells: Vec<Cell>) -> Self {
        Self { cells, ..Self::default() }
    }

    pub(crate) fn and(mut self, tone: Tone, text: impl Into<String>) -> Self {
        if let Some(cell) = self.cells.last_mut() {
            cell.pieces.push(Piece::new(tone, text));
        }
        self
    }

    pub(crate) fn right(mut self, tone: Tone, text: impl Into<String>) -> Self {
        self.right.push(Piece::new(tone, text));
        self
    }

    pub(crate) fn on(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    pub(crate) fn heading(mut self) -> Self {
        self.is_heading = true;
        self
    }

    /// It may take further lines in a list, which are set in by so many cells.
    pub(crate) fn hang(mut self, cells: usize) -> Self {
        self.hang = Some(cells);
        self
    }

    /// What stands in its place where it does not fit on one line.
    pub(crate) fn or(mut self, narrow: Vec<Self>) -> Self {
        self.narrow = Some(narrow);
        self
    }

    /// Something that can be selected and is counted.
    pub(crate) fn is_item(&self) -> bool {
        self.target.is_some() && !self.is_heading
    }

    /// Everything that is written in it, for filters and plain output.
    pub(crate) fn plain(&self) -> String {
        let mut out = String::new();
        for cell in &self.cells {
            if !out.is_empty() {
                out.push_str("  ");
            }
            out.extend(cell.pieces.iter().map(|it| it.text.as_str()));
        }
        if !self.right.is_empty() {
            out.push_str("  ");
            out.extend(self.right.iter().map(|it| it.text.as_str()));
        }
        out
    }
}

/// How wide a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    Cells(u16),
    /// A part of what is left, by weight.
    Share(u16),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) title: &'static str,
    pub(crate) width: Width,
    pub(crate) align: Align,
    /// Columns with the highest number go first when room is short; 0 never goes.
    pub(crate) dispensable: u8,
}

/// A box of rows with its own selection and scroll.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pane {
    pub(crate) title: String,
    /// Set into the right of the title.
    pub(crate) note: String,
    /// Empty: rows are running text.
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
    /// What stands in it when there are no rows.
    pub(crate) empty: &'static str,
    /// Items before filtering.
    pub(crate) total: usize,
}

impl Pane {
    pub(crate) fn new(title: impl Into<String>, rows: Vec<Row>) -> Self {
        let total = rows.iter().filter(|it| it.is_item()).count();
        Self { title: title.into(), rows, total, ..Self::default() }
    }

    pub(crate) fn empty(mut self, text: &'static str) -> Self {
        self.empty = text;
        self
    }

    pub(crate) fn note(mut self, text: impl Into<String>) -> Self {
        self.note = text.into();
        self
    }

    pub(crate) fn columns(mut self, columns: &[Column]) -> Self {
        self.columns = columns.to_vec();
        self
    }

    /// Positions of the rows that can be selected.
    pub(crate) fn selectable(&self) -> Vec<usize> {
        self.rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.target.is_some())
            .map(|(index, _)| index)
            .collect()
    }

    /// Rows that count as something, headings left out.
    pub(crate) fn items(&self) -> usize {
        self.rows.iter().filter(|it| it.is_item()).count()
    }

    pub(crate) fn has_targets(&self) -> bool {
        self.rows.iter().any(|it| it.target.is_some())
    }

    /// The pane as lines of text.
    pub(crate) fn plain(&self) -> String {
        let mut out = format!("{}\n", self.title);
        for row in &self.rows {
            out.push_str("  ");
            out.push_str(row.plain().trim_end());
            out.push('\n');
        }
        if self.rows.is_empty() && !self.empty.is_empty() {
            out.push_str("  ");
            out.push_str(self.empty);
            out.push('\n');
        }
        out
    }
}

/// A bar of `cells` cells, filled in eighths, for a part of a whole.
pub(crate) fn bar(part: f64, whole: f64, cells: u16) -> (String, String) {
    /// Left-aligned blocks, an eighth more each.
    const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];
    let share = if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 };
    let wanted = (share * f64::from(cells) * 8.0).round();
    let mut full = String::new();
    let mut filled = 0.0;
    while filled + 8.0 <= wanted {
        full.push('█');
        filled += 8.0;
    }
    let rest = wanted - filled;
    for (eighth, glyph) in (1_u8..).zip(EIGHTHS) {
        if (rest - f64::from(eighth)).abs() < 0.5 {
            full.push(glyph);
        }
    }
    let empty = usize::from(cells).saturating_sub(width(&full));
    (full, "·".repeat(empty))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_fill_in_eighths_and_keep_their_length() {
        assert_eq!(bar(1.0, 2.0, 4), ("██".to_owned(), "··".to_owned()));
        assert_eq!(bar(1.0, 8.0, 1).0, "▏");
        assert_eq!(bar(9.0, 8.0, 3).0, "███");
        assert_eq!(bar(1.0, 0.0, 3), (String::new(), "···".to_owned()));
    }

    #[test]
    fn rows_read_as_text() {
        let row = Row::new(Tone::Text, "a").and(Tone::Muted, " b").right(Tone::Ok, "12");
        assert_eq!(row.plain(), "a b  12");
    }
}
