//! What is known of the selection, in short; the tool page has the rest.

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use super::lens::blast;
use crate::analysis::Analysis;
use crate::impact::{Blast, Fate, JourneyFate};
use crate::map::{FoldKind, Shown};
use crate::stack::{Integration, IntegrationId, OwnerRef, Tool};
use crate::text::plural;
use crate::tui::canvas::Canvas;
use crate::tui::detail::{self, band_tone, blank, class_tone, fact, tool_name};
use crate::tui::model::Model;
use crate::tui::rows::{Row, Tone};
use crate::tui::target::Target;

/// Reasons and losses that are listed; the pages behind have all of them.
const LISTED_MAX: usize = 4;

pub(super) fn paint(canvas: &mut Canvas<'_>, area: Rect) {
    let target = super::selected(canvas.model);
    let (title, rows) = match &target {
        Some(target) => (kind(target), describe(canvas.model, target)),
        None => ("Nothing selected", welcome(canvas.model)),
    };
    let inside = canvas.frame(area, title, "", Tone::Border);
    let rows = detail::wrap(&rows, inside.width);
    detail::paint_rows(canvas, inside, &rows);
    canvas.click_rows(inside, &rows);
}

fn kind(target: &Target) -> &'static str {
    match target {
        Target::Tool(_) => "Tool",
        Target::Integration(_) => "Integration",
        Target::Line(_) => "Several tools",
        _ => "Selection",
    }
}

/// The same in one line.
pub(super) fn paint_line(canvas: &mut Canvas<'_>, area: Rect) {
    let Some(analysis) = canvas.model.analysis.as_deref() else { return };
    let row = match super::selected(canvas.model) {
        Some(target) => line(analysis, &target),
        None => Row::new(Tone::Muted, "arrows select a box, Tab its lines, v shows more"),
    };
    canvas.row(area, &[], &row);
}

fn line(analysis: &Analysis, target: &Target) -> Row {
    let stack = &analysis.stack;
    if let Target::Tool(id) = target
        && let Some(tool) = stack.tools.find(id).map(|it| &stack.tools[it])
    {
        let lost = blast(analysis, target).map(|it| without(&it)).unwrap_or_default();
        return Row::new(Tone::Accent, tool.name.to_string())
            .and(Tone::Muted, format!("  {}  ", tool.category.name()))
            .and(Tone::Text, format!("without it: {lost}"));
    }
    if let Target::Integration(id) = target
        && let Some(at) = stack.integrations.find(id)
    {
        let it = &stack.integrations[at];
        let mut row = Row::new(Tone::Accent, ends(analysis, it))
            .and(Tone::Muted, format!("  {}", it.method.words()));
        if let Some(score) = analysis.fragility.get(at.index()) {
            let text = format!("  {} {}", score.score, score.band().name());
            row = row.and(band_tone(score.band()), text);
        }
        return row;
    }
    Row::new(Tone::Muted, target.name())
}

fn ends(analysis: &Analysis, it: &Integration) -> String {
    format!("{} {} {}", tool_name(analysis, &it.from), it.arrow(), tool_name(analysis, &it.to))
}

/// What to do on a map where nothing is selected, and where to begin.
fn welcome(model: &Model) -> Vec<Row> {
    let mut rows = vec![
        Row::new(Tone::Text, "Arrows go from box to box, Tab along the lines of a box."),
        Row::new(Tone::Text, "f shows only what surrounds it, i looks at it through a lens."),
    ];
    let Some(analysis) = model.analysis.as_deref() else { return rows };
    if analysis.linchpins().is_empty() {
        return rows;
    }
    rows.push(blank());
    rows.push(Row::new(Tone::Title, "Most hangs on"));
    for it in analysis.linchpins().iter().take(2 * LISTED_MAX) {
        let tool = &analysis.stack.tools[it.tool];
        rows.push(
            Row::new(Tone::Accent, format!("◆ {}", tool.name))
                .right(Tone::Muted, format!("{} broken", it.broken))
                .on(Target::Tool(tool.id.clone())),
        );
    }
    rows
}

pub(in crate::tui::views) fn describe(model: &Model, target: &Target) -> Vec<Row> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    let stack = &analysis.stack;
    let known = match target {
        Target::Tool(id) => stack.tools.find(id).map(|it| tool(analysis, &stack.tools[it], target)),
        Target::Integration(id) => stack.integrations.find(id).map(|it| integration(analysis, it)),
        Target::Line(_) => fold(model, analysis, target),
        _ => None,
    };
    let added = model.simulation.as_deref().map(|it| &it.after);
    let mut rows = known.or_else(|| staged(added?, target)).unwrap_or_default();
    if let Some(place) = model.place_of(target) {
        rows.push(blank());
        rows.push(Row::new(Tone::Muted, format!("{}:{}", place.path, place.line)));
    }
    rows
}

