//! Which needs and journeys are worse off after a loss; no words yet.

use super::{Fate, JourneyFate};
use crate::network::{Age, Component, Cut, FlowId, HandOff, Network, Path, Source};
use crate::stack::{IntegrationId, JourneyId, MethodClass, ObjectId, Stack, Tool, ToolId};

/// Components that are gone, with what goes down with them.
pub(super) struct Loss<'a> {
    pub(super) stack: &'a Stack,
    pub(super) network: &'a Network,
    pub(super) cut: Cut,
    /// The live flows that are gone, sorted.
    pub(super) flows: Vec<FlowId>,
    /// One thing goes, so that every way that is lost is lost through it.
    pub(super) is_single: bool,
}

/// A need that is worse off.
pub(super) struct NeedLoss {
    /// Position in the network's needs.
    pub(super) need: usize,
    pub(super) before: Path,
    pub(super) after: Option<Path>,
    pub(super) cause: Cause,
}

/// What has become of a way.
pub(super) enum Cause {
    NoWay,
    /// Nothing new comes from the system of record, but these still pass on what they have.
    Copies(Vec<ToolId>),
    /// A lost tool, and the one that takes its place.
    StandIn(ToolId, ToolId),
    TooOld,
    Worse {
        by_hand: bool,
    },
}

impl Cause {
    pub(super) fn fate(&self) -> Fate {
        match self {
            Self::NoWay => Fate::Broken,
            Self::Copies(_) => Fate::Headless,
            Self::StandIn(..) | Self::Worse { .. } => Fate::Degraded,
            Self::TooOld => Fate::Stale,
        }
    }
}

/// A journey that is worse off, at its first stage that fares as badly as any.
pub(super) struct JourneyLoss {
    pub(super) journey: JourneyId,
    pub(super) stage: usize,
    pub(super) fate: JourneyFate,
    pub(super) cause: StageCause,
}

pub(super) enum StageCause {
    /// The tool of the stage is gone, and this one takes its place where there is one.
    Tool(ToolId, Option<ToolId>),
    /// An integration that the hand-off is bound to is gone.
    Via(IntegrationId),
    /// The position of the hand-off, with the ways before and after.
    Way { hand_off: usize, before: Path, after: Option<Path>, cause: Cause },
}

impl<'a> Loss<'a> {
    pub(super) fn of(stack: &'a Stack, network: &'a Network, gone: &[Component]) -> Self {
        let cut = network.cut(stack, gone);
        let flows = match *gone {
            // The commonest losses by far, looked at for each tool and integration in turn.
            [Component::Tool(tool)] => network.live_flows_of(network.integrations_of(tool)),
            [Component::Integration(integration)] => network.live_flows_of(&[integration]),
            _ => network.lost_flows(&cut),
        };
        let tools = cut.tools.iter().filter(|it| **it).count();
        Self { stack, network, flows, is_single: gone.len() == 1 && tools <= 1, cut }
    }

    /// The needs of the tools that stay and are worse off, in order.
    pub(super) fn needs(&self) -> Vec<NeedLoss> {
        let mut found = Vec::new();
        for source in self.network.asked_over(&self.flows) {
            let remains = source.tree.without(&self.flows);
            if remains.is_whole() {
                continue;
            }
            for &position in &source.needs {
                let need = &self.network.needs[position];
                if self.cut.has_tool(need.tool) {
                    continue;
                }
                let Some((before, after)) = remains.change(need.tool) else { continue };
                let cause = self
                    .cause(&before, after.as_ref(), Some(need.object), need.slo)
                    .map(|it| self.with_copies(it, source, need.tool));
                found.extend(cause.map(|cause| NeedLoss { need: position, before, after, cause }));
            }
        }
        found.sort_by_key(|it| it.need);
        found
    }

    /// The journeys that stop or limp, in order.
    pub(super) fn journeys(&self) -> Vec<JourneyLoss> {
        let mut found = Vec::new();
        self.lose_stage_tools(&mut found);
        self.lose_bound_hand_offs(&mut found);
        self.lose_free_hand_offs(&mut found);
        // A stage's own tool was looked at first, and is the plainer reason.
        found.sort_by_key(|it| (it.journey, it.fate, it.stage));
        found.dedup_by_key(|it| it.journey);
        found
    }

