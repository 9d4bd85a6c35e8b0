//! How a journey gets from one stage to the next, for the views that draw it.

use crate::analysis::Analysis;
use crate::network::{Age, Cargo, Cut, Path};
use crate::stack::{Journey, JourneyStage, MethodClass, ObjectId, ToolId};

/// What makes a hand-off.
pub(crate) enum Way {
    /// Both stages are in one tool.
    Same,
    /// A person does it.
    Person,
    Path(Path),
    /// Nothing brings it there.
    Missing,
    /// A stage names no tool of the stack.
    Unknown,
}

impl Way {
    /// The way to a stage from one before it, by the integrations that it names, else the freshest.
    pub(crate) fn of(analysis: &Analysis, journey: &Journey, hand_off: (usize, usize)) -> Self {
        let (from, to) = (&journey.stages[hand_off.0], &journey.stages[hand_off.1]);
        if to.human {
            return Self::Person;
        }
        let tool = |it: &JourneyStage| it.tool.as_ref().and_then(|it| it.id);
        let Some((start, end)) = tool(from).zip(tool(to)) else { return Self::Unknown };
        if start == end {
            return Self::Same;
        }
        let object = |it: &JourneyStage| it.object.as_ref().and_then(|it| it.id);
        let mut objects = vec![object(to).or(object(from))];
        // A record may change its kind on the way: an account that is made of a person.
        if object(from).is_some() && !objects.contains(&object(from)) {
            objects.push(object(from));
        }
        let found = objects.into_iter().find_map(|it| path(analysis, (start, end), to, it));
        found.map_or(Self::Missing, Self::Path)
    }

    pub(crate) fn age(&self) -> Option<Age> {
        match self {
            Self::Path(path) => Some(path.age),
            Self::Same | Self::Person | Self::Missing | Self::Unknown => None,
        }
    }
}

fn path(
    analysis: &Analysis,
    ends: (ToolId, ToolId),
    stage: &JourneyStage,
    object: Option<ObjectId>,
) -> Option<Path> {
    let (network, stack, cut) = (&analysis.network, &analysis.stack, Cut::default());
    let cargo = Cargo { object, field: None };
    let mut here = ends.0;
    let mut flows = Vec::new();
    for via in &stage.via {
        let carries = network.flows_of(via.id?).iter().filter(|it| {
            let flow = network.flow(**it);
            flow.live && (object.is_none() || flow.object == object)
        });
        let legs = carries.filter_map(|it| {
            let mut leg = network.path(stack, (here, network.flow(*it).from), cargo, &cut)?.flows;
            leg.push(*it);
            Some((network.age_of(&leg), leg))
        });
        let (_, leg) = legs.min_by(|(left, _), (right, _)| {
            left.open.cmp(&right.open).then(left.known.get().total_cmp(&right.known.get()))
        })?;
        here = leg.last().map_or(here, |it| network.flow(*it).to);
        flows.extend(leg);
    }
    flows.extend(network.path(stack, (here, ends.1), cargo, &cut)?.flows);
    Some(Path { age: network.age_of(&flows), flows })
}

/// "native connector", "over Segment, Fivetran": how a path is made, in as few words as there are.
pub(crate) fn words(analysis: &Analysis, path: &Path) -> (MethodClass, String) {
    let stack = &analysis.stack;
    let flows: Vec<_> = path.flows.iter().map(|it| analysis.network.flow(*it)).collect();
    let method = |it: &&crate::network::Flow| stack.integrations[it.integration].method;
    let worst = flows.iter().map(|it| method(it).class()).max().unwrap_or(MethodClass::Unknown);
    let between: Vec<&str> = flows
        .iter()
        .take(flows.len().saturating_sub(1))
        .map(|it| stack.tools[it.to].name.as_str())
        .collect();
    let text = match flows.as_slice() {
        [only] => method(only).words().to_owned(),
        _ => format!("over {}", between.join(", ")),
    };
    (worst, text)
}