/// The tools in a box, with what depends on each.
fn fold(model: &Model, analysis: &Analysis, target: &Target) -> Option<Vec<Row>> {
    let scene = super::scene(model)?;
    let shown = scene.drawing.shown.get(scene.node(target)?)?;
    let members = shown.members();
    let is_rest = matches!(shown, Shown::Fold(fold) if fold.kind == FoldKind::Others);
    let mut rows = vec![Row::new(Tone::Title, target.name())];
    rows.extend(if is_rest {
        vec![
            Row::new(Tone::Muted, "What matters least here, by priority, impact and fragility."),
            Row::new(Tone::Muted, ") gives more of them a box, Enter all, z a folds again."),
        ]
    } else {
        vec![Row::new(Tone::Muted, "Enter gives each a box of its own, z c folds again.")]
    });
    rows.push(blank());
    let tools = &analysis.stack.tools;
    for id in members {
        let Some(at) = tools.find(id) else { continue };
        let count = analysis.network.integrations_of(at).len();
        rows.push(
            Row::new(Tone::Text, tools[at].name.to_string())
                .right(Tone::Muted, plural(count, "integration"))
                .on(Target::Tool(id.clone())),
        );
    }
    Some(rows)
}

/// Something that only the stack after the staged changes has.
fn staged(after: &Analysis, target: &Target) -> Option<Vec<Row>> {
    let stack = &after.stack;
    match target {
        Target::Tool(id) => {
            let at = stack.tools.find(id)?;
            Some(tool(after, &stack.tools[at], target))
        }
        Target::Integration(id) => Some(integration(after, stack.integrations.find(id)?)),
        _ => None,
    }
}

fn tool(analysis: &Analysis, tool: &Tool, target: &Target) -> Vec<Row> {
    let mut head = tool.category.name().to_owned();
    let tier =
        tool.tier.and_then(|it| [", critical", ", core", ""].get(usize::from(it) - 1).copied());
    head.push_str(tier.unwrap_or(""));
    let mut rows = vec![Row::new(Tone::Title, tool.name.to_string()), Row::new(Tone::Muted, head)];
    rows.extend(tool.purpose.as_ref().map(|it| Row::new(Tone::Text, it.to_string())));
    rows.push(owner(analysis, "business", tool.business_owner.as_ref()));
    rows.push(owner(analysis, "technical", tool.technical_owner.as_ref()));
    if let Some(blast) = blast(analysis, target) {
        rows.push(blank());
        rows.push(Row::new(Tone::Title, "Without it"));
        rows.extend(losses(analysis, &blast));
    }
    for side in [Side::FedBy, Side::Feeds] {
        rows.push(blank());
        rows.extend(neighbours(analysis, tool, side));
    }
    let carried = carried(analysis, tool);
    if !carried.is_empty() {
        rows.push(blank());
        rows.push(Row::new(Tone::Title, format!("Carries {}", carried.len())));
        rows.extend(carried);
    }
    rows
}

/// What flows through middleware from one tool to another.
fn carried(analysis: &Analysis, tool: &Tool) -> Vec<Row> {
    let live = analysis.stack.integrations.iter().filter(|(_, it)| it.is_live());
    let through = live.filter(|(_, it)| it.via.as_ref().is_some_and(|via| via.name == tool.id));
    through
        .map(|(id, it)| {
            let row =
                Row::new(Tone::Text, ends(analysis, it)).on(Target::Integration(it.id.clone()));
            match analysis.fragility.get(id.index()) {
                Some(score) => row.right(band_tone(score.band()), score.score.to_string()),
                None => row,
            }
        })
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    FedBy,
    Feeds,
}

fn neighbours(analysis: &Analysis, tool: &Tool, side: Side) -> Vec<Row> {
    let (title, arrow, tone) = match side {
        Side::FedBy => ("Fed by", "◂", Tone::Upstream),
        Side::Feeds => ("Feeds", "▸", Tone::Downstream),
    };
    let mut rows = Vec::new();
    for (id, it) in analysis.stack.integrations.iter().filter(|(_, it)| it.is_live()) {
        let (here, there) = match side {
            Side::FedBy => (&it.to, &it.from),
            Side::Feeds => (&it.from, &it.to),
        };
        if here.name != tool.id.as_str() {
            continue;
        }
        let arrow = if it.arrow() == "↔" { "↔" } else { arrow };
        let mut row = Row::new(tone, format!("{arrow} "))
            .and(Tone::Text, tool_name(analysis, there))
            .and(class_tone(it.method.class()), format!("  {}", it.method.words()));
        if let Some(score) = analysis.fragility.get(id.index()) {
            row = row.right(band_tone(score.band()), score.score.to_string());
        }
        rows.push(row.on(Target::Integration(it.id.clone())));
    }
    let head = Row::new(Tone::Title, format!("{title} {}", rows.len()));
    rows.insert(0, head);
    rows
}

