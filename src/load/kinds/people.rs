//! Teams, people, vendors and credentials.

use strum::VariantNames as _;

use crate::diag::ElementKind;
use crate::load::item::Item;
use crate::load::shape::{Form, Shape, optional, required};
use crate::stack::{
    Credential, CredentialKind, Mandate, Person, Principal, Team, TeamFunction, Vendor,
};

pub(in crate::load) static TEAM: Shape = Shape {
    name: "team",
    doc: "A team.",
    kind: Some(ElementKind::Team),
    short: None,
    fields: &[
        required("id", Form::Id, "The name that others refer to."),
        optional("name", Form::Text, "The name to show; the id where it is not given."),
        optional("function", Form::OneOf(TeamFunction::VARIANTS), "What the team does."),
        optional("reports_to", Form::Party, "The person or team above."),
        optional("lead", Form::Ref(ElementKind::Person), "Who leads the team."),
        optional(
            "mandate",
            Form::List(&Form::OneOf(Mandate::VARIANTS)),
            "What the team may decide.",
        ),
        optional("channel", Form::Text, "Where to reach the team, e.g. `#mops`."),
    ],
};

pub(in crate::load) fn read_team(item: Item<'_>, team: &mut Team) {
    item.spans(&mut team.spans);
    item.fill("id", &mut team.id);
    item.named(&mut team.name, &team.id);
    item.one_of("function", &mut team.function);
    item.read("reports_to", &mut team.reports_to);
    item.read("lead", &mut team.lead);
    item.choices("mandate", &mut team.mandate);
    item.read("channel", &mut team.channel);
}

pub(in crate::load) static PERSON: Shape = Shape {
    name: "person",
    doc: "A person who owns, runs or decides something.",
    kind: Some(ElementKind::Person),
    short: None,
    fields: &[
        required("id", Form::Id, "The name that others refer to."),
        optional("name", Form::Text, "The name to show; the id where it is not given."),
        optional("email", Form::Text, "Address."),
        optional("team", Form::Ref(ElementKind::Team), "The person's team."),
        optional("role", Form::Text, "Job title."),
        optional("active", Form::Bool, "Still there."),
        optional("date_in", Form::Date, "First day."),
        optional("date_out", Form::Date, "Last day."),
        optional("replaced_by", Form::Ref(ElementKind::Person), "Who took over."),
    ],
};

pub(in crate::load) fn read_person(item: Item<'_>, person: &mut Person) {
    item.spans(&mut person.spans);
    item.fill("id", &mut person.id);
    item.named(&mut person.name, &person.id);
    item.read("email", &mut person.email);
    item.read("team", &mut person.team);
    item.read("role", &mut person.role);
    item.read("active", &mut person.active);
    item.read("date_in", &mut person.date_in);
    item.read("date_out", &mut person.date_out);
    item.read("replaced_by", &mut person.replaced_by);
}

pub(in crate::load) static VENDOR: Shape = Shape {
    name: "vendor",
    doc: "A company that sells or runs tools.",
    kind: Some(ElementKind::Vendor),
    short: None,
    fields: &[
        required("id", Form::Id, "The name that others refer to."),
        optional("name", Form::Text, "The name to show; the id where it is not given."),
        optional("country", Form::Text, "Where it sits."),
        optional("subprocessor", Form::Bool, "It processes personal data for the company."),
        optional("dpa", Form::Map(&DPA), "The data processing agreement."),
        optional(
            "transfer_basis",
            Form::OneOf(&["adequacy", "SCCs", "BCRs", "other"]),
            "What a transfer of personal data abroad rests on.",
        ),
        optional("status_page", Form::Text, "Where outages are announced."),
    ],
};

static DPA: Shape = Shape {
    name: "data processing agreement",
    doc: "The data processing agreement with a vendor.",
    kind: None,
    short: None,
    fields: &[
        optional("signed", Form::Bool, "It is signed."),
        optional("url", Form::Text, "Where it lies."),
    ],
};

pub(in crate::load) fn read_vendor(item: Item<'_>, vendor: &mut Vendor) {
    item.spans(&mut vendor.spans);
    item.fill("id", &mut vendor.id);
    item.named(&mut vendor.name, &vendor.id);
    item.read("country", &mut vendor.country);
    item.read("subprocessor", &mut vendor.subprocessor);
    item.map("dpa", &mut vendor.dpa, |item, dpa| {
        item.read("signed", &mut dpa.signed);
        item.read("url", &mut dpa.url);
    });
    item.one_of("transfer_basis", &mut vendor.transfer_basis);
    item.read("status_page", &mut vendor.status_page);
}

pub(in crate::load) static CREDENTIAL: Shape = Shape {
    name: "credential",
    doc: "An account, key or token that integrations run on. Never the secret itself.",
    kind: Some(ElementKind::Credential),
    short: None,
    fields: &[
        required("id", Form::Id, "The name that others refer to."),
        optional("kind", Form::OneOf(CredentialKind::VARIANTS), "What it is."),
        optional(
            "principal",
            Form::OneOf(Principal::VARIANTS),
            "Whose it is: a service's, a person's, or shared.",
        ),
        optional("holder", Form::Party, "Who has it."),
        optional("expires_at", Form::Date, "The day it stops working."),
        optional("rotated_at", Form::Date, "The day it was last renewed."),
        optional("scopes", Form::List(&Form::Text), "What it may do."),
        optional("vault", Form::Text, "Where the secret is kept."),
        optional("tool", Form::Ref(ElementKind::Tool), "The system that issued it."),
    ],
};

pub(in crate::load) fn read_credential(item: Item<'_>, credential: &mut Credential) {
    item.spans(&mut credential.spans);
    item.fill("id", &mut credential.id);
    item.one_of("kind", &mut credential.kind);
    item.one_of("principal", &mut credential.principal);
    item.read("holder", &mut credential.holder);
    item.read("expires_at", &mut credential.expires_at);
    item.read("rotated_at", &mut credential.rotated_at);
    item.list("scopes", &mut credential.scopes);
    item.read("vault", &mut credential.vault);
    item.read("tool", &mut credential.tool);
}
