//! The structure of a journey, read off the network: its stages and hand-offs with every way there is.

use std::collections::BTreeMap;

use super::structure::Segment;
use super::{Hop, HopState, Range};
use crate::network::{Bounds, Cargo, Component, Cut, FlowId, HandOff, Network, Path, Paths};
use crate::stack::{
    CredentialId, IntegrationId, Journey, JourneyId, JourneyStage, Minutes, ObjectId, Stack, ToolId,
};
use crate::text::Label;

/// Legs that another way may have more than the freshest: nobody counts on a record to find its way through half the
/// stack.
const LEGS_MORE: u32 = 1;

/// Ways of one hand-off. What is left out could only make it more reliable.
pub(super) const WAYS_MAX: usize = 12;

/// Ways looked at before those over the same parts are counted once: an integration may move several objects.
const LOOKED_AT_MAX: usize = 48;

/// What a journey needs, with the parts by their position.
#[derive(Default)]
pub(super) struct Blueprint {
    pub(super) parts: Vec<Component>,
    positions: BTreeMap<Component, usize>,
    pub(super) segments: Vec<Segment>,
    pub(super) hops: Vec<Hop>,
    /// By hop: its segments.
    pub(super) spans: Vec<std::ops::Range<usize>>,
}

pub(super) struct Surveyor<'a> {
    pub(super) stack: &'a Stack,
    pub(super) network: &'a Network,
    /// By credential position: several live integrations share it.
    pub(super) shared: &'a [bool],
}

