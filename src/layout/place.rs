//! Turns columns, rows and tracks into the boxes and wires of the finished layout.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr as _;

use super::bundles::{Heads, other};
use super::channel::{Path, Pins};
use super::rows::Settled;
use super::words::{cut, measure};
use super::{
    Channel, Column, DrawnLink, Head, In, Labels, Layout, Links, Members, Note, PlacedBox, Prev,
    Ranks, Run, Shelf, Side, Strip, Tag, Trunk, Wiring, cells, index, route,
};

/// A channel needs a cell for the line at each side, and one between them lets the eye rest.
const CHANNEL_MIN: i32 = 3;
/// Border and one blank at both sides of the text.
const FRAME: i32 = 4;
/// The shelf is as wide as the drawing, but never narrower than a small terminal.
const SHELF_MIN: i32 = 78;

/// Blank rows between drawing and shelf: so much the drawing can grow before the shelf has to move.
const SHELF_GAP: i32 = 3;

/// The name of the shelf's row among those of the vertices, none of which begins like this.
const SHELF_NAME: &str = "\u{0}shelf";
const TITLES: [&str; 5] = ["SOURCES", "COLLECT", "HUBS", "ACTIVATE", "REPORT"];

struct Placing<'a> {
    input: &'a In,
    links: &'a Links,
    settled: &'a Settled,
    /// The pieces of each channel.
    pieces: Vec<Vec<usize>>,
    channels: Vec<Channel>,
    /// The text to be shown at each link.
    texts: Vec<Option<String>>,
    /// Cells at the left and the right of each channel that are kept for labels.
    margins: Vec<[i32; 2]>,
    layout: Layout,
}

pub(super) fn place(
    input: &In,
    links: &Links,
    ranks: &Ranks,
    settled: &Settled,
    prev: Option<&Prev>,
) -> Layout {
    let mut pieces = vec![Vec::new(); ranks.len()];
    for (index, piece) in settled.bundles.pieces.iter().enumerate() {
        pieces[piece.gap].push(index);
    }
    let mut placing = Placing {
        input,
        links,
        settled,
        pieces,
        channels: Vec::new(),
        texts: Vec::new(),
        margins: Vec::new(),
        layout: Layout { box_of: vec![None; input.nodes.len()], ..Layout::default() },
    };
    placing.route_all();
    placing.fit_labels();
    placing.wire_nets();
    placing.put_columns(ranks);
    for gap in 0..ranks.len() {
        placing.put_channel(gap);
    }
    placing.measure();
    placing.put_shelf(prev.and_then(|it| it.places.get(SHELF_NAME)).map(|it| it.1));
    placing.remember(ranks);
    let mut layout = placing.layout;
    layout.notes.extend(links.notes.iter().cloned());
    layout.notes.sort();
    layout
}

