//! Staged changes: what if this tool went, that one came, those two were connected.

use super::{Action, Group, Scope, buying, forms, has_stack, lapse, scenario_files, side_by_side};
use crate::diag::ElementKind;
use crate::scenario::Edit;
use crate::text::{Span, fit};
use crate::tui::app;
use crate::tui::detail::impact;
use crate::tui::model::{Job, Model};
use crate::tui::msg::{Effect, Timer};
use crate::tui::outcome;
use crate::tui::overlays::Overlay;
use crate::tui::rows::Tone;
use crate::tui::target::Target;
use crate::tui::views::scenarios::Page;

const fn action(
    id: &'static str,
    keys: &'static [&'static str],
    words: (&'static str, &'static str),
    enabled: fn(&Model) -> Result<(), &'static str>,
    act: fn(&mut Model) -> Vec<Effect>,
) -> Action {
    let (title, help) = words;
    let (group, scope) = (Group::Scenario, Scope::Staging);
    Action { id, title, help, group, scope, keys, hint: 0, enabled, act }
}

impl Action {
    /// For the view of scenarios alone.
    const fn of_scenarios(self) -> Self {
        Self { scope: Scope::View("scenarios"), hint: 6, ..self }
    }
}

#[rustfmt::skip]
pub(super) static ACTIONS: &[Action] = &[
    action("remove", &["x"], ("take out", "stage the removal of the selected tool or integration, or drop the selected change"), has_stack, remove),
    action("add", &["a"], ("add", "stage a tool from the catalogue, or one that no list has"), has_stack, buying::add),
    action("replace", &["r"], ("replace", "stage the replacement of the selected tool by another"), has_stack, forms::replace),
    action("connect", &["c"], ("connect", "stage an integration, from the mark to the selection"), has_stack, forms::connect),
    action("outage", &["o"], ("outage", "stage that the selection fails for a while, or that somebody leaves"), has_stack, forms::outage),
    action("impact", &["I"], ("impact", "what breaks without the selection: journeys, data, automations, money"), impact::can_show, show_impact),
    action("lapse", &["O"], ("time-lapse", "play an outage of the selection on the map, hour by hour"), has_stack, lapse::ask),
    action("undo", &["u"], ("undo", "take back the last step of the scenario"), has_past, undo),
    action("redo", &["U", "ctrl-r"], ("redo", "take the step again that was taken back"), has_future, redo),
    action("scenario-write", &[], ("write scenario", "write the staged changes to a scenario file"), has_staged, scenario_files::write),
];

/// What can be done in the view of scenarios alone.
#[rustfmt::skip]
pub(crate) static SCENARIO_ACTIONS: &[Action] = &[
    action("scenario-read", &["F"], ("read file", "stage the changes of a scenario file"), has_stack, scenario_files::choose).of_scenarios(),
    action("scenario-result", &["b"], ("result", "what comes of the staged changes"), has_stack, |it| side_by_side::turn(it, Page::Result)).of_scenarios(),
    action("scenario-work", &["t"], ("time and effort", "hours, weeks with their chances and the order of the work; again for the next tool"), has_stack, side_by_side::turn_to_work).of_scenarios(),
    action("scenario-columns", &["s"], ("side by side", "several scenarios in columns"), has_stack, |it| side_by_side::turn(it, Page::Columns)).of_scenarios(),
    action("scenario-verdict", &["V"], ("verdict", "whether what is added should be bought; again for the next tool"), has_stack, side_by_side::turn_to_verdict).of_scenarios(),
    action("scenario-connect", &["Y"], ("connect so", "stage what is added with the connections that the verdict rests on"), side_by_side::has_plan, side_by_side::connect_so).of_scenarios(),
    action("scenario-plan", &["P"], ("plan", "state the weeks, the hours a week and the first day that are planned"), has_staged, side_by_side::plan).of_scenarios(),
    action("scenario-keep", &["+"], ("keep", "keep what is staged as a column of its own"), has_staged, side_by_side::keep_staged).of_scenarios(),
    action("scenario-drop", &["-"], ("drop", "take the last column away"), side_by_side::has_kept, side_by_side::drop_last).of_scenarios(),
    action("scenario-clear", &["D"], ("drop all", "take all staged changes out, in one step that u takes back"), has_staged, clear).of_scenarios(),
];

/// What is inspected above the view, else what is selected in it.
pub(super) fn chosen(model: &Model) -> Option<Target> {
    match model.overlays.last() {
        // What hangs on a thing is asked of the thing.
        Some(Overlay::Detail(Target::Line(line))) => match impact::thing(line) {
            Some(element) => Some(Target::of_element(&element)),
            None => Some(Target::Line(line.clone())),
        },
        Some(Overlay::Detail(target)) => Some(target.clone()),
        Some(Overlay::Picker(_) | Overlay::Form(_) | Overlay::Proposal(_)) | None => {
            model.selected()
        }
    }
}

/// The tool, integration or other thing behind the selection: of a stage its tool, of a finding what it is about.
pub(crate) fn subject(model: &Model) -> Option<Target> {
    match chosen(model)? {
        Target::Stage(journey, stage) => {
            let stack = &model.analysis.as_deref()?.stack;
            let journey = &stack.journeys[stack.journeys.find(&journey)?];
            Some(Target::Tool(journey.stages.get(stage)?.tool.as_ref()?.name.clone()))
        }
        Target::Finding(key) => {
            let element = model.finding(&key)?.element.as_ref()?;
            Some(Target::of_element(element))
        }
        other => Some(other),
    }
}

