//! A field that both ends change although it travels one way only.

use std::collections::BTreeMap;

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::network::{FlowId, Force, Question, Writing};
use crate::stack::{Direction, ObjectId, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "one-way-needs-two",
    summary: "both tools change a field that travels one way only",
    why: "What the receiving tool changes never gets back, and the next sync writes over it. The two tools then tell different stories \
about the same person, and which one a report shows depends on where it looks. Fields that would have to be \
followed through more than 8,000,000 tools, names and steps count as not judged.",
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

/// A flow that writes over a field which both of its ends change.
struct Case<'a, 'b> {
    object: ObjectId,
    flow: FlowId,
    near: &'a str,
    far: &'a str,
    here: &'b [&'b Writing<'a>],
    there: &'b [&'b Writing<'a>],
}

impl<'a> Case<'a, '_> {
    /// Whether what the flow brought also gets back to where it came from.
    fn question(&self, context: &Context<'_>) -> Question<'a> {
        let flow = context.network.flow(self.flow);
        Question { from: flow.to, field: self.far, to: flow.from }
    }
}

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let mut flows: Fields<'_, '_> = BTreeMap::new();
    let mut authors: Fields<'_, '_> = BTreeMap::new();
    for it in context.writings() {
        let of = if it.by.flow().is_some() { &mut flows } else { &mut authors };
        of.entry((it.object, it.tool, it.field)).or_default().push(it);
    }
    let cases = cases(context, &flows, &authors);
    for cases in cases.chunk_by(|left, right| left.object == right.object) {
        let Some(object) = cases.first().map(|it| it.object) else { continue };
        let questions: Vec<_> = cases.iter().map(|it| it.question(context)).collect();
        let answers = context.network.get_back(context.stack, object, &questions);
        for (case, gets_back) in cases.iter().zip(answers) {
            match gets_back {
                Some(true) => {}
                Some(false) => report(context, found, case),
                None => found.unknown(),
            }
        }
    }
}

/// By object: what flows write over, whether or not it also gets back on other ways.
fn cases<'a, 'b>(
    context: &Context<'a>,
    flows: &'b Fields<'a, '_>,
    authors: &'b Fields<'a, '_>,
) -> Vec<Case<'a, 'b>> {
    let mut cases = Vec::new();
    for ((object, tool, field), here) in authors {
        let Some(field) = field else { continue };
        if context.stack.objects[*object].system_of_record_of(Some(field)) == Some(*tool) {
            continue;
        }
        let listed = flows.get(&(*object, *tool, Some(*field)));
        let whole = flows.get(&(*object, *tool, None));
        for feed in listed.into_iter().chain(whole).flatten() {
            let Some(flow) = feed.by.flow().filter(|it| overwrites(context, feed, *it)) else {
                continue;
            };
            let near = feed.near.unwrap_or(field);
            let from = context.network.flow(flow).from;
            let there = authors.get(&(*object, from, Some(near)));
            let master = || context.stack.objects[*object].system_of_record_of(Some(near));
            if there.is_some() || master() == Some(from) {
                let there = there.map_or(&[][..], Vec::as_slice);
                cases.push(Case { object: *object, flow, near, far: field, here, there });
            }
        }
    }
    cases
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

fn report(context: &Context<'_>, found: &mut Sink<'_>, case: &Case<'_, '_>) {
    let stack = context.stack;
    let Case { near, far, here, there, .. } = case;
    let flow = context.network.flow(case.flow);
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
