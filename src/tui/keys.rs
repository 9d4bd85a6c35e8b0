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
    fn events_have_the_names_of_the_table() {
        let name = |code, held| Key::of(KeyEvent::new(code, held)).unwrap();
        assert_eq!(name(KeyCode::Char('p'), KeyModifiers::CONTROL).name, "ctrl-p");
        let upper = name(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!((upper.name.as_str(), upper.char), ("G", Some('G')));
        assert_eq!(name(KeyCode::BackTab, KeyModifiers::SHIFT).name, "shift-tab");
        assert!(Key::is_fragile("F1") && Key::is_fragile("ctrl-l") && !Key::is_fragile("F"));
    }
}
