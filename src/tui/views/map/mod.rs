//! The map: the stack as boxes and lines, with what is known of the selection beside it.

mod actions;
mod draw;
mod inspector;
mod lens;
mod lineage;
mod minimap;
mod scene;
mod strip;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use ratatui::layout::{Constraint, Layout, Rect};

use super::{Step, View};
use crate::layout::Towards;
use crate::text::Label;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Mouse, MouseKind};
use crate::tui::rows::{Pane, Row, Tone};
use crate::tui::target::Target;

pub(crate) use actions::{look_again_at, reach_of};
pub(crate) use minimap::point_at;
pub(crate) use scene::{Reach, Request, Scene, State};

pub(super) use actions::{fold_or_unfold, open_fold};
pub(super) use inspector::{describe, integration as integration_rows};
use scene::scene;
pub(super) use scene::{wanted, wanted_whole, whole};

pub(crate) static VIEW: View = View {
    id: ID,
    title: "Map",
    key: "2",
    panes,
    paint,
    shows: |_| false,
    step,
    keeps_cursor: true,
    actions: actions::ACTIONS,
};

const ID: &str = "map";
/// The two scrolls of the drawing.
const VERTICAL: (&str, usize) = (ID, 0);
const SIDEWAYS: (&str, usize) = (ID, 1);
/// From here on the inspector stands beside the drawing.
const BESIDE: u16 = 100;
/// What an inspector needs, and what it may take.
const INSPECTOR: (u16, u16) = (36, 56);
/// Boxes that a page key goes over.
const PAGE_BOXES: usize = 5;

/// Everything that is drawn, as rows: for filters, for plain output and for the palette.
fn panes(model: &Model) -> Vec<Pane> {
    let Some(scene) = scene(model) else { return Vec::new() };
    let drawing = &scene.drawing;
    let boxes = drawing.input.nodes.iter().enumerate().filter_map(|(node, it)| {
        Some(Row::new(Tone::Text, it.lines.join("  ")).on(scene.target(node)?))
    });
    let name = |node: usize| {
        drawing.input.nodes.get(node).and_then(|it| it.lines.first()).map_or("", String::as_str)
    };
    let lines = drawing.lines.iter().map(|it| {
        let [from, to] = it.ends.map(name);
        let text = format!("{}  {from} → {to}", it.integration);
        Row::new(Tone::Text, text).on(Target::Integration(it.integration.clone()))
    });
    vec![Pane::new("Map", boxes.chain(lines).collect())]
}

/// Cells that the drawing has on a terminal of that width.
fn map_width(columns: u16, shows_preview: bool) -> u16 {
    if has_inspector_beside(columns, shows_preview) {
        columns - inspector_width(columns)
    } else {
        columns
    }
}

/// Beside a wide drawing unless it is switched off.
pub(super) fn has_inspector_beside(columns: u16, shows_preview: bool) -> bool {
    columns >= BESIDE && !shows_preview
}

pub(super) fn inspector_width(columns: u16) -> u16 {
    (columns / 10 * 3).clamp(INSPECTOR.0, INSPECTOR.1)
}

fn paint(canvas: &mut Canvas<'_>, area: Rect, panes: &[Pane]) {
    let area = strip::paint(canvas, area);
    let shows_preview = canvas.model.shows_preview;
    let Some(scene) = scene(canvas.model) else {
        canvas.text((area.x + 1, area.y), area.width, Tone::Muted, "laying out …");
        return;
    };
    if has_inspector_beside(area.width, shows_preview) {
        let widths = [Constraint::Min(0), Constraint::Length(inspector_width(area.width))];
        let [left, right] = Layout::horizontal(widths).areas(area);
        let Some(look) = look(canvas, &scene, panes) else { return };
        draw::paint(canvas, left, &scene, &look);
        if minimap::is_of_use(canvas, right) {
            let heights = [Constraint::Min(0), Constraint::Length(minimap::HEIGHT)];
            let [above, below] = Layout::vertical(heights).areas(right);
            inspector::paint(canvas, above);
            minimap::paint(canvas, below, &scene, &look);
        } else {
            inspector::paint(canvas, right);
        }
    } else if area.width < BESIDE && shows_preview {
        let [above, below] =
            Layout::vertical([Constraint::Percentage(50), Constraint::Percentage(50)]).areas(area);
        small(canvas, above, &scene, panes);
        inspector::paint(canvas, below);
    } else {
        let [above, below] =
            Layout::vertical([Constraint::Min(0), Constraint::Length(1)]).areas(area);
        small(canvas, above, &scene, panes);
        inspector::paint_line(canvas, below);
    }
}

