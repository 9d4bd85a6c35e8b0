//! The one table of actions: dispatch, hints, help, palette and the key table are all read from it.

mod buying;
mod everywhere;
mod forms;
mod lapse;
mod layers;
pub(crate) mod mending;
pub(crate) mod scenario_files;
mod side_by_side;
mod staging;

pub(crate) use buying::{chosen as product_chosen, products, unlisted};
pub(crate) use everywhere::open_picker;
pub(crate) use lapse::{ask_what, outages};
pub(crate) use staging::{SCENARIO_ACTIONS, restage, subject, tell};

use super::model::Model;
use super::msg::Effect;
use super::overlays::{Overlay, PickerKind};
use super::views;

/// Something that can be done.
pub(crate) struct Action {
    /// Kebab-case, stable: the config file remaps keys by it.
    pub(crate) id: &'static str,
    /// A few words, for hints and the palette.
    pub(crate) title: &'static str,
    /// One sentence.
    pub(crate) help: &'static str,
    pub(crate) group: Group,
    pub(crate) scope: Scope,
    /// Names as in [`super::keys`]; two in a row are written `g g`.
    pub(crate) keys: &'static [&'static str],
    /// How early it is shown in the footer; 0 is never.
    pub(crate) hint: u8,
    /// Why it cannot be done now.
    pub(crate) enabled: fn(&Model) -> Result<(), &'static str>,
    pub(crate) act: fn(&mut Model) -> Vec<Effect>,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Group {
    Move,
    Look,
    Scenario,
    Program,
}

/// Where an action can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// Wherever no layer lies above the view.
    Everywhere,
    /// There too, and over the inspector.
    Staging,
    /// There too, and over the problems: what is written to the stack file.
    Mending,
    /// The time-lapse on the map: its keys come before those of the map.
    Lapse,
    /// One view, by its id.
    View(&'static str),
    /// A layer whose letters are commands.
    List,
    /// A layer in which letters are typed.
    Typed,
    Form,
    /// The filter line.
    Filter,
    /// A change to the files, before it is written.
    Proposal,
}

/// What a key means.
pub(crate) enum Meaning {
    Act(&'static Action),
    /// The beginning of a sequence.
    Begins,
    Nothing,
}

/// All actions, in the order of the help.
pub(crate) fn all() -> impl Iterator<Item = &'static Action> {
    let of_views = views::VIEWS.iter().flat_map(|it| it.actions);
    let here = everywhere::ACTIONS.iter().chain(staging::ACTIONS).chain(mending::ACTIONS);
    here.chain(layers::ACTIONS).chain(lapse::ACTIONS).chain(of_views)
}

pub(crate) fn by_id(id: &str) -> Option<&'static Action> {
    all().find(|it| it.id == id)
}

/// Where a scope is, in words.
pub(crate) fn place_of(scope: Scope) -> String {
    match scope {
        Scope::Everywhere => "Everywhere".to_owned(),
        Scope::Staging => "Everywhere, and in the inspector".to_owned(),
        Scope::Mending => "Everywhere, in the inspector and over the problems".to_owned(),
        Scope::View(id) => {
            let view = views::VIEWS.iter().find(|it| it.id == id);
            format!("View {}", view.map_or(id, |it| it.title))
        }
        Scope::Lapse => "The time-lapse of an outage".to_owned(),
        Scope::List => "Lists over a view".to_owned(),
        Scope::Typed => "Palette and help".to_owned(),
        Scope::Form => "Forms".to_owned(),
        Scope::Filter => "The filter line".to_owned(),
        Scope::Proposal => "Changes to the files".to_owned(),
    }
}

/// The scopes that count now, the nearest first.
pub(crate) fn scopes(model: &Model) -> Vec<Scope> {
    match model.overlays.last() {
        Some(Overlay::Picker(picker)) if picker.is_typed() => vec![Scope::Typed],
        Some(Overlay::Picker(picker)) if picker.kind == PickerKind::Problems => {
            vec![Scope::List, Scope::Mending]
        }
        Some(Overlay::Picker(_)) => vec![Scope::List],
        Some(Overlay::Detail(_)) => vec![Scope::List, Scope::Staging, Scope::Mending],
        Some(Overlay::Proposal(_)) => vec![Scope::Proposal],
        Some(Overlay::Form(_)) => vec![Scope::Form],
        None if model.filter_input.is_some() => vec![Scope::Filter],
        None if model.states.lapse.is_some() && views::shows_map(model) => {
            let id = model.view().id;
            let map = [Scope::View(id), Scope::Everywhere, Scope::Staging, Scope::Mending];
            std::iter::once(Scope::Lapse).chain(map).collect()
        }
        None => {
            vec![Scope::View(model.view().id), Scope::Everywhere, Scope::Staging, Scope::Mending]
        }
    }
}

/// Whether there is a place where actions of both can be reached.
pub(crate) fn meet(left: Scope, right: Scope) -> bool {
    let in_views =
        |it| matches!(it, Scope::View(_) | Scope::Everywhere | Scope::Staging | Scope::Mending);
    let in_lists = |it| matches!(it, Scope::List | Scope::Staging | Scope::Mending);
    match (left, right) {
        (Scope::View(one), Scope::View(other)) => one == other,
        _ => {
            left == right || in_views(left) && in_views(right) || in_lists(left) && in_lists(right)
        }
    }
}

/// What can be reached now, the nearest first.
pub(crate) fn reachable(model: &Model) -> impl Iterator<Item = &'static Action> {
    let scopes = scopes(model);
    scopes.into_iter().flat_map(|scope| all().filter(move |it| it.scope == scope))
}

/// What a key, after the one that may be pending, means now.
pub(crate) fn meaning(model: &Model, key: &str) -> Meaning {
    let typed = match &model.pending {
        Some(first) => format!("{first} {key}"),
        None => key.to_owned(),
    };
    let keymap = &model.keymap;
    if let Some(action) = reachable(model).find(|it| keymap.keys(it).contains(&typed.as_str())) {
        return Meaning::Act(action);
    }
    let start = format!("{typed} ");
    if reachable(model).any(|it| keymap.keys(it).iter().any(|key| key.starts_with(&start))) {
        return Meaning::Begins;
    }
    Meaning::Nothing
}

/// Does it, unless it cannot be done: then says why.
pub(crate) fn run(model: &mut Model, action: &Action) -> Vec<Effect> {
    match (action.enabled)(model) {
        Ok(()) => (action.act)(model),
        Err(reason) => {
            let text = format!("{}: {reason}", action.title);
            super::app::toast(model, super::rows::Tone::Warn, text)
        }
    }
}

/// For actions that can always be done.
#[expect(clippy::unnecessary_wraps, reason = "the table wants an answer of every action")]
pub(crate) fn always(_: &Model) -> Result<(), &'static str> {
    Ok(())
}

pub(crate) fn has_selection(model: &Model) -> Result<(), &'static str> {
    model.selected().map(|_| ()).ok_or("nothing is selected")
}

pub(crate) fn has_stack(model: &Model) -> Result<(), &'static str> {
    model.analysis.as_ref().map(|_| ()).ok_or("no stack has been read")
}

#[cfg(test)]
mod tests;
