//! Holds how good the drawings are: no figure may grow by more than a twentieth over the one that is written down.

use super::samples::{read_dot, sample, stack, stage_of};
use super::*;

const FILE: &str = "src/layout/tests/quality.txt";
/// Beside the twentieth, so that small figures may vary by one.
const SLACK: usize = 1;

/// A few hubs that most nodes are connected to, as in real stacks.
pub(super) fn hubs(nodes: usize, edges: usize) -> In {
    let mut state = 12_345_u64;
    let mut next = |bound: usize| {
        // Constants of Knuth's MMIX generator.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % bound
    };
    let pairs: Vec<(usize, usize)> = (0..edges)
        .map(|_| {
            let (leaf, hub) = (next(nodes), next(nodes.div_ceil(12)) * 12);
            if next(2) == 0 { (leaf, hub) } else { (hub, leaf) }
        })
        .collect();
    graph(nodes, 5, pairs)
}

fn graphs() -> Vec<(&'static str, In)> {
    let lines_only = |mut input: In| {
        input.options.tags = Tags::Never;
        input
    };
    let mut graphs = vec![
        ("stack", stack()),
        ("hubs-200-600", lines_only(hubs(200, 600))),
        ("hubs-200-600-tags", hubs(200, 600)),
    ];
    for name in ["a-small-12-15", "b-hubs-60-140", "c-large-500-1500"] {
        let text = sample(&format!("{name}.dot"));
        graphs.extend(text.map(|it| (name, lines_only(read_dot(&it, stage_of)))));
    }
    graphs
}

/// Boxes that are elsewhere when one node in the middle is taken away; what has lost its last line goes to the shelf.
fn moved(input: &In, before: &Layout) -> usize {
    let gone = input.nodes.len() / 2;
    let mut edited = input.clone();
    edited.edges.retain(|it| it.from != gone && it.to != gone);
    let after = layout(&edited, Some(&before.anchor()));
    let row = |layout: &Layout, node: usize| layout.box_of(node).map(|it| it.y);
    let linked = |node: &usize| edited.edges.iter().any(|it| it.from == *node || it.to == *node);
    let others = (0..input.nodes.len()).filter(linked);
    others.filter(|it| row(before, *it) != row(&after, *it)).count()
}

const NAMES: [&str; 6] = ["crossings", "bends", "ink", "width", "height", "moved"];

fn figures(input: &In) -> [usize; 6] {
    let drawing = layout(input, None);
    let Metrics { crossings, bends, ink } = drawing.metrics();
    let size = [drawing.width, drawing.height].map(index);
    [crossings, bends, ink, size[0], size[1], moved(input, &drawing)]
}

#[test]
fn drawings_get_no_worse() {
    let written: BTreeMap<&str, Vec<usize>> = include_str!("quality.txt")
        .lines()
        .filter(|it| !it.starts_with('#'))
        .filter_map(|it| it.split_once(' '))
        .map(|(name, rest)| (name, rest.split_whitespace().map(|it| it.parse().unwrap()).collect()))
        .collect();
    let mut lines = format!("# graph {}\n", NAMES.join(" "));
    let mut worse = Vec::new();
    for (name, input) in graphs() {
        let found = figures(&input);
        lines.push_str(&format!("{name} {}\n", found.map(|it| it.to_string()).join(" ")));
        let old = written.get(name).cloned().unwrap_or_default();
        for (at, now) in found.into_iter().enumerate() {
            let before = old.get(at).copied().unwrap_or(0);
            if now > before + before / 20 + SLACK {
                worse.push(format!("{name}: {} was {before}, is {now}", NAMES[at]));
            }
        }
        // Anchored, an edit moves fewer than one node in fifty.
        assert!(found[5] * 50 < input.nodes.len().max(50), "{name} moves {}", found[5]);
    }
    if std::env::var_os("LINCHPIN_BLESS").is_some() && sample("a-small-12-15.dot").is_some() {
        std::fs::write(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE), lines).unwrap();
        return;
    }
    assert!(worse.is_empty(), "{worse:#?}; now:\n{lines}");
}
