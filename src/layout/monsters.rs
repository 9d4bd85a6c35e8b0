//! Finds the nodes whose lines are better drawn as tags: so many that nobody can tell them apart.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::query::CROSSINGS_PER_LINE;
use super::{Layout, Links};

/// Nodes with more lines than these are candidates.
const LINES_MAX: usize = 25;
/// Where more lines cross than these, it is not worth finding out how few of the candidates would do.
const COUNTED_MAX: usize = 200_000;

/// Keys of as many of the largest nodes as it takes until the other lines can be followed, in a crowded drawing.
pub(super) fn monsters(drawing: &Layout, links: &Links) -> BTreeSet<String> {
    let mut lines = vec![0_usize; links.nodes.len()];
    for link in &links.all {
        lines[link.from] += 1;
        lines[link.to] += 1;
    }
    let mut largest: Vec<usize> =
        (0..lines.len()).filter(|&node| lines[node] > LINES_MAX).collect();
    largest.sort_by_key(|&node| (Reverse(lines[node]), node));
    let count = how_many(drawing, links, &largest);
    largest.iter().take(count).map(|&node| links.nodes[node].key.clone()).collect()
}

/// How many of them, from the first on, have to go.
fn how_many(drawing: &Layout, links: &Links, largest: &[usize]) -> usize {
    let crossings = drawing.metrics().crossings;
    if crossings > COUNTED_MAX {
        return largest.len();
    }
    let rank: BTreeMap<usize, usize> =
        largest.iter().enumerate().map(|(rank, &node)| (links.nodes[node].node, rank)).collect();
    let last = largest.len();
    let of_net: Vec<usize> = drawing
        .nets
        .iter()
        .map(|net| {
            let hub = net.members.first().map(|&it| drawing.links[it].ends[0]);
            hub.and_then(|it| rank.get(&it).copied()).unwrap_or(last)
        })
        .collect();
    // What goes away with the first candidate, with the second, and so on.
    let mut crossed = vec![0; last + 1];
    for strip in &drawing.strips {
        for (trunk, run) in strip.crossed() {
            crossed[of_net[trunk.net].min(of_net[run.members.net])] += 1;
        }
    }
    let mut tagged = vec![0; last + 1];
    for link in &drawing.links {
        let ranks = link.ends.iter().map(|it| rank.get(it).copied().unwrap_or(last));
        tagged[ranks.min().unwrap_or(last)] += 1;
    }
    let mut left = (crossings, drawing.links.len());
    for count in 0..last {
        if left.0 <= CROSSINGS_PER_LINE * left.1 {
            return count;
        }
        left = (left.0 - crossed[count], left.1 - tagged[count]);
    }
    last
}
