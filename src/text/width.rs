//! Display widths: what a text takes on a terminal, and how to make it fit.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Cells that a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The text cut to at most `cells`, by grapheme, with `…` where something was cut.
pub(crate) fn fit(text: &str, cells: usize) -> String {
    if text.width() <= cells {
        return text.to_owned();
    }
    if cells == 0 {
        return String::new();
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = grapheme.width();
        if used + wide > cells - 1 {
            break;
        }
        out.push_str(grapheme);
        used += wide;
    }
    out.push('…');
    out
}

/// The text cut or filled with spaces to exactly `cells`.
pub(crate) fn pad_end(text: &str, cells: usize) -> String {
    let mut out = fit(text, cells);
    let missing = cells.saturating_sub(out.width());
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// A count with its noun: "1 tool", "3 tools", "2 categories", "4 people".
pub(crate) fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        return format!("1 {noun}");
    }
    if noun == "person" {
        return format!("{count} people");
    }
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{count} {stem}ies"),
        _ if noun.ends_with(['s', 'x', 'h']) => format!("{count} {noun}es"),
        _ => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_text_is_cut_at_cell_borders() {
        assert_eq!(fit("日本語", 5), "日本…");
        assert_eq!(fit("日本語", 4), "日…");
        assert_eq!(pad_end("日本語", 4), "日… ");
        assert_eq!(fit("abc", 3), "abc");
        assert_eq!(fit("abc", 0), "");
    }

    #[test]
    fn nouns_follow_their_counts() {
        assert_eq!(plural(1, "tool"), "1 tool");
        assert_eq!(plural(0, "tool"), "0 tools");
        assert_eq!(plural(2, "journey"), "2 journeys");
        assert_eq!(plural(2, "category"), "2 categories");
        assert_eq!(plural(2, "branch"), "2 branches");
    }
}
