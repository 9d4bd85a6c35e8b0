//! The whole drawing in a few cells: a dot for each box, and the part that is in sight.

use ratatui::layout::Rect;

use super::lens::Look;
use super::scene::Scene;
use super::{SIDEWAYS, VERTICAL};
use crate::layout::NodeStyle;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::model::{Model, Scroll};
use crate::tui::msg::{Effect, Mouse};
use crate::tui::rows::Tone;

/// Rows with the frame: so that the inspector keeps the larger part.
pub(super) const HEIGHT: u16 = 10;
/// Below this the inspector needs all rows for itself.
const AREA_MIN: u16 = 30;
/// Dots of a braille sign across and down, and the bits that stand for them (Unicode, block U+2800).
const DOTS: (usize, usize) = (2, 4);
const BITS: [[u32; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
const BRAILLE: u32 = 0x2800;

/// The part of the drawing in sight, from and to, as shares of the whole in a thousandth.
fn in_sight(canvas: &Canvas<'_>, key: (&'static str, usize)) -> Option<(usize, usize)> {
    let seen = canvas.hits.seen.get(&key)?;
    let len = seen.len.max(1);
    Some((seen.offset * 1_000 / len, ((seen.offset + seen.height) * 1_000 / len).min(1_000)))
}

/// There is more than can be seen at once, and room to say so.
pub(super) fn is_of_use(canvas: &Canvas<'_>, area: Rect) -> bool {
    let whole = Some((0, 1_000));
    let shown = (in_sight(canvas, SIDEWAYS), in_sight(canvas, VERTICAL));
    area.height >= AREA_MIN && (shown.0 != whole || shown.1 != whole)
}

pub(super) fn paint(canvas: &mut Canvas<'_>, area: Rect, scene: &Scene, look: &Look) {
    let inside = canvas.frame(area, "Whole map", "", Tone::Border);
    canvas.click(inside, Click::Minimap);
    let (columns, rows) = (usize::from(inside.width), usize::from(inside.height));
    if columns == 0 || rows == 0 {
        return;
    }
    let mut cells = vec![(0_u32, Tone::Muted); columns * rows];
    let size = |it: i32| usize::try_from(it).unwrap_or(0).max(1);
    let (width, height) = (size(scene.layout.width), size(scene.layout.height));
    for placed in &scene.layout.boxes {
        let middle = |from: i32, cells: i32| usize::try_from(from + cells / 2).unwrap_or(0);
        let x = (middle(placed.x, placed.w) * columns * DOTS.0 / width).min(columns * DOTS.0 - 1);
        let y = (middle(placed.y, placed.h) * rows * DOTS.1 / height).min(rows * DOTS.1 - 1);
        let (cell, bit) = ((x / DOTS.0, y / DOTS.1), BITS[y % DOTS.1][x % DOTS.0]);
        let Some(cell) = cells.get_mut(cell.1 * columns + cell.0) else { continue };
        cell.0 |= bit;
        let tone = tone(scene, look, placed.node);
        cell.1 = if tone == Tone::Muted { cell.1 } else { tone };
    }
    for ((x, y), (bits, tone)) in
        (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y))).zip(&cells)
    {
        let at = |from: u16, by: usize| from + u16::try_from(by).unwrap_or(0);
        if let Some(glyph) = char::from_u32(BRAILLE + bits).filter(|_| *bits > 0) {
            canvas.text((at(inside.x, x), at(inside.y, y)), 1, *tone, &glyph.to_string());
        }
    }
    let (Some(across), Some(down)) = (in_sight(canvas, SIDEWAYS), in_sight(canvas, VERTICAL))
    else {
        return;
    };
    let part = |(from, to): (usize, usize), room: u16| {
        let cell = |it: usize| u16::try_from(it * usize::from(room) / 1_000).unwrap_or(0);
        let first = cell(from).min(room - 1);
        (first, cell(to).max(first + 1).min(room) - first)
    };
    let ((x, w), (y, h)) = (part(across, inside.width), part(down, inside.height));
    let sight = Rect { x: inside.x + x, y: inside.y + y, width: w, height: h };
    outline(canvas, sight);
}

/// Brings the part under the pointer to the middle of the view.
pub(crate) fn point_at(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let is_minimap = |it: &&(Rect, Click)| it.1 == Click::Minimap;
    let Some((area, _)) = model.seen.clicks.iter().find(is_minimap).cloned() else {
        return Vec::new();
    };
    model.states.map.grabs_minimap = true;
    let axes =
        [(SIDEWAYS, mouse.column, area.x, area.width), (VERTICAL, mouse.row, area.y, area.height)];
    for (key, at, from, cells) in axes {
        let Some(seen) = model.seen.seen.get(&key) else { continue };
        let cells = usize::from(cells.max(1));
        let cell = usize::from(at.saturating_sub(from)).min(cells - 1);
        // The middle of the cell that is pointed at, on the drawing.
        let middle = (2 * cell + 1) * seen.len / (2 * cells);
        let offset = middle.saturating_sub(seen.height / 2);
        let last = seen.len.saturating_sub(seen.height);
        model.scrolls.insert(key, Scroll { offset: offset.min(last), is_free: true });
    }
    Vec::new()
}

/// A line around the part that is in sight, except where a dot is.
fn outline(canvas: &mut Canvas<'_>, area: Rect) {
    let (right, bottom) = (area.x + area.width - 1, area.y + area.height - 1);
    for y in area.y..=bottom {
        for x in area.x..=right {
            let glyph = match (x == area.x, x == right, y == area.y, y == bottom) {
                (true, _, true, _) => "╭",
                (_, true, true, _) => "╮",
                (true, _, _, true) => "╰",
                (_, true, _, true) => "╯",
                (true, _, _, _) | (_, true, _, _) => "│",
                (_, _, true, _) | (_, _, _, true) => "─",
                _ => continue,
            };
            let is_empty = canvas.buffer.cell((x, y)).is_some_and(|it| it.symbol() == " ");
            if is_empty {
                canvas.text((x, y), 1, Tone::Accent, glyph);
            }
        }
    }
}

/// What is wrong stands out, and what is selected most.
fn tone(scene: &Scene, look: &Look, node: usize) -> Tone {
    let style = scene.drawing.input.nodes.get(node).map(|it| it.style).unwrap_or_default();
    match style {
        NodeStyle::Alert => Tone::Danger,
        NodeStyle::Warn => Tone::Warn,
        NodeStyle::Added => Tone::Added,
        NodeStyle::Removed => Tone::Removed,
        NodeStyle::Changed => Tone::Changed,
        NodeStyle::Normal | NodeStyle::Ghost => {
            look.tools.get(node).and_then(|it| it.tone).unwrap_or(Tone::Muted)
        }
    }
}
