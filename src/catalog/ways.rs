//! How two products could be connected: by one of them, or through a third.

use super::{Catalog, Connector, Platform, PlatformKind, Product};
use crate::stack::Tool;

/// A platform that connects both products.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Through {
    pub(crate) from: Connector,
    pub(crate) to: Connector,
    /// It is known to read from the one and to write to the other; otherwise a direction is not stated.
    pub(crate) is_certain: bool,
}

impl Through {
    pub(crate) fn platform(&self) -> &'static str {
        self.from.platform
    }
}

/// A connector that one of two tools ships to the other, ready to be switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ready {
    /// The product that ships it, and its list.
    pub(crate) platform: Platform,
    /// What it connects.
    pub(crate) other: Product,
}

impl Catalog {
    /// The ready connector that the lists know from the one tool to the other. A way to an API is nothing ready: somebody
    /// builds on it.
    pub(crate) fn ready(self, from: &Tool, to: &Tool) -> Option<Ready> {
        let (from, to) = self.product_of(from).zip(self.product_of(to))?;
        let connector = self.direct(from.id, to.id)?;
        let platform = self.platform(connector.platform);
        let platform = platform.filter(|it| it.kind != PlatformKind::Developer)?;
        let other = if connector.platform == to.id { from } else { to };
        Some(Ready { platform, other })
    }

    /// The connector that one of two products ships to the other, if it may move data that way. Directions that are not
    /// stated do not speak against it.
    pub(crate) fn direct(self, from: &str, to: &str) -> Option<Connector> {
        let of_target =
            self.connectors_to(from).find(|it| it.platform == to && it.reads() != Some(false));
        let of_start =
            || self.connectors_to(to).find(|it| it.platform == from && it.writes() != Some(false));
        of_target.or_else(of_start)
    }

    /// The platforms that may read from the one and write to the other, those that are known to first, then by name.
    pub(crate) fn through(self, from: &str, to: &str) -> Vec<Through> {
        let targets: Vec<Connector> = self.connectors_to(to).collect();
        let mut found: Vec<Through> = self
            .connectors_to(from)
            .filter(|it| it.reads() != Some(false) && it.platform != to && it.platform != from)
            .filter_map(|start| {
                let end = targets.iter().find(|it| it.platform == start.platform)?;
                (end.writes() != Some(false)).then(|| Through {
                    from: start,
                    to: *end,
                    is_certain: start.reads() == Some(true) && end.writes() == Some(true),
                })
            })
            .collect();
        found.sort_by_key(|it| (!it.is_certain, it.platform()));
        found
    }
}
