//! Lines of hubs that too much is connected to: a short piece with the other end's name, at both ends.

use std::collections::BTreeSet;

use super::Placing;
use crate::layout::bundles::Heads;
use crate::layout::words::{cut, measure};
use crate::layout::{Head, Run, Side, Strip, Tag, cells};

/// Longest name in a tag, in cells; the rest of it is read at the box.
const NAME_MAX: usize = 12;
/// A head towards the box, a piece of line, and a head towards the tag.
const STUB: i32 = 3;

impl Placing<'_> {
    /// What each tagged node is called in tags: as it is named, with a number where that would not tell it apart.
    pub(super) fn name_tagged(&mut self) {
        let mut names: Vec<Option<String>> = vec![None; self.links.nodes.len()];
        let mut taken = BTreeSet::new();
        for (node, source) in self.links.nodes.iter().enumerate().filter(|it| it.1.tagged) {
            let lines = &self.input.nodes[source.node].lines;
            let base = cut(lines.first().map_or("", String::as_str), NAME_MAX);
            let numbered = (2..).map(|it| format!("{base} {it}"));
            let mut all = std::iter::once(base.clone()).filter(|it| !it.is_empty()).chain(numbered);
            names[node] = all.find(|it| taken.insert(it.clone()));
        }
        self.names = names;
    }

    /// The text at a tagged end: the hub's name at a member, how many lines at the hub.
    fn stub_text(&self, end: usize) -> String {
        let bundles = &self.settled.bundles;
        let it = &bundles.ends[end];
        let net = &bundles.nets[bundles.pieces[it.piece].net];
        let name = self.names[net.hub].as_deref().unwrap_or_default();
        if it.vertex == net.hub {
            let first = self.input.nodes[self.links.nodes[net.hub].node].lines.first();
            let count = net.members.len();
            let tags = if count == 1 { "tag" } else { "tags" };
            return match first {
                Some(line) if line == name => format!("[{count} {tags}]"),
                _ => format!("[{count} {tags}: {name}]"),
            };
        }
        let label = self.texts[net.members[it.first]].as_deref().unwrap_or_default();
        let space = if label.is_empty() { "" } else { " " };
        match it.side {
            Side::Left => format!("[{name}]{space}{label}"),
            Side::Right => format!("{label}{space}[{name}]"),
        }
    }

    /// Cells that a tagged end takes in its channel.
    pub(super) fn stub_width(&self, end: usize) -> i32 {
        STUB + cells(measure(&self.stub_text(end)))
    }

    pub(super) fn put_stub(&self, end: usize, strip: &mut Strip) {
        let bundles = &self.settled.bundles;
        let it = &bundles.ends[end];
        let net = &bundles.nets[bundles.pieces[it.piece].net];
        let (y, members, side) = (self.settled.row(end), self.members(end), it.side);
        let text = self.stub_text(end);
        let width = cells(measure(&text));
        let right = strip.x + strip.width - 1;
        let (x0, x1, text_x, head_x) = match side {
            Side::Left => (strip.x, strip.x + STUB + width - 1, strip.x + STUB, strip.x + STUB - 1),
            Side::Right => {
                let text_x = right - STUB - width + 1;
                (text_x, right, text_x, right - STUB + 1)
            }
        };
        let open = [side == Side::Left, side == Side::Right];
        strip.runs.push(Run { y, x0, x1, open, members });
        strip.tags.push(Tag { x: text_x, y, text, width, members });
        let leads_away = match net.heads {
            Heads::Members => it.vertex == net.hub,
            Heads::Hub => it.vertex != net.hub,
            Heads::Both => true,
        };
        if leads_away {
            strip.heads.push(Head { x: head_x, y, side: side.opposite(), members });
        }
    }
}
