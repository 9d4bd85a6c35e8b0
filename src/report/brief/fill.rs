//! Phrases that several pages share: work, money, repairs.

use super::circle::Circle;
use crate::analysis::Analysis;
use crate::effort::{Estimate, Pace};
use crate::readiness::Hours;
use crate::reliability::Fix;
use crate::report::reliability;
use crate::stack::{Company, Tool, ToolId};
use crate::text::amount;

/// "1,288 h (P50) to 1,681 h (P80), worth EUR 103,040 to 134,480", with money where an hour's price is stated.
pub(super) fn work(company: &Company, p50: f64, p80: f64) -> String {
    let hours = format!("{} h (P50) to {} h (P80)", amount(p50), amount(p80));
    match company.blended_rate {
        Some(rate) => {
            let worth = company.money_between(p50 * rate, p80 * rate);
            format!("{hours}, {worth} at what an hour costs")
        }
        None => format!("{hours}; what an hour costs is not stated"),
    }
}

/// "48 to 61 weeks (P50 to P80) at 30 hours a week".
pub(super) fn weeks(estimate: &Estimate, pace: Option<Pace>) -> String {
    match (&estimate.weeks, pace) {
        (Some(weeks), Some(pace)) => format!(
            "{:.0} to {:.0} weeks (P50 to P80) at {:.0} hours a week",
            weeks.at(0.5),
            weeks.at(0.8),
            pace.hours_per_week
        ),
        (None, _) | (Some(_), None) => {
            "weeks UNKNOWN: nobody has said how many hours a week there are".to_owned()
        }
    }
}

/// Weeks of some hours, waiting left out.
pub(super) fn weeks_of(hours: Hours, pace: Option<Pace>) -> String {
    match pace {
        Some(pace) => {
            let low = (hours.p50 / pace.hours_per_week).ceil();
            let high = (hours.p80 / pace.hours_per_week).ceil();
            let span = if high <= 1.0 {
                "a week".to_owned()
            } else if high - low < 1.0 {
                format!("{high:.0} weeks")
            } else {
                format!("{low:.0} to {high:.0} weeks")
            };
            let pace = pace.hours_per_week;
            format!("{span} at {pace:.0} hours a week, waiting for others left out")
        }
        None => "weeks UNKNOWN: nobody has said how many hours a week there are".to_owned(),
    }
}

/// What a tenth of some hours is.
pub(super) fn tenth(hours: f64) -> String {
    format!("a tenth is about {} h", amount(hours / 10.0))
}

/// The repairs that win most hours, those of what is concerned first.
pub(super) fn repairs(circle: &Circle<'_>, most: usize) -> Vec<String> {
    use crate::network::Component;
    let is_near = |fix: &&Fix| match fix.part {
        Component::Integration(id) => circle.integrations.contains(&id),
        Component::Tool(id) => circle.tools.contains(&id),
        Component::Credential(_) | Component::Person(_) | Component::Vendor(_) => false,
    };
    let fixes = &circle.analysis.reliability().fixes;
    let near = fixes.iter().filter(is_near);
    let far = fixes.iter().filter(|it| !is_near(it));
    near.chain(far).take(most).map(|it| repair(circle.analysis, it)).collect()
}

fn repair(analysis: &Analysis, fix: &Fix) -> String {
    let stack = &analysis.stack;
    let worth = fix.money.map_or_else(String::new, |it| {
        format!(", worth {}", reliability::money_range(it, &stack.company))
    });
    format!(
        "{}: saves {} a year in which journeys do not work{worth}",
        reliability::fix_words(stack, fix),
        reliability::hours(fix.hours)
    )
}

/// What fewer seats would save; `None` where nothing says that there are too many.
pub(super) fn seats(company: &Company, tool: &Tool) -> Option<String> {
    let seats = tool.seats.as_ref()?;
    let (licensed, active) = seats.licensed.zip(seats.active_90d)?;
    let idle = licensed - active;
    if idle < 1.0 || licensed <= 0.0 {
        return None;
    }
    let saved = tool.cost.as_ref().and_then(|it| it.annual).map_or_else(String::new, |annual| {
        format!(
            ", up to {} a year if seats are what is paid for",
            company.money(annual * idle / licensed)
        )
    });
    Some(format!(
        "give back the {} of {} seats of {} that nobody used for 90 days{saved}",
        amount(idle),
        amount(licensed),
        tool.name
    ))
}

/// "Marketo Engage", or the id where the stack does not have it.
pub(super) fn tool_name(analysis: &Analysis, id: ToolId) -> String {
    analysis.stack.tools[id].name.to_string()
}

/// "a, b and c".
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
