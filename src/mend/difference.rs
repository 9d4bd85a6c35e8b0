//! What has changed between two stacks, as changes to the text of the first.
//!
//! Only what a scenario can change is looked at: whatever it forgets is found by the comparison afterwards.

use super::fields::{self, Written};
use super::pens::Pens;
use crate::stack::{Entity, Integration, Spans, Stack, Table};
use crate::text::{Label, Span};
use crate::yaml::{Kind, Node, Value};

/// Writes what `after` has else than `before`; `added` is the text of the one thing that is new.
pub(super) fn write(pens: &mut Pens<'_>, before: &Stack, after: &Stack, added: Option<Value>) {
    let mut added = added;
    table(pens, &before.people, &after.people, |it| &it.spans, fields::person);
    table(pens, &before.credentials, &after.credentials, |it| &it.spans, |_| Vec::new());
    table(pens, &before.tools, &after.tools, |it| &it.spans, fields::tool);
    tool_details(pens, before, after);
    table(pens, &before.objects, &after.objects, |it| &it.spans, fields::object);
    object_fields(pens, before, after);
    explicit_ids(pens, before, after);
    table(pens, &before.integrations, &after.integrations, |it| &it.spans, fields::integration);
    table(pens, &before.automations, &after.automations, |it| &it.spans, fields::automation);
    summaries(pens, before, after);
    stages(pens, before, after);
    let (old, new) = (&before.consent, &after.consent);
    table(pens, &old.purposes, &new.purposes, |it| &it.spans, fields::purpose);
    table(pens, &old.suppressions, &new.suppressions, |it| &it.spans, fields::suppression);
    table(pens, &before.ai_features, &after.ai_features, |it| &it.spans, |_| Vec::new());
    table(pens, &before.campaigns, &after.campaigns, |it| &it.spans, fields::campaign);
    if after.tools.values().any(|it| before.tools.find(&it.id).is_none()) {
        add_item(pens, "tools", added.take());
    }
    if after.integrations.values().any(|it| before.integrations.find(&it.id).is_none()) {
        add_item(pens, "integrations", added.take());
    }
}

