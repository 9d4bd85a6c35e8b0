//! What if: edits, their one `apply`, and the difference they make.

mod apply;
mod conflicts;
mod file;
mod hours;
mod migration;
mod order;
mod removal;
mod replace;
mod simulate;
#[cfg(test)]
mod tests;
mod write;

use std::sync::Arc;

use crate::analysis::Analysis;
use crate::diag::{Diagnostic, Element, ElementKind};
use crate::impact::Blast;
use crate::stack::{Date, Integration, Minutes, Tool};
use crate::text::{Label, Span};
use crate::yaml::{NodeId, Tree};

pub(crate) use apply::apply;
pub(crate) use file::{read, read_duration};
pub(crate) use hours::hours_changed;
pub(crate) use migration::{
    DoubleRun, LeftBehind, Migration, PartHours, Step, StepKind, Terms, migrations, rebuilding,
    whole_days,
};
pub(crate) use removal::{FlowFate, FlowOutcome, Home, HomeKind, Removal, Verdict, removal};
pub(crate) use simulate::{component, count_of, ids_of, simulate};
pub(crate) use write::{item, write};

/// One change. The stack is changed by nothing else than `apply`.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    RemoveTool {
        tool: Label,
        span: Span,
    },
    /// `written` is the tool as its file has it.
    AddTool {
        tool: Box<Tool>,
        written: Option<Patch>,
        span: Span,
    },
    ReplaceTool {
        tool: Label,
        by: Label,
        span: Span,
    },
    Connect {
        integration: Box<Integration>,
        written: Option<Patch>,
        span: Span,
    },
    Disconnect {
        integration: Label,
        span: Span,
    },
    Set {
        kind: ElementKind,
        id: Label,
        patch: Patch,
        span: Span,
    },
    Outage {
        kind: ElementKind,
        id: Label,
        duration: Option<Minutes>,
        span: Span,
    },
    Leave {
        person: Label,
        span: Span,
    },
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

/// A piece of YAML as somebody wrote it: what `set` writes, or an item that is added.
#[derive(Clone, Debug)]
pub(crate) struct Patch {
    tree: Arc<Tree>,
    node: NodeId,
    /// As it was written, for lists and undo.
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
    /// By the same rule on the same thing, which now names others; as they are afterwards.
    pub(crate) findings_changed: Vec<Diagnostic>,
    /// Tools and integrations that are new, by id.
    pub(crate) added: Vec<Element>,
    /// Tools and integrations that are gone, by id.
    pub(crate) removed: Vec<Element>,
    /// Integrations that stayed with other settings, by id.
    pub(crate) changed: Vec<Element>,
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

    /// The tool that it adds.
    pub(crate) fn added(&self) -> Option<&Tool> {
        let Self::AddTool { tool, .. } = self else { return None };
        Some(tool)
    }

    /// The tool that it takes out without another in its place.
    pub(crate) fn removed(&self) -> Option<&Label> {
        let Self::RemoveTool { tool, .. } = self else { return None };
        Some(tool)
    }

    /// The tool that it puts another in the place of.
    pub(crate) fn replaced(&self) -> Option<&Label> {
        let Self::ReplaceTool { tool, .. } = self else { return None };
        Some(tool)
    }
}
