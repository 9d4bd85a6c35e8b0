//! One scalar at a time: text to dates, numbers, shares and names.

use super::duration::{cadence, duration};
use super::method::method;
use super::shape::Form;
use crate::stack::{Cadence, Date, FieldRef, Method, Minutes, Moment, OwnerRef, Ref, Share};
use crate::text::Label;
use crate::yaml::{Kind, Node};

/// What a node can be read as. `None`: it is no such thing.
pub(super) trait Value: Sized {
    fn read(node: Node<'_>) -> Option<Self>;
}

impl Value for Label {
    fn read(node: Node<'_>) -> Option<Self> {
        node.text().map(Self::new)
    }
}

impl Value for bool {
    fn read(node: Node<'_>) -> Option<Self> {
        match node.text()? {
            "true" if node.is_plain() => Some(true),
            "false" if node.is_plain() => Some(false),
            _ => None,
        }
    }
}

impl Value for f64 {
    fn read(node: Node<'_>) -> Option<Self> {
        number(node.text()?)
    }
}

impl Value for u8 {
    fn read(node: Node<'_>) -> Option<Self> {
        let text = node.text()?;
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
    }
}

impl Value for Share {
    fn read(node: Node<'_>) -> Option<Self> {
        let text = node.text()?.trim();
        match text.strip_suffix('%') {
            Some(percent) => Self::new(number(percent.trim_end())? / 100.0),
            None => Self::new(number(text)?),
        }
    }
}

impl Value for Minutes {
    fn read(node: Node<'_>) -> Option<Self> {
        duration(node.text()?)
    }
}

impl Value for Cadence {
    fn read(node: Node<'_>) -> Option<Self> {
        let text = node.text()?;
        Some(Self { every: cadence(text)?, text: Label::new(text) })
    }
}

impl Value for Date {
    fn read(node: Node<'_>) -> Option<Self> {
        Self::parse(node.text()?)
    }
}

impl Value for Moment {
    fn read(node: Node<'_>) -> Option<Self> {
        moment(node.text()?)
    }
}

impl Value for Method {
    fn read(node: Node<'_>) -> Option<Self> {
        method(node.text()?).map(|(method, _)| method)
    }
}

impl<T> Value for Ref<T> {
    fn read(node: Node<'_>) -> Option<Self> {
        Some(Self::new(node.text()?, node.span()))
    }
}

impl Value for OwnerRef {
    fn read(node: Node<'_>) -> Option<Self> {
        Some(Self::new(node.text()?, node.span()))
    }
}

impl Value for FieldRef {
    fn read(node: Node<'_>) -> Option<Self> {
        Some(Self::new(node.text()?, node.span()))
    }
}

/// Whether a scalar has the form. Lists and maps are for their own readers.
pub(super) fn fits(node: Node<'_>, form: Form) -> bool {
    if node.kind() != Kind::Scalar {
        return matches!(form, Form::List(_) | Form::Map(_) | Form::Table(_) | Form::Free);
    }
    match form {
        Form::Text | Form::Free | Form::List(_) | Form::Map(_) | Form::Table(_) => true,
        Form::Id | Form::Ref(_) | Form::Party | Form::Contact | Form::FieldRef => {
            node.text().is_some_and(|text| !text.trim().is_empty())
        }
        Form::Bool => bool::read(node).is_some(),
        Form::Number => f64::read(node).is_some(),
        Form::Integer { min, max } => u8::read(node).is_some_and(|it| (min..=max).contains(&it)),
        Form::Percent => Share::read(node).is_some(),
        Form::Duration => Minutes::read(node).is_some(),
        Form::Cadence => Cadence::read(node).is_some(),
        Form::Date => Date::read(node).is_some(),
        Form::Moment => Moment::read(node).is_some(),
        Form::OneOf(names) => {
            node.text().is_some_and(|text| names.iter().any(|name| name.eq_ignore_ascii_case(text)))
        }
        Form::Method => Method::read(node).is_some(),
    }
}

/// Nothing, `~`, or the word `unknown`: there is no value, which is not zero.
pub(super) fn is_unknown(node: Node<'_>) -> bool {
    node.kind() == Kind::Null || (node.is_plain() && node.text() == Some("unknown"))
}

/// The largest number up to which every whole number is exact; more is a slip of the keyboard.
const NUMBER_MAX: f64 = 9_007_199_254_740_992.0;

/// A number that is zero or more.
fn number(text: &str) -> Option<f64> {
    let shaped = text.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    if !shaped {
        return None;
    }
    text.parse().ok().filter(|value| (0.0..=NUMBER_MAX).contains(value))
}

/// `2026-11-30`, `2026-11-30T08:15`, `2026-11-30 08:15:00Z`. Seconds and zones are read over.
fn moment(text: &str) -> Option<Moment> {
    let day = Date::parse(text)?;
    let Some(clock) = text.get(11..).filter(|clock| !clock.is_empty()) else {
        return (text.len() == 10).then_some(Moment { day, minute: None });
    };
    let part = |from: usize, to: usize| {
        let digits = clock.get(from..to)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<u16>().ok())?
    };
    let (hour, minute) = (part(0, 2)?, part(3, 5)?);
    let rest = clock.get(5..)?;
    let is_clock = clock.get(2..3) == Some(":")
        && hour < 24
        && minute < 60
        && rest
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b':' | b'.' | b'Z' | b'z' | b'+' | b'-'));
    is_clock.then_some(Moment { day, minute: Some(hour * 60 + minute) })
}
