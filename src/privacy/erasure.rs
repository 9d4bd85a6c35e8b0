//! Erasing one person's data of one kind everywhere: in which order, by when, and what may bring it back.

use std::collections::BTreeMap;

use super::holders::{Shelves, on_missing};
use super::{Deletion, Erasure, Evidence, Holder, Resurrection, Trace, TraceKind};
use crate::graph::{Components, Graph, NodeId, components};
use crate::network::{FlowId, Network};
use crate::stack::{Date, IntegrationId, Method, ObjectId, OnMissing, Stack, ToolId};

/// Article 12(3) GDPR allows one month; the shortest has 28 days, and 30 is what most companies write down.
const ERASURE_DAYS: f64 = 30.0;

/// The plan for one object.
pub(crate) fn erasure(stack: &Stack, network: &Network, object: ObjectId, as_of: Date) -> Erasure {
    let holders = Shelves::of(stack).holders(stack, network, object);
    let (windows, resurrections) = order(stack, network, object, &holders);
    let stated = stack.consent.dsr.as_ref().and_then(|it| it.erasure_days);
    let days = stated.unwrap_or(ERASURE_DAYS);
    Erasure {
        object,
        as_of,
        days,
        is_stated: stated.is_some(),
        stopped: stopped(stack, network, object, &holders),
        traces: traces(stack, network, object, &holders),
        unsaid: unsaid(network, &holders),
        holders,
        windows,
        resurrections,
    }
}

/// The holders in the order of the data, those that feed each other in one window; and the flows that may bring somebody
/// back, from a copy that is still there.
fn order(
    stack: &Stack,
    network: &Network,
    object: ObjectId,
    holders: &[Holder],
) -> (Vec<Vec<usize>>, Vec<Resurrection>) {
    let position = |tool: ToolId| holders.binary_search_by_key(&tool, |it| it.tool).ok();
    let mut ends = Vec::new();
    let mut flows: Vec<(usize, usize, FlowId)> = Vec::new();
    for id in network.layer_of(object).flows() {
        let flow = network.flow(id);
        let Some((from, to)) = position(flow.from).zip(position(flow.to)) else { continue };
        ends.push((node(from), node(to)));
        flows.push((from, to, id));
    }
    let graph = Graph::new(holders.len(), &ends);
    let found = components(&graph, &|_| true);
    let windows = windows(&graph, &found, holders);
    let resurrections = flows
        .into_iter()
        .filter_map(|(from, to, flow)| {
            let created = match on_missing(stack, network.flow(flow)) {
                Some(OnMissing::Create) => true,
                Some(OnMissing::Skip | OnMissing::Error) => return None,
                None => false,
            };
            let stays = holders[from].deletion == Deletion::Refused;
            let together = found.of[from] == found.of[to];
            // A deletion is passed on to where the flow begins: nobody is left to come back.
            let follows = matches!(holders[from].deletion, Deletion::Automatic(_));
            (stays || together && !follows).then_some(Resurrection { flow, created, stays })
        })
        .collect();
    (windows, resurrections)
}

/// What feeds each other is one window; of the rest, what stands equally far from where the data comes from is one too,
/// since nothing in it feeds another of it.
fn windows(graph: &Graph, found: &Components, holders: &[Holder]) -> Vec<Vec<usize>> {
    let mut levels = vec![0_usize; found.members.len()];
    for (number, members) in found.members.iter().enumerate() {
        // Components come sources first: the level of this one is final.
        for &edge in members.iter().flat_map(|it| graph.out(*it)) {
            let target = found.of[graph.ends(edge).1.index()];
            if target != number {
                levels[target] = levels[target].max(levels[number] + 1);
            }
        }
    }
    let mut windows: BTreeMap<(usize, Option<usize>), Vec<usize>> = BTreeMap::new();
    for (number, members) in found.members.iter().enumerate() {
        let own = (members.len() > 1).then_some(number);
        // A history of runs grows until the last flow has stopped.
        let is_history = |it: &NodeId| matches!(holders[it.index()].evidence, Evidence::Passes(_));
        if members.iter().all(is_history) {
            levels[number] = usize::MAX;
        }
        let window = windows.entry((levels[number], own)).or_default();
        window.extend(members.iter().map(|it| it.index()));
    }
    windows.into_values().collect()
}

