//! Findings, journeys and scenarios: how they look, and what keys do in them.

use std::path::Path;

use crate::host::Disk;
use crate::scenario::Edit;
use crate::tui::app;
use crate::tui::files;
use crate::tui::msg::{Msg, Outcome, Overwrite, Written};
use crate::tui::overlays::{Overlay, PickerKind};
use crate::tui::target::finding_key;
use crate::tui::testing::{self, press, simulate, write};
use crate::tui::views::*;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

fn show(model: &mut Model, name: &str) {
    for size in SIZES {
        model.size = size;
        let text = testing::text(model, size);
        insta::assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), text);
    }
}

/// In the view of that key.
fn at(key: &str) -> Model {
    let mut model = testing::moving();
    press(&mut model, &[key]);
    model
}

/// With the CRM taken out, and what comes of it.
fn without_crm() -> Model {
    let mut model = testing::moving();
    model.overlays.push(Overlay::Detail(Target::Tool("crm".into())));
    let effects = press(&mut model, &["x"]);
    model.overlays.clear();
    simulate(&mut model, &effects);
    model
}

fn words(model: &Model) -> Vec<String> {
    model.staged.edits.iter().map(Edit::words).collect()
}

fn toast(model: &Model) -> &str {
    model.toasts.last().map_or("", |it| it.text.as_str())
}

fn quits(effects: &[Effect]) -> bool {
    effects.iter().any(|it| matches!(it, Effect::Quit))
}

#[test]
fn the_findings_at_every_size() {
    show(&mut at("5"), "findings");
    let mut model = at("5");
    press(&mut model, &["j", "b"]);
    show(&mut model, "findings-by-tool");
}

#[test]
fn the_journeys_at_every_size() {
    let mut model = at("6");
    press(&mut model, &["j", "j"]);
    show(&mut model, "journeys");
}

#[test]
fn the_scenarios_at_every_size() {
    show(&mut at("7"), "scenarios-empty");
    let mut model = without_crm();
    model.toasts.clear();
    press(&mut model, &["7"]);
    show(&mut model, "scenarios");
}

#[test]
fn grouping_otherwise_keeps_the_selection() {
    let mut model = at("5");
    press(&mut model, &["j", "j", "j"]);
    let selected = model.selected();
    assert!(matches!(selected, Some(Target::Finding(_))), "{selected:?}");
    for _ in 0..2 {
        press(&mut model, &["b"]);
        assert_eq!(model.selected(), selected);
    }
    press(&mut model, &["-", "b"]);
    assert_eq!(model.selected(), selected, "of a group, the first finding is kept");
}

#[test]
fn a_folded_group_hides_its_findings_until_they_are_looked_for() {
    let mut model = at("5");
    assert_eq!(model.panes()[0].items(), 2);
    press(&mut model, &["j", "enter"]);
    assert!(matches!(model.overlays.last(), Some(Overlay::Detail(_))), "a finding is shown");
    press(&mut model, &["esc", "-"]);
    assert!(matches!(model.selected(), Some(Target::Line(_))));
    assert_eq!(model.panes()[0].items(), 1);
    press(&mut model, &["enter"]);
    assert_eq!(model.panes()[0].items(), 2, "Enter unfolds a group");
    press(&mut model, &["="]);
    assert_eq!(model.panes()[0].items(), 0);
    press(&mut model, &["/", "A", "n", "a", "enter"]);
    assert_eq!(model.panes()[0].items(), 1, "what is found is shown");
    assert_eq!(model.panes()[0].rows.len(), 2, "under its heading");
}

#[test]
fn the_overview_leads_to_a_finding_in_a_folded_group() {
    let mut model = at("5");
    press(&mut model, &["=", "1"]);
    let key = finding_key(&model.analysis.as_ref().unwrap().findings[1]);
    app::go_to(&mut model, &Target::Finding(key.clone()));
    assert_eq!(model.view().id, "findings");
    assert_eq!(model.selected(), Some(Target::Finding(key)));
}

