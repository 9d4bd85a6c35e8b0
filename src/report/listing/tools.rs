//! The tools, in the order of the file.

use super::{Cell, Column, Row, findings_about};
use crate::analysis::Analysis;
use crate::diag::ElementKind;
use crate::network::FlowId;
use crate::stack::Tool;

const COLUMNS: &[Column] = &[
    Column::new("id", "tool"),
    Column::new("name", "name"),
    Column::new("category", "category"),
    Column::new("lifecycle", "lifecycle"),
    Column::new("tier", "tier"),
    Column::new("in", "in"),
    Column::new("out", "out"),
    Column::new("findings", "findings"),
    Column::new("breaks", "breaks"),
    Column::new("cost_annual", "cost/year"),
    Column::new("owner", "owner"),
    Column::on_request("stage"),
    Column::on_request("business_owner"),
    Column::on_request("tag"),
    Column::on_request("sends"),
    Column::on_request("vendor"),
    Column::on_request("renewal_date"),
];

pub(super) fn rows(analysis: &Analysis) -> (&'static [Column], Vec<Row>) {
    let stack = &analysis.stack;
    // By tool position.
    let mut losses = vec![None; stack.tools.len()];
    for it in analysis.linchpins() {
        losses[it.tool.index()] = Some(it);
    }
    let rows = stack
        .tools
        .iter()
        .map(|(id, tool)| {
            let count = |flows: &mut dyn Iterator<Item = FlowId>| {
                let mut integrations: Vec<_> =
                    flows.map(|it| analysis.network.flow(it).integration).collect();
                integrations.sort_unstable();
                integrations.dedup();
                Cell::count(integrations.len())
            };
            let loss = losses[id.index()];
            let owner = |it: &Option<crate::stack::OwnerRef>| {
                Cell::maybe_text(it.as_ref().map(|it| stack.party_name(it)))
            };
            let cells = vec![
                Cell::text(&tool.id),
                Cell::text(&tool.name),
                Cell::text(tool.category.name()),
                Cell::text(tool.lifecycle.into()),
                Cell::maybe_number(tool.tier.map(f64::from)),
                count(&mut analysis.network.fed_by(id)),
                count(&mut analysis.network.feeds(id)),
                findings_about(analysis, ElementKind::Tool, &tool.id),
                loss.map_or(Cell::Unknown, |it| Cell::count(it.broken)),
                Cell::maybe_number(tool.cost.as_ref().and_then(|it| it.annual)),
                owner(&tool.technical_owner),
                Cell::text(tool.stage().name()),
                owner(&tool.business_owner),
                Cell::Several(tool.tags.iter().map(ToString::to_string).collect()),
                sends(tool),
                Cell::maybe_text(tool.vendor.as_ref().map(|it| it.name.as_str())),
                renewal(tool),
            ];
            Row { cells, span: tool.spans.item }
        })
        .collect();
    (COLUMNS, rows)
}

fn sends(tool: &Tool) -> Cell {
    Cell::Several(tool.sends.iter().map(|it| it.channel.name().to_owned()).collect())
}

fn renewal(tool: &Tool) -> Cell {
    let date = tool.contract.as_ref().and_then(|it| it.renewal_date);
    date.map_or(Cell::Unknown, |it| Cell::Text(it.to_string()))
}
