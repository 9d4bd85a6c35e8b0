//! YAML as a value without places: what an edit writes, and what two texts are compared by.

use super::tree::{Kind, Node};

/// A value as the reader understands it.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    /// Text that stays text, whatever it looks like.
    Text(String),
    /// What is written without quotes: `true`, `12`, `2026-11-30`, `unknown`, an id.
    Word(String),
    List(Vec<Self>),
    /// Keys in their order; two maps are equal in any order.
    Map(Vec<(String, Self)>),
}

impl Value {
    /// What a node says, with aliases and merges resolved.
    pub(crate) fn of(node: Node<'_>) -> Self {
        match node.kind() {
            Kind::Null => Self::Null,
            Kind::List => Self::List(node.items().map(Self::of).collect()),
            Kind::Map => Self::Map(
                node.entries()
                    .map(|(key, value)| {
                        (key.text().unwrap_or_default().to_owned(), Self::of(value))
                    })
                    .collect(),
            ),
            Kind::Scalar => Self::of_scalar(node),
        }
    }

    pub(super) fn of_scalar(node: Node<'_>) -> Self {
        let text = node.text().unwrap_or_default().to_owned();
        if node.is_plain() { Self::Word(text) } else { Self::Text(text) }
    }

    pub(crate) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub(crate) fn word(text: &str) -> Self {
        Self::Word(text.to_owned())
    }

    fn scalar(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Word(text) => Some(text),
            Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }
}

/// Words that mean something else without quotes than with them, to the readers of the format.
const MEANT: [&str; 3] = ["true", "false", "unknown"];

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::List(left), Self::List(right)) => left == right,
            (Self::Map(left), Self::Map(right)) => {
                let sorted = |map: &[(String, Self)]| {
                    let mut keys: Vec<usize> = (0..map.len()).collect();
                    keys.sort_by_key(|at| map.get(*at).map(|(key, _)| key.clone()));
                    keys
                };
                left.len() == right.len()
                    && sorted(left)
                        .into_iter()
                        .zip(sorted(right))
                        .all(|(one, other)| left.get(one) == right.get(other))
            }
            _ => match (self.scalar(), other.scalar()) {
                (Some(left), Some(right)) => {
                    let is_meant = MEANT.contains(&left);
                    left == right
                        && (!is_meant
                            || matches!(self, Self::Word(_)) == matches!(other, Self::Word(_)))
                }
                _ => false,
            },
        }
    }
}
