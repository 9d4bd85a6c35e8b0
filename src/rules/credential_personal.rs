//! An important integration that runs on one person’s access.

use super::{Context, Rule, Sink, quoted, some};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{Credential, CredentialKind, Principal};

pub(super) static RULE: Rule = Rule {
    code: "credential-personal",
    summary: "an important integration runs on one person’s login",
    why: "The access ends with the person: when an account is closed, or a password changed, everything \
that was connected with it stops. Zapier cannot hand over the account of somebody who has left; Salesforce \
gives five free integration users in Enterprise and above.",
    fix: "Create an integration user that belongs to nobody, with only the rights it needs, and connect \
again with that.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
people: [{id: ana, name: Ana, active: true}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, tier: 2, technical_owner: ana}
  - {id: salesforce, name: Salesforce, category: crm, tier: 2, technical_owner: ana}
credentials:
  - {id: sync-access, kind: oauth, principal: person, holder: ana, tool: salesforce}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: ana, monitoring: {kind: alert}, credential: sync-access}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
people: [{id: ana, name: Ana, active: true}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, tier: 2, technical_owner: ana}
  - {id: salesforce, name: Salesforce, category: crm, tier: 2, technical_owner: ana}
credentials:
  - {id: sync-access, kind: oauth, principal: service_account, holder: ana, tool: salesforce}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: ana, monitoring: {kind: alert}, credential: sync-access}
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

/// Tier 1 is critical and 2 core; what is neither may run on a person's access.
const TIER_MAX: u8 = 2;

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (id, credential) in context.stack.credentials.iter().filter(|(_, it)| is_personal(it)) {
        let mut users = Vec::new();
        for (user, integration) in context.users_of(id) {
            match context.tier(user) {
                Some(tier) if tier <= TIER_MAX => users.push(integration),
                Some(_) => {}
                None => found.unknown(),
            }
        }
        if users.is_empty() {
            continue;
        }
        let names: Vec<_> = users.iter().map(|it| quoted(&it.id)).collect();
        let whose = match &credential.holder {
            Some(holder) => format!("{}’s own access", context.stack.party_name(holder)),
            None => "somebody’s own access".to_owned(),
        };
        let verb = if names.len() == 1 { "runs" } else { "run" };
        let finding = found
            .report(format!("{} {verb} on {whose}, `{}`", some(&names), credential.id))
            .at(credential.spans.of("principal"), "ends with the person")
            .about(ElementKind::Credential, &credential.id)
            .help("create an integration user, and connect again with that");
        found.push(users.iter().fold(finding, |finding, it| {
            finding
                .with(ElementKind::Integration, &it.id)
                .mark(it.spans.of("credential"), "uses it")
        }));
    }
}

fn is_personal(credential: &Credential) -> bool {
    credential.principal == Some(Principal::Person)
        || (credential.principal.is_none()
            && credential.kind == Some(CredentialKind::PersonalToken))
}
