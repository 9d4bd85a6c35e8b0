//! A map of the file seen through its shape: values are picked by key into the structs of the stack.
//!
//! A key that is absent or has no valid value leaves the target as it is, so that the same readers fill new
//! items and patch old ones. What is wrong with a value is told by `check`, not here.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::shape::{Field, Form, Shape};
use super::value::{Value, fits, is_unknown};
use crate::diag::ElementKind;
use crate::stack::Spans;
use crate::text::{Label, Span};
use crate::yaml::{Kind, Node};

/// A map, or the scalar that is short for one.
#[derive(Clone, Copy)]
pub(super) struct Item<'t> {
    node: Node<'t>,
    shape: &'static Shape,
    /// The places of the keys that it has: most keys of a shape are absent, and this tells so at once.
    keys: u64,
}

/// What a key says.
enum Given<'t> {
    Unknown,
    Known(Node<'t>),
}

impl<'t> Item<'t> {
    /// `None` where the node is neither a map nor a short form of this shape.
    pub(super) fn new(node: Node<'t>, shape: &'static Shape) -> Option<Self> {
        let is_item = match node.kind() {
            Kind::Map => true,
            Kind::Scalar => shape.short.is_some() && !is_unknown(node),
            Kind::List | Kind::Null => false,
        };
        let keys = node.entries().fold(0, |keys, (name, _)| keys | places_of(name));
        is_item.then_some(Self { node, shape, keys })
    }

    pub(super) fn span(self) -> Span {
        self.node.span()
    }

    /// The kind of element that the item is.
    pub(super) fn kind(self) -> Option<ElementKind> {
        self.shape.kind
    }

    /// Notes the place of the item and of each value.
    pub(super) fn spans(self, spans: &mut Spans) {
        if spans.item.is_none() {
            spans.item = self.node.span();
        }
        let mut places: Vec<(&'static str, Span)> = Vec::new();
        let mut add = |key: &'static str, node: Node<'_>| {
            if places.iter().all(|(known, _)| *known != key) {
                places.push((key, node.span()));
            }
        };
        if self.node.kind() == Kind::Map {
            for (name, node) in self.node.entries() {
                if let Some(field) = named(name, self.shape) {
                    add(field.key, node);
                }
            }
        } else if let Some(key) = self.shape.short {
            add(key, self.node);
        }
        spans.fields.retain(|(key, _)| places.iter().all(|(again, _)| key != again));
        spans.fields.append(&mut places);
    }

    /// The value of a key, whatever it is.
    pub(super) fn node_of(self, key: &str) -> Option<Node<'t>> {
        if self.node.kind() == Kind::Map {
            if self.keys & place(key) == 0 {
                return None;
            }
            self.node.entries().find(|(name, _)| names(*name, key)).map(|(_, value)| value)
        } else {
            (self.shape.short == Some(key)).then_some(self.node)
        }
    }

    pub(super) fn read<T: Value>(self, key: &'static str, slot: &mut Option<T>) {
        match self.scalar(key) {
            Some(Given::Unknown) => *slot = None,
            Some(Given::Known(node)) => {
                if let Some(value) = T::read(node) {
                    *slot = Some(value);
                }
            }
            None => {}
        }
    }

    /// As `read`, for what cannot be unknown.
    pub(super) fn fill<T: Value>(self, key: &'static str, slot: &mut T) {
        if let Some(Given::Known(node)) = self.scalar(key)
            && let Some(value) = T::read(node)
        {
            *slot = value;
        }
    }

    /// The name to show, which is the id where none is given.
    pub(super) fn named(self, slot: &mut Label, id: &Label) {
        self.fill("name", slot);
        if slot.is_empty() {
            *slot = id.clone();
        }
    }

    pub(super) fn list<T: Value>(self, key: &'static str, slot: &mut Vec<T>) {
        if let Some(nodes) = self.members(key) {
            *slot = nodes.into_iter().filter_map(T::read).collect();
            slot.shrink_to_fit();
        }
    }

    /// A list whose absence says something else than an empty one.
    pub(super) fn list_if_said<T: Value>(self, key: &'static str, slot: &mut Option<Vec<T>>) {
        let mut values = Vec::new();
        match self.node_of(key) {
            Some(node) if is_unknown(node) => *slot = None,
            Some(_) => {
                self.list(key, &mut values);
                *slot = Some(values);
            }
            None => {}
        }
    }

    pub(super) fn one_of<E: FromStr>(self, key: &'static str, slot: &mut Option<E>) {
        match self.scalar(key) {
            Some(Given::Unknown) => *slot = None,
            Some(Given::Known(node)) => {
                if let Some(value) = variant(node) {
                    *slot = Some(value);
                }
            }
            None => {}
        }
    }

    /// As `one_of`, for what has a default; unknown is the default.
    pub(super) fn choice<E: FromStr + Default>(self, key: &'static str, slot: &mut E) {
        let mut value = None;
        self.one_of(key, &mut value);
        match (value, self.scalar(key)) {
            (Some(value), _) => *slot = value,
            (None, Some(Given::Unknown)) => *slot = E::default(),
            (None, Some(Given::Known(_)) | None) => {}
        }
    }

    pub(super) fn choices<E: FromStr>(self, key: &'static str, slot: &mut Vec<E>) {
        if let Some(nodes) = self.members(key) {
            *slot = nodes.into_iter().filter_map(variant).collect();
        }
    }

