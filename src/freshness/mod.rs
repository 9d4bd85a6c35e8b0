//! How old data is where something works with it: from the system of record to every consumer, hop by hop.
//!
//! Knows no rules and no words; says what is promised and whether it is kept.

#[cfg(test)]
mod simulation;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::network::{Age, Cargo, Cut, FlowId, HandOff, Need, NeedKind, Network, Source, Tree};
use crate::stack::{IntegrationId, Minutes, ObjectId, Stack, ToolId};
use crate::text::Label;

/// Every consumer, every promised hand-off and every integration that promises something.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Freshness {
    /// Sorted by object, field (the whole object first) and tool.
    pub(crate) consumers: Vec<Consumer>,
    /// In the order of the journeys; those whose later stage promises a time.
    pub(crate) hand_offs: Vec<StageAge>,
    /// In the order of the file; those that promise a time of their own.
    pub(crate) integrations: Vec<IntegrationAge>,
}

/// Data in a tool where something needs it, or where it arrives today.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Consumer {
    pub(crate) object: ObjectId,
    /// `None`: the whole object.
    pub(crate) field: Option<Label>,
    pub(crate) tool: ToolId,
    /// Where the truth is kept; `None`: nobody has said.
    pub(crate) source: Option<ToolId>,
    /// Positions in [`Network::needs`]; at least one.
    pub(crate) needs: Vec<usize>,
    /// Something asks for it by name; else it merely arrives.
    pub(crate) is_asked: bool,
    /// The freshest way; `None`: it does not get there, or nobody knows from where.
    pub(crate) arrival: Option<Arrival>,
    /// The strictest promise.
    pub(crate) promised: Option<Minutes>,
    pub(crate) verdict: Verdict,
}

/// Data at the end of its way.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Arrival {
    pub(crate) flows: Vec<FlowId>,
    /// `sum(T + L)` over the hops. With open hops: what it is at least, on whichever way.
    pub(crate) worst: Age,
    /// `sum(T / 2 + L)` over the hops, likewise.
    pub(crate) mean: Age,
    /// The hop that spends most of the time that is known; of equals the first.
    pub(crate) slowest: Option<FlowId>,
}

/// What has become of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// Older than promised, whatever is unknown.
    Missed,
    /// It never arrives.
    Unfed,
    /// Some hop does not say how long it takes, or nobody says where the truth is kept.
    Unknown,
    /// Nothing is promised.
    Unpromised,
    Kept,
}

/// A hand-off whose later stage says how long it may take.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StageAge {
    /// A position in [`Network::hand_offs`].
    pub(crate) hand_off: usize,
    pub(crate) promised: Minutes,
    pub(crate) arrival: Option<Arrival>,
    pub(crate) verdict: Verdict,
}

/// An integration that promises how old what it brings may be when it comes from its near end.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct IntegrationAge {
    pub(crate) integration: IntegrationId,
    pub(crate) promised: Minutes,
    pub(crate) worst: Age,
    pub(crate) verdict: Verdict,
}

impl Freshness {
    pub(crate) fn of(stack: &Stack, network: &Network) -> Self {
        Self {
            consumers: consumers(network),
            hand_offs: hand_offs(stack, network),
            integrations: integrations(stack, network),
        }
    }

    /// What gets to a tool.
    pub(crate) fn at(&self, tool: ToolId) -> impl Iterator<Item = &Consumer> {
        self.consumers.iter().filter(move |it| it.tool == tool)
    }

    /// Everywhere an object gets, whole or by field.
    pub(crate) fn of_object(&self, object: ObjectId) -> impl Iterator<Item = &Consumer> {
        let first = self.consumers.partition_point(|it| it.object < object);
        let rest = self.consumers.get(first..).unwrap_or_default();
        rest.iter().take_while(move |it| it.object == object)
    }

    /// The oldest that an object gets anywhere.
    pub(crate) fn oldest(&self, object: ObjectId) -> Option<Age> {
        let worst = self.of_object(object).filter_map(|it| Some(it.arrival.as_ref()?.worst));
        worst.reduce(|oldest, it| if it.known > oldest.known { it } else { oldest })
    }
}

fn verdict(promised: Option<Minutes>, arrival: Option<&Arrival>) -> Verdict {
    match (arrival, promised) {
        (None, _) => Verdict::Unfed,
        (Some(_), None) => Verdict::Unpromised,
        (Some(it), Some(promised)) if it.worst.exceeds(promised) => Verdict::Missed,
        (Some(it), Some(promised)) if it.worst.keeps(promised) => Verdict::Kept,
        (Some(_), Some(_)) => Verdict::Unknown,
    }
}

/// One source's ways, with the least ages for those that no known time bounds.
struct Ways<'a> {
    network: &'a Network,
    tree: &'a Tree,
    /// The ways of the least worst age and of the least mean age; grown when an open way asks for them.
    least: Option<(Tree, Tree)>,
}

impl<'a> Ways<'a> {
    fn new(network: &'a Network, tree: &'a Tree) -> Self {
        Self { network, tree, least: None }
    }

    fn arrival(&mut self, tool: ToolId) -> Option<Arrival> {
        let path = self.tree.path(tool)?;
        let mut arrival = along(self.network, path.flows);
        if arrival.worst.open > 0 {
            let network = self.network;
            let (worst, mean) = self.least.get_or_insert_with(|| {
                let of_worst = |flow| network.flow(flow).age.known;
                let of_mean = |flow| network.flow(flow).mean.known;
                (self.tree.least(&of_worst), self.tree.least(&of_mean))
            });
            if let Some((worst, mean)) = worst.path(tool).zip(mean.path(tool)) {
                arrival.worst.known = network.age_of(&worst.flows).known;
                arrival.mean.known = along(network, mean.flows).mean.known;
            }
        }
        Some(arrival)
    }
}

