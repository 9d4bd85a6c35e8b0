//! Every threshold of the rules: its default, and the name under which `company.policies` overrides it.
//! How long an opt-out may take stands in `privacy`, whose matrix judges by it too.

/// A threshold with its name in the file.
#[derive(Clone, Copy)]
pub(crate) struct Policy {
    pub(crate) name: &'static str,
    pub(super) default: f64,
}

/// All thresholds: a name that is not in here is told to be unknown.
pub(crate) static POLICIES: &[Policy] = &[
    CREDENTIAL_WARNING_DAYS,
    CREDENTIAL_ERROR_DAYS,
    VERIFIED_NOTE_DAYS,
    VERIFIED_WARNING_DAYS,
    RENEWAL_WARNING_DAYS,
    RENEWAL_ERROR_DAYS,
    AI_REVIEW_DAYS,
    HOPS_MAX,
    SHARED_ACCOUNT_FLOWS_MAX,
    CLASSED_FIELDS_MAX,
    OPTOUT_HOURS_MAX,
    CREDENTIAL_INTEGRATIONS_MAX,
    API_SUNSET_WARNING_DAYS,
    API_SUNSET_ERROR_DAYS,
    QUOTA_WARNING_PERCENT,
    QUOTA_ERROR_PERCENT,
    THROUGHPUT_PERCENT_MAX,
    SEATS_USED_PERCENT_MIN,
    AUTOMATION_IDLE_DAYS,
    DRIFT_PERCENT_MIN,
    DRIFT_PERCENT_MAX,
    BUS_FACTOR_MAX,
    CMO_DISTANCE_MAX,
    OVERLAP_PERCENT_MIN,
    QUARTER_END_DAYS,
];

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
/// What the big mailbox providers expect of bulk senders for one-click unsubscribes.
pub(super) const OPTOUT_HOURS_MAX: Policy = Policy { name: "optout_hours_max", default: 48.0 };
/// Up to here a revoked credential is repaired within a morning: one sign-in for each integration.
pub(super) const CREDENTIAL_INTEGRATIONS_MAX: Policy =
    Policy { name: "credential_integrations_max", default: 3.0 };
/// Half a year is what a rebuild of an API integration takes with planning; Google Ads gives at least 20 weeks.
pub(super) const API_SUNSET_WARNING_DAYS: Policy =
    Policy { name: "api_sunset_warning_days", default: 180.0 };
/// A build that is estimated at two weeks takes four to five until it runs in production, plus a release window.
pub(super) const API_SUNSET_ERROR_DAYS: Policy =
    Policy { name: "api_sunset_error_days", default: 45.0 };
/// A mass update or one more app takes the rest: the share at which the fragility score adds its first points too.
pub(super) const QUOTA_WARNING_PERCENT: Policy =
    Policy { name: "quota_warning_percent", default: 70.0 };
/// One busy day is beyond it.
pub(super) const QUOTA_ERROR_PERCENT: Policy =
    Policy { name: "quota_error_percent", default: 90.0 };
/// Beyond it a backlog is worked off so slowly that the next peak arrives first.
pub(super) const THROUGHPUT_PERCENT_MAX: Policy =
    Policy { name: "throughput_percent_max", default: 70.0 };

/// Below it a renewal with the same number of seats pays mostly for nobody.
pub(super) const SEATS_USED_PERCENT_MIN: Policy =
    Policy { name: "seats_used_percent_min", default: 40.0 };
/// Half a year: two quarterly plans without it.
pub(super) const AUTOMATION_IDLE_DAYS: Policy =
    Policy { name: "automation_idle_days", default: 180.0 };
/// Under a third of its usual runs no season explains it; over three times, no campaign does.
pub(super) const DRIFT_PERCENT_MIN: Policy = Policy { name: "drift_percent_min", default: 30.0 };
pub(super) const DRIFT_PERCENT_MAX: Policy = Policy { name: "drift_percent_max", default: 300.0 };
/// One person is normal and dangerous: of 133 popular open-source projects 65 % hang on one or two.
pub(super) const BUS_FACTOR_MAX: Policy = Policy { name: "bus_factor_max", default: 1.0 };
/// Team, head of the function, CMO: one step more, and the team hears of a purchase when it is signed.
pub(super) const CMO_DISTANCE_MAX: Policy = Policy { name: "cmo_distance_max", default: 2.0 };
/// Functions in common of all that either has (Jaccard): three of five.
pub(super) const OVERLAP_PERCENT_MIN: Policy =
    Policy { name: "overlap_percent_min", default: 60.0 };
/// Two weeks: what sales needs to close a quarter without a tool that looks new.
pub(super) const QUARTER_END_DAYS: Policy = Policy { name: "quarter_end_days", default: 14.0 };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_threshold_is_in_the_table() {
        let text = include_str!("policy.rs").split("#[cfg(test)]").next().unwrap();
        let declared: Vec<&str> =
            text.split("name: \"").skip(1).filter_map(|it| it.split('"').next()).collect();
        let listed: Vec<&str> = POLICIES.iter().map(|it| it.name).collect();
        assert!(declared.len() > 9, "the search has lost its way: {declared:?}");
        assert_eq!(declared, listed);
        // The matrix of consent judges by it too, from below.
        let optout = (OPTOUT_HOURS_MAX.name, OPTOUT_HOURS_MAX.default);
        assert_eq!(optout, crate::privacy::OPTOUT_HOURS_MAX);
    }
}
