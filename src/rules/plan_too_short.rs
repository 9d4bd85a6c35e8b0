//! A migration that gets fewer weeks than even the luckiest fifth of such moves take.

use super::incumbents::incumbents;
use super::{Context, Rule, Sink, list};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::effort::{Inventory, Pace, Table, estimate_by, inventory, pace};
use crate::stack::{Initiative, Stack, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "plan-too-short",
    summary: "a tool is to be replaced in fewer weeks than its estate takes",
    why: "A plan counts what is drawn. What it leaves out is found on the way: automations that nobody documented, the data \
load, tests, training, a parallel run. Of 100 IT projects 18 overrun by more than half, and those then cost 5.5 times as much \
on average (Flyvbjerg). The weeks are estimated from this file and from expert defaults for each kind of item.",
    fix: "Plan the weeks of the estimate, add people, or decide now what is not rebuilt; document the automations first.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops, function: mops}]
people: [{id: ana, name: Ana, team: mops}, {id: ben, name: Ben, team: mops}]
tools:
  - {id: marketo, name: Marketo, category: marketing-automation, technical_owner: mops}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
integrations:
  - {id: sync, from: marketo, to: hubspot, method: native_connector, owner: mops, monitoring: {kind: alert}}
automations_summary: {marketo: {simple: 70, medium: 40, complex: 10, documented: 40%}}
initiatives:
  - {id: one-map, name: One platform, kind: migration, stakeholders: mops, planned_start: 2026-11-02, planned_weeks: 6,
     changes: [{replace: {tool: marketo, by: hubspot}}]}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops, function: mops}]
people: [{id: ana, name: Ana, team: mops}, {id: ben, name: Ben, team: mops}]
tools:
  - {id: marketo, name: Marketo, category: marketing-automation, technical_owner: mops}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
integrations:
  - {id: sync, from: marketo, to: hubspot, method: native_connector, owner: mops, monitoring: {kind: alert}}
automations_summary: {marketo: {simple: 70, medium: 40, complex: 10, documented: 40%}}
initiatives:
  - {id: one-map, name: One platform, kind: migration, stakeholders: mops, planned_start: 2026-11-02, planned_weeks: 36,
     changes: [{replace: {tool: marketo, by: hubspot}}]}
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::Medium,
    check,
};

/// A plan within which fewer than this share of the draws stay is too short.
const CHANCE_MIN: f64 = 0.2;
/// A check has to stay quick: a chance of 20 % then errs by 0.9 points (standard error), which no plan turns on.
const DRAWS: usize = 2_000;
/// Plans that are estimated, by id; no portfolio is larger, and what is beyond counts as not judged.
const PLANS_MAX: usize = 40;

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let mut plans: Vec<(&Initiative, Vec<ToolId>)> = context
        .stack
        .initiatives
        .values()
        .map(|it| (it, incumbents(context, it)))
        .filter(|(_, tools)| !tools.is_empty())
        .collect();
    plans.sort_by_key(|(it, _)| &it.id);
    if plans.is_empty() {
        return;
    }
    let table = Table::of(&context.stack.company);
    for (position, (initiative, tools)) in plans.iter().enumerate() {
        let pace = pace(context.stack, tools, context.as_of);
        let Some((weeks, pace)) = initiative.planned_weeks.zip(pace) else {
            found.unknown();
            continue;
        };
        if position >= PLANS_MAX {
            found.unknown();
            continue;
        }
        let estate = estate(context, tools);
        if estate.counts.is_empty() {
            found.unknown();
            continue;
        }
        judge(context, found, &Plan { initiative, tools, estate, weeks, pace }, &table);
    }
}

/// What is planned, with all that its weeks follow from.
struct Plan<'a> {
    initiative: &'a Initiative,
    tools: &'a [ToolId],
    estate: Inventory,
    weeks: f64,
    pace: Pace,
}

fn judge(context: &Context<'_>, found: &mut Sink<'_>, plan: &Plan<'_>, table: &Table) {
    let estimate = estimate_by(DRAWS, &plan.estate, table, Some(plan.pace));
    let Some(weeks) = &estimate.weeks else { return };
    let chance = weeks.chance_within(plan.weeks);
    if chance >= CHANCE_MIN {
        // What is not stated can only come on top.
        if !plan.estate.unknown.is_empty() {
            found.unknown();
        }
        return;
    }
    let Plan { initiative, tools, pace, .. } = plan;
    let names = names(context.stack, tools);
    let capacity = estimate.capacity_for(*pace, plan.weeks).map_or_else(
        || {
            "more people do not help: to decide and to run both side by side take longer alone"
                .to_owned()
        },
        |it| format!("{} hours a week would make the plan an even chance", it.ceil()),
    );
    let unknown = match plan.estate.unknown.len() {
        0 => String::new(),
        1 => "; 1 fact about its estate is not stated".to_owned(),
        count => format!("; {count} facts about its estate are not stated"),
    };
    let finding = found
        .report(format!(
            "{} plans {} to replace {}: your plan has {} chance under these inputs",
            initiative.name,
            plan_weeks(plan.weeks),
            list(&names),
            percent(chance),
        ))
        .at(
            initiative.spans.of("planned_weeks"),
            format!(
                "the estimate is {:.0} to {:.0} weeks (P20 to P80)",
                weeks.at(0.2),
                weeks.at(0.8)
            ),
        )
        .about(ElementKind::Initiative, &initiative.id)
        .help(format!(
            "plan {:.0} weeks (P80), or decide now what is not rebuilt; {capacity}",
            weeks.at(0.8)
        ));
    let basis = format!(
        "counted with {:.0} hours a week of the team and expert defaults for each item{unknown}",
        pace.hours_per_week
    );
    let finding = tools.iter().map(|it| &context.stack.tools[*it]).fold(finding, |finding, it| {
        finding.with(ElementKind::Tool, &it.id).mark(it.spans.item, basis.as_str())
    });
    found.push(finding);
}

fn estate(context: &Context<'_>, tools: &[ToolId]) -> Inventory {
    let mut each = tools.iter().map(|it| inventory(context.stack, context.network, *it));
    let mut whole = each.next().unwrap_or_default();
    each.for_each(|it| whole.absorb(it));
    whole
}

fn names(stack: &Stack, tools: &[ToolId]) -> Vec<String> {
    tools.iter().map(|it| stack.tools[*it].name.to_string()).collect()
}

fn plan_weeks(weeks: f64) -> String {
    if weeks.to_bits() == 1.0_f64.to_bits() {
        "1 week".to_owned()
    } else {
        format!("{weeks} weeks")
    }
}

/// "a 3 %", with its article; no chance that is told is above the limit.
fn percent(chance: f64) -> String {
    let rounded = format!("{:.0}", chance * 100.0);
    let article = if matches!(rounded.as_str(), "8" | "11" | "18") { "an" } else { "a" };
    format!("{article} {rounded} %")
}
