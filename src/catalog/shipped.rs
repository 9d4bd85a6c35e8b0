//! The shipped tables, for who has no catalogue of a company's own at hand.

use super::lines::Lines;
use super::{
    Answer, CONNECTORS, Catalog, Connector, PLATFORMS, PRODUCTS, Platform, Product, Through,
};
use crate::stack::Tool;

/// The product of that id.
pub(crate) fn product(id: &str) -> Option<Product> {
    Lines::new(PRODUCTS).of(id).next().map(Product::of)
}

pub(crate) fn products() -> impl Iterator<Item = Product> {
    Lines::new(PRODUCTS).all().map(Product::of)
}

pub(crate) fn platforms() -> impl Iterator<Item = Platform> {
    Lines::new(PLATFORMS).all().filter_map(Platform::of)
}

pub(crate) fn platform(id: &str) -> Option<Platform> {
    Lines::new(PLATFORMS).of(id).next().and_then(Platform::of)
}

/// The connectors that platforms have to a product, by platform.
pub(crate) fn connectors_to(product: &str) -> impl Iterator<Item = Connector> {
    Lines::new(CONNECTORS).of(product).map(Connector::of)
}

/// What a platform connects, by product. Looks through the whole list.
pub(crate) fn connectors_of(platform: &str) -> impl Iterator<Item = Connector> {
    let platform = platform.to_owned();
    Lines::new(CONNECTORS).all().map(Connector::of).filter(move |it| it.platform == platform)
}

/// As [`Catalog::answer`], by the shipped tables alone; and so are the others.
pub(crate) fn answer(product: &str, platform: &str) -> Answer {
    Catalog::default().answer(product, platform)
}

pub(crate) fn named(name: &str) -> Option<Product> {
    Catalog::default().named(name)
}

pub(crate) fn product_of(tool: &Tool) -> Option<Product> {
    Catalog::default().product_of(tool)
}

pub(crate) fn search(words: &str) -> Vec<Product> {
    Catalog::default().search(words)
}

pub(crate) fn direct(from: &str, to: &str) -> Option<Connector> {
    Catalog::default().direct(from, to)
}

pub(crate) fn through(from: &str, to: &str) -> Vec<Through> {
    Catalog::default().through(from, to)
}
