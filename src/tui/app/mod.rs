//! `update`: what each thing that happens does to the model. Pure: no clock, no files, no terminal.

use std::path::PathBuf;
use std::sync::Arc;

use super::actions::{self, Meaning, mending, scenario_files};
use super::canvas::Click;
use super::keys::Key;
use super::lapse;
use super::layers;
use super::model::{Broken, Cursor, Job, Model, Order, Sort};
use super::msg::{Effect, Mouse, MouseKind, Msg, Outcome, Timer, Toast};
use super::overlays::{Overlay, PickerKind};
use super::rows::{Pane, Tone};
use super::since::LookBack;
use super::study;
use super::target::Target;
use super::views::{self, Step};
use crate::analysis::Analysis;
use crate::stack::Stack;
use crate::text::plural;

/// Rows that a notch of the wheel moves.
const WHEEL_ROWS: usize = 3;

pub(crate) fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = react(model, msg);
    views::begin(model);
    effects.extend(views::wanted(model));
    effects
}

fn react(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => press(model, &key),
        Msg::Paste(text) => {
            if let Some(input) = layers::text_input(model) {
                input.insert(&text);
                layers::typed(model);
                if model.filter_input.is_some() {
                    model.has_paused = false;
                    return vec![Effect::Timer(Timer::Pause, Timer::PAUSE_MS)];
                }
            }
            Vec::new()
        }
        Msg::Mouse(mouse) => point(model, mouse),
        Msg::Resize(columns, rows) => {
            model.size = (columns, rows);
            Vec::new()
        }
        Msg::Loaded { generation, outcome } if generation == model.generation => {
            arrive(model, *outcome)
        }
        Msg::Simulated { generation, simulation } if generation == model.generation => {
            model.job = Job::Idle;
            model.simulation = Some(simulation);
            actions::tell(model)
        }
        Msg::LaidOut { request, scene } => {
            views::arrive(model, *request, scene);
            Vec::new()
        }
        Msg::LookedBack { generation, look_back } if generation == model.generation => {
            looked_back(model, *look_back)
        }
        // Something newer is under way.
        Msg::Loaded { .. } | Msg::Simulated { .. } | Msg::LookedBack { .. } => Vec::new(),
        Msg::FileChanged => reload(model),
        Msg::Polling => {
            model.is_polling = true;
            Vec::new()
        }
        Msg::Timer(timer) => ring(model, timer),
        Msg::ScenariosListed(files) => scenario_files::listed(model, files),
        Msg::ScenarioRead(outcome) => scenario_files::arrived(model, outcome.map(|it| *it)),
        Msg::ScenarioWritten(writing, outcome) => scenario_files::written(model, writing, outcome),
        Msg::Proposed(proposal) => mending::proposed(model, *proposal),
        Msg::Rewritten(rewritten) => mending::rewritten(model, rewritten),
        Msg::Studied(studied) => study::arrived(model, *studied),
        Msg::Said(said) => toast(model, said.tone, said.text),
        Msg::Terminated(_) => vec![Effect::Quit],
        Msg::Suspend => vec![Effect::Suspend],
    }
}

fn press(model: &mut Model, key: &Key) -> Vec<Effect> {
    let meaning = actions::meaning(model, &key.name);
    let was_pending = model.pending.take().is_some();
    model.shows_which_key = false;
    match meaning {
        Meaning::Act(action) => actions::run(model, action),
        Meaning::Begins => {
            model.pending = Some(key.name.clone());
            vec![Effect::Timer(Timer::WhichKey, Timer::WHICH_KEY_MS)]
        }
        Meaning::Nothing => {
            let input = layers::text_input(model).filter(|_| !was_pending);
            if input.is_some_and(|it| it.press(key)) {
                layers::typed(model);
            }
            Vec::new()
        }
    }
}

fn point(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    match mouse.kind {
        MouseKind::Press => {
            let click = model.seen.click_at(mouse.column, mouse.row).cloned();
            match click {
                Some(Click::Drawing { .. }) => views::press(model, mouse),
                Some(Click::Minimap) => views::point_at(model, mouse),
                Some(click) => clicked(model, click),
                None => Vec::new(),
            }
        }
        MouseKind::WheelUp | MouseKind::WheelDown => {
            let Some(key) = model.seen.wheel_at(mouse.column, mouse.row) else {
                return Vec::new();
            };
            if key.1 == PICKER {
                let rows = if mouse.kind == MouseKind::WheelUp { -1 } else { 1 };
                return layers::move_by(model, rows);
            }
            let seen = model.seen.seen.get(&key).copied().unwrap_or_default();
            let last = seen.len.saturating_sub(seen.height);
            let scroll = model.scrolls.entry(key).or_default();
            scroll.is_free = true;
            scroll.offset = match mouse.kind {
                MouseKind::WheelUp => seen.offset.saturating_sub(WHEEL_ROWS),
                _ => (seen.offset + WHEEL_ROWS).min(last),
            };
            Vec::new()
        }
        MouseKind::Drag | MouseKind::Release => views::drag(model, mouse),
    }
}

