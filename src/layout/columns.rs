//! Gives every node its column: the stage first, then how deep it lies within the stage.

use std::collections::{BTreeMap, BTreeSet};

use super::{Links, Prev};

/// How many columns a stage may take. Deeper chains turn back within their last column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Depth {
    #[default]
    One,
    Two,
    /// More would push the next stage off the screen.
    Four,
}

impl Depth {
    fn sub_max(self) -> u16 {
        match self {
            Self::One => 0,
            Self::Two => 1,
            Self::Four => 3,
        }
    }
}

/// Stands for "no stages known at all"; the highest stage number that fits beside `SUB_BITS` in a `u16`.
const NO_STAGE: u8 = 63;
const SUB_BITS: u16 = 1024;
/// Stages travel along links this many times; a stack is hardly ever deeper in tools that nobody has classified.
const ROUNDS_MAX: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    stage: u8,
    sub: u16,
}

/// The column of every node that has links.
#[derive(Debug, Default)]
pub(super) struct Ranks {
    columns: Vec<Rank>,
    pub column: Vec<Option<usize>>,
}

impl Ranks {
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn stage(&self, column: usize) -> Option<u8> {
        Some(self.columns[column].stage).filter(|&it| it != NO_STAGE)
    }

    /// A number for the column that stays the same when other columns come and go.
    pub(super) fn code(&self, column: usize) -> u16 {
        let rank = self.columns[column];
        u16::from(rank.stage) * SUB_BITS + rank.sub
    }
}

pub(super) fn rank(links: &Links, depth: Depth, prev: Option<&Prev>) -> Ranks {
    let stages = spread_stages(links, prev);
    let mut subs = vec![0; links.nodes.len()];
    let mut by_stage: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
    for (node, &stage) in stages.iter().enumerate() {
        if links.nodes[node].part.is_some() {
            by_stage.entry(stage).or_default().push(node);
        }
    }
    let mut inside: BTreeMap<u8, Vec<Arc>> = BTreeMap::new();
    for link in links.all.iter().filter(|it| stages[it.from] == stages[it.to]) {
        let arc = Arc { from: link.from, to: link.to, both: link.both };
        inside.entry(stages[link.from]).or_default().push(arc);
    }
    for (stage, arcs) in &inside {
        let sequence = arrange(&by_stage[stage], arcs);
        layer(&sequence, arcs, &mut subs);
        pull_together(&sequence, arcs, links, &stages, &mut subs);
    }
    let mut ranks: Vec<Rank> = stages
        .iter()
        .zip(&subs)
        .map(|(&stage, &sub)| {
            let sub_max = if stage == NO_STAGE { SUB_BITS - 1 } else { depth.sub_max() };
            Rank { stage, sub: sub.min(sub_max) }
        })
        .collect();
    keep_columns(links, prev, &mut ranks);
    number(links, &ranks)
}

/// A node keeps the column that it had, as long as its stage is the same.
fn keep_columns(links: &Links, prev: Option<&Prev>, ranks: &mut [Rank]) {
    let Some(prev) = prev else { return };
    for (node, rank) in links.nodes.iter().zip(ranks) {
        if let Some(&(code, _)) = prev.places.get(&node.key)
            && u16::from(rank.stage) == code / SUB_BITS
        {
            rank.sub = code % SUB_BITS;
        }
    }
}

fn number(links: &Links, ranks: &[Rank]) -> Ranks {
    let drawn = |node: &usize| links.nodes[*node].part.is_some();
    let columns: BTreeSet<Rank> = (0..ranks.len()).filter(drawn).map(|it| ranks[it]).collect();
    let columns: Vec<Rank> = columns.into_iter().collect();
    let column = (0..ranks.len())
        .map(|node| drawn(&node).then(|| columns.partition_point(|&it| it < ranks[node])))
        .collect();
    Ranks { columns, column }
}

/// Nodes without a stage keep the one that they were drawn in, else get the median of their neighbours'.
fn spread_stages(links: &Links, prev: Option<&Prev>) -> Vec<u8> {
    let old = |key: &str| {
        let (code, _) = prev?.places.get(key)?;
        u8::try_from(code / SUB_BITS).ok().filter(|it| *it != NO_STAGE)
    };
    let stage = |it: &super::links::Source| it.stage.or_else(|| old(&it.key));
    let mut stages: Vec<Option<u8>> =
        links.nodes.iter().map(|it| stage(it).map(|it| it.min(NO_STAGE - 1))).collect();
    let linked = |node: &usize| links.nodes[*node].part.is_some();
    let known: BTreeSet<u8> =
        (0..stages.len()).filter(linked).filter_map(|it| stages[it]).collect();
    if known.is_empty() {
        return vec![NO_STAGE; stages.len()];
    }
    for _ in 0..ROUNDS_MAX {
        let mut around: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
        for link in &links.all {
            for (node, other) in [(link.from, link.to), (link.to, link.from)] {
                if let (None, Some(stage)) = (stages[node], stages[other]) {
                    around.entry(node).or_default().push(stage);
                }
            }
        }
        if around.is_empty() {
            break;
        }
        for (node, mut near) in around {
            near.sort_unstable();
            stages[node] = near.get((near.len() - 1) / 2).copied();
        }
    }
    spread_over(&known.into_iter().collect::<Vec<_>>(), links, &mut stages);
    stages.into_iter().map(|it| it.unwrap_or(NO_STAGE)).collect()
}

