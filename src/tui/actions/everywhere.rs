//! What can be done in every view: moving, looking, and the program itself.

use super::{Action, Group, Scope, always, has_selection, has_stack};
use crate::text::Place;
use crate::tui::app;
use crate::tui::model::Model;
use crate::tui::msg::{Capture, Effect, Timer};
use crate::tui::overlays::{Overlay, Picker, PickerKind};
use crate::tui::repairs;
use crate::tui::rows::Tone;
use crate::tui::target::Target;
use crate::tui::text_input::TextInput;
use crate::tui::views::{self, Step};

const fn action(
    id: &'static str,
    group: Group,
    keys: &'static [&'static str],
    words: (&'static str, &'static str),
    act: fn(&mut Model) -> Vec<Effect>,
) -> Action {
    let (title, help) = words;
    let scope = Scope::Everywhere;
    Action { id, title, help, group, scope, keys, hint: 0, enabled: always, act }
}

impl Action {
    const fn hinted(self, hint: u8) -> Self {
        Self { hint, ..self }
    }

    const fn only_if(self, enabled: fn(&Model) -> Result<(), &'static str>) -> Self {
        Self { enabled, ..self }
    }
}

#[rustfmt::skip]
pub(super) static ACTIONS: &[Action] = &[
    action("down", Group::Move, &["j", "down"], ("down", "select the next row"), |it| app::step(it, Step::Down)),
    action("up", Group::Move, &["k", "up"], ("up", "select the row before"), |it| app::step(it, Step::Up)),
    action("left", Group::Move, &["h", "left"], ("left", "go to the pane or box on the left"), |it| app::step(it, Step::Left)),
    action("right", Group::Move, &["l", "right"], ("right", "go to the pane or box on the right"), |it| app::step(it, Step::Right)),
    action("page-down", Group::Move, &["pgdn", "ctrl-d"], ("page down", "go down by a page"), |it| app::step(it, Step::PageDown)),
    action("page-up", Group::Move, &["pgup", "ctrl-u"], ("page up", "go up by a page"), |it| app::step(it, Step::PageUp)),
    action("first", Group::Move, &["g g", "home"], ("first", "go to the first row of the pane"), |it| app::step(it, Step::First)),
    action("last", Group::Move, &["G", "end"], ("last", "go to the last row of the pane"), |it| app::step(it, Step::Last)),
    action("next-pane", Group::Move, &["tab"], ("next pane", "go to the next pane"), |it| app::step(it, Step::NextPane)).hinted(3),
    action("previous-pane", Group::Move, &["shift-tab"], ("previous pane", "go to the pane before"), |it| app::step(it, Step::PreviousPane)),
    action("open", Group::Move, &["enter"], ("open", "drill into the selection"), app::drill).hinted(9).only_if(has_selection),
    action("back", Group::Move, &["[", "backspace"], ("back", "go back to where you were"), app::go_back).only_if(has_past),
    action("forward", Group::Move, &["]"], ("forward", "go forward again"), app::go_forward).only_if(has_future),
    action("step-back", Group::Move, &["esc"], ("step back", "drop the filter or go one step back; never quits"), app::escape),

    action("filter", Group::Look, &["/"], ("filter", "show only rows that match words or selectors such as owner:ana"), open_filter).hinted(8),
    action("next-match", Group::Look, &["n"], ("next match", "select the next row that the filter shows"), |it| app::step(it, Step::Down)),
    action("previous-match", Group::Look, &["N"], ("match before", "select the row before that the filter shows"), |it| app::step(it, Step::Up)),
    action("palette", Group::Look, &[":", "ctrl-p"], ("palette", "find any action, tool, flow or finding by name"), |it| open_picker(it, PickerKind::Palette)).hinted(7),
    action("help", Group::Look, &["?", "F1"], ("help", "the keys that are valid here; typing filters, Enter runs"), |it| open_picker(it, PickerKind::Help)).hinted(10),
    action("problems", Group::Look, &["!"], ("problems", "problems of the file, with the lines they are in"), |it| open_picker(it, PickerKind::Problems)),
    action("log", Group::Look, &["L"], ("log", "what was said before"), |it| open_picker(it, PickerKind::Log)),
    action("inspect", Group::Look, &["K"], ("inspect", "everything that is known of the selection"), inspect).only_if(has_selection),
    action("preview", Group::Look, &["v"], ("preview", "show the inspector in place of some panes"), toggle_preview).hinted(2),
    action("show-on-map", Group::Look, &["m"], ("on the map", "show the selected tool or integration, or what the finding is about, on the map"), views::show_on_map).hinted(1).only_if(is_drawn),
    action("mark", Group::Look, &["space"], ("mark", "mark the selection: the start of a path or a connection"), mark).only_if(has_selection),
    action("ways", Group::Look, &["p"], ("ways", "all ways from the mark to the selection, with age and weakest link"), views::find_ways).only_if(views::has_ends),
    action("consent", Group::Look, &["C"], ("consent", "who hears of an opt-out: of the selected tool or finding, else everywhere"), views::open_consent).only_if(views::has_purposes),
    action("edit", Group::Look, &["e"], ("edit", "open the editor at the line of the selection"), edit).hinted(4).only_if(has_stack),
    action("copy-name", Group::Look, &["y n"], ("copy name", "copy the name of the selection"), copy_name).only_if(has_selection),
    action("copy-id", Group::Look, &["y i"], ("copy id", "copy the id of the selection, as the file has it"), copy_id).only_if(has_selection),
    action("copy-markdown", Group::Look, &["y m"], ("copy as text", "copy all that is known of the selection"), copy_markdown).only_if(has_selection),
    action("copy-command", Group::Look, &["y c"], ("copy command", "copy the command that prints the same"), copy_command).only_if(has_selection),

    action("theme", Group::Program, &["T"], ("theme", "choose colours, with live preview"), |it| open_picker(it, PickerKind::Themes)),
    action("mouse", Group::Program, &["M"], ("mouse", "give the mouse back to the terminal, or take it again"), toggle_mouse),
    action("reload", Group::Program, &["z r", "F5"], ("reload", "read the file again"), app::reload).only_if(has_path),
    action("redraw", Group::Program, &["z d", "ctrl-l"], ("redraw", "paint the whole screen anew"), |_| vec![Effect::Redraw]),
    action("suspend", Group::Program, &["ctrl-z", "Z"], ("suspend", "stop the program and give the shell back"), |_| vec![Effect::Suspend]),
    action("quit", Group::Program, &["q", "ctrl-c"], ("quit", "leave the program"), app::quit).hinted(2),

    action("view-1", Group::Move, &["1"], ("view 1", "go to the first view"), |it| app::go_to_key(it, "1")),
    action("view-2", Group::Move, &["2"], ("view 2", "go to the second view"), |it| app::go_to_key(it, "2")),
    action("view-3", Group::Move, &["3"], ("view 3", "go to the third view"), |it| app::go_to_key(it, "3")),
    action("view-4", Group::Move, &["4"], ("view 4", "go to the fourth view"), |it| app::go_to_key(it, "4")),
    action("view-5", Group::Move, &["5"], ("view 5", "go to the fifth view"), |it| app::go_to_key(it, "5")),
    action("view-6", Group::Move, &["6"], ("view 6", "go to the sixth view"), |it| app::go_to_key(it, "6")),
    action("view-7", Group::Move, &["7"], ("view 7", "go to the seventh view"), |it| app::go_to_key(it, "7")),
    action("view-8", Group::Move, &["8"], ("view 8", "go to the eighth view"), |it| app::go_to_key(it, "8")),
];

