//! The integrations, in the order of the file.

use super::{Cell, Column, Row, findings_about};
use crate::analysis::Analysis;
use crate::diag::ElementKind;

const COLUMNS: &[Column] = &[
    Column::new("id", "integration"),
    Column::new("from", "from"),
    Column::new("arrow", ""),
    Column::new("to", "to"),
    Column::new("object", "objects"),
    Column::new("method", "method"),
    Column::new("every", "every"),
    Column::new("fragility", "fragility"),
    Column::new("impact", "impact"),
    Column::new("findings", "findings"),
    Column::new("owner", "owner"),
    Column::on_request("band"),
    Column::on_request("fragility_low"),
    Column::on_request("fragility_high"),
    Column::on_request("priority"),
    Column::on_request("status"),
    Column::on_request("via"),
    Column::on_request("credential"),
    Column::on_request("workaround"),
];

pub(super) fn rows(analysis: &Analysis) -> (&'static [Column], Vec<Row>) {
    let stack = &analysis.stack;
    let rows = stack
        .integrations
        .iter()
        .map(|(id, it)| {
            let score = analysis.fragility.get(id.index());
            let weight = analysis.weights.get(id.index());
            let number = |value: Option<u8>| Cell::maybe_number(value.map(f64::from));
            let objects = it.objects.iter().map(|item| item.object.name.to_string()).collect();
            let workaround = it
                .workaround
                .as_ref()
                .map(|it| it.reason.as_ref().map_or("no reason given", |reason| reason.as_str()));
            let cells = vec![
                Cell::text(&it.id),
                Cell::text(&it.from.name),
                Cell::text(it.arrow()),
                Cell::text(&it.to.name),
                if it.objects.is_empty() { Cell::Unknown } else { Cell::Several(objects) },
                Cell::text(it.method.name()),
                it.frequency.as_ref().map_or(Cell::Unknown, |it| Cell::Text(it.every.to_string())),
                number(score.map(|it| it.score)),
                number(weight.map(|it| it.impact)),
                findings_about(analysis, ElementKind::Integration, &it.id),
                Cell::maybe_text(it.owner.as_ref().map(|it| stack.party_name(it))),
                Cell::maybe_text(score.map(|it| it.band().name())),
                number(score.map(|it| it.low)),
                number(score.map(|it| it.high)),
                Cell::maybe_text(weight.map(|it| it.priority.name())),
                Cell::text(it.status.into()),
                Cell::maybe_text(it.via.as_ref().map(|it| it.name.as_str())),
                Cell::maybe_text(it.credential.as_ref().map(|it| it.name.as_str())),
                Cell::maybe_text(workaround),
            ];
            Row { cells, span: it.spans.item }
        })
        .collect();
    (COLUMNS, rows)
}
