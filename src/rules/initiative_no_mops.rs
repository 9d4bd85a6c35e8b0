//! A plan for the stack that nobody who runs the stack has seen.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{OwnerRef, Party, TeamFunction, TeamId};

pub(super) static RULE: Rule = Rule {
    code: "initiative-no-mops",
    summary: "nobody of marketing operations has a say in an initiative",
    why: "Whoever runs the stack knows which integrations a plan needs and how long each takes. Plans made without them count \
the automations that are known and the integrations that are drawn, and take three times as long.",
    fix: "Name somebody of marketing operations among the stakeholders before the decision.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams:
  - {id: mops, name: Marketing Ops, function: mops}
  - {id: demand-gen, name: Demand Gen, function: demand_gen}
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
initiatives:
  - {id: chatbot, name: A chatbot for the website, sponsor: demand-gen, stakeholders: [demand-gen]}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams:
  - {id: mops, name: Marketing Ops, function: mops}
  - {id: demand-gen, name: Demand Gen, function: demand_gen}
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
initiatives:
  - {id: chatbot, name: A chatbot for the website, sponsor: demand-gen, stakeholders: [demand-gen, mops]}
",
    since: "0.1",
    severity: Severity::Note,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let stack = context.stack;
    let mut teams: Vec<_> =
        stack.teams.iter().filter(|(_, it)| it.function == Some(TeamFunction::Mops)).collect();
    teams.sort_by_key(|(_, it)| &it.id);
    for initiative in stack.initiatives.values() {
        let Some((_, mops)) = teams.first().filter(|_| !initiative.stakeholders.is_empty()) else {
            found.unknown();
            continue;
        };
        let is_mops = |team: Option<TeamId>| teams.iter().any(|(id, _)| Some(*id) == team);
        let belongs = |it: &OwnerRef| match it.party {
            Some(Party::Team(team)) => is_mops(Some(team)),
            Some(Party::Person(person)) => {
                let leads = teams
                    .iter()
                    .any(|(_, it)| it.lead.as_ref().is_some_and(|it| it.id == Some(person)));
                let team = stack.people[person].team.as_ref().and_then(|it| it.id);
                context.leaver(it).is_none() && (leads || is_mops(team))
            }
            None => false,
        };
        if initiative.stakeholders.iter().chain(&initiative.sponsor).any(belongs) {
            continue;
        }
        found.push(
            found
                .report(format!("nobody of {} has a say in {}", mops.name, initiative.name))
                .at(initiative.spans.of("stakeholders"), "without those who run the stack")
                .about(ElementKind::Initiative, &initiative.id)
                .with(ElementKind::Team, &mops.id)
                .help(format!("name somebody of {} among the stakeholders", mops.name)),
        );
    }
}
