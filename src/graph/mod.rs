//! Reach, paths, dominators and cuts on plain indices; the only module that names petgraph.
//!
//! It does not know what a node or an edge stands for. A graph is immutable: "what if this were
//! gone" is a filter over its edges, never a rebuild. Every algorithm is iterative, so that a long
//! chain cannot overflow the stack, and gives the same answer for the same input.

mod components;
mod cuts;
mod cycles;
mod dominators;
mod paths;
mod reach;
mod repair;
mod shortest;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use petgraph::graph::{DiGraph, EdgeReference, NodeIndex};
use petgraph::visit::EdgeFiltered;

pub(crate) use components::{Components, components, weak_components};
pub(crate) use cuts::{CutPoints, cut_points};
pub(crate) use cycles::{Cycles, feedback_edges, is_cyclic, topological_order};
pub(crate) use dominators::{dominated_by, dominators};
pub(crate) use paths::{Bounds, Paths, simple_paths};
pub(crate) use reach::{Reach, reach};
pub(crate) use repair::{Repaired, repair};
pub(crate) use shortest::{Cost, Distances, shortest};

/// A directed graph that keeps parallel edges and self loops.
///
/// petgraph holds it for the algorithms that are right there; the adjacency beside it lists edges
/// in the order of their ids, which petgraph does not, and which ties are broken by.
#[derive(Debug)]
pub(crate) struct Graph {
    /// Made when an algorithm of petgraph's is asked for; most graphs are only walked.
    inner: OnceLock<DiGraph<(), EdgeId>>,
    node_count: usize,
    ends: Vec<(NodeId, NodeId)>,
    out: Adjacency,
    into: Adjacency,
}

/// A node by its position, `0..node_count`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct NodeId(pub(crate) u32);

/// An edge by its position in the list the graph was built from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct EdgeId(pub(crate) u32);

/// Whether to walk along the arrows or against them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Direction {
    Downstream,
    Upstream,
}

/// Which edges count; a missing node is one whose edges do not.
pub(crate) type Usable<'a> = &'a dyn Fn(EdgeId) -> bool;

impl Graph {
    /// Builds the graph. An edge whose end does not exist keeps its id but joins nothing, so that
    /// the ids of the others still match the list.
    pub(crate) fn new(node_count: usize, edges: &[(NodeId, NodeId)]) -> Self {
        let mut linked = Vec::with_capacity(edges.len());
        for (position, &(from, to)) in edges.iter().enumerate() {
            let exists = from.index() < node_count && to.index() < node_count;
            debug_assert!(exists, "edge {position} ends at no node: {from:?} to {to:?}");
            if exists {
                let edge = EdgeId(compact(position));
                linked.push((edge, from, to));
            }
        }
        Self {
            inner: OnceLock::new(),
            node_count,
            ends: edges.to_vec(),
            out: Adjacency::new(node_count, linked.iter().map(|&(edge, from, _)| (edge, from))),
            into: Adjacency::new(node_count, linked.iter().map(|&(edge, _, to)| (edge, to))),
        }
    }

    pub(crate) fn node_count(&self) -> usize {
        self.node_count
    }

    pub(crate) fn edge_count(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..compact(self.node_count())).map(NodeId)
    }

    pub(crate) fn edges(&self) -> impl Iterator<Item = EdgeId> + use<> {
        (0..compact(self.edge_count())).map(EdgeId)
    }

    /// Where an edge of this graph starts and where it ends.
    pub(crate) fn ends(&self, edge: EdgeId) -> (NodeId, NodeId) {
        self.ends[edge.index()]
    }

    /// The edges that leave a node, by id.
    pub(crate) fn out(&self, node: NodeId) -> &[EdgeId] {
        self.out.at(node)
    }

    /// The edges that enter a node, by id. To be called through a reference: on an owned graph the
    /// compiler takes the standard `Into::into` first.
    pub(crate) fn into(&self, node: NodeId) -> &[EdgeId] {
        self.into.at(node)
    }

    fn has(&self, node: NodeId) -> bool {
        node.index() < self.node_count()
    }

    /// The edges by which a walk goes on from a node.
    fn onward(&self, node: NodeId, direction: Direction) -> &[EdgeId] {
        match direction {
            Direction::Downstream => self.out(node),
            Direction::Upstream => self.into(node),
        }
    }

    /// The node at which a walk over the edge arrives.
    fn arrival(&self, edge: EdgeId, direction: Direction) -> NodeId {
        let (from, to) = self.ends(edge);
        match direction {
            Direction::Downstream => to,
            Direction::Upstream => from,
        }
    }

    fn inner(&self) -> &DiGraph<(), EdgeId> {
        self.inner.get_or_init(|| {
            let mut inner = DiGraph::with_capacity(self.node_count, self.ends.len());
            for _ in 0..self.node_count {
                inner.add_node(());
            }
            for (edge, &(from, to)) in self.edges().zip(&self.ends) {
                if self.has(from) && self.has(to) {
                    inner.add_edge(from.into(), to.into(), edge);
                }
            }
            inner
        })
    }

    /// The usable part as petgraph sees it.
    fn view<'a>(
        &'a self,
        usable: Usable<'a>,
    ) -> EdgeFiltered<&'a DiGraph<(), EdgeId>, impl Fn(EdgeReference<'a, EdgeId>) -> bool + 'a>
    {
        EdgeFiltered::from_fn(self.inner(), move |edge: EdgeReference<'a, EdgeId>| {
            usable(*edge.weight())
        })
    }
}

/// The edges of each node in one list, cut at `starts`.
#[derive(Debug)]
struct Adjacency {
    starts: Vec<usize>,
    edges: Vec<EdgeId>,
}

impl Adjacency {
    /// A counting sort: stable, so each node's edges stay in the order of their ids.
    fn new(node_count: usize, linked: impl Iterator<Item = (EdgeId, NodeId)> + Clone) -> Self {
        let mut starts = vec![0; node_count + 1];
        for (_, node) in linked.clone() {
            starts[node.index() + 1] += 1;
        }
        for node in 0..node_count {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut edges = vec![EdgeId(0); starts[node_count]];
        for (edge, node) in linked {
            edges[next[node.index()]] = edge;
            next[node.index()] += 1;
        }
        Self { starts, edges }
    }

    fn at(&self, node: NodeId) -> &[EdgeId] {
        let start = self.starts.get(node.index());
        let end = self.starts.get(node.index() + 1);
        start.zip(end).and_then(|(&start, &end)| self.edges.get(start..end)).unwrap_or_default()
    }
}

impl NodeId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

impl EdgeId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

impl From<NodeId> for NodeIndex {
    fn from(node: NodeId) -> Self {
        Self::new(node.index())
    }
}

impl From<NodeIndex> for NodeId {
    fn from(index: NodeIndex) -> Self {
        Self(compact(index.index()))
    }
}

/// Positions fit 32 bits: a graph with more nodes or edges would not fit into memory either.
fn compact(position: usize) -> u32 {
    debug_assert!(u32::try_from(position).is_ok(), "{position} is no graph position");
    u32::try_from(position).unwrap_or(u32::MAX)
}
