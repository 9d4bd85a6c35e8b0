//! Which nodes every path from a root must pass.

use petgraph::algo::dominators::simple_fast;

use super::{Graph, NodeId, Usable};

/// The immediate dominator of each node: the last node that every path from the root to it
/// passes. `None` at the root and at nodes it does not reach.
pub(crate) fn dominators(graph: &Graph, root: NodeId, usable: Usable<'_>) -> Vec<Option<NodeId>> {
    if !graph.has(root) {
        return vec![None; graph.node_count()];
    }
    let found = simple_fast(&graph.view(usable), root.into());
    graph.nodes().map(|it| found.immediate_dominator(it.into()).map(NodeId::from)).collect()
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
