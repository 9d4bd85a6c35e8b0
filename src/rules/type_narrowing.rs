//! A value that does not fit into the field it is copied to.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::network::Passage;
use crate::stack::{ObjectId, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "type-narrowing",
    summary: "a field is copied into one that holds less",
    why: "A time becomes a day, a sentence is cut to what a list allows, a fraction is rounded. Nothing fails, so nobody is told; a \
rule such as within 15 minutes then never holds, since the minutes are gone.",
    fix: "Say how it is converted (`transform`), widen the receiving field, or check the values before they are sent.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce, fields: [{name: signed_up_at, type: datetime}, {name: signed_up_on, type: date}]}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, fields: [{source: signed_up_at, target: signed_up_on, rule: prefer_target_unless_blank}]}]}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce, fields: [{name: signed_up_at, type: datetime}, {name: signed_up_on, type: datetime}]}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, fields: [{source: signed_up_at, target: signed_up_on, rule: prefer_target_unless_blank}]}]}
",
    since: "0.1",
    severity: Severity::Note,
    confidence: Confidence::Medium,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let network = context.network;
    for (id, flow) in network.flows().filter(|(_, it)| it.live) {
        let Some((object, passages)) = flow.object.zip(network.passages(context.stack, id)) else {
            continue;
        };
        let integration = &context.stack.integrations[flow.integration];
        let is_raw = |it: &&Passage<'_>| it.transform.is_none() && integration.transform.is_none();
        for passage in passages.iter().filter(is_raw) {
            let near = kind(context, object, flow.from, passage.near);
            let far = kind(context, object, flow.to, passage.far);
            let (Some((near, near_word)), Some((far, far_word))) = (near, far) else {
                if passage.near != passage.far {
                    found.unknown();
                }
                continue;
            };
            if !loses(near, far) {
                continue;
            }
            let described = &context.stack.objects[object];
            let mut finding = found
                .report(format!(
                    "`{}` copies {}.{} ({near_word}) into {} ({far_word}) in {}, which holds less",
                    integration.id,
                    described.id,
                    passage.near,
                    passage.far,
                    context.stack.tools[flow.to].name
                ))
                .at(passage.span, "what does not fit is lost")
                .about(ElementKind::Integration, &integration.id)
                .with(ElementKind::Object, &described.id)
                .help("state a `transform`, or widen the receiving field");
            let names = [Some(passage.near), Some(passage.far).filter(|it| *it != passage.near)];
            for name in names.into_iter().flatten() {
                if let Some(field) = described.field(name) {
                    finding = finding.mark(field.spans.item, format!("{name} is declared here"));
                }
            }
            found.push(finding);
        }
    }
}

/// What a field can hold, as far as its type says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    LongText,
    Text,
    Choices,
    Choice,
    Time,
    Day,
    Decimal,
    Whole,
    Flag,
}

/// What a type holds, and how the file calls it. A tool with a list of values of its own has a picklist.
fn kind<'a>(
    context: &Context<'a>,
    object: ObjectId,
    tool: ToolId,
    name: &str,
) -> Option<(Holds, &'a str)> {
    let stores = context.stack.tools[tool].stores.iter();
    let mut of_object = stores.filter(|it| it.object.id == Some(object));
    if of_object.any(|it| it.enums.keys().any(|it| it.as_str() == name)) {
        return Some((Holds::Choice, "picklist"));
    }
    let word = context.stack.objects[object].field(name)?.kind.as_deref()?;
    holds(word).map(|it| (it, word))
}

/// The words that CRMs, warehouses and forms use for their types.
fn holds(word: &str) -> Option<Holds> {
    Some(match word.to_lowercase().as_str() {
        "textarea" | "long_text" | "longtext" | "rich_text" | "html" => Holds::LongText,
        "text" | "string" | "varchar" => Holds::Text,
        "multipicklist" | "multi_picklist" | "multiselect" | "array" | "list" => Holds::Choices,
        "picklist" | "enum" | "select" | "dropdown" => Holds::Choice,
        "datetime" | "timestamp" | "date_time" => Holds::Time,
        "date" => Holds::Day,
        "number" | "decimal" | "float" | "double" | "currency" | "percent" => Holds::Decimal,
        "integer" | "int" | "long" | "bigint" => Holds::Whole,
        "boolean" | "bool" | "checkbox" | "flag" => Holds::Flag,
        _ => return None,
    })
}

/// Whether some value of the one does not fit into the other. Kinds that have nothing to do with each other are not judged.
fn loses(near: Holds, far: Holds) -> bool {
    match near {
        Holds::LongText => far != Holds::LongText,
        Holds::Text => !matches!(far, Holds::LongText | Holds::Text),
        Holds::Choices => matches!(far, Holds::Choice | Holds::Flag),
        Holds::Time => matches!(far, Holds::Day | Holds::Flag),
        Holds::Decimal => matches!(far, Holds::Whole | Holds::Flag),
        Holds::Choice | Holds::Whole | Holds::Day => far == Holds::Flag,
        Holds::Flag => false,
    }
}
