//! What can be done on the map.

use super::lens::{Lens, Selection};
use super::scene::{HOPS_MAX, Reach, focus, fold_key};
use super::{BESIDE, ID, SIDEWAYS, VERTICAL, selected};
use crate::layout::Detail;
use crate::map::{FoldKind, Folding, Shown, category_key};
use crate::text::Label;
use crate::tui::actions::{Action, Group, Scope, has_stack};
use crate::tui::app;
use crate::tui::model::{Model, ScrollKey};
use crate::tui::msg::Effect;
use crate::tui::rows::Tone;
use crate::tui::target::Target;

/// Cells that a key moves the drawing by: a third of a small screen's width, and the same to the eye downwards.
const PAN_COLUMNS: isize = 24;
const PAN_ROWS: isize = 8;

/// Boxes that a key adds around a focus: half of what is shown at first.
const MORE_BOXES: isize = 10;

/// The key that shows which digit leads where.
pub(super) const FOLLOW: &str = "'";

const fn action(
    id: &'static str,
    keys: &'static [&'static str],
    words: (&'static str, &'static str),
    hint: u8,
    act: fn(&mut Model) -> Vec<Effect>,
) -> Action {
    let (title, help) = words;
    let (group, scope) = (Group::Look, Scope::View(ID));
    Action { id, title, help, group, scope, keys, hint, enabled: has_stack, act }
}

impl Action {
    const fn in_fold(self) -> Self {
        Self { enabled: has_fold, ..self }
    }

    const fn in_focus(self) -> Self {
        Self { enabled: has_focus, ..self }
    }

    const fn in_focus_with_more(self) -> Self {
        Self { enabled: has_more, ..self }
    }

    const fn narrow(self) -> Self {
        Self { enabled: is_narrow, ..self }
    }

    const fn staged(self) -> Self {
        Self { enabled: has_simulation, ..self }
    }
}

fn has_focus(model: &Model) -> Result<(), &'static str> {
    focus(model).map(|_| ()).ok_or("everything is shown; f focuses on the selection")
}

fn is_narrow(model: &Model) -> Result<(), &'static str> {
    has_stack(model)?;
    if model.size.0 < BESIDE { Ok(()) } else { Err("from 100 columns on the map is always drawn") }
}

fn has_more(model: &Model) -> Result<(), &'static str> {
    has_focus(model)?;
    let is_usual = model.states.map.folding.more == 0;
    if is_usual { Err("these are the fewest; ) shows more") } else { Ok(()) }
}

fn has_simulation(model: &Model) -> Result<(), &'static str> {
    let words = "nothing is staged: x takes out, a adds, r replaces, c connects";
    model.simulation.as_ref().map(|_| ()).ok_or(words)
}

fn has_fold(model: &Model) -> Result<(), &'static str> {
    let target = selected(model);
    target.filter(|it| fold_key(it).is_some()).map(|_| ()).ok_or("select a box with several tools")
}

