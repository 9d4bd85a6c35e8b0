//! The rules: one file each, all of them data with one function.

mod asked;
mod context;
mod hand_offs;
mod hearing;
mod hours;
mod incumbents;
mod policy;
mod regions;
mod sink;
mod ways;

mod ai_no_oversight;
mod ai_purpose_gap;
mod ai_thin_data;
mod ai_undisclosed;
mod ai_unmonitored;
mod alert_to_person;
mod api_sunset;
mod automation_drift;
mod automation_idle;
mod bus_factor;
mod closed_loop_missing;
mod consent_scope_widened;
mod consumer_stale;
mod consumer_unfed;
mod credential_expiring;
mod credential_personal;
mod credential_shared;
mod dead_end_active;
mod decision_after_notice;
mod delete_ignored;
mod dpa_missing;
mod dup_logic;
mod enum_mismatch;
mod erasure_resurrects;
mod erasure_unreachable;
mod fallback_missing;
mod flow_unknown_object;
mod freeze_conflict;
mod hop_count;
mod id_duplicate;
mod initiative_no_mops;
mod key_mismatch;
mod key_not_unique;
mod l2a_missing;
mod loop_no_guard;
mod manual_registration;
mod master_duplicate;
mod master_missing;
mod method_manual_critical;
mod native_exists;
mod no_monitoring;
mod one_way_needs_two;
mod optout_filtered;
mod optout_late;
mod optout_one_way;
mod optout_unreachable;
mod orphan_tool;
mod overlap_functions;
mod owner_left;
mod owner_missing;
mod owner_not_team_seat;
mod personal_in_files;
mod plan_too_short;
mod push_no_replay;
mod quota_headroom;
mod race_two_feeders;
mod ref_unknown;
mod renewal_notice;
mod required_unmapped;
mod requirement_unmet;
mod residency;
mod retention_shorter_than_detection;
mod sensitive_field_spread;
mod shared_account_spof;
mod shelfware;
mod stage_slo_unreachable;
mod stage_without_path;
mod suppression_unfed;
mod throughput_backlog;
mod time_coupled;
mod two_way_no_rule;
mod type_narrowing;
mod verified_stale;
mod workaround_no_exit;
mod write_only_tool;
mod writer_outside_master;

#[cfg(test)]
mod tests;

use crate::diag::{Confidence, Diagnostic, Severity};

pub(crate) use context::Context;
use context::{list, quoted, some};
pub(crate) use policy::POLICIES;
pub(crate) use sink::Sink;

/// A rule with its manual. `bad` fires exactly this rule among the warnings and errors, `good` is silent.
pub(crate) struct Rule {
    /// Kebab-case; names the fault, so that it reads after "accept".
    pub(crate) code: &'static str,
    /// What is wrong, in a few words.
    pub(crate) summary: &'static str,
    /// Why it matters to marketing operations, with the source of the claim.
    pub(crate) why: &'static str,
    /// What to do.
    pub(crate) fix: &'static str,
    /// A stack file that has the fault.
    pub(crate) bad: &'static str,
    /// The same without it.
    pub(crate) good: &'static str,
    pub(crate) since: &'static str,
    pub(crate) severity: Severity,
    pub(crate) confidence: Confidence,
    pub(crate) check: fn(&Context<'_>, &mut Sink<'_>),
}

/// All rules, in the order of the manual. A new one needs its `mod` line above and its line here.
pub(crate) static RULES: &[&Rule] = &[
    // Integrity
    &ref_unknown::RULE,
    &id_duplicate::RULE,
    &flow_unknown_object::RULE,
    &dead_end_active::RULE,
    &master_missing::RULE,
    &master_duplicate::RULE,
    &writer_outside_master::RULE,
    &loop_no_guard::RULE,
    &two_way_no_rule::RULE,
    &race_two_feeders::RULE,
    &enum_mismatch::RULE,
    &required_unmapped::RULE,
    &key_mismatch::RULE,
    &key_not_unique::RULE,
    &type_narrowing::RULE,
    // Fragility
    &method_manual_critical::RULE,
    &credential_personal::RULE,
    &credential_shared::RULE,
    &credential_expiring::RULE,
    &api_sunset::RULE,
    &no_monitoring::RULE,
    &alert_to_person::RULE,
    &push_no_replay::RULE,
    &retention_shorter_than_detection::RULE,
    &quota_headroom::RULE,
    &throughput_backlog::RULE,
    &time_coupled::RULE,
    &hop_count::RULE,
    &shared_account_spof::RULE,
    &workaround_no_exit::RULE,
    // Missing links
    &consumer_unfed::RULE,
    &consumer_stale::RULE,
    &orphan_tool::RULE,
    &write_only_tool::RULE,
    &one_way_needs_two::RULE,
    &native_exists::RULE,
    &stage_without_path::RULE,
    &stage_slo_unreachable::RULE,
    &closed_loop_missing::RULE,
    &l2a_missing::RULE,
    &fallback_missing::RULE,
    &dup_logic::RULE,
    // Compliance
    &optout_unreachable::RULE,
    &optout_filtered::RULE,
    &optout_late::RULE,
    &optout_one_way::RULE,
    &consent_scope_widened::RULE,
    &suppression_unfed::RULE,
    &erasure_unreachable::RULE,
    &erasure_resurrects::RULE,
    &delete_ignored::RULE,
    &personal_in_files::RULE,
    &residency::RULE,
    &dpa_missing::RULE,
    &sensitive_field_spread::RULE,
    &ai_unmonitored::RULE,
    &ai_undisclosed::RULE,
    &ai_no_oversight::RULE,
    &ai_purpose_gap::RULE,
    &ai_thin_data::RULE,
    // Ownership, cost, drift
    &owner_missing::RULE,
    &owner_left::RULE,
    &bus_factor::RULE,
    &owner_not_team_seat::RULE,
    &renewal_notice::RULE,
    &overlap_functions::RULE,
    &shelfware::RULE,
    &verified_stale::RULE,
    &automation_idle::RULE,
    &automation_drift::RULE,
    &manual_registration::RULE,
    // Readiness
    &requirement_unmet::RULE,
    &initiative_no_mops::RULE,
    &plan_too_short::RULE,
    &freeze_conflict::RULE,
    &decision_after_notice::RULE,
];

/// What the rules found, and how often each could not judge for want of facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Judgement {
    /// Worst first.
    pub(crate) findings: Vec<Diagnostic>,
    /// By rule, in the order of the manual; rules that could judge everything are not in it.
    pub(crate) unknown: Vec<(&'static str, usize)>,
}

/// Findings of all rules, with what could not be judged.
pub(crate) fn judge(context: &Context<'_>) -> Judgement {
    let mut judgement = Judgement::default();
    for rule in RULES {
        let mut sink = Sink::new(rule, context);
        (rule.check)(context, &mut sink);
        let (findings, unknown) = sink.into_parts();
        judgement.findings.extend(findings);
        if unknown > 0 {
            judgement.unknown.push((rule.code, unknown));
        }
    }
    judgement.findings.sort_by(|left, right| {
        let key = |it: &Diagnostic| (std::cmp::Reverse(it.severity), it.span, it.code);
        (key(left), &left.element, &left.message).cmp(&(key(right), &right.element, &right.message))
    });
    judgement
}

/// The rule of that code.
pub(crate) fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|it| it.code == code).copied()
}
