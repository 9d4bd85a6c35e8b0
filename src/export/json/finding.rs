//! Findings.

use serde::Serialize;

use crate::diag::{Diagnostic, Element};
use crate::report::Severities;
use crate::text::{Sources, Span};

#[derive(Serialize)]
pub(super) struct Counts {
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Counts {
    pub(super) fn of(counts: Severities) -> Self {
        Self { errors: counts.errors, warnings: counts.warnings, notes: counts.notes }
    }
}

#[derive(Serialize)]
pub(super) struct Finding {
    rule: &'static str,
    severity: &'static str,
    confidence: &'static str,
    message: String,
    element: Option<Thing>,
    related: Vec<Thing>,
    place: Option<Range>,
    label: String,
    marks: Vec<Mark>,
    help: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Thing {
    kind: &'static str,
    id: String,
}

impl Thing {
    pub(super) fn of(element: &Element) -> Self {
        Self { kind: element.kind.into(), id: element.id.to_string() }
    }
}

/// From 1; columns count characters.
#[derive(Serialize)]
pub(super) struct Range {
    file: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

impl Range {
    pub(super) fn of(sources: &Sources, span: Span) -> Option<Self> {
        let source = sources.get(span.file)?;
        let (line, column) = source.line_column(span.start);
        let (end_line, end_column) = source.line_column(span.end);
        Some(Self { file: source.path.clone(), line, column, end_line, end_column })
    }
}

#[derive(Serialize)]
struct Mark {
    place: Option<Range>,
    text: String,
}

impl Finding {
    pub(super) fn of(sources: &Sources, it: &Diagnostic) -> Self {
        Self {
            rule: it.code,
            severity: it.severity.name(),
            confidence: it.confidence.into(),
            message: it.message.clone(),
            element: it.element.as_ref().map(Thing::of),
            related: it.related.iter().map(Thing::of).collect(),
            place: Range::of(sources, it.span),
            label: it.label.clone(),
            marks: it
                .marks
                .iter()
                .map(|it| Mark { place: Range::of(sources, it.span), text: it.text.clone() })
                .collect(),
            help: it.help.clone(),
        }
    }
}
