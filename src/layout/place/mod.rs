//! Turns columns, rows and tracks into the boxes and wires of the finished layout.

mod labels;
mod shelf;
mod stubs;

use std::collections::BTreeMap;

use super::bundles::{Heads, other};
use super::channel::{Path, Pins};
use super::rows::Settled;
use super::words::{cut, measure};
use super::{
    Channel, Column, DrawnLink, Head, In, Layout, Links, Members, Note, PlacedBox, PlacedFrame,
    Prev, Ranks, Rect, Run, Side, Strip, Tag, Trunk, Wiring, cells, index, route,
};

/// A channel needs a cell for the line at each side, and one between them lets the eye rest.
const CHANNEL_MIN: i32 = 3;
/// Border and one blank at both sides of the text.
const FRAME: i32 = 4;
/// A frame's side and a blank between it and the boxes, at both sides of a column.
const INSET: i32 = 2;

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
    /// What tagged nodes are called in tags.
    names: Vec<Option<String>>,
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
        names: Vec::new(),
        margins: Vec::new(),
        layout: Layout { box_of: vec![None; input.nodes.len()], ..Layout::default() },
    };
    placing.name_tagged();
    placing.route_all();
    placing.fit_labels();
    placing.wire_nets();
    placing.put_columns(ranks);
    for gap in 0..ranks.len() {
        placing.put_channel(gap);
    }
    placing.put_frames();
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
        let widest = boxes.map(|&it| self.text_width(it)).max().unwrap_or(0) + FRAME;
        widest + 2 * self.inset(column)
    }

    /// How far the boxes of a column stand back from its sides.
    fn inset(&self, column: usize) -> i32 {
        if self.settled.frames.is_in_column(column) { INSET } else { 0 }
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
            let (class, tagged) = (net.class, net.tagged);
            self.layout.nets.push(Wiring { class, tagged, members: net.members.clone() });
            if tagged {
                let keys =
                    net.members.iter().flat_map(|&it| self.links.all[it].keys.iter().copied());
                self.layout.notes.push(Note::Tagged { edges: keys.collect() });
            }
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
            let inset = self.inset(column);
            for &vertex in &self.settled.order[column] {
                self.put_vertex(vertex, inset, &mut strip);
            }
            strip.runs.sort_by_key(|it| (it.y, it.x0));
            self.layout.strips.push(strip);
            x += width + self.channel_width(column);
        }
    }

    fn put_vertex(&mut self, vertex: usize, inset: i32, strip: &mut Strip) {
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
        let rect = [strip.x + inset, y, strip.width - 2 * inset, it.height];
        if inset > 0 {
            for &end in left.iter().chain(right) {
                self.put_across_inset(end, inset, strip);
            }
        }
        strip.boxes.push(self.layout.boxes.len());
        let trunks = [left, right].map(|side| {
            side.iter()
                .filter(|it| self.is_two_way_trunk(**it))
                .map(|&it| self.settled.row(it))
                .collect()
        });
        self.put_box(vertex, rect, [ports, trunks]);
    }

    /// Where boxes stand back, their lines reach over the frame to them.
    fn put_across_inset(&self, end: usize, inset: i32, strip: &mut Strip) {
        let (y, members) = (self.settled.row(end), self.members(end));
        let right = strip.x + strip.width - 1;
        // The left end of a channel is at the right side of the box.
        let (x0, x1, head) = match self.settled.bundles.ends[end].side {
            Side::Left => (right - inset + 1, right, right - inset + 1),
            Side::Right => (strip.x, strip.x + inset - 1, strip.x + inset - 1),
        };
        strip.runs.push(Run { y, x0, x1, open: [true; 2], members });
        self.put_head(end, [head, y], strip);
    }

    fn put_head(&self, end: usize, [x, y]: [i32; 2], strip: &mut Strip) {
        let bundles = &self.settled.bundles;
        let piece = &bundles.pieces[bundles.ends[end].piece];
        let wanted = match bundles.nets[piece.net].heads {
            Heads::Members => bundles.ends[end].vertex != bundles.nets[piece.net].hub,
            Heads::Hub => bundles.ends[end].vertex == bundles.nets[piece.net].hub,
            Heads::Both => true,
        };
        if wanted {
            let (side, members) = (bundles.ends[end].side, self.members(end));
            strip.heads.push(Head { x, y, side, members });
        }
    }

    /// Several lines begin here that lead in both directions.
    fn is_two_way_trunk(&self, end: usize) -> bool {
        let bundles = &self.settled.bundles;
        let piece = &bundles.pieces[bundles.ends[end].piece];
        let net = &bundles.nets[piece.net];
        let is_hub = piece.entry == end && !net.tagged;
        is_hub && net.heads == Heads::Both && net.members.len() > 1
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
            Path::Stub => return self.put_stub(piece.entry, strip),
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
        for end in piece.entry..piece.last {
            let it = &bundles.ends[end];
            if bundles.vertices[it.vertex].passing.is_some() {
                continue;
            }
            let (y, members, side) = (self.settled.row(end), self.members(end), it.side);
            let x = if side == Side::Left { strip.x } else { strip.x + strip.width - 1 };
            if self.inset(bundles.vertices[it.vertex].column) == 0 {
                self.put_head(end, [x, y], strip);
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
        let frames = self.layout.frames.iter().map(|it| it.rect.y + it.rect.h);
        self.layout.height = boxes.chain(runs).chain(frames).max().unwrap_or(0);
    }

    fn put_frames(&mut self) {
        for segment in &self.settled.frames.segments {
            let Column { x, width, .. } = self.layout.columns[segment.column];
            let last = segment.last;
            let bottom = self.settled.rows[last] + self.settled.bundles.vertices[last].height;
            let y = self.settled.rows[segment.first] - 1;
            let rect = Rect { x, y, w: width, h: bottom + 1 - y };
            let node = self.links.nodes[segment.first].node;
            let given = self.input.nodes[node].group.as_deref().unwrap_or_default();
            // Between the corners and a blank at each side.
            let title = cut(given, index(width - 4));
            self.layout.frames.push(PlacedFrame { rect, title });
        }
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
        let mut hubs: BTreeMap<[String; 2], Vec<(super::Class, bool, Side)>> = BTreeMap::new();
        for net in &bundles.nets {
            for link in net.members.iter().map(|&it| &self.links.all[it]) {
                let is_from = net.hub == link.from;
                hubs.entry(link.names(self.links))
                    .or_default()
                    .push((link.class, is_from, net.side));
            }
        }
        let tagged = self.links.nodes.iter().filter(|it| it.tagged).map(|it| it.key.clone());
        let plan = super::Plan::default();
        self.layout.anchor = Prev { places, hubs, tagged: tagged.collect(), plan };
    }
}

fn trunk(x: i32, net: usize, entry: i32, mut exits: Vec<(i32, Members)>) -> Trunk {
    exits.sort_by_key(|it| it.0);
    let rows = || exits.iter().map(|it| it.0).chain([entry]);
    let (y0, y1) = (rows().min().unwrap_or(entry), rows().max().unwrap_or(entry));
    Trunk { x, y0, y1, net, entry, exits }
}
