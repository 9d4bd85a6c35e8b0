//! DOT, which Graphviz and many other programs draw.

use std::fmt::Write as _;

use super::arrows::{Arrow, Arrows};
use super::palette::{LIGHT, box_colour, line_colour};
use super::{MapFormat, Picture, Written};
use crate::layout::{Class, NodeStyle};

pub(crate) static MAP: MapFormat =
    MapFormat { name: "dot", about: "Graphviz and whatever reads its files", write };

fn write(picture: &Picture<'_>) -> Written {
    let arrows = Arrows::of(picture);
    let mut out = String::new();
    comments(picture, &mut out);
    out.push_str(
        "digraph stack {\n  rankdir=LR; newrank=true; ranksep=1.2;\n  node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=11];\n  \
         edge [fontname=\"sans-serif\", fontsize=9, arrowsize=0.7];\n",
    );
    // Every stage is a column, as it is on the map; `newrank` lets boxes of a cluster stand in one.
    for group in &arrows.groups {
        let title = quoted(&group.title);
        out.push_str(&format!(
            "  subgraph cluster_{} {{\n    rank=same; label={title}; color=none; fontname=\"sans-serif\"; fontsize=10;\n",
            group.id
        ));
        for it in &group.boxes {
            let (name, about) = (quoted(&it.name), quoted(&it.about.join("\n")));
            let style = match it.style {
                NodeStyle::Ghost | NodeStyle::Removed => ", style=\"rounded,dashed\"",
                NodeStyle::Normal
                | NodeStyle::Alert
                | NodeStyle::Warn
                | NodeStyle::Added
                | NodeStyle::Changed => "",
            };
            let colour = box_colour(&LIGHT, it.style);
            out.push_str(&format!(
                "    {} [label={name}, tooltip={about}, color=\"{colour}\"{style}];\n",
                it.id
            ));
        }
        out.push_str("  }\n");
    }
    for arrow in &arrows.all {
        let ends = arrow.ends.map(|it| arrows.item(it).map(|it| it.1.id.as_str()));
        if let [Some(from), Some(to)] = ends {
            out.push_str(&format!("  {from} -> {to} [{}];\n", attributes(arrow)));
        }
    }
    out.push_str("}\n");
    Written::whole(out)
}

fn comments(picture: &Picture<'_>, out: &mut String) {
    // A name ends no comment: it holds no line breaks.
    out.push_str(&format!("// {}\n", picture.title()));
    for (class, words) in picture.legend() {
        out.push_str(&format!("// {}: {words}\n", look(class).0));
    }
}

/// How a class is told apart: in words, and as attributes.
fn look(class: Class) -> (&'static str, &'static str) {
    match class {
        Class::Ok => ("solid", "style=solid"),
        Class::Scheduled => ("dashed", "style=dashed"),
        Class::Manual => ("dotted", "style=dotted"),
        Class::Fragile => ("heavy and dashed", "style=\"dashed,bold\""),
        Class::Degraded => ("thin and dashed", "style=dashed, penwidth=0.5"),
        Class::Broken => ("with a bar for a head", "style=solid, arrowhead=tee"),
        Class::Added => ("heavy", "style=bold"),
        Class::Removed => ("dashed with a hollow head", "style=dashed, arrowhead=empty"),
        Class::Missing => ("dotted with a hollow head", "style=dotted, arrowhead=empty"),
    }
}

fn attributes(arrow: &Arrow) -> String {
    let mut out = look(arrow.class).1.to_owned();
    let head = match arrow.class {
        Class::Broken => ", arrowtail=tee",
        Class::Removed | Class::Missing => ", arrowtail=empty",
        Class::Ok
        | Class::Scheduled
        | Class::Manual
        | Class::Fragile
        | Class::Degraded
        | Class::Added => "",
    };
    if arrow.both_ways {
        out.push_str(", dir=both");
        out.push_str(head);
    }
    let colour = line_colour(&LIGHT, arrow.class);
    let about = quoted(&arrow.about.join("\n"));
    // A `String` takes whatever is written into it.
    let _always = write!(out, ", color=\"{colour}\", tooltip={about}");
    if let Some(label) = &arrow.label {
        // Graphviz 2.43 crashes on some labels between two boxes of one column; beside the line it takes them all.
        let is_in_column = arrow.ends[0][0] == arrow.ends[1][0];
        let key = if is_in_column { "xlabel" } else { "label" };
        let _always = write!(out, ", {key}={}", quoted(label));
    }
    out
}

/// A quoted string. Graphviz reads backslashes and character references in it, so that both are written as themselves.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for ch in text.chars() {
        match ch {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '&' => out.push_str("&amp;"),
            _ => out.push(ch),
        }
    }
    out.push('"');
    out
}