fn small(canvas: &mut Canvas<'_>, area: Rect, scene: &Scene, panes: &[Pane]) {
    if is_list(canvas.model) {
        lineage::paint(canvas, area);
    } else if let Some(look) = look(canvas, scene, panes) {
        draw::paint(canvas, area, scene, &look);
    }
}

/// Below the width of an inspector beside it a drawing is mostly cut off: the way of the data is listed instead,
/// unless somebody wants it otherwise.
fn is_list(model: &Model) -> bool {
    model.size.0 < BESIDE && !model.states.map.is_drawn_narrow
}

fn look(canvas: &Canvas<'_>, scene: &Scene, panes: &[Pane]) -> Option<lens::Look> {
    let analysis = canvas.model.analysis.as_deref()?;
    Some(lens::look(canvas.model, analysis, scene, panes))
}

/// The selection of the map, whichever view is shown.
fn selected(model: &Model) -> Option<Target> {
    model.cursors.get(ID)?.target.clone()
}

/// The tool whose lines are followed.
fn base(model: &Model) -> Option<Target> {
    model.states.map.base.borrow().clone()
}

fn step(model: &Model, step: Step) -> Option<Target> {
    if is_list(model) {
        return lineage::step(model, step);
    }
    let scene = scene(model)?;
    let start = || {
        let tool = scene::focus(model).map(|it| it.tool);
        let first = || scene::first_tool(model.analysis.as_deref()?);
        let node = tool.or_else(first).and_then(|it| scene.drawing.node_of(&it));
        scene.target(node.unwrap_or(0))
    };
    let selection = lens::Selection::of(model, &scene);
    let Some(node) = selection.node else { return start() };
    let next = match step {
        Step::First => return start(),
        Step::Last => scene.layout.boxes.iter().max_by_key(|it| (it.x, it.y)).map(|it| it.node),
        Step::NextPane => return line_after(model, &scene, &selection, 1),
        Step::PreviousPane => return line_after(model, &scene, &selection, -1),
        Step::Up | Step::Down if selection.edge.is_some() => {
            return line_after(model, &scene, &selection, if step == Step::Up { -1 } else { 1 });
        }
        Step::Left | Step::Right if selection.edge.is_some() => {
            end_towards(&scene, &selection, step)
        }
        Step::Up => scene.layout.neighbour(node, Towards::Up),
        Step::Down => scene.layout.neighbour(node, Towards::Down),
        Step::Left => scene.layout.neighbour(node, Towards::Left),
        Step::Right => scene.layout.neighbour(node, Towards::Right),
        Step::PageUp => page(&scene, node, Towards::Up),
        Step::PageDown => page(&scene, node, Towards::Down),
    };
    scene.target(next.unwrap_or(node))
}

fn page(scene: &Scene, node: usize, towards: Towards) -> Option<usize> {
    let steps = (0..PAGE_BOXES).scan(node, |at, _| {
        *at = scene.layout.neighbour(*at, towards)?;
        Some(*at)
    });
    steps.last()
}

/// The end of the selected line that lies further in that direction.
fn end_towards(scene: &Scene, selection: &lens::Selection, step: Step) -> Option<usize> {
    let edge = scene.drawing.input.edges.get(selection.edge?)?;
    let x = |node: usize| scene.layout.box_of(node).map(|it| it.x);
    let (left, right) =
        if x(edge.from) <= x(edge.to) { (edge.from, edge.to) } else { (edge.to, edge.from) };
    Some(if step == Step::Left { left } else { right })
}

/// The next line of the followed tool, in the order of where the lines lead.
fn line_after(
    model: &Model,
    scene: &Scene,
    selection: &lens::Selection,
    by: isize,
) -> Option<Target> {
    let node = selection.node?;
    let edges = &scene.drawing.input.edges;
    let place = |at: usize| {
        let other = if edges[at].from == node { edges[at].to } else { edges[at].from };
        (scene.layout.box_of(other).map(|it| (it.x, it.y)), at)
    };
    let mut own: Vec<usize> =
        (0..edges.len()).filter(|at| edges[*at].from == node || edges[*at].to == node).collect();
    own.sort_by_key(|at| place(*at));
    let at = selection.edge.and_then(|it| own.iter().position(|edge| *edge == it));
    let next = match at {
        Some(at) => (at + own.len()).saturating_add_signed(by) % own.len(),
        None if by < 0 => own.len().saturating_sub(1),
        None => 0,
    };
    let base = scene.target(node)?;
    let Some(edge) = own.get(next) else { return Some(base) };
    *model.states.map.base.borrow_mut() = Some(base);
    Some(Target::Integration(scene.drawing.lines[*edge].integration.clone()))
}

