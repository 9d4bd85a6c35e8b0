//! Records that come by one key and are sent on by another which the tool between does not have.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::network::{FlowId, Network};
use crate::stack::{KeyKind, Match, ObjectId, StoreRole, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "key-mismatch",
    summary: "records are matched by one key and sent on by another",
    why: "A record that came in by its e-mail address has no user id, so the next hop cannot find it: it makes a second record, or joins \
it to the wrong person. The counts still look right.",
    fix: "Carry the second key along on the first hop, or match by the same key on both.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: segment, name: Segment, category: cdp}
  - {id: intercom, name: Intercom, category: chat-conversational}
objects:
  - {id: person, name: Person, system_of_record: hubspot, keys: [{name: email, kind: email, unique: true}, {name: user_id, kind: external_id, unique: true}]}
integrations:
  - {id: first, from: hubspot, to: segment, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, match: {source_key: email, target_key: email}, fields: [{source: title}]}]}
  - {id: second, from: segment, to: intercom, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, match: {source_key: user_id, target_key: user_id}, fields: [{source: title}]}]}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: segment, name: Segment, category: cdp}
  - {id: intercom, name: Intercom, category: chat-conversational}
objects:
  - {id: person, name: Person, system_of_record: hubspot, keys: [{name: email, kind: email, unique: true}, {name: user_id, kind: external_id, unique: true}]}
integrations:
  - {id: first, from: hubspot, to: segment, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, match: {source_key: email, target_key: email}, fields: [{source: title}, {source: user_id}]}]}
  - {id: second, from: segment, to: intercom, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, match: {source_key: user_id, target_key: user_id}, fields: [{source: title}]}]}
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::Medium,
    check,
};

/// A flow with the key that it goes by at one tool.
#[derive(Clone, Copy)]
struct Keyed<'a> {
    flow: FlowId,
    key: &'a str,
    kind: KeyKind,
}

/// What comes into a tool and what goes out of it, of one object.
#[derive(Default)]
struct Junction<'a> {
    into: Vec<Keyed<'a>>,
    out: Vec<Keyed<'a>>,
    /// The fields that the tool is known to have.
    held: BTreeSet<&'a str>,
    /// Some flow brings every field.
    holds_all: bool,
}

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for ((object, tool), junction) in junctions(context, found) {
        if junction.holds_all || is_own(context, object, tool) {
            continue;
        }
        let mut told = BTreeSet::new();
        // Each key is asked about once, however many flows a hub has that go by it.
        for out in junction.out.iter().filter(|it| told.insert(it.key)) {
            let is_held = junction.held.contains(out.key)
                || junction.into.iter().any(|it| it.kind == out.kind);
            if is_held {
                continue;
            }
            let taken = context.network.passages(context.stack, out.flow);
            let taken = taken.map(|it| it.iter().map(|it| it.near).collect::<BTreeSet<_>>());
            let is_way = |it: &&Keyed<'_>| is_way(context, it.flow, (out.flow, taken.as_ref()));
            if let Some(into) = junction.into.iter().find(is_way) {
                report(context, found, (object, tool), *into, *out);
            }
        }
    }
}

fn junctions<'a>(
    context: &Context<'a>,
    found: &mut Sink<'_>,
) -> BTreeMap<(ObjectId, ToolId), Junction<'a>> {
    let stack = context.stack;
    let mut junctions: BTreeMap<_, Junction<'a>> = BTreeMap::new();
    for (id, flow) in context.network.flows().filter(|(_, it)| it.live) {
        let Some(object) = flow.object else { continue };
        let Some(item) = context.network.item(stack, id) else { continue };
        let arrival = junctions.entry((object, flow.to)).or_default();
        match context.network.passages(stack, id) {
            Some(passages) => arrival.held.extend(passages.iter().map(|it| it.far)),
            None => arrival.holds_all = true,
        }
        let Some(rule) = item.match_on.as_ref().filter(|_| Network::is_meant(item, flow)) else {
            continue;
        };
        let (near, far) = keys(rule, flow.way == crate::network::Way::Reverse);
        arrival.held.extend(far);
        let described = &stack.objects[object];
        let keyed = |key: Option<&'a str>| {
            let key = key?;
            Some(Keyed { flow: id, key, kind: described.key(key)?.kind? })
        };
        match keyed(far) {
            Some(it) => arrival.into.push(it),
            None => found.unknown(),
        }
        if let Some(it) = keyed(near) {
            junctions.entry((object, flow.from)).or_default().out.push(it);
        }
    }
    junctions
}

/// The keys where a flow begins and where it arrives; one that is not stated is the other.
fn keys(rule: &Match, is_reverse: bool) -> (Option<&str>, Option<&str>) {
    let source = rule.source_key.as_deref().or(rule.target_key.as_deref());
    let target = rule.target_key.as_deref().or(rule.source_key.as_deref());
    if is_reverse { (target, source) } else { (source, target) }
}

/// A tool that keeps or collects an object gives out keys of its own.
fn is_own(context: &Context<'_>, object: ObjectId, tool: ToolId) -> bool {
    let described = &context.stack.tools[tool];
    context.stack.objects[object].system_of_record_of(None) == Some(tool)
        || described.collects.iter().any(|it| it.id == Some(object))
        || described
            .stores
            .iter()
            .filter(|it| it.object.id == Some(object))
            .any(|it| it.role == Some(StoreRole::SystemOfRecord) || it.key.is_some())
}

/// Whether something that comes by the one goes on by the other, to a third tool. `taken` are the fields that the other
/// lists.
fn is_way(
    context: &Context<'_>,
    into: FlowId,
    (out, taken): (FlowId, Option<&BTreeSet<&str>>),
) -> bool {
    let network = context.network;
    if network.flow(into).from == network.flow(out).to {
        return false;
    }
    let brought = network.passages(context.stack, into);
    let (Some(brought), Some(taken)) = (brought, taken) else { return true };
    brought.iter().any(|it| taken.contains(it.far))
}

fn report(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    (object, tool): (ObjectId, ToolId),
    into: Keyed<'_>,
    out: Keyed<'_>,
) {
    let stack = context.stack;
    let object = &stack.objects[object];
    let here = &stack.tools[tool].name;
    let integration = |id| &stack.integrations[context.network.flow(id).integration];
    let (first, second) = (integration(into.flow), integration(out.flow));
    let finding = found
        .report(format!(
            "`{}` sends {} on from {here} by {}, but `{}` brings it there by {} only",
            second.id, object.id, out.key, first.id, into.key
        ))
        .at(second.spans.item, format!("goes on by {}", out.key))
        .about(ElementKind::Integration, &second.id)
        .with(ElementKind::Object, &object.id)
        .help(format!("carry {} on `{}` too, or match by {} on both", out.key, first.id, into.key));
    found.push(context.along(finding, &[into.flow, out.flow]));
}
