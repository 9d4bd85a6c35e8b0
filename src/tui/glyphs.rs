//! What terminals without Unicode see: each glyph of the program has a plain twin one cell wide.

use ratatui::buffer::Buffer;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GlyphSet {
    Unicode,
    Ascii,
}

/// Replaces what is not ASCII in a finished frame, so that no view has to think of it.
pub(crate) fn adapt(buffer: &mut Buffer, set: GlyphSet) {
    if set == GlyphSet::Unicode {
        return;
    }
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let plain = cell.symbol().chars().next().map_or(' ', ascii);
            cell.set_char(plain);
        }
    }
}

fn ascii(glyph: char) -> char {
    match glyph {
        '─' | '━' | '═' | '–' | '—' | '╌' | '┄' | '▃' | '▄' => '-',
        '│' | '┃' | '║' | '┆' | '▏' => '|',
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' | '╭' | '╮' | '╰' | '╯' | '✓' => {
            '+'
        }
        '█' | '▉' | '▊' | '▋' => '#',
        '▌' | '▍' | '▎' | '▅' | '▆' | '▇' => '=',
        '▁' | '▂' => '_',
        '·' | '░' => '.',
        '\u{2800}'..='\u{28ff}' => ':',
        '→' | '▸' | '▶' | '❯' | '›' | '≥' => '>',
        '←' | '◂' | '◀' | '‹' | '≤' | '↶' => '<',
        '↑' | '▲' | '△' | '▴' => '^',
        '↓' | '▼' | '▾' | '▽' => 'v',
        '↔' | '≈' | '…' => '~',
        '●' | '◆' | '■' | '★' => '*',
        '○' | '◇' | '□' | '▢' => 'o',
        '✗' | '×' | '╳' => 'x',
        '╱' => '/',
        '◉' | '◐' => '@',
        '“' | '”' => '"',
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn nothing_but_ascii_is_left() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, "│ a → é ██·", Style::new());
        adapt(&mut buffer, GlyphSet::Ascii);
        let text: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(text, "| a > ? ##. ");
    }
}
