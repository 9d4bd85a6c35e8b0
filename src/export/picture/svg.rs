//! SVG: the drawing of the terminal as crisp boxes and lines. It has no script and loads nothing.

use super::arrows::{about_box, about_line};
use super::palette::{DARK, LIGHT, Palette, Shade, box_colour, line_colour};
use super::{MapFormat, Picture, Written};
use crate::export::escape::xml;
use crate::layout::{Class, Detail, NodeStyle, PlacedBox, Shapes, Stroke};
use crate::map::tags_told;
use crate::text::{fit, width};

pub(crate) static MAP: MapFormat =
    MapFormat { name: "svg", about: "an image for documents and browsers", write };

/// A cell in pixels. A sign of the font below is at most as wide, so that what fits the terminal fits here.
const CELL: [i32; 2] = [8, 17];
const MARGIN: i32 = 20;
/// Where the drawing begins: below the summary and the names of the stages.
const HEAD: i32 = 58;
const FONT_SIZE: i32 = 13;
/// Room of an entry of the legend for its piece of line.
const SAMPLE: i32 = 44;
const LEGEND_ROW: i32 = 20;
/// Narrower images have no room for the legend.
const WIDTH_MIN: i32 = 420;
/// Half of the gap that a line leaves for one that hops over it: between two neighbours a piece remains.
const HOP: i32 = 3;

fn write(picture: &Picture<'_>) -> Written {
    let layout = &picture.layout;
    let shapes = layout.shapes();
    let mut summary = picture.title();
    if let Some(tags) = tags_told(layout) {
        summary = format!("{summary}, {tags}");
    }
    let wide = (layout.width * CELL[0]).max(text_width(&summary)).max(WIDTH_MIN) + 2 * MARGIN;
    let (mut legend, mut legend_rows) = legend(picture, wide);
    legend_rows += numbered(picture, wide, legend_rows, &mut legend);
    let below = HEAD + layout.height * CELL[1] + MARGIN;
    let high = below + legend_rows * LEGEND_ROW + MARGIN;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" \
         viewBox=\"0 0 {wide} {high}\" role=\"img\" font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, \
         'DejaVu Sans Mono', monospace\" font-size=\"{FONT_SIZE}\">\n<title>{}</title>\n<style>\n{}</style>\n\
         <rect class=\"ground\" width=\"{wide}\" height=\"{high}\"/>\n",
        xml(&summary),
        style(picture.shade),
    );
    out.push_str(&format!(
        "<text class=\"summary\" x=\"{MARGIN}\" y=\"{}\"{}>{}</text>\n",
        MARGIN + 4,
        length(&summary),
        xml(&summary)
    ));
    for column in picture.stages() {
        let (x, title) = (MARGIN + column.x * CELL[0], &column.title);
        out.push_str(&format!(
            "<text class=\"stage\" x=\"{x}\" y=\"{}\"{}>{}</text>\n",
            HEAD - 10,
            length(title),
            xml(title)
        ));
    }
    frames(picture, &mut out);
    lines(&shapes, &mut out);
    out.push_str("<g class=\"boxes\">\n");
    for placed in &layout.boxes {
        draw_box(picture, placed, &mut out);
    }
    out.push_str("</g>\n");
    for at in &shapes.ports {
        let [x, y] = middle(*at);
        out.push_str(&format!(
            "<rect class=\"port\" x=\"{}\" y=\"{}\" width=\"6\" height=\"6\"/>\n",
            x - 3,
            y - 3
        ));
    }
    wires(picture, &shapes, &mut out);
    if let Some(shelf) = layout.shelf {
        let words = format!("not connected ({})", shelf.boxes);
        let y = middle([0, shelf.y])[1] + 4;
        out.push_str(&format!(
            "<text class=\"stage\" x=\"{MARGIN}\" y=\"{y}\"{}>{words}</text>\n",
            length(&words)
        ));
    }
    out.push_str(&format!("<g transform=\"translate({MARGIN} {below})\">\n{legend}</g>\n</svg>\n"));
    Written::whole(out)
}

