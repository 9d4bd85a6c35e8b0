//! Reach, cheapest paths and simple paths against enumeration.

use super::*;

/// Every simple path from a node, the empty one first, by plain recursion.
fn all_paths(graph: &Graph, from: NodeId, usable: Usable<'_>) -> Vec<(NodeId, Vec<EdgeId>)> {
    fn extend(
        graph: &Graph,
        usable: Usable<'_>,
        nodes: &mut Vec<NodeId>,
        path: &mut Vec<EdgeId>,
        found: &mut Vec<(NodeId, Vec<EdgeId>)>,
    ) {
        let here = nodes[nodes.len() - 1];
        found.push((here, path.clone()));
        for edge in graph.edges().filter(|&it| usable(it) && graph.ends(it).0 == here) {
            let next = graph.ends(edge).1;
            if !nodes.contains(&next) {
                nodes.push(next);
                path.push(edge);
                extend(graph, usable, nodes, path, found);
                path.pop();
                nodes.pop();
            }
        }
    }
    let mut found = Vec::new();
    extend(graph, usable, &mut vec![from], &mut Vec::new(), &mut found);
    found
}

/// The case with every arrow turned round.
fn reversed(case: &Case) -> Case {
    let edges = case.edges.iter().map(|&(from, to)| (to, from)).collect();
    Case { edges, ..case.clone() }
}

/// Weights of all kinds, those that make an edge unusable among them.
fn weights() -> impl Strategy<Value = Vec<Option<Cost>>> {
    let weight = prop_oneof![
        1 => Just(None),
        8 => (0_u32..4).prop_map(|it| Some(Cost::known(f64::from(it)))),
        3 => Just(Some(Cost::UNKNOWN)),
        1 => (0_usize..3).prop_map(|it| Some(Cost::known([f64::NAN, -1.0, f64::INFINITY][it]))),
    ];
    vec(weight, 14)
}

fn is_sound(weight: Cost) -> bool {
    weight.amount.is_finite() && weight.amount >= 0.0
}

