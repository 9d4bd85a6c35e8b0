//! The description of the file format: what keys a map has and what form each value takes.
//!
//! The checks, the readers' view of a file and the JSON Schema all come from the tables of `kinds`.

use crate::diag::ElementKind;

/// A map of the format.
pub(super) struct Shape {
    /// As people say it, e.g. "tool", "monitoring".
    pub(super) name: &'static str,
    pub(super) doc: &'static str,
    /// Set where each such map is an element of the stack.
    pub(super) kind: Option<ElementKind>,
    /// The key that a bare scalar stands for, e.g. `object` in `objects: [person]`.
    pub(super) short: Option<&'static str>,
    pub(super) fields: &'static [Field],
}

/// A key of a map.
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) form: Form,
    pub(super) required: bool,
    pub(super) doc: &'static str,
}

/// What a value looks like.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// A name that others refer to.
    Id,
    Text,
    Bool,
    /// Zero or more.
    Number,
    Integer {
        min: u8,
        max: u8,
    },
    Percent,
    Duration,
    /// A duration, a word such as `daily`, or a cron line.
    Cadence,
    Date,
    /// A date that may carry a time.
    Moment,
    OneOf(&'static [&'static str]),
    Method,
    Ref(ElementKind),
    /// A person or a team.
    Party,
    /// A person, a team, or a channel such as `#mops`.
    Contact,
    /// `object.field`, or a whole object.
    FieldRef,
    /// A list; a scalar or a map is a list of one.
    List(&'static Self),
    Map(&'static Shape),
    /// A map whose keys are the user's.
    Table(&'static Self),
    /// Anything.
    Free,
}

impl Shape {
    pub(super) fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|it| it.key == key)
    }
}

impl Form {
    /// The shape of the maps that the form leads to.
    pub(super) fn shape(self) -> Option<&'static Shape> {
        match self {
            Self::Map(shape) => Some(shape),
            Self::List(of) | Self::Table(of) => of.shape(),
            Self::Id
            | Self::Text
            | Self::Bool
            | Self::Number
            | Self::Integer { .. }
            | Self::Percent
            | Self::Duration
            | Self::Cadence
            | Self::Date
            | Self::Moment
            | Self::OneOf(_)
            | Self::Method
            | Self::Ref(_)
            | Self::Party
            | Self::Contact
            | Self::FieldRef
            | Self::Free => None,
        }
    }

    /// What stands there, for "expected …".
    pub(super) fn words(self) -> String {
        match self {
            Self::Id => "an id such as `hubspot` or `webinar-csv`".to_owned(),
            Self::Text => "text".to_owned(),
            Self::Bool => "`true` or `false`".to_owned(),
            Self::Number => "a number, zero or more".to_owned(),
            Self::Integer { min, max } => format!("a whole number from {min} to {max}"),
            Self::Percent => "a percentage such as `12%` or `0.12`".to_owned(),
            Self::Duration => "a duration such as `15m`, `2d` or `PT15M`".to_owned(),
            Self::Cadence => "a cadence such as `15m`, `daily` or `0 6 * * 1`".to_owned(),
            Self::Date => "a date such as `2026-11-30`".to_owned(),
            Self::Moment => "a date such as `2026-11-30` or `2026-11-30T08:15`".to_owned(),
            Self::OneOf(names) => alternatives(names),
            Self::Method => "a method such as `native_connector` or `manual_csv`".to_owned(),
            Self::Ref(kind) => format!("the id of {}", with_article(kind.words())),
            Self::Party => "the id of a person or team".to_owned(),
            Self::Contact => "the id of a person or team, or a `#channel`".to_owned(),
            Self::FieldRef => "a field such as `person.email`".to_owned(),
            Self::List(of) => format!("a list, each {}", of.words()),
            Self::Map(shape) => format!("a map of {} settings", shape.name),
            Self::Table(_) => "a map".to_owned(),
            Self::Free => "anything".to_owned(),
        }
    }
}

/// Lists longer than this are cut: a message is read in one glance.
const NAMES_SHOWN_MAX: usize = 12;

fn alternatives(names: &[&str]) -> String {
    let shown: Vec<String> =
        names.iter().take(NAMES_SHOWN_MAX).map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(NAMES_SHOWN_MAX);
    if more > 0 {
        return format!("one of {} and {more} more", shown.join(", "));
    }
    match shown.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, [first])) => format!("{first} or {last}"),
        Some((last, rest)) => format!("one of {} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// "a tool", "an object".
pub(super) fn with_article(words: &str) -> String {
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u', 'A']) { "an" } else { "a" };
    format!("{article} {words}")
}

/// A key that may be left out.
pub(super) const fn optional(key: &'static str, form: Form, doc: &'static str) -> Field {
    Field { key, form, required: false, doc }
}

/// A key without which the item says too little.
pub(super) const fn required(key: &'static str, form: Form, doc: &'static str) -> Field {
    Field { key, form, required: true, doc }
}
