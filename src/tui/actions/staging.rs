//! Staged changes: what if this tool went, that one came, those two were connected.

use super::{Action, Group, Scope, has_selection, has_stack};
use crate::scenario::Edit;
use crate::stack::{Category, Integration, Method, Tool};
use crate::text::{Label, Span, nearest};
use crate::tui::app;
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Timer};
use crate::tui::overlays::{Field, Form, Overlay};
use crate::tui::rows::Tone;
use crate::tui::target::Target;

const fn action(
    id: &'static str,
    keys: &'static [&'static str],
    words: (&'static str, &'static str),
    enabled: fn(&Model) -> Result<(), &'static str>,
    act: fn(&mut Model) -> Vec<Effect>,
) -> Action {
    let (title, help) = words;
    let (group, scope) = (Group::Scenario, Scope::Everywhere);
    Action { id, title, help, group, scope, keys, hint: 0, enabled, act }
}

#[rustfmt::skip]
pub(super) static ACTIONS: &[Action] = &[
    action("remove", &["x"], ("remove", "stage the removal of the selected tool or integration"), has_removable, remove),
    action("add", &["a"], ("add", "stage a new tool"), has_stack, add),
    action("replace", &["r"], ("replace", "stage the replacement of the selected tool by another"), has_tool, replace),
    action("connect", &["c"], ("connect", "stage an integration, from the mark to the selection"), has_stack, connect),
    action("undo", &["u"], ("undo", "take back the last staged change"), has_staged, undo),
    action("redo", &["U", "ctrl-r"], ("redo", "stage again what was taken back"), has_undone, redo),
];

fn has_removable(model: &Model) -> Result<(), &'static str> {
    has_selection(model)?;
    match model.selected() {
        Some(Target::Tool(_) | Target::Integration(_)) => Ok(()),
        _ => Err("select a tool or an integration"),
    }
}

fn has_tool(model: &Model) -> Result<(), &'static str> {
    match model.selected() {
        Some(Target::Tool(_)) => Ok(()),
        _ => Err("select a tool"),
    }
}

fn has_staged(model: &Model) -> Result<(), &'static str> {
    model.staged.edits.last().map(|_| ()).ok_or("nothing is staged")
}

fn has_undone(model: &Model) -> Result<(), &'static str> {
    model.staged.undone.last().map(|_| ()).ok_or("nothing was undone")
}

fn remove(model: &mut Model) -> Vec<Effect> {
    match model.selected() {
        Some(Target::Tool(tool)) => stage(model, Edit::RemoveTool { tool, span: Span::NONE }),
        Some(Target::Integration(integration)) => {
            stage(model, Edit::Disconnect { integration, span: Span::NONE })
        }
        _ => Vec::new(),
    }
}

/// Adds an edit to the staged scenario and simulates it.
pub(crate) fn stage(model: &mut Model, edit: Edit) -> Vec<Effect> {
    let text = format!("staged: {}", edit.words());
    model.staged.edits.push(edit);
    model.staged.undone.clear();
    restaged(model, text)
}

fn undo(model: &mut Model) -> Vec<Effect> {
    let Some(edit) = model.staged.edits.pop() else { return Vec::new() };
    let text = format!("undone: {}", edit.words());
    model.staged.undone.push(edit);
    restaged(model, text)
}

fn redo(model: &mut Model) -> Vec<Effect> {
    let Some(edit) = model.staged.undone.pop() else { return Vec::new() };
    let text = format!("staged again: {}", edit.words());
    model.staged.edits.push(edit);
    restaged(model, text)
}

fn restaged(model: &mut Model, text: String) -> Vec<Effect> {
    let mut effects = restage(model);
    effects.extend(app::toast(model, Tone::Changed, text));
    effects
}

/// Simulates what is staged, over the stack as it is now.
pub(crate) fn restage(model: &mut Model) -> Vec<Effect> {
    model.simulation = None;
    let Some(before) = model.analysis.clone() else { return Vec::new() };
    if model.staged.edits.is_empty() {
        return Vec::new();
    }
    model.generation += 1;
    model.job = crate::tui::model::Job::Running;
    let edits = model.staged.edits.clone();
    vec![
        Effect::Simulate { generation: model.generation, before, edits },
        Effect::Timer(Timer::Busy, Timer::BUSY_MS),
    ]
}

fn open(model: &mut Model, form: Form) -> Vec<Effect> {
    model.overlays.push(Overlay::Form(form));
    Vec::new()
}