proptest! {
    #[test]
    fn reach_is_the_shortest_walk_from_any_start(
        case in cases(), chosen in 0_u32..128, max_hops in prop::option::of(0_u32..5), up in any::<bool>(),
    ) {
        let graph = case.graph();
        let usable = case.usable();
        let starts: Vec<_> = graph.nodes().filter(|it| chosen >> it.0 & 1 == 1).collect();
        let direction = if up { Direction::Upstream } else { Direction::Downstream };
        let found: Reach = reach(&graph, &starts, direction, max_hops, &usable);

        let along = if up { reversed(&case).graph() } else { case.graph() };
        let walks: Vec<_> =
            starts.iter().flat_map(|&start| all_paths(&along, start, &usable)).collect();
        for node in graph.nodes() {
            let nearest = walks.iter().filter(|it| it.0 == node).map(|it| compact(it.1.len())).min();
            let nearest = nearest.filter(|&it| max_hops.is_none_or(|max| it <= max));
            prop_assert_eq!(found.distance[node.index()], nearest);
            prop_assert_eq!(found.is_reached(node), nearest.is_some());
            let path = found.path_to(node);
            prop_assert_eq!(compact(path.len()), nearest.unwrap_or(0));
            if nearest.is_some() {
                let joins = |start: NodeId| {
                    let (from, to) = if up { (node, start) } else { (start, node) };
                    is_walk(&graph, &path, from, to)
                };
                prop_assert!(starts.iter().any(|&it| joins(it)));
            }
            let lowest = walks
                .iter()
                .filter(|it| it.0 == node && Some(compact(it.1.len())) == nearest)
                .filter_map(|it| it.1.last().copied())
                .min();
            prop_assert_eq!(found.via[node.index()], lowest);
        }

        let turned: Vec<_> = starts.iter().rev().copied().collect();
        prop_assert_eq!(reach(&graph, &turned, direction, max_hops, &usable).via, found.via);
    }

    #[test]
    fn shortest_is_the_cheapest_of_all_paths(case in cases(), weights in weights()) {
        let graph = case.graph();
        let weight = |edge: EdgeId| weights[edge.index()];
        let usable = |edge: EdgeId| weights[edge.index()].is_some_and(is_sound);
        let sum = |path: &[EdgeId]| Cost {
            unknown: path.iter().map(|it| weights[it.index()].unwrap().unknown).sum(),
            by_hand: path.iter().map(|it| weights[it.index()].unwrap().by_hand).sum(),
            amount: path.iter().map(|it| weights[it.index()].unwrap().amount).sum::<f64>() + 0.0,
        };
        for from in graph.nodes() {
            let found: Distances = shortest(&graph, from, &weight);
            let paths = all_paths(&graph, from, &usable);
            for node in graph.nodes() {
                let best = paths
                    .iter()
                    .filter(|it| it.0 == node)
                    .map(|it| (sum(&it.1), it.1.len(), it.1.last().copied()))
                    .min();
                prop_assert_eq!(found.cost[node.index()], best.map(|it| it.0));
                prop_assert_eq!(found.via[node.index()], best.and_then(|it| it.2));
                let path = found.path_to(node);
                if let Some((cost, hops, _)) = best {
                    prop_assert!(is_walk(&graph, &path, from, node));
                    prop_assert_eq!((sum(&path), path.len()), (cost, hops));
                } else {
                    prop_assert!(path.is_empty());
                }
            }
        }
    }

    #[test]
    fn simple_paths_are_all_paths_in_order(
        case in cases(), ends in (0_u32..7, 0_u32..7), hops_max in 0_u32..8, paths_max in 0_usize..12,
    ) {
        let graph = case.graph();
        let usable = case.usable();
        let (from, to) = (NodeId(ends.0), NodeId(ends.1));
        let found = simple_paths(&graph, from, to, Bounds { hops_max, paths_max }, &usable);

        let mut expected: Vec<Vec<EdgeId>> = Vec::new();
        if graph.has(from) && from != to {
            let paths = all_paths(&graph, from, &usable).into_iter();
            expected.extend(paths.filter(|it| it.0 == to).map(|it| it.1));
        }
        expected.retain(|it| it.len() <= hops_max as usize);
        expected.sort_by_key(|it| (it.len(), it.clone()));
        let truncated = expected.len() > paths_max;
        expected.truncate(paths_max);
        prop_assert_eq!(found, Paths { paths: expected, truncated });
    }
}

#[test]
fn a_known_age_beats_an_unknown_leg_however_old_it_is() {
    // The direct edge is of unknown age; the way round takes 60 days.
    let graph = graph(3, &[(0, 2), (0, 1), (1, 2)]);
    let weights = [Cost::UNKNOWN, Cost::known(43_200.0), Cost::known(43_200.0)];
    let found = shortest(&graph, NodeId(0), &|edge| Some(weights[edge.index()]));
    assert_eq!(found.cost[2], Some(Cost::known(86_400.0)));
    assert_eq!(found.path_to(NodeId(2)), edge_ids(&[1, 2]));
}

#[test]
fn of_equal_costs_the_fewer_hops_and_then_the_lower_edge_win() {
    let graph = graph(3, &[(0, 1), (1, 2), (0, 2), (0, 2)]);
    let found = shortest(&graph, NodeId(0), &|_| Some(Cost::ZERO));
    assert_eq!(found.path_to(NodeId(2)), edge_ids(&[2]));
}

#[test]
fn upstream_paths_read_along_the_arrows() {
    let graph = graph(3, &[(0, 1), (1, 2)]);
    let found = reach(&graph, &[NodeId(2)], Direction::Upstream, None, &every);
    assert_eq!(found.distance, [Some(2), Some(1), Some(0)]);
    assert_eq!(found.path_to(NodeId(0)), edge_ids(&[0, 1]));
}
