//! What is wrong with a selector, and where.

use std::ops::Range;

use super::keys::Vocabulary;
use super::{Input, Term, Test, Want};
use crate::text::{Label, clean, nearest};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) message: String,
    /// From 1, in characters.
    pub(crate) column: usize,
    /// Characters that are concerned, at least 1.
    pub(crate) len: usize,
    pub(crate) help: Option<String>,
    /// The text ends too early: more may follow while it is typed.
    pub(crate) is_open: bool,
}

impl Fault {
    pub(super) fn new(text: &str, at: Range<usize>, message: impl AsRef<str>) -> Self {
        let count = |range: Range<usize>| text.get(range).map_or(0, |it| it.chars().count());
        Self {
            message: clean(message.as_ref()),
            column: count(0..at.start) + 1,
            len: count(at).max(1),
            help: None,
            is_open: false,
        }
    }

    pub(super) fn help(mut self, help: impl AsRef<str>) -> Self {
        self.help = Some(clean(help.as_ref()));
        self
    }

    /// The message with its column.
    pub(crate) fn words(&self) -> String {
        format!("{} (column {})", self.message, self.column)
    }
}

/// A name or value that nothing in the stack bears.
pub(super) fn unknown(term: &Term, text: &str, input: &Input<'_>) -> Option<Fault> {
    let fault = |name: &str, message: String, known: &mut dyn Iterator<Item = &str>| {
        let known: Vec<&str> = known.collect();
        let wanted = name.to_lowercase();
        if known.iter().any(|it| it.to_lowercase() == wanted) {
            return None;
        }
        let fault = Fault::new(text, term.at.clone(), message);
        Some(match nearest(name, known) {
            Some(near) => fault.help(format!("did you mean `{}`?", quoted(near))),
            None => fault.help(format!("`*{name}*` selects all whose name contains it")),
        })
    };
    match &term.want {
        Want::Name(pattern) => {
            let name = pattern.literal()?;
            fault(name, format!("nothing in this stack is called `{name}`"), &mut input.names())
        }
        Want::Reach(reach) => {
            let name = reach.name.literal()?;
            let message = format!("this stack has no tool called `{name}`");
            fault(name, message, &mut input.tool_names())
        }
        Want::Keyed { key, test } => {
            let Test::Text(pattern) = test else { return None };
            let value = pattern.literal()?;
            let message = format!("nothing has {} `{value}`", key.name);
            let known = known(key.vocabulary, input)?;
            fault(value, message, &mut known.into_iter())
        }
    }
}

/// What may stand after a key; `None` where that is open.
fn known<'a>(vocabulary: Vocabulary, input: &Input<'a>) -> Option<Vec<&'a str>> {
    let stack = input.stack;
    match vocabulary {
        // What is not in the list was refused when the text was read.
        Vocabulary::Closed(_) | Vocabulary::Open => None,
        Vocabulary::Tools => Some(input.tool_names().collect()),
        Vocabulary::Parties => {
            let people = stack.people.values().flat_map(|it| [&it.id, &it.name]);
            let teams = stack.teams.values().flat_map(|it| [&it.id, &it.name]);
            Some(people.chain(teams).map(Label::as_str).collect())
        }
        Vocabulary::Objects => {
            Some(stack.objects.values().flat_map(|it| [it.id.as_str(), &it.name]).collect())
        }
        Vocabulary::Credentials => Some(stack.credentials.names().collect()),
        Vocabulary::Vendors => {
            Some(stack.vendors.values().flat_map(|it| [it.id.as_str(), &it.name]).collect())
        }
        Vocabulary::Tags => {
            Some(stack.tools.values().flat_map(|it| &it.tags).map(Label::as_str).collect())
        }
        Vocabulary::Rules => {
            let found = input.findings.iter().chain(input.problems).map(|it| it.code);
            Some(input.rules.iter().copied().chain(found).collect())
        }
    }
}

/// In quotes where it would mean something else without.
fn quoted(name: &str) -> String {
    if name.contains([' ', ',', ':', '=', '<', '>', '+', '!', '@', '*', '?']) {
        format!("\"{name}\"")
    } else {
        name.to_owned()
    }
}
