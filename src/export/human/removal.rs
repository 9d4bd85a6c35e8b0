//! A removal: the verdict, each flow, what has to find another place, the work and the money.

use super::page::{Page, Tone};
use super::words::{self, joined, joined_few};
use crate::analysis::Analysis;
use crate::effort::Estimate;
use crate::scenario::{FlowFate, FlowOutcome, Home, HomeKind, Removal, Verdict};
use crate::text::{Label, plural};

/// Lines of a brief list.
const FEW: usize = 8;
/// Names in one line of it.
const NAMES: usize = 6;

/// The verdict with its reasons, which stands under the headline.
pub(super) fn verdict(page: &mut Page, before: &Analysis, it: &Removal) {
    let names: Vec<String> = it.tools.iter().map(|it| name(before, it)).collect();
    page.heading(&format!("Can {} go?", joined(&names)));
    let tone = match it.verdict {
        Verdict::Safe => Tone::Good,
        Verdict::SafeAfter(_) => Tone::Warn,
        Verdict::Unsafe => Tone::Bad,
    };
    let word = page.tint(tone, &it.verdict.words());
    let after = match (it.verdict, it.homes.len()) {
        (Verdict::Unsafe, count) if count > 0 => {
            format!(" until {} found another place", have(count))
        }
        (Verdict::Unsafe | Verdict::Safe | Verdict::SafeAfter(_), _) => String::new(),
    };
    page.item("  ", &format!("{word}{after}, because"));
    for reason in &it.reasons {
        page.item("  • ", reason);
    }
}

fn have(count: usize) -> String {
    let verb = if count == 1 { "has" } else { "have" };
    format!("{} {verb}", plural(count, "thing"))
}

/// All the rest of it.
pub(super) fn removal(page: &mut Page, before: &Analysis, it: &Removal) {
    flows(page, before, it);
    requirements(page, it);
    homes(page, it);
    work(page, it);
    balance(page, before, it);
    if !it.unknown.is_empty() {
        page.heading("What the figures do not know");
        for unknown in &it.unknown {
            page.item("  ", unknown);
        }
    }
}

fn flows(page: &mut Page, before: &Analysis, it: &Removal) {
    let groups = [
        (FlowOutcome::NoWay, "no other way", Tone::Bad),
        (FlowOutcome::Copies, "only copies are left", Tone::Warn),
        (FlowOutcome::WayAround, "there is a way around", Tone::Warn),
        (FlowOutcome::NotMissed, "nobody who stays misses it", Tone::Good),
    ];
    if it.flows.is_empty() {
        return;
    }
    page.heading(&format!("Flow by flow ({})", it.flows.len()));
    for (outcome, title, tone) in groups {
        let these: Vec<&FlowFate> = it.flows.iter().filter(|it| it.outcome == outcome).collect();
        if these.is_empty() {
            continue;
        }
        let title = page.tint(tone, title);
        page.line(&format!("  {title} ({})", these.len()));
        if outcome == FlowOutcome::NotMissed {
            let names: Vec<String> = these.iter().map(|it| it.integration.to_string()).collect();
            page.item("    ", &joined_few(&names, page.look.extent.shown(usize::MAX, 12)));
            continue;
        }
        let shown = page.look.extent.shown(these.len(), FEW);
        for fate in these.iter().take(shown) {
            page.item("    • ", &flow(page, before, fate));
        }
        page.more(these.len() - shown, " (--all shows them)");
    }
}

fn flow(page: &Page, before: &Analysis, fate: &FlowFate) -> String {
    let integrations = &before.stack.integrations;
    let ends = integrations.find(&fate.integration).map_or_else(String::new, |it| {
        format!(" ({})", words::ends(&before.stack, &integrations[it]))
    });
    let few = page.look.extent.shown(usize::MAX, NAMES);
    let missed = joined_few(&fate.missed, few);
    let around = match fate.around.as_slice() {
        [] => String::new(),
        legs => {
            let legs: Vec<String> = legs.iter().map(Label::to_string).collect();
            format!("; over {}", joined_few(&legs, few))
        }
    };
    format!("{}{ends}: {missed}{around}", fate.integration)
}

