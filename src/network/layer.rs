//! Layers: the live flows that carry one cargo, as a small graph of their own.
//!
//! A field may have another name in each tool, so the nodes of a field's layer are tools with names.

use std::sync::Arc;

use super::flows::{names_at, names_beyond};
use super::{Age, Cargo, Cut, Flow, FlowId, Network, Path, compact, numbered};
use crate::graph::{Cost, Distances, EdgeId, Graph, NodeId, Repaired, repair, shortest};
use crate::numbering::Numbering;
use crate::stack::{Minutes, ObjectId, Stack, ToolId};

/// What one edge of a layer stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Leg {
    /// `None`: no flow, only the step from the start to a name that the field has there.
    pub(crate) flow: Option<FlowId>,
    age: Age,
    by_hand: bool,
}

/// The flows that carry a cargo. Invariant: all live, and each edge has its leg.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) graph: Graph,
    /// The tool of each node, sorted; a field's layer has its starts as more nodes at the end.
    places: Vec<ToolId>,
    pub(crate) legs: Vec<Leg>,
    /// The edges of each flow, sorted by flow.
    edges: Vec<(FlowId, EdgeId)>,
    /// The nodes that stand for tools as starts, sorted by tool; empty where every tool is its own.
    starts: Vec<(ToolId, NodeId)>,
}

/// A tool and what the field is called there.
type State<'a> = (ToolId, &'a str);

/// The states that a field's search has come to, numbered as they come up.
#[derive(Default)]
struct States<'a> {
    numbers: Numbering<State<'a>>,
    all: Vec<State<'a>>,
}

impl<'a> States<'a> {
    /// The number of a state, and whether it is new.
    fn number(&mut self, state: State<'a>) -> (u32, bool) {
        let (number, is_new) = self.numbers.number(state);
        if is_new {
            self.all.push(state);
        }
        (number, is_new)
    }

    /// The states in order, and by number their position in it.
    fn sorted(self) -> (Vec<State<'a>>, Vec<u32>) {
        let mut numbered: Vec<(State<'a>, u32)> = self.all.into_iter().zip(0..).collect();
        numbered.sort_unstable();
        let mut order = vec![0; numbered.len()];
        for (position, (_, number)) in numbered.iter().enumerate() {
            order[*number as usize] = compact(position);
        }
        (numbered.into_iter().map(|it| it.0).collect(), order)
    }
}

/// The freshest ways from one tool to all others that its cargo reaches.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    pub(crate) layer: Arc<Layer>,
    pub(crate) root: NodeId,
    pub(crate) distances: Arc<Distances>,
}

impl Layer {
    /// By object position: the live flows of each object.
    pub(super) fn by_object(stack: &Stack, flows: &[Flow]) -> Vec<Arc<Self>> {
        let mut of: Vec<Vec<(FlowId, &Flow)>> = vec![Vec::new(); stack.objects.len()];
        for (id, flow) in numbered(flows) {
            if let Some(object) = flow.object {
                of[object.index()].push((id, flow));
            }
        }
        of.into_iter().map(|it| Arc::new(Self::of_flows(flows, it.into_iter()))).collect()
    }

    /// The live ones among some flows, with tools as nodes.
    pub(super) fn of_flows<'a>(
        all: &[Flow],
        some: impl Iterator<Item = (FlowId, &'a Flow)>,
    ) -> Self {
        let some: Vec<_> = some.filter(|(_, it)| it.live).collect();
        let mut places: Vec<_> = some.iter().flat_map(|(_, it)| [it.from, it.to]).collect();
        places.sort_unstable();
        places.dedup();
        let position = |tool| NodeId(compact(places.partition_point(|it| *it < tool)));
        let ends: Vec<_> =
            some.iter().map(|(_, it)| (position(it.from), position(it.to))).collect();
        let flows = some.iter().map(|(id, _)| Some(*id)).collect();
        Self::new(all, places, &ends, flows)
    }

