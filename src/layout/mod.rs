//! Turns a graph into boxes and wires on a grid of terminal cells.
//!
//! It knows no stack, no colours and no terminal: names in, cells out, the same bytes for the same input.

mod board;
mod bundles;
mod channel;
mod columns;
mod frames;
mod glyphs;
mod links;
mod monsters;
mod order;
mod paint;
mod place;
mod plans;
mod polish;
mod query;
mod rows;
mod shapes;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use self::bundles::{Bundles, Bundling, Side, bundle};
use self::channel::{Channel, route};
use self::columns::{Depth, Ranks, rank};
use self::frames::Frames;
pub(crate) use self::glyphs::{Glyphs, legend};
use self::links::{Links, link};
use self::monsters::monsters;
use self::order::order;
pub(crate) use self::paint::{
    BoxPaint, CellSink, Emphasis, Light, Paint, Shine, View, paint, to_text,
};
use self::place::place;
use self::plans::{
    KINDS, POLISHED_MAX, POLISHED_SIZE_MAX, POLISHES_MAX, Plan, kinds, thorough, tries,
};
pub(crate) use self::query::{Metrics, Towards};
use self::rows::settle;
pub(crate) use self::shapes::{Shapes, Stroke};

/// What to draw.
#[derive(Debug, Clone, Default)]
pub(crate) struct In {
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    pub options: Options,
}

/// One box. The text is expected to be free of control characters; it is cut, never wrapped.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// Stable over edits: ties are broken by it and positions are kept by it.
    pub key: String,
    /// The first line is the name, further lines are details.
    pub lines: Vec<String>,
    /// 0 source, 1 collect, 2 hub, 3 activate, 4 report; higher numbers make further columns.
    pub stage: Option<u8>,
    pub style: NodeStyle,
    /// The title of what it belongs to: members that stand together get a frame.
    pub group: Option<String>,
    /// Set into the left and the right of the lower border.
    pub badges: [Option<String>; 2],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum NodeStyle {
    #[default]
    Normal,
    Alert,
    Warn,
    Added,
    Removed,
    Changed,
    Ghost,
}

/// One connection. Several may end up in one drawn line; each is still found by its own key.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    pub key: u32,
    pub from: usize,
    pub to: usize,
    pub class: Class,
    pub both_ways: bool,
    pub label: Option<String>,
}

/// How a line is drawn. Lines of different classes never share a trunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Class {
    #[default]
    Ok,
    Scheduled,
    Manual,
    Fragile,
    Degraded,
    Broken,
    Added,
    Removed,
    Missing,
}

#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// Boxes with the name only, or with every line.
    pub detail: Detail,
    pub labels: Labels,
    /// Blank rows between two boxes of one column.
    pub row_gap: u16,
    /// Longest text of a box in cells; longer text is cut.
    pub text_max: u16,
    /// Longest label in cells; a longer one is a number on the line and words in the legend.
    pub label_max: u16,
    /// The width that would be nice: labels give way to it, and the shelf is wrapped to it.
    pub width_hint: Option<u16>,
    /// Names of the stages in place of the usual ones.
    pub titles: Vec<String>,
    pub effort: Effort,
    pub tags: Tags,
}

