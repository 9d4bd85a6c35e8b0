//! A value that can travel in a circle for ever.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::graph::{EdgeId, Graph, NodeId, components, cut_points, cycle_through};
use crate::network::{Flow, FlowId, Way};
use crate::stack::{Applies, IntegrationId, ObjectId, ObjectItem, ToolId};

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
        let moved = Moved::of(context, object);
        let mut reported = BTreeSet::new();
        // The whole object first, then the fields that flows list: any other goes where the whole goes.
        let fields = std::iter::once(None).chain(moved.listed.keys().copied().map(Some));
        for field in fields {
            for cycle in cycles(context, &moved.unguarded(field), &mut reported) {
                report(context, found, (object, field), &cycle);
            }
        }
    }
}

/// The live flows of an object that keep no echo out, by what they carry.
struct Moved<'a> {
    /// They carry every field.
    everything: Vec<FlowId>,
    /// By each field that is listed somewhere: the flows that carry it by name, sorted.
    listed: BTreeMap<&'a str, Vec<FlowId>>,
}

impl<'a> Moved<'a> {
    fn of(context: &Context<'a>, object: ObjectId) -> Self {
        let mut moved = Self { everything: Vec::new(), listed: BTreeMap::new() };
        let network = context.network;
        let flows = network.flows().filter(|(_, it)| it.live && it.object == Some(object));
        for (id, flow) in flows {
            let Some(item) = unguarded_item(context, flow) else { continue };
            if item.fields.is_empty() {
                moved.everything.push(id);
            }
            for field in item.fields.iter().filter(|it| it.rule.is_none()) {
                for name in [field.source.as_str(), field.target.as_str()] {
                    let flows = moved.listed.entry(name).or_default();
                    if flows.last() != Some(&id) {
                        flows.push(id);
                    }
                }
            }
        }
        moved
    }

    /// What may go round, sorted; without a field, as a whole.
    fn unguarded(&self, field: Option<&str>) -> Vec<FlowId> {
        let listed = field.and_then(|it| self.listed.get(it)).into_iter().flatten();
        let mut flows: Vec<_> = self.everything.iter().chain(listed).copied().collect();
        flows.sort_unstable();
        flows
    }
}

/// What a flow carries, where nothing on this leg keeps an echo out.
fn unguarded_item<'a>(context: &Context<'a>, flow: &Flow) -> Option<&'a ObjectItem> {
    let integration = &context.stack.integrations[flow.integration];
    let item = integration.objects.get(flow.item?)?;
    // What an item says counts forwards unless it says otherwise.
    let is_meant = match item.applies {
        None | Some(Applies::Forward) => flow.way == Way::Forward,
        Some(Applies::Reverse) => flow.way == Way::Reverse,
        Some(Applies::Both) => true,
    };
    let keeps_echo_out =
        is_meant && item.filter.as_ref().is_some_and(|it| it.excludes_own_changes == Some(true));
    (!keeps_echo_out && integration.dedupe_key.is_none()).then_some(item)
}

/// Ways back to their start that use no integration twice; each integration is told of once.
fn cycles(
    context: &Context<'_>,
    flows: &[FlowId],
    reported: &mut BTreeSet<IntegrationId>,
) -> Vec<Vec<FlowId>> {
    let network = context.network;
    let mut tools: Vec<_> =
        flows.iter().map(|it| network.flow(*it)).flat_map(|it| [it.from, it.to]).collect();
    tools.sort_unstable();
    tools.dedup();
    let node =
        |tool| NodeId(u32::try_from(tools.partition_point(|it| *it < tool)).unwrap_or(u32::MAX));
    let ends: Vec<_> =
        flows.iter().map(|it| network.flow(*it)).map(|it| (node(it.from), node(it.to))).collect();
    let graph = Graph::new(tools.len(), &ends);
    let integration = |edge: EdgeId| network.flow(flows[edge.index()]).integration;
    let is_open = knots(&graph, &integration);
    let mut cycles = Vec::new();
    for edge in graph.edges().filter(|it| is_open[it.index()]) {
        let own = integration(edge);
        if reported.contains(&own) {
            continue;
        }
        // A two-way pair going to and fro over one integration is another rule's matter.
        let usable = |it: EdgeId| is_open[it.index()] && (it == edge || integration(it) != own);
        let Some(cycle) = cycle_through(&graph, edge, &usable) else { continue };
        if cycle.len() < 2 {
            continue;
        }
        reported.extend(cycle.iter().map(|it| integration(*it)));
        cycles.push(cycle.into_iter().map(|it| flows[it.index()]).collect());
    }
    cycles
}

/// The edges that a cycle may go over: their ends lead to each other, and round another integration. On all others a
/// search would be in vain, so that a large stack without circles costs one look at each flow.
fn knots(graph: &Graph, integration: &dyn Fn(EdgeId) -> IntegrationId) -> Vec<bool> {
    let strong = components(graph, &|_| true);
    let mut is_open: Vec<_> = graph
        .edges()
        .map(|it| graph.ends(it))
        .map(|(from, to)| from != to && strong.of[from.index()] == strong.of[to.index()])
        .collect();
    // All flows of an integration are one edge in the undirected view; a bridge is on no circle.
    let mut seen = BTreeSet::new();
    let is_first: Vec<_> =
        graph.edges().map(|it| is_open[it.index()] && seen.insert(integration(it))).collect();
    let bridges = cut_points(graph, &|it| is_first[it.index()]).bridges;
    let bridges: BTreeSet<_> = bridges.into_iter().map(integration).collect();
    for edge in graph.edges() {
        is_open[edge.index()] &= !bridges.contains(&integration(edge));
    }
    is_open
}

fn report(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    (object, field): (ObjectId, Option<&str>),
    cycle: &[FlowId],
) {
    let cycle = from_first_id(context, cycle);
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
    found.push(context.along(finding, &cycle));
}

/// A circle has no start; the first id is the same in whatever order the file says it.
fn from_first_id(context: &Context<'_>, cycle: &[FlowId]) -> Vec<FlowId> {
    let id =
        |flow: &FlowId| &context.stack.integrations[context.network.flow(*flow).integration].id;
    let first = cycle.iter().enumerate().min_by_key(|(_, flow)| id(flow));
    let mut cycle = cycle.to_vec();
    cycle.rotate_left(first.map_or(0, |(position, _)| position));
    cycle
}
