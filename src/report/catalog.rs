//! What the catalogue knows, as data: products, their connectors, and ways to connect two of them.

use crate::catalog::{self, Answer, Connector, Platform, PlatformKind, Product, Through};
use crate::evaluate::{self, Passage};
use crate::stack::{ConnectorDirection, Stack, ToolId};
use crate::text::{Label, Span};

/// A product with what connects to it.
pub(crate) struct ProductPage {
    pub(crate) product: Product,
    /// The tool of the stack that it is, if there is one.
    pub(crate) owned: Option<ToolId>,
    /// Platforms that connect it, owned ones first, then by name.
    pub(crate) connectors: Vec<Offer>,
    /// Platforms whose whole list does not have it, by name.
    pub(crate) not_listed: Vec<Platform>,
    /// Products that it connects itself, by name.
    pub(crate) connects: Vec<Connector>,
}

/// A connector with the platform that ships it.
pub(crate) struct Offer {
    pub(crate) connector: Connector,
    pub(crate) platform: Platform,
    pub(crate) owned: Option<ToolId>,
}

/// How one product's data could get to another.
pub(crate) struct ProductWays {
    pub(crate) from: Product,
    pub(crate) to: Product,
    /// What the stack file says about a connector between the two, with its place; it counts more than any list.
    pub(crate) stated: Vec<Stated>,
    /// Shipped by one of the two.
    pub(crate) direct: Option<Connector>,
    /// Through a platform that the stack has.
    pub(crate) owned: Vec<(Through, ToolId)>,
    /// Over a warehouse that the stack has, loaded by one platform and emptied by another.
    pub(crate) over_warehouse: Option<Passage>,
    /// Through a platform that would have to be bought.
    pub(crate) bought: Vec<Through>,
    /// Through somebody's own code on a developer platform.
    pub(crate) built: Vec<Through>,
}

pub(crate) fn product_page(stack: &Stack, product: Product) -> ProductPage {
    let owners = Owners::of(stack);
    let mut connectors: Vec<Offer> = catalog::connectors_to(product.id)
        .filter_map(|connector| {
            let platform = catalog::platform(connector.platform)?;
            Some(Offer { connector, platform, owned: owners.find(connector.platform) })
        })
        .collect();
    connectors.sort_by_key(|it| (it.owned.is_none(), it.platform.kind, it.platform.id));
    ProductPage {
        owned: owners.find(product.id),
        connects: catalog::connectors_of(product.id).collect(),
        not_listed: catalog::platforms()
            .filter(|it| matches!(catalog::answer(product.id, it.id), Answer::NotListed(_)))
            .filter(|it| it.id != product.id)
            .collect(),
        product,
        connectors,
    }
}

pub(crate) fn product_ways(stack: &Stack, from: Product, to: Product) -> ProductWays {
    let owners = Owners::of(stack);
    let (mut owned, mut bought, mut built) = (Vec::new(), Vec::new(), Vec::new());
    for way in catalog::through(from.id, to.id) {
        let Some(platform) = catalog::platform(way.platform()) else { continue };
        match (owners.find(platform.id), platform.kind) {
            (Some(tool), _) => owned.push((way, tool)),
            (None, PlatformKind::Developer) => built.push(way),
            (None, _) => bought.push(way),
        }
    }
    let direct = catalog::direct(from.id, to.id);
    let over_warehouse = evaluate::over_warehouse(stack, from, to);
    let stated = stated(stack, from, to);
    ProductWays { stated, direct, from, to, owned, over_warehouse, bought, built }
}

/// A connector that the stack file knows.
pub(crate) struct Stated {
    pub(crate) note: Option<Label>,
    pub(crate) span: Span,
}

/// Connectors from the one product to the other that the stack file states, in both places where it can.
fn stated(stack: &Stack, from: Product, to: Product) -> Vec<Stated> {
    let is = |name: &str, product: Product| catalog::named(name) == Some(product);
    let mut found: Vec<Stated> = Vec::new();
    for it in &stack.connectors {
        let reads = it.direction != Some(ConnectorDirection::Destination);
        let writes = it.direction != Some(ConnectorDirection::Source);
        let leads = is(&it.tool, from) && is(&it.platform, to) && reads
            || is(&it.tool, to) && is(&it.platform, from) && writes;
        if leads {
            found.push(Stated { note: it.note.clone(), span: it.spans.item });
        }
    }
    for tool in stack.tools.values() {
        let Some(own) = catalog::product_of(tool) else { continue };
        let Some(other) = [(from, to), (to, from)].into_iter().find(|it| it.0 == own) else {
            continue;
        };
        for it in tool.connectors.iter().filter(|it| is(&it.to, other.1)) {
            found.push(Stated { note: it.note.clone(), span: tool.spans.of("connectors") });
        }
    }
    found
}

/// The tools in use by the product that they are.
struct Owners(std::collections::BTreeMap<&'static str, ToolId>);

impl Owners {
    fn of(stack: &Stack) -> Self {
        let mut owners = std::collections::BTreeMap::new();
        for (id, tool) in stack.tools.iter().filter(|(_, it)| it.is_in_use()) {
            if let Some(product) = catalog::product_of(tool) {
                owners.entry(product.id).or_insert(id);
            }
        }
        Self(owners)
    }

    fn find(&self, product: &str) -> Option<ToolId> {
        self.0.get(product).copied()
    }
}
