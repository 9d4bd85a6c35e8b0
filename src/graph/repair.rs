//! The cheapest paths once more, after the loss of a few edges.
//!
//! Only what hung on the lost edges is looked at again, so that the loss of each node in turn costs
//! little more than one search, as long as the paths are short.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::{Cost, Direction, Distances, EdgeId, Graph, NodeId};

/// The nodes whose cheapest path is lost, with the next best.
#[derive(Debug)]
pub(crate) struct Repaired<'a> {
    before: &'a Distances,
    /// `None`: nothing leads there any more.
    nodes: BTreeMap<NodeId, Option<Offer>>,
}

#[derive(Clone, Copy, Debug)]
struct Offer {
    cost: Cost,
    hops: u32,
    from: NodeId,
    edge: EdgeId,
}

/// Finds the next best paths. `weight` is as for [`super::shortest()`], and gives none for the lost edges.
pub(crate) fn repair<'a>(
    graph: &Graph,
    before: &'a Distances,
    lost: &[EdgeId],
    weight: &dyn Fn(EdgeId) -> Option<Cost>,
) -> Repaired<'a> {
    let mut repaired = Repaired { before, nodes: BTreeMap::new() };
    repaired.mark(graph, lost);
    let mut queue = BinaryHeap::new();
    let marked: Vec<_> = repaired.nodes.keys().copied().collect();
    for node in marked {
        for &edge in graph.into(node) {
            if !repaired.is_hit(graph.arrival(edge, Direction::Upstream)) {
                queue.extend(repaired.take(graph, edge, weight));
            }
        }
    }
    while let Some(Reverse((cost, hops, node))) = queue.pop() {
        if repaired.standing(node) == Some((cost, hops)) {
            for &edge in graph.out(node) {
                queue.extend(repaired.take(graph, edge, weight));
            }
        }
    }
    repaired
}

impl Repaired<'_> {
    /// Whether the path that was cheapest is lost.
    pub(crate) fn is_hit(&self, node: NodeId) -> bool {
        self.nodes.contains_key(&node)
    }

    /// The nodes whose path that was cheapest is lost, in order.
    pub(crate) fn hit(&self) -> impl Iterator<Item = NodeId> {
        self.nodes.keys().copied()
    }

    /// Whether there is nothing that was hit.
    pub(crate) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The least cost that is left.
    pub(crate) fn cost(&self, node: NodeId) -> Option<Cost> {
        match self.nodes.get(&node) {
            Some(offer) => offer.map(|it| it.cost),
            None => self.before.cost.get(node.index()).copied().flatten(),
        }
    }

    /// The edges of the cheapest path that is left; empty at the start and where nothing leads.
    pub(crate) fn path_to(&self, node: NodeId) -> Vec<EdgeId> {
        let mut tail = Vec::new();
        if self.cost(node).is_none() {
            return tail;
        }
        let mut here = node;
        while let Some(Some(offer)) = self.nodes.get(&here) {
            tail.push(offer.edge);
            here = offer.from;
        }
        tail.reverse();
        let mut path = self.before.path_to(here);
        path.append(&mut tail);
        path
    }

    /// Marks every node whose cheapest path goes over a lost edge.
    fn mark(&mut self, graph: &Graph, lost: &[EdgeId]) {
        let mut open: Vec<EdgeId> = lost.to_vec();
        while let Some(edge) = open.pop() {
            let node = graph.arrival(edge, Direction::Downstream);
            let is_last = self.before.via.get(node.index()).copied().flatten() == Some(edge);
            if is_last && self.nodes.insert(node, None).is_none() {
                open.extend_from_slice(graph.out(node));
            }
        }
    }

    /// Goes over an edge to a marked node, if that is the best way to it so far.
    fn take(
        &mut self,
        graph: &Graph,
        edge: EdgeId,
        weight: &dyn Fn(EdgeId) -> Option<Cost>,
    ) -> Option<Reverse<(Cost, u32, NodeId)>> {
        let (from, to) = graph.ends(edge);
        let (cost, hops) = self.standing(from)?;
        let leg = weight(edge).filter(|it| it.is_usable())?;
        let offer = Offer { cost: cost.plus(leg), hops: hops + 1, from, edge };
        let slot = self.nodes.get_mut(&to)?;
        let is_better = slot.is_none_or(|best| (offer.cost, offer.hops) < (best.cost, best.hops));
        is_better.then(|| {
            *slot = Some(offer);
            Reverse((offer.cost, offer.hops, to))
        })
    }

    /// The best path to a node so far.
    fn standing(&self, node: NodeId) -> Option<(Cost, u32)> {
        if let Some(offer) = self.nodes.get(&node) {
            return offer.map(|it| (it.cost, it.hops));
        }
        let cost = self.before.cost.get(node.index()).copied().flatten()?;
        Some((cost, self.before.hops[node.index()]))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::graph::shortest;

    proptest! {
        #[test]
        fn a_repair_costs_what_a_new_search_finds(
            edges in prop::collection::vec((0..7_u32, 0..7_u32, 0..4_u8, any::<bool>()), 0..20),
        ) {
            let ends: Vec<_> = edges.iter().map(|it| (NodeId(it.0), NodeId(it.1))).collect();
            let graph = Graph::new(7, &ends);
            let cost = |edge: EdgeId| match edges[edge.index()].2 {
                0 => Cost::UNKNOWN,
                amount => Cost::known(f64::from(amount)),
            };
            let lost: Vec<_> = graph.edges().filter(|it| edges[it.index()].3).collect();
            let left = |edge: EdgeId| (!lost.contains(&edge)).then(|| cost(edge));
            let before = shortest(&graph, NodeId(0), &|edge| Some(cost(edge)));
            let repaired = repair(&graph, &before, &lost, &left);
            let fresh = shortest(&graph, NodeId(0), &left);
            for node in graph.nodes() {
                prop_assert_eq!(repaired.cost(node), fresh.cost[node.index()]);
                let path = repaired.path_to(node);
                prop_assert!(path.iter().all(|it| !lost.contains(it)));
                prop_assert_eq!(path.len(), fresh.path_to(node).len());
            }
        }
    }
}
