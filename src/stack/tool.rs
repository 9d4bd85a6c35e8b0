//! Tools: the products that a company runs, and what they hold, send and cost.

use std::collections::BTreeMap;

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::{
    DataObject, Date, Entity, Minutes, OwnerRef, Purpose, Ref, Share, Spans, Team, Vendor,
};
use crate::text::Label;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tool {
    pub(crate) id: Label,
    pub(crate) name: Label,
    pub(crate) category: Category,
    pub(crate) lifecycle: Lifecycle,
    /// As written; [`Tool::stage`] derives it from the category where it is not.
    pub(crate) declared_stage: Option<Stage>,
    /// 1 critical, 2 core, 3 non-critical.
    pub(crate) tier: Option<u8>,
    pub(crate) vendor: Option<Ref<Vendor>>,
    pub(crate) product: Option<Label>,
    pub(crate) instance: Option<Label>,
    pub(crate) aka: Vec<Label>,
    pub(crate) functions: Vec<Label>,
    pub(crate) tags: Vec<Label>,
    /// One sentence for newcomers.
    pub(crate) purpose: Option<Label>,
    pub(crate) docs: Option<Label>,
    pub(crate) verified_at: Option<Date>,
    pub(crate) business_owner: Option<OwnerRef>,
    pub(crate) technical_owner: Option<OwnerRef>,
    pub(crate) team: Option<Ref<Team>>,
    pub(crate) admins: Vec<OwnerRef>,
    pub(crate) stores: Vec<Store>,
    pub(crate) sends: Vec<Sending>,
    /// Objects that are born here.
    pub(crate) collects: Vec<Ref<DataObject>>,
    pub(crate) personal_data: Option<bool>,
    pub(crate) data_classification: Option<Label>,
    pub(crate) data_residency: Option<Label>,
    pub(crate) cost: Option<Cost>,
    pub(crate) contract: Option<Contract>,
    pub(crate) seats: Option<Seats>,
    pub(crate) sso: Option<Label>,
    pub(crate) api: Option<Api>,
    pub(crate) availability: Option<Share>,
    pub(crate) sandbox: Option<Label>,
    pub(crate) backup: Option<Label>,
    pub(crate) fallback: Option<Fallback>,
    /// Connectors that this tool is known to have, by the other tool's name.
    pub(crate) connectors: Vec<ToolConnector>,
    pub(crate) replaces: Option<Ref<Self>>,
    pub(crate) replaced_by: Option<Ref<Self>>,
    pub(crate) notes: Option<Label>,
    pub(crate) spans: Spans,
}

impl Tool {
    /// A tool of which nothing more is known; its place is nowhere.
    pub(crate) fn new(id: &str, name: &str, category: Category) -> Self {
        Self { id: Label::new(id), name: Label::new(name), category, ..Self::default() }
    }

    pub(crate) fn stage(&self) -> Stage {
        self.declared_stage.unwrap_or_else(|| self.category.stage())
    }

    /// One of the two is there to take the other's place.
    pub(crate) fn replaces_or_is_replaced_by(&self, other: &Self) -> bool {
        let names = |one: &Self, other: &Self| {
            [&one.replaces, &one.replaced_by].into_iter().flatten().any(|it| it.name == other.id)
        };
        names(self, other) || names(other, self)
    }

    /// In use: neither proposed nor retired.
    pub(crate) fn is_in_use(&self) -> bool {
        match self.lifecycle {
            Lifecycle::Trial | Lifecycle::Active | Lifecycle::Deprecated => true,
            Lifecycle::Proposed | Lifecycle::Retired => false,
        }
    }
}

impl Entity for Tool {
    fn id(&self) -> &Label {
        &self.id
    }
}

#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    EnumString,
    IntoStaticStr,
    VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Lifecycle {
    Proposed,
    Trial,
    #[default]
    Active,
    Deprecated,
    Retired,
}

/// The column of a tool on the map: where data is on its way through the stack.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr, VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Stage {
    Source,
    Collect,
    Hub,
    Activate,
    Report,
}

impl Stage {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    EnumString,
    IntoStaticStr,
    VariantNames,
)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Category {
    Crm,
    MarketingAutomation,
    Email,
    Cdp,
    Analytics,
    ProductAnalytics,
    Ads,
    Social,
    Cms,
    Ecommerce,
    DataWarehouse,
    ReverseEtl,
    EtlElt,
    Ipaas,
    FormSurvey,
    ChatConversational,
    SalesEngagement,
    AbmIntent,
    Enrichment,
    Attribution,
    EventWebinar,
    ConsentPrivacy,
    ProjectCollaboration,
    Support,
    Payments,
    TagManager,
    Experimentation,
    Seo,
    DamContent,
    Bi,
    LoyaltyReview,
    SmsMessaging,
    CallTracking,
    Identity,
    Storage,
    #[default]
    Other,
}

