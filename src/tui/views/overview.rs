//! The state of the stack in one screen: what is fragile, what was found, what it all hangs on, what comes up.

use ratatui::layout::{Constraint, Layout, Rect};
use strum::VariantArray as _;

use super::{View, by_rows};
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, ElementKind, Severity};
use crate::fragility::{Band, Fragility};
use crate::stack::{Date, IntegrationId, JourneyId, Stack};
use crate::text::{fit, pad_end, plural};
use crate::tui::canvas::Canvas;
use crate::tui::detail;
use crate::tui::model::Model;
use crate::tui::rows::{Pane, Row, Tone, bar};
use crate::tui::target::{Target, finding_key};

pub(crate) static VIEW: View = View {
    id: "overview",
    title: "Overview",
    key: "1",
    help: "the state of the stack in one screen; Enter opens whatever is selected",
    panes,
    paint,
    shows: |_| false,
    step: by_rows,
    keeps_cursor: false,
    actions: &[],
};

/// Rows of a ranking; the views behind it have the rest.
const RANKED_MAX: usize = 8;
/// What is due later than this is not news: contracts are given notice a quarter ahead.
const AHEAD_DAYS_MAX: i64 = 120;
/// Cells of a bar.
const BAR_CELLS: u16 = 18;
/// From here on three columns stand beside one another, and two before.
const WIDE: u16 = 160;
const MIDDLE: u16 = 100;

fn panes(model: &Model) -> Vec<Pane> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    vec![
        fragility(analysis),
        findings(analysis),
        linchpins(analysis),
        fragile(analysis),
        journeys(analysis),
        ahead(analysis),
    ]
}

fn paint(canvas: &mut Canvas<'_>, area: Rect, panes: &[Pane]) {
    let pick = |order: &[usize]| -> Vec<(usize, &Pane)> {
        order.iter().filter_map(|at| Some((*at, panes.get(*at)?))).collect()
    };
    if area.width >= WIDE {
        let [left, middle, right] = Layout::horizontal([
            Constraint::Percentage(32),
            Constraint::Percentage(36),
            Constraint::Percentage(32),
        ])
        .areas(area);
        canvas.stack(left, &pick(&[0, 1, 5]));
        canvas.stack(middle, &pick(&[2, 3, 4]));
        detail::paint_selected(canvas, right);
    } else if area.width >= MIDDLE {
        let [left, right] =
            Layout::horizontal([Constraint::Percentage(46), Constraint::Percentage(54)])
                .areas(area);
        canvas.stack(left, &pick(&[0, 1, 5]));
        if canvas.model.shows_preview {
            detail::paint_selected(canvas, right);
        } else {
            canvas.stack(right, &pick(&[2, 3, 4]));
        }
    } else if canvas.model.shows_preview {
        detail::paint_selected(canvas, area);
    } else {
        canvas.stack(area, &pick(&[0, 1, 2, 3, 4, 5]));
    }
}

/// Integrations that are in use, with their scores.
fn scored(analysis: &Analysis) -> impl Iterator<Item = (IntegrationId, &Fragility)> {
    let live = analysis.stack.integrations.iter().filter(|(_, it)| it.is_live());
    live.filter_map(|(id, _)| Some((id, analysis.fragility.get(id.index())?)))
}

fn fragility(analysis: &Analysis) -> Pane {
    let total = scored(analysis).count();
    let rows = Band::VARIANTS.iter().rev().map(|band| {
        let count = scored(analysis).filter(|(_, it)| it.band() == *band).count();
        let (full, rest) = bar(number(count), number(total), BAR_CELLS);
        let (low, high) = bounds(*band);
        let query = if high < 100 {
            format!("fragility>{low},fragility<{high}")
        } else {
            format!("fragility>{low}")
        };
        Row::new(detail::band_tone(*band), pad_end(band.name(), 9))
            .and(detail::band_tone(*band), full)
            .and(Tone::Muted, rest)
            .and(Tone::Text, format!(" {count:>4}"))
            .right(Tone::Muted, format!("{low}–{}", (high - 1).max(low)))
            .on(Target::Query { view: "flows", query })
    });
    let unknown = scored(analysis).filter(|(_, it)| it.known_percent() < 50).count();
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

fn findings(analysis: &Analysis) -> Pane {
    let mut rows: Vec<Row> = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let of_it: Vec<&Diagnostic> =
            analysis.findings.iter().filter(|it| it.severity == severity).collect();
        let (full, rest) = bar(number(of_it.len()), number(analysis.findings.len()), BAR_CELLS);
        let (tone, glyph) = detail::severity_look(severity);
        rows.push(
            Row::new(tone, format!("{glyph} {}", pad_end(severity.name(), 8)))
                .and(tone, full)
                .and(Tone::Muted, rest)
                .and(Tone::Text, format!(" {:>4}", of_it.len()))
                .on(Target::Query { view: "findings", query: severity.name().to_owned() }),
        );
    }
    for finding in analysis.findings.iter().take(RANKED_MAX) {
        let (tone, glyph) = detail::severity_look(finding.severity);
        rows.push(
            Row::new(tone, format!("{glyph} "))
                .and(Tone::Text, finding.message.clone())
                .right(Tone::Muted, finding.code)
                .on(Target::Finding(finding_key(finding))),
        );
    }
    let mut note = plural(analysis.findings.len(), "finding");
    if !analysis.accepted.is_empty() {
        let accepted = analysis.accepted.len();
        note = format!("{note} · {accepted} accepted");
    }
    Pane::new("Findings", rows).note(note)
}

