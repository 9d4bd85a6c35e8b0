//! Rules and problems with their manuals.

use serde::Serialize;

use super::document;
use crate::report::problems::{PROBLEMS, Problem};
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
    problems: Vec<ProblemManual>,
}

#[derive(Serialize)]
struct ProblemManual {
    problem: &'static str,
    summary: &'static str,
    fix: &'static str,
    example: &'static str,
}

impl ProblemManual {
    fn of(problem: &Problem) -> Self {
        let Problem { code, summary, fix, example } = *problem;
        Self { problem: code, summary, fix, example: example.text() }
    }
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

pub(crate) fn problem(problem: &Problem) -> String {
    document("problem", ProblemManual::of(problem))
}

pub(crate) fn rule_list() -> String {
    let manuals = Manuals {
        rules: RULES.iter().map(|it| Manual::of(it)).collect(),
        problems: PROBLEMS.iter().map(ProblemManual::of).collect(),
    };
    document("rules", manuals)
}
