//! What the keys say of each kind of thing, where that takes more than a line.

use strum::VariantNames as _;

use super::values::{Value, Values, number, owners, text, texts, tools};
use super::{Input, Item};
use crate::diag::ElementKind;
use crate::stack::Status;
use crate::text::Label;

pub(super) const YES_NO: &[&str] = &["yes", "no"];

pub(super) fn yes_no(holds: bool) -> &'static str {
    if holds { "yes" } else { "no" }
}

/// The words of all that have a status.
pub(super) fn statuses() -> &'static [&'static str] {
    static WORDS: std::sync::OnceLock<Vec<&'static str>> = std::sync::OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = vec!["active", "left"];
        words.extend(Status::VARIANTS);
        words.extend(crate::stack::AiStatus::VARIANTS);
        words.sort_unstable();
        words.dedup();
        words
    })
}

pub(super) fn count(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

pub(super) fn id<'a>(input: &Input<'a>, item: Item<'a>) -> Values<'a> {
    let stack = input.stack;
    match item {
        Item::Tool(id) => text(&stack.tools[id].id),
        Item::Integration(id) => text(&stack.integrations[id].id),
        Item::Object(id) => text(&stack.objects[id].id),
        Item::Person(id) => text(&stack.people[id].id),
        Item::Journey(id) => text(&stack.journeys[id].id),
        Item::Credential(id) => text(&stack.credentials[id].id),
        Item::Automation(id) => text(&stack.automations[id].id),
        Item::AiFeature(id) => text(&stack.ai_features[id].id),
        Item::Vendor(id) => text(&stack.vendors[id].id),
        Item::Other(element) => text(&element.id),
        Item::Finding(_) => None,
    }
}

pub(super) fn name<'a>(input: &Input<'a>, item: Item<'a>) -> Values<'a> {
    let stack = input.stack;
    match item {
        Item::Tool(id) => text(&stack.tools[id].name),
        Item::Object(id) => text(&stack.objects[id].name),
        Item::Person(id) => text(&stack.people[id].name),
        Item::Journey(id) => text(&stack.journeys[id].name),
        Item::Automation(id) => text(&stack.automations[id].name),
        Item::AiFeature(id) => text(&stack.ai_features[id].name),
        Item::Vendor(id) => text(&stack.vendors[id].name),
        Item::Integration(_) | Item::Credential(_) | Item::Other(_) | Item::Finding(_) => None,
    }
}

pub(super) fn owner<'a>(input: &Input<'a>, item: Item<'a>) -> Values<'a> {
    let stack = input.stack;
    match item {
        Item::Tool(id) => {
            let tool = &stack.tools[id];
            owners(stack, [&tool.technical_owner, &tool.business_owner])
        }
        Item::Integration(id) => owners(stack, [&stack.integrations[id].owner]),
        Item::Credential(id) => owners(stack, [&stack.credentials[id].holder]),
        Item::Automation(id) => owners(stack, [&stack.automations[id].owner]),
        Item::AiFeature(id) => owners(stack, [&stack.ai_features[id].owner]),
        Item::Object(_)
        | Item::Person(_)
        | Item::Journey(_)
        | Item::Vendor(_)
        | Item::Other(_)
        | Item::Finding(_) => None,
    }
}

pub(super) fn object<'a>(input: &Input<'a>, item: Item<'a>) -> Values<'a> {
    let stack = input.stack;
    let called = |it: &'a crate::stack::Ref<crate::stack::DataObject>| {
        let name = it.id.map_or(&it.name, |id| &stack.objects[id].name);
        [it.name.as_str(), name.as_str()]
    };
    match item {
        Item::Tool(id) => {
            let tool = &stack.tools[id];
            let stored = tool.stores.iter().map(|it| &it.object);
            texts(stored.chain(&tool.collects).flat_map(called))
        }
        Item::Integration(id) => {
            texts(stack.integrations[id].objects.iter().map(|it| &it.object).flat_map(called))
        }
        Item::Object(id) => texts([stack.objects[id].id.as_str(), &stack.objects[id].name]),
        Item::Person(_)
        | Item::Journey(_)
        | Item::Credential(_)
        | Item::Automation(_)
        | Item::AiFeature(_)
        | Item::Vendor(_)
        | Item::Other(_)
        | Item::Finding(_) => None,
    }
}

pub(super) fn status<'a>(input: &Input<'a>, item: Item<'a>) -> Values<'a> {
    let stack = input.stack;
    match item {
        Item::Integration(id) => text(stack.integrations[id].status.into()),
        Item::AiFeature(id) => text(stack.ai_features[id].status.into()),
        Item::Person(id) if stack.people[id].has_left(input.as_of) => text("left"),
        Item::Person(_) => text("active"),
        Item::Tool(_)
        | Item::Object(_)
        | Item::Journey(_)
        | Item::Credential(_)
        | Item::Automation(_)
        | Item::Vendor(_)
        | Item::Other(_)
        | Item::Finding(_) => None,
    }
}

pub(super) fn findings<'a>(input: &Input<'a>, item: Item<'a>) -> Values<'a> {
    let stack = input.stack;
    let (kind, id) = match item {
        Item::Tool(id) => (ElementKind::Tool, &stack.tools[id].id),
        Item::Integration(id) => (ElementKind::Integration, &stack.integrations[id].id),
        Item::Object(id) => (ElementKind::Object, &stack.objects[id].id),
        Item::Person(id) => (ElementKind::Person, &stack.people[id].id),
        Item::Journey(id) => (ElementKind::Journey, &stack.journeys[id].id),
        Item::Credential(_)
        | Item::Automation(_)
        | Item::AiFeature(_)
        | Item::Vendor(_)
        | Item::Other(_)
        | Item::Finding(_) => return None,
    };
    number(Some(f64::from(input.findings_about(kind, id))))
}

pub(super) fn tool<'a>(input: &Input<'a>, item: Item<'a>) -> Values<'a> {
    let stack = input.stack;
    match item {
        Item::Tool(id) => {
            let it = &stack.tools[id];
            texts([&it.id, &it.name].into_iter().chain(&it.aka).map(Label::as_str))
        }
        Item::Integration(id) => {
            let it = &stack.integrations[id];
            tools(stack, [&it.from, &it.to].into_iter().chain(&it.via))
        }
        Item::Object(id) => tools(stack, &stack.objects[id].system_of_record),
        Item::Journey(id) => {
            tools(stack, stack.journeys[id].stages.iter().filter_map(|it| it.tool.as_ref()))
        }
        Item::Credential(id) => tools(stack, &stack.credentials[id].tool),
        Item::Automation(id) => tools(stack, [&stack.automations[id].tool]),
        Item::AiFeature(id) => tools(stack, [&stack.ai_features[id].tool]),
        Item::Person(_) | Item::Vendor(_) | Item::Other(_) | Item::Finding(_) => None,
    }
}

pub(super) fn vendor<'a>(input: &Input<'a>, id: crate::stack::ToolId) -> Values<'a> {
    let vendor = input.stack.tools[id].vendor.as_ref();
    let called = |it: &'a crate::stack::Ref<crate::stack::Vendor>| {
        let name = it.id.map_or(&it.name, |id| &input.stack.vendors[id].name);
        [it.name.as_str(), name.as_str()]
    };
    texts(vendor.into_iter().flat_map(called))
}

pub(super) fn every<'a>(input: &Input<'a>, item: Item<'a>) -> Values<'a> {
    let Item::Integration(id) = item else { return None };
    let every = input.stack.integrations[id].frequency.as_ref().map(|it| it.every.to_string());
    Some(every.map(|it| Value::Text(it.into())).into_iter().collect())
}
