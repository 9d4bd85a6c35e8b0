//! A change to the files before it is written: the diff, and what Enter does.

use ratatui::layout::Rect;

use super::middle;
use crate::tui::canvas::Canvas;
use crate::tui::detail;
use crate::tui::proposal::{PROPOSAL, Proposal};

/// Lines of YAML are seldom longer, with the mark of the diff before them.
const COLUMNS: u16 = 124;
/// The border, a blank line and the verdict.
const AROUND: u16 = 4;

pub(super) fn paint(canvas: &mut Canvas<'_>, area: Rect, proposal: &Proposal) {
    let columns = COLUMNS.min(area.width.saturating_sub(2));
    let rows = detail::wrap(&proposal.rows(), columns.saturating_sub(2));
    let len = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    let inside = canvas
        .popup(middle(area, columns, len.saturating_add(AROUND).min(area.height)), &proposal.title);
    let list = Rect { height: inside.height.saturating_sub(2), ..inside };
    let key = (canvas.model.view().id, PROPOSAL);
    let offset = canvas.offset(key, None, usize::from(list.height), rows.len());
    canvas.hits.wheels.push((inside, key));
    for (y, row) in (list.y..list.y.saturating_add(list.height)).zip(rows.iter().skip(offset)) {
        canvas.row(Rect { y, height: 1, ..list }, &[], row);
    }
    let below = rows.len().saturating_sub(offset + usize::from(list.height));
    let (tone, verdict) = proposal.verdict();
    let more = if below > 0 { format!(" · {below} more lines below") } else { String::new() };
    let last = inside.y + inside.height.saturating_sub(1);
    let room = inside.width.saturating_sub(1);
    let text = format!("{verdict} · Esc leaves everything as it is{more}");
    canvas.text((inside.x + 1, last), room, tone, &text);
}
