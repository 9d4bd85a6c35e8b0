//! Consent: purposes, suppression lists and requests of data subjects.

use strum::VariantNames as _;

use crate::diag::ElementKind;
use crate::load::item::Item;
use crate::load::shape::{Form, Shape, optional, required};
use crate::stack::{Channel, Dsr, LegalBasis, Purpose, Suppression};

pub(in crate::load) static CONSENT: Shape = Shape {
    name: "consent",
    doc: "What people have agreed to, and who must know.",
    kind: None,
    short: None,
    fields: &[
        optional(
            "purposes",
            Form::List(&Form::Map(&PURPOSE)),
            "What the company writes to people for.",
        ),
        optional(
            "suppressions",
            Form::List(&Form::Map(&SUPPRESSION)),
            "Lists of people who must not be reached.",
        ),
        optional("dsr", Form::Map(&DSR), "How requests of data subjects are answered."),
    ],
};

pub(in crate::load) static PURPOSE: Shape = Shape {
    name: "consent purpose",
    doc: "A purpose for which people are reached, and the choice that governs it.",
    kind: Some(ElementKind::Purpose),
    short: None,
    fields: &[
        required("id", Form::Id, "The name that others refer to."),
        optional(
            "channels",
            Form::List(&Form::OneOf(Channel::VARIANTS)),
            "The channels it covers.",
        ),
        optional(
            "legal_basis",
            Form::OneOf(LegalBasis::VARIANTS),
            "What it rests on (GDPR, article 6).",
        ),
        optional("regions", Form::List(&Form::Text), "Where it applies."),
        optional(
            "system_of_record",
            Form::Ref(ElementKind::Tool),
            "The tool whose choice counts, where it is not the field's.",
        ),
        optional(
            "object_field",
            Form::FieldRef,
            "The field that carries the choice, e.g. `person.email_opt_out`.",
        ),
        optional(
            "deadline",
            Form::Duration,
            "The longest that an opt-out may take to reach every sender.",
        ),
        optional(
            "capture_points",
            Form::List(&Form::Ref(ElementKind::Tool)),
            "The tools where people choose.",
        ),
        optional(
            "senders",
            Form::List(&Form::Ref(ElementKind::Tool)),
            "The tools it binds, where it is not all that send on its channels.",
        ),
    ],
};

pub(in crate::load) static SUPPRESSION: Shape = Shape {
    name: "suppression",
    doc: "A list of people who must not be reached.",
    kind: Some(ElementKind::Suppression),
    short: None,
    fields: &[
        required("id", Form::Id, "The name that others refer to."),
        required("tool", Form::Ref(ElementKind::Tool), "The tool that keeps the list."),
        optional("scope", Form::Text, "A purpose, a channel, or free text."),
        optional(
            "feeds",
            Form::List(&Form::Ref(ElementKind::Tool)),
            "The tools that receive the list.",
        ),
    ],
};

static DSR: Shape = Shape {
    name: "data subject request",
    doc: "How requests of data subjects are answered.",
    kind: None,
    short: None,
    fields: &[
        optional("erasure_days", Form::Number, "Days until a person is erased everywhere."),
        optional("access_days", Form::Number, "Days until a person has an answer."),
        optional("process", Form::Text, "How it is done, or where that is written."),
    ],
};

pub(in crate::load) fn read_purpose(item: Item<'_>, purpose: &mut Purpose) {
    item.spans(&mut purpose.spans);
    item.fill("id", &mut purpose.id);
    item.choices("channels", &mut purpose.channels);
    item.one_of("legal_basis", &mut purpose.legal_basis);
    item.list("regions", &mut purpose.regions);
    item.read("system_of_record", &mut purpose.system_of_record);
    item.read("object_field", &mut purpose.object_field);
    item.read("deadline", &mut purpose.deadline);
    item.list("capture_points", &mut purpose.capture_points);
    item.list_if_said("senders", &mut purpose.senders);
}

pub(in crate::load) fn read_suppression(item: Item<'_>, suppression: &mut Suppression) {
    item.spans(&mut suppression.spans);
    item.fill("id", &mut suppression.id);
    item.fill("tool", &mut suppression.tool);
    item.read("scope", &mut suppression.scope);
    item.list("feeds", &mut suppression.feeds);
}

pub(in crate::load) fn read_dsr(item: Item<'_>, dsr: &mut Dsr) {
    item.spans(&mut dsr.spans);
    item.read("erasure_days", &mut dsr.erasure_days);
    item.read("access_days", &mut dsr.access_days);
    item.read("process", &mut dsr.process);
}
