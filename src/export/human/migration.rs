//! A replacement as work: hours, weeks with their chances, what would have to go, and the order to move in.

use super::page::{Page, Tone};
use super::words::{joined, joined_few};
use crate::analysis::Analysis;
use crate::effort::{Remedy, Spread};
use crate::scenario::{Migration, Step, StepKind};
use crate::text::amount;
use crate::text::{Label, plural};

/// Rows of the drawn distribution.
const BARS: u32 = 10;
/// Cells of the longest bar.
const BAR_WIDTH: f64 = 30.0;

pub(super) fn migration(page: &mut Page, before: &Analysis, it: &Migration) {
    page.heading(&format!(
        "What it takes to replace {} by {}",
        name(before, &it.tool),
        name(before, &it.by)
    ));
    page.paragraph(&verdict(it));
    effort(page, it);
    weeks(page, it);
    remedies(page, it);
    order(page, before, it);
    double_run(page, before, it);
    left_behind(page, it);
    dates(page, before, it);
    page.heading("What the estimate does not know");
    for unknown in &it.unknown {
        page.item("  ", unknown);
    }
    if it.unknown.is_empty() {
        page.item("  ", "Nothing that it hangs on, as far as the file goes.");
    }
}

/// What stays behind, with what to do while the old tool can still be read.
fn left_behind(page: &mut Page, it: &Migration) {
    if it.left_behind.is_empty() {
        return;
    }
    page.heading("What does not move with the data");
    for left in &it.left_behind {
        let names: Vec<String> = left.names.iter().map(Label::to_string).collect();
        let which =
            if names.is_empty() { String::new() } else { format!(" ({})", joined_few(&names, 6)) };
        page.item("  • ", &format!("{}{which}: {}", left.kind.words(), left.kind.advice()));
    }
}

/// What two subscriptions at once cost.
fn double_run(page: &mut Page, before: &Analysis, it: &Migration) {
    let run = &it.double_run;
    let company = &before.stack.company;
    page.heading("Both subscriptions at once");
    let weeks = run.parallel_weeks;
    let Some((low, high)) = run.cost(weeks.low).zip(run.cost(weeks.high)) else {
        page.item("  • ", "UNKNOWN: the cost of neither tool is stated");
        return;
    };
    let least = if run.is_at_least() { "at least " } else { "" };
    page.item(
        "  • ",
        &format!(
            "{least}{} to {} while both work side by side, {:.0} to {:.0} weeks",
            company.money(low),
            amount(high),
            weeks.low,
            weeks.high
        ),
    );
    if let Some(([half, most], old)) = run.paid_weeks.zip(run.old_per_week) {
        page.item(
            "  • ",
            &format!(
                "the old one alone comes to {} (P50) to {} (P80) over the {half:.0} to {most:.0} weeks until the last step",
                company.money(old * half),
                amount(old * most)
            ),
        );
    }
}

/// The answer in one sentence.
fn verdict(it: &Migration) -> String {
    match (it.planned_weeks, it.chance, &it.estimate.weeks) {
        (Some(planned), Some(chance), Some(weeks)) => format!(
            "Your plan of {planned} weeks has a chance of {:.0} % under these inputs; even odds are at {:.0} weeks.",
            chance * 100.0,
            weeks.at(0.5)
        ),
        (None, _, Some(weeks)) => format!(
            "It takes {:.0} to {:.0} weeks (P10 to P90). Say `--weeks` for the chance of a plan.",
            weeks.at(0.1),
            weeks.at(0.9)
        ),
        (_, _, None) | (Some(_), None, Some(_)) => format!(
            "It takes {:.0} to {:.0} hours (P10 to P90). In weeks it is UNKNOWN: nobody is known to do it; say `--capacity`.",
            it.estimate.hours.at(0.1),
            it.estimate.hours.at(0.9)
        ),
    }
}

fn effort(page: &mut Page, it: &Migration) {
    page.heading("Effort in hours: best, likely, worst case");
    for part in &it.parts {
        let count = if part.part == crate::effort::Part::DataLoad {
            String::new()
        } else {
            format!("{:.0} ", part.count)
        };
        let text = format!("{:.0} / {:.0} / {:.0}", part.low, part.likely, part.high);
        page.line(&format!("  {:<34} {text:>22}", format!("{count}{}", part.part.words())));
    }
    page.line(&format!("  In all, {}", percentiles(&it.estimate.hours)));
    page.paragraph(
        "Hours of each item are expert defaults, not statistics; `company.effort` replaces them.",
    );
    page.heading("From the plan to what it takes, mean hours");
    let mut sum = 0.0;
    for (what, hours) in &it.waterfall {
        sum += hours;
        page.line(&format!("  {hours:>6.0}  {what}"));
    }
    page.line(&format!("  {sum:>6.0}  together"));
}

fn percentiles(spread: &Spread) -> String {
    let at = |share: f64| spread.at(share);
    format!("P10 {:.0}, P50 {:.0}, P80 {:.0}, P90 {:.0}", at(0.1), at(0.5), at(0.8), at(0.9))
}

