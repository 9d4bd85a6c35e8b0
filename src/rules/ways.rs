//! What several rules ask about the ways of data: how surely and how fast it arrives, and the least that would bring it.

use std::cell::OnceCell;
use std::sync::Arc;

use super::{Context, list};
use crate::graph::{Cost, shortest};
use crate::network::{Age, Cargo, Flow, FlowId, Layer, Path, Tree};
use crate::stack::{Category, MethodClass, Minutes, Stack, ToolId};

/// Steps to a tool that has the data, beyond which adding it everywhere on the way is no repair.
const BUILD_HOPS_MAX: u32 = 3;

/// The ways of one cargo from one tool to all others.
pub(super) struct Ways {
    /// The best ways: of those whose times are all known, the freshest.
    tree: Tree,
    /// The ways of the least age that is certain.
    quickest: OnceCell<Tree>,
}

/// How the age of data compares with what was promised.
pub(super) enum Pace {
    Kept,
    /// The best way takes longer.
    Missed(Path),
    /// Some hop does not say how long it takes.
    Unknown,
}

impl Pace {
    /// Of a way to which there is no other.
    pub(super) fn of(path: Path, promised: Minutes) -> Self {
        if path.age.keeps(promised) {
            Self::Kept
        } else if path.age.exceeds(promised) {
            Self::Missed(path)
        } else {
            Self::Unknown
        }
    }
}

impl Ways {
    /// `None` where nothing carries the cargo from or to the tool.
    pub(super) fn of(context: &Context<'_>, from: ToolId, cargo: Cargo<'_>) -> Option<Self> {
        let tree = context.tree(from, cargo)?;
        Some(Self { tree, quickest: OnceCell::new() })
    }

    /// The same over flows that others have gathered already.
    pub(super) fn over_layer(layer: &Arc<Layer>, from: ToolId) -> Option<Self> {
        let root = layer.root(from)?;
        let distances = shortest(&layer.graph, root, &|edge| Some(layer.cost(edge)));
        let tree = Tree { layer: Arc::clone(layer), root, distances: Arc::new(distances) };
        Some(Self { tree, quickest: OnceCell::new() })
    }

    pub(super) fn reaches(&self, tool: ToolId) -> bool {
        self.tree.is_reached(tool)
    }

    /// The best way.
    pub(super) fn path(&self, tool: ToolId) -> Option<Path> {
        self.tree.path(tool)
    }

    /// Whether the cargo gets to a tool in time; `None` where it does not get there at all.
    pub(super) fn pace(&self, tool: ToolId, promised: Minutes) -> Option<Pace> {
        let path = self.tree.path(tool)?;
        let is_open = path.age.open > 0;
        Some(match Pace::of(path, promised) {
            Pace::Missed(_) if is_open && !self.least_exceeds(tool, promised) => Pace::Unknown,
            pace => pace,
        })
    }

    /// No way is quicker, whatever the hops take that do not say.
    fn least_exceeds(&self, tool: ToolId, promised: Minutes) -> bool {
        let quickest = self.quickest.get_or_init(|| {
            let layer = &self.tree.layer;
            let least = |edge| Some(Cost::known(layer.cost(edge).amount));
            let distances = Arc::new(shortest(&layer.graph, self.tree.root, &least));
            Tree { layer: Arc::clone(layer), root: self.tree.root, distances }
        });
        quickest.path(tool).is_some_and(|it| it.age.exceeds(promised))
    }
}

/// The most that an age is known to be: "28 h", "28 h or more".
pub(super) fn takes(age: Age) -> String {
    if age.open == 0 { age.known.to_string() } else { format!("{} or more", age.known) }
}

/// The hop that spends most of a way's time: "`sync` alone takes 24 h".
pub(super) fn slowest(context: &Context<'_>, path: &Path) -> String {
    let known = |it: &FlowId| context.network.flow(*it).age.known;
    let slowest = path
        .flows
        .iter()
        .copied()
        .reduce(|worst, it| if known(&it) > known(&worst) { it } else { worst });
    let Some(flow) = slowest.map(|it| context.network.flow(it)) else { return String::new() };
    let integration = &context.stack.integrations[flow.integration];
    match path.flows.len() {
        1 => format!("run `{}` more often, or let an event trigger it", integration.id),
        _ => format!(
            "`{}` alone takes {}: run it more often, or let an event trigger it",
            integration.id,
            takes(flow.age)
        ),
    }
}

/// What has to be brought to a tool, and where it is today.
pub(super) struct Missing<'a> {
    /// As people say it, e.g. `account.intent_topic`.
    pub(super) what: &'a str,
    pub(super) source: ToolId,
    /// Where it gets to from there.
    pub(super) ways: Option<&'a Ways>,
    pub(super) target: ToolId,
}