/// The scroll key of pickers: the wheel moves their selection.
pub(crate) const PICKER: usize = 98;

fn clicked(model: &mut Model, click: Click) -> Vec<Effect> {
    match click {
        Click::Select { pane, target } => {
            let was_selected = model.selected().as_ref() == Some(&target);
            let id = model.view().id;
            model.cursors.entry(id).or_default().pane = pane;
            model.select(&target);
            if was_selected { drill(model) } else { Vec::new() }
        }
        Click::View(view) => go_to_view(model, view),
        Click::Act(id) => match actions::by_id(id) {
            Some(action) => actions::run(model, action),
            None => Vec::new(),
        },
        Click::Choice(index) => match model.overlays.last_mut() {
            Some(Overlay::Picker(picker)) if picker.at == index => layers::choose(model),
            Some(Overlay::Picker(picker)) => {
                picker.at = index;
                if picker.kind == PickerKind::Themes {
                    model.theme = index;
                }
                Vec::new()
            }
            Some(Overlay::Form(form)) => {
                form.at = index.min(form.fields.len().saturating_sub(1));
                Vec::new()
            }
            Some(Overlay::Detail(_) | Overlay::Proposal(_)) | None => Vec::new(),
        },
        Click::Sort { pane, column } => {
            views::pin_selection(model);
            let key = (model.view().id, pane);
            let order = match model.sorts.get(&key) {
                Some(sort) if sort.column == column && sort.order == Order::Rising => {
                    Order::Falling
                }
                _ => Order::Rising,
            };
            model.sorts.insert(key, Sort { column, order });
            Vec::new()
        }
        Click::Drawing { .. } | Click::Minimap | Click::Nothing => Vec::new(),
    }
}

/// Moves the selection of the view.
pub(crate) fn step(model: &mut Model, step: Step) -> Vec<Effect> {
    if let Some(target) = (model.view().step)(model, step) {
        model.select(&target);
        return Vec::new();
    }
    let panes = model.panes();
    let Some((pane, row)) = model.position(&panes) else { return Vec::new() };
    let rows = panes[pane].selectable();
    let at = rows.iter().position(|it| *it == row).unwrap_or(0);
    let last = rows.len().saturating_sub(1);
    let page = model.seen.seen.get(&(model.view().id, pane)).map_or(10, |it| it.height.max(2) - 1);
    let (pane, index) = match step {
        Step::Up if at == 0 => match neighbour(&panes, pane, -1) {
            Some(above) => (above, panes[above].selectable().len().saturating_sub(1)),
            None => (pane, 0),
        },
        Step::Down if at == last => neighbour(&panes, pane, 1).map_or((pane, last), |it| (it, 0)),
        Step::Up => (pane, at - 1),
        Step::Down => (pane, at + 1),
        Step::PageUp => (pane, at.saturating_sub(page)),
        Step::PageDown => (pane, (at + page).min(last)),
        Step::First => (pane, 0),
        Step::Last => (pane, last),
        Step::Right | Step::NextPane => {
            let first = panes.iter().position(Pane::has_targets).unwrap_or(pane);
            (neighbour(&panes, pane, 1).unwrap_or(first), 0)
        }
        Step::Left | Step::PreviousPane => {
            let last = panes.iter().rposition(Pane::has_targets).unwrap_or(pane);
            (neighbour(&panes, pane, -1).unwrap_or(last), 0)
        }
    };
    put_cursor(model, &panes, pane, index);
    Vec::new()
}

fn put_cursor(model: &mut Model, panes: &[Pane], pane: usize, index: usize) {
    let id = model.view().id;
    let row = panes[pane].selectable().get(index).copied();
    let target = row.and_then(|row| panes[pane].rows[row].target.clone());
    model.cursors.insert(id, Cursor { pane, target, index });
    for (key, scroll) in &mut model.scrolls {
        if key.0 == id {
            scroll.is_free = false;
        }
    }
    model.scrolls.remove(&(id, super::detail::DETAIL));
}

