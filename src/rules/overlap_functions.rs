//! Two tools that do the same for the same people.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, Sink, list, policy};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{Lifecycle, OwnerRef, Party, TeamId, Tool};

pub(super) static RULE: Rule = Rule {
    code: "overlap-functions",
    summary: "two tools do mostly the same for the same team",
    why: "Two tools for one job cost twice, and each needs its own integrations, consent and people who know it. They come \
with acquisitions and with teams that bought before they asked.",
    fix: "Simulate the consolidation (`linchpin simulate`), and decide before the nearer notice date.",
    bad: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, team: mops, functions: [email, forms, nurture]}
  - {id: marketo, name: Marketo, category: marketing-automation, team: mops, functions: [email, forms, nurture, scoring]}
integrations:
  - {id: sync, from: hubspot, to: marketo, method: native_connector, owner: mops, monitoring: {kind: alert}}
",
    good: "version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, team: mops, functions: [email, forms, nurture]}
  - {id: marketo, name: Marketo, category: marketing-automation, team: mops, functions: [scoring, events, nurture]}
integrations:
  - {id: sync, from: hubspot, to: marketo, method: native_connector, owner: mops, monitoring: {kind: alert}}
",
    since: "0.1",
    severity: Severity::Note,
    confidence: Confidence::High,
    check,
};

/// Pairs of tools that are compared at most; where more share a function, the rest counts as not judged.
const PAIRS_MAX: usize = 20_000;

/// A tool with what it does and the teams that have to do with it.
struct Described<'a> {
    tool: &'a Tool,
    functions: BTreeSet<String>,
    teams: BTreeSet<TeamId>,
}

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let least = context.limit(policy::OVERLAP_PERCENT_MIN);
    let tools = described(context, found);
    let mut by_function: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (position, it) in tools.iter().enumerate() {
        for function in &it.functions {
            by_function.entry(function).or_default().push(position);
        }
    }
    let mut seen = BTreeSet::new();
    for sharing in by_function.values() {
        for (index, &one) in sharing.iter().enumerate() {
            for &other in sharing.iter().skip(index + 1) {
                if seen.len() >= PAIRS_MAX {
                    found.unknown();
                    return;
                }
                let pair =
                    tools.get(one).zip(tools.get(other)).filter(|_| seen.insert((one, other)));
                if let Some((one, other)) = pair {
                    compare(context, found, (one, other), least);
                }
            }
        }
    }
}

fn compare(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    (one, other): (&Described<'_>, &Described<'_>),
    least: f64,
) {
    let count = |it: usize| u32::try_from(it).map_or(f64::MAX, f64::from);
    let shared: Vec<_> = one.functions.intersection(&other.functions).collect();
    let all = count(one.functions.union(&other.functions).count());
    let percent = count(shared.len()) / all * 100.0;
    let is_planned = one.tool.replaces_or_is_replaced_by(other.tool);
    let Some(team) = one.teams.intersection(&other.teams).next() else { return };
    if percent < least || is_planned {
        return;
    }
    // The more important of the two stands for both, so that tier 1 raises it whichever comes first.
    let rank = |it: &Described<'_>| (it.tool.tier.unwrap_or(u8::MAX), it.tool.id.clone());
    let (one, other) = if rank(one) <= rank(other) { (one, other) } else { (other, one) };
    let costs = [one, other].map(|it| it.tool.cost.as_ref().and_then(|it| it.annual));
    let money = match costs {
        [Some(one), Some(other)] => {
            format!("; the cheaper one costs {} a year", context.money(one.min(other)))
        }
        [_, _] => String::new(),
    };
    let (one, other) = (one.tool, other.tool);
    found.push(
        found
            .report(format!(
                "{} and {} share {} % of what they do for {} ({}){money}",
                one.name,
                other.name,
                percent.round(),
                context.stack.teams[*team].name,
                list(&shared)
            ))
            .at(one.spans.of("functions"), "mostly the same")
            .mark(other.spans.of("functions"), "as this")
            .about(ElementKind::Tool, &one.id)
            .with(ElementKind::Tool, &other.id)
            .help("simulate the consolidation, and decide before the nearer notice date"),
    );
}

/// Active tools that say what they are for, in the order of ids. On trial or on the way out is overlap that is meant.
fn described<'a>(context: &Context<'a>, found: &mut Sink<'_>) -> Vec<Described<'a>> {
    let stack = context.stack;
    let team_of = |owner: &Option<OwnerRef>| match owner.as_ref()?.party? {
        Party::Team(team) => Some(team),
        Party::Person(person) => stack.people[person].team.as_ref()?.id,
    };
    let mut described = Vec::new();
    for tool in stack.tools.values().filter(|it| it.lifecycle == Lifecycle::Active) {
        let functions: BTreeSet<_> = tool.functions.iter().map(|it| it.to_lowercase()).collect();
        let owners = [team_of(&tool.business_owner), team_of(&tool.technical_owner)];
        let own = tool.team.as_ref().and_then(|it| it.id);
        let teams: BTreeSet<_> = owners.into_iter().chain([own]).flatten().collect();
        if functions.is_empty() || teams.is_empty() {
            found.unknown();
        } else {
            described.push(Described { tool, functions, teams });
        }
    }
    described.sort_by_key(|it| &it.tool.id);
    described
}
