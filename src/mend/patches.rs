//! What single fixes do to the lines of the files, for programs that offer them one by one.

use similar::{DiffTag, TextDiff};

use super::Book;
use crate::diag::Fix;
use crate::text::{FileId, Sources, clean};

/// Lines of a file and what comes in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LineEdit {
    pub(crate) file: FileId,
    /// The first of them, from 1; one behind the last line of the file where something is added there.
    pub(crate) line: usize,
    /// How many go; none where lines are only added.
    pub(crate) line_count: usize,
    /// Whole lines, with their ends.
    pub(crate) text: String,
}

/// Text that may be read again to hold fixes against what they should do: every fix costs its files once.
const BYTES_MAX: usize = 8 * 1024 * 1024;

/// Works fixes out one by one, each against the files as they are, as far as a bound allows.
pub(crate) struct Patches {
    book: Book,
    bytes_left: usize,
}

impl Patches {
    pub(crate) fn of(sources: &Sources) -> Self {
        Self { book: Book::open(sources), bytes_left: BYTES_MAX }
    }

    /// `None` where the way the file is written does not allow the fix, where its lines hold what a terminal would obey,
    /// or where the bound is met.
    pub(crate) fn edits(&mut self, fix: &Fix) -> Option<Vec<LineEdit>> {
        let texts = self.book.sources.iter().map(|(_, it)| it.text.len());
        self.bytes_left = self.bytes_left.checked_sub(texts.sum())?;
        let files = self.book.fix(&[fix]).ok()?;
        let mut edits = Vec::new();
        for (file, new) in &files {
            let old = self.book.sources.get(*file)?.text.as_ref();
            let diff = TextDiff::from_lines(old, new.as_str());
            for op in diff.ops().iter().filter(|it| it.tag() != DiffTag::Equal) {
                let lines = diff.new_slices().get(op.new_range()).unwrap_or_default();
                if !lines.iter().all(|it| is_plain(it)) {
                    return None;
                }
                edits.push(LineEdit {
                    file: *file,
                    line: op.old_range().start + 1,
                    line_count: op.old_range().len(),
                    text: lines.concat(),
                });
            }
        }
        Some(edits)
    }
}

/// The line says nothing but what it shows.
fn is_plain(line: &str) -> bool {
    let line = line.trim_end_matches(['\n', '\r']).replace('\t', " ");
    clean(&line) == line
}
