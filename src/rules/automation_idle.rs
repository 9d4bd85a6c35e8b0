//! An automation that is switched on and does nothing.

use super::{Context, Rule, Sink, policy};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{AutomationKind, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "automation-idle",
    summary: "an automation is switched on and has not run for half a year",
    why: "Each trigger that listens slows down the others, is read by everybody who looks for a fault, and has to be rebuilt in \
a migration. Marketo reminds its customers of triggers that have been idle and switches them off.",
    fix: "Switch it off; delete it after a quarter in which nobody asked for it.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: marketo, name: Marketo, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: marketo, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
automations:
  - {id: old-ebook, tool: marketo, kind: trigger, owner: mops, active: true, last_run_at: 2025-12-01, runs_30d: 0}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: marketo, name: Marketo, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: marketo, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
automations:
  - {id: old-ebook, tool: marketo, kind: trigger, owner: mops, active: false, last_run_at: 2025-12-01, runs_30d: 0}
",
    since: "0.1",
    severity: Severity::Note,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let max = context.limit(policy::AUTOMATION_IDLE_DAYS);
    for automation in context.stack.automations.values().filter(|it| it.is_active()) {
        // A batch may be there for once a year.
        if automation.kind == Some(AutomationKind::Batch) {
            continue;
        }
        let is_in_use = |it: ToolId| context.stack.tools[it].is_in_use();
        if !automation.tool.id.is_some_and(is_in_use) || automation.runs_30d > Some(0.0) {
            continue;
        }
        let Some(day) = automation.last_run_at else {
            if automation.runs_30d.is_some() {
                found.unknown();
            }
            continue;
        };
        let idle = context.days_since(day);
        if idle < max {
            continue;
        }
        let home = context.tool_name(&automation.tool);
        found.push(
            found
                .report(format!(
                    "`{}` in {home} is switched on and last ran on {day}, {idle} days ago",
                    automation.id
                ))
                .at(automation.spans.of("last_run_at"), "idle since then")
                .about(ElementKind::Automation, &automation.id)
                .with(ElementKind::Tool, &automation.tool.name)
                .help("switch it off, and delete it when nobody has asked for it in a quarter"),
        );
    }
}
