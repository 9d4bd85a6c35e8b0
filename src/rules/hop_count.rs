//! Data that changes hands often before it arrives.

use std::collections::BTreeSet;

use super::{Context, Rule, Sink, policy};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::network::{Age, Cargo};

pub(super) static RULE: Rule = Rule {
    code: "hop-count",
    summary: "data changes hands more than three times on its way",
    why: "Each hop adds its own waiting time and its own chance to fail: four hops of one hour each \
deliver data that is up to four hours old, and four that work 99 days in 100 make a chain that fails \
nearly every month.",
    fix: "Connect the consumer nearer to the system of record, or let one hub feed all consumers.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: shop, name: Shopify, category: ecommerce}
  - {id: warehouse, name: Snowflake, category: data-warehouse}
  - {id: hightouch, name: Hightouch, category: reverse-etl}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: outreach, name: Outreach, category: sales-engagement}
objects: [{id: order, name: Order, system_of_record: shop}]
integrations:
  - {from: shop, to: warehouse, method: elt, owner: mops, monitoring: {kind: alert}, frequency: 1h, objects: order}
  - {from: warehouse, to: hightouch, method: db_link, owner: mops, monitoring: {kind: alert}, frequency: 1h, objects: order}
  - {from: hightouch, to: hubspot, method: reverse_etl, owner: mops, monitoring: {kind: alert}, frequency: 1h, objects: order}
  - {from: hubspot, to: outreach, method: vendor_connector, owner: mops, monitoring: {kind: alert}, frequency: 1h, objects: order}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: shop, name: Shopify, category: ecommerce}
  - {id: warehouse, name: Snowflake, category: data-warehouse}
  - {id: hightouch, name: Hightouch, category: reverse-etl}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: outreach, name: Outreach, category: sales-engagement}
objects: [{id: order, name: Order, system_of_record: shop}]
integrations:
  - {from: shop, to: warehouse, method: elt, owner: mops, monitoring: {kind: alert}, frequency: 1h, objects: order}
  - {from: warehouse, to: hightouch, method: db_link, owner: mops, monitoring: {kind: alert}, frequency: 1h, objects: order}
  - {from: hightouch, to: hubspot, method: reverse_etl, owner: mops, monitoring: {kind: alert}, frequency: 1h, objects: order}
  - {from: hightouch, to: outreach, method: reverse_etl, owner: mops, monitoring: {kind: alert}, frequency: 1h, objects: order}
",
    since: "0.1",
    severity: Severity::Note,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let max = context.limit(policy::HOPS_MAX);
    let mut seen = BTreeSet::new();
    for need in &context.network.needs {
        let Some(source) = need.system_of_record else {
            found.unknown();
            continue;
        };
        if !seen.insert((need.object, need.field.as_ref(), source, need.tool)) {
            continue;
        }
        let cargo = Cargo { object: Some(need.object), field: need.field.as_deref() };
        let Some(path) = context.tree(source, cargo).and_then(|it| it.path(need.tool)) else {
            continue;
        };
        let hops = path.flows.iter().fold(0.0, |count, _| count + 1.0);
        if hops <= max {
            continue;
        }
        let object = &context.stack.objects[need.object];
        let (from, to) = (&context.stack.tools[source].name, &context.stack.tools[need.tool]);
        let finding = found
            .report(format!(
                "{} takes {hops} hops from {from} to {} and arrives {} old",
                object.name,
                to.name,
                age(path.age)
            ))
            .at(need.span, "the end of a long way")
            .about(ElementKind::Tool, &to.id)
            .help(format!("feed {} from nearer to {from}", to.name));
        found.push(context.along(finding, &path.flows));
    }
}

fn age(age: Age) -> String {
    if age.open == 0 { format!("up to {}", age.words()) } else { age.words() }
}