#[test]
fn a_step_and_its_undo_are_nothing() {
    let mut model = without_crm();
    press(&mut model, &["7"]);
    let steps: [&[&str]; 4] =
        [&["x"], &["D"], &["a", "s", "i", "x", "enter", "enter"], &["o", "a", "n", "a", "enter"]];
    for keys in steps {
        let before = words(&model);
        press(&mut model, keys);
        let after = words(&model);
        assert_ne!(before, after, "{keys:?}");
        press(&mut model, &["u"]);
        assert_eq!(words(&model), before, "{keys:?}");
        press(&mut model, &["U"]);
        assert_eq!(words(&model), after, "{keys:?}");
        press(&mut model, &["u"]);
    }
}

#[test]
fn the_result_is_told_when_it_is_known() {
    let mut model = without_crm();
    assert!(toast(&model).starts_with("Without Salesforce: 1 journey stops"), "{}", toast(&model));
    assert!(toast(&model).ends_with("u undo · 7 shows all"));
    assert!(testing::text(&model, (120, 40)).contains("scenario: 1 change"));
    press(&mut model, &["u"]);
    assert!(!testing::text(&model, (120, 40)).contains("scenario:"));
}

#[test]
fn a_change_that_cannot_be_made_says_why() {
    let mut model = without_crm();
    press(&mut model, &["o"]);
    write(&mut model, "crm");
    let effects = press(&mut model, &["enter"]);
    simulate(&mut model, &effects);
    assert!(toast(&model).starts_with("the stack has no tool called `crm`"), "{}", toast(&model));
}

#[test]
fn forms_name_what_is_nearest_and_stay() {
    let mut model = at("6");
    press(&mut model, &["c"]);
    write(&mut model, "Hubspt");
    press(&mut model, &["enter"]);
    let Some(Overlay::Form(form)) = model.overlays.last() else { panic!("the form has gone") };
    assert_eq!(form.at, 0);
    let problem = form.problem.as_deref().unwrap();
    assert_eq!(problem, "no tool is called Hubspt; did you mean HubSpot?");
    press(&mut model, &["ctrl-u"]);
    write(&mut model, "HubSpot");
    press(&mut model, &["tab"]);
    write(&mut model, "bi");
    press(&mut model, &["tab"]);
    write(&mut model, "webhook");
    press(&mut model, &["enter"]);
    let Some(Overlay::Form(form)) = model.overlays.last() else { panic!("the form has gone") };
    assert_eq!(form.at, 4, "what moves is needed");
    assert_eq!(form.values()[2], "webhook", "typing replaces what was proposed");
    write(&mut model, "person");
    press(&mut model, &["enter"]);
    assert!(model.overlays.is_empty());
    assert_eq!(words(&model), ["connect map → bi"]);
}

#[test]
fn a_tool_is_replaced_by_a_new_one_only_on_purpose() {
    let mut model = at("6");
    press(&mut model, &["r"]);
    write(&mut model, "crm");
    press(&mut model, &["tab"]);
    write(&mut model, "Hubspott");
    press(&mut model, &["enter"]);
    assert!(matches!(model.overlays.last(), Some(Overlay::Form(form)) if form.at == 1));
    press(&mut model, &["ctrl-u"]);
    write(&mut model, "+Hubspott");
    press(&mut model, &["enter"]);
    assert_eq!(words(&model), ["add hubspott", "replace crm by hubspott"]);
    press(&mut model, &["u"]);
    assert!(model.staged.edits.is_empty(), "both were one step");
}

