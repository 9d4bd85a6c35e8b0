//! What there is to say about an integration: what moves and how, who looks after it, and why it is as fragile as it is.

use super::{band_tone, blank, class_look, class_tone, fact, owner, owner_look, tool, tool_name};
use crate::analysis::Analysis;
use crate::fragility::{Fragility, Point, Side};
use crate::impact::Priority;
use crate::network::{Age, Component};
use crate::stack::{Integration, IntegrationId, MonitoringKind, Ref, Status, Tool};
use crate::text::{Label, Span, pad_end};
use crate::tui::model::Model;
use crate::tui::rows::{Row, Tone};
use crate::tui::target::Target;

/// Needs that the inspector lists; the page has all.
const AFFECTED_MAX: usize = 4;

pub(super) fn describe(model: &Model, analysis: &Analysis, id: &str) -> Vec<Row> {
    let Some(id) = analysis.stack.integrations.find(id) else { return Vec::new() };
    let mut rows = vec![Row::new(Tone::Title, title(analysis, id))];
    rows.push(blank());
    rows.extend(points(analysis, id));
    rows.push(blank());
    rows.extend(facts(analysis, id));
    if let Some(blast) = model.loss_of(Component::Integration(id)) {
        rows.push(blank());
        rows.push(Row::new(Tone::Title, "Without it"));
        rows.extend(tool::losses(analysis, &blast, AFFECTED_MAX));
    }
    rows
}

/// "Zoom → Salesforce".
pub(crate) fn title(analysis: &Analysis, id: IntegrationId) -> String {
    let it = &analysis.stack.integrations[id];
    let (from, to) = (tool_name(analysis, &it.from), tool_name(analysis, &it.to));
    format!("{from} {} {to}", it.arrow())
}

/// The ends, what moves between them and how, and who looks after it.
pub(crate) fn facts(analysis: &Analysis, id: IntegrationId) -> Vec<Row> {
    let it = &analysis.stack.integrations[id];
    let end = |name: &str, tool: &Ref<Tool>| {
        fact(name, &tool_name(analysis, tool)).on(Target::Tool(tool.name.clone()))
    };
    let mut rows = vec![end("from", &it.from), end("to", &it.to)];
    rows.extend(it.via.as_ref().map(|via| end("by", via)));
    let class = it.method.class();
    let line = format!("{} {}", class_look(class), it.method.words());
    rows.push(fact("method", "").and(class_tone(class), line));
    let (tone, text) = status_look(it.status);
    rows.push(fact("status", "").and(tone, text));
    rows.extend(carried(it));
    rows.push(fact("runs", &runs(it)));
    rows.push(match age(analysis, id) {
        Some(age) => match promise(it, age) {
            Some((tone, text)) => fact("worst age", &age.words()).and(tone, text),
            None => fact("worst age", &age.words()),
        },
        None => fact("worst age", "").and(Tone::Missing, "nothing states it"),
    });
    rows.push(owner(analysis, "owner", it.owner.as_ref()));
    rows.push(owner(analysis, "backup", it.backup_owner.as_ref()));
    let (tone, text) = monitoring_look(it);
    let to = it.monitoring.as_ref().and_then(|it| it.to.as_ref());
    let to = to.map(|to| format!(", to {}", owner_look(analysis, Some(to)).1));
    rows.push(fact("monitoring", "").and(tone, text).and(Tone::Text, to.unwrap_or_default()));
    rows.extend(it.credential.as_ref().map(|it| fact("credential", &it.name)));
    rows.extend(it.runbook.as_ref().map(|it| fact("runbook", it)));
    rows.extend(it.verified_at.map(|day| fact("verified", &day.to_string())));
    rows.extend(workaround(analysis, it));
    if let Some(weight) = analysis.weights.get(id.index()) {
        let (tone, text) = priority_look(weight.priority);
        rows.push(fact("priority", "").and(tone, text));
        rows.push(fact("impact", &format!("{} of 100: {}", weight.impact, weight.reason)));
    }
    rows.extend(it.notes.as_ref().map(|it| fact("notes", it)));
    rows
}

fn carried(it: &Integration) -> Vec<Row> {
    let mut rows = Vec::new();
    if it.objects.is_empty() {
        rows.push(fact("moves", "").and(Tone::Missing, "nothing states what"));
    }
    for (index, item) in it.objects.iter().enumerate() {
        let name = if index == 0 { "moves" } else { "" };
        let mut row = fact(name, &item.object.name);
        if !item.fields.is_empty() {
            let fields: Vec<&str> = item.fields.iter().map(|it| it.target.as_str()).collect();
            row = row.and(Tone::Muted, format!(": {}", fields.join(", ")));
        }
        if let Some(text) = item.filter.as_ref().and_then(|it| it.text.as_ref()) {
            row = row.and(Tone::Muted, format!(", only {text}"));
        }
        rows.push(row);
    }
    rows
}

