//! Cycles: whether there are any, through which edges, and what would break them.

use petgraph::algo::{greedy_feedback_arc_set, toposort};
use petgraph::graph::DiGraph;

use super::{Direction, EdgeId, Graph, NodeId, Usable, components};

/// Whether any usable edges close a cycle; a self loop is one.
pub(crate) fn is_cyclic(graph: &Graph, usable: Usable<'_>) -> bool {
    topological_order(graph, usable).is_none()
}

/// All nodes so that every usable edge leads forwards; `None` if the graph is cyclic.
pub(crate) fn topological_order(graph: &Graph, usable: Usable<'_>) -> Option<Vec<NodeId>> {
    // petgraph's `toposort` is iterative, while its `is_cyclic_directed` is not.
    let order = toposort(&graph.view(usable), None).ok()?;
    Some(order.into_iter().map(NodeId::from).collect())
}

/// A small set of edges, each on a cycle, without which the rest has none. Every self loop is in
/// it; it need not be the smallest such set.
pub(crate) fn feedback_edges(graph: &Graph, usable: Usable<'_>) -> Vec<EdgeId> {
    let strong = components(graph, usable);
    // The greedy order sees edges inside components only, or it would also name innocent ones.
    let mut knots: DiGraph<(), EdgeId> = DiGraph::new();
    for _ in graph.nodes() {
        knots.add_node(());
    }
    for node in graph.nodes() {
        for &edge in graph.out(node).iter().filter(|&&it| usable(it)) {
            let (from, to) = graph.ends(edge);
            if strong.of[from.index()] == strong.of[to.index()] {
                knots.add_edge(from.into(), to.into(), edge);
            }
        }
    }
    let mut found: Vec<EdgeId> = greedy_feedback_arc_set(&knots).map(|it| *it.weight()).collect();
    found.sort_unstable();
    found
}

/// Shortest cycles through edges of one graph, looked for one after the other with the same notes.
#[derive(Debug)]
pub(crate) struct Cycles<'a> {
    graph: &'a Graph,
    /// The number of the search that has last come to a node.
    seen: Vec<u32>,
    search: u32,
    hops: Vec<u32>,
    /// The edge by which the search came to a node, and the node before.
    via: Vec<(EdgeId, NodeId)>,
}

impl<'a> Cycles<'a> {
    pub(crate) fn new(graph: &'a Graph) -> Self {
        let nodes = graph.node_count();
        Self {
            graph,
            seen: vec![0; nodes],
            search: 0,
            hops: vec![0; nodes],
            via: vec![(EdgeId(0), NodeId(0)); nodes],
        }
    }

    /// The shortest cycle through an edge, beginning with it; of several, the one whose last edge has the lowest id, as in
    /// [`super::reach()`]. The search goes no further than the cycle.
    pub(crate) fn through(&mut self, edge: EdgeId, usable: Usable<'_>) -> Option<Vec<EdgeId>> {
        if edge.index() >= self.graph.edge_count() || !usable(edge) {
            return None;
        }
        let (from, to) = self.graph.ends(edge);
        self.search += 1;
        self.seen[to.index()] = self.search;
        self.hops[to.index()] = 0;
        let mut level = vec![to];
        let mut hops = 0;
        while !level.is_empty() && self.seen[from.index()] != self.search {
            hops += 1;
            let mut next = Vec::new();
            for &node in &level {
                for &edge in self.graph.out(node).iter().filter(|&&it| usable(it)) {
                    let arrival = self.graph.arrival(edge, Direction::Downstream);
                    if self.offer(arrival, hops, (edge, node)) {
                        next.push(arrival);
                    }
                }
            }
            level = next;
        }
        (self.seen[from.index()] == self.search).then(|| self.cycle(edge))
    }

    /// Takes an edge to a node at this distance; says whether the node is new.
    fn offer(&mut self, node: NodeId, hops: u32, via: (EdgeId, NodeId)) -> bool {
        let position = node.index();
        let is_new = self.seen[position] != self.search;
        if is_new || self.hops[position] == hops && via.0 < self.via[position].0 {
            self.seen[position] = self.search;
            self.hops[position] = hops;
            self.via[position] = via;
        }
        is_new
    }

    fn cycle(&self, edge: EdgeId) -> Vec<EdgeId> {
        let (from, to) = self.graph.ends(edge);
        let mut back = Vec::new();
        let mut here = from;
        while here != to {
            let (via, before) = self.via[here.index()];
            back.push(via);
            here = before;
        }
        back.push(edge);
        back.reverse();
        back
    }
}
