//! The events in the order of the clock, and how things stand at given moments.

use super::{Event, EventKind, Outage, Step, losses};
use crate::analysis::Analysis;
use crate::impact::JourneyFate;
use crate::network::Cut;
use crate::reliability::Range;
use crate::stack::Minutes;
use crate::text::plural;

/// Moments to look at, in minutes: a quarter of an hour to a week.
const MOMENTS: [f64; 10] =
    [0.0, 15.0, 60.0, 240.0, 480.0, 1440.0, 2880.0, 4320.0, 7200.0, 10_080.0];

pub(super) fn events(analysis: &Analysis, outage: &Outage) -> Vec<Event> {
    let mut events = Vec::new();
    if outage.tools.is_empty() && outage.losses.is_empty() {
        return events;
    }
    begin(analysis, outage, &mut events);
    promises(analysis, outage, &mut events);
    records(analysis, outage, &mut events);
    let time = outage.duration.time;
    let of = plural(outage.losses.len(), "integration");
    push(&mut events, time, EventKind::Restored, format!("it works again; {of} to start"));
    let last = outage.ageing.iter().filter_map(|it| it.overdue.map(|it| it.until));
    if let Some(last) = last.reduce(|one, it| if it > one { it } else { one }) {
        let text = "everything is as fresh as promised again, at worst".to_owned();
        push(&mut events, last, EventKind::Fresh, text);
    }
    events.sort_by(|one, other| {
        one.at.get().total_cmp(&other.at.get()).then(one.kind.cmp(&other.kind))
    });
    events
}

fn push(events: &mut Vec<Event>, at: Minutes, kind: EventKind, text: String) {
    events.push(Event { at, kind, text });
}

fn begin(analysis: &Analysis, outage: &Outage, events: &mut Vec<Event>) {
    let stack = &analysis.stack;
    let still = match outage.losses.len() {
        0 => "no integration stops".to_owned(),
        1 => "1 integration stops".to_owned(),
        several => format!("{} stop", plural(several, "integration")),
    };
    let tools: Vec<&str> = outage.tools.iter().map(|it| stack.tools[*it].name.as_str()).collect();
    let text = match tools.as_slice() {
        [] => still,
        [only] => format!("{only} cannot be used; {still}"),
        several => format!("{} tools cannot be used; {still}", several.len()),
    };
    push(events, Minutes::ZERO, EventKind::Down, text);
    for stake in outage.stakes.iter().filter(|it| it.fate == JourneyFate::Stopped) {
        let name = &stack.journeys[stake.journey].name;
        let text = format!("{name} stops: {}", stake.reason);
        push(events, Minutes::ZERO, EventKind::Stopped, text);
    }
    for tool in &outage.tools {
        let Some(fallback) = &stack.tools[*tool].fallback else { continue };
        let Some(at) = fallback.activation_hours.and_then(|it| Minutes::new(it * 60.0)) else {
            continue;
        };
        let other = fallback.tool.id.map_or(&fallback.tool.name, |it| &stack.tools[it].name);
        if at < outage.duration.time {
            let text = format!("{other} can stand in for {}", stack.tools[*tool].name);
            push(events, at, EventKind::Fallback, text);
        }
    }
    if let Some(first) = outage.first_notice() {
        let at = Minutes::new(first.after.high * 60.0);
        if let Some(at) = at {
            let text = if at > outage.duration.time {
                format!("the first to notice, when it is over: {}", first.how)
            } else {
                format!("the first to notice at the latest: {}", first.how)
            };
            push(events, at, EventKind::Noticed, text);
        }
    }
}

