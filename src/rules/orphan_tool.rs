//! A tool that nothing flows into or out of.

use super::{Context, Rule, Sink, list};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{Integration, Lifecycle, Tool, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "orphan-tool",
    summary: "nothing flows into or out of this tool",
    why: "An active tool without any connection is either paid for and not used, or it is used and somebody carries its \
data by hand: an export in secret that no map shows and nobody repairs.",
    fix: "Connect it, write down the export that is made by hand as an integration, or retire it.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: webflow, name: Webflow, category: cms}
  - {id: calendly, name: Calendly, category: sales-engagement}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {from: webflow, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: webflow, name: Webflow, category: cms}
  - {id: calendly, name: Calendly, category: sales-engagement}
  - {id: salesforce, name: Salesforce, category: crm}
objects: [{id: person, name: Person, system_of_record: salesforce}]
integrations:
  - {from: webflow, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
  - {from: calendly, to: salesforce, method: vendor_connector, owner: mops, monitoring: {kind: alert}, objects: person}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let stack = context.stack;
    let mut is_joined = vec![false; stack.tools.len()];
    let mut not_live: Vec<Vec<&str>> = vec![Vec::new(); stack.tools.len()];
    for integration in stack.integrations.values() {
        for tool in ends(integration) {
            if integration.is_live() {
                is_joined[tool.index()] = true;
            } else {
                not_live[tool.index()].push(&integration.id);
            }
        }
    }
    let is_drawn = is_joined.contains(&true);
    for (id, tool) in stack.tools.iter().filter(|(_, it)| it.lifecycle == Lifecycle::Active) {
        if is_joined[id.index()] {
            continue;
        }
        // A list of tools alone says nothing about what flows.
        if !is_drawn {
            found.unknown();
            continue;
        }
        found.push(
            found
                .report(format!("nothing flows into or out of {}", tool.name))
                .at(tool.spans.item, "no live integration")
                .about(ElementKind::Tool, &tool.id)
                .help(repair(tool, &not_live[id.index()])),
        );
    }
}

/// The tools that an integration joins, the middleware too.
fn ends(integration: &Integration) -> impl Iterator<Item = ToolId> {
    let via = integration.via.as_ref().and_then(|it| it.id);
    [integration.from.id, integration.to.id, via].into_iter().flatten()
}

fn repair(tool: &Tool, not_live: &[&str]) -> String {
    if not_live.is_empty() {
        return format!("connect {}, write down what is carried by hand, or retire it", tool.name);
    }
    let names: Vec<_> = not_live.iter().map(|it| format!("`{it}`")).collect();
    format!("{} would connect it, but is not live", list(&names))
}
