//! Something that works with data which nothing brings to it.

use super::asked::asked;
use super::ways::Missing;
use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};

pub(super) static RULE: Rule = Rule {
    code: "consumer-unfed",
    summary: "an automation, AI feature or journey stage needs data that nothing brings to its tool",
    why: "A nurture by topic, a score or a routing rule that reads an empty field does not fail: it sends nothing, or \
the same to everybody, and no error is logged. Somebody finds out months later, when the results are asked for.",
    fix: "Carry the field from its system of record to the tool over the nearest integration, or switch off what needs it.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: demandbase, name: Demandbase, category: abm-intent}
  - {id: snowflake, name: Snowflake, category: data-warehouse}
  - {id: marketo, name: Marketo, category: marketing-automation}
objects:
  - {id: person, name: Person, system_of_record: snowflake}
  - {id: account, name: Account, system_of_record: demandbase, fields: [{name: intent_topic}]}
integrations:
  - {from: demandbase, to: snowflake, method: elt, owner: mops, monitoring: {kind: alert}, objects: account}
  - {from: snowflake, to: marketo, method: reverse_etl, owner: mops, monitoring: {kind: alert}, objects: person}
automations:
  - {id: intent-nurture, tool: marketo, owner: mops, active: true, reads: [account.intent_topic]}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: demandbase, name: Demandbase, category: abm-intent}
  - {id: snowflake, name: Snowflake, category: data-warehouse}
  - {id: marketo, name: Marketo, category: marketing-automation}
objects:
  - {id: person, name: Person, system_of_record: snowflake}
  - {id: account, name: Account, system_of_record: demandbase, fields: [{name: intent_topic}]}
integrations:
  - {from: demandbase, to: snowflake, method: elt, owner: mops, monitoring: {kind: alert}, objects: account}
  - {from: snowflake, to: marketo, method: reverse_etl, owner: mops, monitoring: {kind: alert}, objects: [person, account]}
automations:
  - {id: intent-nurture, tool: marketo, owner: mops, active: true, reads: [account.intent_topic]}
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for data in asked(context) {
        for consumer in &data.consumers {
            let Some(source) = data.source else {
                found.unknown();
                continue;
            };
            if data.ways.as_ref().is_some_and(|it| it.reaches(consumer.tool)) {
                continue;
            }
            let missing = Missing {
                what: &data.what,
                source,
                ways: data.ways.as_ref(),
                target: consumer.tool,
            };
            let finding = found
                .report(format!(
                    "{} {}, and nothing brings it there from {}",
                    consumer.words(context),
                    data.what,
                    context.stack.tools[source].name
                ))
                .help(missing.repair(context));
            let object = &context.stack.objects[data.object].id;
            found.push(consumer.place(context, finding).with(ElementKind::Object, object));
        }
    }
}
