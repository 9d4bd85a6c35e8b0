//! Reads the input into simple links between nodes that are numbered in the order of their keys.

use std::collections::{BTreeMap, BTreeSet};

use super::{Class, In, Note};

/// The graph without loops, parallels and dangling edges. Node numbers follow the keys, so that the order of the
/// input has no influence on the drawing.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub nodes: Vec<Source>,
    pub all: Vec<Link>,
    pub notes: Vec<Note>,
    /// Blank rows between two boxes.
    pub row_gap: i32,
}

#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Index into the nodes of the input.
    pub node: usize,
    pub key: String,
    pub stage: Option<u8>,
    /// Number of the group that it belongs to.
    pub group: Option<usize>,
    pub loops: Vec<u32>,
    /// Number of the weakly connected part, from the largest on; nothing for a node without links.
    pub part: Option<usize>,
    pub degree_in: usize,
    pub degree_out: usize,
    /// Text rows of the box.
    pub rows: i32,
    /// Its lines are drawn as tags.
    pub tagged: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Link {
    pub from: usize,
    pub to: usize,
    pub class: Class,
    pub both: bool,
    pub keys: Vec<u32>,
    /// What it is to say, each thing once.
    pub labels: Vec<String>,
    /// How many edges it stands for in the direction that has most.
    pub count: usize,
}

impl Link {
    pub(super) fn names(&self, links: &Links) -> [String; 2] {
        [self.from, self.to].map(|it| links.nodes[it].key.clone())
    }
}

impl Links {
    /// Marks the nodes whose lines are to be tags, and tells whether there are any.
    pub(super) fn tag(&mut self, is_tagged: impl Fn(&Source) -> bool) -> bool {
        for node in &mut self.nodes {
            node.tagged = is_tagged(node);
        }
        self.nodes.iter().any(|it| it.tagged)
    }
}

/// Edges between the same two nodes in the same class.
#[derive(Default)]
struct Parallel {
    /// Keys of the edges from the lower to the higher node, from the higher to the lower, and in both directions.
    keys: [Vec<u32>; 3],
    labels: BTreeMap<u32, String>,
}

pub(super) fn link(input: &In) -> Links {
    let mut by_key: Vec<usize> = (0..input.nodes.len()).collect();
    by_key.sort_by_key(|&it| {
        let node = &input.nodes[it];
        (&node.key, &node.lines, node.stage, node.style)
    });
    let mut number = vec![0; by_key.len()];
    for (new, &old) in by_key.iter().enumerate() {
        number[old] = new;
    }
    let mut found = Links { row_gap: i32::from(input.options.row_gap), ..Links::default() };
    found.nodes = by_key.iter().map(|&it| source(input, it)).collect();
    let titles = input.nodes.iter().filter_map(|it| it.group.as_deref()).collect::<BTreeSet<_>>();
    let numbers: BTreeMap<&str, usize> = titles.into_iter().zip(0..).collect();
    for node in &mut found.nodes {
        let title = input.nodes[node.node].group.as_deref();
        node.group = title.and_then(|it| numbers.get(it).copied());
    }
    for ((low, high, class), parallel) in collect(input, &number, &mut found) {
        found.all.push(merge(low, high, class, parallel));
    }
    for link in found.all.iter().filter(|it| it.keys.len() > 1) {
        found.notes.push(Note::Merged { edges: link.keys.clone() });
    }
    found.notes.sort();
    count_degrees(&mut found);
    find_parts(&mut found);
    found
}

fn source(input: &In, node: usize) -> Source {
    let given = &input.nodes[node];
    let rows = match input.options.detail {
        super::Detail::Compact => 1,
        super::Detail::Cards => given.lines.len().max(1),
    };
    Source {
        node,
        key: given.key.clone(),
        stage: given.stage,
        group: None,
        loops: Vec::new(),
        part: None,
        degree_in: 0,
        degree_out: 0,
        rows: super::cells(rows),
        tagged: false,
    }
}

fn collect(
    input: &In,
    number: &[usize],
    found: &mut Links,
) -> BTreeMap<(usize, usize, Class), Parallel> {
    let mut groups: BTreeMap<(usize, usize, Class), Parallel> = BTreeMap::new();
    for edge in &input.edges {
        let (Some(&from), Some(&to)) = (number.get(edge.from), number.get(edge.to)) else {
            found.notes.push(Note::EdgeWithoutEnd { edge: edge.key });
            continue;
        };
        if from == to {
            found.nodes[from].loops.push(edge.key);
            continue;
        }
        let group = groups.entry((from.min(to), from.max(to), edge.class)).or_default();
        let direction = match (edge.both_ways, from < to) {
            (true, _) => 2,
            (false, true) => 0,
            (false, false) => 1,
        };
        group.keys[direction].push(edge.key);
        if let Some(label) = edge.label.as_ref().filter(|it| !it.is_empty()) {
            group.labels.insert(edge.key, label.clone());
        }
    }
    for node in &mut found.nodes {
        node.loops.sort_unstable();
    }
    groups
}

fn merge(low: usize, high: usize, class: Class, parallel: Parallel) -> Link {
    let [up, down, twoway] = parallel.keys;
    let count = twoway.len() + up.len().max(down.len());
    let both = !twoway.is_empty() || (!up.is_empty() && !down.is_empty());
    let (from, to) = if up.is_empty() && twoway.is_empty() { (high, low) } else { (low, high) };
    let mut keys = [up, down, twoway].concat();
    keys.sort_unstable();
    let mut labels: Vec<String> = Vec::new();
    for label in parallel.labels.into_values() {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    Link { from, to, class, both, keys, labels, count }
}

fn count_degrees(found: &mut Links) {
    for link in &found.all {
        let back = usize::from(link.both);
        found.nodes[link.from].degree_out += 1;
        found.nodes[link.from].degree_in += back;
        found.nodes[link.to].degree_in += 1;
        found.nodes[link.to].degree_out += back;
    }
}

/// Numbers the connected parts from the largest to the smallest.
fn find_parts(found: &mut Links) {
    let mut root: Vec<usize> = (0..found.nodes.len()).collect();
    for link in &found.all {
        let (a, b) = (find_root(&mut root, link.from), find_root(&mut root, link.to));
        root[a.max(b)] = a.min(b);
    }
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for node in 0..root.len() {
        *sizes.entry(find_root(&mut root, node)).or_default() += 1;
    }
    let mut parts: Vec<(usize, usize)> = sizes.into_iter().filter(|it| it.1 > 1).collect();
    parts.sort_by_key(|&(first, size)| (std::cmp::Reverse(size), first));
    let numbers: BTreeMap<usize, usize> =
        parts.iter().enumerate().map(|(number, &(first, _))| (first, number)).collect();
    for node in 0..root.len() {
        found.nodes[node].part = numbers.get(&find_root(&mut root, node)).copied();
    }
}

fn find_root(root: &mut [usize], mut node: usize) -> usize {
    while root[node] != node {
        root[node] = root[root[node]];
        node = root[node];
    }
    node
}
