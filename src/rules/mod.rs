//! The rules: one file each, all of them data with one function.

mod asked;
mod context;
mod hand_offs;
mod hearing;
mod policy;
mod sink;
mod ways;

mod ai_unmonitored;
mod closed_loop_missing;
mod consumer_stale;
mod consumer_unfed;
mod credential_expiring;
mod credential_personal;
mod dead_end_active;
mod enum_mismatch;
mod flow_unknown_object;
mod hop_count;
mod id_duplicate;
mod key_mismatch;
mod key_not_unique;
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
mod optout_unreachable;
mod orphan_tool;
mod owner_left;
mod owner_missing;
mod race_two_feeders;
mod ref_unknown;
mod renewal_notice;
mod required_unmapped;
mod shared_account_spof;
mod stage_slo_unreachable;
mod stage_without_path;
mod suppression_unfed;
mod two_way_no_rule;
mod type_narrowing;
mod verified_stale;
mod workaround_no_exit;
mod writer_outside_master;

#[cfg(test)]
mod tests;

use crate::diag::{Confidence, Diagnostic, Severity};

pub(crate) use context::Context;
use context::{list, quoted, some};
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
    &credential_expiring::RULE,
    &no_monitoring::RULE,
    &hop_count::RULE,
    &shared_account_spof::RULE,
    &workaround_no_exit::RULE,
    // Missing links
    &consumer_unfed::RULE,
    &consumer_stale::RULE,
    &orphan_tool::RULE,
    &one_way_needs_two::RULE,
    &native_exists::RULE,
    &stage_without_path::RULE,
    &stage_slo_unreachable::RULE,
    &closed_loop_missing::RULE,
    // Compliance
    &optout_unreachable::RULE,
    &optout_filtered::RULE,
    &optout_late::RULE,
    &suppression_unfed::RULE,
    &ai_unmonitored::RULE,
    // Ownership, cost, drift
    &owner_missing::RULE,
    &owner_left::RULE,
    &renewal_notice::RULE,
    &verified_stale::RULE,
    &manual_registration::RULE,
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
