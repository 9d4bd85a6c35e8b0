//! A purchase as Markdown, for a document or a ticket: the verdict card, the table of links, and what to ask.

use super::escape::markdown;
use super::human::words_of_evaluation as words;
use crate::evaluate::{Check, Evaluation, Who};
use crate::report::{amount, money};

pub(crate) fn evaluation_as_markdown(it: &Evaluation) -> String {
    let mut out = format!(
        "## {}: {}\n\n{}\n\n",
        markdown(it.subject.name()),
        it.verdict.words(),
        markdown(&words::known_as(it))
    );
    for reason in it.top_reasons() {
        out.push_str(&format!("1. {}\n", self::reason(it, reason)));
    }
    links(&mut out, it);
    rest(&mut out, it);
    cost(&mut out, it);
    for (to, title) in [(Who::Vendor, "Ask the vendor"), (Who::Us, "Ask yourselves")] {
        let asked: Vec<&str> =
            it.questions.iter().filter(|it| it.to == to).map(|it| it.text.as_str()).collect();
        if !asked.is_empty() {
            out.push_str(&format!("\n### {title}\n\n"));
        }
        for text in asked {
            out.push_str(&format!("- [ ] {}\n", markdown(text)));
        }
    }
    out.push_str(&format!("\n{}\n", markdown(words::CAUTION)));
    out
}

fn reason(it: &Evaluation, reason: &Check) -> String {
    let place = it.simulation.after.sources.place(reason.span);
    let place = place.map_or_else(String::new, |it| {
        format!(" ({})", markdown(&format!("{}:{}", it.path, it.line)))
    });
    let action = if reason.action.is_empty() {
        String::new()
    } else {
        format!(". Do: {}", markdown(&reason.action))
    };
    format!("**{}**: {}{place}{action}", words::level_word(reason.level), markdown(&reason.told))
}

fn links(out: &mut String, it: &Evaluation) {
    if it.links.is_empty() {
        return;
    }
    out.push_str("\n| | what | best way known | how sure | hours (P50-P80) | fragility | evidence |\n|---|---|---|---|---|---|---|\n");
    let after = &it.simulation.after;
    for link in &it.links {
        let evidence: Vec<String> = link
            .best()
            .iter()
            .flat_map(|it| &it.evidence)
            .map(|it| words::evidence(after, it))
            .collect();
        out.push_str(&format!(
            "| {} | {} | {} | {} | {} | {} | {} |\n",
            if link.is_must { "must" } else { "" },
            markdown(&words::moves(&after.stack, link)),
            words::way_of(link),
            words::sureness(link),
            words::hours(link),
            words::fragility(link),
            markdown(&evidence.join("; "))
        ));
    }
}

/// The other reasons.
fn rest(out: &mut String, it: &Evaluation) {
    let others = it.reasons.get(it.top_reasons().len()..).unwrap_or_default();
    if others.is_empty() {
        return;
    }
    out.push_str("\n### And\n\n");
    for other in others {
        out.push_str(&format!("- {}\n", reason(it, other)));
    }
}

fn cost(out: &mut String, it: &Evaluation) {
    let company = &it.simulation.after.stack.company;
    out.push_str("\n### The first year\n\n| | amount | how |\n|---|---:|---|\n");
    for part in &it.cost.parts {
        let sum = part.amount.map_or_else(|| "UNKNOWN".to_owned(), amount);
        out.push_str(&format!("| {} | {sum} | {} |\n", part.what, markdown(&part.how)));
    }
    let least = if it.cost.is_whole { "" } else { "at least " };
    let sum = markdown(&money(it.cost.known, company));
    out.push_str(&format!("| in all | {least}{sum} | |\n"));
}
