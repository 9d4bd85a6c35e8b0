//! The catalogue for people: what is known, of which day, and what its absence means.

use super::grid::{self, Align, Fit};
use super::page::{Look, Page, Tone};
use crate::analysis::Analysis;
use crate::catalog::{Connector, Direction, Platform, Product, Through, platform, product};
use crate::evaluate::Passage;
use crate::report::catalog::{Offer, ProductPage, ProductWays};
use crate::stack::Stack;
use crate::text::{clean, plural};

/// Rows shown of a long list unless all are asked for.
const ROWS_BRIEF: usize = 15;

pub(crate) fn products(words: &str, found: &[Product], look: Look) -> String {
    let mut page = Page::new(look);
    if found.is_empty() {
        page.paragraph(&format!(
            "The catalogue has no product like “{}”. That says nothing about its connectors: add what you know under `connectors` in the stack file.",
            clean(words)
        ));
        return page.finish();
    }
    let shown = look.extent.shown(found.len(), ROWS_BRIEF);
    let rows: Vec<Vec<String>> = found
        .iter()
        .take(shown)
        .map(|it| {
            let vendor =
                it.vendor.filter(|vendor| !it.name.starts_with(vendor)).unwrap_or_default();
            let id = page.tint(Tone::Strong, it.id);
            vec![id, it.name.to_owned(), it.category.to_owned(), vendor.to_owned()]
        })
        .collect();
    grid::write(&mut page, "", &[Align::Left; 4], &rows, Fit::ToPage);
    page.more(found.len() - shown, "--all");
    page.finish()
}

pub(crate) fn product_page(stack: &Stack, shown: &ProductPage, look: Look) -> String {
    let mut page = Page::new(look);
    let product = shown.product;
    let owned = shown
        .owned
        .map_or(String::new(), |it| format!(" You have it as `{}`.", stack.tools[it].id));
    page.paragraph(&format!("{} ({}, {}).{owned}", product.name, product.id, product.category));
    let aliases: Vec<&str> = product.aliases().collect();
    if !aliases.is_empty() {
        page.item("also called: ", &aliases.join(", "));
    }
    page.heading(&format!("{} with a connector to it", plural(shown.connectors.len(), "platform")));
    let rows: Vec<Vec<String>> =
        shown.connectors.iter().map(|it| offer(&page, stack, it)).collect();
    grid::write(&mut page, "  ", &[Align::Left; 5], &rows, Fit::ToPage);
    if !shown.connects.is_empty() {
        page.heading(&format!("It connects {} itself", plural(shown.connects.len(), "product")));
        let count = look.extent.shown(shown.connects.len(), ROWS_BRIEF);
        let rows: Vec<Vec<String>> = shown
            .connects
            .iter()
            .take(count)
            .map(|it| vec![name_of(it.product), does(it).to_owned()])
            .collect();
        grid::write(&mut page, "  ", &[Align::Left; 2], &rows, Fit::ToPage);
        page.more(shown.connects.len() - count, "--all");
    }
    if !shown.not_listed.is_empty() {
        page.gap();
        let lists: Vec<String> =
            shown.not_listed.iter().map(|it| format!("{} ({})", it.id, it.dated())).collect();
        page.item("not in the whole list of: ", &lists.join(", "));
    }
    page.gap();
    page.paragraph(CAUTION);
    page.finish()
}

/// What the catalogue is, at the end of each answer.
const CAUTION: &str = "A row says that a public list of that day named the connector; look at the live product before you decide. \
A platform that is not in the list may have one all the same.";

fn offer(page: &Page, stack: &Stack, offer: &Offer) -> Vec<String> {
    let owned = offer.owned.map_or(String::new(), |it| format!("yours: {}", stack.tools[it].id));
    vec![
        page.tint(Tone::Strong, offer.platform.id),
        offer.platform.kind.words().to_owned(),
        does(&offer.connector).to_owned(),
        page.tint(Tone::Quiet, &format!("list {}", offer.platform.dated())),
        owned,
    ]
}