#[rustfmt::skip]
pub(super) static ACTIONS: &[Action] = &[
    action("map-focus", &["f"], ("focus", "show only what surrounds the selection; there, step on to another; on the focus itself, show everything again"), 7, toggle_focus),
    action("map-more", &[")"], ("more boxes", "around the focus, give more of the others a box of their own"), 6, |it| more(it, MORE_BOXES)).in_focus(),
    action("map-fewer", &["("], ("fewer boxes", "around the focus, count more of them in one box"), 6, |it| more(it, -MORE_BOXES)).in_focus_with_more(),
    action("map-wider", &["+"], ("wider", "show one hop more around the focus"), 6, |it| hop(it, 1)).in_focus(),
    action("map-narrower", &["-"], ("narrower", "show one hop less around the focus"), 5, |it| hop(it, -1)).in_focus(),
    action("map-left", &["<", "ctrl-left"], ("pan left", "move the view to the left"), 0, |it| pan(it, SIDEWAYS, -PAN_COLUMNS)),
    action("map-right", &[">", "ctrl-right"], ("pan right", "move the view to the right"), 0, |it| pan(it, SIDEWAYS, PAN_COLUMNS)),
    action("map-up", &["{", "ctrl-up"], ("pan up", "move the view up"), 0, |it| pan(it, VERTICAL, -PAN_ROWS)),
    action("map-down", &["}", "ctrl-down"], ("pan down", "move the view down"), 0, |it| pan(it, VERTICAL, PAN_ROWS)),
    action("map-centre", &["."], ("centre", "bring the selection to the middle"), 0, |it| { look_again(it); Vec::new() }),
    action("map-cards", &["d", "z z"], ("details", "draw boxes with their details, or with names only"), 4, toggle_cards),
    action("map-fold", &["z c"], ("fold", "put all tools of the selection's category into one box"), 0, close_category),
    action("map-unfold", &["z o"], ("unfold", "give every tool of the selected box a box of its own"), 0, open_selected).in_fold(),
    action("map-fold-anew", &["z a"], ("fold as needed", "forget what was folded and unfolded by hand"), 0, fold_as_needed),
    action("map-list", &["t"], ("list or drawing", "on a narrow screen: the way of the data as a list, or the drawing"), 5, toggle_list).narrow(),
    action("map-tidy", &["="], ("tidy", "lay everything out afresh"), 0, tidy),
    action("map-method", &["i n"], ("by method", "lines by how they are made, as the map begins"), 0, |it| set_lens(it, Lens::Method)),
    action("map-fragility", &["i f"], ("by fragility", "lines by how fragile they are"), 6, |it| set_lens(it, Lens::Fragility)),
    action("map-impact", &["i i"], ("impact", "what breaks without the selection, or by what is staged"), 6, |it| set_lens(it, Lens::Impact)),
    action("map-object", &["i o"], ("object", "where one data object flows; again for the next object"), 5, |it| next_object(it, 1)),
    action("map-object-before", &["i O"], ("object before", "where the data object before this one flows"), 0, |it| next_object(it, -1)),
    action("map-owners", &["i u"], ("unowned", "tools and lines that nobody owns"), 0, |it| set_lens(it, Lens::Owners)),
    action("map-freshness", &["i a"], ("freshness", "lines by how old the data is that they bring, at worst"), 0, |it| set_lens(it, Lens::Freshness)),
    action("map-consent", &["i c"], ("consent", "which lines carry consent, who sends, and where an opt-out may be missed"), 0, |it| set_lens(it, Lens::Consent)),
    action("map-cost", &["i m"], ("cost", "what each tool costs a year"), 0, |it| set_lens(it, Lens::Cost)),
    action("map-scenario", &["i s"], ("scenario", "what is staged: added, taken out and changed; the rest is faint"), 5, |it| set_lens(it, Lens::Scenario)).staged(),
    action("map-journey", &["i j"], ("journey", "the way of one journey from end to end; again for the next"), 0, next_journey),
    action("map-way", &["i w"], ("way", "the best way from the mark to the selection"), 0, |it| set_lens(it, Lens::Way)),
    action("map-follow-1", &["' 1"], ("follow 1", "go along the first line of the selection; ' shows the numbers"), 4, |it| follow(it, 1)),
    action("map-follow-2", &["' 2"], ("follow 2", "go along the second line"), 0, |it| follow(it, 2)),
    action("map-follow-3", &["' 3"], ("follow 3", "go along the third line"), 0, |it| follow(it, 3)),
    action("map-follow-4", &["' 4"], ("follow 4", "go along the fourth line"), 0, |it| follow(it, 4)),
    action("map-follow-5", &["' 5"], ("follow 5", "go along the fifth line"), 0, |it| follow(it, 5)),
    action("map-follow-6", &["' 6"], ("follow 6", "go along the sixth line"), 0, |it| follow(it, 6)),
    action("map-follow-7", &["' 7"], ("follow 7", "go along the seventh line"), 0, |it| follow(it, 7)),
    action("map-follow-8", &["' 8"], ("follow 8", "go along the eighth line"), 0, |it| follow(it, 8)),
    action("map-follow-9", &["' 9"], ("follow 9", "go along the ninth line"), 0, |it| follow(it, 9)),
];

/// Forgets where the drawing was, so that the selection comes to the middle.
fn look_again(model: &mut Model) {
    for key in [VERTICAL, SIDEWAYS] {
        model.scrolls.remove(&key);
        model.seen.seen.remove(&key);
    }
}

/// What was tidied is no longer what is shown; the next drawing comes quickly again.
fn show_other_part(model: &mut Model) {
    model.states.map.tidied = 0;
    look_again(model);
}

fn toggle_focus(model: &mut Model) -> Vec<Effect> {
    let now = focus(model);
    let wanted = match selected(model) {
        Some(Target::Tool(tool)) => Some(tool),
        _ => match super::base(model) {
            Some(Target::Tool(tool)) => Some(tool),
            _ => None,
        },
    };
    let wanted = wanted.or_else(|| super::scene::first_tool(model.analysis.as_deref()?));
    let is_there = now.as_ref().is_some_and(|it| Some(&it.tool) == wanted.as_ref());
    // The way back leads to what was shown before.
    model.leave_here();
    model.states.map.folding.more = 0;
    model.states.map.reach = match wanted {
        Some(tool) if !is_there => {
            model.select(&Target::Tool(tool.clone()));
            Reach::Around(tool)
        }
        Some(_) | None => Reach::All,
    };
    show_other_part(model);
    Vec::new()
}

