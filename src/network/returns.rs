//! Whether a field gets from one tool to another, asked many times at once about one object.
//!
//! A search for each question would look at the whole stack as often as there are questions. Tools are joined to the tools
//! they lead to and back first, and what is left is followed for 64 questions at a time.

use super::flows::{item_of, moves, names_at, sides};
use super::{FlowId, Layer, Network, compact};
use crate::graph::{Components, EdgeId, Graph, NodeId, components};
use crate::numbering::Numbering;
use crate::stack::{ObjectId, Stack, ToolId};

/// Places of a field, steps between them and looks at both that one object may take. A tool with one name of a field is one
/// place; a stack of 20,000 tools with 40 names of fields has some 800,000 at most.
const WORK_MAX: usize = 8_000_000;

/// Whether what a tool calls by that name gets on to another tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Question<'a> {
    pub(crate) from: ToolId,
    pub(crate) field: &'a str,
    pub(crate) to: ToolId,
}

/// The number of a node of the object's layer, and the field's name there by its number.
type Place = (u32, u32);

/// The object's flows within circles, with the names of its fields as numbers.
struct Names<'a> {
    numbers: Numbering<&'a str>,
    /// By edge of the layer: near and far names of what it lists; `None`: it carries every field.
    passages: Vec<Option<Vec<(u32, u32)>>>,
}

impl<'a> Names<'a> {
    fn of(stack: &'a Stack, network: &Network, layer: &Layer, is_round: &[bool]) -> Self {
        let mut names = Self { numbers: Numbering::default(), passages: Vec::new() };
        for (leg, is_round) in layer.legs.iter().zip(is_round) {
            let flow = leg.flow.filter(|_| *is_round).map(|it| network.flow(it));
            let item = flow.and_then(|it| item_of(stack, it).zip(Some(it.way)));
            let passages = match item {
                Some((item, _)) if item.fields.is_empty() => None,
                Some((item, way)) => {
                    let moved = item.fields.iter().filter(|it| moves(item, it, way));
                    let sides = moved.map(|it| sides(it, way));
                    Some(sides.map(|(near, far)| (names.number(near), names.number(far))).collect())
                }
                None => Some(Vec::new()),
            };
            names.passages.push(passages);
        }
        names
    }

    fn number(&mut self, name: &'a str) -> u32 {
        self.numbers.number(name).0
    }

    /// What a field is called beyond an edge.
    fn beyond(&self, edge: EdgeId, name: u32) -> impl Iterator<Item = u32> {
        let passages = self.passages.get(edge.index());
        let whole = passages.is_some_and(Option::is_none).then_some(name);
        let listed = passages.and_then(Option::as_ref).into_iter().flatten();
        whole.into_iter().chain(listed.filter(move |it| it.0 == name).map(|it| it.1))
    }
}

/// The places that fields get to from some starts, and the steps between them.
#[derive(Default)]
struct Spread {
    numbers: Numbering<Place>,
    places: Vec<Place>,
    steps: Vec<(NodeId, NodeId)>,
}

impl Spread {
    fn place(&mut self, place: Place) -> NodeId {
        let (number, is_new) = self.numbers.number(place);
        if is_new {
            self.places.push(place);
        }
        NodeId(number)
    }

    /// Follows all places as far as they lead; false where that is more work than there may be.
    fn follow(&mut self, layer: &Layer, names: &Names<'_>, is_round: &[bool]) -> bool {
        let mut done = 0;
        while let Some(&(node, name)) = self.places.get(done) {
            let here = NodeId(compact(done));
            done += 1;
            for &edge in layer.graph.out(NodeId(node)) {
                if !is_round.get(edge.index()).copied().unwrap_or(false) {
                    continue;
                }
                for beyond in names.beyond(edge, name) {
                    let there = self.place((layer.graph.ends(edge).1.0, beyond));
                    self.steps.push((here, there));
                }
            }
            if self.places.len() + self.steps.len() > WORK_MAX {
                return false;
            }
        }
        true
    }
}

