//! Changes to the text that make a diagnostic go away.

use strum::{EnumString, IntoStaticStr, VariantNames};

use crate::text::Span;

/// Whether a fix may change what the stack means.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr, VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Safety {
    /// It writes what was read anyway, or what nobody can have meant otherwise.
    Safe,
    /// It is a good guess: somebody should look at it.
    Unsafe,
}

/// A change that can be made without thinking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fix {
    pub(crate) safety: Safety,
    /// What it does, as in "write `hubspot`".
    pub(crate) title: String,
    /// All of them or none.
    pub(crate) changes: Vec<Change>,
}

/// A change at a place of the text, which stays right wherever else the text changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// Another word in the place of a value or a key.
    Replace { at: Span, word: String },
    /// A word for a key of the map at the place, whether the key is there or not.
    Set { at: Span, key: &'static str, word: String },
    /// The item of a list, the value with its key, or the key with its value, goes.
    Remove { at: Span },
}

impl Fix {
    pub(crate) fn new(safety: Safety, title: impl Into<String>) -> Self {
        Self { safety, title: title.into(), changes: Vec::new() }
    }

    /// Writes a word in the place of another.
    pub(crate) fn replace(mut self, at: Span, word: &str) -> Self {
        self.changes.push(Change::Replace { at, word: word.to_owned() });
        self
    }

    pub(crate) fn set(mut self, at: Span, key: &'static str, word: &str) -> Self {
        self.changes.push(Change::Set { at, key, word: word.to_owned() });
        self
    }

    pub(crate) fn remove(mut self, at: Span) -> Self {
        self.changes.push(Change::Remove { at });
        self
    }
}
