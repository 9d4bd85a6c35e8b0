//! The manual of what the loader and scenarios complain about; the rules bring their own.

mod table;
#[cfg(test)]
mod tests;

use crate::text::nearest;

pub(crate) use table::PROBLEMS;

/// Something that can be wrong with the text of a stack or scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// As it stands before the message.
    pub(crate) code: &'static str,
    /// What is wrong, in a few words.
    pub(crate) summary: &'static str,
    /// What comes of it, and what to do.
    pub(crate) fix: &'static str,
    pub(crate) example: Example,
}

/// A text that has the problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Example {
    Stack(&'static str),
    /// A text whose problem shows when it is analysed.
    Analysed(&'static str),
    /// A scenario for the built-in example.
    Scenario(&'static str),
    /// What no short text shows.
    Described(&'static str),
}

impl Example {
    /// What stands above it.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Stack(_) | Self::Analysed(_) => "A stack file that has it",
            Self::Scenario(_) => "A scenario file that has it",
            Self::Described(_) => "When it happens",
        }
    }

    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Stack(text)
            | Self::Analysed(text)
            | Self::Scenario(text)
            | Self::Described(text) => text,
        }
    }
}

/// The problem of that code.
pub(crate) fn problem(code: &str) -> Option<&'static Problem> {
    PROBLEMS.iter().find(|it| it.code == code)
}

/// The code of a problem or rule that is written most alike.
pub(crate) fn nearest_code<'a>(
    code: &str,
    others: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    nearest(code, PROBLEMS.iter().map(|it| it.code).chain(others))
}
