//! The page of somebody who leaves: who takes over, and until when.

use super::circle::Circle;
use super::{Brief, RISKS_MAX, Risk};
use crate::analysis::Analysis;
use crate::network::Component;
use crate::outage::{Handover, HandoverItem, HandoverKind};
use crate::reliability::Range;
use crate::report::reliability;
use crate::scenario::{Edit, hours_changed, simulate};
use crate::stack::Party;
use crate::text::{Span, plural};

pub(crate) fn of_handover(analysis: &Analysis, handover: &Handover) -> Brief {
    let stack = &analysis.stack;
    let person = &stack.people[handover.person];
    let circle = circle(analysis, handover);
    let mut unknowns: Vec<String> = Vec::new();
    if handover.last_day.is_none() {
        unknowns.push(format!("the last day of {}", person.name));
    }
    let open = handover.items.iter().filter(|it| it.taker.is_none()).count();
    if open > 0 {
        unknowns.push(format!("who could take {}", plural(open, "thing")));
    }
    unknowns.push("how many hours each of it takes".to_owned());
    let (confidence, because) = circle.confidence(unknowns.len());
    let until = handover.last_day.map_or_else(String::new, |it| format!(", who goes on {it}"));
    Brief {
        kind: "leave",
        decision: format!("Who takes over from {}{until}?", person.name),
        answer: answer(analysis, handover),
        confidence,
        because,
        unknowns,
        yes: yes(handover),
        no: no(analysis, handover),
        risks: risks(handover),
        tenth: None,
        instead: instead(handover),
        asked: circle.asked(),
        to_ask: takers(handover),
        as_of: analysis.as_of,
    }
}

fn circle<'a>(analysis: &'a Analysis, handover: &Handover) -> Circle<'a> {
    let stack = &analysis.stack;
    let mut circle = Circle::new(analysis);
    let is = |it: &crate::stack::OwnerRef| it.party == Some(Party::Person(handover.person));
    let owned = stack.integrations.iter().filter(|(_, it)| it.owner.as_ref().is_some_and(is));
    circle.integrations.extend(owned.map(|(id, _)| id));
    let cut = analysis.network.cut(stack, &[Component::Person(handover.person)]);
    let dies =
        stack.integrations.ids().filter(|it| cut.integrations.get(it.index()) == Some(&true));
    circle.integrations.extend(dies);
    let tools = stack
        .tools
        .iter()
        .filter(|(_, it)| it.technical_owner.iter().chain(&it.business_owner).any(is));
    circle.tools.extend(tools.map(|(id, _)| id));
    circle
}

fn answer(analysis: &Analysis, handover: &Handover) -> String {
    let name = &analysis.stack.people[handover.person].name;
    let count = handover.items.len();
    let open = handover.items.iter().filter(|it| it.taker.is_none()).count();
    if count == 0 {
        return format!("Nothing hangs on {name}.");
    }
    let taken = match open {
        0 => "for each the file names somebody who could take it".to_owned(),
        _ => format!("for {open} of it the file names nobody"),
    };
    let dies = match handover.dies.len() {
        0 => String::new(),
        count => format!(
            "; {} when the login is switched off",
            if count == 1 {
                "1 integration stops".to_owned()
            } else {
                format!("{count} integrations stop")
            }
        ),
    };
    format!("{} to hand over, {taken}{dies}.", plural(count, "thing"))
}

fn yes(handover: &Handover) -> Vec<String> {
    let kinds = [
        (HandoverKind::Holds, "login to move"),
        (HandoverKind::AloneKnows, "thing to write down and show"),
        (HandoverKind::Hears, "alert to send elsewhere"),
        (HandoverKind::Approves, "approval to give to somebody"),
        (HandoverKind::Owns, "name to change"),
    ];
    let mut lines: Vec<String> = Vec::new();
    for (kind, noun) in kinds {
        let these: Vec<&HandoverItem> =
            handover.items.iter().filter(|it| it.kind == kind).collect();
        let Some(first) = these.first() else { continue };
        let due = first.due.map_or_else(String::new, |it| format!(", by {it}"));
        let (noun, more) = noun.split_once(' ').unwrap_or((noun, ""));
        lines.push(format!("{} {more}{due}", plural(these.len(), noun)));
    }
    lines.push("hours are UNKNOWN: no table has what handing over takes".to_owned());
    lines
}

/// What journeys lose a year when nobody takes over.
fn no(analysis: &Analysis, handover: &Handover) -> Vec<String> {
    let person = analysis.stack.people[handover.person].id.clone();
    let edits = [Edit::Leave { person, span: Span::NONE }];
    let simulation = simulate(analysis, &edits);
    let mut lines: Vec<String> = Vec::new();
    for change in hours_changed(analysis, &simulation) {
        let say = |it: Option<Range>| it.map_or("does not run".to_owned(), reliability::hours);
        lines.push(format!(
            "{}: {} a year not working instead of {}",
            change.name,
            say(change.after),
            say(change.before)
        ));
    }
    if !handover.dies.is_empty() {
        lines.push(format!("stops with the login: {}", handover.dies.join(", ")));
    }
    let errors = crate::scenario::count_of(&simulation.findings_new, crate::diag::Severity::Error);
    if errors > 0 {
        lines.push(format!("{} more in the stack", plural(errors, "error")));
    }
    if lines.is_empty() {
        lines.push("nothing that the file puts a figure on".to_owned());
    }
    lines
}

/// What is lost first: what stops, then what one head alone knows.
fn risks(handover: &Handover) -> Vec<Risk> {
    let risks = handover.items.iter().map(|it| Risk {
        what: format!("{}: {}", it.what, it.how),
        owner: it.taker.as_deref().map(name_of),
        due: it.due,
    });
    risks.take(RISKS_MAX).collect()
}

fn instead(handover: &Handover) -> Vec<String> {
    let count = |kind: HandoverKind| handover.items.iter().filter(|it| it.kind == kind).count();
    let (logins, known) = (count(HandoverKind::Holds), count(HandoverKind::AloneKnows));
    let mut lines: Vec<String> = Vec::new();
    if logins > 0 {
        lines.push(format!("move {} to accounts that belong to nobody", plural(logins, "login")));
    }
    if known > 0 {
        lines.push(format!("write down {} that only one head knows", plural(known, "thing")));
    }
    if lines.is_empty() {
        lines.push(
            "change the names in the file: nothing else depends on the person alone".to_owned(),
        );
    }
    lines
}

/// Those who would take something, each once, in the order of the list.
fn takers(handover: &Handover) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for taker in handover.items.iter().filter_map(|it| it.taker.as_deref()).map(name_of) {
        if !found.contains(&taker) {
            found.push(taker);
        }
    }
    found.truncate(6);
    found
}

/// The name without why it is this one.
fn name_of(taker: &str) -> String {
    taker.split(" (").next().unwrap_or(taker).to_owned()
}
