//! An object that two tools write to each other without a word on which value wins.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::Direction;

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
        for item in integration.items_without_rule() {
            let (from, to) =
                (context.tool_name(&integration.from), context.tool_name(&integration.to));
            found.push(
                found
                    .report(format!(
                        "`{}` writes {} both ways between {from} and {to}, and no rule says which value wins",
                        integration.id, item.object.name
                    ))
                    .at(item.spans.item, "the last write wins")
                    .about(ElementKind::Integration, &integration.id)
                    .with(ElementKind::Object, &item.object.name)
                    .help("give the fields a `rule`, or make it one-way"),
            );
        }
    }
}
