//! Bundles links into nets: what leaves one node, or what enters one node, in one direction and one class.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Class, Links, Prev, Ranks};

/// Which end of a link becomes the hub that it is bundled at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Bundling {
    /// The end with more links in this direction.
    #[default]
    ByDegree,
    /// As few nets as a greedy choice can find.
    FewNets,
    /// The same, with links within a column on either side of it.
    EitherSide,
}

/// A side of a box, or of the channel between two columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Left,
    Right,
}

impl Side {
    pub(super) fn opposite(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }

    pub(super) fn at(self) -> usize {
        match self {
            Self::Left => 0,
            Self::Right => 1,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Heads {
    /// The hub is what the lines come from.
    Members,
    /// The hub is what the lines lead to.
    Hub,
    Both,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct NetKey {
    hub: usize,
    side: Side,
    heads: Heads,
    class: Class,
}

/// One hub's lines; it never mixes lines in and out, directions or classes.
#[derive(Debug, Clone)]
pub(super) struct Net {
    pub hub: usize,
    /// The side of the hub where it begins.
    pub side: Side,
    pub heads: Heads,
    pub class: Class,
    /// Its lines are drawn as tags.
    pub tagged: bool,
    /// Indices of links, the nearest column first.
    pub members: Vec<usize>,
    /// Columns that it spans.
    reach: usize,
}

/// A box, or the place where a net passes through a column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vertex {
    pub column: usize,
    pub height: i32,
    /// Set for a place that a net passes through.
    pub passing: Option<usize>,
}

/// Where a piece of a net meets a vertex.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub vertex: usize,
    pub piece: usize,
    /// The side of the channel.
    pub side: Side,
    /// The members of the net that run through it.
    pub first: usize,
    pub last: usize,
    /// Row below the top of the vertex.
    pub offset: i32,
}

/// The part of a net within one channel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub net: usize,
    /// The channel, numbered like the column to its left.
    pub gap: usize,
    /// Index of the end towards the hub.
    pub entry: usize,
    /// The other ends are `entry + 1..last`.
    pub last: usize,
}

/// The nets and everything that they pass through. The first vertices are the nodes.
#[derive(Debug, Clone, Default)]
pub(super) struct Bundles {
    pub nets: Vec<Net>,
    pub vertices: Vec<Vertex>,
    pub ends: Vec<End>,
    pub pieces: Vec<Piece>,
    pub columns: usize,
    /// The ends at the left and at the right side of each vertex.
    pub at: Vec<[Vec<usize>; 2]>,
}

impl Bundles {
    /// What is at the far side of an end: the entry for an exit, all exits for the entry.
    pub(super) fn far(&self, end: usize) -> std::ops::Range<usize> {
        let piece = &self.pieces[self.ends[end].piece];
        if end == piece.entry { end + 1..piece.last } else { piece.entry..piece.entry + 1 }
    }

    /// Whether the two ends lie on the two sides of the channel.
    pub(super) fn is_across(&self, end: usize, other: usize) -> bool {
        self.ends[end].side != self.ends[other].side
    }

