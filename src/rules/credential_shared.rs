//! One credential on which many integrations run.

use super::{Context, Rule, Sink, policy, quoted, some};
use crate::diag::{Confidence, ElementKind, Severity};

pub(super) static RULE: Rule = Rule {
    code: "credential-shared",
    summary: "many integrations run on one credential",
    why: "Revoking or renewing a shared credential stops everything that runs on it, and the audit log shows one user for \
all of them. When the tokens of a chat vendor were stolen in August 2025, Salesforce revoked all of them on one day: whoever \
has one access for each integration loses one integration.",
    fix: "Give each integration an access of its own, the most important one first.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
credentials: [{id: sync-user, kind: service_account, principal: service_account, tool: salesforce}]
integrations:
  - {id: people, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, credential: sync-user}
  - {id: forms, from: hubspot, to: salesforce, method: webhook, owner: mops, monitoring: {kind: alert}, credential: sync-user}
  - {id: scores, from: hubspot, to: salesforce, method: api_custom, owner: mops, monitoring: {kind: alert}, credential: sync-user}
  - {id: deals, from: salesforce, to: hubspot, method: native_connector, owner: mops, monitoring: {kind: alert}, credential: sync-user}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
credentials:
  - {id: sync-user, kind: service_account, principal: service_account, tool: salesforce}
  - {id: score-user, kind: service_account, principal: service_account, tool: salesforce}
integrations:
  - {id: people, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, credential: sync-user}
  - {id: forms, from: hubspot, to: salesforce, method: webhook, owner: mops, monitoring: {kind: alert}, credential: sync-user}
  - {id: scores, from: hubspot, to: salesforce, method: api_custom, owner: mops, monitoring: {kind: alert}, credential: score-user}
  - {id: deals, from: salesforce, to: hubspot, method: native_connector, owner: mops, monitoring: {kind: alert}, credential: sync-user}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let max = context.limit(policy::CREDENTIAL_INTEGRATIONS_MAX);
    for (id, credential) in context.stack.credentials.iter() {
        let mut users: Vec<_> = context.users_of(id).map(|(_, it)| it).collect();
        let count = users.iter().fold(0.0, |count, _| count + 1.0);
        if count <= max {
            continue;
        }
        users.sort_by_key(|it| &it.id);
        let names: Vec<_> = users.iter().map(|it| quoted(&it.id)).collect();
        let finding = found
            .report(format!(
                "{count} integrations run on `{}`: whoever revokes it stops {}",
                credential.id,
                some(&names)
            ))
            .at(credential.spans.item, "one access for all of them")
            .about(ElementKind::Credential, &credential.id)
            .help("give each integration an access of its own, the most important one first");
        found.push(users.iter().fold(finding, |finding, it| {
            finding
                .with(ElementKind::Integration, &it.id)
                .mark(it.spans.of("credential"), "uses it")
        }));
    }
}
