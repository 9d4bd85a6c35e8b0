//! Source files kept for their spans: where something stands, as file, line and column.

use std::sync::Arc;

/// One of the files that were read; dense, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FileId(pub(crate) u32);

/// A byte range of one file. [`Span::NONE`] marks what was not written in any file (derived, added in a scenario).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    pub(crate) file: FileId,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    pub(crate) const NONE: Self = Self { file: FileId(u32::MAX), start: 0, end: 0 };

    pub(crate) fn is_none(self) -> bool {
        self == Self::NONE
    }
}

impl Default for Span {
    fn default() -> Self {
        Self::NONE
    }
}

/// A file's text with its line starts.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// As the user named it, for messages.
    pub(crate) path: String,
    pub(crate) text: Arc<str>,
    line_starts: Vec<u32>,
}

impl Source {
    /// Line (from 1) and column (from 1, in characters) of a byte offset; an offset past the end is the end.
    pub(crate) fn line_column(&self, offset: u32) -> (u32, u32) {
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start as usize..offset as usize).unwrap_or("");
        let column = u32::try_from(before.chars().count()).unwrap_or(u32::MAX - 1) + 1;
        (u32::try_from(line).unwrap_or(u32::MAX), column)
    }

    /// Byte offset of the start of a line (from 1), clamped to the file.
    pub(crate) fn line_start(&self, line: u32) -> u32 {
        let index = (line.max(1) as usize - 1).min(self.line_starts.len().saturating_sub(1));
        self.line_starts.get(index).copied().unwrap_or(0)
    }

    pub(crate) fn line_count(&self) -> u32 {
        u32::try_from(self.line_starts.len()).unwrap_or(u32::MAX)
    }
}

/// A span in words: what an editor or a reader needs to find it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) path: String,
    /// From 1.
    pub(crate) line: u32,
    /// From 1, in characters.
    pub(crate) column: u32,
}

/// All files of one load. Cheap to clone: texts are shared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    files: Vec<Source>,
}

impl Sources {
    pub(crate) fn add(&mut self, path: &str, text: &str) -> FileId {
        let mut line_starts = vec![0];
        let bytes = text.as_bytes();
        for (offset, byte) in bytes.iter().enumerate() {
            // A carriage return alone ends a line too, as YAML has it.
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(offset + 1) != Some(&b'\n')) {
                line_starts.push(u32::try_from(offset + 1).unwrap_or(u32::MAX));
            }
        }
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Source { path: path.to_owned(), text: Arc::from(text), line_starts });
        id
    }

    pub(crate) fn get(&self, file: FileId) -> Option<&Source> {
        self.files.get(file.0 as usize)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0_u32..).map(FileId).zip(&self.files)
    }

    pub(crate) fn text(&self, span: Span) -> Option<&str> {
        self.get(span.file)?.text.get(span.start as usize..span.end as usize)
    }

    pub(crate) fn place(&self, span: Span) -> Option<Place> {
        let source = self.get(span.file)?;
        let (line, column) = source.line_column(span.start);
        Some(Place { path: source.path.clone(), line, column })
    }
}

/// The nearest character border at or before an offset, in the text.
pub(crate) fn floor_char(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_become_lines_and_columns() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "é: 1\nb: 2\n");
        let at = |start| sources.place(Span { file, start, end: start }).unwrap();
        assert_eq!((at(0).line, at(0).column), (1, 1));
        assert_eq!((at(2).line, at(2).column), (1, 2));
        assert_eq!((at(6).line, at(6).column), (2, 1));
        assert_eq!((at(99).line, at(99).column), (3, 1));
        assert_eq!(sources.place(Span::NONE), None);
        let file = sources.add("old.yaml", "a: 1\rb: 2\r\nc: 3");
        let at = |start| sources.place(Span { file, start, end: start }).unwrap();
        assert_eq!((at(5).line, at(11).line), (2, 3));
    }
}
