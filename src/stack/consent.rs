//! Consent: purposes, suppression lists, data subject requests.

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::{Channel, Entity, FieldRef, Minutes, Ref, Spans, Table, Tool};
use crate::text::Label;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Consent {
    pub(crate) purposes: Table<Purpose>,
    pub(crate) suppressions: Table<Suppression>,
    pub(crate) dsr: Option<Dsr>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Purpose {
    pub(crate) id: Label,
    pub(crate) channels: Vec<Channel>,
    pub(crate) legal_basis: Option<LegalBasis>,
    pub(crate) regions: Vec<Label>,
    pub(crate) system_of_record: Option<Ref<Tool>>,
    /// The field that carries the choice, e.g. `person.email_opt_out`.
    pub(crate) object_field: Option<FieldRef>,
    /// The longest that an opt-out may take to reach every sender.
    pub(crate) deadline: Option<Minutes>,
    pub(crate) capture_points: Vec<Ref<Tool>>,
    /// The tools it binds, where it is not all that send on its channels.
    pub(crate) senders: Option<Vec<Ref<Tool>>>,
    pub(crate) spans: Spans,
}

impl Entity for Purpose {
    fn id(&self) -> &Label {
        &self.id
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum LegalBasis {
    Consent,
    Contract,
    LegalObligation,
    VitalInterests,
    PublicTask,
    LegitimateInterests,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Suppression {
    pub(crate) id: Label,
    pub(crate) tool: Ref<Tool>,
    /// A purpose id, a channel, or free text.
    pub(crate) scope: Option<Label>,
    /// The tools that receive the list.
    pub(crate) feeds: Vec<Ref<Tool>>,
    pub(crate) spans: Spans,
}

impl Entity for Suppression {
    fn id(&self) -> &Label {
        &self.id
    }
}

/// How requests of data subjects are answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Dsr {
    pub(crate) erasure_days: Option<f64>,
    pub(crate) access_days: Option<f64>,
    pub(crate) process: Option<Label>,
    pub(crate) spans: Spans,
}
