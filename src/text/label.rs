//! Labels that cannot do anything but be read.

use std::fmt;
use std::ops::Deref;

/// Combining marks kept on one base character; more is a way to draw over other lines.
const COMBINING_MARKS_MAX: usize = 3;

/// Text from outside, made harmless: no control, bidi, tag or line-breaking character is left in it.
///
/// Invariant: every value has been through [`clean`]. Raw text stays in the sources only.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Label(String);

impl Label {
    pub(crate) fn new(raw: &str) -> Self {
        Self(clean(raw))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Label {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Label {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Label {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

impl PartialEq<str> for Label {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Label {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for Label {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0)
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, out)
    }
}

/// Makes any text safe to print: controls become control pictures, white space one space, and characters
/// that reorder or hide text become U+FFFD.
pub(crate) fn clean(raw: &str) -> String {
    // Most text is plain and printable, and nothing has to be done about it.
    if raw.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return raw.to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    let mut marks = 0;
    for ch in raw.chars() {
        if unicode_width::UnicodeWidthChar::width(ch) == Some(0) && !ch.is_control() {
            marks += 1;
        } else {
            marks = 0;
        }
        if marks > COMBINING_MARKS_MAX {
            continue;
        }
        out.push(safe(ch));
    }
    out
}

fn safe(ch: char) -> char {
    match ch {
        '\t' | '\n' | '\r' => ' ',
        // Control pictures mirror C0 at U+2400; DEL has its own.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(ch)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}' => '\u{fffd}',
        _ => ch,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_bidi_overrides_lose_their_power() {
        assert_eq!(clean("\u{1b}[31mred\u{7}"), "␛[31mred␇");
        assert_eq!(clean("a\u{202e}b\u{2028}c\u{feff}"), "a\u{fffd}b\u{fffd}c\u{fffd}");
        assert_eq!(clean("two\nlines\tand"), "two lines and");
    }

    #[test]
    fn piles_of_combining_marks_are_cut() {
        let pile = format!("e{}x", "\u{301}".repeat(40));
        assert_eq!(clean(&pile), format!("e{}x", "\u{301}".repeat(3)));
    }

    #[test]
    fn ordinary_text_in_any_script_stays() {
        for text in ["Café Zürich", "东京マーケ", "👩‍💻 ops", "नमस्ते"] {
            assert_eq!(clean(text), text);
        }
    }
}
