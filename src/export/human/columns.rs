//! Scenarios side by side: a table where it fits, else one scenario under the other.

use super::grid::{self, Align, Fit, GAP};
use super::page::{Look, Page, Tone};
use crate::report::columns::Columns;
use crate::text::{fit, width};

pub(crate) fn columns(it: &Columns, look: Look) -> String {
    let mut page = Page::new(look);
    if room(it) > look.width {
        stacked(&mut page, it);
    } else {
        table(&mut page, it);
    }
    page.gap();
    page.paragraph(
        "Hours and weeks are expert defaults of the effort table; those of several pieces are added up. ≥ stands where a part is not known: what a tool costs, what changed settings take.",
    );
    page.finish()
}

/// Cells of the longest title in the table: the columns are what is compared.
const TITLE_MAX: usize = 40;

/// Cells that the whole table takes.
fn room(it: &Columns) -> usize {
    let title = it.rows.iter().map(|it| width(&it.title)).max().unwrap_or(0).min(TITLE_MAX);
    let columns = it.names.iter().enumerate().map(|(index, name)| {
        let cells = it.rows.iter().filter_map(|it| it.cells.get(index)).map(|it| width(&it.text));
        cells.chain([width(name)]).max().unwrap_or(0)
    });
    title + columns.map(|it| it + GAP).sum::<usize>()
}

fn table(page: &mut Page, it: &Columns) {
    let mut head = vec![String::new()];
    head.extend(it.names.iter().map(|it| page.tint(Tone::Strong, it)));
    let mut rows = vec![head];
    for row in &it.rows {
        let mut cells = vec![fit(&row.title, TITLE_MAX)];
        cells.extend(row.cells.iter().map(|it| it.text.clone()));
        rows.push(cells);
    }
    let mut align = vec![Align::Left];
    align.resize(it.names.len() + 1, Align::Right);
    grid::write(page, "", &align, &rows, Fit::Never);
}

/// A row's figures under its title, each with its scenario.
fn stacked(page: &mut Page, it: &Columns) {
    let longest = it.names.iter().map(|it| width(it)).max().unwrap_or(0);
    for row in &it.rows {
        page.heading(&row.title);
        for (name, cell) in it.names.iter().zip(&row.cells) {
            let fill = " ".repeat(longest.saturating_sub(width(name)));
            page.item(&format!("  {name}{fill}  "), &cell.text);
        }
    }
}
