//! Somebody who has left and still holds parts of the stack.

use std::collections::BTreeMap;

use super::{Context, Rule, Sink, list};
use crate::diag::{Confidence, Element, ElementKind, Severity};
use crate::stack::{OwnerRef, Party, PersonId};
use crate::text::{Span, plural};

pub(super) static RULE: Rule = Rule {
    code: "owner-left",
    summary: "somebody who has left still owns things or holds access",
    why: "Nobody repairs what belongs to a leaver, and the access goes when the account is closed. In one \
public register about a third of the tools would change hands within a year.",
    fix: "Hand everything on the list to somebody who is here, access first.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
people:
  - {id: ana, name: Ana, active: true}
  - {id: leo, name: Leo, active: false, date_out: 2026-05-31}
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: leo, monitoring: {kind: alert}}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
people:
  - {id: ana, name: Ana, active: true}
  - {id: leo, name: Leo, active: false, date_out: 2026-05-31}
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: ana, monitoring: {kind: alert}}
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

/// Longer lists are cut in the message; every place is marked all the same.
const TOLD_MAX: usize = 3;

/// One thing that a leaver still has.
struct Holding {
    words: String,
    span: Span,
    element: Element,
}

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let mut held: BTreeMap<PersonId, Vec<Holding>> = BTreeMap::new();
    for (owner, holding) in holdings(context) {
        if let Some(Party::Person(id)) = owner.party
            && context.leaver(owner).is_some()
        {
            held.entry(id).or_default().push(holding);
        }
    }
    for (id, holdings) in held {
        let person = &context.stack.people[id];
        let Some(first) = holdings.first() else { continue };
        let left = match person.date_out.filter(|day| *day <= context.as_of) {
            Some(day) => format!("{} left on {day}", person.name),
            None => format!("{} has left", person.name),
        };
        let mut told: Vec<_> = holdings.iter().take(TOLD_MAX).map(|it| it.words.clone()).collect();
        if holdings.len() > TOLD_MAX {
            told.push(plural(holdings.len() - TOLD_MAX, "other thing"));
        }
        let successor = person.replaced_by.as_ref().and_then(|it| it.id);
        let heir = successor.map_or("somebody who is here", |id| &context.stack.people[id].name);
        let finding = found
            .report(format!("{left} and still {}", list(&told)))
            .at(first.span, "still held")
            .about(ElementKind::Person, &person.id)
            .mark(person.spans.item, left)
            .help(format!("hand it all to {heir}, access first"));
        found.push(holdings.iter().fold(finding, |mut finding, it| {
            finding.related.push(it.element.clone());
            finding.mark(it.span, it.words.clone())
        }));
    }
}

/// Everything that belongs to somebody, access first.
fn holdings<'a>(context: &Context<'a>) -> Vec<(&'a OwnerRef, Holding)> {
    let mut all = Vec::new();
    let mut add = |owner: Option<&'a OwnerRef>, words: String, kind, id: &str| {
        if let Some(owner) = owner {
            let element = Element::new(kind, id);
            all.push((owner, Holding { words, span: owner.span, element }));
        }
    };
    for (id, it) in context.stack.credentials.iter() {
        let users: Vec<_> =
            context.users_of(id).map(|(_, user)| format!("`{}`", user.id)).collect();
        if !users.is_empty() {
            let words = format!("holds the credential of {}", list(&users));
            add(it.holder.as_ref(), words, ElementKind::Credential, &it.id);
        }
    }
    for (_, it) in context.live() {
        add(it.owner.as_ref(), format!("owns `{}`", it.id), ElementKind::Integration, &it.id);
        let words = format!("stands in for the owner of `{}`", it.id);
        add(it.backup_owner.as_ref(), words, ElementKind::Integration, &it.id);
    }
    for (_, it) in context.tools_in_use() {
        let words = format!("is the technical owner of {}", it.name);
        add(it.technical_owner.as_ref(), words, ElementKind::Tool, &it.id);
        let words = format!("is the business owner of {}", it.name);
        add(it.business_owner.as_ref(), words, ElementKind::Tool, &it.id);
        for admin in &it.admins {
            add(Some(admin), format!("is an admin of {}", it.name), ElementKind::Tool, &it.id);
        }
    }
    for it in context.stack.ai_features.values().filter(|it| it.is_running()) {
        add(it.owner.as_ref(), format!("owns {}", it.name), ElementKind::AiFeature, &it.id);
    }
    for it in context.stack.automations.values().filter(|it| it.is_active()) {
        add(it.owner.as_ref(), format!("owns `{}`", it.id), ElementKind::Automation, &it.id);
    }
    all
}
