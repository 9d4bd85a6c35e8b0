//! The matrix: who feeds whom as a table, in the order of the map, for stacks whose drawing is too dense.
//!
//! A row receives from its columns, so what flows forward through the stack stands below the diagonal, and what flows
//! back stands above it.

mod draw;
mod inspector;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::sync::Arc;

use super::map::{self, Scene};
use super::{Step, View};
use crate::tui::actions::{Action, Group, Scope, has_stack};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::rows::{Pane, Row, Tone};
use crate::tui::target::Target;

pub(crate) static VIEW: View = View {
    id: ID,
    title: "Matrix",
    key: "8",
    panes,
    paint: draw::paint,
    shows: |_| false,
    step,
    keeps_cursor: true,
    actions: ACTIONS,
};

const ID: &str = "matrix";
/// Rows and columns that a page key goes over.
const PAGE: usize = 10;

#[rustfmt::skip]
static ACTIONS: &[Action] = &[
    Action {
        id: "matrix-fold", title: "fold", help: "put all tools of the row's category into one row, or take them apart again",
        group: Group::Look, scope: Scope::View(ID), keys: &["-"], hint: 5,
        enabled: has_stack, act: fold,
    },
    Action {
        id: "matrix-turn", title: "other way", help: "go to what flows the other way between the two",
        group: Group::Look, scope: Scope::View(ID), keys: &["="], hint: 4,
        enabled: has_stack, act: turn,
    },
];

/// Where the selection is: what receives, and what gives.
#[derive(Clone, Default)]
pub(crate) struct State(RefCell<Option<(Target, Target)>>);

/// The scene as a table.
struct Table {
    scene: Arc<Scene>,
    /// The nodes from the first row on.
    order: Vec<usize>,
    /// The edges of each cell, by row and column.
    cells: std::collections::BTreeMap<(usize, usize), Vec<usize>>,
}

impl Table {
    fn of(model: &Model) -> Option<Self> {
        let scene = map::whole(model)?;
        let mut order: Vec<usize> = (0..scene.drawing.shown.len()).collect();
        let place = |node: usize| {
            let stage = scene.drawing.input.nodes.get(node).and_then(|it| it.stage);
            (stage, scene.layout.box_of(node).map(|it| (it.x, it.y)), node)
        };
        order.sort_by_key(|it| place(*it));
        let mut row_of = vec![0; order.len()];
        for (row, node) in order.iter().enumerate() {
            row_of[*node] = row;
        }
        let mut cells = std::collections::BTreeMap::<(usize, usize), Vec<usize>>::new();
        for (at, edge) in scene.drawing.input.edges.iter().enumerate() {
            let (from, to) = (row_of[edge.from], row_of[edge.to]);
            cells.entry((to, from)).or_default().push(at);
            if edge.both_ways && from != to {
                cells.entry((from, to)).or_default().push(at);
            }
        }
        Some(Self { scene, order, cells })
    }

    fn target(&self, row: usize) -> Option<Target> {
        self.scene.target(*self.order.get(row)?)
    }

    fn row(&self, target: &Target) -> Option<usize> {
        let node = self.scene.node(target)?;
        self.order.iter().position(|it| *it == node)
    }

    /// The integration of a cell, the first where there are several; else what the row stands for.
    fn selection(&self, at: (usize, usize)) -> Option<Target> {
        let edge = self.cells.get(&at).and_then(|it| it.first());
        let line = edge.and_then(|it| self.scene.drawing.lines.get(*it));
        line.map(|it| Target::Integration(it.integration.clone())).or_else(|| self.target(at.0))
    }

    /// Row and column of the selection.
    fn position(&self, model: &Model) -> (usize, usize) {
        let stored = model.states.matrix.0.borrow();
        let find = |it: &(Target, Target)| Some((self.row(&it.0)?, self.row(&it.1)?));
        let stored = stored.as_ref().and_then(find);
        let selected = model.cursors.get(ID).and_then(|it| it.target.as_ref());
        match (selected, stored) {
            (Some(selected), Some(at)) if self.selection(at).as_ref() == Some(selected) => at,
            // Several flows share a cell, and one that goes both ways has two.
            (Some(Target::Integration(id)), Some(at)) if self.carries(at, id) => at,
            (Some(Target::Integration(id)), _) => {
                let lines = &self.scene.drawing.lines;
                let edge = lines.iter().position(|it| it.integration == *id);
                let has = |cell: &&Vec<usize>| edge.is_some_and(|it| cell.contains(&it));
                let found = self.cells.iter().find(|it| has(&it.1));
                found.map_or((0, 0), |it| *it.0)
            }
            (Some(target), stored) => {
                let row = self.row(target).unwrap_or(0);
                (row, stored.map_or(row, |it| it.1))
            }
            (None, stored) => stored.unwrap_or((0, 0)),
        }
    }

