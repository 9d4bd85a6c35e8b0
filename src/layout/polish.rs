//! Swaps neighbours in a column, or ports of a box, where the channels beside them get easier to read.

use super::rows::Settled;
use super::{Links, cells};

/// Rounds over all columns; what is left after them is worth nothing.
const ROUNDS_MAX: usize = 6;
/// What a crossing, and what a bend counts: as in [`super::Layout::effort`].
const CROSSING: i32 = 8;
const BEND: i32 = 4;

/// The wires of all channels at the rows where they are now.
struct Polish<'a> {
    settled: &'a mut Settled,
    /// For each piece its rows on the left and on the right, sorted.
    pins: Vec<[Vec<i32>; 2]>,
    /// The pieces of each channel.
    pieces: Vec<Vec<usize>>,
}

impl Settled {
    /// Swaps neighbours in the columns; tells whether any were. The rows have to be settled again then.
    pub(super) fn swap_neighbours(&mut self, links: &Links) -> bool {
        let segments = self.segments();
        let part = |settled: &Self, it: usize| {
            let vertex = &settled.bundles.vertices[it];
            let node = vertex.passing.map_or(it, |net| settled.bundles.nets[net].hub);
            links.nodes[node].part
        };
        let mut polish = Polish::new(self);
        let mut moved = false;
        for _ in 0..ROUNDS_MAX {
            let mut gained = false;
            for column in 0..polish.settled.order.len() {
                for lower in 1..polish.settled.order[column].len() {
                    let vertices = &polish.settled.order[column];
                    let [a, b] = [vertices[lower - 1], vertices[lower]];
                    let is_free = segments[a] == segments[b]
                        && part(polish.settled, a) == part(polish.settled, b);
                    if is_free && polish.swap_if_better(column, lower) {
                        gained = true;
                    }
                }
            }
            moved |= gained;
            if !gained {
                break;
            }
        }
        moved
    }

    /// The frame that each vertex stands in.
    fn segments(&self) -> Vec<Option<usize>> {
        let mut found = vec![None; self.rows.len()];
        for (number, segment) in self.frames.segments.iter().enumerate() {
            let column = self.order[segment.column].iter();
            let inside = column.skip_while(|it| **it != segment.first);
            for &vertex in inside {
                found[vertex] = Some(number);
                if vertex == segment.last {
                    break;
                }
            }
        }
        found
    }

    /// Swaps ports that are next to each other where that is better; only the rows decide, so that it comes out the
    /// same for the same rows.
    pub(super) fn swap_ports(&mut self) {
        let mut polish = Polish::new(self);
        for vertex in 0..polish.settled.rows.len() {
            if polish.settled.bundles.vertices[vertex].passing.is_none() {
                for side in 0..2 {
                    polish.swap_ports_of(vertex, side);
                }
            }
        }
    }
}

impl<'a> Polish<'a> {
    fn new(settled: &'a mut Settled) -> Self {
        let bundles = &settled.bundles;
        let mut pieces = vec![Vec::new(); bundles.columns];
        for (number, piece) in bundles.pieces.iter().enumerate() {
            pieces[piece.gap].push(number);
        }
        let pins = vec![[Vec::new(), Vec::new()]; bundles.pieces.len()];
        let mut found = Self { settled, pins, pieces };
        for piece in 0..found.pins.len() {
            found.read(piece);
        }
        found
    }

    /// Takes over the rows of a piece's ends.
    fn read(&mut self, piece: usize) {
        let it = &self.settled.bundles.pieces[piece];
        let pins = &mut self.pins[piece];
        pins.iter_mut().for_each(Vec::clear);
        for end in it.entry..it.last {
            let side = self.settled.bundles.ends[end].side.at();
            pins[side].push(self.settled.row(end));
        }
        for it in pins.iter_mut() {
            it.sort_unstable();
        }
    }

    fn swap_if_better(&mut self, column: usize, lower: usize) -> bool {
        let [a, b] = [self.settled.order[column][lower - 1], self.settled.order[column][lower]];
        let mut touched: Vec<usize> = [a, b]
            .iter()
            .flat_map(|it| self.settled.bundles.at[*it].iter().flatten())
            .map(|&end| self.settled.bundles.ends[end].piece)
            .collect();
        touched.sort_unstable();
        touched.dedup();
        let before = self.cost(&touched);
        let heights = [a, b].map(|it| self.settled.bundles.vertices[it].height);
        let rows = [a, b].map(|it| self.settled.rows[it]);
        self.settled.rows[b] = rows[0];
        self.settled.rows[a] = rows[1] + heights[1] - heights[0];
        for &it in &touched {
            self.read(it);
        }
        if self.cost(&touched) < before {
            self.settled.order[column].swap(lower - 1, lower);
            return true;
        }
        self.settled.rows[a] = rows[0];
        self.settled.rows[b] = rows[1];
        for &it in &touched {
            self.read(it);
        }
        false
    }

    fn swap_ports_of(&mut self, vertex: usize, side: usize) {
        let mut ports = self.settled.bundles.at[vertex][side].clone();
        ports.sort_by_key(|&end| self.settled.bundles.ends[end].offset);
        for _ in 1..ports.len() {
            let mut gained = false;
            for lower in 1..ports.len() {
                let [a, b] = [ports[lower - 1], ports[lower]];
                let touched = [a, b].map(|it| self.settled.bundles.ends[it].piece);
                let before = self.cost(&touched);
                self.swap_offsets(a, b);
                for &it in &touched {
                    self.read(it);
                }
                if self.cost(&touched) < before {
                    ports.swap(lower - 1, lower);
                    gained = true;
                } else {
                    self.swap_offsets(a, b);
                    for &it in &touched {
                        self.read(it);
                    }
                }
            }
            if !gained {
                break;
            }
        }
    }

    fn swap_offsets(&mut self, a: usize, b: usize) {
        let ends = &mut self.settled.bundles.ends;
        let offset = ends[a].offset;
        ends[a].offset = ends[b].offset;
        ends[b].offset = offset;
    }

    /// How hard some pieces, all different, and everything that they cross are to read.
    fn cost(&self, touched: &[usize]) -> i32 {
        let mut cost = 0;
        for (at, &piece) in touched.iter().enumerate() {
            let pins = &self.pins[piece];
            let (low, high) = span(pins);
            if low != high {
                cost += BEND * cells(pins[0].len() + pins[1].len()) + (high - low) / 2;
            }
            for &other in &self.pieces[self.settled.bundles.pieces[piece].gap] {
                if other != piece && !touched.iter().take(at).any(|it| *it == other) {
                    cost += CROSSING * crossings(pins, &self.pins[other]);
                }
            }
        }
        cost
    }
}

fn span(pins: &[Vec<i32>; 2]) -> (i32, i32) {
    let low = pins.iter().filter_map(|it| it.first()).min();
    let high = pins.iter().filter_map(|it| it.last()).max();
    (low.copied().unwrap_or(0), high.copied().unwrap_or(0))
}

/// Crossings of two wires of a channel, on the better of the two orders of their tracks.
fn crossings(first: &[Vec<i32>; 2], second: &[Vec<i32>; 2]) -> i32 {
    let spans = [span(first), span(second)];
    if spans[0].0 > spans[1].1 || spans[1].0 > spans[0].1 {
        return 0;
    }
    let within = |rows: &[i32], (low, high): (i32, i32)| {
        cells(rows.iter().filter(|it| low <= **it && **it <= high).count())
    };
    let ahead = within(&first[1], spans[1]) + within(&second[0], spans[0]);
    let behind = within(&second[1], spans[0]) + within(&first[0], spans[1]);
    ahead.min(behind)
}
