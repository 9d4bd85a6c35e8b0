//! Scenarios on the example stack: what is written, what is carried along, what comes back.

mod properties;

use super::simulate::compare_findings;
use super::*;
use crate::diag::Severity;
use crate::load::{Alone, load};
use crate::stack::Stack;
use crate::text::Sources;

fn example() -> Analysis {
    let bytes = include_bytes!("../../../stack.example.yaml");
    let loaded = load("stack.example.yaml", bytes, &Alone);
    let today = Date::parse("2026-09-15").unwrap();
    Analysis::of(loaded.sources, loaded.stack, loaded.problems, today)
}

fn scenario(text: &str) -> (Scenario, Vec<crate::diag::Diagnostic>) {
    let mut sources = Sources::default();
    let file = sources.add("scenario.yaml", text);
    read(&sources, file)
}

fn errors(notes: &[crate::diag::Diagnostic]) -> Vec<&str> {
    let errors = notes.iter().filter(|it| it.severity == Severity::Error);
    errors.map(|it| it.message.as_str()).collect()
}

fn applied(stack: &Stack, text: &str) -> Stack {
    let (scenario, problems) = scenario(text);
    assert_eq!(errors(&problems), Vec::<&str>::new());
    let (after, notes) = apply(stack, &scenario.edits);
    assert_eq!(errors(&notes), Vec::<&str>::new());
    after
}

#[test]
fn removing_any_tool_leaves_no_name_behind() {
    let example = example();
    for tool in example.stack.tools.values() {
        let edit = Edit::RemoveTool { tool: tool.id.clone(), span: Span::NONE };
        let (mut after, notes) = apply(&example.stack, &[edit]);
        let dangling = notes.iter().filter(|it| it.code == "scenario-dangling").count();
        assert_eq!(dangling, 0, "{}: {notes:?}", tool.id);
        assert_eq!(after.link(), Vec::new());
        assert!(after.tools.find(&tool.id).is_none());
    }
}

#[test]
fn replacing_any_tool_by_any_other_leaves_no_name_behind() {
    let example = example();
    let by = example.stack.tools.find("hubspot").unwrap();
    for tool in example.stack.tools.values().filter(|it| it.id != "hubspot") {
        let by = example.stack.tools[by].id.clone();
        let edit = Edit::ReplaceTool { tool: tool.id.clone(), by, span: Span::NONE };
        let (_, notes) = apply(&example.stack, &[edit]);
        let dangling = notes.iter().filter(|it| it.code == "scenario-dangling").count();
        assert_eq!(dangling, 0, "{}: {notes:?}", tool.id);
    }
}

#[test]
fn a_replaced_tool_hands_over_its_place() {
    let example = example();
    let after = applied(&example.stack, include_str!("../../../tests/scenarios/drop-marketo.yaml"));
    assert!(after.tools.find("marketo").is_none());
    for journey in after.journeys.values() {
        for stage in &journey.stages {
            assert!(stage.tool.is_some(), "{} of {} has no tool", stage.id, journey.id);
        }
    }
    let hubspot = &after.tools[after.tools.find("hubspot").unwrap()];
    assert_eq!(hubspot.tier, Some(1));
    let webinar = &after.integrations[after.integrations.find("on24-hubspot").unwrap()];
    assert!(webinar.is_live());
}

#[test]
fn an_added_tool_is_connected_and_compared() {
    let example = example();
    let (scenario, _) = scenario(include_str!("../../../tests/scenarios/add-6sense.yaml"));
    let simulation = simulate(&example, &scenario.edits);
    assert_eq!(errors(&simulation.problems), Vec::<&str>::new());
    assert_eq!(ids_of(&simulation.added, ElementKind::Tool), ["6sense"]);
    assert_eq!(
        ids_of(&simulation.added, ElementKind::Integration),
        ["6sense-salesforce", "6sense-linkedin-ads", "slack-surge-alert"]
    );
    assert_eq!(simulation.removed, Vec::new());
    assert_eq!(simulation.blast.affected, Vec::new());
}

#[test]
fn unknown_names_are_told_with_the_nearest_and_the_rest_applies() {
    let example = example();
    let text = include_str!("../../../tests/scenarios/unknown-names.yaml");
    let (scenario, problems) = scenario(text);
    let (after, notes) = apply(&example.stack, &scenario.edits);
    let all: Vec<_> = problems.iter().chain(&notes).collect();
    for (wrong, right) in [("marketoo", "marketo"), ("on42", "on24"), ("anna", "ana")] {
        let found = all.iter().find(|it| it.message.contains(&format!("`{wrong}`"))).unwrap();
        assert_eq!(found.help.as_deref(), Some(format!("did you mean `{right}`?").as_str()));
    }
    assert!(all.iter().any(|it| it.message.contains("rename")), "{all:?}");
    assert!(after.tools.find("litmus").is_none());
}

