//! Tools and what they hold, send and cost.

use strum::VariantNames as _;

use crate::diag::ElementKind;
use crate::load::item::Item;
use crate::load::shape::{Form, Shape, optional, required};
use crate::stack::{
    AcceptsDelete, Api, Category, Channel, Contract, Cost, Fallback, Lifecycle, Seats, Sending,
    Spans, Stage, Store, StoreRole, Tool, ToolConnector,
};

pub(in crate::load) static TOOL: Shape = Shape {
    name: "tool",
    doc: "A product that the company runs.",
    kind: Some(ElementKind::Tool),
    short: None,
    fields: &[
        required("id", Form::Id, "The name that others refer to."),
        required("name", Form::Text, "The name to show."),
        required("category", Form::OneOf(Category::VARIANTS), "What kind of product it is."),
        optional(
            "lifecycle",
            Form::OneOf(Lifecycle::VARIANTS),
            "Where it is in its life; active where it is not given.",
        ),
        optional(
            "stage",
            Form::OneOf(Stage::VARIANTS),
            "Its column on the map; follows from the category where it is not given.",
        ),
        optional("tier", Form::Integer { min: 1, max: 3 }, "1 critical, 2 core, 3 non-critical."),
        optional("vendor", Form::Ref(ElementKind::Vendor), "Who sells or runs it."),
        optional("product", Form::Text, "The product's full name or edition."),
        optional("instance", Form::Text, "Which of several instances, e.g. a portal id."),
        optional("aka", Form::List(&Form::Text), "Other names it goes by."),
        optional("functions", Form::List(&Form::Text), "What it is used for; shows overlap."),
        optional("tags", Form::List(&Form::Text), "Words to filter by."),
        optional("purpose", Form::Text, "One sentence for newcomers."),
        optional("docs", Form::Text, "Where it is described."),
        optional("verified_at", Form::Date, "The day somebody last checked this entry."),
        optional("business_owner", Form::Party, "Who decides about it and pays for it."),
        optional("technical_owner", Form::Party, "Who runs it."),
        optional("team", Form::Ref(ElementKind::Team), "The team it belongs to."),
        optional("admins", Form::List(&Form::Party), "Who may change its settings."),
        optional("stores", Form::List(&Form::Map(&STORE)), "What it keeps of each object."),
        optional(
            "sends",
            Form::List(&Form::Map(&SENDING)),
            "The channels on which it reaches people.",
        ),
        optional(
            "collects",
            Form::List(&Form::Ref(ElementKind::Object)),
            "Objects that are born here.",
        ),
        optional("personal_data", Form::Bool, "It holds personal data."),
        optional("data_classification", Form::Text, "How confidential its data is."),
        optional("data_residency", Form::Text, "Where its data lies."),
        optional("cost", Form::Map(&COST), "What it costs."),
        optional("contract", Form::Map(&CONTRACT), "When it renews."),
        optional("seats", Form::Map(&SEATS), "How many people may and do use it."),
        optional("sso", Form::Text, "How people sign in."),
        optional("api", Form::Map(&API), "Its interface and the limits of it."),
        optional("availability", Form::Percent, "The share of the time that it works."),
        optional("sandbox", Form::Text, "Where changes are tried out."),
        optional("backup", Form::Text, "How its data and settings are saved."),
        optional("fallback", Form::Map(&FALLBACK), "What stands in when it is down."),
        optional(
            "connectors",
            Form::List(&Form::Map(&TOOL_CONNECTOR)),
            "Connectors that it is known to have.",
        ),
        optional("replaces", Form::Ref(ElementKind::Tool), "The tool it takes the place of."),
        optional("replaced_by", Form::Ref(ElementKind::Tool), "The tool that takes its place."),
        optional("notes", Form::Text, "Anything else."),
    ],
};

