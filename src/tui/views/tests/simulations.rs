//! What simulations look like and what their keys do: the work, the columns, the verdict, the time-lapse, the impact.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::facade::Workspace;
use crate::scenario::{self, Edit};
use crate::tui::app;
use crate::tui::msg::{Msg, Timer};
use crate::tui::overlays::{Overlay, PickerKind};
use crate::tui::testing::{self, press, write};
use crate::tui::views::scenarios::Page;
use crate::tui::views::*;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];
const SMALL: &str = include_str!("../../../../tests/stacks/small.yaml");

fn model() -> Model {
    let mut model = testing::model();
    model.analysis = Some(Arc::clone(&Workspace::load(SMALL).0));
    model
}

/// Does what the threads would, and what follows from it.
fn settle(model: &mut Model, effects: Vec<Effect>) {
    let mut left: VecDeque<Effect> = effects.into();
    while let Some(effect) = left.pop_front() {
        let msg = match effect {
            Effect::Study(question) => study::message(*question),
            Effect::Simulate { generation, before, edits } => {
                let simulation = Arc::new(scenario::simulate(&before, &edits));
                Msg::Simulated { generation, simulation }
            }
            _ => continue,
        };
        left.extend(app::update(model, msg));
    }
}

fn act(model: &mut Model, keys: &[&str]) {
    for key in keys {
        let effects = press(model, &[key]);
        settle(model, effects);
    }
}

/// With a thing selected, in whatever view is shown.
fn on(target: Target, keys: &[&str]) -> Model {
    let mut model = model();
    model.overlays.push(Overlay::Detail(target));
    act(&mut model, keys);
    model.overlays.clear();
    model.toasts.clear();
    model
}

fn show(model: &mut Model, name: &str) {
    for size in SIZES {
        model.size = size;
        let text = testing::text(model, size);
        insta::assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), text);
    }
}

fn shown(model: &Model) -> String {
    testing::text(model, (120, 40))
}

fn words(model: &Model) -> Vec<String> {
    model.staged.edits.iter().map(Edit::words).collect()
}

fn without_hubspot() -> Model {
    let mut model = on(Target::Tool("hubspot".into()), &["x"]);
    act(&mut model, &["7", "t"]);
    model
}

#[test]
fn the_work_at_every_size() {
    let mut model = without_hubspot();
    show(&mut model, "work-without-a-plan");
    press(&mut model, &["P"]);
    write(&mut model, "9");
    press(&mut model, &["tab"]);
    write(&mut model, "30");
    act(&mut model, &["enter"]);
    model.toasts.clear();
    show(&mut model, "work");
}

#[test]
fn a_plan_is_a_step_that_is_undone_by_its_name() {
    let mut model = without_hubspot();
    let plan = |model: &Model| model.staged.terms.planned_weeks;
    press(&mut model, &["P"]);
    write(&mut model, "9");
    act(&mut model, &["enter"]);
    assert_eq!(plan(&model), Some(9.0));
    assert!(shown(&model).contains("takes back “plan 9 weeks”"), "{}", shown(&model));
    assert!(shown(&model).contains("planned 9 weeks"), "{}", shown(&model));
    act(&mut model, &["u"]);
    assert_eq!((plan(&model), words(&model).len()), (None, 1));
    act(&mut model, &["U"]);
    assert_eq!(plan(&model), Some(9.0));
    press(&mut model, &["P"]);
    write(&mut model, "soon");
    press(&mut model, &["enter"]);
    let Some(Overlay::Form(form)) = model.overlays.last() else { panic!("the form has gone") };
    assert_eq!(form.problem.as_deref(), Some("soon is no number above 0"));
}

#[test]
fn a_late_answer_is_not_shown_for_what_is_staged_now() {
    let mut model = on(Target::Tool("hubspot".into()), &["x"]);
    let asked = press(&mut model, &["7", "t"]);
    act(&mut model, &["u"]);
    settle(&mut model, asked);
    assert!(!shown(&model).contains("Cut-over"), "{}", shown(&model));
}

#[test]
fn scenarios_stand_side_by_side() {
    let mut model = without_hubspot();
    act(&mut model, &["+", "u"]);
    model.overlays.push(Overlay::Detail(Target::Tool("webinar".into())));
    act(&mut model, &["x"]);
    model.overlays.clear();
    act(&mut model, &["s"]);
    model.toasts.clear();
    show(&mut model, "columns");
    act(&mut model, &["+"]);
    assert_eq!(model.states.scenarios.kept.len(), 2);
    assert!(!shown(&model).contains("◆ Without Demio"), "what is kept is no column twice");
    act(&mut model, &["-", "-"]);
    assert!(model.states.scenarios.kept.is_empty());
    act(&mut model, &["-"]);
    assert!(model.toasts.last().is_some_and(|it| it.text.contains("no scenario was kept")));
}

