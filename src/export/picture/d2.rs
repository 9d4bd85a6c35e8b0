//! D2, for those who draw with it.

use super::arrows::{Arrow, Arrows};
use super::palette::{LIGHT, line_colour};
use super::{MapFormat, Picture, Written};
use crate::layout::{Class, NodeStyle};

pub(crate) static MAP: MapFormat =
    MapFormat { name: "d2", about: "the D2 diagram language", write };

fn write(picture: &Picture<'_>) -> Written {
    let arrows = Arrows::of(picture);
    let mut out = format!("# {}\n", picture.title());
    for (class, words) in picture.legend() {
        out.push_str(&format!("# {}: {words}\n", look(class).0));
    }
    out.push_str("direction: right\n");
    for group in &arrows.groups {
        out.push_str(&format!("{}: {} {{\n", group.id, quoted(&group.title)));
        for it in &group.boxes {
            let dashes = match it.style {
                NodeStyle::Ghost | NodeStyle::Removed => " {style.stroke-dash: 4}",
                NodeStyle::Normal
                | NodeStyle::Alert
                | NodeStyle::Warn
                | NodeStyle::Added
                | NodeStyle::Changed => "",
            };
            // A tooltip would be read as Markdown, in which a name may mean something.
            out.push_str(&format!("  {}: {}{dashes}\n", it.id, quoted(&it.name)));
        }
        out.push_str("}\n");
    }
    for arrow in &arrows.all {
        let ends = arrow.ends.map(|it| arrows.item(it));
        let [Some((from_group, from)), Some((to_group, to))] = ends else { continue };
        let (from, to) =
            (format!("{}.{}", from_group.id, from.id), format!("{}.{}", to_group.id, to.id));
        let sign = if arrow.both_ways { "<->" } else { "->" };
        let label = arrow.label.as_deref().map_or_else(|| "\"\"".to_owned(), quoted);
        out.push_str(&format!("{from} {sign} {to}: {label} {{{}}}\n", style(arrow)));
    }
    Written::whole(out)
}

fn style(arrow: &Arrow) -> String {
    let colour = line_colour(&LIGHT, arrow.class);
    format!("style.stroke: \"{colour}\"{}", look(arrow.class).1)
}

/// How a class is told apart: in words, and as a style.
fn look(class: Class) -> (&'static str, &'static str) {
    match class {
        Class::Ok => ("solid", ""),
        Class::Scheduled => ("dashed", "; style.stroke-dash: 5"),
        Class::Manual => ("dotted", "; style.stroke-dash: 2"),
        Class::Fragile => ("heavy and dashed", "; style.stroke-width: 4; style.stroke-dash: 3"),
        Class::Degraded => ("long dashes", "; style.stroke-dash: 8"),
        Class::Broken => ("red and solid", "; style.stroke-width: 3"),
        Class::Added => ("heavy", "; style.stroke-width: 4"),
        Class::Removed => ("faint and dashed", "; style.opacity: 0.4; style.stroke-dash: 5"),
        Class::Missing => ("faint and dotted", "; style.opacity: 0.4; style.stroke-dash: 2"),
    }
}

/// A double-quoted string, in which D2 reads backslashes and `${…}`.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for ch in text.chars() {
        match ch {
            '"' | '\\' | '$' => {
                out.push('\\');
                out.push(ch);
            }
            '\n' => out.push_str("\\n"),
            _ => out.push(ch),
        }
    }
    out.push('"');
    out
}