/// Frames around groups, below everything else.
fn frames(picture: &Picture<'_>, out: &mut String) {
    let frames = &picture.layout.frames;
    if frames.is_empty() {
        return;
    }
    out.push_str(
        "<g class=\"frames\" fill=\"none\" stroke=\"#888\" stroke-opacity=\".7\" stroke-dasharray=\"2 4\">\n",
    );
    for it in frames {
        let [left, top] = middle([it.rect.x, it.rect.y]);
        let [right, bottom] = middle([it.rect.x + it.rect.w - 1, it.rect.y + it.rect.h - 1]);
        let (wide, high, words) = (right - left, bottom - top, format!(" {} ", it.title));
        out.push_str(&format!(
            "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\"/><rect class=\"gap\" \
             x=\"{}\" y=\"{}\" width=\"{}\" height=\"14\"/><text class=\"more\" stroke=\"none\" x=\"{}\" \
             y=\"{}\"{}>{}</text>\n",
            left + CELL[0] / 2,
            top - 7,
            text_width(&words),
            left + CELL[0] / 2,
            top + 4,
            length(&words),
            xml(&words)
        ));
    }
    out.push_str("</g>\n");
}

/// The middle of a cell.
fn middle([x, y]: [i32; 2]) -> [i32; 2] {
    [MARGIN + x * CELL[0] + CELL[0] / 2, HEAD + y * CELL[1] + CELL[1] / 2]
}

fn text_width(text: &str) -> i32 {
    i32::try_from(width(text)).unwrap_or(0) * CELL[0]
}

/// Whatever font there is, the text is as wide as its cells.
fn length(text: &str) -> String {
    let wide = text_width(text);
    if wide == 0 {
        return String::new();
    }
    format!(" textLength=\"{wide}\" lengthAdjust=\"spacingAndGlyphs\"")
}

fn style(shade: Shade) -> String {
    let fixed = "text{white-space:pre}.line{fill:none;stroke-width:1.5}.wire{fill:none;stroke:transparent;stroke-width:9;\
                 pointer-events:stroke}.box:hover rect{stroke-width:2.5}.summary,.name{font-weight:600}\n";
    let mut out = fixed.to_owned();
    match shade {
        Shade::Light => out.push_str(&colours(&LIGHT)),
        Shade::Dark => out.push_str(&colours(&DARK)),
        Shade::Auto => {
            out.push_str(&colours(&LIGHT));
            out.push_str("@media (prefers-color-scheme: dark) {\n");
            out.push_str(&colours(&DARK));
            out.push_str("}\n");
        }
    }
    out
}

/// All classes, with and without a line in this drawing: the same rules in every file.
const CLASSES: [Class; 9] = [
    Class::Ok,
    Class::Scheduled,
    Class::Manual,
    Class::Fragile,
    Class::Degraded,
    Class::Broken,
    Class::Added,
    Class::Removed,
    Class::Missing,
];

const STYLES: [NodeStyle; 7] = [
    NodeStyle::Normal,
    NodeStyle::Alert,
    NodeStyle::Warn,
    NodeStyle::Added,
    NodeStyle::Removed,
    NodeStyle::Changed,
    NodeStyle::Ghost,
];

fn colours(palette: &Palette) -> String {
    let Palette { background, text, title, muted, accent, .. } = palette;
    let mut out = format!(
        ".ground,.gap{{fill:{background};stroke:none}}.core{{stroke:{background}}}.box rect{{fill:{background}}}\n\
         text{{fill:{text}}}.summary{{fill:{title}}}.stage,.more,.words{{fill:{muted}}}.port{{fill:{muted}}}\n\
         .wire:hover{{stroke:{accent};stroke-opacity:.45}}\n"
    );
    for class in CLASSES {
        let (name, colour) = (class_name(class), line_colour(palette, class));
        let tip = match class {
            Class::Removed | Class::Missing => format!("fill:{background};stroke:{colour}"),
            Class::Broken => format!("fill:none;stroke:{colour};stroke-width:2"),
            Class::Ok
            | Class::Scheduled
            | Class::Manual
            | Class::Fragile
            | Class::Degraded
            | Class::Added => format!("fill:{colour}"),
        };
        out.push_str(&format!(".{name}{{stroke:{colour};{}}}", dashes(class)));
        out.push_str(&format!(".tip-{name}{{{tip}}}\n"));
    }
    for style in STYLES {
        let dash = if style == NodeStyle::Ghost { ";stroke-dasharray:4 3" } else { "" };
        let (name, colour) = (style_name(style), box_colour(palette, style));
        out.push_str(&format!(".{name} rect{{stroke:{colour}{dash}}}"));
    }
    out.push('\n');
    out
}

fn class_name(class: Class) -> &'static str {
    match class {
        Class::Ok => "supported",
        Class::Scheduled => "scheduled",
        Class::Manual => "manual",
        Class::Fragile => "fragile",
        Class::Degraded => "degraded",
        Class::Broken => "broken",
        Class::Added => "added",
        Class::Removed => "removed",
        Class::Missing => "missing",
    }
}

