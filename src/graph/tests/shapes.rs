//! Shapes that break graph code: nothing, loops, parallel edges, long chains, dense knots.

use super::*;

/// Long enough to overflow a test thread's stack by recursion many times over.
const CHAIN: u32 = 100_000;

const WIDE: Bounds = Bounds { hops_max: u32::MAX, paths_max: 100 };

#[test]
fn an_empty_graph_answers_everything() {
    let empty = graph(0, &[]);
    let nobody = NodeId(0);
    assert!(reach(&empty, &[nobody], Direction::Upstream, None, &every).distance.is_empty());
    assert!(shortest(&empty, nobody, &|_| Some(Cost::ZERO)).path_to(nobody).is_empty());
    assert!(simple_paths(&empty, nobody, NodeId(1), WIDE, &every).paths.is_empty());
    assert!(components(&empty, &every).members.is_empty());
    assert!(weak_components(&empty).is_empty());
    assert!(dominators(&empty, nobody, &every).is_empty());
    assert!(dominated_by(&[], nobody).is_empty());
    assert_eq!(cut_points(&empty, &every), CutPoints { nodes: vec![], bridges: vec![] });
    assert_eq!(topological_order(&empty, &every), Some(vec![]));
    assert!(feedback_edges(&empty, &every).is_empty());
    assert_eq!(Cycles::new(&empty).through(EdgeId(0), &every), None);
}

#[test]
fn a_self_loop_is_a_cycle_and_cuts_nothing() {
    let one = graph(1, &[(0, 0)]);
    assert!(is_cyclic(&one, &every));
    assert_eq!(Cycles::new(&one).through(EdgeId(0), &every), Some(edge_ids(&[0])));
    assert_eq!(feedback_edges(&one, &every), edge_ids(&[0]));
    assert_eq!(cut_points(&one, &every), CutPoints { nodes: vec![], bridges: vec![] });
    assert_eq!(components(&one, &every).members, [[NodeId(0)]]);
    assert_eq!(dominators(&one, NodeId(0), &every), [None]);
    assert_eq!(reach(&one, &[NodeId(0)], Direction::Downstream, None, &every).via, [None]);
    assert!(simple_paths(&one, NodeId(0), NodeId(0), WIDE, &every).paths.is_empty());
    assert!(!is_cyclic(&one, &|_| false));
}

#[test]
fn parallel_edges_are_separate_paths_and_no_bridge() {
    // Two integrations between one pair of tools, then a single one.
    let graph = graph(3, &[(0, 1), (0, 1), (1, 2)]);
    let found = simple_paths(&graph, NodeId(0), NodeId(2), WIDE, &every);
    assert_eq!(found.paths, [edge_ids(&[0, 2]), edge_ids(&[1, 2])]);
    assert!(!found.truncated);
    let cuts = cut_points(&graph, &every);
    assert_eq!(cuts, CutPoints { nodes: vec![NodeId(1)], bridges: edge_ids(&[2]) });
    let without = cut_points(&graph, &|edge| edge != EdgeId(0));
    assert_eq!(without.bridges, edge_ids(&[1, 2]));
}

#[test]
fn a_node_that_two_others_feed_joins_them() {
    let graph = graph(3, &[(0, 1), (2, 1)]);
    assert_eq!(cut_points(&graph, &every).nodes, [NodeId(1)]);
    assert_eq!(weak_components(&graph), [0, 0, 0]);
}

#[test]
fn two_nodes_that_feed_each_other_are_one_component() {
    let graph = graph(2, &[(0, 1), (1, 0)]);
    assert_eq!(components(&graph, &every).of, [0, 0]);
    assert_eq!(Cycles::new(&graph).through(EdgeId(1), &every), Some(edge_ids(&[1, 0])));
    assert_eq!(feedback_edges(&graph, &every).len(), 1);
    assert!(cut_points(&graph, &every).bridges.is_empty());
    assert_eq!(topological_order(&graph, &every), None);
}

