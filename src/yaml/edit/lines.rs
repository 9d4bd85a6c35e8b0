//! Lines of a text: where they begin and end, which are empty, which are comments.

use super::Refusal;

pub(super) struct Lines<'t> {
    text: &'t str,
    /// What ends the lines of this file.
    pub(super) end: &'static str,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Result<Self, Refusal> {
        let bytes = text.as_bytes();
        let is_lone =
            |(at, byte): (usize, &u8)| *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
        if bytes.iter().enumerate().any(is_lone) {
            return Err("its lines end with carriage returns alone");
        }
        let first = text.find('\n');
        let is_crlf = first.is_some_and(|at| text.get(..at).is_some_and(|it| it.ends_with('\r')));
        Ok(Self { text, end: if is_crlf { "\r\n" } else { "\n" } })
    }

    /// The start of the line that an offset is on.
    pub(super) fn start(&self, offset: usize) -> usize {
        self.text.get(..offset).and_then(|it| it.rfind('\n')).map_or(0, |at| at + 1)
    }

    /// The end of that line, before what ends it.
    pub(super) fn end(&self, offset: usize) -> usize {
        let next = self.text.get(offset..).and_then(|it| it.find('\n'));
        let end = next.map_or(self.text.len(), |at| offset + at);
        let has_return = end > 0 && self.text.as_bytes().get(end - 1) == Some(&b'\r');
        if next.is_some() && has_return { end - 1 } else { end }
    }

    /// The start of the line behind it, or the end of the text.
    pub(super) fn next(&self, offset: usize) -> usize {
        let next = self.text.get(offset..).and_then(|it| it.find('\n'));
        next.map_or(self.text.len(), |at| offset + at + 1)
    }

    pub(super) fn column(&self, offset: usize) -> usize {
        self.text.get(self.start(offset)..offset).map_or(0, |it| it.chars().count())
    }

    /// Whether nothing but spaces stands before an offset on its line.
    pub(super) fn begins_at(&self, offset: usize) -> bool {
        self.text.get(self.start(offset)..offset).is_some_and(|it| it.trim().is_empty())
    }

    /// The line that begins at an offset, without its end.
    pub(super) fn at(&self, start: usize) -> &'t str {
        self.text.get(start..self.end(start)).unwrap_or_default()
    }

    pub(super) fn is_blank(&self, start: usize) -> bool {
        start < self.text.len() && self.at(start).trim().is_empty()
    }

    /// The column of a line that holds a comment alone.
    pub(super) fn comment(&self, start: usize) -> Option<usize> {
        let line = self.at(start);
        let text = line.trim_start_matches([' ', '\t']);
        text.starts_with('#').then(|| line.chars().count() - text.chars().count())
    }

    /// Where the comment of a line begins, with the spaces before it, looking from an offset on.
    pub(super) fn trailing_comment(&self, from: usize) -> Option<usize> {
        let rest = self.text.get(from..self.end(from))?;
        let at = rest
            .match_indices('#')
            .map(|(at, _)| at)
            .find(|at| *at == 0 || rest.get(..*at).is_some_and(|it| it.ends_with([' ', '\t'])))?;
        let kept = rest.get(..at).map_or(0, |it| it.trim_end_matches([' ', '\t']).len());
        Some(from + kept)
    }

    /// The start of the comment lines directly above, at the same column, that speak of what begins there.
    pub(super) fn with_comments_above(&self, start: usize, column: usize, floor: usize) -> usize {
        let mut start = start;
        while start > floor {
            let above = self.start(start - 1);
            let is_own = above >= floor
                && self.comment(above) == Some(column)
                && !is_heading(self.at(above));
            if !is_own {
                break;
            }
            start = above;
        }
        start
    }

    /// The start of the first line behind those that belong to an item: its own last line, and comments deeper than it.
    pub(super) fn behind(&self, last: usize, column: usize) -> usize {
        let mut next = self.next(last);
        while next < self.text.len() && self.comment(next).is_some_and(|it| it > column) {
            next = self.next(next);
        }
        next
    }
}

/// A comment that heads a section rather than the item below it.
fn is_heading(line: &str) -> bool {
    line.contains("---") || line.contains("===") || line.contains("###")
}