fn linchpins(analysis: &Analysis) -> Pane {
    let rows = analysis.linchpins.iter().take(RANKED_MAX).map(|it| {
        let tool = &analysis.stack.tools[it.tool];
        let mut row = Row::new(Tone::Accent, format!("◆ {}", pad_end(&tool.name, 20)))
            .and(Tone::Danger, format!(" {:>3} broken", it.broken))
            .and(Tone::Warn, format!(" {:>3} degraded", it.degraded));
        if it.journeys_stopped > 0 {
            row = row.right(Tone::Text, plural(it.journeys_stopped, "journey"));
        }
        row.on(Target::Tool(tool.id.clone()))
    });
    Pane::new("Linchpins", rows.collect())
        .note("what the loss of a tool breaks")
        .empty("No tool's loss breaks anything that the file knows of.")
}

fn fragile(analysis: &Analysis) -> Pane {
    let mut ranked: Vec<(IntegrationId, &Fragility)> = scored(analysis).collect();
    ranked.sort_by_key(|(id, it)| {
        let weight = analysis.weights.get(id.index()).map_or(0, |it| it.impact);
        (std::cmp::Reverse(it.score), std::cmp::Reverse(weight), *id)
    });
    let rows =
        ranked.into_iter().take(RANKED_MAX).filter(|(_, it)| it.score > 0).map(|(id, it)| {
            let integration = &analysis.stack.integrations[id];
            let tone = detail::band_tone(it.band());
            let worst = it.points.iter().max_by_key(|point| point.points);
            let reason = worst.map_or("", |point| point.reason.as_str());
            Row::new(tone, format!("{:>3} {}", it.score, pad_end(it.band().name(), 9)))
                .and(Tone::Text, integration.from.name.to_string())
                .and(Tone::Muted, format!(" {} ", integration.arrow()))
                .and(Tone::Text, integration.to.name.to_string())
                .and(Tone::Muted, format!("  {reason}"))
                .on(Target::Integration(integration.id.clone()))
        });
    Pane::new("Most fragile", rows.collect()).empty("No live integration scores above zero.")
}

fn journeys(analysis: &Analysis) -> Pane {
    let rows = analysis.stack.journeys.iter().map(|(id, journey)| {
        let weak = weakest(analysis, id);
        let mut row = Row::new(Tone::Text, pad_end(&journey.name, 24))
            .and(Tone::Muted, format!(" {}", plural(journey.stages.len(), "stage")));
        if let Some(value) = journey.value_per_day {
            row = row.and(Tone::Muted, format!(" · {} a day", detail::money(analysis, value)));
        }
        if let Some((name, score)) = weak {
            let tone = detail::band_tone(Band::of(score));
            row = row.right(tone, format!("{score} {}", fit(&name, 24)));
        }
        row.on(Target::Journey(journey.id.clone()))
    });
    Pane::new("Journeys", rows.collect())
        .note("with the weakest link")
        .empty("The file describes no journeys.")
}

/// The most fragile integration that a journey names as its way.
fn weakest(analysis: &Analysis, journey: JourneyId) -> Option<(String, u8)> {
    let stack = &analysis.stack;
    let stages = &stack.journeys[journey].stages;
    let mut candidates: Vec<IntegrationId> =
        stages.iter().flat_map(|it| &it.via).filter_map(|it| it.id).collect();
    for (from, to) in stack.journeys[journey].hand_offs() {
        let tool = |at: usize| stages.get(at)?.tool.as_ref()?.id;
        let ends = (tool(from), tool(to));
        let direct = stack
            .integrations
            .iter()
            .filter(|(_, it)| it.is_live() && ends.0.is_some() && (it.from.id, it.to.id) == ends);
        candidates.extend(direct.map(|(id, _)| id));
    }
    candidates
        .into_iter()
        .filter_map(|id| {
            Some((stack.integrations[id].id.to_string(), analysis.fragility.get(id.index())?.score))
        })
        .max_by_key(|(_, score)| *score)
}

