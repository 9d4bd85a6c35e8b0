//! Reads the graph back from the painted text, as a reader with a finger would.

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr as _;

use super::properties::{CLASSES, a_plan, an_edge, cases, draw_by, sizes};
use super::*;
use crate::layout::glyphs::{head, signs, wire};

/// Two nodes, and whether the line leads in both directions; then it begins at the lower one.
type Connection = (usize, usize, bool);

const ACROSS: u8 = EAST | WEST;
const ALONG: u8 = NORTH | SOUTH;
/// Stands for the members of a hub whose lines are tags: more than there are nodes, and their number.
const TAGS: usize = 1_000_000;

/// What a sign of a line can mean.
#[derive(Default, Clone)]
struct Meaning {
    dirs: BTreeSet<u8>,
    classes: BTreeSet<Class>,
}

struct Alphabet {
    lines: BTreeMap<String, Meaning>,
    heads: BTreeMap<String, BTreeSet<Class>>,
}

impl Alphabet {
    fn new() -> Self {
        let mut found = Self { lines: BTreeMap::new(), heads: BTreeMap::new() };
        for class in CLASSES {
            for dirs in [3, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15] {
                let it = wire(Glyphs::Unicode, class, dirs, crate::layout::glyphs::Lit::No);
                let meaning = found.lines.entry(it.to_owned()).or_default();
                meaning.dirs.insert(dirs);
                meaning.classes.insert(class);
            }
            for side in [Side::Left, Side::Right] {
                let it = head(Glyphs::Unicode, class, side).to_owned();
                found.heads.entry(it).or_default().insert(class);
            }
        }
        // Between its marks a broken line is a plain one.
        for it in ["─", "│"] {
            found.lines.entry(it.to_owned()).or_default().classes.insert(Class::Broken);
        }
        found
    }
}

/// A frame on the page, with the number that its name begins with.
struct Frame {
    rect: Rect,
    node: usize,
}

/// The painted page, cell by cell.
struct Page {
    cells: Vec<Vec<String>>,
    frames: Vec<Frame>,
    alphabet: Alphabet,
}

/// The side at which a line that runs that way meets a box.
fn met(dir: u8) -> Side {
    if dir == WEST { Side::Right } else { Side::Left }
}

/// Where a line meets a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Port {
    node: usize,
    y: i32,
    side: Side,
    has_head: bool,
    is_trunk: bool,
    /// It is written in a tag, away from its box.
    is_tag: bool,
}

impl Page {
    fn new(text: &str) -> Self {
        let row = |line: &str| {
            let mut cells = Vec::new();
            for sign in signs(line) {
                cells.push(sign.to_owned());
                cells.extend((1..sign.width()).map(|_| String::new()));
            }
            cells
        };
        let cells = text.lines().map(row).collect();
        let mut page = Self { cells, frames: Vec::new(), alphabet: Alphabet::new() };
        page.find_frames();
        page
    }

    fn at(&self, x: i32, y: i32) -> &str {
        let row = usize::try_from(y).ok().and_then(|it| self.cells.get(it));
        let cell = row.zip(usize::try_from(x).ok()).and_then(|(row, x)| row.get(x));
        cell.map_or(" ", String::as_str)
    }

    /// A closed frame is a box: the lines of a net never close.
    fn find_frames(&mut self) {
        for y in 0..cells(self.cells.len()) {
            for x in 0..cells(self.cells[index(y)].len()) {
                if let Some(rect) = self.frame_at(x, y) {
                    let name = (rect.y + 1..rect.y + rect.h - 1).find_map(|row| {
                        let digits: String = (0..3).map(|it| self.at(x + 2 + it, row)).collect();
                        digits.parse().ok()
                    });
                    let node = name.expect("a box without a name");
                    self.frames.push(Frame { rect, node });
                }
            }
        }
    }