    /// The flows over which a field of an object gets on from some tools, under whichever names.
    fn of_field(stack: &Stack, flows: &[Flow], base: &Self, tools: &[ToolId], field: &str) -> Self {
        let out = |tool| base.nodes_of(tool).flat_map(|it| base.graph.out(it));
        let into = |tool| base.nodes_of(tool).flat_map(|it| Graph::into(&base.graph, it));
        let flow_of = |edge: &EdgeId| base.legs[edge.index()].flow;
        let mut starts: Vec<State<'_>> = Vec::new();
        for &tool in tools {
            let touching = out(tool).chain(into(tool)).filter_map(flow_of);
            let touching = touching.map(|it| &flows[it.0 as usize]);
            let names = names_at(stack, touching, tool, field);
            starts.extend(names.into_iter().map(|name| (tool, name)));
        }
        // Where the field gets, with its name there, and the steps between.
        let mut states = States::default();
        let mut open: Vec<_> = starts.iter().map(|it| (states.number(*it).0, *it)).collect();
        let starts: Vec<_> = open.clone();
        let mut steps: Vec<(u32, u32, FlowId)> = Vec::new();
        let mut beyond = Vec::new();
        while let Some((here, (tool, name))) = open.pop() {
            for id in out(tool).filter_map(flow_of) {
                let flow = &flows[id.0 as usize];
                names_beyond(stack, flow, name, &mut beyond);
                for name in &beyond {
                    let next = (flow.to, *name);
                    let (there, is_new) = states.number(next);
                    steps.push((here, there, id));
                    if is_new {
                        open.push((there, next));
                    }
                }
            }
        }
        steps.sort_by_key(|it| it.2);
        let (states, order) = states.sorted();
        let position =
            |number: u32| NodeId(order.get(number as usize).copied().unwrap_or(u32::MAX));
        let roots: Vec<_> = (states.len()..)
            .map(|it| NodeId(compact(it)))
            .zip(tools)
            .map(|(it, of)| (*of, it))
            .collect();
        let mut places: Vec<_> = states.iter().map(|(tool, _)| *tool).collect();
        places.extend(tools);
        let mut ends: Vec<_> =
            steps.iter().map(|(from, to, _)| (position(*from), position(*to))).collect();
        let mut ids: Vec<_> = steps.iter().map(|it| Some(it.2)).collect();
        for (number, state) in &starts {
            let root = roots.partition_point(|(tool, _)| *tool < state.0);
            let Some((_, root)) = roots.get(root) else { continue };
            ends.push((*root, position(*number)));
            ids.push(None);
        }
        Self { starts: roots, ..Self::new(flows, places, &ends, ids) }
    }

    fn new(
        flows: &[Flow],
        places: Vec<ToolId>,
        ends: &[(NodeId, NodeId)],
        ids: Vec<Option<FlowId>>,
    ) -> Self {
        let graph = Graph::new(places.len(), ends);
        let mut edges: Vec<_> =
            graph.edges().zip(&ids).filter_map(|(edge, id)| Some(((*id)?, edge))).collect();
        edges.sort_unstable();
        let of = |id: FlowId| (flows[id.0 as usize].age, flows[id.0 as usize].by_hand);
        let legs = ids.into_iter().map(|flow| {
            let (age, by_hand) = flow.map_or_else(Default::default, of);
            Leg { flow, age, by_hand }
        });
        let legs = legs.collect();
        Self { graph, places, legs, edges, starts: Vec::new() }
    }

    /// Each flow of the layer, once.
    pub(crate) fn flows(&self) -> impl Iterator<Item = FlowId> {
        self.edges.chunk_by(|left, right| left.0 == right.0).filter_map(|it| Some(it.first()?.0))
    }

    /// The edges of a flow: several where it carries the field under several names.
    pub(crate) fn edges_of(&self, flow: FlowId) -> impl Iterator<Item = EdgeId> {
        let first = self.edges.partition_point(|(it, _)| *it < flow);
        self.edges.iter().skip(first).take_while(move |(it, _)| *it == flow).map(|(_, edge)| *edge)
    }

    /// The nodes of a tool: several where the field has several names in it.
    pub(crate) fn nodes_of(&self, tool: ToolId) -> impl Iterator<Item = NodeId> {
        let sorted = self.places.len() - self.starts.len();
        let places = self.places.get(..sorted).unwrap_or_default();
        let first = places.partition_point(|it| *it < tool);
        let count = places.iter().skip(first).take_while(|it| **it == tool).count();
        (compact(first)..compact(first + count)).map(NodeId)
    }

