//! Journeys: the stages of each with the way between them, how old things arrive, what is promised, and where it leaks.

use ratatui::layout::{Constraint, Layout, Rect};

use super::{View, by_rows};
use crate::analysis::Analysis;
use crate::impact::JourneyFate;
use crate::network::Path;
use crate::reliability::Hop;
use crate::stack::{Journey, JourneyStage};
use crate::text::{pad_end, plural, width};
use crate::tui::canvas::Canvas;
use crate::tui::detail;
use crate::tui::explain;
use crate::tui::model::Model;
use crate::tui::repairs;
use crate::tui::rows::{Pane, Piece, Row, Tone};
use crate::tui::target::Target;
use crate::tui::way::{self, Way};

pub(crate) static VIEW: View = View {
    id: "journeys",
    title: "Journeys",
    key: "6",
    panes,
    paint,
    shows: |target| matches!(target, Target::Journey(_) | Target::Stage(..)),
    step: by_rows,
    keeps_cursor: false,
    actions: &[],
};

/// From here on the inspector stands beside the list.
const MIDDLE: u16 = 100;
/// The list's part of the room then: what stands beside each stage needs most of it.
const LIST_PERCENT: u16 = 66;
/// Cells of a stage's name and of its tool at most: most names of both are shorter.
const STAGE_CELLS_MAX: usize = 13;
const TOOL_CELLS_MAX: usize = 16;

fn panes(model: &Model) -> Vec<Pane> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    let cells = name_cells(analysis);
    let mut rows: Vec<Row> = Vec::new();
    for (id, journey) in analysis.stack.journeys.iter() {
        if !rows.is_empty() {
            rows.push(Row::new(Tone::Text, ""));
        }
        rows.push(head(model, analysis, journey));
        let stages = 0..journey.stages.len();
        rows.extend(stages.map(|at| stage(model, analysis, (journey, at), cells)));
        rows.extend(slowest(analysis, journey));
        rows.extend(repairs::under_journey(analysis, id));
    }
    let journeys = analysis.stack.journeys.len();
    let leaking = analysis.stack.journeys.values().filter(|it| count_leaks(analysis, it) > 0);
    let note = match journeys {
        0 => String::new(),
        _ => format!("{} of {journeys} leak", leaking.count()),
    };
    vec![Pane::new("Journeys", rows).note(note).empty(
        "The file describes no journeys: `journeys:` says which stages a record passes, in which tools.",
    )]
}

/// The hop that spends most of the time before the stage where things are oldest, against what is promised there.
fn slowest(analysis: &Analysis, journey: &Journey) -> Option<Row> {
    let mut oldest: Option<((bool, f64), usize, Path)> = None;
    for at in 0..journey.stages.len() {
        for way in ways(analysis, journey, at) {
            let Way::Path(path) = way else { continue };
            // A stage with a promise counts before one without.
            let slo = journey.stages[at].slo;
            let promised = slo.map_or(1.0, |it| it.get().max(1.0));
            let strain = (slo.is_some(), path.age.known.get() / promised);
            if path.flows.len() > 1 && oldest.as_ref().is_none_or(|(worst, ..)| strain > *worst) {
                oldest = Some((strain, at, path));
            }
        }
    }
    let (_, at, path) = oldest?;
    let flows = path.flows.iter().map(|it| analysis.network.flow(*it));
    let slow =
        flows.max_by(|left, right| left.age.known.get().total_cmp(&right.age.known.get()))?;
    let integration = &analysis.stack.integrations[slow.integration];
    let name = stage_name(&journey.stages[at]);
    let text = format!("takes {} of {}", slow.age.words(), path.age.words());
    let row = repairs::under_label("slowest")
        .and(Tone::Text, integration.id.to_string())
        .and(Tone::Muted, format!("  to {name}"))
        .right(Tone::Muted, text);
    Some(row.on(Target::Integration(integration.id.clone())).hang(repairs::UNDER_INDENT))
}

