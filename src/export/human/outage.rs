//! An outage, played through.

use super::page::{Look, Page, Tone};
use super::words;
use crate::analysis::Analysis;
use crate::impact::JourneyFate;
use crate::network::Component;
use crate::outage::{EventKind, Moment, Notice, Outage, Step};
use crate::reliability::Range;
use crate::text::{amount, plural};

/// Lines of a list that is not asked for in full.
const BRIEF: usize = 8;
/// The timeline is what is asked for.
const BRIEF_EVENTS: usize = 20;

pub(crate) fn outage(
    analysis: &Analysis,
    outage: &Outage,
    words: Option<&str>,
    moment: Option<&Moment>,
    look: Look,
) -> String {
    let mut page = Page::new(look);
    page.paragraph(&headline(analysis, outage, words));
    if let Some(moment) = moment {
        at(&mut page, analysis, outage, moment);
        return page.finish();
    }
    if let Some(expected) = outage.duration.expected {
        let text = format!(
            "Nobody has said how long: {} h to notice and to repair, of which the longest is played.",
            hours(expected)
        );
        page.paragraph(&page.tint(Tone::Quiet, &text));
    }
    page.paragraph(
        &page.tint(Tone::Quiet, "Times are those of the worst phases: runs may fall better."),
    );
    timeline(&mut page, outage);
    steps(&mut page, analysis, outage);
    stakes(&mut page, analysis, outage);
    notices(&mut page, outage);
    losses(&mut page, analysis, outage);
    list(&mut page, "In the meantime, by hand", &outage.by_hand);
    list(&mut page, "Afterwards, upstream first", &outage.recovery);
    list(&mut page, "To bring in afterwards", &outage.backfill);
    list(&mut page, "What is not known", &outage.unknowns);
    page.finish()
}

fn hours(range: Range) -> String {
    if range.is_known() {
        format!("{:.0}", range.high)
    } else {
        format!("{:.0} to {:.0}", range.low, range.high)
    }
}

fn headline(analysis: &Analysis, outage: &Outage, words: Option<&str>) -> String {
    let stack = &analysis.stack;
    let names: Vec<String> =
        outage.gone.iter().map(|it| words::component_name(stack, *it)).collect();
    let time = outage.duration.time;
    let begin = if let Some(words) = words {
        format!("{words}, for {time}")
    } else {
        let verb = if names.len() == 1 { "is" } else { "are" };
        let is_person = |it: &Component| matches!(it, Component::Person(_));
        let how = if outage.gone.iter().all(is_person) { "away" } else { "down" };
        format!("While {} {verb} {how} for {time}", words::joined(&names))
    };
    let stopped = outage.stakes.iter().filter(|it| it.fate == JourneyFate::Stopped).count();
    let journeys = match stopped {
        0 => "no journey stops".to_owned(),
        1 => "1 journey stops".to_owned(),
        _ => format!("{} stop", plural(stopped, "journey")),
    };
    let value = outage.at_risk().map_or_else(String::new, |it| {
        format!(", worth {}", analysis.stack.company.money_between(it.low, it.high))
    });
    let late = outage.ageing.iter().filter(|it| it.overdue.is_some()).count();
    let promises = plural(late, "promise");
    let consent = match outage.breaches.len() {
        0 => String::new(),
        count => format!(", and {} of opt-outs", plural(count, "deadline")),
    };
    let promises = match late {
        0 => "no promise of freshness breaks".to_owned(),
        _ => format!("{promises} of freshness may break"),
    };
    format!("{begin}: {journeys}{value}; {promises}{consent}.")
}

fn timeline(page: &mut Page, outage: &Outage) {
    if outage.events.is_empty() {
        return;
    }
    page.heading("What happens when");
    let shown = page.look.extent.shown(outage.events.len(), BRIEF_EVENTS);
    for event in outage.events.iter().take(shown) {
        let at = if event.at.get() > 0.0 { format!("+{}", event.at) } else { "now".to_owned() };
        let word = format!("{:<8}", event.kind.name());
        let word = page.tint(tone(event.kind), &word);
        page.item(&format!("  {at:>9}  {word}  "), &event.text);
    }
    page.more(outage.events.len() - shown, " (`--all`)");
}

fn tone(kind: EventKind) -> Tone {
    match kind {
        EventKind::Down | EventKind::Stopped | EventKind::Lost | EventKind::Wrong => Tone::Bad,
        EventKind::Stale => Tone::Warn,
        EventKind::Noticed | EventKind::Fallback => Tone::Note,
        EventKind::Restored | EventKind::Fresh => Tone::Good,
    }
}

fn steps(page: &mut Page, analysis: &Analysis, outage: &Outage) {
    if outage.steps.is_empty() {
        return;
    }
    page.heading("How things stand");
    for step in &outage.steps {
        page.line(&format!("  {:>9}  {}", format!("+{}", step.at), state(analysis, step)));
    }
}

fn state(analysis: &Analysis, step: &Step) -> String {
    let mut parts = vec![if step.is_over { "works again" } else { "down" }.to_owned()];
    if !step.stale.is_empty() {
        parts.push(format!("{} stale", step.stale.len()));
    }
    if !step.breached.is_empty() {
        parts.push(format!("{} wrong", step.breached.len()));
    }
    if step.lost.high > 0.0 {
        let low = step.lost.low.max(0.0);
        let count = if step.lost.is_known() {
            amount(step.lost.high)
        } else {
            format!("{} to {}", amount(low), amount(step.lost.high))
        };
        parts.push(format!("{count} records lost"));
    }
    if step.at_risk.high > 0.0 {
        let most = analysis.stack.company.money(step.at_risk.high);
        let at_most = if step.at_risk.is_known() { "" } else { "at most " };
        parts.push(format!("{at_most}{most} at risk"));
    }
    parts.join(" · ")
}