fn has_past(model: &Model) -> Result<(), &'static str> {
    model.back.last().map(|_| ()).ok_or("this is where you began")
}

fn has_future(model: &Model) -> Result<(), &'static str> {
    model.forward.last().map(|_| ()).ok_or("you have not gone back")
}

fn is_drawn(model: &Model) -> Result<(), &'static str> {
    if model.view().id == "map" {
        return Err("this is the map");
    }
    views::on_map(model).map(|_| ()).ok_or("only tools and integrations are on the map")
}

fn has_path(model: &Model) -> Result<(), &'static str> {
    model.path.as_ref().map(|_| ()).ok_or("no file is open")
}

pub(crate) fn open_picker(model: &mut Model, kind: PickerKind) -> Vec<Effect> {
    let picker = Picker::opened(model, kind);
    model.overlays.push(Overlay::Picker(picker));
    Vec::new()
}

fn open_filter(model: &mut Model) -> Vec<Effect> {
    if has_stack(model).is_ok() {
        model.filter_input = Some(TextInput::new(model.filter()));
    }
    Vec::new()
}

fn inspect(model: &mut Model) -> Vec<Effect> {
    let target = model.selected();
    model.overlays.extend(target.map(Overlay::Detail));
    Vec::new()
}

fn toggle_preview(model: &mut Model) -> Vec<Effect> {
    model.shows_preview = !model.shows_preview;
    Vec::new()
}