    /// A name for a vertex that stays the same over edits.
    pub(super) fn name(&self, vertex: usize, links: &Links, ranks: &Ranks) -> String {
        let it = &self.vertices[vertex];
        match it.passing {
            None => links.nodes[vertex].key.clone(),
            Some(net) => {
                let net = &self.nets[net];
                // A control character cannot be part of a node's key.
                let key = &links.nodes[net.hub].key;
                let code = ranks.code(it.column);
                format!("\u{1}{key}\u{1}{:?}{:?}{:?}{code}", net.side, net.heads, net.class)
            }
        }
    }
}

pub(super) fn bundle(
    links: &Links,
    ranks: &Ranks,
    bundling: Bundling,
    prev: Option<&Prev>,
) -> Bundles {
    let column = |node: usize| ranks.column[node].unwrap_or(0);
    let mut groups: BTreeMap<NetKey, Vec<usize>> = BTreeMap::new();
    for (index, key) in choose_nets(links, bundling, prev, &column).into_iter().enumerate() {
        groups.entry(key).or_default().push(index);
    }
    let mut found = Bundles { columns: ranks.len(), ..Bundles::default() };
    for (node, source) in links.nodes.iter().enumerate() {
        found.vertices.push(Vertex { column: column(node), height: source.rows, passing: None });
        found.at.push([Vec::new(), Vec::new()]);
    }
    for (key, mut members) in groups {
        let distance = |link: usize| column(other(links, link, key.hub)).abs_diff(column(key.hub));
        members.sort_by_key(|&it| (distance(it), other(links, it, key.hub)));
        let distances: Vec<usize> = members.iter().map(|&it| distance(it)).collect();
        let reach = distances.last().copied().unwrap_or(0).max(1);
        let NetKey { hub, side, heads, class } = key;
        let tagged = links.nodes[hub].tagged;
        found.nets.push(Net { hub, side, heads, class, tagged, members, reach });
        if tagged {
            lay_stubs(&mut found, links);
        } else {
            lay_pieces(&mut found, links, &distances);
        }
    }
    found
}

/// The net of each link.
fn choose_nets(
    links: &Links,
    bundling: Bundling,
    prev: Option<&Prev>,
    column: &impl Fn(usize) -> usize,
) -> Vec<NetKey> {
    let candidates: Vec<Vec<NetKey>> = links
        .all
        .iter()
        .map(|it| {
            // What is drawn as a tag names the tagged end.
            let hubs = match [it.from, it.to].map(|it| links.nodes[it].tagged) {
                [false, false] => [Hub::From, Hub::To],
                [true, _] => [Hub::From; 2],
                [false, true] => [Hub::To; 2],
            };
            let keys = hubs.map(|hub| net_key(it, hub, column));
            let may_turn_left = bundling == Bundling::EitherSide && can_turn(it, column);
            let left = keys.iter().map(|it| NetKey { side: Side::Left, ..*it });
            keys.iter().copied().chain(left.filter(|_| may_turn_left)).collect()
        })
        .collect();
    let old: Vec<Option<(bool, Side)>> =
        links.all.iter().map(|it| prev?.hub_of(links, it)).collect();
    let mut chosen = match bundling {
        Bundling::ByDegree => links
            .all
            .iter()
            .zip(&candidates)
            .map(|(link, keys)| {
                let [a, b] = [link.from, link.to].map(|it| &links.nodes[it]);
                let from_is_hub = if link.both {
                    a.degree_in + a.degree_out >= b.degree_in + b.degree_out
                } else {
                    a.degree_out >= b.degree_in
                };
                keys[usize::from(!from_is_hub)]
            })
            .collect(),
        Bundling::FewNets | Bundling::EitherSide => cover(&candidates),
    };
    for (((net, old), keys), link) in chosen.iter_mut().zip(old).zip(candidates).zip(&links.all) {
        let Some((is_from, side)) = old else { continue };
        *net = keys[usize::from(!is_from)];
        if can_turn(link, column) {
            net.side = side;
        }
    }
    chosen
}

/// Whether a link lies within a column, and there is room at both sides of that for a line that turns back.
fn can_turn(link: &super::links::Link, column: &impl Fn(usize) -> usize) -> bool {
    column(link.from) == column(link.to) && column(link.from) > 0
}

impl Prev {
    /// Whether a link was bundled at what is now its first end, and at which side of it.
    fn hub_of(&self, links: &Links, link: &super::links::Link) -> Option<(bool, Side)> {
        let [from, to] = link.names(links);
        let find = |names: &[String; 2]| {
            let found = self.hubs.get(names)?.iter().find(|it| it.0 == link.class);
            found.map(|it| (it.1, it.2))
        };
        let turned = |(is_from, side): (bool, Side)| (!is_from, side);
        find(&[from.clone(), to.clone()]).or_else(|| find(&[to, from]).map(turned))
    }
}

/// Takes the largest net again and again, until every link is in one.
fn cover(candidates: &[Vec<NetKey>]) -> Vec<NetKey> {
    let mut links_of: BTreeMap<NetKey, Vec<usize>> = BTreeMap::new();
    for (link, keys) in candidates.iter().enumerate() {
        for key in keys {
            links_of.entry(*key).or_default().push(link);
        }
    }
    let mut sizes: BTreeMap<NetKey, usize> =
        links_of.iter().map(|(key, links)| (*key, links.len())).collect();
    let mut chosen = vec![None; candidates.len()];
    let mut open: BTreeSet<(Reverse<usize>, NetKey)> =
        sizes.iter().map(|(key, size)| (Reverse(*size), *key)).collect();
    while let Some((_, key)) = open.pop_first() {
        for &link in &links_of[&key] {
            if chosen[link].is_some() {
                continue;
            }
            chosen[link] = Some(key);
            for other in candidates[link].iter().copied().filter(|it| *it != key) {
                if let Some(size) = sizes.get_mut(&other)
                    && open.remove(&(Reverse(*size), other))
                {
                    *size -= 1;
                    if *size > 0 {
                        open.insert((Reverse(*size), other));
                    }
                }
            }
        }
    }
    let choice = |(chosen, keys): (Option<NetKey>, &Vec<NetKey>)| chosen.or(keys.first().copied());
    chosen.into_iter().zip(candidates).filter_map(choice).collect()
}

#[derive(Debug, Clone, Copy)]
enum Hub {
    From,
    To,
}

fn net_key(link: &super::links::Link, hub: Hub, column: &impl Fn(usize) -> usize) -> NetKey {
    let (hub, member, heads) = match hub {
        Hub::From => (link.from, link.to, Heads::Members),
        Hub::To => (link.to, link.from, Heads::Hub),
    };
    let heads = if link.both { Heads::Both } else { heads };
    let side = if column(member) < column(hub) { Side::Left } else { Side::Right };
    NetKey { hub, side, heads, class: link.class }
}

/// The end of a link that is not the hub.
pub(super) fn other(links: &Links, link: usize, hub: usize) -> usize {
    let link = &links.all[link];
    if link.from == hub { link.to } else { link.from }
}

/// A piece of its own for every end of the newest net.
fn lay_stubs(found: &mut Bundles, links: &Links) {
    let number = found.nets.len() - 1;
    let (hub, side) = (found.nets[number].hub, found.nets[number].side);
    let home = found.vertices[hub].column;
    let count = found.nets[number].members.len();
    let gap = if side == Side::Right { home } else { home - 1 };
    lay_stub(found, gap, (hub, side.opposite()), 0..count);
    for member in 0..count {
        let node = other(links, found.nets[number].members[member], hub);
        let column = found.vertices[node].column;
        // It leaves towards the hub.
        let (gap, side) =
            if column > home { (column - 1, Side::Right) } else { (column, Side::Left) };
        lay_stub(found, gap, (node, side), member..member + 1);
    }
}

fn lay_stub(
    found: &mut Bundles,
    gap: usize,
    (vertex, side): (usize, Side),
    members: std::ops::Range<usize>,
) {
    let (net, entry) = (found.nets.len() - 1, found.ends.len());
    found.pieces.push(Piece { net, gap, entry, last: entry + 1 });
    push_end(found, vertex, side, members);
}

/// Cuts the newest net into one piece per channel.
fn lay_pieces(found: &mut Bundles, links: &Links, distances: &[usize]) {
    let number = found.nets.len() - 1;
    let Net { hub, side, reach, .. } = found.nets[number];
    let home = found.vertices[hub].column;
    let mut from = hub;
    for step in 1..=reach {
        let (gap, column) = match side {
            Side::Right => (home + step - 1, home + step),
            Side::Left => (home - step, home - step),
        };
        let first = distances.partition_point(|&it| it < step);
        let beyond = distances.partition_point(|&it| it <= step);
        let turning = if step == 1 { 0..first } else { 0..0 };
        let start = turning.start.min(first);
        let piece = Piece { net: number, gap, entry: found.ends.len(), last: 0 };
        found.pieces.push(piece);
        let first_seen = if step == 1 { start } else { first };
        push_end(found, from, side.opposite(), first_seen..distances.len());
        for member in turning {
            let node = other(links, found.nets[number].members[member], hub);
            push_end(found, node, side.opposite(), member..member + 1);
        }
        for member in first..beyond {
            let node = other(links, found.nets[number].members[member], hub);
            push_end(found, node, side, member..member + 1);
        }
        if step < reach {
            from = found.vertices.len();
            found.vertices.push(Vertex { column, height: 1, passing: Some(number) });
            found.at.push([Vec::new(), Vec::new()]);
            push_end(found, from, side, beyond..distances.len());
        }
        let last = found.ends.len();
        if let Some(piece) = found.pieces.last_mut() {
            piece.last = last;
        }
    }
}

fn push_end(found: &mut Bundles, vertex: usize, side: Side, members: std::ops::Range<usize>) {
    let piece = found.pieces.len() - 1;
    let (first, last) = (members.start, members.end);
    found.at[vertex][side.opposite().at()].push(found.ends.len());
    found.ends.push(End { vertex, piece, side, first, last, offset: 0 });
}
