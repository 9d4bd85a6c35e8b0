//! Records are matched by a key that several of them share.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};

pub(super) static RULE: Rule = Rule {
    code: "key-not-unique",
    summary: "records are matched by a key that is not unique",
    why: "An e-mail address is often both a lead and a contact. The sync then makes a second record, or \
fails: one public handbook runs a recipe of its own because duplicate addresses break its upserts and \
somebody has to pick a record.",
    fix: "Match by an id that one system gives out, or agree on a rule for which duplicate wins and merge \
the others first.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce, keys: [{name: email, kind: email, unique: false}]}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, match: {source_key: email, target_key: email}}]}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce, keys: [{name: crm_id, kind: external_id, unique: true}]}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, match: {source_key: crm_id, target_key: crm_id}}]}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (_, integration) in context.live() {
        for item in &integration.objects {
            let (Some(object), Some(rule)) = (item.object.id, &item.match_on) else {
                found.unknown();
                continue;
            };
            let object = &context.stack.objects[object];
            let keys = [&rule.source_key, &rule.target_key].into_iter().flatten();
            let known: Vec<_> = keys.filter_map(|it| object.key(it)).collect();
            let Some(key) = known.iter().find(|it| it.unique == Some(false)) else {
                if known.is_empty() || known.iter().any(|it| it.unique.is_none()) {
                    found.unknown();
                }
                continue;
            };
            found.push(
                found
                    .report(format!(
                        "`{}` matches {} by {}, which several records share",
                        integration.id, object.id, key.name
                    ))
                    .at(rule.spans.item, "matched by this")
                    .mark(key.spans.item, format!("{} is not unique", key.name))
                    .about(ElementKind::Integration, &integration.id)
                    .with(ElementKind::Object, &object.id)
                    .help("match by an id, or agree on which duplicate wins"),
            );
        }
    }
}