impl Missing<'_> {
    /// Whether a tool could hand it on.
    fn is_at(&self, context: &Context<'_>, tool: ToolId) -> bool {
        tool == self.source
            || self.ways.is_some_and(|it| it.reaches(tool)) && !is_outlet(context, tool)
    }

    /// The least that has to be built, as a sentence.
    pub(super) fn repair(&self, context: &Context<'_>) -> String {
        self.next_door(context)
            .or_else(|| self.turned_round(context))
            .or_else(|| self.known_connector(context))
            .or_else(|| self.further_on(context))
            .unwrap_or_else(|| {
                let tools = &context.stack.tools;
                format!(
                    "no tool that has {} is connected to {}: connect it to {}",
                    self.what, tools[self.target].name, tools[self.source].name
                )
            })
    }

    /// A tool that has it feeds the target with something else.
    fn next_door(&self, context: &Context<'_>) -> Option<String> {
        let flows = context.network.fed_by(self.target);
        let flow = self.best(context, flows.map(|it| (context.network.flow(it).from, it)))?;
        let (has, target, integration) = self.names(context, flow.from, flow);
        Some(format!(
            "{has} has {} and already feeds {target}: add it to `{integration}`",
            self.what
        ))
    }

    /// The target feeds a tool that has it.
    fn turned_round(&self, context: &Context<'_>) -> Option<String> {
        let flows = context.network.feeds(self.target);
        let flow = self.best(context, flows.map(|it| (context.network.flow(it).to, it)))?;
        let (has, target, integration) = self.names(context, flow.to, flow);
        Some(format!(
            "{has} has {} and `{integration}` already brings data there from {target}: let it carry {} back",
            self.what, self.what
        ))
    }

    fn known_connector(&self, context: &Context<'_>) -> Option<String> {
        let tools = &context.stack.tools;
        let has = context.stack.connectors.iter().find_map(|it| {
            let (tool, platform) = it.tool_id.zip(it.platform_id)?;
            let other = match self.target {
                target if target == tool => platform,
                target if target == platform => tool,
                _ => return None,
            };
            self.is_at(context, other).then_some(other)
        })?;
        Some(format!(
            "{} has {} and a connector to {} is known: set it up",
            tools[has].name, self.what, tools[self.target].name
        ))
    }

    /// A tool that has it feeds the target through others.
    fn further_on(&self, context: &Context<'_>) -> Option<String> {
        let network = context.network;
        let near = network.upstream(self.target, Some(BUILD_HOPS_MAX));
        let first = near.iter().find(|it| self.is_at(context, it.tool))?;
        let mut integrations = Vec::new();
        let mut here = Some(first);
        while let Some(step) = here.filter(|it| it.tool != self.target) {
            let flow = network.flow(step.flow);
            integrations.push(format!("`{}`", context.stack.integrations[flow.integration].id));
            here = near.iter().find(|it| it.tool == flow.to);
        }
        let tools = &context.stack.tools;
        Some(format!(
            "{} has {} and feeds {} through others: add it to {}, or connect the two directly",
            tools[first.tool].name,
            self.what,
            tools[self.target].name,
            list(&integrations)
        ))
    }

    fn names<'c>(
        &self,
        context: &Context<'c>,
        has: ToolId,
        flow: &Flow,
    ) -> (&'c str, &'c str, &'c str) {
        let stack: &'c Stack = context.stack;
        (
            &stack.tools[has].name,
            &stack.tools[self.target].name,
            &stack.integrations[flow.integration].id,
        )
    }

    /// The flow to build on, of some with their other ends: run by a machine, near to
    /// the source, fresh.
    fn best<'c>(
        &self,
        context: &Context<'c>,
        flows: impl Iterator<Item = (ToolId, FlowId)>,
    ) -> Option<&'c Flow> {
        let rank = |has: ToolId, flow: &Flow| {
            let hops = self.ways.and_then(|it| it.path(has)).map_or(0, |it| it.flows.len());
            let class: MethodClass = context.stack.integrations[flow.integration].method.class();
            let (unknown, by_hand) = (flow.age.open, u32::from(flow.by_hand));
            let cost = Cost { unknown, amount: flow.age.known.get(), by_hand };
            (class, hops, cost, flow.integration)
        };
        let network = context.network;
        flows
            .filter(|(has, _)| self.is_at(context, *has))
            .map(|(has, id)| (has, network.flow(id)))
            .min_by_key(|(has, flow)| rank(*has, flow))
            .map(|(_, flow)| flow)
    }
}

/// Ad platforms and social networks take lists in; what they were given they do not give out again.
fn is_outlet(context: &Context<'_>, tool: ToolId) -> bool {
    matches!(context.stack.tools[tool].category, Category::Ads | Category::Social)
}
