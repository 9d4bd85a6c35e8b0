//! What a thing has under a key.

#![expect(clippy::unnecessary_wraps, reason = "these are the answers of keys, and some have none")]

use std::borrow::Cow;

use super::Test;
use crate::stack::{Date, OwnerRef, Ref, Stack, Tool};
use crate::text::Label;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Text(Cow<'a, str>),
    Number(f64),
    Day(Date),
}

/// `None`: things of its kind have no such key. Empty: nobody has said.
pub(super) type Values<'a> = Option<Vec<Value<'a>>>;

/// Some value passes; what is unknown passes only where that is asked for.
pub(super) fn pass(test: &Test, values: &[Value<'_>]) -> bool {
    match test {
        Test::Unknown => values.is_empty(),
        Test::Text(pattern) => values.iter().any(|it| match it {
            Value::Text(text) => pattern.fits(text),
            Value::Number(number) => pattern.fits(&number.to_string()),
            Value::Day(day) => pattern.fits(&day.to_string()),
        }),
        Test::Number(comparison, than) => values
            .iter()
            .any(|it| matches!(it, Value::Number(number) if comparison.holds(number, than))),
        Test::Day(comparison, than) => {
            values.iter().any(|it| matches!(it, Value::Day(day) if comparison.holds(day, than)))
        }
    }
}

pub(super) fn text(text: &str) -> Values<'_> {
    Some(vec![Value::Text(Cow::Borrowed(text))])
}

pub(super) fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Values<'a> {
    Some(texts.into_iter().map(|it| Value::Text(Cow::Borrowed(it))).collect())
}

pub(super) fn number(number: Option<f64>) -> Values<'static> {
    Some(number.map(Value::Number).into_iter().collect())
}

pub(super) fn small(number: Option<u8>) -> Values<'static> {
    self::number(number.map(f64::from))
}

pub(super) fn day(day: Option<Date>) -> Values<'static> {
    Some(day.map(Value::Day).into_iter().collect())
}

/// An owner goes by what was written and by the name of the person or team.
pub(super) fn owners<'a>(
    stack: &'a Stack,
    owners: impl IntoIterator<Item = &'a Option<OwnerRef>>,
) -> Values<'a> {
    let owners = owners.into_iter().flatten();
    texts(owners.flat_map(|it| [it.name.as_str(), stack.party_name(it)]))
}

/// A tool goes by its id, name and aliases.
pub(super) fn tools<'a>(
    stack: &'a Stack,
    references: impl IntoIterator<Item = &'a Ref<Tool>>,
) -> Values<'a> {
    let mut names = Vec::new();
    for it in references {
        names.push(it.name.as_str());
        if let Some(id) = it.id {
            let tool = &stack.tools[id];
            names.extend(std::iter::once(&tool.name).chain(&tool.aka).map(Label::as_str));
        }
    }
    texts(names)
}
