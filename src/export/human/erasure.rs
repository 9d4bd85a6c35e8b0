//! The checklist of an erasure, to be ticked.

use super::page::{Look, Page, Tone};
use crate::analysis::Analysis;
use crate::privacy::{Deletion, Erasure};
use crate::report::{Step, hours};
use crate::text::plural;

pub(crate) fn erasure(
    analysis: &Analysis,
    erasure: &Erasure,
    steps: &[Step],
    look: Look,
) -> String {
    let mut page = Page::new(look);
    let object = &analysis.stack.objects[erasure.object];
    page.paragraph(&headline(erasure, &object.name));
    page.paragraph(&terms(erasure, steps));
    for (step, number) in steps.iter().zip(1..) {
        let due = step.due.map_or_else(String::new, |it| format!("by {it}"));
        page.heading(&format!("{number}. {}  {due}  {}", step.title, work(step.hours)));
        page.item("   ", &page.tint(Tone::Quiet, &step.why));
        for item in &step.items {
            let who = item.who.as_ref().map_or_else(String::new, |it| format!(" · {it}"));
            let what = page.tint(Tone::Strong, &item.what);
            page.item("   [ ] ", &format!("{what}: {}{who}", item.how));
            if let Some(warning) = &item.warning {
                let text = page.tint(Tone::Warn, warning);
                page.item("       ! ", &text);
            }
        }
    }
    page.gap();
    page.paragraph("This is a list to work from, no legal advice: check with counsel.");
    page.finish()
}

/// By when, and how much work it is.
pub(in crate::export) fn terms(erasure: &Erasure, steps: &[Step]) -> String {
    let deadline = steps.last().and_then(|it| it.due);
    let source = if erasure.is_stated {
        "as the company states it"
    } else {
        "one month after GDPR, Art. 12(3)"
    };
    let until = deadline.map_or_else(String::new, |it| format!(", by {it}"));
    format!(
        "Asked on {}; to be done within {} days{until}, {source}. About {} of work for one person, after expert defaults.",
        erasure.as_of,
        erasure.days,
        work(hours(steps))
    )
}

pub(in crate::export) fn headline(erasure: &Erasure, object: &str) -> String {
    let declared = erasure.holders.iter().filter(|it| it.evidence.is_declared()).count();
    let probable = erasure.holders.len() - declared;
    let count = |deletion| erasure.holders.iter().filter(|it| it.deletion == deletion).count();
    let (refused, unknown) = (count(Deletion::Refused), count(Deletion::Unknown));
    let mut text = format!("{object} is held by {}", plural(declared, "tool"));
    if probable > 0 {
        text.push_str(&format!(" and probably by {probable} more"));
    }
    if refused > 0 {
        text.push_str(&format!("; {refused} of them cannot delete anybody"));
    }
    if unknown > 0 {
        text.push_str(&format!("; of {unknown} nobody has said how to delete somebody"));
    }
    text.push('.');
    text
}

/// "2.5 h".
pub(in crate::export) fn work(hours: f64) -> String {
    format!("{} h", (hours * 10.0).round() / 10.0)
}
