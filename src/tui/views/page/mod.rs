//! The page of one thing: a tool seen from both sides, a flow with all its figures, or the ways between two tools.

mod consent;
mod flow;
mod tool;
mod ways;

use ratatui::layout::{Constraint, Layout, Rect};

use super::{View, by_rows};
use crate::text::Label;
use crate::tui::actions::Action;
use crate::tui::app;
use crate::tui::canvas::Canvas;
use crate::tui::detail;
use crate::tui::model::{Cursor, Model};
use crate::tui::msg::Effect;
use crate::tui::rows::{Pane, Row, Tone};
use crate::tui::target::Target;

pub(crate) use consent::{has_purposes, open_consent};
pub(crate) use ways::{FoundWays, find_ways, has_ends};

pub(crate) static VIEW: View = View {
    id: "page",
    title: "Page",
    // It has no digit: drilling into a tool or a flow leads here.
    key: "",
    panes,
    paint,
    shows: |_| false,
    step: by_rows,
    keeps_cursor: false,
    actions: ACTIONS,
};

static ACTIONS: &[Action] = &[];

/// From here on the three parts stand beside one another.
const WIDE: u16 = 120;

/// Boxes of fewer rows show too little of each: then one list has it all.
const READABLE: usize = 9;

/// What the page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Tool(Label),
    Flow(Label),
    /// All ways from one tool to another.
    Ways(Label, Label),
    /// Who hears of an opt-out: of one tool, or of all.
    Consent(Option<Label>),
}

impl Subject {
    /// `None` for what has no page of its own.
    fn of(target: &Target) -> Option<Self> {
        match target {
            Target::Tool(id) => Some(Self::Tool(id.clone())),
            Target::Integration(id) => Some(Self::Flow(id.clone())),
            Target::Journey(_)
            | Target::Stage(..)
            | Target::Finding(_)
            | Target::Element(_)
            | Target::Edit(_)
            | Target::Query { .. }
            | Target::Line(_) => None,
        }
    }
}

/// Opens the page of a tool or a flow; false where it is shown already or there is none.
pub(crate) fn open(model: &mut Model, target: &Target) -> bool {
    let Some(subject) = Subject::of(target) else { return false };
    if model.view().id == VIEW.id && model.subject.as_ref() == Some(&subject) {
        return false;
    }
    show(model, subject);
    true
}

/// The tool or integration that the page is about, where it is shown.
pub(super) fn target(model: &Model) -> Option<Target> {
    if model.view().id != VIEW.id {
        return None;
    }
    match model.subject.as_ref()? {
        Subject::Tool(id) | Subject::Ways(_, id) => Some(Target::Tool(id.clone())),
        Subject::Flow(id) => Some(Target::Integration(id.clone())),
        Subject::Consent(id) => id.clone().map(Target::Tool),
    }
}

fn show(model: &mut Model, subject: Subject) {
    model.leave_here();
    model.subject = Some(subject);
    model.view = super::VIEWS.iter().position(|it| it.id == VIEW.id).unwrap_or(model.view);
    model.filters.remove(VIEW.id);
    model.cursors.insert(VIEW.id, Cursor::default());
    model.scrolls.retain(|(view, _), _| *view != VIEW.id);
}

/// What the tab says while the page is shown.
pub(crate) fn title(model: &Model) -> Option<String> {
    let analysis = model.analysis.as_deref()?;
    let stack = &analysis.stack;
    let tool = |id: &Label| match stack.tools.find(id) {
        Some(it) => stack.tools[it].name.to_string(),
        None => id.to_string(),
    };
    Some(match model.subject.as_ref()? {
        Subject::Tool(id) => tool(id),
        Subject::Flow(id) => match stack.integrations.find(id) {
            Some(it) => detail::flow::title(analysis, it),
            None => id.to_string(),
        },
        Subject::Ways(from, to) => format!("{} to {}", tool(from), tool(to)),
        Subject::Consent(Some(id)) => format!("Consent: {}", tool(id)),
        Subject::Consent(None) => "Consent".to_owned(),
    })
}

fn panes(model: &Model) -> Vec<Pane> {
    let panes = match &model.subject {
        Some(Subject::Tool(id)) => tool::panes(model, id),
        Some(Subject::Flow(id)) => flow::panes(model, id),
        Some(Subject::Ways(from, to)) => ways::panes(model, from, to),
        Some(Subject::Consent(tool)) => consent::panes(model, tool.as_ref()),
        None => None,
    };
    let gone =
        || vec![Pane::new("Gone", Vec::new()).empty("The file no longer has it. [ goes back.")];
    panes.unwrap_or_else(gone)
}

fn paint(canvas: &mut Canvas<'_>, area: Rect, panes: &[Pane]) {
    let pick = |order: &[usize]| -> Vec<(usize, &Pane)> {
        order.iter().filter_map(|at| Some((*at, panes.get(*at)?))).collect()
    };
    let all: Vec<usize> = (0..panes.len()).collect();
    let [left, middle, right] = columns(area.width);
    match (area.width >= WIDE, panes.len()) {
        (true, 4) => {
            let [left, middle, right] = Layout::horizontal([
                Constraint::Length(left),
                Constraint::Length(middle),
                Constraint::Length(right),
            ])
            .areas(area);
            canvas.stack(left, &pick(&[0]));
            canvas.stack(middle, &pick(&[1, 2]));
            canvas.stack(right, &pick(&[3]));
        }
        (true, 1) => {
            let [list, beside] =
                Layout::horizontal([Constraint::Min(0), Constraint::Length(right)]).areas(area);
            canvas.stack(list, &pick(&all));
            detail::paint_selected(canvas, beside);
        }
        _ if usize::from(area.height) < panes.len() * READABLE => canvas.list(area, &pick(&all)),
        _ => canvas.stack(area, &pick(&all)),
    }
}

/// Cells of the three parts; the middle has the sentences.
fn columns(width: u16) -> [u16; 3] {
    let side = (width * 3 / 10).min(56);
    [side, width - 2 * side, side]
}

/// Cells for the text of a part, in panes that are made before they are painted.
fn room(model: &Model, part: usize) -> u16 {
    let width = model.size.0;
    let cells = if width >= WIDE { columns(width)[part] } else { width };
    cells.saturating_sub(2)
}

/// A title between rows.
fn heading(rows: &mut Vec<Row>, title: &str, content: Vec<Row>) {
    if !content.is_empty() {
        if !rows.is_empty() {
            rows.push(detail::blank());
        }
        rows.push(Row::new(Tone::Title, title));
        rows.extend(content);
    }
}

fn sorry(model: &mut Model, text: &str) -> Vec<Effect> {
    app::toast(model, Tone::Warn, text)
}