fn workaround(analysis: &Analysis, it: &Integration) -> Vec<Row> {
    let Some(workaround) = &it.workaround else { return Vec::new() };
    let reason = workaround.reason.as_ref().map_or("no reason is given", Label::as_str);
    let mut rows = vec![fact("workaround", "").and(Tone::Warn, reason)];
    if let Some(since) = workaround.since {
        let days = analysis.as_of.days_since(since);
        rows.push(fact("since", &format!("{since}, {days} days")));
    }
    rows.push(match workaround.exit_by {
        Some(day) => {
            let days = day.days_since(analysis.as_of);
            let late = if days < 0 { ", which has passed" } else { "" };
            fact("to end by", "").and(tool::due_tone(days), format!("{day}{late}"))
        }
        None => fact("to end by", "").and(Tone::Missing, "nobody set a day"),
    });
    rows.extend(workaround.replacement.as_ref().map(|it| fact("replaced by", it)));
    rows
}

/// The score, its two halves and its eleven parts, each with its reason and what would mend it.
pub(crate) fn points(analysis: &Analysis, id: IntegrationId) -> Vec<Row> {
    let Some(score) = analysis.fragility.get(id.index()) else { return Vec::new() };
    let name = &analysis.stack.integrations[id].id;
    let mut rows = vec![head(score), halves(score), certainty(score)];
    let (told, silent): (Vec<&Point>, Vec<&Point>) =
        score.points.iter().partition(|it| it.points > 0 || !it.is_known());
    for point in told {
        rows.extend(part(analysis, name, point));
    }
    rows.extend(silent.into_iter().flat_map(|it| part(analysis, name, it)));
    rows.push(Row::new(Tone::Muted, "How much each part weighs is an expert default."));
    rows
}

fn head(score: &Fragility) -> Row {
    let band = score.band();
    let row = Row::new(Tone::Title, "Fragility ")
        .and(band_tone(band), format!("{} {}", score.score, band.name()));
    if score.low == score.high {
        return row;
    }
    row.and(Tone::Muted, format!(" [{}–{}]", score.low, score.high))
}

fn halves(score: &Fragility) -> Row {
    let text =
        format!("= likelihood {} + undetectability {}", score.likelihood, score.undetectability);
    Row::new(Tone::Muted, text)
}

fn certainty(score: &Fragility) -> Row {
    let unknown = score.points.iter().filter(|it| !it.is_known()).count();
    if unknown == 0 {
        return Row::new(Tone::Muted, "● every part of it is known");
    }
    let text = format!(
        "? {} of {} parts unknown: guessed, in brackets how far",
        unknown,
        score.points.len()
    );
    Row::new(Tone::Missing, text)
}

fn part(analysis: &Analysis, integration: &Label, point: &Point) -> Vec<Row> {
    let (tone, text) = match (point.points, point.is_known()) {
        (0, true) => (Tone::Muted, "  0  ".to_owned()),
        (_, true) => (Tone::Fragile, format!("{:>3}  ", format!("+{}", point.points))),
        (_, false) => (Tone::Missing, format!("{:>3}? ", format!("+{}", point.points))),
    };
    let words = if point.points > 0 || !point.is_known() { Tone::Text } else { Tone::Muted };
    let mut row = Row::new(tone, text)
        .and(words, pad_end(point.factor.name(), 11))
        .and(Tone::Muted, " ")
        .and(words, point.reason.clone());
    if !point.is_known() {
        row = row.and(Tone::Missing, format!(" [{}–{}]", point.low, point.high));
    }
    let key = part_key(integration, point);
    // The key that it was read from, and its line where it is written.
    let line = analysis.sources.place(part_span(analysis, &key)).map(|it| format!(":{}", it.line));
    let evidence = format!("  {}{}", point.evidence, line.unwrap_or_default());
    let mut rows = vec![row.and(Tone::Muted, evidence).on(Target::Line(key))];
    rows.extend(
        point.fix.as_ref().map(|it| Row::new(Tone::Ok, "     → ").and(Tone::Ok, it.clone())),
    );
    rows
}

/// What a part of a score is selected by.
fn part_key(integration: &str, point: &Point) -> String {
    format!("{}|{integration}", point.factor.name())
}

fn part_called<'a>(analysis: &'a Analysis, key: &str) -> Option<(IntegrationId, &'a Point)> {
    let (factor, integration) = key.split_once('|')?;
    let id = analysis.stack.integrations.find(integration)?;
    let score = analysis.fragility.get(id.index())?;
    Some((id, score.points.iter().find(|it| it.factor.name() == factor)?))
}

