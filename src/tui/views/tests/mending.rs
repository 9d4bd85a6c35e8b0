//! What the interface writes into the stack file: shown first, written when somebody says so, taken back.

use std::path::Path;

use crate::host::Disk;
use crate::stack::Date;
use crate::tui::app;
use crate::tui::msg::{Msg, Outcome};
use crate::tui::overlays::Overlay;
use crate::tui::proposal;
use crate::tui::target::finding_key;
use crate::tui::testing::{self, press, write};
use crate::tui::views::*;
use crate::tui::worker;

const STACK: &str = "\
# What we run.
version: 1
company: {name: Acme, as_of: 2026-11-24}
people:
  - {id: ana, name: Ana Silva}
tools:
  - {id: crm, name: Salesforce, category: crm, technical_owner: ana}
  # Kept for the webinars.
  - {id: map, name: HubSpot, category: marketing_automaton, technical_owner: ana}
  - {id: bi, name: Looker, category: bi}
integrations:
  - {id: map-crm, from: map, to: crm, method: webhook, objects: [person], owner: ana} # twice a day
objects:
  - {id: person, name: Person, system_of_record: crm}
";

const ROOT: &str = "d/stack.yaml";

/// A model over a file of its own, in the findings.
fn over(text: &str) -> (Model, Disk) {
    let disk = Disk::memory(&[(ROOT, text)]);
    let mut model = testing::model();
    model.path = Some(ROOT.into());
    read(&mut model, &disk);
    press(&mut model, &["5"]);
    (model, disk)
}

fn read(model: &mut Model, disk: &Disk) {
    let today = Date::new(2026, 11, 24).unwrap();
    match worker::read(disk, Path::new(ROOT), today) {
        Outcome::Good(analysis) => model.analysis = Some(analysis),
        Outcome::Unreadable(_) | Outcome::Damaged(_) => panic!("the file is broken"),
    }
}

fn text(disk: &Disk) -> String {
    String::from_utf8(disk.read(Path::new(ROOT)).unwrap()).unwrap()
}

/// Does what the threads would with what is asked for.
fn perform(model: &mut Model, disk: &Disk, effects: Vec<Effect>) {
    for effect in effects {
        let msg = match effect {
            Effect::Propose(asked) => Msg::Proposed(Box::new(asked.answer())),
            Effect::Rewrite(proposal) => Msg::Rewritten(proposal.write(disk)),
            Effect::TakeBack(root) => Msg::Rewritten(proposal::take_back(disk, &root)),
            _ => continue,
        };
        app::update(model, msg);
    }
}

fn act(model: &mut Model, disk: &Disk, keys: &[&str]) {
    let effects = press(model, keys);
    perform(model, disk, effects);
}

fn toast(model: &Model) -> &str {
    model.toasts.last().map_or("", |it| it.text.as_str())
}

fn show(model: &mut Model, name: &str) {
    for size in [(80, 24), (120, 40), (200, 60)] {
        model.size = size;
        let text = testing::text(model, size);
        insta::assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), text);
    }
}

/// Selects the first finding of a rule.
fn select(model: &mut Model, code: &str) {
    let analysis = model.analysis.clone().unwrap();
    let finding = analysis.findings.iter().find(|it| it.code == code).unwrap();
    model.select(&Target::Finding(finding_key(finding)));
}

#[test]
fn a_problem_is_mended_from_the_list_of_problems() {
    let (mut model, disk) = over(STACK);
    act(&mut model, &disk, &["!", "X"]);
    assert!(matches!(model.overlays.last(), Some(Overlay::Proposal(_))), "{}", toast(&model));
    show(&mut model, "proposal-fix");
    assert_eq!(text(&disk), STACK, "nothing is written before somebody says so");
    act(&mut model, &disk, &["enter"]);
    assert_eq!(text(&disk), STACK.replace("marketing_automaton", "marketing-automation"));
    assert_eq!(toast(&model), "written to stack.yaml · z u takes it back");
    press(&mut model, &["esc"]);
    act(&mut model, &disk, &["z", "u"]);
    assert_eq!(text(&disk), STACK);
    act(&mut model, &disk, &["z", "u"]);
    assert!(toast(&model).contains("there is nothing to take back"), "{}", toast(&model));
}

#[test]
fn leaving_a_proposal_writes_nothing() {
    let (mut model, disk) = over(STACK);
    for key in ["esc", "q", "n"] {
        act(&mut model, &disk, &["!", "X"]);
        assert!(matches!(model.overlays.last(), Some(Overlay::Proposal(_))));
        act(&mut model, &disk, &[key, "esc"]);
        assert!(model.overlays.is_empty());
    }
    assert_eq!(text(&disk), STACK);
}