/// The next pane in that direction that has something to select.
fn neighbour(panes: &[Pane], from: usize, direction: isize) -> Option<usize> {
    let mut at = from;
    loop {
        at = at.checked_add_signed(direction)?;
        if panes.get(at)?.has_targets() {
            return Some(at);
        }
    }
}

/// Opens the selection.
pub(crate) fn drill(model: &mut Model) -> Vec<Effect> {
    if let Some(end) = views::other_end(model) {
        model.select(&end);
        return Vec::new();
    }
    match model.selected() {
        Some(target) => match views::open_line(model, &target) {
            Some(effects) => effects,
            None => go_to(model, &target),
        },
        None => Vec::new(),
    }
}

/// Goes to the view that shows such a thing, else shows the inspector.
pub(crate) fn go_to(model: &mut Model, target: &Target) -> Vec<Effect> {
    if let Target::Query { view, query } = target {
        let Some(index) = views::VIEWS.iter().position(|it| it.id == *view) else {
            model.overlays.push(Overlay::Detail(target.clone()));
            return Vec::new();
        };
        model.leave_here();
        model.view = index;
        model.filters.insert(view, query.clone());
        return Vec::new();
    }
    if views::open_page(model, target) {
        return Vec::new();
    }
    let current = model.view;
    let shows = |index: &usize| views::VIEWS.get(*index).is_some_and(|it| (it.shows)(target));
    let elsewhere = (0..views::VIEWS.len()).filter(|it| *it != current).find(shows);
    match elsewhere.filter(|_| !shows(&current) || model.selected().as_ref() != Some(target)) {
        Some(index) => {
            model.leave_here();
            model.view = if shows(&current) { current } else { index };
            model.filters.remove(model.view().id);
            model.select(target);
        }
        None => model.overlays.push(Overlay::Detail(target.clone())),
    }
    Vec::new()
}

pub(crate) fn go_to_view(model: &mut Model, view: usize) -> Vec<Effect> {
    if view != model.view && view < views::VIEWS.len() {
        model.leave_here();
        model.view = view;
    }
    Vec::new()
}

/// Goes to the view that a digit stands for.
pub(crate) fn go_to_key(model: &mut Model, key: &str) -> Vec<Effect> {
    match views::VIEWS.iter().position(|it| it.key == key) {
        Some(view) => go_to_view(model, view),
        None => toast(model, Tone::Muted, format!("there is no view {key}")),
    }
}

pub(crate) fn go_back(model: &mut Model) -> Vec<Effect> {
    if let Some(visit) = model.back.pop() {
        let here = model.visit();
        model.forward.push(here);
        model.return_to(visit);
    }
    Vec::new()
}

pub(crate) fn go_forward(model: &mut Model) -> Vec<Effect> {
    if let Some(visit) = model.forward.pop() {
        let here = model.visit();
        model.back.push(here);
        model.return_to(visit);
    }
    Vec::new()
}

/// One step back: the filter, the mark, the place before. Never out of the program.
pub(crate) fn escape(model: &mut Model) -> Vec<Effect> {
    if !model.toasts.is_empty() {
        model.toasts.clear();
    }
    if !model.filter().is_empty() {
        return layers::drop_filter(model);
    }
    if model.mark.take().is_some() {
        return Vec::new();
    }
    go_back(model)
}

/// Leaves, but asks where a staged scenario would be lost.
pub(crate) fn quit(model: &mut Model) -> Vec<Effect> {
    if !model.staged.is_unsaved() {
        return vec![Effect::Quit];
    }
    actions::open_picker(model, PickerKind::Quit)
}

/// Asks for the file to be read again.
pub(crate) fn reload(model: &mut Model) -> Vec<Effect> {
    if model.path.is_none() {
        return Vec::new();
    }
    model.generation += 1;
    model.job = Job::Running;
    model.is_loading = true;
    vec![Effect::Load { generation: model.generation }, Effect::Timer(Timer::Busy, Timer::BUSY_MS)]
}

