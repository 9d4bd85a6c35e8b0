//! The stack as a graph: which data flows where, over what, how old it arrives, and what it all hangs on.
//!
//! Nodes are the tools; each edge is one flow: one object of one integration in one direction.

mod bound;
mod cut;
mod fields;
mod flows;
mod layer;
mod needs;
mod returns;
mod routes;
#[cfg(test)]
pub(crate) mod sample;
mod sources;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::graph::{EdgeId, Graph, NodeId};
use crate::stack::{
    CredentialId, IntegrationId, JourneyId, Minutes, ObjectId, PersonId, Stack, ToolId, VendorId,
};

pub(crate) use crate::graph::Bounds;
pub(crate) use fields::{Author, Force, Passage, Writing};
pub(crate) use layer::{Layer, Tree};
pub(crate) use needs::needs;
pub(crate) use returns::Question;

/// A flow's position in [`Network::flows`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FlowId(pub(crate) u32);

/// With the integration's from and to, or against them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    Forward,
    Reverse,
}

/// One object that one integration moves in one direction.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Flow {
    pub(crate) integration: IntegrationId,
    /// Position in the integration's `objects`; `None` where it lists none.
    pub(crate) item: Option<usize>,
    /// `None`: the integration does not say what it moves.
    pub(crate) object: Option<ObjectId>,
    pub(crate) way: Way,
    pub(crate) from: ToolId,
    pub(crate) to: ToolId,
    /// What this leg adds at worst: its period and its latency.
    pub(crate) age: Age,
    /// What this leg adds on average: half its period, since nothing ties the runs of two legs together, and its latency.
    pub(crate) mean: Age,
    /// Records that opted out are filtered away on this leg.
    pub(crate) excludes_opted_out: bool,
    /// People carry it.
    pub(crate) by_hand: bool,
    /// The integration is live and both ends are in use.
    pub(crate) live: bool,
}

/// The worst age of data along legs: `known`, plus what `open` legs with unstated times add.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Age {
    pub(crate) known: Minutes,
    pub(crate) open: u32,
}

impl Age {
    /// The age after one more leg.
    pub(crate) fn plus(self, leg: Self) -> Self {
        Self { known: self.known + leg.known, open: self.open.saturating_add(leg.open) }
    }

    /// Certainly older than that: the times that are known exceed it already.
    pub(crate) fn exceeds(self, slo: Minutes) -> bool {
        self.known > slo
    }

    /// Certainly not older than that: every time is known.
    pub(crate) fn keeps(self, slo: Minutes) -> bool {
        self.open == 0 && self.known <= slo
    }

    /// "15 min", or "at least 15 min" where some leg's time is unknown.
    pub(crate) fn words(self) -> String {
        if self.open == 0 { self.known.to_string() } else { format!("at least {}", self.known) }
    }
}

/// Something that can fail or be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Component {
    Tool(ToolId),
    Integration(IntegrationId),
    Credential(CredentialId),
    Person(PersonId),
    Vendor(VendorId),
}

/// What no longer works when components are gone: integrations die with an end, their middleware, their credential or its tool.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cut {
    /// By tool position.
    pub(crate) tools: Vec<bool>,
    /// By integration position.
    pub(crate) integrations: Vec<bool>,
}

/// What has to get from one tool to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cargo<'a> {
    /// `None`: any object.
    pub(crate) object: Option<ObjectId>,
    /// `None`: any field.
    pub(crate) field: Option<&'a str>,
}

/// A way through the stack.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Path {
    pub(crate) flows: Vec<FlowId>,
    pub(crate) age: Age,
}

/// Data that something needs: an automation, an AI feature, a journey stage, a requirement, or a tool that is fed today.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Need {
    pub(crate) tool: ToolId,
    pub(crate) object: ObjectId,
    pub(crate) field: Option<crate::text::Label>,
    /// Where the truth is kept.
    pub(crate) system_of_record: Option<ToolId>,
    pub(crate) by: crate::diag::Element,
    pub(crate) why: NeedKind,
    /// The longest it may be old.
    pub(crate) slo: Option<Minutes>,
    pub(crate) span: crate::text::Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NeedKind {
    Automation,
    AiFeature,
    JourneyStage,
    Requirement,
    /// Nothing asks for it by name, but it arrives today.
    Feed,
}

