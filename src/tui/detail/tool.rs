//! What there is to say about a tool: what it is for, who looks after it, what it holds, and what breaks without it.

use super::{
    ages, band_tone, blank, class_look, class_tone, fact, flow, money, owner, owner_look, tool_name,
};
use crate::analysis::Analysis;
use crate::diag::{Element, ElementKind};
use crate::impact::{Affected, Blast, Fate, JourneyFate};
use crate::network::{Component, NeedKind};
use crate::stack::{Direction, Integration, IntegrationId, Lifecycle, Tool, ToolId};
use crate::text::{pad_end, plural};
use crate::tui::model::Model;
use crate::tui::rows::{Row, Tone};
use crate::tui::target::Target;

/// Needs that the inspector lists; the page has all.
const AFFECTED_MAX: usize = 6;
/// Kinds of data whose age the inspector tells.
const AGES_MAX: usize = 6;
/// Automations and features that the inspector lists; the page has all.
const HOSTED_MAX: usize = 6;

/// What a tool gets, or what it gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    FedBy,
    Feeds,
}

pub(super) fn describe(model: &Model, analysis: &Analysis, id: &str) -> Vec<Row> {
    let Some(tool) = analysis.stack.tools.find(id) else { return Vec::new() };
    let mut rows = vec![Row::new(Tone::Title, analysis.stack.tools[tool].name.to_string())];
    rows.extend(facts(analysis, tool));
    if let Some(blast) = model.loss_of(Component::Tool(tool)) {
        section(&mut rows, "Without it", losses(analysis, &blast, AFFECTED_MAX));
    }
    section(&mut rows, "Age of its data", shortened(ages::arrivals(analysis, tool), AGES_MAX));
    section(&mut rows, "Fed by", neighbours(analysis, tool, Side::FedBy));
    section(&mut rows, "Feeds", neighbours(analysis, tool, Side::Feeds));
    section(&mut rows, "Carries", carried(analysis, tool));
    section(&mut rows, "Runs in it", shortened(hosted(analysis, tool), HOSTED_MAX));
    section(&mut rows, "Journeys", journeys(analysis, tool));
    rows
}

fn section(rows: &mut Vec<Row>, title: &str, content: Vec<Row>) {
    if !content.is_empty() {
        rows.push(blank());
        rows.push(Row::new(Tone::Title, title));
        rows.extend(content);
    }
}

fn shortened(mut rows: Vec<Row>, most: usize) -> Vec<Row> {
    if rows.len() > most {
        let more = rows.len() - most;
        rows.truncate(most);
        rows.push(Row::new(Tone::Muted, format!("… and {more} more")));
    }
    rows
}

/// What it is, whose it is, what it costs and what it holds.
pub(crate) fn facts(analysis: &Analysis, id: ToolId) -> Vec<Row> {
    let tool = &analysis.stack.tools[id];
    let mut rows = Vec::new();
    match &tool.purpose {
        Some(purpose) => rows.push(Row::new(Tone::Text, purpose.to_string())),
        None => rows.push(Row::new(Tone::Missing, "nobody wrote down what it is for")),
    }
    let (tone, status) = lifecycle_look(tool.lifecycle);
    let kind = format!(" · {} · {}", tool.category.name(), tool.stage().name());
    rows.push(fact("status", "").and(tone, status).and(Tone::Text, kind));
    rows.extend(tool.tier.map(|it| fact("tier", tier_words(it))));
    rows.push(owner(analysis, "business", tool.business_owner.as_ref()));
    rows.push(owner(analysis, "technical", tool.technical_owner.as_ref()));
    rows.extend(tool.team.as_ref().map(|team| {
        let name = team.id.map_or(&team.name, |it| &analysis.stack.teams[it].name);
        fact("team", name)
    }));
    rows.extend(contract(analysis, tool));
    let stores: Vec<String> = tool
        .stores
        .iter()
        .map(|it| {
            let role: Option<&'static str> = it.role.map(Into::into);
            let role = role.map(|it| format!(" ({})", it.replace('_', " "))).unwrap_or_default();
            format!("{}{role}", it.object.name)
        })
        .collect();
    rows.extend(listed("stores", &stores));
    let sends: Vec<String> = tool
        .sends
        .iter()
        .map(|it| {
            let purpose = it.purpose.as_ref().map(|it| format!(" for {}", it.name));
            format!("{}{}", it.channel.name().replace('_', " "), purpose.unwrap_or_default())
        })
        .collect();
    rows.extend(listed("sends", &sends));
    let collects: Vec<String> = tool.collects.iter().map(|it| it.name.to_string()).collect();
    rows.extend(listed("collects", &collects));
    rows.extend(tool.fallback.as_ref().map(|it| {
        let within = it.activation_hours.map(|it| format!(", within {it} h"));
        fact("fallback", &tool_name(analysis, &it.tool)).and(Tone::Text, within.unwrap_or_default())
    }));
    rows.extend(tool.replaced_by.as_ref().map(|it| fact("replaced by", &tool_name(analysis, it))));
    rows.extend(tool.notes.as_ref().map(|it| fact("notes", it)));
    rows
}