fn style_name(style: NodeStyle) -> &'static str {
    match style {
        NodeStyle::Normal => "usual",
        NodeStyle::Alert => "lost",
        NodeStyle::Warn => "worse",
        NodeStyle::Added => "new",
        NodeStyle::Removed => "gone",
        NodeStyle::Changed => "changed",
        NodeStyle::Ghost => "idle",
    }
}

/// Classes are told apart without colour.
fn dashes(class: Class) -> &'static str {
    match class {
        Class::Ok => "",
        Class::Scheduled => "stroke-dasharray:7 4",
        Class::Manual => "stroke-dasharray:2 3",
        Class::Fragile => "stroke-width:3;stroke-dasharray:9 4",
        Class::Degraded => "stroke-dasharray:9 3 2 3",
        Class::Broken => "stroke-dasharray:14 3 3 3",
        Class::Added => "stroke-width:5",
        Class::Removed => "stroke-dasharray:3 6",
        Class::Missing => "stroke-dasharray:1.5 6",
    }
}

/// Strokes, with a gap in what is hopped over; a vertical one lies above.
fn lines(shapes: &Shapes, out: &mut String) {
    let is_across = |it: &&Stroke| it.from[1] == it.to[1];
    let across = shapes.strokes.iter().filter(is_across);
    let along = shapes.strokes.iter().filter(|it| !is_across(it));
    out.push_str("<g class=\"lines\">\n");
    across.for_each(|it| stroke(it, out));
    for at in &shapes.hops {
        let [x, y] = middle(*at);
        out.push_str(&format!(
            "<rect class=\"gap\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"6\"/>\n",
            x - HOP,
            y - 3,
            2 * HOP
        ));
    }
    along.for_each(|it| stroke(it, out));
    for tip in &shapes.tips {
        let ([x, y], name) = (middle(tip.at), class_name(tip.class));
        let towards = if tip.is_left { -1 } else { 1 };
        let (point, back) = (x + towards * (CELL[0] - 1), x - towards * 2);
        let shape = if tip.class == Class::Broken {
            format!("M{} {}L{} {}M{0} {3}L{2} {1}", x - 4, y - 4, x + 4, y + 4)
        } else {
            format!("M{back} {}L{point} {y}L{back} {}Z", y - 4, y + 4)
        };
        out.push_str(&format!("<path class=\"tip-{name}\" d=\"{shape}\"/>\n"));
    }
    for it in &shapes.words {
        let ([x, y], wide) = (middle(it.at), it.cells * CELL[0]);
        let left = x - CELL[0] / 2;
        out.push_str(&format!(
            "<rect class=\"gap\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/><text class=\"words\" x=\"{left}\" \
             y=\"{}\"{}>{}</text>\n",
            left - 2,
            y - 7,
            wide + 4,
            14,
            y + 4,
            length(&it.text),
            xml(&it.text)
        ));
    }
    out.push_str("</g>\n");
}

fn stroke(it: &Stroke, out: &mut String) {
    let ([x0, y0], [x1, y1]) = (middle(it.from), middle(it.to));
    if (x0, y0) == (x1, y1) {
        return;
    }
    let name = class_name(it.class);
    let path = format!("M{x0} {y0}L{x1} {y1}");
    out.push_str(&format!("<path class=\"line {name}\" d=\"{path}\"/>\n"));
    if it.class == Class::Added {
        // A double line is a broad one with a core of nothing.
        out.push_str(&format!("<path class=\"line core\" stroke-width=\"2\" d=\"{path}\"/>\n"));
    }
}

