//! Somebody who has left and still holds parts of the stack.

use std::collections::BTreeMap;

use super::{Context, Rule, Sink, quoted, some};
use crate::diag::{Confidence, Element, ElementKind, Fix, Safety, Severity};
use crate::stack::{OwnerRef, Party, PersonId};
use crate::text::Span;

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

/// One thing that a leaver still has.
struct Holding {
    /// What the leaver does, and with what.
    verb: &'static str,
    what: String,
    span: Span,
    element: Element,
}

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let mut held: BTreeMap<PersonId, Vec<Holding>> = BTreeMap::new();
    for (id, holding) in holdings(context) {
        held.entry(id).or_default().push(holding);
    }
    for (id, holdings) in held {
        let person = &context.stack.people[id];
        let Some(first) = holdings.first() else { continue };
        let left = match person.date_out.filter(|day| *day <= context.as_of) {
            Some(day) => format!("{} left on {day}", person.name),
            None => format!("{} has left", person.name),
        };
        let successor = person.replaced_by.as_ref().and_then(|it| it.id);
        let heir = successor.map_or("somebody who is here", |id| &context.stack.people[id].name);
        let fix =
            successor.filter(|id| !context.stack.people[*id].has_left(context.as_of)).map(|id| {
                let heir = &context.stack.people[id];
                let fix = Fix::new(
                    Safety::Unsafe,
                    format!("hand what {} has to {}", person.name, heir.name),
                );
                holdings.iter().fold(fix, |fix, it| fix.replace(it.span, &heir.id))
            });
        let mut finding = found
            .report(format!("{left} and still {}", in_words(&holdings)))
            .at(first.span, "still held")
            .about(ElementKind::Person, &person.id)
            .mark(person.spans.item, left)
            .help(format!("hand it all to {heir}, access first"));
        finding.fix = fix.map(Box::new);
        found.push(holdings.iter().fold(finding, |mut finding, it| {
            finding.related.push(it.element.clone());
            finding.mark(it.span, format!("{} {}", it.verb, it.what))
        }));
    }
}

/// "owns `a` and `b` and is an admin of Alpha", in the order of the first of each kind.
fn in_words(holdings: &[Holding]) -> String {
    let mut kinds: Vec<(&str, Vec<&str>)> = Vec::new();
    for it in holdings {
        match kinds.iter_mut().find(|(verb, _)| *verb == it.verb) {
            Some((_, things)) => things.push(&it.what),
            None => kinds.push((it.verb, vec![&it.what])),
        }
    }
    let kinds: Vec<_> =
        kinds.iter().map(|(verb, things)| format!("{verb} {}", some(things))).collect();
    kinds.join("; ")
}

/// Everything that belongs to somebody who has left, access first.
fn holdings(context: &Context<'_>) -> Vec<(PersonId, Holding)> {
    let mut all = Vec::new();
    // Most things belong to people who are here, and nothing has to be said of them.
    let mut add = |owner: Option<&OwnerRef>, verb, what: &dyn Fn() -> (String, Element)| {
        let leaver = owner.filter(|it| context.leaver(it).is_some());
        if let Some((owner, Party::Person(id))) = leaver.and_then(|it| Some((it, it.party?))) {
            let (what, element) = what();
            all.push((id, Holding { verb, what, span: owner.span, element }));
        }
    };
    for (id, it) in context.stack.credentials.iter() {
        let users: Vec<_> = context.users_of(id).map(|(_, user)| quoted(&user.id)).collect();
        if !users.is_empty() {
            let element = || Element::new(ElementKind::Credential, &it.id);
            add(it.holder.as_ref(), "holds the credential of", &|| (some(&users), element()));
        }
    }
    for (_, it) in context.live() {
        let what = || (quoted(&it.id), Element::new(ElementKind::Integration, &it.id));
        add(it.owner.as_ref(), "owns", &what);
        add(it.backup_owner.as_ref(), "stands in for the owner of", &what);
    }
    for (_, it) in context.tools_in_use() {
        let what = || (it.name.to_string(), Element::new(ElementKind::Tool, &it.id));
        add(it.technical_owner.as_ref(), "is the technical owner of", &what);
        add(it.business_owner.as_ref(), "is the business owner of", &what);
        for admin in &it.admins {
            add(Some(admin), "is an admin of", &what);
        }
    }
    for it in context.stack.ai_features.values().filter(|it| it.is_running()) {
        let what = || (it.name.to_string(), Element::new(ElementKind::AiFeature, &it.id));
        add(it.owner.as_ref(), "owns", &what);
    }
    for it in context.stack.automations.values().filter(|it| it.is_active()) {
        let what = || (quoted(&it.id), Element::new(ElementKind::Automation, &it.id));
        add(it.owner.as_ref(), "owns", &what);
    }
    all
}
