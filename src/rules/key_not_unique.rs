//! Records are matched by a key that several of them share.

use std::collections::BTreeMap;

use super::{Context, Rule, Sink, quoted, some};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{Integration, ObjectId};
use crate::text::Span;

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

/// A key, and where it is trusted.
type Uses<'a> = Vec<(&'a Integration, Span)>;

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    // One key is one fault, however many integrations trust it.
    let mut keys: BTreeMap<(ObjectId, &str), Uses<'_>> = BTreeMap::new();
    for (_, integration) in context.live() {
        for item in &integration.objects {
            let (Some(id), Some(rule)) = (item.object.id, &item.match_on) else {
                found.unknown();
                continue;
            };
            let object = &context.stack.objects[id];
            let names = [&rule.source_key, &rule.target_key].into_iter().flatten();
            let known: Vec<_> = names.filter_map(|it| object.key(it)).collect();
            if let Some(key) = known.iter().find(|it| it.unique == Some(false)) {
                let uses = keys.entry((id, key.name.as_str())).or_default();
                uses.push((integration, rule.spans.item));
            } else if known.is_empty() || known.iter().any(|it| it.unique.is_none()) {
                found.unknown();
            }
        }
    }
    for ((object, key), uses) in keys {
        let Some((_, first)) = uses.first() else { continue };
        let object = &context.stack.objects[object];
        let names: Vec<_> = uses.iter().map(|(it, _)| quoted(&it.id)).collect();
        let verb = if names.len() == 1 { "matches" } else { "match" };
        let finding = found
            .report(format!(
                "{} {verb} {} by {key}, which several records share",
                some(&names),
                object.id
            ))
            .at(*first, "matched by this")
            .about(ElementKind::Object, &object.id)
            .help("match by an id, or agree on which duplicate wins");
        let finding = match object.key(key) {
            Some(it) => finding.mark(it.spans.item, format!("{key} is not unique")),
            None => finding,
        };
        let finding = uses
            .iter()
            .skip(1)
            .fold(finding, |finding, (_, span)| finding.mark(*span, "matched by this"));
        found.push(
            uses.iter()
                .fold(finding, |finding, (it, _)| finding.with(ElementKind::Integration, &it.id)),
        );
    }
}
