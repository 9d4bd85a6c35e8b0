//! One line of text that is being typed.

use tui_input::{Input, InputRequest};

use super::keys::Key;

#[derive(Clone, Debug, Default)]
pub(crate) struct TextInput(Input);

impl TextInput {
    pub(crate) fn new(text: &str) -> Self {
        Self(Input::new(text.to_owned()))
    }

    pub(crate) fn text(&self) -> &str {
        self.0.value()
    }

    /// Cells before the cursor.
    pub(crate) fn cursor(&self) -> usize {
        self.0.visual_cursor()
    }

    pub(crate) fn insert(&mut self, text: &str) {
        for char in crate::text::clean(text).chars() {
            let _response = self.0.handle(InputRequest::InsertChar(char));
        }
    }

    /// Whether the key was for the line.
    pub(crate) fn press(&mut self, key: &Key) -> bool {
        let request = match key.name.as_str() {
            "left" => InputRequest::GoToPrevChar,
            "right" => InputRequest::GoToNextChar,
            "home" | "ctrl-a" => InputRequest::GoToStart,
            "end" | "ctrl-e" => InputRequest::GoToEnd,
            "backspace" | "ctrl-h" => InputRequest::DeletePrevChar,
            "delete" => InputRequest::DeleteNextChar,
            "ctrl-w" => InputRequest::DeletePrevWord,
            "ctrl-u" => InputRequest::DeleteFromStart,
            "ctrl-k" => InputRequest::DeleteTillEnd,
            _ => match key.char {
                Some(char) => InputRequest::InsertChar(char),
                None => return false,
            },
        };
        let _response = self.0.handle(request);
        true
    }
}
