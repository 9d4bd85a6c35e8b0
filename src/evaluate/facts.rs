//! What is known of connectors: the stack's own facts, which count most, and the catalogue's.
//!
//! The only place here that asks the catalogue about connectors.

use std::collections::BTreeMap;

use super::{Course, Evidence, Grade};
use crate::catalog::{self, Answer, Connector, Platform, PlatformKind, Product, Through};
use crate::stack::{
    Category, ConnectorDirection, Date, Method, ObjectId, Stack, Tool, ToolConnector, ToolId,
};
use crate::text::{Label, Span};

/// One end of a link, with all that it is called.
#[derive(Clone, Copy)]
pub(super) struct Party<'a> {
    pub(super) tool: &'a Tool,
    pub(super) product: Option<Product>,
}

impl<'a> Party<'a> {
    pub(super) fn of(tool: &'a Tool) -> Self {
        Self { tool, product: catalog::product_of(tool) }
    }

    /// Whether a name in the file stands for it.
    pub(super) fn is_called(&self, name: &str) -> bool {
        let mut names = [&self.tool.id, &self.tool.name].into_iter().chain(&self.tool.aka);
        names.any(|it| it.eq_ignore_ascii_case(name))
            || self.product.is_some() && catalog::named(name) == self.product
    }

    fn product_name(&self) -> &str {
        &self.tool.name
    }
}

/// A connector between the two that the stack states.
pub(super) struct Stated {
    pub(super) method: Option<Method>,
    /// `None`: both ways, or nobody has said which.
    pub(super) course: Option<Course>,
    pub(super) is_course_stated: bool,
    /// Empty: not stated.
    pub(super) objects: Vec<ObjectId>,
    pub(super) as_of: Option<Date>,
    pub(super) note: Option<Label>,
    pub(super) span: Span,
}

impl Stated {
    pub(super) fn goes(&self, course: Course) -> bool {
        self.course.is_none_or(|it| it == course)
    }

    pub(super) fn evidence(&self) -> Evidence {
        let kind = self.method.map_or("connector", Method::words);
        let note = self.note.as_ref().map_or_else(String::new, |it| format!(" ({it})"));
        Evidence {
            told: format!("your stack file knows a {kind}{note}"),
            as_of: self.as_of.map(|it| it.to_string()),
            list: None,
            span: self.span,
        }
    }
}

/// All that the stack states between the product and a neighbour, in the order of the file.
pub(super) fn stated(stack: &Stack, product: Party<'_>, neighbour: Party<'_>) -> Vec<Stated> {
    let mut found = Vec::new();
    for it in &stack.connectors {
        let is_platform = product.is_called(&it.platform) && neighbour.is_called(&it.tool);
        let is_tool = product.is_called(&it.tool) && neighbour.is_called(&it.platform);
        if !is_platform && !is_tool {
            continue;
        }
        // Seen from the platform it reads or writes; seen from the product that is into it or out of it.
        let read = if is_platform { Course::Into } else { Course::OutOf };
        let written = if is_platform { Course::OutOf } else { Course::Into };
        found.push(Stated {
            method: it.kind,
            course: match it.direction {
                Some(ConnectorDirection::Source) => Some(read),
                Some(ConnectorDirection::Destination) => Some(written),
                Some(ConnectorDirection::Both) | None => None,
            },
            is_course_stated: it.direction.is_some(),
            objects: it.objects.iter().filter_map(|it| it.id).collect(),
            as_of: it.as_of,
            note: it.note.clone(),
            span: it.spans.item,
        });
    }
    let of_tool = |tool: &Tool, it: &ToolConnector| Stated {
        method: it.kind,
        course: None,
        is_course_stated: false,
        objects: Vec::new(),
        as_of: tool.verified_at,
        note: it.note.clone(),
        span: tool.spans.of("connectors"),
    };
    for (one, other) in [(product, neighbour), (neighbour, product)] {
        let meant = one.tool.connectors.iter().filter(|it| other.is_called(&it.to));
        found.extend(meant.map(|it| of_tool(one.tool, it)));
    }
    found
}

