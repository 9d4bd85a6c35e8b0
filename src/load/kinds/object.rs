//! Data objects with their keys and fields.

use strum::VariantNames as _;

use crate::diag::ElementKind;
use crate::load::item::Item;
use crate::load::shape::{Form, Shape, optional, required};
use crate::stack::{DataObject, Field, Key, KeyKind};

pub(in crate::load) static OBJECT: Shape = Shape {
    name: "object",
    doc: "What data is about: person, account, opportunity …",
    kind: Some(ElementKind::Object),
    short: None,
    fields: &[
        required("id", Form::Id, "The name that others refer to."),
        optional("name", Form::Text, "The name to show; the id where it is not given."),
        optional("system_of_record", Form::Ref(ElementKind::Tool), "The tool whose copy counts."),
        optional("keys", Form::List(&Form::Map(&KEY)), "What tells one record from another."),
        optional("personal", Form::Bool, "Personal data."),
        optional("freshness_slo", Form::Duration, "How old a copy may be."),
        optional(
            "purposes",
            Form::List(&Form::Text),
            "What people have been told that it is used for: a consent purpose, or a word such as `profiling`.",
        ),
        optional("fields", Form::List(&Form::Map(&FIELD)), "The fields that matter."),
    ],
};

static KEY: Shape = Shape {
    name: "key",
    doc: "A field that tells one record from another.",
    kind: None,
    short: Some("name"),
    fields: &[
        required("name", Form::Text, "The field's name."),
        optional("kind", Form::OneOf(KeyKind::VARIANTS), "What kind of key it is."),
        optional("unique", Form::Bool, "No two records share it."),
    ],
};

static FIELD: Shape = Shape {
    name: "field",
    doc: "A field of an object.",
    kind: None,
    short: Some("name"),
    fields: &[
        required("name", Form::Text, "The field's name."),
        optional("type", Form::Text, "Its type, as the system of record has it."),
        optional(
            "system_of_record",
            Form::Ref(ElementKind::Tool),
            "The tool whose value counts, where it is not the object's.",
        ),
        optional("classification", Form::Text, "How confidential it is."),
        optional("pii", Form::Bool, "It identifies a person."),
        optional("critical", Form::Bool, "Decisions hang on it."),
        optional("required", Form::Bool, "A record is of no use without it."),
        optional("enum", Form::List(&Form::Text), "The values it may have."),
        optional("purpose", Form::Text, "What it is for."),
        optional(
            "purposes",
            Form::List(&Form::Text),
            "What people have been told that it is used for, where it is not what the object says.",
        ),
    ],
};

pub(in crate::load) fn read_object(item: Item<'_>, object: &mut DataObject) {
    item.spans(&mut object.spans);
    item.fill("id", &mut object.id);
    item.named(&mut object.name, &object.id);
    item.read("system_of_record", &mut object.system_of_record);
    item.maps("keys", &mut object.keys, read_key);
    item.read("personal", &mut object.personal);
    item.read("freshness_slo", &mut object.freshness_slo);
    item.list("purposes", &mut object.purposes);
    item.maps("fields", &mut object.fields, read_field);
}

fn read_key(item: Item<'_>) -> Option<Key> {
    let mut key = Key::default();
    item.spans(&mut key.spans);
    item.fill("name", &mut key.name);
    item.one_of("kind", &mut key.kind);
    item.read("unique", &mut key.unique);
    (!key.name.is_empty()).then_some(key)
}

fn read_field(item: Item<'_>) -> Option<Field> {
    let mut field = Field::default();
    item.spans(&mut field.spans);
    item.fill("name", &mut field.name);
    item.read("type", &mut field.kind);
    item.read("system_of_record", &mut field.system_of_record);
    item.read("classification", &mut field.classification);
    item.read("pii", &mut field.pii);
    item.read("critical", &mut field.critical);
    item.read("required", &mut field.required);
    item.list("enum", &mut field.allowed);
    item.read("purpose", &mut field.purpose);
    item.list("purposes", &mut field.purposes);
    (!field.name.is_empty()).then_some(field)
}