/// "12 broken, 3 degraded, 1 journey stops".
fn without(blast: &Blast) -> String {
    let count = |fate: Fate| blast.affected.iter().filter(|it| it.fate == fate).count();
    let mut parts = Vec::new();
    for fate in [Fate::Broken, Fate::Headless, Fate::Degraded, Fate::Stale] {
        if count(fate) > 0 {
            parts.push(format!("{} {}", count(fate), fate.name()));
        }
    }
    let stopped = blast.journeys.iter().filter(|it| it.fate == JourneyFate::Stopped).count();
    if stopped > 0 {
        parts.push(format!("{} stopped", plural(stopped, "journey")));
    }
    if parts.is_empty() { "nothing that is known breaks".to_owned() } else { parts.join(", ") }
}

fn losses(analysis: &Analysis, blast: &Blast) -> Vec<Row> {
    let is_harmless = blast.affected.is_empty() && blast.journeys.is_empty();
    let tone = if is_harmless { Tone::Ok } else { Tone::Danger };
    let mut rows = vec![Row::new(tone, without(blast))];
    for hit in blast.journeys.iter().take(LISTED_MAX) {
        let journey = &analysis.stack.journeys[hit.journey];
        let (glyph, tone) = match hit.fate {
            JourneyFate::Stopped => ("✗", Tone::Danger),
            JourneyFate::Degraded => ("▲", Tone::Warn),
        };
        rows.push(
            Row::new(tone, format!("{glyph} "))
                .and(Tone::Text, journey.name.to_string())
                .on(Target::Journey(journey.id.clone())),
        );
    }
    let mut told = BTreeSet::new();
    let fresh = blast.affected.iter().filter(|it| told.insert(it.reason.as_str()));
    for it in fresh.take(LISTED_MAX) {
        let tone = if it.fate == Fate::Broken { Tone::Danger } else { Tone::Warn };
        rows.push(Row::new(tone, "· ").and(Tone::Muted, it.reason.clone()));
    }
    rows
}

pub(in crate::tui::views) fn integration(analysis: &Analysis, at: IntegrationId) -> Vec<Row> {
    let it = &analysis.stack.integrations[at];
    let objects: Vec<&str> = it.objects.iter().map(|it| it.object.name.as_str()).collect();
    let moved = if objects.is_empty() { "not stated".to_owned() } else { objects.join(", ") };
    let status: &'static str = it.status.into();
    let mut rows = vec![
        Row::new(Tone::Title, ends(analysis, it)),
        Row::new(class_tone(it.method.class()), it.method.words())
            .and(Tone::Muted, format!("  {status}")),
        fact("moves", &moved),
    ];
    rows.extend(it.via.as_ref().map(|via| fact("via", &tool_name(analysis, via))));
    rows.extend(it.frequency.as_ref().map(|every| fact("runs", &every.text)));
    let age = analysis.network.age_of(analysis.network.flows_of(at).get(..1).unwrap_or_default());
    rows.push(fact("data is", &format!("{} old at worst", age.words())));
    rows.push(owner(analysis, "owner", it.owner.as_ref()));
    if let Some(reason) = it.workaround.as_ref().and_then(|it| it.reason.as_ref()) {
        rows.push(fact("workaround", "").and(Tone::Warn, reason.to_string()));
    }
    if let Some(weight) = analysis.weights.get(at.index()) {
        rows.push(fact("impact", &format!("{} of 100", weight.impact)));
        rows.push(Row::new(Tone::Muted, weight.reason.clone()));
    }
    let Some(score) = analysis.fragility.get(at.index()) else { return rows };
    rows.push(blank());
    let mut head = Row::new(Tone::Title, "Fragility ")
        .and(band_tone(score.band()), format!("{} {}", score.score, score.band().name()));
    if score.low != score.high {
        head = head.and(Tone::Muted, format!("  {}–{}", score.low, score.high));
    }
    rows.push(head);
    let mut worst: Vec<_> = score.points.iter().filter(|it| it.points > 0).collect();
    worst.sort_by_key(|it| std::cmp::Reverse(it.points));
    for point in worst.into_iter().take(LISTED_MAX) {
        rows.push(
            Row::new(Tone::Fragile, format!("{:>3} ", point.points))
                .and(Tone::Text, point.reason.clone()),
        );
        rows.extend(point.fix.as_ref().map(|it| Row::new(Tone::Ok, format!("  → {it}"))));
    }
    rows
}

fn owner(analysis: &Analysis, name: &str, owner: Option<&OwnerRef>) -> Row {
    match owner {
        Some(owner) => fact(name, analysis.stack.party_name(owner)),
        None => fact(name, "").and(Tone::Missing, "nobody stated"),
    }
}
