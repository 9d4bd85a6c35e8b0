//! A field that both ends change although it travels one way only.

use std::collections::BTreeMap;

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::graph::{Components, components};
use crate::network::{Cargo, FlowId, Force, Writing};
use crate::stack::{Direction, ObjectId, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "one-way-needs-two",
    summary: "both tools change a field that travels one way only",
    why: "What the receiving tool changes never gets back, and the next sync writes over it. The two tools then tell different stories \
about the same person, and which one a report shows depends on where it looks.",
    fix: "Let the field travel both ways with a `rule`, or make it read-only in one of the tools.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: sync, from: salesforce, to: hubspot, method: native_connector, owner: mops, monitoring: {kind: alert}, frequency: 15m, latency: 0m, objects: person}
automations:
  - {id: recycle, tool: hubspot, kind: lifecycle, owner: mops, active: true, writes: person.lead_status}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: sync, from: salesforce, to: hubspot, direction: two_way, method: native_connector, owner: mops, monitoring: {kind: alert}, frequency: 15m, latency: 0m, objects: [{object: person, fields: [{source: lead_status, rule: two_way_last_wins}]}]}
automations:
  - {id: recycle, tool: hubspot, kind: lifecycle, owner: mops, active: true, writes: person.lead_status}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    check,
};

type Fields<'a, 'b> = BTreeMap<(ObjectId, ToolId, Option<&'a str>), Vec<&'b Writing<'a>>>;

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let mut flows: Fields<'_, '_> = BTreeMap::new();
    let mut authors: Fields<'_, '_> = BTreeMap::new();
    for it in context.writings() {
        let of = if it.by.flow().is_some() { &mut flows } else { &mut authors };
        of.entry((it.object, it.tool, it.field)).or_default().push(it);
    }
    let mut circles = Circles::default();
    for ((object, tool, field), here) in &authors {
        let Some(field) = field else { continue };
        if context.stack.objects[*object].system_of_record_of(Some(field)) == Some(*tool) {
            continue;
        }
        let listed = flows.get(&(*object, *tool, Some(*field)));
        let whole = flows.get(&(*object, *tool, None));
        for feed in listed.into_iter().chain(whole).flatten() {
            let Some(flow) = feed.by.flow() else { continue };
            let near = feed.near.unwrap_or(field);
            let from = context.network.flow(flow).from;
            let there = authors.get(&(*object, from, Some(near)));
            let master = context.stack.objects[*object].system_of_record_of(Some(near));
            let is_changed_there = there.is_some() || master == Some(from);
            if is_changed_there
                && overwrites(context, feed, flow)
                && !circles.get_back(context, *object, (*tool, field), from)
            {
                report(context, found, (flow, near, field), here, there.map_or(&[], Vec::as_slice));
            }
        }
    }
}

/// Whether a one-way flow replaces what it finds.
fn overwrites(context: &Context<'_>, feed: &Writing<'_>, flow: FlowId) -> bool {
    let integration = &context.stack.integrations[context.network.flow(flow).integration];
    let replaces = match feed.force {
        Force::Overrides | Force::Unstated => true,
        Force::FillsBlanks | Force::LastWins => false,
    };
    replaces && integration.direction == Direction::OneWay
}

/// Which tools an object's flows join both ways round; most one-way flows are no part of such a circle, and then no field
/// needs to be followed.
#[derive(Default)]
struct Circles(BTreeMap<ObjectId, Components>);

impl Circles {
    /// Whether what a flow brought to a tool also gets from there to where the flow came from.
    fn get_back(
        &mut self,
        context: &Context<'_>,
        object: ObjectId,
        (tool, field): (ToolId, &str),
        to: ToolId,
    ) -> bool {
        let layer = context.network.layer_of(object);
        let circles = self.0.entry(object).or_insert_with(|| components(&layer.graph, &|_| true));
        let circle = |tool| layer.nodes_of(tool).next().and_then(|it| circles.of.get(it.index()));
        if circle(tool) != circle(to) {
            return false;
        }
        let cargo = Cargo { object: Some(object), field: Some(field) };
        context.tree(tool, cargo).is_some_and(|it| it.is_reached(to))
    }
}

fn report(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    (id, near, far): (FlowId, &str, &str),
    here: &[&Writing<'_>],
    there: &[&Writing<'_>],
) {
    let stack = context.stack;
    let flow = context.network.flow(id);
    let integration = &stack.integrations[flow.integration];
    let (from, to) = (&stack.tools[flow.from].name, &stack.tools[flow.to].name);
    let object = flow.object.map_or("", |it| stack.objects[it].id.as_str());
    let mut finding = found
        .report(format!(
            "{from} and {to} both change {object}.{near}, but `{}` carries it one way only",
            integration.id
        ))
        .at(integration.spans.item, format!("what {to} changes is written over"))
        .about(ElementKind::Integration, &integration.id)
        .with(ElementKind::Object, object)
        .help(format!("carry {far} back with a `rule`, or change it in {from} only"));
    for (author, place) in here.iter().map(|it| (it, to)).chain(there.iter().map(|it| (it, from))) {
        let element = author.by.element(stack, context.network);
        let words = format!("{} `{}` changes it in {place}", element.kind.words(), element.id);
        finding = finding.with(element.kind, &element.id).mark(author.span, words);
    }
    found.push(finding);
}
