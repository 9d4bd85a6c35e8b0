//! Journeys and their stages.

use strum::VariantNames as _;

use crate::diag::ElementKind;
use crate::load::item::Item;
use crate::load::shape::{Form, Shape, optional, required};
use crate::stack::{CanonicalStage, Journey, JourneyStage};

pub(in crate::load) static JOURNEY: Shape = Shape {
    name: "journey",
    doc: "The way of a record through the stack.",
    kind: Some(ElementKind::Journey),
    short: None,
    fields: &[
        required("id", Form::Id, "The name that others refer to."),
        optional("name", Form::Text, "The name to show; the id where it is not given."),
        optional(
            "value_per_day",
            Form::Number,
            "What a day of it is worth, in the company's currency.",
        ),
        optional(
            "stages",
            Form::List(&Form::Map(&STAGE)),
            "Its stages; each follows the one above unless it says `after`.",
        ),
    ],
};

static STAGE: Shape = Shape {
    name: "journey stage",
    doc: "A stage of a journey.",
    kind: None,
    short: None,
    fields: &[
        required("id", Form::Id, "The stage's name within the journey."),
        optional("name", Form::Text, "The name to show."),
        optional("tool", Form::Ref(ElementKind::Tool), "The tool that the record is in."),
        optional("object", Form::Ref(ElementKind::Object), "What the record is."),
        optional(
            "needs",
            Form::List(&Form::FieldRef),
            "Fields that must be there, as `object.field`.",
        ),
        optional("slo", Form::Duration, "The longest that the hand-off to this stage may take."),
        optional("owner", Form::Party, "Who answers for the stage."),
        optional(
            "via",
            Form::List(&Form::Ref(ElementKind::Integration)),
            "The integrations that the hand-off uses, where it is not just any path.",
        ),
        optional(
            "canonical",
            Form::OneOf(CanonicalStage::VARIANTS),
            "Which stage of the usual lead lifecycle this is.",
        ),
        optional(
            "after",
            Form::List(&Form::Text),
            "The stages before, where it is not the one above.",
        ),
        optional(
            "human",
            Form::Bool,
            "The hand-off is made by a person: no integration is missed there.",
        ),
    ],
};

pub(in crate::load) fn read_journey(item: Item<'_>, journey: &mut Journey) {
    item.spans(&mut journey.spans);
    item.fill("id", &mut journey.id);
    item.named(&mut journey.name, &journey.id);
    item.read("value_per_day", &mut journey.value_per_day);
    item.maps("stages", &mut journey.stages, read_stage);
}

fn read_stage(item: Item<'_>) -> Option<JourneyStage> {
    let mut stage = JourneyStage::default();
    item.spans(&mut stage.spans);
    item.fill("id", &mut stage.id);
    item.read("name", &mut stage.name);
    item.read("tool", &mut stage.tool);
    item.read("object", &mut stage.object);
    item.list("needs", &mut stage.needs);
    item.read("slo", &mut stage.slo);
    item.read("owner", &mut stage.owner);
    item.list("via", &mut stage.via);
    item.one_of("canonical", &mut stage.canonical);
    item.list_if_said("after", &mut stage.after);
    item.fill("human", &mut stage.human);
    (!stage.id.is_empty()).then_some(stage)
}