#[test]
fn a_written_scenario_means_the_same() {
    let example = example();
    for text in [
        include_str!("../../../tests/scenarios/drop-marketo.yaml"),
        include_str!("../../../tests/scenarios/add-6sense.yaml"),
        include_str!("../../../tests/scenarios/replace-webinar.yaml"),
        include_str!("../../../tests/scenarios/move-zaps.yaml"),
        include_str!("../../../tests/scenarios/bad-week.yaml"),
    ] {
        let (before, _) = scenario(text);
        let written = write(&before);
        let (again, problems) = scenario(&written);
        assert_eq!(errors(&problems), Vec::<&str>::new(), "{written}");
        assert_eq!((&before.id, &before.name), (&again.id, &again.name));
        let (one, other) =
            (apply(&example.stack, &before.edits), apply(&example.stack, &again.edits));
        assert!(one.0 == other.0, "{written}");
        assert_eq!(write(&again), written);
    }
}

#[test]
fn no_change_changes_nothing() {
    let example = example();
    let nothing = simulate(&example, &[]);
    assert_eq!(nothing.findings_new, Vec::new());
    assert_eq!(nothing.findings_fixed, Vec::new());
    assert!(nothing.added.is_empty() && nothing.removed.is_empty() && nothing.changed.is_empty());
}

#[test]
fn adding_what_is_there_is_a_conflict_with_both_places() {
    let example = example();
    let (scenario, _) =
        scenario("version: 1\nscenario: {id: twice}\nchanges:\n  - add: {tool: salesforce}\n");
    let (_, notes) = apply(&example.stack, &scenario.edits);
    let conflict = notes.iter().find(|it| it.code == "scenario-conflict").unwrap();
    assert!(!conflict.span.is_none());
    assert_eq!(conflict.marks.len(), 1);
}

#[test]
fn a_finding_that_names_others_is_neither_new_nor_fixed() {
    let finding = |code, id: &str, related: &str| {
        Diagnostic::new(code, Severity::Error, "x")
            .about(ElementKind::Person, id)
            .with(ElementKind::Integration, related)
    };
    let [leo_a, leo_b, leo_c, ana] = [("leo", "a"), ("leo", "b"), ("leo", "c"), ("ana", "b")]
        .map(|(id, related)| finding("owner-left", id, related));
    let gone = finding("no-monitoring", "leo", "b");
    // The one on `a` is there twice before: one stays as it is, one is told of again about `c`.
    let before = [leo_a.clone(), leo_a.clone(), leo_b.clone(), gone.clone()];
    let changes = compare_findings(&before, &[leo_a.clone(), leo_c.clone(), ana.clone()]);
    assert_eq!(changes.new, [ana]);
    assert_eq!(changes.changed, [leo_c]);
    assert_eq!(changes.fixed, [leo_b, gone]);
}

/// Both files read into the same sources, one after the other.
fn stacked(first: &str, second: &str) -> Vec<Edit> {
    let mut sources = Sources::default();
    let files = [sources.add("first.yaml", first), sources.add("second.yaml", second)];
    files.iter().flat_map(|file| read(&sources, *file).0.edits).collect()
}

#[test]
fn two_scenarios_that_clash_are_told_with_both_places() {
    let example = example();
    let zaps = include_str!("../../../tests/scenarios/move-zaps.yaml");
    let forms = include_str!("../../../tests/scenarios/native-forms.yaml");
    let (_, notes) = apply(&example.stack, &stacked(zaps, forms));
    let clashes: Vec<_> = notes.iter().filter(|it| it.code == "scenario-conflict").collect();
    let messages: Vec<&str> = clashes.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "one scenario changes `typeform-marketo`, another takes it away",
            "two scenarios set `monitoring` of `slack-mql-alert`",
        ]
    );
    assert!(clashes.iter().all(|it| it.span.file != it.marks[0].span.file));
}

#[test]
fn scenarios_that_agree_and_changes_of_one_file_do_not_clash() {
    let example = example();
    let zaps = include_str!("../../../tests/scenarios/move-zaps.yaml");
    let buy = include_str!("../../../tests/scenarios/add-6sense.yaml");
    for edits in
        [stacked(zaps, zaps), stacked(zaps, buy), stacked(zaps, "version: 1\nchanges: []\n")]
    {
        let (_, notes) = apply(&example.stack, &edits);
        let clashes = notes.iter().filter(|it| it.message.contains("scenario")).count();
        assert_eq!(clashes, 0, "{notes:?}");
    }
}
