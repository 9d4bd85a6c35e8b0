//! Several scenarios side by side, each a column beside the stack as it is.

use std::sync::Arc;

use ratatui::layout::{Constraint, Layout, Rect};

use crate::analysis::Analysis;
use crate::report::beside::{Candidate, FigureLine, SideBySide, Standing, side_by_side};
use crate::scenario::Edit;
use crate::text::{fit, plural, width};
use crate::tui::canvas::Canvas;
use crate::tui::detail;
use crate::tui::model::Model;
use crate::tui::outcome;
use crate::tui::rows::{Align, Cell, Column, Pane, Row, Tone, Width};
use crate::tui::study::Held;
use crate::tui::target::Target;
use crate::tui::views::scenarios::Page;

/// How the lines begin; what follows is the label and the group.
const COLUMN: &str = "column|";
/// Cells of a label, and the least and the most that a figure is given.
const LABEL: u16 = 24;
const LABEL_MAX: u16 = 40;
const FIGURE: (u16, u16) = (14, 24);
/// Lines of the names over the figures.
const NAME_LINES: u16 = 2;

/// Scenarios to compare.
#[derive(Clone)]
pub(crate) struct Asked {
    analysis: Held<Analysis>,
    editions: (u64, u64),
    candidates: Vec<Candidate>,
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        self.editions == other.editions && self.analysis == other.analysis
    }
}

pub(crate) type Columns = SideBySide;

impl Asked {
    /// Nothing, where the page is not shown or there is nothing to compare.
    pub(crate) fn of(model: &Model) -> Option<Self> {
        super::page(model).filter(|it| *it == Page::Columns)?;
        let analysis = model.analysis.clone()?;
        let candidates = candidates(model, &analysis);
        (!candidates.is_empty()).then(|| Self {
            editions: (model.staged.edition, model.states.scenarios.kept_edition),
            analysis: Held(analysis),
            candidates,
        })
    }

    pub(crate) fn answer(&self) -> Columns {
        side_by_side(&self.analysis.0, &self.candidates)
    }
}

/// What is staged, then what was kept.
fn candidates(model: &Model, analysis: &Analysis) -> Vec<Candidate> {
    let kept = &model.states.scenarios.kept;
    let words = |edits: &[Edit]| edits.iter().map(Edit::words).collect::<Vec<_>>();
    let own = words(&model.staged.edits);
    let is_kept = |it: &Candidate| it.terms == model.staged.terms && words(&it.edits) == own;
    let is_column = !own.is_empty() && !kept.iter().any(is_kept);
    let staged = is_column.then(|| {
        let staged = staged(model, analysis);
        Candidate { name: format!("◆ {}", staged.name), ..staged }
    });
    staged.into_iter().chain(kept.iter().cloned()).collect()
}

/// What is staged, as a column.
pub(crate) fn staged(model: &Model, analysis: &Analysis) -> Candidate {
    let staged = &model.staged;
    let premise = || outcome::premise(analysis, &staged.edits);
    Candidate {
        name: staged.name.clone().unwrap_or_else(premise),
        edits: staged.edits.clone(),
        terms: staged.terms,
    }
}

fn known(model: &Model) -> Option<Arc<Columns>> {
    model.states.studies.columns.answer(&Asked::of(model)?)
}

pub(super) fn panes(model: &Model) -> Vec<Pane> {
    let Some(asked) = Asked::of(model) else { return vec![beginning()] };
    let Some(found) = model.states.studies.columns.answer(&asked) else {
        let text = "simulating each of them …";
        return vec![Pane::new("Side by side", vec![Row::new(Tone::Muted, text)])];
    };
    let columns = layout(&found, model.size.0.saturating_sub(2));
    let mut rows = Vec::new();
    let mut group = "";
    for line in &found.lines {
        if line.group != group {
            group = line.group;
            rows.push(Row::cells(vec![Cell::text(Tone::Accent, group)]).heading());
        }
        rows.push(row(line, columns.len()));
    }
    let shown = columns.len().saturating_sub(1);
    let hidden = found.names.len().saturating_sub(shown);
    let note = match hidden {
        0 => "colour and sign: beside the stack as it is".to_owned(),
        more => format!("{} not shown: no room", plural(more, "more column")),
    };
    vec![Pane::new("Side by side", rows).columns(&columns).note(note)]
}

fn beginning() -> Pane {
    let rows = vec![
        Row::new(Tone::Title, "Several scenarios in columns, with the stack as it is."),
        detail::blank(),
        Row::new(Tone::Accent, "  F  ").and(Tone::Text, "adds the scenario of a file as a column"),
        Row::new(Tone::Accent, "  +  ").and(Tone::Text, "keeps what is staged as a column"),
        Row::new(Tone::Accent, "  -  ").and(Tone::Text, "takes the last column away"),
    ];
    Pane::new("Side by side", rows)
}