static STORE: Shape = Shape {
    name: "store",
    doc: "What a tool keeps of an object.",
    kind: None,
    short: Some("object"),
    fields: &[
        required("object", Form::Ref(ElementKind::Object), "The object."),
        optional("role", Form::OneOf(StoreRole::VARIANTS), "What kind of copy it is."),
        optional("key", Form::Text, "The field that records are told apart by."),
        optional("records", Form::Number, "How many records."),
        optional(
            "fill",
            Form::Table(&Form::Percent),
            "The share of records that have a field filled, by field.",
        ),
        optional("duplicates", Form::Percent, "The share of records that are duplicates."),
        optional("retention_days", Form::Number, "Days that records are kept."),
        optional(
            "accepts_delete",
            Form::OneOf(AcceptsDelete::VARIANTS),
            "How a record can be erased.",
        ),
        optional(
            "enums",
            Form::Table(&Form::List(&Form::Text)),
            "Values a field may have, where this tool's list differs from the object's.",
        ),
    ],
};

static SENDING: Shape = Shape {
    name: "sending",
    doc: "A channel on which a tool reaches people.",
    kind: None,
    short: Some("channel"),
    fields: &[
        required("channel", Form::OneOf(Channel::VARIANTS), "The channel."),
        optional(
            "purpose",
            Form::Ref(ElementKind::Purpose),
            "The consent purpose it sends for, where it is not any.",
        ),
    ],
};

static COST: Shape = Shape {
    name: "cost",
    doc: "What a tool costs.",
    kind: None,
    short: None,
    fields: &[
        optional("annual", Form::Number, "Per year."),
        optional("currency", Form::Text, "Its currency, where it is not the company's."),
        optional("billing", Form::Text, "How it is billed."),
    ],
};

static CONTRACT: Shape = Shape {
    name: "contract",
    doc: "When a tool's contract renews.",
    kind: None,
    short: None,
    fields: &[
        optional("renewal_date", Form::Date, "The day it renews."),
        optional("notice_days", Form::Number, "Days before that in which notice must be given."),
        optional("auto_renew", Form::Bool, "It renews by itself."),
    ],
};

static SEATS: Shape = Shape {
    name: "seats",
    doc: "How many people may and do use a tool.",
    kind: None,
    short: None,
    fields: &[
        optional("licensed", Form::Number, "Seats paid for."),
        optional("active_90d", Form::Number, "People who used it in the last 90 days."),
    ],
};

static API: Shape = Shape {
    name: "API",
    doc: "A tool's interface and the limits of it.",
    kind: None,
    short: None,
    fields: &[
        optional("version", Form::Text, "The version in use."),
        optional("sunset_at", Form::Date, "The day that version ends."),
        optional("limit", Form::Number, "Calls allowed per window."),
        optional("window", Form::Duration, "The window that the limit is for."),
        optional("used", Form::Number, "Calls used per window."),
        optional("scope", Form::Text, "What the limit counts for: app, account or org."),
    ],
};

static FALLBACK: Shape = Shape {
    name: "fallback",
    doc: "What stands in when a tool is down.",
    kind: None,
    short: None,
    fields: &[
        required("tool", Form::Ref(ElementKind::Tool), "The tool that stands in."),
        optional("activation_hours", Form::Number, "Hours until it does."),
    ],
};

static TOOL_CONNECTOR: Shape = Shape {
    name: "tool connector",
    doc: "A connector that a tool is known to have.",
    kind: None,
    short: Some("to"),
    fields: &[
        required("to", Form::Text, "The product it connects to."),
        optional("kind", Form::Method, "How it connects."),
        optional("note", Form::Text, "What else there is to know."),
    ],
};

pub(in crate::load) fn read_tool(item: Item<'_>, tool: &mut Tool) {
    item.spans(&mut tool.spans);
    item.fill("id", &mut tool.id);
    item.named(&mut tool.name, &tool.id);
    item.choice("category", &mut tool.category);
    item.choice("lifecycle", &mut tool.lifecycle);
    item.one_of("stage", &mut tool.declared_stage);
    item.read("tier", &mut tool.tier);
    item.read("vendor", &mut tool.vendor);
    item.read("product", &mut tool.product);
    item.read("instance", &mut tool.instance);
    item.list("aka", &mut tool.aka);
    item.list("functions", &mut tool.functions);
    item.list("tags", &mut tool.tags);
    item.read("purpose", &mut tool.purpose);
    item.read("docs", &mut tool.docs);
    item.read("verified_at", &mut tool.verified_at);
    item.read("business_owner", &mut tool.business_owner);
    item.read("technical_owner", &mut tool.technical_owner);
    item.read("team", &mut tool.team);
    item.list("admins", &mut tool.admins);
    read_tool_details(item, tool);
}