fn mark(model: &mut Model) -> Vec<Effect> {
    let selected = model.selected();
    model.mark = if model.mark == selected { None } else { selected };
    let text = match &model.mark {
        Some(target) => format!("marked {}", target.name()),
        None => "mark taken away".to_owned(),
    };
    app::toast(model, Tone::Info, text)
}

fn edit(model: &mut Model) -> Vec<Effect> {
    let place = match model.selected() {
        Some(target) => model.place_of(&target),
        None => start_of_file(model),
    };
    match place {
        Some(place) => vec![Effect::Edit(place)],
        None => app::toast(model, Tone::Warn, "it is not written in any file"),
    }
}

/// Where there is nothing to select yet.
fn start_of_file(model: &Model) -> Option<Place> {
    let (_, source) = model.analysis.as_ref()?.sources.iter().next()?;
    Some(Place { path: source.path.clone(), line: 1, column: 1 })
}

fn copy_name(model: &mut Model) -> Vec<Effect> {
    let target = model.selected();
    let name = target.map(|it| match &model.analysis {
        Some(analysis) => it.title(analysis),
        None => it.name(),
    });
    name.map(Effect::Copy).into_iter().collect()
}

fn copy_id(model: &mut Model) -> Vec<Effect> {
    model.selected().map(|it| Effect::Copy(it.name())).into_iter().collect()
}

fn copy_markdown(model: &mut Model) -> Vec<Effect> {
    let Some(target) = model.selected() else { return Vec::new() };
    let pane = crate::tui::detail::pane(model, Some(&target));
    vec![Effect::Copy(pane.plain())]
}

fn copy_command(model: &mut Model) -> Vec<Effect> {
    let Some(target) = model.selected() else { return Vec::new() };
    let file = model.path.as_deref().map(|it| it.display().to_string()).unwrap_or_default();
    let command = match &target {
        Target::Tool(id) | Target::Integration(id) => {
            format!("linchpin impact {} --file {}", quote(id), quote(&file))
        }
        Target::Journey(id) | Target::Stage(id, _) => {
            format!("linchpin journey {} --file {}", quote(id), quote(&file))
        }
        Target::Finding(_) => format!("linchpin explain {}", quote(&target.name())),
        Target::Line(line) => {
            let command = repairs::command(line).unwrap_or_else(|| "linchpin check".to_owned());
            format!("{command} --file {}", quote(&file))
        }
        Target::Element(_) | Target::Edit(_) | Target::Query { .. } => {
            format!("linchpin check {}", quote(&file))
        }
    };
    vec![Effect::Copy(command)]
}

fn quote(word: &str) -> String {
    shell_words::quote(word).into_owned()
}

fn toggle_mouse(model: &mut Model) -> Vec<Effect> {
    model.captures_mouse = !model.captures_mouse;
    let (capture, text) = if model.captures_mouse {
        (Capture::On, "the mouse is Linchpin's")
    } else {
        (Capture::Off, "the mouse is the terminal's: select text with it")
    };
    let mut effects = app::toast(model, Tone::Info, text);
    effects.push(Effect::CaptureMouse(capture));
    effects.push(Effect::Timer(Timer::Toast, Timer::TOAST_MS));
    effects
}
