//! Who holds what of a person: tools that say so, and tools that it probably gets to.

use super::{Deletion, Evidence, Holder, Key};
use crate::network::{Flow, FlowId, Layer, Network, Way};
use crate::stack::{
    AcceptsDelete, DataObject, DeletePolicy, KeyKind, ObjectId, ObjectItem, OnMissing, Stack,
    Store, ToolId,
};
use crate::text::Label;

/// Whether an object is about people; `None` where nobody says.
pub(crate) fn is_personal(object: &DataObject) -> Option<bool> {
    let identifies = object.fields.iter().any(|it| it.pii == Some(true));
    if identifies { Some(true) } else { object.personal }
}

/// What tools say that they hold, by object: read once for all objects.
pub(crate) struct Shelves {
    of: Vec<Vec<(ToolId, Evidence)>>,
}

impl Shelves {
    pub(crate) fn of(stack: &Stack) -> Self {
        let mut of = vec![Vec::new(); stack.objects.len()];
        let mut put = |object: Option<ObjectId>, tool, evidence| {
            if let Some(object) = object {
                of[object.index()].push((tool, evidence));
            }
        };
        for (id, tool) in stack.tools.iter().filter(|(_, it)| it.is_in_use()) {
            for (position, store) in tool.stores.iter().enumerate() {
                put(store.object.id, id, Evidence::Stores(position));
            }
            for object in &tool.collects {
                put(object.id, id, Evidence::Collects);
            }
        }
        for (id, object) in stack.objects.iter() {
            let record = object.system_of_record_of(None);
            if let Some(record) = record.filter(|it| stack.tools[*it].is_in_use()) {
                put(Some(id), record, Evidence::Record);
            }
        }
        Self { of }
    }

    /// Everything that holds an object, by tool.
    pub(crate) fn holders(
        &self,
        stack: &Stack,
        network: &Network,
        object: ObjectId,
    ) -> Vec<Holder> {
        let mut found: Vec<(ToolId, Evidence)> = self.of[object.index()].clone();
        let layer = network.layer_of(object);
        for node in layer.graph.nodes() {
            let tool = layer.tool_at(node);
            let brings = into(layer, tool).next().map(Evidence::Reached);
            let takes = || out_of(layer, tool).next().map(Evidence::Gives);
            found.extend(brings.or_else(takes).map(|it| (tool, it)));
        }
        for flow in layer.flows() {
            let integration = network.flow(flow).integration;
            let via = stack.integrations[integration].via.as_ref().and_then(|it| it.id);
            found.extend(via.map(|it| (it, Evidence::Passes(flow))));
        }
        // The strongest evidence of each tool counts.
        found.sort_unstable();
        found.dedup_by_key(|it| it.0);
        let holder = |(tool, evidence)| Holder {
            tool,
            evidence,
            deletion: deletion(stack, network, layer, (tool, object)),
            key: key(stack, network, layer, (tool, object)),
            retention_days: store(stack, tool, object).and_then(|it| it.retention_days),
        };
        found.into_iter().map(holder).collect()
    }
}

/// What a tool says that it keeps of an object.
pub(crate) fn store(stack: &Stack, tool: ToolId, object: ObjectId) -> Option<&Store> {
    stack.tools[tool].stores.iter().find(|it| it.object.id == Some(object))
}

fn deletion(
    stack: &Stack,
    network: &Network,
    layer: &Layer,
    (tool, object): (ToolId, ObjectId),
) -> Deletion {
    if let Some(flow) = into(layer, tool).find(|it| {
        item(stack, network.flow(*it)).and_then(|it| it.delete) == Some(DeletePolicy::Propagate)
    }) {
        return Deletion::Automatic(flow);
    }
    match store(stack, tool, object).and_then(|it| it.accepts_delete) {
        Some(AcceptsDelete::Api) => Deletion::Api,
        Some(AcceptsDelete::Ui) => Deletion::Ui,
        Some(AcceptsDelete::None) => Deletion::Refused,
        None => Deletion::Unknown,
    }
}

/// By what a person is found in a tool: what they give, or what another tool can look up.
fn key(stack: &Stack, network: &Network, layer: &Layer, (tool, object): (ToolId, ObjectId)) -> Key {
    let stated = store(stack, tool, object).and_then(|it| it.key.as_ref());
    let matched = || {
        into(layer, tool).find_map(|it| {
            let flow = network.flow(it);
            item(stack, flow)?.match_on.as_ref().and_then(|it| side(it, flow.way))
        })
    };
    let Some(name) = stated.or_else(matched) else { return Key::Unknown };
    if is_given(&stack.objects[object], name) {
        return Key::Given(name.clone());
    }
    let around = into(layer, tool).chain(out_of(layer, tool));
    let through = around.map(|it| network.flow(it)).find(|flow| {
        let there = item(stack, flow).and_then(|it| it.match_on.as_ref());
        let keys = there.map(|it| [it.source_key.as_ref(), it.target_key.as_ref()]);
        keys.is_some_and(|it| it.contains(&Some(name)))
    });
    match through {
        Some(flow) => {
            let other = if flow.from == tool { flow.to } else { flow.from };
            Key::Through(name.clone(), other)
        }
        None => Key::Missing(name.clone()),
    }
}

/// The key on the side where a flow arrives.
fn side(on: &crate::stack::Match, way: Way) -> Option<&Label> {
    let (near, far) = (on.source_key.as_ref(), on.target_key.as_ref());
    match way {
        Way::Forward => far.or(near),
        Way::Reverse => near.or(far),
    }
}

/// Whoever asks gives their address and number; an id they do not know.
fn is_given(object: &DataObject, key: &str) -> bool {
    let kind = object.key(key).and_then(|it| it.kind);
    match kind {
        Some(KeyKind::Email | KeyKind::Phone | KeyKind::HashedEmail) => true,
        Some(KeyKind::Id | KeyKind::Domain | KeyKind::Cookie | KeyKind::ExternalId) => false,
        None => key.to_lowercase().contains("email"),
    }
}

/// The item of a flow, where its settings count in that direction (`applies`).
fn item<'a>(stack: &'a Stack, flow: &Flow) -> Option<&'a ObjectItem> {
    let item = stack.integrations[flow.integration].objects.get(flow.item?)?;
    match flow.way {
        Way::Forward => Some(item),
        Way::Reverse => Some(item).filter(|it| it.applies.is_some()),
    }
}

/// What a flow does about a person that its target does not have; `None`: nobody says.
pub(super) fn on_missing(stack: &Stack, flow: &Flow) -> Option<OnMissing> {
    item(stack, flow)?.match_on.as_ref()?.on_missing
}

fn into(layer: &Layer, tool: ToolId) -> impl Iterator<Item = FlowId> {
    let edges = layer.nodes_of(tool).flat_map(|it| crate::graph::Graph::into(&layer.graph, it));
    edges.filter_map(|it| layer.legs[it.index()].flow)
}

fn out_of(layer: &Layer, tool: ToolId) -> impl Iterator<Item = FlowId> {
    let edges = layer.nodes_of(tool).flat_map(|it| layer.graph.out(it));
    edges.filter_map(|it| layer.legs[it.index()].flow)
}
