//! The hand-offs of journeys that a flow has to make: from one stage to the next, between different tools.

use std::collections::BTreeMap;

use super::Context;
use super::ways::{Pace, Ways};
use crate::diag::{Diagnostic, ElementKind};
use crate::network::{Cargo, Path};
use crate::stack::{Journey, JourneyStage, Minutes, ObjectId, ToolId};

pub(super) struct HandOff<'a> {
    pub(super) journey: &'a Journey,
    pub(super) from: &'a JourneyStage,
    pub(super) to: &'a JourneyStage,
    pub(super) tools: (ToolId, ToolId),
    /// What may be handed over: the later stage's object, or the one it is made from. `None`: any object.
    objects: Vec<Option<ObjectId>>,
}

/// All hand-offs, without those that a person makes.
pub(super) fn hand_offs<'a>(context: &Context<'a>) -> Vec<HandOff<'a>> {
    let mut found = Vec::new();
    for journey in context.stack.journeys.values() {
        for (from, to) in journey.hand_offs() {
            let (from, to) = (&journey.stages[from], &journey.stages[to]);
            let tool = |it: &JourneyStage| it.tool.as_ref().and_then(|it| it.id);
            let Some(tools) = tool(from).zip(tool(to)) else { continue };
            if to.human || tools.0 == tools.1 {
                continue;
            }
            let object = |it: &JourneyStage| it.object.as_ref().and_then(|it| it.id);
            let mut objects = vec![object(to).or(object(from))];
            if object(from).is_some() && !objects.contains(&object(from)) {
                objects.push(object(from));
            }
            found.push(HandOff { journey, from, to, tools, objects });
        }
    }
    found
}

impl HandOff<'_> {
    /// "`HubSpot` → Salesforce".
    pub(super) fn route(&self, context: &Context<'_>) -> String {
        let tools = &context.stack.tools;
        format!("{} → {}", tools[self.tools.0].name, tools[self.tools.1].name)
    }

    /// The object that is handed over, as the file calls it.
    pub(super) fn what(&self, context: &Context<'_>) -> String {
        let object = self.objects.first().copied().flatten();
        object.map_or_else(|| "anything".to_owned(), |it| context.stack.objects[it].id.to_string())
    }

    /// The object that is handed over.
    pub(super) fn object(&self) -> Option<ObjectId> {
        self.objects.first().copied().flatten()
    }

    /// Places a finding at the later stage.
    pub(super) fn place(&self, context: &Context<'_>, finding: Diagnostic) -> Diagnostic {
        let tools = &context.stack.tools;
        finding
            .about(ElementKind::Journey, &self.journey.id)
            .with(ElementKind::Tool, &tools[self.tools.0].id)
            .with(ElementKind::Tool, &tools[self.tools.1].id)
    }
}

/// Ways that are looked for once, whichever journey takes them.
#[derive(Default)]
pub(super) struct Tracks {
    ways: BTreeMap<(ToolId, Option<ObjectId>), Option<Ways>>,
}

impl Tracks {
    pub(super) fn from(
        &mut self,
        context: &Context<'_>,
        tool: ToolId,
        object: Option<ObjectId>,
    ) -> Option<&Ways> {
        let cargo = Cargo { object, field: None };
        self.ways.entry((tool, object)).or_insert_with(|| Ways::of(context, tool, cargo)).as_ref()
    }

    /// Whether a hand-off keeps its promise; `None` where nothing makes it.
    pub(super) fn pace(
        &mut self,
        context: &Context<'_>,
        hand_off: &HandOff<'_>,
        promised: Minutes,
    ) -> Option<Pace> {
        if !hand_off.to.via.is_empty() {
            let path = path(context, hand_off)?;
            return Some(Pace::of(path, promised));
        }
        let (from, to) = hand_off.tools;
        hand_off.objects.iter().find_map(|object| {
            self.from(context, from, *object).and_then(|it| it.pace(to, promised))
        })
    }
}

/// The best way of a hand-off, over the integrations that it names.
pub(super) fn path(context: &Context<'_>, hand_off: &HandOff<'_>) -> Option<Path> {
    hand_off.objects.iter().find_map(|object| {
        let via = hand_off.to.via.iter().map(|it| it.id);
        let cargo = Cargo { object: *object, field: None };
        let mut tree = |from| context.tree(from, cargo);
        context.network.path_via(hand_off.tools, *object, via, &mut tree)
    })
}
