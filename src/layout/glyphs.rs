//! The signs that lines, boxes and arrowheads are made of.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::Class;
use super::bundles::Side;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Glyphs {
    #[default]
    Unicode,
    /// For terminals and locales without box drawing.
    Ascii,
}

pub(super) const NORTH: u8 = 1;
pub(super) const EAST: u8 = 2;
pub(super) const SOUTH: u8 = 4;
pub(super) const WEST: u8 = 8;

/// Indexed by the directions that a cell is open to: N 1, E 2, S 4, W 8.
type Joints = [&'static str; 16];

const LIGHT: Joints =
    [" ", "│", "─", "╰", "│", "│", "╭", "├", "─", "╯", "─", "┴", "╮", "┤", "┬", "┼"];
const HEAVY: Joints =
    [" ", "┃", "━", "┗", "┃", "┃", "┏", "┣", "━", "┛", "━", "┻", "┓", "┫", "┳", "╋"];
const DOUBLE: Joints =
    [" ", "║", "═", "╚", "║", "║", "╔", "╠", "═", "╝", "═", "╩", "╗", "╣", "╦", "╬"];
const PLAIN: Joints =
    [" ", "|", "-", "+", "|", "|", "+", "+", "-", "+", "-", "+", "+", "+", "+", "+"];

const FRAME: Joints =
    [" ", "┆", "┄", "└", "┆", "┆", "┌", "┆", "┄", "┘", "┄", "┄", "┐", "┆", "┄", "┄"];
/// Brackets around what belongs together.
const PLAIN_FRAME: Joints =
    [" ", "[", " ", "[", "[", "[", "[", "[", " ", "]", " ", " ", "]", "]", " ", " "];

/// How one class of lines is drawn, with and without box drawing signs.
struct Style {
    class: Class,
    words: &'static str,
    joints: &'static Joints,
    /// Horizontal and vertical.
    line: [&'static str; 2],
    /// Pointing left and right.
    heads: [&'static str; 2],
    plain_line: [&'static str; 2],
    plain_heads: [&'static str; 2],
}

/// Line styles carry the class, so that the drawing reads without colour. What is not there now has a hollow head,
/// what does not arrive has a cross for a head.
static STYLES: [Style; 9] = [
    Style {
        class: Class::Ok,
        words: "supported connector or API",
        joints: &LIGHT,
        line: ["─", "│"],
        heads: ["◀", "▶"],
        plain_line: ["-", "|"],
        plain_heads: ["<", ">"],
    },
    Style {
        class: Class::Scheduled,
        words: "scheduled batch or file",
        joints: &LIGHT,
        line: ["╌", "╎"],
        heads: ["◀", "▶"],
        plain_line: ["~", "!"],
        plain_heads: ["<", ">"],
    },
    Style {
        class: Class::Manual,
        words: "by hand",
        joints: &LIGHT,
        line: ["┈", "┊"],
        heads: ["◀", "▶"],
        plain_line: [".", ":"],
        plain_heads: ["<", ">"],
    },
    Style {
        class: Class::Fragile,
        words: "fragile",
        joints: &HEAVY,
        line: ["╍", "╏"],
        heads: ["◀", "▶"],
        plain_line: ["*", "*"],
        plain_heads: ["<", ">"],
    },
    Style {
        class: Class::Degraded,
        words: "degraded",
        joints: &LIGHT,
        line: ["~", "┆"],
        heads: ["◀", "▶"],
        plain_line: ["%", "%"],
        plain_heads: ["<", ">"],
    },
    Style {
        class: Class::Broken,
        words: "broken",
        joints: &LIGHT,
        line: ["╱", "╱"],
        heads: ["╳", "╳"],
        plain_line: ["/", "/"],
        plain_heads: ["x", "x"],
    },
    Style {
        class: Class::Added,
        words: "added",
        joints: &DOUBLE,
        line: ["═", "║"],
        heads: ["◀", "▶"],
        plain_line: ["=", "#"],
        plain_heads: ["<", ">"],
    },
    Style {
        class: Class::Removed,
        words: "removed",
        joints: &LIGHT,
        line: ["╶", "╷"],
        heads: ["◁", "▷"],
        plain_line: ["_", "'"],
        plain_heads: ["(", ")"],
    },
    Style {
        class: Class::Missing,
        words: "missing",
        joints: &LIGHT,
        line: ["·", "·"],
        heads: ["◁", "▷"],
        plain_line: ["?", "?"],
        plain_heads: ["(", ")"],
    },
];

fn style(class: Class) -> &'static Style {
    let [ok, ..] = &STYLES;
    STYLES.iter().find(|it| it.class == class).unwrap_or(ok)
}

/// Every class with a piece of its line and what it means.
pub(crate) fn legend(glyphs: Glyphs) -> Vec<(Class, String, &'static str)> {
    let sample = |it: &Style| {
        let line = |class| wire(glyphs, class, EAST | WEST, Lit::No);
        // A broken line has its marks at intervals only.
        let between = if it.class == Class::Broken { Class::Ok } else { it.class };
        format!("{}{}{}", line(it.class), line(between), head(glyphs, it.class, Side::Right))
    };
    STYLES.iter().map(|it| (it.class, sample(it), it.words)).collect()
}

/// The sign for a cell of a wire that is open to the given directions.
pub(super) fn wire(glyphs: Glyphs, class: Class, dirs: u8, lit: Lit) -> &'static str {
    let style = style(class);
    let line = match glyphs {
        Glyphs::Unicode => style.line,
        Glyphs::Ascii => style.plain_line,
    };
    if glyphs == Glyphs::Unicode && class == Class::Ok && lit == Lit::Yes {
        return HEAVY[usize::from(dirs & 15)];
    }
    let joints = if glyphs == Glyphs::Ascii { &PLAIN } else { style.joints };
    match dirs {
        0 => line[0],
        it if it & (NORTH | SOUTH) == 0 => line[0],
        it if it & (EAST | WEST) == 0 => line[1],
        it => joints[usize::from(it & 15)],
    }
}

/// Whether a wire is the one that the reader follows; a plain one is drawn heavy then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lit {
    Yes,
    No,
}

pub(super) fn head(glyphs: Glyphs, class: Class, side: Side) -> &'static str {
    let style = style(class);
    match glyphs {
        Glyphs::Unicode => style.heads[side.at()],
        Glyphs::Ascii => style.plain_heads[side.at()],
    }
}

/// The sign for a cell of a box's border.
pub(super) fn border(glyphs: Glyphs, dirs: u8, lit: Lit) -> &'static str {
    let joints = match (glyphs, lit) {
        (Glyphs::Ascii, _) => &PLAIN,
        (Glyphs::Unicode, Lit::Yes) => &HEAVY,
        (Glyphs::Unicode, Lit::No) => &LIGHT,
    };
    joints[usize::from(dirs & 15)]
}

