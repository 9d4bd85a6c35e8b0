//! A name that stands for nothing in the file.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, Severity};

pub(super) static RULE: Rule = Rule {
    code: "ref-unknown",
    summary: "a name stands for nothing",
    why: "A reference that leads nowhere is a hole in the map: whatever hangs on the misspelt tool looks \
safe to remove, and every question about it gets half an answer.",
    fix: "Correct the name (the nearest one is suggested), or add the thing it stands for.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesfroce, method: native_connector, owner: mops, monitoring: {kind: alert}}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

/// The loader reports it while it looks the names up.
fn check(_context: &Context<'_>, _found: &mut Sink<'_>) {}
