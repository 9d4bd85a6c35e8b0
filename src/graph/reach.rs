//! What a set of nodes reaches, in how few hops, and by which edges.

use super::{Direction, EdgeId, Graph, NodeId, Usable};

/// What was reached. Of several shortest paths it keeps the one whose last edge has the lowest id.
#[derive(Debug)]
pub(crate) struct Reach {
    /// Hops from the nearest start; `None` where nothing leads.
    pub(crate) distance: Vec<Option<u32>>,
    /// The edge by which a node was reached; `None` at a start.
    pub(crate) via: Vec<Option<EdgeId>>,
    before: Vec<Option<NodeId>>,
    direction: Direction,
}

/// Walks breadth first from all starts at once. The order of the starts does not matter.
pub(crate) fn reach(
    graph: &Graph,
    starts: &[NodeId],
    direction: Direction,
    max_hops: Option<u32>,
    usable: Usable<'_>,
) -> Reach {
    let mut found = Reach {
        distance: vec![None; graph.node_count()],
        via: vec![None; graph.node_count()],
        before: vec![None; graph.node_count()],
        direction,
    };
    let mut level: Vec<NodeId> = Vec::new();
    for &start in starts.iter().filter(|&&it| graph.has(it)) {
        if found.distance[start.index()].replace(0).is_none() {
            level.push(start);
        }
    }
    let mut hops = 0;
    while !level.is_empty() && max_hops.is_none_or(|max| hops < max) {
        hops += 1;
        let mut next = Vec::new();
        for &node in &level {
            for &edge in graph.onward(node, direction).iter().filter(|&&it| usable(it)) {
                let arrival = graph.arrival(edge, direction);
                if found.offer(arrival, hops, (node, edge)) {
                    next.push(arrival);
                }
            }
        }
        level = next;
    }
    found
}

impl Reach {
    pub(crate) fn is_reached(&self, node: NodeId) -> bool {
        self.distance.get(node.index()).is_some_and(Option::is_some)
    }

    /// The edges between the nearest start and a node, in the direction of the arrows: downstream
    /// they begin at the start, upstream they end there. Empty at a start and where nothing leads.
    pub(crate) fn path_to(&self, node: NodeId) -> Vec<EdgeId> {
        let mut path = Vec::new();
        let mut here = node;
        while let Some((&Some(edge), &Some(before))) =
            self.via.get(here.index()).zip(self.before.get(here.index()))
        {
            path.push(edge);
            here = before;
        }
        if self.direction == Direction::Downstream {
            path.reverse();
        }
        path
    }

    /// Takes an edge to a node at this distance; says whether the node is new.
    fn offer(&mut self, node: NodeId, hops: u32, (before, edge): (NodeId, EdgeId)) -> bool {
        let position = node.index();
        let is_new = self.distance[position].is_none();
        let is_tie = self.distance[position] == Some(hops);
        if is_new || is_tie && self.via[position].is_some_and(|via| edge < via) {
            self.distance[position] = Some(hops);
            self.via[position] = Some(edge);
            self.before[position] = Some(before);
        }
        is_new
    }
}