/// A connector of the catalogue with the platform that ships it.
#[derive(Clone, Copy)]
pub(super) struct Listed {
    pub(super) connector: Connector,
    pub(super) platform: Platform,
}

impl Listed {
    fn of(connector: Connector) -> Option<Self> {
        Some(Self { connector, platform: catalog::platform(connector.platform)? })
    }

    pub(super) fn evidence(&self, told: String) -> Evidence {
        Evidence {
            told,
            as_of: self.platform.as_of.map(str::to_owned),
            list: Some(self.platform.source),
            span: Span::NONE,
        }
    }

    pub(super) fn platform_name(&self) -> &'static str {
        catalog::product(self.platform.id).map_or(self.platform.id, |it| it.name)
    }
}

/// From and to, in the direction of the data.
pub(super) fn ordered<'a>(
    product: Party<'a>,
    neighbour: Party<'a>,
    course: Course,
) -> (Party<'a>, Party<'a>) {
    match course {
        Course::Into => (neighbour, product),
        Course::OutOf => (product, neighbour),
    }
}

/// The connector that one of the two ships for the other.
pub(super) fn direct(from: Party<'_>, to: Party<'_>) -> Option<Listed> {
    catalog::direct(from.product?.id, to.product?.id).and_then(Listed::of)
}

/// The method by which a platform of a kind connects what it connects.
pub(super) fn method_of(kind: PlatformKind) -> Method {
    match kind {
        PlatformKind::Cdp => Method::Cdp,
        PlatformKind::Etl => Method::Elt,
        PlatformKind::ReverseEtl => Method::ReverseEtl,
        PlatformKind::Ipaas => Method::IpaasRecipe,
        PlatformKind::Developer => Method::ApiCustom,
        PlatformKind::Product => Method::NativeConnector,
    }
}

/// One of the two is a platform, and its whole list does not have the other.
pub(super) fn not_listed(product: Party<'_>, neighbour: Party<'_>) -> Option<Evidence> {
    let (one, other) = product.product.zip(neighbour.product)?;
    [(one, other, product), (other, one, neighbour)].into_iter().find_map(
        |(it, platform, absent)| match catalog::answer(it.id, platform.id) {
            Answer::NotListed(platform) => Some(absence(platform, absent.product_name())),
            Answer::Known(_) | Answer::Unknown => None,
        },
    )
}

/// "Hightouch does not list 6sense", with the day of the list.
fn absence(platform: Platform, name: &str) -> Evidence {
    let shown = catalog::product(platform.id).map_or(platform.id, |it| it.name);
    Evidence {
        told: format!("{shown} does not list {name}"),
        as_of: platform.as_of.map(str::to_owned),
        list: Some(platform.source),
        span: Span::NONE,
    }
}

/// Tools in use that ship connectors, and the ways through them.
pub(super) struct Owned {
    /// By product.
    tools: BTreeMap<&'static str, ToolId>,
    /// Warehouses, in the order of the file.
    warehouses: Vec<(ToolId, Product)>,
    /// Middleware of which the catalogue has no list at all.
    unlisted: Vec<ToolId>,
}

/// A way through owned middleware.
pub(crate) struct Passage {
    pub(crate) hops: Vec<Through>,
    /// The middleware of each hop.
    pub(crate) carriers: Vec<ToolId>,
    /// Between two hops.
    pub(crate) warehouse: Option<ToolId>,
}

/// How the data of one product could get to another over a warehouse that the stack has, loaded and emptied by what it has.
pub(crate) fn over_warehouse(stack: &Stack, from: Product, to: Product) -> Option<Passage> {
    Owned::of(stack, None).two_loads(from, to, Middleware::Data)
}