impl Surveyor<'_> {
    pub(super) fn survey(&self, id: JourneyId) -> Blueprint {
        let journey = &self.stack.journeys[id];
        let mut blueprint = Blueprint::default();
        for stage in &journey.stages {
            if let Some(tool) = stage.tool.as_ref().and_then(|it| it.id) {
                let alternatives =
                    self.alternatives(&mut blueprint, &[Component::Tool(tool)], object_of(stage));
                blueprint.segments.push(Segment::new(alternatives));
            }
        }
        for stages in journey.hand_offs() {
            let first = blueprint.segments.len();
            let hop = self.hop(&mut blueprint, journey, id, stages);
            blueprint.hops.push(hop);
            let last = blueprint.segments.len();
            blueprint.spans.push(first..last);
        }
        blueprint
    }

    fn hop(
        &self,
        blueprint: &mut Blueprint,
        journey: &Journey,
        id: JourneyId,
        stages: (usize, usize),
    ) -> Hop {
        let mut hop = Hop {
            stages,
            state: HopState::Unknown,
            ways: 0,
            way: Vec::new(),
            is_bounded: false,
            fallbacks: Vec::new(),
            availability: Range::exactly(1.0),
        };
        let is_it = |it: &&HandOff| it.journey == id && it.stages == stages;
        if journey.stages.get(stages.1).is_some_and(|it| it.human) {
            hop.state = HopState::Person;
            return hop;
        }
        let Some(hand_off) = self.network.hand_offs.iter().find(is_it) else { return hop };
        hop.fallbacks = [hand_off.ends.0, hand_off.ends.1]
            .into_iter()
            .filter_map(|it| Some((it, self.stand_in(it, hand_off.object)?)))
            .collect();
        if hand_off.ends.0 == hand_off.ends.1 && hand_off.via.is_empty() {
            hop.state = HopState::Same;
            return hop;
        }
        let before = blueprint.segments.len();
        let made = objects(journey, hand_off).into_iter().any(|object| {
            blueprint.segments.truncate(before);
            self.make(blueprint, &mut hop, hand_off, object).is_some()
        });
        if made {
            hop.state = HopState::Runs;
        } else {
            blueprint.segments.truncate(before);
            (hop.ways, hop.is_bounded, hop.state) = (0, false, HopState::Missing);
            hop.way.clear();
        }
        hop
    }

    /// The segments of a hand-off: over each integration that it is bound to, and the ways between those; `None` where
    /// something is missing.
    fn make(
        &self,
        blueprint: &mut Blueprint,
        hop: &mut Hop,
        hand_off: &HandOff,
        object: Option<ObjectId>,
    ) -> Option<()> {
        (hop.ways, hop.is_bounded) = (1, false);
        hop.way.clear();
        let stages = &self.stack.journeys[hand_off.journey].stages;
        let promised = stages.get(hand_off.stages.1).and_then(|it| it.slo);
        let mut here = hand_off.ends.0;
        for via in &hand_off.via {
            let leg = self.leg(here, *via, object)?;
            let flow = self.network.flow(leg);
            self.between(blueprint, hop, (here, flow.from), (object, promised))?;
            let alternatives = self.alternatives(blueprint, &self.parts_of(&[leg]), object);
            blueprint.segments.push(Segment::new(alternatives));
            hop.way.push(*via);
            here = flow.to;
        }
        self.between(blueprint, hop, (here, hand_off.ends.1), (object, promised))
    }

    /// The live flow of an integration that fits: the one that leaves from here, else one that can be reached.
    fn leg(&self, here: ToolId, via: IntegrationId, object: Option<ObjectId>) -> Option<FlowId> {
        let carries = |it: &&FlowId| {
            let flow = self.network.flow(**it);
            flow.live && (object.is_none() || flow.object.is_none() || flow.object == object)
        };
        let mut fitting = self.network.flows_of(via).iter().filter(carries);
        let from_here = fitting.clone().find(|it| self.network.flow(**it).from == here);
        let cargo = Cargo { object, field: None };
        let reached = |it: &&FlowId| {
            let ends = (here, self.network.flow(**it).from);
            self.network.path(self.stack, ends, cargo, &Cut::default()).is_some()
        };
        from_here.or_else(|| fitting.find(reached)).copied()
    }

    /// All ways from one tool to another as one segment; `None` where there is none. Ways that break a promise that the
    /// freshest keeps are none.
    fn between(
        &self,
        blueprint: &mut Blueprint,
        hop: &mut Hop,
        ends: (ToolId, ToolId),
        (object, promised): (Option<ObjectId>, Option<Minutes>),
    ) -> Option<()> {
        if ends.0 == ends.1 {
            return Some(());
        }
        let cargo = Cargo { object, field: None };
        let freshest = self.network.path(self.stack, ends, cargo, &Cut::default())?;
        let legs = u32::try_from(freshest.flows.len()).unwrap_or(u32::MAX);
        let bounds = Bounds { hops_max: legs.saturating_add(LEGS_MORE), paths_max: LOOKED_AT_MAX };
        let Paths { mut paths, truncated } = self.network.paths(self.stack, ends, cargo, bounds);
        // Short ones first, and those alike by their ids: what a bound leaves out must not hang on the order of the file.
        paths.sort_by_cached_key(|it| (it.flows.len(), self.ids_of(it)));
        let freshest = named_first(freshest, &paths);
        hop.way.extend(freshest.flows.iter().map(|it| self.network.flow(*it).integration));
        if let Some(slo) = promised.filter(|it| !freshest.age.exceeds(*it)) {
            paths.retain(|it| !it.age.exceeds(slo));
        }
        // The freshest way is one of them whatever bound was met.
        paths.insert(0, freshest);
        let mut ways: Vec<Vec<Component>> = Vec::new();
        for path in paths {
            let parts = self.parts_of(&path.flows);
            if !ways.contains(&parts) {
                ways.push(parts);
            }
        }
        hop.is_bounded |= truncated || ways.len() > WAYS_MAX;
        ways.truncate(WAYS_MAX);
        // How large a diagram gets depends on the order, which must not be that of the file.
        ways.sort_by_cached_key(|way| way.iter().map(|it| self.name_of(*it)).collect::<Vec<_>>());
        hop.ways = hop.ways.max(ways.len());
        let mut alternatives = Vec::new();
        for way in &ways {
            alternatives.extend(self.alternatives(blueprint, way, object));
        }
        hop.is_bounded |= alternatives.len() > 2 * WAYS_MAX;
        alternatives.truncate(2 * WAYS_MAX);
        blueprint.segments.push(Segment::new(alternatives));
        Some(())
    }

    /// Everything without which these flows do not run, sorted: the integrations, the tools at their ends, what carries
    /// them, and the access they share with others, with the tool that issued it.
    fn parts_of(&self, flows: &[FlowId]) -> Vec<Component> {
        let mut parts = Vec::new();
        for flow in flows {
            let flow = self.network.flow(*flow);
            let integration = &self.stack.integrations[flow.integration];
            let credential = integration.credential.as_ref().and_then(|it| it.id);
            let issuer = credential.and_then(|it| self.stack.credentials[it].tool.as_ref()?.id);
            let via = integration.via.as_ref().and_then(|it| it.id);
            let tools = [Some(flow.from), Some(flow.to), via, issuer];
            parts.push(Component::Integration(flow.integration));
            parts.extend(tools.into_iter().flatten().map(Component::Tool));
            parts.extend(credential.filter(|it| self.is_shared(*it)).map(Component::Credential));
        }
        parts.sort_by_key(|it| self.name_of(*it));
        parts.dedup();
        parts
    }

    fn ids_of(&self, path: &Path) -> Vec<&Label> {
        let integrations = path.flows.iter().map(|it| self.network.flow(*it).integration);
        integrations.map(|it| &self.stack.integrations[it].id).collect()
    }

    /// What kind of part it is, and its id.
    fn name_of(&self, part: Component) -> (u8, &Label) {
        let stack = self.stack;
        match part {
            Component::Tool(it) => (0, &stack.tools[it].id),
            Component::Integration(it) => (1, &stack.integrations[it].id),
            Component::Credential(it) => (2, &stack.credentials[it].id),
            Component::Person(it) => (3, &stack.people[it].id),
            Component::Vendor(it) => (4, &stack.vendors[it].id),
        }
    }

    fn is_shared(&self, credential: CredentialId) -> bool {
        self.shared.get(credential.index()).copied().unwrap_or(false)
    }

    /// A way as positions of parts, once for each choice between a tool and its fallback.
    fn alternatives(
        &self,
        blueprint: &mut Blueprint,
        parts: &[Component],
        object: Option<ObjectId>,
    ) -> Vec<Vec<usize>> {
        let mut alternatives: Vec<Vec<usize>> = vec![Vec::new()];
        for part in parts {
            let position = blueprint.position(*part);
            let stand_in = match *part {
                Component::Tool(tool) => self.stand_in(tool, object),
                Component::Integration(_)
                | Component::Credential(_)
                | Component::Person(_)
                | Component::Vendor(_) => None,
            };
            let instead = stand_in.map(|it| blueprint.position(Component::Tool(it)));
            let others: Vec<Vec<usize>> = match instead {
                Some(it) if alternatives.len() < WAYS_MAX => {
                    alternatives.iter().map(|way| [way.as_slice(), &[it]].concat()).collect()
                }
                Some(_) | None => Vec::new(),
            };
            for way in &mut alternatives {
                way.push(position);
            }
            alternatives.extend(others);
        }
        alternatives
    }

    /// The fallback of a tool, where it is in use and knows the object.
    fn stand_in(&self, tool: ToolId, object: Option<ObjectId>) -> Option<ToolId> {
        let by = self.stack.tools[tool].fallback.as_ref()?.tool.id?;
        let described = &self.stack.tools[by];
        let knows = object.is_none_or(|object| {
            described.stores.iter().any(|it| it.object.id == Some(object))
                || described.collects.iter().any(|it| it.id == Some(object))
                || self
                    .network
                    .fed_by(by)
                    .chain(self.network.feeds(by))
                    .any(|it| self.network.flow(it).object == Some(object))
        });
        (by != tool && described.is_in_use() && knows).then_some(by)
    }
}

impl Blueprint {
    fn position(&mut self, part: Component) -> usize {
        let next = self.parts.len();
        let position = *self.positions.entry(part).or_insert(next);
        if position == next {
            self.parts.push(part);
        }
        position
    }
}

/// What may be handed over: the later stage's object, or the one it is made from.
fn objects(journey: &Journey, hand_off: &HandOff) -> Vec<Option<ObjectId>> {
    let mut objects = vec![hand_off.object];
    let earlier = journey.stages.get(hand_off.stages.0).and_then(object_of);
    if earlier.is_some() && !objects.contains(&earlier) {
        objects.push(earlier);
    }
    objects
}

fn object_of(stage: &JourneyStage) -> Option<ObjectId> {
    stage.object.as_ref().and_then(|it| it.id)
}

/// Of the ways that are as fresh and as short as this one, that whose integrations come first by their ids.
fn named_first(freshest: Path, sorted: &[Path]) -> Path {
    let is_alike = |it: &&Path| it.age == freshest.age && it.flows.len() == freshest.flows.len();
    sorted.iter().find(is_alike).cloned().unwrap_or(freshest)
}
