//! Plans: campaigns in flight and initiatives with their requirements.

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::{
    Channel, DataObject, Date, Entity, FieldRef, Minutes, OwnerRef, Ref, Spans, Suppression, Tool,
};
use crate::text::Label;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Campaign {
    pub(crate) id: Label,
    pub(crate) name: Label,
    pub(crate) channels: Vec<Channel>,
    pub(crate) tools: Vec<Ref<Tool>>,
    pub(crate) objects: Vec<Ref<DataObject>>,
    pub(crate) start: Option<Date>,
    pub(crate) end: Option<Date>,
    pub(crate) owner: Option<OwnerRef>,
    pub(crate) suppressions: Vec<Ref<Suppression>>,
    pub(crate) spans: Spans,
}

impl Entity for Campaign {
    fn id(&self) -> &Label {
        &self.id
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Initiative {
    pub(crate) id: Label,
    pub(crate) name: Label,
    pub(crate) kind: Option<InitiativeKind>,
    pub(crate) sponsor: Option<OwnerRef>,
    pub(crate) stakeholders: Vec<OwnerRef>,
    pub(crate) decision_by: Option<Date>,
    pub(crate) planned_start: Option<Date>,
    pub(crate) planned_weeks: Option<f64>,
    pub(crate) budget: Option<f64>,
    pub(crate) requirements: Vec<Requirement>,
    /// The tools that its `changes` remove or replace.
    pub(crate) leaving: Vec<Ref<Tool>>,
    /// The tools that its `changes` add or put in another's place.
    pub(crate) joining: Vec<Ref<Tool>>,
    /// The place of its `changes`, which are read as a scenario's.
    pub(crate) spans: Spans,
}

impl Entity for Initiative {
    fn id(&self) -> &Label {
        &self.id
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum InitiativeKind {
    Purchase,
    Migration,
    Abm,
    AiFeature,
    Consolidation,
    Custom,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Requirement {
    pub(crate) id: Option<Label>,
    pub(crate) level: Option<Level>,
    pub(crate) need: Option<RequirementNeed>,
    pub(crate) text: Option<Label>,
    pub(crate) spans: Spans,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Level {
    Must,
    Should,
}

/// Data that has to be somewhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RequirementNeed {
    pub(crate) field: FieldRef,
    pub(crate) at: Option<Ref<Tool>>,
    pub(crate) from: Option<Ref<Tool>>,
    pub(crate) freshness: Option<Minutes>,
    pub(crate) key: Option<Label>,
}