fn listed(name: &str, values: &[String]) -> Option<Row> {
    (!values.is_empty()).then(|| fact(name, &values.join(", ")))
}

fn contract(analysis: &Analysis, tool: &Tool) -> Vec<Row> {
    let mut rows = Vec::new();
    let annual = tool.cost.as_ref().and_then(|it| it.annual);
    rows.push(match annual {
        Some(annual) => fact("cost", &format!("{} a year", money(analysis, annual))),
        None => fact("cost", "").and(Tone::Muted, "not stated"),
    });
    if let Some(contract) = &tool.contract
        && let Some(on) = contract.renewal_date
    {
        let days = on.days_since(analysis.as_of);
        let mut text = format!("renews {on}, {}", in_days(days));
        if let Some(notice) = contract.notice_days {
            text = format!("{text}; {notice} days' notice");
        }
        rows.push(fact("contract", "").and(due_tone(days), text));
    }
    if let Some(seats) = &tool.seats
        && let Some(licensed) = seats.licensed
    {
        let used = seats.active_90d.map(|it| format!("{it} of "));
        rows.push(fact("seats", &format!("{}{licensed} used", used.unwrap_or_default())));
    }
    if let Some(on) = tool.api.as_ref().and_then(|it| it.sunset_at) {
        let days = on.days_since(analysis.as_of);
        rows.push(fact("API", "").and(due_tone(days), format!("ends {on}, {}", in_days(days))));
    }
    rows
}

/// "in 12 days", "12 days ago".
fn in_days(days: i64) -> String {
    let count = plural(usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX), "day");
    if days < 0 { format!("{count} ago") } else { format!("in {count}") }
}

/// A date that has passed, comes within a quarter, or leaves time.
pub(crate) fn due_tone(days: i64) -> Tone {
    match days {
        ..0 => Tone::Danger,
        0..=90 => Tone::Warn,
        _ => Tone::Text,
    }
}

pub(crate) fn tier_words(tier: u8) -> &'static str {
    match tier {
        1 => "1 critical",
        2 => "2 core",
        _ => "3 non-critical",
    }
}

pub(crate) fn lifecycle_look(lifecycle: Lifecycle) -> (Tone, &'static str) {
    match lifecycle {
        Lifecycle::Proposed => (Tone::Info, "○ proposed"),
        Lifecycle::Trial => (Tone::Info, "◇ trial"),
        Lifecycle::Active => (Tone::Ok, "● active"),
        Lifecycle::Deprecated => (Tone::Warn, "▼ deprecated"),
        Lifecycle::Retired => (Tone::Muted, "× retired"),
    }
}

/// Each neighbour with the integrations to it: what moves, how, and how fragile that is.
pub(crate) fn neighbours(analysis: &Analysis, tool: ToolId, side: Side) -> Vec<Row> {
    let mut groups: Vec<(&str, Vec<IntegrationId>)> = Vec::new();
    for (id, it) in analysis.stack.integrations.iter() {
        if let Some(there) = others(it, tool, side) {
            match groups.iter_mut().find(|(name, _)| *name == there) {
                Some((_, ids)) => ids.push(id),
                None => groups.push((there, vec![id])),
            }
        }
    }
    let mut rows = Vec::new();
    for (there, ids) in groups {
        let known = analysis.stack.tools.find(there);
        let name = known.map_or(there, |it| &analysis.stack.tools[it].name);
        let arrow = match side {
            Side::FedBy => "◂",
            Side::Feeds => "▸",
        };
        rows.push(
            Row::new(Tone::Accent, format!("{arrow} "))
                .and(Tone::Text, name)
                .on(Target::Tool(there.into())),
        );
        rows.extend(ids.into_iter().flat_map(|it| hand_over(analysis, it)));
    }
    rows
}

