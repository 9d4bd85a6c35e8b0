//! The people, in the order of the file, with what they look after.

use super::{Cell, Column, Row, findings_about};
use crate::analysis::Analysis;
use crate::diag::ElementKind;
use crate::stack::{Id, OwnerRef, Party, Person};

const COLUMNS: &[Column] = &[
    Column::new("id", "person"),
    Column::new("name", "name"),
    Column::new("role", "role"),
    Column::new("team", "team"),
    Column::new("status", "status"),
    Column::new("tools", "tools"),
    Column::new("integrations", "integrations"),
    Column::new("credentials", "credentials"),
    Column::new("findings", "findings"),
];

pub(super) fn rows(analysis: &Analysis) -> (&'static [Column], Vec<Row>) {
    let stack = &analysis.stack;
    let rows = stack
        .people
        .iter()
        .map(|(id, it)| {
            let is = |owner: &Option<OwnerRef>| names(owner.as_ref(), id);
            let tools = stack
                .tools
                .values()
                .filter(|tool| is(&tool.technical_owner) || is(&tool.business_owner));
            let flows = stack.integrations.values().filter(|flow| is(&flow.owner));
            let keys = stack.credentials.values().filter(|key| is(&key.holder));
            let status = if it.has_left(analysis.as_of) { "left" } else { "active" };
            let cells = vec![
                Cell::text(&it.id),
                Cell::text(&it.name),
                Cell::maybe_text(it.role.as_deref()),
                Cell::maybe_text(it.team.as_ref().map(|it| it.name.as_str())),
                Cell::text(status),
                Cell::count(tools.count()),
                Cell::count(flows.count()),
                Cell::count(keys.count()),
                findings_about(analysis, ElementKind::Person, &it.id),
            ];
            Row { cells, span: it.spans.item }
        })
        .collect();
    (COLUMNS, rows)
}

fn names(owner: Option<&OwnerRef>, person: Id<Person>) -> bool {
    owner.is_some_and(|it| it.party == Some(Party::Person(person)))
}