/// The ages along some hops.
fn along(network: &Network, flows: Vec<FlowId>) -> Arrival {
    let known = |it: &FlowId| network.flow(*it).age.known;
    let slowest = flows
        .iter()
        .copied()
        .reduce(|worst, it| if known(&it) > known(&worst) { it } else { worst });
    Arrival {
        worst: network.age_of(&flows),
        mean: flows.iter().fold(Age::default(), |sum, it| sum.plus(network.flow(*it).mean)),
        slowest: slowest.filter(|it| known(it) > Minutes::ZERO),
        flows,
    }
}

type Data = (ObjectId, Option<Label>, ToolId, Option<ToolId>);

fn consumers(network: &Network) -> Vec<Consumer> {
    let mut of: BTreeMap<Data, Consumer> = BTreeMap::new();
    for source in &network.sources {
        add_needs_of(network, source, &mut of);
    }
    for (position, need) in network.needs.iter().enumerate() {
        if is_planned(need) {
            continue;
        }
        // Nobody knows where it comes from, or nothing carries it from there.
        let key = (need.object, need.field.clone(), need.tool, need.system_of_record);
        let consumer = of.entry(key).or_insert_with(|| of_need(network, position, None));
        if !consumer.needs.contains(&position) {
            add_need(network, consumer, position);
        }
    }
    let mut consumers: Vec<_> = of.into_values().collect();
    for it in &mut consumers {
        it.verdict = match it.source {
            Some(_) => verdict(it.promised, it.arrival.as_ref()),
            None => Verdict::Unknown,
        };
    }
    consumers
}

fn add_needs_of(network: &Network, source: &Source, of: &mut BTreeMap<Data, Consumer>) {
    let mut ways = Ways::new(network, &source.tree);
    for &position in &source.needs {
        let need = &network.needs[position];
        if is_planned(need) {
            continue;
        }
        let key = (need.object, need.field.clone(), need.tool, need.system_of_record);
        let consumer =
            of.entry(key).or_insert_with(|| of_need(network, position, ways.arrival(need.tool)));
        if !consumer.needs.contains(&position) {
            add_need(network, consumer, position);
        }
    }
}

/// What an initiative requires nobody works with yet.
fn is_planned(need: &Need) -> bool {
    need.why == NeedKind::Requirement
}

fn of_need(network: &Network, position: usize, arrival: Option<Arrival>) -> Consumer {
    let need = &network.needs[position];
    Consumer {
        object: need.object,
        field: need.field.clone(),
        tool: need.tool,
        source: need.system_of_record,
        needs: vec![position],
        is_asked: need.why != NeedKind::Feed,
        arrival,
        promised: need.slo,
        verdict: Verdict::Unpromised,
    }
}

fn add_need(network: &Network, consumer: &mut Consumer, position: usize) {
    let need = &network.needs[position];
    consumer.needs.push(position);
    consumer.is_asked |= need.why != NeedKind::Feed;
    if let Some(slo) = need.slo {
        let strictest = consumer.promised.filter(|it| *it <= slo);
        consumer.promised = Some(strictest.unwrap_or(slo));
    }
}

/// Starts with what goes from there, each looked for once.
type Trees = BTreeMap<(ToolId, Option<ObjectId>), Option<Tree>>;

fn hand_offs(stack: &Stack, network: &Network) -> Vec<StageAge> {
    let mut trees = Trees::new();
    let mut found = Vec::new();
    for (position, hand_off) in network.hand_offs.iter().enumerate() {
        let stages = &stack.journeys[hand_off.journey].stages;
        let promised = stages.get(hand_off.stages.1).and_then(|it| it.slo);
        let Some(promised) = promised.filter(|_| hand_off.ends.0 != hand_off.ends.1) else {
            continue;
        };
        // A later stage's object may be made from the earlier one's on the way.
        let earlier = stages.get(hand_off.stages.0).and_then(|it| it.object.as_ref()?.id);
        let objects = [hand_off.object, earlier.or(hand_off.object)];
        let arrival = objects
            .into_iter()
            .find_map(|object| handed_over(stack, network, hand_off, object, &mut trees));
        let verdict = verdict(Some(promised), arrival.as_ref());
        found.push(StageAge { hand_off: position, promised, arrival, verdict });
    }
    found
}

fn handed_over(
    stack: &Stack,
    network: &Network,
    hand_off: &HandOff,
    object: Option<ObjectId>,
    trees: &mut Trees,
) -> Option<Arrival> {
    let cargo = Cargo { object, field: None };
    let mut tree = |from: ToolId| {
        let grown = || network.tree(stack, from, cargo, &Cut::default());
        trees.entry((from, object)).or_insert_with(grown).clone()
    };
    if hand_off.via.is_empty() {
        let tree = tree(hand_off.ends.0)?;
        return Ways::new(network, &tree).arrival(hand_off.ends.1);
    }
    let via = hand_off.via.iter().map(|it| Some(*it));
    let path = network.path_via(hand_off.ends, object, via, &mut tree)?;
    Some(along(network, path.flows))
}

fn integrations(stack: &Stack, network: &Network) -> Vec<IntegrationAge> {
    let promises = stack.integrations.iter().filter(|(_, it)| it.freshness_slo.is_some());
    promises
        .filter_map(|(integration, it)| {
            let promised = it.freshness_slo?;
            let flow = network.flow(*network.flows_of(integration).first()?);
            let arrival = flow.live.then(|| {
                along(network, network.flows_of(integration).iter().take(1).copied().collect())
            })?;
            let verdict = verdict(Some(promised), Some(&arrival));
            Some(IntegrationAge { integration, promised, worst: flow.age, verdict })
        })
        .collect()
}
