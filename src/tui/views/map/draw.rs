//! The drawing with its head, its column titles and its legend.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::lens::{self, Entry, Look, Mark, Selection};
use super::scene::{self, Scene};
use super::{SIDEWAYS, VERTICAL};
use crate::layout::{self, BoxPaint, Class, Emphasis, Light, NodeStyle, Paint, Shine, View};
use crate::map::tags_told;
use crate::text::width;
use crate::tui::canvas::{Canvas, Click, Seen};
use crate::tui::model::{Model, ScrollKey};
use crate::tui::rows::{Piece, Tone};
use crate::tui::theme::Theme;

/// Lines of the legend; more would cost the drawing too much.
const LEGEND_LINES_MAX: usize = 2;
/// A name of a column says something from so many letters on.
const TITLE_MIN: usize = 5;
/// Cells around the selection that are kept in sight.
const MARGIN: i32 = 2;

pub(super) fn paint(canvas: &mut Canvas<'_>, area: Rect, scene: &Scene, look: &Look) {
    if area.height < 5 || area.width < 10 {
        return;
    }
    let room = usize::from(area.width.saturating_sub(2));
    let mut legend = legend_lines(&look.legend, room);
    legend.extend(legend_lines(&labels(scene, look), room));
    let below = u16::try_from(legend.len()).unwrap_or(0);
    let row = |y: u16| Rect { y, height: 1, ..area };
    let inside = Rect { y: area.y + 2, height: area.height - 2 - below, ..area };
    let view = view(canvas, inside, scene);
    head(canvas, row(area.y), scene, view);
    titles(canvas, row(area.y + 1), scene, view);
    drawing(canvas, inside, scene, look, view);
    for (y, pieces) in (inside.y + inside.height..).zip(&legend) {
        canvas.pieces((area.x + 1, y), area.width.saturating_sub(2), pieces);
    }
}

/// What the numbers on lines stand for: on the bright ones where any are, else on all.
fn labels(scene: &Scene, look: &Look) -> Vec<Entry> {
    let light = |key: &u32| {
        let mark = usize::try_from(*key).ok().and_then(|it| look.lines.get(it));
        mark.map_or(Light::Normal, |it| it.light)
    };
    let numbered = &scene.layout.numbered;
    let is_bright = |it: &&layout::Numbered| it.edges.iter().any(|it| light(it) == Light::Bright);
    let is_any_bright = numbered.iter().any(|it| is_bright(&it));
    let shown = numbered.iter().filter(|it| !is_any_bright || is_bright(it));
    let entry = |it: &layout::Numbered| Entry {
        tone: Tone::Muted,
        sample: it.number.to_string(),
        words: it.text.clone(),
    };
    shown.map(entry).collect()
}

/// What is shown of what there is.
pub(super) fn summary(model: &Model, scene: &Scene) -> String {
    let mut counts = scene.drawing.summary(" · ");
    if let Some(tags) = tags_told(&scene.layout) {
        counts = format!("{counts} · {tags}");
    }
    match scene::focus(model) {
        Some(focus) => format!("focus {} ±{}: {counts}", focus.tool, focus.hops),
        None => counts,
    }
}

fn head(canvas: &mut Canvas<'_>, area: Rect, scene: &Scene, view: View) {
    let model = canvas.model;
    let mut pieces = Vec::new();
    // First, because nothing that is seen can be understood without it.
    if let Some(title) = lens::title(model.analysis.as_deref(), &model.states.map.lens) {
        pieces.push(Piece::new(Tone::Muted, " lens "));
        pieces.push(Piece::new(Tone::Accent, format!("{title} ")));
    }
    pieces.push(Piece::new(Tone::Title, format!(" {}", summary(model, scene))));
    if model.simulation.is_some() && model.states.map.lens != lens::Lens::Scenario {
        pieces.push(Piece::new(Tone::Changed, "  ◆ with what is staged"));
    }
    if model.states.map.is_waiting() {
        pieces.push(Piece::new(Tone::Muted, "  laying out …"));
    }
    let end = canvas.pieces((area.x, area.y), area.width, &pieces);
    let more = more(scene, view);
    let cells = u16::try_from(width(&more)).unwrap_or(u16::MAX);
    let x = (area.x + area.width).saturating_sub(cells.saturating_add(1));
    if x > end {
        canvas.text((x, area.y), cells, Tone::Accent, &more);
    }
}

