//! One middleware account that carries many integrations, critical ones among them.

use std::collections::BTreeMap;

use super::{Context, Rule, Sink, policy};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{IntegrationId, Method, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "shared-account-spof",
    summary: "one account carries many integrations, critical ones among them",
    why: "One limit or one unpaid bill stops them all at once: Zapier holds every action of an account at \
its task limit and when a payment fails.",
    fix: "Put the critical ones into an account of their own that a team owns, and watch the limit and the \
payment of the rest.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: forms, name: Web forms, category: form-survey}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: zapier, name: Zapier, category: ipaas}
integrations:
  - {id: zap-demo, from: forms, to: salesforce, via: zapier, method: ipaas_recipe, owner: mops, monitoring: {kind: alert}, criticality: 1}
  - {id: zap-trial, from: forms, to: salesforce, via: zapier, method: ipaas_recipe, owner: mops, monitoring: {kind: alert}, criticality: 2}
  - {id: zap-webinar, from: forms, to: salesforce, via: zapier, method: ipaas_recipe, owner: mops, monitoring: {kind: alert}, criticality: 2}
  - {id: zap-ebook, from: forms, to: salesforce, via: zapier, method: ipaas_recipe, owner: mops, monitoring: {kind: alert}, criticality: 3}
  - {id: zap-partner, from: forms, to: salesforce, via: zapier, method: ipaas_recipe, owner: mops, monitoring: {kind: alert}, criticality: 3}
  - {id: zap-event, from: forms, to: salesforce, via: zapier, method: ipaas_recipe, owner: mops, monitoring: {kind: alert}, criticality: 3}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: forms, name: Web forms, category: form-survey}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: zapier, name: Zapier, category: ipaas}
  - {id: zapier-sales, name: Zapier for sales, category: ipaas}
integrations:
  - {id: zap-demo, from: forms, to: salesforce, via: zapier-sales, method: ipaas_recipe, owner: mops, monitoring: {kind: alert}, criticality: 1}
  - {id: zap-trial, from: forms, to: salesforce, via: zapier, method: ipaas_recipe, owner: mops, monitoring: {kind: alert}, criticality: 2}
  - {id: zap-webinar, from: forms, to: salesforce, via: zapier, method: ipaas_recipe, owner: mops, monitoring: {kind: alert}, criticality: 2}
  - {id: zap-ebook, from: forms, to: salesforce, via: zapier, method: ipaas_recipe, owner: mops, monitoring: {kind: alert}, criticality: 3}
  - {id: zap-partner, from: forms, to: salesforce, via: zapier, method: ipaas_recipe, owner: mops, monitoring: {kind: alert}, criticality: 3}
  - {id: zap-event, from: forms, to: salesforce, via: zapier, method: ipaas_recipe, owner: mops, monitoring: {kind: alert}, criticality: 3}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

/// What is critical must not stop because something else used up the limit.
const TIER_CRITICAL: u8 = 1;

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let max = context.limit(policy::SHARED_ACCOUNT_FLOWS_MAX);
    let mut carried: BTreeMap<ToolId, Vec<IntegrationId>> = BTreeMap::new();
    for (id, integration) in context.live() {
        match integration.via.as_ref().and_then(|it| it.id) {
            Some(tool) => carried.entry(tool).or_default().push(id),
            None if integration.method == Method::IpaasRecipe => found.unknown(),
            None => {}
        }
    }
    for (tool, carried) in carried {
        let count = carried.iter().fold(0.0, |count, _| count + 1.0);
        let is_critical = |it: &IntegrationId| context.tier(*it) == Some(TIER_CRITICAL);
        let Some(critical) = carried.iter().copied().find(is_critical) else { continue };
        if count <= max {
            continue;
        }
        let tool = &context.stack.tools[tool];
        let critical = &context.stack.integrations[critical];
        let finding = found
            .report(format!(
                "{count} integrations run through the one account {}, `{}` among them, which is critical",
                tool.name, critical.id
            ))
            .at(tool.spans.item, "one limit, one bill")
            .mark(critical.spans.of("via"), "critical, and through the same account")
            .about(ElementKind::Tool, &tool.id)
            .help("move the critical ones to an account of their own that a team owns");
        found.push(carried.iter().fold(finding, |finding, it| {
            finding.with(ElementKind::Integration, &context.stack.integrations[*it].id)
        }));
    }
}
