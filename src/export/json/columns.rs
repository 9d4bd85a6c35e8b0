//! Scenarios side by side.

use serde::Serialize;

use super::{Number, document};
use crate::report;

#[derive(Serialize)]
struct Columns<'a> {
    /// "As it is", then the scenarios.
    columns: &'a [String],
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    figure: &'static str,
    /// The journey that a row of journeys is about.
    about: Option<&'a str>,
    title: &'a str,
    /// By column.
    cells: Vec<Cell<'a>>,
}

/// `null` where there is no such end: what is unknown has neither, what is open upwards no highest.
#[derive(Serialize)]
struct Cell<'a> {
    text: &'a str,
    low: Option<Number>,
    high: Option<Number>,
}

pub(crate) fn columns(it: &report::columns::Columns) -> String {
    let finite = |it: f64| it.is_finite().then_some(Number(it));
    let rows = it.rows.iter().map(|row| Row {
        figure: row.code,
        about: row.about.as_deref(),
        title: &row.title,
        cells: row
            .cells
            .iter()
            .map(|it| Cell {
                text: &it.text,
                low: it.range.and_then(|[low, _]| finite(low)),
                high: it.range.and_then(|[_, high]| finite(high)),
            })
            .collect(),
    });
    document("columns", Columns { columns: &it.names, rows: rows.collect() })
}