/// How a part of a score came about.
pub(super) fn explain_point(analysis: &Analysis, key: &str) -> Vec<Row> {
    let Some((id, point)) = part_called(analysis, key) else { return Vec::new() };
    let side = match point.factor.side() {
        Side::Likelihood => "likelihood: how easily it breaks",
        Side::Undetectability => "undetectability: how long a break stays unseen",
    };
    let mut rows = vec![
        Row::new(Tone::Title, format!("{} · {}", title(analysis, id), point.factor.name())),
        fact(
            "points",
            &format!("{} of the score, between {} and {}", point.points, point.low, point.high),
        ),
        fact("counts as", side),
        fact("because", &point.reason),
    ];
    if !point.is_known() {
        rows.push(
            fact("unknown", "").and(Tone::Missing, format!("state `{}` to know", point.evidence)),
        );
    }
    rows.extend(point.fix.as_ref().map(|it| fact("mend", "").and(Tone::Ok, it.clone())));
    rows.push(fact("read from", point.evidence));
    rows.push(fact("formula", "the score is the sum of its eleven parts, at most 100; how much each weighs is an expert default"));
    rows
}

/// The line of the file that a part of a score was read from.
pub(crate) fn part_span(analysis: &Analysis, key: &str) -> Span {
    part_called(analysis, key).map_or(Span::NONE, |(id, point)| {
        let field = point.evidence.split(['.', ',', ' ']).next().unwrap_or(point.evidence);
        analysis.stack.integrations[id].spans.of(field)
    })
}

/// What it moves, each once.
pub(crate) fn objects(it: &Integration) -> String {
    let mut names: Vec<&str> = Vec::new();
    for item in &it.objects {
        if !names.contains(&item.object.name.as_str()) {
            names.push(&item.object.name);
        }
    }
    if names.is_empty() { "not stated".to_owned() } else { names.join(", ") }
}

/// How often it runs, in the words of the file.
pub(crate) fn runs(it: &Integration) -> String {
    match (&it.frequency, it.trigger) {
        (Some(every), _) => every.text.to_string(),
        (None, Some(trigger)) => <&'static str>::from(trigger).to_owned(),
        (None, None) => "?".to_owned(),
    }
}

/// What the integration itself promises, against how old its data gets on it.
fn promise(it: &Integration, age: Age) -> Option<(Tone, String)> {
    let promised = it.freshness_slo?;
    Some(if age.exceeds(promised) {
        (Tone::Danger, format!("  ✗ {promised} is promised"))
    } else if age.keeps(promised) {
        (Tone::Ok, format!("  ✓ {promised} is promised"))
    } else {
        (Tone::Missing, format!("  ? {promised} is promised"))
    })
}

/// How old the data may be when it arrives over this leg alone.
pub(crate) fn age(analysis: &Analysis, id: IntegrationId) -> Option<Age> {
    if id.index() >= analysis.stack.integrations.len() {
        return None;
    }
    let network = &analysis.network;
    let ages = network.flows_of(id).iter().map(|it| network.flow(*it).age);
    let worst = ages.max_by(|left, right| left.known.get().total_cmp(&right.known.get()))?;
    (worst.open == 0 || worst.known.get() > 0.0).then_some(worst)
}

/// "2 h", "at least 2 h", or that nothing states it.
pub(crate) fn age_words(age: Age) -> String {
    if age.open > 0 && age.known.get() <= 0.0 { "unknown".to_owned() } else { age.words() }
}

pub(crate) fn status_look(status: Status) -> (Tone, &'static str) {
    match status {
        Status::Live => (Tone::Ok, "● live"),
        Status::Planned => (Tone::Info, "○ planned"),
        Status::OnHold => (Tone::Warn, "□ on hold"),
        Status::Broken => (Tone::Danger, "✗ broken"),
        Status::Retired => (Tone::Muted, "× retired"),
    }
}

pub(crate) fn priority_look(priority: Priority) -> (Tone, &'static str) {
    match priority {
        Priority::High => (Tone::Danger, "▲ high"),
        Priority::Medium => (Tone::Warn, "◆ medium"),
        Priority::Low => (Tone::Muted, "▽ low"),
    }
}

pub(crate) fn monitoring_look(it: &Integration) -> (Tone, &'static str) {
    match it.monitoring.as_ref().and_then(|it| it.kind) {
        None => (Tone::Missing, "? unknown"),
        Some(MonitoringKind::None) => (Tone::Danger, "✗ none"),
        Some(MonitoringKind::UserReported) => (Tone::Danger, "▲ users notice"),
        Some(MonitoringKind::VendorEmail) => (Tone::Warn, "▲ vendor e-mail"),
        Some(MonitoringKind::Dashboard) => (Tone::Warn, "◆ dashboard"),
        Some(MonitoringKind::Alert) => (Tone::Ok, "● alert"),
        Some(MonitoringKind::Reconciliation) => (Tone::Ok, "● reconciled"),
    }
}
