//! The shipped tables.

use super::lines::Lines;
use super::{CONNECTORS, Connector, PLATFORMS, PRODUCTS, Platform, Product};

/// The product of that id.
pub(super) fn product(id: &str) -> Option<Product> {
    Lines::new(PRODUCTS).of(id).next().map(Product::of)
}

pub(super) fn products() -> impl Iterator<Item = Product> {
    Lines::new(PRODUCTS).all().map(Product::of)
}

pub(super) fn platforms() -> impl Iterator<Item = Platform> {
    Lines::new(PLATFORMS).all().filter_map(Platform::of)
}

pub(super) fn platform(id: &str) -> Option<Platform> {
    Lines::new(PLATFORMS).of(id).next().and_then(Platform::of)
}

/// The connectors that platforms have to a product, by platform.
pub(super) fn connectors_to(product: &str) -> impl Iterator<Item = Connector> {
    Lines::new(CONNECTORS).of(product).map(Connector::of)
}

/// What a platform connects, by product. Looks through the whole list.
pub(super) fn connectors_of(platform: &str) -> impl Iterator<Item = Connector> {
    let platform = platform.to_owned();
    Lines::new(CONNECTORS).all().map(Connector::of).filter(move |it| it.platform == platform)
}
