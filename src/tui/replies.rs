//! Keeps a terminal's late answer to a question out of the keys.
//!
//! Light or dark is asked once before keys are read. A slow line may answer after the program has stopped waiting;
//! the answer, `ESC ] 11 ; rgb:… BEL`, then arrives as if it had been typed.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// The longest answer: `11;rgba:ffff/ffff/ffff/ffff` and its end.
const REPLY_KEYS_MAX: usize = 32;

/// How much of an answer has been swallowed.
#[derive(Debug, Default)]
pub(crate) struct Replies {
    swallowed: Option<usize>,
}

impl Replies {
    /// Whether the event is part of an answer and nobody's key.
    pub(crate) fn swallows(&mut self, event: &Event) -> bool {
        let Event::Key(key) = event else { return false };
        match self.swallowed {
            None => {
                let begins = is(key, ']', KeyModifiers::ALT);
                if begins {
                    self.swallowed = Some(0);
                }
                begins
            }
            Some(count) => {
                let ends = is(key, 'g', KeyModifiers::CONTROL) || is(key, '\\', KeyModifiers::ALT);
                let belongs = ends || (count < REPLY_KEYS_MAX && fits(key, count));
                self.swallowed = (belongs && !ends).then_some(count + 1);
                belongs
            }
        }
    }
}

fn is(key: &KeyEvent, char: char, held: KeyModifiers) -> bool {
    key.code == KeyCode::Char(char) && key.modifiers.contains(held)
}

/// The first keys are `10;` to `19;`, so that Alt-] followed by a real key costs no key.
fn fits(key: &KeyEvent, position: usize) -> bool {
    let KeyCode::Char(char) = key.code else { return false };
    match position {
        0 => char == '1',
        1 => char.is_ascii_digit(),
        2 => char == ';',
        _ => char.is_ascii_hexdigit() || matches!(char, 'r' | 'g' | ':' | '/' | '?'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Event> {
        let mut events = Vec::new();
        let mut chars = text.chars();
        while let Some(char) = chars.next() {
            let (code, held) = match char {
                '\u{1b}' => (chars.next().unwrap_or('['), KeyModifiers::ALT),
                '\u{7}' => ('g', KeyModifiers::CONTROL),
                other => (other, KeyModifiers::NONE),
            };
            events.push(Event::Key(KeyEvent::new(KeyCode::Char(code), held)));
        }
        events
    }

    fn left_over(text: &str) -> usize {
        let mut replies = Replies::default();
        keys(text).iter().filter(|it| !replies.swallows(it)).count()
    }

    #[test]
    fn answers_vanish_and_keys_stay() {
        assert_eq!(left_over("\u{1b}]11;rgb:1414/1616/1a1a\u{7}"), 0);
        assert_eq!(left_over("\u{1b}]10;rgb:d0d0/d4d4/d8d8\u{1b}\\j"), 1);
        assert_eq!(left_over("jk"), 2);
        assert_eq!(left_over("\u{1b}]jk"), 2);
        assert_eq!(left_over("\u{1b}]11;rgb:1414/1616/1a1aq"), 1);
    }
}
