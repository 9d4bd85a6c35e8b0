//! A form: a few fields with defaults, and what is done with them.

use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::text_input::TextInput;

/// Takes the values in the order of the fields; an error stays in the form.
pub(crate) type Submit = fn(&mut Model, &[String]) -> Result<Vec<Effect>, String>;

#[derive(Clone)]
pub(crate) struct Form {
    pub(crate) title: &'static str,
    pub(crate) fields: Vec<Field>,
    /// The field that is typed in.
    pub(crate) at: usize,
    pub(crate) problem: Option<String>,
    pub(crate) submit: Submit,
}

#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) label: &'static str,
    pub(crate) input: TextInput,
    pub(crate) hint: &'static str,
}

impl Field {
    pub(crate) fn new(label: &'static str, value: &str, hint: &'static str) -> Self {
        Self { label, input: TextInput::new(value), hint }
    }
}

impl Form {
    /// Begins in the first field that has no value yet.
    pub(crate) fn new(title: &'static str, fields: Vec<Field>, submit: Submit) -> Self {
        let at = fields.iter().position(|it| it.input.text().is_empty()).unwrap_or(0);
        Self { title, fields, at, problem: None, submit }
    }

    pub(crate) fn values(&self) -> Vec<String> {
        self.fields.iter().map(|it| it.input.text().to_owned()).collect()
    }
}