    fn lose_stage_tools(&self, found: &mut Vec<JourneyLoss>) {
        if !self.cut.tools.contains(&true) {
            return;
        }
        for (journey, described) in self.stack.journeys.iter() {
            for (stage, it) in described.stages.iter().enumerate() {
                let tool = it.tool.as_ref().and_then(|it| it.id);
                let is_lost =
                    |it: &ToolId| self.cut.has_tool(*it) && self.stack.tools[*it].is_in_use();
                if let Some(tool) = tool.filter(is_lost) {
                    let object = it.object.as_ref().and_then(|it| it.id);
                    let stand_in = self.stand_in(tool, object);
                    let fate = fate_with(stand_in.is_some());
                    let cause = StageCause::Tool(tool, stand_in);
                    found.push(JourneyLoss { journey, stage, fate, cause });
                }
            }
        }
    }

    /// All of the integrations that a hand-off is bound to must run.
    fn lose_bound_hand_offs(&self, found: &mut Vec<JourneyLoss>) {
        for hand_off in self.network.hand_offs.iter().filter(|it| self.ran(it)) {
            let lost = hand_off.via.iter().find(|it| self.cut.has_integration(**it));
            let Some(&integration) = lost else { continue };
            let stand_ins = self.gone_tools(integration);
            let covered = !stand_ins.is_empty()
                && stand_ins.iter().all(|it| self.stand_in(*it, hand_off.object).is_some());
            found.push(JourneyLoss {
                journey: hand_off.journey,
                stage: hand_off.stages.1,
                fate: fate_with(covered),
                cause: StageCause::Via(integration),
            });
        }
    }

    fn lose_free_hand_offs(&self, found: &mut Vec<JourneyLoss>) {
        for source in self.network.handed_over(&self.flows) {
            let remains = source.tree.without(&self.flows);
            for &position in &source.hand_offs {
                let it = &self.network.hand_offs[position];
                let Some((before, after)) = remains.change(it.ends.1) else { continue };
                let Some(cause) = self.cause(&before, after.as_ref(), it.object, None) else {
                    continue;
                };
                found.push(JourneyLoss {
                    journey: it.journey,
                    stage: it.stages.1,
                    fate: fate_with(cause.fate() != Fate::Broken),
                    cause: StageCause::Way { hand_off: position, before, after, cause },
                });
            }
        }
    }

    /// Whether a hand-off is bound to integrations that are all live.
    fn ran(&self, hand_off: &HandOff) -> bool {
        let runs = |it: &IntegrationId| {
            self.network.flows_of(*it).iter().any(|flow| self.network.flow(*flow).live)
        };
        !hand_off.via.is_empty() && hand_off.via.iter().all(runs)
    }

    /// What has become of a way that is lost; `None` where another is as good.
    fn cause(
        &self,
        before: &Path,
        after: Option<&Path>,
        object: Option<ObjectId>,
        slo: Option<crate::stack::Minutes>,
    ) -> Option<Cause> {
        let Some(after) = after else {
            let cover = self.cover(before, object);
            return Some(cover.map_or(Cause::NoWay, |(lost, by)| Cause::StandIn(lost, by)));
        };
        let exceeds = |age: Age| slo.is_some_and(|it| age.exceeds(it));
        let by_hand = self.is_by_hand(after) && !self.is_by_hand(before);
        let is_older = (before.age.open, before.age.known) < (after.age.open, after.age.known);
        if exceeds(after.age) && !exceeds(before.age) {
            Some(Cause::TooOld)
        } else {
            (is_older || by_hand).then_some(Cause::Worse { by_hand })
        }
    }

    /// Where the system of record itself is gone, copies may still go round.
    fn with_copies(&self, cause: Cause, source: &Source, tool: ToolId) -> Cause {
        if !matches!(cause, Cause::NoWay) || !self.cut.has_tool(source.tool) {
            return cause;
        }
        let copies = source.tree.feeders(self.network, tool, &self.flows);
        if copies.is_empty() { cause } else { Cause::Copies(copies) }
    }

