//! Two automations that decide the same thing in different tools.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, Sink, list};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::network::FlowId;
use crate::stack::{Automation, AutomationKind, MethodClass, ObjectId, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "dup-logic",
    summary: "two tools decide the same thing, each by rules of its own",
    why: "Rules that are kept alike by hand are alike on the day of the copy. In one public handbook the chat tool is expected \
to mirror the routing of the lead router by hand; when territories change, one of the two sends leads to the wrong person.",
    fix: "Let one tool decide and the others read what it decided.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: router, name: Router, category: other}
  - {id: chat, name: Chat, category: chat-conversational}
objects: [{id: person, name: Person, system_of_record: crm, fields: [{name: owner, system_of_record: router}]}]
integrations:
  - {id: routing, from: router, to: crm, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
  - {id: chats, from: chat, to: crm, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
automations:
  - {id: lead-routing, tool: router, kind: routing, owner: mops, active: true, writes: person.owner}
  - {id: chat-routing, tool: chat, kind: routing, owner: mops, active: true, writes: person.owner}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: router, name: Router, category: other}
  - {id: chat, name: Chat, category: chat-conversational}
objects: [{id: person, name: Person, system_of_record: crm, fields: [{name: owner, system_of_record: router}]}]
integrations:
  - {id: routing, from: router, to: crm, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
  - {id: chats, from: router, to: chat, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
automations:
  - {id: lead-routing, tool: router, kind: routing, owner: mops, active: true, writes: person.owner}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    check,
};

/// What is decided: by which kind of rules, of which object and field.
type Decision<'a> = (&'static str, ObjectId, Option<&'a str>);

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for ((kind, object, field), deciders) in decisions(context, found) {
        let separate = separate(context, object, &deciders);
        if separate.len() < 2 {
            continue;
        }
        let object = &context.stack.objects[object];
        let what = field.map_or_else(|| object.id.to_string(), |it| format!("{}.{it}", object.id));
        let tools = &context.stack.tools;
        let names: Vec<_> = separate
            .iter()
            .filter_map(|it| Some(format!("{} (`{}`)", tools[it.tool.id?].name, it.id)))
            .collect();
        let Some((first, others)) = separate.split_first() else { continue };
        let finding = found
            .report(format!(
                "the {kind} of {what} is decided in {}, and nothing keeps them alike",
                list(&names)
            ))
            .at(first.spans.of("writes"), "decided here")
            .about(ElementKind::Automation, &first.id)
            .with(ElementKind::Object, &object.id)
            .help("let one tool decide and the others read what it decided");
        found.push(others.iter().fold(finding, |finding, it| {
            finding
                .with(ElementKind::Automation, &it.id)
                .mark(it.spans.of("writes"), "and decided here")
        }));
    }
}

/// The active automations that decide the same, by what they decide; each in the order of ids.
fn decisions<'a>(
    context: &Context<'a>,
    found: &mut Sink<'_>,
) -> BTreeMap<Decision<'a>, Vec<&'a Automation>> {
    let mut decisions: BTreeMap<Decision<'a>, Vec<&'a Automation>> = BTreeMap::new();
    for automation in context.stack.automations.values().filter(|it| it.is_active()) {
        let Some(kind) = automation.kind.and_then(decides) else { continue };
        let is_in_use = |it: ToolId| context.stack.tools[it].is_in_use();
        if !automation.tool.id.is_some_and(is_in_use) {
            continue;
        }
        if automation.writes.is_empty() {
            found.unknown();
        }
        for field in &automation.writes {
            let Some(object) = field.object else { continue };
            let deciders = decisions.entry((kind, object, field.field.as_deref())).or_default();
            if deciders.iter().all(|it| it.id != automation.id) {
                deciders.push(automation);
            }
        }
    }
    for deciders in decisions.values_mut() {
        deciders.sort_by_key(|it| &it.id);
    }
    decisions
}

/// The kinds of automations whose rules are a decision; the others merely act on one.
fn decides(kind: AutomationKind) -> Option<&'static str> {
    match kind {
        AutomationKind::Routing => Some("routing"),
        AutomationKind::Scoring => Some("scoring"),
        AutomationKind::Lifecycle => Some("lifecycle"),
        AutomationKind::Trigger
        | AutomationKind::Batch
        | AutomationKind::Nurture
        | AutomationKind::Operational => None,
    }
}

/// One automation of each group of tools among which the object flows by itself: what one decides, the others learn.
fn separate<'a>(
    context: &Context<'_>,
    object: ObjectId,
    deciders: &[&'a Automation],
) -> Vec<&'a Automation> {
    let tools: BTreeSet<_> = deciders.iter().filter_map(|it| it.tool.id).collect();
    if tools.len() < 2 {
        return Vec::new();
    }
    let mut met = BTreeSet::new();
    let mut separate = Vec::new();
    for automation in deciders {
        let Some(tool) = automation.tool.id.filter(|it| !met.contains(it)) else { continue };
        separate.push(*automation);
        let mut ahead = vec![tool];
        while let Some(tool) = ahead.pop() {
            if met.insert(tool) {
                ahead.extend(neighbours(context, object, tool).filter(|it| tools.contains(it)));
            }
        }
    }
    separate
}

/// The tools that an object gets to or comes from in one hop, without anybody's hand.
fn neighbours<'a>(
    context: &'a Context<'_>,
    object: ObjectId,
    tool: ToolId,
) -> impl Iterator<Item = ToolId> + 'a {
    let network = context.network;
    let is_fit = move |it: &FlowId| {
        let flow = network.flow(*it);
        let method = context.stack.integrations[flow.integration].method;
        method.class() != MethodClass::Manual && flow.object.is_none_or(|it| it == object)
    };
    let out = network.feeds(tool).filter(is_fit).map(move |it| network.flow(it).to);
    let into = network.fed_by(tool).filter(is_fit).map(move |it| network.flow(it).from);
    out.chain(into)
}
