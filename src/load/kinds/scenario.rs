//! Scenario files: a small patch over a stack, in the same words.

use super::INTEGRATION;
use crate::diag::ElementKind;
use crate::load::shape::{Form, Shape, optional};

pub(in crate::load) static SCENARIO_FILE: Shape = Shape {
    name: "scenario file",
    doc: "What if: changes to a stack that are tried, not made.",
    kind: None,
    short: None,
    fields: &[
        optional("version", Form::Free, "Version of this format: 1."),
        optional("scenario", Form::Map(&SCENARIO), "What it is called and when it would happen."),
        optional("changes", Form::List(&Form::Map(&CHANGE)), "What changes, in this order."),
    ],
};

static SCENARIO: Shape = Shape {
    name: "scenario",
    doc: "What it is called and when it would happen.",
    kind: None,
    short: Some("id"),
    fields: &[
        optional("id", Form::Id, "Its name."),
        optional("name", Form::Text, "The name to show; the id where it is not given."),
        optional("start", Form::Date, "The day it starts."),
        optional("planned_weeks", Form::Number, "How long it is planned to take."),
        optional("capacity_hours_per_week", Form::Number, "Hours of work that are there for it."),
    ],
};

static CHANGE: Shape = Shape {
    name: "change",
    doc: "One change.",
    kind: None,
    short: None,
    fields: &[
        optional("remove", Form::Map(&TOOL_NAMED), "Takes a tool out with all that hangs on it."),
        optional("add", Form::Map(&TOOL_ADDED), "Brings a tool in."),
        optional("replace", Form::Map(&REPLACEMENT), "Hands a tool's place to another."),
        optional("connect", Form::Map(&INTEGRATION), "Builds an integration."),
        optional("disconnect", Form::Map(&INTEGRATION_NAMED), "Takes an integration out."),
        optional("set", Form::Free, "Writes settings of a tool, integration, object, …"),
        optional("outage", Form::Map(&OUTAGE), "Something is down for a while."),
        optional("leave", Form::Map(&PERSON_NAMED), "A person leaves."),
    ],
};

static TOOL_NAMED: Shape = Shape {
    name: "tool",
    doc: "A tool by its id.",
    kind: None,
    short: Some("tool"),
    fields: &[optional("tool", Form::Ref(ElementKind::Tool), "Its id.")],
};

static TOOL_ADDED: Shape = Shape {
    name: "tool",
    doc: "A whole tool.",
    kind: None,
    short: None,
    fields: &[optional("tool", Form::Free, "The tool as under `tools`, or just its id.")],
};

static REPLACEMENT: Shape = Shape {
    name: "replacement",
    doc: "Which tool goes and which takes its place.",
    kind: None,
    short: None,
    fields: &[
        optional("tool", Form::Ref(ElementKind::Tool), "The tool that goes."),
        optional("by", Form::Ref(ElementKind::Tool), "The tool that takes its place."),
    ],
};

static INTEGRATION_NAMED: Shape = Shape {
    name: "integration",
    doc: "An integration by its id.",
    kind: None,
    short: Some("integration"),
    fields: &[optional("integration", Form::Ref(ElementKind::Integration), "Its id.")],
};

static OUTAGE: Shape = Shape {
    name: "outage",
    doc: "What is down, and for how long.",
    kind: None,
    short: Some("tool"),
    fields: &[
        optional("tool", Form::Ref(ElementKind::Tool), "A tool."),
        optional("integration", Form::Ref(ElementKind::Integration), "An integration."),
        optional("credential", Form::Ref(ElementKind::Credential), "A credential."),
        optional("vendor", Form::Ref(ElementKind::Vendor), "All tools of a vendor."),
        optional("duration", Form::Duration, "How long."),
    ],
};

static PERSON_NAMED: Shape = Shape {
    name: "person",
    doc: "A person by their id.",
    kind: None,
    short: Some("person"),
    fields: &[optional("person", Form::Ref(ElementKind::Person), "Their id.")],
};