/// The sign for a cell of a group's frame. Its corners are square, which no other corner is.
pub(super) fn frame(glyphs: Glyphs, dirs: u8) -> &'static str {
    let [lines, plain]: [&Joints; 2] = [&FRAME, &PLAIN_FRAME];
    let joints = if glyphs == Glyphs::Ascii { plain } else { lines };
    joints[usize::from(dirs & 15)]
}

/// The port of a box where a trunk begins that others join in both directions: the arrowheads alone would not tell
/// which of all these boxes the others are connected to.
pub(super) fn port_of_trunk(glyphs: Glyphs, side: Side) -> &'static str {
    match (glyphs, side) {
        (Glyphs::Unicode, Side::Left) => "╡",
        (Glyphs::Unicode, Side::Right) => "╞",
        (Glyphs::Ascii, _) => "#",
    }
}

pub(super) fn itself(glyphs: Glyphs) -> &'static str {
    match glyphs {
        Glyphs::Unicode => "↻",
        Glyphs::Ascii => "@",
    }
}

pub(super) fn ellipsis(glyphs: Glyphs) -> &'static str {
    match glyphs {
        Glyphs::Unicode => "…",
        Glyphs::Ascii => "~",
    }
}

/// What goes into one or two cells each: graphemes, but those that are wider by their characters.
///
/// A spacing vowel sign joins the sign before it into one grapheme, however many there are; a terminal gives each its cell.
pub(super) fn signs(text: &str) -> impl Iterator<Item = &str> {
    text.graphemes(true).flat_map(|grapheme| {
        let is_wide = grapheme.width() > 2;
        let mut starts: Vec<usize> = vec![0];
        if is_wide {
            let wide = grapheme.char_indices().filter(|(at, it)| *at > 0 && it.width() > Some(0));
            starts.extend(wide.map(|(at, _)| at));
        }
        let ends = starts.iter().skip(1).copied().chain([grapheme.len()]);
        let pairs: Vec<(usize, usize)> = starts.iter().copied().zip(ends).collect();
        pairs.into_iter().filter_map(|(start, end)| grapheme.get(start..end))
    })
}