/// Something with a date.
struct Due {
    on: Date,
    days: i64,
    what: String,
    target: Target,
}

fn ahead(analysis: &Analysis) -> Pane {
    let mut due = due(&analysis.stack);
    for it in &mut due {
        it.days = it.on.days_since(analysis.as_of);
    }
    due.retain(|it| it.days <= AHEAD_DAYS_MAX);
    due.sort_by(|left, right| (left.on, &left.target).cmp(&(right.on, &right.target)));
    let rows = due.into_iter().map(|it| {
        let (tone, when) = match it.days {
            days if days < 0 => (Tone::Danger, format!("{} ago", plural_days(-days))),
            0 => (Tone::Danger, "today".to_owned()),
            days if days <= 30 => (Tone::Warn, format!("in {}", plural_days(days))),
            days => (Tone::Text, format!("in {}", plural_days(days))),
        };
        Row::new(tone, pad_end(&when, 13))
            .and(Tone::Text, it.what)
            .right(Tone::Muted, it.on.to_string())
            .on(it.target)
    });
    let stated = if analysis.as_of_is_stated { "as of" } else { "today," };
    Pane::new("Ahead", rows.collect())
        .note(format!("{stated} {}", analysis.as_of))
        .empty("Nothing expires or renews in the next 120 days.")
}

fn due(stack: &Stack) -> Vec<Due> {
    let mut due = Vec::new();
    let mut add = |on: Option<Date>, what: String, target: Target| {
        due.extend(on.map(|on| Due { on, days: 0, what, target: target.clone() }));
    };
    for tool in stack.tools.values().filter(|it| it.is_in_use()) {
        let target = || Target::Tool(tool.id.clone());
        if let Some(contract) = &tool.contract {
            let on = contract.renewal_date;
            add(on, format!("{}: contract renews", tool.name), target());
            let notice =
                on.zip(contract.notice_days).and_then(|(on, days)| on.plus_days(-whole(days)));
            add(notice, format!("{}: last day to give notice", tool.name), target());
        }
        let sunset = tool.api.as_ref().and_then(|it| it.sunset_at);
        add(sunset, format!("{}: API version ends", tool.name), target());
    }
    for credential in stack.credentials.values() {
        let element = crate::diag::Element::new(ElementKind::Credential, &credential.id);
        let what = format!("credential {} expires", credential.id);
        add(credential.expires_at, what, Target::Element(element));
    }
    for integration in stack.integrations.values().filter(|it| it.is_live()) {
        let exit = integration.workaround.as_ref().and_then(|it| it.exit_by);
        let what = format!("workaround {} was to end", integration.id);
        add(exit, what, Target::Integration(integration.id.clone()));
    }
    for initiative in stack.initiatives.values() {
        let element = crate::diag::Element::new(ElementKind::Initiative, &initiative.id);
        let what = format!("{}: decision", initiative.name);
        add(initiative.decision_by, what, Target::Element(element));
    }
    due
}

/// Days of a notice period; what is no whole number of days counts as none.
fn whole(days: f64) -> i64 {
    /// Longer than any contract.
    const DAYS_MAX: u16 = 3_660;
    (0..=DAYS_MAX).rev().find(|it| f64::from(*it) <= days).map_or(0, i64::from)
}

fn plural_days(days: i64) -> String {
    plural(usize::try_from(days).unwrap_or(usize::MAX), "day")
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::testing;

    #[test]
    fn bands_cover_the_scores_without_gaps() {
        let all: Vec<(u8, u8)> = Band::VARIANTS.iter().map(|it| bounds(*it)).collect();
        assert_eq!(all, [(0, 20), (20, 40), (40, 60), (60, 80), (80, 101)]);
    }

    #[test]
    fn what_is_due_comes_in_the_order_of_its_days() {
        let pane = ahead(&testing::analysis());
        let lines: Vec<String> = pane.rows.iter().map(Row::plain).collect();
        assert_eq!(
            lines,
            [
                "54 days ago  workaround webinar-csv was to end  2026-10-01",
                "in 7 days    HubSpot: last day to give notice  2026-12-01",
                "in 37 days   HubSpot: contract renews  2026-12-31",
            ]
        );
    }
}
