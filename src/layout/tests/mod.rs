//! Proves that every drawing can be followed with a finger.

mod corners;
mod properties;
mod quality;
mod roundtrip;
mod samples;

use std::collections::{BTreeMap, BTreeSet};

use super::board::{Board, draw_wires};
use super::glyphs::{EAST, NORTH, SOUTH, WEST};
use super::*;

fn node(key: &str, stage: Option<u8>) -> Node {
    let lines = vec![key.to_owned(), format!("details of {key}")];
    Node {
        key: key.to_owned(),
        lines,
        stage,
        style: NodeStyle::Normal,
        group: None,
        badges: [None, None],
    }
}

fn edge(key: usize, from: usize, to: usize) -> Edge {
    let key = u32::try_from(key).unwrap();
    Edge { key, from, to, class: Class::Ok, both_ways: false, label: None }
}

fn graph(nodes: usize, stages: u8, pairs: impl IntoIterator<Item = (usize, usize)>) -> In {
    let stage = |it: usize| u8::try_from(it % usize::from(stages.max(1))).unwrap();
    let node = |it| node(&format!("tool {it}"), (stages > 0).then(|| stage(it)));
    let edges = pairs.into_iter().enumerate().map(|(key, (from, to))| edge(key, from, to));
    In {
        nodes: (0..nodes).map(node).collect(),
        edges: edges.collect(),
        options: Options::default(),
    }
}

/// Whoever fails here has a drawing that misleads its reader.
fn assert_sound(input: &In) -> Layout {
    check_layout(input, layout(input, None))
}

fn check_layout(input: &In, drawing: Layout) -> Layout {
    assert_boxes_apart(&drawing, input);
    assert_wires_apart(&drawing);
    assert_few_pieces(&drawing);
    assert_frames(&drawing, input);
    assert_tags(&drawing, input);
    let shines = vec![Shine::default(); drawing.links.len()];
    let whole = Rect { x: 0, y: 0, w: drawing.width, h: drawing.height };
    let mut board = draw_wires(&drawing, whole, &shines);
    let mut reached = Vec::new();
    for net in 0..drawing.nets.len() {
        reached.push(follow(&drawing, &mut board, net));
    }
    assert_edges_drawn(&drawing, input, &reached);
    drawing
}

fn assert_boxes_apart(drawing: &Layout, input: &In) {
    assert_eq!(drawing.boxes.len(), input.nodes.len());
    let mut taken: BTreeMap<(i32, i32), usize> = BTreeMap::new();
    for it in &drawing.boxes {
        assert!(it.x >= 0 && it.y >= 0, "{it:?}");
        assert!(it.x + it.w <= drawing.width && it.y + it.h <= drawing.height, "{it:?}");
        let ports = it.ports.iter().map(Vec::len).max().unwrap();
        assert!(index(it.h) >= ports + 2);
        for (x, y) in (it.x..it.x + it.w).flat_map(|x| (it.y..it.y + it.h).map(move |y| (x, y))) {
            assert_eq!(taken.insert((x, y), it.node), None, "two boxes at {x},{y}");
        }
        assert_eq!(drawing.node_at(it.x + 1, it.y + 1), Some(it.node));
    }
    let strips = drawing.strips.iter();
    for run in strips.clone().flat_map(|it| &it.runs) {
        assert!((run.x0..=run.x1).all(|x| !taken.contains_key(&(x, run.y))), "{run:?}");
    }
    for it in strips.flat_map(|it| &it.trunks) {
        assert!((it.y0..=it.y1).all(|y| !taken.contains_key(&(it.x, y))), "{it:?}");
    }
}

fn assert_wires_apart(drawing: &Layout) {
    let mut across: BTreeMap<(i32, i32), usize> = BTreeMap::new();
    let mut along: BTreeMap<(i32, i32), usize> = BTreeMap::new();
    for strip in &drawing.strips {
        for run in &strip.runs {
            assert!(run.members.first < run.members.last, "{run:?} leads nowhere");
            for x in run.x0..=run.x1 {
                assert!(x < drawing.width && run.y < drawing.height, "{run:?}");
                let net = run.members.net;
                assert_eq!(*across.entry((x, run.y)).or_insert(net), net);
                assert!(!drawing.edges_at(x, run.y).is_empty());
            }
        }
        for trunk in &strip.trunks {
            for y in trunk.y0..=trunk.y1 {
                assert_eq!(*along.entry((trunk.x, y)).or_insert(trunk.net), trunk.net);
            }
        }
    }
}