    pub(crate) fn tool_at(&self, node: NodeId) -> ToolId {
        self.places[node.index()]
    }

    /// What an edge adds to the age: unknown times weigh more than any known one.
    pub(crate) fn cost(&self, edge: EdgeId) -> Cost {
        let Leg { age, by_hand, .. } = self.legs[edge.index()];
        Cost { unknown: age.open, amount: age.known.get(), by_hand: u32::from(by_hand) }
    }

    pub(crate) fn path_of(&self, edges: &[EdgeId]) -> Path {
        let legs = || edges.iter().map(|it| self.legs[it.index()]);
        Path {
            flows: legs().filter_map(|it| it.flow).collect(),
            age: legs().fold(Age::default(), |sum, it| sum.plus(it.age)),
        }
    }

    /// The node that stands for a tool as the start.
    pub(crate) fn root(&self, tool: ToolId) -> Option<NodeId> {
        if self.starts.is_empty() {
            return self.nodes_of(tool).next();
        }
        let at = self.starts.binary_search_by_key(&tool, |it| it.0).ok()?;
        Some(self.starts.get(at)?.1)
    }
}

impl Tree {
    /// The freshest ways over what a cut leaves; `None` where no flow carries the cargo from or to the tool.
    pub(super) fn grow(
        network: &Network,
        layer: Arc<Layer>,
        from: ToolId,
        cut: &Cut,
    ) -> Option<Self> {
        let root = layer.root(from)?;
        let is_lost = |edge: EdgeId| {
            let flow = layer.legs[edge.index()].flow;
            flow.is_some_and(|it| cut.has_integration(network.flow(it).integration))
        };
        let weight = |edge| (!is_lost(edge)).then(|| layer.cost(edge));
        let distances = Arc::new(shortest(&layer.graph, root, &weight));
        Some(Self { layer, root, distances })
    }

    /// The ways that cost least by what each flow is known to take; what is not stated counts as nothing.
    pub(crate) fn least(&self, known: &dyn Fn(FlowId) -> Minutes) -> Self {
        let amount =
            |edge: EdgeId| self.layer.legs[edge.index()].flow.map_or(0.0, |it| known(it).get());
        let distances = Arc::new(shortest(&self.layer.graph, self.root, &|edge| {
            Some(Cost::known(amount(edge)))
        }));
        Self { layer: Arc::clone(&self.layer), root: self.root, distances }
    }

    /// The node of a tool to which the freshest way leads.
    pub(crate) fn best_node(&self, tool: ToolId) -> Option<NodeId> {
        let cost = |node: NodeId| self.distances.cost.get(node.index()).copied().flatten();
        let reached = self.layer.nodes_of(tool).filter_map(|node| Some((cost(node)?, node)));
        reached.min().map(|(_, node)| node)
    }

    pub(crate) fn is_reached(&self, tool: ToolId) -> bool {
        self.best_node(tool).is_some()
    }

    /// The freshest way to a tool.
    pub(crate) fn path(&self, tool: ToolId) -> Option<Path> {
        Some(self.layer.path_of(&self.distances.path_to(self.best_node(tool)?)))
    }
}

/// The ways of a tree after a cut.
pub(crate) struct Remains<'a> {
    tree: &'a Tree,
    repaired: Repaired<'a>,
}

impl Tree {
    /// The tools that held the cargo and can still send it straight to a tool, without some flows.
    pub(crate) fn feeders(&self, network: &Network, tool: ToolId, lost: &[FlowId]) -> Vec<ToolId> {
        let graph = &self.layer.graph;
        let mut feeders: Vec<_> = self
            .layer
            .nodes_of(tool)
            .flat_map(|node| graph.into(node))
            .filter(|edge| self.distances.cost[graph.ends(**edge).0.index()].is_some())
            .filter_map(|edge| self.layer.legs[edge.index()].flow)
            .filter(|flow| lost.binary_search(flow).is_err())
            .map(|flow| network.flow(flow).from)
            .filter(|from| *from != tool)
            .collect();
        feeders.sort_unstable();
        feeders.dedup();
        feeders
    }

