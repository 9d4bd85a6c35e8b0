//! The way that a link's data takes in a stack, and the limits that it calls against.

use super::{Course, Link, Piece, Quota, Way};
use crate::analysis::Analysis;
use crate::network::{Age, Cargo, Cut, FlowId, Network};
use crate::stack::{Stack, ToolId};

/// The way of all that a link moves, the oldest where there are several; `None` where some of it does not arrive.
pub(super) fn way(stack: &Stack, network: &Network, product: ToolId, link: &Link) -> Option<Way> {
    let (from, to) = match link.course {
        Course::Into => (link.neighbour, product),
        Course::OutOf => (product, link.neighbour),
    };
    let path = |cargo: Cargo<'_>| {
        let own = own_way(network, (from, to), cargo, link);
        let any = || network.path(stack, (from, to), cargo, &Cut::default()).map(|it| it.flows);
        own.or_else(any)
    };
    let mut ways: Vec<Vec<FlowId>> = Vec::new();
    for Piece { object, field } in &link.cargo {
        ways.push(path(Cargo { object: Some(*object), field: field.as_deref() })?);
    }
    if ways.is_empty() {
        ways.push(path(Cargo { object: None, field: None })?);
    }
    let aged = ways.into_iter().map(|it| (network.age_of(&it), it));
    let (age, flows) = aged.reduce(|worst, it| {
        let key = |it: Age| (it.open, it.known.get());
        if key(it.0) > key(worst.0) { it } else { worst }
    })?;
    let tools = flows.iter().map(|it| network.flow(*it).to);
    let tools = std::iter::once(from).chain(tools).collect();
    let integrations = flows.iter().map(|it| network.flow(*it).integration).collect();
    Some(Way { tools, integrations, age })
}

/// The way over the link's own integrations, where they all run: it is what was chosen, though another may be fresher.
fn own_way(
    network: &Network,
    (from, to): (ToolId, ToolId),
    cargo: Cargo<'_>,
    link: &Link,
) -> Option<Vec<FlowId>> {
    let (mut here, mut way) = (from, Vec::new());
    for integration in &link.integrations {
        let flow = network.flows_of(*integration).iter().find(|it| {
            let flow = network.flow(**it);
            let is_cargo =
                flow.object.is_none() || cargo.object.is_none() || flow.object == cargo.object;
            flow.live && flow.from == here && is_cargo
        })?;
        here = network.flow(*flow).to;
        way.push(*flow);
    }
    (here == to && !way.is_empty()).then_some(way)
}

/// The share of a limit that should not be passed, in percent, unless the company says otherwise under the same name as for
/// the check of the whole stack.
pub(super) const QUOTA_PERCENT: (&str, f64) = ("quota_warning_percent", 70.0);

/// Minutes of a day.
const DAY: f64 = 1440.0;

/// The limits that a link calls against: those of the neighbour, of the product and of what lies between.
pub(super) fn quotas(after: &Analysis, product: ToolId, link: &Link) -> Vec<Quota> {
    let stack = &after.stack;
    let via = link.best().map_or(&[][..], |it| it.via.as_slice());
    let mut tools: Vec<ToolId> =
        [link.neighbour, product].into_iter().chain(via.iter().copied()).collect();
    tools.dedup();
    let calls = link.integrations.iter().filter_map(|it| stack.integrations[*it].api_calls_per_day);
    let new = calls.reduce(|sum, it| sum + it);
    let share = stack.company.policy(QUOTA_PERCENT.0, QUOTA_PERCENT.1) / 100.0;
    let quota = |tool: ToolId| {
        let api = stack.tools[tool].api.as_ref()?;
        let window = api.window.filter(|it| it.get() > 0.0)?;
        let per_day = |it: f64| it * DAY / window.get();
        let limit = per_day(api.limit.filter(|it| *it > 0.0)?);
        let used = api.used.map(per_day);
        let room = used.map(|it| limit * share - it - new.unwrap_or(0.0));
        Some(Quota { tool, limit, used, new, room, span: api.spans.item })
    };
    tools.into_iter().filter_map(quota).collect()
}
