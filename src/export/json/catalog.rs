//! The catalogue as JSON.

use serde::Serialize;

use super::document;
use crate::catalog::{Connector, Direction, Platform, Product, Through, platform};
use crate::evaluate::Passage;
use crate::report::catalog::{ProductPage, ProductWays};
use crate::stack::{Stack, ToolId};

#[derive(Serialize)]
struct JsonProduct {
    id: &'static str,
    name: &'static str,
    vendor: Option<&'static str>,
    category: &'static str,
    domain: Option<&'static str>,
    aliases: Vec<&'static str>,
}

#[derive(Serialize)]
struct JsonConnector<'a> {
    product: &'static str,
    platform: &'static str,
    platform_kind: Option<&'static str>,
    /// Seen from the platform; null: not stated.
    direction: Option<Direction>,
    authentication: Vec<&'static str>,
    list_as_of: Option<&'static str>,
    list_is_whole: bool,
    source: &'static str,
    place: &'static str,
    owned_as: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonWay<'a> {
    platform: &'static str,
    from: JsonConnector<'a>,
    to: JsonConnector<'a>,
    directions_are_stated: bool,
}

fn product(it: &Product) -> JsonProduct {
    JsonProduct {
        id: it.id,
        name: it.name,
        vendor: it.vendor,
        category: it.category,
        domain: it.domain,
        aliases: it.aliases().collect(),
    }
}

fn connector<'a>(it: &Connector, owned: Option<ToolId>, stack: &'a Stack) -> JsonConnector<'a> {
    let platform: Option<Platform> = platform(it.platform);
    JsonConnector {
        product: it.product,
        platform: it.platform,
        platform_kind: platform.map(|it| it.kind.into()),
        direction: it.direction,
        authentication: it.authentication.into_iter().flat_map(|it| it.split('|')).collect(),
        list_as_of: platform.and_then(|it| it.as_of),
        list_is_whole: platform.is_some_and(|it| it.is_whole),
        source: platform.map_or("", |it| it.source),
        place: it.place,
        owned_as: owned.map(|it| stack.tools[it].id.as_str()),
    }
}

impl Serialize for Direction {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name: &'static str = self.into();
        serializer.serialize_str(name)
    }
}

#[derive(Serialize)]
struct Found {
    products: Vec<JsonProduct>,
}

pub(crate) fn products(found: &[Product]) -> String {
    document("catalog_search", Found { products: found.iter().map(product).collect() })
}

#[derive(Serialize)]
struct Page<'a> {
    product: JsonProduct,
    owned_as: Option<&'a str>,
    connectors: Vec<JsonConnector<'a>>,
    connects: Vec<JsonConnector<'a>>,
    /// Platforms whose whole list, of its day, does not have it.
    not_listed: Vec<&'static str>,
}

pub(crate) fn product_page(stack: &Stack, page: &ProductPage) -> String {
    let content = Page {
        product: product(&page.product),
        owned_as: page.owned.map(|it| stack.tools[it].id.as_str()),
        connectors: page
            .connectors
            .iter()
            .map(|it| connector(&it.connector, it.owned, stack))
            .collect(),
        not_listed: page.not_listed.iter().map(|it| it.id).collect(),
        connects: page.connects.iter().map(|it| connector(it, page.owned, stack)).collect(),
    };
    document("catalog_product", content)
}

/// A load into a warehouse of the stack, and one out of it.
#[derive(Serialize)]
struct JsonLoads<'a> {
    warehouse: Option<&'a str>,
    loads: Vec<JsonWay<'a>>,
}

#[derive(Serialize)]
struct Ways<'a> {
    from: JsonProduct,
    to: JsonProduct,
    /// The stack file itself knows so many connectors between the two.
    stated: usize,
    direct: Option<JsonConnector<'a>>,
    owned: Vec<JsonWay<'a>>,
    over_warehouse: Option<JsonLoads<'a>>,
    bought: Vec<JsonWay<'a>>,
    built: Vec<JsonWay<'a>>,
}

pub(crate) fn product_ways(stack: &Stack, ways: &ProductWays) -> String {
    let way = |it: &Through, owned: Option<ToolId>| JsonWay {
        platform: it.platform(),
        from: connector(&it.from, owned, stack),
        to: connector(&it.to, owned, stack),
        directions_are_stated: it.is_certain,
    };
    let loads = |it: &Passage| JsonLoads {
        warehouse: it.warehouse.map(|it| stack.tools[it].id.as_str()),
        loads: it.hops.iter().zip(&it.carriers).map(|(hop, tool)| way(hop, Some(*tool))).collect(),
    };
    let content = Ways {
        from: product(&ways.from),
        to: product(&ways.to),
        stated: ways.stated.len(),
        direct: ways.direct.as_ref().map(|it| connector(it, None, stack)),
        owned: ways.owned.iter().map(|(it, tool)| way(it, Some(*tool))).collect(),
        over_warehouse: ways.over_warehouse.as_ref().map(loads),
        bought: ways.bought.iter().map(|it| way(it, None)).collect(),
        built: ways.built.iter().map(|it| way(it, None)).collect(),
    };
    document("catalog_ways", content)
}
