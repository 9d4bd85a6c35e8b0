//! Replacing a tool as a piece of work: hours, weeks with their chances, what a plan forgets, and the order to move in.

mod cutover;
mod double;
mod portable;
#[cfg(test)]
mod tests;

use super::Edit;
use crate::analysis::Analysis;
use crate::effort::{
    Estimate, Inventory, Pace, Part, Remedy, Table, Unit, estimate, inventory, pace, remedies,
};
use crate::stack::{Date, InitiativeKind, Stack, ToolId};
use crate::text::Label;

pub(crate) use cutover::{Step, StepKind};
pub(crate) use double::DoubleRun;
pub(crate) use portable::LeftBehind;

/// What somebody has said about the work; what is `None` is looked for in the stack.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Terms {
    pub(crate) planned_weeks: Option<f64>,
    pub(crate) hours_per_week: Option<f64>,
    pub(crate) start: Option<Date>,
}

impl Terms {
    /// These, and what another has where these say nothing.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            planned_weeks: self.planned_weeks.or(other.planned_weeks),
            hours_per_week: self.hours_per_week.or(other.hours_per_week),
            start: self.start.or(other.start),
        }
    }
}

/// One tool that another replaces.
#[derive(Clone, Debug)]
pub(crate) struct Migration {
    pub(crate) tool: Label,
    /// Empty where nothing takes its place.
    pub(crate) by: Label,
    pub(crate) parts: Vec<PartHours>,
    pub(crate) estimate: Estimate,
    /// `None`: nobody is known to do it.
    pub(crate) pace: Option<Pace>,
    /// The hours a week were stated for this work; else they follow from the team.
    pub(crate) is_pace_stated: bool,
    pub(crate) planned_weeks: Option<f64>,
    /// To stay within the plan, 0 to 1.
    pub(crate) chance: Option<f64>,
    /// Ways to an even chance; empty where the plan has one, or nothing is known to compare.
    pub(crate) remedies: Vec<Remedy>,
    /// From what a plan counts to what it takes.
    pub(crate) waterfall: Vec<(&'static str, f64)>,
    pub(crate) cutover: Vec<Step>,
    /// What runs on the tool between start and planned end, by id; `None` where the days are not known.
    pub(crate) campaigns: Option<Vec<Label>>,
    /// Until when notice has to be given, for the contract to end.
    pub(crate) notice_by: Option<Date>,
    pub(crate) double_run: DoubleRun,
    /// What does not move with the data.
    pub(crate) left_behind: Vec<LeftBehind>,
    pub(crate) unknown: Vec<String>,
}

/// A part of the work in hours: all in the best case, as is likely, all in the worst case, and their mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PartHours {
    pub(crate) part: Part,
    pub(crate) count: f64,
    pub(crate) low: f64,
    pub(crate) likely: f64,
    pub(crate) high: f64,
    pub(crate) mean: f64,
}

/// Chance above which a plan needs no remedy.
const EVEN: f64 = 0.5;
const DAYS_PER_WEEK: f64 = 7.0;

/// Every replacement among the edits of which the tool is there.
pub(crate) fn migrations(
    (before, after): (&Analysis, &Stack),
    edits: &[Edit],
    terms: Terms,
) -> Vec<Migration> {
    let replaced = edits.iter().filter_map(|edit| match edit {
        Edit::ReplaceTool { tool, by, .. } => Some((before.stack.tools.find(tool)?, by)),
        Edit::RemoveTool { .. }
        | Edit::AddTool { .. }
        | Edit::Connect { .. }
        | Edit::Disconnect { .. }
        | Edit::Set { .. }
        | Edit::Outage { .. }
        | Edit::Leave { .. } => None,
    });
    replaced.map(|(tool, by)| migration((before, after), (tool, by), terms)).collect()
}

/// What it takes to build elsewhere what a tool does that is taken out: the same work, with no successor named. `None`
/// where there is no such tool.
pub(crate) fn rebuilding(before: &Analysis, tool: &str, terms: Terms) -> Option<Migration> {
    let tool = before.stack.tools.find(tool)?;
    Some(migration((before, &before.stack), (tool, &Label::default()), terms))
}