/// Everything at one moment.
fn at(page: &mut Page, analysis: &Analysis, outage: &Outage, moment: &Moment) {
    let stack = &analysis.stack;
    page.heading(&format!("At +{}", moment.step.at));
    page.line(&format!("  {}", state(analysis, &moment.step)));
    let stale = moment.step.stale.iter().filter_map(|it| outage.ageing.get(*it)).map(|it| {
        let object = &stack.objects[it.object].id;
        let field = it.field.as_ref().map_or_else(String::new, |it| format!(".{it}"));
        let promised = it.promised.map_or_else(String::new, |it| format!(", promised within {it}"));
        format!("{object}{field} in {}{promised}", stack.tools[it.tool].name)
    });
    list(page, "May be older than promised", &stale.collect::<Vec<_>>());
    let wrong = moment.step.breached.iter().filter_map(|it| outage.breaches.get(*it)).map(|it| {
        let (sender, point) = (&stack.tools[it.sender].name, &stack.tools[it.capture_point].name);
        let purpose = &stack.consent.purposes[it.purpose].id;
        format!("{sender} may send to people who opted out of `{purpose}` in {point}")
    });
    list(page, "Wrong", &wrong.collect::<Vec<_>>());
    let id = |it: crate::stack::IntegrationId| format!("`{}`", stack.integrations[it].id);
    let still: Vec<String> = moment.still.iter().map(|it| id(*it)).collect();
    list(page, "Stands still", &still);
    let lost = moment.losing.iter().map(|(flow, lost)| match lost {
        Some(it) if it.is_known() => format!("{}: {} records", id(*flow), amount(it.high)),
        Some(it) => {
            format!("{}: {} to {} records", id(*flow), amount(it.low), amount(it.high))
        }
        None => format!("{}: nobody has said how many records that is", id(*flow)),
    });
    list(page, "May be lost for good by then", &lost.collect::<Vec<_>>());
    let who = |all: &[usize]| -> Vec<String> {
        all.iter().filter_map(|it| outage.notices.get(*it)).map(|it| it.how.clone()).collect()
    };
    list(page, "Has noticed by then", &who(&moment.noticed));
    list(page, "May have noticed by then", &who(&moment.may_have_noticed));
    if moment.noticed.is_empty() {
        let first = outage.first_notice().map_or_else(
            || "Nobody has noticed, and nothing tells that anybody will.".to_owned(),
            |it| format!("Nobody has noticed for sure; the first is {}", after(it)),
        );
        page.paragraph(&first);
    }
    let left = outage.events.get(moment.events..).unwrap_or_default();
    if let Some(next) = left.first() {
        page.heading("What happens next");
        page.item(&format!("  +{}  ", next.at), &next.text);
    }
}

fn stakes(page: &mut Page, analysis: &Analysis, outage: &Outage) {
    if outage.stakes.is_empty() {
        return;
    }
    page.heading("Journeys");
    for stake in &outage.stakes {
        let name = &analysis.stack.journeys[stake.journey].name;
        let verb = match stake.fate {
            JourneyFate::Stopped => "stops",
            JourneyFate::Degraded => "limps",
        };
        let value = match stake.at_risk {
            Some(it) if it.is_known() => analysis.stack.company.money(it.high),
            Some(it) => format!("up to {}", analysis.stack.company.money(it.high)),
            None => "nobody has said what it is worth".to_owned(),
        };
        let verb = page.tint(words::tone_of_journey(stake.fate), verb);
        page.item("  • ", &format!("{name} {verb} ({value}): {}", stake.reason));
    }
}

fn notices(page: &mut Page, outage: &Outage) {
    if outage.notices.is_empty() {
        return;
    }
    page.heading("Who notices, soonest first");
    let shown = page.look.extent.shown(outage.notices.len(), BRIEF);
    for notice in outage.notices.iter().take(shown) {
        let text = after(notice);
        page.item("  • ", &text);
    }
    page.more(outage.notices.len() - shown, " (`--all`)");
}

fn after(notice: &Notice) -> String {
    let when = if let Some(why) = &notice.deaf {
        format!("never: {why}")
    } else if notice.after.high.is_finite() {
        format!("after {} h", hours(notice.after))
    } else {
        "at any time".to_owned()
    };
    format!("{} — {when}", notice.how)
}

fn losses(page: &mut Page, analysis: &Analysis, outage: &Outage) {
    let lossy: Vec<_> = outage.losses.iter().filter(|it| it.share.high > 0.0).collect();
    if lossy.is_empty() {
        return;
    }
    page.heading("What may be lost for good");
    let shown = page.look.extent.shown(lossy.len(), BRIEF);
    for loss in lossy.iter().take(shown) {
        let id = &analysis.stack.integrations[loss.integration].id;
        let percent = loss.share.times(100.0);
        let records = match loss.lost {
            Some(it) if it.is_known() => format!("{} records", amount(it.high)),
            Some(it) => format!("{} to {} records", amount(it.low), amount(it.high)),
            None => "nobody has said how many records that is".to_owned(),
        };
        page.item("  • ", &format!("`{id}`: {} % of what comes in, {records}", hours(percent)));
    }
    page.more(lossy.len() - shown, " (`--all`)");
}

fn list(page: &mut Page, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    page.heading(title);
    let shown = page.look.extent.shown(lines.len(), BRIEF);
    for line in lines.iter().take(shown) {
        page.item("  • ", line);
    }
    page.more(lines.len() - shown, " (`--all`)");
}
