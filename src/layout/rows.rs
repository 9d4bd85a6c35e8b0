//! Gives every vertex its row, so that boxes keep their order and most lines are straight.

use super::{Bundles, Frames, Known, Side, cells, index};

/// Passes over all columns, half of them in each direction; more changed nothing on the sample graphs.
const PASSES: usize = 14;
/// Above this many vertices means take the place of medians, which costs a few straight lines and saves most of the
/// time.
const LARGE: usize = 4_000;
const PASSES_LARGE: usize = 4;
/// Up to this many vertices ports and boxes are settled in several rounds.
const SMALL: usize = 500;
/// Up to this many vertices ports are swapped one by one: every swap is weighed against all wires of a channel.
const PORTS_MAX: usize = 250;
const PASSES_MEDIUM: usize = 8;
/// The rows of ports follow the rows of boxes and the other way round; the third round changes next to nothing.
const ROUNDS: usize = 3;
/// Long lines matter most, as Gansner et al. weigh them: passing to passing, one of both, box to box.
const WEIGHTS: [i64; 3] = [1, 2, 8];
/// Outweighs any number of lines, so that what was placed before stays.
const ANCHOR: i64 = 1 << 32;

/// Every vertex with its row.
#[derive(Debug)]
pub(super) struct Settled {
    pub bundles: Bundles,
    pub order: super::order::Order,
    pub rows: Vec<i32>,
    pub frames: Frames,
}

/// The first two passes follow what was placed just before, later ones listen to both sides.
#[derive(Debug, Clone, Copy)]
enum Looks {
    Back,
    Around,
}

impl Settled {
    pub(super) fn row(&self, end: usize) -> i32 {
        let it = &self.bundles.ends[end];
        self.rows[it.vertex] + it.offset
    }
}

pub(super) fn settle(
    bundles: Bundles,
    order: super::order::Order,
    frames: Frames,
    known: &Known<'_>,
) -> Settled {
    let rows = vec![0; bundles.vertices.len()];
    let mut settled = Settled { bundles, order, rows, frames };
    settled.size_boxes();
    settled.stack(known);
    settled.order_ports();
    let (rounds, passes) = match settled.rows.len() {
        0..=SMALL => (ROUNDS, PASSES),
        it if it <= LARGE => (1, PASSES_MEDIUM),
        _ => (1, PASSES_LARGE),
    };
    for round in 0..rounds {
        let mut still = 0;
        for pass in 0..passes {
            let looks = if round == 0 && pass < 2 { Looks::Back } else { Looks::Around };
            let moved = settled.pass(pass, looks, known);
            still = if moved { 0 } else { still + 1 };
            if still == 2 {
                break;
            }
        }
        settled.order_ports();
    }
    settled.lift(known);
    if settled.rows.len() <= PORTS_MAX {
        settled.swap_ports();
    }
    settled
}

impl Settled {
    /// Goes through all columns once, in turns from the left and from the right; tells whether anything moved.
    fn pass(&mut self, number: usize, looks: Looks, known: &Known<'_>) -> bool {
        let side = if number.is_multiple_of(2) { Side::Left } else { Side::Right };
        let sides: &[Side] = match looks {
            Looks::Back => &[side],
            Looks::Around => &[Side::Left, Side::Right],
        };
        let mut moved = false;
        for step in 0..self.order.len() {
            let column = if side == Side::Left { step } else { self.order.len() - 1 - step };
            moved |= self.place_column(column, sides, known);
        }
        moved
    }

    fn size_boxes(&mut self) {
        for (vertex, at) in self.bundles.vertices.iter_mut().zip(&self.bundles.at) {
            if vertex.passing.is_none() {
                let ports = cells(at[0].len().max(at[1].len()));
                vertex.height = vertex.height.max(ports) + 2;
            }
        }
    }

