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
    ("mixed", include_str!("../../tests/it/corpus/mixed.yaml")),
    ("json", include_str!("../../tests/it/corpus/json.yaml")),
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
    untouched_lines_stay(text, &new, &meant);
    assert_eq!(new.contains("\r\n"), text.contains("\r\n"));
    assert!(!new.contains("\r\n") || !new.replace("\r\n", "").contains('\n'), "mixed line ends");
    Ok(new)
}

/// Notes the places of the items that are gone or others.
fn differing<T: crate::stack::Entity + PartialEq>(
    old: &crate::stack::Table<T>,
    new: &crate::stack::Table<T>,
    spans: fn(&T) -> &crate::stack::Spans,
    touched: &mut Vec<(u32, u32)>,
) {
    for it in old.values() {
        let stays = new.find(it.id()).is_some_and(|id| new[id] == *it);
        if !stays {
            touched.push((spans(it).item.start, spans(it).item.end));
        }
    }
}

/// Every line that says nothing of what differs between the two stacks is still there, byte for byte and in its order.
fn untouched_lines_stay(text: &str, new: &str, meant: &Stack) {
    let before = load("stack.yaml", text.as_bytes(), &Alone).stack;
    let mut touched: Vec<(u32, u32)> = Vec::new();
    differing(&before.tools, &meant.tools, |it| &it.spans, &mut touched);
    differing(&before.integrations, &meant.integrations, |it| &it.spans, &mut touched);
    differing(&before.objects, &meant.objects, |it| &it.spans, &mut touched);
    differing(&before.credentials, &meant.credentials, |it| &it.spans, &mut touched);
    differing(&before.people, &meant.people, |it| &it.spans, &mut touched);
    differing(&before.automations, &meant.automations, |it| &it.spans, &mut touched);
    differing(&before.ai_features, &meant.ai_features, |it| &it.spans, &mut touched);
    differing(&before.journeys, &meant.journeys, |it| &it.spans, &mut touched);
    differing(&before.campaigns, &meant.campaigns, |it| &it.spans, &mut touched);
    let (old, then) = (&before.consent, &meant.consent);
    differing(&old.purposes, &then.purposes, |it| &it.spans, &mut touched);
    differing(&old.suppressions, &then.suppressions, |it| &it.spans, &mut touched);
    for it in &before.automations_summaries {
        if !meant.automations_summaries.contains(it) {
            touched.push((it.spans.item.start, it.spans.item.end));
        }
    }
    // Where a number in an id moves, the id is written out.
    for it in before.integrations.values() {
        let (from, to) = (it.spans.item.start as usize, it.spans.item.end as usize);
        let has_id =
            text.get(from..to).is_some_and(|it| it.contains("id:") || it.contains("\"id\""));
        if !has_id {
            touched.push((it.spans.item.start, it.spans.item.end));
        }
    }
    let mut lines = new.split_inclusive('\n');
    let mut start = 0_u32;
    let old: Vec<(u32, &str)> = text
        .split_inclusive('\n')
        .map(|line| {
            let at = start;
            start += u32::try_from(line.len()).unwrap();
            (at, line)
        })
        .collect();
    let is_touched = |(at, line): &(u32, &str)| {
        let end = at + u32::try_from(line.len()).unwrap();
        touched.iter().any(|(from, to)| *from < end && at < to)
    };
    // Comments right above what goes go with it, and so does the key of a map or list whose last item goes.
    let (mut goes, mut is_next) = (vec![false; old.len()], false);
    for (position, entry) in old.iter().enumerate().rev() {
        let line = entry.1.trim_end();
        let leads = is_comment_or_blank(line) || line.ends_with(':');
        goes[position] = is_touched(entry) || leads && is_next;
        if !is_comment_or_blank(line) {
            is_next = goes[position];
        }
    }
    for ((_, line), goes) in old.iter().copied().zip(goes) {
        // Commas and brackets of a list in brackets belong to its neighbours too.
        let is_flow =
            line.trim_end().ends_with(['[', '{', ',']) || line.trim_start().starts_with([']', '}']);
        if goes || is_flow {
            continue;
        }
        // The last of a list in brackets gets a comma when another follows it.
        let bare = |it: &str| it.trim_end_matches(['\r', '\n', ',']).to_owned();
        let is_kept = lines.any(|it| bare(it) == bare(line));
        assert!(is_kept, "this line is gone, though nothing in it changes: {line:?}\n{new}");
    }
}

fn is_comment_or_blank(line: &str) -> bool {
    line.trim().is_empty() || line.trim_start().starts_with('#')
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
    let turned = ANCHORS.replace('\n', "\r\n");
    assert_eq!(check_all("anchors with CRLF", &turned), refused);
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

/// Several changes in one scenario, whatever they are: what is written makes the stack that they make.
#[test]
fn lists_of_changes_are_written_as_simulated() {
    for (name, text) in CORPUS.iter().chain(&[("anchors", ANCHORS)]) {
        let stack = load("stack.yaml", text.as_bytes(), &Alone).stack;
        let all = all_changes(&stack);
        let (mut written, mut seed) = (0, 7_usize);
        for _ in 0..40 {
            let mut list = String::new();
            for _ in 0..3 {
                // A fixed walk through the changes: a different one every time, the same in every run.
                seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
                list.push_str(&all[seed / 65_536 % all.len()]);
            }
            let sources = sources(text);
            let mended = apply(&sources, &edits(&list));
            if mended.is_refused() {
                continue;
            }
            written += 1;
            let new = mended.files.first().map_or(*text, |(_, it)| it.as_str());
            let found = load("stack.yaml", new.as_bytes(), &Alone).stack;
            let (meant, _) = scenario::apply(&stack, &edits(&list));
            assert!(found == meant, "{name}: {list}\n{new}");
        }
        assert!(written > 5, "{name}: only {written} of 40 lists could be written");
    }
}
