//! The data objects, in the order of the file.

use super::{Cell, Column, Row, findings_about};
use crate::analysis::Analysis;
use crate::diag::ElementKind;

const COLUMNS: &[Column] = &[
    Column::new("id", "object"),
    Column::new("name", "name"),
    Column::new("system_of_record", "system of record"),
    Column::new("personal", "personal"),
    Column::new("fields", "fields"),
    Column::new("flows", "flows"),
    Column::new("oldest", "oldest"),
    Column::new("findings", "findings"),
    Column::new("key", "keys"),
    Column::on_request("freshness_slo"),
];

pub(super) fn rows(analysis: &Analysis) -> (&'static [Column], Vec<Row>) {
    let stack = &analysis.stack;
    let rows = stack
        .objects
        .iter()
        .map(|(id, it)| {
            let moves = stack
                .integrations
                .values()
                .filter(|flow| flow.is_live())
                .filter(|flow| flow.objects.iter().any(|item| item.object.name == it.id));
            let personal = it.personal.map(|it| if it { "yes" } else { "no" });
            let cells = vec![
                Cell::text(&it.id),
                Cell::text(&it.name),
                Cell::maybe_text(it.system_of_record.as_ref().map(|it| it.name.as_str())),
                Cell::maybe_text(personal),
                Cell::count(it.fields.len()),
                Cell::count(moves.count()),
                analysis.freshness().oldest(id).map_or(Cell::Unknown, |it| Cell::Text(it.words())),
                findings_about(analysis, ElementKind::Object, &it.id),
                Cell::Several(it.keys.iter().map(|it| it.name.to_string()).collect()),
                it.freshness_slo.map_or(Cell::Unknown, |it| Cell::Text(it.to_string())),
            ];
            Row { cells, span: it.spans.item }
        })
        .collect();
    (COLUMNS, rows)
}
