//! Access that ends soon, or has ended.

use super::{Context, Rule, Sink, policy, quoted, some};
use crate::diag::{Confidence, ElementKind, Severity};

pub(super) static RULE: Rule = Rule {
    code: "credential-expiring",
    summary: "access runs out soon",
    why: "When it runs out, the integration stops at once and completely. LinkedIn access ends after 60 \
days and its renewal after 365, when a person must sign in again; a Google refresh token dies after six \
months without use.",
    fix: "Renew it now, put the next date into a shared calendar, and prefer access that does not end.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
people: [{id: ana, name: Ana, active: true}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, tier: 2, technical_owner: ana}
  - {id: salesforce, name: Salesforce, category: crm, tier: 2, technical_owner: ana}
credentials:
  - {id: sync-access, kind: oauth, principal: service_account, holder: ana, tool: salesforce, expires_at: 2026-10-15}
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
  - {id: sync-access, kind: oauth, principal: service_account, holder: ana, tool: salesforce, expires_at: 2027-09-01}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: ana, monitoring: {kind: alert}, credential: sync-access}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let warn = context.limit(policy::CREDENTIAL_WARNING_DAYS);
    let alarm = context.limit(policy::CREDENTIAL_ERROR_DAYS);
    for (id, credential) in context.stack.credentials.iter() {
        let users: Vec<_> = context.users_of(id).map(|(_, it)| it).collect();
        if users.is_empty() {
            continue;
        }
        let Some(day) = credential.expires_at else {
            found.unknown();
            continue;
        };
        let left = context.days_until(day);
        if left > warn {
            continue;
        }
        let severity = if left <= alarm { Severity::Error } else { Severity::Warning };
        let names: Vec<_> = users.iter().map(|it| quoted(&it.id)).collect();
        let verb = if names.len() == 1 { "stops" } else { "stop" };
        let when = if left < 0.0 {
            format!("`{}` expired on {day}", credential.id)
        } else {
            format!("`{}` expires on {day}, {left} days away", credential.id)
        };
        let finding = found
            .report(format!("{when}; without it {} {verb}", some(&names)))
            .at(credential.spans.of("expires_at"), "ends here")
            .about(ElementKind::Credential, &credential.id)
            .help("renew it, and put the next date into a calendar that a team reads");
        let finding = users
            .iter()
            .fold(finding, |finding, it| finding.with(ElementKind::Integration, &it.id));
        found.push_as(severity, finding);
    }
}
