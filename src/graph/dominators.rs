//! Which nodes every path from a root must pass.
//!
//! petgraph's `simple_fast` takes time in proportion to edges times depth, so that a long chain
//! with many shortcuts to its end takes seconds. This is the algorithm of Lengauer and Tarjan with
//! path compression, which stays close to linear whatever the file holds.

use super::{Direction, Graph, NodeId, Usable};

/// The immediate dominator of each node: the last node that every path from the root to it
/// passes. `None` at the root and at nodes it does not reach.
pub(crate) fn dominators(graph: &Graph, root: NodeId, usable: Usable<'_>) -> Vec<Option<NodeId>> {
    let mut found = vec![None; graph.node_count()];
    if !graph.has(root) {
        return found;
    }
    let walk = Walk::depth_first(graph, root, usable);
    let immediate = immediate(graph, &walk, usable);
    for (number, &dominator) in immediate.iter().enumerate().skip(1) {
        found[walk.nodes[number].index()] = Some(walk.nodes[dominator]);
    }
    found
}

/// The nodes that cannot be reached without passing this one, by id and without the node itself.
pub(crate) fn dominated_by(dominators: &[Option<NodeId>], node: NodeId) -> Vec<NodeId> {
    let mut below: Vec<Vec<NodeId>> = vec![Vec::new(); dominators.len()];
    for (position, dominator) in dominators.iter().enumerate() {
        if let Some(nodes) = dominator.and_then(|it| below.get_mut(it.index())) {
            nodes.push(NodeId(super::compact(position)));
        }
    }
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(here) = open.pop() {
        let nodes = below.get(here.index()).map(Vec::as_slice).unwrap_or_default();
        found.extend_from_slice(nodes);
        open.extend_from_slice(nodes);
    }
    found.sort_unstable();
    found
}

/// A depth-first walk from the root; everything below speaks of nodes by their number in it.
struct Walk {
    /// The nodes in the order they were entered.
    nodes: Vec<NodeId>,
    /// The number of each node that was reached.
    numbers: Vec<Option<usize>>,
    /// The number from which each number was entered; the root's own at the root.
    parents: Vec<usize>,
}

impl Walk {
    fn depth_first(graph: &Graph, root: NodeId, usable: Usable<'_>) -> Self {
        let numbers = vec![None; graph.node_count()];
        let mut walk = Self { nodes: Vec::new(), numbers, parents: Vec::new() };
        let mut stack = vec![(walk.enter(root, 0), 0)];
        while let Some((number, tried)) = stack.last_mut() {
            let number = *number;
            let Some(&edge) = graph.out(walk.nodes[number]).get(*tried) else {
                stack.pop();
                continue;
            };
            *tried += 1;
            let next = graph.arrival(edge, Direction::Downstream);
            if usable(edge) && walk.numbers[next.index()].is_none() {
                stack.push((walk.enter(next, number), 0));
            }
        }
        walk
    }

    fn enter(&mut self, node: NodeId, parent: usize) -> usize {
        let number = self.nodes.len();
        self.nodes.push(node);
        self.parents.push(parent);
        self.numbers[node.index()] = Some(number);
        number
    }
}

/// The immediate dominator of each number, from the semidominators: the lowest number from which
/// a path leads to it over higher numbers only.
fn immediate(graph: &Graph, walk: &Walk, usable: Usable<'_>) -> Vec<usize> {
    let count = walk.nodes.len();
    let mut forest = Forest::new(count);
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut found = vec![0; count];
    for number in (1..count).rev() {
        let entering = graph.into(walk.nodes[number]).iter().filter(|&&it| usable(it));
        for &edge in entering {
            let before = graph.arrival(edge, Direction::Upstream);
            if let Some(before) = walk.numbers[before.index()] {
                let best = forest.best(before);
                forest.semi[number] = forest.semi[number].min(forest.semi[best]);
            }
        }
        waiting[forest.semi[number]].push(number);
        let parent = walk.parents[number];
        forest.above[number] = Some(parent);
        for below in std::mem::take(&mut waiting[parent]) {
            let best = forest.best(below);
            found[below] = if forest.semi[best] < forest.semi[below] { best } else { parent };
        }
    }
    // Where a better one was seen on the way, its dominator is the answer, and is known by now.
    for number in 1..count {
        if found[number] != forest.semi[number] {
            found[number] = found[found[number]];
        }
    }
    found
}

/// The part of the walk's tree that has been judged, with shortened ways up.
struct Forest {
    semi: Vec<usize>,
    above: Vec<Option<usize>>,
    /// The number with the lowest semidominator on the way that was cut short.
    best: Vec<usize>,
    way: Vec<usize>,
}

impl Forest {
    fn new(count: usize) -> Self {
        let own: Vec<usize> = (0..count).collect();
        Self { semi: own.clone(), above: vec![None; count], best: own, way: Vec::new() }
    }

    /// The number with the lowest semidominator between this one and the top of its tree, the top
    /// left out.
    fn best(&mut self, number: usize) -> usize {
        let mut here = number;
        while let Some(above) = self.above[here].filter(|&it| self.above[it].is_some()) {
            self.way.push(here);
            here = above;
        }
        while let Some(lower) = self.way.pop() {
            if self.semi[self.best[here]] < self.semi[self.best[lower]] {
                self.best[lower] = self.best[here];
            }
            self.above[lower] = self.above[here];
            here = lower;
        }
        self.best[number]
    }
}
