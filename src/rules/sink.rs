//! Where a rule puts what it finds.

use super::{Context, Rule};
use crate::diag::{Diagnostic, ElementKind, Severity};

/// It knows the rule's code and severity, raises on tier 1 and counts what is unknown.
pub(crate) struct Sink<'a> {
    rule: &'a Rule,
    context: &'a Context<'a>,
    found: Vec<Diagnostic>,
    unknown: usize,
}

impl<'a> Sink<'a> {
    pub(super) fn new(rule: &'a Rule, context: &'a Context<'a>) -> Self {
        Self { rule, context, found: Vec::new(), unknown: 0 }
    }

    /// Starts a finding of this rule; finish it with `at`, `about`, `with`, `mark` and `help`, and push it.
    pub(super) fn report(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.rule.code, self.rule.severity, message)
            .confidence(self.rule.confidence)
    }

    /// Keeps a finding, one step worse where what it is about is on tier 1.
    pub(super) fn push(&mut self, finding: Diagnostic) {
        let severity =
            if self.is_critical(&finding) { finding.severity.raised() } else { finding.severity };
        self.push_as(severity, finding);
    }

    /// Keeps a finding of a rule that has its own steps, such as 60 and 14 days: tier 1 adds nothing.
    pub(super) fn push_as(&mut self, severity: Severity, finding: Diagnostic) {
        self.found.push(Diagnostic { severity, ..finding });
    }

    /// Something could not be judged because a fact is missing: silent, but counted.
    pub(super) fn unknown(&mut self) {
        self.unknown += 1;
    }

    pub(super) fn into_parts(self) -> (Vec<Diagnostic>, usize) {
        (self.found, self.unknown)
    }

    fn is_critical(&self, finding: &Diagnostic) -> bool {
        let Some(element) = &finding.element else { return false };
        let stack = self.context.stack;
        let tier = match element.kind {
            ElementKind::Tool => stack.tools.find(&element.id).and_then(|id| stack.tools[id].tier),
            ElementKind::Integration => {
                stack.integrations.find(&element.id).and_then(|id| self.context.tier(id))
            }
            ElementKind::Company
            | ElementKind::Team
            | ElementKind::Person
            | ElementKind::Vendor
            | ElementKind::Object
            | ElementKind::Credential
            | ElementKind::Automation
            | ElementKind::Journey
            | ElementKind::Purpose
            | ElementKind::Suppression
            | ElementKind::AiFeature
            | ElementKind::Campaign
            | ElementKind::Initiative => None,
        };
        tier == Some(1)
    }
}
