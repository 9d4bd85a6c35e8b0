//! Every algorithm against a slower one that is plainly right, on all kinds of small multigraphs.

mod distances;
mod shapes;
mod structure;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// A multigraph with self loops, parallel edges and unusable edges.
#[derive(Debug, Clone)]
struct Case {
    nodes: u32,
    edges: Vec<(u32, u32)>,
    usable: Vec<bool>,
}

impl Case {
    fn graph(&self) -> Graph {
        graph(self.nodes as usize, &self.edges)
    }

    fn usable(&self) -> impl Fn(EdgeId) -> bool + '_ {
        |edge| self.usable[edge.index()]
    }

    /// Whether one node leads to another over the usable edges that `keep` lets through.
    fn closure(&self, keep: &dyn Fn(usize) -> bool) -> Vec<Vec<bool>> {
        let count = self.nodes as usize;
        let mut leads = vec![vec![false; count]; count];
        for (node, leads) in leads.iter_mut().enumerate() {
            leads[node] = true;
        }
        for (position, &(from, to)) in self.edges.iter().enumerate() {
            if self.usable[position] && keep(position) {
                leads[from as usize][to as usize] = true;
            }
        }
        for middle in 0..count {
            for from in 0..count {
                for to in 0..count {
                    leads[from][to] |= leads[from][middle] && leads[middle][to];
                }
            }
        }
        leads
    }

    fn touches(&self, edge: usize, node: u32) -> bool {
        self.edges[edge].0 == node || self.edges[edge].1 == node
    }
}

fn cases() -> impl Strategy<Value = Case> {
    (0_u32..=7).prop_flat_map(|nodes| {
        let most = if nodes == 0 { 0 } else { 14 };
        let end = 0..nodes.max(1);
        (vec((end.clone(), end), 0..=most), vec(prop::bool::weighted(0.85), most)).prop_map(
            move |(edges, mut usable)| {
                usable.truncate(edges.len());
                Case { nodes, edges, usable }
            },
        )
    })
}

fn graph(nodes: usize, edges: &[(u32, u32)]) -> Graph {
    let ends: Vec<_> = edges.iter().map(|&(from, to)| (NodeId(from), NodeId(to))).collect();
    Graph::new(nodes, &ends)
}

fn every(_: EdgeId) -> bool {
    true
}

fn edge_ids(ids: &[u32]) -> Vec<EdgeId> {
    ids.iter().copied().map(EdgeId).collect()
}

/// Whether the edges follow each other from one node to another.
fn is_walk(graph: &Graph, path: &[EdgeId], from: NodeId, to: NodeId) -> bool {
    let mut here = from;
    for &edge in path {
        let (start, end) = graph.ends(edge);
        if start != here {
            return false;
        }
        here = end;
    }
    here == to
}

proptest! {
    #[test]
    fn adjacency_lists_each_edge_once_and_by_id(case in cases()) {
        // By reference: on an owned graph the standard `Into::into` would be meant.
        let graph = &case.graph();
        prop_assert_eq!(graph.node_count(), case.nodes as usize);
        prop_assert_eq!(graph.edge_count(), case.edges.len());
        for node in graph.nodes() {
            let out: Vec<_> = graph.edges().filter(|&it| graph.ends(it).0 == node).collect();
            let into: Vec<_> = graph.edges().filter(|&it| graph.ends(it).1 == node).collect();
            prop_assert_eq!(graph.out(node), out);
            prop_assert_eq!(graph.into(node), into);
        }
        prop_assert!(graph.out(NodeId(case.nodes)).is_empty());
        prop_assert!(graph.into(NodeId(u32::MAX)).is_empty());
    }
}
