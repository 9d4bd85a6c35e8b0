//! The journeys, in the order of the file.

use super::{Cell, Column, Row, findings_about};
use crate::analysis::Analysis;
use crate::diag::ElementKind;

const COLUMNS: &[Column] = &[
    Column::new("id", "journey"),
    Column::new("name", "name"),
    Column::new("stages", "stages"),
    Column::new("value_per_day", "value/day"),
    Column::new("findings", "findings"),
    Column::new("tool", "tools"),
    Column::on_request("stage"),
];

pub(super) fn rows(analysis: &Analysis) -> (&'static [Column], Vec<Row>) {
    let rows = analysis
        .stack
        .journeys
        .values()
        .map(|it| {
            let mut tools: Vec<String> = Vec::new();
            for tool in it.stages.iter().filter_map(|stage| stage.tool.as_ref()) {
                if !tools.iter().any(|known| *known == *tool.name) {
                    tools.push(tool.name.to_string());
                }
            }
            let cells = vec![
                Cell::text(&it.id),
                Cell::text(&it.name),
                Cell::count(it.stages.len()),
                Cell::maybe_number(it.value_per_day),
                findings_about(analysis, ElementKind::Journey, &it.id),
                Cell::Several(tools),
                Cell::Several(it.stages.iter().map(|stage| stage.id.to_string()).collect()),
            ];
            Row { cells, span: it.spans.item }
        })
        .collect();
    (COLUMNS, rows)
}