/// What part of the stack the map shows, for the way back.
pub(crate) fn reach_of(model: &Model) -> Reach {
    model.states.map.reach.clone()
}

/// Shows a part that was shown before.
pub(crate) fn look_again_at(model: &mut Model, reach: Reach) {
    if model.states.map.reach != reach {
        model.states.map.reach = reach;
        model.states.map.folding.more = 0;
        show_other_part(model);
    }
}

fn more(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(scene) = super::scene(model) else { return Vec::new() };
    let has_others = scene.drawing.shown.iter().any(|it| match it {
        Shown::Fold(fold) => fold.kind == FoldKind::Others,
        Shown::Tool(_) => false,
    });
    if by > 0 && !has_others {
        return app::toast(model, Tone::Muted, "everything around the focus has a box of its own");
    }
    let folding = &mut model.states.map.folding;
    folding.more = folding.more.saturating_add_signed(by);
    let is_lost = |it: &Target| super::scene(model).is_some_and(|scene| scene.node(it).is_none());
    if let Some(Target::Line(_)) = selected(model).filter(is_lost)
        && let Some(tool) = focus(model)
    {
        model.select(&Target::Tool(tool.tool));
    }
    show_other_part(model);
    Vec::new()
}

/// The tool that the selection stands for, or the first of those in the selected box.
fn tool_of_selection(model: &Model) -> Option<Label> {
    let target = match selected(model)? {
        Target::Integration(_) => super::base(model)?,
        other => other,
    };
    let scene = super::scene(model)?;
    let node = scene.node(&target)?;
    scene.drawing.shown.get(node)?.members().first().cloned()
}

fn close_category(model: &mut Model) -> Vec<Effect> {
    let Some(id) = tool_of_selection(model) else { return Vec::new() };
    let Some(key) = key_of(model, &id) else { return Vec::new() };
    let folding = &mut model.states.map.folding;
    folding.opened.retain(|it| *it != key && !it.starts_with(&format!("{key} like ")));
    folding.closed.insert(key.clone());
    select_fold(model, &key)
}

/// Selects the box that a tool has gone into.
fn select_fold(model: &mut Model, key: &str) -> Vec<Effect> {
    let found = super::scene(model)
        .and_then(|scene| scene.drawing.fold(key).and_then(|it| scene.target(it)));
    match found {
        Some(target) => {
            model.select(&target);
            Vec::new()
        }
        None => {
            app::toast(model, Tone::Muted, "there is no other tool of this category on the map")
        }
    }
}

fn open_selected(model: &mut Model) -> Vec<Effect> {
    let target = selected(model);
    target.and_then(|it| open_fold(model, &it)).unwrap_or_default()
}

/// Gives the tools of a box boxes of their own and selects the first of them; `None` where it is no such box.
pub(in crate::tui::views) fn open_fold(model: &mut Model, target: &Target) -> Option<Vec<Effect>> {
    let key = fold_key(target)?.to_owned();
    let scene = super::scene(model)?;
    let members = scene.drawing.shown.get(scene.node(target)?)?.members().to_vec();
    let folding = &mut model.states.map.folding;
    folding.closed.remove(&key);
    folding.opened.insert(key);
    let first = members.into_iter().next()?;
    model.select(&Target::Tool(first));
    Some(Vec::new())
}

/// Folds the category of a tool, or opens a fold; gives what to select then.
pub(in crate::tui::views) fn fold_or_unfold(model: &mut Model, target: &Target) -> Target {
    if let Some(key) = fold_key(target) {
        let scene = super::whole(model);
        let node = scene.as_ref().and_then(|it| it.node(target));
        let first = scene
            .zip(node)
            .and_then(|(scene, node)| scene.drawing.shown.get(node)?.members().first().cloned());
        let folding = &mut model.states.map.folding;
        folding.closed.remove(key);
        folding.opened.insert(key.to_owned());
        return first.map_or_else(|| target.clone(), Target::Tool);
    }
    let Target::Tool(id) = target else { return target.clone() };
    let Some(key) = key_of(model, id) else { return target.clone() };
    let folding = &mut model.states.map.folding;
    folding.opened.retain(|it| *it != key && !it.starts_with(&format!("{key} like ")));
    folding.closed.insert(key.clone());
    let found = super::whole(model)
        .and_then(|scene| scene.drawing.fold(&key).and_then(|it| scene.target(it)));
    found.unwrap_or_else(|| target.clone())
}

fn key_of(model: &Model, tool: &Label) -> Option<String> {
    let tools = &model.analysis.as_deref()?.stack.tools;
    Some(category_key(&tools[tools.find(tool)?]))
}

