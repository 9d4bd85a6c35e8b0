//! From integrations to flows: which object moves which way, and how old it is when it arrives.

use std::sync::Arc;

use super::{Age, Flow, FlowId, Layer, Network, Way, numbered};
use crate::stack::{
    Applies, Direction, FieldMap, FieldRef, Integration, MethodClass, Minutes, ObjectItem,
    PurposeId, Stack, SyncRule, ToolId, Trigger,
};

/// The flows of all integrations, in order; one of which an end is unknown has none.
pub(super) fn flows(stack: &Stack) -> Vec<Flow> {
    let mut flows = Vec::new();
    for (id, integration) in stack.integrations.iter() {
        let Some((from, to)) = integration.from.id.zip(integration.to.id) else { continue };
        let live = is_live(stack, integration, from, to);
        for &way in ways(integration) {
            let (from, to) = match way {
                Way::Forward => (from, to),
                Way::Reverse => (to, from),
            };
            let (age, mean) = ages(integration);
            let whole = Flow {
                integration: id,
                item: None,
                object: None,
                way,
                from,
                to,
                age,
                mean,
                excludes_opted_out: false,
                by_hand: integration.method.class() == MethodClass::Manual,
                live,
            };
            if integration.objects.is_empty() {
                flows.push(whole);
                continue;
            }
            for (position, item) in integration.objects.iter().enumerate() {
                if carries_anything(item, way) {
                    flows.push(Flow {
                        item: Some(position),
                        object: item.object.id,
                        excludes_opted_out: excludes_opted_out(item, way),
                        ..whole.clone()
                    });
                }
            }
        }
    }
    flows
}

fn is_live(stack: &Stack, integration: &Integration, from: ToolId, to: ToolId) -> bool {
    let via = integration.via.as_ref().and_then(|it| it.id);
    integration.is_live()
        && [Some(from), Some(to), via].into_iter().flatten().all(|it| stack.tools[it].is_in_use())
}

fn ways(integration: &Integration) -> &'static [Way] {
    match integration.direction {
        Direction::OneWay => &[Way::Forward],
        Direction::TwoWay => &[Way::Forward, Way::Reverse],
    }
}

/// At worst a period and a latency, on average half a period and a latency, for runs whose phases are unknown: the sum
/// bound of Davare et al. (2007) for chains of periodic jobs. Where one is not stated the leg is open, but what is known
/// still counts as its least age.
fn ages(integration: &Integration) -> (Age, Age) {
    let period = match (&integration.frequency, integration.trigger) {
        (Some(cadence), _) => Some(cadence.every),
        // An event is sent on at once.
        (None, Some(Trigger::Event)) => Some(Minutes::ZERO),
        (None, _) => None,
    };
    let latency = integration.latency.unwrap_or_default();
    let open = u32::from(period.is_none() || integration.latency.is_none());
    let period = period.unwrap_or_default();
    let age = |period: Minutes| Age { known: period + latency, open };
    (age(period), age(period.half()))
}

fn carries_anything(item: &ObjectItem, way: Way) -> bool {
    let goes = match (item.applies, way) {
        (None | Some(Applies::Both), _)
        | (Some(Applies::Forward), Way::Forward)
        | (Some(Applies::Reverse), Way::Reverse) => true,
        (Some(Applies::Forward), Way::Reverse) | (Some(Applies::Reverse), Way::Forward) => false,
    };
    goes && (item.fields.is_empty() || item.fields.iter().any(|it| moves(item, it, way)))
}

/// An item's filter counts against the arrows only where the item says that it applies there.
fn excludes_opted_out(item: &ObjectItem, way: Way) -> bool {
    let applies = match way {
        Way::Forward => true,
        Way::Reverse => item.applies.is_some(),
    };
    applies && item.filter.as_ref().is_some_and(|it| it.excludes_opted_out == Some(true))
}

