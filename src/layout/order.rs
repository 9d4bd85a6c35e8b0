//! Orders the vertices within their columns so that few lines cross.

use std::collections::{BTreeMap, BTreeSet};

use super::{Bundles, Known, Links, Side};

/// Passes over all columns; published experience says that little is gained after two dozen.
const SWEEPS_MAX: usize = 24;
const SWEEPS_WITHOUT_GAIN_MAX: usize = 5;
/// Above this many vertices speed counts for more than the last crossing.
const LARGE: usize = 4_000;
const SWEEPS_LARGE: usize = 8;
const SWITCHES_MAX: usize = 12;
/// A group is kept together where that costs no more crossings than this for each of its members: a frame saves the
/// reader more than that.
const GATHERING_MAX: u64 = 3;
/// Fractions of a position, so that means keep an order in whole numbers.
const FINE: i64 = 1_024;

/// The vertices of every column, from top to bottom.
pub(super) type Order = Vec<Vec<usize>>;

struct Ordering<'a> {
    bundles: &'a Bundles,
    links: &'a Links,
    columns: Order,
    place: Vec<usize>,
    /// The vertices in the column to the left and to the right of each vertex.
    near: Vec<[Vec<usize>; 2]>,
}

pub(super) fn order(bundles: &Bundles, known: &Known<'_>, seed: usize) -> Order {
    let mut ordering = Ordering {
        bundles,
        links: known.links,
        columns: first_order(bundles, known.links, seed),
        place: vec![0; bundles.vertices.len()],
        near: find_near(bundles),
    };
    ordering.number_all();
    if let Some(old) = &known.old {
        ordering.restore(old);
        return ordering.columns;
    }
    ordering.sweep();
    if bundles.vertices.len() <= LARGE {
        ordering.gather();
        ordering.switch();
    }
    ordering.columns
}

fn find_near(bundles: &Bundles) -> Vec<[Vec<usize>; 2]> {
    let across = |side: &Vec<usize>| {
        let mut near = Vec::new();
        for &end in side {
            let far = bundles.far(end).filter(|&it| bundles.is_across(end, it));
            near.extend(far.map(|it| bundles.ends[it].vertex));
        }
        near
    };
    bundles.at.iter().map(|[left, right]| [across(left), across(right)]).collect()
}

/// Depth first along the links, so that what is connected starts close together.
fn first_order(bundles: &Bundles, links: &Links, seed: usize) -> Order {
    let mut columns = vec![Vec::new(); bundles.columns];
    let mut seen = vec![false; bundles.vertices.len()];
    let mut roots: Vec<usize> =
        (0..links.nodes.len()).filter(|&it| links.nodes[it].part.is_some()).collect();
    roots.sort_by_key(|&it| {
        (links.nodes[it].part, bundles.vertices[it].column, shuffled(it, seed), it)
    });
    for root in roots {
        let mut stack = vec![root];
        while let Some(vertex) = stack.pop() {
            if std::mem::replace(&mut seen[vertex], true) {
                continue;
            }
            columns[bundles.vertices[vertex].column].push(vertex);
            for &end in bundles.at[vertex].iter().flatten().rev() {
                let far = bundles.far(end).map(|it| bundles.ends[it].vertex);
                stack.extend(far.filter(|&it| !seen[it]));
            }
        }
    }
    if seed > 0 {
        let part = |it: usize| {
            let node = bundles.vertices[it].passing.map_or(it, |net| bundles.nets[net].hub);
            links.nodes[node].part
        };
        for column in &mut columns {
            column.sort_by_key(|&it| (part(it), shuffled(it, seed), it));
        }
    }
    columns
}

/// Another sequence of the vertices for every seed.
fn shuffled(vertex: usize, seed: usize) -> u32 {
    let mixed = u32::try_from(vertex * 31 + seed * 1_009).unwrap_or(0).wrapping_mul(2_654_435_761);
    (mixed ^ (mixed >> 15)).wrapping_mul(2_246_822_519) >> 8
}