fn does(connector: &Connector) -> &'static str {
    match connector.direction {
        Some(Direction::Source) => "reads from it",
        Some(Direction::Destination) => "writes to it",
        Some(Direction::Both) => "reads and writes",
        None => "direction not stated",
    }
}

fn name_of(id: &str) -> String {
    product(id).map_or_else(|| id.to_owned(), |it| it.name.to_owned())
}

pub(crate) fn product_ways(analysis: &Analysis, ways: &ProductWays, look: Look) -> String {
    let mut page = Page::new(look);
    let stack = &analysis.stack;
    let (from, to) = (ways.from.name, ways.to.name);
    page.paragraph(&format!("How data of {from} could get to {to}."));
    page.heading("Directly");
    for stated in &ways.stated {
        let place = analysis.sources.place(stated.span);
        let place = place.map_or(String::new(), |it| format!(" ({}:{})", clean(&it.path), it.line));
        let note = stated
            .note
            .as_ref()
            .map_or(String::new(), |it| format!(": {}", it.trim_end_matches('.')));
        page.paragraph(&format!("  Your stack file knows a connector{place}{note}."));
    }
    match &ways.direct {
        Some(connector) => {
            let platform = platform(connector.platform);
            let dated = platform.map_or_else(String::new, |it| format!(", list {}", it.dated()));
            let sure = if connector.direction.is_some() { "" } else { "; its direction is not stated" };
            page.paragraph(&format!(
                "  {} ships a connector to {}{dated}{sure}.",
                name_of(connector.platform),
                name_of(connector.product)
            ));
        }
        None if !ways.stated.is_empty() => {}
        None => page.paragraph(
            "  No connector of the two is known. Public lists of direct links are rare: ask both vendors, and add what you learn under `connectors`.",
        ),
    }
    let owned: Vec<(Through, String)> = ways
        .owned
        .iter()
        .map(|(way, tool)| (*way, format!("yours: {}", stack.tools[*tool].id)))
        .collect();
    let others = |ways: &[Through]| -> Vec<(Through, String)> {
        ways.iter().map(|it| (*it, String::new())).collect()
    };
    section(&mut page, "Through something you own", &owned);
    if let Some(passage) = &ways.over_warehouse {
        two_loads(&mut page, stack, passage);
    }
    section(&mut page, "Through something you would buy", &others(&ways.bought));
    section(&mut page, "Built on a developer platform, by own code", &others(&ways.built));
    page.gap();
    page.paragraph(CAUTION);
    page.finish()
}

/// A load into the warehouse and one out of it.
fn two_loads(page: &mut Page, stack: &Stack, passage: &Passage) {
    let Some(warehouse) = passage.warehouse else { return };
    let name = &stack.tools[warehouse].name;
    let legs: Vec<(Through, String)> = passage
        .hops
        .iter()
        .zip(&passage.carriers)
        .map(|(hop, tool)| (*hop, format!("yours: {}", stack.tools[*tool].id)))
        .collect();
    section(page, &format!("In two loads, over your {name}"), &legs);
}

fn section(page: &mut Page, title: &str, ways: &[(Through, String)]) {
    page.heading(title);
    if ways.is_empty() {
        page.paragraph("  Nothing is known.");
        return;
    }
    let rows: Vec<Vec<String>> = ways
        .iter()
        .map(|(way, note)| {
            let platform = platform(way.platform());
            let sure = if way.is_certain {
                "reads and writes as needed"
            } else {
                "a direction is not stated"
            };
            vec![
                page.tint(Tone::Strong, way.platform()),
                platform.map_or("", |it| it.kind.words()).to_owned(),
                sure.to_owned(),
                page.tint(Tone::Quiet, &dated(platform)),
                note.clone(),
            ]
        })
        .collect();
    grid::write(page, "  ", &[Align::Left; 5], &rows, Fit::ToPage);
}

fn dated(platform: Option<Platform>) -> String {
    platform.map_or_else(String::new, |it| format!("list {}", it.dated()))
}