    /// What is left of the ways without some flows, which are sorted.
    pub(crate) fn without(&self, lost: &[FlowId]) -> Remains<'_> {
        let edges: Vec<_> = lost.iter().flat_map(|it| self.layer.edges_of(*it)).collect();
        let is_lost = |edge: EdgeId| {
            self.layer.legs[edge.index()].flow.is_some_and(|it| lost.binary_search(&it).is_ok())
        };
        let weight = |edge| (!is_lost(edge)).then(|| self.layer.cost(edge));
        let repaired = repair(&self.layer.graph, &self.distances, &edges, &weight);
        Remains { tree: self, repaired }
    }
}

impl Remains<'_> {
    /// Whether every freshest way is as it was.
    pub(crate) fn is_whole(&self) -> bool {
        self.repaired.is_empty()
    }

    /// The tools to which some freshest way is lost, in order.
    pub(crate) fn hit_tools(&self) -> Vec<ToolId> {
        let nodes = self.repaired.hit();
        let mut tools: Vec<_> = nodes.map(|it| self.tree.layer.tool_at(it)).collect();
        tools.sort_unstable();
        tools.dedup();
        tools
    }

    /// The freshest way to a tool that there was, with the freshest that is left; `None` unless the first is lost.
    pub(crate) fn change(&self, tool: ToolId) -> Option<(Path, Option<Path>)> {
        let before = self.tree.best_node(tool).filter(|it| self.repaired.is_hit(*it))?;
        let left = self.tree.layer.nodes_of(tool);
        let after = left.filter_map(|node| Some((self.repaired.cost(node)?, node))).min();
        let layer = &self.tree.layer;
        Some((
            layer.path_of(&self.tree.distances.path_to(before)),
            after.map(|(_, node)| layer.path_of(&self.repaired.path_to(node))),
        ))
    }
}

impl Network {
    /// The flows that carry a cargo from a tool on. A field of any object is any data at all.
    pub(crate) fn layer(&self, stack: &Stack, from: ToolId, cargo: Cargo<'_>) -> Arc<Layer> {
        self.layer_from(stack, &[from], cargo)
    }

    /// The flows that carry a cargo on from any of some tools, which are sorted and each there once.
    pub(crate) fn layer_from(
        &self,
        stack: &Stack,
        tools: &[ToolId],
        cargo: Cargo<'_>,
    ) -> Arc<Layer> {
        let Some(object) = cargo.object else { return Arc::clone(&self.whole) };
        let base = &self.layers[object.index()];
        match cargo.field {
            Some(field) if self.has_field_lists(object) => {
                Arc::new(Layer::of_field(stack, &self.flows, base, tools, field))
            }
            Some(_) | None => Arc::clone(base),
        }
    }

    /// The live flows of an object, whatever fields they carry.
    pub(crate) fn layer_of(&self, object: ObjectId) -> &Layer {
        &self.layers[object.index()]
    }

    /// Where no integration lists fields, every field goes where its object goes.
    pub(super) fn has_field_lists(&self, object: ObjectId) -> bool {
        self.lists_fields[object.index()]
    }

    /// The freshest ways of a cargo from a tool.
    pub(crate) fn tree(
        &self,
        stack: &Stack,
        from: ToolId,
        cargo: Cargo<'_>,
        cut: &Cut,
    ) -> Option<Tree> {
        if let Some(known) = self.known_tree(from, cargo).filter(|_| *cut == Cut::default()) {
            return Some(known.clone());
        }
        Tree::grow(self, self.layer(stack, from, cargo), from, cut)
    }

    /// The ways that a need or a hand-off has asked for, while nothing is cut.
    fn known_tree(&self, from: ToolId, cargo: Cargo<'_>) -> Option<&Tree> {
        let own = cargo.object.is_some_and(|it| self.has_field_lists(it));
        let wanted = (from, cargo.object, cargo.field.filter(|_| own));
        let found = self
            .sources
            .binary_search_by(|it| (it.tool, it.object, it.field.as_deref()).cmp(&wanted));
        self.sources.get(found.ok()?).map(|it| &it.tree)
    }
}