/// The names at the other end, where data comes from or goes to.
fn others(it: &Integration, tool: ToolId, side: Side) -> Option<&str> {
    let is_two_way = it.direction == Direction::TwoWay;
    let (from_here, to_here) = (it.from.id == Some(tool), it.to.id == Some(tool));
    let (comes, goes) =
        (to_here || (is_two_way && from_here), from_here || (is_two_way && to_here));
    let is_wanted = match side {
        Side::FedBy => comes,
        Side::Feeds => goes,
    };
    is_wanted.then(|| if from_here { it.to.name.as_str() } else { it.from.name.as_str() })
}

/// Two lines: what moves and how fragile that is; how, and by whom.
fn hand_over(analysis: &Analysis, id: IntegrationId) -> [Row; 2] {
    let it = &analysis.stack.integrations[id];
    let class = it.method.class();
    let mut first = Row::new(class_tone(class), format!("  {} ", class_look(class)))
        .and(Tone::Text, flow::objects(it))
        .on(Target::Integration(it.id.clone()));
    if it.is_live() {
        if let Some(score) = analysis.fragility.get(id.index()) {
            let text = format!("{} {}", score.score, score.band().name());
            first = first.right(band_tone(score.band()), text);
        }
    } else {
        let (tone, text) = flow::status_look(it.status);
        first = first.right(tone, text);
    }
    let (tone, name) = owner_look(analysis, it.owner.as_ref());
    let via = it.via.as_ref().map(|via| format!(" by {}", tool_name(analysis, via)));
    let method = format!("    {}{} · ", it.method.words(), via.unwrap_or_default());
    [first, Row::new(Tone::Muted, method).and(tone, name)]
}

/// The flows between other tools that go over this one.
pub(crate) fn carried(analysis: &Analysis, tool: ToolId) -> Vec<Row> {
    let all = analysis.stack.integrations.iter();
    let over = all.filter(|(_, it)| it.via.as_ref().and_then(|it| it.id) == Some(tool));
    let rows = over.map(|(id, it)| {
        let class = it.method.class();
        let mut row = Row::new(class_tone(class), format!("{} ", class_look(class)))
            .and(Tone::Text, flow::title(analysis, id))
            .and(Tone::Muted, format!("  {}", flow::objects(it)));
        if let Some(score) = analysis.fragility.get(id.index()) {
            let text = format!("{} {}", score.score, score.band().name());
            row = row.right(band_tone(score.band()), text);
        }
        row.on(Target::Integration(it.id.clone()))
    });
    rows.collect()
}

/// The automations and AI features that run inside.
pub(crate) fn hosted(analysis: &Analysis, tool: ToolId) -> Vec<Row> {
    let stack = &analysis.stack;
    let mut rows = Vec::new();
    for it in stack.ai_features.values().filter(|it| it.tool.id == Some(tool)) {
        let (tone, state) =
            if it.is_running() { (Tone::Warn, "") } else { (Tone::Muted, " (not running)") };
        rows.push(
            Row::new(tone, "AI  ")
                .and(Tone::Text, it.name.to_string())
                .and(Tone::Muted, state)
                .on(Target::Element(Element::new(ElementKind::AiFeature, &it.id))),
        );
    }
    for it in stack.automations.values().filter(|it| it.tool.id == Some(tool)) {
        let state = if it.is_active() { "" } else { " (off)" };
        let mut row = Row::new(Tone::Info, "run ")
            .and(Tone::Text, it.name.to_string())
            .and(Tone::Muted, state);
        if it.documented == Some(false) {
            row = row.and(Tone::Warn, " undocumented");
        }
        rows.push(row.on(Target::Element(Element::new(ElementKind::Automation, &it.id))));
    }
    for it in stack.automations_summaries.iter().filter(|it| it.tool.id == Some(tool)) {
        let count: f64 = [it.simple, it.medium, it.complex].into_iter().flatten().sum();
        rows.push(Row::new(Tone::Muted, format!("{count} automations in all")));
    }
    rows
}

/// The journeys that pass through, with the stages that do.
pub(crate) fn journeys(analysis: &Analysis, tool: ToolId) -> Vec<Row> {
    let mut rows = Vec::new();
    for journey in analysis.stack.journeys.values() {
        let here = journey.stages.iter().enumerate();
        let here = here.filter(|(_, it)| it.tool.as_ref().and_then(|it| it.id) == Some(tool));
        let stages: Vec<String> = here
            .map(|(at, it)| format!("{} {}", at + 1, it.name.as_ref().unwrap_or(&it.id)))
            .collect();
        if !stages.is_empty() {
            rows.push(
                Row::new(Tone::Text, journey.name.to_string())
                    .and(Tone::Muted, format!(" · {}", stages.join(", ")))
                    .on(Target::Journey(journey.id.clone())),
            );
        }
    }
    rows
}

