//! Lists of things: one definition of rows and columns for tables, JSON and selectors.

mod findings;
mod flows;
mod journeys;
mod objects;
mod people;
mod select;
mod tools;

use crate::analysis::Analysis;
use crate::text::Span;

/// What can be listed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum ListingKind {
    Tools,
    Flows,
    Findings,
    Objects,
    Journeys,
    People,
}

impl ListingKind {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    /// One row of it.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Tools => "tool",
            Self::Flows => "integration",
            Self::Findings => "finding",
            Self::Objects => "object",
            Self::Journeys => "journey",
            Self::People => "person",
        }
    }
}

/// Where a column is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    Everywhere,
    /// In JSON and for selectors only: a table has no room for it.
    OnRequest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// The key in JSON and in selectors.
    pub(crate) key: &'static str,
    pub(crate) title: &'static str,
    pub(crate) shown: Shown,
}

impl Column {
    const fn new(key: &'static str, title: &'static str) -> Self {
        Self { key, title, shown: Shown::Everywhere }
    }

    const fn on_request(key: &'static str) -> Self {
        Self { key, title: key, shown: Shown::OnRequest }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Text(String),
    Number(f64),
    Several(Vec<String>),
    /// Nobody has said; not the same as none.
    Unknown,
}

impl Cell {
    fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    fn count(count: usize) -> Self {
        Self::Number(u32::try_from(count).map_or(f64::MAX, f64::from))
    }

    fn maybe_text(text: Option<&str>) -> Self {
        text.map_or(Self::Unknown, Self::text)
    }

    fn maybe_number(number: Option<f64>) -> Self {
        number.map_or(Self::Unknown, Self::Number)
    }
}

/// One thing. As many cells as the listing has columns.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    pub(crate) span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Listing {
    pub(crate) kind: ListingKind,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
}

impl Listing {
    pub(crate) fn of(analysis: &Analysis, kind: ListingKind) -> Self {
        let (columns, rows) = match kind {
            ListingKind::Tools => tools::rows(analysis),
            ListingKind::Flows => flows::rows(analysis),
            ListingKind::Findings => findings::rows(analysis),
            ListingKind::Objects => objects::rows(analysis),
            ListingKind::Journeys => journeys::rows(analysis),
            ListingKind::People => people::rows(analysis),
        };
        Self { kind, columns: columns.to_vec(), rows }
    }
}

/// How many findings are about a thing.
fn findings_about(analysis: &Analysis, kind: crate::diag::ElementKind, id: &str) -> Cell {
    let about = |it: &&crate::diag::Diagnostic| {
        it.element.as_ref().is_some_and(|element| element.kind == kind && element.id == *id)
    };
    Cell::count(analysis.findings.iter().filter(about).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::select::Selector;
    use strum::VariantArray as _;

    #[test]
    fn rows_and_things_are_the_same() {
        let workspace = crate::facade::Workspace::example();
        let analysis = &workspace.0;
        for kind in ListingKind::VARIANTS.iter().copied() {
            let mut listing = Listing::of(analysis, kind);
            let all = listing.rows.len();
            assert!(all > 0, "{}", kind.name());
            let input = analysis.selectable();
            listing.keep(analysis, &input, &Selector::default());
            assert_eq!(listing.rows.len(), all, "{}", kind.name());
        }
        let mut listing = Listing::of(analysis, ListingKind::Flows);
        let selector = Selector::parse("id:customers-to-meta").unwrap();
        listing.keep(analysis, &analysis.selectable(), &selector);
        assert_eq!(listing.rows[0].cells[0], Cell::text("customers-to-meta"));
    }
}