/// A tool that another one gets data from, or sends data to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Near {
    pub(crate) tool: ToolId,
    /// Hops between the two.
    pub(crate) distance: u32,
    /// The flow by which the walk came to the tool: the one into it downstream, the one out of it upstream.
    pub(crate) flow: FlowId,
}

/// The paths between two tools, by length.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Paths {
    pub(crate) paths: Vec<Path>,
    /// There may be more within the bounds than are listed.
    pub(crate) truncated: bool,
}

/// The step of a journey from one tool to another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HandOff {
    pub(crate) journey: JourneyId,
    /// Positions of the two stages.
    pub(crate) stages: (usize, usize),
    pub(crate) ends: (ToolId, ToolId),
    /// `None`: any.
    pub(crate) object: Option<ObjectId>,
    /// The integrations that it uses, all of them; empty: any way does.
    pub(crate) via: Vec<IntegrationId>,
}

/// A tool that needed data comes from, with the freshest ways from it and what is asked of them.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) tool: ToolId,
    pub(crate) object: Option<ObjectId>,
    /// `None`: any field, or every field goes where its object goes.
    pub(crate) field: Option<crate::text::Label>,
    pub(crate) tree: Tree,
    /// Positions in [`Network::needs`], sorted by the tools that need.
    pub(crate) needs: Vec<usize>,
    /// Positions in [`Network::hand_offs`].
    pub(crate) hand_offs: Vec<usize>,
}

/// The flows of a stack and the graph over them.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    pub(crate) flows: Vec<Flow>,
    /// Nodes are tools, edges are all flows, by the same positions.
    graph: Arc<Graph>,
    /// By object position: the live flows that carry it.
    layers: Vec<Arc<Layer>>,
    /// By object position: some live flow lists fields, so that not every flow carries them all.
    lists_fields: Vec<bool>,
    /// Every live flow, whatever it carries.
    whole: Arc<Layer>,
    /// By integration position: its flows.
    flows_of: Vec<Vec<FlowId>>,
    /// By tool position: the integrations that die with it.
    integrations_of: Vec<Vec<IntegrationId>>,
    /// What has to arrive where.
    pub(crate) needs: Vec<Need>,
    pub(crate) hand_offs: Vec<HandOff>,
    /// Where the needed data comes from, each start and cargo once, sorted by them.
    pub(crate) sources: Vec<Source>,
    /// By object position: the sources that needs ask, as positions in `sources`.
    asked_for: Vec<Vec<usize>>,
    /// By flow position: the sources whose freshest ways for hand-offs go over it.
    handed_over: Vec<Vec<usize>>,
    /// By integration position: a hand-off is bound to it.
    bound: Vec<bool>,
    /// By need position: it is met today.
    met: Vec<bool>,
}

impl Network {
    pub(crate) fn of(stack: &Stack) -> Self {
        let flows = flows::flows(stack);
        let ends: Vec<_> = flows.iter().map(|it| (node(it.from), node(it.to))).collect();
        let mut flows_of = vec![Vec::new(); stack.integrations.len()];
        for (id, flow) in numbered(&flows) {
            flows_of[flow.integration.index()].push(id);
        }
        let layers = Layer::by_object(stack, &flows);
        let mut network = Self {
            lists_fields: flows::lists_fields(stack, &flows, &layers),
            graph: Arc::new(Graph::new(stack.tools.len(), &ends)),
            layers,
            whole: Arc::new(Layer::of_flows(&flows, numbered(&flows))),
            flows_of,
            integrations_of: cut::integrations_by_tool(stack),
            needs: Vec::new(),
            hand_offs: sources::hand_offs(stack),
            sources: Vec::new(),
            asked_for: vec![Vec::new(); stack.objects.len()],
            handed_over: vec![Vec::new(); flows.len()],
            bound: vec![false; stack.integrations.len()],
            met: Vec::new(),
            flows,
        };
        network.needs = needs(stack, &network);
        network.sources = sources::sources(stack, &network);
        network.index_sources();
        network
    }

    pub(crate) fn flow(&self, id: FlowId) -> &Flow {
        &self.flows[id.0 as usize]
    }

    /// All flows with their ids.
    pub(crate) fn flows(&self) -> impl Iterator<Item = (FlowId, &Flow)> {
        numbered(&self.flows)
    }

    /// Nodes are tools, edges are flows, whether live or not: the ids are the same.
    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The flows of an integration, live or not.
    pub(crate) fn flows_of(&self, integration: IntegrationId) -> &[FlowId] {
        &self.flows_of[integration.index()]
    }