#[test]
fn every_figure_of_the_columns_opens_its_explanation() {
    let mut model = without_hubspot();
    act(&mut model, &["s", "K"]);
    assert!(shown(&model).contains("Cost: licences a year"), "{}", shown(&model));
    press(&mut model, &["esc"]);
    act(&mut model, &["t", "tab", "K"]);
    assert!(shown(&model).contains("20,000 draws"), "{}", shown(&model));
}

#[test]
fn the_catalogue_at_every_size() {
    let mut model = model();
    press(&mut model, &["7", "a"]);
    write(&mut model, "6sen");
    show(&mut model, "catalogue");
    press(&mut model, &["enter"]);
    show(&mut model, "catalogue-form");
}

#[test]
fn what_no_list_has_is_added_all_the_same() {
    let mut model = model();
    press(&mut model, &["a"]);
    write(&mut model, "Our own scorer");
    press(&mut model, &["enter"]);
    let Some(Overlay::Form(form)) = model.overlays.last() else { panic!("no form") };
    assert_eq!(form.values().first().map(String::as_str), Some("Our own scorer"));
    press(&mut model, &["enter"]);
    assert_eq!(words(&model), ["add our-own-scorer"]);
}

#[test]
fn a_word_finds_products_of_its_category_and_the_hint_is_no_choice() {
    let mut model = model();
    press(&mut model, &["a"]);
    let Some(Overlay::Picker(picker)) = model.overlays.last() else { panic!("no catalogue") };
    assert_eq!(picker.kind, PickerKind::Catalogue);
    let items = picker.items(&model);
    assert!(items.iter().any(|it| it.row.plain().contains("more products in the catalogue")));
    let hint = items.iter().position(|it| it.row.plain().contains("type on")).unwrap();
    for _ in 0..hint {
        press(&mut model, &["down"]);
    }
    press(&mut model, &["enter"]);
    assert!(matches!(model.overlays.last(), Some(Overlay::Picker(_))), "the layer stays");
    write(&mut model, "abm-intent");
    let Some(Overlay::Picker(picker)) = model.overlays.last() else { panic!("no catalogue") };
    assert!(picker.items(&model).iter().any(|it| it.row.plain().contains("6sense")));
}

#[test]
fn a_purchase_is_judged_and_connected_in_steps_that_are_undone() {
    let mut model = model();
    press(&mut model, &["7", "a"]);
    write(&mut model, "6sense");
    press(&mut model, &["enter"]);
    act(&mut model, &["enter"]);
    assert_eq!(model.states.scenarios.page, Page::Verdict);
    model.toasts.clear();
    show(&mut model, "verdict");
    assert_eq!(words(&model), ["add 6sense"]);
    // The next of one is the same again.
    act(&mut model, &["V"]);
    assert_eq!(model.states.scenarios.purchase, 0);
    act(&mut model, &["Y"]);
    assert!(words(&model).len() > 1, "{:?}", words(&model));
    act(&mut model, &["Y"]);
    assert!(model.toasts.last().is_some_and(|it| it.text.contains("it is connected")));
    act(&mut model, &["u"]);
    assert_eq!(words(&model), ["add 6sense"]);
    act(&mut model, &["u"]);
    assert!(words(&model).is_empty());
}

/// The time-lapse of the CRM, down for as long as the line of the list says.
fn lapse(line: usize) -> Model {
    let mut model = model();
    act(&mut model, &["2"]);
    model.select(&Target::Tool("salesforce".into()));
    press(&mut model, &["O"]);
    for _ in 0..line {
        press(&mut model, &["j"]);
    }
    act(&mut model, &["enter"]);
    model
}

#[test]
fn the_time_lapse_at_every_size() {
    let mut model = model();
    act(&mut model, &["2"]);
    model.select(&Target::Tool("salesforce".into()));
    press(&mut model, &["O"]);
    show(&mut model, "lapse-ask");
    let mut model = lapse(1);
    act(&mut model, &["right", "right"]);
    show(&mut model, "lapse");
}

