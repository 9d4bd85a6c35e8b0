//! Findings.

use std::borrow::Cow;

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

/// Borrows what it can: a check may have some ten thousand of them.
#[derive(Serialize)]
pub(super) struct Finding<'a> {
    rule: &'static str,
    severity: &'static str,
    confidence: &'static str,
    message: &'a str,
    element: Option<Thing<'a>>,
    related: Vec<Thing<'a>>,
    place: Option<Range<'a>>,
    label: &'a str,
    marks: Vec<Mark<'a>>,
    help: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Thing<'a> {
    kind: &'static str,
    id: Cow<'a, str>,
}

impl<'a> Thing<'a> {
    pub(super) fn of(element: &'a Element) -> Self {
        Self { kind: element.kind.into(), id: Cow::Borrowed(&element.id) }
    }
}

impl From<Element> for Thing<'_> {
    fn from(element: Element) -> Self {
        Self { kind: element.kind.into(), id: Cow::Owned(element.id.to_string()) }
    }
}

/// From 1; columns count characters.
#[derive(Serialize)]
pub(super) struct Range<'a> {
    file: Cow<'a, str>,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

impl<'a> Range<'a> {
    pub(super) fn of(sources: &'a Sources, span: Span) -> Option<Self> {
        let source = sources.get(span.file)?;
        let (line, column) = source.line_column(span.start);
        let (end_line, end_column) = source.line_column(span.end);
        let file = Cow::Borrowed(source.path.as_str());
        Some(Self { file, line, column, end_line, end_column })
    }

    /// The same, with a file name of its own.
    pub(super) fn into_owned(self) -> Range<'static> {
        let Self { file, line, column, end_line, end_column } = self;
        Range { file: Cow::Owned(file.into_owned()), line, column, end_line, end_column }
    }
}

#[derive(Serialize)]
struct Mark<'a> {
    place: Option<Range<'a>>,
    text: &'a str,
}

impl<'a> Finding<'a> {
    pub(super) fn of(sources: &'a Sources, it: &'a Diagnostic) -> Self {
        Self {
            rule: it.code,
            severity: it.severity.name(),
            confidence: it.confidence.into(),
            message: &it.message,
            element: it.element.as_ref().map(Thing::of),
            related: it.related.iter().map(Thing::of).collect(),
            place: Range::of(sources, it.span),
            label: &it.label,
            marks: it
                .marks
                .iter()
                .map(|it| Mark { place: Range::of(sources, it.span), text: &it.text })
                .collect(),
            help: it.help.as_deref(),
        }
    }
}
