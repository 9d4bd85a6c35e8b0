//! The manual of a rule, and the list of all rules.

use super::grid::{self, Align, Fit};
use super::page::{Look, Page, Tone};
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
    example(&mut page, "A stack with the fault", rule.bad);
    example(&mut page, "The same without it", rule.good);
    page.heading("To live with it for a while");
    page.line(&format!(
        "accept:\n  - {{rule: {}, on: THE-ID, reason: \"…\", by: YOU, until: 2027-01-31}}",
        rule.code
    ));
    page.finish()
}

fn example(page: &mut Page, title: &str, text: &str) {
    page.heading(title);
    for line in text.lines() {
        page.line(&format!("    {line}"));
    }
}

pub(crate) fn rule_list(look: Look) -> String {
    let mut page = Page::new(look);
    let rows: Vec<Vec<String>> = RULES
        .iter()
        .map(|rule| {
            let severity = page.tint(super::tone_of(rule.severity), rule.severity.name());
            vec![severity, rule.code.to_owned(), rule.summary.to_owned()]
        })
        .collect();
    let align = [Align::Left, Align::Left, Align::Left];
    grid::write(&mut page, "", &align, &rows, Fit::Never);
    page.finish()
}