fn fold_as_needed(model: &mut Model) -> Vec<Effect> {
    let first = tool_of_selection(model);
    model.states.map.folding = Folding::default();
    if let Some(tool) = first {
        let scene = super::scene(model);
        let target = scene.and_then(|it| it.target(it.drawing.node_of(&tool)?));
        model.select(&target.unwrap_or(Target::Tool(tool)));
    }
    Vec::new()
}

/// Shows what surrounds a tool, if not everything is shown.
pub(super) fn look_around(model: &mut Model, tool: Label) {
    if focus(model).is_some() {
        model.states.map.reach = Reach::Around(tool.clone());
    }
    if !matches!(selected(model), Some(Target::Integration(_))) || focus(model).is_none() {
        model.select(&Target::Tool(tool));
    }
    show_other_part(model);
}

fn hop(model: &mut Model, by: i32) -> Vec<Effect> {
    let Some(now) = focus(model) else { return Vec::new() };
    let state = &mut model.states.map;
    state.reach = Reach::Around(now.tool);
    state.more_hops = state.more_hops.saturating_add_signed(by).min(HOPS_MAX - 1);
    show_other_part(model);
    Vec::new()
}

/// Moves the drawing without the selection.
pub(super) fn pan(model: &mut Model, key: ScrollKey, by: isize) -> Vec<Effect> {
    let seen = model.seen.seen.get(&key).copied().unwrap_or_default();
    let last = seen.len.saturating_sub(seen.height);
    let scroll = model.scrolls.entry(key).or_default();
    let from = if scroll.is_free { scroll.offset } else { seen.offset };
    scroll.offset = from.saturating_add_signed(by).min(last);
    scroll.is_free = true;
    Vec::new()
}

fn toggle_cards(model: &mut Model) -> Vec<Effect> {
    let shown = super::scene(model).map(|it| it.drawing.input.options.detail);
    model.states.map.detail = Some(match shown.unwrap_or_default() {
        Detail::Compact => Detail::Cards,
        Detail::Cards => Detail::Compact,
    });
    show_other_part(model);
    Vec::new()
}

fn toggle_list(model: &mut Model) -> Vec<Effect> {
    model.states.map.is_drawn_narrow = !model.states.map.is_drawn_narrow;
    look_again(model);
    Vec::new()
}

fn tidy(model: &mut Model) -> Vec<Effect> {
    model.states.map.tidied += 1;
    look_again(model);
    Vec::new()
}

fn set_lens(model: &mut Model, lens: Lens) -> Vec<Effect> {
    model.states.map.lens = lens;
    Vec::new()
}

/// Goes to the box at the other end of a line; `[` leads back.
fn follow(model: &mut Model, number: usize) -> Vec<Effect> {
    let Some(scene) = super::scene(model) else { return Vec::new() };
    let neighbours = Selection::of(model, &scene).neighbours(model, &scene);
    let node = number.checked_sub(1).and_then(|it| neighbours.get(it));
    match node.and_then(|it| scene.target(*it)) {
        Some(target) => {
            model.leave_here();
            model.select(&target);
            Vec::new()
        }
        None => app::toast(model, Tone::Muted, format!("there is no line {number}")),
    }
}

/// The entry after the current one, or the first.
fn after<'a>(all: &'a [Label], current: Option<&Label>, by: isize) -> Option<&'a Label> {
    let at = current.and_then(|current| all.iter().position(|it| it == current));
    let next = at.map_or(0, |it| (it + all.len()).saturating_add_signed(by) % all.len());
    all.get(next)
}

fn next_journey(model: &mut Model) -> Vec<Effect> {
    let Some(analysis) = model.analysis.clone() else { return Vec::new() };
    let journeys: Vec<Label> = analysis.stack.journeys.values().map(|it| it.id.clone()).collect();
    let current = match &model.states.map.lens {
        Lens::Journey(id) => Some(id),
        _ => None,
    };
    match after(&journeys, current, 1) {
        Some(next) => set_lens(model, Lens::Journey(next.clone())),
        None => app::toast(model, Tone::Muted, "the file names no journeys"),
    }
}

fn next_object(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(analysis) = model.analysis.clone() else { return Vec::new() };
    let objects: Vec<Label> = analysis.stack.objects.values().map(|it| it.id.clone()).collect();
    let current = match &model.states.map.lens {
        Lens::Object(id) => Some(id),
        _ => None,
    };
    match after(&objects, current, by) {
        Some(next) => set_lens(model, Lens::Object(next.clone())),
        None => app::toast(model, Tone::Muted, "the file names no data objects"),
    }
}
