//! The state of the stack in one screen: what is fragile, what was found, what it all hangs on, what comes up.

use std::collections::BTreeMap;

use ratatui::layout::{Constraint, Layout, Rect};

use super::ranking::{
    AHEAD, ASK, FEW, FIXES, OPENED_MAX, RANKED_MAX, Rest, more_row, places, ranking,
};
use super::{View, by_rows};
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, Severity};
use crate::fragility::Band;
use crate::impact::{Fate, JourneyFate};
use crate::reliability::{Fix, Range};
use crate::report::reliability::hours;
use crate::report::{Overview, questions};
use crate::scenario::Simulation;
use crate::text::{pad_end, plural};
use crate::tui::canvas::Canvas;
use crate::tui::detail;
use crate::tui::model::Model;
use crate::tui::repairs;
use crate::tui::rows::{Pane, Row, Tone, bar};
use crate::tui::since;
use crate::tui::target::{Target, finding_key};

pub(crate) static VIEW: View = View {
    id: "overview",
    title: "Overview",
    key: "1",
    panes,
    paint,
    shows: |_| false,
    step: by_rows,
    keeps_cursor: false,
    actions: &[],
};

/// Kinds of findings: they take what a tall screen has left.
const FINDINGS_MAX: usize = 40;
/// Cells before further lines in the rankings of integrations and of dates.
const SCORE_INDENT: usize = 4;
const DATE_INDENT: usize = 13;
/// What is due later than this is not news: contracts are given notice a quarter ahead.
const AHEAD_DAYS_MAX: i64 = 120;
/// Cells of a bar.
const BAR_CELLS: u16 = 18;
const LOSS_CELLS: u16 = 8;
/// From here on three columns stand beside one another, and two before.
const WIDE: u16 = 160;
pub(super) const MIDDLE: u16 = 100;

fn panes(model: &Model) -> Vec<Pane> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    if analysis.stack.tools.is_empty() {
        return vec![nothing_yet(model)];
    }
    let overview = Overview::with_rankings(analysis, RANKED_MAX);
    let mut panes = vec![
        linchpins(model, analysis, &overview),
        fixes(model, analysis),
        journeys(model, analysis, &overview),
        fragile(model, analysis, &overview),
        fragility(analysis, &overview),
        findings(model, analysis, &overview),
        ask(model, analysis, &overview),
        ahead(model, analysis, &overview),
    ];
    panes.extend(model.simulation.as_deref().map(|it| what_if(model, analysis, it)));
    panes.extend(since::pane(model));
    panes
}

fn paint(canvas: &mut Canvas<'_>, area: Rect, panes: &[Pane]) {
    let pick = |order: &[usize]| -> Vec<(usize, &Pane)> {
        order.iter().filter_map(|at| Some((*at, panes.get(*at)?))).collect()
    };
    if panes.len() == 1 {
        canvas.stack(area, &pick(&[0]));
    } else if area.width >= WIDE {
        let [left, middle, right] = Layout::horizontal([
            Constraint::Percentage(36),
            Constraint::Percentage(32),
            Constraint::Percentage(32),
        ])
        .areas(area);
        canvas.stack(left, &pick(&[8, 9, 0, 1, 2, 3]));
        canvas.stack(middle, &pick(&[4, 5, 6, 7]));
        detail::paint_selected(canvas, right);
    } else if area.width >= MIDDLE {
        let [left, right] =
            Layout::horizontal([Constraint::Percentage(56), Constraint::Percentage(44)])
                .areas(area);
        canvas.stack(left, &pick(&[8, 9, 0, 1, 2, 3]));
        if canvas.model.shows_preview {
            detail::paint_selected(canvas, right);
        } else {
            canvas.stack(right, &pick(&[4, 5, 6, 7]));
        }
    } else if canvas.model.shows_preview {
        detail::paint_selected(canvas, area);
    } else {
        canvas.stack(area, &pick(&[8, 9, 0, 1, 2, 3, 4, 5, 6, 7]));
    }
}

