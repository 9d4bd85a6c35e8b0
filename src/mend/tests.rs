use super::*;
use crate::load::{Alone, load};
use crate::scenario::Scenario;

const EXAMPLE: &str = include_str!("../../stack.example.yaml");

/// One stack in every way of writing, with comments.
const CORPUS: &[(&str, &str)] = &[
    ("block", include_str!("../../tests/it/corpus/block.yaml")),
    ("flow", include_str!("../../tests/it/corpus/flow.yaml")),
    ("quoted", include_str!("../../tests/it/corpus/quoted.yaml")),
    ("unindented", include_str!("../../tests/it/corpus/unindented.yaml")),
];

/// With parts that are shared: some changes to them are refused.
const ANCHORS: &str = include_str!("../../tests/it/corpus/anchors.yaml");

fn sources(text: &str) -> Sources {
    load("stack.yaml", text.as_bytes(), &Alone).sources
}

fn edits(changes: &str) -> Vec<Edit> {
    let mut sources = Sources::default();
    let file = sources.add("s.yaml", &format!("version: 1\nscenario: s\nchanges:\n{changes}"));
    let (Scenario { edits, .. }, problems) = scenario::read(&sources, file);
    assert!(problems.iter().all(|it| it.severity < Severity::Error), "{problems:#?}");
    edits
}

/// Applies changes to a text. What comes out makes the simulated stack, and differs in few places.
fn applied(text: &str, changes: &str) -> Result<String, String> {
    let (sources, edits) = (sources(text), edits(changes));
    let mended = apply(&sources, &edits);
    if mended.is_refused() {
        return Err(mended
            .refused
            .iter()
            .map(|it| it.message.clone())
            .collect::<Vec<_>>()
            .join("\n"));
    }
    let new = mended.files.first().map_or_else(|| text.to_owned(), |(_, text)| text.clone());
    let (meant, _) = scenario::apply(&load("stack.yaml", text.as_bytes(), &Alone).stack, &edits);
    let found = load("stack.yaml", new.as_bytes(), &Alone);
    assert!(found.stack == meant, "{changes}\n{new}");
    let gone: Vec<&str> = text.lines().filter(|it| !new.contains(*it)).collect();
    let come = new.lines().filter(|it| !text.contains(*it)).count();
    assert!(gone.len() + come < 600, "{changes}: {} lines gone, {come} come", gone.len());
    assert_eq!(new.contains("\r\n"), text.contains("\r\n"));
    assert!(!new.contains("\r\n") || !new.replace("\r\n", "").contains('\n'), "mixed line ends");
    Ok(new)
}

/// Each kind of change for everything that a stack has.
fn all_changes(stack: &Stack) -> Vec<String> {
    let tools: Vec<&str> = stack.tools.values().map(|it| it.id.as_str()).collect();
    let mut changes = Vec::new();
    for (at, tool) in tools.iter().enumerate() {
        changes.push(format!("  - remove: {tool}\n"));
        let other = tools[(at + 1) % tools.len()];
        changes.push(format!("  - replace: {{tool: {tool}, by: {other}}}\n"));
        changes.push(format!(
            "  - add: {{tool: {{id: newcomer, name: 'New: one', category: cdp, stores: [{{object: person, key: email}}], notes: |\n      two\n      lines\n      }}}}\n  - replace: {{tool: {tool}, by: newcomer}}\n"
        ).replace("|\n      two\n      lines\n      ", "\"two\\nlines\""));
        changes.push(format!("  - set: {{tool: {tool}, tier: 2, cost: {{annual: 12, currency: USD}}, sends: [email], notes: unknown}}\n"));
        changes.push(format!("  - connect: {{from: {tool}, to: {other}, id: fresh, method: webhook, objects: [person]}}\n"));
    }
    for it in stack.integrations.values() {
        changes.push(format!("  - disconnect: {}\n", it.id));
        changes.push(format!("  - set: {{integration: {}, owner: somebody, monitoring: {{kind: alert, last_alert: 2026-01-02}}, method: zapier}}\n", it.id));
    }
    for it in stack.people.values() {
        changes.push(format!("  - leave: {}\n", it.id));
    }
    for it in stack.journeys.values() {
        changes.push(format!("  - set: {{journey: {}, value_per_day: 5}}\n", it.id));
    }
    changes.push("  - add: {tool: Some Thing}\n".to_owned());
    changes
}

fn check_all(name: &str, text: &str) -> usize {
    let stack = load("stack.yaml", text.as_bytes(), &Alone).stack;
    let mut refused = 0;
    for changes in all_changes(&stack) {
        if let Err(why) = applied(text, &changes) {
            println!("{name} {changes}: {why}");
            refused += 1;
        }
    }
    refused
}

#[test]
fn every_change_is_written_as_simulated_in_every_way_of_writing() {
    for (name, text) in CORPUS {
        let found = load("stack.yaml", text.as_bytes(), &Alone);
        let errors: Vec<_> =
            found.problems.iter().filter(|it| it.severity == Severity::Error).collect();
        // The ids that ends make are shared on purpose.
        assert!(errors.iter().all(|it| it.code == "id-duplicate"), "{name}: {errors:#?}");
        assert_eq!(check_all(name, text), 0, "{name}");
        let turned = text.trim_end().replace('\n', "\r\n");
        assert_eq!(check_all(name, &turned), 0, "{name} with CRLF and no last line end");
    }
}

#[test]
fn what_is_shared_is_refused_or_written_right() {
    let refused = check_all("anchors", ANCHORS);
    assert!(refused < 8, "{refused} changes were refused");
}

#[test]
fn every_change_of_the_example_is_written_as_simulated() {
    let stack = load("stack.yaml", EXAMPLE.as_bytes(), &Alone).stack;
    // All of them take minutes; in steps that meet every kind they take seconds.
    for changes in all_changes(&stack).iter().step_by(61) {
        if let Err(why) = applied(EXAMPLE, changes) {
            panic!("{changes}: {why}");
        }
    }
}

/// Half a file, or one with a wrong sign in it, is refused or written right; nothing panics.
#[test]
fn damaged_files_are_survived() {
    let (_, text) = CORPUS[1];
    for at in (0..text.len()).step_by(173).filter(|at| text.is_char_boundary(*at)) {
        let (head, tail) = text.split_at(at);
        for damaged in [
            head.to_owned(),
            format!("{head}:\u{7}{tail}"),
            format!("{head}]{tail}"),
            format!("{head}&x *x{tail}"),
        ] {
            for changes in
                ["  - remove: marketo\n", "  - replace: {tool: salesforce, by: sheets}\n"]
            {
                drop(applied(&damaged, changes));
            }
        }
    }
}
