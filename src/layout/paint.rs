//! Paints the visible part of a layout into cells; it says what each cell is, the theme says how that looks.

use unicode_width::UnicodeWidthStr as _;

use super::board::{Board, Cell, draw_wires, visible};
use super::glyphs::{
    EAST, Glyphs, Lit, NORTH, SOUTH, WEST, border, ellipsis, frame, head, itself, port_of_trunk,
    signs, wire,
};
use super::words::{cut, measure};
use super::{Class, In, Layout, Members, NodeStyle, PlacedBox, Rect, Side, cells, index};

/// Every so many cells a broken line shows that it is.
const BREAK_EVERY: i32 = 4;
/// Rows that are painted at once when the whole drawing becomes text.
const BAND: i32 = 512;

/// The part of the drawing to paint, in cells of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct View {
    pub x: i32,
    pub y: i32,
    pub width: u16,
    pub height: u16,
}

/// How much a node or an edge stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Light {
    Dim,
    #[default]
    Normal,
    Medium,
    Bright,
}

/// How a line stands out. Of lines that run together the brightest shows, and of those the one of the highest hue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Shine {
    pub light: Light,
    /// A number that means something to the caller alone.
    pub hue: u8,
    /// Another class than the one it was laid out in, e.g. removed: a change of style moves no line.
    pub class: Option<Class>,
}

impl Shine {
    /// Two lines in one cell; where only one of them has another class, the cell keeps that of the trunk.
    fn join(self, other: Self) -> Self {
        let (light, hue) = (self.light, self.hue).max((other.light, other.hue));
        Self { light, hue, class: self.class.filter(|_| self.class == other.class) }
    }

    pub(super) fn of_all(shines: impl Iterator<Item = Self>) -> Self {
        shines.reduce(Self::join).unwrap_or_default()
    }

    pub(super) fn with(seen: Option<Self>, other: Self) -> Self {
        seen.map_or(other, |it| it.join(other))
    }
}

/// What a cell shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paint {
    /// Border and inside of a box.
    Box(BoxPaint),
    /// A line of the box's text; the first is the name.
    BoxText {
        of: BoxPaint,
        line: usize,
    },
    /// The mark for an edge from a node to itself.
    Loop(BoxPaint),
    Edge {
        class: Class,
        shine: Shine,
    },
    Arrow {
        class: Class,
        shine: Shine,
    },
    Label {
        class: Class,
        shine: Shine,
    },
    /// What is set into the lower border of a box, e.g. how many lines lead out of the drawing.
    Badge(BoxPaint),
    /// The border of a group's frame.
    Frame,
    /// The title of a frame, or the words above the shelf.
    Caption,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BoxPaint {
    pub node: usize,
    pub style: NodeStyle,
    pub light: Light,
    pub selected: bool,
}

/// Takes the painted cells, counted from the top left corner of the view. A wide sign is put once, at its first cell.
pub(crate) trait CellSink {
    fn put(&mut self, x: u16, y: u16, glyph: &str, paint: Paint);
}

impl<F: FnMut(u16, u16, &str, Paint)> CellSink for F {
    fn put(&mut self, x: u16, y: u16, glyph: &str, paint: Paint) {
        self(x, y, glyph, paint);
    }
}

/// What the reader looks at.
pub(crate) struct Emphasis<'a> {
    pub selected_node: Option<usize>,
    /// By the caller's key of the edge.
    pub edge_shine: &'a dyn Fn(u32) -> Shine,
    pub node_light: &'a dyn Fn(usize) -> Light,
    pub glyphs: Glyphs,
}

impl Emphasis<'_> {
    /// Nothing stands out.
    pub(crate) fn none(glyphs: Glyphs) -> Self {
        Self {
            selected_node: None,
            edge_shine: &|_| Shine::default(),
            node_light: &|_| Light::Normal,
            glyphs,
        }
    }
}

