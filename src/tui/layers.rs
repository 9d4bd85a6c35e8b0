//! What keys do in the layers above a view.

use super::actions::{self, scenario_files};
use super::app;
use super::lapse;
use super::model::Model;
use super::msg::Effect;
use super::overlays::{Choice, Overlay, Picker, PickerKind};
use super::proposal::PROPOSAL;
use super::rows::Tone;
use super::text_input::TextInput;

/// Takes the selected line of the uppermost layer.
pub(crate) fn choose(model: &mut Model) -> Vec<Effect> {
    match model.overlays.pop() {
        Some(Overlay::Picker(picker)) => {
            let mut items = picker.items(model);
            if picker.at >= items.len() {
                return Vec::new();
            }
            let item = items.swap_remove(picker.at);
            match item.choice {
                Choice::Stay => {
                    model.overlays.push(Overlay::Picker(picker));
                    Vec::new()
                }
                Choice::Product(id) => actions::product_chosen(model, id),
                Choice::Unlisted(typed) => actions::unlisted(model, &typed),
                Choice::Act(id) => match actions::by_id(id) {
                    Some(action) => actions::run(model, action),
                    None => Vec::new(),
                },
                Choice::Go(target) => app::go_to(model, &target),
                Choice::Place(place) => place.map(Effect::Edit).into_iter().collect(),
                Choice::Theme(index) => {
                    model.theme = index;
                    Vec::new()
                }
                Choice::Quit => vec![Effect::Quit],
                Choice::Scenario(name) => {
                    scenario_files::read(model, &format!("{}/{name}", scenario_files::FOLDER))
                }
                Choice::TypePath => scenario_files::ask_path(model),
                Choice::Overwrite => scenario_files::overwrite(model),
                Choice::Play(play) => lapse::start(model, play),
                Choice::AskOutage => actions::ask_what(model),
                Choice::Close => Vec::new(),
            }
        }
        Some(Overlay::Detail(target)) => app::go_to(model, &target),
        Some(proposal @ Overlay::Proposal(_)) => {
            model.overlays.push(proposal);
            Vec::new()
        }
        Some(form @ Overlay::Form(_)) => {
            model.overlays.push(form);
            submit(model)
        }
        None => Vec::new(),
    }
}

pub(crate) fn close(model: &mut Model) -> Vec<Effect> {
    if let Some(Overlay::Picker(Picker { kind: PickerKind::Themes, theme_before, .. })) =
        model.overlays.pop()
    {
        model.theme = theme_before;
    }
    Vec::new()
}

/// Moves within the uppermost layer.
pub(crate) fn move_by(model: &mut Model, rows: isize) -> Vec<Effect> {
    let Some(mut overlay) = model.overlays.pop() else { return Vec::new() };
    match &mut overlay {
        Overlay::Picker(picker) => {
            let last = picker.items(model).len().saturating_sub(1);
            picker.at = picker.at.min(last).saturating_add_signed(rows).min(last);
            if picker.kind == PickerKind::Themes {
                model.theme = picker.at;
            }
        }
        Overlay::Form(form) => {
            let len = form.fields.len().max(1);
            form.at = (form.at + len).saturating_add_signed(rows) % len;
        }
        Overlay::Detail(_) | Overlay::Proposal(_) => {
            let pane = match &overlay {
                Overlay::Proposal(_) => PROPOSAL,
                _ => super::detail::DETAIL,
            };
            let key = (model.view().id, pane);
            let seen = model.seen.seen.get(&key).copied().unwrap_or_default();
            let last = seen.len.saturating_sub(seen.height);
            let scroll = model.scrolls.entry(key).or_default();
            scroll.offset = scroll.offset.saturating_add_signed(rows).min(last);
        }
    }
    model.overlays.push(overlay);
    Vec::new()
}

pub(crate) fn edit(model: &mut Model) -> Vec<Effect> {
    let place = match model.overlays.last() {
        Some(Overlay::Picker(picker)) => {
            let mut items = picker.items(model);
            let chosen = (picker.at < items.len()).then(|| items.swap_remove(picker.at).choice);
            match chosen {
                Some(Choice::Place(place)) => place,
                _ => None,
            }
        }
        Some(Overlay::Detail(target)) => model.place_of(target),
        Some(Overlay::Form(_) | Overlay::Proposal(_)) | None => None,
    };
    match place {
        Some(place) => vec![Effect::Edit(place)],
        None => app::toast(model, Tone::Warn, "this line stands in no file"),
    }
}

pub(crate) fn submit(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Form(mut form)) = model.overlays.pop() else { return Vec::new() };
    let outcome = match form.fault(model) {
        Some(fault) => Err(fault),
        None => (form.submit)(model, &form.values()),
    };
    match outcome {
        Ok(effects) => effects,
        Err(fault) => {
            form.at = fault.field;
            form.problem = Some(fault.text);
            model.overlays.push(Overlay::Form(form));
            Vec::new()
        }
    }
}

pub(crate) fn keep_filter(model: &mut Model) -> Vec<Effect> {
    model.has_paused = true;
    model.filter_input = None;
    Vec::new()
}

pub(crate) fn drop_filter(model: &mut Model) -> Vec<Effect> {
    model.filter_input = None;
    model.filters.remove(model.view().id);
    Vec::new()
}

/// The line that is typed in, where there is one.
pub(crate) fn text_input(model: &mut Model) -> Option<&mut TextInput> {
    match model.overlays.last_mut() {
        Some(Overlay::Picker(picker)) if picker.is_typed() => Some(&mut picker.input),
        Some(Overlay::Form(form)) => form.fields.get_mut(form.at).map(|it| &mut it.input),
        Some(Overlay::Picker(_) | Overlay::Detail(_) | Overlay::Proposal(_)) => None,
        None => model.filter_input.as_mut(),
    }
}

/// What follows when the typed line has changed.
pub(crate) fn typed(model: &mut Model) {
    match model.overlays.last_mut() {
        Some(Overlay::Picker(picker)) => picker.at = 0,
        Some(Overlay::Form(form)) => form.problem = None,
        Some(Overlay::Detail(_) | Overlay::Proposal(_)) => {}
        None => {
            if let Some(input) = &model.filter_input {
                let text = input.text().to_owned();
                model.filters.insert(model.view().id, text);
            }
        }
    }
}
