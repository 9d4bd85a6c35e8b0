//! How two stacks differ: findings that are new, fixed, or there with other words; integrations that are not built yet.

use crate::analysis::Analysis;
use crate::diag::{Diagnostic, ElementKind};
use crate::scenario::{self, Simulation};
use crate::stack::{Method, Stack};
use crate::text::Label;

/// Findings of a simulation. A finding on the same thing by the same rule that now names others is changed, not new.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FindingChanges<'a> {
    pub(crate) new: Vec<&'a Diagnostic>,
    pub(crate) fixed: Vec<&'a Diagnostic>,
    /// As they are afterwards.
    pub(crate) changed: Vec<&'a Diagnostic>,
}

impl<'a> FindingChanges<'a> {
    pub(crate) fn of(new: &'a [Diagnostic], fixed: &'a [Diagnostic]) -> Self {
        let mut changes = Self { fixed: fixed.iter().collect(), ..Self::default() };
        for finding in new {
            let before = changes.fixed.iter().position(|it| is_same_matter(it, finding));
            match before {
                Some(position) => {
                    changes.fixed.remove(position);
                    changes.changed.push(finding);
                }
                None => changes.new.push(finding),
            }
        }
        changes
    }
}

fn is_same_matter(left: &Diagnostic, right: &Diagnostic) -> bool {
    left.element.is_some() && (left.code, &left.element) == (right.code, &right.element)
}

/// Integrations that the stack afterwards counts on although nobody knows yet how they would be built, by id: those
/// that moved to another tool, and new ones without a method.
pub(crate) fn unproven(before: &Analysis, simulation: &Simulation) -> Vec<Label> {
    let is_open = |stack: &Stack, id: &str| {
        let found = stack.integrations.find(id).map(|it| &stack.integrations[it]);
        found.is_some_and(|it| it.method == Method::Unknown && it.is_live())
    };
    let touched = [&simulation.changed, &simulation.added].into_iter();
    touched
        .flat_map(|it| scenario::ids_of(it, ElementKind::Integration))
        .filter(|id| is_open(&simulation.after.stack, id) && !is_open(&before.stack, id))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Severity;

    #[test]
    fn a_finding_that_names_others_is_changed() {
        let finding = |code, id: &str, related: &str| {
            Diagnostic::new(code, Severity::Error, "x")
                .about(ElementKind::Person, id)
                .with(ElementKind::Integration, related)
        };
        let new = [finding("owner-left", "leo", "a"), finding("owner-left", "ana", "b")];
        let fixed = [finding("owner-left", "leo", "b"), finding("no-monitoring", "leo", "b")];
        let changes = FindingChanges::of(&new, &fixed);
        assert_eq!(changes.changed, [&new[0]]);
        assert_eq!(changes.new, [&new[1]]);
        assert_eq!(changes.fixed, [&fixed[1]]);
    }
}
