//! Values as text: quoted where they would read as something else, on one line where they fit.

use crate::yaml::Value;

/// What stands inside of a line: longer maps and lists take a line for each entry.
const INLINE_CHARS_MAX: usize = 80;

/// Whether commas and brackets end a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Around {
    Block,
    Flow,
}

/// The value on one line.
pub(super) fn inline(value: &Value, around: Around) -> String {
    match value {
        Value::Null => "~".to_owned(),
        Value::Word(text) if is_safe(text, around) => text.clone(),
        Value::Text(text) if is_safe(text, around) && !looks_typed(text) => text.clone(),
        Value::Word(text) | Value::Text(text) => quoted(text),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|it| inline(it, Around::Flow)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(name, value)| {
                    format!("{}: {}", key(name, Around::Flow), inline(value, Around::Flow))
                })
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// A map's key.
pub(super) fn key(name: &str, around: Around) -> String {
    if is_safe(name, around) && name != "<<" && !is_nothing(name) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// The value in lines that begin at the same column.
pub(super) fn block(value: &Value) -> Vec<String> {
    match value {
        Value::List(items) if !items.is_empty() => items.iter().flat_map(item).collect(),
        Value::Map(entries) if !entries.is_empty() => {
            entries.iter().flat_map(|(name, value)| entry(name, value)).collect()
        }
        Value::Null | Value::Text(_) | Value::Word(_) | Value::List(_) | Value::Map(_) => {
            vec![inline(value, Around::Block)]
        }
    }
}

/// An entry of a block map, in lines.
pub(super) fn entry(name: &str, value: &Value) -> Vec<String> {
    let name = key(name, Around::Block);
    if fits(value) {
        return vec![format!("{name}: {}", inline(value, Around::Block))];
    }
    let mut lines = vec![format!("{name}:")];
    lines.extend(block(value).iter().map(|line| format!("  {line}")));
    lines
}

/// An item of a block list, in lines.
pub(super) fn item(value: &Value) -> Vec<String> {
    let is_small = !matches!(value, Value::Map(_)) && fits(value);
    let lines = if is_small { vec![inline(value, Around::Block)] } else { block(value) };
    let marks = std::iter::once("- ").chain(std::iter::repeat("  "));
    marks.zip(lines).map(|(mark, line)| format!("{mark}{line}")).collect()
}

/// Whether a value reads well on one line.
pub(super) fn fits(value: &Value) -> bool {
    let is_leaf = |value: &Value| !matches!(value, Value::Map(_) | Value::List(_));
    let is_flat = match value {
        Value::Null | Value::Text(_) | Value::Word(_) => return true,
        Value::List(items) => items.iter().all(is_leaf),
        Value::Map(entries) => entries.iter().all(|(_, value)| is_leaf(value)),
    };
    is_flat && inline(value, Around::Flow).chars().count() <= INLINE_CHARS_MAX
}

/// Whether a scalar without quotes reads back as itself.
fn is_safe(text: &str, around: Around) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let is_marked = matches!(
        first,
        '-' | '?'
            | ':'
            | ','
            | '['
            | ']'
            | '{'
            | '}'
            | '#'
            | '&'
            | '*'
            | '!'
            | '|'
            | '>'
            | '\''
            | '"'
            | '%'
            | '@'
            | '`'
            | '='
            | '.'
    );
    let is_spaced = text.trim() != text;
    let is_ended = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    let is_flow_ended = around == Around::Flow && text.contains([',', '[', ']', '{', '}', ':']);
    let is_printable = text.chars().all(|ch| !is_odd(ch));
    !(is_marked || is_spaced || is_ended || is_flow_ended) && is_printable && !is_nothing(text)
}

/// What YAML or the format takes for no value.
fn is_nothing(text: &str) -> bool {
    matches!(text, "~" | "null" | "Null" | "NULL")
}

/// Whether a reader with types, or this one, takes the text for a number, a date or a truth value.
fn looks_typed(text: &str) -> bool {
    let is_word = matches!(
        text.to_ascii_lowercase().as_str(),
        "true" | "false" | "yes" | "no" | "on" | "off" | "unknown"
    );
    let begins = text.starts_with(|ch: char| ch.is_ascii_digit() || ch == '+');
    let is_number = text.bytes().all(|byte| {
        byte.is_ascii_hexdigit()
            || matches!(byte, b'.' | b'_' | b'-' | b'+' | b':' | b'x' | b'o' | b'T' | b'Z' | b' ')
    });
    is_word || (begins && is_number)
}

/// Characters that a text editor shows wrongly or not at all.
fn is_odd(ch: char) -> bool {
    ch.is_control() || matches!(ch, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{85}')
}

/// Four digits, which is all that odd characters need.
fn hex(code: u32) -> impl Iterator<Item = char> {
    let digit = move |place: u32| char::from_digit((code >> (place * 4)) & 0xf, 16).unwrap_or('0');
    (0..4).rev().map(digit)
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for ch in text.chars() {
        match ch {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            ch if is_odd(ch) => out.extend(['\\', 'u'].into_iter().chain(hex(u32::from(ch)))),
            ch => out.push(ch),
        }
    }
    out.push('"');
    out
}
