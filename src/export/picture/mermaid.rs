//! Mermaid flowcharts, as Markdown shows them on many sites.

use std::cmp::Reverse;

use super::{MapFormat, Picture};
use crate::layout::Class;

pub(crate) static MAP: MapFormat =
    MapFormat { name: "mermaid", about: "a flowchart for Markdown pages", write };

/// Mermaid refuses more unless its configuration says otherwise (`maxEdges`, documented at
/// mermaid.js.org/config/schema-docs/config-properties-maxedges.html).
const EDGES_MAX: usize = 500;

fn write(picture: &Picture<'_>) -> String {
    let mut out = format!("%% {}\nflowchart LR\n", escape(&picture.title()));
    for (number, (title, nodes)) in picture.stages().into_iter().enumerate() {
        out.push_str(&format!("  subgraph s{number}[\"{}\"]\n", escape(&title)));
        for node in nodes {
            let lines: Vec<String> = picture.lines(node).iter().map(|it| escape(it)).collect();
            out.push_str(&format!("    n{node}[\"{}\"]\n", lines.join("<br/>")));
        }
        out.push_str("  end\n");
    }
    let mut edges: Vec<_> = picture.edges().collect();
    let left_out = edges.len().saturating_sub(EDGES_MAX);
    if left_out > 0 {
        // What matters most is drawn, in the order of the file.
        edges.sort_by_key(|it| (Reverse(it.1), it.0.key));
        edges.truncate(EDGES_MAX);
        edges.sort_by_key(|it| it.0.key);
        let words = format!("{left_out} lines are left out: Mermaid draws {EDGES_MAX} at most");
        out.push_str(&format!("  %% {words}\n  note[\"{words}\"]\n"));
    }
    for (edge, class) in edges {
        let label =
            edge.label.as_deref().map_or_else(String::new, |it| format!("|\"{}\"|", escape(it)));
        let both = if edge.both_ways { "<" } else { "" };
        out.push_str(&format!("  n{} {both}{}{label} n{}\n", edge.from, arrow(class), edge.to));
    }
    out
}

fn arrow(class: Class) -> &'static str {
    match class {
        Class::Ok => "-->",
        Class::Scheduled | Class::Manual | Class::Missing | Class::Removed => "-.->",
        Class::Fragile | Class::Degraded | Class::Broken | Class::Added => "==>",
    }
}

/// Everything that could mean something to Mermaid, Markdown or HTML becomes a numbered entity.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        let is_plain = sign.is_alphanumeric() || " .,:+-×…()/→".contains(sign);
        if is_plain {
            out.push(sign);
        } else {
            out.push_str(&format!("#{};", u32::from(sign)));
        }
    }
    out
}
