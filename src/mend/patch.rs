//! `set` in the text: new values for keys of one item, merged into the maps that it has.

use super::pens::Pens;
use crate::diag::ElementKind;
use crate::stack::{Spans, Stack};
use crate::text::Label;
use crate::yaml::{Kind, Node, Value};

/// Writes a patch into the item that it is for.
pub(super) fn write(
    pens: &mut Pens<'_>,
    stack: &Stack,
    (kind, id): (ElementKind, &Label),
    patch: Node<'_>,
) {
    let Some(item) = place(stack, kind, id).and_then(|it| pens.map_at(it.item)) else { return };
    let selector: &str = kind.into();
    let keys = patch.entries().filter_map(|(key, value)| Some((key.text()?, value)));
    for (key, value) in keys.filter(|(key, _)| *key != selector && *key != "id") {
        merge(pens, item, key, value);
    }
}

fn merge<'r>(pens: &mut Pens<'r>, map: Node<'r>, key: &str, value: Node<'_>) {
    let own = map.written_entries().find(|(name, _)| name.is_text(key)).map(|(_, value)| value);
    let there = map.get(key).filter(|it| it.kind() == Kind::Map && value.kind() == Kind::Map);
    match there {
        // What others share stays as it is: this item gets one of its own.
        Some(there) if there.is_alias() || own.is_none() => {
            pens.set(map, key, overlaid(Value::of(there), Value::of(value)));
        }
        Some(there) => {
            for (key, value) in value.entries() {
                merge(pens, there, key.text().unwrap_or_default(), value);
            }
        }
        None => pens.set(map, key, Value::of(value)),
    }
}

fn overlaid(under: Value, over: Value) -> Value {
    match (under, over) {
        (Value::Map(mut entries), Value::Map(new)) => {
            for (key, value) in new {
                match entries.iter_mut().find(|(name, _)| *name == key) {
                    Some((_, there)) => *there = overlaid(there.clone(), value),
                    None => entries.push((key, value)),
                }
            }
            Value::Map(entries)
        }
        (_, over) => over,
    }
}

/// Where an item stands whose settings can be set.
fn place<'s>(stack: &'s Stack, kind: ElementKind, id: &Label) -> Option<&'s Spans> {
    match kind {
        ElementKind::Tool => stack.tools.find(id).map(|id| &stack.tools[id].spans),
        ElementKind::Integration => {
            stack.integrations.find(id).map(|id| &stack.integrations[id].spans)
        }
        ElementKind::Object => stack.objects.find(id).map(|id| &stack.objects[id].spans),
        ElementKind::Credential => {
            stack.credentials.find(id).map(|id| &stack.credentials[id].spans)
        }
        ElementKind::Person => stack.people.find(id).map(|id| &stack.people[id].spans),
        ElementKind::Team => stack.teams.find(id).map(|id| &stack.teams[id].spans),
        ElementKind::Journey => stack.journeys.find(id).map(|id| &stack.journeys[id].spans),
        ElementKind::Company
        | ElementKind::Vendor
        | ElementKind::Automation
        | ElementKind::Purpose
        | ElementKind::Suppression
        | ElementKind::AiFeature
        | ElementKind::Campaign
        | ElementKind::Initiative => None,
    }
}
