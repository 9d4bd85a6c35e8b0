//! Holds a tree against the shapes: every problem of form is told, in one run.

use std::collections::BTreeMap;

use super::item::{Item, is_users_own, named, one_or_many};
use super::meant;
use super::method::{Spelling, method};
use super::shape::{Field, Form, Shape, with_article};
use super::value::{fits, is_unknown};
use crate::diag::{Diagnostic, Element, Fix, Safety, Severity};
use crate::text::{Span, clean, nearest, plural};
use crate::yaml::{Kind, Node};

/// What a map is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A whole item, which needs its required keys.
    Whole,
    /// New values for an item that exists. The key that names the item, e.g. `tool`, may stand among them.
    Patch,
}

/// Reports everything in a node that is not as the shape wants it.
pub(super) fn check(
    node: Node<'_>,
    shape: &'static Shape,
    purpose: Purpose,
    problems: &mut Vec<Diagnostic>,
) {
    let mut check = Check { problems, element: None, told: 0 };
    check.map(node, shape.name, shape, purpose);
    let more = check.told.saturating_sub(PROBLEMS_MAX);
    if more > 0 {
        let message = format!("{} not shown", plural(more, "further problem"));
        let start = node.span().start;
        let problem = Diagnostic::new("too-many-problems", Severity::Note, message)
            .at(Span { end: start, ..node.span() }, "in this file");
        problems.push(problem);
    }
}

/// What is shown of one file; whoever has more has one cause for most of them.
const PROBLEMS_MAX: usize = 1_000;

struct Check<'p> {
    problems: &'p mut Vec<Diagnostic>,
    /// The element that the walk is in.
    element: Option<Element>,
    /// How many problems there were so far, shown or not.
    told: usize,
}

