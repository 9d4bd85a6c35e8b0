//! What a scenario does to the hours that journeys lose.

use super::Simulation;
use crate::analysis::Analysis;
use crate::reliability::{JourneyReliability, Range};
use crate::text::Label;

/// A journey that loses more or fewer hours a year than before; `None`: it does not run.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HoursChange {
    pub(crate) journey: Label,
    pub(crate) name: Label,
    pub(crate) before: Option<Range>,
    pub(crate) after: Option<Range>,
}

/// Less than this is rounding.
const HOURS_MIN: f64 = 0.05;

/// The journeys of both stacks whose figures differ, worked out when they are asked for. What is down for a while or
/// leaves changes nothing that is written, and so no figure.
pub(crate) fn hours_changed(before: &Analysis, simulation: &Simulation) -> Vec<HoursChange> {
    let after = &simulation.after;
    let changes = before.stack.journeys.iter().filter_map(|(id, journey)| {
        let now = after.stack.journeys.find(&journey.id)?;
        let hours = |it: Option<&JourneyReliability>| it.and_then(JourneyReliability::bad_hours);
        let then = hours(before.reliability().journey(id));
        let now = hours(after.reliability().journey(now));
        let is_same = match (then, now) {
            (None, None) => true,
            (Some(then), Some(now)) => {
                (then.low - now.low).abs() < HOURS_MIN && (then.high - now.high).abs() < HOURS_MIN
            }
            (None, Some(_)) | (Some(_), None) => false,
        };
        (!is_same).then(|| HoursChange {
            journey: journey.id.clone(),
            name: journey.name.clone(),
            before: then,
            after: now,
        })
    });
    changes.collect()
}