fn migration(
    (before, after): (&Analysis, &Stack),
    (tool, by): (ToolId, &Label),
    terms: Terms,
) -> Migration {
    let stack = &before.stack;
    let terms = terms.or(planned(stack, tool));
    let inventory = inventory(stack, &before.network, tool);
    let table = Table::of(&stack.company);
    let stated = terms.hours_per_week.filter(|it| *it > 0.0).map(Pace::of);
    let pace = stated.or_else(|| pace(stack, &[tool], before.as_of));
    let estimate = estimate(&inventory, &table, pace);
    let chance = terms
        .planned_weeks
        .zip(estimate.weeks.as_ref())
        .map(|(planned, weeks)| weeks.chance_within(planned));
    let remedies = match (pace, terms.planned_weeks) {
        (Some(pace), Some(weeks)) if chance < Some(EVEN) => {
            remedies(&inventory, &table, pace, weeks)
        }
        (Some(_) | None, Some(_) | None) => Vec::new(),
    };
    let tool_of = &stack.tools[tool];
    let campaigns = campaigns(stack, tool, terms);
    let notice_by = tool_of.contract.as_ref().and_then(|it| {
        let days = whole_days(it.notice_days?)?;
        it.renewal_date?.plus_days(-days)
    });
    let double_run = double::double_run((stack, after), (tool_of, by), &table, &estimate);
    let open = [
        (
            inventory.count_of(Part::Assets) <= 0.0,
            "how many e-mails, forms, pages, lists and reports there are".to_owned(),
        ),
        (pace.is_none(), "how many hours a week there are for it".to_owned()),
        (campaigns.is_none(), "which campaigns it meets, as its days are not stated".to_owned()),
        (notice_by.is_none(), format!("until when notice of {} has to be given", tool_of.name)),
        (double_run.old_per_week.is_none(), format!("what {} costs", tool_of.name)),
        (double_run.new_per_week.is_none(), format!("what {by} costs")),
    ];
    let mut unknown = inventory.unknown.clone();
    unknown.extend(open.into_iter().filter(|(is_open, _)| *is_open).map(|(_, what)| what));
    Migration {
        tool: tool_of.id.clone(),
        by: by.clone(),
        parts: parts(&inventory, &table, &estimate),
        waterfall: waterfall(&inventory, &table, &estimate),
        cutover: cutover::steps(stack, &before.network, tool),
        is_pace_stated: stated.is_some(),
        planned_weeks: terms.planned_weeks,
        estimate,
        pace,
        chance,
        remedies,
        campaigns,
        notice_by,
        double_run,
        left_behind: portable::left_behind(stack, &before.network, tool),
        unknown,
    }
}

/// What the first migration by id says that takes the tool out.
fn planned(stack: &Stack, tool: ToolId) -> Terms {
    let takes_out = |it: &&crate::stack::Initiative| {
        it.leaving.iter().any(|it| it.id == Some(tool))
            && matches!(
                it.kind,
                Some(InitiativeKind::Migration | InitiativeKind::Consolidation) | None
            )
    };
    let initiatives = stack.initiatives.values().filter(takes_out);
    initiatives.min_by_key(|it| &it.id).map_or_else(Terms::default, |it| Terms {
        planned_weeks: it.planned_weeks,
        hours_per_week: None,
        start: it.planned_start,
    })
}

fn parts(inventory: &Inventory, table: &Table, estimate: &Estimate) -> Vec<PartHours> {
    let of = |(part, mean): &(Part, f64)| {
        let mut sum =
            PartHours { part: *part, count: 0.0, low: 0.0, likely: 0.0, high: 0.0, mean: *mean };
        let load = [(Unit::DataLoad, 1.0)];
        let is_load = *part == Part::DataLoad;
        let counts = if is_load { load.as_slice() } else { inventory.counts.as_slice() };
        for (unit, count) in counts.iter().filter(|(unit, _)| unit.part() == *part) {
            let guess = table.hours(*unit);
            let mean = guess.mean();
            // More records than the table's load stands for cost as much more in every case.
            let factor = if is_load && mean > 0.0 { sum.mean / mean } else { *count };
            sum.count += count;
            sum.low += factor * guess.low;
            sum.likely += factor * guess.likely;
            sum.high += factor * guess.high;
        }
        sum
    };
    estimate.parts.iter().map(of).collect()
}

/// A plan counts connectors, recipes, fields and the automations that are documented.
fn waterfall(
    inventory: &Inventory,
    table: &Table,
    estimate: &Estimate,
) -> Vec<(&'static str, f64)> {
    let mean = |part: Part| {
        estimate.parts.iter().find(|(it, _)| *it == part).map_or(0.0, |(_, hours)| *hours)
    };
    let drawn: f64 = inventory
        .counts
        .iter()
        .filter(|(unit, _)| matches!(unit, Unit::Connector | Unit::Recipe))
        .map(|(unit, count)| count * table.hours(*unit).mean())
        .sum();
    let documented = 1.0 - inventory.undocumented.unwrap_or(EVEN);
    let known = mean(Part::Automations) * documented;
    let rows = [
        (
            "what a plan counts: connectors, recipes, fields, documented automations",
            drawn + known + mean(Part::Fields),
        ),
        ("integrations that no connector covers", mean(Part::Integrations) - drawn),
        ("automations that nobody documented", mean(Part::Automations) - known),
        ("what those turn out to do besides", estimate.hidden_hours),
        ("e-mails, forms, pages, lists and reports", mean(Part::Assets)),
        ("cleaning and loading the data", mean(Part::DataLoad)),
        (
            "discovery, testing, enablement, coordination",
            (estimate.base_hours() + estimate.hidden_hours) * estimate.overhead_share,
        ),
    ];
    rows.into_iter().filter(|(_, hours)| *hours >= 0.5).collect()
}

fn campaigns(stack: &Stack, tool: ToolId, terms: Terms) -> Option<Vec<Label>> {
    let start = terms.start?;
    let end = start.plus_days(whole_days(terms.planned_weeks? * DAYS_PER_WEEK)?)?;
    let mut found: Vec<Label> = stack
        .campaigns
        .values()
        .filter(|it| it.tools.iter().any(|it| it.id == Some(tool)))
        .filter(|it| it.start.is_none_or(|it| it <= end) && it.end.is_none_or(|it| it >= start))
        .map(|it| it.id.clone())
        .collect();
    found.sort_unstable();
    Some(found)
}

/// `None` where it is no number of days within a century.
pub(crate) fn whole_days(days: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "within a century of days")]
    (0.0..=36_525.0).contains(&days).then_some(days.round() as i64)
}
