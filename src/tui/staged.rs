//! What is staged: a scenario in the making, every step of which can be taken back.

use crate::scenario::{Edit, Terms};

/// Edits that were staged by hand or read from a file.
#[derive(Default)]
pub(crate) struct Staged {
    pub(crate) edits: Vec<Edit>,
    /// The weeks, the hours a week and the day that are planned for it.
    pub(crate) terms: Terms,
    /// Rises with every change, so that late answers are known to be late.
    pub(crate) edition: u64,
    /// Steps that can be taken back; the last one first.
    past: Vec<Step>,
    /// Steps that were taken back; the last one comes again first.
    future: Vec<Step>,
    /// A file says the same, so that nothing is lost with it.
    pub(crate) is_saved: bool,
    /// How the file calls it.
    pub(crate) name: Option<String>,
    /// A step was taken and its result has not been told.
    pub(crate) is_untold: bool,
}

/// A change of what is staged.
struct Step {
    name: String,
    /// What is staged on the other side of it.
    edits: Vec<Edit>,
    terms: Terms,
}

impl Staged {
    /// Whether something would be lost.
    pub(crate) fn is_unsaved(&self) -> bool {
        !self.edits.is_empty() && !self.is_saved
    }

    /// Replaces what is staged, in one step.
    pub(crate) fn take(&mut self, name: String, edits: Vec<Edit>) {
        self.take_with(name, edits, self.terms);
    }

    /// Replaces what is staged and what is planned for it, in one step.
    pub(crate) fn take_with(&mut self, name: String, edits: Vec<Edit>, terms: Terms) {
        let before = self.exchange(edits, terms);
        self.past.push(Step { name, ..before });
        self.future.clear();
    }

    /// Takes the last step back; returns its name.
    pub(crate) fn undo(&mut self) -> Option<String> {
        let step = self.past.pop()?;
        let after = self.exchange(step.edits, step.terms);
        self.future.push(Step { name: step.name.clone(), ..after });
        Some(step.name)
    }

    /// Takes the step again that was taken back last; returns its name.
    pub(crate) fn redo(&mut self) -> Option<String> {
        let step = self.future.pop()?;
        let before = self.exchange(step.edits, step.terms);
        self.past.push(Step { name: step.name.clone(), ..before });
        Some(step.name)
    }

    /// Puts another state in the place of the present one, which it returns without a name.
    fn exchange(&mut self, edits: Vec<Edit>, terms: Terms) -> Step {
        let edits = std::mem::replace(&mut self.edits, edits);
        let terms = std::mem::replace(&mut self.terms, terms);
        self.edition += 1;
        self.is_saved = false;
        self.is_untold = true;
        Step { name: String::new(), edits, terms }
    }

    /// The name of the step that `undo` would take back.
    pub(crate) fn last_step(&self) -> Option<&str> {
        self.past.last().map(|it| it.name.as_str())
    }

    /// The name of the step that `redo` would take again.
    pub(crate) fn next_step(&self) -> Option<&str> {
        self.future.last().map(|it| it.name.as_str())
    }
}
