//! A field that gets to tools which are not meant for it.

use super::{Context, Rule, Sink, policy, quoted};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::network::{Cargo, Path};
use crate::stack::{DataObject, Field, ObjectId, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "sensitive-field-spread",
    summary: "a confidential field reaches a tool that is classed lower",
    why: "A field is classed because somebody decided who may see it. A sync does not know of that: it copies the field into a tool \
with other users, other vendors and other backups. Personal data should be limited to what is needed (GDPR, Art. 5(1)(c)).",
    fix: "Take the field out of the mapping of the last hop, or class the tool for what it holds.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm, data_classification: restricted}
  - {id: mailer, name: Mailer, category: email, data_classification: internal}
objects: [{id: person, name: Person, system_of_record: crm, personal: true, fields: [{name: email, classification: internal}, {name: income, classification: restricted}]}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm, data_classification: restricted}
  - {id: mailer, name: Mailer, category: email, data_classification: internal}
objects: [{id: person, name: Person, system_of_record: crm, personal: true, fields: [{name: email, classification: internal}, {name: income, classification: restricted}]}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: [{object: person, fields: [{source: email}]}]}
",
    since: "0.2",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

/// Words that companies class data by, from open to closed, with the colours that some use instead (GitLab's handbook).
const LEVELS: [&[&str]; 4] = [
    &["public", "green"],
    &["internal", "yellow"],
    &["confidential", "orange", "sensitive"],
    &["restricted", "red", "secret", "strictly confidential"],
];

fn level(class: &str) -> Option<usize> {
    let class = class.trim().to_lowercase();
    LEVELS.iter().position(|it| it.contains(&class.as_str()))
}

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    // Each classed field is followed through the stack by itself: beyond some of them that is no longer quick.
    let most = context.limit(policy::CLASSED_FIELDS_MAX);
    let mut followed = 0.0;
    for (id, object) in context.stack.objects.iter() {
        for field in &object.fields {
            let Some(class) = field.classification.as_ref() else { continue };
            let Some(class) = level(class).filter(|_| followed < most) else {
                found.unknown();
                continue;
            };
            if class > 0 {
                followed += 1.0;
                follow(context, found, (id, field), class);
            }
        }
    }
}

fn follow(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    (id, field): (ObjectId, &Field),
    class: usize,
) {
    let object = &context.stack.objects[id];
    let cargo = Cargo { object: Some(id), field: Some(&field.name) };
    let Some(home) = object.system_of_record_of(Some(&field.name)) else {
        found.unknown();
        return;
    };
    let Some(tree) = context.tree(home, cargo) else { return };
    for (target, tool) in context.tools_in_use().filter(|(it, _)| *it != home) {
        if !tree.is_reached(target) {
            continue;
        }
        match tool.data_classification.as_ref().map(|it| level(it)) {
            None | Some(None) => found.unknown(),
            Some(Some(allowed)) if allowed >= class => {}
            Some(Some(_)) => {
                if let Some(path) = tree.path(target) {
                    report(context, found, (object, field), (target, &path));
                }
            }
        }
    }
}

fn report(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    (object, field): (&DataObject, &Field),
    (target, path): (ToolId, &Path),
) {
    let stack = context.stack;
    let tool = &stack.tools[target];
    let class = |it: Option<&crate::text::Label>| it.map_or("", |it| it.as_str()).to_owned();
    let last = path.flows.last().map(|it| context.network.flow(*it));
    let item = last.and_then(|it| {
        let integration = &stack.integrations[it.integration];
        Some((integration, integration.objects.get(it.item?)?))
    });
    // A flow without a list of fields is read as carrying them all; it may not.
    let is_listed = item.is_some_and(|(_, it)| !it.fields.is_empty());
    let over = last.map_or("", |it| stack.integrations[it.integration].id.as_str());
    let help = if is_listed {
        format!("take {}.{} out of the fields of {}", object.id, field.name, quoted(over))
    } else {
        format!("list the fields that {} needs, without {}", quoted(over), field.name)
    };
    let finding = found
        .report(format!(
            "{}.{} is {} and reaches {}, which is {}",
            object.id,
            field.name,
            class(field.classification.as_ref()),
            tool.name,
            class(tool.data_classification.as_ref())
        ))
        .confidence(if is_listed { Confidence::High } else { Confidence::Medium })
        .at(tool.spans.of("data_classification"), "not meant for it")
        .mark(field.spans.item, "classed here")
        .about(ElementKind::Tool, &tool.id)
        .with(ElementKind::Object, &object.id)
        .help(help);
    found.push(context.along(finding, &path.flows));
}
