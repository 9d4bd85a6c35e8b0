//! Keys by their names: `j`, `G`, `ctrl-p`, `shift-tab`, `F1`. Two in a row are written `g g`.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key that was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) name: String,
    /// What it types, if anything.
    pub(crate) char: Option<char>,
}

impl Key {
    pub(crate) fn named(name: &str) -> Self {
        let mut chars = name.chars();
        let char = match name {
            "space" => Some(' '),
            _ => chars.next().filter(|_| chars.next().is_none()),
        };
        Self { name: name.to_owned(), char }
    }

    /// `None` for what has no name here, e.g. a bare modifier.
    pub(crate) fn of(event: KeyEvent) -> Option<Self> {
        let base = match event.code {
            KeyCode::Char(' ') => "space".to_owned(),
            KeyCode::Char(char) => char.to_string(),
            KeyCode::F(number) => format!("F{number}"),
            KeyCode::Enter => "enter".to_owned(),
            KeyCode::Esc => "esc".to_owned(),
            KeyCode::Tab => "tab".to_owned(),
            KeyCode::BackTab => "shift-tab".to_owned(),
            KeyCode::Backspace => "backspace".to_owned(),
            KeyCode::Delete => "delete".to_owned(),
            KeyCode::Left => "left".to_owned(),
            KeyCode::Right => "right".to_owned(),
            KeyCode::Up => "up".to_owned(),
            KeyCode::Down => "down".to_owned(),
            KeyCode::Home => "home".to_owned(),
            KeyCode::End => "end".to_owned(),
            KeyCode::PageUp => "pgup".to_owned(),
            KeyCode::PageDown => "pgdn".to_owned(),
            _ => return None,
        };
        let held = event.modifiers;
        let mut name = base;
        if held.contains(KeyModifiers::ALT) {
            name = format!("alt-{name}");
        }
        if held.contains(KeyModifiers::CONTROL) {
            name = format!("ctrl-{}", name.to_lowercase());
        }
        let plain = !held.intersects(KeyModifiers::ALT | KeyModifiers::CONTROL);
        let char = match event.code {
            KeyCode::Char(char) if plain => Some(char),
            _ => None,
        };
        Some(Self { name, char })
    }

    #[cfg(test)]
    /// An IDE's terminal may swallow it.
    pub(crate) fn is_fragile(name: &str) -> bool {
        let is_function = name.strip_prefix('F').is_some_and(|rest| rest.parse::<u8>().is_ok());
        name.starts_with("ctrl-") || name.starts_with("alt-") || is_function
    }
}

/// Keys that are called by a name.
const NAMED: [&str; 15] = [
    "space",
    "enter",
    "esc",
    "tab",
    "shift-tab",
    "backspace",
    "delete",
    "left",
    "right",
    "up",
    "down",
    "home",
    "end",
    "pgup",
    "pgdn",
];
/// As many function keys as keyboards have.
const FUNCTION_KEYS_MAX: u8 = 12;

/// The name of a key, or of two in a row, as somebody writes it; `None` where there is no such key.
pub(crate) fn parse(text: &str) -> Option<String> {
    let words: Option<Vec<String>> = text.split_whitespace().map(parse_one).collect();
    let words = words?;
    (1..=2).contains(&words.len()).then(|| words.join(" "))
}

fn parse_one(word: &str) -> Option<String> {
    if is_typed(word) && word != "space" {
        return Some(word.to_owned());
    }
    let held = |prefix: &str| {
        let start = word.get(..prefix.len()).filter(|it| it.eq_ignore_ascii_case(prefix));
        start.and_then(|_| parse_one(word.get(prefix.len()..)?))
    };
    if let Some(rest) = held("ctrl-") {
        return Some(format!("ctrl-{}", rest.to_lowercase()));
    }
    if let Some(rest) = held("alt-") {
        return Some(format!("alt-{rest}"));
    }
    let lower = word.to_lowercase();
    if NAMED.contains(&lower.as_str()) {
        return Some(lower);
    }
    let number = lower.strip_prefix('f')?.parse::<u8>().ok()?;
    (1..=FUNCTION_KEYS_MAX).contains(&number).then(|| format!("F{number}"))
}

/// It types something.
pub(crate) fn is_typed(name: &str) -> bool {
    name == "space" || name.chars().count() == 1
}

/// A key as hints show it.
pub(crate) fn show(name: &str) -> String {
    match name {
        "enter" => "Enter".to_owned(),
        "esc" => "Esc".to_owned(),
        "tab" => "Tab".to_owned(),
        "space" => "Space".to_owned(),
        "backspace" => "Backspace".to_owned(),
        "pgup" => "PgUp".to_owned(),
        "pgdn" => "PgDn".to_owned(),
        "home" => "Home".to_owned(),
        "end" => "End".to_owned(),
        "up" => "↑".to_owned(),
        "down" => "↓".to_owned(),
        "left" => "←".to_owned(),
        "right" => "→".to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_by_what_people_write() {
        let parsed = ["x", "X", "Enter", "f5", "Ctrl-P", "ctrl-alt-x", "alt-X", "g  d", "SPACE"];
        let wanted = ["x", "X", "enter", "F5", "ctrl-p", "ctrl-alt-x", "alt-X", "g d", "space"];
        assert_eq!(parsed.map(|it| parse(it).unwrap()), wanted.map(str::to_owned));
        for wrong in ["", "F13", "hyper-x", "ctrl-", "g g g", "enterr"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn events_have_the_names_of_the_table() {
        let name = |code, held| Key::of(KeyEvent::new(code, held)).unwrap();
        assert_eq!(name(KeyCode::Char('p'), KeyModifiers::CONTROL).name, "ctrl-p");
        let upper = name(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!((upper.name.as_str(), upper.char), ("G", Some('G')));
        assert_eq!(name(KeyCode::BackTab, KeyModifiers::SHIFT).name, "shift-tab");
        assert!(Key::is_fragile("F1") && Key::is_fragile("ctrl-l") && !Key::is_fragile("F"));
    }
}
