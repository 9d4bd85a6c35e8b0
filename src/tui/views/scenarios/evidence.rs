//! What stands behind a verdict: each reason, each rung of the ladder, each question, for the inspector.

use super::verdict::{VERDICT, cargo, grade_look, known, level_look, route, verdict_look};
use crate::evaluate::{Evaluation, Evidence, Link, Why};
use crate::text::Span;
use crate::tui::detail;
use crate::tui::model::Model;
use crate::tui::rows::{Row, Tone};

/// How a line of the page came about; empty where it is none.
pub(crate) fn verdict(model: &Model, key: &str) -> Vec<Row> {
    let Some(rest) = key.strip_prefix(VERDICT) else { return Vec::new() };
    let known = known(model);
    let Some(found) = known.as_deref().and_then(Option::as_ref) else { return Vec::new() };
    let mut parts = rest.rsplitn(3, '|');
    let at = parts.next().and_then(|it| it.parse::<usize>().ok()).unwrap_or(0);
    match parts.next().unwrap_or_default() {
        "reason" => reason(found, at),
        "link" => found.links.get(at).map_or_else(Vec::new, |it| link(found, it)),
        "question" => question(found, at),
        "cost" => cost(found, at),
        _ => overlap(found, at),
    }
}

fn said(text: impl Into<String>) -> Row {
    Row::new(Tone::Text, text)
}

fn place(found: &Evaluation, span: Span) -> Option<Row> {
    let place = found.simulation.after.sources.place(span)?;
    Some(Row::new(Tone::Info, format!("{}:{}", place.path, place.line)))
}

fn reason(found: &Evaluation, at: usize) -> Vec<Row> {
    let Some(check) = found.reasons.get(at) else { return Vec::new() };
    let ((tone, sign), (of, _)) = (level_look(check.level), verdict_look(found.verdict));
    let level = match check.level.name() {
        "good" => "speaks for it",
        "condition" => "a condition: settled before the signature, or lived with",
        _ => "speaks against it as things stand",
    };
    let mut rows =
        vec![Row::new(tone, format!("{sign} {level}")), Row::new(Tone::Title, check.told.clone())];
    if !check.action.is_empty() {
        rows.extend([detail::blank(), Row::new(Tone::Muted, "What to do")]);
        rows.push(Row::new(Tone::Ok, check.action.clone()));
    }
    rows.extend(place(found, check.span).into_iter().flat_map(|it| [detail::blank(), it]));
    rows.extend([
        detail::blank(),
        Row::new(Tone::Muted, "The verdict: ").and(of, found.verdict.words()),
    ]);
    rows
}

/// The whole ladder, with what says so and what it cannot do.
fn link(found: &Evaluation, link: &Link) -> Vec<Row> {
    let stack = &found.simulation.after.stack;
    let mut rows =
        vec![Row::new(Tone::Title, route(stack, link)), detail::fact("moves", &cargo(stack, link))];
    rows.extend(link.freshness.map(|it| detail::fact("no older", &format!("than {it}"))));
    for why in &link.whys {
        rows.push(detail::fact("because", &because(why)));
    }
    if let Some(fragility) = &link.fragility {
        let band = fragility.band();
        let text = format!("{} ({})", fragility.score, band.name());
        rows.push(detail::fact("fragility", "").and(detail::band_tone(band), text));
    }
    rows.extend([detail::blank(), Row::new(Tone::Title, "The ladder, best rung first")]);
    for (at, rung) in link.rungs.iter().enumerate() {
        let (tone, sign) = grade_look(rung.grade);
        let chosen = if at == link.chosen { "▸ " } else { "  " };
        let via: Vec<&str> = rung.via.iter().map(|it| stack.tools[*it].name.as_str()).collect();
        let via =
            if via.is_empty() { String::new() } else { format!(" through {}", via.join(", ")) };
        let row = Row::new(Tone::Accent, chosen).and(tone, format!("{sign} "));
        let row = row.and(Tone::Text, format!("{}{via}", rung.step.words()));
        rows.push(row.and(tone, format!(": {}", rung.grade.words())));
        if at != link.chosen {
            continue;
        }
        rows.extend(rung.evidence.iter().map(evidence));
        let cannot = rung.cannot.iter();
        rows.extend(cannot.map(|it| Row::new(Tone::Danger, "    ✗ ").and(Tone::Text, it.clone())));
        let open = rung.open.iter();
        rows.extend(open.map(|it| Row::new(Tone::Missing, "    ? ").and(Tone::Text, it.clone())));
    }
    if !link.to_buy.is_empty() {
        rows.extend([detail::blank(), Row::new(Tone::Muted, "Would have to be bought")]);
        for (name, day) in &link.to_buy {
            rows.push(said(*name).and(Tone::Muted, format!("  {day}")));
        }
    }
    rows
}

fn because(why: &Why) -> String {
    match why {
        Why::Requirement { in_place_of: Some(tool), .. } => {
            format!("an initiative requires it, in place of {tool}")
        }
        Why::Requirement { in_place_of: None, .. } => "an initiative requires it".to_owned(),
        Why::Consent(_) => "an opt-out has to get there".to_owned(),
        Why::Incumbent { tool, integration } => format!("{tool} has it today: {integration}"),
        Why::Planned(id) => format!("it is planned: {id}"),
        Why::Named => "somebody named it".to_owned(),
        Why::Hub => "people are kept there".to_owned(),
    }
}

fn evidence(evidence: &Evidence) -> Row {
    let row = Row::new(Tone::Info, "    · ").and(Tone::Text, evidence.told.clone());
    match (&evidence.as_of, evidence.list) {
        (Some(day), Some(list)) => row.and(Tone::Muted, format!(" ({list}, {day})")),
        (Some(day), None) => row.and(Tone::Muted, format!(" ({day})")),
        (None, Some(list)) => row.and(Tone::Muted, format!(" ({list}, of an unknown day)")),
        (None, None) => row,
    }
}

fn question(found: &Evaluation, at: usize) -> Vec<Row> {
    let Some(question) = found.questions.get(at) else { return Vec::new() };
    vec![
        Row::new(Tone::Title, question.text.clone()),
        detail::fact("about", &question.topic.name().replace('_', " ")),
        detail::fact("asked of", question.to.name()),
        detail::blank(),
        said(
            "It is asked because nobody has stated it; an answer belongs into the stack file or the scenario.",
        ),
    ]
}

fn cost(found: &Evaluation, at: usize) -> Vec<Row> {
    let Some(part) = found.cost.parts.get(at) else { return Vec::new() };
    let company = &found.simulation.after.stack.company;
    let amount = part.amount.map_or_else(|| "UNKNOWN".to_owned(), |it| company.money(it));
    vec![
        Row::new(Tone::Title, part.what),
        detail::fact("first year", &amount),
        said(part.how.clone()),
    ]
}

fn overlap(found: &Evaluation, at: usize) -> Vec<Row> {
    let Some(overlap) = found.overlaps.get(at) else { return Vec::new() };
    let tool = &found.simulation.after.stack.tools[overlap.tool];
    let mut rows = vec![Row::new(Tone::Title, format!("{} does some of the same", tool.name))];
    if overlap.is_same_kind {
        rows.push(detail::fact("kind", tool.category.name()));
    }
    for function in &overlap.shared {
        rows.push(detail::fact("both do", function));
    }
    rows.extend(overlap.notice_by.map(|it| detail::fact("notice by", &it.to_string())));
    rows
}
