//! Work by hand or own code where a ready connector is known.

use std::collections::BTreeMap;

use super::{Context, Rule, Sink};
use crate::catalog::{self, PlatformKind, Product};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{Integration, KnownConnector, Method, MethodClass, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "native-exists",
    summary: "a ready connector exists for what is done by hand or own code",
    why: "Own code and work by hand cost maintenance every month, and most of their fragility is in the \
way they work; a connector that the vendor supports starts with a fifth of the points.",
    fix: "Try the connector on a test account. Check which objects and fields it carries and whether it \
deletes before you switch.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: webinar, name: Demio, category: event-webinar}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
connectors: [{tool: webinar, platform: hubspot, direction: source, kind: native_connector, as_of: 2026-08-01}]
integrations:
  - {id: attendees, from: webinar, to: hubspot, method: manual_csv, owner: mops, monitoring: {kind: alert}}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: webinar, name: Demio, category: event-webinar}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
connectors: [{tool: webinar, platform: hubspot, direction: source, kind: native_connector, as_of: 2026-08-01}]
integrations:
  - {id: attendees, from: webinar, to: hubspot, method: native_connector, owner: mops, monitoring: {kind: alert}}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let mut known: BTreeMap<(ToolId, ToolId), Vec<KnownConnector>> = BTreeMap::new();
    for connector in context.stack.known_connectors().into_iter().filter(KnownConnector::is_ready) {
        known.entry((connector.from, connector.to)).or_default().push(connector);
    }
    let mut products = Products::default();
    for (_, integration) in context.live().filter(|(_, it)| is_home_made(it.method)) {
        let ends = integration.from.id.zip(integration.to.id);
        let mut between = ends.and_then(|it| known.get(&it)).into_iter().flatten();
        let Some(connector) = between.find(|it| it.carries(integration)) else {
            listed(context, found, (integration, &mut products));
            continue;
        };
        let (from, to) = (context.tool_name(&integration.from), context.tool_name(&integration.to));
        let kind = connector.kind.map_or("connector", Method::words);
        found.push(
            found
                .report(format!(
                    "`{}` is {}, and there is a {kind} from {from} to {to}",
                    integration.id,
                    integration.method.words()
                ))
                .at(integration.spans.of("method"), "home-made")
                .mark(connector.span, "the connector is known from here")
                .about(ElementKind::Integration, &integration.id)
                .help("try the connector; check its objects, fields, deletes and limits first"),
        );
    }
}

/// What the tools are that have been looked up: hubs are an end of hundreds of integrations.
type Products = BTreeMap<ToolId, Option<Product>>;

/// A connector that a public list names, where the file itself knows none.
fn listed(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    (integration, products): (&Integration, &mut Products),
) {
    let mut product = |tool: Option<ToolId>| {
        let tool = tool?;
        *products.entry(tool).or_insert_with(|| catalog::product_of(&context.stack.tools[tool]))
    };
    let Some((from, to)) = product(integration.from.id).zip(product(integration.to.id)) else {
        return;
    };
    let Some(connector) = catalog::direct(from.id, to.id) else { return };
    let Some(platform) = catalog::platform(connector.platform) else { return };
    // A way to an API is nothing ready: somebody builds on it.
    if platform.kind == PlatformKind::Developer {
        return;
    }
    let other = if connector.platform == to.id { from } else { to };
    found.push(
        found
            .report(format!(
                "`{}` is {}, and {} has a connector to {} (list {})",
                integration.id,
                integration.method.words(),
                catalog::product(connector.platform).map_or(connector.platform, |it| it.name),
                other.name,
                platform.dated()
            ))
            .at(integration.spans.of("method"), "home-made")
            .about(ElementKind::Integration, &integration.id)
            .help("look at the connector of today: its objects, fields, deletes and limits"),
    );
}

fn is_home_made(method: Method) -> bool {
    method.class() == MethodClass::Manual || method == Method::ApiCustom
}
