//! Something that works with data older than the company promises.

use super::asked::asked;
use super::ways::{Pace, slowest};
use super::{Context, Rule, Sink};
use crate::diag::{Confidence, Severity};

pub(super) static RULE: Rule = Rule {
    code: "consumer-stale",
    summary: "an automation, AI feature or journey stage works with data that arrives too old",
    why: "Waiting times add up hop by hop: two syncs that run nightly deliver what was true two days ago. An alert on a \
surging account or a stop after a reply then comes when the moment has passed, however well each sync works.",
    fix: "Run the slowest hop more often or trigger it by event, or promise less in `freshness_slo`.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: demandbase, name: Demandbase, category: abm-intent}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: account, name: Account, system_of_record: demandbase, freshness_slo: 4h, fields: [{name: intent_score}]}]
integrations:
  - {from: demandbase, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, frequency: nightly, latency: 1h, objects: account}
automations:
  - {id: account-surge, tool: salesforce, owner: mops, active: true, reads: [account.intent_score]}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: demandbase, name: Demandbase, category: abm-intent}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: account, name: Account, system_of_record: demandbase, freshness_slo: 4h, fields: [{name: intent_score}]}]
integrations:
  - {from: demandbase, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, frequency: hourly, latency: 1h, objects: account}
automations:
  - {id: account-surge, tool: salesforce, owner: mops, active: true, reads: [account.intent_score]}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for data in asked(context) {
        let object = &context.stack.objects[data.object];
        let Some((promised, ways)) = object.freshness_slo.zip(data.ways.as_ref()) else { continue };
        for consumer in &data.consumers {
            let path = match ways.pace(consumer.tool, promised) {
                Some(Pace::Missed(path)) => path,
                Some(Pace::Unknown) => {
                    found.unknown();
                    continue;
                }
                Some(Pace::Kept) | None => continue,
            };
            let finding = found
                .report(format!(
                    "{} {} no older than {promised}, and it arrives up to {} old",
                    consumer.words(context),
                    data.what,
                    path.age.words()
                ))
                .help(slowest(context, &path));
            let finding = consumer
                .place(context, finding)
                .mark(object.spans.of("freshness_slo"), "what is promised");
            found.push(context.along(finding, &path.flows));
        }
    }
}
