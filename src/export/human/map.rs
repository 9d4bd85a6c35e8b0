//! The map as text.

use crate::layout::{Detail, Glyphs, Options, layout, to_text};
use crate::map::{Focus, Subject, draw, scope};
use crate::text::plural;

/// Hops around a tool where nobody says how many.
pub(crate) const HOPS_DEFAULT: u32 = 1;

/// The boxes and lines, with a sentence under them where not all tools are on the map.
pub(crate) fn map(subject: Subject<'_>, focus: Option<&Focus>, glyphs: Glyphs) -> String {
    let scope = scope(subject, focus);
    let options = Options { detail: Detail::Compact, ..Options::default() };
    let drawing = draw(subject, &scope, options);
    let placed = layout(&drawing.input, None);
    let mut text = to_text(&placed, &drawing.input, glyphs);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    if let Some(focus) = focus
        && drawing.tools.len() < drawing.total
    {
        text = format!(
            "{text}{} of {}: those within {} of {}\n",
            drawing.tools.len(),
            plural(drawing.total, "tool"),
            plural(usize::try_from(focus.hops).unwrap_or(usize::MAX), "hop"),
            focus.tool
        );
    }
    text
}