    fn carries(&self, at: (usize, usize), integration: &str) -> bool {
        let edges = self.cells.get(&at).map(Vec::as_slice).unwrap_or_default();
        let mut lines = edges.iter().filter_map(|it| self.scene.drawing.lines.get(*it));
        lines.any(|it| it.integration == *integration)
    }

    /// The cell to begin at: the first flow to or from what the map has selected, else the first of all.
    fn first(&self, selected: Option<&Target>) -> (usize, usize) {
        let flows = || self.cells.keys().copied().filter(|it| it.0 != it.1);
        let row = selected.and_then(|it| self.row(it));
        let own = row.and_then(|row| flows().find(|it| it.0 == row || it.1 == row));
        own.or_else(|| flows().next()).unwrap_or((0, 0))
    }

    /// Goes to a cell and gives what is selected there.
    fn go(&self, model: &Model, at: (usize, usize)) -> Option<Target> {
        *model.states.matrix.0.borrow_mut() = self.target(at.0).zip(self.target(at.1));
        self.selection(at)
    }

    /// Cells of the screen for one of the table: a blank, and what a count needs.
    fn cell_width(&self) -> u16 {
        if self.cells.values().any(|it| it.len() > 9) { 3 } else { 2 }
    }

    fn name(&self, row: usize) -> &str {
        let node = self.order.get(row).and_then(|it| self.scene.drawing.input.nodes.get(*it));
        node.and_then(|it| it.lines.first()).map_or("", String::as_str)
    }
}

/// The tools with how much each receives and gives: for filters and for plain output.
fn panes(model: &Model) -> Vec<Pane> {
    let Some(table) = Table::of(model) else { return Vec::new() };
    let rows = (0..table.order.len()).filter_map(|row| {
        let count = |by: fn(&(usize, usize)) -> usize| {
            let cells = table.cells.iter().filter(|(at, _)| by(at) == row && at.0 != at.1);
            cells.map(|it| it.1.len()).sum::<usize>()
        };
        let text =
            format!("{}  in {}, out {}", table.name(row), count(|it| it.0), count(|it| it.1));
        Some(Row::new(Tone::Text, text).on(table.target(row)?))
    });
    vec![Pane::new("Matrix", rows.collect())]
}

fn step(model: &Model, step: Step) -> Option<Target> {
    let table = Table::of(model)?;
    let last = table.order.len().checked_sub(1)?;
    let (row, column) = table.position(model);
    let at = match step {
        Step::Up => (row.saturating_sub(1), column),
        Step::Down => ((row + 1).min(last), column),
        Step::Left => (row, column.saturating_sub(1)),
        Step::Right => (row, (column + 1).min(last)),
        Step::PageUp => (row.saturating_sub(PAGE), column),
        Step::PageDown => ((row + PAGE).min(last), column),
        Step::First => (0, column),
        Step::Last => (last, column),
        // From one connection to the next, row by row.
        Step::NextPane => {
            let next = table.cells.range((row, column + 1)..).next();
            *next.or_else(|| table.cells.iter().next())?.0
        }
        Step::PreviousPane => {
            let before = table.cells.range(..(row, column)).next_back();
            *before.or_else(|| table.cells.iter().next_back())?.0
        }
    };
    table.go(model, at)
}

/// Begins at a flow, so that the first look says something.
pub(super) fn begin(model: &mut Model) {
    if model.view().id != ID || model.cursors.get(ID).is_some_and(|it| it.target.is_some()) {
        return;
    }
    let Some(table) = Table::of(model) else { return };
    let selected = model.cursors.get(map::VIEW.id).and_then(|it| it.target.clone());
    if let Some(target) = table.go(model, table.first(selected.as_ref())) {
        model.select(&target);
    }
}

fn turn(model: &mut Model) -> Vec<Effect> {
    let Some(table) = Table::of(model) else { return Vec::new() };
    let (row, column) = table.position(model);
    if let Some(target) = table.go(model, (column, row)) {
        model.select(&target);
    }
    Vec::new()
}

fn fold(model: &mut Model) -> Vec<Effect> {
    let Some(table) = Table::of(model) else { return Vec::new() };
    let Some(target) = table.target(table.position(model).0) else { return Vec::new() };
    let row = map::fold_or_unfold(model, &target);
    let column = Table::of(model).and_then(|table| {
        let at = table.row(&row)?;
        table.go(model, (at, at))
    });
    model.select(&column.unwrap_or(row));
    Vec::new()
}
