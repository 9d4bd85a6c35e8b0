//! Problems of the text and findings of the rules, worst first.

use super::{Cell, Column, Row};
use crate::analysis::Analysis;
use crate::diag::Diagnostic;

const COLUMNS: &[Column] = &[
    Column::new("severity", "severity"),
    Column::new("rule", "rule"),
    Column::new("on", "on"),
    Column::new("place", "place"),
    Column::new("message", "finding"),
    Column::on_request("kind"),
    Column::on_request("confidence"),
    Column::on_request("related"),
    Column::on_request("help"),
];

/// Worst first; of the same severity the text's problems before the rules' findings.
pub(super) fn in_order(analysis: &Analysis) -> Vec<&Diagnostic> {
    let mut all: Vec<&Diagnostic> = analysis.problems.iter().chain(&analysis.findings).collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.severity));
    all
}

pub(super) fn rows(analysis: &Analysis) -> (&'static [Column], Vec<Row>) {
    let rows = in_order(analysis)
        .into_iter()
        .map(|it| {
            let element = it.element.as_ref();
            let place =
                analysis.sources.place(it.span).map(|it| format!("{}:{}", it.path, it.line));
            let cells = vec![
                Cell::text(it.severity.name()),
                Cell::text(it.code),
                Cell::maybe_text(element.map(|it| it.id.as_str())),
                Cell::maybe_text(place.as_deref()),
                Cell::text(&it.message),
                Cell::maybe_text(element.map(|it| it.kind.words())),
                Cell::text(it.confidence.into()),
                Cell::Several(it.related.iter().map(|it| it.id.to_string()).collect()),
                Cell::maybe_text(it.help.as_deref()),
            ];
            Row { cells, span: it.span }
        })
        .collect();
    (COLUMNS, rows)
}