    /// Rows between two vertices that follow each other in a column.
    ///
    /// What was placed before stays, however near: what lay between may be gone.
    fn gap(&self, above: usize, below: usize, known: &Known<'_>) -> i32 {
        let is_box = |it: usize| self.bundles.vertices[it].passing.is_none();
        let is_placed = |it: usize| known.old.as_ref().is_some_and(|old| old[it].is_some());
        let is_kept = is_placed(above) && is_placed(below);
        let borders = self.frames.rows[above][1] + self.frames.rows[below][0];
        let blank = is_box(above) && is_box(below) && !is_kept;
        borders + if blank { known.links.row_gap } else { 0 }
    }

    /// Starts with everything as high as it can be, the columns centred on each other.
    fn stack(&mut self, known: &Known<'_>) {
        let mut heights = Vec::new();
        for column in &self.order {
            let mut row = 0;
            let mut above = None;
            for &vertex in column {
                row += above.map_or(self.frames.rows[vertex][0], |it| self.gap(it, vertex, known));
                self.rows[vertex] = row;
                row += self.bundles.vertices[vertex].height;
                above = Some(vertex);
            }
            heights.push(row);
        }
        let highest = heights.iter().copied().max().unwrap_or(0);
        for (column, height) in self.order.iter().zip(heights) {
            for &vertex in column {
                self.rows[vertex] += (highest - height) / 2;
            }
        }
    }

    /// Orders the ports of each side of each box by where their lines lead.
    fn order_ports(&mut self) {
        for vertex in 0..self.rows.len() {
            if self.bundles.vertices[vertex].passing.is_some() {
                continue;
            }
            for side in 0..2 {
                let mut ports: Vec<(i64, usize)> = self.bundles.at[vertex][side]
                    .iter()
                    .map(|&end| (self.mean_row_of_far(end), end))
                    .collect();
                ports.sort_unstable();
                let inner = self.bundles.vertices[vertex].height - 2;
                let first = 1 + (inner - cells(ports.len())) / 2;
                for (place, (_, end)) in ports.into_iter().enumerate() {
                    self.bundles.ends[end].offset = first + cells(place);
                }
            }
        }
    }

    /// Only whole vertices count, so that the order of one box's ports does not depend on another's.
    fn mean_row_of_far(&self, end: usize) -> i64 {
        let far = match self.bundles.far(end) {
            // A tag leads nowhere.
            it if it.is_empty() => end..end + 1,
            it => it,
        };
        let count = i64::from(cells(far.len())).max(1);
        let middle = |it: usize| {
            let vertex = self.bundles.ends[it].vertex;
            i64::from(2 * self.rows[vertex] + self.bundles.vertices[vertex].height)
        };
        far.map(middle).sum::<i64>() * 8 / count
    }

    /// Moves the vertices of a column as near as their order allows to where their lines are straight: isotonic
    /// regression by pooling neighbours that want to pass each other.
    fn place_column(&mut self, column: usize, sides: &[Side], known: &Known<'_>) -> bool {
        let average = if self.rows.len() <= LARGE { Average::Median } else { Average::Mean };
        let mut blocks: Vec<Block> = Vec::new();
        let mut offsets = Vec::with_capacity(self.order[column].len());
        let mut offset = 0;
        let mut above = None;
        for &vertex in &self.order[column] {
            offset += above.map_or(0, |it| self.gap(it, vertex, known));
            let wants = self.wants(vertex, sides, known);
            let mut block = Block::new(wants, offset, average);
            while let Some(last) = blocks.pop_if(|it| it.middle > block.middle) {
                block = last.merge(block, average);
            }
            blocks.push(block);
            offsets.push(offset);
            offset += self.bundles.vertices[vertex].height;
            above = Some(vertex);
        }
        let mut at = 0;
        let mut moved = false;
        for block in blocks {
            for _ in 0..block.count {
                let row = i32::try_from(block.middle).unwrap_or(0) + offsets[at];
                let old = std::mem::replace(&mut self.rows[self.order[column][at]], row);
                moved |= old != row;
                at += 1;
            }
        }
        moved
    }

