//! Selectors: one small grammar that says which things of a stack are meant.
//!
//! A space means "or", a comma "and", `!` "not". The grammar and its keys stand in [`KEYS`] and [`FORMS`], from which
//! the parser, its errors and the documentation follow. A mistyped key or name is an error with its place, never a
//! search that finds nothing.

mod facts;
mod fault;
mod input;
mod keys;
mod parse;
mod pattern;
mod reach;
#[cfg(test)]
mod tests;
mod values;

use std::ops::Range;

use crate::stack::Date;

pub(crate) use fault::Fault;
pub(crate) use input::{Input, Item, Kind};
pub(crate) use keys::{FORMS, KEYS, Key, Sort};
pub(crate) use pattern::Pattern;

use reach::Reached;

/// Alternatives of terms that must all hold. An empty one wants everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Selector {
    alternatives: Vec<Vec<Term>>,
}

/// One condition and where it stands in the text, in bytes.
#[derive(Clone, Debug, PartialEq)]
struct Term {
    negated: bool,
    want: Want,
    at: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
enum Want {
    /// The thing of that name and what hangs directly on it.
    Name(Pattern),
    Reach(Reach),
    Keyed {
        key: &'static Key,
        test: Test,
    },
}

/// A tool with what lies up and down the stream; `None`: not that way.
#[derive(Clone, Debug, PartialEq)]
struct Reach {
    name: Pattern,
    up: Option<Hops>,
    down: Option<Hops>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hops {
    All,
    Few(u32),
}

#[derive(Clone, Debug, PartialEq)]
enum Test {
    Text(Pattern),
    Number(Comparison, f64),
    Day(Comparison, Date),
    /// Nobody has said.
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    More,
    AtLeast,
    Less,
    AtMost,
    Equal,
}

impl Comparison {
    fn holds<T: PartialOrd>(self, left: &T, right: &T) -> bool {
        match self {
            Self::More => left > right,
            Self::AtLeast => left >= right,
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::Equal => left == right,
        }
    }
}

impl Selector {
    /// All of the text, or the first fault in it.
    pub(crate) fn parse(text: &str) -> Result<Self, Fault> {
        let (selector, faults) = Self::parse_valid(text);
        faults.into_iter().next().map_or(Ok(selector), Err)
    }

    /// The terms that are right, and what is wrong with the others: for a line that is still typed in.
    pub(crate) fn parse_valid(text: &str) -> (Self, Vec<Fault>) {
        parse::parse(text)
    }

    /// It wants everything.
    pub(crate) fn is_empty(&self) -> bool {
        self.alternatives.is_empty()
    }

    /// The id, where it is one plain name and nothing else.
    pub(crate) fn plain_name(&self) -> Option<&str> {
        let [terms] = self.alternatives.as_slice() else { return None };
        match terms.as_slice() {
            [Term { negated: false, want: Want::Name(name), .. }] => name.literal(),
            _ => None,
        }
    }

    /// Bare names that are asked for, as words to light up.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.terms().filter(|it| !it.negated).filter_map(|it| match &it.want {
            Want::Name(name) => Some(name.text()),
            Want::Reach(_) | Want::Keyed { .. } => None,
        })
    }

    /// A key that things of this kind do not have, where it asks for one.
    pub(crate) fn key_foreign_to(&self, kind: Kind) -> Option<&'static Key> {
        self.terms().find_map(|it| match &it.want {
            Want::Keyed { key, .. } => {
                Some(*key).filter(|key| kind != Kind::Finding && !key.kinds.contains(&kind))
            }
            Want::Name(_) | Want::Reach(_) => None,
        })
    }

    /// Names and values that nothing in the stack bears. Patterns may match nothing.
    pub(crate) fn faults(&self, text: &str, input: &Input<'_>) -> Vec<Fault> {
        self.terms().filter_map(|it| fault::unknown(it, text, input)).collect()
    }

    fn terms(&self) -> impl Iterator<Item = &Term> {
        self.alternatives.iter().flatten()
    }
}

/// A selector at work on one stack: how far its tools reach is worked out once.
pub(crate) struct Selection<'a> {
    input: &'a Input<'a>,
    /// As the selector's terms; `Some` where a term reaches.
    alternatives: Vec<Vec<(&'a Term, Option<Reached>)>>,
}

impl<'a> Selection<'a> {
    pub(crate) fn new(selector: &'a Selector, input: &'a Input<'a>) -> Self {
        let prepared = |term: &'a Term| match &term.want {
            Want::Reach(it) => (term, Some(reach::reached(it, input))),
            Want::Name(_) | Want::Keyed { .. } => (term, None),
        };
        let alternatives =
            selector.alternatives.iter().map(|it| it.iter().map(prepared).collect()).collect();
        Self { input, alternatives }
    }

    pub(crate) fn has(&self, item: Item<'_>) -> bool {
        self.has_or(item, |_| false)
    }

    /// As [`Self::has`], where a bare name may also be found in another way, e.g. in the text of a row.
    pub(crate) fn has_or(&self, item: Item<'_>, is_found: impl Fn(&Pattern) -> bool) -> bool {
        self.alternatives.is_empty()
            || self.alternatives.iter().any(|terms| {
                terms.iter().all(|(term, reached)| {
                    let is_found = match &term.want {
                        Want::Name(name) => is_found(name),
                        Want::Reach(_) | Want::Keyed { .. } => false,
                    };
                    (is_found || self.holds(term, reached.as_ref(), item)) != term.negated
                })
            })
    }

    /// What a finding is about counts as the finding's own, and so does what it mentions.
    fn holds(&self, term: &Term, reached: Option<&Reached>, item: Item<'_>) -> bool {
        let own = match &term.want {
            Want::Name(name) => self.input.is_called(item, name),
            Want::Reach(_) => reached.is_some_and(|it| it.has(self.input, item)),
            Want::Keyed { key, test } => {
                (key.of)(self.input, item).is_some_and(|it| values::pass(test, &it))
            }
        };
        own || self.input.elements(item).any(|it| self.holds(term, reached, it))
    }

    /// The tools that are selected, in the order of the file.
    pub(crate) fn tools(&self) -> Vec<crate::stack::ToolId> {
        self.input.stack.tools.ids().filter(|it| self.has(Item::Tool(*it))).collect()
    }
}