    fn frame_at(&self, x: i32, y: i32) -> Option<Rect> {
        if self.at(x, y) != "╭" {
            return None;
        }
        let mut right = x + 1;
        while matches!(self.at(right, y), "─" | "↻") {
            right += 1;
        }
        let is_side = |it: &str| matches!(it, "│" | "├" | "┤" | "╞" | "╡");
        let mut bottom = y + 1;
        while is_side(self.at(x, bottom)) && is_side(self.at(right, bottom)) {
            bottom += 1;
        }
        let closes = self.at(right, y) == "╮"
            && self.at(x, bottom) == "╰"
            && self.at(right, bottom) == "╯"
            && (x + 1..right).all(|it| self.at(it, bottom) == "─");
        (closes && bottom > y + 1).then_some(Rect { x, y, w: right - x + 1, h: bottom - y + 1 })
    }

    fn frame_of(&self, x: i32, y: i32) -> Option<&Frame> {
        self.frames.iter().find(|it| {
            let rect = it.rect;
            (rect.x..rect.x + rect.w).contains(&x) && (rect.y..rect.y + rect.h).contains(&y)
        })
    }

    fn port(&self, frame: &Frame, y: i32, side: Side) -> Option<Port> {
        let Rect { x, w, .. } = frame.rect;
        let (wall, beside) = match side {
            Side::Right => (x + w - 1, x + w),
            Side::Left => (x, x - 1),
        };
        let glyph = self.at(wall, y);
        let wanted = match side {
            Side::Right => ["├", "╞"],
            Side::Left => ["┤", "╡"],
        };
        let is_trunk = glyph == wanted[1];
        let has_head = self.alphabet.heads.contains_key(self.at(beside, y));
        wanted.contains(&glyph).then_some(Port {
            node: frame.node,
            y,
            side,
            has_head,
            is_trunk,
            is_tag: false,
        })
    }

    /// What is written in brackets where a line that comes in that direction ends.
    fn tag(&self, (x, y): (i32, i32), dir: u8) -> Option<String> {
        let (step, first, last) = if dir == EAST { (1, "[", "]") } else { (-1, "]", "[") };
        if dir & ACROSS == 0 || self.at(x, y) != first {
            return None;
        }
        let mut cells: Vec<&str> = Vec::new();
        let mut at = x + step;
        while self.at(at, y) != last {
            cells.push(self.at(at, y));
            at += step;
        }
        if dir == WEST {
            cells.reverse();
        }
        Some(cells.concat())
    }

    fn ports(&self) -> Vec<(Port, (i32, i32))> {
        let mut found = Vec::new();
        for frame in &self.frames {
            let Rect { x, y, w, h } = frame.rect;
            for row in y + 1..y + h - 1 {
                found.extend(self.port(frame, row, Side::Left).map(|it| (it, (x - 1, row))));
                found.extend(self.port(frame, row, Side::Right).map(|it| (it, (x + w, row))));
            }
        }
        found
    }

    /// Everything that hangs together with a port, and the classes that its line can be of.
    fn trace(&self, port: Port, start: (i32, i32)) -> (BTreeSet<Port>, BTreeSet<Class>) {
        let mut ports = BTreeSet::from([port]);
        let mut classes: BTreeSet<Class> = CLASSES.into_iter().collect();
        let mut seen = BTreeSet::new();
        let mut open = vec![(start, if port.side == Side::Right { EAST } else { WEST })];
        while let Some((at, dir)) = open.pop() {
            if !seen.insert((at, dir)) {
                continue;
            }
            let (x, y) = at;
            if let Some(frame) = self.frame_of(x, y) {
                ports.insert(self.port(frame, y, met(dir)).expect("a line meets a wall"));
                continue;
            }
            if let Some(text) = self.tag(at, dir) {
                let node = match text.split_once(" tag") {
                    Some((count, _)) => TAGS + count.parse::<usize>().unwrap(),
                    None => text.chars().take(3).collect::<String>().parse().unwrap(),
                };
                let before = if dir == EAST { x - 1 } else { x + 1 };
                let has_head = self.alphabet.heads.contains_key(self.at(before, y));
                let side = met(dir);
                let is_trunk = false;
                ports.insert(Port { node, y, side, has_head, is_trunk, is_tag: true });
                continue;
            }
            for way in self.go_on(at, dir, &mut classes) {
                let next = match way {
                    NORTH => (x, y - 1),
                    EAST => (x + 1, y),
                    SOUTH => (x, y + 1),
                    _ => (x - 1, y),
                };
                open.push((next, way));
            }
        }
        (ports, classes)
    }

