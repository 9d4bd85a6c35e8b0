//! Data objects: person, account, opportunity …, their keys, fields and systems of record.

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::{Entity, Id, Minutes, Ref, Spans, Tool};
use crate::text::{Label, Span};

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct DataObject {
    pub(crate) id: Label,
    pub(crate) name: Label,
    pub(crate) system_of_record: Option<Ref<Tool>>,
    pub(crate) keys: Vec<Key>,
    pub(crate) personal: Option<bool>,
    pub(crate) freshness_slo: Option<Minutes>,
    /// What people have been told that it is used for, e.g. `profiling`; empty: not stated.
    pub(crate) purposes: Vec<Label>,
    pub(crate) fields: Vec<Field>,
    pub(crate) spans: Spans,
}

impl DataObject {
    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|it| it.name == name)
    }

    /// It says so, or one of its fields identifies a person.
    pub(crate) fn is_personal(&self) -> bool {
        self.personal == Some(true) || self.fields.iter().any(|it| it.pii == Some(true))
    }

    pub(crate) fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|it| it.name == name)
    }

    /// The tool that rules over a field: the field's own, else the object's.
    pub(crate) fn system_of_record_of(&self, field: Option<&str>) -> Option<Id<Tool>> {
        field
            .and_then(|name| self.field(name))
            .and_then(|it| it.system_of_record.as_ref())
            .or(self.system_of_record.as_ref())
            .and_then(|it| it.id)
    }
}

impl Entity for DataObject {
    fn id(&self) -> &Label {
        &self.id
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Key {
    pub(crate) name: Label,
    pub(crate) kind: Option<KeyKind>,
    pub(crate) unique: Option<bool>,
    pub(crate) spans: Spans,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum KeyKind {
    Id,
    Email,
    Domain,
    Phone,
    Cookie,
    HashedEmail,
    ExternalId,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Field {
    pub(crate) name: Label,
    pub(crate) kind: Option<Label>,
    pub(crate) system_of_record: Option<Ref<Tool>>,
    pub(crate) classification: Option<Label>,
    pub(crate) pii: Option<bool>,
    pub(crate) critical: Option<bool>,
    pub(crate) required: Option<bool>,
    pub(crate) allowed: Vec<Label>,
    pub(crate) purpose: Option<Label>,
    /// What people have been told that it is used for, where it is not what the object says.
    pub(crate) purposes: Vec<Label>,
    pub(crate) spans: Spans,
}

/// `object.field`, or a whole object; `object` is filled by linking.
#[derive(Clone, Debug, Default)]
pub(crate) struct FieldRef {
    pub(crate) object_name: Label,
    pub(crate) field: Option<Label>,
    pub(crate) span: Span,
    pub(crate) object: Option<Id<DataObject>>,
}

impl FieldRef {
    /// Splits at the first dot.
    pub(crate) fn new(text: &str, span: Span) -> Self {
        let (object, field) = match text.split_once('.') {
            Some((object, field)) => (object, Some(Label::new(field))),
            None => (text, None),
        };
        Self { object_name: Label::new(object), field, span, object: None }
    }
}

impl PartialEq for FieldRef {
    fn eq(&self, other: &Self) -> bool {
        self.object_name == other.object_name && self.field == other.field
    }
}

impl std::fmt::Display for FieldRef {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.field {
            Some(field) => write!(out, "{}.{field}", self.object_name),
            None => write!(out, "{}", self.object_name),
        }
    }
}