impl Network {
    /// By question: whether the field gets there, by any way of the object's flows. Each asks for a way back, against a flow of
    /// the object from `to` to `from`. `None`: there were too many fields and tools to follow them all.
    pub(crate) fn get_back(
        &self,
        stack: &Stack,
        object: ObjectId,
        questions: &[Question<'_>],
    ) -> Vec<Option<bool>> {
        let layer = self.layer_of(object);
        let circles = components(&layer.graph, &|_| true);
        let circle =
            |tool| layer.nodes_of(tool).next().and_then(|it| circles.of.get(it.index()).copied());
        let may: Vec<bool> = questions
            .iter()
            .map(|it| circle(it.from).is_some() && circle(it.from) == circle(it.to))
            .collect();
        if !self.has_field_lists(object) || !may.contains(&true) {
            return may.into_iter().map(Some).collect();
        }
        let is_round: Vec<bool> = layer
            .graph
            .edges()
            .map(|it| layer.graph.ends(it))
            .map(|(from, to)| circles.of.get(from.index()) == circles.of.get(to.index()))
            .collect();
        let mut names = Names::of(stack, self, layer, &is_round);
        let mut spread = Spread::default();
        let starts: Vec<Vec<NodeId>> = questions
            .iter()
            .zip(&may)
            .map(|(it, may)| {
                let called = may.then(|| self.called_at(stack, layer, it.from, it.field));
                let numbers = called.into_iter().flatten().map(|it| names.number(it));
                let numbers: Vec<_> = numbers.collect();
                let nodes = layer.nodes_of(it.from);
                let places = nodes.flat_map(|node| numbers.iter().map(move |it| (node.0, *it)));
                places.map(|it| spread.place(it)).collect()
            })
            .collect();
        if !spread.follow(layer, &names, &is_round) {
            return may.into_iter().map(|it| (!it).then_some(false)).collect();
        }
        let asked = questions.iter().zip(may).zip(&starts);
        let asked: Vec<_> =
            asked.map(|((it, may), starts)| may.then_some((it.to, starts.as_slice()))).collect();
        Answers::new(layer, &spread).of(&asked)
    }

    /// What a tool calls a field of the layer's object.
    fn called_at<'a>(
        &'a self,
        stack: &'a Stack,
        layer: &'a Layer,
        tool: ToolId,
        field: &'a str,
    ) -> Vec<&'a str> {
        let flow = |edge: &EdgeId| layer.legs.get(edge.index())?.flow;
        let out = layer.nodes_of(tool).flat_map(|it| layer.graph.out(it));
        let into = layer.nodes_of(tool).flat_map(|it| Graph::into(&layer.graph, it));
        let touching = out.chain(into).filter_map(flow).map(|it: FlowId| self.flow(it));
        names_at(stack, touching, tool, field)
    }
}

/// A tool that a question asks for, and the places that it starts from; `None`: answered already, with no.
type Asked<'a> = Option<(ToolId, &'a [NodeId])>;

/// The places joined to those that lead both ways.
struct Answers {
    graph: Graph,
    circles: Components,
    /// The places of each tool, sorted by tool.
    places: Vec<(ToolId, NodeId)>,
}

impl Answers {
    fn new(layer: &Layer, spread: &Spread) -> Self {
        let graph = Graph::new(spread.places.len(), &spread.steps);
        let circles = components(&graph, &|_| true);
        let tools = spread.places.iter().map(|(node, _)| layer.tool_at(NodeId(*node)));
        let mut places: Vec<_> = tools.zip(graph.nodes()).collect();
        places.sort_unstable();
        Self { graph, circles, places }
    }

    fn of(&self, asked: &[Asked<'_>]) -> Vec<Option<bool>> {
        let mut answers: Vec<Option<bool>> = Vec::with_capacity(asked.len());
        let mut open: Vec<usize> = Vec::new();
        for (position, it) in asked.iter().enumerate() {
            let answer = it.and_then(|(to, starts)| self.in_circle(to, starts).then_some(true));
            if answer.is_none() && it.is_some() {
                open.push(position);
            }
            answers.push(answer.or(it.is_none().then_some(false)));
        }
        let each = self.places.len() + self.graph.edge_count();
        let mut work = WORK_MAX;
        for batch in open.chunks(64) {
            let Some(left) = work.checked_sub(each) else { break };
            work = left;
            self.follow(asked, batch, &mut answers);
        }
        answers
    }

    fn circle(&self, place: NodeId) -> Option<usize> {
        self.circles.of.get(place.index()).copied()
    }

    /// Some start and some place of the tool lead to each other.
    fn in_circle(&self, to: ToolId, starts: &[NodeId]) -> bool {
        let circles: Vec<_> = starts.iter().map(|it| self.circle(*it)).collect();
        self.places_of(to).any(|it| circles.contains(&self.circle(it)))
    }

    fn places_of(&self, tool: ToolId) -> impl Iterator<Item = NodeId> {
        let first = self.places.partition_point(|it| it.0 < tool);
        self.places.iter().skip(first).take_while(move |it| it.0 == tool).map(|it| it.1)
    }

    /// Follows at most 64 questions at once, each a bit: no circle leads to an earlier one.
    fn follow(&self, asked: &[Asked<'_>], batch: &[usize], answers: &mut [Option<bool>]) {
        let mut reached = vec![0_u64; self.circles.members.len()];
        let questions = || batch.iter().filter_map(|it| Some((*it, (*asked.get(*it)?)?)));
        for (bit, (_, (_, starts))) in questions().enumerate() {
            for circle in starts.iter().filter_map(|it| self.circle(*it)) {
                reached[circle] |= 1 << bit;
            }
        }
        for (circle, members) in self.circles.members.iter().enumerate() {
            let here = reached[circle];
            if here == 0 {
                continue;
            }
            for &edge in members.iter().flat_map(|it| self.graph.out(*it)) {
                if let Some(there) = self.circle(self.graph.ends(edge).1) {
                    reached[there] |= here;
                }
            }
        }
        for (bit, (position, (to, _))) in questions().enumerate() {
            let mut circles = self.places_of(to).filter_map(|it| self.circle(it));
            answers[position] = Some(circles.any(|it| reached[it] & (1 << bit) != 0));
        }
    }
}
