//! A company's own catalogue over the shipped one: products, platforms and connectors that are added, changed or denied.

use std::collections::BTreeMap;

use super::names::{self, Index};
use super::{Answer, Connector, Direction, Platform, PlatformKind, Product, shipped};

/// The catalogue that is asked: the shipped tables, and over them what somebody wrote down.
///
/// What was written is kept to the end of the program, as the shipped tables are: it is read once.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Catalog {
    own: Option<&'static Own>,
}

/// What a file says, with its own rows ready to be asked.
#[derive(Debug, Default)]
struct Own {
    products: BTreeMap<&'static str, Product>,
    platforms: BTreeMap<&'static str, Platform>,
    /// By product and platform; `None`: there is none, whatever a list says.
    connectors: BTreeMap<(&'static str, &'static str), Option<Connector>>,
    names: Index,
}

/// What a catalogue file says, as written. Texts are clean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) products: Vec<WrittenProduct>,
    pub(crate) platforms: Vec<WrittenPlatform>,
    pub(crate) connectors: Vec<WrittenConnector>,
    /// What its facts are told to come from.
    pub(crate) source: String,
}

/// `None`: as the shipped catalogue has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WrittenProduct {
    pub(crate) id: String,
    pub(crate) name: Option<String>,
    pub(crate) vendor: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) domain: Option<String>,
    pub(crate) aka: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WrittenPlatform {
    pub(crate) id: String,
    pub(crate) kind: Option<PlatformKind>,
    pub(crate) is_whole: Option<bool>,
    pub(crate) as_of: Option<String>,
    pub(crate) note: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WrittenConnector {
    pub(crate) product: String,
    pub(crate) platform: String,
    pub(crate) direction: Option<Direction>,
    /// There is none, though a list says so.
    pub(crate) is_denied: bool,
    pub(crate) authentication: Vec<String>,
    pub(crate) note: Option<String>,
    pub(crate) as_of: Option<String>,
}

impl Catalog {
    /// The shipped tables with a file over them. Rows that name no known product are left out; who reads the file says so.
    pub(crate) fn with(written: &Written) -> Self {
        let mut own = Own::default();
        for it in &written.products {
            let product = product_of(it);
            own.products.insert(product.id, product);
        }
        for it in &written.platforms {
            let platform = platform_of(it, &written.source, &own);
            own.platforms.insert(platform.id, platform);
        }
        for it in &written.connectors {
            let (product, platform) = (kept(&it.product), kept(&it.platform));
            let connector = Connector {
                product,
                platform,
                direction: it.direction,
                authentication: (!it.authentication.is_empty())
                    .then(|| kept(&it.authentication.join("|"))),
                place: kept(it.note.as_deref().unwrap_or(&written.source)),
            };
            own.connectors.insert((product, platform), (!it.is_denied).then_some(connector));
            // Who states a connector states that its platform has some.
            if !own.platforms.contains_key(platform) && shipped::platform(platform).is_none() {
                let stated = WrittenPlatform {
                    id: it.platform.clone(),
                    as_of: it.as_of.clone(),
                    ..WrittenPlatform::default()
                };
                let stated = platform_of(&stated, &written.source, &own);
                own.platforms.insert(platform, stated);
            }
        }
        own.names = names::index(own.products.values().copied());
        Self { own: Some(Box::leak(Box::new(own))) }
    }

    /// The product of that id.
    pub(crate) fn product(self, id: &str) -> Option<Product> {
        self.own.and_then(|it| it.products.get(id)).copied().or_else(|| shipped::product(id))
    }

    /// Own ones first.
    pub(crate) fn products(self) -> impl Iterator<Item = Product> {
        let own = self.own.into_iter().flat_map(|it| it.products.values().copied());
        own.chain(
            shipped::products()
                .filter(move |it| self.own.is_none_or(|own| !own.products.contains_key(it.id))),
        )
    }

    pub(crate) fn platform(self, id: &str) -> Option<Platform> {
        self.own.and_then(|it| it.platforms.get(id)).copied().or_else(|| shipped::platform(id))
    }

    /// Own ones first.
    pub(crate) fn platforms(self) -> impl Iterator<Item = Platform> {
        let own = self.own.into_iter().flat_map(|it| it.platforms.values().copied());
        own.chain(
            shipped::platforms()
                .filter(move |it| self.own.is_none_or(|own| !own.platforms.contains_key(it.id))),
        )
    }

    /// The connectors that platforms have to a product, own ones first.
    pub(crate) fn connectors_to(self, product: &str) -> impl Iterator<Item = Connector> {
        let wanted = product.to_owned();
        let own = self.own_connectors().filter(move |it| it.product == wanted);
        own.chain(shipped::connectors_to(product).filter(move |it| !self.is_stated(it)))
    }

    /// What a platform connects, own ones first. Looks through the whole list.
    pub(crate) fn connectors_of(self, platform: &str) -> impl Iterator<Item = Connector> {
        let wanted = platform.to_owned();
        let own = self.own_connectors().filter(move |it| it.platform == wanted);
        own.chain(shipped::connectors_of(platform).filter(move |it| !self.is_stated(it)))
    }

    fn own_connectors(self) -> impl Iterator<Item = Connector> {
        self.own.into_iter().flat_map(|it| it.connectors.values().flatten().copied())
    }

    /// The file says something about it, be it that there is none.
    fn is_stated(self, it: &Connector) -> bool {
        self.own.is_some_and(|own| own.connectors.contains_key(&(it.product, it.platform)))
    }

    /// Whether a platform is known to connect a product.
    pub(crate) fn answer(self, product: &str, platform: &str) -> Answer {
        if let Some(known) = self.connectors_to(product).find(|it| it.platform == platform) {
            return Answer::Known(known);
        }
        match self.platform(platform) {
            Some(platform) if platform.is_whole => Answer::NotListed(platform),
            Some(_) | None => Answer::Unknown,
        }
    }

    /// What a name of the file's own stands for.
    pub(super) fn own_named(self, folded: &str) -> Option<Product> {
        let own = self.own?;
        match own.names.get(folded).map(Vec::as_slice) {
            Some([id]) => own.products.get(id).copied(),
            Some(_) | None => None,
        }
    }
}

fn product_of(it: &WrittenProduct) -> Product {
    let known = shipped::product(&it.id);
    let text =
        |own: &Option<String>, known: Option<&'static str>| own.as_deref().map(kept).or(known);
    let mut aliases: Vec<&str> = known.iter().flat_map(Product::aliases).collect();
    aliases.extend(it.aka.iter().map(String::as_str));
    Product {
        id: kept(&it.id),
        name: text(&it.name, known.map(|it| it.name)).unwrap_or_else(|| kept(&it.id)),
        vendor: text(&it.vendor, known.and_then(|it| it.vendor)),
        category: text(&it.category, known.map(|it| it.category)).unwrap_or("other"),
        domain: text(&it.domain, known.and_then(|it| it.domain)),
        aliases: kept(&aliases.join("|")),
    }
}

fn platform_of(it: &WrittenPlatform, source: &str, own: &Own) -> Platform {
    let known = shipped::platform(&it.id);
    Platform {
        id: kept(&it.id),
        kind: it.kind.or(known.map(|it| it.kind)).unwrap_or(PlatformKind::Product),
        is_whole: it.is_whole.or(known.map(|it| it.is_whole)).unwrap_or(false),
        as_of: it.as_of.as_deref().map(kept).or(known.and_then(|it| it.as_of)),
        source: kept(source),
        note: it.note.as_deref().map(kept).or(known.and_then(|it| it.note)),
        own_name: own.products.get(it.id.as_str()).map(|it| it.name),
    }
}

/// Kept to the end of the program: a few kilobytes, once.
fn kept(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}
