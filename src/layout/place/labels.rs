//! Decides what is written on the lines and how much room that takes.

use std::collections::{BTreeMap, BTreeSet};

use super::Placing;
use crate::layout::channel::Path;
use crate::layout::links::Link;
use crate::layout::words::measure;
use crate::layout::{Labels, Note, Numbered, Side, cells, index};

/// Cells of a count such as `×12`.
const COUNT: usize = 3;

/// How labels are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As they are where there is room, else as numbers.
    Words,
    /// Each as the number of its entry in the legend.
    Numbers,
    None,
}

impl Placing<'_> {
    /// Decides which labels are shown and how much room they take.
    pub(super) fn fit_labels(&mut self) {
        let hint = match self.input.options.labels {
            Labels::Off => return self.write_labels(Form::None),
            Labels::Always => i32::MAX,
            Labels::WhenTheyFit => self.input.options.width_hint.map_or(i32::MAX, i32::from),
        };
        for form in [Form::Words, Form::Numbers] {
            self.write_labels(form);
            if self.width() <= hint {
                return;
            }
        }
        self.layout.labels_need = Some(self.width());
        self.layout.numbered.clear();
        self.write_labels(Form::None);
        let hidden = self.links.all.iter().filter(|it| !it.labels.is_empty());
        let notes = hidden.map(|it| Note::LabelsHidden { edges: it.keys.clone() });
        self.layout.notes.extend(notes);
    }

    fn write_labels(&mut self, form: Form) {
        let numbers = self.number_labels(form);
        self.texts.clear();
        for link in &self.links.all {
            let count = if link.count > 1 { format!("×{}", link.count) } else { String::new() };
            let shown = match (form, numbers.get(&link.labels)) {
                (Form::None, _) => String::new(),
                (Form::Words | Form::Numbers, Some(number)) => number.to_string(),
                (Form::Words | Form::Numbers, None) => link.labels.concat(),
            };
            let space = if shown.is_empty() || count.is_empty() { "" } else { " " };
            let text = format!("{shown}{space}{count}");
            self.texts.push(Some(text).filter(|it| !it.is_empty()));
        }
        self.margins = (0..self.pieces.len()).map(|it| self.margins_of(it)).collect();
    }

    /// The entries of the legend, numbered as they follow each other on the page; what reads alike is one entry.
    fn number_labels(&mut self, form: Form) -> BTreeMap<Vec<String>, usize> {
        let label_max = usize::from(self.input.options.label_max);
        let fits = |link: &Link| {
            let room = if link.count > 1 { label_max.saturating_sub(1 + COUNT) } else { label_max };
            // A label that is a number would be taken for one of the legend's.
            let is_number = |it: &String| it.chars().all(char::is_numeric);
            let words = link.labels.iter().all(|it| measure(it) <= room && !is_number(it));
            link.labels.len() < 2 && words && form == Form::Words
        };
        let mut numbers: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        self.layout.numbered.clear();
        if form == Form::None {
            return numbers;
        }
        for link in self.as_read().into_iter().map(|it| &self.links.all[it]) {
            if fits(link) {
                continue;
            }
            let next = numbers.len() + 1;
            let number = *numbers.entry(link.labels.clone()).or_insert(next);
            if number == next {
                let text = link.labels.join("; ");
                self.layout.numbered.push(Numbered { number, text, edges: Vec::new() });
            }
            if let Some(entry) = self.layout.numbered.get_mut(number - 1) {
                entry.edges.extend(link.keys.iter().copied());
            }
        }
        numbers
    }

    /// The links with labels from the left to the right, and in each channel from the top to the bottom.
    fn as_read(&self) -> Vec<usize> {
        let bundles = &self.settled.bundles;
        let mut found = Vec::new();
        for (gap, pieces) in self.pieces.iter().enumerate() {
            for piece in pieces.iter().map(|&it| &bundles.pieces[it]) {
                for end in piece.entry..piece.last {
                    let it = &bundles.ends[end];
                    let net = &bundles.nets[piece.net];
                    let is_private = bundles.vertices[it.vertex].passing.is_none();
                    if is_private && it.vertex != net.hub {
                        found.push((gap, self.settled.row(end), net.members[it.first]));
                    }
                }
            }
        }
        found.retain(|it| !self.links.all[it.2].labels.is_empty());
        found.sort_unstable();
        found.into_iter().map(|it| it.2).collect()
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
