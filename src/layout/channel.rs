//! Routes the wires between two columns: one vertical track for each, as in the channels of a circuit board.

use std::collections::BTreeSet;

use super::{Side, cells, index};

/// Up to this many wires every pair is weighed against each other; beyond it their direction decides.
const WEIGHED_MAX: usize = 400;
/// Rounds of moving single wires to a better track; the third hardly ever finds one.
const SIFTS: usize = 3;

/// The rows at which a wire enters the channel from both sides.
#[derive(Debug, Clone)]
pub(super) struct Pins {
    /// Sorted rows on the left and on the right.
    pub rows: [Vec<i32>; 2],
    pub entry: i32,
    pub entry_side: Side,
}

impl Pins {
    fn is_straight(&self) -> bool {
        self.rows[0].len() == 1 && self.rows[0] == self.rows[1]
    }

    /// A line that ends in the channel.
    fn is_stub(&self) -> bool {
        self.rows[0].len() + self.rows[1].len() == 1
    }

    fn span(&self) -> (i32, i32) {
        let rows = || self.rows.iter().flatten().copied();
        (rows().min().unwrap_or(0), rows().max().unwrap_or(0))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Path {
    Straight,
    /// It ends where it begins, with a tag.
    Stub,
    Bent {
        track: i32,
    },
    /// A dogleg: the pins of both sides have a track each, joined along a row of its own.
    Split {
        tracks: [i32; 2],
        row: i32,
    },
}

#[derive(Debug, Default)]
pub(super) struct Channel {
    pub tracks: i32,
    pub paths: Vec<Path>,
    /// The lowest row in use.
    pub bottom: i32,
}

/// A wire, or one half of a split wire.
struct Strand {
    wire: usize,
    rows: [Vec<i32>; 2],
    low: i32,
    high: i32,
    next: Vec<usize>,
    before: usize,
}

/// Which wire has a pin at a row, for the left and the right side.
struct Board {
    at: Vec<[Option<usize>; 2]>,
}

pub(super) fn route(wires: &[Pins]) -> Channel {
    let bottom = wires.iter().map(|it| it.span().1).max().unwrap_or(0);
    let mut board = Board { at: vec![[None; 2]; index(bottom) + 1] };
    for (wire, pins) in wires.iter().enumerate() {
        for side in 0..2 {
            for &row in &pins.rows[side] {
                board.at[index(row)][side] = Some(wire);
            }
        }
    }
    let splits = find_splits(wires, &board);
    let rows = find_free_rows(wires, &board, &splits);
    let strands = make_strands(wires, &board, &rows);
    let sequence = if strands.len() <= WEIGHED_MAX { weigh(&strands) } else { sort(&strands) };
    let bottom = rows.iter().flatten().copied().max().unwrap_or(0).max(bottom);
    let path = |it: &Pins| if it.is_stub() { Path::Stub } else { Path::Straight };
    let mut channel = Channel { tracks: 0, paths: wires.iter().map(path).collect(), bottom };
    let mut sky = vec![0; index(bottom) + 1];
    for strand in sequence.into_iter().map(|it| &strands[it]) {
        let range = index(strand.low)..=index(strand.high);
        let track = sky[range.clone()].iter().copied().max().unwrap_or(0);
        sky[range].fill(track + 1);
        channel.tracks = channel.tracks.max(track + 1);
        let path = &mut channel.paths[strand.wire];
        *path = match (*path, rows[strand.wire]) {
            (Path::Split { tracks: [first, _], row }, _) => {
                Path::Split { tracks: [first, track], row }
            }
            (_, Some(row)) => Path::Split { tracks: [track, track], row },
            (_, None) => Path::Bent { track },
        };
    }
    channel
}

/// Wires that must be left of one another in a circle cannot all be routed with one track each. Cutting a wire between
/// its left and its right pins takes it out of every circle, so each wire is cut at most once.
fn find_splits(wires: &[Pins], board: &Board) -> Vec<bool> {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); wires.len()];
    let mut previous: Vec<Vec<usize>> = vec![Vec::new(); wires.len()];
    for &[left, right] in &board.at {
        if let (Some(left), Some(right)) = (left, right)
            && left != right
        {
            next[left].push(right);
            previous[right].push(left);
        }
    }
    let mut waiting: Vec<usize> = previous.iter().map(Vec::len).collect();
    let mut done = vec![false; wires.len()];
    let mut splits = vec![false; wires.len()];
    let mut ready: Vec<usize> = (0..wires.len()).filter(|&it| waiting[it] == 0).collect();
    let mut first_open = 0;
    loop {
        while let Some(wire) = ready.pop() {
            done[wire] = true;
            for &other in &next[wire] {
                waiting[other] -= 1;
                if waiting[other] == 0 && !done[other] {
                    ready.push(other);
                }
            }
        }
        while first_open < wires.len() && done[first_open] {
            first_open += 1;
        }
        if first_open == wires.len() {
            return splits;
        }
        let cut = shortest_in_circle(wires, &previous, &done, first_open);
        splits[cut] = true;
        ready.push(cut);
    }
}

