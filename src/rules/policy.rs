//! Every threshold of the rules: its default, and the name under which `company.policies` overrides it.
//! How long an opt-out may take stands in `privacy`, whose matrix judges by it too.

/// A threshold with its name in the file.
#[derive(Clone, Copy)]
pub(super) struct Policy {
    pub(super) name: &'static str,
    pub(super) default: f64,
}

/// `LinkedIn` access lives 60 days before somebody must sign in again; one such term of warning.
pub(super) const CREDENTIAL_WARNING_DAYS: Policy =
    Policy { name: "credential_warning_days", default: 60.0 };
/// Two weeks: one sprint, or one holiday of the person who has to sign in.
pub(super) const CREDENTIAL_ERROR_DAYS: Policy =
    Policy { name: "credential_error_days", default: 14.0 };
/// Most integrations that are checked at all are checked twice a year.
pub(super) const VERIFIED_NOTE_DAYS: Policy = Policy { name: "verified_note_days", default: 180.0 };
/// At the pace of one public register a third of the tools changes hands in a year.
pub(super) const VERIFIED_WARNING_DAYS: Policy =
    Policy { name: "verified_warning_days", default: 365.0 };
/// Two months: a buying committee meets once or twice before the notice day.
pub(super) const RENEWAL_WARNING_DAYS: Policy =
    Policy { name: "renewal_warning_days", default: 60.0 };
pub(super) const RENEWAL_ERROR_DAYS: Policy = Policy { name: "renewal_error_days", default: 14.0 };
/// A quarter: scores drift with each campaign plan.
pub(super) const AI_REVIEW_DAYS: Policy = Policy { name: "ai_review_days", default: 90.0 };
/// Form, automation platform, CRM, sales engagement: a usual chain has three hops.
pub(super) const HOPS_MAX: Policy = Policy { name: "hops_max", default: 3.0 };
/// Up to here a stop of one account is repaired by hand within a day.
pub(super) const SHARED_ACCOUNT_FLOWS_MAX: Policy =
    Policy { name: "shared_account_flows_max", default: 5.0 };
/// Each is a search of its own, of some milliseconds in the largest stacks; few companies class more fields than that.
pub(super) const CLASSED_FIELDS_MAX: Policy = Policy { name: "classed_fields_max", default: 50.0 };
