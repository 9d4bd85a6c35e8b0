//! Scenarios: what is staged, what comes of it, what it takes, and how it stands beside others.

pub(crate) mod columns;
pub(crate) mod evidence;
pub(crate) mod explain;
mod result;
mod spread;
pub(crate) mod verdict;
pub(crate) mod work;

use ratatui::layout::{Constraint, Layout, Rect};

use super::{View, by_rows};
use crate::tui::actions::SCENARIO_ACTIONS;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::model::Model;
use crate::tui::rows::{Pane, Row, Tone};
use crate::tui::target::Target;

pub(crate) static VIEW: View = View {
    id: ID,
    title: "Scenarios",
    key: "7",
    panes,
    paint,
    shows: |target| matches!(target, Target::Edit(_)),
    step: by_rows,
    keeps_cursor: false,
    actions: SCENARIO_ACTIONS,
};

const ID: &str = "scenarios";

/// From here on three columns stand beside one another, and two before.
const WIDE: u16 = 160;
const MIDDLE: u16 = 100;
/// Percent of the screen that the left of two columns has, of three, and the middle one of the rest.
const LEFT: u16 = 44;
const LEFT_WIDE: u16 = 30;
const MIDDLE_WIDE: u16 = 58;

/// What of a scenario is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Page {
    /// What breaks, what gets better.
    #[default]
    Result,
    /// Hours, weeks and the order of the work.
    Work,
    /// Several scenarios side by side.
    Columns,
    /// Whether what is added should be bought.
    Verdict,
}

/// The pages with the action that leads to each, in the order of their heads.
const PAGES: &[(Page, &str, &str, &str)] = &[
    (Page::Result, "scenario-result", "b", "Result"),
    (Page::Work, "scenario-work", "t", "Time and effort"),
    (Page::Verdict, "scenario-verdict", "V", "Verdict"),
    (Page::Columns, "scenario-columns", "s", "Side by side"),
];

/// The page of the view of scenarios, where that view is shown.
pub(crate) fn page(model: &Model) -> Option<Page> {
    (model.view().id == ID).then_some(model.states.scenarios.page)
}

/// Cells of the text in the left column and in the middle one, as `paint` lays them out.
fn rooms(model: &Model) -> (u16, u16) {
    let width = model.size.0;
    let part =
        |percent: u16| u16::try_from(u32::from(width) * u32::from(percent) / 100).unwrap_or(width);
    let (left, middle) = if width >= WIDE {
        (part(LEFT_WIDE), part((100 - LEFT_WIDE) * MIDDLE_WIDE / 100))
    } else if width >= MIDDLE {
        (part(LEFT), part(100 - LEFT))
    } else {
        (width, width)
    };
    (left.saturating_sub(3), middle.saturating_sub(3))
}

/// Cells of the text in the right of three columns.
fn far(model: &Model) -> u16 {
    let (left, middle) = rooms(model);
    model.size.0.saturating_sub(left + middle + 9)
}

fn panes(model: &Model) -> Vec<Pane> {
    match model.states.scenarios.page {
        Page::Result => result::panes(model),
        Page::Work => work::panes(model),
        Page::Columns => columns::panes(model),
        Page::Verdict => verdict::panes(model),
    }
}

fn paint(canvas: &mut Canvas<'_>, area: Rect, panes: &[Pane]) {
    let [top, body] = Layout::vertical([Constraint::Length(1), Constraint::Min(0)]).areas(area);
    heads(canvas, top);
    match canvas.model.states.scenarios.page {
        Page::Result => result::paint(canvas, body, panes),
        Page::Work => work::paint(canvas, body, panes),
        Page::Columns => columns::paint(canvas, body, panes),
        Page::Verdict => verdict::paint(canvas, body, panes),
    }
}

/// The pages, each a button.
fn heads(canvas: &mut Canvas<'_>, area: Rect) {
    let shown = canvas.model.states.scenarios.page;
    let mut x = area.x + 1;
    for (page, action, key, title) in PAGES {
        let text = format!(" {key} {title} ");
        let tone = if *page == shown { Tone::Accent } else { Tone::Muted };
        let end = canvas.text((x, area.y), (area.x + area.width).saturating_sub(x), tone, &text);
        let tab = Rect { x, width: end.saturating_sub(x), ..area };
        if *page == shown {
            canvas.fill(tab, Tone::Selection);
        }
        canvas.click(tab, Click::Act(action));
        x = end + 1;
    }
}

/// A page of several columns of panes: rows of running text above, then the panes by the width of the screen.
struct Arrangement<'a> {
    /// Below the width of two columns, from top to bottom.
    narrow: &'a [usize],
    left: &'a [usize],
    /// All that is not on the left, where there are two columns.
    right: &'a [usize],
    middle: &'a [usize],
    far: &'a [usize],
}

fn arrange(canvas: &mut Canvas<'_>, area: Rect, panes: &[Pane], by: &Arrangement<'_>) {
    let pick = |order: &[usize]| -> Vec<(usize, &Pane)> {
        order.iter().filter_map(|at| Some((*at, panes.get(*at)?))).collect()
    };
    if area.width < MIDDLE {
        canvas.stack(area, &pick(by.narrow));
        return;
    }
    let share = if area.width >= WIDE { LEFT_WIDE } else { LEFT };
    let [left, right] =
        Layout::horizontal([Constraint::Percentage(share), Constraint::Percentage(100 - share)])
            .areas(area);
    canvas.stack(left, &pick(by.left));
    if area.width < WIDE {
        canvas.stack(right, &pick(by.right));
        return;
    }
    let [middle, far] = Layout::horizontal([
        Constraint::Percentage(MIDDLE_WIDE),
        Constraint::Percentage(100 - MIDDLE_WIDE),
    ])
    .areas(right);
    canvas.stack(middle, &pick(by.middle));
    canvas.stack(far, &pick(by.far));
}

/// Rows above everything else; returns what is left of the area.
fn headline(canvas: &mut Canvas<'_>, area: Rect, rows: &[Row]) -> Rect {
    let lines = u16::try_from(rows.len()).unwrap_or(1);
    let [head, body] =
        Layout::vertical([Constraint::Length(lines), Constraint::Min(0)]).areas(area);
    for (y, row) in (head.y..head.y.saturating_add(head.height)).zip(rows) {
        canvas.row(Rect { y, height: 1, ..head }, &[], row);
    }
    body
}
