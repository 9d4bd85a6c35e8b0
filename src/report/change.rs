//! Integrations that are not built yet, though a stack counts on them.

use crate::analysis::Analysis;
use crate::diag::ElementKind;
use crate::scenario::{self, Simulation};
use crate::stack::{Method, Stack};
use crate::text::Label;

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
