//! Puts what no line reaches below the drawing.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr as _;

use super::{FRAME, Placing};
use crate::layout::{Shelf, Strip, cells, index};

/// The shelf is as wide as the drawing, but never narrower than a small terminal.
const SHELF_MIN: i32 = 78;

/// Blank rows between drawing and shelf: so much the drawing can grow before the shelf has to move.
const SHELF_GAP: i32 = 3;

impl Placing<'_> {
    /// Nodes without links stand in a grid below the drawing, where it was before if that is still free.
    pub(super) fn put_shelf(&mut self, before: Option<i32>) {
        let mut alone: Vec<usize> =
            (0..self.links.nodes.len()).filter(|&it| self.links.nodes[it].part.is_none()).collect();
        alone.sort_by_key(|&it| (self.links.nodes[it].stage.unwrap_or(u8::MAX), it));
        if alone.is_empty() {
            return;
        }
        let caption = match before.filter(|row| *row > self.layout.height) {
            Some(row) => row,
            None if self.layout.height == 0 => 0,
            None => self.layout.height + SHELF_GAP,
        };
        let shelf = Shelf { y: caption, boxes: alone.len() };
        self.layout.width = self.layout.width.max(cells(shelf.caption().width()));
        self.layout.shelf = Some(shelf);
        let widest = alone.iter().map(|&it| self.text_width(it)).max().unwrap_or(0) + FRAME;
        let room = self.input.options.width_hint.map_or(SHELF_MIN, i32::from);
        let room = room.max(self.layout.width);
        let per_row = index((room + 1) / (widest + 1)).max(1);
        let mut y = caption + 1;
        let mut slots: BTreeMap<usize, Strip> = BTreeMap::new();
        for row in alone.chunks(per_row) {
            let height = row.iter().map(|&it| self.links.nodes[it].rows).max().unwrap_or(1) + 2;
            for (slot, &node) in row.iter().enumerate() {
                let x = cells(slot) * (widest + 1);
                let strip = Strip { x, width: widest, ..Strip::default() };
                slots.entry(slot).or_insert(strip).boxes.push(self.layout.boxes.len());
                self.put_box(node, [x, y, widest, height], <[[Vec<i32>; 2]; 2]>::default());
            }
            y += height;
        }
        let right = slots.values().map(|it| it.x + it.width).max().unwrap_or(0);
        self.layout.width = self.layout.width.max(right);
        self.layout.height = y;
        self.layout.shelf_strips = slots.into_values().collect();
    }
}
