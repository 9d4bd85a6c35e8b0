//! D2, the diagram language of d2lang.com.

use super::{MapFormat, Picture};
use crate::layout::Class;

pub(crate) static MAP: MapFormat = MapFormat { name: "d2", about: "for D2", write };

fn write(picture: &Picture<'_>) -> String {
    let mut out = format!("# {}\ndirection: right\n", picture.title());
    let mut path = vec![String::new(); picture.drawing.input.nodes.len()];
    for (number, (title, nodes)) in picture.stages().into_iter().enumerate() {
        out.push_str(&format!("s{number}: {} {{\n", quote(&[&title])));
        for node in nodes {
            let lines: Vec<&str> = picture.lines(node).iter().map(String::as_str).collect();
            out.push_str(&format!("  n{node}: {}\n", quote(&lines)));
            if let Some(path) = path.get_mut(node) {
                *path = format!("s{number}.n{node}");
            }
        }
        out.push_str("}\n");
    }
    let place = |node: usize| path.get(node).map_or("", String::as_str);
    for (edge, class) in picture.edges() {
        let arrow = if edge.both_ways { "<->" } else { "->" };
        let label = quote(&[edge.label.as_deref().unwrap_or_default()]);
        let (from, to) = (place(edge.from), place(edge.to));
        out.push_str(&format!("{from} {arrow} {to}: {label} {{{}}}\n", style(class)));
    }
    out
}

/// A string in double quotes; `$` would begin a substitution.
fn quote(lines: &[&str]) -> String {
    let escape = |it: &&str| it.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$");
    format!("\"{}\"", lines.iter().map(escape).collect::<Vec<_>>().join("\\n"))
}

fn style(class: Class) -> &'static str {
    match class {
        Class::Ok => "",
        Class::Scheduled => "style.stroke-dash: 5",
        Class::Manual | Class::Missing | Class::Removed => "style.stroke-dash: 2",
        Class::Fragile => "style.stroke-dash: 5; style.stroke-width: 4",
        Class::Degraded => "style.stroke-dash: 8; style.stroke-width: 3",
        Class::Broken | Class::Added => "style.stroke-width: 4",
    }
}
