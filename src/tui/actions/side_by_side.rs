//! The pages of the view of scenarios: which is shown, what is planned, and which scenarios stand side by side.

use super::forms::open;
use super::staging::restaged;
use crate::report::beside::Candidate;
use crate::scenario::Terms;
use crate::tui::app;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::names;
use crate::tui::overlays::{Fault, Field, Form, Takes};
use crate::tui::rows::Tone;
use crate::tui::views::scenarios::{Page, columns, page, verdict, work};

/// More columns than this fit on no screen.
const KEPT_MAX: usize = 12;

pub(super) fn turn(model: &mut Model, to: Page) -> Vec<Effect> {
    model.states.scenarios.page = to;
    Vec::new()
}

/// Shows the work; where it is shown already, that behind the next tool.
pub(super) fn turn_to_work(model: &mut Model) -> Vec<Effect> {
    let is_shown = page(model) == Some(Page::Work);
    let count = work::count(model).max(1);
    let state = &mut model.states.scenarios;
    state.plan = if is_shown { next(state.plan, count) } else { 0 };
    turn(model, Page::Work)
}

/// Shows the verdict; where it is shown already, that on the next tool.
pub(super) fn turn_to_verdict(model: &mut Model) -> Vec<Effect> {
    let is_shown = page(model) == Some(Page::Verdict);
    let count = verdict::count(model).max(1);
    let state = &mut model.states.scenarios;
    state.purchase = if is_shown { next(state.purchase, count) } else { 0 };
    turn(model, Page::Verdict)
}

/// The one after; what is chosen may lie beyond the last, which then stands for it.
fn next(at: usize, count: usize) -> usize {
    (at.min(count - 1) + 1) % count
}

pub(super) fn has_plan(model: &Model) -> Result<(), &'static str> {
    match verdict::plan(model) {
        Some(_) if verdict::is_connected(model) => Err("it is connected in what is staged"),
        Some((_, edits)) if edits.len() > model.staged.edits.len() => Ok(()),
        Some(_) => Err("there is nothing to connect it with that is not staged"),
        None => Err("V shows the verdict first"),
    }
}

/// Stages the connections that the verdict rests on, in one step.
pub(super) fn connect_so(model: &mut Model) -> Vec<Effect> {
    let Some((name, edits)) = verdict::plan(model) else { return Vec::new() };
    let text = format!("connect {name} as the verdict has it");
    model.staged.take(text.clone(), edits);
    restaged(model, text)
}

pub(super) fn has_kept(model: &Model) -> Result<(), &'static str> {
    model.states.scenarios.kept.last().map(|_| ()).ok_or("no scenario was kept as a column")
}

/// Puts a scenario into a column of its own; what was kept under the same name makes way.
pub(super) fn keep(model: &mut Model, candidate: Candidate, text: String) -> Vec<Effect> {
    let state = &mut model.states.scenarios;
    state.kept.retain(|it| it.name != candidate.name);
    if state.kept.len() >= KEPT_MAX {
        let text = format!("{KEPT_MAX} columns are there already: - takes the last away");
        return app::toast(model, Tone::Warn, text);
    }
    state.kept.push(candidate);
    state.kept_edition += 1;
    app::toast(model, Tone::Ok, text)
}

pub(super) fn keep_staged(model: &mut Model) -> Vec<Effect> {
    let Some(analysis) = model.analysis.clone() else { return Vec::new() };
    let candidate = columns::staged(model, &analysis);
    let text = format!("kept as a column: {} · s shows it", candidate.name);
    keep(model, candidate, text)
}

pub(super) fn drop_last(model: &mut Model) -> Vec<Effect> {
    let state = &mut model.states.scenarios;
    let Some(gone) = state.kept.pop() else { return Vec::new() };
    state.kept_edition += 1;
    app::toast(model, Tone::Info, format!("no longer a column: {}", gone.name))
}

/// Asks what is planned for the work.
pub(super) fn plan(model: &mut Model) -> Vec<Effect> {
    let terms = model.staged.terms;
    let number = |it: Option<f64>| it.map_or_else(String::new, |it| it.to_string());
    let start = terms.start.map_or_else(String::new, |it| it.to_string());
    let fields = vec![
        Field::new("weeks", Takes::Amount, &number(terms.planned_weeks), "planned; may stay empty"),
        Field::new(
            "hours",
            Takes::Amount,
            &number(terms.hours_per_week),
            "a week that there are for it; empty: by the size of the team",
        ),
        Field::new("start", Takes::Day, &start, "such as 2027-01-15; may stay empty"),
    ];
    open(model, Form::new("The plan", fields, submit_plan))
}

fn submit_plan(model: &mut Model, values: &[String]) -> Result<Vec<Effect>, Fault> {
    let [weeks, hours, start] = values else {
        return Err(Fault::new(0, "three fields are needed"));
    };
    let terms = Terms {
        planned_weeks: names::positive(weeks).map_err(|it| Fault::new(0, it))?,
        hours_per_week: names::positive(hours).map_err(|it| Fault::new(1, it))?,
        start: names::day(model, start).map_err(|it| Fault::new(2, it))?,
    };
    let name = match terms.planned_weeks {
        Some(weeks) => format!("plan {weeks} weeks"),
        None => "plan without weeks".to_owned(),
    };
    let edits = model.staged.edits.clone();
    model.staged.take_with(name.clone(), edits, terms);
    Ok(restaged(model, name))
}