fn draw_box(picture: &Picture<'_>, placed: &PlacedBox, out: &mut String) {
    let input = &picture.drawing.input;
    let Some(node) = input.nodes.get(placed.node) else { return };
    let [left, top] = middle([placed.x, placed.y]);
    let [right, bottom] = middle([placed.x + placed.w - 1, placed.y + placed.h - 1]);
    let mut about = about_box(picture, placed.node);
    let loops = placed.loops.iter().filter_map(|it| picture.drawing.line(*it));
    about.extend(loops.map(|it| about_line(picture.analysis, &it.integration)));
    out.push_str(&format!(
        "<g class=\"box {}\"><title>{}</title><rect x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{}\" rx=\"5\" \
         stroke-width=\"1.5\"/>",
        style_name(node.style),
        xml(&about.join("\n")),
        right - left,
        bottom - top
    ));
    let rows = match input.options.detail {
        Detail::Compact => 1,
        Detail::Cards => usize::try_from(placed.h - 2).unwrap_or(1),
    };
    let shown = node.lines.len().min(rows);
    let room = usize::try_from(placed.w - 4).unwrap_or(0);
    let taken = i32::try_from(shown).unwrap_or(0);
    let first = i32::midpoint(top, bottom) - (taken - 1) * CELL[1] / 2;
    for (line, at) in node.lines.iter().take(shown).zip(0..) {
        let words = fit(line, room);
        let x = middle([placed.x + 2, placed.y])[0] - CELL[0] / 2;
        let class = if at == 0 { "name" } else { "more" };
        out.push_str(&format!(
            "<text class=\"{class}\" x=\"{x}\" y=\"{}\"{}>{}</text>",
            first + at * CELL[1] + 4,
            length(&words),
            xml(&words)
        ));
    }
    let [into, from] = &node.badges;
    for (badge, x) in [(into, left + 4), (from, right - 4 - badge_width(from.as_deref()))] {
        if let Some(badge) = badge {
            out.push_str(&format!(
                "<rect class=\"gap\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"12\"/><text class=\"more\" font-size=\"11\" \
                 x=\"{x}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>",
                x - 2,
                bottom - 6,
                badge_width(Some(badge)) + 4,
                bottom + 4,
                badge_width(Some(badge)),
                xml(badge)
            ));
        }
    }
    if !placed.loops.is_empty() {
        out.push_str(&format!(
            "<text class=\"more\" x=\"{}\" y=\"{}\">↻</text>",
            right - 2 * CELL[0],
            top + 5
        ));
    }
    out.push_str("</g>\n");
}

/// Badges are set a little smaller.
fn badge_width(text: Option<&str>) -> i32 {
    text_width(text.unwrap_or_default()) * 7 / CELL[0]
}

/// Broad invisible lines that tell what they are and light up from end to end.
fn wires(picture: &Picture<'_>, shapes: &Shapes, out: &mut String) {
    for wire in &shapes.wires {
        let mut path = String::new();
        for it in &wire.strokes {
            let ([x0, y0], [x1, y1]) = (middle(it.from), middle(it.to));
            path.push_str(&format!("M{x0} {y0}L{x1} {y1}"));
        }
        let lines = wire.keys.iter().filter_map(|it| picture.drawing.line(*it));
        let mut about: Vec<String> =
            lines.map(|it| about_line(picture.analysis, &it.integration)).collect();
        about.dedup();
        if !path.is_empty() {
            let title = xml(&about.join("\n"));
            out.push_str(&format!(
                "<path class=\"wire\" d=\"{path}\"><title>{title}</title></path>\n"
            ));
        }
    }
}

/// The labels that are numbers on the lines, in as many rows as the image is wide for.
fn numbered(picture: &Picture<'_>, wide: i32, first: i32, out: &mut String) -> i32 {
    let (mut x, mut row) = (0, 0);
    for it in &picture.layout.numbered {
        let words = format!("{} {}", it.number, it.text);
        let taken = text_width(&words) + 3 * CELL[0];
        if x > 0 && x + taken > wide - 2 * MARGIN {
            (x, row) = (0, row + 1);
        }
        out.push_str(&format!(
            "<text class=\"words\" x=\"{x}\" y=\"{}\"{}>{}</text>\n",
            (first + row) * LEGEND_ROW + 12,
            length(&words),
            xml(&words)
        ));
        x += taken;
    }
    if x == 0 { 0 } else { row + 1 }
}

/// What the lines mean, in as many rows as the image is wide for.
fn legend(picture: &Picture<'_>, wide: i32) -> (String, i32) {
    let (mut out, mut x, mut row) = (String::new(), 0, 0);
    for (class, words) in picture.legend() {
        let taken = SAMPLE + text_width(words) + 2 * CELL[0];
        if x > 0 && x + taken > wide - 2 * MARGIN {
            (x, row) = (0, row + 1);
        }
        let (y, name) = (row * LEGEND_ROW + 8, class_name(class));
        out.push_str(&format!(
            "<path class=\"line {name}\" d=\"M{x} {y}L{} {y}\"/>",
            x + SAMPLE - 10
        ));
        if class == Class::Added {
            out.push_str(&format!(
                "<path class=\"line core\" stroke-width=\"2\" d=\"M{x} {y}L{} {y}\"/>",
                x + SAMPLE - 10
            ));
        }
        out.push_str(&format!(
            "<text class=\"more\" x=\"{}\" y=\"{}\"{}>{words}</text>\n",
            x + SAMPLE,
            y + 4,
            length(words)
        ));
        x += taken;
    }
    (out, if x == 0 && row == 0 { 0 } else { row + 1 })
}
