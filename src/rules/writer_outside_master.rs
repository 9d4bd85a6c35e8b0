//! A value that is written over the one in the system of record.

use std::collections::BTreeMap;

use super::{Context, Rule, Sink, list, some};
use crate::diag::{Confidence, Diagnostic, ElementKind, Severity};
use crate::network::{Author, FlowId, Force, Writing};
use crate::stack::{Applies, Direction, ObjectId, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "writer-outside-master",
    summary: "the system of record is overwritten from outside",
    why: "A system of record is the one place that people correct. Where another tool writes over it, each correction lives until the next \
sync, and every tool that is fed from there gets the wrong value too. Public handbooks lock such fields and sync them one way.",
    fix: "Let the integration fill blanks only (`rule: prefer_target_unless_blank`), leave the field out (`do_not_sync`), or name the other \
tool as the field’s `system_of_record`. `two_way_last_wins` says that both may write.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, fields: [{source: phone, rule: always_source}]}]}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, fields: [{source: phone, rule: prefer_target_unless_blank}]}]}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    check,
};

/// What a flow writes over in the system of record.
#[derive(Default)]
struct Overwritten<'a> {
    fields: Vec<(&'a str, &'a Writing<'a>)>,
    /// What changes those fields where the flow begins.
    authors: Vec<&'a Writing<'a>>,
}

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let authors = authors(context);
    let mut by_flow: BTreeMap<FlowId, Overwritten<'_>> = BTreeMap::new();
    for writing in context.writings() {
        let Author::Flow(flow) = writing.by else { continue };
        let from = context.network.flow(flow).from;
        match (writing.field, writing.force) {
            (_, Force::FillsBlanks | Force::LastWins) => {}
            (Some(field), Force::Overrides | Force::Unstated) => {
                if !is_master(context, writing, Some(field)) || is_key(context, flow, field) {
                    continue;
                }
                let near = writing.near.unwrap_or(field);
                let changed = authors.get(&(writing.object, from, near));
                let is_stated = writing.force == Force::Overrides;
                if !is_stated && goes_both_ways(context, flow) {
                    // Nothing says who wins: another rule's matter.
                    continue;
                }
                if changed.is_none() && is_born(context, writing.object, from) {
                    // Where people say it themselves, the newest word counts. Nothing says so: perhaps they never do.
                    if !is_stated {
                        found.unknown();
                    }
                    continue;
                }
                let entry = by_flow.entry(flow).or_default();
                entry.fields.push((field, writing));
                entry.authors.extend(changed.into_iter().flatten());
            }
            (None, Force::Overrides | Force::Unstated) => {
                if goes_both_ways(context, flow) {
                    continue;
                }
                let first = (writing.object, from, "");
                let changed: Vec<_> = authors
                    .range(first..)
                    .take_while(|((object, tool, _), _)| (*object, *tool) == (writing.object, from))
                    .filter(|((_, _, field), _)| is_master(context, writing, Some(field)))
                    .collect();
                if changed.is_empty() {
                    if is_master(context, writing, None) {
                        found.unknown();
                    }
                    continue;
                }
                let entry = by_flow.entry(flow).or_default();
                for ((.., field), changed) in changed {
                    entry.fields.push((*field, writing));
                    entry.authors.extend(changed);
                }
            }
        }
    }
    for (flow, overwritten) in by_flow {
        found.push(report(context, found, flow, &overwritten));
    }
}

type Authors<'a> = BTreeMap<(ObjectId, ToolId, &'a str), Vec<&'a Writing<'a>>>;

/// The automations and AI features that change a field in a tool.
fn authors<'a>(context: &'a Context<'_>) -> Authors<'a> {
    let mut authors = Authors::new();
    for it in context.writings().iter().filter(|it| it.by.flow().is_none()) {
        if let Some(field) = it.field {
            authors.entry((it.object, it.tool, field)).or_default().push(it);
        }
    }
    authors
}

/// Whether the tool that is written to rules over the field. A name that the object does not declare is that of the
/// field it comes from.
fn is_master(context: &Context<'_>, writing: &Writing<'_>, field: Option<&str>) -> bool {
    let object = &context.stack.objects[writing.object];
    let declared = |name: &&str| object.field(name).is_some();
    let field = field.filter(declared).or(writing.near.filter(declared));
    object.system_of_record_of(field) == Some(writing.tool)
}

/// What records are matched by is the same on both sides.
fn is_key(context: &Context<'_>, flow: FlowId, field: &str) -> bool {
    let rule = context.network.item(context.stack, flow).and_then(|it| it.match_on.as_ref());
    rule.is_some_and(|it| {
        [&it.source_key, &it.target_key].into_iter().flatten().any(|it| it.as_str() == field)
    })
}

fn goes_both_ways(context: &Context<'_>, flow: FlowId) -> bool {
    let integration = &context.stack.integrations[context.network.flow(flow).integration];
    let item = context.network.item(context.stack, flow);
    integration.direction == Direction::TwoWay
        && item.is_some_and(|it| matches!(it.applies, None | Some(Applies::Both)))
}

fn is_born(context: &Context<'_>, object: ObjectId, tool: ToolId) -> bool {
    context.stack.tools[tool].collects.iter().any(|it| it.id == Some(object))
}

fn report(
    context: &Context<'_>,
    found: &Sink<'_>,
    id: FlowId,
    overwritten: &Overwritten<'_>,
) -> Diagnostic {
    let stack = context.stack;
    let flow = context.network.flow(id);
    let integration = &stack.integrations[flow.integration];
    let (from, to) = (&stack.tools[flow.from].name, &stack.tools[flow.to].name);
    let object = overwritten.fields.first().map(|(_, it)| &stack.objects[it.object]);
    let object_id = object.map_or("", |it| it.id.as_str());
    let mut names: Vec<_> =
        overwritten.fields.iter().map(|(it, _)| format!("{object_id}.{it}")).collect();
    names.sort_unstable();
    names.dedup();
    let place = overwritten.fields.first().map_or(integration.spans.item, |(_, it)| it.span);
    let mut finding = found
        .report(format!(
            "`{}` writes {} from {from} over the system of record, {to}",
            integration.id,
            some(&names)
        ))
        .at(place, format!("{to} rules over it"))
        .about(ElementKind::Integration, &integration.id)
        .with(ElementKind::Object, object_id)
        .help(format!(
            "let it fill blanks only (`rule: prefer_target_unless_blank`), or make {from} the system of record of {}",
            list(&[if names.len() == 1 { "the field" } else { "the fields" }])
        ));
    for (field, writing) in overwritten.fields.iter().skip(1) {
        finding = finding.mark(writing.span, format!("{field} too"));
    }
    for author in &overwritten.authors {
        let element = author.by.element(stack, context.network);
        let words = format!("{} `{}` changes it in {from}", element.kind.words(), element.id);
        finding = finding.with(element.kind, &element.id).mark(author.span, words);
    }
    finding
}
