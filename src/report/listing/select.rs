//! Selectors: `category:crm`, `fragility>60`, `salesforce`; a space is "or", a comma "and", `!` "not".

use super::{Cell, Column, Row};

/// Alternatives, each of them conditions that must all hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Selector {
    alternatives: Vec<Vec<Condition>>,
}

#[derive(Clone, Debug, PartialEq)]
struct Condition {
    wanted: Wanted,
    negated: Negated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Negated {
    No,
    Yes,
}

#[derive(Clone, Debug, PartialEq)]
enum Wanted {
    /// In any column.
    Anywhere(String),
    Text {
        key: String,
        pattern: String,
    },
    More {
        key: String,
        than: f64,
    },
    Less {
        key: String,
        than: f64,
    },
}

impl Selector {
    /// Never fails: what is no condition is text to look for.
    pub(crate) fn parse(text: &str) -> Self {
        let alternatives = text
            .split_whitespace()
            .map(|part| part.split(',').filter(|it| !it.is_empty()).map(condition).collect())
            .collect();
        Self { alternatives }
    }

    /// The keys it asks for, to tell which of them no column has.
    pub(crate) fn keys(&self) -> Vec<&str> {
        self.alternatives
            .iter()
            .flatten()
            .filter_map(|it| match &it.wanted {
                Wanted::Anywhere(_) => None,
                Wanted::Text { key, .. } | Wanted::More { key, .. } | Wanted::Less { key, .. } => {
                    Some(key.as_str())
                }
            })
            .collect()
    }

    /// An empty selector wants everything.
    pub(super) fn wants(&self, columns: &[Column], row: &Row) -> bool {
        self.alternatives.is_empty()
            || self.alternatives.iter().any(|all| all.iter().all(|it| it.holds(columns, row)))
    }
}

fn condition(text: &str) -> Condition {
    let (negated, text) = match text.strip_prefix('!') {
        Some(rest) => (Negated::Yes, rest),
        None => (Negated::No, text),
    };
    let number = |split: Option<(&str, &str)>| {
        let (key, number) = split?;
        Some((key.to_lowercase(), number.parse::<f64>().ok()?))
    };
    let wanted = if let Some((key, than)) = number(text.split_once('>')) {
        Wanted::More { key, than }
    } else if let Some((key, than)) = number(text.split_once('<')) {
        Wanted::Less { key, than }
    } else if let Some((key, pattern)) = text.split_once(':') {
        Wanted::Text { key: key.to_lowercase(), pattern: pattern.to_lowercase() }
    } else {
        Wanted::Anywhere(text.to_lowercase())
    };
    Condition { wanted, negated }
}

impl Condition {
    fn holds(&self, columns: &[Column], row: &Row) -> bool {
        let cells = || columns.iter().zip(&row.cells);
        let of = |wanted: &str| {
            let wanted = wanted.to_owned();
            cells().filter(move |(column, _)| column.key == wanted).map(|(_, cell)| cell)
        };
        let holds = match &self.wanted {
            Wanted::Anywhere(text) => cells().any(|(_, cell)| has(cell, |it| it.contains(text))),
            Wanted::Text { key, pattern } => of(key).any(|cell| has(cell, |it| fits(pattern, it))),
            Wanted::More { key, than } => of(key).any(|cell| number(cell) > Some(*than)),
            Wanted::Less { key, than } => {
                of(key).any(|cell| number(cell).is_some_and(|it| it < *than))
            }
        };
        holds != (self.negated == Negated::Yes)
    }
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(number) => Some(*number),
        Cell::Text(_) | Cell::Several(_) | Cell::Unknown => None,
    }
}

fn has(cell: &Cell, holds: impl Fn(&str) -> bool) -> bool {
    match cell {
        Cell::Text(text) => holds(&text.to_lowercase()),
        Cell::Number(number) => holds(&number.to_string()),
        Cell::Several(texts) => texts.iter().any(|it| holds(&it.to_lowercase())),
        Cell::Unknown => holds("unknown"),
    }
}

/// The whole text, where `*` stands for anything.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut is_open = false;
    for part in parts {
        is_open = true;
        match rest.split_once(part) {
            _ if part.is_empty() => {}
            Some((_, after)) => {
                is_open = false;
                rest = after;
            }
            None => return false,
        }
    }
    is_open
        || rest.is_empty()
        || (pattern.contains('*')
            && pattern.rsplit('*').next().is_some_and(|last| text.ends_with(last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> (Vec<Column>, Row) {
        let columns =
            vec![Column::new("id", ""), Column::new("method", ""), Column::new("fragility", "")];
        let cells = vec![Cell::text("webinar-csv"), Cell::text("manual_csv"), Cell::Number(64.0)];
        (columns, Row { cells, span: crate::text::Span::NONE })
    }

    #[test]
    fn spaces_are_or_and_commas_are_and() {
        let (columns, row) = row();
        for (selector, wanted) in [
            ("", true),
            ("WEBINAR", true),
            ("nothing", false),
            ("method:manual*", true),
            ("method:*csv", true),
            ("method:manual", false),
            ("method:*x*", false),
            ("fragility>60", true),
            ("fragility<60", false),
            ("method:manual*,fragility>70", false),
            ("method:manual*,!id:other", true),
            ("nothing fragility>60", true),
            ("!webinar", false),
            ("nokey:*", false),
        ] {
            assert_eq!(Selector::parse(selector).wants(&columns, &row), wanted, "{selector}");
        }
    }
}
