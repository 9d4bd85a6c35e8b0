//! Fields on the move: under which names a flow carries them, who writes a field where, and who yields to whom.

use super::flows::{item_of, moves, sides};
use super::{Flow, FlowId, Network, Way};
use crate::diag::{Element, ElementKind};
use crate::stack::{
    AiFeatureId, Applies, AutomationId, FieldMap, FieldRef, ObjectId, ObjectItem, Stack, SyncRule,
    ToolId,
};
use crate::text::{Label, Span};

/// What becomes of the value that is there already when another one arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Force {
    /// It is replaced: a rule says so.
    Overrides,
    /// Whichever was written last stays: a rule says that this is meant.
    LastWins,
    /// It stays; only a blank is filled.
    FillsBlanks,
    /// Nothing says so.
    Unstated,
}

/// One field on one flow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Passage<'a> {
    /// Its name where the flow begins.
    pub(crate) near: &'a str,
    /// Its name where the flow arrives.
    pub(crate) far: &'a str,
    pub(crate) force: Force,
    pub(crate) transform: Option<&'a Label>,
    pub(crate) span: Span,
}

impl<'a> Passage<'a> {
    /// A field that goes along with its whole object.
    pub(crate) fn unchanged(name: &'a str) -> Self {
        Self { near: name, far: name, force: Force::Unstated, transform: None, span: Span::NONE }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Author {
    Flow(FlowId),
    Automation(AutomationId),
    AiFeature(AiFeatureId),
}

/// Something that writes a field, or a whole object, in a tool.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Writing<'a> {
    pub(crate) object: ObjectId,
    pub(crate) tool: ToolId,
    /// The name in that tool; `None`: it may write any field.
    pub(crate) field: Option<&'a str>,
    /// The name where a flow takes it from.
    pub(crate) near: Option<&'a str>,
    pub(crate) by: Author,
    pub(crate) force: Force,
    pub(crate) span: Span,
}

impl Network {
    /// The fields that a flow lists and moves; `None`: it lists none, so that it carries every field.
    pub(crate) fn passages<'a>(&self, stack: &'a Stack, flow: FlowId) -> Option<Vec<Passage<'a>>> {
        let flow = self.flow(flow);
        let item = item_of(stack, flow).filter(|it| !it.fields.is_empty())?;
        Some(listed(item, flow.way).collect())
    }

    /// The settings of a flow's object.
    pub(crate) fn item<'a>(&self, stack: &'a Stack, flow: FlowId) -> Option<&'a ObjectItem> {
        item_of(stack, self.flow(flow))
    }

    /// Whether an item's filter and match key are meant for a flow: they count forwards unless the item says otherwise.
    pub(crate) fn is_meant(item: &ObjectItem, flow: &Flow) -> bool {
        match item.applies {
            None | Some(Applies::Forward) => flow.way == Way::Forward,
            Some(Applies::Reverse) => flow.way == Way::Reverse,
            Some(Applies::Both) => true,
        }
    }

    /// Everything that writes a field somewhere: live flows, active automations, running AI features. Sorted by object,
    /// tool and field.
    pub(crate) fn writings<'a>(&self, stack: &'a Stack) -> Vec<Writing<'a>> {
        let mut found = Vec::new();
        for (id, flow) in self.flows().filter(|(_, it)| it.live) {
            let Some(object) = flow.object else { continue };
            let by = Author::Flow(id);
            match self.passages(stack, id) {
                Some(passages) => found.extend(passages.into_iter().map(|it| Writing {
                    object,
                    tool: flow.to,
                    field: Some(it.far),
                    near: Some(it.near),
                    by,
                    force: it.force,
                    span: it.span,
                })),
                None => found.push(Writing {
                    object,
                    tool: flow.to,
                    field: None,
                    near: None,
                    by,
                    force: Force::Unstated,
                    span: stack.integrations[flow.integration].spans.item,
                }),
            }
        }
        let active = stack.automations.iter().filter(|(_, it)| it.is_active());
        found.extend(active.flat_map(|(id, it)| {
            let by = Author::Automation(id);
            it.writes.iter().filter_map(move |field| inside(stack, it.tool.id, field, by))
        }));
        let running = stack.ai_features.iter().filter(|(_, it)| it.is_running());
        found.extend(running.flat_map(|(id, it)| {
            let by = Author::AiFeature(id);
            it.writes.iter().filter_map(move |field| inside(stack, it.tool.id, field, by))
        }));
        found.sort_by_key(|it| (it.object, it.tool, it.field, it.by, it.near));
        found
    }
}

/// What something inside a tool writes there.
fn inside<'a>(
    stack: &Stack,
    tool: Option<ToolId>,
    field: &'a FieldRef,
    by: Author,
) -> Option<Writing<'a>> {
    let tool = tool.filter(|it| stack.tools[*it].is_in_use())?;
    Some(Writing {
        object: field.object?,
        tool,
        field: field.field.as_deref(),
        near: None,
        by,
        force: Force::Overrides,
        span: field.span,
    })
}

fn listed(item: &ObjectItem, way: Way) -> impl Iterator<Item = Passage<'_>> {
    item.fields.iter().filter(move |it| moves(item, it, way)).map(move |it| {
        let (near, far) = sides(it, way);
        let force = force(item, it, way);
        Passage { near, far, force, transform: it.transform.as_ref(), span: it.spans.item }
    })
}

/// A rule names source and target as its item sends: an item for the way back has them the other way round.
fn force(item: &ObjectItem, field: &FieldMap, way: Way) -> Force {
    let sends = if item.applies == Some(Applies::Reverse) { Way::Reverse } else { Way::Forward };
    match field.rule {
        None | Some(SyncRule::DoNotSync) => Force::Unstated,
        Some(SyncRule::TwoWayLastWins) => Force::LastWins,
        Some(SyncRule::PreferTargetUnlessBlank) if way == sends => Force::FillsBlanks,
        // The target's value stays, and where the integration also moves the other way, it is what the source gets.
        Some(SyncRule::AlwaysSource | SyncRule::PreferTargetUnlessBlank) => Force::Overrides,
    }
}

impl Author {
    /// The flow, where one writes.
    pub(crate) fn flow(self) -> Option<FlowId> {
        match self {
            Self::Flow(flow) => Some(flow),
            Self::Automation(_) | Self::AiFeature(_) => None,
        }
    }

    /// What it is called in the file: the flow's integration, the automation or the feature.
    pub(crate) fn element(self, stack: &Stack, network: &Network) -> Element {
        match self {
            Self::Flow(flow) => {
                let integration = &stack.integrations[network.flow(flow).integration];
                Element::new(ElementKind::Integration, &integration.id)
            }
            Self::Automation(id) => {
                Element::new(ElementKind::Automation, &stack.automations[id].id)
            }
            Self::AiFeature(id) => Element::new(ElementKind::AiFeature, &stack.ai_features[id].id),
        }
    }
}