/// The distribution lying on its side, from the first percentile to the last, with the plan in its row.
fn weeks(page: &mut Page, it: &Migration) {
    let Some((weeks, pace)) = it.estimate.weeks.as_ref().zip(it.pace) else { return };
    let basis = if it.is_pace_stated { "as stated" } else { "by the size of the team" };
    page.heading(&format!("Weeks, at {:.0} hours a week ({basis})", pace.hours_per_week));
    page.line(&format!("  {}", percentiles(weeks)));
    let planned = it.planned_weeks;
    let low = planned.map_or(weeks.at(0.01), |it| it.min(weeks.at(0.01)));
    let high = planned.map_or(weeks.at(0.99), |it| it.max(weeks.at(0.99)));
    let width = (high - low) / f64::from(BARS);
    if width <= 0.0 {
        return;
    }
    let rows: Vec<(f64, f64)> = (0..BARS)
        .map(|row| {
            let from = low + width * f64::from(row);
            // The first row takes what is before it, so that nothing of the plan's own week is lost.
            let below = if row == 0 { 0.0 } else { weeks.chance_within(from) };
            (from, weeks.chance_within(from + width) - below)
        })
        .collect();
    let most = rows.iter().fold(0.0_f64, |most, (_, share)| most.max(*share));
    for (row, (from, share)) in (0..BARS).zip(&rows) {
        let cells = if most > 0.0 { share / most * BAR_WIDTH } else { 0.0 };
        let bar: String =
            (1..=30_u32).filter(|cell| f64::from(*cell) <= cells.round()).map(|_| '#').collect();
        let is_last = row + 1 == BARS;
        let is_planned = planned.is_some_and(|it| it >= *from && (it < from + width || is_last));
        let mark = if is_planned {
            page.tint(Tone::Strong, &format!("  <- planned: {} weeks", planned.unwrap_or_default()))
        } else {
            String::new()
        };
        page.line(&format!("  {from:>5.0} {:>4.0} %  {bar}{mark}", share * 100.0));
    }
}

fn remedies(page: &mut Page, it: &Migration) {
    if it.remedies.is_empty() {
        return;
    }
    page.heading("What would have to change for even odds");
    for remedy in &it.remedies {
        let text = match remedy {
            Remedy::Capacity { hours_per_week: Some(hours) } => {
                format!("{:.0} hours a week instead of {:.0}", hours.ceil(), it.pace.map_or(0.0, |it| it.hours_per_week))
            }
            Remedy::Capacity { hours_per_week: None } => {
                "More people alone do not do it: deciding, warming up and running side by side take longer".to_owned()
            }
            Remedy::Drop { part, count, weeks } => {
                format!("Leave out all {count:.0} {}: even odds at {weeks:.0} weeks", part.words())
            }
            Remedy::Document { weeks } => {
                format!("Document every automation first: even odds at {weeks:.0} weeks")
            }
        };
        page.item("  ", &text);
    }
}

fn order(page: &mut Page, before: &Analysis, it: &Migration) {
    page.heading("Cut-over order");
    for (number, step) in (1..).zip(&it.cutover) {
        page.item(&format!("  {number:>2}. "), &words(before, step));
        if step.kind != StepKind::ShareSuppression {
            let beside = step.parallel_days.map_or_else(
                || "two runs of the slowest, how often it runs is not known".to_owned(),
                |days| format!("{days:.0} days"),
            );
            page.item(
                "      ",
                &format!("side by side: {beside}; back: {}", step.rollback.words()),
            );
        }
    }
    page.item("      ", "A step holds when the figures of both agree. The old flow is switched off, not deleted, until the last step has held.");
}

fn words(before: &Analysis, step: &Step) -> String {
    let names: Vec<String> = step.tools.iter().map(|it| name(before, it)).collect();
    let who = joined(&names);
    let over = match step.integrations.len() {
        0 => String::new(),
        count => format!(" ({})", plural(count, "integration")),
    };
    let together = if step.tools.len() > 1 { ", together" } else { "" };
    match step.kind {
        StepKind::ShareSuppression => format!(
            "One list of opt-outs for {who} and its successor, before the second one sends: never two senders without it"
        ),
        StepKind::Consumer => format!("{who}{over}{together}: only reads"),
        StepKind::Feeder => format!("{who}{over}{together}: feeds it"),
        StepKind::SystemOfRecord => format!("{who}{over}{together}: keeps the truth, so last"),
    }
}

fn dates(page: &mut Page, before: &Analysis, it: &Migration) {
    let stack = &before.stack;
    let running = it.campaigns.as_ref().filter(|it| !it.is_empty());
    if it.notice_by.is_none() && running.is_none() {
        return;
    }
    page.heading("Dates");
    if let Some(day) = it.notice_by {
        let text = if day < before.as_of {
            format!(
                "Notice had to be given by {day}: the contract runs on, and both are paid meanwhile"
            )
        } else {
            format!("Give notice by {day}, or the contract runs on and both are paid")
        };
        page.item("  ", &text);
    }
    if let Some(running) = running {
        let names: Vec<String> = running
            .iter()
            .filter_map(|it| Some(stack.campaigns[stack.campaigns.find(it)?].name.to_string()))
            .collect();
        page.item("  ", &format!("In flight meanwhile: {}", joined(&names)));
    }
}

fn name(before: &Analysis, id: &Label) -> String {
    let tools = &before.stack.tools;
    tools.find(id).map_or_else(|| id.to_string(), |it| tools[it].name.to_string())
}
