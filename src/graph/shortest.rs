//! The cheapest path from one node to every other.
//!
//! petgraph's `dijkstra` gives costs in a hash map and no paths, and leaves ties to chance; this
//! one keeps the edges and breaks ties by fewer hops, then by edge id.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::{Direction, EdgeId, Graph, NodeId};

/// What an edge or a path costs. A path with fewer unknown legs always wins, however large its
/// known amount: an unknown is neither zero nor average.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) unknown: u32,
    pub(crate) amount: f64,
    /// Legs that people do by hand. They decide between equals only.
    pub(crate) by_hand: u32,
}

/// Costs and paths from one start.
#[derive(Debug)]
pub(crate) struct Distances {
    /// The least cost; `None` where nothing leads.
    pub(crate) cost: Vec<Option<Cost>>,
    /// The last edge of the cheapest path; `None` at the start.
    pub(crate) via: Vec<Option<EdgeId>>,
    pub(super) hops: Vec<u32>,
    pub(super) before: Vec<Option<NodeId>>,
}

/// Finds the cheapest paths. An edge without a weight, or with a negative, infinite or undefined
/// amount, cannot be used.
pub(crate) fn shortest(
    graph: &Graph,
    from: NodeId,
    weight: &dyn Fn(EdgeId) -> Option<Cost>,
) -> Distances {
    let mut found = Distances {
        cost: vec![None; graph.node_count()],
        via: vec![None; graph.node_count()],
        hops: vec![0; graph.node_count()],
        before: vec![None; graph.node_count()],
    };
    if !graph.has(from) {
        return found;
    }
    found.cost[from.index()] = Some(Cost::ZERO);
    let mut queue = BinaryHeap::from([Reverse((Cost::ZERO, 0, from))]);
    while let Some(Reverse((cost, hops, node))) = queue.pop() {
        if found.cost[node.index()] != Some(cost) || found.hops[node.index()] != hops {
            continue;
        }
        for &edge in graph.out(node) {
            let Some(leg) = weight(edge).filter(|it| it.is_usable()) else { continue };
            let arrival = graph.arrival(edge, Direction::Downstream);
            let offer = (cost.plus(leg), hops + 1);
            if found.offer(arrival, offer, (node, edge)) {
                queue.push(Reverse((offer.0, offer.1, arrival)));
            }
        }
    }
    found
}

impl Distances {
    /// The edges from the start to a node; empty at the start and where nothing leads.
    pub(crate) fn path_to(&self, node: NodeId) -> Vec<EdgeId> {
        let mut path = Vec::new();
        let mut here = node;
        while let Some((&Some(edge), &Some(before))) =
            self.via.get(here.index()).zip(self.before.get(here.index()))
        {
            path.push(edge);
            here = before;
        }
        path.reverse();
        path
    }

    /// Takes a path to a node if it is the best so far; says whether it is truly shorter.
    fn offer(&mut self, node: NodeId, path: (Cost, u32), last: (NodeId, EdgeId)) -> bool {
        let position = node.index();
        let (before, edge) = last;
        let known = self.cost[position].map(|cost| (cost, self.hops[position]));
        let is_shorter = known.is_none_or(|known| path < known);
        let is_tie = known == Some(path);
        if is_shorter || is_tie && self.via[position].is_some_and(|via| edge < via) {
            (self.cost[position], self.hops[position]) = (Some(path.0), path.1);
            self.via[position] = Some(edge);
            self.before[position] = Some(before);
        }
        is_shorter
    }
}

impl Cost {
    pub(crate) const ZERO: Self = Self { unknown: 0, amount: 0.0, by_hand: 0 };
    /// One leg of which nothing is known.
    pub(crate) const UNKNOWN: Self = Self { unknown: 1, amount: 0.0, by_hand: 0 };

    pub(crate) fn known(amount: f64) -> Self {
        Self { unknown: 0, amount, by_hand: 0 }
    }

    pub(super) fn is_usable(self) -> bool {
        self.amount.is_finite() && self.amount >= 0.0
    }

    pub(super) fn plus(self, leg: Self) -> Self {
        Self {
            unknown: self.unknown.saturating_add(leg.unknown),
            amount: self.amount + leg.amount,
            by_hand: self.by_hand.saturating_add(leg.by_hand),
        }
    }
}

impl Ord for Cost {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_age = self.unknown.cmp(&other.unknown).then(self.amount.total_cmp(&other.amount));
        by_age.then(self.by_hand.cmp(&other.by_hand))
    }
}

impl PartialOrd for Cost {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Cost {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Cost {}