    /// Where a line that comes into a cell in that direction leads.
    fn go_on(&self, (x, y): (i32, i32), dir: u8, classes: &mut BTreeSet<Class>) -> Vec<u8> {
        let glyph = self.at(x, y);
        if let Some(of_head) = self.alphabet.heads.get(glyph) {
            assert!(dir & ACROSS != 0, "an arrowhead on its side at {x},{y}");
            classes.retain(|it| of_head.contains(it));
            return vec![dir];
        }
        let Some(meaning) = self.alphabet.lines.get(glyph) else {
            assert!(dir & ACROSS != 0, "the line ends at {x},{y}");
            let step = if dir == EAST { 1 } else { -1 };
            let is_word = |x: i32| self.at(x, y) != " ";
            assert!(is_word(x) || is_word(x + step), "the line ends at {x},{y}");
            return vec![dir];
        };
        let axis = if dir & ACROSS != 0 { ACROSS } else { ALONG };
        if meaning.dirs.iter().any(|it| [ACROSS, ALONG].contains(it)) {
            // A line across goes on beneath one that hops over it.
            if meaning.dirs == BTreeSet::from([axis]) {
                classes.retain(|it| meaning.classes.contains(it));
            }
            return vec![dir];
        }
        classes.retain(|it| meaning.classes.contains(it));
        let back = opposite(dir);
        let dirs = meaning.dirs.iter().fold(0, |all, it| all | it);
        assert!(dirs & back != 0, "{glyph} at {x},{y} does not go on");
        [NORTH, EAST, SOUTH, WEST].into_iter().filter(|it| dirs & it != 0 && *it != back).collect()
    }

    /// All connections of the page with the classes that they can be of.
    fn connections(&self) -> Vec<(Connection, BTreeSet<Class>)> {
        let mut done = BTreeSet::new();
        let mut found = Vec::new();
        // For each hub, the tags that it announces and those that name it.
        let mut tags: BTreeMap<usize, [usize; 2]> = BTreeMap::new();
        for (port, start) in self.ports() {
            if done.contains(&port) {
                continue;
            }
            let (ports, classes) = self.trace(port, start);
            let others = || ports.iter().filter(|it| **it != port);
            if let Some(count) = others().find_map(|it| it.node.checked_sub(TAGS)) {
                assert_eq!(ports.len(), 2);
                tags.entry(port.node).or_default()[0] += count;
                continue;
            }
            for it in others().filter(|it| it.is_tag) {
                tags.entry(it.node).or_default()[1] += 1;
            }
            for it in links_of(&ports) {
                found.push((it, classes.clone()));
            }
            done.extend(ports);
        }
        assert!(tags.values().all(|[told, seen]| told == seen), "{tags:?}");
        found
    }
}

fn opposite(dir: u8) -> u8 {
    match dir {
        NORTH => SOUTH,
        SOUTH => NORTH,
        EAST => WEST,
        _ => EAST,
    }
}

/// The arrowheads, and the trunk's port where all have one, tell who is connected to whom.
fn links_of(ports: &BTreeSet<Port>) -> Vec<Connection> {
    let heads = ports.iter().filter(|it| it.has_head).count();
    let is_two_way = heads == ports.len();
    let hub = ports
        .iter()
        .find(|it| it.is_trunk)
        .or_else(|| ports.iter().find(|it| it.has_head == (heads == 1 || is_two_way)));
    let hub = *hub.expect("a line without an end");
    assert!(is_two_way || heads == 1 || heads + 1 == ports.len(), "{ports:?}");
    assert!(!is_two_way || ports.len() == 2 || hub.is_trunk, "{ports:?}");
    let members = ports.iter().filter(|it| **it != hub).map(|it| it.node);
    members
        .map(|it| match (is_two_way, hub.has_head) {
            (true, _) => (hub.node.min(it), hub.node.max(it), true),
            (false, true) => (it, hub.node, false),
            (false, false) => (hub.node, it, false),
        })
        .collect()
}