    /// The integrations that die with a tool: at an end, as middleware, or by a credential it issued.
    pub(crate) fn integrations_of(&self, tool: ToolId) -> &[IntegrationId] {
        &self.integrations_of[tool.index()]
    }

    fn index_sources(&mut self) {
        for integration in self.hand_offs.iter().flat_map(|it| &it.via) {
            self.bound[integration.index()] = true;
        }
        self.met = vec![false; self.needs.len()];
        for (position, source) in self.sources.iter().enumerate() {
            if let Some(object) = source.object.filter(|_| !source.needs.is_empty()) {
                self.asked_for[object.index()].push(position);
            }
            for &need in &source.needs {
                self.met[need] = source.tree.is_reached(self.needs[need].tool);
            }
            let targets = source.hand_offs.iter().map(|it| self.hand_offs[*it].ends.1);
            for flow in targets.filter_map(|it| source.tree.path(it)).flat_map(|it| it.flows) {
                self.handed_over[flow.0 as usize].push(position);
            }
        }
    }

    /// The sources that needs ask and whose ways may go over some of these flows.
    pub(crate) fn asked_over(&self, flows: &[FlowId]) -> impl Iterator<Item = &Source> {
        let objects = flows.iter().filter_map(|it| self.flow(*it).object);
        self.each_source(objects.flat_map(|it| &self.asked_for[it.index()]))
    }

    /// What a tool needs of a source, as positions in `needs`.
    pub(crate) fn needs_at<'a>(&self, source: &'a Source, tool: ToolId) -> &'a [usize] {
        let first = source.needs.partition_point(|it| self.needs[*it].tool < tool);
        let rest = source.needs.get(first..).unwrap_or_default();
        let count = rest.partition_point(|it| self.needs[*it].tool == tool);
        rest.get(..count).unwrap_or_default()
    }

    /// The sources whose freshest ways for hand-offs go over some of these flows.
    pub(crate) fn handed_over(&self, flows: &[FlowId]) -> impl Iterator<Item = &Source> {
        self.each_source(flows.iter().flat_map(|it| &self.handed_over[it.0 as usize]))
    }

    /// Whether the loss of an integration can be felt by a hand-off: it is bound to it, or its freshest way goes over it.
    pub(crate) fn hand_off_hangs_on(&self, integration: IntegrationId) -> bool {
        let mut flows = self.flows_of(integration).iter();
        self.bound[integration.index()]
            || flows.any(|it| !self.handed_over[it.0 as usize].is_empty())
    }

    fn each_source<'a>(
        &self,
        positions: impl Iterator<Item = &'a usize>,
    ) -> impl Iterator<Item = &Source> {
        let positions: BTreeSet<usize> = positions.copied().collect();
        positions.into_iter().map(|it| &self.sources[it])
    }

    /// By need position: its system of record reaches it today.
    pub(crate) fn met(&self) -> &[bool] {
        &self.met
    }

    /// The live flows out of a tool.
    pub(crate) fn feeds(&self, tool: ToolId) -> impl Iterator<Item = FlowId> {
        self.live(self.graph.out(node(tool)))
    }

    /// The live flows into a tool.
    pub(crate) fn fed_by(&self, tool: ToolId) -> impl Iterator<Item = FlowId> {
        // Through a reference: on an owned graph `into` is the standard conversion.
        let graph: &Graph = &self.graph;
        self.live(graph.into(node(tool)))
    }

    fn live<'a>(&'a self, edges: &'a [EdgeId]) -> impl Iterator<Item = FlowId> + 'a {
        edges.iter().map(|it| FlowId(it.0)).filter(|it| self.flow(*it).live)
    }

    /// The ages of some legs, added up.
    pub(crate) fn age_of(&self, flows: &[FlowId]) -> Age {
        flows.iter().fold(Age::default(), |sum, it| sum.plus(self.flow(*it).age))
    }
}

impl Default for Network {
    fn default() -> Self {
        Self::of(&Stack::default())
    }
}

fn numbered(flows: &[Flow]) -> impl Iterator<Item = (FlowId, &Flow)> {
    (0..).map(FlowId).zip(flows)
}

/// Tools are nodes by their position.
fn node(tool: ToolId) -> NodeId {
    NodeId(u32::try_from(tool.index()).unwrap_or(u32::MAX))
}

fn compact(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
