//! Lays out the three sample graphs, where they are at hand, and holds the quality of the drawings.

use super::super::*;

/// Reads the simple graphs that are used here: one node or edge per line.
pub(super) fn read_dot(text: &str, stage: impl Fn(&str) -> Option<u8>) -> In {
    let quoted = |line: &str, name: &str| {
        let rest = line.split(&format!("{name}=\"")).nth(1)?.to_owned();
        rest.split('"').next().map(str::to_owned)
    };
    let mut input = In::default();
    let mut names: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim) {
        let name = line.split([' ', ';', '[']).next().unwrap_or_default().to_owned();
        if let Some((_, rest)) = line.split_once(" -> ") {
            let target = rest.split([' ', ';', '[']).next().unwrap_or_default();
            let find = |it: &str| names.iter().position(|name| name == it).unwrap();
            input.edges.push(Edge {
                key: u32::try_from(input.edges.len()).unwrap(),
                from: find(&name),
                to: find(target),
                class: Class::Ok,
                both_ways: false,
                label: quoted(line, "label"),
            });
        } else if let Some(label) = quoted(line, "label") {
            let class = quoted(line, "class").unwrap_or_default();
            input.nodes.push(Node {
                key: name.clone(),
                lines: vec![label],
                stage: stage(&class),
                style: NodeStyle::Normal,
            });
            names.push(name);
        }
    }
    input
}

fn sample(name: &str) -> Option<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/samples/graphs")
        .join(name);
    let found = std::fs::read_to_string(&path).or_else(|_| {
        std::fs::read_to_string(std::path::Path::new("/work/shared/samples/graphs").join(name))
    });
    if found.is_err() {
        eprintln!("skipped: {} is not here", path.display());
    }
    found.ok()
}

fn stage_of(class: &str) -> Option<u8> {
    match class {
        "source" => Some(0),
        "collect" | "glue" => Some(1),
        "hub" => Some(2),
        "activate" => Some(3),
        "report" => Some(4),
        other => other.strip_prefix("cat").and_then(|it| it.parse().ok()),
    }
}

fn show(name: &str, input: &In) -> Layout {
    let start = std::time::Instant::now();
    let drawing = layout(input, None);
    let took = start.elapsed();
    eprintln!("{name} {}x{} {:?} {took:?}", drawing.width, drawing.height, drawing.metrics());
    if drawing.height < 200 {
        eprintln!("{}", to_text(&drawing, input, Glyphs::Unicode));
    }
    drawing
}

#[test]
fn small_sample() {
    let Some(text) = sample("a-small-12-15.dot") else { return };
    show("a", &read_dot(&text, stage_of));
    show("a without stages", &read_dot(&text, |_| None));
    let mut input = read_dot(&text, stage_of);
    input.options.labels = Labels::Always;
    show("a with labels", &input);
}

#[test]
fn hubs_sample() {
    let Some(text) = sample("b-hubs-60-140.dot") else { return };
    show("b", &read_dot(&text, stage_of));
}

#[test]
fn large_sample() {
    let Some(text) = sample("c-large-500-1500.dot") else { return };
    show("c", &read_dot(&text, stage_of));
}
