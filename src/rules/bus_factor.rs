//! How few people have to leave until most of the important integrations are known to nobody.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, Sink, list, policy, quoted, some};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{Integration, OwnerRef, Party, PersonId};
use crate::text::Label;

pub(super) static RULE: Rule = Rule {
    code: "bus-factor",
    summary: "most of the important integrations are known to very few people",
    why: "When the one person who knows them leaves, is ill or on holiday, the next failure is repaired by somebody who has \
never seen the integration. It is the normal case, and dangerous all the same: 65 % of 133 popular open-source projects hang \
on one or two people.",
    fix: "Name a second person for each as `backup_owner`, let that person do the next repair, and write a runbook.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
people: [{id: ana, name: Ana, active: true}, {id: li, name: Li, active: true}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, tier: 2, technical_owner: ana}
  - {id: salesforce, name: Salesforce, category: crm, tier: 2, technical_owner: ana}
integrations:
  - {id: people, from: hubspot, to: salesforce, method: native_connector, owner: ana, monitoring: {kind: alert}}
  - {id: forms, from: hubspot, to: salesforce, method: webhook, owner: ana, monitoring: {kind: alert}}
  - {id: scores, from: hubspot, to: salesforce, method: api_custom, owner: ana, monitoring: {kind: alert}}
  - {id: deals, from: salesforce, to: hubspot, method: native_connector, owner: li, monitoring: {kind: alert}}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
people: [{id: ana, name: Ana, active: true}, {id: li, name: Li, active: true}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, tier: 2, technical_owner: ana}
  - {id: salesforce, name: Salesforce, category: crm, tier: 2, technical_owner: ana}
integrations:
  - {id: people, from: hubspot, to: salesforce, method: native_connector, owner: ana, backup_owner: li, monitoring: {kind: alert}}
  - {id: forms, from: hubspot, to: salesforce, method: webhook, owner: ana, backup_owner: li, monitoring: {kind: alert}}
  - {id: scores, from: hubspot, to: salesforce, method: api_custom, owner: ana, monitoring: {kind: alert}}
  - {id: deals, from: salesforce, to: hubspot, method: native_connector, owner: li, monitoring: {kind: alert}}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

/// Tier 1 is critical and 2 core.
const TIER_MAX: u8 = 2;
/// Of fewer integrations any one person who knows them is most of it.
const INTEGRATIONS_MIN: usize = 4;

/// An important integration, and the people here who know it.
struct Known<'a> {
    integration: &'a Integration,
    people: BTreeSet<PersonId>,
}

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let known = known(context, found);
    let max = context.limit(policy::BUS_FACTOR_MAX);
    let orphans = |gone: &[PersonId]| -> Vec<&Integration> {
        let is_orphan = |it: &&Known<'_>| it.people.iter().all(|person| gone.contains(person));
        known.iter().filter(is_orphan).map(|it| it.integration).collect()
    };
    // What nobody knows today is told by the rules on owners.
    if known.len() < INTEGRATIONS_MIN || is_most(orphans(&[]).len(), known.len()) {
        return;
    }
    let mut gone = Vec::new();
    let mut count = 0.0;
    while count < max {
        let Some(next) = most_needed(context, &known, &gone) else { return };
        gone.push(next);
        count += 1.0;
        let orphans = orphans(&gone);
        if is_most(orphans.len(), known.len()) {
            report(context, found, (&gone, &orphans), known.len());
            return;
        }
    }
}

