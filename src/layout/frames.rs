//! Frames around the boxes of one group, as far as they stand below each other in a column.

use super::order::Order;
use super::{Bundles, Links};

/// What follows each other in a column and belongs to one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    pub column: usize,
    pub first: usize,
    /// Vertices, both of them boxes.
    pub last: usize,
}

/// The frames of all columns, and for each vertex the rows that they take beside it.
#[derive(Debug, Default)]
pub(super) struct Frames {
    pub segments: Vec<Segment>,
    /// Rows for the upper border above each vertex, and for the lower border below it.
    pub rows: Vec<[i32; 2]>,
}

impl Frames {
    pub(super) fn of(bundles: &Bundles, links: &Links, order: &Order) -> Self {
        let mut found = Self { rows: vec![[0; 2]; bundles.vertices.len()], ..Self::default() };
        for (column, vertices) in order.iter().enumerate() {
            let mut open: Option<(usize, Segment, usize)> = None;
            for &vertex in vertices {
                if bundles.vertices[vertex].passing.is_some() {
                    // A line that only passes through may cross a frame.
                    continue;
                }
                let group = links.nodes[vertex].group;
                open = match (open, group) {
                    (Some((old, segment, count)), Some(new)) if old == new => {
                        Some((old, Segment { last: vertex, ..segment }, count + 1))
                    }
                    (before, new) => {
                        found.close(before);
                        let segment = Segment { column, first: vertex, last: vertex };
                        new.map(|it| (it, segment, 1))
                    }
                };
            }
            found.close(open);
        }
        found
    }

    /// One box needs no frame.
    fn close(&mut self, open: Option<(usize, Segment, usize)>) {
        let Some((_, segment, _)) = open.filter(|it| it.2 > 1) else { return };
        self.rows[segment.first][0] = 1;
        self.rows[segment.last][1] = 1;
        self.segments.push(segment);
    }

    pub(super) fn is_in_column(&self, column: usize) -> bool {
        self.segments.iter().any(|it| it.column == column)
    }
}
