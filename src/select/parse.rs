//! From text to a selector. Every term is read for itself, so that one that is wrong does not spoil the others.

use std::ops::Range;

use super::keys::{KEYS, Key, Sort, Vocabulary, key};
use super::{Comparison, Fault, Hops, Pattern, Reach, Selector, Term, Test, Want};
use crate::stack::Date;
use crate::text::nearest;

/// Terms in one selector; more are refused, so that a text of any length is read in little time and room.
const TERMS_MAX: usize = 256;

pub(super) fn parse(text: &str) -> (Selector, Vec<Fault>) {
    let mut selector = Selector::default();
    let mut faults = Vec::new();
    let mut terms: Vec<Term> = Vec::new();
    let mut count = 0;
    // The comma that waits for the term after it.
    let mut comma = None;
    let mut at = 0;
    while let Some(ch) = text.get(at..).and_then(|it| it.chars().next()) {
        if ch == ',' {
            if comma.is_some() || terms.is_empty() {
                faults.push(Fault::new(text, at..at + 1, "nothing stands before this comma"));
            }
            comma = Some(at);
            at += 1;
        } else if ch.is_whitespace() {
            if comma.is_none() && !terms.is_empty() {
                selector.alternatives.push(std::mem::take(&mut terms));
            }
            at += ch.len_utf8();
        } else {
            count += 1;
            if count > TERMS_MAX {
                let message = format!("a selector has {TERMS_MAX} terms at most");
                faults.push(Fault::new(text, at..text.len(), message));
                break;
            }
            let end = match end_of_term(text, at) {
                Ok(end) => end,
                Err(fault) => {
                    faults.push(fault);
                    break;
                }
            };
            match term(text, at..end) {
                Ok(term) => terms.push(term),
                Err(fault) => faults.push(fault),
            }
            comma = None;
            at = end;
        }
    }
    if let Some(at) = comma {
        let mut fault = Fault::new(text, at..at + 1, "nothing follows this comma");
        fault.is_open = true;
        faults.push(fault);
    }
    if !terms.is_empty() {
        selector.alternatives.push(terms);
    }
    (selector, faults)
}

/// A quote opens a name or value where one begins; elsewhere it is a character like any other.
fn end_of_term(text: &str, start: usize) -> Result<usize, Fault> {
    let mut is_fresh = true;
    let mut open: Option<(usize, char)> = None;
    for (offset, ch) in text.get(start..).unwrap_or_default().char_indices() {
        match open {
            Some((_, quote)) if ch == quote => open = None,
            None if is_fresh && matches!(ch, '"' | '\'') => open = Some((start + offset, ch)),
            None if ch == ',' || ch.is_whitespace() => return Ok(start + offset),
            Some(_) | None => {}
        }
        is_fresh = matches!(ch, '!' | '@' | '+' | ':' | '=' | '<' | '>');
    }
    match open {
        Some((at, _)) => {
            let mut fault = Fault::new(text, at..at + 1, "this quote is never closed");
            fault.is_open = true;
            Err(fault)
        }
        None => Ok(text.len()),
    }
}

fn term(text: &str, at: Range<usize>) -> Result<Term, Fault> {
    let whole = text.get(at.clone()).unwrap_or_default();
    let body = whole.trim_start_matches('!');
    let marks = whole.len() - body.len();
    let inside = at.start + marks..at.end;
    if body.is_empty() {
        let mut fault = Fault::new(text, at, "nothing follows this `!`");
        fault.is_open = true;
        return Err(fault);
    }
    let want = want(text, inside.clone(), body)?;
    Ok(Term { negated: marks % 2 == 1, want, at: inside })
}

fn want(text: &str, at: Range<usize>, body: &str) -> Result<Want, Fault> {
    if let Some(rest) = body.strip_prefix('@') {
        let name = name(text, at.start + 1..at.end, rest)?;
        return Ok(Want::Reach(Reach { name, up: Some(Hops::All), down: Some(Hops::All) }));
    }
    if !body.starts_with(['"', '\'']) {
        if let Some(found) = body.find([':', '=', '<', '>']) {
            let (word, rest) = body.split_at(found);
            if !word.contains('+') {
                return keyed(text, at, word, rest);
            }
        }
        if let Some(reach) = reach(text, &at, body)? {
            return Ok(Want::Reach(reach));
        }
    } else if let Some(reach) = reach_down(text, &at, body)? {
        return Ok(Want::Reach(reach));
    }
    name(text, at, body).map(Want::Name)
}

/// `+x`, `2+x`, `x+`, `x+2` and both at once.
fn reach(text: &str, at: &Range<usize>, body: &str) -> Result<Option<Reach>, Fault> {
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let Some(rest) = body.get(digits..).and_then(|it| it.strip_prefix('+')) else {
        return reach_down(text, at, body);
    };
    let up = hops(text, at.start..at.start + digits, body.get(..digits).unwrap_or_default())?;
    let inside = at.start + digits + 1..at.end;
    if let Some(both) = reach_down(text, &inside, rest)? {
        return Ok(Some(Reach { up: Some(up), ..both }));
    }
    let name = name(text, inside, rest)?;
    Ok(Some(Reach { name, up: Some(up), down: None }))
}

