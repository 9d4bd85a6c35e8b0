//! Work by hand or own code where a ready connector is known.

use std::collections::BTreeMap;

use super::{Context, Rule, Sink};
use crate::catalog::{self, PlatformKind};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{ConnectorDirection, Integration, Method, MethodClass, ObjectId, ToolId};
use crate::text::Span;

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

/// A connector that is known, between two tools of the stack.
struct Known {
    from: ToolId,
    to: ToolId,
    kind: Option<Method>,
    /// Empty: not stated.
    objects: Vec<ObjectId>,
    span: Span,
}

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let mut known: BTreeMap<(ToolId, ToolId), Vec<Known>> = BTreeMap::new();
    for connector in stated(context).into_iter().filter(|it| is_ready(it.kind)) {
        known.entry((connector.from, connector.to)).or_default().push(connector);
    }
    for (_, integration) in context.live().filter(|(_, it)| is_home_made(it.method)) {
        let ends = integration.from.id.zip(integration.to.id);
        let mut between = ends.and_then(|it| known.get(&it)).into_iter().flatten();
        let Some(connector) = between.find(|it| carries(it, integration)) else {
            listed(context, found, integration);
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

/// A connector that a public list names, where the file itself knows none.
fn listed(context: &Context<'_>, found: &mut Sink<'_>, integration: &Integration) {
    let product = |tool: Option<ToolId>| catalog::product_of(&context.stack.tools[tool?]);
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

/// What the file says about connectors, in both places where it can.
fn stated(context: &Context<'_>) -> Vec<Known> {
    let mut known = Vec::new();
    let mut add = |from, to, kind, objects: &[ObjectId], span| {
        known.push(Known { from, to, kind, objects: objects.to_vec(), span });
    };
    for it in &context.stack.connectors {
        let (Some(tool), Some(platform)) = (it.tool_id, it.platform_id) else { continue };
        let objects: Vec<_> = it.objects.iter().filter_map(|it| it.id).collect();
        let (reads, writes) = match it.direction {
            Some(ConnectorDirection::Source) => (true, false),
            Some(ConnectorDirection::Destination) => (false, true),
            Some(ConnectorDirection::Both) | None => (true, true),
        };
        if reads {
            add(tool, platform, it.kind, &objects, it.spans.item);
        }
        if writes {
            add(platform, tool, it.kind, &objects, it.spans.item);
        }
    }
    let names = context.stack.tool_names();
    for (tool, described) in context.stack.tools.iter() {
        for it in &described.connectors {
            let Some(other) = names.find(&it.to) else { continue };
            let span = described.spans.of("connectors");
            add(tool, other, it.kind, &[], span);
            add(other, tool, it.kind, &[], span);
        }
    }
    known
}

fn is_ready(kind: Option<Method>) -> bool {
    matches!(kind, None | Some(Method::NativeConnector | Method::VendorConnector))
}

fn is_home_made(method: Method) -> bool {
    method.class() == MethodClass::Manual || method == Method::ApiCustom
}

/// One common object is enough; where either side lists none, nothing speaks against it.
fn carries(connector: &Known, integration: &Integration) -> bool {
    let mut moved = integration.objects.iter().filter_map(|it| it.object.id).peekable();
    connector.objects.is_empty()
        || moved.peek().is_none()
        || moved.any(|it| connector.objects.contains(&it))
}
