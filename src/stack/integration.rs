//! Integrations: what moves between two tools, how, how often, and who looks after it.

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::{
    Cadence, Credential, DataObject, Date, Entity, Minutes, Moment, OwnerRef, Ref, Share, Spans,
    Tool,
};
use crate::text::{Label, Span};

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Integration {
    pub(crate) id: Label,
    pub(crate) from: Ref<Tool>,
    pub(crate) to: Ref<Tool>,
    pub(crate) method: Method,
    pub(crate) direction: Direction,
    pub(crate) objects: Vec<ObjectItem>,
    pub(crate) status: Status,
    /// The middleware that carries it.
    pub(crate) via: Option<Ref<Tool>>,
    pub(crate) owner: Option<OwnerRef>,
    pub(crate) backup_owner: Option<OwnerRef>,
    pub(crate) trigger: Option<Trigger>,
    pub(crate) frequency: Option<Cadence>,
    pub(crate) latency: Option<Minutes>,
    /// 1 to 3, as a tool's tier.
    pub(crate) criticality: Option<u8>,
    pub(crate) credential: Option<Ref<Credential>>,
    pub(crate) docs: Option<Label>,
    pub(crate) runbook: Option<Label>,
    pub(crate) verified_at: Option<Date>,
    pub(crate) verified_by: Option<OwnerRef>,
    pub(crate) monitoring: Option<Monitoring>,
    pub(crate) workaround: Option<Workaround>,
    pub(crate) delivery: Option<Delivery>,
    pub(crate) retry: Option<Retry>,
    pub(crate) replayable: Option<bool>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) dedupe_key: Option<Label>,
    pub(crate) approval: Option<Approval>,
    pub(crate) volume_per_day: Option<f64>,
    pub(crate) throughput_per_hour: Option<f64>,
    pub(crate) api_calls_per_day: Option<f64>,
    pub(crate) error_rate: Option<Share>,
    pub(crate) incidents: Vec<Incident>,
    pub(crate) last_success_at: Option<Moment>,
    /// Integrations that must have run before.
    pub(crate) after: Vec<Ref<Self>>,
    pub(crate) transform: Option<Label>,
    pub(crate) fields_mapped: Option<f64>,
    pub(crate) annual_cost: Option<f64>,
    pub(crate) build_hours: Option<f64>,
    pub(crate) hours_per_run: Option<f64>,
    pub(crate) freshness_slo: Option<Minutes>,
    pub(crate) batch_size: Option<f64>,
    pub(crate) environment: Option<Label>,
    pub(crate) api_user: Option<Label>,
    pub(crate) api_version: Option<Label>,
    pub(crate) error_path: Option<Label>,
    /// Days until files that it leaves behind are deleted.
    pub(crate) retention_days: Option<f64>,
    pub(crate) sources: Vec<Label>,
    /// Repair needs a ticket at the vendor's.
    pub(crate) vendor_ticket: Option<bool>,
    pub(crate) sync_mode: Option<Label>,
    pub(crate) destination_sync_mode: Option<Label>,
    pub(crate) notes: Option<Label>,
    pub(crate) spans: Spans,
}

impl Integration {
    /// A live one-way integration of which nothing more is known; its place is nowhere.
    pub(crate) fn new(id: &str, from: &str, to: &str, method: Method) -> Self {
        Self {
            id: Label::new(id),
            from: Ref::new(from, Span::NONE),
            to: Ref::new(to, Span::NONE),
            method,
            ..Self::default()
        }
    }

    /// Adds an object that it moves, with all fields and no settings.
    pub(crate) fn carry(&mut self, object: &str) {
        self.objects
            .push(ObjectItem { object: Ref::new(object, Span::NONE), ..ObjectItem::default() });
    }

    pub(crate) fn is_live(&self) -> bool {
        self.status == Status::Live
    }

    /// The objects that really move both ways though nothing says which value wins.
    pub(crate) fn items_without_rule(&self) -> impl Iterator<Item = &ObjectItem> {
        let is_two_way = self.direction == Direction::TwoWay;
        self.objects.iter().filter(move |it| {
            is_two_way
                && matches!(it.applies, None | Some(Applies::Both))
                && it.fields.iter().all(|field| field.rule.is_none())
        })
    }

    /// "salesforce → outreach", with the arrow that fits.
    pub(crate) fn arrow(&self) -> &'static str {
        match self.direction {
            Direction::OneWay => "→",
            Direction::TwoWay => "↔",
        }
    }
}

impl Entity for Integration {
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
pub(crate) enum Method {
    NativeConnector,
    VendorConnector,
    ReverseEtl,
    Elt,
    Cdp,
    IpaasRecipe,
    Webhook,
    DbLink,
    ApiCustom,
    ClientTag,
    SftpFile,
    CloudBucket,
    SharedSpreadsheet,
    EmailParse,
    ManualCsv,
    ScreenScrape,
    ManualRekey,
    PersonalScript,
    #[default]
    Unknown,
}

/// How much a method lets a machine do: the line style on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MethodClass {
    /// A supported connector or an API: runs by itself, record by record.
    Connected,
    /// A scheduled batch or file.
    Scheduled,
    /// Done by hand, or by something that only one person's machine runs.
    Manual,
    Unknown,
}