/// Paints what lies in the view.
pub(crate) fn paint(
    layout: &Layout,
    input: &In,
    view: View,
    emphasis: &Emphasis<'_>,
    sink: &mut dyn CellSink,
) {
    let View { x, y, width, height } = view;
    let window = Rect { x, y, w: i32::from(width), h: i32::from(height) };
    let shines = layout
        .links
        .iter()
        .map(|it| Shine::of_all(it.keys.iter().map(|&key| (emphasis.edge_shine)(key))))
        .collect();
    let mut painter = Painter { layout, input, window, emphasis, shines, sink };
    painter.paint_frames();
    painter.paint_wires();
    painter.paint_boxes();
    painter.paint_caption();
}

/// The whole drawing as plain text.
pub(crate) fn to_text(layout: &Layout, input: &In, glyphs: Glyphs) -> String {
    let width = u16::try_from(layout.width).unwrap_or(u16::MAX);
    let mut text = String::new();
    let mut y = 0;
    while y < layout.height {
        let height = u16::try_from(BAND.min(layout.height - y)).unwrap_or(u16::MAX);
        let mut rows = vec![vec![String::from(" "); usize::from(width)]; usize::from(height)];
        let mut put = |x: u16, y: u16, glyph: &str, _: Paint| {
            let row = &mut rows[usize::from(y)];
            glyph.clone_into(&mut row[usize::from(x)]);
            for cell in row.iter_mut().skip(usize::from(x) + 1).take(glyph.width().max(1) - 1) {
                cell.clear();
            }
        };
        let view = View { x: 0, y, width, height };
        paint(layout, input, view, &Emphasis::none(glyphs), &mut put);
        for row in rows {
            text.push_str(row.concat().trim_end());
            text.push('\n');
        }
        y += BAND;
    }
    text
}

struct Painter<'a> {
    layout: &'a Layout,
    input: &'a In,
    window: Rect,
    emphasis: &'a Emphasis<'a>,
    shines: Vec<Shine>,
    sink: &'a mut dyn CellSink,
}

