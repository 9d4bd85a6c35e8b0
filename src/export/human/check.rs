//! Findings with the lines that they speak of, and the sum at the end.

use super::page::{Look, Page, Paint, Tone};
use super::words;
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, Style, render};
use crate::export::Checked;
use crate::report::Severities;
use crate::scenario::Simulation;
use crate::text::plural;

pub(crate) fn check(analysis: &Analysis, checked: &Checked<'_>, look: Look) -> String {
    let mut page = Page::new(look);
    let style = match look.paint {
        Paint::Plain => Style::Plain,
        Paint::Coloured => Style::Coloured,
    };
    for diagnostic in &checked.shown {
        page.line(&render(diagnostic, &analysis.sources, style));
        page.gap();
    }
    for (rule, places) in &checked.unknown {
        let rule = page.tint(Tone::Note, rule);
        page.item(
            "not judged: ",
            &format!("{rule} in {} where the facts are not stated", plural(*places, "place")),
        );
    }
    page.gap();
    page.paragraph(&summary(analysis, checked));
    page.finish()
}

/// Only what a scenario brings, with the lines that it speaks of, and what it fixes, one line each.
pub(crate) fn difference(before: &Analysis, simulation: &Simulation, look: Look) -> String {
    let mut page = Page::new(look);
    let style = match look.paint {
        Paint::Plain => Style::Plain,
        Paint::Coloured => Style::Coloured,
    };
    for diagnostic in simulation.problems.iter().chain(&simulation.findings_new) {
        page.line(&render(diagnostic, &simulation.after.sources, style));
        page.gap();
    }
    if !simulation.findings_fixed.is_empty() {
        page.heading("Fixed");
        for it in &simulation.findings_fixed {
            line(&mut page, before, it);
        }
        page.gap();
    }
    let new = Severities::of(&simulation.findings_new);
    let fixed = Severities::of(&simulation.findings_fixed);
    page.paragraph(&format!("new: {}; fixed: {}", words::counts(new), words::counts(fixed)));
    page.finish()
}

/// "3 errors, 12 warnings and 4 notes in 48 tools and 82 integrations".
pub(crate) fn summary(analysis: &Analysis, checked: &Checked<'_>) -> String {
    let counts = Severities::of(checked.shown.iter().copied());
    let stack = &analysis.stack;
    let mut text = format!(
        "{} in {} and {}",
        words::counts(counts),
        plural(stack.tools.len(), "tool"),
        plural(stack.integrations.len(), "integration")
    );
    if counts.total() == 0 {
        text = format!("no findings{}", text.trim_start_matches("nothing"));
    }
    if checked.accepted > 0 {
        text = format!("{text}; {} accepted", plural(checked.accepted, "finding"));
    }
    text
}

/// One line each, for the overview.
pub(super) fn brief(page: &mut Page, analysis: &Analysis, found: &[&Diagnostic], few: usize) {
    let shown = page.look.extent.shown(found.len(), few);
    for it in found.iter().take(shown) {
        line(page, analysis, it);
    }
    page.more(found.len() - shown, " (--all shows them)");
}

/// Severity, rule, text and place in brackets, wrapped.
pub(super) fn line(page: &mut Page, analysis: &Analysis, it: &Diagnostic) {
    let word = page.tint(super::tone_of(it.severity), &format!("{:<7}", it.severity.name()));
    let place = analysis.sources.place(it.span).map(|place| {
        let place = format!("({}:{})", crate::text::clean(&place.path), place.line);
        page.tint(Tone::Quiet, &place)
    });
    let code = page.tint(Tone::Strong, it.code);
    let text = format!("{code}: {} {}", it.message, place.unwrap_or_default());
    page.item(&format!("  {word}  "), &text);
}