impl Category {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    /// Whether tools of this kind are there for people to come in: forms, checkouts, chats and events.
    pub(crate) fn is_for_capture(self) -> bool {
        matches!(
            self,
            Self::FormSurvey
                | Self::Cms
                | Self::Ecommerce
                | Self::Payments
                | Self::ChatConversational
                | Self::EventWebinar
                | Self::MarketingAutomation
        )
    }

    /// Where tools of this kind usually stand; a tool's own `stage` overrides it.
    pub(crate) fn stage(self) -> Stage {
        match self {
            Self::Ads
            | Self::Social
            | Self::Cms
            | Self::Ecommerce
            | Self::Seo
            | Self::DamContent => Stage::Source,
            Self::FormSurvey
            | Self::ChatConversational
            | Self::EventWebinar
            | Self::TagManager
            | Self::ConsentPrivacy
            | Self::CallTracking
            | Self::Payments
            | Self::Enrichment
            | Self::AbmIntent
            | Self::EtlElt
            | Self::Experimentation
            | Self::LoyaltyReview => Stage::Collect,
            Self::Crm
            | Self::MarketingAutomation
            | Self::Cdp
            | Self::DataWarehouse
            | Self::Ipaas
            | Self::Identity
            | Self::Storage
            | Self::Other => Stage::Hub,
            Self::Email
            | Self::SalesEngagement
            | Self::SmsMessaging
            | Self::ReverseEtl
            | Self::Support
            | Self::ProjectCollaboration => Stage::Activate,
            Self::Analytics | Self::ProductAnalytics | Self::Attribution | Self::Bi => {
                Stage::Report
            }
        }
    }
}

/// What a tool keeps of an object.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Store {
    pub(crate) object: Ref<DataObject>,
    pub(crate) role: Option<StoreRole>,
    pub(crate) key: Option<Label>,
    pub(crate) records: Option<f64>,
    /// Share of the records that have the field filled.
    pub(crate) fill: Vec<(Label, Share)>,
    pub(crate) duplicates: Option<Share>,
    pub(crate) retention_days: Option<f64>,
    pub(crate) accepts_delete: Option<AcceptsDelete>,
    /// Allowed values per field, where this tool's list differs from the object's.
    pub(crate) enums: BTreeMap<Label, Vec<Label>>,
    pub(crate) spans: Spans,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum StoreRole {
    SystemOfRecord,
    Replica,
    Cache,
    Archive,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum AcceptsDelete {
    Api,
    Ui,
    None,
}

/// A channel on which a tool reaches people, and the purpose it does so for where it is not any.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sending {
    pub(crate) channel: Channel,
    pub(crate) purpose: Option<Ref<Purpose>>,
    pub(crate) spans: Spans,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr, VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Channel {
    Email,
    SalesEmail,
    Sms,
    Push,
    AdsAudience,
    DirectMail,
    Chat,
    Call,
}

impl Channel {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cost {
    /// Per year.
    pub(crate) annual: Option<f64>,
    pub(crate) currency: Option<Label>,
    pub(crate) billing: Option<Label>,
    pub(crate) spans: Spans,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Contract {
    pub(crate) renewal_date: Option<Date>,
    pub(crate) notice_days: Option<f64>,
    pub(crate) auto_renew: Option<bool>,
    pub(crate) spans: Spans,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Seats {
    pub(crate) licensed: Option<f64>,
    pub(crate) active_90d: Option<f64>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Api {
    pub(crate) version: Option<Label>,
    pub(crate) sunset_at: Option<Date>,
    /// Calls per window.
    pub(crate) limit: Option<f64>,
    pub(crate) window: Option<Minutes>,
    /// Calls used per window.
    pub(crate) used: Option<f64>,
    /// What the limit counts for: app, account or org.
    pub(crate) scope: Option<Label>,
    pub(crate) spans: Spans,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Fallback {
    pub(crate) tool: Ref<Tool>,
    pub(crate) activation_hours: Option<f64>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ToolConnector {
    pub(crate) to: Label,
    pub(crate) kind: Option<super::Method>,
    pub(crate) note: Option<Label>,
}