impl Passage {
    pub(super) fn is_certain(&self) -> bool {
        self.hops.iter().all(|it| it.is_certain)
    }

    /// The middleware and what lies between, in the order of the data.
    pub(super) fn via(&self) -> Vec<ToolId> {
        let mut via: Vec<ToolId> = self.carriers.clone();
        if let Some(warehouse) = self.warehouse {
            via.insert(1.min(via.len()), warehouse);
        }
        via
    }
}

/// Which middleware is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Middleware {
    Data,
    Automation,
}

impl Middleware {
    fn has(self, kind: PlatformKind) -> bool {
        match kind {
            PlatformKind::Cdp | PlatformKind::Etl | PlatformKind::ReverseEtl => self == Self::Data,
            PlatformKind::Ipaas => self == Self::Automation,
            PlatformKind::Developer | PlatformKind::Product => false,
        }
    }

    fn has_category(self, category: Category) -> bool {
        match self {
            Self::Data => matches!(category, Category::Cdp | Category::ReverseEtl),
            Self::Automation => category == Category::Ipaas,
        }
    }
}

impl Owned {
    /// All middleware of the stack but the product itself.
    pub(super) fn of(stack: &Stack, product: Option<ToolId>) -> Self {
        let (mut tools, mut warehouses, mut unlisted) = (BTreeMap::new(), Vec::new(), Vec::new());
        for (id, tool) in
            stack.tools.iter().filter(|(id, it)| it.is_in_use() && Some(*id) != product)
        {
            let known = catalog::product_of(tool);
            if let Some(known) = known {
                tools.entry(known.id).or_insert(id);
                if tool.category == Category::DataWarehouse {
                    warehouses.push((id, known));
                }
            }
            let is_middleware = Middleware::Data.has_category(tool.category)
                || Middleware::Automation.has_category(tool.category);
            if is_middleware && known.is_none_or(|it| catalog::platform(it.id).is_none()) {
                unlisted.push(id);
            }
        }
        Self { tools, warehouses, unlisted }
    }

    fn hop(&self, from: &str, to: &str, kind: Middleware) -> Option<(Through, ToolId)> {
        catalog::through(from, to).into_iter().find_map(|it| {
            let platform = catalog::platform(it.platform())?;
            let tool = self.tools.get(platform.id).copied()?;
            kind.has(platform.kind).then_some((it, tool))
        })
    }

    /// The surest way through middleware of a kind: one platform, else a load into an owned warehouse and out of it again.
    pub(super) fn passage(
        &self,
        from: Party<'_>,
        to: Party<'_>,
        kind: Middleware,
    ) -> Option<Passage> {
        let (start, end) = (from.product?, to.product?);
        let single = self.hop(start.id, end.id, kind).map(|(hop, carrier)| Passage {
            hops: vec![hop],
            carriers: vec![carrier],
            warehouse: None,
        });
        if single.as_ref().is_some_and(Passage::is_certain) || kind == Middleware::Automation {
            return single;
        }
        let double = self.two_loads(start, end, kind);
        let is_better = double.as_ref().is_some_and(Passage::is_certain);
        if is_better { double } else { single.or(double) }
    }

    /// A load into an owned warehouse by one, and out of it by another.
    fn two_loads(&self, start: Product, end: Product, kind: Middleware) -> Option<Passage> {
        self.warehouses.iter().find_map(|(warehouse, product)| {
            if *product == start || *product == end {
                return None;
            }
            let (first, loader) = self.hop(start.id, product.id, kind)?;
            let (second, sender) = self.hop(product.id, end.id, kind)?;
            Some(Passage {
                hops: vec![first, second],
                carriers: vec![loader, sender],
                warehouse: Some(*warehouse),
            })
        })
    }

