//! Rules and their manuals.

use serde::Serialize;

use super::document;
use crate::rules::{RULES, Rule};

#[derive(Serialize)]
struct Manual {
    rule: &'static str,
    severity: &'static str,
    confidence: &'static str,
    since: &'static str,
    summary: &'static str,
    why: &'static str,
    fix: &'static str,
    bad: &'static str,
    good: &'static str,
}

#[derive(Serialize)]
struct Manuals {
    rules: Vec<Manual>,
}

impl Manual {
    fn of(rule: &Rule) -> Self {
        Self {
            rule: rule.code,
            severity: rule.severity.name(),
            confidence: rule.confidence.into(),
            since: rule.since,
            summary: rule.summary,
            why: rule.why,
            fix: rule.fix,
            bad: rule.bad,
            good: rule.good,
        }
    }
}

pub(crate) fn rule(rule: &Rule) -> String {
    document("rule", Manual::of(rule))
}

pub(crate) fn rule_list() -> String {
    document("rules", Manuals { rules: RULES.iter().map(|it| Manual::of(it)).collect() })
}