    fn is_by_hand(&self, path: &Path) -> bool {
        path.flows.iter().any(|it| {
            let integration = self.network.flow(*it).integration;
            self.stack.integrations[integration].method.class() == MethodClass::Manual
        })
    }

    /// The first lost tool on a way with its stand-in, if every lost leg of it has one.
    fn cover(&self, path: &Path, object: Option<ObjectId>) -> Option<(ToolId, ToolId)> {
        let mut first = None;
        for integration in self.lost_legs(path) {
            let gone = self.gone_tools(integration);
            if gone.is_empty() {
                return None;
            }
            for tool in gone {
                let by = self.stand_in(tool, object)?;
                first = first.or(Some((tool, by)));
            }
        }
        first
    }

    /// The integrations of a way that are gone.
    pub(super) fn lost_legs(&self, path: &Path) -> impl Iterator<Item = IntegrationId> {
        let integrations = path.flows.iter().map(|it| self.network.flow(*it).integration);
        integrations.filter(|it| self.cut.has_integration(*it))
    }

    /// The tools whose loss an integration dies of; empty where it is something else.
    pub(super) fn gone_tools(&self, integration: IntegrationId) -> Vec<ToolId> {
        let it = &self.stack.integrations[integration];
        let via = it.via.as_ref().and_then(|it| it.id);
        let tools = [it.from.id, it.to.id, via].into_iter().flatten();
        tools.filter(|it| self.cut.has_tool(*it)).collect()
    }

    /// The fallback of a lost tool, if it is there and knows the object.
    fn stand_in(&self, tool: ToolId, object: Option<ObjectId>) -> Option<ToolId> {
        let by = self.stack.tools[tool].fallback.as_ref()?.tool.id?;
        let stays = !self.cut.has_tool(by) && self.stack.tools[by].is_in_use();
        let knows = object.is_none_or(|it| holds(&self.stack.tools[by], it) || self.moves(by, it));
        (stays && knows).then_some(by)
    }

    /// Whether an object still goes into a tool or out of it.
    fn moves(&self, tool: ToolId, object: ObjectId) -> bool {
        let mut flows = self.network.fed_by(tool).chain(self.network.feeds(tool));
        flows.any(|it| {
            self.network.flow(it).object == Some(object) && self.flows.binary_search(&it).is_err()
        })
    }

    pub(super) fn integrations(&self) -> impl Iterator<Item = IntegrationId> {
        self.stack.integrations.ids().filter(|it| self.cut.has_integration(*it))
    }

    pub(super) fn tools(&self) -> impl Iterator<Item = ToolId> {
        self.stack.tools.ids().filter(|it| self.cut.has_tool(*it))
    }

    /// The tools that stay without any flow, though they had some.
    pub(super) fn cut_off(&self) -> impl Iterator<Item = ToolId> {
        let flows = self.flows.iter().map(|it| self.network.flow(*it));
        let mut ends: Vec<_> = flows.flat_map(|it| [it.from, it.to]).collect();
        ends.sort_unstable();
        ends.dedup();
        let is_lost = |it: FlowId| self.flows.binary_search(&it).is_ok();
        ends.into_iter().filter(move |tool| {
            !self.cut.has_tool(*tool)
                && self.network.feeds(*tool).chain(self.network.fed_by(*tool)).all(is_lost)
        })
    }

    /// How many needs of the tools that stay were met before.
    pub(super) fn met_needs(&self) -> usize {
        let needs = self.network.needs.iter().zip(self.network.met());
        needs.filter(|(need, is_met)| **is_met && !self.cut.has_tool(need.tool)).count()
    }
}

pub(super) fn holds(tool: &Tool, object: ObjectId) -> bool {
    tool.stores.iter().any(|it| it.object.id == Some(object))
        || tool.collects.iter().any(|it| it.id == Some(object))
}

fn fate_with(something_is_left: bool) -> JourneyFate {
    if something_is_left { JourneyFate::Degraded } else { JourneyFate::Stopped }
}
