//! Finding a product by what people call it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{Catalog, Product, shipped};
use crate::stack::Tool;
use crate::text;

/// Names that everybody uses and no list has, with the product's id.
const NICKNAMES: &[(&str, &str)] = &[
    ("account engagement", "pardot"),
    ("adwords", "google-ads"),
    ("google adwords", "google-ads"),
    ("ga4", "google-analytics-4"),
    ("hs", "hubspot"),
    ("sales cloud", "salesforce"),
    ("sfdc", "salesforce"),
    ("sfmc", "salesforce-marketing-cloud"),
    ("twilio segment", "segment"),
];

/// What a name that many products share stands for.
pub(super) type Index = BTreeMap<String, Vec<&'static str>>;

/// Names of the shipped products, made when the first name is asked for; most runs ask for none.
fn shipped_names() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index = index(shipped::products());
        for (nickname, id) in NICKNAMES {
            if shipped::product(id).is_some() {
                add(&mut index, nickname, id);
            }
        }
        index
    })
}

/// By folded name.
pub(super) fn index(products: impl Iterator<Item = Product>) -> Index {
    let mut index = Index::new();
    for product in products {
        add(&mut index, product.id, product.id);
        add(&mut index, product.name, product.id);
        for alias in product.aliases() {
            add(&mut index, alias, product.id);
        }
    }
    index
}

fn add(index: &mut Index, name: &str, id: &'static str) {
    let ids = index.entry(fold(name)).or_default();
    if !ids.contains(&id) {
        ids.push(id);
    }
}

/// Letters and digits only, in lower case: `Hub-Spot` and `hubspot` are one name.
fn fold(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Catalog {
    /// The product that a name stands for: its id, its name or an alias. `None` where none or several are called so. What
    /// the company's own catalogue calls so counts first.
    pub(crate) fn named(self, name: &str) -> Option<Product> {
        if let Some(product) = self.product(name).or_else(|| self.own_named(&fold(name))) {
            return Some(product);
        }
        match shipped_names().get(&fold(name)).map(Vec::as_slice) {
            Some([id]) => self.product(id),
            // Its own name counts more than what a list calls something else.
            Some(ids) => {
                let products = ids.iter().filter_map(|it| self.product(it));
                let mut own = products.filter(|it| fold(it.name) == fold(name));
                own.next().filter(|_| own.next().is_none())
            }
            None => None,
        }
    }

    /// The product that a tool is: by its `product`, its name, an alias or its id.
    pub(crate) fn product_of(self, tool: &Tool) -> Option<Product> {
        let names = tool.product.iter().chain([&tool.name]).chain(&tool.aka).chain([&tool.id]);
        names.into_iter().find_map(|it| self.named(it))
    }

    /// Products that a search finds, best first: those of that name, those whose name begins so, those that hold it
    /// somewhere or whose category or vendor is called so; where there are none, the nearest name.
    pub(crate) fn search(self, words: &str) -> Vec<Product> {
        let wanted = fold(words);
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(u8, usize, Product)> = Vec::new();
        for product in self.products() {
            let names =
                || std::iter::once(product.name).chain([product.id]).chain(product.aliases());
            let best = names().filter_map(|name| rank(&fold(name), &wanted)).min();
            let others = std::iter::once(product.category).chain(product.vendor).map(fold);
            let best = best.or_else(|| others.into_iter().any(|it| it == wanted).then_some(OTHER));
            if let Some(best) = best {
                found.push((best, product.name.len(), product));
            }
        }
        if found.is_empty() {
            let nearest = text::nearest(words, self.products().map(|it| it.name));
            return nearest.and_then(|it| self.named(it)).into_iter().collect();
        }
        found.sort_by_key(|(rank, length, product)| (*rank, *length, product.id));
        found.into_iter().map(|(_, _, product)| product).collect()
    }
}

/// Found by its category or vendor.
const OTHER: u8 = 3;

fn rank(name: &str, wanted: &str) -> Option<u8> {
    if name == wanted {
        Some(0)
    } else if name.starts_with(wanted) {
        Some(1)
    } else if name.contains(wanted) {
        Some(2)
    } else {
        None
    }
}