/// The sides on which the drawing goes on out of sight.
fn more(scene: &Scene, view: View) -> String {
    let layout = &scene.layout;
    let sides = [
        ("◂", view.x > 0),
        ("▴", view.y > 0),
        ("▾", view.y + i32::from(view.height) < layout.height),
        ("▸", view.x + i32::from(view.width) < layout.width),
    ];
    let open: Vec<&str> = sides.iter().filter(|it| it.1).map(|it| it.0).collect();
    if open.is_empty() { String::new() } else { format!("more {}", open.join(" ")) }
}

/// The stage of every column in sight; a title stays while any of its columns is seen.
fn titles(canvas: &mut Canvas<'_>, area: Rect, scene: &Scene, view: View) {
    let columns = &scene.layout.columns;
    let mut at = 0;
    while let Some(first) = columns.get(at) {
        let count = columns.iter().skip(at).take_while(|it| it.stage == first.stage).count().max(1);
        let end = columns.get(at + count).map_or(scene.layout.width, |it| it.x);
        at += count;
        let (from, to) = ((first.x - view.x).max(0), (end - view.x).min(i32::from(area.width)));
        let (Ok(x), Ok(room)) = (u16::try_from(from), u16::try_from(to - from)) else { continue };
        // A column that is nearly out of sight has no room for its name.
        let words = room.saturating_sub(3);
        let fits = usize::from(words) >= width(&first.title).min(TITLE_MIN);
        if fits || to >= i32::from(area.width) {
            canvas.text((area.x + x, area.y), words.max(3), Tone::Muted, &first.title);
        }
        if to < i32::from(area.width) && to > 2 && at < columns.len() {
            let line = area.x + u16::try_from(to - 2).unwrap_or(0);
            canvas.text((line, area.y), 1, Tone::Border, "│");
        }
    }
}

/// The part of the drawing that is in sight: where it was, unless the selection would be lost.
fn view(canvas: &mut Canvas<'_>, area: Rect, scene: &Scene) -> View {
    let selection = Selection::of(canvas.model, scene);
    // A line leads to its other end.
    let far = selection
        .edge
        .and_then(|it| scene.drawing.input.edges.get(it))
        .map(|edge| if selection.node == Some(edge.from) { edge.to } else { edge.from });
    let rect = far.or(selection.node).and_then(|it| scene.layout.box_of(it));
    let (w, h) = (i32::from(area.width), i32::from(area.height));
    let layout = &scene.layout;
    let mut x = follow(canvas, SIDEWAYS, (w, layout.width), rect.map(|it| (it.x, it.x + it.w)));
    let y = follow(canvas, VERTICAL, (h, layout.height), rect.map(|it| (it.y, it.y + it.h)));
    if layout.width <= w {
        // A small drawing stands in the middle.
        x = -((w - layout.width) / 2);
    }
    View { x, y, width: area.width, height: area.height }
}

/// The first cell in sight along one axis; remembers it.
fn follow(
    canvas: &mut Canvas<'_>,
    key: ScrollKey,
    (room, len): (i32, i32),
    wanted: Option<(i32, i32)>,
) -> i32 {
    let model = canvas.model;
    let last = (len - room).max(0);
    let seen = model.seen.seen.get(&key).map(|it| signed(it.offset));
    let scroll = model.scrolls.get(&key).copied().unwrap_or_default();
    let at = match (scroll.is_free, wanted, seen) {
        (true, _, _) => signed(scroll.offset),
        (false, None, seen) => seen.unwrap_or(0),
        (false, Some((from, to)), Some(seen)) if from < seen + room && to > seen => {
            seen.min(from - MARGIN).max(to + MARGIN - room)
        }
        (false, Some((from, to)), _) => i32::midpoint(from, to) - room / 2,
    };
    let at = at.clamp(0, last);
    let unsigned = |it: i32| usize::try_from(it).unwrap_or(0);
    let seen = Seen { offset: unsigned(at), height: unsigned(room), len: unsigned(len) };
    canvas.hits.seen.insert(key, seen);
    at
}

