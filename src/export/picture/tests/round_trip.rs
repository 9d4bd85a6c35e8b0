//! What is written is read again, by Graphviz and by readers that know nothing else, and must be the same graph with
//! the same names.

use std::io::Write as _;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use serde_json::Value;

use super::readers::{self, Graph};
use crate::analysis::Analysis;
use crate::export::picture::arrows::Arrows;
use crate::export::picture::{MAP_FORMATS, Picture, Shade};
use crate::facade::EXAMPLE;
use crate::load::{Alone, load};
use crate::map::{Subject, TextOptions, lay_out};
use crate::stack::Date;

/// The graph of the model, and what is written of it in a format.
fn both(text: &str, name: &str) -> (Graph, String) {
    let loaded = load("stack.yaml", text.as_bytes(), &Alone);
    let today = Date::new(2026, 9, 15).unwrap();
    let analysis = Analysis::of(loaded.sources, loaded.stack, loaded.problems, today);
    let subject = Subject { before: &analysis, simulation: None };
    let (drawing, layout) = lay_out(subject, &TextOptions { all: true, ..TextOptions::default() });
    let shade = Shade::Auto;
    let picture = Picture { analysis: &analysis, drawing: &drawing, layout: &layout, shade };
    let format = MAP_FORMATS.iter().find(|it| it.name == name).unwrap();
    let arrows = Arrows::of(&picture);
    let mut names: Vec<&str> =
        arrows.groups.iter().flat_map(|it| &it.boxes).map(|it| it.name.as_str()).collect();
    let mut of_model: Vec<&str> =
        drawing.input.nodes.iter().map(|it| it.lines[0].as_str()).collect();
    names.sort_unstable();
    of_model.sort_unstable();
    assert_eq!(names, of_model);
    assert_eq!(arrows.all.len(), drawing.input.edges.len());
    (graph(&arrows), (format.write)(&picture).text)
}

fn graph(arrows: &Arrows) -> Graph {
    let mut graph = Graph::default();
    for group in &arrows.groups {
        graph.groups.insert(group.id.clone(), group.title.clone());
        graph.boxes.extend(group.boxes.iter().map(|it| (it.id.clone(), it.name.clone())));
    }
    for it in &arrows.all {
        let [from, to] = it.ends.map(|it| arrows.item(it).unwrap().1.id.clone());
        graph.arrows.push((from, to, it.both_ways, it.label.clone().unwrap_or_default()));
    }
    graph
}

/// The graph as Graphviz has read it, with the texts that it would draw; `None` where it is not installed.
fn read_by_graphviz(dot: &str) -> Option<Graph> {
    let child = Command::new("dot")
        .arg("-Tjson")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!("skipped: the program `dot` is not installed");
        return None;
    };
    child.stdin.take().unwrap().write_all(dot.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "it complains of nothing:\n{dot}");
    assert!(output.status.success());
    let read: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut graph = Graph::default();
    let objects = read["objects"].as_array().unwrap();
    for object in objects {
        let name = object["name"].as_str().unwrap();
        match name.strip_prefix("cluster_") {
            Some(group) => graph.groups.insert(group.to_owned(), drawn(object)),
            None => graph.boxes.insert(name.to_owned(), drawn(object)),
        };
    }
    let name = |it: &Value| {
        let at = usize::try_from(it.as_u64().unwrap()).unwrap();
        objects[at]["name"].as_str().unwrap().to_owned()
    };
    for edge in read["edges"].as_array().into_iter().flatten() {
        let is_two_way = edge["dir"].as_str() == Some("both");
        graph.arrows.push((name(&edge["tail"]), name(&edge["head"]), is_two_way, drawn(edge)));
    }
    Some(graph)
}

/// The text that is drawn for a thing, after all that Graphviz reads in it.
fn drawn(object: &Value) -> String {
    let strokes = ["_ldraw_", "_xldraw_"].map(|it| object[it].as_array().into_iter().flatten());
    strokes
        .into_iter()
        .flatten()
        .filter(|it| it["op"] == "T")
        .filter_map(|it| it["text"].as_str())
        .collect()
}

/// Graphviz gives edges in an order of its own.
fn sorted(mut graph: Graph) -> Graph {
    graph.arrows.sort();
    graph
}

fn assert_round_trip(text: &str) {
    let (graph, mermaid) = both(text, "mermaid");
    assert_eq!(readers::mermaid(&mermaid), graph, "{mermaid}");
    let (graph, d2) = both(text, "d2");
    assert_eq!(readers::d2(&d2), graph, "{d2}");
}

#[test]
fn the_example_is_read_as_it_is_written() {
    assert_round_trip(EXAMPLE);
    let (graph, dot) = both(EXAMPLE, "dot");
    if let Some(read) = read_by_graphviz(&dot) {
        assert_eq!(sorted(read), sorted(graph));
    }
}

/// What means something to one of the languages, to Markdown or to HTML.
const PIECES: [&str; 34] = [
    "\"",
    "\\",
    "\\n",
    "#35;",
    "#quot;",
    "&lt;",
    "&amp;",
    "&",
    "<b>",
    "</title>",
    "]]>",
    "|",
    "`",
    "${x}",
    "$",
    "%%",
    "%%{init: 1}%%",
    "{",
    "}",
    "[\"",
    "\"]",
    "end",
    " --> ",
    "->",
    ";",
    "\n",
    "\t",
    "//",
    "/*",
    "1. ",
    "- ",
    "\u{202e}",
    "名前 🦀",
    "a\u{301}",
];
/// Some are words of a language, some differ in signs that no id may have.
const IDS: [&str; 10] =
    ["end", "a-b", "a_b", "a b", "class", "x", "o", "label", "Style", "\"]; graph --> é"];

fn hostile() -> impl Strategy<Value = String> {
    let pieces = proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 1..5);
    pieces.prop_map(|it| format!("x{}", it.concat()))
}

/// A stack of some tools under such names, with some integrations that carry such objects.
fn stacks() -> impl Strategy<Value = String> {
    let names = proptest::collection::vec(hostile(), IDS.len());
    let ends = (0..IDS.len(), 0..IDS.len(), any::<bool>(), proptest::option::of(hostile()));
    (names, proptest::collection::vec(ends, 0..12)).prop_map(|(names, lines)| {
        let quoted = |it: &str| serde_json::to_string(it).unwrap();
        let mut text = String::from("version: 1\ntools:\n");
        for (id, name) in IDS.iter().zip(&names) {
            text += &format!("  - {{id: {}, name: {}, category: crm}}\n", quoted(id), quoted(name));
        }
        text += if lines.is_empty() { "" } else { "integrations:\n" };
        for (at, (from, to, is_two_way, object)) in lines.iter().enumerate() {
            let ends = [IDS[*from], IDS[*to]].map(quoted);
            let way = if *is_two_way { ", direction: two_way" } else { "" };
            let objects = object.as_ref().map(|it| format!(", objects: [{}]", quoted(it)));
            text += &format!(
                "  - {{id: i{at}, from: {}, to: {}, method: webhook{way}{}}}\n",
                ends[0],
                ends[1],
                objects.unwrap_or_default()
            );
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn whatever_names_say_they_are_read_as_names(text in stacks()) {
        assert_round_trip(&text);
    }
}

proptest! {
    // Each starts a program.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    #[test]
    fn graphviz_reads_names_as_names(text in stacks()) {
        let (graph, dot) = both(&text, "dot");
        if let Some(read) = read_by_graphviz(&dot) {
            prop_assert_eq!(sorted(read), sorted(graph));
        }
    }
}
