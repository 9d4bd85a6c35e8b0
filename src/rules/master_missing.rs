//! An object that matters, and no tool that rules over it.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{DataObject, StoreRole};

pub(super) static RULE: Rule = Rule {
    code: "master-missing",
    summary: "no tool is the system of record of an object that matters",
    why: "Where no tool is the master, every tool is right: the same person has three phone numbers, and \
nobody can say which of them a sync may overwrite. It is a decision, and one that only people can take.",
    fix: "Choose the tool whose value wins and write it as `system_of_record`, for the object or field by \
field.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, personal: true}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, personal: true, system_of_record: salesforce}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for object in context.stack.objects.values().filter(|it| !has_master(context, it)) {
        let is_critical = object.fields.iter().any(|it| it.critical == Some(true));
        let is_personal =
            object.personal == Some(true) || object.fields.iter().any(|it| it.pii == Some(true));
        let what = match (is_personal, is_critical) {
            (true, _) => "personal data",
            (false, true) => "a critical field",
            (false, false) => {
                if object.personal.is_none() {
                    found.unknown();
                }
                continue;
            }
        };
        found.push(
            found
                .report(format!("{} holds {what} and has no system of record", object.name))
                .at(object.spans.item, "whose value wins?")
                .about(ElementKind::Object, &object.id)
                .help("choose the tool whose value wins, and write it as `system_of_record`"),
        );
    }
}

/// The object says so, or a tool does, or each of its fields has one.
fn has_master(context: &Context<'_>, object: &DataObject) -> bool {
    let by_field =
        !object.fields.is_empty() && object.fields.iter().all(|it| it.system_of_record.is_some());
    let by_tool = || {
        context.tools_in_use().flat_map(|(_, tool)| &tool.stores).any(|store| {
            store.role == Some(StoreRole::SystemOfRecord) && store.object.name == object.id
        })
    };
    object.system_of_record.is_some() || by_field || by_tool()
}
