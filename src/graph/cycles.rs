//! Cycles: whether there are any, through which edges, and what would break them.

use petgraph::algo::{greedy_feedback_arc_set, toposort};
use petgraph::graph::DiGraph;

use super::{Direction, EdgeId, Graph, NodeId, Usable, components, reach};

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

/// The shortest cycle through an edge, beginning with it.
pub(crate) fn cycle_through(
    graph: &Graph,
    edge: EdgeId,
    usable: Usable<'_>,
) -> Option<Vec<EdgeId>> {
    if edge.index() >= graph.edge_count() || !usable(edge) {
        return None;
    }
    let (from, to) = graph.ends(edge);
    let back = reach(graph, &[to], Direction::Downstream, None, usable);
    let is_closed = back.is_reached(from);
    is_closed.then(|| [vec![edge], back.path_to(from)].concat())
}