/// Whether a field's value goes that way. Where the source always wins, nothing comes back; the source is the end that
/// sends, so an item that applies in reverse only has the other one.
pub(super) fn moves(item: &ObjectItem, field: &FieldMap, way: Way) -> bool {
    match field.rule {
        Some(SyncRule::DoNotSync) => false,
        Some(SyncRule::AlwaysSource) => {
            way == Way::Forward || item.applies == Some(Applies::Reverse)
        }
        Some(SyncRule::TwoWayLastWins | SyncRule::PreferTargetUnlessBlank) | None => true,
    }
}

/// A field's name on the near and on the far side of a flow.
pub(super) fn sides(field: &FieldMap, way: Way) -> (&str, &str) {
    match way {
        Way::Forward => (&field.source, &field.target),
        Way::Reverse => (&field.target, &field.source),
    }
}

/// Fills in what a field is called where the flow arrives; nothing where the flow does not carry it.
pub(super) fn names_beyond<'a>(
    stack: &'a Stack,
    flow: &Flow,
    name: &'a str,
    names: &mut Vec<&'a str>,
) {
    names.clear();
    let Some(item) = item_of(stack, flow) else { return };
    if item.fields.is_empty() {
        names.push(name);
        return;
    }
    let moved = item.fields.iter().filter(|it| moves(item, it, flow.way));
    let sides = moved.map(|it| sides(it, flow.way)).filter(|(near, _)| *near == name);
    names.extend(sides.map(|(_, far)| far));
    names.sort_unstable();
    names.dedup();
}

/// By object position: whether some flow lists fields of the object.
pub(super) fn lists_fields(stack: &Stack, flows: &[Flow], layers: &[Arc<Layer>]) -> Vec<bool> {
    let lists =
        |id: FlowId| item_of(stack, &flows[id.0 as usize]).is_some_and(|it| !it.fields.is_empty());
    layers.iter().map(|it| it.flows().any(lists)).collect()
}

/// What a tool calls a field of an object: the object's own name, unless the tool is only known to use others.
pub(super) fn names_at<'a>(
    stack: &'a Stack,
    flows: impl Iterator<Item = &'a Flow>,
    tool: ToolId,
    field: &'a str,
) -> Vec<&'a str> {
    let mut others = Vec::new();
    for flow in flows.filter(|it| it.from == tool || it.to == tool) {
        let Some(item) = item_of(stack, flow) else { continue };
        for map in &item.fields {
            let (near, far) = sides(map, flow.way);
            let (here, there) = if flow.from == tool { (near, far) } else { (far, near) };
            if here == field {
                return vec![field];
            }
            if there == field {
                others.push(here);
            }
        }
    }
    others.push(field);
    others.sort_unstable();
    others.dedup();
    others
}

pub(super) fn item_of<'a>(stack: &'a Stack, flow: &Flow) -> Option<&'a ObjectItem> {
    stack.integrations[flow.integration].objects.get(flow.item?)
}

impl Network {
    /// Whether a flow carries an object, and the field where one is named, under its name on either side.
    pub(crate) fn carries(&self, stack: &Stack, flow: FlowId, wanted: &FieldRef) -> bool {
        let flow = self.flow(flow);
        if wanted.object.is_none() || flow.object != wanted.object {
            return false;
        }
        let Some((field, item)) = wanted.field.as_ref().zip(item_of(stack, flow)) else {
            return true;
        };
        item.fields.is_empty()
            || item
                .fields
                .iter()
                .any(|it| moves(item, it, flow.way) && (it.source == *field || it.target == *field))
    }

    /// The purposes whose choice a flow carries on.
    pub(crate) fn purposes_on(&self, stack: &Stack, flow: FlowId) -> Vec<PurposeId> {
        stack
            .consent
            .purposes
            .iter()
            .filter(|(_, it)| {
                it.object_field.as_ref().is_some_and(|field| self.carries(stack, flow, field))
            })
            .map(|(id, _)| id)
            .collect()
    }

    /// By flow position: whether it is live and carries the choice of some purpose.
    pub(crate) fn consent_flows(&self, stack: &Stack) -> Vec<bool> {
        numbered(&self.flows)
            .map(|(id, flow)| flow.live && !self.purposes_on(stack, id).is_empty())
            .collect()
    }
}
