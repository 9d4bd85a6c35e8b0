//! A cutover in the middle of a campaign or at the end of a quarter.

use super::{Context, Rule, Sink, list, policy};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{Campaign, Date, Initiative, InitiativeKind};

pub(super) static RULE: Rule = Rule {
    code: "freeze-conflict",
    summary: "a cutover falls into a campaign or the end of a quarter",
    why: "On the day of a cutover forms point to two places, lists are counted twice and opt-outs travel by hand. During a \
campaign that costs leads, and in the last weeks of a quarter sales has no hour to spare for a tool that looks new.",
    fix: "Move the cutover to the first weeks of a quarter, between two campaigns, and announce a freeze around it.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops, function: mops}]
tools:
  - {id: marketo, name: Marketo, category: marketing-automation}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
integrations:
  - {id: sync, from: marketo, to: hubspot, method: native_connector, owner: mops, monitoring: {kind: alert}}
campaigns:
  - {id: summit, name: Spring summit, tools: marketo, start: 2027-01-10, end: 2027-02-20}
initiatives:
  - {id: one-map, name: One platform, kind: migration, stakeholders: mops, planned_start: 2026-11-02, planned_weeks: 13,
     changes: [{replace: {tool: marketo, by: hubspot}}]}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops, function: mops}]
tools:
  - {id: marketo, name: Marketo, category: marketing-automation}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
integrations:
  - {id: sync, from: marketo, to: hubspot, method: native_connector, owner: mops, monitoring: {kind: alert}}
campaigns:
  - {id: summit, name: Spring summit, tools: marketo, start: 2027-01-10, end: 2027-02-20}
initiatives:
  - {id: one-map, name: One platform, kind: migration, stakeholders: mops, planned_start: 2026-11-02, planned_weeks: 24,
     changes: [{replace: {tool: marketo, by: hubspot}}]}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

const DAYS_PER_WEEK: f64 = 7.0;

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for initiative in context.stack.initiatives.values().filter(|it| has_cutover(it)) {
        let cutover = initiative
            .planned_start
            .zip(initiative.planned_weeks)
            .and_then(|(start, weeks)| start.plus_days(whole(weeks * DAYS_PER_WEEK)));
        let Some(day) = cutover else {
            found.unknown();
            continue;
        };
        if day < context.as_of {
            continue;
        }
        let campaigns = campaigns(context, found, initiative, day);
        let mut reasons: Vec<_> =
            campaigns.iter().map(|it| format!("in the middle of {}", it.name)).collect();
        let left = days_to_quarter_end(day).map(f64::from);
        if let Some(left) = left.filter(|it| *it < context.limit(policy::QUARTER_END_DAYS)) {
            reasons.push(if left < 1.0 {
                "on the last day of a quarter".to_owned()
            } else {
                format!("{left} days before the end of a quarter")
            });
        }
        if reasons.is_empty() {
            continue;
        }
        let finding = found
            .report(format!("{} cuts over on {day}, {}", initiative.name, list(&reasons)))
            .at(initiative.spans.of("planned_weeks"), format!("ends on {day}"))
            .about(ElementKind::Initiative, &initiative.id)
            .help("move the cutover to the first weeks of a quarter, between two campaigns");
        found.push(campaigns.iter().fold(finding, |finding, it| {
            finding
                .with(ElementKind::Campaign, &it.id)
                .mark(it.spans.of("end"), format!("{} is running then", it.name))
        }));
    }
}

/// Where one tool takes over from another there is a day on which it does.
fn has_cutover(initiative: &Initiative) -> bool {
    let by_kind =
        matches!(initiative.kind, Some(InitiativeKind::Migration | InitiativeKind::Consolidation));
    by_kind || !initiative.leaving.is_empty()
}

/// The campaigns that run on that day on a tool that leaves or joins, by id.
fn campaigns<'a>(
    context: &Context<'a>,
    found: &mut Sink<'_>,
    initiative: &Initiative,
    day: Date,
) -> Vec<&'a Campaign> {
    let concerned: Vec<_> =
        initiative.leaving.iter().chain(&initiative.joining).filter_map(|it| it.id).collect();
    let mut hit = Vec::new();
    for campaign in context.stack.campaigns.values() {
        let is_certain = campaign.start.is_some() && campaign.end.is_some();
        let may_run =
            campaign.start.is_none_or(|it| it <= day) && campaign.end.is_none_or(|it| it >= day);
        if !may_run {
            continue;
        }
        if !is_certain || campaign.tools.is_empty() || concerned.is_empty() {
            found.unknown();
        } else if campaign.tools.iter().filter_map(|it| it.id).any(|it| concerned.contains(&it)) {
            hit.push(campaign);
        }
    }
    hit.sort_by_key(|it| &it.id);
    hit
}

/// Days until the last day of the calendar quarter.
fn days_to_quarter_end(day: Date) -> Option<i32> {
    let text = day.to_string();
    let year = text.get(..4)?;
    let ends = ["03-31", "06-30", "09-30", "12-31"];
    let ends = ends.iter().filter_map(|it| Date::parse(&format!("{year}-{it}")));
    let left = ends.map(|it| it.days_since(day)).find(|it| *it >= 0)?;
    i32::try_from(left).ok()
}

/// Whole days; a century is enough for a plan.
fn whole(days: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a part of a day is no day of a plan")]
    let days = days.clamp(0.0, 36_525.0) as i64;
    days
}
