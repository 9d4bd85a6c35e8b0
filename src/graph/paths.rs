//! All simple paths between two nodes, shortest first, within bounds.
//!
//! petgraph's `all_simple_paths` comes in no useful order and takes exponential time to give the
//! first few paths of a dense graph; deepening round by round gives the short ones at once.

use super::{Direction, EdgeId, Graph, NodeId, Reach, Usable, reach};

/// How many edges one search may look at: about ten milliseconds, so that a dense graph costs the
/// reader one late frame at worst.
const STEPS_MAX: u32 = 1_000_000;

/// How far to look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub(crate) hops_max: u32,
    pub(crate) paths_max: usize,
}

/// Paths by length, then by their edge ids.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Paths {
    pub(crate) paths: Vec<Vec<EdgeId>>,
    /// Whether there may be more of at most `hops_max` hops than are listed.
    pub(crate) truncated: bool,
}

/// Lists the paths that visit no node twice. Parallel edges make separate paths; a node has no
/// path to itself ([`super::Cycles`] finds those).
pub(crate) fn simple_paths(
    graph: &Graph,
    from: NodeId,
    to: NodeId,
    bounds: Bounds,
    usable: Usable<'_>,
) -> Paths {
    let mut search = Search {
        graph,
        usable,
        to,
        // A hint that never lies: a prefix farther from the target than its hops left is dropped.
        ahead: reach(graph, &[to], Direction::Upstream, Some(bounds.hops_max), usable),
        on_path: vec![false; graph.node_count()],
        stack: Vec::new(),
        path: Vec::new(),
        steps: 0,
        paths_max: bounds.paths_max,
        found: Paths { paths: Vec::new(), truncated: false },
    };
    let nearest = search.ahead.distance.get(from.index()).copied().flatten();
    let Some(nearest) = nearest.filter(|_| from != to) else { return search.found };
    let longest = bounds.hops_max.min(super::compact(graph.node_count()));
    for hops in nearest..=longest {
        match search.round(from, hops) {
            Round::LongerPossible => {}
            Round::Exhausted => break,
            Round::Stopped => {
                search.found.truncated = true;
                break;
            }
        }
    }
    search.found
}

struct Search<'a> {
    graph: &'a Graph,
    usable: Usable<'a>,
    to: NodeId,
    ahead: Reach,
    on_path: Vec<bool>,
    stack: Vec<Frame>,
    path: Vec<EdgeId>,
    steps: u32,
    paths_max: usize,
    found: Paths,
}

/// A node on the current path and how many of its edges have been tried.
struct Frame {
    node: NodeId,
    tried: usize,
}

enum Round {
    LongerPossible,
    Exhausted,
    Stopped,
}

impl Search<'_> {
    /// Finds the paths of exactly this many hops, depth first.
    fn round(&mut self, from: NodeId, hops: u32) -> Round {
        let mut outcome = Round::Exhausted;
        self.enter(from);
        while let Some(frame) = self.stack.last_mut() {
            let Some(&edge) = self.graph.out(frame.node).get(frame.tried) else {
                self.leave();
                continue;
            };
            frame.tried += 1;
            self.steps += 1;
            if self.steps > STEPS_MAX {
                return Round::Stopped;
            }
            let Some((next, ahead)) = self.open(edge) else { continue };
            let left = hops - super::compact(self.path.len()) - 1;
            if ahead > left {
                outcome = Round::LongerPossible;
            } else if next != self.to {
                self.path.push(edge);
                self.enter(next);
            } else if left == 0 {
                if self.found.paths.len() == self.paths_max {
                    return Round::Stopped;
                }
                let path = self.path.iter().copied().chain([edge]).collect();
                self.found.paths.push(path);
            }
        }
        outcome
    }

    /// Where an edge leads and how many hops are needed from there, if it may be taken at all.
    fn open(&self, edge: EdgeId) -> Option<(NodeId, u32)> {
        let next = self.graph.arrival(edge, Direction::Downstream);
        let ahead = self.ahead.distance[next.index()]?;
        (!self.on_path[next.index()] && (self.usable)(edge)).then_some((next, ahead))
    }

    fn enter(&mut self, node: NodeId) {
        self.on_path[node.index()] = true;
        self.stack.push(Frame { node, tried: 0 });
    }

    fn leave(&mut self) {
        if let Some(frame) = self.stack.pop() {
            self.on_path[frame.node.index()] = false;
        }
        // The start was entered by no edge, so at the end there is none to drop.
        self.path.pop();
    }
}
