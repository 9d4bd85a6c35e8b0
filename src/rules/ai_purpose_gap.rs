//! An AI feature that uses people for what they were not told.

use super::{Context, Rule, Sink, some};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::privacy::is_personal;
use crate::stack::{AiFeature, AiKind, FieldRef};
use crate::text::Label;

pub(super) static RULE: Rule = Rule {
    code: "ai-purpose-gap",
    summary: "an AI feature reads personal data beyond what people were told it is for",
    why: "Personal data may be used for what it was collected for (GDPR, Art. 5(1)(b)). Scoring and segmenting people is profiling \
(Art. 4(4)) and has to be named (Art. 13(2)(f)); training a vendor's models is another purpose again, and often on by \
default. Check with counsel.",
    fix: "Name profiling in the privacy notice and in `purposes`, or leave the fields out; switch the vendor's training off and note it \
as `trains_on_our_data: false`.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email}
objects: [{id: person, name: Person, system_of_record: crm, personal: true, purposes: newsletter}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
ai_features:
  - {id: scorer, tool: crm, name: Lead score, kind: scoring, owner: mops, monitoring: {metric: complaints, cadence: monthly, last_review: 2026-09-01}, reads: person.title, trains_on_our_data: false}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email}
objects: [{id: person, name: Person, system_of_record: crm, personal: true, purposes: [newsletter, profiling]}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
ai_features:
  - {id: scorer, tool: crm, name: Lead score, kind: scoring, owner: mops, monitoring: {metric: complaints, cadence: monthly, last_review: 2026-09-01}, reads: person.title, trains_on_our_data: false}
",
    since: "0.2",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for feature in context.ai_running() {
        let personal: Vec<_> =
            feature.reads.iter().filter(|it| is_about_people(context, it)).collect();
        if personal.is_empty() {
            continue;
        }
        if is_profiling(feature.kind) {
            profiles(context, found, feature, &personal);
        }
        match feature.trains_on_our_data {
            Some(true) => trains(context, found, feature, &personal),
            Some(false) => {}
            None => found.unknown(),
        }
    }
}

fn is_about_people(context: &Context<'_>, read: &FieldRef) -> bool {
    let object = read.object.map(|it| &context.stack.objects[it]);
    object.is_some_and(|it| is_personal(it) == Some(true))
}

/// It evaluates people: GDPR, Art. 4(4).
fn is_profiling(kind: Option<AiKind>) -> bool {
    match kind {
        Some(AiKind::Scoring | AiKind::Segmentation | AiKind::SendTime | AiKind::Enrichment) => {
            true
        }
        Some(AiKind::Generation | AiKind::Chatbot | AiKind::Agent) | None => false,
    }
}

/// What people were told: the field's own purposes, else the object's.
fn purposes<'a>(context: &Context<'a>, read: &FieldRef) -> &'a [Label] {
    let Some(object) = read.object.map(|it| &context.stack.objects[it]) else { return &[] };
    let field = read.field.as_deref().and_then(|it| object.field(it));
    match field.filter(|it| !it.purposes.is_empty()) {
        Some(field) => &field.purposes,
        None => &object.purposes,
    }
}

fn names(purposes: &[Label], word: &str) -> bool {
    purposes.iter().any(|it| it.to_lowercase().contains(word))
}

fn profiles(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    feature: &AiFeature,
    personal: &[&FieldRef],
) {
    let mut beyond = Vec::new();
    for read in personal {
        let told = purposes(context, read);
        if told.is_empty() {
            found.unknown();
        } else if !names(told, "profil") {
            beyond.push(*read);
        }
    }
    let Some(first) = beyond.first() else { return };
    let fields: Vec<_> = beyond.iter().map(ToString::to_string).collect();
    let home = context.tool_name(&feature.tool);
    found.push(
        found
            .report(format!(
                "{} in {home} profiles people by {}, and their purposes do not say profiling",
                feature.name,
                some(&fields)
            ))
            .at(first.span, "not collected for that")
            .about(ElementKind::AiFeature, &feature.id)
            .with(ElementKind::Object, &first.object_name)
            .help("name profiling in the privacy notice and in `purposes`, or leave the fields out; check with counsel (GDPR, Art. 5(1)(b) and 13(2)(f))"),
    );
}

fn trains(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    feature: &AiFeature,
    personal: &[&FieldRef],
) {
    if personal.iter().all(|it| names(purposes(context, it), "training")) {
        return;
    }
    let fields: Vec<_> = personal.iter().map(ToString::to_string).collect();
    let home = context.tool_name(&feature.tool);
    found.push(
        found
            .report(format!(
                "{} in {home} reads {}, and its vendor trains models on them",
                feature.name,
                some(&fields)
            ))
            .at(feature.spans.of("trains_on_our_data"), "a purpose of its own")
            .about(ElementKind::AiFeature, &feature.id)
            .with(ElementKind::Tool, &feature.tool.name)
            .help("switch training off in the vendor's settings, or name it in the privacy notice; check with counsel (GDPR, Art. 5(1)(b) and 28(3)(a))"),
    );
}
