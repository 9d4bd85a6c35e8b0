//! Graphviz.

use super::{MapFormat, Picture};
use crate::layout::Class;

pub(crate) static MAP: MapFormat =
    MapFormat { name: "dot", about: "for Graphviz, and what reads its language", write };

fn write(picture: &Picture<'_>) -> String {
    let mut out = format!(
        "digraph stack {{\n  label={};\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=10];\n",
        quote(&[&picture.title()])
    );
    for (number, (title, nodes)) in picture.stages().into_iter().enumerate() {
        out.push_str(&format!("  subgraph cluster_{number} {{\n    label={};\n", quote(&[&title])));
        for node in nodes {
            let lines: Vec<&str> = picture.lines(node).iter().map(String::as_str).collect();
            out.push_str(&format!("    n{node} [label={}];\n", quote(&lines)));
        }
        out.push_str("  }\n");
    }
    for (edge, class) in picture.edges() {
        let mut marks = vec![style(class).to_owned()];
        if edge.both_ways {
            marks.push("dir=both".to_owned());
        }
        marks.extend(edge.label.as_deref().map(|it| format!("label={}", quote(&[it]))));
        marks.extend(picture.words(edge.key).map(|it| format!("tooltip={}", quote(&[&it]))));
        out.push_str(&format!("  n{} -> n{} [{}];\n", edge.from, edge.to, marks.join(", ")));
    }
    out.push_str("}\n");
    out
}

/// A string of the language; lines are joined by its own escape.
fn quote(lines: &[&str]) -> String {
    let escape = |it: &&str| it.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", lines.iter().map(escape).collect::<Vec<_>>().join("\\n"))
}

fn style(class: Class) -> &'static str {
    match class {
        Class::Ok => "style=solid",
        Class::Scheduled => "style=dashed",
        Class::Manual | Class::Missing => "style=dotted",
        Class::Fragile => "style=\"dashed,bold\", color=\"#c2410c\"",
        Class::Degraded => "style=dashed, color=\"#b45309\"",
        Class::Broken => "style=bold, color=\"#b91c1c\", arrowhead=tee",
        Class::Added => "style=bold, color=\"#15803d\"",
        Class::Removed => "style=dotted, color=\"#b91c1c\"",
    }
}
