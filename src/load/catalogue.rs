//! Reads a company's own catalogue. What is wrong is reported, the rest still counts.

use super::check::{Purpose, check};
use super::item::Item;
use super::kinds;
use super::shape::Shape;
use crate::catalog::{Catalog, Written, WrittenConnector, WrittenPlatform, WrittenProduct};
use crate::diag::{Diagnostic, Severity};
use crate::stack::Date;
use crate::text::{FileId, Label, Sources, clean, nearest};
use crate::yaml::{self, Node};

/// The catalogue of a file that is among the sources, over the shipped one.
pub(crate) fn read_catalog(sources: &Sources, file: FileId) -> (Catalog, Vec<Diagnostic>) {
    let reading = yaml::read(sources, file);
    let mut problems = reading.problems;
    let mut written = Written {
        source: sources.get(file).map_or_else(String::new, |it| clean(&it.path)),
        ..Written::default()
    };
    match reading.tree.root() {
        Some(root) => {
            check(root, &kinds::CATALOG_FILE, Purpose::Whole, &mut problems);
            read_products(root, &mut written);
            read_platforms(root, &mut written, &mut problems);
            read_connectors(root, &mut written, &mut problems);
            if ["products", "platforms", "connectors"].iter().all(|it| root.get(it).is_none()) {
                problems.push(
                    Diagnostic::new("missing-key", Severity::Warning, "the catalogue says nothing")
                        .at(root.span(), "no products, platforms or connectors")
                        .help("for example `connectors: [{product: hubspot, platform: zapier}]`"),
                );
            }
        }
        None if problems.is_empty() => problems.push(Diagnostic::new(
            "empty-file",
            Severity::Error,
            "the catalogue file is empty",
        )),
        None => {}
    }
    crate::diag::sort(&mut problems);
    (Catalog::with(&written), problems)
}

/// The items of a list, each with its node.
fn items<'t>(
    root: Node<'t>,
    key: &str,
    shape: &'static Shape,
) -> impl Iterator<Item = (Item<'t>, Node<'t>)> {
    let nodes: Vec<Node<'t>> = root.get(key).into_iter().flat_map(Node::items).collect();
    nodes.into_iter().filter_map(move |node| Some((Item::new(node, shape)?, node)))
}

fn text(item: Item<'_>, key: &'static str) -> Option<String> {
    let mut label = None::<Label>;
    item.read(key, &mut label);
    label.map(|it| it.to_string())
}

fn texts(item: Item<'_>, key: &'static str) -> Vec<String> {
    let mut labels: Vec<Label> = Vec::new();
    item.list(key, &mut labels);
    // A bar joins them in the tables.
    labels.iter().map(|it| it.replace('|', "/")).collect()
}

fn day(item: Item<'_>) -> Option<String> {
    let mut day = None::<Date>;
    item.read("as_of", &mut day);
    day.map(|it| it.to_string())
}

fn read_products(root: Node<'_>, written: &mut Written) {
    for (item, _) in items(root, "products", &kinds::PRODUCT) {
        let Some(id) = text(item, "id").filter(|it| !it.is_empty()) else { continue };
        let category = text(item, "category");
        written.products.push(WrittenProduct {
            id,
            name: text(item, "name"),
            vendor: text(item, "vendor"),
            category: category.filter(|it| it.parse::<crate::stack::Category>().is_ok()),
            domain: text(item, "domain"),
            aka: texts(item, "aka"),
        });
    }
}

fn read_platforms(root: Node<'_>, written: &mut Written, problems: &mut Vec<Diagnostic>) {
    for (item, node) in items(root, "platforms", &kinds::PLATFORM) {
        let Some(name) = text(item, "id").filter(|it| !it.is_empty()) else { continue };
        let Some(id) = known(written, &name, (node, "id"), problems) else { continue };
        let mut is_whole = None::<bool>;
        item.read("whole", &mut is_whole);
        written.platforms.push(WrittenPlatform {
            id,
            kind: text(item, "kind").and_then(|it| it.parse().ok()),
            is_whole,
            as_of: day(item),
            note: text(item, "note"),
        });
    }
}

fn read_connectors(root: Node<'_>, written: &mut Written, problems: &mut Vec<Diagnostic>) {
    for (item, node) in items(root, "connectors", &kinds::LISTED) {
        let mut named = |key: &'static str| {
            let name = text(item, key).filter(|it| !it.is_empty())?;
            known(written, &name, (node, key), problems)
        };
        let (product, platform) = (named("product"), named("platform"));
        let Some((product, platform)) = product.zip(platform) else { continue };
        let direction = text(item, "direction");
        written.connectors.push(WrittenConnector {
            product,
            platform,
            is_denied: direction.as_deref() == Some("none"),
            direction: direction.and_then(|it| it.parse().ok()),
            authentication: texts(item, "authentication"),
            note: text(item, "note"),
            as_of: day(item),
        });
    }
}

/// The id that a name stands for, in the file or in the shipped catalogue; reports the nearest where there is none.
fn known(
    written: &Written,
    name: &str,
    (node, key): (Node<'_>, &str),
    problems: &mut Vec<Diagnostic>,
) -> Option<String> {
    let wanted = name.to_lowercase();
    let is_it = |it: &&WrittenProduct| {
        let names = std::iter::once(&it.id).chain(&it.name).chain(&it.aka);
        names.into_iter().any(|it| it.to_lowercase() == wanted)
    };
    if let Some(own) = written.products.iter().find(is_it) {
        return Some(own.id.clone());
    }
    let shipped = Catalog::default();
    if let Some(product) = shipped.named(name) {
        return Some(product.id.to_owned());
    }
    let span = node.get(key).map_or_else(|| node.span(), Node::span);
    let message =
        format!("neither this file nor the catalogue has a product called `{}`", clean(name));
    let near = {
        let own = written.products.iter().map(|it| it.id.as_str());
        nearest(name, own.chain(shipped.products().map(|it| it.id)))
    };
    let help = near.map_or_else(
        || "add it under `products`, with its id and category".to_owned(),
        |near| format!("did you mean `{near}`? Else add it under `products`"),
    );
    problems.push(
        Diagnostic::new("catalog-unknown-product", Severity::Error, message)
            .at(span, "not known, so this is left out")
            .help(help),
    );
    None
}
