//! Two things of one kind with the same id.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, Severity};

pub(super) static RULE: Rule = Rule {
    code: "id-duplicate",
    summary: "the same id is given twice",
    why: "Two tools under one id are counted as one, and every integration of the second is drawn at the \
first. In stacks kept by several people this happens with each merge.",
    fix: "Give the second a name of its own, or merge the two entries.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: salesforce, name: Salesforce EMEA, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
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

/// The loader reports it while it fills the tables.
fn check(_context: &Context<'_>, _found: &mut Sink<'_>) {}
