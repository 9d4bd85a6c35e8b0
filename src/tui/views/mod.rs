//! The views: one file each, all of them data with a few functions.

mod findings;
mod flows;
mod journeys;
mod map;
mod matrix;
mod overview;
mod page;
mod ranking;
pub(crate) mod scenarios;
mod table;
mod tools;

use ratatui::layout::Rect;

use super::actions::{Action, scenario_files};
use super::canvas::Canvas;
use super::lapse::Lapse;
use super::losses::Losses;
use super::model::Model;
use super::msg::Effect;
use super::repairs;
use super::rows::{self, Pane};
use super::study::{self, Studies};
use super::target::{Target, finding};

pub(crate) use findings::{RULE_GROUP, VIEW as FINDINGS, findings_of};
pub(crate) use map::{
    Reach, Request, Scene, arrive, drag, look_again_at, other_end, point_at, press, reach_of,
};
pub(crate) use overview::VIEW as OVERVIEW;
pub(crate) use page::{
    Subject, find_ways, has_ends, has_purposes, open as open_page, open_consent,
    title as page_title,
};
pub(crate) use ranking::explain_more;
pub(crate) use table::pin_selection;

/// A screen with its tab.
pub(crate) struct View {
    /// Kebab-case; names its state in the session and its scope in the key table.
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    /// The digit that opens it; unique.
    pub(crate) key: &'static str,
    /// What it says, as plain data. Filter and sort come after it.
    pub(crate) panes: fn(&Model) -> Vec<Pane>,
    /// Arranges the panes (those of `panes`, filtered and sorted) in the area, or draws by itself.
    pub(crate) paint: fn(&mut Canvas<'_>, Rect, &[Pane]),
    /// It is the place to look at such a thing: drilling in leads here.
    pub(crate) shows: fn(&Target) -> bool,
    /// Where a step leads; `None` leaves it to the order of the rows.
    pub(crate) step: fn(&Model, Step) -> Option<Target>,
    /// Its selection is its own and need not be among the rows, as on the map.
    pub(crate) keeps_cursor: bool,
    pub(crate) actions: &'static [Action],
}

/// A movement of the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
    NextPane,
    PreviousPane,
}

/// What each view remembers beside its selection, scroll, sort and filter.
#[derive(Default)]
pub(crate) struct States {
    pub(crate) losses: Losses,
    pub(crate) map: map::State,
    pub(crate) matrix: matrix::State,
    pub(crate) findings: findings::State,
    pub(crate) rankings: ranking::State,
    pub(crate) scenarios: scenario_files::State,
    pub(crate) ways: page::FoundWays,
    pub(crate) studies: Studies,
    /// The time-lapse on the map, if there is one.
    pub(crate) lapse: Option<Lapse>,
}

/// All views, in the order of the tabs.
pub(crate) static VIEWS: &[&View] = &[
    &overview::VIEW,
    &map::VIEW,
    &tools::VIEW,
    &flows::VIEW,
    &findings::VIEW,
    &journeys::VIEW,
    &scenarios::VIEW,
    &matrix::VIEW,
    &page::VIEW,
];

/// Selects something where a view is shown for the first time.
pub(crate) fn begin(model: &mut Model) {
    map::begin(model);
    matrix::begin(model);
}

/// What the screen shows and a thread has to make first.
pub(crate) fn wanted(model: &mut Model) -> Vec<Effect> {
    let mut effects = study::wanted(model);
    let request = match model.view().id {
        it if it == map::VIEW.id => map::wanted(model),
        it if it == matrix::VIEW.id => map::wanted_whole(model),
        _ => None,
    };
    effects.extend(request.map(|it| Effect::LayOut(Box::new(it))));
    effects
}

/// How a line of a view's own came about.
pub(crate) fn explain_line(model: &Model, key: &str) -> Vec<rows::Row> {
    let kinds =
        [scenarios::explain::work, scenarios::columns::explain, scenarios::evidence::verdict];
    kinds.iter().map(|it| it(model, key)).find(|it| !it.is_empty()).unwrap_or_default()
}

/// Opens a line that stands for nothing but itself; `None` where that is no such line.
pub(crate) fn open_line(model: &mut Model, target: &Target) -> Option<Vec<Effect>> {
    let Target::Line(line) = target else { return None };
    match model.view().id {
        it if it == overview::VIEW.id => ranking::open(model, line),
        it if it == findings::VIEW.id => Some(findings::fold(model)),
        it if it == map::VIEW.id || it == matrix::VIEW.id => map::open_fold(model, target),
        _ => None,
    }
}

/// The tool or integration that the map would show for the selection, else for the page.
pub(crate) fn on_map(model: &Model) -> Option<Target> {
    let found = model.selected().and_then(|it| drawn(model, &it));
    found.or_else(|| page::target(model))
}

/// What of a thing can be drawn: itself, or what a finding is about.
fn drawn(model: &Model, target: &Target) -> Option<Target> {
    let is_drawn = |it: &Target| matches!(it, Target::Tool(_) | Target::Integration(_));
    if let Target::Finding(key) = target {
        let finding = finding(model.analysis.as_deref()?, key)?;
        let elements = finding.element.iter().chain(&finding.related);
        return elements.map(Target::of_element).find(is_drawn);
    }
    if let Target::Line(line) = target {
        let element = repairs::element(model.analysis.as_deref()?, line)?;
        return Some(Target::of_element(&element)).filter(is_drawn);
    }
    is_drawn(target).then(|| target.clone())
}

/// Goes to the map with the selection.
pub(crate) fn show_on_map(model: &mut Model) -> Vec<Effect> {
    let target = on_map(model);
    let view = VIEWS.iter().position(|it| it.id == map::VIEW.id);
    if let (Some(target), Some(view)) = (target, view) {
        map::show(model, view, &target);
    }
    Vec::new()
}

/// Goes to the map, with a thing selected where there is one to select.
pub(crate) fn to_map(model: &mut Model, target: Option<Target>) {
    let view = VIEWS.iter().position(|it| it.id == map::VIEW.id);
    match (view, target) {
        (Some(view), Some(target)) => map::show(model, view, &target),
        (Some(view), None) if model.view != view => {
            model.leave_here();
            model.view = view;
        }
        (Some(_) | None, _) => {}
    }
}

pub(crate) fn shows_map(model: &Model) -> bool {
    model.view().id == map::VIEW.id
}

/// For views whose steps follow their rows.
pub(crate) fn by_rows(_: &Model, _: Step) -> Option<Target> {
    None
}

#[cfg(test)]
mod tests;
