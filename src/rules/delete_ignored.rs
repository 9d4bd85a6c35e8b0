//! Deletions that a sync leaves behind.

use super::{Context, Rule, Sink, quoted};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::privacy::is_personal;
use crate::stack::{DeletePolicy, Method};

pub(super) static RULE: Rule = Rule {
    code: "delete-ignored",
    summary: "a sync of personal data does nothing when somebody is deleted",
    why: "Reverse ETL and customer data platforms copy people into many tools, and do nothing about deletions unless they are told: \
Hightouch has that as its default, and Segment says that it cannot guarantee deletion in the tools behind it. Erasure (GDPR, \
Art. 17 and 19) then ends at the warehouse. Check with counsel.",
    fix: "Let the sync pass deletions on, and compare both sides now and then; else put the tool on the erasure checklist.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {id: push, from: crm, to: mailer, method: reverse_etl, owner: mops, monitoring: {kind: alert}, objects: [{object: person, delete: ignore}]}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {id: push, from: crm, to: mailer, method: reverse_etl, owner: mops, monitoring: {kind: alert}, objects: [{object: person, delete: propagate}]}
",
    since: "0.2",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (_, integration) in context.live() {
        if !matches!(integration.method, Method::ReverseEtl | Method::Cdp) {
            continue;
        }
        for item in &integration.objects {
            let Some(object) = item.object.id.map(|it| &context.stack.objects[it]) else {
                continue;
            };
            match (is_personal(object), item.delete) {
                (Some(true), Some(DeletePolicy::Ignore)) => {}
                (Some(true) | None, None) | (None, Some(DeletePolicy::Ignore)) => {
                    found.unknown();
                    continue;
                }
                (Some(false), _) | (_, Some(DeletePolicy::Propagate | DeletePolicy::Soft)) => {
                    continue;
                }
            }
            let target = context.tool_name(&integration.to);
            found.push(
                found
                    .report(format!(
                        "{} copies {} to {target} and leaves them there when they are deleted",
                        quoted(&integration.id),
                        object.name
                    ))
                    .at(item.spans.of("delete"), "deletions are not passed on")
                    .about(ElementKind::Integration, &integration.id)
                    .with(ElementKind::Tool, &integration.to.name)
                    .with(ElementKind::Object, &object.id)
                    .help(format!(
                        "set what {} does when a row is gone, and check that {target} follows",
                        quoted(&integration.id)
                    )),
            );
        }
    }
}
