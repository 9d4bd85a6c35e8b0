//! Strict readers of what the map is written as: whatever they do not know is a fault of the writer.
//!
//! They take the part of each language that is written here, as the language's own reference describes it, and undo
//! its escapes; so a name that leaves its quotes, or an entity that is not one, cannot be taken for something else.

use std::collections::{BTreeMap, BTreeSet};
use std::str::Lines;

/// A graph as it was read: names by id, in the order of the text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Graph {
    /// Names of the groups, by id.
    pub(super) groups: BTreeMap<String, String>,
    /// Names of the boxes, by id.
    pub(super) boxes: BTreeMap<String, String>,
    /// From, to, whether both ways, and what stands on it.
    pub(super) arrows: Vec<(String, String, bool, String)>,
}

impl Graph {
    fn add_box(&mut self, id: &str, name: String) {
        assert!(is_id(id), "`{id}` is no plain id");
        assert_eq!(self.boxes.insert(id.to_owned(), name), None, "`{id}` is written twice");
    }

    fn add_arrow(&mut self, from: &str, to: &str, is_two_way: bool, label: String) {
        for end in [from, to] {
            assert!(self.boxes.contains_key(end), "`{end}` was not written before its arrow");
        }
        self.arrows.push((from.to_owned(), to.to_owned(), is_two_way, label));
    }
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|it| it.is_ascii_alphanumeric() || it == '_')
}

/// The words that a Mermaid flowchart keeps for itself: <https://mermaid.js.org/syntax/flowchart.html>.
const MERMAID_WORDS: [&str; 9] =
    ["end", "graph", "flowchart", "subgraph", "style", "linkStyle", "class", "click", "default"];
/// Its arrows, and whether they have two heads.
const MERMAID_ARROWS: [(&str, bool); 8] = [
    ("-->", false),
    ("<-->", true),
    ("==>", false),
    ("<==>", true),
    ("-.->", false),
    ("<-.->", true),
    ("--x", false),
    ("x--x", true),
];

/// A flowchart with quoted names, entities `#NN;`, subgraphs and link styles by number.
pub(super) fn mermaid(text: &str) -> Graph {
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("flowchart LR"));
    let mut graph = Graph::default();
    let mut is_in_group = false;
    let mut styled = BTreeSet::new();
    for line in lines.map(str::trim) {
        if let Some(comment) = line.strip_prefix("%%") {
            assert!(!comment.starts_with('{'), "a directive: {line}");
        } else if let Some(group) = line.strip_prefix("subgraph ") {
            assert!(!is_in_group, "a group in a group: {line}");
            is_in_group = true;
            let (id, name) = mermaid_item(group);
            assert_eq!(graph.groups.insert(id, name), None, "{line}");
        } else if line == "end" {
            assert!(is_in_group, "an end of nothing");
            is_in_group = false;
        } else if let Some(style) = line.strip_prefix("linkStyle ") {
            let (numbers, style) = style.split_once(' ').unwrap();
            assert!(style.starts_with("stroke:#") && !style.contains([';', '"']), "{line}");
            for number in numbers.split(',').map(|it| it.parse::<usize>().unwrap()) {
                assert!(number < graph.arrows.len() && styled.insert(number), "{line}");
            }
        } else if is_in_group {
            let (id, name) = mermaid_item(line);
            assert!(!MERMAID_WORDS.contains(&id.as_str()), "{line}");
            graph.add_box(&id, name);
        } else {
            let (from, rest) = line.split_once(' ').unwrap();
            let (rest, to) = rest.rsplit_once(' ').unwrap();
            let (sign, label) = match rest.split_once('|') {
                Some((sign, label)) => {
                    let label = label.strip_prefix('"').and_then(|it| it.strip_suffix("\"|"));
                    (sign, mermaid_text(label.unwrap_or_else(|| panic!("{line}"))))
                }
                None => (rest, String::new()),
            };
            let arrow = MERMAID_ARROWS.iter().find(|it| it.0 == sign);
            let (_, is_two_way) = arrow.unwrap_or_else(|| panic!("no arrow: {line}"));
            graph.add_arrow(from, to, *is_two_way, label);
        }
    }
    assert!(!is_in_group, "a group without an end");
    graph
}

