//! A replacement as work.

use serde::Serialize;

use crate::effort::{Remedy, Spread};
use crate::scenario::{self, Step, StepKind};
use crate::text::Label;

#[derive(Serialize)]
pub(super) struct Migration {
    tool: String,
    by: String,
    /// Hours of each item are expert defaults unless the stack file states its own.
    parts: Vec<Part>,
    hours: Percentiles,
    /// `null` where the capacity is not known.
    weeks: Option<Percentiles>,
    hours_per_week: Option<f64>,
    planned_weeks: Option<f64>,
    /// To stay within the plan, 0 to 1.
    chance: Option<f64>,
    for_even_odds: Vec<Change>,
    waterfall: Vec<Row>,
    cutover: Vec<Stage>,
    /// `null` where the days are not known.
    campaigns: Option<Vec<String>>,
    notice_by: Option<String>,
    double_run: DoubleRun,
    /// What does not move with the data.
    left_behind: Vec<LeftBehind>,
    unknown: Vec<String>,
}

#[derive(Serialize)]
struct Part {
    part: &'static str,
    count: f64,
    low: f64,
    likely: f64,
    high: f64,
    mean: f64,
}

#[derive(Serialize)]
pub(super) struct Percentiles {
    p10: f64,
    p50: f64,
    p80: f64,
    p90: f64,
}

#[derive(Serialize)]
struct Row {
    what: &'static str,
    hours: f64,
}

/// `weeks` is the median that it leads to.
#[derive(Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
enum Change {
    Capacity { hours_per_week: Option<f64> },
    Drop { part: &'static str, count: f64, weeks: f64 },
    Document { weeks: f64 },
}

#[derive(Serialize)]
struct Stage {
    kind: &'static str,
    tools: Vec<String>,
    integrations: Vec<String>,
    /// `null` where nobody has said how often the flows run.
    parallel_days: Option<f64>,
    rollback: &'static str,
    rollback_words: &'static str,
}

/// In the company's currency.
#[derive(Serialize)]
struct DoubleRun {
    old_per_week: Option<f64>,
    new_per_week: Option<f64>,
    /// Best, likely and worst case.
    parallel_weeks: [f64; 3],
    /// For these weeks; of the known tool alone where the other's cost is not stated.
    parallel_cost: Option<[f64; 3]>,
    is_at_least: bool,
    /// Until the last step, in five and in eight cases of ten.
    paid_weeks: Option<[f64; 2]>,
}

#[derive(Serialize)]
struct LeftBehind {
    kind: &'static str,
    what: &'static str,
    names: Vec<String>,
    advice: &'static str,
}

impl Migration {
    pub(super) fn of(it: &scenario::Migration) -> Self {
        Self {
            tool: it.tool.to_string(),
            by: it.by.to_string(),
            parts: it.parts.iter().map(Part::of).collect(),
            hours: Percentiles::of(&it.estimate.hours),
            weeks: it.estimate.weeks.as_ref().map(Percentiles::of),
            hours_per_week: it.pace.map(|it| it.hours_per_week),
            planned_weeks: it.planned_weeks,
            chance: it.chance,
            for_even_odds: it.remedies.iter().map(Change::of).collect(),
            waterfall: it
                .waterfall
                .iter()
                .map(|(what, hours)| Row { what, hours: rounded(*hours) })
                .collect(),
            cutover: it.cutover.iter().map(Stage::of).collect(),
            campaigns: it.campaigns.as_ref().map(|it| strings(it)),
            notice_by: it.notice_by.map(|it| it.to_string()),
            double_run: DoubleRun::of(&it.double_run),
            left_behind: it.left_behind.iter().map(LeftBehind::of).collect(),
            unknown: it.unknown.clone(),
        }
    }
}

impl Part {
    fn of(it: &scenario::PartHours) -> Self {
        Self {
            part: it.part.name(),
            count: it.count,
            low: rounded(it.low),
            likely: rounded(it.likely),
            high: rounded(it.high),
            mean: rounded(it.mean),
        }
    }
}

impl Percentiles {
    pub(super) fn of(spread: &Spread) -> Self {
        let at = |share: f64| rounded(spread.at(share));
        Self { p10: at(0.1), p50: at(0.5), p80: at(0.8), p90: at(0.9) }
    }
}

impl Change {
    fn of(remedy: &Remedy) -> Self {
        match remedy {
            Remedy::Capacity { hours_per_week } => {
                Self::Capacity { hours_per_week: hours_per_week.map(rounded) }
            }
            Remedy::Drop { part, count, weeks } => {
                Self::Drop { part: part.name(), count: *count, weeks: rounded(*weeks) }
            }
            Remedy::Document { weeks } => Self::Document { weeks: rounded(*weeks) },
        }
    }
}

impl Stage {
    fn of(step: &Step) -> Self {
        let kind = match step.kind {
            StepKind::ShareSuppression => "share_suppression",
            StepKind::Consumer => "consumer",
            StepKind::Feeder => "feeder",
            StepKind::SystemOfRecord => "system_of_record",
        };
        Self {
            kind,
            tools: strings(&step.tools),
            integrations: strings(&step.integrations),
            parallel_days: step.parallel_days.map(rounded),
            rollback: step.rollback.name(),
            rollback_words: step.rollback.words(),
        }
    }
}

impl DoubleRun {
    fn of(it: &scenario::DoubleRun) -> Self {
        let weeks = [it.parallel_weeks.low, it.parallel_weeks.likely, it.parallel_weeks.high];
        let costs = weeks.map(|weeks| it.cost(weeks).map(f64::round));
        Self {
            old_per_week: it.old_per_week.map(rounded),
            new_per_week: it.new_per_week.map(rounded),
            parallel_weeks: weeks,
            parallel_cost: match costs {
                [Some(low), Some(likely), Some(high)] => Some([low, likely, high]),
                _ => None,
            },
            is_at_least: it.is_at_least(),
            paid_weeks: it.paid_weeks.map(|it| it.map(rounded)),
        }
    }
}

impl LeftBehind {
    fn of(it: &scenario::LeftBehind) -> Self {
        Self {
            kind: it.kind.name(),
            what: it.kind.words(),
            names: strings(&it.names),
            advice: it.kind.advice(),
        }
    }
}

fn strings(labels: &[Label]) -> Vec<String> {
    labels.iter().map(Label::to_string).collect()
}

/// To a tenth: the draws are not finer.
fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
