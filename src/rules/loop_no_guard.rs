//! A value that can travel in a circle for ever.

use std::collections::BTreeSet;

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::graph::{EdgeId, cycle_through};
use crate::network::{Flow, FlowId, Way};
use crate::stack::{Applies, IntegrationId, ObjectId, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "loop-no-guard",
    summary: "a value can travel in a circle",
    why: "A change that comes back to where it started is taken for a new change and sent round again. \
Such records burn the day’s API calls and bury real changes under their own echo.",
    fix: "Use an integration user and leave its own changes out (`filter: {excludes_own_changes: true}`), \
or give one leg a `dedupe_key` or its fields a `rule`.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: warehouse, name: Snowflake, category: data-warehouse}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
  - {from: salesforce, to: warehouse, method: elt, owner: mops, monitoring: {kind: alert}, objects: person}
  - {from: warehouse, to: hubspot, method: reverse_etl, owner: mops, monitoring: {kind: alert}, objects: person}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: warehouse, name: Snowflake, category: data-warehouse}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, filter: {excludes_own_changes: true}}]}
  - {from: salesforce, to: warehouse, method: elt, owner: mops, monitoring: {kind: alert}, objects: person}
  - {from: warehouse, to: hubspot, method: reverse_etl, owner: mops, monitoring: {kind: alert}, objects: person}
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::Medium,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for object in context.stack.objects.ids() {
        let mut reported = BTreeSet::new();
        for field in fields_moved(context, object) {
            for cycle in cycles(context, object, field, &mut reported) {
                report(context, found, (object, field), &cycle);
            }
        }
    }
}

/// What may go round: the whole object first, then the fields that are listed somewhere.
fn fields_moved<'a>(context: &Context<'a>, object: ObjectId) -> Vec<Option<&'a str>> {
    let items = context.live().flat_map(|(_, it)| &it.objects);
    let listed: BTreeSet<&str> = items
        .filter(|it| it.object.id == Some(object))
        .flat_map(|it| &it.fields)
        .flat_map(|it| [it.source.as_str(), it.target.as_str()])
        .collect();
    std::iter::once(None).chain(listed.into_iter().map(Some)).collect()
}

/// Ways back to their start that use no integration twice; each integration is told of once.
fn cycles(
    context: &Context<'_>,
    object: ObjectId,
    field: Option<&str>,
    reported: &mut BTreeSet<IntegrationId>,
) -> Vec<Vec<FlowId>> {
    let network = context.network;
    let is_open: Vec<bool> = network
        .flows
        .iter()
        .map(|it| it.live && it.object == Some(object) && is_unguarded(context, it, field))
        .collect();
    let mut cycles = Vec::new();
    for (id, flow) in network.flows().filter(|(id, _)| is_open[id.0 as usize]) {
        if reported.contains(&flow.integration) {
            continue;
        }
        // A two-way pair going to and fro over one integration is another rule's matter.
        let usable = |edge: EdgeId| {
            is_open[edge.index()]
                && (edge.0 == id.0 || network.flow(FlowId(edge.0)).integration != flow.integration)
        };
        let Some(cycle) = cycle_through(network.graph(), EdgeId(id.0), &usable) else { continue };
        if cycle.len() < 2 {
            continue;
        }
        let cycle: Vec<_> = cycle.into_iter().map(|it| FlowId(it.0)).collect();
        reported.extend(cycle.iter().map(|it| network.flow(*it).integration));
        cycles.push(cycle);
    }
    cycles
}

/// Nothing on this leg keeps an echo out, and the value is on it.
fn is_unguarded(context: &Context<'_>, flow: &Flow, field: Option<&str>) -> bool {
    let integration = &context.stack.integrations[flow.integration];
    let Some(item) = flow.item.and_then(|it| integration.objects.get(it)) else { return false };
    // What an item says counts forwards unless it says otherwise.
    let is_meant = match item.applies {
        None | Some(Applies::Forward) => flow.way == Way::Forward,
        Some(Applies::Reverse) => flow.way == Way::Reverse,
        Some(Applies::Both) => true,
    };
    let keeps_echo_out =
        is_meant && item.filter.as_ref().is_some_and(|it| it.excludes_own_changes == Some(true));
    let carries = match field {
        None => item.fields.is_empty(),
        Some(name) => {
            item.fields.is_empty()
                || item
                    .fields
                    .iter()
                    .any(|it| it.rule.is_none() && (it.source == *name || it.target == *name))
        }
    };
    carries && !keeps_echo_out && integration.dedupe_key.is_none()
}

fn report(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    (object, field): (ObjectId, Option<&str>),
    cycle: &[FlowId],
) {
    let Some(first) = cycle.first() else { return };
    let object = &context.stack.objects[object].id;
    let what = field.map_or_else(|| object.to_string(), |field| format!("{object}.{field}"));
    let tool = |id: ToolId| context.stack.tools[id].name.as_str();
    let mut stops: Vec<_> = cycle.iter().map(|it| tool(context.network.flow(*it).from)).collect();
    stops.extend(stops.first().copied());
    let integration = &context.stack.integrations[context.network.flow(*first).integration];
    let finding = found
        .report(format!(
            "a change of {what} travels in a circle and nothing stops it: {}",
            stops.join(" → ")
        ))
        .at(integration.spans.item, "the circle starts here")
        .about(ElementKind::Integration, &integration.id)
        .help("leave the integration user’s own changes out on one leg, or give it a rule");
    found.push(context.along(finding, cycle));
}
