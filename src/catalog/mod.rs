//! Products and the connectors that are known between them: dated facts from public lists, shipped with the program.
//!
//! A row says that a connector exists. A missing row says little: the list of the platform may be whole or a part, and of
//! a day long past; so there are three answers, and never "there is none". `NOTICE` credits the lists.

mod lines;
mod names;
mod own;
mod shipped;
#[cfg(test)]
mod tests;
mod ways;

use lines::{cells, stated};

pub(crate) use own::{Catalog, Written, WrittenConnector, WrittenPlatform, WrittenProduct};
pub(crate) use shipped::{
    answer, connectors_to, direct, named, platform, product, product_of, search, through,
};
pub(crate) use ways::{Ready, Through};

const PRODUCTS: &str = include_str!("../../catalog/products.tsv");
const CONNECTORS: &str = include_str!("../../catalog/connectors.tsv");
const PLATFORMS: &str = include_str!("../../catalog/platforms.tsv");

/// A product that people buy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Product {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) vendor: Option<&'static str>,
    /// As `tools[].category` has it.
    pub(crate) category: &'static str,
    pub(crate) domain: Option<&'static str>,
    aliases: &'static str,
}

impl Product {
    /// Other names under which the lists have it.
    pub(crate) fn aliases(&self) -> impl Iterator<Item = &'static str> {
        self.aliases.split('|').filter(|it| !it.is_empty())
    }

    fn of(line: &'static str) -> Self {
        let [id, name, vendor, category, domain, aliases] = cells(line);
        Self { id, name, vendor: stated(vendor), category, domain: stated(domain), aliases }
    }
}

/// What sort of product ships the connectors.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum PlatformKind {
    Cdp,
    Etl,
    ReverseEtl,
    Ipaas,
    /// An authenticated way to the other product's API, on which somebody still has to build.
    Developer,
    /// Its own integrations.
    Product,
}

impl PlatformKind {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Cdp => "customer data platform",
            Self::Etl => "data loader",
            Self::ReverseEtl => "reverse ETL",
            Self::Ipaas => "automation platform",
            Self::Developer => "developer platform",
            Self::Product => "own integration",
        }
    }
}

/// A product that ships connectors, and the list that says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Platform {
    pub(crate) id: &'static str,
    pub(crate) kind: PlatformKind,
    /// The list is the platform's own and whole: what is not in it was not offered that day.
    pub(crate) is_whole: bool,
    /// Year, or year and month, of the list.
    pub(crate) as_of: Option<&'static str>,
    /// The public repository or package that the list was read in.
    pub(crate) source: &'static str,
    pub(crate) note: Option<&'static str>,
    /// As a company's own catalogue calls it.
    own_name: Option<&'static str>,
}

impl Platform {
    fn of(line: &'static str) -> Option<Self> {
        let [id, kind, extent, as_of, source, note] = cells(line);
        Some(Self {
            id,
            kind: kind.parse().ok()?,
            is_whole: extent == "whole",
            as_of: stated(as_of),
            source,
            note: stated(note),
            own_name: None,
        })
    }

    /// What it is called: by the name of the product where it is listed as one.
    pub(crate) fn name(&self) -> &'static str {
        let name = self.own_name.or_else(|| product(self.id).map(|it| it.name));
        name.unwrap_or(self.id)
    }

    /// "of 2026-04", or "of an unknown day".
    pub(crate) fn dated(&self) -> String {
        self.as_of.map_or_else(|| "of an unknown day".to_owned(), |day| format!("of {day}"))
    }
}

/// Seen from the platform: it reads from the product, writes to it, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Direction {
    Source,
    Destination,
    Both,
}

/// A platform is known to have a connector to a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Connector {
    pub(crate) product: &'static str,
    pub(crate) platform: &'static str,
    /// `None`: not stated, which is neither both nor none.
    pub(crate) direction: Option<Direction>,
    /// Kinds of authentication, joined by `|`; `None`: not stated.
    pub(crate) authentication: Option<&'static str>,
    /// Where in the platform's list it was read.
    pub(crate) place: &'static str,
}

impl Connector {
    fn of(line: &'static str) -> Self {
        let [product, platform, direction, authentication, place] = cells(line);
        Self {
            product,
            platform,
            direction: direction.parse().ok(),
            authentication: stated(authentication),
            place,
        }
    }

    /// The platform reads from the product; `None` where the direction is not stated.
    pub(crate) fn reads(&self) -> Option<bool> {
        self.direction.map(|it| matches!(it, Direction::Source | Direction::Both))
    }

    /// The platform writes to the product; `None` where the direction is not stated.
    pub(crate) fn writes(&self) -> Option<bool> {
        self.direction.map(|it| matches!(it, Direction::Destination | Direction::Both))
    }
}

/// What is known of a connector from a platform to a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Known(Connector),
    /// Not in the platform's whole list of its day.
    NotListed(Platform),
    /// The platform ships no list that is whole, or none at all.
    Unknown,
}