#[test]
fn leaving_asks_until_the_scenario_is_written() {
    let mut model = without_crm();
    press(&mut model, &["q"]);
    assert!(
        matches!(model.overlays.last(), Some(Overlay::Picker(it)) if it.kind == PickerKind::Quit)
    );
    let effects = press(&mut model, &["j", "j", "enter", "enter"]);
    let Some(Effect::WriteScenario(writing, Overwrite::Ask)) = effects.last() else {
        panic!("nothing is written")
    };
    assert_eq!(writing.path, Path::new("scenarios/without-salesforce.yaml"));
    let disk = Disk::memory(&[]);
    let written = files::write(&disk, writing, Overwrite::Ask);
    app::update(&mut model, Msg::ScenarioWritten(writing.clone(), written));
    assert!(quits(&press(&mut model, &["q"])));
    assert_eq!(files::list(&disk, Path::new("scenarios")), ["without-salesforce.yaml"]);
    let read = files::read(&disk, &writing.path, crate::text::Sources::default());
    app::update(&mut model, Msg::ScenarioRead(read.map(Box::new)));
    assert_eq!(words(&model), ["remove crm"]);
    assert!(quits(&press(&mut model, &["q"])), "what was read is written already");
}

#[test]
fn no_file_is_lost_without_a_question() {
    let mut model = without_crm();
    let effects = press(&mut model, &["w", "enter", "enter"]);
    let Some(Effect::WriteScenario(writing, overwrite)) = effects.last() else {
        panic!("nothing is written")
    };
    let disk = Disk::memory(&[("scenarios/without-salesforce.yaml", "theirs")]);
    let written = files::write(&disk, writing, *overwrite);
    assert_eq!(written, Written::IsThere);
    assert_eq!(disk.read(&writing.path).unwrap(), b"theirs");
    app::update(&mut model, Msg::ScenarioWritten(writing.clone(), written));
    assert!(!model.staged.is_saved);
    assert!(press(&mut model, &["enter"]).is_empty(), "the first answer keeps the file");
    let effects = press(&mut model, &["w", "enter", "enter"]);
    let Some(Effect::WriteScenario(writing, _)) = effects.last() else { panic!("nothing") };
    app::update(&mut model, Msg::ScenarioWritten(writing.clone(), Written::IsThere));
    let effects = press(&mut model, &["j", "enter"]);
    assert!(matches!(effects.last(), Some(Effect::WriteScenario(_, Overwrite::Replace))));
}

#[test]
fn reading_a_file_is_one_step_and_a_bad_one_is_none() {
    let mut model = without_crm();
    let disk = Disk::memory(&[
        (
            "good.yaml",
            "version: 1\nscenario: {id: two}\nchanges: [{remove: {tool: bi}}, {leave: {person: ana}}]\n",
        ),
        ("bad.yaml", "version: 1\nchanges: []\n"),
    ]);
    for (file, wanted) in
        [("bad.yaml", ["remove crm"].as_slice()), ("good.yaml", &["remove bi", "ana leaves"])]
    {
        let read = files::read(&disk, Path::new(file), crate::text::Sources::default());
        app::update(&mut model, Msg::ScenarioRead(read.map(Box::new)));
        assert_eq!(words(&model), wanted);
    }
    press(&mut model, &["u"]);
    assert_eq!(words(&model), ["remove crm"]);
    press(&mut model, &["7", "F"]);
    app::update(&mut model, Msg::ScenariosListed(vec!["good.yaml".to_owned()]));
    let effects = press(&mut model, &["enter"]);
    let Some(Effect::ReadScenario(path)) = effects.last() else { panic!("nothing is read") };
    assert_eq!(path, Path::new("scenarios/good.yaml"));
}

#[test]
fn what_is_staged_while_the_file_is_read_waits_for_it() {
    let mut model = testing::moving();
    app::reload(&mut model);
    let generation = model.generation;
    model.overlays.push(Overlay::Detail(Target::Tool("crm".into())));
    let asked = press(&mut model, &["x"]);
    assert!(!asked.iter().any(|it| matches!(it, Effect::Simulate { .. })));
    let outcome = Box::new(Outcome::Good(model.analysis.clone().unwrap()));
    let effects = app::update(&mut model, Msg::Loaded { generation, outcome });
    assert!(effects.iter().any(|it| matches!(it, Effect::Simulate { .. })));
}