/// The stages that nothing reaches, that things reach too late, or that a rule has something against.
fn count_leaks(analysis: &Analysis, journey: &Journey) -> usize {
    let leaks = |at: &usize| {
        let is_late = |way: &Way| {
            let slo = journey.stages[*at].slo;
            way.age().zip(slo).is_some_and(|(age, slo)| age.exceeds(slo))
        };
        explain::leaks(analysis, journey, *at).next().is_some()
            || ways(analysis, journey, *at)
                .iter()
                .any(|it| matches!(it, Way::Missing) || is_late(it))
    };
    (0..journey.stages.len()).filter(leaks).count()
}

/// The ways that lead to a stage.
fn ways(analysis: &Analysis, journey: &Journey, at: usize) -> Vec<Way> {
    let hand_offs = journey.hand_offs().into_iter().filter(|(_, to)| *to == at);
    hand_offs.map(|it| Way::of(analysis, journey, it)).collect()
}

fn head(model: &Model, analysis: &Analysis, journey: &Journey) -> Row {
    let worth = journey
        .value_per_day
        .map_or(String::new(), |it| format!(" · {} a day", detail::money(analysis, it)));
    let stages = plural(journey.stages.len(), "stage");
    let mut row = Row::new(Tone::Accent, format!("◆ {}", journey.name))
        .and(Tone::Muted, format!("  {stages}{worth}"));
    let leaks = count_leaks(analysis, journey);
    let piece = match fate(model, analysis, journey) {
        Some((JourneyFate::Stopped, _)) => Piece::new(Tone::Danger, "✗ stops in the scenario"),
        Some((JourneyFate::Degraded, _)) => Piece::new(Tone::Warn, "▼ worse in the scenario"),
        None if leaks > 0 => Piece::new(Tone::Danger, format!("✗ {}", plural(leaks, "leak"))),
        None => Piece::new(Tone::Ok, "✓ holds"),
    };
    row.right.push(piece);
    let found = analysis.stack.journeys.find(&journey.id);
    let (tone, share) = repairs::works(found.and_then(|it| analysis.reliability().journey(it)));
    row = row.right(tone, format!("  {share}"));
    row.on(Target::Journey(journey.id.clone())).heading().hang(2)
}

/// What the staged scenario makes of a journey, and the stage where it does.
fn fate(model: &Model, analysis: &Analysis, journey: &Journey) -> Option<(JourneyFate, usize)> {
    let hits = &model.simulation.as_deref()?.blast.journeys;
    let hit = hits.iter().find(|it| analysis.stack.journeys[it.journey].id == journey.id)?;
    Some((hit.fate, hit.stage))
}

fn stage_name(stage: &JourneyStage) -> &str {
    stage.name.as_ref().unwrap_or(&stage.id)
}

fn tool_of(analysis: &Analysis, stage: &JourneyStage) -> (Tone, String) {
    match &stage.tool {
        Some(tool) => (Tone::Text, detail::tool_name(analysis, tool)),
        None => (Tone::Missing, "no tool".to_owned()),
    }
}

/// Cells of the names of stages and of their tools, the same in all journeys.
fn name_cells(analysis: &Analysis) -> (usize, usize) {
    let stages = || analysis.stack.journeys.values().flat_map(|it| &it.stages);
    let names = stages().map(|it| width(stage_name(it))).max().unwrap_or(0);
    let tools = stages().map(|it| width(&tool_of(analysis, it).1)).max().unwrap_or(0);
    (names.min(STAGE_CELLS_MAX), tools.min(TOOL_CELLS_MAX))
}