/// Where to begin with a file that describes nothing.
fn nothing_yet(model: &Model) -> Pane {
    let step = |key: &str, text: &str| {
        Row::new(Tone::Accent, pad_end(key, 14)).and(Tone::Text, text).hang(14)
    };
    let rows = vec![
        Row::new(Tone::Text, format!("{} describes no tools yet.", model.file_name())).hang(2),
        detail::blank(),
        step(
            &model.keymap.shown("edit"),
            "opens it in your editor; what you save shows here at once",
        ),
        step(&model.keymap.shown("add"), "tries out a first tool, without writing anything"),
        step(&model.keymap.shown("problems"), "shows what is wrong with the text, if anything is"),
        step("linchpin init", "writes a commented file to start from"),
    ];
    Pane::new("Nothing here yet", rows)
}

/// What the staged changes come to.
fn what_if(model: &Model, analysis: &Analysis, simulation: &Simulation) -> Pane {
    let mut rows: Vec<Row> = Vec::new();
    for (index, edit) in model.staged.edits.iter().enumerate() {
        let row = Row::new(Tone::Changed, "◆ ").and(Tone::Text, edit.words());
        rows.push(row.on(Target::Edit(index)));
    }
    let blast = &simulation.blast;
    for (fate, tone) in [
        (Fate::Broken, Tone::Danger),
        (Fate::Degraded, Tone::Warn),
        (Fate::Stale, Tone::Warn),
        (Fate::Headless, Tone::Missing),
    ] {
        let count = blast.affected.iter().filter(|it| it.fate == fate).count();
        if count > 0 {
            rows.push(Row::new(tone, format!("{count:>4} {}", fate.name())));
        }
    }
    for hit in &blast.journeys {
        let name = &analysis.stack.journeys[hit.journey].name;
        let fate = match hit.fate {
            JourneyFate::Stopped => "stops",
            JourneyFate::Degraded => "limps",
        };
        let row =
            Row::new(Tone::Danger, format!("{name} {fate}: ")).and(Tone::Muted, hit.reason.clone());
        rows.push(row.on(Target::Journey(analysis.stack.journeys[hit.journey].id.clone())));
    }
    for problem in &simulation.problems {
        let (tone, glyph) = detail::severity_look(problem.severity);
        rows.push(Row::new(tone, format!("{glyph} {}", problem.message)));
    }
    let (new, fixed) = (simulation.findings_new.len(), simulation.findings_fixed.len());
    Pane::new("What if", rows).note(format!("findings: {new} new, {fixed} fixed"))
}

fn fragility(analysis: &Analysis, overview: &Overview) -> Pane {
    let total = overview.integrations_live;
    let rows = overview.bands.iter().rev().map(|(band, count)| {
        let (full, rest) = bar(number(*count), number(total), BAR_CELLS);
        let (low, high) = bounds(*band);
        let query = if high < 100 {
            format!("fragility>={low},fragility<{high}")
        } else {
            format!("fragility>={low}")
        };
        Row::new(detail::band_tone(*band), pad_end(band.name(), 9))
            .and(detail::band_tone(*band), full)
            .and(Tone::Muted, rest)
            .and(Tone::Text, format!(" {count:>4}"))
            .right(Tone::Muted, format!("{low}–{}", (high - 1).max(low)))
            .on(Target::Query { view: "flows", query })
    });
    let scores = analysis.fragility.iter().zip(analysis.stack.integrations.values());
    let unknown = scores.filter(|(it, flow)| flow.is_live() && it.known_percent() < 50).count();
    let note = if unknown > 0 {
        format!("{} live · {unknown} mostly unknown", plural(total, "integration"))
    } else {
        format!("{} live", plural(total, "integration"))
    };
    Pane::new("Fragility", rows.collect()).note(note)
}

