//! One line of text that is being typed.

use tui_input::{Input, InputRequest};

use super::keys::Key;

#[derive(Clone, Debug, Default)]
pub(crate) struct TextInput {
    input: Input,
    /// The text is a proposal: whoever types replaces it.
    is_offered: bool,
}

impl TextInput {
    pub(crate) fn new(text: &str) -> Self {
        Self { input: Input::new(text.to_owned()), is_offered: false }
    }

    /// A proposal that typing replaces and that stands where nobody types.
    pub(crate) fn offered(text: &str) -> Self {
        Self { is_offered: !text.is_empty(), ..Self::new(text) }
    }

    pub(crate) fn is_offered(&self) -> bool {
        self.is_offered
    }

    fn make_way(&mut self) {
        if std::mem::take(&mut self.is_offered) {
            self.input.reset();
        }
    }

    pub(crate) fn text(&self) -> &str {
        self.input.value()
    }

    /// Cells before the cursor.
    pub(crate) fn cursor(&self) -> usize {
        self.input.visual_cursor()
    }

    pub(crate) fn insert(&mut self, text: &str) {
        self.make_way();
        for char in crate::text::clean(text).chars() {
            let _response = self.input.handle(InputRequest::InsertChar(char));
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
        match request {
            InputRequest::InsertChar(_) | InputRequest::DeletePrevChar => self.make_way(),
            _ => self.is_offered = false,
        }
        let _response = self.input.handle(request);
        true
    }
}
