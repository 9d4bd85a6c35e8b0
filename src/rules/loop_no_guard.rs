//! A value that can travel in a circle for ever.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::graph::{Cycles, EdgeId, Graph, NodeId, components, cut_points};
use crate::network::{Flow, FlowId, Force, Network};
use crate::stack::{Entity, IntegrationId, ObjectId, ObjectItem, Table, ToolId};
use crate::text::Label;

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
    let ranks = Ranks {
        tools: ranks(&context.stack.tools),
        integrations: ranks(&context.stack.integrations),
    };
    for object in context.stack.objects.ids() {
        let mut moved = Moved::of(context, object);
        let groups = moved.related_names();
        moved.keep_circles(context);
        let mut reported = BTreeSet::new();
        let whole: Vec<_> = moved.everything.iter().map(|it| step(context, *it)).collect();
        for cycle in cycles(context, &ranks, whole, &mut reported) {
            report(context, found, object, &cycle);
        }
        // Then the fields that flows list, with the names they take on their way: any other goes where the whole goes.
        for names in groups {
            // Where nothing lists them, what goes round has been told.
            if !moved.listed.iter().any(|it| names.contains(it.from.1)) {
                continue;
            }
            for cycle in cycles(context, &ranks, moved.steps(context, &names), &mut reported) {
                report(context, found, object, &cycle);
            }
        }
    }
}

/// By position, the place among all ids in the order of their letters: of several circles that share a flow the same one
/// is told, in whichever order the file has its tools and integrations.
struct Ranks {
    tools: Vec<u32>,
    integrations: Vec<u32>,
}

fn ranks<T: Entity>(table: &Table<T>) -> Vec<u32> {
    let mut ids: Vec<(&Label, usize)> =
        table.iter().map(|(id, it)| (it.id(), id.index())).collect();
    ids.sort_unstable();
    let mut ranks = vec![0; ids.len()];
    for (rank, (_, position)) in (0..).zip(ids) {
        ranks[position] = rank;
    }
    ranks
}

impl Ranks {
    fn stop<'a>(&self, (tool, name): Stop<'a>) -> (u32, &'a str) {
        (self.tools[tool.index()], name)
    }

    fn flow(&self, flow: &Flow) -> u32 {
        self.integrations[flow.integration.index()]
    }
}

/// A place that a value can be at: a tool, and what it is called there; empty: the whole object.
type Stop<'a> = (ToolId, &'a str);

/// A flow that takes a value from one place to another.
#[derive(Clone, Copy)]
struct Step<'a> {
    from: Stop<'a>,
    to: Stop<'a>,
    flow: FlowId,
}

/// The live flows of an object that keep no echo out, by what they carry.
struct Moved<'a> {
    /// They carry every field.
    everything: Vec<FlowId>,
    /// Each field that a flow carries by name.
    listed: Vec<Step<'a>>,
}

impl<'a> Moved<'a> {
    fn of(context: &Context<'a>, object: ObjectId) -> Self {
        let mut moved = Self { everything: Vec::new(), listed: Vec::new() };
        let network = context.network;
        let flows = network.flows().filter(|(_, it)| it.live && it.object == Some(object));
        for (id, flow) in flows {
            if unguarded_item(context, flow).is_none() {
                continue;
            }
            let Some(passages) = network.passages(context.stack, id) else {
                moved.everything.push(id);
                continue;
            };
            // A rule is a guard.
            let fields = passages.iter().filter(|it| it.force == Force::Unstated);
            moved.listed.extend(fields.map(|it| Step {
                from: (flow.from, it.near),
                to: (flow.to, it.far),
                flow: id,
            }));
        }
        moved
    }

    /// Takes out the flows that lead from a tool to another from which nothing comes back: no value goes round over them,
    /// whatever it is called.
    fn keep_circles(&mut self, context: &Context<'_>) {
        let ends = |id: FlowId| {
            let flow = context.network.flow(id);
            (flow.from, flow.to)
        };
        let flows = || self.everything.iter().copied().chain(self.listed.iter().map(|it| it.flow));
        let mut tools: Vec<_> = flows().map(ends).flat_map(|(from, to)| [from, to]).collect();
        tools.sort_unstable();
        tools.dedup();
        let node = |tool| {
            NodeId(u32::try_from(tools.partition_point(|it| *it < tool)).unwrap_or(u32::MAX))
        };
        let edges: Vec<_> = flows().map(ends).map(|(from, to)| (node(from), node(to))).collect();
        let circles = components(&Graph::new(tools.len(), &edges), &|_| true);
        let circle = |tool| circles.of.get(node(tool).index());
        let goes_round = |id: FlowId| {
            let (from, to) = ends(id);
            from != to && circle(from) == circle(to)
        };
        let everything = self.everything.iter().copied().filter(|it| goes_round(*it)).collect();
        let listed = self.listed.iter().copied().filter(|it| goes_round(it.flow)).collect();
        *self = Self { everything, listed };
    }