/// What breaks: a summary, then journeys and needs with their reasons.
pub(crate) fn losses(analysis: &Analysis, blast: &Blast, most: usize) -> Vec<Row> {
    let mut rows = vec![summary(analysis, blast)];
    for hit in &blast.journeys {
        let (tone, word) = match hit.fate {
            JourneyFate::Stopped => (Tone::Danger, "✗ stops    "),
            JourneyFate::Degraded => (Tone::Warn, "▲ limps    "),
        };
        let journey = &analysis.stack.journeys[hit.journey];
        rows.push(
            Row::new(tone, word)
                .and(Tone::Text, format!("{}: {}", journey.name, hit.reason))
                .on(Target::Journey(journey.id.clone())),
        );
    }
    rows.extend(shortened(needs(analysis, blast), most));
    rows.extend(
        blast
            .unknowns
            .iter()
            .map(|it| Row::new(Tone::Muted, pad_end("? unknown", 11)).and(Tone::Muted, it.clone())),
    );
    rows
}

/// Each reason once, with everything that needs what it speaks of.
fn needs(analysis: &Analysis, blast: &Blast) -> Vec<Row> {
    let mut reasons: Vec<(&Affected, Vec<&str>)> = Vec::new();
    for it in &blast.affected {
        let at = reasons.iter().position(|(first, _)| first.reason == it.reason);
        let at = at.unwrap_or_else(|| {
            reasons.push((it, Vec::new()));
            reasons.len() - 1
        });
        let by = it.need.by.id.as_str();
        if it.need.why != NeedKind::Feed && !reasons[at].1.contains(&by) {
            reasons[at].1.push(by);
        }
    }
    let rows = reasons.into_iter().map(|(it, by)| {
        let (tone, word) = fate_look(it.fate);
        let row = Row::new(tone, pad_end(word, 11)).and(Tone::Text, it.reason.clone());
        let row = if by.is_empty() {
            row
        } else {
            row.and(Tone::Muted, format!(" (for {})", by.join(", ")))
        };
        row.on(Target::Tool(analysis.stack.tools[it.need.tool].id.clone()))
    });
    rows.collect()
}

fn summary(analysis: &Analysis, blast: &Blast) -> Row {
    let count =
        |wanted: &[Fate]| blast.affected.iter().filter(|it| wanted.contains(&it.fate)).count();
    let broken = count(&[Fate::Broken, Fate::Headless]);
    let degraded = count(&[Fate::Degraded, Fate::Stale]);
    let stopped = blast.journeys.iter().filter(|it| it.fate == JourneyFate::Stopped).count();
    let mut parts = Vec::new();
    if broken > 0 {
        parts.push((Tone::Danger, format!("✗ {} broken", plural(broken, "need"))));
    }
    if stopped > 0 {
        parts.push((Tone::Danger, format!("✗ {} stopped", plural(stopped, "journey"))));
    }
    if degraded > 0 {
        parts.push((Tone::Warn, format!("▲ {degraded} worse")));
    }
    if let Some(value) = blast.money.at_risk_per_day.filter(|it| *it > 0.0) {
        parts.push((Tone::Danger, format!("{} a day at risk", money(analysis, value))));
    }
    if parts.is_empty() {
        return Row::new(Tone::Ok, "● Nothing breaks that the file knows of.");
    }
    parts.push((Tone::Muted, format!("{} untouched", plural(blast.unaffected, "need"))));
    let mut row = Row::new(Tone::Text, "");
    for (index, (tone, text)) in parts.into_iter().enumerate() {
        let gap = if index > 0 { " · " } else { "" };
        row = row.and(Tone::Muted, gap).and(tone, text);
    }
    row
}

fn fate_look(fate: Fate) -> (Tone, &'static str) {
    match fate {
        Fate::Broken => (Tone::Danger, "✗ broken"),
        Fate::Degraded => (Tone::Warn, "▲ degraded"),
        Fate::Stale => (Tone::Warn, "◆ stale"),
        Fate::Headless => (Tone::Danger, "○ headless"),
    }
}
