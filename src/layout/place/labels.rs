//! Decides what is written on the lines and how much room that takes.

use std::collections::BTreeSet;

use super::Placing;
use crate::layout::channel::Path;
use crate::layout::words::{cut, measure};
use crate::layout::{Labels, Note, Side, cells, index};

impl Placing<'_> {
    /// Decides which labels are shown and how much room they take.
    pub(super) fn fit_labels(&mut self) {
        let policy = self.input.options.labels;
        self.write_labels(policy);
        let hint = self.input.options.width_hint.map_or(i32::MAX, i32::from);
        if policy == Labels::WhenTheyFit && self.width() > hint {
            self.layout.notes.clear();
            self.write_labels(Labels::Off);
            let hidden = self.links.all.iter().filter(|it| it.label.is_some());
            self.layout.notes.extend(hidden.map(|it| Note::LabelCut { edge: it.keys[0] }));
        }
    }

    fn write_labels(&mut self, policy: Labels) {
        let label_max = usize::from(self.input.options.label_max);
        self.texts.clear();
        for link in &self.links.all {
            let count = if link.count > 1 { format!("×{}", link.count) } else { String::new() };
            let label = link.label.as_deref().filter(|_| policy != Labels::Off).unwrap_or_default();
            let room = label_max.saturating_sub(measure(&count));
            let shown = cut(label, room);
            if shown != label {
                self.layout.notes.push(Note::LabelCut { edge: link.keys[0] });
            }
            let space = if shown.is_empty() || count.is_empty() { "" } else { " " };
            let text = format!("{shown}{space}{count}");
            self.texts.push(Some(text).filter(|it| !it.is_empty()));
        }
        self.margins = (0..self.pieces.len()).map(|it| self.margins_of(it)).collect();
    }

    /// The room that labels need beside the tracks; where a row has no trunk, they reach over the tracks.
    fn margins_of(&self, gap: usize) -> [i32; 2] {
        let bundles = &self.settled.bundles;
        let tracks = self.channels[gap].tracks;
        let mut busy: Option<Vec<[i32; 2]>> = None;
        let mut margins = [0; 2];
        for piece in self.pieces[gap].iter().map(|&it| &bundles.pieces[it]) {
            for end in piece.entry + 1..piece.last {
                let Some(width) = self.label_at(end).map(|it| cells(measure(it))) else { continue };
                let busy = busy.get_or_insert_with(|| self.busy_tracks(gap));
                let [first, last] = busy[index(self.settled.row(end))];
                let side = bundles.ends[end].side;
                let free = if side == Side::Left { first } else { tracks - 1 - last };
                let margin = &mut margins[side.at()];
                *margin = (width + 2 - free).max(*margin);
            }
        }
        let is_stub = |(_, path): &(&usize, &Path)| **path == Path::Stub;
        let paths = || self.pieces[gap].iter().zip(&self.channels[gap].paths).filter(is_stub);
        let stubs: Vec<usize> = paths().map(|(it, _)| bundles.pieces[*it].entry).collect();
        let place = |end: usize| (self.settled.row(end), bundles.ends[end].side);
        let places: BTreeSet<(i32, Side)> = stubs.iter().map(|it| place(*it)).collect();
        for end in stubs {
            let (row, side) = place(end);
            let busy = busy.get_or_insert_with(|| self.busy_tracks(gap));
            let [first, last] = busy[index(row)];
            // Two that face each other in one row keep to their own sides.
            let free = match side {
                _ if places.contains(&(row, side.opposite())) => 0,
                Side::Left => first,
                Side::Right => tracks - 1 - last,
            };
            let margin = &mut margins[side.at()];
            *margin = (self.stub_width(end) - free).max(*margin);
        }
        margins
    }

    /// The first and the last track that is in use, for each row of a channel.
    fn busy_tracks(&self, gap: usize) -> Vec<[i32; 2]> {
        let channel = &self.channels[gap];
        let mut busy = vec![[channel.tracks, -1]; index(channel.bottom) + 1];
        for (piece, path) in self.pieces[gap].iter().zip(&channel.paths) {
            let piece = &self.settled.bundles.pieces[*piece];
            let (tracks, row) = match *path {
                Path::Straight | Path::Stub => continue,
                Path::Bent { track } => ([track; 2], None),
                Path::Split { tracks, row } => (tracks, Some(row)),
            };
            let rows = (piece.entry..piece.last).map(|it| self.settled.row(it)).chain(row);
            let (low, high) = (rows.clone().min().unwrap_or(0), rows.max().unwrap_or(0));
            for row in &mut busy[index(low)..=index(high)] {
                *row = [row[0].min(tracks[0]), row[1].max(tracks[1])];
            }
        }
        busy
    }

    /// A label stands where its link has a line of its own, which is where it meets the member's box.
    pub(super) fn label_at(&self, end: usize) -> Option<&String> {
        let bundles = &self.settled.bundles;
        let it = &bundles.ends[end];
        let net = &bundles.nets[bundles.pieces[it.piece].net];
        let is_box = bundles.vertices[it.vertex].passing.is_none();
        self.texts[net.members[it.first]].as_ref().filter(|_| is_box)
    }
}