impl Method {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    /// As people say it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::NativeConnector => "native connector",
            Self::VendorConnector => "vendor connector",
            Self::ReverseEtl => "reverse ETL",
            Self::Elt => "ELT",
            Self::Cdp => "CDP",
            Self::IpaasRecipe => "iPaaS recipe",
            Self::Webhook => "webhook",
            Self::DbLink => "database link",
            Self::ApiCustom => "custom API",
            Self::ClientTag => "client tag",
            Self::SftpFile => "SFTP file",
            Self::CloudBucket => "cloud bucket",
            Self::SharedSpreadsheet => "shared spreadsheet",
            Self::EmailParse => "e-mail parsing",
            Self::ManualCsv => "CSV by hand",
            Self::ScreenScrape => "screen scraping",
            Self::ManualRekey => "typed over by hand",
            Self::PersonalScript => "personal script",
            Self::Unknown => "unknown method",
        }
    }

    pub(crate) fn class(self) -> MethodClass {
        match self {
            Self::NativeConnector
            | Self::VendorConnector
            | Self::Cdp
            | Self::IpaasRecipe
            | Self::Webhook
            | Self::DbLink
            | Self::ApiCustom
            | Self::ClientTag => MethodClass::Connected,
            Self::ReverseEtl | Self::Elt | Self::SftpFile | Self::CloudBucket => {
                MethodClass::Scheduled
            }
            Self::SharedSpreadsheet
            | Self::EmailParse
            | Self::ManualCsv
            | Self::ScreenScrape
            | Self::ManualRekey
            | Self::PersonalScript => MethodClass::Manual,
            Self::Unknown => MethodClass::Unknown,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Direction {
    #[default]
    OneWay,
    TwoWay,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Status {
    #[default]
    Live,
    Planned,
    OnHold,
    Broken,
    Retired,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Trigger {
    Event,
    Poll,
    Schedule,
    Manual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Delivery {
    Push,
    Pull,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Approval {
    Auto,
    Manual,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Monitoring {
    /// `None`: unknown.
    pub(crate) kind: Option<MonitoringKind>,
    /// A person, a team, or a channel that begins with `#`.
    pub(crate) to: Option<OwnerRef>,
    pub(crate) checks: Vec<Label>,
    pub(crate) spans: Spans,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr, VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum MonitoringKind {
    None,
    UserReported,
    VendorEmail,
    Dashboard,
    Alert,
    Reconciliation,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Workaround {
    pub(crate) reason: Option<Label>,
    pub(crate) since: Option<Date>,
    pub(crate) exit_by: Option<Date>,
    /// Free text, or the id of a planned integration.
    pub(crate) replacement: Option<Label>,
    pub(crate) spans: Spans,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Retry {
    pub(crate) attempts: Option<f64>,
    pub(crate) window: Option<Minutes>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Incident {
    pub(crate) at: Option<Date>,
    /// Time to detect and to repair.
    pub(crate) ttd: Option<Minutes>,
    pub(crate) ttr: Option<Minutes>,
    /// Records lost.
    pub(crate) lost: Option<f64>,
    pub(crate) spans: Spans,
}

/// One object that an integration moves.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ObjectItem {
    pub(crate) object: Ref<DataObject>,
    pub(crate) source_object: Option<Label>,
    pub(crate) target_object: Option<Label>,
    /// Empty: every field.
    pub(crate) fields: Vec<FieldMap>,
    pub(crate) match_on: Option<Match>,
    pub(crate) filter: Option<Filter>,
    pub(crate) delete: Option<DeletePolicy>,
    pub(crate) applies: Option<Applies>,
    pub(crate) spans: Spans,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FieldMap {
    pub(crate) source: Label,
    /// The source's name where nothing else is said.
    pub(crate) target: Label,
    pub(crate) rule: Option<SyncRule>,
    pub(crate) transform: Option<Label>,
    pub(crate) spans: Spans,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum SyncRule {
    TwoWayLastWins,
    PreferTargetUnlessBlank,
    AlwaysSource,
    DoNotSync,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Match {
    pub(crate) source_key: Option<Label>,
    pub(crate) target_key: Option<Label>,
    pub(crate) on_missing: Option<OnMissing>,
    pub(crate) spans: Spans,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum OnMissing {
    Create,
    Skip,
    Error,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Filter {
    pub(crate) text: Option<Label>,
    pub(crate) excludes_opted_out: Option<bool>,
    pub(crate) requires_registration: Option<bool>,
    /// The integration user's own changes are left out, so that nothing echoes.
    pub(crate) excludes_own_changes: Option<bool>,
    pub(crate) spans: Spans,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum DeletePolicy {
    Propagate,
    Soft,
    Ignore,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Applies {
    Forward,
    Reverse,
    Both,
}