fn reach_down(text: &str, at: &Range<usize>, body: &str) -> Result<Option<Reach>, Fault> {
    let before = body.trim_end_matches(|it: char| it.is_ascii_digit());
    let Some(word) = before.strip_suffix('+') else { return Ok(None) };
    let end = at.start + word.len();
    let count = body.get(before.len()..).unwrap_or_default();
    let down = hops(text, end + 1..at.end, count)?;
    let name = name(text, at.start..end, word)?;
    Ok(Some(Reach { name, up: None, down: Some(down) }))
}

fn hops(text: &str, at: Range<usize>, digits: &str) -> Result<Hops, Fault> {
    if digits.is_empty() {
        return Ok(Hops::All);
    }
    let message = "so many hops cannot be counted";
    digits.parse().map(Hops::Few).or(Err(Fault::new(text, at, message)))
}

fn name(text: &str, at: Range<usize>, word: &str) -> Result<Pattern, Fault> {
    if word.is_empty() {
        let mut fault = Fault::new(text, at.start.saturating_sub(1)..at.end, "a name is missing");
        fault.is_open = true;
        return Err(fault.help("name a tool, as in `+salesforce`"));
    }
    Ok(pattern(word))
}

fn pattern(word: &str) -> Pattern {
    let inside = ['"', '\''].into_iter().find_map(|quote| {
        let rest = word.strip_prefix(quote)?.strip_suffix(quote)?;
        (!rest.contains(quote)).then_some(rest)
    });
    inside.map_or_else(|| Pattern::new(word), Pattern::quoted)
}

fn keyed(text: &str, at: Range<usize>, word: &str, rest: &str) -> Result<Want, Fault> {
    let word_at = at.start..at.start + word.len();
    let Some(key) = key(word) else { return Err(no_such_key(text, word_at, word)) };
    let (sign, comparison) = [
        (">=", Some(Comparison::AtLeast)),
        ("<=", Some(Comparison::AtMost)),
        (">", Some(Comparison::More)),
        ("<", Some(Comparison::Less)),
        ("=", Some(Comparison::Equal)),
        (":", None),
    ]
    .into_iter()
    .find(|(sign, _)| rest.starts_with(sign))
    .unwrap_or((":", None));
    let value = rest.get(sign.len()..).unwrap_or_default();
    let sign_at = word_at.end..word_at.end + sign.len();
    let value_at = sign_at.end..at.end;
    if value.is_empty() {
        let mut fault =
            Fault::new(text, sign_at, format!("a value is missing after `{word}{sign}`"));
        fault.is_open = true;
        return Err(fault.help(format!("such as `{}`", key.example)));
    }
    let test = if value.eq_ignore_ascii_case("unknown") && !sign.contains(['<', '>']) {
        Test::Unknown
    } else {
        match key.sort {
            Sort::Number => number(text, value_at, key, comparison, value)?,
            Sort::Day => day(text, value_at, key, comparison, value)?,
            Sort::Text if sign.contains(['<', '>']) => {
                let message =
                    format!("`{}` is no number, so `{sign}` says nothing of it", key.name);
                return Err(Fault::new(text, sign_at, message)
                    .help(format!("write it with a colon, such as `{}`", key.example)));
            }
            Sort::Text => words(text, value_at, key, value)?,
        }
    };
    Ok(Want::Keyed { key, test })
}

fn number(
    text: &str,
    at: Range<usize>,
    key: &Key,
    comparison: Option<Comparison>,
    value: &str,
) -> Result<Test, Fault> {
    let number = value.parse::<f64>().ok().filter(|it| it.is_finite());
    let comparison = comparison.unwrap_or(Comparison::Equal);
    number.map(|it| Test::Number(comparison, it)).ok_or_else(|| {
        Fault::new(text, at, format!("`{value}` is no number"))
            .help(format!("`{}` takes one, such as `{}`", key.name, key.example))
    })
}

fn day(
    text: &str,
    at: Range<usize>,
    key: &Key,
    comparison: Option<Comparison>,
    value: &str,
) -> Result<Test, Fault> {
    match (Date::parse(value), comparison) {
        (Some(day), comparison) => Ok(Test::Day(comparison.unwrap_or(Comparison::Equal), day)),
        (None, None) if value.contains(['*', '?']) => Ok(Test::Text(Pattern::new(value))),
        (None, _) => Err(Fault::new(text, at, format!("`{value}` is no day"))
            .help(format!("`{}` takes one, such as `{}`", key.name, key.example))),
    }
}

fn words(text: &str, at: Range<usize>, key: &Key, value: &str) -> Result<Test, Fault> {
    let pattern = pattern(value);
    if let (Vocabulary::Closed(list), Some(word)) = (key.vocabulary, pattern.literal()) {
        let list = list();
        if list.iter().all(|it| !it.eq_ignore_ascii_case(word)) {
            let fault = Fault::new(text, at, format!("there is no {} `{word}`", key.name));
            return Err(match nearest(word, list.iter().copied()) {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault.help(format!("it is one of {}", list.join(", "))),
            });
        }
    }
    Ok(Test::Text(pattern))
}

fn no_such_key(text: &str, at: Range<usize>, word: &str) -> Fault {
    let names = || KEYS.iter().map(|it| it.name);
    let shown = if word.is_empty() {
        "a key is missing here".to_owned()
    } else {
        format!("there is no key `{word}`")
    };
    let fault = Fault::new(text, at, shown);
    match nearest(word, names()) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None => fault.help(format!(
            "the keys are {}; a name with `:`, `=`, `<` or `>` in it stands in quotes",
            names().collect::<Vec<_>>().join(", ")
        )),
    }
}