/// Parts of the graph in which no stage is known at all start at the first one and go on column by column.
fn spread_over(known: &[u8], links: &Links, stages: &mut [Option<u8>]) {
    let nodes: Vec<usize> = (0..stages.len()).filter(|&it| stages[it].is_none()).collect();
    let arcs: Vec<Arc> = links
        .all
        .iter()
        .filter(|it| stages[it.from].is_none() && stages[it.to].is_none())
        .map(|it| Arc { from: it.from, to: it.to, both: it.both })
        .collect();
    let mut depths = vec![0; stages.len()];
    layer(&arrange(&nodes, &arcs), &arcs, &mut depths);
    for node in nodes {
        let at = usize::from(depths[node]).min(known.len() - 1);
        stages[node] = known.get(at).copied();
    }
}

#[derive(Debug, Clone, Copy)]
struct Arc {
    from: usize,
    to: usize,
    both: bool,
}

/// Puts the nodes in a sequence with few arcs backwards: sinks to the end, sources to the front, else the node that
/// gives most more than it takes (the greedy heuristic of Eades, Lin and Smyth).
fn arrange(nodes: &[usize], arcs: &[Arc]) -> Vec<usize> {
    let mut near: BTreeMap<usize, [Vec<usize>; 2]> =
        nodes.iter().map(|&it| (it, [Vec::new(), Vec::new()])).collect();
    for arc in arcs.iter().filter(|it| !it.both) {
        near.entry(arc.from).or_default()[0].push(arc.to);
        near.entry(arc.to).or_default()[1].push(arc.from);
    }
    let mut degrees: BTreeMap<usize, (usize, usize)> =
        near.iter().map(|(&node, [out, into])| (node, (out.len(), into.len()))).collect();
    // Sources first, then by what is given more than taken, then by key.
    let weight = |node: usize, (out, into): (usize, usize)| {
        let kind = u8::from(into != 0) + u8::from(into != 0 && out != 0);
        (kind, super::cells(into) - super::cells(out), node)
    };
    let mut open: BTreeSet<(u8, i32, usize)> =
        degrees.iter().map(|(&node, &degree)| weight(node, degree)).collect();
    let mut front = Vec::new();
    let mut back = Vec::new();
    while let Some((kind, _, node)) = open.pop_first() {
        if kind == 1 {
            back.push(node);
        } else {
            front.push(node);
        }
        degrees.remove(&node);
        for (side, others) in near[&node].iter().enumerate() {
            for other in others {
                let Some(degree) = degrees.get_mut(other) else { continue };
                open.remove(&weight(*other, *degree));
                if side == 0 {
                    degree.1 -= 1;
                } else {
                    degree.0 -= 1;
                }
                open.insert(weight(*other, *degree));
            }
        }
    }
    back.reverse();
    front.extend(back);
    front
}

/// Longest path along the sequence; arcs backwards do not count.
fn layer(sequence: &[usize], arcs: &[Arc], subs: &mut [u16]) {
    let place: BTreeMap<usize, usize> =
        sequence.iter().enumerate().map(|(place, &node)| (node, place)).collect();
    let mut ahead: Vec<Vec<usize>> = vec![Vec::new(); sequence.len()];
    for arc in arcs {
        let (from, to) = (place[&arc.from], place[&arc.to]);
        if from < to {
            ahead[from].push(to);
        } else if arc.both {
            ahead[to].push(from);
        }
    }
    for (from, targets) in ahead.iter().enumerate() {
        let deeper = subs[sequence[from]].saturating_add(1);
        for &to in targets {
            let sub = &mut subs[sequence[to]];
            *sub = deeper.max(*sub);
        }
    }
}

/// Moves nodes that nothing within the stage feeds to the right, next to what they feed.
fn pull_together(sequence: &[usize], arcs: &[Arc], links: &Links, stages: &[u8], subs: &mut [u16]) {
    let deepest = sequence.iter().map(|&it| subs[it]).max().unwrap_or(0);
    let mut fed = BTreeSet::new();
    let mut nearest: BTreeMap<usize, u16> = BTreeMap::new();
    for arc in arcs {
        let (left, right) =
            if subs[arc.from] < subs[arc.to] { (arc.from, arc.to) } else { (arc.to, arc.from) };
        fed.insert(right);
        let sub = nearest.entry(left).or_insert(subs[right]);
        *sub = subs[right].min(*sub);
    }
    for link in &links.all {
        for (node, other) in [(link.from, link.to), (link.to, link.from)] {
            if stages[other] < stages[node] {
                fed.insert(node);
            }
        }
    }
    for node in sequence.iter().filter(|it| !fed.contains(it)) {
        let bound = nearest.get(node).map_or(deepest, |it| it.saturating_sub(1));
        subs[*node] = bound.max(subs[*node]);
    }
}
