//! A machine that talks to people who are not told.

use super::regions::is_european;
use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{AiFeature, AiKind, Channel, Date};

pub(super) static RULE: Rule = Rule {
    code: "ai-undisclosed",
    summary: "an AI feature talks to people and does not say that it is one",
    why: "People in the EU have to be told that they deal with a machine, unless it is obvious (AI Act, Art. 50(1), which applies from \
2 August 2026). One line at the start of the chat does it. Check with counsel.",
    fix: "Say at the beginning that an AI answers, and how to reach a person; then set `discloses_ai: true`.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
ai_features:
  - {id: helper, tool: crm, name: Chat helper, kind: chatbot, owner: mops, monitoring: {metric: complaints, cadence: monthly, last_review: 2026-09-01}, discloses_ai: false}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
ai_features:
  - {id: helper, tool: crm, name: Chat helper, kind: chatbot, owner: mops, monitoring: {metric: complaints, cadence: monthly, last_review: 2026-09-01}, discloses_ai: true}
",
    since: "0.2",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

/// AI Act (Regulation (EU) 2024/1689), Art. 113: the duties of Art. 50 begin on 2 August 2026. Amendments of 2026 kept
/// the day for Art. 50(1).
fn applies_from() -> Option<Date> {
    Date::new(2026, 8, 2)
}

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let regions = &context.stack.company.regions;
    for feature in context.ai_running() {
        match feature.kind {
            Some(AiKind::Chatbot) => {}
            Some(AiKind::Agent) if faces_people(context, feature) => {}
            Some(
                AiKind::Agent
                | AiKind::Scoring
                | AiKind::Generation
                | AiKind::Enrichment
                | AiKind::Segmentation
                | AiKind::SendTime,
            ) => continue,
            None => {
                found.unknown();
                continue;
            }
        }
        match (feature.discloses_ai, regions.is_empty()) {
            (Some(true), _) => {}
            (Some(false), false) if !regions.iter().any(|it| is_european(it)) => {}
            (Some(false), false) => report(context, found, feature),
            (None, _) | (Some(false), true) => found.unknown(),
        }
    }
}

/// An agent does its work out of sight unless its tool reaches people.
fn faces_people(context: &Context<'_>, feature: &AiFeature) -> bool {
    let sends = feature.tool.id.map(|it| &context.stack.tools[it].sends);
    let faces = [Channel::Chat, Channel::Email, Channel::SalesEmail, Channel::Sms, Channel::Call];
    sends.is_some_and(|it| it.iter().any(|it| faces.contains(&it.channel)))
}

fn report(context: &Context<'_>, found: &mut Sink<'_>, feature: &AiFeature) {
    let is_in_force = applies_from().is_none_or(|it| context.as_of >= it);
    let law = if is_in_force {
        "the AI Act, Art. 50(1), has wanted it since 2 August 2026"
    } else {
        "the AI Act, Art. 50(1), wants it from 2 August 2026"
    };
    let home = context.tool_name(&feature.tool);
    found.push(
        found
            .report(format!(
                "{} in {home} talks to people in the EU and does not tell them that it is an AI",
                feature.name
            ))
            .at(feature.spans.of("discloses_ai"), "not disclosed")
            .about(ElementKind::AiFeature, &feature.id)
            .with(ElementKind::Tool, &feature.tool.name)
            .help(format!("say so where the conversation begins: {law}; check with counsel")),
    );
}
