//! Measures and cuts texts in cells.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr;

use super::glyphs::{Glyphs, ellipsis};

/// The width of a text in cells: the sum of its graphemes', since each is put into cells of its own.
pub(super) fn measure(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The text, or as much of it as fits before an ellipsis.
pub(super) fn cut(text: &str, room: usize) -> String {
    if measure(text) <= room {
        return text.to_owned();
    }
    let mut shown = String::new();
    let mut width = 0;
    for grapheme in text.graphemes(true) {
        width += grapheme.width();
        if width >= room {
            break;
        }
        shown.push_str(grapheme);
    }
    if room > 0 {
        shown.push_str(ellipsis(Glyphs::Unicode));
    }
    shown
}