#[test]
fn a_finding_is_accepted_with_its_reason_and_a_day() {
    let (mut model, disk) = over(STACK);
    let code = model.analysis.as_ref().unwrap().findings[0].code;
    select(&mut model, code);
    press(&mut model, &["A"]);
    press(&mut model, &["enter"]);
    assert!(
        matches!(model.overlays.last(), Some(Overlay::Form(it)) if it.at == 0),
        "why is needed"
    );
    write(&mut model, "we know: it is small");
    press(&mut model, &["tab"]);
    write(&mut model, "Ana Silva");
    press(&mut model, &["tab"]);
    write(&mut model, "2020-01-01");
    press(&mut model, &["enter"]);
    assert!(matches!(model.overlays.last(), Some(Overlay::Form(it)) if it.at == 2), "it is over");
    press(&mut model, &["ctrl-u"]);
    write(&mut model, "2027-03-31");
    act(&mut model, &disk, &["enter"]);
    show(&mut model, "proposal-accept");
    act(&mut model, &disk, &["y"]);
    let after = text(&disk);
    assert!(after.starts_with(STACK), "{after}");
    let before = model.analysis.as_ref().unwrap().findings.len();
    read(&mut model, &disk);
    let analysis = model.analysis.clone().unwrap();
    assert_eq!((analysis.findings.len(), analysis.accepted.len()), (before - 1, 1), "{after}");
    let acceptance = &analysis.acceptances[0];
    assert_eq!(acceptance.reason.as_deref(), Some("we know: it is small"));
    assert_eq!(acceptance.by.as_deref(), Some("ana"));
    assert_eq!(acceptance.until, Date::new(2027, 3, 31));
}

#[test]
fn a_scenario_is_applied_and_can_be_staged_again() {
    let (mut model, disk) = over(STACK);
    model.overlays.push(Overlay::Detail(Target::Integration("map-crm".into())));
    press(&mut model, &["x"]);
    model.overlays.clear();
    press(&mut model, &["w"]);
    show(&mut model, "write");
    act(&mut model, &disk, &["j", "enter"]);
    show(&mut model, "proposal-apply");
    act(&mut model, &disk, &["enter"]);
    assert!(!text(&disk).contains("map-crm"), "{}", text(&disk));
    assert!(text(&disk).contains("# Kept for the webinars."));
    assert!(model.staged.edits.is_empty() && model.simulation.is_none());
    act(&mut model, &disk, &["z", "u"]);
    assert_eq!(text(&disk), STACK);
    press(&mut model, &["u"]);
    assert_eq!(model.staged.edits.len(), 1);
}

#[test]
fn a_file_that_changed_meanwhile_is_left_alone() {
    let (mut model, disk) = over(STACK);
    act(&mut model, &disk, &["!", "X"]);
    let theirs = format!("{STACK}# theirs\n");
    disk.write(Path::new(ROOT), theirs.as_bytes(), None).unwrap();
    act(&mut model, &disk, &["enter"]);
    assert_eq!(text(&disk), theirs);
    let told = "nothing was written: stack.yaml: the file has changed on disk since it was read";
    assert_eq!(toast(&model), told);
    disk.write(Path::new(ROOT), STACK.as_bytes(), None).unwrap();
    press(&mut model, &["esc"]);
    act(&mut model, &disk, &["!", "X"]);
    act(&mut model, &disk, &["enter"]);
    let theirs = format!("{}# theirs\n", text(&disk));
    disk.write(Path::new(ROOT), theirs.as_bytes(), None).unwrap();
    press(&mut model, &["esc"]);
    act(&mut model, &disk, &["z", "u"]);
    assert_eq!(text(&disk), theirs, "what somebody wrote since is not taken back");
}

#[test]
fn what_cannot_be_written_says_why() {
    let (mut model, disk) = over(STACK);
    model.unwritable = Some("the example is part of the program");
    act(&mut model, &disk, &["!", "X"]);
    assert_eq!(toast(&model), "fix: the example is part of the program");
    press(&mut model, &["esc", "j"]);
    act(&mut model, &disk, &["A"]);
    assert_eq!(toast(&model), "accept: the example is part of the program");
    let (mut model, disk) = over(STACK);
    let analysis = model.analysis.clone().unwrap();
    let finding = analysis.findings.iter().find(|it| it.fix.is_none()).unwrap();
    model.select(&Target::Finding(finding_key(finding)));
    act(&mut model, &disk, &["X"]);
    assert!(toast(&model).starts_with("fix: this cannot be mended"), "{}", toast(&model));
    press(&mut model, &["1"]);
    act(&mut model, &disk, &["A"]);
    assert!(toast(&model).starts_with("accept: no finding is selected"), "{}", toast(&model));
}

#[test]
fn a_change_that_means_nothing_in_a_file_is_told() {
    let (mut model, disk) = over(STACK);
    press(&mut model, &["o"]);
    write(&mut model, "crm");
    press(&mut model, &["enter"]);
    act(&mut model, &disk, &["w", "j", "enter"]);
    let shown = testing::text(&model, (120, 40));
    assert!(shown.contains("is nothing to write"), "{shown}");
    act(&mut model, &disk, &["enter"]);
    assert_eq!(text(&disk), STACK);
    assert_eq!(toast(&model), "write it: nothing can be written");
}
