//! A list as a table.

use super::grid::{self, Align, Fit};
use super::page::{Look, Page, Paint, Tone};
use crate::report::{Cell, Listing, Shown, amount};

pub(crate) fn listing(listing: &Listing, look: Look) -> String {
    let mut page = Page::new(look);
    let kept: Vec<usize> = (0..listing.columns.len())
        .filter(|it| listing.columns[*it].shown == Shown::Everywhere)
        .collect();
    let align: Vec<Align> = kept.iter().map(|it| align_of(listing, *it)).collect();
    let title = |it: &usize| page.tint(Tone::Strong, listing.columns[*it].title);
    let mut rows: Vec<Vec<String>> = vec![kept.iter().map(title).collect()];
    for row in &listing.rows {
        rows.push(
            kept.iter().map(|it| row.cells.get(*it).map(words).unwrap_or_default()).collect(),
        );
    }
    // A program that reads the table wants all of it; a person wants it on the screen.
    let fits = match look.paint {
        Paint::Plain => Fit::Never,
        Paint::Coloured => Fit::ToPage,
    };
    grid::write(&mut page, "", &align, &rows, fits);
    page.finish()
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