/// First score of a band and of the next one.
fn bounds(band: Band) -> (u8, u8) {
    let first = (0..=100).find(|score| Band::of(*score) == band).unwrap_or(0);
    let next = (first..=100).find(|score| Band::of(*score) != band).unwrap_or(101);
    (first, next)
}

/// The worst finding of each rule, with how many more there are of it.
fn kinds(analysis: &Analysis) -> Vec<(&Diagnostic, usize)> {
    let mut kinds: Vec<(&Diagnostic, usize)> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &analysis.findings {
        if let Some((_, alike)) = known.get(finding.code).and_then(|at| kinds.get_mut(*at)) {
            *alike += 1;
        } else {
            known.insert(finding.code, kinds.len());
            kinds.push((finding, 0));
        }
    }
    kinds
}

fn findings(model: &Model, analysis: &Analysis, overview: &Overview) -> Pane {
    let counts = overview.findings;
    let mut rows: Vec<Row> = Vec::new();
    for (severity, count) in [
        (Severity::Error, counts.errors),
        (Severity::Warning, counts.warnings),
        (Severity::Note, counts.notes),
    ] {
        let (full, rest) = bar(number(count), number(counts.total()), BAR_CELLS);
        let (tone, glyph) = detail::severity_look(severity);
        rows.push(
            Row::new(tone, format!("{glyph} {}", pad_end(severity.name(), 8)))
                .and(tone, full)
                .and(Tone::Muted, rest)
                .and(Tone::Text, format!(" {count:>4}"))
                .on(Target::Query { view: "findings", query: severity.name().to_owned() }),
        );
    }
    let kinds = kinds(analysis);
    let shown = if model.size.0 < MIDDLE { FEW } else { FINDINGS_MAX };
    for (finding, alike) in kinds.iter().take(shown) {
        let (tone, glyph) = detail::severity_look(finding.severity);
        let mut row = Row::new(tone, format!("{glyph} "))
            .and(Tone::Text, finding.message.clone())
            .on(Target::Finding(finding_key(finding)))
            .hang(2);
        if *alike > 0 {
            row = row.right(Tone::Muted, format!("+{alike} alike"));
        }
        rows.push(row);
    }
    if kinds.len() > shown {
        let text = format!("▸ {} more kinds: Enter shows them in findings", kinds.len() - shown);
        rows.push(more_row(text, Target::Query { view: "findings", query: String::new() }));
    }
    let mut note = plural(analysis.findings.len(), "finding");
    if overview.accepted > 0 {
        note = format!("{note} · {} accepted", overview.accepted);
    }
    Pane::new("Findings", rows).note(note)
}

fn linchpins(model: &Model, analysis: &Analysis, overview: &Overview) -> Pane {
    let rows = overview.linchpins.iter().map(|it| {
        let tool = &analysis.stack.tools[it.tool];
        let mut row = Row::new(Tone::Accent, format!("◆ {}", pad_end(&tool.name, 18)))
            .and(Tone::Danger, format!(" {:>3}", it.broken))
            .and(Tone::Muted, if it.broken == 1 { " need breaks" } else { " needs break" });
        if it.degraded > 0 {
            row = row.and(Tone::Warn, format!(", {} worse", it.degraded));
        }
        if it.journeys_stopped > 0 {
            let verb = if it.journeys_stopped == 1 { "stops" } else { "stop" };
            let what = format!("{} {verb}", plural(it.journeys_stopped, "journey"));
            row = row.right(Tone::Danger, what);
        }
        row.on(Target::Tool(tool.id.clone()))
    });
    let all = analysis.linchpins().iter();
    let total = all.filter(|it| it.broken > 0 || it.journeys_stopped > 0).count();
    let rows = ranking(model, rows.collect(), total, Rest::In("tools", ""));
    Pane::new("Linchpins", rows)
        .note("what breaks most when it goes")
        .empty("No tool's loss breaks anything that the file knows of.")
}