fn stage(
    model: &Model,
    analysis: &Analysis,
    (journey, at): (&Journey, usize),
    cells: (usize, usize),
) -> Row {
    let stage = &journey.stages[at];
    let (tool_tone, tool) = tool_of(analysis, stage);
    let mut row = Row::new(Tone::Muted, format!("  {:>2} ", at + 1))
        .and(Tone::Text, pad_end(stage_name(stage), cells.0))
        .and(tool_tone, format!(" {} ", pad_end(&tool, cells.1)));
    let ways = ways(analysis, journey, at);
    // Where several stages lead here, the worst of the ways counts; the inspector has them all.
    if let Some(worst) = ways.iter().max_by(|left, right| rank(left).total_cmp(&rank(right))) {
        let (tone, text) = how(analysis, worst);
        row = row.and(tone, text);
        row.right = verdict(worst, stage.slo);
    } else {
        row = row.and(Tone::Muted, "where it begins");
    }
    for hop in hops_to(analysis, journey, at) {
        let (tone, share) = repairs::hop_share(hop);
        row = row.right(tone, format!("  {share:>7}"));
    }
    if let Some((fate, _)) = fate(model, analysis, journey).filter(|(_, stage)| *stage == at) {
        let (tone, text) = match fate {
            JourneyFate::Stopped => (Tone::Danger, "✗ stops here"),
            JourneyFate::Degraded => (Tone::Warn, "▼ worse from here"),
        };
        row.right = vec![Piece::new(tone, text)];
    }
    row.on(Target::Stage(journey.id.clone(), at)).hang(5 + cells.0 + 1 + cells.1 + 1)
}

/// The worst of the hand-offs that lead to a stage.
fn hops_to<'a>(
    analysis: &'a Analysis,
    journey: &Journey,
    at: usize,
) -> impl Iterator<Item = &'a Hop> {
    let id = analysis.stack.journeys.find(&journey.id);
    let found = id.and_then(|it| analysis.reliability().journey(it));
    let hops = found.into_iter().flat_map(|it| &it.hops).filter(move |it| it.stages.1 == at);
    let worst =
        |left: &&Hop, right: &&Hop| left.availability.low.total_cmp(&right.availability.low);
    hops.min_by(worst).into_iter()
}

/// Worse ways rank higher.
fn rank(way: &Way) -> f64 {
    match way {
        Way::Missing => f64::MAX,
        Way::Unknown => f64::MAX / 2.0,
        Way::Path(path) => path.age.known.get(),
        Way::Person | Way::Same => 0.0,
    }
}

fn how(analysis: &Analysis, way: &Way) -> (Tone, String) {
    match way {
        Way::Same => (Tone::Muted, "in the same tool".to_owned()),
        Way::Person => (Tone::Manual, "by a person".to_owned()),
        Way::Missing => (Tone::Missing, "nothing brings it here".to_owned()),
        Way::Unknown => (Tone::Missing, "a stage names no tool".to_owned()),
        Way::Path(path) => {
            let (class, words) = way::words(analysis, path);
            (detail::class_tone(class), words)
        }
    }
}

/// "✗ 15 min > 10 min": the age at arrival against what is promised.
fn verdict(way: &Way, slo: Option<crate::stack::Minutes>) -> Vec<Piece> {
    let Some(age) = way.age() else {
        return match way {
            Way::Missing => vec![Piece::new(Tone::Danger, "✗ leak")],
            Way::Unknown => vec![Piece::new(Tone::Missing, "?")],
            Way::Same | Way::Person | Way::Path(_) => slo
                .map(|it| Piece::new(Tone::Muted, format!("{it} promised")))
                .into_iter()
                .collect(),
        };
    };
    let known = age.words();
    let (tone, text) = match slo {
        Some(slo) if age.exceeds(slo) => (Tone::Danger, format!("✗ {known} > {slo}")),
        Some(slo) if age.keeps(slo) => (Tone::Ok, format!("✓ {known} ≤ {slo}")),
        Some(slo) => (Tone::Warn, format!("? {slo} promised")),
        None if age.open > 0 => (Tone::Muted, "? unknown".to_owned()),
        None => (Tone::Muted, known),
    };
    vec![Piece::new(tone, text)]
}

fn paint(canvas: &mut Canvas<'_>, area: Rect, panes: &[Pane]) {
    let Some(list) = panes.first() else { return };
    if area.width >= MIDDLE {
        let [left, right] =
            Layout::horizontal([Constraint::Percentage(LIST_PERCENT), Constraint::Fill(1)])
                .areas(area);
        canvas.pane(left, 0, list);
        detail::paint_selected(canvas, right);
    } else if canvas.model.shows_preview {
        detail::paint_selected(canvas, area);
    } else {
        canvas.pane(area, 0, list);
    }
}