/// The lines of a tagged net end in tags, which name its hub, or at the hub count them.
fn assert_tags(drawing: &Layout, input: &In) {
    for (number, net) in drawing.nets.iter().enumerate().filter(|it| it.1.tagged) {
        let links: Vec<&DrawnLink> = net.members.iter().map(|&it| &drawing.links[it]).collect();
        let hub = links[0].ends[0];
        assert!(links.iter().all(|it| it.ends[0] == hub));
        let strips = drawing.strips.iter();
        let tags: Vec<&Tag> =
            strips.flat_map(|it| &it.tags).filter(|it| it.members.net == number).collect();
        assert_eq!(tags.len(), links.len() + 1);
        let count = format!("[{} tag", links.len());
        assert_eq!(tags.iter().filter(|it| it.text.starts_with(&count)).count(), 1);
        let name = &input.nodes[hub].lines[0];
        let start: String = name.chars().take(3).collect();
        let named = tags.iter().filter(|it| it.text.contains(&format!("[{start}")));
        assert!(named.count() >= links.len() || name.is_empty());
        for tag in tags {
            let keys: BTreeSet<u32> =
                (tag.x..tag.x + tag.width).flat_map(|x| drawing.edges_at(x, tag.y)).collect();
            let members = drawing.links_of(tag.members);
            let expected = members.flat_map(|it| drawing.links[it].keys.iter().copied());
            assert_eq!(keys, expected.collect());
        }
    }
    let told = drawing.notes.iter().filter(|it| matches!(it, Note::Tagged { .. }));
    assert_eq!(told.count(), drawing.nets.iter().filter(|it| it.tagged).count());
}

/// Frames hold boxes of their own group only, at least two, and are apart from each other.
fn assert_frames(drawing: &Layout, input: &In) {
    let inside = |it: &PlacedBox, rect: Rect| {
        let across = rect.x < it.x && it.x + it.w < rect.x + rect.w;
        across && rect.y < it.y && it.y + it.h < rect.y + rect.h
    };
    let apart = |it: &PlacedBox, rect: Rect| {
        let aside = it.x + it.w <= rect.x || rect.x + rect.w <= it.x;
        aside || it.y + it.h <= rect.y || rect.y + rect.h <= it.y
    };
    for (at, frame) in drawing.frames.iter().enumerate() {
        let rect = frame.rect;
        assert!(rect.x >= 0 && rect.y >= 0, "{frame:?}");
        assert!(rect.x + rect.w <= drawing.width && rect.y + rect.h <= drawing.height, "{frame:?}");
        let members = drawing.boxes.iter().filter(|it| inside(it, rect));
        let groups: Vec<&Option<String>> = members.map(|it| &input.nodes[it.node].group).collect();
        assert!(groups.len() > 1 && groups.iter().all(|it| it.is_some() && *it == groups[0]));
        assert!(drawing.boxes.iter().all(|it| inside(it, rect) || apart(it, rect)), "{frame:?}");
        for other in drawing.frames.iter().skip(at + 1).map(|it| it.rect) {
            let below = other.y >= rect.y + rect.h || rect.y >= other.y + other.h;
            assert!(below || other.x >= rect.x + rect.w || rect.x >= other.x + other.w);
        }
        // No line runs along the title or the lower border.
        let runs = drawing.strips.iter().flat_map(|it| &it.runs);
        for it in runs.filter(|it| it.x0 < rect.x + rect.w && rect.x <= it.x1) {
            assert!(it.y != rect.y && it.y != rect.y + rect.h - 1, "{it:?} in {frame:?}");
        }
    }
}

/// Each net has at most one dogleg in each channel, so no work grows without bounds.
fn assert_few_pieces(drawing: &Layout) {
    for strip in &drawing.strips {
        let mut trunks: BTreeMap<usize, usize> = BTreeMap::new();
        for it in &strip.trunks {
            *trunks.entry(it.net).or_default() += 1;
        }
        assert!(trunks.values().all(|it| *it <= 2), "{trunks:?}");
    }
}