    /// The names of fields, those together under which one value may travel.
    fn related_names(&self) -> Vec<BTreeSet<&'a str>> {
        let mut groups: Vec<BTreeSet<&'a str>> = Vec::new();
        let mut group_of: BTreeMap<&'a str, usize> = BTreeMap::new();
        for step in &self.listed {
            let (near, far) = (step.from.1, step.to.1);
            let group = match (group_of.get(near).copied(), group_of.get(far).copied()) {
                (Some(one), Some(other)) if one != other => {
                    for name in groups.get_mut(other).map(std::mem::take).unwrap_or_default() {
                        group_of.insert(name, one);
                        groups[one].insert(name);
                    }
                    one
                }
                (Some(one), _) | (None, Some(one)) => one,
                (None, None) => {
                    groups.push(BTreeSet::new());
                    groups.len() - 1
                }
            };
            groups[group].extend([near, far]);
            group_of.extend([(near, group), (far, group)]);
        }
        groups.retain(|it| !it.is_empty());
        groups.sort_unstable();
        groups
    }

    /// What may go round under some names: listed there, or along with the whole object.
    fn steps(&self, context: &Context<'_>, names: &BTreeSet<&'a str>) -> Vec<Step<'a>> {
        let listed = self.listed.iter().filter(|it| names.contains(it.from.1)).copied();
        let whole = names.iter().flat_map(|name| {
            self.everything.iter().map(|it| {
                let step = step(context, *it);
                Step { from: (step.from.0, name), to: (step.to.0, name), flow: *it }
            })
        });
        listed.chain(whole).collect()
    }
}

/// The way of the whole object.
fn step<'a>(context: &Context<'_>, id: FlowId) -> Step<'a> {
    let flow = context.network.flow(id);
    Step { from: (flow.from, ""), to: (flow.to, ""), flow: id }
}

/// What a flow carries, where nothing on this leg keeps an echo out.
fn unguarded_item<'a>(context: &Context<'a>, flow: &Flow) -> Option<&'a ObjectItem> {
    let integration = &context.stack.integrations[flow.integration];
    let item = integration.objects.get(flow.item?)?;
    let is_meant = Network::is_meant(item, flow);
    let keeps_echo_out =
        is_meant && item.filter.as_ref().is_some_and(|it| it.excludes_own_changes == Some(true));
    (!keeps_echo_out && integration.dedupe_key.is_none()).then_some(item)
}

/// Ways back to their start that use no integration twice; each integration is told of once.
fn cycles<'a>(
    context: &Context<'_>,
    ranks: &Ranks,
    mut steps: Vec<Step<'a>>,
    reported: &mut BTreeSet<IntegrationId>,
) -> Vec<Vec<Step<'a>>> {
    let network = context.network;
    steps.sort_by_cached_key(|it| {
        (ranks.flow(network.flow(it.flow)), ranks.stop(it.from), ranks.stop(it.to), it.flow)
    });
    let mut stops: Vec<_> =
        steps.iter().flat_map(|it| [it.from, it.to]).map(|it| ranks.stop(it)).collect();
    stops.sort_unstable();
    stops.dedup();
    let node = |stop| {
        let stop = ranks.stop(stop);
        NodeId(u32::try_from(stops.partition_point(|it| *it < stop)).unwrap_or(u32::MAX))
    };
    let ends: Vec<_> = steps.iter().map(|it| (node(it.from), node(it.to))).collect();
    let graph = Graph::new(stops.len(), &ends);
    let integration = |edge: EdgeId| network.flow(steps[edge.index()].flow).integration;
    let is_open = knots(&graph, &integration);
    let mut search = Cycles::new(&graph);
    let mut cycles = Vec::new();
    for edge in graph.edges().filter(|it| is_open[it.index()]) {
        let own = integration(edge);
        if reported.contains(&own) {
            continue;
        }
        // A two-way pair going to and fro over one integration is another rule's matter.
        let usable = |it: EdgeId| is_open[it.index()] && (it == edge || integration(it) != own);
        let Some(cycle) = search.through(edge, &usable) else { continue };
        if cycle.len() < 2 {
            continue;
        }
        reported.extend(cycle.iter().map(|it| integration(*it)));
        cycles.push(cycle.into_iter().map(|it| steps[it.index()]).collect());
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

fn report(context: &Context<'_>, found: &mut Sink<'_>, object: ObjectId, cycle: &[Step<'_>]) {
    // The same circle is told from the same start, in whichever order the file has its integrations.
    let start = (0..cycle.len()).min_by_key(|it| &context.stack.tools[cycle[*it].from.0].id);
    let (before, after) = cycle.split_at(start.unwrap_or_default());
    let cycle = &[after, before].concat();
    let Some(first) = cycle.first() else { return };
    let object = &context.stack.objects[object].id;
    let what = match first.from.1 {
        "" => object.to_string(),
        field => format!("{object}.{field}"),
    };
    let tool = |id: ToolId| context.stack.tools[id].name.as_str();
    let mut stops: Vec<_> = cycle.iter().map(|it| tool(it.from.0)).collect();
    stops.extend(stops.first().copied());
    let integration = &context.stack.integrations[context.network.flow(first.flow).integration];
    let finding = found
        .report(format!(
            "a change of {what} travels in a circle and nothing stops it: {}",
            stops.join(" → ")
        ))
        .at(integration.spans.item, "the circle starts here")
        .about(ElementKind::Integration, &integration.id)
        .help("leave the integration user’s own changes out on one leg, or give it a rule");
    let flows: Vec<_> = cycle.iter().map(|it| it.flow).collect();
    found.push(context.along(finding, &flows));
}