fn promises(analysis: &Analysis, outage: &Outage, events: &mut Vec<Event>) {
    let stack = &analysis.stack;
    for ageing in &outage.ageing {
        let (Some(overdue), Some(promised)) = (ageing.overdue, ageing.promised) else { continue };
        let object = &stack.objects[ageing.object].name;
        let field = ageing.field.as_ref().map_or_else(String::new, |it| format!(".{it}"));
        let tool = &stack.tools[ageing.tool].name;
        let of = ageing
            .journey
            .map_or_else(String::new, |it| format!(" for {}", stack.journeys[it].name));
        let what = format!("{object}{field} in {tool}{of}");
        let text = if !overdue.is_certain {
            format!("{what} may be older than the promised {promised}, if runs fall badly")
        } else if overdue.latest > overdue.earliest {
            let latest = overdue.latest;
            format!("{what} gets older than the promised {promised}, by +{latest} at the latest")
        } else {
            format!("{what} gets older than the promised {promised}")
        };
        push(events, overdue.earliest, EventKind::Stale, text);
    }
    for breach in &outage.breaches {
        let (purpose, at) =
            (&stack.consent.purposes[breach.purpose].id, &stack.tools[breach.capture_point].name);
        let sender = &stack.tools[breach.sender].name;
        let deadline = breach.deadline;
        let how = if breach.overdue.is_certain {
            format!("longer than the deadline of {deadline} allows")
        } else {
            format!("longer than the deadline of {deadline} allows, if runs fall badly")
        };
        let text =
            format!("{sender} may send to people who opted out of `{purpose}` in {at}, {how}");
        push(events, breach.overdue.earliest, EventKind::Wrong, text);
    }
}

/// The first moment at which records are lost.
fn records(analysis: &Analysis, outage: &Outage, events: &mut Vec<Event>) {
    let time = outage.duration.time.get();
    for loss in outage.losses.iter().filter(|it| it.share.high > 0.0) {
        let id = &analysis.stack.integrations[loss.integration].id;
        // share = (D − safe) / D, so that the loss began at D × (1 − share).
        let begins = Minutes::new(time * (1.0 - loss.share.high)).unwrap_or_default();
        let verb = if loss.share.low > 0.0 { "loses" } else { "may lose" };
        let count = loss.lost.map_or_else(String::new, |it| format!(", {} in all", records_of(it)));
        let text = format!("`{id}` {verb} records from now on{count}");
        push(events, begins, EventKind::Lost, text);
    }
}

/// "12 records", "0 to 40 records".
pub(super) fn records_of(range: Range) -> String {
    if range.is_known() {
        format!("{:.0} records", range.high)
    } else {
        format!("{:.0} to {:.0} records", range.low, range.high)
    }
}

pub(super) fn steps(analysis: &Analysis, outage: &Outage, cut: &Cut) -> Vec<Step> {
    let time = outage.duration.time;
    if outage.tools.is_empty() && outage.losses.is_empty() {
        return Vec::new();
    }
    let mut moments: Vec<Minutes> = MOMENTS.into_iter().filter_map(Minutes::new).collect();
    moments.push(time);
    moments.sort_by(|one, other| one.get().total_cmp(&other.get()));
    moments.dedup();
    moments.into_iter().map(|at| step(analysis, outage, cut, at)).collect()
}

pub(super) fn step(analysis: &Analysis, outage: &Outage, cut: &Cut, at: Minutes) -> Step {
    let time = outage.duration.time;
    let passed = if at < time { at } else { time };
    let holds = |it: &super::Overdue| it.earliest <= at && at < it.until;
    let stale = outage.ageing.iter().enumerate();
    let breached = outage.breaches.iter().enumerate();
    let part = if time > Minutes::ZERO { passed.get() / time.get() } else { 0.0 };
    let lost = outage
        .losses
        .iter()
        .filter_map(|it| losses::of(&analysis.stack, it.integration, cut, passed).lost);
    Step {
        at,
        is_over: at >= time,
        stale: stale
            .filter(|(_, it)| it.overdue.as_ref().is_some_and(holds))
            .map(|(position, _)| position)
            .collect(),
        breached: breached
            .filter(|(_, it)| holds(&it.overdue))
            .map(|(position, _)| position)
            .collect(),
        lost: lost.fold(Range::default(), |sum, it| sum + it),
        at_risk: outage.at_risk().unwrap_or_default().times(part),
    }
}
