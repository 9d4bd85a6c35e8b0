//! Which ways of laying a graph out are worth a try.

use super::{Bundling, Depth, Links};

/// One way to lay out a graph. Which is best shows only when all is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Plan {
    pub depth: Depth,
    pub bundling: Bundling,
    /// Shuffles the order that the sweeps start from; zero starts from the order of the links.
    pub seed: usize,
}

/// The smaller the graph, the more plans can be tried before anybody notices.
pub(super) fn thorough(links: &Links) -> Vec<Plan> {
    let seeds = match links.nodes.len() + links.all.len() {
        0..=120 => [12, 4],
        121..=250 => [12, 2],
        251..=500 => [2, 1],
        _ => return vec![Plan { depth: Depth::One, bundling: Bundling::FewNets, seed: 0 }],
    };
    let depths: &[Depth] = if links.nodes.iter().any(|it| it.stage.is_some()) {
        &[Depth::One, Depth::Two, Depth::Four]
    } else {
        &[Depth::One]
    };
    let bundlings = [Bundling::ByDegree, Bundling::FewNets, Bundling::EitherSide];
    let mut plans = Vec::new();
    for &depth in depths {
        for bundling in bundlings {
            // The narrowest drawings are the ones that are read most.
            let seeds = seeds[usize::from(depth != Depth::One)];
            plans.extend((0..seeds).map(|seed| Plan { depth, bundling, seed }));
        }
    }
    plans
}

/// So many of the best drawings are polished, and each so often.
pub(super) const POLISHED_MAX: usize = 8;
/// Nodes and links of a graph that is worth it.
pub(super) const POLISHED_SIZE_MAX: usize = 500;
pub(super) const POLISHES_MAX: usize = 6;
/// Nodes and links that are drawn in a hurry before one drawing is chosen: half a frame's work.
pub(super) const WORK: usize = 1_200;
/// More beginnings than these have never been worth their time.
pub(super) const TRIES_MAX: usize = 24;
/// Depths times bundlings.
pub(super) const KINDS: usize = 9;

/// How many drawings a hurry allows.
pub(super) fn tries(links: &Links) -> usize {
    (WORK / (links.nodes.len() + links.all.len()).max(1)).clamp(1, TRIES_MAX)
}

/// One plan of each kind, the one that wins most often first.
pub(super) fn kinds(links: &Links) -> Vec<Plan> {
    let has_stages = links.nodes.iter().any(|it| it.stage.is_some());
    let depths: &[Depth] =
        if has_stages { &[Depth::One, Depth::Two, Depth::Four] } else { &[Depth::One] };
    let bundlings = [Bundling::FewNets, Bundling::ByDegree, Bundling::EitherSide];
    let of_depth = |&depth: &Depth| bundlings.map(|bundling| Plan { depth, bundling, seed: 0 });
    depths.iter().flat_map(of_depth).collect()
}