impl Ordering<'_> {
    fn number_all(&mut self) {
        for column in 0..self.columns.len() {
            self.number(column);
        }
    }

    fn number(&mut self, column: usize) {
        for (place, &vertex) in self.columns[column].iter().enumerate() {
            self.place[vertex] = place;
        }
    }

    fn part(&self, vertex: usize) -> Option<usize> {
        let node =
            self.bundles.vertices[vertex].passing.map_or(vertex, |net| self.bundles.nets[net].hub);
        self.links.nodes[node].part
    }

    /// Old vertices by their old rows; a new one goes to the mean of what it is linked to.
    fn restore(&mut self, old: &[Option<i32>]) {
        let mut rows: Vec<Option<i64>> =
            old.iter().map(|it| it.map(|it| i64::from(it) * FINE)).collect();
        for _ in 0..2 {
            for vertex in (0..rows.len()).filter(|&it| old[it].is_none()) {
                let known = self.near[vertex].iter().flatten().filter_map(|&it| rows[it]);
                let (sum, count) = known.fold((0, 0), |(sum, count), it| (sum + it, count + 1));
                rows[vertex] = if count == 0 { rows[vertex] } else { Some(sum / count) };
            }
        }
        for column in &mut self.columns {
            column.sort_by_key(|&it| (rows[it].unwrap_or(i64::MAX), self.place[it]));
        }
        self.number_all();
    }

    fn sweep(&mut self) {
        let large = self.place.len() > LARGE;
        let sweeps = if large { SWEEPS_LARGE } else { SWEEPS_MAX };
        let mut best = (self.crossings(), self.columns.clone());
        let mut without_gain = 0;
        for sweep in 0..sweeps {
            let side = if sweep % 2 == 0 { Side::Left } else { Side::Right };
            for step in 1..self.columns.len() {
                let column = if side == Side::Left { step } else { self.columns.len() - 1 - step };
                self.sort(column, side);
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.columns.clone());
                without_gain = 0;
            } else {
                without_gain += 1;
            }
            if without_gain >= SWEEPS_WITHOUT_GAIN_MAX {
                break;
            }
        }
        self.columns = best.1;
        self.number_all();
    }

    /// Sorts one column by the mean position of the neighbours on one side.
    fn sort(&mut self, column: usize, side: Side) {
        let fixed = if side == Side::Left { column - 1 } else { column + 1 };
        let scale = |count: usize| i64::from(super::cells(count)).max(1);
        let ratio = FINE * scale(self.columns[fixed].len()) / scale(self.columns[column].len());
        let position = |it: usize| i64::from(super::cells(it));
        let mut keyed: Vec<_> = self.columns[column]
            .iter()
            .map(|&vertex| {
                let near = &self.near[vertex][side.at()];
                let sum: i64 = near.iter().map(|&it| position(self.place[it])).sum();
                let mean = match near.len() {
                    0 => position(self.place[vertex]) * ratio,
                    count => sum * FINE / position(count),
                };
                (self.part(vertex), mean, self.place[vertex], vertex)
            })
            .collect();
        keyed.sort_unstable();
        self.columns[column] = keyed.into_iter().map(|it| it.3).collect();
        self.number(column);
    }

    /// Brings the members of each group together where that costs few crossings.
    fn gather(&mut self) {
        for column in 0..self.columns.len() {
            let mut groups: BTreeMap<(usize, Option<usize>), Vec<usize>> = BTreeMap::new();
            for (place, &vertex) in self.columns[column].iter().enumerate() {
                if let Some(group) = self.group(vertex) {
                    groups.entry((group, self.part(vertex))).or_default().push(place);
                }
            }
            let mut groups: Vec<Vec<usize>> = groups
                .into_values()
                .map(|places| places.into_iter().map(|it| self.columns[column][it]).collect())
                .collect();
            // The largest have most to gain.
            groups
                .sort_by_key(|it: &Vec<usize>| (std::cmp::Reverse(it.len()), it.first().copied()));
            for members in groups.iter().filter(|it| it.len() > 1) {
                self.gather_group(column, members);
            }
        }
    }

    /// Tries all places beside the members and takes the best, if it is good enough.
    fn gather_group(&mut self, column: usize, members: &[usize]) {
        let before = self.columns[column].clone();
        let cost = self.crossings_beside(column);
        let others: Vec<usize> =
            before.iter().copied().filter(|it| !members.contains(it)).collect();
        let starts: BTreeSet<usize> = members
            .iter()
            .map(|it| {
                let above = before.iter().take_while(|other| *other != it);
                above.filter(|it| !members.contains(it)).count()
            })
            .collect();
        let mut best: Option<(u64, Vec<usize>)> = None;
        for start in starts {
            let (above, below) = others.split_at(start.min(others.len()));
            if self.parts_group(above.last().copied(), below.first().copied()) {
                continue;
            }
            self.columns[column] = [above, members, below].concat();
            self.number(column);
            let found = self.crossings_beside(column);
            if best.as_ref().is_none_or(|it| found < it.0) {
                best = Some((found, self.columns[column].clone()));
            }
        }
        let room = GATHERING_MAX * u64::try_from(members.len()).unwrap_or(0);
        let accepted = best.filter(|it| it.0 <= cost + room);
        self.columns[column] = accepted.map_or(before, |it| it.1);
        self.number(column);
    }

    fn group(&self, vertex: usize) -> Option<usize> {
        self.links.nodes.get(vertex).and_then(|it| it.group)
    }

    /// Whether two neighbours stand together in a frame, so that nothing may come between them.
    fn parts_group(&self, above: Option<usize>, below: Option<usize>) -> bool {
        let group = |it: Option<usize>| it.and_then(|it| self.group(it));
        group(above).is_some() && group(above) == group(below)
    }

    fn crossings_beside(&self, column: usize) -> u64 {
        let left = column.checked_sub(1).map_or(0, |it| self.crossings_right_of(it));
        let has_right = column + 1 < self.columns.len();
        left + if has_right { self.crossings_right_of(column) } else { 0 }
    }

    fn crossings(&self) -> u64 {
        (0..self.columns.len().saturating_sub(1)).map(|it| self.crossings_right_of(it)).sum()
    }

    /// Counts inversions with a Fenwick tree, as Barth, Juenger and Mutzel do.
    fn crossings_right_of(&self, column: usize) -> u64 {
        let mut tree = vec![0_u64; self.columns[column + 1].len() + 1];
        let (mut seen, mut found) = (0, 0);
        let mut targets = Vec::new();
        for &vertex in &self.columns[column] {
            targets.clear();
            targets.extend(self.near[vertex][1].iter().map(|&it| self.place[it]));
            targets.sort_unstable();
            for &target in &targets {
                let (mut at, mut not_below) = (target + 1, 0);
                while at > 0 {
                    not_below += tree[at];
                    at &= at - 1;
                }
                found += seen - not_below;
            }
            for &target in &targets {
                let mut at = target + 1;
                while at < tree.len() {
                    tree[at] += 1;
                    at += at & at.wrapping_neg();
                }
                seen += 1;
            }
        }
        found
    }

    /// Swaps neighbours within a column as long as that removes crossings.
    fn switch(&mut self) {
        for _ in 0..SWITCHES_MAX {
            let mut gained = false;
            for column in 0..self.columns.len() {
                gained |= self.switch_column(column);
            }
            if !gained {
                break;
            }
        }
    }

    fn switch_column(&mut self, column: usize) -> bool {
        let mut gained = false;
        let mut near: Vec<[Vec<usize>; 2]> =
            self.columns[column].iter().map(|&it| self.near_places(it)).collect();
        for upper in 1..self.columns[column].len() {
            let [a, b] = [self.columns[column][upper - 1], self.columns[column][upper]];
            if self.part(a) != self.part(b) {
                continue;
            }
            let at =
                |place: Option<usize>| place.and_then(|it| self.columns[column].get(it).copied());
            let (above, below) = (at(upper.checked_sub(2)), at(Some(upper + 1)));
            let is_inside = self.parts_group(Some(a), Some(b));
            if !is_inside && (self.parts_group(above, Some(a)) || self.parts_group(Some(b), below))
            {
                continue;
            }
            let cost = |first: usize, second: usize| -> u64 {
                (0..2).map(|it| inversions(&near[first][it], &near[second][it])).sum()
            };
            if cost(upper, upper - 1) < cost(upper - 1, upper) {
                self.columns[column].swap(upper - 1, upper);
                near.swap(upper - 1, upper);
                gained = true;
            }
        }
        self.number(column);
        gained
    }

    fn near_places(&self, vertex: usize) -> [Vec<usize>; 2] {
        [0, 1].map(|side| {
            let near: &Vec<usize> = &self.near[vertex][side];
            let mut places: Vec<usize> = near.iter().map(|&it| self.place[it]).collect();
            places.sort_unstable();
            places
        })
    }
}

/// Pairs of which the first is below the second; both slices are sorted.
fn inversions(first: &[usize], second: &[usize]) -> u64 {
    let (mut below, mut found) = (0, 0);
    for it in first {
        while below < second.len() && second[below] < *it {
            below += 1;
        }
        found += u64::try_from(below).unwrap_or(u64::MAX);
    }
    found
}
