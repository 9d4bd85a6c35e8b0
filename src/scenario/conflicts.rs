//! Clashes between scenarios that are stacked: two files that want different things of the same element.
//!
//! Within one file a later change overrides an earlier one on purpose; between two files nobody may have noticed.

use serde_json::Value;

use super::Edit;
use super::write::value_of;
use crate::diag::{Diagnostic, ElementKind, Severity};
use crate::text::{Label, Span};

/// Every clash between changes of different files, with both places. The later change counts.
pub(super) fn conflicts(edits: &[Edit]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (position, later) in edits.iter().enumerate() {
        for earlier in edits.iter().take(position) {
            let (here, there) = (later.span(), earlier.span());
            let is_between_files = !here.is_none() && !there.is_none() && here.file != there.file;
            if is_between_files && let Some(what) = clash(earlier, later) {
                found.push(
                    Diagnostic::new("scenario-conflict", Severity::Warning, what)
                        .at(here, "this one counts")
                        .mark(there, "this one does not, or only in part")
                        .help("stack them in the other order, or settle it in one of them"),
                );
            }
        }
    }
    found
}

fn clash(earlier: &Edit, later: &Edit) -> Option<String> {
    let taken = |edit: &Edit| match edit {
        Edit::RemoveTool { tool, .. } | Edit::ReplaceTool { tool, .. } => {
            Some((ElementKind::Tool, tool.clone()))
        }
        Edit::Disconnect { integration, .. } => {
            Some((ElementKind::Integration, integration.clone()))
        }
        Edit::AddTool { .. }
        | Edit::Connect { .. }
        | Edit::Set { .. }
        | Edit::Outage { .. }
        | Edit::Leave { .. } => None,
    };
    match (earlier, later) {
        (Edit::Set { kind, id, patch, .. }, Edit::Set { kind: same, id: it, patch: other, .. })
            if kind == same && id == it =>
        {
            let keys = keys_that_differ(&value_of(patch.node()), &value_of(other.node()));
            (!keys.is_empty()).then(|| format!("two scenarios set {} of `{id}`", keys.join(", ")))
        }
        (Edit::Set { kind, id, .. }, taker) | (taker, Edit::Set { kind, id, .. }) => {
            let clashes = taken(taker).is_some_and(|(of, it)| of == *kind && it == *id);
            clashes.then(|| format!("one scenario changes `{id}`, another takes it away"))
        }
        (Edit::ReplaceTool { tool, by, .. }, Edit::ReplaceTool { tool: it, by: other, .. }) => {
            (tool == it && by != other)
                .then(|| format!("`{tool}` is replaced by `{by}` and by `{other}`"))
        }
        (taker, user) | (user, taker) if needs(user, taken(taker).as_ref()) => {
            let name = taken(taker).map(|it| it.1).unwrap_or_default();
            Some(format!("one scenario takes `{name}` away, another builds on it"))
        }
        _ => None,
    }
}

/// Whether an edit connects, or hands over to, the tool that another takes away.
fn needs(edit: &Edit, taken: Option<&(ElementKind, Label)>) -> bool {
    let Some((ElementKind::Tool, tool)) = taken else { return false };
    match edit {
        Edit::Connect { integration, .. } => {
            integration.from.name == *tool || integration.to.name == *tool
        }
        Edit::ReplaceTool { by, .. } => by == tool,
        Edit::RemoveTool { .. }
        | Edit::AddTool { .. }
        | Edit::Disconnect { .. }
        | Edit::Set { .. }
        | Edit::Outage { .. }
        | Edit::Leave { .. } => false,
    }
}

/// Settings that both write, and not alike.
fn keys_that_differ(left: &Value, right: &Value) -> Vec<String> {
    let (Value::Object(left), Value::Object(right)) = (left, right) else { return Vec::new() };
    left.iter()
        .filter(|(key, value)| right.get(*key).is_some_and(|other| other != *value))
        .map(|(key, _)| format!("`{key}`"))
        .collect()
}

impl Edit {
    /// Where it is written; [`Span::NONE`] where it was staged by hand.
    pub(super) fn span(&self) -> Span {
        match self {
            Self::RemoveTool { span, .. }
            | Self::AddTool { span, .. }
            | Self::ReplaceTool { span, .. }
            | Self::Connect { span, .. }
            | Self::Disconnect { span, .. }
            | Self::Set { span, .. }
            | Self::Outage { span, .. }
            | Self::Leave { span, .. } => *span,
        }
    }
}