fn signed(offset: usize) -> i32 {
    i32::try_from(offset).unwrap_or(i32::MAX)
}

fn drawing(canvas: &mut Canvas<'_>, area: Rect, scene: &Scene, look: &Look, view: View) {
    canvas.hits.wheels.push((area, VERTICAL));
    canvas.click(area, Click::Drawing { x: view.x, y: view.y });
    let selection = Selection::of(canvas.model, scene);
    let mark_of = |key: u32| {
        usize::try_from(key).ok().and_then(|it| look.lines.get(it)).copied().unwrap_or_default()
    };
    let shine = |key: u32| {
        let mark = mark_of(key);
        let told = usize::try_from(key).ok().and_then(|it| look.classes.get(it).copied().flatten());
        let class = told.or_else(|| scene.drawing.line(key).map(|it| it.class));
        Shine { light: mark.light, hue: lens::hue_of(mark.tone), class }
    };
    let node_light = |node: usize| look.tools.get(node).map_or(Light::Normal, |it| it.light);
    let emphasis = Emphasis {
        selected_node: selection.node.filter(|_| selection.edge.is_none()),
        edge_shine: &shine,
        node_light: &node_light,
        glyphs: lens::glyphs(canvas.model),
    };
    let (theme, buffer) = (canvas.theme, &mut *canvas.buffer);
    let mut put = |x: u16, y: u16, glyph: &str, paint: Paint| {
        if let Some(cell) = buffer.cell_mut((area.x + x, area.y + y)) {
            // A style only adds: what the box left in its border’s manner would stay faint under a name.
            cell.modifier = Modifier::empty();
            cell.set_symbol(glyph).set_style(style(theme, look, paint));
        }
    };
    layout::paint(&scene.layout, &scene.drawing.input, view, &emphasis, &mut put);
    for placed in &scene.layout.boxes {
        let place = (placed.x - view.x, placed.y - view.y);
        let Some(seen) = clipped(area, place, (placed.w, placed.h)) else { continue };
        if let Some(target) = scene.target(placed.node) {
            canvas.click(seen, Click::Select { pane: 0, target });
        }
        let words = look.words.get(placed.node).and_then(Option::as_ref);
        if let Some((tone, word)) = words.filter(|_| place.1 >= 0) {
            // Of a box that is cut off on the left, the border that is left.
            let corner = u16::from(place.0 >= 0);
            let room = seen.width.saturating_sub(1 + corner);
            canvas.text((seen.x + corner, seen.y), room, *tone, word);
        }
    }
}

/// What of a box lies in the area.
fn clipped(area: Rect, (x, y): (i32, i32), (w, h): (i32, i32)) -> Option<Rect> {
    let (right, bottom) = ((x + w).min(i32::from(area.width)), (y + h).min(i32::from(area.height)));
    let (x, y) = (x.max(0), y.max(0));
    let cells = |it: i32| u16::try_from(it).ok().filter(|it| *it > 0);
    Some(Rect {
        x: area.x + u16::try_from(x).ok()?,
        y: area.y + u16::try_from(y).ok()?,
        width: cells(right - x)?,
        height: cells(bottom - y)?,
    })
}

fn style(theme: &Theme, look: &Look, paint: Paint) -> Style {
    match paint {
        Paint::Edge { class, shine } | Paint::Arrow { class, shine } => {
            line_style(theme, class, shine)
        }
        Paint::Label { class, shine } => match shine.light {
            Light::Dim => faint(theme),
            Light::Normal | Light::Medium => theme.style(Tone::Muted),
            Light::Bright => line_style(theme, class, shine),
        },
        Paint::Frame => faint(theme),
        Paint::Caption => theme.style(Tone::Muted),
        Paint::Badge(of) | Paint::Box(of) | Paint::Loop(of) => {
            border_style(theme, mark_of(look, of), of)
        }
        Paint::BoxText { of, line } => text_style(theme, mark_of(look, of), of, line),
    }
}

fn mark_of(look: &Look, of: BoxPaint) -> Mark {
    look.tools.get(of.node).copied().unwrap_or_default()
}