impl Placing<'_> {
    fn route_all(&mut self) {
        let bundles = &self.settled.bundles;
        for pieces in &self.pieces {
            let pins: Vec<Pins> = pieces
                .iter()
                .map(|&piece| {
                    let piece = &bundles.pieces[piece];
                    let mut rows = [Vec::new(), Vec::new()];
                    for end in piece.entry..piece.last {
                        rows[bundles.ends[end].side.at()].push(self.settled.row(end));
                    }
                    for side in &mut rows {
                        side.sort_unstable();
                    }
                    Pins {
                        rows,
                        entry: self.settled.row(piece.entry),
                        entry_side: bundles.ends[piece.entry].side,
                    }
                })
                .collect();
            self.channels.push(route(&pins));
        }
    }

    /// Decides which labels are shown and how much room they take.
    fn fit_labels(&mut self) {
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
        margins
    }

    /// The first and the last track that is in use, for each row of a channel.
    fn busy_tracks(&self, gap: usize) -> Vec<[i32; 2]> {
        let channel = &self.channels[gap];
        let mut busy = vec![[channel.tracks, -1]; index(channel.bottom) + 1];
        for (piece, path) in self.pieces[gap].iter().zip(&channel.paths) {
            let piece = &self.settled.bundles.pieces[*piece];
            let (tracks, row) = match *path {
                Path::Straight => continue,
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
    fn label_at(&self, end: usize) -> Option<&String> {
        let bundles = &self.settled.bundles;
        let it = &bundles.ends[end];
        let net = &bundles.nets[bundles.pieces[it.piece].net];
        let is_box = bundles.vertices[it.vertex].passing.is_none();
        self.texts[net.members[it.first]].as_ref().filter(|_| is_box)
    }

    fn channel_width(&self, gap: usize) -> i32 {
        if self.pieces[gap].is_empty() {
            return if gap + 1 == self.pieces.len() { 0 } else { CHANNEL_MIN };
        }
        let [left, right] = self.margins[gap];
        (self.channels[gap].tracks + left + right + 2).max(CHANNEL_MIN)
    }

    fn text_width(&self, node: usize) -> i32 {
        let given = &self.input.nodes[self.links.nodes[node].node];
        let rows = index(self.links.nodes[node].rows);
        let widest = given.lines.iter().take(rows).map(|it| measure(it)).max().unwrap_or(0);
        // A box that says nothing still has to be seen, and what is set into its border in full.
        let badges = given.badges.iter().flatten().map(|it| measure(it)).sum::<usize>();
        cells(widest.clamp(1, usize::from(self.input.options.text_max).max(1)).max(badges))
    }

    fn column_width(&self, column: usize) -> i32 {
        let boxes = self.settled.order[column].iter();
        let boxes = boxes.filter(|it| self.settled.bundles.vertices[**it].passing.is_none());
        boxes.map(|&it| self.text_width(it)).max().unwrap_or(0) + FRAME
    }

    fn width(&self) -> i32 {
        (0..self.pieces.len()).map(|it| self.column_width(it) + self.channel_width(it)).sum()
    }

    fn wire_nets(&mut self) {
        let node = |it: usize| self.links.nodes[it].node;
        let mut hubs = vec![0; self.links.all.len()];
        for net in &self.settled.bundles.nets {
            for &member in &net.members {
                hubs[member] = net.hub;
            }
            self.layout.nets.push(Wiring { class: net.class, members: net.members.clone() });
        }
        for (index, link) in self.links.all.iter().enumerate() {
            let hub = hubs[index];
            let ends = [node(hub), node(other(self.links, index, hub))];
            self.layout.links.push(DrawnLink { keys: link.keys.clone(), ends });
        }
    }

    fn put_columns(&mut self, ranks: &Ranks) {
        let mut x = 0;
        for column in 0..ranks.len() {
            let width = self.column_width(column);
            let stage = ranks.stage(column);
            let title = stage.map_or(String::new(), |it| {
                let at = usize::from(it);
                let given = self.input.options.titles.get(at).map(String::as_str);
                let known = given.or_else(|| TITLES.get(at).copied());
                known.map_or_else(|| format!("STAGE {}", at + 1), str::to_owned)
            });
            self.layout.columns.push(Column { x, width, stage, title });
            let mut strip = Strip { x, width, ..Strip::default() };
            for &vertex in &self.settled.order[column] {
                self.put_vertex(vertex, &mut strip);
            }
            self.layout.strips.push(strip);
            x += width + self.channel_width(column);
        }
    }

    fn put_vertex(&mut self, vertex: usize, strip: &mut Strip) {
        let bundles = &self.settled.bundles;
        let it = &bundles.vertices[vertex];
        let y = self.settled.rows[vertex];
        let [left, right] = &bundles.at[vertex];
        if it.passing.is_some() {
            // What passes is what leaves on the side away from the hub.
            let end = left
                .iter()
                .chain(right)
                .find(|&&end| bundles.pieces[bundles.ends[end].piece].entry == end);
            if let Some(&end) = end {
                let members = self.members(end);
                let (x0, x1) = (strip.x, strip.x + strip.width - 1);
                strip.runs.push(Run { y, x0, x1, open: [true; 2], members });
            }
            return;
        }
        let ports = [left, right].map(|side| {
            let mut rows: Vec<i32> = side.iter().map(|&it| self.settled.row(it)).collect();
            rows.sort_unstable();
            rows
        });
        let rect = [strip.x, y, strip.width, it.height];
        strip.boxes.push(self.layout.boxes.len());
        let trunks = [left, right].map(|side| {
            side.iter()
                .filter(|it| self.is_two_way_trunk(**it))
                .map(|&it| self.settled.row(it))
                .collect()
        });
        self.put_box(vertex, rect, [ports, trunks]);
    }

    /// Several lines begin here that lead in both directions.
    fn is_two_way_trunk(&self, end: usize) -> bool {
        let bundles = &self.settled.bundles;
        let piece = &bundles.pieces[bundles.ends[end].piece];
        let net = &bundles.nets[piece.net];
        piece.entry == end && net.heads == Heads::Both && net.members.len() > 1
    }

    fn put_box(
        &mut self,
        source: usize,
        [x, y, w, h]: [i32; 4],
        [ports, trunks]: [[Vec<i32>; 2]; 2],
    ) {
        let source = &self.links.nodes[source];
        self.layout.box_of[source.node] = Some(self.layout.boxes.len());
        let loops = source.loops.clone();
        self.layout.boxes.push(PlacedBox { x, y, w, h, node: source.node, loops, ports, trunks });
    }

    fn members(&self, end: usize) -> Members {
        let bundles = &self.settled.bundles;
        let it = &bundles.ends[end];
        Members { net: bundles.pieces[it.piece].net, first: it.first, last: it.last }
    }

    fn put_channel(&mut self, gap: usize) {
        let column = &self.layout.columns[gap];
        let x = column.x + column.width;
        let mut strip = Strip { x, width: self.channel_width(gap), ..Strip::default() };
        for (place, &piece) in self.pieces[gap].iter().enumerate() {
            let first_track = x + 1 + self.margins[gap][0];
            let path = self.channels[gap].paths[place];
            self.put_path(piece, path, first_track, &mut strip);
            self.put_ends(piece, &mut strip);
        }
        strip.runs.sort_by_key(|it| (it.y, it.x0));
        strip.trunks.sort_by_key(|it| (it.x, it.y0));
        self.layout.strips.push(strip);
    }

    fn put_path(&self, piece: usize, path: Path, first_track: i32, strip: &mut Strip) {
        let piece = &self.settled.bundles.pieces[piece];
        let (left, right) = (strip.x, strip.x + strip.width - 1);
        let xs = match path {
            Path::Straight => {
                let (y, members) = (self.settled.row(piece.entry), self.members(piece.entry));
                strip.runs.push(Run { y, x0: left, x1: right, open: [true; 2], members });
                return;
            }
            Path::Bent { track } => [first_track + track; 2],
            Path::Split { tracks, .. } => tracks.map(|it| first_track + it),
        };
        let mut exits = [Vec::new(), Vec::new()];
        for end in piece.entry..piece.last {
            let (y, members) = (self.settled.row(end), self.members(end));
            let side = self.settled.bundles.ends[end].side;
            strip.runs.push(match side {
                Side::Left => Run { y, x0: left, x1: xs[0], open: [true, false], members },
                Side::Right => Run { y, x0: xs[1], x1: right, open: [false, true], members },
            });
            if end != piece.entry {
                exits[side.at()].push((y, members));
            }
        }
        let entry = self.settled.row(piece.entry);
        let net = piece.net;
        let Path::Split { row, .. } = path else {
            strip.trunks.push(trunk(xs[0], net, entry, exits.concat()));
            return;
        };
        let near = self.settled.bundles.ends[piece.entry].side;
        let far = near.opposite();
        let crossing = Members {
            net,
            first: exits[far.at()].iter().map(|it| it.1.first).min().unwrap_or(0),
            last: exits[far.at()].iter().map(|it| it.1.last).max().unwrap_or(0),
        };
        strip.runs.push(Run { y: row, x0: xs[0], x1: xs[1], open: [false; 2], members: crossing });
        exits[near.at()].push((row, crossing));
        let [left, right] = exits;
        let entries = if near == Side::Left { [entry, row] } else { [row, entry] };
        strip.trunks.push(trunk(xs[0], net, entries[0], left));
        strip.trunks.push(trunk(xs[1], net, entries[1], right));
    }

    /// Arrowheads and labels where the piece meets boxes.
    fn put_ends(&self, piece: usize, strip: &mut Strip) {
        let bundles = &self.settled.bundles;
        let piece = &bundles.pieces[piece];
        let heads = bundles.nets[piece.net].heads;
        for end in piece.entry..piece.last {
            let it = &bundles.ends[end];
            if bundles.vertices[it.vertex].passing.is_some() {
                continue;
            }
            let (y, members, side) = (self.settled.row(end), self.members(end), it.side);
            let x = if side == Side::Left { strip.x } else { strip.x + strip.width - 1 };
            let wanted = match heads {
                Heads::Members => end != piece.entry,
                Heads::Hub => end == piece.entry,
                Heads::Both => true,
            };
            if wanted {
                strip.heads.push(Head { x, y, side, members });
            }
            if end != piece.entry
                && let Some(text) = self.label_at(end)
            {
                let width = cells(measure(text));
                let x = if side == Side::Left { x + 2 } else { x - 1 - width };
                strip.tags.push(Tag { x, y, text: text.clone(), width, members });
            }
        }
    }

    fn measure(&mut self) {
        self.layout.strips.sort_by_key(|it| it.x);
        let strips = self.layout.strips.iter();
        self.layout.width = strips.map(|it| it.x + it.width).max().unwrap_or(0);
        let boxes = self.layout.boxes.iter().map(|it| it.y + it.h);
        let runs = self.layout.strips.iter().flat_map(|it| &it.runs).map(|it| it.y + 1);
        self.layout.height = boxes.chain(runs).max().unwrap_or(0);
    }

    /// Nodes without links stand in a grid below the drawing, where it was before if that is still free.
    fn put_shelf(&mut self, before: Option<i32>) {
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

    fn remember(&mut self, ranks: &Ranks) {
        let mut places = BTreeMap::new();
        let bundles = &self.settled.bundles;
        for (column, vertices) in self.settled.order.iter().enumerate() {
            for &vertex in vertices {
                let name = bundles.name(vertex, self.links, ranks);
                places.insert(name, (ranks.code(column), self.settled.rows[vertex]));
            }
        }
        if let Some(shelf) = self.layout.shelf {
            places.insert(SHELF_NAME.to_owned(), (0, shelf.y));
        }
        let mut hubs: BTreeMap<[String; 2], Vec<(super::Class, bool)>> = BTreeMap::new();
        for net in &bundles.nets {
            for link in net.members.iter().map(|&it| &self.links.all[it]) {
                let is_from = net.hub == link.from;
                hubs.entry(link.names(self.links)).or_default().push((link.class, is_from));
            }
        }
        self.layout.anchor = Prev { places, hubs, plan: super::Plan::default() };
    }
}

fn trunk(x: i32, net: usize, entry: i32, mut exits: Vec<(i32, Members)>) -> Trunk {
    exits.sort_by_key(|it| it.0);
    let rows = || exits.iter().map(|it| it.0).chain([entry]);
    let (y0, y1) = (rows().min().unwrap_or(entry), rows().max().unwrap_or(entry));
    Trunk { x, y0, y1, net, entry, exits }
}
