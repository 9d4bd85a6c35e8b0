//! The top of a stack file.

use super::{
    ACCEPT, AI_FEATURE, AUTOMATION, CAMPAIGN, COMPANY, CONNECTOR, CONSENT, CREDENTIAL, INITIATIVE,
    INTEGRATION, JOURNEY, OBJECT, PERSON, SUMMARY, TEAM, TOOL, VENDOR,
};
use crate::load::shape::{Form, Shape, optional};

pub(in crate::load) static ROOT: Shape = Shape {
    name: "stack",
    doc: "The marketing stack of one company.",
    kind: None,
    short: None,
    fields: &[
        optional("version", Form::Free, "Version of this format: 1."),
        optional("company", Form::Map(&COMPANY), "The company, and the day that dates count from."),
        optional(
            "include",
            Form::List(&Form::Text),
            "Files that belong to this one, by path or pattern, inside its folder.",
        ),
        optional("teams", Form::List(&Form::Map(&TEAM)), "Teams."),
        optional("people", Form::List(&Form::Map(&PERSON)), "People."),
        optional(
            "vendors",
            Form::List(&Form::Map(&VENDOR)),
            "Companies that sell or run the tools.",
        ),
        optional("tools", Form::List(&Form::Map(&TOOL)), "The products that the company runs."),
        optional(
            "objects",
            Form::List(&Form::Map(&OBJECT)),
            "What the data is about: person, account, opportunity …",
        ),
        optional(
            "credentials",
            Form::List(&Form::Map(&CREDENTIAL)),
            "Accounts and keys that integrations run on.",
        ),
        optional(
            "integrations",
            Form::List(&Form::Map(&INTEGRATION)),
            "What moves between two tools, and how.",
        ),
        optional("automations", Form::List(&Form::Map(&AUTOMATION)), "What runs inside tools."),
        optional(
            "automations_summary",
            Form::Table(&Form::Map(&SUMMARY)),
            "Automations of a tool in bulk, by tool id.",
        ),
        optional(
            "journeys",
            Form::List(&Form::Map(&JOURNEY)),
            "The ways of a record through the stack.",
        ),
        optional("consent", Form::Map(&CONSENT), "What people have agreed to, and who must know."),
        optional(
            "ai_features",
            Form::List(&Form::Map(&AI_FEATURE)),
            "Features that score, write, talk or decide by themselves.",
        ),
        optional("campaigns", Form::List(&Form::Map(&CAMPAIGN)), "Campaigns in flight."),
        optional(
            "initiatives",
            Form::List(&Form::Map(&INITIATIVE)),
            "Planned purchases, migrations and programmes.",
        ),
        optional(
            "connectors",
            Form::List(&Form::Map(&CONNECTOR)),
            "Connectors that are known to exist; they beat the built-in catalogue.",
        ),
        optional(
            "accept",
            Form::List(&Form::Map(&ACCEPT)),
            "Findings that somebody has decided to live with.",
        ),
    ],
};