impl Painter<'_> {
    fn put(&mut self, x: i32, y: i32, glyph: &str, paint: Paint) {
        let (x, y) = (x - self.window.x, y - self.window.y);
        if x < 0 || y < 0 || x >= self.window.w || y >= self.window.h {
            return;
        }
        if let (Ok(x), Ok(y)) = (u16::try_from(x), u16::try_from(y)) {
            self.sink.put(x, y, glyph, paint);
        }
    }

    /// Puts text into the cells from `x` to `x + room`; a wide sign that the view cuts in half becomes a blank.
    fn put_text(&mut self, [x, y]: [i32; 2], text: &str, paint: Paint) {
        if y < self.window.y || y >= self.window.y + self.window.h {
            return;
        }
        let mut at = x;
        for grapheme in signs(text) {
            let width = cells(grapheme.width());
            let glyph = match (self.emphasis.glyphs, grapheme) {
                (Glyphs::Ascii, "…") => ellipsis(Glyphs::Ascii),
                (Glyphs::Ascii, "×") => "x",
                (Glyphs::Ascii, "◂") => "<",
                (Glyphs::Ascii, "▸") => ">",
                (Glyphs::Ascii, "▲") => "!",
                (Glyphs::Ascii | Glyphs::Unicode, it) => it,
            };
            let whole = at >= self.window.x && at + width <= self.window.x + self.window.w;
            if whole && width > 0 {
                self.put(at, y, glyph, paint);
            } else if width > 1 {
                (at..at + width).for_each(|it| self.put(it, y, " ", paint));
            }
            at += width;
        }
    }

    fn shine(&self, it: Members) -> Shine {
        let members = self.layout.nets[it.net].members.get(it.first..it.last).unwrap_or_default();
        Shine::of_all(members.iter().map(|&link| self.shines[link]))
    }

    fn paint_wires(&mut self) {
        let layout = self.layout;
        let mut board = draw_wires(layout, self.window, &self.shines);
        for strip in visible(&layout.strips, self.window) {
            for head in &strip.heads {
                if let Some(cell) = board.at(head.x, head.y) {
                    *cell = Cell::default();
                }
            }
            for tag in &strip.tags {
                for x in tag.x..tag.x + tag.width {
                    if let Some(cell) = board.at(x, tag.y) {
                        *cell = Cell::default();
                    }
                }
            }
        }
        self.paint_board(&board);
        for strip in visible(&layout.strips, self.window) {
            for it in &strip.heads {
                let shine = self.shine(it.members);
                let class = shine.class.unwrap_or(layout.nets[it.members.net].class);
                let glyph = head(self.emphasis.glyphs, class, it.side);
                self.put(it.x, it.y, glyph, Paint::Arrow { class, shine });
            }
            for tag in &strip.tags {
                let shine = self.shine(tag.members);
                let class = shine.class.unwrap_or(layout.nets[tag.members.net].class);
                self.put_text([tag.x, tag.y], &tag.text, Paint::Label { class, shine });
            }
        }
    }

    fn paint_board(&mut self, board: &Board) {
        let mut position = (self.window.x, self.window.y);
        for cell in &board.cells {
            let (x, y) = position;
            position = if x + 1 == self.window.x + self.window.w {
                (self.window.x, y + 1)
            } else {
                (x + 1, y)
            };
            let (net, dirs, shine) = match (cell.across, cell.along) {
                (None, None) => continue,
                (Some(net), Some(along)) if net == along => {
                    let along = cell.along_shine.map(|it| Shine::with(cell.across_shine, it));
                    (net, cell.dirs, along.or(cell.across_shine))
                }
                // Two nets cross: the vertical one hops over the other, unless the eye is led along the other.
                (Some(net), Some(_))
                    if cell.across_shine.map(|it| it.light)
                        > cell.along_shine.map(|it| it.light) =>
                {
                    (net, cell.dirs & (EAST | WEST), cell.across_shine)
                }
                (_, Some(net)) => (net, cell.dirs & (NORTH | SOUTH), cell.along_shine),
                (Some(net), None) => (net, cell.dirs, cell.across_shine),
            };
            let shine = shine.unwrap_or_default();
            let class = shine.class.unwrap_or(self.layout.nets[net].class);
            let lit = if shine.light == Light::Bright { Lit::Yes } else { Lit::No };
            let line = dirs & (NORTH | SOUTH) == 0 || dirs & (EAST | WEST) == 0;
            let between =
                class == Class::Broken && line && (x + 2 * y).rem_euclid(BREAK_EVERY) != 0;
            let drawn = if between { Class::Ok } else { class };
            let glyph = wire(self.emphasis.glyphs, drawn, dirs, lit);
            self.put(x, y, glyph, Paint::Edge { class, shine });
        }
    }

    /// Frames lie below everything else.
    fn paint_frames(&mut self) {
        let layout = self.layout;
        let glyphs = self.emphasis.glyphs;
        let (left, top) = (self.window.x, self.window.y);
        let (right, bottom) = (left + self.window.w - 1, top + self.window.h - 1);
        for it in &layout.frames {
            let Rect { x, y, w, h } = it.rect;
            let (last_x, last_y) = (x + w - 1, y + h - 1);
            if x > right || last_x < left || y > bottom || last_y < top {
                continue;
            }
            for row in y.max(top)..=last_y.min(bottom) {
                let is_border = row == y || row == last_y;
                let step = if is_border { 1 } else { (w - 1).max(1) };
                for at in (x..=last_x).step_by(index(step)) {
                    let vertical = if row == y { SOUTH } else { NORTH };
                    let dirs = match (is_border, at == x, at == last_x) {
                        (true, true, _) => vertical | EAST,
                        (true, _, true) => vertical | WEST,
                        (true, false, false) => EAST | WEST,
                        (false, true, _) => NORTH | SOUTH | EAST,
                        (false, false, _) => NORTH | SOUTH | WEST,
                    };
                    self.put(at, row, frame(glyphs, dirs), Paint::Frame);
                }
            }
            self.put_text([x + 1, y], &format!(" {} ", it.title), Paint::Caption);
        }
    }

    fn paint_boxes(&mut self) {
        let layout = self.layout;
        for strips in [&layout.strips, &layout.shelf_strips] {
            for strip in visible(strips, self.window) {
                let first = strip.boxes.partition_point(|&it| {
                    layout.boxes[it].y + layout.boxes[it].h <= self.window.y
                });
                let bottom = self.window.y + self.window.h;
                for &it in strip.boxes.iter().skip(first) {
                    if layout.boxes[it].y >= bottom {
                        break;
                    }
                    self.paint_box(&layout.boxes[it]);
                }
            }
        }
    }

    fn paint_box(&mut self, it: &PlacedBox) {
        let node = &self.input.nodes[it.node];
        let of = BoxPaint {
            node: it.node,
            style: node.style,
            light: (self.emphasis.node_light)(it.node),
            selected: self.emphasis.selected_node == Some(it.node),
        };
        let glyphs = self.emphasis.glyphs;
        let lit = if of.selected { Lit::Yes } else { Lit::No };
        let (right, bottom) = (it.x + it.w - 1, it.y + it.h - 1);
        for y in it.y.max(self.window.y)..=bottom.min(self.window.y + self.window.h - 1) {
            for x in it.x.max(self.window.x)..=right.min(self.window.x + self.window.w - 1) {
                let edge_x = x == it.x || x == right;
                let edge_y = y == it.y || y == bottom;
                let mut dirs = 0;
                if edge_x {
                    dirs |= if y > it.y { NORTH } else { 0 } | if y < bottom { SOUTH } else { 0 };
                }
                if edge_y {
                    dirs |= if x > it.x { WEST } else { 0 } | if x < right { EAST } else { 0 };
                }
                if x == it.x && it.ports[0].binary_search(&y).is_ok() {
                    dirs |= WEST;
                }
                if x == right && it.ports[1].binary_search(&y).is_ok() {
                    dirs |= EAST;
                }
                let side = if x == it.x { Side::Left } else { Side::Right };
                let is_trunk = edge_x && it.trunks[side.at()].contains(&y);
                let glyph =
                    if is_trunk { port_of_trunk(glyphs, side) } else { border(glyphs, dirs, lit) };
                self.put(x, y, glyph, Paint::Box(of));
            }
        }
        if !it.loops.is_empty() {
            self.put(right - 1, it.y, itself(glyphs), Paint::Loop(of));
        }
        if let [Some(left), _] = &node.badges {
            self.put_text([it.x + 1, bottom], left, Paint::Badge(of));
        }
        if let [_, Some(right_text)] = &node.badges {
            let x = right - cells(measure(right_text));
            self.put_text([x, bottom], right_text, Paint::Badge(of));
        }
        let inner = it.h - 2;
        let count = node.lines.len().min(index(self.rows_of(it)));
        let first = it.y + 1 + (inner - cells(count)) / 2;
        for (line, text) in node.lines.iter().take(count).enumerate() {
            let shown = cut(text, index(it.w - 4));
            self.put_text([it.x + 2, first + cells(line)], &shown, Paint::BoxText { of, line });
        }
    }

    /// How many lines of text the box has room for.
    fn rows_of(&self, it: &PlacedBox) -> i32 {
        match self.input.options.detail {
            super::Detail::Compact => 1,
            super::Detail::Cards => it.h - 2,
        }
    }

    fn paint_caption(&mut self) {
        if let Some(shelf) = self.layout.shelf {
            self.put_text([0, shelf.y], &shelf.caption(), Paint::Caption);
        }
    }
}
