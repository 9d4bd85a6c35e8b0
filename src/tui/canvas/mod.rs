//! Painting plain data, and remembering where everything was put so that the mouse finds it.

mod columns;
mod list;
mod wrap;

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::widgets::{Block, BorderType, Clear, Widget as _};

use super::model::{Model, ScrollKey};
use super::rows::{Piece, Row, Tone};
use super::target::Target;
use super::theme::Theme;
use crate::text::{fit, width};

pub(crate) use wrap::wrap;

/// What a click does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Click {
    /// Selects in the pane; what is selected already drills in.
    Select {
        pane: usize,
        target: Target,
    },
    View(usize),
    Act(&'static str),
    /// A row of the uppermost overlay.
    Choice(usize),
    Sort {
        pane: usize,
        column: usize,
    },
    /// The drawing of the map, by the cell of it in the corner.
    Drawing {
        x: i32,
        y: i32,
    },
    /// The whole map in small.
    Minimap,
    /// Takes the click away from what lies below.
    Nothing,
}

/// What was drawn where; later entries lie above earlier ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hits {
    pub(crate) clicks: Vec<(Rect, Click)>,
    pub(crate) wheels: Vec<(Rect, ScrollKey)>,
    pub(crate) seen: BTreeMap<ScrollKey, Seen>,
}

/// How a scrolled pane was drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) offset: usize,
    pub(crate) height: usize,
    pub(crate) len: usize,
}

impl Hits {
    pub(crate) fn click_at(&self, column: u16, row: u16) -> Option<&Click> {
        let inside = |area: &Rect| area.contains((column, row).into());
        self.clicks.iter().rev().find(|(area, _)| inside(area)).map(|(_, click)| click)
    }

    pub(crate) fn wheel_at(&self, column: u16, row: u16) -> Option<ScrollKey> {
        let inside = |area: &Rect| area.contains((column, row).into());
        self.wheels.iter().rev().find(|(area, _)| inside(area)).map(|(_, key)| *key)
    }
}

/// A frame that is being painted.
pub(crate) struct Canvas<'a> {
    pub(crate) buffer: &'a mut Buffer,
    pub(crate) theme: &'a Theme,
    pub(crate) hits: &'a mut Hits,
    pub(crate) model: &'a Model,
    /// Pane and row of the selection.
    pub(crate) position: Option<(usize, usize)>,
    /// Where the cursor of a text line goes.
    pub(crate) cursor: Option<(u16, u16)>,
}

impl Canvas<'_> {
    pub(crate) fn click(&mut self, area: Rect, click: Click) {
        self.hits.clicks.push((area, click));
    }

    /// Makes the rows that stand for something clickable; they are painted from the first on.
    pub(crate) fn click_rows(&mut self, area: Rect, rows: &[Row]) {
        let key = (self.model.view().id, super::detail::DETAIL);
        let offset = self.hits.seen.get(&key).map_or(0, |it| it.offset);
        for (y, row) in (area.y..area.y.saturating_add(area.height)).zip(rows.iter().skip(offset)) {
            if let Some(target) = &row.target {
                let click = Click::Select { pane: 0, target: target.clone() };
                self.click(Rect { y, height: 1, ..area }, click);
            }
        }
    }

    /// Paints pieces from the left, cut at the right edge; returns the column after them.
    pub(crate) fn pieces(&mut self, at: (u16, u16), cells: u16, pieces: &[Piece]) -> u16 {
        let (mut x, y) = at;
        let end = x.saturating_add(cells);
        if y >= self.buffer.area.bottom() {
            return x;
        }
        for piece in pieces {
            let room = usize::from(end.saturating_sub(x));
            if room == 0 || x >= self.buffer.area.right() {
                break;
            }
            let text = fit(&piece.text, room);
            let (next, _) =
                self.buffer.set_stringn(x, y, &text, room, self.theme.style(piece.tone));
            x = next;
        }
        x
    }

    pub(crate) fn text(&mut self, at: (u16, u16), cells: u16, tone: Tone, text: &str) -> u16 {
        self.pieces(at, cells, &[Piece::new(tone, text)])
    }

    pub(crate) fn fill(&mut self, area: Rect, tone: Tone) {
        let mut style = self.theme.style(tone);
        if tone == Tone::Selection {
            // What is faint would be lost on the ground of the selection.
            style = style.remove_modifier(Modifier::DIM);
        }
        self.buffer.set_style(area, style);
    }

    /// Says in the lower border of a box how many lines lie below.
    pub(crate) fn below(&mut self, area: Rect, lines: usize) {
        let text = format!(" ▾ {lines} ");
        let cells = u16::try_from(width(&text)).unwrap_or(u16::MAX);
        if lines > 0 && area.height > 1 && cells + 4 <= area.width {
            let x = area.x + area.width - cells - 2;
            self.text((x, area.y + area.height - 1), cells, Tone::Muted, &text);
        }
    }

    /// An empty box that hides what lies below; returns its inside.
    pub(crate) fn popup(&mut self, area: Rect, title: &str) -> Rect {
        Clear.render(area, self.buffer);
        self.buffer.set_style(area, self.theme.ground);
        self.click(area, Click::Nothing);
        self.frame(area, title, "", Tone::BorderFocus)
    }

    /// A border with a title; returns its inside.
    pub(crate) fn frame(&mut self, area: Rect, title: &str, note: &str, border: Tone) -> Rect {
        let block = Block::bordered()
            .border_type(BorderType::Rounded)
            .border_style(self.theme.style(border));
        let inside = block.inner(area);
        block.render(area, self.buffer);
        let room = area.width.saturating_sub(4);
        if area.height > 0 && room > 0 && !title.is_empty() {
            let title_tone = if border == Tone::BorderFocus { Tone::Accent } else { Tone::Title };
            let end = self.text((area.x + 2, area.y), room, title_tone, &format!(" {title} "));
            let note_cells = u16::try_from(width(note)).unwrap_or(u16::MAX).saturating_add(2);
            let free = (area.x + area.width).saturating_sub(end + 2);
            if !note.is_empty() && note_cells < free {
                let x = area.x + area.width - 2 - note_cells;
                self.text((x, area.y), note_cells, Tone::Muted, &format!(" {note} "));
            }
        }
        inside
    }

    /// Where a list starts, so that the selection is seen with a line around it; remembers it.
    pub(crate) fn offset(
        &mut self,
        key: ScrollKey,
        selected: Option<usize>,
        height: usize,
        len: usize,
    ) -> usize {
        self.offset_of(key, selected.map(|it| (it, it)), height, len)
    }

    /// The same for a selection of several lines, by its first and last.
    pub(crate) fn offset_of(
        &mut self,
        key: ScrollKey,
        selected: Option<(usize, usize)>,
        height: usize,
        len: usize,
    ) -> usize {
        let scroll = self.model.scrolls.get(&key).copied().unwrap_or_default();
        let mut offset = scroll.offset;
        if let Some((first, last)) = selected.filter(|_| !scroll.is_free) {
            offset = offset.min(first.saturating_sub(1));
            if last + 2 > offset + height {
                offset = (last + 2).saturating_sub(height).min(first);
            }
        }
        offset = offset.min(len.saturating_sub(height));
        self.hits.seen.insert(key, Seen { offset, height, len });
        offset
    }
}
