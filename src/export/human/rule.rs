//! The manual of a rule or problem, and the list of all of them.

use super::grid::{self, Align, Fit};
use super::page::{Look, Page, Tone};
use crate::report::fixes;
use crate::report::problems::{PROBLEMS, Problem};
use crate::rules::{RULES, Rule};

pub(crate) fn rule(rule: &Rule, look: Look) -> String {
    let mut page = Page::new(look);
    let code = page.tint(Tone::Strong, rule.code);
    page.paragraph(&format!("{code}: {}", rule.summary));
    let severity = page.tint(super::tone_of(rule.severity), rule.severity.name());
    let confidence: &str = rule.confidence.into();
    page.paragraph(&format!("{severity}, {confidence} confidence, since {}", rule.since));
    page.heading("Why it matters");
    page.paragraph(rule.why);
    page.heading("What to do");
    page.paragraph(rule.fix);
    fix(&mut page, rule.code);
    example(&mut page, "A stack with the fault", rule.bad);
    example(&mut page, "The same without it", rule.good);
    page.heading("To live with it for a while");
    page.line(&format!(
        "accept:\n  - {{rule: {}, on: THE-ID, reason: \"…\", by: YOU, until: 2027-01-31}}",
        rule.code
    ));
    page.finish()
}

pub(crate) fn problem(problem: &Problem, look: Look) -> String {
    let mut page = Page::new(look);
    let code = page.tint(Tone::Strong, problem.code);
    page.paragraph(&format!("{code}: {}", problem.summary));
    page.heading("What to do");
    page.paragraph(problem.fix);
    fix(&mut page, problem.code);
    example(&mut page, problem.example.title(), problem.example.text());
    page.finish()
}

/// Whether a command does it.
fn fix(page: &mut Page, code: &str) {
    if let Some(words) = fixes::words(code) {
        page.paragraph(words);
    }
}

fn example(page: &mut Page, title: &str, text: &str) {
    page.heading(title);
    for line in text.lines() {
        page.line(&format!("    {line}"));
    }
}

pub(crate) fn rule_list(look: Look) -> String {
    let mut page = Page::new(look);
    page.heading("Rules");
    let rows: Vec<Vec<String>> = RULES
        .iter()
        .map(|rule| {
            let severity = page.tint(super::tone_of(rule.severity), rule.severity.name());
            vec![severity, rule.code.to_owned(), rule.summary.to_owned()]
        })
        .collect();
    grid::write(&mut page, "  ", &[Align::Left; 3], &rows, Fit::Never);
    page.heading("Problems of the text");
    let rows: Vec<Vec<String>> =
        PROBLEMS.iter().map(|it| vec![it.code.to_owned(), it.summary.to_owned()]).collect();
    grid::write(&mut page, "  ", &[Align::Left; 2], &rows, Fit::Never);
    page.finish()
}
