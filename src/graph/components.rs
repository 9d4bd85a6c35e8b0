//! Which nodes hang together: both ways round (strong), or at all (weak).

use petgraph::algo::kosaraju_scc;
use petgraph::unionfind::UnionFind;

use super::{Graph, NodeId, Usable};

/// Strongly connected components, sources first: no edge leads to an earlier component.
#[derive(Debug)]
pub(crate) struct Components {
    /// The component of each node.
    pub(crate) of: Vec<usize>,
    /// The nodes of each component, by id.
    pub(crate) members: Vec<Vec<NodeId>>,
}

/// Finds the strongly connected components by petgraph's `kosaraju_scc`; its `tarjan_scc` is
/// recursive and aborts on a long chain.
pub(crate) fn components(graph: &Graph, usable: Usable<'_>) -> Components {
    let mut of = vec![0; graph.node_count()];
    let mut members = Vec::new();
    // petgraph lists sinks first.
    for found in kosaraju_scc(&graph.view(usable)).into_iter().rev() {
        let mut nodes: Vec<NodeId> = found.into_iter().map(NodeId::from).collect();
        nodes.sort_unstable();
        for node in &nodes {
            of[node.index()] = members.len();
        }
        members.push(nodes);
    }
    Components { of, members }
}

/// Numbers the islands of the graph in the order of their lowest nodes; gives each node's number.
pub(crate) fn weak_components(graph: &Graph) -> Vec<usize> {
    let mut islands = UnionFind::new(graph.node_count());
    for node in graph.nodes() {
        for &edge in graph.out(node) {
            islands.union(node.index(), graph.ends(edge).1.index());
        }
    }
    let mut numbers = vec![None; graph.node_count()];
    let mut next = 0;
    islands
        .into_labeling()
        .into_iter()
        .map(|label| {
            *numbers[label].get_or_insert_with(|| {
                next += 1;
                next - 1
            })
        })
        .collect()
}
