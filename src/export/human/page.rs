//! Lines of text with words in tones: wrapped to a width, coloured or not.

use crate::text::width;

/// Whether a terminal reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paint {
    Plain,
    /// With ANSI escapes.
    Coloured,
}

/// How wide, how coloured, and how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) paint: Paint,
    /// Cells per line.
    pub(crate) width: usize,
    pub(crate) extent: Extent,
}

/// How long lists get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The worst, and how many more there are.
    Brief,
    All,
}

impl Extent {
    /// How many of `count` lines are shown, when a brief list has `brief`.
    ///
    /// One line more is shown rather than replaced by "and 1 more".
    pub(in crate::export) fn shown(self, count: usize, brief: usize) -> usize {
        match self {
            Self::All => count,
            Self::Brief if count <= brief + 1 => count,
            Self::Brief => brief,
        }
    }
}

/// What a word says by its colour. The words say it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Strong,
    Quiet,
    Bad,
    Warn,
    Note,
    Good,
}

impl Tone {
    /// The SGR parameters of the sixteen colours that every terminal has.
    fn code(self) -> &'static str {
        match self {
            Self::Strong => "1",
            Self::Quiet => "2",
            Self::Bad => "1;31",
            Self::Warn => "33",
            Self::Note => "36",
            Self::Good => "32",
        }
    }
}

/// A text that grows line by line.
pub(super) struct Page {
    text: String,
    pub(super) look: Look,
}

impl Page {
    pub(super) fn new(look: Look) -> Self {
        Self { text: String::new(), look }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn tint(&self, tone: Tone, text: &str) -> String {
        match self.look.paint {
            Paint::Plain => text.to_owned(),
            Paint::Coloured => format!("\u{1b}[{}m{text}\u{1b}[0m", tone.code()),
        }
    }

    /// A line as it is.
    pub(super) fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    /// An empty line, unless the page begins or one is there.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.gap();
        let text = self.tint(Tone::Strong, text);
        self.line(&text);
    }

    /// A paragraph, wrapped.
    pub(super) fn paragraph(&mut self, text: &str) {
        self.wrap("", "", text);
    }

    /// A list item: what is before it stands once, further lines are indented as far.
    pub(super) fn item(&mut self, before: &str, text: &str) {
        let indent = " ".repeat(seen_width(before));
        self.wrap(before, &indent, text);
    }

    /// "and 9 more", where a list was cut.
    pub(super) fn more(&mut self, count: usize, how: &str) {
        if count > 0 {
            let text = self.tint(Tone::Quiet, &format!("  and {count} more{how}"));
            self.line(&text);
        }
    }

    fn wrap(&mut self, first: &str, rest: &str, text: &str) {
        let mut line = first.to_owned();
        let mut used = seen_width(first);
        let mut is_fresh = true;
        for word in text.split(' ').filter(|it| !it.is_empty()) {
            let wide = seen_width(word);
            if !is_fresh && used + 1 + wide > self.look.width {
                self.line(&line);
                rest.clone_into(&mut line);
                used = seen_width(rest);
                is_fresh = true;
            }
            if !is_fresh {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += wide;
            is_fresh = false;
        }
        self.line(&line);
    }
}

/// Cells that a text takes when its escapes are not counted.
///
/// Texts from outside are clean, so every escape is one that [`Page::tint`] wrote.
pub(super) fn seen_width(text: &str) -> usize {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().map_or(0, width);
    first + parts.map(|it| it.split_once('m').map_or(0, |(_, seen)| width(seen))).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(paint: Paint, width: usize) -> Page {
        Page::new(Look { paint, width, extent: Extent::Brief })
    }

    #[test]
    fn items_wrap_under_their_text() {
        let mut page = page(Paint::Plain, 16);
        page.item("  - ", "one two three four");
        assert_eq!(page.finish(), "  - one two\n    three four\n");
    }

    #[test]
    fn colours_take_no_room() {
        let mut page = page(Paint::Coloured, 11);
        let red = page.tint(Tone::Bad, "broken");
        assert_eq!(seen_width(&red), 6);
        page.paragraph(&format!("{red} flow x"));
        assert_eq!(page.finish(), "\u{1b}[1;31mbroken\u{1b}[0m flow\nx\n");
    }

    #[test]
    fn one_line_more_is_shown_rather_than_announced() {
        assert_eq!([5, 6, 7].map(|it| Extent::Brief.shown(it, 5)), [5, 6, 5]);
        assert_eq!(Extent::All.shown(99, 5), 99);
    }
}
