//! Nodes and edges whose loss splits an island of the graph, whichever way the arrows point.
//!
//! petgraph's `articulation_points` follows outgoing edges only, and its `bridges` takes one of
//! two parallel edges for a bridge: it skips the node it came from where the edge is meant.

use super::{EdgeId, Graph, NodeId, Usable};

/// The single points at which the undirected view falls apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CutPoints {
    /// Articulation points, by id.
    pub(crate) nodes: Vec<NodeId>,
    /// Edges that nothing runs parallel to or around, by id.
    pub(crate) bridges: Vec<EdgeId>,
}

/// Finds them by low links: how early in the walk a branch can get back without its first edge.
pub(crate) fn cut_points(graph: &Graph, usable: Usable<'_>) -> CutPoints {
    let mut walk = Walk {
        graph,
        usable,
        entered: vec![None; graph.node_count()],
        low: vec![0; graph.node_count()],
        clock: 0,
        stack: Vec::new(),
        found: CutPoints { nodes: Vec::new(), bridges: Vec::new() },
    };
    for root in graph.nodes() {
        if walk.entered[root.index()].is_none() {
            walk.island(root);
        }
    }
    walk.found.nodes.sort_unstable();
    walk.found.bridges.sort_unstable();
    walk.found
}

struct Walk<'a> {
    graph: &'a Graph,
    usable: Usable<'a>,
    entered: Vec<Option<u32>>,
    low: Vec<u32>,
    clock: u32,
    stack: Vec<Frame>,
    found: CutPoints,
}

/// A node on the current branch.
struct Frame {
    node: NodeId,
    entered: u32,
    via: Option<EdgeId>,
    tried: usize,
    /// Branches below that cannot get back above this node.
    confined: u32,
}

impl Walk<'_> {
    fn island(&mut self, root: NodeId) {
        self.enter(root, None);
        while let Some(frame) = self.stack.last_mut() {
            let node = frame.node;
            let Some(edge) = incident(self.graph, node, frame.tried) else {
                self.leave();
                continue;
            };
            frame.tried += 1;
            if frame.via == Some(edge) || !(self.usable)(edge) {
                continue;
            }
            let (from, to) = self.graph.ends(edge);
            let other = if from == node { to } else { from };
            match self.entered[other.index()] {
                Some(entered) => self.lower(node, entered),
                None => self.enter(other, Some(edge)),
            }
        }
    }

    fn enter(&mut self, node: NodeId, via: Option<EdgeId>) {
        let entered = self.clock;
        self.clock += 1;
        self.entered[node.index()] = Some(entered);
        self.low[node.index()] = entered;
        self.stack.push(Frame { node, entered, via, tried: 0, confined: 0 });
    }

    /// Judges a finished node, then tells the one above how far back the branch can get.
    fn leave(&mut self) {
        let Some(frame) = self.stack.pop() else { return };
        // A root has nothing above it: it cuts only if it holds two branches together.
        let confined_min = if frame.via.is_some() { 1 } else { 2 };
        if frame.confined >= confined_min {
            self.found.nodes.push(frame.node);
        }
        let Some(above) = self.stack.last_mut() else { return };
        let low = self.low[frame.node.index()];
        let node = above.node;
        if low >= above.entered {
            above.confined += 1;
        }
        if low > above.entered {
            self.found.bridges.extend(frame.via);
        }
        self.lower(node, low);
    }

    fn lower(&mut self, node: NodeId, entered: u32) {
        let low = &mut self.low[node.index()];
        *low = entered.min(*low);
    }
}

/// The edges of a node in the undirected view, one at a time: those that leave, then the others.
fn incident(graph: &Graph, node: NodeId, position: usize) -> Option<EdgeId> {
    let out = graph.out(node);
    let into = graph.into(node);
    out.get(position).or_else(|| into.get(position.checked_sub(out.len())?)).copied()
}