    /// A nested map; it is merged into the one that is there.
    pub(super) fn map<T: Default>(
        self,
        key: &'static str,
        slot: &mut Option<T>,
        read: impl Fn(Self, &mut T),
    ) {
        let Some(node) = self.node_of(key) else { return };
        if is_unknown(node) {
            *slot = None;
        } else if let Some(item) = self.nested(key, node) {
            read(item, slot.get_or_insert_default());
        }
    }

    /// A list of maps; it replaces the one that is there.
    pub(super) fn maps<T>(
        self,
        key: &'static str,
        slot: &mut Vec<T>,
        read: impl Fn(Self) -> Option<T>,
    ) {
        let Some(node) = self.node_of(key) else { return };
        *slot = one_or_many(node)
            .into_iter()
            .filter_map(|node| self.nested(key, node))
            .filter_map(read)
            .collect();
        // Most lists have one member, and their room would be four large ones for each of thousands of items.
        slot.shrink_to_fit();
    }

    /// A map with the user's keys; it is merged into the one that is there.
    pub(super) fn table<T: Value>(self, key: &'static str, slot: &mut Vec<(Label, T)>) {
        for (name, node) in self.rows(key) {
            slot.retain(|(known, _)| *known != name);
            if let Some(value) = self.form_of(key).filter(|it| fits(node, *it)).and(T::read(node)) {
                slot.push((name, value));
            }
        }
    }

    /// As `table`, with a list for each key.
    pub(super) fn table_of_lists<T: Value>(
        self,
        key: &'static str,
        slot: &mut BTreeMap<Label, Vec<T>>,
    ) {
        for (name, node) in self.rows(key) {
            slot.insert(name, one_or_many(node).into_iter().filter_map(T::read).collect());
        }
    }

    fn rows(self, key: &'static str) -> Vec<(Label, Node<'t>)> {
        let Some(node) = self.node_of(key) else { return Vec::new() };
        node.entries()
            .filter(|(name, _)| !is_users_own(*name))
            .filter_map(|(name, value)| Some((Label::new(name.text()?), value)))
            .collect()
    }

    fn nested(self, key: &'static str, node: Node<'t>) -> Option<Self> {
        Self::new(node, self.field(key)?.form.shape()?)
    }

    fn field(self, key: &'static str) -> Option<&'static Field> {
        let field = self.shape.field(key);
        debug_assert!(field.is_some(), "{} has no key {key}", self.shape.name);
        field
    }

    fn form_of(self, key: &'static str) -> Option<Form> {
        Some(match self.field(key)?.form {
            Form::List(of) | Form::Table(of) => *of,
            form => form,
        })
    }

    fn scalar(self, key: &'static str) -> Option<Given<'t>> {
        debug_assert!(self.field(key).is_some());
        let node = self.node_of(key)?;
        let form = self.form_of(key)?;
        if is_unknown(node) && !matches!(form, Form::Id) {
            return Some(Given::Unknown);
        }
        fits(node, form).then_some(Given::Known(node))
    }

    fn members(self, key: &'static str) -> Option<Vec<Node<'t>>> {
        debug_assert!(self.field(key).is_some());
        let mut nodes = one_or_many(self.node_of(key)?);
        let form = self.form_of(key)?;
        nodes.retain(|node| !is_unknown(*node) && fits(*node, form));
        Some(nodes)
    }
}

/// The members of a list; anything else is a list of one, and nothing is a list of none.
pub(super) fn one_or_many(node: Node<'_>) -> Vec<Node<'_>> {
    match node.kind() {
        Kind::List => node.items().collect(),
        Kind::Scalar | Kind::Map => vec![node],
        Kind::Null => Vec::new(),
    }
}

/// Whether a written key is the format's key. Editors that follow YAML 1.1 turn `on` into `true`.
pub(super) fn names(written: Node<'_>, key: &str) -> bool {
    written.is_text(key) || (key == "on" && written.is_plain() && written.is_text("true"))
}

/// One bit of 64 for a key, by its length and both its ends; several keys may share one.
fn place(key: &str) -> u64 {
    let ends = [key.as_bytes().first(), key.as_bytes().last()];
    let mix = ends.iter().flatten().fold(key.len(), |mix, it| mix * 31 + usize::from(**it));
    1 << (mix % 64)
}

/// The bits of all the names that a written key may stand for.
fn places_of(written: Node<'_>) -> u64 {
    let Some(text) = written.text() else { return 0 };
    // As in `names`: YAML 1.1 turns `on` into `true`.
    if text == "true" { place(text) | place("on") } else { place(text) }
}

/// The field of a shape that a written key names.
pub(super) fn named(written: Node<'_>, shape: &Shape) -> Option<&'static Field> {
    match written.text()? {
        "true" if written.is_plain() => shape.field("on"),
        text => shape.field(text),
    }
}

/// Keys that begin with `x-` belong to the user.
pub(super) fn is_users_own(key: Node<'_>) -> bool {
    key.text().is_some_and(|text| text.starts_with("x-"))
}

fn variant<E: FromStr>(node: Node<'_>) -> Option<E> {
    E::from_str(&node.text()?.to_ascii_lowercase()).ok()
}