    /// The rows at which the vertex would like to be, each with its weight.
    fn wants(&self, vertex: usize, sides: &[Side], known: &Known<'_>) -> Vec<(i64, i64)> {
        if let Some(row) = known.old.as_ref().and_then(|it| it[vertex]) {
            return vec![(i64::from(row), ANCHOR)];
        }
        let mut wants = Vec::new();
        let passing = |it: usize| usize::from(self.bundles.vertices[it].passing.is_some());
        for side in sides {
            for &end in &self.bundles.at[vertex][side.at()] {
                for far in self.bundles.far(end).filter(|&it| self.bundles.is_across(end, it)) {
                    let weight = WEIGHTS[passing(vertex) + passing(self.bundles.ends[far].vertex)];
                    let row = self.row(far) - self.bundles.ends[end].offset;
                    wants.push((i64::from(row), weight));
                }
            }
        }
        if wants.is_empty() {
            wants.push((i64::from(self.rows[vertex]), 1));
        }
        wants
    }

    /// Lets the drawing begin at the first row and takes out rows that nothing lies in, except for one (or the
    /// wanted gap) between what is above and below. An anchored drawing keeps its holes, and moves only if it would
    /// begin above the first row.
    fn lift(&mut self, known: &Known<'_>) {
        let placed = || self.order.iter().flatten().copied();
        let top = placed().map(|it| self.rows[it] - self.frames.rows[it][0]).min().unwrap_or(0);
        let shift = if known.old.is_some() { top.min(0) } else { top };
        for vertex in self.order.iter().flatten() {
            self.rows[*vertex] -= shift;
        }
        if known.old.is_none() {
            self.close_holes(known.links.row_gap.max(1));
            // Without its holes the drawing may want other ports, and a later one that is anchored here surely would.
            self.order_ports();
        }
    }

    fn close_holes(&mut self, hole_max: i32) {
        let bottom =
            |it: usize| self.rows[it] + self.bundles.vertices[it].height + self.frames.rows[it][1];
        let height = self.order.iter().flatten().map(|&it| bottom(it)).max().unwrap_or(0);
        let mut used = vec![false; index(height)];
        for &vertex in self.order.iter().flatten() {
            used[index(self.rows[vertex])..index(bottom(vertex))].fill(true);
        }
        let mut removed = 0;
        let mut hole = 0;
        let mut shifts = Vec::with_capacity(used.len());
        for row in used {
            hole = if row { 0 } else { hole + 1 };
            removed += i32::from(hole > hole_max);
            shifts.push(removed);
        }
        for vertex in self.order.iter().flatten() {
            self.rows[*vertex] -= shifts[index(self.rows[*vertex])];
        }
    }
}

/// Where a block wants to be: medians make straight lines, means are fast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Average {
    Median,
    Mean,
}

/// Vertices that move together.
struct Block {
    /// Sorted; empty when means are used.
    wants: Vec<(i64, i64)>,
    sum: i64,
    weight: i64,
    count: usize,
    middle: i64,
}

impl Block {
    fn new(mut wants: Vec<(i64, i64)>, offset: i32, average: Average) -> Self {
        for want in &mut wants {
            want.0 -= i64::from(offset);
        }
        let weight = wants.iter().map(|it| it.1).sum();
        let sum = wants.iter().map(|it| it.0 * it.1).sum();
        if average == Average::Median {
            wants.sort_unstable();
        } else {
            wants.clear();
        }
        let mut block = Self { wants, sum, weight, count: 1, middle: 0 };
        block.find_middle(average);
        block
    }

    fn merge(self, below: Self, average: Average) -> Self {
        let mut wants = self.wants;
        wants.extend(below.wants);
        #[expect(
            clippy::stable_sort_primitive,
            reason = "it merges two sorted runs in linear time"
        )]
        wants.sort();
        let mut block = Self {
            wants,
            sum: self.sum + below.sum,
            weight: self.weight + below.weight,
            count: self.count + below.count,
            middle: 0,
        };
        block.find_middle(average);
        block
    }

    fn find_middle(&mut self, average: Average) {
        if average == Average::Mean {
            self.middle = self.sum.div_euclid(self.weight.max(1));
            return;
        }
        let mut below = 0;
        for &(want, weight) in &self.wants {
            below += weight;
            self.middle = want;
            if below * 2 >= self.weight {
                break;
            }
        }
    }
}