fn requirements(page: &mut Page, it: &Removal) {
    if it.requirements.is_empty() {
        return;
    }
    page.heading("Requirements of initiatives that would not be met");
    for line in &it.requirements {
        page.item("  • ", line);
    }
}

fn homes(page: &mut Page, it: &Removal) {
    if it.homes.is_empty() {
        return;
    }
    page.heading("Re-homes: what has to find another place first");
    let few = page.look.extent.shown(usize::MAX, NAMES);
    for (number, home) in (1..).zip(&it.homes) {
        page.item(
            &format!("  {number:>2}. "),
            &format!("{}{}", capital(&home.what), ways(home, few)),
        );
    }
}

fn ways(home: &Home, few: usize) -> String {
    match (home.kind, home.ways.as_slice()) {
        (HomeKind::Flow, []) => ": neither the file nor the catalogue knows a connector".to_owned(),
        (HomeKind::Record | HomeKind::Stage | HomeKind::OptOut | HomeKind::Automations, []) => {
            String::new()
        }
        (HomeKind::Automations, names) => format!(", among them {}", joined_few(names, few)),
        (HomeKind::Record | HomeKind::Flow | HomeKind::Stage | HomeKind::OptOut, ways) => {
            format!(": {}", joined_few(ways, few))
        }
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |it| it.to_uppercase().chain(chars).collect())
}

fn work(page: &mut Page, it: &Removal) {
    page.heading("Work");
    match &it.moving {
        Some(moving) => page.item(
            "  • ",
            &format!(
                "Finding these places, and cleaning and keeping the data: {}",
                hours_and_weeks(it, moving)
            ),
        ),
        None => page.item("  • ", "Nothing has to find another place."),
    }
    if it.automations > 0.0 {
        page.item(
            "  • ",
            &format!(
                "If all that lives in it is built anew elsewhere instead: {}",
                hours_and_weeks(it, &it.rebuilding)
            ),
        );
    }
    page.paragraph(
        "  Hours of each item are expert defaults, not statistics; `company.effort` replaces them.",
    );
}

fn hours_and_weeks(it: &Removal, estimate: &Estimate) -> String {
    let hours =
        format!("{:.0} h (P50) to {:.0} h (P80)", estimate.hours.at(0.5), estimate.hours.at(0.8));
    match (&estimate.weeks, it.pace) {
        (Some(weeks), Some(pace)) => format!(
            "{hours}, {:.0} to {:.0} weeks at {:.0} hours a week",
            weeks.at(0.5),
            weeks.at(0.8),
            pace.hours_per_week
        ),
        (None, _) | (Some(_), None) => {
            format!("{hours}; weeks UNKNOWN, as nobody is known to do it: say `--capacity`")
        }
    }
}

fn balance(page: &mut Page, before: &Analysis, it: &Removal) {
    let company = &before.stack.company;
    let balance = &it.balance;
    page.heading("What it saves and costs in the first year");
    let say = |value: Option<f64>| value.map_or("UNKNOWN".to_owned(), |it| company.money(it));
    page.item("  • ", &format!("licences no longer paid: {}", say(balance.saved)));
    page.item(
        "  • ",
        &format!("paid all the same until the contract ends: {}", say(balance.stranded)),
    );
    let by_hand = match balance.by_hand_hours_per_week {
        None => "UNKNOWN, as nobody has said how often it is needed".to_owned(),
        Some(hours) if hours <= 0.0 => "nothing".to_owned(),
        Some(hours) => format!("{hours:.0} h a week, {} a year", say(balance.by_hand)),
    };
    page.item("  • ", &format!("carrying by hand what has no other way: {by_hand}"));
    let net = match balance.net {
        Some(net) => company.money(net),
        None => "UNKNOWN, as a part of it is".to_owned(),
    };
    page.item("  • ", &format!("left over, before the work: {net}"));
    for (tool, day) in &it.notices {
        let text = if *day < before.as_of {
            format!("notice of {} had to be given by {day}", name(before, tool))
        } else {
            format!("give notice of {} by {day}", name(before, tool))
        };
        page.item("  • ", &text);
    }
}

fn name(before: &Analysis, id: &Label) -> String {
    let tools = &before.stack.tools;
    tools.find(id).map_or_else(|| id.to_string(), |it| tools[it].name.to_string())
}