fn shortest_in_circle(
    wires: &[Pins],
    previous: &[Vec<usize>],
    done: &[bool],
    start: usize,
) -> usize {
    let mut trail = vec![start];
    let mut seen = BTreeSet::from([start]);
    let mut at = start;
    while let Some(&before) = previous[at].iter().find(|&&it| !done[it]) {
        if !seen.insert(before) {
            let circle = trail.iter().skip_while(|&&it| it != before);
            let span = |it: &usize| wires[*it].span().1 - wires[*it].span().0;
            return circle.copied().min_by_key(|it| (span(it), *it)).unwrap_or(before);
        }
        trail.push(before);
        at = before;
    }
    at
}

/// For each split wire the nearest row without any pins.
fn find_free_rows(wires: &[Pins], board: &Board, splits: &[bool]) -> Vec<Option<i32>> {
    let mut taken: BTreeSet<i32> = BTreeSet::new();
    let mut rows = vec![None; wires.len()];
    for (wire, pins) in wires.iter().enumerate().filter(|&(it, _)| splits[it]) {
        let is_free = |row: i32| {
            row >= 0
                && !taken.contains(&row)
                && board.at.get(index(row)).is_none_or(|it| *it == [None; 2])
        };
        let (low, high) = pins.span();
        let others = &pins.rows[pins.entry_side.opposite().at()];
        let below = others.iter().filter(|&&it| it > pins.entry).count() * 2 > others.len();
        let mut distance = 1;
        let row = loop {
            let (down, up) = (pins.entry + distance, pins.entry - distance);
            let near = if below { [down, up] } else { [up, down] };
            // A row outside of the wire's own rows makes it longer, so the other direction goes first there.
            let [first, second] =
                if near[0] < low || near[0] > high { [near[1], near[0]] } else { near };
            if is_free(first) {
                break first;
            }
            if is_free(second) {
                break second;
            }
            distance += 1;
        };
        taken.insert(row);
        rows[wire] = Some(row);
    }
    rows
}

fn make_strands(wires: &[Pins], board: &Board, rows: &[Option<i32>]) -> Vec<Strand> {
    let mut strands: Vec<Strand> = Vec::new();
    // The strand that holds the left and the right pins of each wire.
    let mut of_wire = vec![[None; 2]; wires.len()];
    for (wire, pins) in wires.iter().enumerate() {
        if pins.is_straight() || pins.is_stub() {
            continue;
        }
        let [left, right] = pins.rows.clone();
        of_wire[wire] = [Some(strands.len()); 2];
        match rows[wire] {
            None => strands.push(strand(wire, [left, right])),
            Some(row) => {
                of_wire[wire][1] = Some(strands.len() + 1);
                let mut first = strand(wire, [left, vec![row]]);
                first.next.push(strands.len() + 1);
                let mut second = strand(wire, [vec![row], right]);
                second.before = 1;
                strands.extend([first, second]);
            }
        }
    }
    for &[left, right] in &board.at {
        let left = left.and_then(|it| of_wire[it][0]);
        let right = right.and_then(|it| of_wire[it][1]);
        if let (Some(left), Some(right)) = (left, right)
            && left != right
        {
            strands[left].next.push(right);
            strands[right].before += 1;
        }
    }
    strands
}