/// `id["name"]`.
fn mermaid_item(text: &str) -> (String, String) {
    let (id, rest) = text.split_once("[\"").unwrap_or_else(|| panic!("no item: {text}"));
    let name = rest.strip_suffix("\"]").unwrap_or_else(|| panic!("no item: {text}"));
    (id.to_owned(), mermaid_text(name))
}

/// A text in quotes: entities are signs, and no other sign means anything to Mermaid, HTML or Markdown.
fn mermaid_text(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        if let Some(entity) = rest.strip_prefix('#') {
            let (number, after) = entity.split_once(';').unwrap_or_else(|| panic!("{text}"));
            out.push(char::from_u32(number.parse().unwrap()).unwrap());
            rest = after;
        } else {
            let is_harmless = char.is_alphanumeric() || !char.is_ascii() || " ,-/+".contains(char);
            assert!(is_harmless, "`{char}` in {text}");
            out.push(char);
            rest = rest.strip_prefix(char).unwrap();
        }
    }
    out
}

/// Diagrams with double-quoted names in containers, and connections with a block of styles:
/// <https://d2lang.com/tour/strings>.
pub(super) fn d2(text: &str) -> Graph {
    let mut graph = Graph::default();
    let mut lines = text.lines();
    // Ids as connections write them, by the box.
    let mut paths: BTreeMap<String, String> = BTreeMap::new();
    while let Some(line) = lines.next() {
        if line.starts_with('#') || line == "direction: right" {
            continue;
        }
        let (subject, rest) = line.split_once(": \"").unwrap_or_else(|| panic!("{line}"));
        let (name, rest) = d2_text(rest);
        if rest == " {" && is_id(subject) {
            assert_eq!(graph.groups.insert(subject.to_owned(), name), None, "{line}");
            d2_group(subject, &mut lines, &mut graph, &mut paths);
            continue;
        }
        let words: Vec<&str> = subject.split(' ').collect();
        let [from, sign @ ("->" | "<->"), to] = words.as_slice() else { panic!("{line}") };
        d2_styles(rest);
        let [from, to] =
            [from, to].map(|it| paths.get(*it).unwrap_or_else(|| panic!("{line}")).clone());
        graph.add_arrow(&from, &to, *sign == "<->", name);
    }
    graph
}

fn d2_group(
    group: &str,
    lines: &mut Lines<'_>,
    graph: &mut Graph,
    paths: &mut BTreeMap<String, String>,
) {
    loop {
        let line = lines.next().unwrap_or_else(|| panic!("{group} has no end"));
        if line == "}" {
            return;
        }
        let (id, rest) = line.trim_start().split_once(": \"").unwrap_or_else(|| panic!("{line}"));
        let (name, rest) = d2_text(rest);
        if !rest.is_empty() {
            d2_styles(rest);
        }
        graph.add_box(id, name);
        paths.insert(format!("{group}.{id}"), id.to_owned());
    }
}

/// The rest of a double-quoted string and what comes after it.
fn d2_text(text: &str) -> (String, &str) {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        match char {
            '"' => return (out, chars.as_str()),
            '\\' => match chars.next() {
                Some(it @ ('"' | '\\' | '$')) => out.push(it),
                Some('n') => out.push('\n'),
                other => panic!("{other:?} after a backslash in {text}"),
            },
            '$' => panic!("a substitution in {text}"),
            it => out.push(it),
        }
    }
    panic!("a string without an end: {text}")
}

/// ` {style.stroke: "#123456"; style.stroke-width: 4}`.
fn d2_styles(text: &str) {
    let inside = text.strip_prefix(" {").and_then(|it| it.strip_suffix('}'));
    for style in inside.unwrap_or_else(|| panic!("no styles: {text}")).split("; ") {
        let (key, value) = style.split_once(": ").unwrap_or_else(|| panic!("{text}"));
        assert!(key.starts_with("style."), "{text}");
        let colour = value.strip_prefix("\"#").and_then(|it| it.strip_suffix('"'));
        let is_plain = |it: &str| it.chars().all(|it| it.is_ascii_hexdigit() || it == '.');
        assert!(is_plain(colour.unwrap_or(value)), "{text}");
    }
}
