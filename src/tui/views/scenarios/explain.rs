//! How the figures of a scenario's work came about, for the inspector.

use super::work::{WORK, known, reason, remedy_words, step_look, title, way_back};
use crate::analysis::Analysis;
use crate::scenario::{Migration, Step};
use crate::text::amount;
use crate::tui::detail;
use crate::tui::model::Model;
use crate::tui::outcome::tool_name;
use crate::tui::rows::{Row, Tone};

/// How a line of this page came about.
pub(crate) fn work(model: &Model, key: &str) -> Vec<Row> {
    let Some(rest) = key.strip_prefix(WORK) else { return Vec::new() };
    let (Some(analysis), Some(plans)) = (model.analysis.as_deref(), known(model)) else {
        return Vec::new();
    };
    let at = model.states.scenarios.plan.min(plans.0.len().saturating_sub(1));
    let Some(plan) = plans.0.get(at) else { return Vec::new() };
    let mut parts = rest.rsplitn(3, '|');
    let number = parts.next().and_then(|it| it.parse::<usize>().ok()).unwrap_or(0);
    let kind = parts.next().unwrap_or_default();
    let mut rows = vec![Row::new(Tone::Title, title(analysis, plan))];
    rows.extend(match kind {
        "part" => part(&plan.work, number),
        "waterfall" => bar_explained(&plan.work, number),
        "remedy" => remedy(&plan.work, number),
        "step" => plan.work.cutover.get(number).map_or_else(Vec::new, |it| step(analysis, it)),
        _ => drawn(&plan.work),
    });
    rows
}

fn said(text: impl Into<String>) -> Row {
    Row::new(Tone::Text, text)
}

fn part(work: &Migration, at: usize) -> Vec<Row> {
    let Some(part) = work.parts.get(at) else { return Vec::new() };
    let hours = |it: f64| format!("{} h", amount(it));
    vec![
        detail::fact("what", part.part.words()),
        detail::fact("at best", &hours(part.low)),
        detail::fact("likely", &hours(part.likely)),
        detail::fact("at worst", &hours(part.high)),
        detail::fact("mean", &hours(part.mean)),
        detail::blank(),
        said(
            "Hours of each item are expert defaults, not statistics; `company.effort` in the stack file replaces them.",
        ),
    ]
}

fn bar_explained(work: &Migration, at: usize) -> Vec<Row> {
    let Some((what, hours)) = work.waterfall.get(at) else { return Vec::new() };
    vec![
        detail::fact("hours", &amount(*hours)),
        said(*what),
        detail::blank(),
        said("Mean hours. The first bar is what plans count; the others are what they forget."),
    ]
}

fn remedy(work: &Migration, at: usize) -> Vec<Row> {
    let Some(found) = work.remedies.get(at) else { return Vec::new() };
    let (tone, text) = remedy_words(work, found);
    vec![
        Row::new(tone, text),
        detail::blank(),
        said(
            "The same draws again, with this alone changed. Even odds: half of the draws stay within the plan.",
        ),
    ]
}

fn step(analysis: &Analysis, step: &Step) -> Vec<Row> {
    let (tone, glyph) = step_look(step.kind);
    let mut rows = vec![Row::new(tone, format!("{glyph} {}", reason(step.kind)))];
    for tool in &step.tools {
        rows.push(detail::fact("tool", &tool_name(analysis, tool)));
    }
    for id in &step.integrations {
        rows.push(detail::fact("moves over", id));
    }
    rows.extend([
        detail::blank(),
        said("It runs beside the old flow until the figures of both agree. The old flow is switched off, not deleted, until the last step has held."),
        Row::new(Tone::Info, "↶ ").and(Tone::Text, way_back(step.kind)),
    ]);
    rows
}

fn drawn(work: &Migration) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(weeks) = &work.estimate.weeks {
        for (name, share) in [("P10", 0.1), ("P50", 0.5), ("P80", 0.8), ("P90", 0.9)] {
            rows.push(detail::fact(name, &format!("{:.1} weeks", weeks.at(share))));
        }
        rows.push(detail::blank());
    }
    rows.push(said(
        "20,000 draws with a fixed seed: the hours of each item, what is not documented, what comes on top, and a factor that all items share; then hours by the hours a week, or what has to be waited for, and the weeks of deciding and of running side by side.",
    ));
    rows
}