    /// Owned middleware of a kind whose whole list lacks one of the two; the absent one is named.
    pub(super) fn lacking(&self, ends: [Party<'_>; 2], kind: Middleware) -> Vec<Evidence> {
        let platforms = self.tools.keys().filter_map(|it| catalog::platform(it));
        let mut found = Vec::new();
        for platform in platforms.filter(|it| kind.has(it.kind)) {
            let absent = ends.iter().find(|end| {
                end.product.is_some_and(|it| {
                    matches!(catalog::answer(it.id, platform.id), Answer::NotListed(_))
                        && it.id != platform.id
                })
            });
            found.extend(absent.map(|it| absence(platform, it.product_name())));
        }
        found
    }

    /// Owned middleware of a kind that has no list, or only a part of one that lacks an end: somebody has to ask.
    pub(super) fn silent(
        &self,
        stack: &Stack,
        ends: [Party<'_>; 2],
        kind: Middleware,
    ) -> Vec<ToolId> {
        let unlisted =
            self.unlisted.iter().filter(|it| kind.has_category(stack.tools[**it].category));
        let partly = self.tools.iter().filter(|(id, _)| {
            catalog::platform(id).is_some_and(|platform| {
                kind.has(platform.kind)
                    && ends.iter().any(|end| {
                        end.product.is_none_or(|it| catalog::answer(it.id, id) == Answer::Unknown)
                    })
            })
        });
        let mut found: Vec<ToolId> = unlisted.copied().chain(partly.map(|(_, it)| *it)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(super) fn is_owned(&self, platform: &str) -> bool {
        self.tools.contains_key(platform)
    }
}

/// What a hop through a platform rests on.
pub(super) fn hop_evidence(hop: &Through) -> Option<Evidence> {
    let listed = Listed::of(hop.to)?;
    let name = |id: &'static str| catalog::product(id).map_or(id, |it| it.name);
    let (from, to) = (name(hop.from.product), name(hop.to.product));
    let platform = listed.platform_name();
    let told = if hop.is_certain {
        format!("{platform} reads {from} and writes {to}")
    } else {
        format!("{platform} lists {from} and {to}; a direction is not stated")
    };
    Some(listed.evidence(told))
}

/// Products that would have to be bought to connect the two, the surest first, with the day of the list.
pub(super) fn to_buy(from: Party<'_>, to: Party<'_>, owned: &Owned) -> Vec<(&'static str, String)> {
    let Some((start, end)) = from.product.zip(to.product) else { return Vec::new() };
    let ways = catalog::through(start.id, end.id).into_iter().filter_map(|way| {
        let platform = catalog::platform(way.platform())?;
        let is_ready =
            Middleware::Data.has(platform.kind) || Middleware::Automation.has(platform.kind);
        (is_ready && !owned.is_owned(platform.id)).then_some(platform)
    });
    let shown = ways.map(|platform| {
        (catalog::product(platform.id).map_or(platform.id, |it| it.name), platform.dated())
    });
    shown.collect()
}

/// Somebody else reads from the tool, or writes to it, so that it has an interface for that.
pub(super) fn interface(end: Party<'_>, is_read: bool) -> Option<(Evidence, Grade)> {
    let does = |it: &Connector| if is_read { it.reads() } else { it.writes() };
    let mut offers: Vec<Listed> = catalog::connectors_to(end.product?.id)
        .filter(|it| does(it) != Some(false))
        .filter_map(Listed::of)
        .collect();
    offers.sort_by_key(|it| {
        (
            does(&it.connector).is_none(),
            it.platform.kind != PlatformKind::Developer,
            std::cmp::Reverse(it.platform.as_of),
            it.platform.id,
        )
    });
    let best = offers.first()?;
    let verb = match (does(&best.connector), is_read) {
        (Some(_), true) => "reads",
        (Some(_), false) => "writes",
        (None, _) => "connects",
    };
    let told =
        format!("{} {verb} {}, so there is an interface", best.platform_name(), end.product_name());
    let grade = if does(&best.connector).is_some() { Grade::Buildable } else { Grade::Unknown };
    Some((best.evidence(told), grade))
}