impl Default for Options {
    fn default() -> Self {
        // 24 cells hold nearly every product name; 14 is what a label may cost before the gaps between the
        // columns become wider than the columns.
        Self {
            detail: Detail::Compact,
            labels: Labels::Off,
            row_gap: 0,
            text_max: 24,
            label_max: 14,
            width_hint: None,
            titles: Vec::new(),
            effort: Effort::Thorough,
            tags: Tags::WhenCrowded,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Detail {
    #[default]
    Compact,
    Cards,
}

/// How many drawings are tried before the best of them is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Effort {
    #[default]
    Thorough,
    /// No more than somebody who has pressed a key waits for.
    Quick,
}

/// Whether the lines of hubs may be drawn as tags with the other end's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tags {
    /// Where too many lines cross and a node has more lines than can be told apart.
    #[default]
    WhenCrowded,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Labels {
    #[default]
    Off,
    /// Shown unless the drawing would grow wider than the hint.
    WhenTheyFit,
    Always,
}

/// Where everything was in an earlier layout, and how it was bundled, so that an edit moves only what it must.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Prev {
    /// Column and row of every vertex, by its name.
    places: BTreeMap<String, (u16, i32)>,
    /// For the two ends of every link, whether it was bundled at the first, and at which side of it.
    hubs: BTreeMap<[String; 2], Vec<(Class, bool, Side)>>,
    /// Nodes whose lines were tags.
    tagged: BTreeSet<String>,
    plan: Plan,
}

/// Where everything is. Cells count from the top left corner.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layout {
    pub width: i32,
    pub height: i32,
    pub boxes: Vec<PlacedBox>,
    pub columns: Vec<Column>,
    pub frames: Vec<PlacedFrame>,
    pub shelf: Option<Shelf>,
    pub notes: Vec<Note>,
    /// The legend of labels that lines bear as numbers.
    pub numbered: Vec<Numbered>,
    /// The width that the drawing would have with labels, where that was more than the hint.
    pub labels_need: Option<i32>,
    /// Columns and channels from left to right.
    strips: Vec<Strip>,
    /// The slots of the shelf from left to right.
    shelf_strips: Vec<Strip>,
    nets: Vec<Wiring>,
    links: Vec<DrawnLink>,
    /// Index into `boxes` for each node of the input.
    box_of: Vec<Option<usize>>,
    anchor: Prev,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlacedBox {
    pub x: i32,
    pub y: i32,
    pub w: i32,
    pub h: i32,
    pub node: usize,
    /// Keys of the edges that leave and enter this same node.
    pub loops: Vec<u32>,
    /// Rows of the wires that meet the left and the right side.
    ports: [Vec<i32>; 2],
    /// Those of them at which a trunk begins that is joined in both directions.
    trunks: [Vec<i32>; 2],
}

/// A frame around boxes of one group. It lies within one column, and lines may cross its sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlacedFrame {
    pub rect: Rect,
    /// Set into the upper border, at most as wide as it.
    pub title: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rect {
    pub x: i32,
    pub y: i32,
    pub w: i32,
    pub h: i32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub x: i32,
    pub width: i32,
    /// The stage of all nodes in it; nothing when the input has no stages at all.
    pub stage: Option<u8>,
    pub title: String,
}

/// The grid below the drawing for tools without any connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shelf {
    /// Row of its caption.
    pub y: i32,
    pub boxes: usize,
}

impl Shelf {
    /// The words above it.
    pub(crate) fn caption(self) -> String {
        format!("not connected ({})", self.boxes)
    }
}

/// An entry of the legend of labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Numbered {
    /// As it is written on the lines.
    pub number: usize,
    /// In full; of several edges that are one line, all that they say.
    pub text: String,
    pub edges: Vec<u32>,
}

/// What the drawing does not show as it was asked to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Note {
    /// An edge names a node that is not there.
    EdgeWithoutEnd { edge: u32 },
    /// Several edges are one line.
    Merged { edges: Vec<u32> },
    /// These lines are drawn as tags at both ends.
    Tagged { edges: Vec<u32> },
    /// There was no room for the label of this line, nor for a number in its place.
    LabelsHidden { edges: Vec<u32> },
}

/// A vertical slice of the drawing, either one column or the channel between two.
#[derive(Debug, Clone, Default)]
struct Strip {
    x: i32,
    width: i32,
    /// Indices into `Layout::boxes`, from top to bottom.
    boxes: Vec<usize>,
    /// Sorted by row.
    runs: Vec<Run>,
    trunks: Vec<Trunk>,
    heads: Vec<Head>,
    tags: Vec<Tag>,
}

/// Members `first..last` of a net.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Members {
    net: usize,
    first: usize,
    last: usize,
}

/// A horizontal piece of wire from `x0` to `x1` inclusive; an open end goes on in the neighbouring cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    y: i32,
    x0: i32,
    x1: i32,
    open: [bool; 2],
    members: Members,
}

