//! Campaigns and initiatives.

use strum::VariantNames as _;

use crate::diag::ElementKind;
use crate::load::item::{Item, one_or_many};
use crate::load::shape::{Form, Shape, optional, required};
use crate::stack::{
    Campaign, Channel, Initiative, InitiativeKind, Level, Ref, Requirement, RequirementNeed,
};
use crate::text::Label;
use crate::yaml::Node;

pub(in crate::load) static CAMPAIGN: Shape = Shape {
    name: "campaign",
    doc: "A campaign in flight.",
    kind: Some(ElementKind::Campaign),
    short: None,
    fields: &[
        required("id", Form::Id, "The name that others refer to."),
        optional("name", Form::Text, "The name to show; the id where it is not given."),
        optional("channels", Form::List(&Form::OneOf(Channel::VARIANTS)), "The channels it uses."),
        optional("tools", Form::List(&Form::Ref(ElementKind::Tool)), "The tools it runs on."),
        optional("objects", Form::List(&Form::Ref(ElementKind::Object)), "The data it uses."),
        optional("start", Form::Date, "First day."),
        optional("end", Form::Date, "Last day."),
        optional("owner", Form::Party, "Who answers for it."),
        optional(
            "suppressions",
            Form::List(&Form::Ref(ElementKind::Suppression)),
            "The suppression lists that it heeds.",
        ),
    ],
};

pub(in crate::load) fn read_campaign(item: Item<'_>, campaign: &mut Campaign) {
    item.spans(&mut campaign.spans);
    item.fill("id", &mut campaign.id);
    item.named(&mut campaign.name, &campaign.id);
    item.choices("channels", &mut campaign.channels);
    item.list("tools", &mut campaign.tools);
    item.list("objects", &mut campaign.objects);
    item.read("start", &mut campaign.start);
    item.read("end", &mut campaign.end);
    item.read("owner", &mut campaign.owner);
    item.list("suppressions", &mut campaign.suppressions);
}

pub(in crate::load) static INITIATIVE: Shape = Shape {
    name: "initiative",
    doc: "A planned purchase, migration or programme.",
    kind: Some(ElementKind::Initiative),
    short: None,
    fields: &[
        required("id", Form::Id, "The name that others refer to."),
        optional("name", Form::Text, "The name to show; the id where it is not given."),
        optional("kind", Form::OneOf(InitiativeKind::VARIANTS), "What it is."),
        optional("sponsor", Form::Party, "Who wants it."),
        optional("stakeholders", Form::List(&Form::Party), "Who has a say."),
        optional("decision_by", Form::Date, "The day it is decided."),
        optional("planned_start", Form::Date, "The day it starts."),
        optional("planned_weeks", Form::Number, "How long it is planned to take."),
        optional("budget", Form::Number, "What it may cost."),
        optional(
            "requirements",
            Form::List(&Form::Map(&REQUIREMENT)),
            "What has to be true for it to work.",
        ),
        optional("changes", Form::List(&Form::Free), "What it changes, as in a scenario."),
    ],
};

static REQUIREMENT: Shape = Shape {
    name: "requirement",
    doc: "What has to be true for an initiative to work.",
    kind: None,
    short: Some("text"),
    fields: &[
        optional("id", Form::Id, "Its name."),
        optional("level", Form::OneOf(Level::VARIANTS), "How much it is needed."),
        optional("need", Form::Map(&NEED), "The data that has to be somewhere."),
        optional("text", Form::Text, "In words."),
    ],
};

static NEED: Shape = Shape {
    name: "need",
    doc: "Data that has to be somewhere.",
    kind: None,
    short: None,
    fields: &[
        required("object", Form::Ref(ElementKind::Object), "What the data is about."),
        optional("field", Form::Text, "The field."),
        optional("at", Form::Ref(ElementKind::Tool), "The tool that needs it."),
        optional("from", Form::Ref(ElementKind::Tool), "The tool that it comes from."),
        optional("freshness", Form::Duration, "How old it may be."),
        optional("key", Form::Text, "The key that records are matched by."),
    ],
};

pub(in crate::load) fn read_initiative(item: Item<'_>, initiative: &mut Initiative) {
    item.spans(&mut initiative.spans);
    item.fill("id", &mut initiative.id);
    item.named(&mut initiative.name, &initiative.id);
    item.one_of("kind", &mut initiative.kind);
    item.read("sponsor", &mut initiative.sponsor);
    item.list("stakeholders", &mut initiative.stakeholders);
    item.read("decision_by", &mut initiative.decision_by);
    item.read("planned_start", &mut initiative.planned_start);
    item.read("planned_weeks", &mut initiative.planned_weeks);
    item.read("budget", &mut initiative.budget);
    item.maps("requirements", &mut initiative.requirements, |item| Some(read_requirement(item)));
    if let Some(changes) = item.node_of("changes") {
        initiative.leaving.clear();
        initiative.joining.clear();
        for change in one_or_many(changes) {
            read_change(change, initiative);
        }
    }
}

/// The tools that come and go; all else of a change is read by who tries it.
fn read_change(change: Node<'_>, initiative: &mut Initiative) {
    for (operation, of) in change.entries() {
        let name = |key: &str| {
            let node = of.get(key)?;
            // A new tool may be described on the spot.
            let node = node.get("id").unwrap_or(node);
            Some(Ref::new(node.text()?, node.span()))
        };
        match operation.text() {
            Some("remove") => initiative.leaving.extend(name("tool")),
            Some("add") => initiative.joining.extend(name("tool")),
            Some("replace") => {
                initiative.leaving.extend(name("tool"));
                initiative.joining.extend(name("by"));
            }
            Some(_) | None => {}
        }
    }
}

fn read_requirement(item: Item<'_>) -> Requirement {
    let mut requirement = Requirement::default();
    item.spans(&mut requirement.spans);
    item.read("id", &mut requirement.id);
    item.one_of("level", &mut requirement.level);
    item.map("need", &mut requirement.need, read_need);
    requirement.need = requirement.need.filter(|need| !need.field.object_name.is_empty());
    item.read("text", &mut requirement.text);
    requirement
}

fn read_need(item: Item<'_>, need: &mut RequirementNeed) {
    let mut object = None::<Label>;
    item.read("object", &mut object);
    if let Some(object) = object {
        need.field.object_name = object;
        need.field.span = item.node_of("object").map_or(item.span(), Node::span);
    }
    item.read("field", &mut need.field.field);
    item.read("at", &mut need.at);
    item.read("from", &mut need.from);
    item.read("freshness", &mut need.freshness);
    item.read("key", &mut need.key);
}
