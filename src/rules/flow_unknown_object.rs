//! An integration that moves an object which the file does not describe.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, Severity};

pub(super) static RULE: Rule = Rule {
    code: "flow-unknown-object",
    summary: "an integration moves an object that is not described",
    why: "An object that nobody has described has no system of record, no keys and no promise. Every question about where it gets, \
how old it is there and who must forget it goes unanswered, and nobody notices.",
    fix: "Correct the name (the nearest one is suggested), or describe the object under `objects`.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: persno}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

/// The loader reports it while it looks the names up.
fn check(_context: &Context<'_>, _found: &mut Sink<'_>) {}