fn fragile(model: &Model, analysis: &Analysis, overview: &Overview) -> Pane {
    let rows = overview.fragile.iter().map(|it| {
        let integration = &analysis.stack.integrations[it.integration];
        let band = Band::of(it.score);
        Row::new(detail::band_tone(band), format!("{:>3} {}", it.score, pad_end(band.name(), 9)))
            .and(Tone::Text, detail::tool_name(analysis, &integration.from))
            .and(Tone::Muted, format!(" {} ", integration.arrow()))
            .and(Tone::Text, detail::tool_name(analysis, &integration.to))
            .and(Tone::Muted, format!("  {}", it.reason))
            .on(Target::Integration(integration.id.clone()))
            .hang(SCORE_INDENT)
    });
    let fragile = overview.bands.iter().filter(|(band, _)| *band >= Band::Fragile);
    let total = fragile.map(|(_, count)| count).sum();
    let rows = ranking(model, rows.collect(), total, Rest::In("flows", "fragility>=40"));
    Pane::new("Held together by workarounds", rows)
        .note("matters and breaks easily")
        .empty("No live integration is fragile.")
}

/// The best fix of each part; opened, all fixes.
fn fixes(model: &Model, analysis: &Analysis) -> Pane {
    let all = &analysis.reliability().fixes;
    let best = repairs::best_of_parts(analysis);
    let is_open = model.states.rankings.shows_all(FIXES) || !model.filter().is_empty();
    let listed: Vec<&Fix> = if is_open { all.iter().take(OPENED_MAX).collect() } else { best };
    let most = if is_open { OPENED_MAX } else { places(model) };
    let listed: Vec<(&Fix, Range)> =
        listed.into_iter().take(most).map(|it| (it, it.hours)).collect();
    let mut rows = repairs::fix_rows(analysis, &listed);
    if all.len() > rows.len() || is_open {
        rows = ranking(model, rows, all.len(), Rest::Here(FIXES));
    }
    Pane::new("Best fixes", rows)
        .note("hours a year that each alone wins")
        .empty("No repair is known that would make a journey run longer.")
}

/// The question of each kind that is worth most; opened, all questions.
fn ask(model: &Model, analysis: &Analysis, overview: &Overview) -> Pane {
    let count = overview.questions_total;
    let all = questions(analysis, OPENED_MAX);
    let is_open = model.states.rankings.shows_all(ASK) || !model.filter().is_empty();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for it in &all {
        *kinds.entry(it.field).or_default() += 1;
    }
    let mut rows: Vec<Row> = Vec::new();
    for it in &all {
        let alike = kinds.get_mut(it.field).map_or(0, std::mem::take);
        if is_open {
            rows.push(repairs::question_row(it));
        } else if alike > 0 {
            let row = repairs::question_row(it);
            rows.push(match alike {
                1 => row,
                _ => row.right(Tone::Muted, format!("+{} alike", alike - 1)),
            });
        }
    }
    let rows = ranking(model, rows, count, Rest::Here(ASK));
    let note = if count == 0 { String::new() } else { format!("{count} open, worth most first") };
    Pane::new("Ask next", rows).note(note).empty("Nothing that the figures hang on is unknown.")
}

