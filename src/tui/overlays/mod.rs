//! Layers above a view: pickers, forms, the inspector.

mod form;
mod picker;

pub(crate) use form::{Fault, Field, Form, Takes};
pub(crate) use picker::{Choice, Item, Picker, PickerKind};

use super::proposal::Proposal;
use super::target::Target;

pub(crate) enum Overlay {
    Picker(Picker),
    Form(Form),
    /// The inspector, where no view shows such a thing.
    Detail(Target),
    /// A change to the files, before it is written.
    Proposal(Box<Proposal>),
}
