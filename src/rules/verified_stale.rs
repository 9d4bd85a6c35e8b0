//! An entry that nobody has looked at for long.

use super::{Context, Rule, Sink, policy};
use crate::diag::{Confidence, Element, ElementKind, Severity};
use crate::stack::{Date, Spans};

pub(super) static RULE: Rule = Rule {
    code: "verified-stale",
    summary: "nobody has verified this for half a year or more",
    why: "The map lies a little more each month: in one public register 8 % of the technical owners \
changed within 76 days. A wrong entry is worse than none, since people act on it.",
    fix: "Look at the thing itself, correct the entry, and note the day as `verified_at`.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, verified_at: 2025-06-01}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, verified_at: 2026-08-01}
",
    since: "0.1",
    severity: Severity::Note,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (_, it) in context.live() {
        let about = Element::new(ElementKind::Integration, &it.id);
        judge(context, found, &about, (&format!("`{}`", it.id), it.verified_at, &it.spans));
    }
    for (_, it) in context.tools_in_use() {
        let about = Element::new(ElementKind::Tool, &it.id);
        judge(context, found, &about, (&it.name, it.verified_at, &it.spans));
    }
}

fn judge(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    about: &Element,
    (name, verified_at, spans): (&str, Option<Date>, &Spans),
) {
    let Some(day) = verified_at else {
        found.unknown();
        return;
    };
    let age = context.days_since(day);
    let severity = if age > context.limit(policy::VERIFIED_WARNING_DAYS) {
        Severity::Warning
    } else if age > context.limit(policy::VERIFIED_NOTE_DAYS) {
        Severity::Note
    } else {
        return;
    };
    let finding = found
        .report(format!("{name} was last verified on {day}, {age} days ago"))
        .at(spans.of("verified_at"), "long ago")
        .about(about.kind, &about.id)
        .help("look at it, correct the entry, and note the day as `verified_at`");
    found.push_as(severity, finding);
}
