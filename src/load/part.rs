//! Single items, for scenarios: a whole one that is added, or new values for one that is there.

use super::check::{Purpose, check};
use super::item::Item;
use super::kinds;
use super::shape::Shape;
use super::value::Value as _;
use crate::diag::Diagnostic;
use crate::stack::{
    Credential, DataObject, Date, Entity, Integration, Journey, Minutes, Person, Team, Tool,
};
use crate::yaml::Node;

/// Reads a tool as it stands under `tools:`. `None` where it has no id.
pub(crate) fn read_tool(node: Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Tool> {
    whole(node, &kinds::TOOL, kinds::read_tool, problems)
}

/// Reads an integration as it stands under `integrations:`. `None` where it has neither an id nor both ends.
pub(crate) fn read_integration(
    node: Node<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Integration> {
    whole(node, &kinds::INTEGRATION, kinds::read_integration, problems)
}

pub(crate) fn patch_tool(tool: &mut Tool, node: Node<'_>, problems: &mut Vec<Diagnostic>) {
    let id = tool.id.clone();
    patch(tool, node, &kinds::TOOL, kinds::read_tool, problems);
    tool.id = id;
}

pub(crate) fn patch_integration(
    integration: &mut Integration,
    node: Node<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    let id = integration.id.clone();
    patch(integration, node, &kinds::INTEGRATION, kinds::read_integration, problems);
    integration.id = id;
}

pub(crate) fn patch_object(
    object: &mut DataObject,
    node: Node<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    let id = object.id.clone();
    patch(object, node, &kinds::OBJECT, kinds::read_object, problems);
    object.id = id;
}

pub(crate) fn patch_credential(
    credential: &mut Credential,
    node: Node<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    let id = credential.id.clone();
    patch(credential, node, &kinds::CREDENTIAL, kinds::read_credential, problems);
    credential.id = id;
}

pub(crate) fn patch_person(person: &mut Person, node: Node<'_>, problems: &mut Vec<Diagnostic>) {
    let id = person.id.clone();
    patch(person, node, &kinds::PERSON, kinds::read_person, problems);
    person.id = id;
}

pub(crate) fn patch_team(team: &mut Team, node: Node<'_>, problems: &mut Vec<Diagnostic>) {
    let id = team.id.clone();
    patch(team, node, &kinds::TEAM, kinds::read_team, problems);
    team.id = id;
}

pub(crate) fn patch_journey(journey: &mut Journey, node: Node<'_>, problems: &mut Vec<Diagnostic>) {
    let id = journey.id.clone();
    patch(journey, node, &kinds::JOURNEY, kinds::read_journey, problems);
    journey.id = id;
}

/// Reports everything in a scenario file that is not as it should be. What `set` writes is judged when it is applied.
pub(crate) fn check_scenario(node: Node<'_>, problems: &mut Vec<Diagnostic>) {
    check(node, &kinds::SCENARIO_FILE, Purpose::Whole, problems);
}

/// A length of time such as `8h`.
pub(crate) fn read_minutes(node: Node<'_>) -> Option<Minutes> {
    Minutes::read(node)
}

/// A day such as `2027-01-15`.
pub(crate) fn read_date(node: Node<'_>) -> Option<Date> {
    Date::read(node)
}

/// A number, zero or more.
pub(crate) fn read_number(node: Node<'_>) -> Option<f64> {
    f64::read(node)
}

fn whole<T: Entity + Default>(
    node: Node<'_>,
    shape: &'static Shape,
    read: fn(Item<'_>, &mut T),
    problems: &mut Vec<Diagnostic>,
) -> Option<T> {
    check(node, shape, Purpose::Whole, problems);
    let mut value = T::default();
    read(Item::new(node, shape)?, &mut value);
    (!value.id().is_empty()).then_some(value)
}

fn patch<T>(
    value: &mut T,
    node: Node<'_>,
    shape: &'static Shape,
    read: fn(Item<'_>, &mut T),
    problems: &mut Vec<Diagnostic>,
) {
    check(node, shape, Purpose::Patch, problems);
    if let Some(item) = Item::new(node, shape) {
        read(item, value);
    }
}
