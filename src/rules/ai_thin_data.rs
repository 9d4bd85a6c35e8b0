//! An AI feature that has too little to learn from.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::AiFeature;

pub(super) static RULE: Rule = Rule {
    code: "ai-thin-data",
    summary: "an AI feature has less data than it needs",
    why: "A model that is trained on too few cases gives numbers all the same. Salesforce wants 1,000 leads and 120 conversions within \
200 days for a lead score of your own; with fewer it falls back on one that was made from other companies, and the score is \
not about you.",
    fix: "Wait until there is enough, or use plain rules until then; note what there is as `data: {records, positives}`.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
ai_features:
  - {id: scorer, tool: crm, name: Lead score, kind: scoring, owner: mops, monitoring: {metric: complaints, cadence: monthly, last_review: 2026-09-01}, min_data: {records: 1000, positives: 120, window_days: 200}, data: {records: 4200, positives: 60}}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
ai_features:
  - {id: scorer, tool: crm, name: Lead score, kind: scoring, owner: mops, monitoring: {metric: complaints, cadence: monthly, last_review: 2026-09-01}, min_data: {records: 1000, positives: 120, window_days: 200}, data: {records: 4200, positives: 310}}
",
    since: "0.2",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for feature in context.ai_running() {
        let Some(needed) = &feature.min_data else {
            found.unknown();
            continue;
        };
        let data = feature.data.as_ref();
        let records = (data.and_then(|it| it.records), true);
        let stored = || (stored(context, feature), false);
        let records = if records.0.is_some() { records } else { stored() };
        let facts = [
            ("records", needed.records, records),
            ("cases with the outcome", needed.positives, (data.and_then(|it| it.positives), true)),
        ];
        for (what, least, (has, is_stated)) in facts {
            let Some(least) = least else { continue };
            match has {
                None => found.unknown(),
                Some(has) if has < least => {
                    report(context, found, feature, (what, has, least, is_stated));
                }
                Some(_) => {}
            }
        }
    }
}

/// Records of what it reads in its own tool: how many of them are recent enough nobody says, so there are no more than that.
fn stored(context: &Context<'_>, feature: &AiFeature) -> Option<f64> {
    let tool = &context.stack.tools[feature.tool.id?];
    let read = |it: &&crate::stack::Store| {
        feature.reads.iter().any(|read| read.object.is_some() && read.object == it.object.id)
    };
    let records = tool.stores.iter().filter(read).filter_map(|it| it.records);
    records.reduce(f64::max)
}

fn report(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    feature: &AiFeature,
    (what, has, least, is_stated): (&str, f64, f64, bool),
) {
    let home = context.tool_name(&feature.tool);
    let at_most = if is_stated { "" } else { "at most " };
    let span = feature.data.as_ref().filter(|_| is_stated).map(|_| feature.spans.of("data"));
    found.push(
        found
            .report(format!(
                "{} in {home} has {at_most}{has} {what} and needs {least}",
                feature.name
            ))
            .at(span.unwrap_or_else(|| feature.spans.of("min_data")), "too few")
            .about(ElementKind::AiFeature, &feature.id)
            .with(ElementKind::Tool, &feature.tool.name)
            .help("decide by plain rules until there is enough, and compare the two"),
    );
}