fn add(model: &mut Model) -> Vec<Effect> {
    let fields = vec![
        Field::new("name", "", "as people call it"),
        Field::new("category", "other", "e.g. crm, email, cdp, form-survey"),
    ];
    open(
        model,
        Form::new("Add a tool", fields, |model, values| {
            let [name, category] = values else { return Err("two fields are needed".to_owned()) };
            if name.trim().is_empty() {
                return Err("a tool needs a name".to_owned());
            }
            let category = parsed::<Category>("category", category)?;
            let tool = Box::new(Tool::new(&slug(name), name.trim(), category));
            Ok(stage(model, Edit::AddTool { tool, written: None, span: Span::NONE }))
        }),
    )
}

fn replace(model: &mut Model) -> Vec<Effect> {
    let Some(Target::Tool(tool)) = model.selected() else { return Vec::new() };
    let fields =
        vec![Field::new("replace", &tool, "a tool"), Field::new("by", "", "a tool, here or new")];
    open(
        model,
        Form::new("Replace a tool", fields, |model, values| {
            let [tool, by] = values else { return Err("two fields are needed".to_owned()) };
            let tool = tool_named(model, tool)?;
            let by = tool_named(model, by).unwrap_or_else(|_| Label::new(&slug(by)));
            if by.is_empty() {
                return Err("name the tool that takes its place".to_owned());
            }
            Ok(stage(model, Edit::ReplaceTool { tool, by, span: Span::NONE }))
        }),
    )
}

fn connect(model: &mut Model) -> Vec<Effect> {
    let tool = |target: Option<Target>| match target {
        Some(Target::Tool(id)) => id.to_string(),
        _ => String::new(),
    };
    let marked = tool(model.mark.clone());
    let selected = tool(model.selected());
    let (from, to) = if marked.is_empty() { (selected, marked) } else { (marked, selected) };
    let fields = vec![
        Field::new("from", &from, "a tool"),
        Field::new("to", &to, "a tool"),
        Field::new("method", "native_connector", "e.g. webhook, reverse_etl, manual_csv"),
        Field::new("object", "", "what moves; may stay empty"),
    ];
    open(
        model,
        Form::new("Connect two tools", fields, |model, values| {
            let [from, to, method, object] = values else {
                return Err("four fields are needed".to_owned());
            };
            let (from, to) = (tool_named(model, from)?, tool_named(model, to)?);
            if from == to {
                return Err("a tool is not connected to itself".to_owned());
            }
            let method = parsed::<Method>("method", method)?;
            let id = free_id(model, &format!("{from}-{to}"));
            let mut integration = Integration::new(&id, &from, &to, method);
            if !object.trim().is_empty() {
                integration.carry(object.trim());
            }
            let integration = Box::new(integration);
            Ok(stage(model, Edit::Connect { integration, written: None, span: Span::NONE }))
        }),
    )
}

/// An id that neither the stack nor the staged edits have.
fn free_id(model: &Model, wanted: &str) -> String {
    let is_taken = |id: &str| {
        let staged = model.staged.edits.iter().any(|edit| match edit {
            Edit::Connect { integration, .. } => integration.id == *id,
            _ => false,
        });
        staged || model.analysis.as_ref().is_some_and(|it| it.stack.integrations.find(id).is_some())
    };
    let numbered = (2..).map(|number| format!("{wanted}-{number}"));
    std::iter::once(wanted.to_owned()).chain(numbered).find(|id| !is_taken(id)).unwrap_or_default()
}

/// A tool of the stack, or one that was staged.
fn tool_named(model: &Model, name: &str) -> Result<Label, String> {
    let name = name.trim();
    for edit in &model.staged.edits {
        if let Edit::AddTool { tool, .. } = edit
            && (tool.id == *name || tool.name == *name)
        {
            return Ok(tool.id.clone());
        }
    }
    let Some(analysis) = &model.analysis else { return Err("no stack has been read".to_owned()) };
    let stack = &analysis.stack;
    match stack.tool_called(name) {
        Some(id) => Ok(stack.tools[id].id.clone()),
        None => Err(match nearest(name, stack.tools.names()) {
            Some(near) => format!("no tool is called {name}; did you mean {near}?"),
            None => format!("no tool is called {name}"),
        }),
    }
}

fn parsed<T: std::str::FromStr + strum::VariantNames>(what: &str, text: &str) -> Result<T, String> {
    let text = text.trim();
    text.parse().or_else(|_: T::Err| {
        Err(match nearest(text, T::VARIANTS.iter().copied()) {
            Some(near) => format!("no {what} is called {text}; did you mean {near}?"),
            None => format!("no {what} is called {text}"),
        })
    })
}

/// An id from a name: "Six Sense!" becomes `six-sense`.
fn slug(name: &str) -> String {
    let mut out = String::new();
    for char in name.trim().to_lowercase().chars() {
        if char.is_ascii_alphanumeric() || char == '.' || char == '_' {
            out.push(char);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}
