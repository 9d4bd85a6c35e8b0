//! A team that keeps critical integrations running and has no say.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, Sink, policy, quoted, some};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{Integration, Mandate, Party, Person, Team};
use crate::text::{Label, plural};

pub(super) static RULE: Rule = Rule {
    code: "owner-not-team-seat",
    summary: "the team that runs critical integrations is far from the CMO or is not asked",
    why: "Whoever keeps the integrations running knows what a purchase or a migration will cost. A team that reports to \
somebody who reports to somebody hears of it when the contract is signed, and the plan is made without its estimate.",
    fix: "Give the team a seat: a sponsor near the CMO, and the mandate to advise before anything is bought.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
people: [{id: greta, name: Greta, role: CMO, active: true}]
teams: [{id: mops, name: Marketing Ops, reports_to: greta, mandate: [build, audit]}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, criticality: 1, owner: mops, monitoring: {kind: alert}}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
people: [{id: greta, name: Greta, role: CMO, active: true}]
teams: [{id: mops, name: Marketing Ops, reports_to: greta, mandate: [build, audit, advise]}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, criticality: 1, owner: mops, monitoring: {kind: alert}}
",
    since: "0.1",
    severity: Severity::Note,
    confidence: Confidence::High,
    check,
};

const TIER_CRITICAL: u8 = 1;

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let max = context.limit(policy::CMO_DISTANCE_MAX);
    for (team, mut owned) in owned(context) {
        owned.sort_by_key(|it| &it.id);
        let distance = distance(context, team);
        let is_far = distance.filter(|it| *it > max);
        let is_unasked = !team.mandate.is_empty() && !team.mandate.contains(&Mandate::Advise);
        if distance.is_none() || team.mandate.is_empty() {
            found.unknown();
        }
        let mut reasons = Vec::new();
        if let Some(hops) = is_far {
            reasons.push(format!("is {hops} steps away from the CMO"));
        }
        if is_unasked {
            reasons.push("has no mandate to advise".to_owned());
        }
        if reasons.is_empty() {
            continue;
        }
        let key = if is_unasked { "mandate" } else { "reports_to" };
        let names: Vec<_> = owned.iter().map(|it| quoted(&it.id)).collect();
        // That they are critical is in the rule already: tier 1 adds nothing.
        let finding = found
            .report(format!(
                "{} runs {} ({}) and {}",
                team.name,
                plural(owned.len(), "critical integration"),
                some(&names),
                reasons.join(" and ")
            ))
            .at(team.spans.of(key), "no seat at the table")
            .about(ElementKind::Team, &team.id)
            .help("find it a sponsor near the CMO, and let it advise before anything is bought");
        let finding = owned.iter().fold(finding, |finding, it| {
            finding.with(ElementKind::Integration, &it.id).mark(it.spans.of("owner"), "run by it")
        });
        found.push_as(RULE.severity, finding);
    }
}

/// Teams with the critical integrations that they or their members own, by id.
fn owned<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a Team, Vec<&'a Integration>)> {
    let stack = context.stack;
    let mut owned: BTreeMap<&Label, (&Team, Vec<&Integration>)> = BTreeMap::new();
    for (id, integration) in context.live() {
        if context.tier(id) != Some(TIER_CRITICAL) {
            continue;
        }
        let team = match integration.owner.as_ref().and_then(|it| it.party) {
            Some(Party::Team(team)) => Some(team),
            Some(Party::Person(person)) => stack.people[person].team.as_ref().and_then(|it| it.id),
            None => None,
        };
        if let Some(team) = team.map(|it| &stack.teams[it]) {
            owned.entry(&team.id).or_insert((team, Vec::new())).1.push(integration);
        }
    }
    owned.into_values()
}

/// Steps along `reports_to` up to the CMO; `None` where the line ends elsewhere.
fn distance(context: &Context<'_>, team: &Team) -> Option<f64> {
    let stack = context.stack;
    let mut seen = BTreeSet::new();
    let mut team = team;
    let mut steps = 0.0;
    while seen.insert(&team.id) {
        steps += 1.0;
        match team.reports_to.as_ref()?.party? {
            Party::Team(next) => team = &stack.teams[next],
            Party::Person(person) => {
                let person = &stack.people[person];
                if is_cmo(person) {
                    return Some(steps);
                }
                team = &stack.teams[person.team.as_ref()?.id?];
            }
        }
    }
    None
}

fn is_cmo(person: &Person) -> bool {
    let role = person.role.as_ref().map(|it| it.to_lowercase()).unwrap_or_default();
    let is_named = |text: &str| text.split(|it: char| !it.is_alphanumeric()).any(|it| it == "cmo");
    role.contains("chief marketing officer")
        || is_named(&role)
        || person.id.eq_ignore_ascii_case("cmo")
}