pub(super) fn has_staged(model: &Model) -> Result<(), &'static str> {
    model.staged.edits.last().map(|_| ()).ok_or("nothing is staged")
}

fn has_past(model: &Model) -> Result<(), &'static str> {
    model.staged.last_step().map(|_| ()).ok_or("nothing is staged")
}

fn has_future(model: &Model) -> Result<(), &'static str> {
    model.staged.next_step().map(|_| ()).ok_or("nothing was undone")
}

fn remove(model: &mut Model) -> Vec<Effect> {
    match chosen(model) {
        Some(Target::Tool(tool)) => {
            let is_gone =
                |it: &Edit| matches!(it, Edit::RemoveTool { tool: gone, .. } if *gone == tool);
            if model.staged.edits.iter().any(is_gone) {
                return app::toast(model, Tone::Info, format!("{tool} is taken out already"));
            }
            stage(model, vec![Edit::RemoveTool { tool, span: Span::NONE }])
        }
        Some(Target::Integration(integration)) => {
            let is_gone = |it: &Edit| matches!(it, Edit::Disconnect { integration: gone, .. } if *gone == integration);
            if model.staged.edits.iter().any(is_gone) {
                return app::toast(
                    model,
                    Tone::Info,
                    format!("{integration} is taken out already"),
                );
            }
            stage(model, vec![Edit::Disconnect { integration, span: Span::NONE }])
        }
        Some(Target::Edit(at)) => {
            let mut edits = model.staged.edits.clone();
            if at >= edits.len() {
                return Vec::new();
            }
            let name = format!("not {}", edits.remove(at).words());
            model.staged.take(name.clone(), edits);
            restaged(model, name)
        }
        _ => forms::remove(model),
    }
}

fn show_impact(model: &mut Model) -> Vec<Effect> {
    let found = subject(model).zip(model.analysis.clone());
    if let Some(target) = found.and_then(|(it, analysis)| impact::target(&analysis, &it)) {
        model.scrolls.remove(&(model.view().id, crate::tui::detail::DETAIL));
        model.overlays.push(Overlay::Detail(target));
    }
    Vec::new()
}

fn clear(model: &mut Model) -> Vec<Effect> {
    let name = "drop all changes".to_owned();
    model.staged.take(name.clone(), Vec::new());
    restaged(model, name)
}

/// Adds edits to the staged scenario, as one step, and simulates it.
pub(crate) fn stage(model: &mut Model, edits: Vec<Edit>) -> Vec<Effect> {
    let name: Vec<String> = edits.iter().map(Edit::words).collect();
    let name = name.join(", ");
    let mut all = model.staged.edits.clone();
    all.extend(edits);
    model.staged.take(name.clone(), all);
    restaged(model, name)
}

fn undo(model: &mut Model) -> Vec<Effect> {
    match model.staged.undo() {
        Some(name) => restaged(model, format!("undone: {name}")),
        None => Vec::new(),
    }
}

fn redo(model: &mut Model) -> Vec<Effect> {
    match model.staged.redo() {
        Some(name) => restaged(model, format!("again: {name}")),
        None => Vec::new(),
    }
}

pub(super) fn restaged(model: &mut Model, text: String) -> Vec<Effect> {
    let mut effects = restage(model);
    effects.extend(app::toast(model, Tone::Changed, text));
    effects
}

/// Simulates what is staged, over the stack as it is now.
pub(crate) fn restage(model: &mut Model) -> Vec<Effect> {
    model.simulation = None;
    let Some(before) = model.analysis.clone() else { return Vec::new() };
    if model.staged.edits.is_empty() {
        model.staged.is_untold = false;
        return Vec::new();
    }
    // Its arrival asks for the simulation; one that is asked for now would put the load out of date.
    if model.is_loading {
        return Vec::new();
    }
    model.generation += 1;
    model.job = Job::Running;
    let edits = model.staged.edits.clone();
    vec![
        Effect::Simulate { generation: model.generation, before, edits },
        Effect::Timer(Timer::Busy, Timer::BUSY_MS),
    ]
}

/// Tells the result of the last step, once, now that it is known.
pub(crate) fn tell(model: &mut Model) -> Vec<Effect> {
    if !std::mem::take(&mut model.staged.is_untold) {
        return Vec::new();
    }
    let (Some(analysis), Some(simulation)) = (&model.analysis, &model.simulation) else {
        return Vec::new();
    };
    // There it stands above everything.
    if model.view().id == "scenarios" && model.overlays.is_empty() {
        return Vec::new();
    }
    let (tone, line) = outcome::line(analysis, &model.staged.edits, simulation);
    // The way back has to be seen, however long the rest is.
    let (tail, air) = (" · u undo · 7 shows all", 10);
    let room = usize::from(model.size.0).saturating_sub(tail.len() + air);
    let line = fit(&line, room);
    app::toast(model, tone, format!("{line}{tail}"))
}

/// What a form about failing things starts with.
pub(super) fn failing_subject(model: &Model) -> String {
    match subject(model) {
        Some(Target::Tool(id) | Target::Integration(id)) => id.to_string(),
        Some(Target::Element(element)) => match element.kind {
            ElementKind::Credential | ElementKind::Vendor | ElementKind::Person => {
                element.id.to_string()
            }
            _ => String::new(),
        },
        _ => String::new(),
    }
}
