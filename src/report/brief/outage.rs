//! The page of an outage: whether to prepare for it.

use super::circle::Circle;
use super::fill::{list, repairs};
use super::{Brief, RISKS_MAX, Risk};
use crate::analysis::Analysis;
use crate::impact::JourneyFate;
use crate::network::Component;
use crate::outage::Outage;
use crate::report::reliability;
use crate::text::plural;

/// `words`: what happens, where it is not that the named things are down.
pub(crate) fn of_outage(analysis: &Analysis, outage: &Outage, words: Option<&str>) -> Brief {
    let circle = circle(analysis, outage);
    let subject = words.map_or_else(
        || {
            let names: Vec<String> =
                outage.gone.iter().map(|it| reliability::part_name(&analysis.stack, *it)).collect();
            format!("{} being down", list(&names))
        },
        str::to_owned,
    );
    let (confidence, because) = circle.confidence(outage.unknowns.len());
    Brief {
        kind: "outage",
        decision: format!("Do we prepare for {subject} for {}?", outage.duration.time),
        answer: answer(analysis, outage),
        confidence,
        because,
        unknowns: outage.unknowns.clone(),
        yes: yes(analysis, &circle),
        no: no(analysis, outage),
        risks: risks(&circle, outage),
        tenth: None,
        instead: repairs(&circle, 3),
        asked: circle.asked(),
        to_ask: circle.to_ask(),
        as_of: analysis.as_of,
    }
}

fn circle<'a>(analysis: &'a Analysis, outage: &Outage) -> Circle<'a> {
    let mut circle = Circle::new(analysis);
    circle.tools.extend(&outage.tools);
    circle.integrations.extend(outage.losses.iter().map(|it| it.integration));
    for component in &outage.gone {
        match component {
            Component::Tool(id) => {
                circle.tools.insert(*id);
            }
            Component::Integration(id) => {
                circle.integrations.insert(*id);
            }
            Component::Credential(_) | Component::Person(_) | Component::Vendor(_) => {}
        }
    }
    circle
}

fn answer(analysis: &Analysis, outage: &Outage) -> String {
    let stopped = outage.stakes.iter().filter(|it| it.fate == JourneyFate::Stopped).count();
    let all = analysis.stack.journeys.len();
    let worth = outage.at_risk().filter(|it| it.high > 0.0).map_or_else(String::new, |it| {
        format!(", worth {}", reliability::money_range(it, &analysis.stack.company))
    });
    let noticed = outage.first_notice().map_or_else(
        || "nobody is sure to notice".to_owned(),
        |it| format!("it is noticed after {} at the latest", reliability::hours(it.after)),
    );
    let breaches = match outage.breaches.len() {
        0 => String::new(),
        count => format!(", and {} may come too late", plural(count, "way of opt-outs")),
    };
    if stopped == 0 {
        return format!("No journey stops{worth}; {noticed}{breaches}.");
    }
    let verb = if stopped == 1 { "stops" } else { "stop" };
    format!("{stopped} of {} {verb}{worth}; {noticed}{breaches}.", plural(all, "journey"))
}

/// What preparing means; what that takes is in no file.
fn yes(analysis: &Analysis, circle: &Circle<'_>) -> Vec<String> {
    let stack = &analysis.stack;
    let all = circle.integrations.len();
    let count = |is_open: &dyn Fn(&crate::stack::Integration) -> bool| {
        circle.integrations.iter().filter(|it| is_open(&stack.integrations[**it])).count()
    };
    let unwatched = count(&|it| it.monitoring.is_none());
    let unwritten = count(&|it| it.runbook.is_none());
    let steps = [(unwatched, "an alert for"), (unwritten, "a written procedure for")];
    let steps = steps.into_iter().filter(|(count, _)| *count > 0);
    let what = plural(all, "integration");
    let mut lines: Vec<String> =
        steps.map(|(count, step)| format!("{step} {count} of {what} without")).collect();
    lines.push(
        "hours and weeks of it are UNKNOWN: no table has what an alert or a procedure takes"
            .to_owned(),
    );
    lines
}

fn no(analysis: &Analysis, outage: &Outage) -> Vec<String> {
    let company = &analysis.stack.company;
    let mut lines: Vec<String> = Vec::new();
    if let Some(value) = outage.at_risk().filter(|it| it.high > 0.0) {
        lines.push(format!("{} each time", reliability::money_range(value, company)));
    }
    let lossy = outage.losses.iter().filter(|it| it.share.high > 0.0);
    let lossy: Vec<_> = lossy.collect();
    if !lossy.is_empty() {
        let known: f64 = lossy.iter().filter_map(|it| Some(it.lost?.high)).sum();
        let unknown = lossy.iter().filter(|it| it.lost.is_none()).count();
        let records =
            if known > 0.0 { format!("up to {known:.0} records") } else { "records".to_owned() };
        let open = match unknown {
            0 => String::new(),
            count if count == lossy.len() => "; nobody has said how many".to_owned(),
            count => format!("; of {count} nobody has said how many"),
        };
        let places = plural(lossy.len(), "integration");
        lines.push(format!("{records} may be lost for good in {places}{open}"));
    }
    let hours: f64 = outage.losses.iter().filter_map(|it| it.work_hours).sum();
    if hours > 0.0 {
        let cost = company
            .blended_rate
            .map_or_else(String::new, |it| format!(", {}", company.money(it * hours)));
        lines.push(format!("{hours:.0} h of work by hand more{cost}"));
    }
    let late = outage.ageing.iter().filter(|it| it.overdue.is_some()).count();
    if late > 0 {
        lines.push(format!("{} of freshness may break", plural(late, "promise")));
    }
    if lines.is_empty() {
        lines.push("nothing that the file puts a figure on".to_owned());
    }
    lines
}

fn risks(circle: &Circle<'_>, outage: &Outage) -> Vec<Risk> {
    let stack = circle.stack();
    let mut found: Vec<Risk> = Vec::new();
    for breach in &outage.breaches {
        found.push(Risk {
            what: format!(
                "{} goes on sending to people who opted out in {} (check with counsel)",
                stack.tools[breach.sender].name, stack.tools[breach.capture_point].name
            ),
            owner: circle.payer(breach.sender),
            due: None,
        });
    }
    for stake in outage.stakes.iter().filter(|it| it.fate == JourneyFate::Stopped) {
        let journey = &stack.journeys[stake.journey];
        let owner = journey.stages.iter().find_map(|it| circle.named(it.owner.as_ref()));
        let what = format!("{} stops {}", journey.name, stake.reason);
        found.push(Risk { what, owner, due: None });
    }
    let mut lossy: Vec<_> = outage.losses.iter().filter(|it| it.share.high > 0.0).collect();
    lossy.sort_by(|left, right| right.share.high.total_cmp(&left.share.high));
    if let [first, rest @ ..] = lossy.as_slice() {
        let integration = &stack.integrations[first.integration];
        let more = match rest.len() {
            0 => String::new(),
            count => format!(" and {}", plural(count, "other")),
        };
        let risk = Risk {
            what: format!("`{}`{more} may lose records for good", integration.id),
            owner: circle.named(integration.owner.as_ref()),
            due: None,
        };
        // One place on the page is kept for it.
        found.truncate(RISKS_MAX.saturating_sub(1));
        found.push(risk);
    }
    found.truncate(RISKS_MAX);
    found
}
