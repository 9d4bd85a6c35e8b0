//! Mermaid flowcharts, which wikis and code hosts draw.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::arrows::{Arrow, Arrows};
use super::palette::{LIGHT, line_colour};
use super::{MapFormat, Picture, Written};
use crate::layout::Class;

pub(crate) static MAP: MapFormat =
    MapFormat { name: "mermaid", about: "wikis and code hosts that draw Mermaid", write };

/// Mermaid refuses a diagram with more edges than its setting `maxEdges`, which is 500 unless it is raised:
/// <https://mermaid.js.org/config/schema-docs/config.html>.
pub(super) const ARROWS_MAX: usize = 500;

fn write(picture: &Picture<'_>) -> Written {
    let mut arrows = Arrows::of(picture);
    let total = arrows.all.len();
    let mut notices = Vec::new();
    if total > ARROWS_MAX {
        // What is least sound stays; the order among what stays is that of the file.
        let mut kept: Vec<(usize, Arrow)> =
            std::mem::take(&mut arrows.all).into_iter().enumerate().collect();
        kept.sort_by_key(|(at, it)| (Reverse(it.class), *at));
        kept.truncate(ARROWS_MAX);
        kept.sort_by_key(|it| it.0);
        arrows.all = kept.into_iter().map(|it| it.1).collect();
        notices.push(format!(
            "Mermaid draws no more than {ARROWS_MAX} lines: the least sound {ARROWS_MAX} of {total} are written; \
             name a tool to see all of what surrounds it"
        ));
    }
    let mut out = String::from("flowchart LR\n");
    let summary = commented(&picture.title());
    out.push_str(&format!("  %% {summary}\n"));
    out.extend(notices.iter().map(|it| format!("  %% {it}\n")));
    for (class, words) in picture.legend() {
        out.push_str(&format!("  %% {}: {words}\n", look(class).0));
    }
    for group in &arrows.groups {
        out.push_str(&format!("  subgraph {}[\"{}\"]\n", group.id, escaped(&group.title)));
        for it in &group.boxes {
            out.push_str(&format!("    {}[\"{}\"]\n", it.id, escaped(&it.name)));
        }
        out.push_str("  end\n");
    }
    let mut of_class: BTreeMap<Class, Vec<String>> = BTreeMap::new();
    for (at, arrow) in arrows.all.iter().enumerate() {
        let ends = arrow.ends.map(|it| arrows.item(it).map(|it| it.1.id.as_str()));
        let [Some(from), Some(to)] = ends else { continue };
        let label = arrow.label.as_ref();
        let label = label.map_or_else(String::new, |it| format!("|\"{}\"|", escaped(it)));
        out.push_str(&format!("  {from} {}{label} {to}\n", sign(arrow)));
        of_class.entry(arrow.class).or_default().push(at.to_string());
    }
    for (class, lines) in of_class {
        let colour = line_colour(&LIGHT, class);
        let dashes = look(class).1;
        out.push_str(&format!("  linkStyle {} stroke:{colour}{dashes}\n", lines.join(",")));
    }
    Written { text: out, notices }
}

/// How a class is told apart: in words, and as a style of its links.
fn look(class: Class) -> (&'static str, &'static str) {
    match class {
        Class::Ok => ("solid", ",stroke-width:1.5px"),
        Class::Scheduled => ("dashed", ",stroke-width:1.5px,stroke-dasharray:6 4"),
        Class::Manual => ("dotted", ",stroke-width:1.5px,stroke-dasharray:2 4"),
        Class::Fragile => ("heavy and dashed", ",stroke-width:3px,stroke-dasharray:8 4"),
        Class::Degraded => ("dashes and dots", ",stroke-width:1.5px,stroke-dasharray:8 3 2 3"),
        Class::Broken => ("with a cross for a head", ",stroke-width:1.5px"),
        Class::Added => ("heavy", ",stroke-width:3px"),
        Class::Removed => ("short dashes far apart", ",stroke-width:1.5px,stroke-dasharray:3 8"),
        Class::Missing => ("dots far apart", ",stroke-width:1.5px,stroke-dasharray:1 6"),
    }
}

fn sign(arrow: &Arrow) -> &'static str {
    match (arrow.class, arrow.both_ways) {
        (Class::Broken, false) => "--x",
        (Class::Broken, true) => "x--x",
        (Class::Fragile | Class::Added, false) => "==>",
        (Class::Fragile | Class::Added, true) => "<==>",
        (Class::Ok, false) => "-->",
        (Class::Ok, true) => "<-->",
        (_, false) => "-.->",
        (_, true) => "<-.->",
    }
}

/// Everything but letters, digits and harmless signs as an entity of Mermaid: `#NN;`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            ' ' | ',' | '-' | '/' | '+' => out.push(ch),
            it if it.is_alphanumeric() || !it.is_ascii() => out.push(it),
            it => out.push_str(&format!("#{};", u32::from(it))),
        }
    }
    out
}

/// A comment goes on to the end of its line, but `%%{` begins a directive and braces confuse older versions.
fn commented(text: &str) -> String {
    text.replace(['{', '}', '%'], "_")
}
