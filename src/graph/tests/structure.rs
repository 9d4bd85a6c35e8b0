//! Components, cycles, dominators and cuts against removal and mutual reach.

use petgraph::algo::dominators::simple_fast;

use super::*;

/// How many islands the nodes other than `gone` form, over the usable edges that `keep` lets by.
fn island_count(case: &Case, gone: Option<u32>, keep: &dyn Fn(usize) -> bool) -> usize {
    let mut label: Vec<u32> = (0..case.nodes).collect();
    for _ in 0..case.nodes {
        for (position, &(from, to)) in case.edges.iter().enumerate() {
            let is_gone = gone.is_some_and(|it| case.touches(position, it));
            if case.usable[position] && keep(position) && !is_gone {
                let least = label[from as usize].min(label[to as usize]);
                label[from as usize] = least;
                label[to as usize] = least;
            }
        }
    }
    (0..case.nodes).filter(|&it| label[it as usize] == it && Some(it) != gone).count()
}

proptest! {
    #[test]
    fn strong_components_reach_each_other_and_come_sources_first(case in cases()) {
        let graph = case.graph();
        let usable = case.usable();
        let found: Components = components(&graph, &usable);
        let leads = case.closure(&|_| true);
        let ids = || graph.nodes().map(NodeId::index);
        for (one, other) in ids().flat_map(|one| ids().map(move |other| (one, other))) {
            let is_mutual = leads[one][other] && leads[other][one];
            prop_assert_eq!(found.of[one] == found.of[other], is_mutual);
            prop_assert!(!leads[one][other] || found.of[one] <= found.of[other]);
        }
        for (number, members) in found.members.iter().enumerate() {
            let expected: Vec<_> =
                graph.nodes().filter(|it| found.of[it.index()] == number).collect();
            prop_assert!(!members.is_empty());
            prop_assert_eq!(members, &expected);
        }
    }

    #[test]
    fn weak_components_ignore_the_arrows(mut case in cases()) {
        case.usable.fill(true);
        let found = weak_components(&case.graph());
        let mut both = case.clone();
        both.edges.extend(case.edges.iter().map(|&(from, to)| (to, from)));
        both.usable.extend(&case.usable);
        let leads = both.closure(&|_| true);
        let mut seen = 0;
        for (one, &number) in found.iter().enumerate() {
            for (other, &leads) in leads[one].iter().enumerate() {
                prop_assert_eq!(number == found[other], leads);
            }
            prop_assert!(number <= seen, "numbers are dense, in the order of first nodes");
            seen = seen.max(number + 1);
        }
    }

    #[test]
    fn cycles_are_walks_that_close(case in cases()) {
        let graph = case.graph();
        let usable = case.usable();
        let leads = case.closure(&|_| true);
        let mut is_any_closed = false;
        let mut search = Cycles::new(&graph);
        for edge in graph.edges() {
            let (from, to) = graph.ends(edge);
            let is_closed = usable(edge) && leads[to.index()][from.index()];
            is_any_closed |= is_closed;
            let found = search.through(edge, &usable);
            prop_assert_eq!(found.is_some(), is_closed);
            if let Some(cycle) = found {
                let back = reach(&graph, &[to], Direction::Downstream, None, &usable);
                prop_assert_eq!(&cycle, &[vec![edge], back.path_to(from)].concat());
                prop_assert!(is_walk(&graph, &cycle, from, from));
                prop_assert!(cycle.iter().all(|&it| usable(it)));
                prop_assert_eq!(Some(compact(cycle.len())), back.distance[from.index()].map(|it| it + 1));
            }
        }
        prop_assert_eq!(is_cyclic(&graph, &usable), is_any_closed);
    }

    #[test]
    fn topological_order_leads_forwards(case in cases()) {
        let graph = case.graph();
        let usable = case.usable();
        if let Some(order) = topological_order(&graph, &usable) {
            let place = |node: NodeId| order.iter().position(|&it| it == node).unwrap();
            prop_assert_eq!(order.len(), graph.node_count());
            for edge in graph.edges().filter(|&it| usable(it)) {
                let (from, to) = graph.ends(edge);
                prop_assert!(place(from) < place(to));
            }
        }
    }

    #[test]
    fn feedback_edges_break_every_cycle_and_lie_on_one(case in cases()) {
        let graph = case.graph();
        let usable = case.usable();
        let found = feedback_edges(&graph, &usable);
        prop_assert!(found.is_sorted());
        for &edge in &found {
            prop_assert!(Cycles::new(&graph).through(edge, &usable).is_some());
        }
        let rest = |edge: EdgeId| usable(edge) && !found.contains(&edge);
        prop_assert!(!is_cyclic(&graph, &rest));
    }

    #[test]
    fn dominated_nodes_are_lost_without_their_dominator(case in cases()) {
        let graph = case.graph();
        let usable = case.usable();
        let leads = case.closure(&|_| true);
        for root in graph.nodes() {
            let found = dominators(&graph, root, &usable);
            let theirs = simple_fast(&graph.view(&usable), root.into());
            for node in graph.nodes() {
                let is_below = node != root && leads[root.index()][node.index()];
                prop_assert_eq!(found[node.index()].is_some(), is_below);
                let theirs = theirs.immediate_dominator(node.into()).map(NodeId::from);
                prop_assert_eq!(found[node.index()], theirs);

                let without = case.closure(&|edge| !case.touches(edge, node.0));
                let is_lost = |it: &NodeId| {
                    let is_still_reached = root != node && without[root.index()][it.index()];
                    *it != node
                        && leads[root.index()][node.index()]
                        && leads[root.index()][it.index()]
                        && !is_still_reached
                };
                let lost: Vec<_> = graph.nodes().filter(is_lost).collect();
                prop_assert_eq!(dominated_by(&found, node), lost);
            }
        }
    }

    #[test]
    fn cut_points_split_an_island_when_removed(case in cases()) {
        let graph = case.graph();
        let usable = case.usable();
        let whole = island_count(&case, None, &|_| true);
        let nodes = graph
            .nodes()
            .filter(|it| island_count(&case, Some(it.0), &|_| true) > whole)
            .collect();
        let bridges = graph
            .edges()
            .filter(|it| island_count(&case, None, &|edge| edge != it.index()) > whole)
            .collect();
        prop_assert_eq!(cut_points(&graph, &usable), CutPoints { nodes, bridges });
    }
}
