//! What runs inside tools: automations and AI features.

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::{Date, Entity, FieldRef, Integration, OwnerRef, Ref, Share, Spans, Tool};
use crate::text::Label;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Automation {
    pub(crate) id: Label,
    pub(crate) name: Label,
    pub(crate) tool: Ref<Tool>,
    pub(crate) kind: Option<AutomationKind>,
    pub(crate) complexity: Option<Complexity>,
    pub(crate) owner: Option<OwnerRef>,
    pub(crate) active: Option<bool>,
    pub(crate) documented: Option<bool>,
    pub(crate) reads: Vec<FieldRef>,
    pub(crate) writes: Vec<FieldRef>,
    pub(crate) uses: Vec<Ref<Integration>>,
    pub(crate) last_edited_at: Option<Date>,
    pub(crate) last_run_at: Option<Date>,
    pub(crate) runs_30d: Option<f64>,
    pub(crate) baseline_30d: Option<f64>,
    /// One sentence: what it should do.
    pub(crate) intent: Option<Label>,
    /// What it did when it was last looked at.
    pub(crate) observed: Option<Label>,
    pub(crate) checked_at: Option<Date>,
    /// Counts by kind of asset: emails, forms, `landing_pages`, lists, reports, templates.
    pub(crate) assets: Vec<(Label, f64)>,
    pub(crate) spans: Spans,
}

impl Automation {
    /// Unless it is said to be off.
    pub(crate) fn is_active(&self) -> bool {
        self.active != Some(false)
    }
}

impl Entity for Automation {
    fn id(&self) -> &Label {
        &self.id
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum AutomationKind {
    Trigger,
    Batch,
    Scoring,
    Routing,
    Lifecycle,
    Nurture,
    Operational,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Complexity {
    Simple,
    Medium,
    Complex,
}

/// The automations of one tool in bulk; those that are listed one by one are part of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AutomationsSummary {
    pub(crate) tool: Ref<Tool>,
    pub(crate) simple: Option<f64>,
    pub(crate) medium: Option<f64>,
    pub(crate) complex: Option<f64>,
    pub(crate) documented: Option<Share>,
    pub(crate) spans: Spans,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AiFeature {
    pub(crate) id: Label,
    pub(crate) name: Label,
    pub(crate) tool: Ref<Tool>,
    pub(crate) kind: Option<AiKind>,
    pub(crate) status: AiStatus,
    pub(crate) owner: Option<OwnerRef>,
    pub(crate) reads: Vec<FieldRef>,
    pub(crate) writes: Vec<FieldRef>,
    pub(crate) autonomy: Option<Autonomy>,
    pub(crate) monitoring: Option<AiMonitoring>,
    pub(crate) risk_class: Option<RiskClass>,
    pub(crate) human_oversight: Option<Label>,
    pub(crate) discloses_ai: Option<bool>,
    pub(crate) dpia: Option<Label>,
    pub(crate) trains_on_our_data: Option<bool>,
    pub(crate) log_days: Option<f64>,
    pub(crate) min_data: Option<MinData>,
    /// What it has of that.
    pub(crate) data: Option<MinData>,
    pub(crate) kill_switch: Option<Label>,
    pub(crate) spans: Spans,
}

impl AiFeature {
    pub(crate) fn is_running(&self) -> bool {
        match self.status {
            AiStatus::Pilot | AiStatus::Active => true,
            AiStatus::Planned | AiStatus::Retired => false,
        }
    }
}

impl Entity for AiFeature {
    fn id(&self) -> &Label {
        &self.id
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum AiKind {
    Scoring,
    Generation,
    Chatbot,
    Agent,
    Enrichment,
    Segmentation,
    SendTime,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum AiStatus {
    Planned,
    Pilot,
    #[default]
    Active,
    Retired,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Autonomy {
    Suggest,
    HumanApproves,
    Autonomous,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum RiskClass {
    Prohibited,
    High,
    Limited,
    Minimal,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AiMonitoring {
    pub(crate) metric: Option<Label>,
    pub(crate) cadence: Option<super::Cadence>,
    pub(crate) last_review: Option<Date>,
    pub(crate) spans: Spans,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct MinData {
    pub(crate) records: Option<f64>,
    pub(crate) positives: Option<f64>,
    pub(crate) window_days: Option<f64>,
}
