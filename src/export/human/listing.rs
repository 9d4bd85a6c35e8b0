//! A list as a table.

use super::grid::{self, Align, Fit};
use super::page::{Look, Page, Paint, Tone};
use crate::report::{Cell, Listing, ListingKind, Shown};
use crate::text::{amount, width};

/// Fewer say nothing.
const COLUMNS_MIN: usize = 3;

pub(crate) fn listing(listing: &Listing, look: Look) -> String {
    let mut page = Page::new(look);
    let mut kept: Vec<usize> = (0..listing.columns.len())
        .filter(|it| listing.columns[*it].shown == Shown::Everywhere)
        .collect();
    // A program that reads the table wants all of it; a person wants it on the screen.
    let fits = match look.paint {
        Paint::Plain => Fit::Never,
        Paint::Coloured => Fit::ToPage,
    };
    let left_out = match fits {
        Fit::Never => Vec::new(),
        Fit::ToPage => squeeze(listing, &mut kept, look.width),
    };
    let align: Vec<Align> = kept.iter().map(|it| align_of(listing, *it)).collect();
    let title = |it: &usize| page.tint(Tone::Strong, listing.columns[*it].title);
    let mut rows: Vec<Vec<String>> = vec![kept.iter().map(title).collect()];
    for row in &listing.rows {
        rows.push(
            kept.iter().map(|it| row.cells.get(*it).map(words).unwrap_or_default()).collect(),
        );
    }
    grid::write(&mut page, "", &align, &rows, fits);
    if !left_out.is_empty() {
        let text = format!("without {}: the terminal is too narrow", left_out.join(", "));
        let text = page.tint(Tone::Quiet, &text);
        page.paragraph(&text);
    }
    page.finish()
}

/// Leaves out columns until the table fits, the last ones first; what findings say stays, and is cut.
fn squeeze(listing: &Listing, kept: &mut Vec<usize>, room: usize) -> Vec<&'static str> {
    let wide = |column: usize| {
        let cells = listing.rows.iter().filter_map(|it| it.cells.get(column));
        let title = width(listing.columns[column].title);
        cells.map(|it| width(&words(it))).max().unwrap_or(0).max(title)
    };
    let mut left_out = Vec::new();
    loop {
        let widths: Vec<usize> = kept.iter().map(|it| wide(*it)).collect();
        let last = widths.last().copied().unwrap_or(0);
        let gaps = grid::GAP * widths.len().saturating_sub(1);
        let least = widths.iter().sum::<usize>() + gaps - last + last.min(grid::LAST_MIN);
        if least <= room || kept.len() <= COLUMNS_MIN {
            left_out.reverse();
            return left_out;
        }
        let victim = match listing.kind {
            ListingKind::Findings => kept.len() - 2,
            ListingKind::Tools
            | ListingKind::Flows
            | ListingKind::Objects
            | ListingKind::Journeys
            | ListingKind::People => kept.len() - 1,
        };
        left_out.push(listing.columns[kept.remove(victim)].title);
    }
}

fn align_of(listing: &Listing, column: usize) -> Align {
    let is_number = |row: &crate::report::listing::Row| {
        row.cells.get(column).is_some_and(|it| matches!(it, Cell::Number(_)))
    };
    if listing.rows.iter().any(is_number) { Align::Right } else { Align::Left }
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => amount(*number),
        Cell::Several(texts) => texts.join(", "),
        Cell::Unknown => "?".to_owned(),
    }
}