/// Follows the cells of a net from its first port; returns the input nodes that it meets, with whether an arrowhead
/// points at them.
fn follow(drawing: &Layout, board: &mut Board, net: usize) -> BTreeMap<usize, bool> {
    let runs = drawing.strips.iter().flat_map(|it| &it.runs);
    let all = runs.filter(|it| it.members.net == net).map(|it| (it.x0, it.y));
    // Tags have a piece of line each; any other net hangs together.
    let mut open: Vec<(i32, i32)> =
        all.take(if drawing.nets[net].tagged { usize::MAX } else { 1 }).collect();
    let mut seen: BTreeSet<(i32, i32)> = open.iter().copied().collect();
    let mut reached = BTreeMap::new();
    while let Some((x, y)) = open.pop() {
        let dirs = net_dirs(board, net, x, y);
        assert!(dirs != 0);
        for (dir, back, dx, dy) in
            [(NORTH, SOUTH, 0, -1), (EAST, WEST, 1, 0), (SOUTH, NORTH, 0, 1), (WEST, EAST, -1, 0)]
        {
            if dirs & dir == 0 {
                continue;
            }
            let next = (x + dx, y + dy);
            if let Some(node) = drawing.node_at(next.0, next.1) {
                let it = &drawing.boxes[drawing.box_of[node].unwrap()];
                let side = usize::from(dx < 0);
                assert!(it.ports[side].contains(&y), "a wire meets a wall");
                reached.insert(node, has_head(drawing, x, y));
                continue;
            }
            let there = net_dirs(board, net, next.0, next.1);
            assert!(there & back != 0, "the wire ends between {x},{y} and {next:?}");
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    reached
}

fn has_head(drawing: &Layout, x: i32, y: i32) -> bool {
    let strip = drawing.strips.iter().find(|it| it.x <= x && x < it.x + it.width);
    strip.is_some_and(|it| it.heads.iter().any(|it| (it.x, it.y) == (x, y)))
}

fn net_dirs(board: &mut Board, net: usize, x: i32, y: i32) -> u8 {
    let Some(cell) = board.at(x, y) else { return 0 };
    let across = if cell.across == Some(net) { EAST | WEST } else { 0 };
    let along = if cell.along == Some(net) { NORTH | SOUTH } else { 0 };
    cell.dirs & (across | along)
}

fn assert_edges_drawn(drawing: &Layout, input: &In, reached: &[BTreeMap<usize, bool>]) {
    let edges: BTreeMap<u32, &Edge> = input.edges.iter().map(|it| (it.key, it)).collect();
    let mut drawn = BTreeSet::new();
    for (net, reached) in drawing.nets.iter().zip(reached) {
        let links = net.members.iter().map(|&it| &drawing.links[it]);
        let expected: BTreeSet<usize> = links.clone().flat_map(|it| it.ends).collect();
        assert_eq!(reached.keys().copied().collect::<BTreeSet<_>>(), expected);
        let mut targets = BTreeSet::new();
        for edge in links.flat_map(|it| &it.keys).map(|it| edges[it]) {
            drawn.insert(edge.key);
            assert_eq!(edge.class, net.class);
            assert!(reached.contains_key(&edge.from) && reached.contains_key(&edge.to));
            targets.insert(edge.to);
            if edge.both_ways {
                targets.insert(edge.from);
            }
        }
        let pointed: BTreeSet<usize> = reached.iter().filter(|it| *it.1).map(|it| *it.0).collect();
        assert_eq!(pointed, targets);
    }
    for it in &drawing.boxes {
        drawn.extend(it.loops.iter().copied());
    }
    for note in &drawing.notes {
        if let Note::EdgeWithoutEnd { edge } = note {
            drawn.insert(*edge);
        }
    }
    assert_eq!(drawn, edges.keys().copied().collect());
}

/// Every cell of a view as text; the second cell of a wide sign is empty.
fn paint_cells(drawing: &Layout, input: &In, view: View) -> Vec<Vec<String>> {
    use unicode_width::UnicodeWidthStr as _;
    let blank = vec![String::from(" "); usize::from(view.width)];
    let mut rows = vec![blank; usize::from(view.height)];
    let mut put = |x: u16, y: u16, glyph: &str, _: Paint| {
        let row = &mut rows[usize::from(y)];
        row[usize::from(x)] = glyph.to_owned();
        for it in 1..glyph.width() {
            row[usize::from(x) + it].clear();
        }
    };
    paint(drawing, input, view, &Emphasis::none(Glyphs::Unicode), &mut put);
    rows
}