/// Two lines each: how much of the time it works and what it is worth, and the hours it loses on the way it takes.
fn journeys(model: &Model, analysis: &Analysis, overview: &Overview) -> Pane {
    let mut rows = Vec::new();
    for it in overview.journeys.iter().take(places(model)) {
        let journey = &analysis.stack.journeys[it.journey];
        let (tone, glyph, state) = match (it.findings.errors, it.findings.warnings) {
            (0, 0) => (Tone::Ok, "✓", String::new()),
            (0, warnings) => (Tone::Warn, "▲", plural(warnings, "warning")),
            (errors, _) => (Tone::Danger, "✗", plural(errors, "error")),
        };
        let mut row = Row::new(tone, format!("{glyph} ")).and(Tone::Text, journey.name.to_string());
        if let Some(value) = it.value_per_day {
            row = row.right(Tone::Muted, format!("{} a day  ", detail::money(analysis, value)));
        }
        let (works, share) = repairs::works(analysis.reliability().journey(it.journey));
        rows.push(row.right(works, share).on(Target::Journey(journey.id.clone())).hang(2));
        let mut way = Row::new(Tone::Muted, "  ");
        if let Some(bad) = it.bad_hours {
            for (tone, cells) in repairs::loss_bar(analysis, bad, LOSS_CELLS) {
                way = way.and(tone, cells);
            }
            way = way.and(Tone::Text, format!(" {} lost a year", hours(bad)));
        }
        if !state.is_empty() {
            way = way.and(tone, format!("  {state}"));
        }
        let way = way.hang(2);
        let names: Vec<&str> =
            it.tools.iter().map(|tool| analysis.stack.tools[*tool].name.as_str()).collect();
        let path = |names: String| way.clone().and(Tone::Muted, format!("  {names}"));
        let row = path(names.join(" ▸ "));
        rows.push(match names.as_slice() {
            [first, between @ .., last] if !between.is_empty() => {
                let short = path(format!("{first} ▸ {} more ▸ {last}", between.len()));
                row.or(vec![short.or(vec![way.clone()])])
            }
            _ => row.or(vec![way.clone()]),
        });
    }
    let more = overview.journeys.len().saturating_sub(places(model));
    if more > 0 {
        let text = format!("▸ {more} more: Enter shows them in journeys");
        rows.push(more_row(text, Target::Query { view: "journeys", query: String::new() }));
    }
    Pane::new("Journeys", rows)
        .note("how much of the time each works")
        .empty("The file describes no journeys.")
}

fn ahead(model: &Model, analysis: &Analysis, overview: &Overview) -> Pane {
    let due = overview.ahead.iter().filter(|it| it.days <= AHEAD_DAYS_MAX);
    let rows = due.map(|it| {
        let (tone, when) = match it.days {
            days if days < 0 => (Tone::Danger, format!("{} ago", plural_days(-days))),
            0 => (Tone::Danger, "today".to_owned()),
            days if days <= 30 => (Tone::Warn, format!("in {}", plural_days(days))),
            days => (Tone::Text, format!("in {}", plural_days(days))),
        };
        let target = Target::of_element(&it.element);
        Row::new(tone, pad_end(&when, DATE_INDENT))
            .and(Tone::Text, it.text.clone())
            .on(target)
            .hang(DATE_INDENT)
    });
    let rows: Vec<Row> = rows.collect();
    let total = rows.len();
    let rows = ranking(model, rows, total, Rest::Here(AHEAD));
    let stated = if analysis.as_of_is_stated { "as of" } else { "today," };
    Pane::new("Ahead", rows)
        .note(format!("{stated} {}", analysis.as_of))
        .empty("Nothing expires or renews in the next 120 days.")
}

fn plural_days(days: i64) -> String {
    plural(usize::try_from(days).unwrap_or(usize::MAX), "day")
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use strum::VariantArray as _;

    use super::*;
    use crate::tui::testing;

    #[test]
    fn bands_cover_the_scores_without_gaps() {
        let all: Vec<(u8, u8)> = Band::VARIANTS.iter().map(|it| bounds(*it)).collect();
        assert_eq!(all, [(0, 20), (20, 40), (40, 60), (60, 80), (80, 101)]);
    }

    #[test]
    fn what_is_due_comes_in_the_order_of_its_days() {
        let analysis = testing::analysis();
        let pane = ahead(&testing::model(), &analysis, &Overview::of(&analysis));
        let lines: Vec<String> = pane.rows.iter().map(Row::plain).collect();
        assert_eq!(
            lines,
            [
                "54 days ago  workaround webinar-csv should be gone",
                "in 7 days    notice for HubSpot, which ends on 2026-12-31",
                "in 37 days   contract of HubSpot ends",
            ]
        );
    }
}