/// A vertical piece of wire: what comes in at the row `entry` leaves at the rows of the exits.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Trunk {
    x: i32,
    y0: i32,
    y1: i32,
    net: usize,
    entry: i32,
    /// Sorted by row.
    exits: Vec<(i32, Members)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Head {
    x: i32,
    y: i32,
    side: Side,
    members: Members,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Tag {
    x: i32,
    y: i32,
    text: String,
    width: i32,
    members: Members,
}

/// The lines that run together from or to one node.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wiring {
    class: Class,
    tagged: bool,
    /// Indices into `Layout::links`.
    members: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct DrawnLink {
    keys: Vec<u32>,
    /// Input nodes, the hub of the net first.
    ends: [usize; 2],
}

impl Layout {
    /// What a later layout needs to keep everything where it is.
    pub(crate) fn anchor(&self) -> Prev {
        self.anchor.clone()
    }
}

/// Lays out the graph; with an earlier layout, every node keeps its column and row where it can.
pub(crate) fn layout(input: &In, prev: Option<&Prev>) -> Layout {
    let mut links = link(input);
    if let Some(prev) = prev.filter(|it| it.is_of_use(&links)) {
        links.tag(|it| prev.tagged.contains(&it.key));
        return draw(input, &links, prev.plan, Some(prev));
    }
    let drawing = best(input, &links);
    match input.options.tags {
        Tags::WhenCrowded if drawing.is_crowded() => {
            let monsters = monsters(&drawing, &links);
            let is_any = links.tag(|it| monsters.contains(&it.key));
            if is_any { best(input, &links) } else { drawing }
        }
        Tags::WhenCrowded | Tags::Never => drawing,
    }
}

/// The easiest to read of some drawings; of equal ones the first.
fn best(input: &In, links: &Links) -> Layout {
    let draw = |plan| draw(input, links, plan, None);
    match input.options.effort {
        Effort::Thorough => {
            // Whoever can wait gets the labels that there is room for.
            let cost = |it: &Layout| (it.labels_need.is_some(), it.effort());
            let mut drawn: Vec<Layout> = thorough(links).into_iter().map(draw).collect();
            drawn.sort_by_key(cost);
            let is_small = links.nodes.len() + links.all.len() <= POLISHED_SIZE_MAX;
            let count = if is_small { POLISHED_MAX } else { 0 };
            let plans: Vec<Plan> = drawn.iter().take(count).map(|it| it.anchor.plan).collect();
            let polished = plans.into_iter().map(|it| draw_polished(input, links, it));
            drawn.into_iter().take(1).chain(polished).min_by_key(cost).unwrap_or_default()
        }
        Effort::Quick => {
            let tries = tries(links);
            let kinds = kinds(links).into_iter().take(tries).map(draw);
            let Some(first) = kinds.min_by_key(Layout::effort) else { return Layout::default() };
            let plan = first.anchor.plan;
            let more = 1..=tries.saturating_sub(KINDS);
            let more = more.map(|seed| draw(Plan { seed, ..plan }));
            std::iter::once(first).chain(more).min_by_key(Layout::effort).unwrap_or_default()
        }
    }
}

impl Prev {
    /// Where most nodes are new there is little to keep, and much to gain from a fresh start.
    fn is_of_use(&self, links: &Links) -> bool {
        let drawn = || links.nodes.iter().filter(|it| it.part.is_some());
        drawn().filter(|it| self.places.contains_key(&it.key)).count() * 2 >= drawn().count()
    }
}

/// The drawing of a plan, with neighbours swapped as long as that makes it easier to read.
fn draw_polished(input: &In, links: &Links, plan: Plan) -> Layout {
    let ranks = rank(links, plan.depth, None);
    let bundles = bundle(links, &ranks, plan.bundling, None);
    let known = Known { links, old: None };
    let mut order = order(&bundles, &known, plan.seed);
    let mut best: Option<Layout> = None;
    for _ in 0..POLISHES_MAX {
        let frames = Frames::of(&bundles, links, &order);
        let mut settled = settle(bundles.clone(), order, frames, &known);
        let mut drawing = place(input, links, &ranks, &settled, None);
        drawing.anchor.plan = plan;
        let is_better = best.as_ref().is_none_or(|it| drawing.effort() < it.effort());
        if is_better {
            best = Some(drawing);
        }
        if !settled.swap_neighbours(links) {
            break;
        }
        order = settled.order;
    }
    best.unwrap_or_default()
}

fn draw(input: &In, links: &Links, plan: Plan, prev: Option<&Prev>) -> Layout {
    let ranks = rank(links, plan.depth, prev);
    let bundles = bundle(links, &ranks, plan.bundling, prev);
    let old = prev.map(|it| old_rows(&bundles, links, &ranks, it));
    let known = Known { links, old };
    let order = order(&bundles, &known, plan.seed);
    let frames = Frames::of(&bundles, links, &order);
    let settled = settle(bundles, order, frames, &known);
    let mut drawing = place(input, links, &ranks, &settled, prev);
    drawing.anchor.plan = plan;
    drawing
}

/// The rows of an earlier layout, as far as each vertex was in it and in the same column.
fn old_rows(bundles: &Bundles, links: &Links, ranks: &Ranks, prev: &Prev) -> Vec<Option<i32>> {
    let row = |vertex: usize| {
        let drawn = links.nodes.get(vertex).is_none_or(|it| it.part.is_some());
        let code = drawn.then(|| ranks.code(bundles.vertices[vertex].column))?;
        let old = prev.places.get(&bundles.name(vertex, links, ranks));
        old.filter(|it| it.0 == code).map(|it| it.1)
    };
    (0..bundles.vertices.len()).map(row).collect()
}

/// What is known before rows are given out.
struct Known<'a> {
    links: &'a Links,
    /// The old rows of all vertices, if there is an earlier layout.
    old: Option<Vec<Option<i32>>>,
}

/// A count or an index as a coordinate.
fn cells(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// A coordinate as an index; what is left of the origin is the origin.
fn index(coordinate: i32) -> usize {
    usize::try_from(coordinate).unwrap_or(0)
}