/// A label and as many figures as fit; the first is the stack as it is.
fn layout(found: &SideBySide, width: u16) -> Vec<Column> {
    let names = u16::try_from(found.names.len()).unwrap_or(u16::MAX).max(1);
    let room = width.saturating_sub(LABEL + 2);
    let cells = (room / names).saturating_sub(1).clamp(FIGURE.0, FIGURE.1);
    let fits = (room / (cells + 1)).min(names).max(1);
    let left = (width.saturating_sub(2)).saturating_sub(fits * (cells + 1));
    let label = Width::Cells(left.clamp(1, LABEL_MAX));
    let label = Column { title: "", width: label, align: Align::Left, dispensable: 0 };
    let figure =
        Column { title: "", width: Width::Cells(cells), align: Align::Right, dispensable: 0 };
    std::iter::once(label).chain((0..fits).map(|_| figure)).collect()
}

fn row(line: &FigureLine, columns: usize) -> Row {
    let mut cells = vec![Cell::text(Tone::Text, format!("  {}", line.label))];
    for (at, figure) in line.figures.iter().enumerate().take(columns.saturating_sub(1)) {
        let (tone, sign) = if at == 0 { (Tone::Muted, "") } else { look(line.standing(at)) };
        let text = if figure.text.is_empty() { "·" } else { figure.text.as_str() };
        let cell = Cell::number(tone, format!("{text}{sign}"), figure.value.map(|it| it.low));
        cells.push(cell);
    }
    Row::cells(cells).on(Target::Line(format!("{COLUMN}{}|{}", line.label, line.group)))
}

/// In a sign as well as in a colour.
fn look(standing: Standing) -> (Tone, &'static str) {
    match standing {
        Standing::Same => (Tone::Muted, "  "),
        Standing::Better => (Tone::Ok, " ✓"),
        Standing::Worse => (Tone::Danger, " ▲"),
        Standing::Other => (Tone::Text, "  "),
    }
}

pub(super) fn paint(canvas: &mut Canvas<'_>, area: Rect, panes: &[Pane]) {
    let Some(pane) = panes.first() else { return };
    let Some(found) = known(canvas.model) else {
        canvas.pane(area, 0, pane);
        return;
    };
    let heights = [Constraint::Length(NAME_LINES), Constraint::Min(0)];
    let [head, body] = Layout::vertical(heights).areas(area);
    names(
        canvas,
        Rect { x: head.x + 1, width: head.width.saturating_sub(2), ..head },
        &found,
        pane,
    );
    canvas.pane(body, 0, pane);
}

/// The names of the columns, each on as many lines as there are.
fn names(canvas: &mut Canvas<'_>, area: Rect, found: &SideBySide, pane: &Pane) {
    // The first is that of the labels.
    let cells = pane.columns.iter().skip(1).find_map(|it| match it.width {
        Width::Cells(cells) => Some(usize::from(cells)),
        Width::Share(_) => None,
    });
    let cells = cells.unwrap_or(0);
    for (at, y) in (area.y..area.y.saturating_add(area.height)).enumerate() {
        let mut row = vec![Cell::text(Tone::Text, "")];
        for (column, name) in found.names.iter().enumerate() {
            let lines = broken(name, cells.saturating_sub(2), usize::from(area.height));
            // Names stand on the figures, so the last line is the lowest.
            let above = usize::from(area.height).saturating_sub(lines.len());
            let text = at.checked_sub(above).and_then(|it| lines.get(it)).cloned();
            let tone = if column == 0 { Tone::Muted } else { Tone::Title };
            let tail = if column == 0 { "" } else { "  " };
            row.push(Cell::text(tone, format!("{}{tail}", text.unwrap_or_default())));
        }
        canvas.row(Rect { y, height: 1, ..area }, &pane.columns, &Row::cells(row));
    }
}

/// A name over a few lines, broken at spaces.
fn broken(name: &str, cells: usize, lines_max: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        let is_last = lines.len() >= lines_max;
        match lines.last_mut() {
            Some(line) if is_last || width(line) + 1 + width(word) <= cells => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines.into_iter().map(|it| fit(&it, cells)).collect()
}

/// A figure of every column in full.
pub(crate) fn explain(model: &Model, key: &str) -> Vec<Row> {
    let Some((label, group)) = key.strip_prefix(COLUMN).and_then(|it| it.rsplit_once('|')) else {
        return Vec::new();
    };
    let Some(found) = known(model) else { return Vec::new() };
    let line = found.lines.iter().find(|it| it.label == label && it.group == group);
    let Some(line) = line else { return Vec::new() };
    let mut rows = vec![Row::new(Tone::Title, format!("{group}: {label}")), detail::blank()];
    for (at, (name, figure)) in found.names.iter().zip(&line.figures).enumerate() {
        let (tone, _) = look(line.standing(at));
        let text = if figure.text.is_empty() { "nothing to say" } else { &figure.text };
        rows.push(Row::new(tone, name.clone()).right(tone, text));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_broken_at_spaces_and_cut_at_the_end() {
        assert_eq!(broken("Replace Marketo by HubSpot", 12, 2), ["Replace", "Marketo by …"]);
        assert_eq!(broken("Buy 6sense", 12, 2), ["Buy 6sense"]);
        assert!(broken("", 12, 2).is_empty());
    }
}
