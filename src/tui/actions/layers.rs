//! What can be done in the layers above a view: pickers, forms and the filter line.

use super::{Action, Group, Scope, always};
use crate::tui::layers;
use crate::tui::model::Model;
use crate::tui::msg::Effect;

const fn action(
    id: &'static str,
    scope: Scope,
    keys: &'static [&'static str],
    words: (&'static str, &'static str),
    act: fn(&mut Model) -> Vec<Effect>,
) -> Action {
    let (title, help) = words;
    Action { id, title, help, group: Group::Move, scope, keys, hint: 5, enabled: always, act }
}

#[rustfmt::skip]
pub(super) static ACTIONS: &[Action] = &[
    action("list-choose", Scope::List, &["enter"], ("choose", "take the selected line"), layers::choose),
    action("list-close", Scope::List, &["esc", "q", "ctrl-c"], ("close", "close this layer"), layers::close),
    action("list-down", Scope::List, &["j", "down"], ("down", "select the next line"), |it| layers::move_by(it, 1)),
    action("list-up", Scope::List, &["k", "up"], ("up", "select the line before"), |it| layers::move_by(it, -1)),
    action("list-page-down", Scope::List, &["pgdn", "ctrl-d"], ("page down", "go down by ten lines"), |it| layers::move_by(it, 10)),
    action("list-page-up", Scope::List, &["pgup", "ctrl-u"], ("page up", "go up by ten lines"), |it| layers::move_by(it, -10)),
    action("list-edit", Scope::List, &["e"], ("edit", "open the editor at the line concerned"), layers::edit),

    action("typed-choose", Scope::Typed, &["enter"], ("run", "run or open the selected line"), layers::choose),
    action("typed-close", Scope::Typed, &["esc", "ctrl-c"], ("close", "close this layer"), layers::close),
    action("typed-down", Scope::Typed, &["down", "ctrl-n"], ("down", "select the next line"), |it| layers::move_by(it, 1)),
    action("typed-up", Scope::Typed, &["up", "ctrl-p"], ("up", "select the line before"), |it| layers::move_by(it, -1)),
    action("typed-page-down", Scope::Typed, &["pgdn"], ("page down", "go down by ten lines"), |it| layers::move_by(it, 10)),
    action("typed-page-up", Scope::Typed, &["pgup"], ("page up", "go up by ten lines"), |it| layers::move_by(it, -10)),

    action("form-submit", Scope::Form, &["enter"], ("go", "take what the form says"), layers::submit),
    action("form-close", Scope::Form, &["esc", "ctrl-c"], ("close", "close the form and change nothing"), layers::close),
    action("form-next", Scope::Form, &["tab", "down"], ("next field", "go to the next field"), |it| layers::move_by(it, 1)),
    action("form-previous", Scope::Form, &["shift-tab", "up"], ("field before", "go to the field before"), |it| layers::move_by(it, -1)),

    action("filter-keep", Scope::Filter, &["enter"], ("keep", "keep the filter and go back to the rows"), layers::keep_filter),
    action("filter-drop", Scope::Filter, &["esc", "ctrl-c"], ("drop", "drop the filter and show everything"), layers::drop_filter),
];
