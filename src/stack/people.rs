//! Who: people, teams, vendors and the credentials they hold.

use super::{Date, Entity, Id, Ref, Spans, Tool};
use crate::text::{Label, Span};

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Person {
    pub(crate) id: Label,
    pub(crate) name: Label,
    pub(crate) email: Option<Label>,
    pub(crate) team: Option<Ref<Team>>,
    pub(crate) role: Option<Label>,
    pub(crate) active: Option<bool>,
    pub(crate) date_in: Option<Date>,
    pub(crate) date_out: Option<Date>,
    pub(crate) replaced_by: Option<Ref<Self>>,
    pub(crate) spans: Spans,
}

impl Person {
    /// Gone: marked inactive, or past the last day.
    pub(crate) fn has_left(&self, as_of: Date) -> bool {
        self.active == Some(false) || self.date_out.is_some_and(|day| day < as_of)
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Team {
    pub(crate) id: Label,
    pub(crate) name: Label,
    pub(crate) function: Option<TeamFunction>,
    pub(crate) reports_to: Option<OwnerRef>,
    pub(crate) lead: Option<Ref<Person>>,
    pub(crate) mandate: Vec<Mandate>,
    pub(crate) channel: Option<Label>,
    pub(crate) spans: Spans,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum TeamFunction {
    Mops,
    DemandGen,
    SalesOps,
    Revops,
    It,
    Data,
    Legal,
    Agency,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Mandate {
    Build,
    Audit,
    Advise,
    OwnBudget,
    Veto,
}

/// A person or a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Party {
    Person(Id<Person>),
    Team(Id<Team>),
}

/// A name that stands for a person or a team; `party` is filled by linking.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnerRef {
    pub(crate) name: Label,
    pub(crate) span: Span,
    pub(crate) party: Option<Party>,
}

impl OwnerRef {
    pub(crate) fn new(name: &str, span: Span) -> Self {
        Self { name: Label::new(name), span, party: None }
    }
}

impl PartialEq for OwnerRef {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Vendor {
    pub(crate) id: Label,
    pub(crate) name: Label,
    pub(crate) country: Option<Label>,
    pub(crate) subprocessor: Option<bool>,
    pub(crate) dpa: Option<Dpa>,
    pub(crate) transfer_basis: Option<TransferBasis>,
    pub(crate) status_page: Option<Label>,
    pub(crate) spans: Spans,
}

/// The data processing agreement with a vendor.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Dpa {
    pub(crate) signed: Option<bool>,
    pub(crate) url: Option<Label>,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum TransferBasis {
    Adequacy,
    Sccs,
    Bcrs,
    Other,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Credential {
    pub(crate) id: Label,
    pub(crate) kind: Option<CredentialKind>,
    pub(crate) principal: Option<Principal>,
    pub(crate) holder: Option<OwnerRef>,
    pub(crate) expires_at: Option<Date>,
    pub(crate) rotated_at: Option<Date>,
    pub(crate) scopes: Vec<Label>,
    pub(crate) vault: Option<Label>,
    /// The system that issued it.
    pub(crate) tool: Option<Ref<Tool>>,
    pub(crate) spans: Spans,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum CredentialKind {
    Oauth,
    ApiKey,
    ServiceAccount,
    PersonalToken,
    Password,
    SshKey,
    Basic,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Principal {
    ServiceAccount,
    Person,
    Shared,
}

impl Entity for Person {
    fn id(&self) -> &Label {
        &self.id
    }
}

impl Entity for Team {
    fn id(&self) -> &Label {
        &self.id
    }
}

impl Entity for Vendor {
    fn id(&self) -> &Label {
        &self.id
    }
}

impl Entity for Credential {
    fn id(&self) -> &Label {
        &self.id
    }
}