/// The other end of the selected line: where Enter leads on the map.
pub(crate) fn other_end(model: &Model) -> Option<Target> {
    if model.view().id != ID {
        return None;
    }
    let scene = scene(model)?;
    let selection = lens::Selection::of(model, &scene);
    let edge = scene.drawing.input.edges.get(selection.edge?)?;
    let other = if selection.node == Some(edge.from) { edge.to } else { edge.from };
    scene.target(other)
}

/// Begins where most depends on, so that the first look says something.
pub(crate) fn begin(model: &mut Model) {
    if model.view().id != ID || selected(model).is_some() {
        return;
    }
    if let Some(tool) = model.analysis.as_deref().and_then(scene::first_tool) {
        model.select(&Target::Tool(tool));
    }
}

/// Selects a tool or an integration on the map, and goes there.
pub(crate) fn show(model: &mut Model, view: usize, target: &Target) {
    model.leave_here();
    model.view = view;
    model.filters.remove(ID);
    *model.states.map.base.borrow_mut() = None;
    model.select(target);
    let Some(scene) = scene(model) else { return };
    let selection = lens::Selection::of(model, &scene);
    if selection.node.is_none()
        && let Some(tool) = tool_of(model, target)
    {
        // It lies outside of what is shown, or is a line that is not drawn: its tool is.
        actions::look_around(model, tool);
    }
}

/// The tool itself, or the one that an integration begins at.
fn tool_of(model: &Model, target: &Target) -> Option<Label> {
    let stack = &model.analysis.as_deref()?.stack;
    match target {
        Target::Integration(id) => {
            let from = stack.integrations[stack.integrations.find(id)?].from.id?;
            Some(stack.tools[from].id.clone())
        }
        Target::Tool(id) => Some(id.clone()),
        _ => None,
    }
}

pub(crate) fn arrive(model: &Model, request: Request, scene: Arc<Scene>) {
    scene::arrive(model, request, scene);
}

/// What lies under the mouse in the drawing.
fn line_at(model: &Model, mouse: Mouse) -> Option<Target> {
    let scene = scene(model)?;
    let (area, _) =
        model.seen.clicks.iter().find(|(_, click)| matches!(click, Click::Drawing { .. }))?;
    let Some(Click::Drawing { x, y }) = model.seen.click_at(mouse.column, mouse.row) else {
        return None;
    };
    let at = (
        x + i32::from(mouse.column.saturating_sub(area.x)),
        y + i32::from(mouse.row.saturating_sub(area.y)),
    );
    let keys = scene.layout.edges_at(at.0, at.1);
    let mut targets: Vec<Target> = keys
        .into_iter()
        .filter_map(|it| scene.drawing.line(it))
        .map(|it| Target::Integration(it.integration.clone()))
        .collect();
    targets.dedup();
    // Where lines run together, each click takes the next of them.
    let current = selected(model);
    let next = targets.iter().position(|it| Some(it) == current.as_ref()).map_or(0, |it| it + 1);
    targets.get(next % targets.len().max(1)).cloned()
}

/// A press on the drawing beside the boxes: takes the line there, and is where a drag begins.
pub(crate) fn press(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    model.states.map.drag = Some((mouse.column, mouse.row));
    let target = line_at(model, mouse);
    if target.is_some() && target == selected(model) {
        return target.map_or_else(Vec::new, |it| crate::tui::app::go_to(model, &it));
    }
    if let Some(target) = target {
        *model.states.map.base.borrow_mut() = None;
        model.select(&target);
    }
    Vec::new()
}

/// Drags the drawing along, or the part of it that is in sight over the small map.
pub(crate) fn drag(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let is_dragged = model.view().id == ID && mouse.kind == MouseKind::Drag;
    if !is_dragged {
        model.states.map.drag = None;
        model.states.map.grabs_minimap = false;
        return Vec::new();
    }
    if model.states.map.grabs_minimap {
        return point_at(model, mouse);
    }
    if let Some((column, row)) = model.states.map.drag {
        let delta = |from: u16, to: u16| isize::from(from.cast_signed() - to.cast_signed());
        actions::pan(model, SIDEWAYS, delta(column, mouse.column));
        actions::pan(model, VERTICAL, delta(row, mouse.row));
        model.states.map.drag = Some((mouse.column, mouse.row));
    }
    Vec::new()
}
