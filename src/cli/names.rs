//! Names on the command line: ids, names and aliases in any case, else the nearest that exists.

use super::failure::Failure;
use crate::diag::ElementKind;
use crate::network::Component;
use crate::stack::{Entity, Id, JourneyId, ObjectId, PersonId, PurposeId, Stack, Table, ToolId};
use crate::text::{Label, nearest};

pub(super) fn tool(stack: &Stack, name: &str) -> Result<ToolId, Failure> {
    stack.tool_called(name).ok_or_else(|| {
        let failure = Failure::new(format!("this stack has no tool called `{name}`"));
        hinted(failure, name, tool_names(stack), "linchpin list tools")
    })
}

pub(super) fn object(stack: &Stack, name: &str) -> Result<ObjectId, Failure> {
    called(&stack.objects, name, |it| &it.name).ok_or_else(|| {
        let failure = Failure::new(format!("this stack has no object called `{name}`"));
        hinted(failure, name, stack.objects.names(), "linchpin list objects")
    })
}

pub(super) fn journey(stack: &Stack, name: &str) -> Result<JourneyId, Failure> {
    called(&stack.journeys, name, |it| &it.name).ok_or_else(|| {
        let failure = Failure::new(format!("this stack has no journey called `{name}`"));
        hinted(failure, name, stack.journeys.names(), "linchpin list journeys")
    })
}

pub(super) fn purpose(stack: &Stack, name: &str) -> Result<PurposeId, Failure> {
    called(&stack.consent.purposes, name, |it| &it.id).ok_or_else(|| {
        let failure = Failure::new(format!("this stack has no consent purpose called `{name}`"));
        hinted(failure, name, stack.consent.purposes.names(), "linchpin consent")
    })
}

pub(super) fn person(stack: &Stack, name: &str) -> Result<PersonId, Failure> {
    called(&stack.people, name, |it| &it.name).ok_or_else(|| {
        let failure = Failure::new(format!("this stack has no person called `{name}`"));
        let names = stack.people.values().map(|it| it.name.as_str());
        hinted(failure, name, stack.people.names().chain(names), "linchpin list people")
    })
}

/// A tool, else an integration, a credential, a person, a vendor: the first that bears the name.
pub(super) fn component(stack: &Stack, name: &str) -> Result<Component, Failure> {
    let found = stack
        .tool_called(name)
        .map(Component::Tool)
        .or_else(|| called(&stack.integrations, name, |it| &it.id).map(Component::Integration))
        .or_else(|| called(&stack.credentials, name, |it| &it.id).map(Component::Credential))
        .or_else(|| called(&stack.people, name, |it| &it.name).map(Component::Person))
        .or_else(|| called(&stack.vendors, name, |it| &it.name).map(Component::Vendor));
    found.ok_or_else(|| {
        let kinds = [
            ElementKind::Tool,
            ElementKind::Integration,
            ElementKind::Credential,
            ElementKind::Person,
            ElementKind::Vendor,
        ];
        let [first @ .., last] = kinds.map(ElementKind::words);
        let failure = Failure::new(format!(
            "this stack has no {} or {last} called `{name}`",
            first.join(", ")
        ));
        let names = tool_names(stack)
            .chain(stack.integrations.names())
            .chain(stack.credentials.names())
            .chain(stack.people.names())
            .chain(stack.vendors.names());
        hinted(failure, name, names, "linchpin list tools")
    })
}

fn tool_names(stack: &Stack) -> impl Iterator<Item = &str> {
    stack.tools.names().chain(
        stack
            .tools
            .values()
            .flat_map(|it| std::iter::once(&it.name).chain(&it.aka))
            .map(Label::as_str),
    )
}

fn called<T: Entity>(table: &Table<T>, name: &str, label: fn(&T) -> &Label) -> Option<Id<T>> {
    let wanted = name.to_lowercase();
    table.find(name).or_else(|| {
        table
            .iter()
            .find(|(_, it)| it.id().to_lowercase() == wanted || label(it).to_lowercase() == wanted)
            .map(|(id, _)| id)
    })
}

fn hinted<'a>(
    failure: Failure,
    name: &str,
    names: impl Iterator<Item = &'a str>,
    list: &str,
) -> Failure {
    match nearest(name, names) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint(format!("`{list}` shows what there is")),
    }
}
