//! People and companies that nothing brings together, where something works by company.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, Element, ElementKind, Severity};
use crate::stack::{Automation, AutomationKind, DataObject, FieldRef, InitiativeKind, ObjectId};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    code: "l2a-missing",
    summary: "something works by account, and nothing matches people to accounts",
    why: "A new lead carries a company name as somebody typed it. Without a match to the account, the lead of a target account \
goes to the round robin, its score counts for nobody, and account-based advertising cannot say whom it reached.",
    fix: "Match leads to accounts by domain in one place, in the CRM or with a matching tool, before anything is routed.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops, function: mops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
objects:
  - {id: lead, name: Lead, system_of_record: salesforce, fields: [{name: email}, {name: company_name}]}
  - {id: account, name: Account, system_of_record: salesforce, fields: [{name: domain}, {name: owner}]}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: lead}
initiatives:
  - {id: abm, name: ABM launch, kind: abm, stakeholders: mops}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops, function: mops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm, functions: [lead-to-account matching]}
objects:
  - {id: lead, name: Lead, system_of_record: salesforce, fields: [{name: email}, {name: company_name}]}
  - {id: account, name: Account, system_of_record: salesforce, fields: [{name: domain}, {name: owner}]}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: lead}
initiatives:
  - {id: abm, name: ABM launch, kind: abm, stakeholders: mops}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    check,
};

/// Words in an object's id or name by which it stands for people who are not customers yet.
const PEOPLE: [&str; 4] = ["lead", "person", "contact", "prospect"];
/// Words by which it stands for companies.
const COMPANIES: [&str; 3] = ["account", "company", "organization"];
/// What people write where leads and accounts are brought together.
const MATCHING: [&str; 3] = ["l2a", "lead-to-account", "lead to account"];

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let objects = &context.stack.objects;
    let called = |words: &[&str]| {
        let mut fit: Vec<_> = objects.iter().filter(|(_, it)| is_called(it, words)).collect();
        fit.sort_by_key(|(_, it)| &it.id);
        fit
    };
    let (people, companies) = (called(&PEOPLE), called(&COMPANIES));
    let (Some((_, lead)), Some((_, account))) = (people.first(), companies.first()) else { return };
    let ids = |objects: &[(ObjectId, &DataObject)]| -> Vec<_> {
        objects.iter().map(|(id, _)| *id).collect()
    };
    let (lead_ids, account_ids) = (ids(&people), ids(&companies));
    let askers = askers(context, &account_ids);
    let Some((first, others)) = askers.split_first() else { return };
    let is_matched = people.iter().any(|(_, it)| names_a_company(it))
        || is_matched_by_automation(context, &lead_ids, &account_ids)
        || is_matched_in_words(context);
    if is_matched {
        return;
    }
    let finding = found
        .report(format!(
            "{} works by account, and nothing is known to match {} to {}",
            first.words, lead.name, account.name
        ))
        .at(first.span, "needs to know which account somebody belongs to")
        .about(first.element.kind, &first.element.id)
        .with(ElementKind::Object, &lead.id)
        .with(ElementKind::Object, &account.id)
        .help("match them by domain in one place, or write down where that is done");
    found.push(others.iter().fold(finding, |mut finding, it| {
        finding.related.push(it.element.clone());
        finding.mark(it.span, "and so does this")
    }));
}

/// Something that works by account.
struct Asker {
    words: String,
    element: Element,
    span: Span,
}

/// Account-based programmes first, then automations that judge people by their account; each in the order of ids.
fn askers(context: &Context<'_>, accounts: &[ObjectId]) -> Vec<Asker> {
    let stack = context.stack;
    let mut programmes: Vec<_> =
        stack.initiatives.values().filter(|it| it.kind == Some(InitiativeKind::Abm)).collect();
    programmes.sort_by_key(|it| &it.id);
    let mut automations: Vec<_> = stack
        .automations
        .values()
        .filter(|it| it.is_active() && is_about_people(it))
        .filter(|it| it.reads.iter().any(|it| it.object.is_some_and(|it| accounts.contains(&it))))
        .collect();
    automations.sort_by_key(|it| &it.id);
    let programmes = programmes.into_iter().map(|it| Asker {
        words: it.name.to_string(),
        element: Element::new(ElementKind::Initiative, &it.id),
        span: it.spans.item,
    });
    let automations = automations.into_iter().map(|it| Asker {
        words: format!("`{}`", it.id),
        element: Element::new(ElementKind::Automation, &it.id),
        span: it.spans.of("reads"),
    });
    programmes.chain(automations).collect()
}

/// What routes or scores does so to people; other automations may work on accounts alone.
fn is_about_people(automation: &Automation) -> bool {
    match automation.kind {
        Some(AutomationKind::Routing | AutomationKind::Scoring | AutomationKind::Lifecycle) => true,
        Some(
            AutomationKind::Trigger
            | AutomationKind::Batch
            | AutomationKind::Nurture
            | AutomationKind::Operational,
        )
        | None => false,
    }
}

fn is_called(object: &DataObject, words: &[&str]) -> bool {
    let text = format!("{} {}", object.id, object.name).to_lowercase();
    text.split(|it: char| !it.is_alphanumeric())
        .any(|word| words.iter().any(|it| word == *it || word.strip_suffix('s') == Some(*it)))
}

/// A person's record that points to the company's; a name that somebody typed does not.
fn names_a_company(person: &DataObject) -> bool {
    person.fields.iter().any(|it| {
        let name = it.name.to_lowercase().replace(['-', ' '], "_");
        let stem = name.strip_suffix("_id").unwrap_or(&name);
        let stem = stem.strip_prefix("matched_").unwrap_or(stem);
        COMPANIES.contains(&stem) && (name.ends_with("_id") || name != "company")
    })
}

/// Something reads the one to write the other, or decides by both.
fn is_matched_by_automation(
    context: &Context<'_>,
    people: &[ObjectId],
    companies: &[ObjectId],
) -> bool {
    let touches = |fields: &[FieldRef], objects: &[ObjectId]| {
        fields.iter().any(|it| it.object.is_some_and(|it| objects.contains(&it)))
    };
    context.stack.automations.values().filter(|it| it.is_active()).any(|it| {
        touches(&it.reads, people) && touches(&it.reads, companies)
            || touches(&it.reads, people) && touches(&it.writes, companies)
            || touches(&it.reads, companies) && touches(&it.writes, people)
    })
}

/// A tool, an integration or an automation says of itself that it does.
fn is_matched_in_words(context: &Context<'_>) -> bool {
    let says = |text: &str| {
        let text = text.to_lowercase();
        MATCHING.iter().any(|it| text.contains(it))
            || text.contains("match") && COMPANIES.iter().any(|it| text.contains(it))
    };
    let of_tools = context.tools_in_use().any(|(_, it)| {
        let texts = it.functions.iter().chain(&it.tags);
        texts.chain(&it.purpose).chain(&it.notes).any(|it| says(it))
    });
    let of_integrations = || {
        context
            .live()
            .any(|(_, it)| says(&it.id) || it.transform.iter().chain(&it.notes).any(|it| says(it)))
    };
    let of_automations = || {
        let active = context.stack.automations.values().filter(|it| it.is_active());
        active.into_iter().any(|it| says(&it.id) || it.intent.iter().any(|it| says(it)))
    };
    of_tools || of_integrations() || of_automations()
}
