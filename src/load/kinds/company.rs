//! The company, known connectors and accepted findings.

use crate::diag::ElementKind;
use crate::load::item::Item;
use crate::load::shape::{Form, Shape, optional, required};
use crate::stack::{Accept, Company, Connector, ConnectorDirection};
use crate::text::Label;

pub(in crate::load) static COMPANY: Shape = Shape {
    name: "company",
    doc: "The company, and the day that dates count from.",
    kind: None,
    short: None,
    fields: &[
        optional("name", Form::Text, "Its name."),
        optional("currency", Form::Text, "The currency of all money here, e.g. `EUR`."),
        optional("timezone", Form::Text, "Its time zone, e.g. `Europe/Amsterdam`."),
        optional(
            "as_of",
            Form::Date,
            "The day that every date rule counts from; today where it is not given.",
        ),
        optional(
            "regions",
            Form::List(&Form::Text),
            "Where its people and customers are; decides which consent rules apply.",
        ),
        optional("working_hours_per_week", Form::Number, "Hours of a working week."),
        optional("blended_rate", Form::Number, "What an hour of work costs."),
        optional("policies", Form::Table(&Form::Number), "Thresholds of the rules, by name."),
        optional(
            "effort",
            Form::Table(&Form::List(&Form::Number)),
            "Hours that an item of a migration takes here: best, likely and worst, e.g. `recipe: [2, 5, 16]`.",
        ),
    ],
};

pub(in crate::load) fn read_company(item: Item<'_>, company: &mut Company) {
    item.spans(&mut company.spans);
    item.read("name", &mut company.name);
    item.read("currency", &mut company.currency);
    item.read("timezone", &mut company.timezone);
    item.read("as_of", &mut company.as_of);
    item.list("regions", &mut company.regions);
    item.read("working_hours_per_week", &mut company.working_hours_per_week);
    item.read("blended_rate", &mut company.blended_rate);
    item.table("policies", &mut company.policies);
    item.table_of_lists("effort", &mut company.effort);
}

/// `one_way` and `two_way`, as integrations have them, are read too: from the tool to the platform, or both.
const CONNECTOR_DIRECTIONS: &[&str] = &["source", "destination", "both", "one_way", "two_way"];

pub(in crate::load) static CONNECTOR: Shape = Shape {
    name: "connector",
    doc: "A connector that is known to exist.",
    kind: None,
    short: None,
    fields: &[
        required("tool", Form::Text, "The product it connects."),
        required("platform", Form::Text, "The product or platform that offers it."),
        optional(
            "direction",
            Form::OneOf(CONNECTOR_DIRECTIONS),
            "Seen from the platform: it reads from the tool, writes to it, or both.",
        ),
        optional("objects", Form::List(&Form::Ref(ElementKind::Object)), "What it can move."),
        optional("kind", Form::Method, "How it connects."),
        optional("as_of", Form::Date, "The day this was known."),
        optional("note", Form::Text, "What else there is to know."),
    ],
};

pub(in crate::load) fn read_connector(item: Item<'_>, connector: &mut Connector) {
    item.spans(&mut connector.spans);
    item.fill("tool", &mut connector.tool);
    item.fill("platform", &mut connector.platform);
    let mut direction = None::<Label>;
    item.read("direction", &mut direction);
    match direction.as_ref().map(|it| it.to_ascii_lowercase()).as_deref() {
        Some("one_way") => connector.direction = Some(ConnectorDirection::Source),
        Some("two_way") => connector.direction = Some(ConnectorDirection::Both),
        Some(_) | None => item.one_of("direction", &mut connector.direction),
    }
    item.list("objects", &mut connector.objects);
    item.read("kind", &mut connector.kind);
    item.read("as_of", &mut connector.as_of);
    item.read("note", &mut connector.note);
}

pub(in crate::load) static ACCEPT: Shape = Shape {
    name: "accepted finding",
    doc: "A finding that somebody has decided to live with, until a day.",
    kind: None,
    short: None,
    fields: &[
        required("rule", Form::Text, "The rule's name."),
        required("on", Form::Text, "The id of what the finding is about."),
        required("reason", Form::Text, "Why it is accepted."),
        optional("by", Form::Text, "Who accepted it."),
        optional("until", Form::Date, "The day it is looked at again."),
    ],
};

pub(in crate::load) fn read_accept(item: Item<'_>, accept: &mut Accept) {
    item.spans(&mut accept.spans);
    item.fill("rule", &mut accept.rule);
    item.fill("on", &mut accept.on);
    item.read("reason", &mut accept.reason);
    item.read("by", &mut accept.by);
    item.read("until", &mut accept.until);
}
