//! A form or a checkout without which people cannot reach the company.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};

pub(super) static RULE: Rule = Rule {
    code: "fallback-missing",
    summary: "nothing stands in for a critical form or checkout when it is down",
    why: "People who meet a dead form do not come back tomorrow. When the domain of a marketing automation vendor expired in \
July 2017 its customers' forms were down for up to two days; GitLab has had its trial and contact forms rebuilt as simple \
forms for the day on which that happens.",
    fix: "Prepare a simple form elsewhere, write down who switches it on, and name it as the tool's `fallback`.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: forms, name: Web forms, category: form-survey, tier: 1, collects: person, business_owner: mops}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
objects: [{id: person, name: Person, system_of_record: hubspot, personal: true}]
integrations:
  - {id: leads, from: forms, to: hubspot, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: forms, name: Web forms, category: form-survey, tier: 1, collects: person, business_owner: mops, fallback: {tool: hubspot, activation_hours: 2}}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
objects: [{id: person, name: Person, system_of_record: hubspot, personal: true}]
integrations:
  - {id: leads, from: forms, to: hubspot, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
",
    since: "0.1",
    severity: Severity::Note,
    confidence: Confidence::High,
    check,
};

/// A day without the forms of a smaller tool is a nuisance.
const TIER_CRITICAL: u8 = 1;

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (_, tool) in context.tools_in_use() {
        let collects_people = tool
            .collects
            .iter()
            .filter_map(|it| it.id)
            .any(|it| context.stack.objects[it].is_personal());
        if !collects_people || !tool.category.is_for_capture() {
            continue;
        }
        match tool.tier {
            Some(TIER_CRITICAL) => {}
            Some(_) => continue,
            None => {
                found.unknown();
                continue;
            }
        }
        let stand_in = tool.fallback.as_ref();
        let gone = stand_in.and_then(|it| it.tool.id).map(|it| &context.stack.tools[it]);
        let (what, span) = match (stand_in, gone.filter(|it| !it.is_in_use())) {
            (Some(_), None) => continue,
            (Some(_), Some(gone)) => (
                format!("what should stand in for {}, {}, is not in use", tool.name, gone.name),
                tool.spans.of("fallback"),
            ),
            (None, _) => (
                format!(
                    "people come in through {}, and nothing stands in when it is down",
                    tool.name
                ),
                tool.spans.of("collects"),
            ),
        };
        // That the tool is critical is in the rule already: tier 1 adds nothing.
        let finding = found
            .report(what)
            .at(span, "an outage loses people")
            .about(ElementKind::Tool, &tool.id)
            .help("prepare a simple form elsewhere, and name its tool as `fallback`");
        found.push_as(RULE.severity, finding);
    }
}
