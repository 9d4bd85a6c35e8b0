//! The format as data for its manual: every map with its keys, in the order in which they are met.

use super::kinds::{CATALOG_FILE, ROOT, SCENARIO_FILE};
use super::shape::{Field, Form, Shape};

/// A map of the format.
pub(crate) struct Part {
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    /// The key that a bare value stands for.
    pub(crate) short: Option<&'static str>,
    pub(crate) keys: Vec<Key>,
}

/// A key of it.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) is_required: bool,
    pub(crate) doc: &'static str,
    /// "a date such as `2026-11-30`", "a list of"; what follows is `part`, where there is one.
    pub(crate) value: String,
    /// The name of the map that stands there.
    pub(crate) part: Option<&'static str>,
}

/// The maps of a stack file.
pub(crate) fn stack_parts() -> Vec<Part> {
    met_from(&ROOT).into_iter().map(|it| part(it, &[])).collect()
}

/// The maps of a scenario file that a stack file does not have; small ones stand in the key that holds them.
pub(crate) fn scenario_parts() -> Vec<Part> {
    let known = met_from(&ROOT);
    let own: Vec<&'static Shape> =
        met_from(&SCENARIO_FILE).into_iter().filter(|it| !is_in(&known, it)).collect();
    let (small, large): (Vec<&'static Shape>, Vec<&'static Shape>) = own
        .into_iter()
        .partition(|it| known.iter().any(|other| other.name == it.name) || is_flat(it));
    large.into_iter().map(|it| part(it, &small)).collect()
}

/// The maps of a catalogue file.
pub(crate) fn catalog_parts() -> Vec<Part> {
    met_from(&CATALOG_FILE).into_iter().map(|it| part(it, &[])).collect()
}

fn is_in(shapes: &[&'static Shape], shape: &Shape) -> bool {
    shapes.iter().any(|it| std::ptr::eq(*it, shape))
}

/// Has few keys, none of which leads on: what fits into one cell of a table.
fn is_flat(shape: &Shape) -> bool {
    shape.short.is_some_and(|it| it != "id")
        || (shape.fields.len() <= 2 && shape.fields.iter().all(|it| it.form.shape().is_none()))
}

fn met_from(root: &'static Shape) -> Vec<&'static Shape> {
    let mut met = vec![root];
    let mut next = 0;
    while let Some(shape) = met.get(next).copied() {
        for inner in shape.fields.iter().filter_map(|it| it.form.shape()) {
            if !is_in(&met, inner) {
                met.push(inner);
            }
        }
        next += 1;
    }
    met
}

fn part(shape: &'static Shape, small: &[&'static Shape]) -> Part {
    let keys = shape.fields.iter().map(|it| key(it, small)).collect();
    Part { name: shape.name, doc: shape.doc, short: shape.short, keys }
}

fn key(field: &Field, small: &[&'static Shape]) -> Key {
    let shape = field.form.shape();
    let inline = shape.filter(|it| is_in(small, it));
    let value = match inline {
        Some(shape) => {
            let keys: Vec<String> = shape.fields.iter().map(|it| format!("`{}`", it.key)).collect();
            format!("a map of {}", keys.join(", "))
        }
        None => match (field.key, field.form) {
            ("version", _) => "`1`".to_owned(),
            ("set", Form::Free) => {
                "a map: what it is about, such as `tool`, and its new settings".to_owned()
            }
            (_, form) => value_of(form),
        },
    };
    Key {
        name: field.key,
        is_required: field.required,
        doc: field.doc,
        value,
        part: shape.filter(|_| inline.is_none()).map(|it| it.name),
    }
}

fn value_of(form: Form) -> String {
    match form {
        Form::Map(_) => "a map:".to_owned(),
        Form::List(Form::Map(_)) => "a list of:".to_owned(),
        Form::Table(of) => format!("a map by name, each {}", value_of(*of)),
        Form::List(of) => format!("a list, each {}", value_of(*of)),
        Form::OneOf(names) => {
            let names: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
            names.join(", ")
        }
        Form::Id
        | Form::Text
        | Form::Bool
        | Form::Number
        | Form::Integer { .. }
        | Form::Percent
        | Form::Duration
        | Form::Cadence
        | Form::Date
        | Form::Moment
        | Form::Method
        | Form::Ref(_)
        | Form::Party
        | Form::Contact
        | Form::FieldRef
        | Form::Free => form.words(),
    }
}
