//! A live integration with an end that is retired.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Fix, Safety, Severity};
use crate::stack::Lifecycle;

pub(super) static RULE: Rule = Rule {
    code: "dead-end-active",
    summary: "a live integration leads to a retired tool",
    why: "Either records go to a place that nobody reads any more, or the tool is not as retired as the \
file says. Both are found out late: a flow into a retired tool fails without anybody who would miss it.",
    fix: "Retire the integration too (`status: retired`), or correct the tool’s `lifecycle`.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: marketo, name: Marketo, category: marketing-automation, lifecycle: retired}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
  - {id: old-sync, from: marketo, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: marketo, name: Marketo, category: marketing-automation, lifecycle: retired}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
  - {id: old-sync, from: marketo, to: salesforce, method: native_connector, owner: mops, status: retired}
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    // Not only the integrations whose ends are in use: the retired end is the point here.
    for integration in context.stack.integrations.values().filter(|it| it.is_live()) {
        let places = [
            ("from", Some(&integration.from)),
            ("to", Some(&integration.to)),
            ("via", integration.via.as_ref()),
        ];
        for (key, place) in places {
            let Some(id) = place.and_then(|it| it.id) else { continue };
            let tool = &context.stack.tools[id];
            if tool.lifecycle != Lifecycle::Retired {
                continue;
            }
            found.push(
                found
                    .report(format!("`{}` is live, but {} is retired", integration.id, tool.name))
                    .at(integration.spans.of(key), "retired")
                    .mark(tool.spans.of("lifecycle"), format!("{} is retired here", tool.name))
                    .about(ElementKind::Integration, &integration.id)
                    .with(ElementKind::Tool, &tool.id)
                    .help("retire the integration as well, or correct the tool's `lifecycle`")
                    .fix(Fix::new(Safety::Unsafe, format!("retire `{}`", integration.id)).set(
                        integration.spans.item,
                        "status",
                        "retired",
                    )),
            );
        }
    }
}