fn strand(wire: usize, rows: [Vec<i32>; 2]) -> Strand {
    let all = || rows.iter().flatten().copied();
    let (low, high) = (all().min().unwrap_or(0), all().max().unwrap_or(0));
    Strand { wire, low, high, next: Vec::new(), before: 0, rows }
}

/// Crossings between two strands when the first lies left of the second.
fn crossings(first: &Strand, second: &Strand) -> i32 {
    let within = |rows: &[i32], other: &Strand| {
        let below = rows.partition_point(|&it| it <= other.high);
        cells(below - rows.partition_point(|&it| it < other.low))
    };
    within(&first.rows[1], second) + within(&second.rows[0], first)
}

/// Takes, again and again, the strand that gains most from lying left of all that remain; then moves single strands.
fn weigh(strands: &[Strand]) -> Vec<usize> {
    let count = strands.len();
    // What is gained when the first lies left of the second instead of right of it.
    let mut gain = vec![0; count * count];
    for a in 0..count {
        for b in a + 1..count {
            if strands[a].low <= strands[b].high && strands[b].low <= strands[a].high {
                let better =
                    crossings(&strands[b], &strands[a]) - crossings(&strands[a], &strands[b]);
                gain[a * count + b] = better;
                gain[b * count + a] = -better;
            }
        }
    }
    let mut score: Vec<i32> = gain.chunks(count.max(1)).map(|it| it.iter().sum()).collect();
    let mut before: Vec<usize> = strands.iter().map(|it| it.before).collect();
    let mut open = vec![true; count];
    let mut sequence = Vec::with_capacity(count);
    let ready = |open: &[bool], before: &[usize], score: &[i32]| {
        (0..count)
            .filter(|&it| open[it] && before[it] == 0)
            .max_by_key(|&it| (score[it], std::cmp::Reverse(it)))
    };
    while let Some(chosen) = ready(&open, &before, &score) {
        open[chosen] = false;
        sequence.push(chosen);
        for &next in &strands[chosen].next {
            before[next] -= 1;
        }
        for (other, score) in score.iter_mut().enumerate() {
            *score -= gain[other * count + chosen];
        }
    }
    sift(strands, &gain, &mut sequence);
    sequence
}

fn sift(strands: &[Strand], gain: &[i32], sequence: &mut Vec<usize>) {
    let count = strands.len();
    for _ in 0..SIFTS {
        let mut moved = false;
        for chosen in 0..count {
            let Some(from) = sequence.iter().position(|&it| it == chosen) else { continue };
            let mut best = (0, from);
            let mut better = 0;
            for at in (0..from).rev() {
                let other = sequence[at];
                if strands[other].next.contains(&chosen) {
                    break;
                }
                better += gain[chosen * count + other];
                best = if better > best.0 { (better, at) } else { best };
            }
            better = 0;
            for (at, &other) in sequence.iter().enumerate().skip(from + 1) {
                if strands[chosen].next.contains(&other) {
                    break;
                }
                better += gain[other * count + chosen];
                best = if better > best.0 { (better, at) } else { best };
            }
            if best.1 != from {
                sequence.remove(from);
                sequence.insert(best.1, chosen);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
}

/// Falling strands from the lowest to the highest left pin, then rising ones from the highest to the lowest: within
/// each kind nothing crosses that need not.
fn sort(strands: &[Strand]) -> Vec<usize> {
    let key = |it: usize| {
        let middle = |rows: &[i32]| rows.get(rows.len() / 2).copied();
        let [left, right] = [0, 1].map(|side| middle(&strands[it].rows[side]));
        let left = left.or(right).unwrap_or(0);
        if right.unwrap_or(left) > left { (0, -left, it) } else { (1, left, it) }
    };
    let mut before: Vec<usize> = strands.iter().map(|it| it.before).collect();
    let mut ready: BTreeSet<(i32, i32, usize)> =
        (0..strands.len()).filter(|&it| before[it] == 0).map(key).collect();
    let mut sequence = Vec::with_capacity(strands.len());
    while let Some((_, _, chosen)) = ready.pop_first() {
        sequence.push(chosen);
        for &next in &strands[chosen].next {
            before[next] -= 1;
            if before[next] == 0 {
                ready.insert(key(next));
            }
        }
    }
    sequence
}
