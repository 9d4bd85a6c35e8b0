//! Two tools that both claim to be the system of record of one object.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, Sink, list, some};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{ObjectId, StoreRole, ToolId};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    code: "master-duplicate",
    summary: "two tools are the system of record of the same object",
    why: "With two masters each sync looks right from its own side, and values flip back and forth. Two \
masters are fine when they divide the fields: in one public handbook the customer success tool owns the \
success manager’s field, one-way, and the CRM owns the rest.",
    fix: "Divide the object by field (`system_of_record` on the fields), or make one of the tools a \
`replica`.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, stores: [{object: person, role: system_of_record}]}
  - {id: salesforce, name: Salesforce, category: crm, stores: [{object: person, role: system_of_record}]}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, stores: [{object: person, role: replica}]}
  - {id: salesforce, name: Salesforce, category: crm, stores: [{object: person, role: system_of_record}]}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (id, object) in context.stack.objects.iter() {
        let masters = masters(context, id);
        let ruled: BTreeSet<_> =
            object.fields.iter().filter_map(|it| it.system_of_record.as_ref()?.id).collect();
        let rules =
            |tool: &ToolId| ruled.contains(tool) || object.system_of_record_of(None) == Some(*tool);
        let is_divided = !ruled.is_empty() && masters.keys().all(rules);
        // Where no tool rules over the object, each declared field needs a ruler of its own.
        let open = || object.fields.iter().filter(|it| it.system_of_record.is_none());
        let is_left = is_divided && object.system_of_record.is_none() && open().next().is_some();
        if masters.len() < 2 || is_divided && !is_left {
            continue;
        }
        let fields: Vec<_> = open().map(|it| format!("{}.{}", object.id, it.name)).collect();
        let what = if is_left { some(&fields) } else { object.name.to_string() };
        let names: Vec<_> =
            masters.keys().map(|it| context.stack.tools[*it].name.as_str()).collect();
        let finding = found
            .report(format!(
                "{} {} claim to be the system of record of {what}",
                list(&names),
                if names.len() == 2 { "both" } else { "all" },
            ))
            .at(
                object.spans.of("system_of_record"),
                "one of them should rule, or each over its fields",
            )
            .about(ElementKind::Object, &object.id)
            .help("give fields a `system_of_record` of their own, or make one tool a `replica`");
        found.push(masters.iter().fold(finding, |finding, (tool, span)| {
            let tool = &context.stack.tools[*tool];
            finding
                .with(ElementKind::Tool, &tool.id)
                .mark(*span, format!("{} claims it here", tool.name))
        }));
    }
}

/// Who claims the object, and where.
fn masters(context: &Context<'_>, id: ObjectId) -> BTreeMap<ToolId, Span> {
    let mut masters = BTreeMap::new();
    if let Some(stated) = &context.stack.objects[id].system_of_record
        && let Some(tool) = stated.id
    {
        masters.insert(tool, stated.span);
    }
    for (tool, stores) in context.tools_in_use().map(|(tool, it)| (tool, &it.stores)) {
        for store in stores.iter().filter(|it| it.object.id == Some(id)) {
            if store.role == Some(StoreRole::SystemOfRecord) {
                masters.insert(tool, store.spans.item);
            }
        }
    }
    masters
}
