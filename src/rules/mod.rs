//! The rules: one file each, all of them data with one function.

use crate::diag::{Confidence, Diagnostic, ElementKind, Severity};
use crate::fragility::Fragility;
use crate::impact::Weight;
use crate::network::Network;
use crate::stack::{Date, Stack};
use crate::text::Span;

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

/// All that a rule may look at.
pub(crate) struct Context<'a> {
    pub(crate) stack: &'a Stack,
    pub(crate) network: &'a Network,
    /// By integration position.
    pub(crate) fragility: &'a [Fragility],
    /// By integration position.
    pub(crate) weights: &'a [Weight],
    pub(crate) as_of: Date,
}

/// Where a rule puts what it finds: it knows the rule's code and severity, raises on tier 1 and counts what is unknown.
pub(crate) struct Sink<'a> {
    rule: &'a Rule,
    found: Vec<Diagnostic>,
    unknown: usize,
}

/// All rules, in the order of the manual.
pub(crate) static RULES: &[&Rule] = &[];

/// Findings of all rules, worst first.
pub(crate) fn check(_context: &Context<'_>) -> Vec<Diagnostic> {
    Vec::new()
}
