//! Data that a plan counts on and that does not get where it has to be.

use super::ways::{Missing, Pace, Ways, slowest, takes};
use super::{Context, Rule, Sink};
use crate::diag::{Confidence, Diagnostic, ElementKind, Severity};
use crate::network::{Cargo, Path};
use crate::stack::{Initiative, Level, Requirement, RequirementNeed, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "requirement-unmet",
    summary: "an initiative needs data that does not get there, or too late",
    why: "Account-based marketing, a migration or a score start on the planned day whether or not the data is there. What is \
missing is found in the first week, when the budget is spent and the work of three months still has to be done.",
    fix: "Build the way before the start, move the start, or drop the requirement.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops, function: mops}]
tools:
  - {id: demandbase, name: Demandbase, category: abm-intent}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: marketo, name: Marketo, category: marketing-automation}
objects:
  - {id: person, name: Person, system_of_record: salesforce}
  - {id: intent, name: Intent signal, system_of_record: demandbase}
integrations:
  - {id: signals, from: demandbase, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: intent}
  - {id: people, from: salesforce, to: marketo, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
initiatives:
  - {id: surge, name: Surge programme, stakeholders: mops, requirements: [{id: topic, level: must, need: {object: intent, at: marketo, from: demandbase}}]}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops, function: mops}]
tools:
  - {id: demandbase, name: Demandbase, category: abm-intent}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: marketo, name: Marketo, category: marketing-automation}
objects:
  - {id: person, name: Person, system_of_record: salesforce}
  - {id: intent, name: Intent signal, system_of_record: demandbase}
integrations:
  - {id: signals, from: demandbase, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: intent}
  - {id: people, from: salesforce, to: marketo, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: [person, intent]}
initiatives:
  - {id: surge, name: Surge programme, stakeholders: mops, requirements: [{id: topic, level: must, need: {object: intent, at: marketo, from: demandbase}}]}
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for initiative in context.stack.initiatives.values() {
        for requirement in &initiative.requirements {
            let asked = requirement.need.as_ref().and_then(|it| Asked::of(context, it));
            let Some(asked) = asked else {
                found.unknown();
                continue;
            };
            judge(context, found, (initiative, requirement), &asked);
        }
    }
}

/// A need between two tools that are in use. Of a tool that is still to be bought nothing can be said yet.
struct Asked<'a> {
    need: &'a RequirementNeed,
    from: ToolId,
    at: ToolId,
    what: String,
}

impl<'a> Asked<'a> {
    fn of(context: &Context<'a>, need: &'a RequirementNeed) -> Option<Self> {
        let stack = context.stack;
        let object = &stack.objects[need.field.object?];
        let field = need.field.field.as_deref();
        let from = match &need.from {
            Some(from) => from.id?,
            None => object.system_of_record_of(field)?,
        };
        let at = need.at.as_ref()?.id?;
        let is_in_use = |it: ToolId| stack.tools[it].is_in_use();
        (is_in_use(from) && is_in_use(at)).then(|| Self {
            need,
            from,
            at,
            what: need.field.to_string(),
        })
    }
}

fn judge(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    place: (&Initiative, &Requirement),
    asked: &Asked<'_>,
) {
    if asked.from == asked.at {
        return;
    }
    let tools = &context.stack.tools;
    let (from, at) = (&tools[asked.from].name, &tools[asked.at].name);
    let cargo = Cargo { object: asked.need.field.object, field: asked.need.field.field.as_deref() };
    let ways = Ways::of(context, asked.from, cargo);
    let path = ways.as_ref().and_then(|it| it.path(asked.at));
    let Some((ways, path)) = ways.as_ref().zip(path) else {
        let missing = Missing {
            what: &asked.what,
            source: asked.from,
            ways: ways.as_ref(),
            target: asked.at,
        };
        let what = format!("{} in {at}, and nothing brings it there from {from}", asked.what);
        let finding = finding(found, place, &what).help(missing.repair(context));
        found.push_as(severity(place.1), concern(context, finding, asked));
        return;
    };
    let pace = asked.need.freshness.map(|promised| (promised, ways.pace(asked.at, promised)));
    match pace {
        Some((promised, Some(Pace::Missed(path)))) => {
            let what = format!(
                "{} in {at} no older than {promised}, and from {from} it may be {} old",
                asked.what,
                takes(path.age)
            );
            let finding = finding(found, place, &what).help(slowest(context, &path));
            let finding = concern(context, finding, asked);
            found.push_as(severity(place.1), context.along(finding, &path.flows));
        }
        Some((_, Some(Pace::Unknown))) => found.unknown(),
        Some((_, Some(Pace::Kept) | None)) | None => {
            judge_key(context, found, place, (asked, &path));
        }
    }
}

/// Whether records are matched by the key that the plan counts on, as far as the way says by which.
fn judge_key(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    place: (&Initiative, &Requirement),
    (asked, path): (&Asked<'_>, &Path),
) {
    let Some(key) = &asked.need.key else { return };
    let mut is_open = false;
    for id in &path.flows {
        let flow = context.network.flow(*id);
        let integration = &context.stack.integrations[flow.integration];
        let rule = flow.item.and_then(|it| integration.objects.get(it)?.match_on.as_ref());
        let keys: Vec<_> = rule
            .map(|it| [&it.source_key, &it.target_key].into_iter().flatten().collect())
            .unwrap_or_default();
        let Some(other) = keys.first() else {
            is_open = true;
            continue;
        };
        if !keys.contains(&key) {
            let at = &context.stack.tools[asked.at].name;
            let what = format!(
                "{} in {at} by {key}, and `{}` matches by {other}",
                asked.what, integration.id
            );
            let finding = finding(found, place, &what)
                .help(format!("let `{}` match by {key}, or carry {key} along", integration.id));
            let finding = concern(context, finding, asked);
            found.push_as(severity(place.1), context.along(finding, &path.flows));
            return;
        }
    }
    if is_open {
        found.unknown();
    }
}

/// What must be is an error; what should be, or is not said to be a must, a warning.
fn severity(requirement: &Requirement) -> Severity {
    match requirement.level {
        Some(Level::Must) => Severity::Error,
        Some(Level::Should) | None => Severity::Warning,
    }
}

fn finding(found: &Sink<'_>, place: (&Initiative, &Requirement), what: &str) -> Diagnostic {
    let (initiative, requirement) = place;
    let text = requirement.text.as_ref().map(|it| format!(" (“{it}”)")).unwrap_or_default();
    found
        .report(format!("{} needs {what}{text}", initiative.name))
        .at(requirement.spans.item, "not met")
        .about(ElementKind::Initiative, &initiative.id)
}

fn concern(context: &Context<'_>, finding: Diagnostic, asked: &Asked<'_>) -> Diagnostic {
    let tools = &context.stack.tools;
    let finding = finding
        .with(ElementKind::Tool, &tools[asked.at].id)
        .with(ElementKind::Tool, &tools[asked.from].id);
    match asked.need.field.object {
        Some(object) => finding.with(ElementKind::Object, &context.stack.objects[object].id),
        None => finding,
    }
}
