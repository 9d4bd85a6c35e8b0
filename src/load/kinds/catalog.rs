//! A company's own catalogue file: products, platforms and connectors over the shipped ones.

use crate::load::shape::{Form, Shape, optional, required};
use crate::stack::Category;
use strum::VariantNames as _;

/// As `catalog/platforms.tsv` has them.
const PLATFORM_KINDS: &[&str] = &["cdp", "etl", "reverse-etl", "ipaas", "developer", "product"];
/// `none`: there is no such connector, though a list says so.
const DIRECTIONS: &[&str] = &["source", "destination", "both", "none"];

pub(in crate::load) static CATALOG_FILE: Shape = Shape {
    name: "catalogue file",
    doc: "A catalogue of your own, over the shipped one: `--catalog FILE`.",
    kind: None,
    short: None,
    fields: &[
        optional("version", Form::Free, "Version of this format: 1."),
        optional("products", Form::List(&Form::Map(&PRODUCT)), "Products that people buy."),
        optional(
            "platforms",
            Form::List(&Form::Map(&PLATFORM)),
            "Products that ship connectors, and what is known of their list.",
        ),
        optional(
            "connectors",
            Form::List(&Form::Map(&LISTED)),
            "Connectors that platforms have to products.",
        ),
    ],
};

pub(in crate::load) static PRODUCT: Shape = Shape {
    name: "product",
    doc: "A product, new or shipped; what is not said of a shipped one stays.",
    kind: None,
    short: None,
    fields: &[
        required("id", Form::Id, "Its name for the program."),
        optional("name", Form::Text, "Its name for people; the id where it is not given."),
        optional("vendor", Form::Text, "Who sells it."),
        optional("category", Form::OneOf(Category::VARIANTS), "As of tools."),
        optional("domain", Form::Text, "Its website."),
        optional("aka", Form::List(&Form::Text), "Other names that people call it by."),
    ],
};

pub(in crate::load) static PLATFORM: Shape = Shape {
    name: "platform",
    doc: "A product that ships connectors.",
    kind: None,
    short: None,
    fields: &[
        required("id", Form::Id, "The product's id."),
        optional("kind", Form::OneOf(PLATFORM_KINDS), "What sort of platform it is."),
        optional("whole", Form::Bool, "Its list is whole: what is not in it is not offered."),
        optional("as_of", Form::Date, "The day of its list."),
        optional("note", Form::Text, "What else there is to know."),
    ],
};

pub(in crate::load) static LISTED: Shape = Shape {
    name: "listed connector",
    doc: "A connector that a platform has to a product, or has not.",
    kind: None,
    short: None,
    fields: &[
        required("product", Form::Text, "The product it connects, by id or name."),
        required("platform", Form::Text, "The product that offers it, by id or name."),
        optional(
            "direction",
            Form::OneOf(DIRECTIONS),
            "Seen from the platform: it reads from the product, writes to it, both; `none` denies what a list says.",
        ),
        optional("authentication", Form::List(&Form::Text), "How it signs in, e.g. `oauth2`."),
        optional("as_of", Form::Date, "The day this was known."),
        optional("note", Form::Text, "Where it was read, or what else there is to know."),
    ],
};
