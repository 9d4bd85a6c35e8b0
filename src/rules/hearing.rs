//! Who hears of an opt-out: what the rules about it say of a matrix in common.

use super::Context;
use crate::diag::{Diagnostic, ElementKind};
use crate::privacy::{Cell, Choice, Matrix};
use crate::stack::{Purpose, ToolId};

/// A purpose whose choice is kept in a field, with all that is known of the ways of that field.
#[derive(Clone, Copy)]
pub(super) struct Hearing<'c, 'a> {
    pub(super) purpose: &'a Purpose,
    pub(super) matrix: &'c Matrix,
    pub(super) choice: &'c Choice,
}

/// The purposes that can be followed through the stack; the others say in no field what people chose.
pub(super) fn hearings<'c, 'a>(
    context: &'c Context<'a>,
) -> impl Iterator<Item = Hearing<'c, 'a>> + use<'c, 'a> {
    context.matrices().iter().filter_map(|matrix| {
        let purpose = &context.stack.consent.purposes[matrix.purpose];
        Some(Hearing { purpose, matrix, choice: matrix.choice.as_ref()? })
    })
}

impl Hearing<'_, '_> {
    /// What a sender hears from capture points other than itself.
    pub(super) fn elsewhere(&self, sender: ToolId) -> impl Iterator<Item = &Cell> {
        self.matrix.heard_by(sender).filter(move |it| it.capture_point != sender)
    }

    /// What a finding on an opt-out is about: the sender, for this purpose, as to these capture points.
    pub(super) fn concern(
        &self,
        context: &Context<'_>,
        finding: Diagnostic,
        sender: ToolId,
        capture_points: &[ToolId],
    ) -> Diagnostic {
        let tools = &context.stack.tools;
        let finding = finding
            .about(ElementKind::Tool, &tools[sender].id)
            .with(ElementKind::Purpose, &self.purpose.id);
        capture_points
            .iter()
            .fold(finding, |finding, it| finding.with(ElementKind::Tool, &tools[*it].id))
    }
}

/// "an opt-out in `HubSpot`", "an opt-out in `HubSpot` or Intercom".
pub(super) fn opt_outs(context: &Context<'_>, capture_points: &[ToolId]) -> String {
    let names: Vec<_> =
        capture_points.iter().map(|it| context.stack.tools[*it].name.as_str()).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => {
            format!("an opt-out in {} or {last}", others.join(", "))
        }
        Some(_) | None => format!("an opt-out in {}", names.concat()),
    }
}
