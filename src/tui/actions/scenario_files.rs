//! Scenario files: staged from, and written to.

use std::path::{Path, PathBuf};

use super::forms::open;
use super::staging::restaged;
use super::{open_picker, side_by_side};
use crate::diag::{Diagnostic, Severity};
use crate::report::beside::Candidate;
use crate::scenario::{self, Scenario, Terms};
use crate::text::{Label, plural};
use crate::tui::app;
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Overwrite, Written};
use crate::tui::names;
use crate::tui::outcome;
use crate::tui::overlays::{Field, Form, PickerKind, Takes};
use crate::tui::rows::Tone;
use crate::tui::text_input::TextInput;
use crate::tui::views::scenarios::{Page, page};

/// The folder beside the stack file in which scenarios are looked for and written.
pub(crate) const FOLDER: &str = "scenarios";

/// What the view of scenarios remembers.
#[derive(Default)]
pub(crate) struct State {
    /// Scenario files beside the stack, by their names.
    pub(crate) files: Vec<String>,
    /// What was to be written where something stands already.
    pub(crate) waiting: Option<Writing>,
    pub(crate) page: Page,
    /// Which of several tools the page of the work is about.
    pub(crate) plan: usize,
    /// Which of several tools that are added the verdict is about.
    pub(crate) purchase: usize,
    /// Scenarios that were kept to be compared, in the order of their columns.
    pub(crate) kept: Vec<Candidate>,
    /// Rises with every change of them.
    pub(crate) kept_edition: u64,
}

/// A scenario on its way to a file.
#[derive(Clone)]
pub(crate) struct Writing {
    /// As it was typed, for what is said of it.
    pub(crate) shown: String,
    pub(crate) path: PathBuf,
    pub(crate) name: String,
    pub(crate) text: String,
}

/// A path as typed, seen from the stack file's folder.
fn beside(model: &Model, typed: &str) -> PathBuf {
    let folder = model.path.as_deref().and_then(Path::parent).unwrap_or_else(|| Path::new(""));
    folder.join(typed.trim())
}

pub(super) fn choose(model: &mut Model) -> Vec<Effect> {
    vec![Effect::ListScenarios(beside(model, FOLDER))]
}

/// The files are known: lets one be chosen, or a path be typed.
pub(crate) fn listed(model: &mut Model, files: Vec<String>) -> Vec<Effect> {
    model.states.scenarios.files = files;
    if model.states.scenarios.files.is_empty() {
        return ask_path(model);
    }
    open_picker(model, PickerKind::Scenarios)
}

pub(crate) fn ask_path(model: &mut Model) -> Vec<Effect> {
    let start = format!("{FOLDER}/");
    let hint = "seen from the folder of the stack file";
    let field =
        Field { input: TextInput::new(&start), ..Field::new("file", Takes::Path, "", hint) };
    open(
        model,
        Form::new("Read a scenario file", vec![field], |model, values| {
            Ok(values.first().map(|it| read(model, it)).unwrap_or_default())
        }),
    )
}

pub(crate) fn read(model: &mut Model, typed: &str) -> Vec<Effect> {
    vec![Effect::ReadScenario(beside(model, typed))]
}

/// A file was read: its changes take the place of what is staged, in one step.
pub(crate) fn arrived(
    model: &mut Model,
    outcome: Result<(Scenario, Vec<Diagnostic>), String>,
) -> Vec<Effect> {
    let (scenario, problems) = match outcome {
        Ok(found) => found,
        Err(text) => return app::toast(model, Tone::Danger, text),
    };
    let errors: Vec<&Diagnostic> =
        problems.iter().filter(|it| it.severity == Severity::Error).collect();
    if scenario.edits.is_empty() {
        let reason = errors.first().map_or("it changes nothing", |it| it.message.as_str());
        return app::toast(model, Tone::Danger, format!("{}: {reason}", scenario.name));
    }
    let mut text = format!("read {}", scenario.name);
    if let Some(first) = errors.first() {
        text = format!("{text}, with {}: {}", plural(errors.len(), "error"), first.message);
    }
    let is_whole = errors.is_empty();
    let terms = Terms {
        planned_weeks: scenario.planned_weeks,
        hours_per_week: scenario.capacity_hours_per_week,
        start: scenario.start,
    };
    if page(model) == Some(Page::Columns) {
        let name = scenario.name.to_string();
        return side_by_side::keep(model, Candidate { name, edits: scenario.edits, terms }, text);
    }
    model.staged.take_with(format!("read {}", scenario.name), scenario.edits, terms);
    model.staged.is_saved = is_whole;
    model.staged.name = Some(scenario.name.to_string());
    restaged(model, text)
}

pub(super) fn write(model: &mut Model) -> Vec<Effect> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    let premise = outcome::premise(analysis, &model.staged.edits);
    let name = model.staged.name.clone().unwrap_or(premise);
    let file = format!("{FOLDER}/{}.yaml", names::slug(&name));
    let fields = vec![
        Field::new("name", Takes::Name, &name, "what people call the scenario"),
        Field::new("file", Takes::Path, &file, "seen from the folder of the stack file"),
    ];
    open(
        model,
        Form::new("Write the scenario", fields, |model, values| {
            let [name, file] = values else { return Ok(Vec::new()) };
            let scenario = Scenario {
                id: Label::new(&names::slug(name)),
                name: Label::new(name.trim()),
                start: model.staged.terms.start,
                planned_weeks: model.staged.terms.planned_weeks,
                capacity_hours_per_week: model.staged.terms.hours_per_week,
                edits: model.staged.edits.clone(),
            };
            let writing = Writing {
                shown: crate::text::clean(file.trim()),
                path: beside(model, file),
                name: name.trim().to_owned(),
                text: scenario::write(&scenario),
            };
            Ok(vec![Effect::WriteScenario(writing, Overwrite::Ask)])
        }),
    )
}

/// Somebody said that the file may be lost.
pub(crate) fn overwrite(model: &mut Model) -> Vec<Effect> {
    let waiting = model.states.scenarios.waiting.take();
    waiting.map(|it| Effect::WriteScenario(it, Overwrite::Replace)).into_iter().collect()
}

pub(crate) fn written(model: &mut Model, writing: Writing, outcome: Written) -> Vec<Effect> {
    match outcome {
        Written::Done => {
            model.staged.is_saved = true;
            model.staged.name = Some(writing.name);
            app::toast(model, Tone::Ok, format!("written to {}", writing.shown))
        }
        Written::IsThere => {
            model.states.scenarios.waiting = Some(writing);
            open_picker(model, PickerKind::Overwrite)
        }
        Written::Failed(reason) => {
            app::toast(model, Tone::Danger, format!("{}: {reason}", writing.shown))
        }
    }
}