fn arrive(model: &mut Model, outcome: Outcome) -> Vec<Effect> {
    model.job = Job::Idle;
    model.is_loading = false;
    let (analysis, is_damaged) = match outcome {
        Outcome::Unreadable(message) => {
            let text = message.clone();
            let sources = crate::text::Sources::default();
            model.broken = Some(Broken { message, is_read: false, problems: Vec::new(), sources });
            let mut effects = toast(model, Tone::Danger, text);
            effects.extend(restage_where_missing(model));
            return effects;
        }
        Outcome::Damaged(analysis) => (analysis, true),
        Outcome::Good(analysis) => (analysis, false),
    };
    let mut effects = vec![Effect::Watch(files(model, &analysis))];
    if is_damaged && model.analysis.is_some() {
        let count = analysis.problems.len();
        let message = format!("the file is broken: {}", plural(count, "problem"));
        let (problems, sources) = (analysis.problems.clone(), analysis.sources.clone());
        model.broken = Some(Broken { message, is_read: false, problems, sources });
        effects.extend(restage_where_missing(model));
        return effects;
    }
    model.broken = is_damaged.then(|| Broken {
        message: format!("the file is broken: {}", plural(analysis.problems.len(), "problem")),
        is_read: true,
        problems: analysis.problems.clone(),
        sources: analysis.sources.clone(),
    });
    let before = model.analysis.replace(analysis.clone());
    if let Some(before) = before {
        model.changed = changes(&before.stack, &analysis.stack);
        match summary(&model.changed) {
            Some(text) if model.is_alarmed() => model.note(Toast::new(Tone::Changed, text)),
            Some(text) => effects.extend(toast(model, Tone::Changed, text)),
            None => {}
        }
    }
    if !is_damaged {
        effects.push(Effect::LookBack { generation: model.generation, analysis });
    }
    effects.extend(actions::restage(model));
    effects
}

/// The next commit changes no file of the stack, so what tells of it is watched too.
fn looked_back(model: &mut Model, look_back: LookBack) -> Vec<Effect> {
    let is_known = model.look_back.signs == look_back.signs;
    model.look_back = look_back;
    match &model.analysis {
        Some(analysis) if !is_known => vec![Effect::Watch(files(model, analysis))],
        Some(_) | None => Vec::new(),
    }
}

/// What was staged while a load was under way waits for its end, whatever that is.
fn restage_where_missing(model: &mut Model) -> Vec<Effect> {
    if model.simulation.is_some() { Vec::new() } else { actions::restage(model) }
}

/// The root file, what it includes, and what tells of a commit.
fn files(model: &Model, analysis: &Arc<Analysis>) -> Vec<PathBuf> {
    let Some(root) = &model.path else { return Vec::new() };
    let folder = root.parent().map(PathBuf::from).unwrap_or_default();
    let included = analysis.sources.iter().skip(1).map(|(_, source)| folder.join(&source.path));
    let signs = model.look_back.signs.iter().cloned();
    std::iter::once(root.clone()).chain(included).chain(signs).collect()
}

/// Tools and integrations that are new or different; ids of what is gone count too.
fn changes(before: &Stack, after: &Stack) -> Vec<Target> {
    let mut changed = Vec::new();
    for tool in after.tools.values() {
        if before.tools.find(&tool.id).is_none_or(|it| before.tools[it] != *tool) {
            changed.push(Target::Tool(tool.id.clone()));
        }
    }
    let gone = before.tools.values().filter(|it| after.tools.find(&it.id).is_none());
    changed.extend(gone.map(|it| Target::Tool(it.id.clone())));
    for it in after.integrations.values() {
        let old = before.integrations.find(&it.id);
        if old.is_none_or(|old| before.integrations[old] != *it) {
            changed.push(Target::Integration(it.id.clone()));
        }
    }
    let gone = before.integrations.values().filter(|it| after.integrations.find(&it.id).is_none());
    changed.extend(gone.map(|it| Target::Integration(it.id.clone())));
    changed
}

/// "3 tools, 1 flow changed".
fn summary(changed: &[Target]) -> Option<String> {
    let tools = changed.iter().filter(|it| matches!(it, Target::Tool(_))).count();
    let flows = changed.len() - tools;
    let mut parts = Vec::new();
    if tools > 0 {
        parts.push(plural(tools, "tool"));
    }
    if flows > 0 {
        parts.push(plural(flows, "flow"));
    }
    (!parts.is_empty()).then(|| format!("{} changed", parts.join(", ")))
}

fn ring(model: &mut Model, timer: Timer) -> Vec<Effect> {
    match timer {
        Timer::Pause => model.has_paused = true,
        Timer::Toast => model.toasts.clear(),
        Timer::Play => return lapse::tick(model),
        Timer::WhichKey => model.shows_which_key = model.pending.is_some(),
        Timer::Busy => {
            if model.job == Job::Running {
                model.job = Job::Slow;
            }
        }
    }
    Vec::new()
}

/// Says something for a few seconds.
pub(crate) fn toast(model: &mut Model, tone: Tone, text: impl Into<String>) -> Vec<Effect> {
    model.say(Toast::new(tone, text));
    vec![Effect::Timer(Timer::Toast, Timer::TOAST_MS)]
}

#[cfg(test)]
mod tests;