impl Check<'_> {
    fn tell(&mut self, mut problem: Diagnostic) {
        self.told += 1;
        if self.told <= PROBLEMS_MAX {
            problem.element.clone_from(&self.element);
            self.problems.push(problem);
        }
    }

    fn map(&mut self, node: Node<'_>, key: &str, shape: &'static Shape, purpose: Purpose) {
        match node.kind() {
            Kind::Map => {}
            Kind::Null => return,
            Kind::Scalar if is_unknown(node) => return,
            Kind::Scalar => match shape.short.and_then(|short| shape.field(short)) {
                Some(field) => return self.value(node, field.key, field.form),
                None => return self.wrong_form(node, key, Form::Map(shape)),
            },
            Kind::List => return self.wrong_form(node, key, Form::Map(shape)),
        }
        let outer = self.element.clone();
        if let Some(kind) = shape.kind {
            let id = node.get("id").and_then(Node::text);
            self.element = id.map(|id| Element::new(kind, id));
        }
        for (key, value) in node.entries() {
            self.entry((node, key), value, shape, purpose);
        }
        if purpose == Purpose::Whole {
            self.required(node, shape);
        }
        self.element = outer;
    }

    fn entry(
        &mut self,
        (map, key): (Node<'_>, Node<'_>),
        value: Node<'_>,
        shape: &'static Shape,
        purpose: Purpose,
    ) {
        let Some(text) = key.text() else {
            let problem = Diagnostic::new("unknown-key", Severity::Warning, "a key must be a name")
                .at(key.span(), "this is not read");
            return self.tell(problem);
        };
        if is_users_own(key) || text == "extra" {
            return;
        }
        match named(key, shape) {
            Some(field) => self.field(value, field),
            None if purpose == Purpose::Patch && is_selector(text, shape) => {}
            None => self.unknown_key((map, key), text, shape),
        }
    }

    fn field(&mut self, value: Node<'_>, field: &'static Field) {
        // A thing that stands for nothing known cannot be shown at all.
        let is_missing = if matches!(field.form, Form::Id) {
            value.kind() == Kind::Null
        } else {
            matches!(field.form, Form::Ref(_) | Form::FieldRef) && is_unknown(value)
        };
        if field.required && is_missing {
            let message = format!("`{}` is required and cannot be unknown", field.key);
            let problem = Diagnostic::new("missing-key", Severity::Error, message)
                .at(value.span(), format!("expected {}", field.form.words()))
                .help(field.doc);
            return self.tell(problem);
        }
        if value.kind() == Kind::Null || (is_unknown(value) && !matches!(field.form, Form::Id)) {
            return;
        }
        self.value(value, field.key, field.form);
    }

    fn value(&mut self, node: Node<'_>, key: &str, form: Form) {
        match form {
            Form::Free => {}
            Form::Map(shape) => self.map(node, key, shape, Purpose::Whole),
            Form::List(Form::Map(shape)) if is_keyed_by_id(node, shape) => {
                self.wrong_form(node, key, form);
            }
            Form::List(of) => {
                for member in one_or_many(node) {
                    if !is_unknown(member) {
                        self.value(member, key, *of);
                    }
                }
                self.repeated(node, key);
            }
            Form::Table(of) => self.table(node, key, form, *of),
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
            | Form::OneOf(_)
            | Form::Method
            | Form::Ref(_)
            | Form::Party
            | Form::Contact
            | Form::FieldRef => self.scalar(node, key, form),
        }
    }

    /// Words that stand in a list again: once says as much.
    fn repeated(&mut self, list: Node<'_>, key: &str) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        // A list of one cannot repeat itself, and an alias repeats what stands elsewhere.
        let words = list.items().filter(|it| it.kind() == Kind::Scalar && !it.is_alias());
        for (word, text) in words.filter_map(|it| Some((it, it.text()?))) {
            let Some(first) = seen.insert(text, word.span()) else { continue };
            seen.insert(text, first);
            let message = format!("`{}` stands twice in `{}`", clean(text), clean(key));
            let title = format!("take the second `{}` out of `{}`", clean(text), clean(key));
            let problem = Diagnostic::new("repeated-item", Severity::Note, message)
                .at(word.span(), "again here")
                .mark(first, "first here")
                .help("delete one of the two")
                .fix(Fix::new(Safety::Safe, title).remove(word.span()));
            self.tell(problem);
        }
    }

    fn table(&mut self, node: Node<'_>, key: &str, form: Form, of: Form) {
        if node.kind() != Kind::Map {
            return self.wrong_form(node, key, form);
        }
        for (name, value) in node.entries().filter(|(name, _)| !is_users_own(*name)) {
            self.suspicious(name);
            if !is_unknown(value) {
                self.value(value, name.text().unwrap_or(key), of);
            }
        }
    }

    fn scalar(&mut self, node: Node<'_>, key: &str, form: Form) {
        self.suspicious(node);
        if !fits(node, form) {
            return self.wrong_form(node, key, form);
        }
        let Some(text) = node.text() else { return };
        if matches!(form, Form::Method) {
            self.method(node, text);
        }
        if matches!(form, Form::Id) && !is_id(text) {
            let message = format!("`{}` is not a valid id", clean(text));
            let mut problem = Diagnostic::new("bad-id", Severity::Error, message)
                .at(node.span(), "an id has lower-case letters, digits, `-`, `_` and `.`");
            problem.help = id_from(text).map(|id| format!("write `{id}`"));
            self.tell(problem);
        }
    }

    fn method(&mut self, node: Node<'_>, text: &str) {
        let Some((method, Spelling::Other)) = method(text) else { return };
        let message = format!("`{}` is read as `{}`", clean(text), method.name());
        let problem = Diagnostic::new("method-spelling", Severity::Note, message)
            .at(node.span(), method.words())
            .help(format!("write `{}`", method.name()))
            .fix(meant::replaced(node, method.name(), Safety::Safe));
        self.tell(problem);
    }

    fn required(&mut self, node: Node<'_>, shape: &'static Shape) {
        let Some(item) = Item::new(node, shape) else { return };
        for field in shape.fields.iter().filter(|it| it.required) {
            if item.node_of(field.key).is_some() {
                continue;
            }
            let whose = match &self.element {
                Some(it) if shape.kind.is_some() => format!("{} `{}`", it.kind.words(), it.id),
                Some(_) | None => with_article(shape.name),
            };
            let message = format!("{whose} has no `{}`", field.key);
            let problem = Diagnostic::new("missing-key", Severity::Error, message)
                .at(node.span(), format!("`{}` is missing", field.key))
                .help(format!("add `{}: …`, {}", field.key, field.form.words()));
            self.tell(problem);
        }
    }

    fn unknown_key(&mut self, (map, key): (Node<'_>, Node<'_>), text: &str, shape: &'static Shape) {
        self.suspicious(key);
        let shown = clean(text);
        let message = format!("{} has no key `{shown}`", with_article(shape.name));
        let near = nearest(text, shape.fields.iter().map(|it| it.key));
        let (label, help) = match near {
            Some(near) => (format!("did you mean `{near}`?"), format!("write `{near}`")),
            None => (
                "this is not read".to_owned(),
                format!("`x-{shown}` keeps it as a key of your own"),
            ),
        };
        let mut problem = Diagnostic::new("unknown-key", Severity::Warning, message)
            .at(key.span(), label)
            .help(help);
        // Where the right key stands too, somebody has to choose.
        if let Some(near) = near.filter(|near| map.get(near).is_none()) {
            problem = problem.fix(meant::replaced(key, near, meant::safety_of(text, near)));
        }
        self.tell(problem);
    }

    fn wrong_form(&mut self, node: Node<'_>, key: &str, form: Form) {
        let found = match (node.kind(), node.text()) {
            (Kind::Scalar, Some("")) => "empty text".to_owned(),
            (Kind::Scalar, Some(text)) => {
                format!("`{}`", crate::text::fit(&clean(text), SHOWN_MAX))
            }
            (Kind::List, _) => "a list".to_owned(),
            (Kind::Map, _) => "a map".to_owned(),
            (Kind::Null | Kind::Scalar, _) => "nothing".to_owned(),
        };
        let message = format!("`{}` cannot be {found}", clean(key));
        let mut problem = Diagnostic::new("bad-value", Severity::Error, message)
            .at(node.span(), format!("expected {}", form.words()));
        if let Some(text) = node.text() {
            let meant = meant::meant(text, form);
            problem.help = meant.as_ref().map(|it| it.advice.clone());
            if let Some((word, safety)) = meant.and_then(|it| it.word) {
                problem = problem.fix(meant::replaced(node, &word, safety));
            }
        }
        self.tell(problem);
    }

    /// Text that could draw over or reorder what stands around it.
    fn suspicious(&mut self, node: Node<'_>) {
        let Some(text) = node.text() else { return };
        let Some(found) = text.chars().find(|ch| is_suspicious(*ch)) else { return };
        let code_point = u32::from(found);
        let message =
            format!("a character that does not show (U+{code_point:04X}) stands in a text");
        let problem = Diagnostic::new("suspicious-characters", Severity::Warning, message)
            .at(node.span(), "it is shown as a harmless sign")
            .help("delete it, unless you know why it is there");
        self.tell(problem);
    }
}

