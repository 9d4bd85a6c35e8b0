//! Marks in every visible cell which wires run through it, and how they stand out.

use super::glyphs::{EAST, NORTH, SOUTH, WEST};
use super::paint::Shine;
use super::{Layout, Members, Rect, Strip, Trunk, index};

/// The wires that run through a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub across: Option<usize>,
    pub along: Option<usize>,
    pub dirs: u8,
    pub across_shine: Option<Shine>,
    pub along_shine: Option<Shine>,
}

/// The cells of the view, row by row.
pub(super) struct Board {
    window: Rect,
    pub cells: Vec<Cell>,
}

impl Board {
    fn new(window: Rect) -> Self {
        let count = index(window.w) * index(window.h);
        Self { window, cells: vec![Cell::default(); count] }
    }

    pub(super) fn at(&mut self, x: i32, y: i32) -> Option<&mut Cell> {
        let (x, y) = (x - self.window.x, y - self.window.y);
        if x < 0 || y < 0 || x >= self.window.w || y >= self.window.h {
            return None;
        }
        self.cells.get_mut(index(y) * index(self.window.w) + index(x))
    }
}

/// Draws the wires of all visible strips on a board.
pub(super) fn draw_wires(layout: &Layout, window: Rect, shines: &[Shine]) -> Board {
    let mut board = Board::new(window);
    let shine_of = |it: Members| {
        let members = layout.nets[it.net].members.get(it.first..it.last).unwrap_or_default();
        Shine::of_all(members.iter().map(|&link| shines[link]))
    };
    for strip in visible(&layout.strips, window) {
        let first = strip.runs.partition_point(|it| it.y < window.y);
        for run in strip.runs.iter().skip(first).take_while(|it| it.y < window.y + window.h) {
            if run.x1 < window.x || run.x0 >= window.x + window.w {
                continue;
            }
            let shine = shine_of(run.members);
            for x in run.x0.max(window.x)..=run.x1.min(window.x + window.w - 1) {
                let Some(cell) = board.at(x, run.y) else { continue };
                let west = if x > run.x0 || run.open[0] { WEST } else { 0 };
                let east = if x < run.x1 || run.open[1] { EAST } else { 0 };
                cell.across = Some(run.members.net);
                cell.dirs |= west | east;
                cell.across_shine = Some(Shine::with(cell.across_shine, shine));
            }
        }
        for trunk in &strip.trunks {
            draw_trunk(&mut board, trunk, &shine_of);
        }
    }
    board
}

/// A cell of a trunk is as bright as the brightest link that runs through it.
fn draw_trunk(board: &mut Board, trunk: &Trunk, shine_of: &impl Fn(Members) -> Shine) {
    let window = board.window;
    let (top, bottom) = (trunk.y0.max(window.y), trunk.y1.min(window.y + window.h - 1));
    if top > bottom || trunk.x < window.x || trunk.x >= window.x + window.w {
        return;
    }
    let mut shine = None;
    let mut exits = trunk.exits.iter().peekable();
    for y in top..=bottom.min(trunk.entry) {
        while let Some((_, members)) = exits.next_if(|it| it.0 <= y) {
            shine = Some(Shine::with(shine, shine_of(*members)));
        }
        draw_trunk_cell(board, trunk, y, shine);
    }
    let mut shine = None;
    let mut exits = trunk.exits.iter().rev().peekable();
    for y in (top.max(trunk.entry)..=bottom).rev() {
        while let Some((_, members)) = exits.next_if(|it| it.0 >= y) {
            shine = Some(Shine::with(shine, shine_of(*members)));
        }
        draw_trunk_cell(board, trunk, y, shine);
    }
}

fn draw_trunk_cell(board: &mut Board, trunk: &Trunk, y: i32, shine: Option<Shine>) {
    let Some(cell) = board.at(trunk.x, y) else { return };
    cell.along = Some(trunk.net);
    cell.dirs |= if y > trunk.y0 { NORTH } else { 0 };
    cell.dirs |= if y < trunk.y1 { SOUTH } else { 0 };
    cell.along_shine = shine.map(|it| Shine::with(cell.along_shine, it)).or(cell.along_shine);
}

pub(super) fn visible(strips: &[Strip], window: Rect) -> impl Iterator<Item = &Strip> {
    let first = strips.partition_point(|it| it.x + it.width <= window.x);
    strips.iter().skip(first).take_while(move |it| it.x < window.x + window.w)
}
