//! The state of the stack in one screen: what is fragile, what was found, what it all hangs on, what comes up.

use ratatui::layout::{Constraint, Layout, Rect};

use super::{View, by_rows};
use crate::analysis::Analysis;
use crate::diag::Severity;
use crate::fragility::Band;
use crate::impact::{Fate, JourneyFate};
use crate::report::Overview;
use crate::report::reliability::hours;
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

/// Rows of a ranking; the views behind it have the rest.
const RANKED_MAX: usize = 12;
/// Findings take what a tall screen has left.
const FINDINGS_MAX: usize = 60;
/// What is due later than this is not news: contracts are given notice a quarter ahead.
const AHEAD_DAYS_MAX: i64 = 120;
/// Cells of a bar.
const BAR_CELLS: u16 = 18;
const LOSS_CELLS: u16 = 8;
/// From here on three columns stand beside one another, and two before.
const WIDE: u16 = 160;
const MIDDLE: u16 = 100;

fn panes(model: &Model) -> Vec<Pane> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    let overview = Overview::with_rankings(analysis, RANKED_MAX);
    let mut panes = vec![
        linchpins(analysis, &overview),
        fixes(analysis, &overview),
        journeys(analysis, &overview),
        fragile(analysis, &overview),
        fragility(analysis, &overview),
        findings(analysis, &overview),
        ask(&overview),
        ahead(analysis, &overview),
    ];
    panes.extend(model.simulation.as_deref().map(|it| what_if(model, analysis, it)));
    panes.extend(since::pane(model));
    panes
}

fn paint(canvas: &mut Canvas<'_>, area: Rect, panes: &[Pane]) {
    let pick = |order: &[usize]| -> Vec<(usize, &Pane)> {
        order.iter().filter_map(|at| Some((*at, panes.get(*at)?))).collect()
    };
    if area.width >= WIDE {
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

fn findings(analysis: &Analysis, overview: &Overview) -> Pane {
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
    for finding in analysis.findings.iter().take(FINDINGS_MAX) {
        let (tone, glyph) = detail::severity_look(finding.severity);
        rows.push(
            Row::new(tone, format!("{glyph} "))
                .and(Tone::Text, finding.message.clone())
                .on(Target::Finding(finding_key(finding))),
        );
    }
    let mut note = plural(analysis.findings.len(), "finding");
    if overview.accepted > 0 {
        note = format!("{note} · {} accepted", overview.accepted);
    }
    Pane::new("Findings", rows).note(note)
}

fn linchpins(analysis: &Analysis, overview: &Overview) -> Pane {
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
    Pane::new("Linchpins", rows.collect())
        .note("what breaks most when it goes")
        .empty("No tool's loss breaks anything that the file knows of.")
}

fn fragile(analysis: &Analysis, overview: &Overview) -> Pane {
    let rows = overview.fragile.iter().map(|it| {
        let integration = &analysis.stack.integrations[it.integration];
        let band = Band::of(it.score);
        Row::new(detail::band_tone(band), format!("{:>3} {}", it.score, pad_end(band.name(), 9)))
            .and(Tone::Text, detail::tool_name(analysis, &integration.from))
            .and(Tone::Muted, format!(" {} ", integration.arrow()))
            .and(Tone::Text, detail::tool_name(analysis, &integration.to))
            .and(Tone::Muted, format!("  {}", it.reason))
            .on(Target::Integration(integration.id.clone()))
    });
    Pane::new("Held together by workarounds", rows.collect())
        .note("matters and breaks easily")
        .empty("No live integration is fragile.")
}

fn fixes(analysis: &Analysis, overview: &Overview) -> Pane {
    let rows = overview.fixes.iter().map(|it| repairs::fix_row(analysis, it, it.hours));
    Pane::new("Best fixes", rows.collect())
        .note("hours a year that each alone wins")
        .empty("No repair is known that would make a journey run longer.")
}

fn ask(overview: &Overview) -> Pane {
    let rows = overview.questions.iter().map(repairs::question_row);
    let count = overview.questions_total;
    let note = if count == 0 { String::new() } else { format!("{count} open, worth most first") };
    Pane::new("Ask next", rows.collect())
        .note(note)
        .empty("Nothing that the figures hang on is unknown.")
}

/// Two lines each: how much of the time it works and what it is worth, and the hours it loses on the way it takes.
fn journeys(analysis: &Analysis, overview: &Overview) -> Pane {
    let mut rows = Vec::new();
    for it in &overview.journeys {
        let journey = &analysis.stack.journeys[it.journey];
        let (tone, glyph, state) = match (it.findings.errors, it.findings.warnings) {
            (0, 0) => (Tone::Ok, "✓", String::new()),
            (0, warnings) => (Tone::Warn, "▲", plural(warnings, "warning")),
            (errors, _) => (Tone::Danger, "✗", plural(errors, "error")),
        };
        let mut row = Row::new(tone, format!("{glyph} ")).and(Tone::Text, journey.name.to_string());
        if !state.is_empty() {
            row = row.and(tone, format!("  {state}"));
        }
        if let Some(value) = it.value_per_day {
            row = row.right(Tone::Muted, format!("{} a day  ", detail::money(analysis, value)));
        }
        let (works, share) = repairs::works(analysis.reliability().journey(it.journey));
        rows.push(row.right(works, share).on(Target::Journey(journey.id.clone())));
        let names: Vec<&str> =
            it.tools.iter().map(|tool| analysis.stack.tools[*tool].name.as_str()).collect();
        let mut way = Row::new(Tone::Muted, "  ");
        if let Some(bad) = it.bad_hours {
            for (tone, cells) in repairs::loss_bar(analysis, bad, LOSS_CELLS) {
                way = way.and(tone, cells);
            }
            way = way.and(Tone::Text, format!(" {} lost a year  ", hours(bad)));
        }
        rows.push(way.and(Tone::Muted, names.join(" ▸ ")));
    }
    Pane::new("Journeys", rows)
        .note("how much of the time each works")
        .empty("The file describes no journeys.")
}

fn ahead(analysis: &Analysis, overview: &Overview) -> Pane {
    let due = overview.ahead.iter().filter(|it| it.days <= AHEAD_DAYS_MAX);
    let rows = due.map(|it| {
        let (tone, when) = match it.days {
            days if days < 0 => (Tone::Danger, format!("{} ago", plural_days(-days))),
            0 => (Tone::Danger, "today".to_owned()),
            days if days <= 30 => (Tone::Warn, format!("in {}", plural_days(days))),
            days => (Tone::Text, format!("in {}", plural_days(days))),
        };
        let target = Target::of_element(&it.element);
        Row::new(tone, pad_end(&when, 13)).and(Tone::Text, it.text.clone()).on(target)
    });
    let stated = if analysis.as_of_is_stated { "as of" } else { "today," };
    Pane::new("Ahead", rows.collect())
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
        let pane = ahead(&analysis, &Overview::of(&analysis));
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
