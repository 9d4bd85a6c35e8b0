//! The checklist of a departure, to be ticked.

use super::page::{Look, Page, Tone};
use crate::analysis::Analysis;
use crate::outage::{Handover, HandoverItem, HandoverKind};
use crate::text::plural;

const SECTIONS: [(HandoverKind, &str); 5] = [
    (HandoverKind::Holds, "Logins that are theirs"),
    (HandoverKind::AloneKnows, "What they alone know"),
    (HandoverKind::Hears, "Alerts that would go nowhere"),
    (HandoverKind::Approves, "What they approve"),
    (HandoverKind::Owns, "What they own"),
];

pub(crate) fn handover(analysis: &Analysis, handover: &Handover, look: Look) -> String {
    let mut page = Page::new(look);
    let name = &analysis.stack.people[handover.person].name;
    let verb = if handover.has_left { "has left" } else { "leaves" };
    let when = handover.last_day.map_or_else(String::new, |it| format!(" on {it}"));
    page.paragraph(&headline(&format!("{name} {verb}{when}"), handover));
    if !handover.dies.is_empty() {
        let ids: Vec<_> = handover.dies.iter().map(|it| format!("`{it}`")).collect();
        let verb = if ids.len() == 1 { "stops" } else { "stop" };
        let text = format!(
            "When the logins are switched off, {} {verb}; `linchpin outage {}` plays it.",
            super::words::joined(&ids),
            analysis.stack.people[handover.person].id
        );
        let text = page.tint(Tone::Bad, &text);
        page.paragraph(&text);
    }
    if handover.last_day.is_none() && !handover.items.is_empty() {
        page.paragraph(
            "No last day is stated (`date_out`, or `--on DATE`), so nothing has a date.",
        );
    }
    for (kind, title) in SECTIONS {
        let items = handover.items.iter().filter(|it| it.kind == kind);
        let items: Vec<&HandoverItem> = items.collect();
        let Some(first) = items.first() else { continue };
        let due = first.due.map_or_else(String::new, |it| format!("  by {it}"));
        let late = if first.is_overdue { ", which is past" } else { "" };
        page.heading(&format!("{title}{due}{late}"));
        for item in items {
            let what = page.tint(Tone::Strong, &item.what);
            let taker = match &item.taker {
                Some(taker) => format!("→ {taker}"),
                None => page.tint(Tone::Warn, "→ nobody is named who could take it"),
            };
            page.item("  [ ] ", &format!("{what}: {} {taker}", item.how));
        }
    }
    page.finish()
}

fn headline(who: &str, handover: &Handover) -> String {
    if handover.items.is_empty() {
        return format!("{who}, and the file names nothing that has to be handed over.");
    }
    let open = handover.items.iter().filter(|it| it.taker.is_none()).count();
    let things = plural(handover.items.len(), "thing");
    let verb = if handover.items.len() == 1 { "has" } else { "have" };
    let taken = match open {
        0 => "for each somebody could take it".to_owned(),
        _ => format!("for {open} of them nobody is named who could take it"),
    };
    format!("{who}: {things} {verb} to be handed over, and {taken}.")
}
