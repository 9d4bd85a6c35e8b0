//! What the tables share: columns, sorting, and the inspector beside.

use ratatui::layout::{Constraint, Layout, Rect};

use crate::tui::app;
use crate::tui::canvas::Canvas;
use crate::tui::detail;
use crate::tui::model::{Model, Order, Sort};
use crate::tui::msg::Effect;
use crate::tui::rows::{Align, Column, Pane, SortKey, Tone, Width};

/// From here on there is room for an inspector beside the table.
const BESIDE: u16 = 100;
/// An inspector wider than this is harder to read, not easier.
const INSPECTOR_MAX: u16 = 64;

pub(super) const fn left(title: &'static str, cells: u16, dispensable: u8) -> Column {
    Column { title, width: Width::Cells(cells), align: Align::Left, dispensable }
}

pub(super) const fn right(title: &'static str, cells: u16, dispensable: u8) -> Column {
    Column { title, width: Width::Cells(cells), align: Align::Right, dispensable }
}

pub(super) const fn shared(title: &'static str, share: u16, dispensable: u8) -> Column {
    Column { title, width: Width::Share(share), align: Align::Left, dispensable }
}

/// The table with the inspector of its selection.
pub(super) fn paint(canvas: &mut Canvas<'_>, area: Rect, panes: &[Pane]) {
    let Some(table) = panes.first() else { return };
    if area.width >= BESIDE {
        let wide = (area.width * 3 / 8).min(INSPECTOR_MAX);
        let [rows, beside] =
            Layout::horizontal([Constraint::Min(0), Constraint::Length(wide)]).areas(area);
        canvas.pane(rows, 0, table);
        detail::paint_selected(canvas, beside);
    } else if canvas.model.shows_preview {
        detail::paint_selected(canvas, area);
    } else {
        canvas.pane(area, 0, table);
    }
}

/// Sorts by the next column, in the direction that shows the most telling rows first.
pub(super) fn sort_next(model: &mut Model) -> Vec<Effect> {
    let panes = model.panes();
    let Some(table) = panes.first().filter(|it| !it.columns.is_empty()) else { return Vec::new() };
    let key = (model.view().id, 0);
    let column = model.sorts.get(&key).map_or(0, |it| (it.column + 1) % table.columns.len());
    let cells = table.rows.iter().filter_map(|it| it.cells.get(column));
    let is_number = cells.clone().any(|it| matches!(it.sort, SortKey::Number(_)));
    let order = if is_number { Order::Falling } else { Order::Rising };
    sort(model, Sort { column, order })
}

/// The other way round.
pub(super) fn sort_back(model: &mut Model) -> Vec<Effect> {
    let key = (model.view().id, 0);
    let before =
        model.sorts.get(&key).copied().unwrap_or(Sort { column: 0, order: Order::Falling });
    let order = match before.order {
        Order::Rising => Order::Falling,
        Order::Falling => Order::Rising,
    };
    sort(model, Sort { order, ..before })
}

fn sort(model: &mut Model, sort: Sort) -> Vec<Effect> {
    pin_selection(model);
    let id = model.view().id;
    let title = model.panes().first().and_then(|it| Some(it.columns.get(sort.column)?.title));
    model.sorts.insert((id, 0), sort);
    let way = match sort.order {
        Order::Rising => "rising",
        Order::Falling => "falling",
    };
    app::toast(model, Tone::Info, format!("sorted by {}, {way}", title.unwrap_or_default()))
}

/// Makes the selection stay with its thing rather than with its line.
pub(crate) fn pin_selection(model: &mut Model) {
    if let Some(target) = model.selected() {
        model.select(&target);
    }
}