fn report(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    (gone, orphans): (&[PersonId], &[&Integration]),
    all: usize,
) {
    let people: Vec<_> = gone.iter().map(|it| &context.stack.people[*it]).collect();
    let Some((first, others)) = people.split_first() else { return };
    let who: Vec<_> = people.iter().map(|it| it.name.as_str()).collect();
    let names: Vec<_> = orphans.iter().map(|it| quoted(&it.id)).collect();
    let count = orphans.len();
    let finding = found
        .report(format!(
            "the bus factor is {}: without {}, nobody knows {count} of the {all} integrations of tier 1 and 2 ({})",
            people.len(),
            list(&who),
            some(&names)
        ))
        .at(first.spans.item, "knows what nobody else knows")
        .about(ElementKind::Person, &first.id)
        .help("name a `backup_owner` for each, let that person do the next repair, and write a runbook");
    let finding = others.iter().fold(finding, |finding, it| {
        finding.with(ElementKind::Person, &it.id).mark(it.spans.item, "and so does this one")
    });
    found.push(orphans.iter().fold(finding, |finding, it| {
        finding
            .with(ElementKind::Integration, &it.id)
            .mark(it.spans.of("owner"), "known to nobody else")
    }));
}

/// More than half: the threshold of the truck-factor studies (Avelino and others, 2016).
fn is_most(part: usize, all: usize) -> bool {
    part * 2 > all
}

/// Who knows most of what is still known; of equals the first by id. The greedy step of the truck-factor studies.
fn most_needed(context: &Context<'_>, known: &[Known<'_>], gone: &[PersonId]) -> Option<PersonId> {
    let mut counts: BTreeMap<PersonId, (usize, usize)> = BTreeMap::new();
    for it in known {
        let left: Vec<_> = it.people.iter().filter(|it| !gone.contains(it)).collect();
        for person in &left {
            let (alone, all) = counts.entry(**person).or_default();
            *alone += usize::from(left.len() == 1);
            *all += 1;
        }
    }
    let id = |it: PersonId| &context.stack.people[it].id;
    let best = counts.into_iter().max_by(|(one, counts), (other, others)| {
        let (counts, others) = ((counts.1, counts.0), (others.1, others.0));
        counts.cmp(&others).then_with(|| id(*other).cmp(id(*one)))
    });
    best.map(|(person, _)| person)
}

/// The integrations of tier 1 and 2 of which it can be said who knows them, in the order of ids.
fn known<'a>(context: &Context<'a>, found: &mut Sink<'_>) -> Vec<Known<'a>> {
    let teams = members(context);
    let mut known = Vec::new();
    for (id, integration) in context.live() {
        match context.tier(id) {
            Some(tier) if tier <= TIER_MAX => {}
            Some(_) => continue,
            None => {
                found.unknown();
                continue;
            }
        }
        let owners = [&integration.owner, &integration.backup_owner, &integration.verified_by];
        let owners: Vec<&OwnerRef> = owners.into_iter().flatten().collect();
        let mut people = BTreeSet::new();
        let mut is_open = false;
        for owner in owners {
            match owner.party {
                Some(Party::Person(_)) if context.leaver(owner).is_some() => {}
                Some(Party::Person(person)) => {
                    people.insert(person);
                }
                Some(Party::Team(team)) => match teams.get(&context.stack.teams[team].id) {
                    Some(members) => people.extend(members),
                    None => is_open = true,
                },
                None => is_open = true,
            }
        }
        // A team of which the file lists nobody knows it, and how many they are is not said.
        if is_open {
            found.unknown();
        } else {
            known.push(Known { integration, people });
        }
    }
    known.sort_by_key(|it| &it.integration.id);
    known
}

/// By team id: those who are in it or lead it, and are still here.
fn members<'a>(context: &Context<'a>) -> BTreeMap<&'a Label, BTreeSet<PersonId>> {
    let stack = context.stack;
    let mut members: BTreeMap<&Label, BTreeSet<PersonId>> = BTreeMap::new();
    let is_here = |it: PersonId| !stack.people[it].has_left(context.as_of);
    for (id, person) in stack.people.iter().filter(|(id, _)| is_here(*id)) {
        if let Some(team) = person.team.as_ref().and_then(|it| it.id) {
            members.entry(&stack.teams[team].id).or_default().insert(id);
        }
    }
    for team in stack.teams.values() {
        if let Some(lead) = team.lead.as_ref().and_then(|it| it.id).filter(|it| is_here(*it)) {
            members.entry(&team.id).or_default().insert(lead);
        }
    }
    members
}
