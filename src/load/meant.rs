//! What somebody meant who wrote something else: as advice, and as a fix where it is clear.

use super::duration;
use super::method::{method, spellings};
use super::shape::Form;
use crate::diag::{Fix, Safety};
use crate::stack::{Date, Method};
use crate::text::{clean, nearest};
use crate::yaml::Node;

/// A guess at a wrong value.
pub(super) struct Meant {
    pub(super) advice: String,
    /// The right word, where one is as good as certain.
    pub(super) word: Option<(String, Safety)>,
}

/// The fix that writes a word in the place of a key or value.
pub(super) fn replaced(node: Node<'_>, word: &str, safety: Safety) -> Fix {
    let written = clean(node.text().unwrap_or_default());
    Fix::new(safety, format!("write `{word}` instead of `{written}`")).replace(node.span(), word)
}

/// One slip of the finger apart, or only in case and separators: nothing else can be meant.
pub(super) fn safety_of(written: &str, near: &str) -> Safety {
    let fold = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
    let is_sure = strsim::damerau_levenshtein(written, near) <= 1 || fold(written) == fold(near);
    if is_sure { Safety::Safe } else { Safety::Unsafe }
}

/// What a wrong scalar may have meant.
pub(super) fn meant(text: &str, form: Form) -> Option<Meant> {
    let sure = |word: String| Meant {
        advice: format!("write `{word}`"),
        word: Some((word, Safety::Safe)),
    };
    let near = match form {
        Form::Bool => return meant_bool(text).map(|word| sure(word.to_owned())),
        Form::Percent => {
            let is_percent = text.trim().parse::<f64>().is_ok_and(|it| it > 1.0 && it <= 100.0);
            let percent = format!("{}%", text.trim());
            return is_percent.then(|| sure(percent));
        }
        Form::Number => return meant_number(text).map(sure),
        Form::Date | Form::Moment => return meant_date(text).map(|date| sure(date.to_string())),
        Form::OneOf(names) => nearest(text, names.iter().copied()),
        Form::Method => {
            let names = <Method as strum::VariantNames>::VARIANTS.iter().copied();
            nearest(text, names.chain(spellings().map(|(name, _)| name)))
                .and_then(method)
                .map(|(method, _)| method.name())
        }
        Form::Duration | Form::Cadence => {
            if let Ok(count) = text.trim().parse::<u32>() {
                let advice = format!("add the unit: `{count}m`, `{count}h` or `{count}d`");
                return Some(Meant { advice, word: None });
            }
            nearest(text, duration::words())
        }
        Form::Id
        | Form::Text
        | Form::Integer { .. }
        | Form::Ref(_)
        | Form::Party
        | Form::Contact
        | Form::FieldRef
        | Form::List(_)
        | Form::Map(_)
        | Form::Table(_)
        | Form::Free => None,
    };
    near.map(|near| Meant {
        advice: format!("did you mean `{near}`?"),
        word: Some((near.to_owned(), safety_of(text, near))),
    })
}

/// The number without currency signs and thousands separators, where it is clear which they are.
fn meant_number(text: &str) -> Option<String> {
    let number = text.trim().trim_start_matches(['$', '€', '£']).trim();
    let grouped = number
        .split([',', '_', '\''])
        .skip(1)
        .all(|group| group.split('.').next().is_some_and(|it| it.len() == 3));
    let digits: String = number.chars().filter(|ch| !matches!(ch, ',' | '_' | '\'')).collect();
    let is_number = digits.starts_with(|ch: char| ch.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (grouped && is_number && digits.len() <= 15).then_some(digits)
}

/// The day of `31.5.2026` and `2026/5/31`. `5/31/2026` is another day elsewhere, so nothing is guessed.
fn meant_date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.trim().split(['.', '/', '-']).collect();
    let [first, month, last] = *parts.as_slice() else { return None };
    let (year, day) = match (first.len(), last.len()) {
        (4, 1 | 2) => (first, last),
        (1 | 2, 4) if text.contains('.') => (last, first),
        _ => return None,
    };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn meant_bool(text: &str) -> Option<&'static str> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "on" | "y" | "true" | "1" => Some("true"),
        "no" | "off" | "n" | "false" | "0" => Some("false"),
        _ => None,
    }
}
