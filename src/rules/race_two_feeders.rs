//! A field that two integrations fill, each over the other.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, Sink, list, quoted, some};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::network::{FlowId, Force, Writing};
use crate::stack::{Category, IntegrationId, ObjectId, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "race-two-feeders",
    summary: "two integrations write the same field, and nothing says which goes first",
    why: "Whichever ran last wins, so that the value flips with the timetable: the score is one thing at nine and another at ten. Each \
integration looks right on its own, which is why such races are searched for in the wrong place.",
    fix: "Keep one feeder, let the others fill blanks only (`rule: prefer_target_unless_blank`), or order them with `after`.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: outreach, name: Outreach, category: sales-engagement}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: from-crm, from: salesforce, to: outreach, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, fields: [{source: phone, rule: always_source}]}]}
  - {id: from-map, from: hubspot, to: outreach, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, fields: [{source: phone, rule: always_source}]}]}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: outreach, name: Outreach, category: sales-engagement}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: from-crm, from: salesforce, to: outreach, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, fields: [{source: phone, rule: always_source}]}]}
  - {id: from-map, from: hubspot, to: outreach, after: from-crm, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, fields: [{source: phone, rule: always_source}]}]}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    check,
};

/// Integrations that write the same fields of an object in a tool.
type Racers = (ObjectId, ToolId, Vec<IntegrationId>);

/// A field of an object in a tool, and the object there that it belongs to.
type Place<'a> = (ObjectId, ToolId, &'a str, &'a str);

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let mut feeders: BTreeMap<Place<'_>, Vec<&Writing<'_>>> = BTreeMap::new();
    let mut may_feed: BTreeSet<(ObjectId, ToolId)> = BTreeSet::new();
    for writing in context.writings() {
        let Some(flow) = writing.by.flow() else { continue };
        if keeps_apart(context.stack.tools[writing.tool].category) {
            continue;
        }
        let Some(field) = writing.field else {
            may_feed.insert((writing.object, writing.tool));
            continue;
        };
        if let Some(into) = races(context, flow, writing, field) {
            feeders.entry((writing.object, writing.tool, field, into)).or_default().push(writing);
        }
    }
    // The same integrations usually race for several fields: that is one fault.
    let mut races: BTreeMap<Racers, Vec<(&str, Vec<&Writing<'_>>)>> = BTreeMap::new();
    for ((object, tool, field, _), writings) in feeders {
        let unordered = unordered(context, &writings);
        if unordered.len() > 1 {
            races.entry((object, tool, unordered)).or_default().push((field, writings));
        } else if may_feed.contains(&(object, tool)) {
            // An integration that lists no fields may write this one too.
            found.unknown();
        }
    }
    for ((object, tool, integrations), fields) in races {
        report(context, found, (object, tool), &integrations, &fields);
    }
}

/// Where each source lands in tables of its own, or is only passed on.
fn keeps_apart(category: Category) -> bool {
    matches!(
        category,
        Category::DataWarehouse
            | Category::Bi
            | Category::Storage
            | Category::Analytics
            | Category::ProductAnalytics
            | Category::Attribution
            | Category::EtlElt
            | Category::ReverseEtl
            | Category::Ipaas
    )
}

/// The object of the receiving tool that a flow writes a field of, where it replaces what is there.
fn races<'a>(
    context: &Context<'a>,
    flow: FlowId,
    writing: &Writing<'_>,
    field: &str,
) -> Option<&'a str> {
    let item = context.network.item(context.stack, flow)?;
    let from = &context.stack.tools[context.network.flow(flow).from];
    let is_born_there = from.collects.iter().any(|it| it.id == Some(writing.object));
    let replaces = match writing.force {
        // Who collects new records tells what a person has just said, whichever form it was.
        Force::Overrides | Force::Unstated => !is_born_there,
        Force::LastWins | Force::FillsBlanks => false,
    };
    // A filter may well keep the records of two feeders apart, and a key is the same everywhere.
    let is_apart = item.filter.as_ref().is_some_and(|it| it.text.is_some());
    let is_key = context.stack.objects[writing.object].key(field).is_some()
        || item.match_on.as_ref().is_some_and(|it| {
            [&it.source_key, &it.target_key].into_iter().flatten().any(|it| it.as_str() == field)
        });
    (replaces && !is_apart && !is_key).then(|| item.target_object.as_deref().unwrap_or_default())
}

/// The integrations that no `after` puts in an order with all others, in order.
fn unordered(context: &Context<'_>, writings: &[&Writing<'_>]) -> Vec<IntegrationId> {
    let mut sources = BTreeSet::new();
    let mut integrations = Vec::new();
    for writing in writings {
        let Some(flow) = writing.by.flow().map(|it| context.network.flow(it)) else { continue };
        sources.insert((flow.from, writing.near));
        integrations.push(flow.integration);
    }
    // Integrations that all bring the same field from the same tool bring the same value.
    if sources.len() < 2 {
        return Vec::new();
    }
    integrations.sort_unstable();
    integrations.dedup();
    let follows = |later: IntegrationId, earlier: IntegrationId| {
        context.stack.integrations[later].after.iter().any(|it| it.id == Some(earlier))
    };
    let is_ordered = integrations.iter().enumerate().all(|(position, one)| {
        let rest = integrations.iter().skip(position + 1);
        rest.copied().all(|other| follows(*one, other) || follows(other, *one))
    });
    if is_ordered { Vec::new() } else { integrations }
}

fn report(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    (object, tool): (ObjectId, ToolId),
    integrations: &[IntegrationId],
    fields: &[(&str, Vec<&Writing<'_>>)],
) {
    let stack = context.stack;
    let object = &stack.objects[object];
    let names: Vec<_> = fields.iter().map(|(it, _)| format!("{}.{it}", object.id)).collect();
    let ids: Vec<_> = integrations.iter().map(|it| quoted(&stack.integrations[*it].id)).collect();
    let writings = || fields.iter().flat_map(|(_, it)| it);
    let Some(first) = writings().next() else { return };
    let finding = found
        .report(format!(
            "{} write {} in {}, each over the other",
            list(&ids),
            some(&names),
            stack.tools[tool].name
        ))
        .at(first.span, "written here")
        .about(ElementKind::Tool, &stack.tools[tool].id)
        .with(ElementKind::Object, &object.id)
        .help("keep one of them, let the others fill blanks only, or order them with `after`");
    let finding = integrations.iter().fold(finding, |finding, it| {
        finding.with(ElementKind::Integration, &stack.integrations[*it].id)
    });
    found.push(writings().skip(1).fold(finding, |finding, it| finding.mark(it.span, "and here")));
}