fn faint(theme: &Theme) -> Style {
    theme.style(Tone::Border).add_modifier(Modifier::DIM)
}

fn line_style(theme: &Theme, class: Class, shine: Shine) -> Style {
    // What a scenario does to a line is seen whatever the eye is led to.
    let is_news = match class {
        Class::Ok | Class::Scheduled | Class::Manual | Class::Fragile | Class::Missing => false,
        Class::Degraded | Class::Broken | Class::Added | Class::Removed => true,
    };
    let tone = match lens::tone_of(shine.hue) {
        Some(tone) if !is_news => tone,
        _ => class_tone(class),
    };
    match shine.light {
        Light::Dim if !is_news => faint(theme),
        Light::Dim | Light::Normal | Light::Medium => theme.style(tone),
        Light::Bright => theme.style(tone).add_modifier(Modifier::BOLD),
    }
}

fn border_style(theme: &Theme, mark: Mark, of: BoxPaint) -> Style {
    if of.selected {
        return theme.style(Tone::BorderFocus).add_modifier(Modifier::BOLD);
    }
    let tone = mark.tone.unwrap_or_else(|| node_tone(of.style));
    match of.light {
        Light::Dim if of.style == NodeStyle::Normal => faint(theme),
        Light::Medium if tone == Tone::Border => theme.style(Tone::Text),
        Light::Dim | Light::Normal | Light::Medium | Light::Bright => theme.style(tone),
    }
}

fn text_style(theme: &Theme, mark: Mark, of: BoxPaint, line: usize) -> Style {
    if of.selected {
        return theme.style(Tone::Selection).add_modifier(Modifier::BOLD);
    }
    let tone = match (mark.tone, of.style) {
        (Some(tone), _) => tone,
        (None, NodeStyle::Normal) if line == 0 => Tone::Text,
        (None, NodeStyle::Normal | NodeStyle::Ghost) => Tone::Muted,
        (None, style) => node_tone(style),
    };
    match of.light {
        // A name can be read wherever the eye is led to.
        Light::Dim if line == 0 => theme.style(Tone::Muted),
        Light::Dim => theme.style(Tone::Muted).add_modifier(Modifier::DIM),
        Light::Medium | Light::Bright if line == 0 => {
            theme.style(tone).add_modifier(Modifier::BOLD)
        }
        Light::Normal | Light::Medium | Light::Bright => theme.style(tone),
    }
}

pub(super) fn node_tone(style: NodeStyle) -> Tone {
    match style {
        NodeStyle::Normal | NodeStyle::Ghost => Tone::Border,
        NodeStyle::Alert => Tone::Danger,
        NodeStyle::Warn => Tone::Warn,
        NodeStyle::Added => Tone::Added,
        NodeStyle::Removed => Tone::Removed,
        NodeStyle::Changed => Tone::Changed,
    }
}

pub(super) fn class_tone(class: Class) -> Tone {
    match class {
        Class::Ok => Tone::Muted,
        Class::Scheduled => Tone::Scheduled,
        Class::Manual => Tone::Manual,
        Class::Fragile => Tone::Fragile,
        Class::Degraded => Tone::Changed,
        Class::Broken => Tone::Danger,
        Class::Added => Tone::Added,
        Class::Removed => Tone::Removed,
        Class::Missing => Tone::Missing,
    }
}

/// The legend in as few lines as it fits in; what does not fit in the last is left out whole.
fn legend_lines(entries: &[Entry], room: usize) -> Vec<Vec<Piece>> {
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    let mut used = room;
    for entry in entries {
        let cells = width(&entry.sample) + width(&entry.words) + 1;
        let gap = if used == 0 { 0 } else { 3 };
        if used + gap + cells > room {
            if lines.len() == LEGEND_LINES_MAX {
                break;
            }
            lines.push(Vec::new());
            used = 0;
        } else {
            used += gap;
            lines.last_mut().into_iter().for_each(|it| it.push(Piece::new(Tone::Text, "   ")));
        }
        used += cells;
        if let Some(line) = lines.last_mut() {
            line.push(Piece::new(entry.tone, entry.sample.clone()));
            line.push(Piece::new(Tone::Muted, format!(" {}", entry.words)));
        }
    }
    lines
}
