//! What a check came to: the same for every format.

use std::collections::BTreeMap;

use super::human::Look;
use crate::analysis::{Acceptance, Analysis};
use crate::diag::{Diagnostic, Severity};
use crate::report::{Severities, Subject};
use crate::text::Sources;

/// What a check found, against what, and what of it counts.
pub(crate) struct Checked<'a> {
    pub(crate) analysis: &'a Analysis,
    /// About what was asked, such as a scenario's own text: shown, and not counted.
    pub(crate) remarks: Vec<&'a Diagnostic>,
    /// Of the text, in its order; those that count.
    pub(crate) problems: Vec<&'a Diagnostic>,
    /// Of the rules, worst first; those that count.
    pub(crate) findings: Vec<&'a Diagnostic>,
    /// What somebody has decided to live with, and the decision.
    pub(crate) accepted: Vec<(&'a Diagnostic, &'a Acceptance)>,
    /// What rules could not judge for want of facts, with the number of places; empty unless asked for.
    pub(crate) unknown: Vec<(&'static str, usize)>,
    /// What is analysed stands in the files as it is, so that fixes have a place there; not so with a scenario.
    pub(crate) is_of_files: bool,
    /// The mildest severity that fails the check; `None` where none does.
    pub(crate) fails_at: Option<Severity>,
    pub(crate) against: Against<'a>,
}

/// What the findings are compared with: then only new ones count.
pub(crate) enum Against<'a> {
    Nothing,
    /// A list of what was known already.
    Baseline {
        file: String,
        /// Findings that are in it, and so do not count.
        known: usize,
        /// What is in it and is found no longer, with how often.
        stale: Vec<(Subject, usize)>,
        /// Whether the stale ones have just been taken out.
        is_pruned: bool,
    },
    /// Another stack, or this one before a change.
    Other {
        name: String,
        known: usize,
        fixed: Vec<&'a Diagnostic>,
        sources: &'a Sources,
    },
}

/// Findings of one rule and severity, of which some are shown.
pub(super) struct Group<'f, 'a> {
    pub(super) code: &'static str,
    pub(super) severity: Severity,
    pub(super) shown: Vec<&'f &'a Diagnostic>,
    pub(super) more: usize,
}

/// Findings of one rule that people are shown at first.
const OF_A_RULE: usize = 5;

impl<'a> Checked<'a> {
    /// Everything that counts, problems first.
    pub(crate) fn open(&self) -> impl Iterator<Item = &'a Diagnostic> {
        self.problems.iter().chain(&self.findings).copied()
    }

    /// What is shown as found: remarks, then everything that counts.
    pub(super) fn shown(&self) -> impl Iterator<Item = &'a Diagnostic> {
        self.remarks.iter().copied().chain(self.open())
    }

    pub(crate) fn counts(&self) -> Severities {
        Severities::of(self.open())
    }

    /// Whether the exit code says that there is something to do.
    pub(crate) fn fails(&self) -> bool {
        let worst = self.open().map(|it| it.severity).max();
        self.fails_at.is_some_and(|least| worst >= Some(least) || !self.unknown.is_empty())
    }

    /// Whether what the comparison does not know is new, rather than simply there.
    pub(super) fn compares(&self) -> bool {
        !matches!(self.against, Against::Nothing)
    }
}

/// Findings by severity, worst first, and within it by rule, in the order in which the rules come up.
pub(super) fn groups<'f, 'a>(findings: &'f [&'a Diagnostic], look: Look) -> Vec<Group<'f, 'a>> {
    let mut places: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    let mut all: Vec<Group<'f, 'a>> = Vec::new();
    for finding in findings {
        let place = *places.entry((finding.severity, finding.code)).or_insert_with(|| {
            let (code, severity) = (finding.code, finding.severity);
            all.push(Group { code, severity, shown: Vec::new(), more: 0 });
            all.len() - 1
        });
        if let Some(group) = all.get_mut(place) {
            group.shown.push(finding);
        }
    }
    all.sort_by_key(|it| std::cmp::Reverse(it.severity));
    for group in &mut all {
        let shown = look.extent.shown(group.shown.len(), OF_A_RULE);
        group.more = group.shown.len() - shown;
        group.shown.truncate(shown);
    }
    all
}

/// The first of each rule in the order of the text, and how many more there are of which rule.
pub(super) fn first_of_each<'f, 'a>(
    problems: &'f [&'a Diagnostic],
    look: Look,
) -> (Vec<&'f &'a Diagnostic>, Vec<(&'static str, usize)>) {
    let groups = groups(problems, look);
    let mut left: BTreeMap<(Severity, &str), usize> =
        groups.iter().map(|it| ((it.severity, it.code), it.shown.len())).collect();
    let mut shown = Vec::new();
    for problem in problems {
        if let Some(left) = left.get_mut(&(problem.severity, problem.code)).filter(|it| **it > 0) {
            *left -= 1;
            shown.push(problem);
        }
    }
    let more = groups.iter().filter(|it| it.more > 0).map(|it| (it.code, it.more));
    (shown, more.collect())
}