/// Items that are gone, and settings of those that stay.
fn table<T: Entity>(
    pens: &mut Pens<'_>,
    before: &Table<T>,
    after: &Table<T>,
    spans: fn(&T) -> &Spans,
    written: fn(&T) -> Vec<(&'static str, Written)>,
) {
    for old in before.values() {
        let place = spans(old).item;
        match after.find(old.id()) {
            None => remove(pens, place),
            Some(new) => settings(pens, place, &written(old), &written(&after[new])),
        }
    }
}

fn remove(pens: &mut Pens<'_>, place: Span) {
    if let Some((node, Some(holder))) = pens.item_at(place) {
        pens.take_out(node, holder);
    }
}

/// The settings of one map that differ.
fn settings(
    pens: &mut Pens<'_>,
    place: Span,
    before: &[(&'static str, Written)],
    after: &[(&'static str, Written)],
) {
    let changed = before.iter().zip(after).filter(|(old, new)| old.1 != new.1);
    for ((key, old), (_, new)) in changed {
        let Some(map) = pens.map_at(place).filter(|it| it.kind() == Kind::Map) else { return };
        match (old, new) {
            (_, Written::Word(word)) => pens.set(map, key, Value::word(word)),
            (Written::Names(old), Written::Names(new)) => names(pens, map, key, (old, new)),
            (_, Written::Nothing) => pens.remove(map, key),
            // Something there before and after, or names that were not: no scenario does this.
            (_, Written::Something | Written::Names(_)) => {}
        }
    }
}

/// A list of names in which some are gone, some are others now, and some are new.
fn names<'r>(
    pens: &mut Pens<'r>,
    map: Node<'r>,
    key: &str,
    (before, after): (&[String], &[String]),
) {
    let Some(list) = map.get(key) else {
        let items = after.iter().map(|it| Value::word(it)).collect();
        return pens.set(map, key, Value::List(items));
    };
    let is_shared = list.is_alias() || !map.written_entries().any(|(name, _)| name.is_text(key));
    if list.kind() != Kind::List || is_shared {
        let items = after.iter().map(|it| Value::word(it)).collect();
        return pens.set(map, key, Value::List(items));
    }
    let mut left = after;
    let mut gone = before.len().saturating_sub(after.len());
    for item in list.items() {
        let name = name_of(item);
        match left.split_first() {
            Some((first, rest)) if *first == name => left = rest,
            // What the reader has left out is left alone.
            _ if !before.contains(&name) => {}
            Some((first, rest)) if gone == 0 => {
                pens.replace(item, Value::word(first));
                left = rest;
            }
            _ => {
                gone = gone.saturating_sub(1);
                pens.remove_item(list, item);
            }
        }
    }
    for name in left {
        pens.append(list, Value::word(name));
    }
}

/// The name in an item: the item itself, or what its first key says.
fn name_of(item: Node<'_>) -> String {
    let text = item.text().or_else(|| {
        ["object", "channel"].iter().find_map(|key| item.get(key).and_then(Node::text))
    });
    Label::new(text.unwrap_or_default()).to_string()
}

/// What one tool takes over from another stands in the other's text, with all its settings.
fn tool_details(pens: &mut Pens<'_>, before: &Stack, after: &Stack) {
    for old in before.tools.values() {
        let Some(new) = after.tools.find(&old.id).map(|id| &after.tools[id]) else { continue };
        let place = old.spans.item;
        if let (Some(was), Some(is)) = (&old.fallback, &new.fallback)
            && was.tool.name != is.tool.name
            && let Some(fallback) = pens.map_at(place).and_then(|it| it.get("fallback"))
        {
            let tool = fallback.get("tool").unwrap_or(fallback);
            pens.replace(tool, Value::word(&is.tool.name));
        }
        let stores = new.stores.iter().skip(old.stores.len()).map(|it| it.spans.item);
        hand_over(pens, place, "stores", &stores.collect::<Vec<_>>());
        let sends = new.sends.iter().skip(old.sends.len()).map(|it| it.spans.item);
        hand_over(pens, place, "sends", &sends.collect::<Vec<_>>());
    }
}

fn hand_over(pens: &mut Pens<'_>, place: Span, key: &str, items: &[Span]) {
    let values = items.iter().filter_map(|it| pens.map_at(*it)).map(Value::of);
    let mut values: Vec<Value> = values.collect();
    if values.is_empty() {
        return;
    }
    let Some(map) = pens.map_at(place) else { return };
    let own = map.written_entries().find(|(name, _)| name.is_text(key)).map(|(_, list)| list);
    if let Some(list) = own.filter(|it| it.kind() == Kind::List && !it.is_alias()) {
        for it in values {
            pens.append(list, it);
        }
        return;
    }
    if let Some(there) = map.get(key).filter(|it| it.kind() != Kind::Null) {
        let there = match Value::of(there) {
            Value::List(items) => items,
            one => vec![one],
        };
        values.splice(0..0, there);
    }
    pens.set(map, key, Value::List(values));
}

fn object_fields(pens: &mut Pens<'_>, before: &Stack, after: &Stack) {
    for old in before.objects.values() {
        let Some(new) = after.objects.find(&old.id).map(|id| &after.objects[id]) else { continue };
        for (was, is) in old.fields.iter().zip(&new.fields) {
            settings(pens, was.spans.item, &fields::field(was), &fields::field(is));
        }
    }
}

fn stages(pens: &mut Pens<'_>, before: &Stack, after: &Stack) {
    for old in before.journeys.values() {
        let Some(new) = after.journeys.find(&old.id).map(|id| &after.journeys[id]) else {
            continue;
        };
        for (was, is) in old.stages.iter().zip(&new.stages) {
            settings(pens, was.spans.item, &fields::stage(was), &fields::stage(is));
        }
    }
}

/// Summaries are keyed by their tool: a new tool is a new key.
fn summaries(pens: &mut Pens<'_>, before: &Stack, after: &Stack) {
    let (old, new) = (&before.automations_summaries, &after.automations_summaries);
    let find = |list: &[crate::stack::AutomationsSummary], tool: &Label| {
        list.iter().position(|it| it.tool.name == *tool)
    };
    let gone = old.iter().filter(|it| find(new, &it.tool.name).is_none());
    let mut come = new.iter().filter(|it| find(old, &it.tool.name).is_none());
    for was in gone {
        match come.next() {
            Some(is) => {
                if let Some((key, _)) = pens.leaf_at(was.tool.span) {
                    pens.replace(key, Value::word(&is.tool.name));
                }
            }
            None => remove(pens, was.spans.item),
        }
    }
    for was in old {
        if let Some(is) = find(new, &was.tool.name).and_then(|at| new.get(at)) {
            settings(pens, was.spans.item, &fields::summary(was), &fields::summary(is));
        }
    }
}

/// Ids that ends make change with the ends, and with the number of those that share them: then they are written out.
fn explicit_ids(pens: &mut Pens<'_>, before: &Stack, after: &Stack) {
    let made = |it: &Integration| format!("{}-{}", it.from.name, it.to.name);
    let lost: Vec<String> = before
        .integrations
        .values()
        .filter(|old| match after.integrations.find(&old.id) {
            None => true,
            Some(new) => made(&after.integrations[new]) != made(old),
        })
        .flat_map(|it| [it.id.to_string(), made(it)])
        .collect();
    for old in before.integrations.values().filter(|it| !it.spans.has("id")) {
        let Some(new) = after.integrations.find(&old.id).map(|id| &after.integrations[id]) else {
            continue;
        };
        let is_numbered = made(new) != *old.id && lost.contains(&made(new));
        if (made(new) != made(old) || is_numbered)
            && let Some(map) = pens.map_at(old.spans.item)
        {
            pens.set(map, "id", Value::word(&old.id));
        }
    }
}

/// Puts an item at the end of a list of the stack, in the last file that has one.
fn add_item(pens: &mut Pens<'_>, key: &str, item: Option<Value>) {
    let Some(item) = item else { return };
    let has_items = |root: &Node<'_>| root.get(key).is_some_and(|it| it.kind() != Kind::Null);
    let Some(root) = pens.roots().rfind(has_items).or_else(|| pens.roots().next()) else { return };
    match root.get(key) {
        Some(list) if list.kind() == Kind::List => pens.append(list, item),
        Some(one) if one.kind() == Kind::Map => {
            pens.set(root, key, Value::List(vec![Value::of(one), item]));
        }
        Some(_) | None => pens.set(root, key, Value::List(vec![item])),
    }
}