fn read_tool_details(item: Item<'_>, tool: &mut Tool) {
    item.maps("stores", &mut tool.stores, read_store);
    item.maps("sends", &mut tool.sends, read_sending);
    item.list("collects", &mut tool.collects);
    item.read("personal_data", &mut tool.personal_data);
    item.read("data_classification", &mut tool.data_classification);
    item.read("data_residency", &mut tool.data_residency);
    item.map("cost", &mut tool.cost, read_cost);
    item.map("contract", &mut tool.contract, read_contract);
    item.map("seats", &mut tool.seats, read_seats);
    item.read("sso", &mut tool.sso);
    item.map("api", &mut tool.api, read_api);
    item.read("availability", &mut tool.availability);
    item.read("sandbox", &mut tool.sandbox);
    item.read("backup", &mut tool.backup);
    item.map("fallback", &mut tool.fallback, read_fallback);
    tool.fallback = tool.fallback.take().filter(|it| !it.tool.name.is_empty());
    item.maps("connectors", &mut tool.connectors, read_tool_connector);
    item.read("replaces", &mut tool.replaces);
    item.read("replaced_by", &mut tool.replaced_by);
    item.read("notes", &mut tool.notes);
}

fn read_store(item: Item<'_>) -> Option<Store> {
    let mut store = Store::default();
    item.spans(&mut store.spans);
    item.fill("object", &mut store.object);
    item.one_of("role", &mut store.role);
    item.read("key", &mut store.key);
    item.read("records", &mut store.records);
    item.table("fill", &mut store.fill);
    item.read("duplicates", &mut store.duplicates);
    item.read("retention_days", &mut store.retention_days);
    item.one_of("accepts_delete", &mut store.accepts_delete);
    item.table_of_lists("enums", &mut store.enums);
    (!store.object.name.is_empty()).then_some(store)
}

fn read_sending(item: Item<'_>) -> Option<Sending> {
    let mut channel = None;
    item.one_of("channel", &mut channel);
    let mut sending = Sending { channel: channel?, purpose: None, spans: Spans::default() };
    item.spans(&mut sending.spans);
    item.read("purpose", &mut sending.purpose);
    Some(sending)
}

fn read_cost(item: Item<'_>, cost: &mut Cost) {
    item.spans(&mut cost.spans);
    item.read("annual", &mut cost.annual);
    item.read("currency", &mut cost.currency);
    item.read("billing", &mut cost.billing);
}

fn read_contract(item: Item<'_>, contract: &mut Contract) {
    item.spans(&mut contract.spans);
    item.read("renewal_date", &mut contract.renewal_date);
    item.read("notice_days", &mut contract.notice_days);
    item.read("auto_renew", &mut contract.auto_renew);
}

fn read_seats(item: Item<'_>, seats: &mut Seats) {
    item.read("licensed", &mut seats.licensed);
    item.read("active_90d", &mut seats.active_90d);
}

fn read_api(item: Item<'_>, api: &mut Api) {
    item.spans(&mut api.spans);
    item.read("version", &mut api.version);
    item.read("sunset_at", &mut api.sunset_at);
    item.read("limit", &mut api.limit);
    item.read("window", &mut api.window);
    item.read("used", &mut api.used);
    item.read("scope", &mut api.scope);
}

fn read_fallback(item: Item<'_>, fallback: &mut Fallback) {
    item.fill("tool", &mut fallback.tool);
    item.read("activation_hours", &mut fallback.activation_hours);
}

fn read_tool_connector(item: Item<'_>) -> Option<ToolConnector> {
    let mut connector = ToolConnector::default();
    item.fill("to", &mut connector.to);
    item.read("kind", &mut connector.kind);
    item.read("note", &mut connector.note);
    (!connector.to.is_empty()).then_some(connector)
}
