//! An AI feature that nobody checks.

use super::{Context, Rule, Sink, policy};
use crate::diag::{Confidence, ElementKind, Severity};

pub(super) static RULE: Rule = Rule {
    code: "ai-unmonitored",
    summary: "nobody checks what an AI feature does",
    why: "A score goes on giving numbers when its inputs have gone stale or the market has changed; \
nothing turns red. Without a number that somebody looks at, the first sign is a quarter of bad leads.",
    fix: "Name one number that would show it going wrong, how often it is looked at, and who looks; note \
the day as `last_review`.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
ai_features:
  - {id: lead-score, tool: hubspot, name: Predictive lead score, kind: scoring, owner: mops}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
ai_features:
  - {id: lead-score, tool: hubspot, name: Predictive lead score, kind: scoring, owner: mops, monitoring: {metric: conversion of the top decile, cadence: monthly, last_review: 2026-08-20}}
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for feature in context.stack.ai_features.values().filter(|it| it.is_running()) {
        let tool = feature.tool.id.map(|id| &context.stack.tools[id]);
        if tool.is_some_and(|it| !it.is_in_use()) {
            continue;
        }
        let review = feature.monitoring.as_ref().map(|it| (it, it.last_review));
        let (what, span) = match review {
            None => ("nobody checks what it does".to_owned(), feature.spans.item),
            Some((monitoring, Some(day))) => {
                let age = context.days_since(day);
                if age <= context.limit(policy::AI_REVIEW_DAYS) {
                    continue;
                }
                let span = monitoring.spans.of("last_review");
                (format!("it was last reviewed on {day}, {age} days ago"), span)
            }
            Some((_, None)) => {
                found.unknown();
                continue;
            }
        };
        let home = context.tool_name(&feature.tool);
        found.push(
            found
                .report(format!("{} in {home} is running, and {what}", feature.name))
                .at(span, "unchecked")
                .about(ElementKind::AiFeature, &feature.id)
                .with(ElementKind::Tool, &feature.tool.name)
                .help("name a number to watch, how often, and who; note each `last_review`"),
        );
    }
}
