//! The page for leadership as text.

use super::page::{Look, Page, Tone};
use crate::export::brief::sentence;
use crate::report::brief::{Brief, Confidence, Risk};

pub(crate) fn brief(it: &Brief, look: Look) -> String {
    let mut page = Page::new(look);
    let decision = page.tint(Tone::Strong, &it.decision);
    page.paragraph(&decision);
    page.gap();
    page.paragraph(&it.answer);
    page.gap();
    let tone = match it.confidence {
        Confidence::High => Tone::Good,
        Confidence::Medium => Tone::Note,
        Confidence::Low => Tone::Warn,
    };
    let level = page.tint(tone, it.confidence.name());
    page.paragraph(&format!("Confidence: {level}. {}.", sentence(&it.because)));
    let unknowns: Vec<String> = it.unknowns.clone();
    section(&mut page, "What we do not know", &unknowns, "Nothing that this answer hangs on.");
    section(&mut page, "What yes costs", &it.yes, "Nothing.");
    section(&mut page, "What no costs", &it.no, "Nothing.");
    let risks: Vec<String> = it.risks.iter().map(risk).collect();
    section(&mut page, "Risks", &risks, "None that the file shows.");
    let title = it.tenth.as_ref().map_or_else(
        || "What we would do for a tenth of the cost".to_owned(),
        |tenth| format!("What we would do for a tenth of the cost ({tenth})"),
    );
    section(&mut page, &title, &it.instead, "The file shows nothing cheaper.");
    section(&mut page, "Who was asked", &it.asked, "Nobody, as far as the file says.");
    if !it.to_ask.is_empty() {
        section(&mut page, "Who is still to be asked", &it.to_ask, "");
    }
    page.gap();
    page.paragraph(&format!("As of {}.", it.as_of));
    page.finish()
}

fn section(page: &mut Page, title: &str, lines: &[String], none: &str) {
    page.heading(title);
    if lines.is_empty() {
        page.item("  • ", none);
    }
    let shown = page.look.extent.shown(lines.len(), FEW);
    for line in lines.iter().take(shown) {
        page.item("  • ", &sentence(line));
    }
    page.more(lines.len().saturating_sub(shown), " (--all shows them)");
}

/// Lines of one section; a page has to stay a page.
const FEW: usize = 6;

/// "… (owner: Ana; 2026-11-02)", or that nobody and no day is stated.
fn risk(it: &Risk) -> String {
    let owner = it.owner.as_deref().unwrap_or("nobody is stated");
    let due = it.due.map_or_else(|| "no day is stated".to_owned(), |it| it.to_string());
    format!("{} (owner: {owner}; {due})", it.what)
}
