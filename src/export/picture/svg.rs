//! A picture for documents: the drawing of the terminal in sharp lines, light or dark as the reader's page is.

use super::{MapFormat, Picture};
use crate::export::escape;
use crate::layout::{Arrow, Class, Inscription, NodeStyle, Stroke};
use crate::text::width;

pub(crate) static MAP: MapFormat = MapFormat { name: "svg", about: "a picture", write };

/// Points of a cell across and down: a monospaced sign of 14 points is 8.4 wide (0.6 em).
const CELL: (f64, f64) = (8.4, 18.0);
/// Cells around the drawing; above it the names of the stages.
const MARGIN: (i32, i32) = (2, 4);
/// What a title tells at most; more is no longer read.
const TOLD_MAX: usize = 12;

const STYLE: &str = "
  svg { --ground: #ffffff; --ink: #1f2937; --faint: #6b7280; --line: #4b5563; --box: #f9fafb; --scheduled: #0369a1; --manual: #a16207; --fragile: #c2410c; --danger: #b91c1c; --added: #15803d; }
  @media (prefers-color-scheme: dark) { svg { --ground: #14171c; --ink: #e5e7eb; --faint: #9ca3af; --line: #9ca3af; --box: #1c2129; --scheduled: #7dd3fc; --manual: #fcd34d; --fragile: #fdba74; --danger: #fca5a5; --added: #86efac; } }
  text { font: 14px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: var(--ink); white-space: pre; }
  .ground { fill: var(--ground); }
  .faint { fill: var(--faint); }
  .box rect { fill: var(--box); stroke: var(--line); stroke-width: 1.2; }
  .box.alert rect { stroke: var(--danger); stroke-width: 2; } .box.warn rect { stroke: var(--fragile); stroke-width: 2; }
  .box.added rect { stroke: var(--added); stroke-width: 2; } .box.removed rect { stroke: var(--danger); stroke-dasharray: 4 3; }
  .halo { stroke: var(--ground); stroke-width: 7; fill: none; }
  .line { stroke: var(--line); stroke-width: 1.4; fill: none; stroke-linecap: square; }
  .line:hover { stroke-width: 3; }
  .head { fill: var(--line); }
  .scheduled { stroke: var(--scheduled); stroke-dasharray: 5 4; } .head.scheduled { fill: var(--scheduled); }
  .manual { stroke: var(--manual); stroke-dasharray: 1 4; } .head.manual { fill: var(--manual); }
  .fragile { stroke: var(--fragile); stroke-dasharray: 7 4; stroke-width: 2.4; } .head.fragile { fill: var(--fragile); }
  .degraded { stroke: var(--fragile); stroke-dasharray: 9 3 2 3; } .head.degraded { fill: var(--fragile); }
  .broken { stroke: var(--danger); stroke-width: 2.4; } .head.broken { fill: var(--danger); }
  .added { stroke: var(--added); stroke-width: 2.4; } .head.added { fill: var(--added); }
  .removed { stroke: var(--danger); stroke-dasharray: 2 5; } .head.removed { fill: var(--danger); }
  .missing { stroke: var(--faint); stroke-dasharray: 1 6; } .head.missing { fill: var(--faint); }
";

fn write(picture: &Picture<'_>) -> String {
    let (legend_at, legend) = (picture.layout.height + MARGIN.1 + 1, legend(picture));
    let words = picture.title();
    let widest = picture.layout.width.max(cells(width(&words))).max(legend.0);
    let size = point(widest + 2 * MARGIN.0, legend_at + 3);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">\n<title>{2}</title>\n<style>{STYLE}</style>\n<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n",
        number(size.0),
        number(size.1),
        escape::xml(&words),
    );
    out.push_str(&text((0, -3), "", &words));
    let mut stage = None;
    for column in &picture.layout.columns {
        if column.stage != stage {
            out.push_str(&text((column.x, -2), "faint", &column.title));
            stage = column.stage;
        }
    }
    for it in picture.layout.strokes() {
        out.push_str(&stroke(picture, &it));
    }
    for it in picture.layout.arrows() {
        out.push_str(&arrow(picture, &it));
    }
    for it in picture.layout.inscriptions() {
        out.push_str(&inscription(&it));
    }
    for placed in &picture.layout.boxes {
        out.push_str(&frame(picture, placed.node, [placed.x, placed.y, placed.w, placed.h]));
    }
    if let Some(shelf) = picture.layout.shelf {
        out.push_str(&text((0, shelf.y), "faint", &shelf.caption()));
    }
    out.push_str(&legend.1);
    out.push_str("</svg>\n");
    out
}

/// The upper left corner of a cell of the drawing.
fn corner((x, y): (i32, i32)) -> (f64, f64) {
    point(x + MARGIN.0, y + MARGIN.1)
}

fn point(x: i32, y: i32) -> (f64, f64) {
    (f64::from(x) * CELL.0, f64::from(y) * CELL.1)
}

fn centre(at: (i32, i32)) -> (f64, f64) {
    let (x, y) = corner(at);
    (x + CELL.0 / 2.0, y + CELL.1 / 2.0)
}

fn cells(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// At most one decimal place.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn text(at: (i32, i32), class: &str, words: &str) -> String {
    let (x, y) = corner(at);
    // The foot of the letters is a little above the foot of the cell.
    let y = y + CELL.1 * 0.72;
    format!(
        "<text x=\"{}\" y=\"{}\" class=\"{class}\">{}</text>\n",
        number(x),
        number(y),
        escape::xml(words)
    )
}

fn class_name(class: Class) -> &'static str {
    match class {
        Class::Ok => "",
        Class::Scheduled => " scheduled",
        Class::Manual => " manual",
        Class::Fragile => " fragile",
        Class::Degraded => " degraded",
        Class::Broken => " broken",
        Class::Added => " added",
        Class::Removed => " removed",
        Class::Missing => " missing",
    }
}

/// The class that the edges are shown in; that of the trunk where they differ.
fn shown(picture: &Picture<'_>, class: Class, keys: &[u32]) -> Class {
    let mut classes = keys.iter().filter_map(|it| Some(picture.drawing.line(*it)?.class));
    let first = classes.next();
    first.filter(|first| classes.all(|it| it == *first)).unwrap_or(class)
}

fn told(picture: &Picture<'_>, keys: &[u32]) -> String {
    let mut words: Vec<String> =
        keys.iter().take(TOLD_MAX).filter_map(|it| picture.words(*it)).collect();
    words.dedup();
    let more = keys.len().saturating_sub(TOLD_MAX);
    if more > 0 {
        words.push(format!("and {more} more"));
    }
    escape::xml(&words.join("\n"))
}

fn stroke(picture: &Picture<'_>, it: &Stroke) -> String {
    let (mut from, mut to) = (centre(it.from), centre(it.to));
    from.0 -= if it.open[0] { CELL.0 / 2.0 } else { 0.0 };
    to.0 += if it.open[1] { CELL.0 / 2.0 } else { 0.0 };
    let class = class_name(shown(picture, it.class, &it.keys));
    let [x0, y0, x1, y1] = [from.0, from.1, to.0, to.1].map(number);
    let path = format!("d=\"M{x0} {y0}L{x1} {y1}\"");
    // What runs down lies over what it crosses, with a gap at both sides: so no crossing looks like a branch.
    let mut gap = String::new();
    for pair in it.joints.windows(2).filter(|it| it[1] > it[0] + 1) {
        let half = CELL.1 / 2.0;
        let above = number(centre((it.from.0, pair[0])).1 + half);
        let below = number(centre((it.from.0, pair[1])).1 - half);
        gap.push_str(&format!("<path class=\"halo\" d=\"M{x0} {above}L{x0} {below}\"/>"));
    }
    format!(
        "{gap}<path class=\"line{class}\" {path}><title>{}</title></path>\n",
        told(picture, &it.keys)
    )
}

fn arrow(picture: &Picture<'_>, it: &Arrow) -> String {
    let (x, y) = corner(it.at);
    let (tip, base) = if it.points_left { (x, x + CELL.0) } else { (x + CELL.0, x) };
    let middle = y + CELL.1 / 2.0;
    let class = class_name(shown(picture, it.class, &it.keys));
    let [tip, base, middle, above, below] =
        [tip, base, middle, middle - 4.5, middle + 4.5].map(number);
    format!(
        "<path class=\"head{class}\" stroke=\"none\" d=\"M{tip} {middle}L{base} {above}L{base} {below}Z\"><title>{}</title></path>\n",
        told(picture, &it.keys)
    )
}

fn inscription(it: &Inscription) -> String {
    let (x, y) = corner(it.at);
    let (wide, high) = point(it.width, 1);
    let [x, y, wide, high] = [x, y + 1.0, wide, high - 2.0].map(number);
    format!(
        "<rect class=\"ground\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\"/>{}",
        text(it.at, "faint", &it.text)
    )
}

fn frame(picture: &Picture<'_>, node: usize, [x, y, w, h]: [i32; 4]) -> String {
    let Some(given) = picture.drawing.input.nodes.get(node) else { return String::new() };
    let style = match given.style {
        NodeStyle::Normal | NodeStyle::Ghost => "",
        NodeStyle::Alert => " alert",
        NodeStyle::Warn => " warn",
        NodeStyle::Added | NodeStyle::Changed => " added",
        NodeStyle::Removed => " removed",
    };
    // The border runs through the middle of the outer cells, as it does in the terminal.
    let ((left, top), (right, bottom)) = (centre((x, y)), centre((x + w - 1, y + h - 1)));
    let [left, top, wide, high] = [left, top, right - left, bottom - top].map(number);
    let tools = picture.drawing.shown.get(node).map_or(0, |it| it.members().len());
    let title = match tools {
        1 => given.lines.join("\n"),
        _ => format!("{} ({tools} tools)", given.lines.join("\n")),
    };
    let mut out = format!(
        "<g class=\"box{style}\"><title>{}</title><rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\" rx=\"5\"/>\n",
        escape::xml(&title)
    );
    let room = usize::try_from(w - 4).unwrap_or(0);
    let row = y + h / 2;
    out.push_str(&text((x + 2, row), "", &crate::text::fit(picture.name(node), room)));
    for (side, badge) in given.badges.iter().enumerate() {
        let Some(badge) = badge else { continue };
        let at = if side == 0 { x + 1 } else { x + w - 1 - cells(width(badge)) };
        out.push_str(&text((at, y + h - 1), "faint", badge));
    }
    out.push_str("</g>\n");
    out
}

/// The classes in use below the drawing, and how wide that is in cells.
fn legend(picture: &Picture<'_>) -> (i32, String) {
    let row = picture.layout.height + 1;
    let mut out = String::new();
    let mut x = 0;
    for (class, words) in picture.legend() {
        let ((from, y), (to, _)) = (centre((x, row)), centre((x + 4, row)));
        let [from, to, y] = [from, to, y].map(number);
        out.push_str(&format!(
            "<path class=\"line{}\" d=\"M{from} {y}L{to} {y}\"/>",
            class_name(class)
        ));
        out.push_str(&text((x + 6, row), "faint", words));
        x += 6 + cells(width(words)) + 3;
    }
    (x, out)
}