/// What the input connects, in the same terms.
fn expected(input: &In) -> Vec<(Connection, Class)> {
    let mut pairs: BTreeMap<(usize, usize, Class), [bool; 2]> = BTreeMap::new();
    for it in input.edges.iter().filter(|it| it.from != it.to && it.to < input.nodes.len()) {
        let (low, high) = (it.from.min(it.to), it.from.max(it.to));
        let ways = pairs.entry((low, high, it.class)).or_default();
        ways[0] |= it.both_ways || it.from == low;
        ways[1] |= it.both_ways || it.from == high;
    }
    let link = |((low, high, class), ways): (_, [bool; 2])| {
        let it = match ways {
            [true, true] => (low, high, true),
            [true, false] => (low, high, false),
            [false, _] => (high, low, false),
        };
        (it, class)
    };
    pairs.into_iter().map(link).collect()
}

fn assert_reads_back(input: &In, text: &str) {
    let page = Page::new(text);
    let mut wanted = expected(input);
    let mut found = page.connections();
    wanted.sort();
    found.sort();
    let plain: Vec<Connection> = wanted.iter().map(|it| it.0).collect();
    assert_eq!(found.iter().map(|it| it.0).collect::<Vec<_>>(), plain);
    for (it, classes) in &found {
        let fits = wanted.iter().any(|(other, class)| it == other && classes.contains(class));
        assert!(fits, "{it:?} looks like {classes:?}");
    }
    assert_eq!(page.frames.len(), input.nodes.len());
}

/// Names that begin with a number of three digits, and labels without signs that lines are made of.
fn numbered() -> impl Strategy<Value = In> {
    (sizes(), 0..6_u8).prop_flat_map(|(nodes, stages)| {
        let group = prop::option::weighted(0.4, "[a-d]");
        let name = ("[a-z\u{4e00}-\u{4e40}]{0,6}", 0..=stages, group);
        let label = prop::option::weighted(0.3, "[a-z\u{4e00}]{1,5}( [a-z]{1,3})?");
        let edges = prop::collection::vec((an_edge(nodes), label), 0..nodes * 3);
        (prop::collection::vec(name, nodes), edges, 0..3_u16).prop_map(|(names, edges, row_gap)| {
            let mut input = In::default();
            input.options.row_gap = row_gap;
            input.options.labels = Labels::Always;
            for (number, (name, stage, group)) in names.into_iter().enumerate() {
                let key = format!("{number:03}");
                let mut node = node(&key, stage.checked_sub(1));
                node.lines = vec![format!("{key}{name}")];
                node.group = group;
                input.nodes.push(node);
            }
            for (key, (edge, label)) in (0..).zip(edges) {
                input.edges.push(Edge { key, label, ..edge });
            }
            input
        })
    })
}

#[test]
fn a_two_way_trunk_tells_whose_it_is() {
    let mut input = graph(4, 0, [(0, 1), (0, 2), (0, 3)]);
    for (number, node) in input.nodes.iter_mut().enumerate() {
        node.lines = vec![format!("{number:03}")];
        node.stage = Some(0);
    }
    input.edges.iter_mut().for_each(|it| it.both_ways = true);
    let text = to_text(&assert_sound(&input), &input, Glyphs::Unicode);
    assert!(text.contains("│ 000 ╞"), "{text}");
    assert_reads_back(&input, &text);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn the_graph_can_be_read_from_the_page(input in numbered(), plan in a_plan()) {
        let text = to_text(&draw_by(&input, plan), &input, Glyphs::Unicode);
        assert_reads_back(&input, &text);
    }
}