/// Whether a map stands where a list of maps belongs, with names of the user's as its keys.
pub(super) fn is_keyed_by_id(node: Node<'_>, shape: &Shape) -> bool {
    node.kind() == Kind::Map
        && node.entries().count() > 0
        && !node.entries().any(|(key, _)| named(key, shape).is_some())
}

/// How much of a wrong value a message shows, in cells.
const SHOWN_MAX: usize = 60;

/// The key that says which item a patch is for.
fn is_selector(key: &str, shape: &Shape) -> bool {
    shape.kind.is_some_and(|kind| <&str>::from(kind) == key)
}

pub(super) fn is_id(text: &str) -> bool {
    let is_first = |ch: char| ch.is_ascii_lowercase() || ch.is_ascii_digit();
    text.starts_with(is_first)
        && text.chars().all(|ch| is_first(ch) || matches!(ch, '.' | '_' | '-'))
}

/// A valid id that looks like the text.
fn id_from(text: &str) -> Option<String> {
    let mut id = String::new();
    for ch in text.chars().flat_map(char::to_lowercase) {
        if ch.is_ascii_lowercase() || ch.is_ascii_digit() || matches!(ch, '.' | '_') {
            id.push(ch);
        } else if !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_matches(|ch| matches!(ch, '-' | '.' | '_'));
    is_id(id).then(|| id.to_owned())
}

fn is_suspicious(ch: char) -> bool {
    if ch == ' ' || ch.is_ascii_graphic() || matches!(ch, '\t' | '\n' | '\r') {
        return false;
    }
    let mut buffer = [0; 4];
    let raw: &str = ch.encode_utf8(&mut buffer);
    clean(raw) != raw
}
