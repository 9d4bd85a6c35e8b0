//! Records that their source deletes before anybody notices that they were not fetched.

use std::collections::BTreeSet;

use super::hours::{between_runs, in_words, outage};
use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::network::Flow;
use crate::stack::{ObjectId, Store, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "retention-shorter-than-detection",
    summary: "the source deletes records before a failure is noticed and repaired",
    why: "A source that keeps records for some days only is a clock: what is not fetched before it runs out is gone. LinkedIn \
keeps the answers to one kind of lead form for 90 days; with a download each quarter and a week until somebody notices, the \
first leads of the quarter are lost.",
    fix: "Fetch at least once a day, keep a copy of your own, and set an alert on a run that brings nothing.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: linkedin, name: LinkedIn Ads, category: ads, stores: [{object: lead, role: cache, retention_days: 90}]}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
objects: [{id: lead, name: Lead, system_of_record: hubspot}]
integrations:
  - {id: leads, from: linkedin, to: hubspot, method: vendor_connector, owner: mops, monitoring: {kind: user_reported}, frequency: 90d, objects: lead}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: linkedin, name: LinkedIn Ads, category: ads, stores: [{object: lead, role: cache, retention_days: 90}]}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
objects: [{id: lead, name: Lead, system_of_record: hubspot}]
integrations:
  - {id: leads, from: linkedin, to: hubspot, method: vendor_connector, owner: mops, monitoring: {kind: user_reported}, frequency: 1d, objects: lead}
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (id, integration) in context.live() {
        let mut seen = BTreeSet::new();
        for flow in context.network.flows_of(id).iter().map(|it| context.network.flow(*it)) {
            let Some((object, store)) = source(context, flow) else { continue };
            if !seen.insert((flow.from, object)) {
                continue;
            }
            let Some(days) = store.retention_days else { continue };
            let unseen = outage(context, integration).plus(between_runs(integration));
            let kept = days * 24.0;
            if kept > unseen.least {
                if kept <= unseen.most {
                    found.unknown();
                }
                continue;
            }
            let (tool, object) = (&context.stack.tools[flow.from], &context.stack.objects[object]);
            let more = if unseen.most > unseen.least { " or more" } else { "" };
            found.push(
                found
                    .report(format!(
                        "{} keeps {} for {}, and a failure of `{}` costs {}{more} until it is repaired",
                        tool.name,
                        object.name,
                        in_words(kept),
                        integration.id,
                        in_words(unseen.least)
                    ))
                    .at(store.spans.of("retention_days"), "deleted after that")
                    .mark(integration.spans.item, "fetched by this")
                    .about(ElementKind::Integration, &integration.id)
                    .with(ElementKind::Tool, &tool.id)
                    .with(ElementKind::Object, &object.id)
                    .help("fetch at least once a day, and set an alert on a run that brings nothing"),
            );
        }
    }
}

/// What the tool that a flow comes from keeps of its object.
fn source<'a>(context: &Context<'a>, flow: &Flow) -> Option<(ObjectId, &'a Store)> {
    let object = flow.object.filter(|_| flow.live)?;
    let from: ToolId = flow.from;
    let mut stores = context.stack.tools[from].stores.iter();
    Some((object, stores.find(|it| it.object.id == Some(object))?))
}
