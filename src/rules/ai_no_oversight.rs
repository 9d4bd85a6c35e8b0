//! An AI feature that decides alone about people.

use super::{Context, Rule, Sink, list, quoted};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{AiFeature, AutomationKind, Autonomy, FieldRef};
use crate::text::Label;

pub(super) static RULE: Rule = Rule {
    code: "ai-no-oversight",
    summary: "an AI feature decides by itself, and nobody can step in",
    why: "What an autonomous feature writes is acted on by routing, pricing and sending before anybody has seen it. People may not be \
subject to decisions by machines alone where those matter to them (GDPR, Art. 22); human oversight is good practice after the \
AI Act, Art. 26, and binding for high-risk systems only. Check with counsel.",
    fix: "Name who looks over its shoulder (`human_oversight`) and how it is switched off (`kill_switch`), or let it suggest only.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
automations: [{id: assign, tool: crm, kind: routing, owner: mops, documented: true, reads: person.score}]
ai_features:
  - {id: scorer, tool: crm, name: Lead score, kind: scoring, owner: mops, monitoring: {metric: complaints, cadence: monthly, last_review: 2026-09-01}, writes: person.score, autonomy: autonomous}
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
automations: [{id: assign, tool: crm, kind: routing, owner: mops, documented: true, reads: person.score}]
ai_features:
  - {id: scorer, tool: crm, name: Lead score, kind: scoring, owner: mops, monitoring: {metric: complaints, cadence: monthly, last_review: 2026-09-01}, writes: person.score, autonomy: autonomous, human_oversight: reps may overrule it, kill_switch: settings}
",
    since: "0.2",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for feature in context.ai_running().filter(|it| !it.writes.is_empty()) {
        match feature.autonomy {
            Some(Autonomy::Autonomous) => {}
            Some(Autonomy::Suggest | Autonomy::HumanApproves) => continue,
            None => {
                found.unknown();
                continue;
            }
        }
        if is_said(feature.human_oversight.as_ref()) || is_said(feature.kill_switch.as_ref()) {
            continue;
        }
        let mut uses: Vec<String> =
            feature.writes.iter().filter_map(|it| acted_on(context, it)).collect();
        uses.dedup();
        if uses.is_empty() {
            found.unknown();
        } else {
            report(context, found, feature, &uses);
        }
    }
}

/// Something stands there other than that there is none.
fn is_said(text: Option<&Label>) -> bool {
    let is_none =
        |it: &str| matches!(it.trim().to_lowercase().as_str(), "" | "no" | "none" | "false");
    text.is_some_and(|it| !is_none(it))
}

/// What a written field decides: who gets whom, what it costs, who is written to.
fn acted_on(context: &Context<'_>, written: &FieldRef) -> Option<String> {
    let field = written.field.as_deref().unwrap_or_default().to_lowercase();
    if ["price", "pricing", "discount", "quote"].iter().any(|it| field.contains(it)) {
        return Some(format!("{written}, by its name a price"));
    }
    let automations = context.stack.automations.values().filter(|it| it.is_active());
    let mut readers = automations.filter(|it| {
        matches!(
            it.kind,
            Some(AutomationKind::Routing | AutomationKind::Nurture | AutomationKind::Lifecycle)
        ) && it.reads.iter().any(|read| {
            read.object == written.object
                && (read.field.is_none() || written.field.is_none() || read.field == written.field)
        })
    });
    readers.next().map(|it| format!("{written}, on which automation {} acts", quoted(&it.id)))
}

fn report(context: &Context<'_>, found: &mut Sink<'_>, feature: &AiFeature, uses: &[String]) {
    let home = context.tool_name(&feature.tool);
    found.push(
        found
            .report(format!(
                "{} in {home} decides by itself about {}, and nobody can step in",
                feature.name,
                list(uses)
            ))
            .at(feature.spans.of("autonomy"), "autonomous")
            .about(ElementKind::AiFeature, &feature.id)
            .with(ElementKind::Tool, &feature.tool.name)
            .help("name who checks it and how it is switched off, or let a person approve; check with counsel (GDPR, Art. 22)"),
    );
}