#[test]
fn keys_move_in_time_and_esc_leaves() {
    let mut model = lapse(1);
    let at = |model: &Model| model.states.lapse.as_ref().map(|it| it.at);
    assert_eq!(at(&model), Some(0));
    act(&mut model, &["left"]);
    assert_eq!(at(&model), Some(0));
    act(&mut model, &["right", "right", "left"]);
    assert_eq!(at(&model), Some(1));
    act(&mut model, &["end"]);
    let last = at(&model);
    assert!(last > Some(2));
    act(&mut model, &["right"]);
    assert_eq!(at(&model), last);
    act(&mut model, &["home"]);
    assert_eq!(at(&model), Some(0));
    act(&mut model, &["pgdn", "pgdn", "pgup"]);
    assert_eq!(at(&model), last.map(|it| it.saturating_sub(10)));
    act(&mut model, &["home"]);
    let selected = model.selected();
    act(&mut model, &["h"]);
    assert_ne!(model.selected(), selected, "letters move on the map as ever");
    act(&mut model, &["esc"]);
    assert_eq!(at(&model), None);
    assert_eq!(model.view().id, "map");
    assert!(!shown(&model).contains("stand still"));
}

#[test]
fn nothing_moves_until_it_is_asked_to_and_playing_ends() {
    let mut model = lapse(1);
    assert!(app::update(&mut model, Msg::Timer(Timer::Play)).is_empty());
    assert_eq!(model.states.lapse.as_ref().unwrap().at, 0, "nothing plays by itself");
    let plays =
        |effects: &[Effect]| effects.iter().any(|it| matches!(it, Effect::Timer(Timer::Play, _)));
    assert!(plays(&press(&mut model, &["space"])));
    let mut ticks = 0;
    while plays(&app::update(&mut model, Msg::Timer(Timer::Play))) {
        ticks += 1;
        assert!(ticks < 100);
    }
    assert!(ticks > 2);
    let lapse = model.states.lapse.as_ref().unwrap();
    assert!(!lapse.is_playing && lapse.at > 2);
    assert!(plays(&press(&mut model, &["space"])), "from the end it begins anew");
    press(&mut model, &["right"]);
    assert!(!model.states.lapse.as_ref().unwrap().is_playing, "a step by hand stops it");
}

#[test]
fn what_cannot_be_played_says_why() {
    let mut model = model();
    act(&mut model, &["2", "O"]);
    let Some(Overlay::Picker(picker)) = model.overlays.last() else { panic!("nothing asked") };
    let items = picker.items(&model);
    let other = items.iter().position(|it| it.row.plain().contains("something else")).unwrap();
    let is_there = items.iter().any(|it| it.row.plain().contains("no automation platform"));
    assert!(is_there, "a preset that cannot be says why");
    for _ in 0..other {
        press(&mut model, &["j"]);
    }
    press(&mut model, &["enter", "ctrl-u"]);
    write(&mut model, "cmo");
    act(&mut model, &["enter"]);
    let toast = model.toasts.last().map_or("", |it| it.text.as_str());
    assert!(toast.contains("nothing happens"), "{toast}");
    assert!(model.states.lapse.is_none());
}

#[test]
fn a_person_a_login_and_a_vendor_can_be_played_too() {
    for (name, words) in [("leo-outreach", "the login leo-outreach"), ("ana", "Ana is away")] {
        let mut model = model();
        act(&mut model, &["2", "O"]);
        let Some(Overlay::Picker(picker)) = model.overlays.last() else { panic!("nothing asked") };
        let items = picker.items(&model);
        let other = items.iter().position(|it| it.row.plain().contains("something else")).unwrap();
        for _ in 0..other {
            press(&mut model, &["j"]);
        }
        press(&mut model, &["enter", "ctrl-u"]);
        write(&mut model, name);
        act(&mut model, &["enter"]);
        assert!(shown(&model).contains(words), "{}", shown(&model));
    }
}

#[test]
fn the_impact_of_the_selection_is_one_key_away_in_every_view() {
    for (view, target) in [
        ("1", Target::Tool("salesforce".into())),
        ("2", Target::Tool("salesforce".into())),
        ("3", Target::Tool("salesforce".into())),
        ("4", Target::Integration("hs-sfdc".into())),
        ("8", Target::Tool("salesforce".into())),
    ] {
        let mut model = model();
        act(&mut model, &[view]);
        model.select(&target);
        act(&mut model, &["I"]);
        assert!(matches!(model.overlays.last(), Some(Overlay::Detail(_))), "{view}");
        assert!(shown(&model).contains("Without"), "{view}: {}", shown(&model));
    }
    let mut model = model();
    act(&mut model, &["3"]);
    model.select(&Target::Tool("salesforce".into()));
    act(&mut model, &["I"]);
    show(&mut model, "impact");
    act(&mut model, &["x"]);
    assert_eq!(words(&model), ["remove salesforce"], "what hangs on it is about it");
}
