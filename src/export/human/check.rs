//! Findings with the lines that they speak of, and the sum at the end.

use std::io::{self, Write};

use super::page::{Extent, Look, Page, Paint, Tone};
use super::words;
use crate::analysis::{Acceptance, Analysis};
use crate::diag::{Diagnostic, Style, render};
use crate::export::checked::{first_of_each, groups};
use crate::export::{Against, CheckFormat, Checked};
use crate::report::Severities;
use crate::text::{Sources, clean, plural};

pub(crate) static CHECK: CheckFormat =
    CheckFormat { name: "human", about: "text for people", write };

fn write(checked: &Checked<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let analysis = checked.analysis;
    for remark in &checked.remarks {
        excerpt(remark, &analysis.sources, look, out)?;
    }
    let (problems, more) = first_of_each(&checked.problems, look);
    for problem in problems {
        excerpt(problem, &analysis.sources, look, out)?;
    }
    for (code, count) in more {
        told_more(count, code, look, out)?;
    }
    for group in groups(&checked.findings, look) {
        for finding in &group.shown {
            excerpt(finding, &analysis.sources, look, out)?;
        }
        if group.more > 0 {
            told_more(group.more, group.code, look, out)?;
        }
    }
    if look.extent == Extent::All {
        for (finding, acceptance) in &checked.accepted {
            excerpt(finding, &analysis.sources, look, out)?;
            let mut page = Page::new(look);
            page.item("   = ", &accepted(acceptance));
            page.gap();
            out.write_all(page.finish().as_bytes())?;
        }
    }
    let mut page = Page::new(look);
    for (rule, places) in &checked.unknown {
        let rule = page.tint(Tone::Note, rule);
        page.item(
            "not judged: ",
            &format!("{rule} in {} where the facts are not stated", plural(*places, "place")),
        );
    }
    page.gap();
    compared(&mut page, checked);
    summary(&mut page, checked);
    out.write_all(page.finish().as_bytes())
}

/// The finding with the lines that it speaks of, and an empty line behind it.
fn excerpt(
    finding: &Diagnostic,
    sources: &Sources,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = match look.paint {
        Paint::Plain => Style::Plain,
        Paint::Coloured => Style::Coloured,
    };
    let mut page = Page::new(look);
    page.line(&render(finding, sources, style));
    page.gap();
    out.write_all(page.finish().as_bytes())
}

fn told_more(count: usize, code: &str, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(look);
    page.more(count, &format!(" of {code} (--all shows them)"));
    page.gap();
    out.write_all(page.finish().as_bytes())
}

/// "accepted until 2027-03-31 by ana: only reports come from it".
fn accepted(acceptance: &Acceptance) -> String {
    let mut text = "accepted".to_owned();
    if let Some(day) = acceptance.until {
        text = format!("{text} until {day}");
    }
    if let Some(by) = &acceptance.by {
        text = format!("{text} by {by}");
    }
    if let Some(reason) = &acceptance.reason {
        text = format!("{text}: {reason}");
    }
    text
}

/// What was there before and is no longer.
fn compared(page: &mut Page, checked: &Checked<'_>) {
    match &checked.against {
        Against::Nothing => {}
        Against::Baseline { stale, is_pruned, .. } => {
            if stale.is_empty() {
                return;
            }
            let what = if *is_pruned { "Taken out of the baseline" } else { "No longer found" };
            page.heading(what);
            let shown = page.look.extent.shown(stale.len(), STALE);
            for (subject, count) in stale.iter().take(shown) {
                let times = if *count > 1 { format!(" ({count} times)") } else { String::new() };
                let rule = page.tint(Tone::Strong, &subject.rule);
                page.item("  ", &format!("{rule}: {}{times}", subject.words()));
            }
            page.more(stale.len() - shown, " (--all shows them)");
            if !is_pruned {
                page.paragraph("--prune-baseline takes them out of the baseline.");
            }
            page.gap();
        }
        Against::Other { fixed, sources, .. } => {
            if fixed.is_empty() {
                return;
            }
            page.heading("Fixed");
            for it in fixed {
                line(page, sources, it);
            }
            page.gap();
        }
    }
}

/// Lines of a list that is for information only.
const STALE: usize = 10;

/// "3 errors, 12 warnings and 4 notes in 48 tools and 82 integrations", and what does not count.
fn summary(page: &mut Page, checked: &Checked<'_>) {
    let counts = checked.counts();
    let stack = &checked.analysis.stack;
    let mut aside: Vec<String> = Vec::new();
    match &checked.against {
        Against::Other { fixed, known, name, .. } => {
            let fixed = words::counts(Severities::of(fixed.iter().copied()));
            page.paragraph(&format!("new: {}; fixed: {fixed}", words::counts(counts)));
            aside.push(format!("{} unchanged against {}", plural(*known, "finding"), clean(name)));
        }
        Against::Nothing | Against::Baseline { .. } => {
            let found = match (counts.total(), checked.compares()) {
                (0, false) => "no findings".to_owned(),
                (0, true) => "no new findings".to_owned(),
                (_, false) => words::counts(counts),
                (_, true) => format!("new: {}", words::counts(counts)),
            };
            let tools = plural(stack.tools.len(), "tool");
            let integrations = plural(stack.integrations.len(), "integration");
            aside.push(format!("{found} in {tools} and {integrations}"));
        }
    }
    if let Against::Baseline { file, known, .. } = &checked.against {
        aside.push(format!("{} in {}", plural(*known, "known finding"), clean(file)));
    }
    let accepted = checked.analysis.accepted.len();
    if accepted > 0 {
        aside.push(format!("{} accepted", plural(accepted, "finding")));
    }
    page.paragraph(&aside.join("; "));
}

/// One line each, for the overview.
pub(super) fn brief(page: &mut Page, analysis: &Analysis, found: &[&Diagnostic], few: usize) {
    let shown = page.look.extent.shown(found.len(), few);
    for it in found.iter().take(shown) {
        line(page, &analysis.sources, it);
    }
    page.more(found.len() - shown, " (--all shows them)");
}

/// Severity, rule, text and place in brackets, wrapped.
pub(super) fn line(page: &mut Page, sources: &Sources, it: &Diagnostic) {
    let word = page.tint(super::tone_of(it.severity), &format!("{:<7}", it.severity.name()));
    let place = sources.place(it.span).map(|place| {
        let place = format!("({}:{})", crate::text::clean(&place.path), place.line);
        page.tint(Tone::Quiet, &place)
    });
    let code = page.tint(Tone::Strong, it.code);
    let text = format!("{code}: {} {}", it.message, place.unwrap_or_default());
    page.item(&format!("  {word}  "), &text);
}
