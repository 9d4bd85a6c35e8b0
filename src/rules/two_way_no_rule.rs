//! An object that two tools write to each other without a word on which value wins.

use super::{Context, Rule, Sink, some};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{Applies, Direction, FieldMap, ObjectItem};

pub(super) static RULE: Rule = Rule {
    code: "two-way-no-rule",
    summary: "two tools overwrite each other and no rule says who wins",
    why: "Without a rule the last write wins, silently: a sales rep's correction lives until the next sync brings the \
old value back. HubSpot, for one, offers four rules per field for its Salesforce sync; which tool rules is a decision per \
field, not per pair of tools.",
    fix: "List the fields that move and give each a `rule`: `prefer_target_unless_blank`, `always_source`, \
`two_way_last_wins` where that is meant, `do_not_sync`; or make the integration one-way.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, direction: two_way, owner: mops, monitoring: {kind: alert},
     objects: [{object: person}]}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, direction: two_way, owner: mops, monitoring: {kind: alert},
     objects: [{object: person, fields: [{source: title, target: title, rule: prefer_target_unless_blank}]}]}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (_, integration) in context.live().filter(|(_, it)| it.direction == Direction::TwoWay) {
        if integration.objects.is_empty() {
            found.unknown();
        }
        for item in &integration.objects {
            let Some(fields) = unruled(item) else { continue };
            let (from, to) =
                (context.tool_name(&integration.from), context.tool_name(&integration.to));
            let object = &item.object.name;
            let what: Vec<_> = fields.iter().map(|it| format!("{object}.{}", it.source)).collect();
            let what = if what.is_empty() { object.to_string() } else { some(&what) };
            let place = fields.first().map_or(item.spans.item, |it| it.spans.item);
            let finding = found
                .report(format!(
                    "`{}` writes {what} both ways between {from} and {to}, and no rule says which value wins",
                    integration.id
                ))
                .at(place, "the last write wins")
                .about(ElementKind::Integration, &integration.id)
                .with(ElementKind::Object, object)
                .help("give the fields a `rule`, or make it one-way");
            found.push(fields.iter().skip(1).fold(finding, |finding, it| {
                finding.mark(it.spans.item, format!("nor here, for {}", it.source))
            }));
        }
    }
}

/// The fields that move both ways without a rule, none where that is the whole object; `None` where all is ruled.
fn unruled(item: &ObjectItem) -> Option<Vec<&FieldMap>> {
    if !matches!(item.applies, None | Some(Applies::Both)) {
        return None;
    }
    let is_open = |it: &&FieldMap| it.rule.is_none();
    if item.fields.iter().all(|it| it.rule.is_none()) {
        return Some(Vec::new());
    }
    // What records are matched by is the same on both sides.
    let keys = item.match_on.iter().flat_map(|it| [&it.source_key, &it.target_key]).flatten();
    let keys: Vec<_> = keys.collect();
    let fields: Vec<_> =
        item.fields.iter().filter(is_open).filter(|it| !keys.contains(&&it.source)).collect();
    (!fields.is_empty()).then_some(fields)
}