/// The flows that may bring somebody back.
pub(crate) fn resurrections(
    stack: &Stack,
    network: &Network,
    object: ObjectId,
    holders: &[Holder],
) -> Vec<Resurrection> {
    order(stack, network, object, holders).1
}

fn node(position: usize) -> NodeId {
    NodeId(u32::try_from(position).unwrap_or(u32::MAX))
}

/// Flows between holders that create whom they do not find, or may: each integration once.
fn stopped(
    stack: &Stack,
    network: &Network,
    object: ObjectId,
    holders: &[Holder],
) -> Vec<(IntegrationId, bool)> {
    let holds = |tool: ToolId| holders.binary_search_by_key(&tool, |it| it.tool).is_ok();
    let mut found: Vec<(IntegrationId, bool)> = Vec::new();
    for id in network.layer_of(object).flows() {
        let flow = network.flow(id);
        let creates = match on_missing(stack, flow) {
            Some(OnMissing::Create) => true,
            Some(OnMissing::Skip | OnMissing::Error) => continue,
            None => false,
        };
        if holds(flow.from) && holds(flow.to) {
            found.push((flow.integration, creates));
        }
    }
    found.sort_by_key(|(id, creates)| (*id, !creates));
    found.dedup_by_key(|it| it.0);
    found
}

/// Copies that no tool's delete reaches: files on the way, and backups.
fn traces(stack: &Stack, network: &Network, object: ObjectId, holders: &[Holder]) -> Vec<Trace> {
    let mut found: Vec<Trace> = Vec::new();
    for flow in network.layer_of(object).flows() {
        let id = network.flow(flow).integration;
        let is_told = found.iter().any(|it| it.kind == TraceKind::File(id));
        if leaves_files(stack.integrations[id].method) && !is_told {
            let days = stack.integrations[id].retention_days;
            found.push(Trace { kind: TraceKind::File(id), days });
        }
    }
    for holder in holders {
        let tool = &stack.tools[holder.tool];
        let is_none = |it: &str| matches!(it.to_lowercase().as_str(), "no" | "none" | "false");
        if tool.backup.as_ref().is_some_and(|it| !is_none(it)) {
            found.push(Trace { kind: TraceKind::Backup(holder.tool), days: None });
        }
    }
    found
}

/// Methods that leave a file behind which somebody has to delete.
fn leaves_files(method: Method) -> bool {
    match method {
        Method::SharedSpreadsheet
        | Method::ManualCsv
        | Method::EmailParse
        | Method::SftpFile
        | Method::CloudBucket => true,
        Method::NativeConnector
        | Method::VendorConnector
        | Method::ReverseEtl
        | Method::Elt
        | Method::Cdp
        | Method::IpaasRecipe
        | Method::Webhook
        | Method::DbLink
        | Method::ApiCustom
        | Method::ClientTag
        | Method::ScreenScrape
        | Method::ManualRekey
        | Method::PersonalScript
        | Method::Unknown => false,
    }
}

/// Integrations out of holders that do not say what they move: they may carry the person on.
fn unsaid(network: &Network, holders: &[Holder]) -> Vec<IntegrationId> {
    let flows = holders.iter().flat_map(|it| network.feeds(it.tool));
    let unsaid = flows.map(|it| network.flow(it)).filter(|it| it.object.is_none());
    let mut found: Vec<_> = unsaid.map(|it| it.integration).collect();
    found.sort_unstable();
    found.dedup();
    found
}

impl Erasure {
    /// Whether the holders of a window feed each other.
    pub(crate) fn feeds_itself(&self, network: &Network, window: &[usize]) -> bool {
        let mut tools: Vec<ToolId> =
            window.iter().filter_map(|it| Some(self.holders.get(*it)?.tool)).collect();
        tools.sort_unstable();
        let flows = tools.iter().flat_map(|it| network.feeds(*it)).map(|it| network.flow(it));
        flows
            .filter(|it| it.object == Some(self.object))
            .any(|it| tools.binary_search(&it.to).is_ok())
    }
}