#[test]
fn a_long_chain_overflows_nothing() {
    let edges: Vec<_> = (1..CHAIN).map(|it| (it - 1, it)).collect();
    let chain = graph(CHAIN as usize, &edges);
    let (first, last) = (NodeId(0), NodeId(CHAIN - 1));
    let whole = edges.len();

    let down = reach(&chain, &[first], Direction::Downstream, None, &every);
    assert_eq!(down.path_to(last).len(), whole);
    let cheap = shortest(&chain, first, &|_| Some(Cost::known(1.0)));
    assert_eq!(cheap.cost[last.index()], Some(Cost::known(f64::from(CHAIN - 1))));
    let paths = simple_paths(&chain, first, last, WIDE, &every);
    assert_eq!((paths.paths.len(), paths.truncated), (1, false));
    assert_eq!(components(&chain, &every).members.len(), CHAIN as usize);
    assert_eq!(weak_components(&chain)[last.index()], 0);
    let found = dominators(&chain, first, &every);
    assert_eq!(dominated_by(&found, first).len(), whole);
    let cuts = cut_points(&chain, &every);
    assert_eq!((cuts.nodes.len(), cuts.bridges.len()), (whole - 1, whole));
    assert_eq!(topological_order(&chain, &every).map(|it| it[0]), Some(first));
    assert!(feedback_edges(&chain, &every).is_empty());
}

#[test]
fn a_long_ring_is_one_component() {
    let edges: Vec<_> = (0..CHAIN).map(|it| (it, (it + 1) % CHAIN)).collect();
    let ring = graph(CHAIN as usize, &edges);
    assert_eq!(components(&ring, &every).members.len(), 1);
    assert_eq!(Cycles::new(&ring).through(EdgeId(7), &every).map(|it| it.len()), Some(edges.len()));
    let cuts = cut_points(&ring, &every);
    assert!(cuts.nodes.is_empty() && cuts.bridges.is_empty());
}

#[test]
fn shortcuts_to_the_end_of_a_long_chain_leave_it_to_the_start() {
    let mut edges: Vec<_> = (1..CHAIN).map(|it| (it - 1, it)).collect();
    edges.extend((0..CHAIN - 1).map(|it| (it, CHAIN - 1)));
    let found = dominators(&graph(CHAIN as usize, &edges), NodeId(0), &every);
    assert_eq!(found.last(), Some(&Some(NodeId(0))));
    assert_eq!(found[CHAIN as usize - 2], Some(NodeId(CHAIN - 3)));
}

#[test]
fn one_edge_breaks_a_ring() {
    // petgraph checks its own lists in a debug build, in quadratic time: hence no longer ring.
    let edges: Vec<_> = (0..1_000).map(|it| (it, (it + 1) % 1_000)).collect();
    assert_eq!(feedback_edges(&graph(1_000, &edges), &every).len(), 1);
}

/// Twenty nodes, each with an edge to every other.
fn dense() -> Graph {
    let pairs = (0..20).flat_map(|from| (0..20).map(move |to| (from, to)));
    graph(20, &pairs.filter(|(from, to)| from != to).collect::<Vec<_>>())
}

#[test]
fn a_dense_graph_gives_its_short_paths_and_says_that_there_are_more() {
    let found = simple_paths(&dense(), NodeId(0), NodeId(19), WIDE, &every);
    assert!(found.truncated);
    let lengths: Vec<_> = found.paths.iter().map(Vec::len).collect();
    let expected = [vec![1], vec![2; 18], vec![3; 81]].concat();
    assert_eq!(lengths, expected);
}

#[test]
fn a_search_without_an_end_stops() {
    // There are some 10^16 paths: only the bound on work can end this.
    let bounds = Bounds { hops_max: u32::MAX, paths_max: usize::MAX };
    let found = simple_paths(&dense(), NodeId(0), NodeId(19), bounds, &every);
    assert!(found.truncated);
    assert!(found.paths.len() > 18 * 17 * 16, "the short ones come first");
    assert!(found.paths.is_sorted_by_key(Vec::len));
}
