//! One fault costs one item, and nothing that was lost is called unknown.

use super::*;

/// Codes with lines, then the ids that are in the tree, then the lost ones.
fn salvage(text: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("stack.yaml", text);
    let reading = read(&sources, file);
    let told = reading.problems.iter().map(|problem| {
        let line = sources.place(problem.span).map_or(0, |place| place.line);
        format!("{}:{line}", problem.code)
    });
    let mut words: Vec<String> = told.collect();
    words.push("|".to_owned());
    for (_, section) in reading.tree.root().into_iter().flat_map(Node::entries) {
        let ids = section.items().filter_map(|item| item.get("id")?.text());
        words.extend(ids.map(str::to_owned));
    }
    words.push("|".to_owned());
    words.extend(reading.lost_ids);
    words.join(" ")
}

#[test]
fn each_fault_costs_its_own_item_only() {
    let text = "tools:\n  - id: a\n    name: Salesforce: Sales Cloud\n  - id: b\n    tags: [x, y\n  - id: c\n    name: ok\nintegrations:\n  - {id: 'd', to: \"c}\n  - id: e\n";
    assert_eq!(salvage(text), "yaml-syntax:3 yaml-syntax:6 yaml-syntax:9 | c e | a b d");
}

#[test]
fn common_slips_are_survived() {
    let slips = [
        ("- id: a\n  name: \"open\n- id: b\n  name: x\n", "yaml-syntax:2 | | a"),
        ("t:\n- id: a\n\tname: x\n- id: b\n", "yaml-syntax:3 | b | a"),
        ("t:\n  - id: a\n   name: x\n  - id: b\n", "yaml-syntax:3 | b | a"),
        ("t:\n  - id: a\n    name x\n  - id: b\n", "yaml-syntax:3 | b | a"),
        ("t:\n  - id: a\n    q: [a]]\n  - id: b\n", "yaml-syntax:3 | b | a"),
        ("t:\n  - id: a\nfoo\nu:\n  - id: b\n", "yaml-syntax:3 | a b |"),
        ("c:\n  l:\n    - id: x\n  n: a: b\nt:\n  - id: b\n", "yaml-syntax:4 | b |"),
        (
            "t:\n  - id: a\n    n: |\n      text\n  - id: c: d\n  - id: b\n",
            "yaml-syntax:5 | a b | c",
        ),
        ("t:\r  - id: a: b\r  - id: b\r", "yaml-syntax:2 | b | a"),
        ("t: [a\nu:\n  - id: b\n", "yaml-syntax:2 | b |"),
    ];
    for (text, expected) in slips {
        assert_eq!(salvage(text), expected, "{text}");
    }
}

#[test]
fn blanking_leaves_the_text_before_it_as_it_was() {
    let mut sources = Sources::default();
    let text = "t:\n  - n: |\n      text\n  - id: é: a very long line\n";
    let file = sources.add("stack.yaml", text);
    let reading = read(&sources, file);
    let list = reading.tree.root().and_then(|root| root.get("t")).unwrap();
    let note = list.items().next().and_then(|item| item.get("n")).unwrap();
    assert_eq!(note.text(), Some("text\n"));
}

#[test]
fn what_refers_to_a_lost_anchor_is_no_further_error() {
    let text = "t:\n  - &x {id: a: b: c}\n  - *x\n  - *y\n";
    assert_eq!(salvage(text), "yaml-syntax:2 yaml-alias:4 | | a");
}

#[test]
fn passes_are_limited_and_the_rest_is_told() {
    let text = "t:\n".to_owned() + &"  - id: a: b\n".repeat(100) + "  - id: last\n";
    let told = salvage(&text);
    assert_eq!(told.matches("yaml-syntax").count(), limits::PASSES_MAX + 2);
    assert!(told.ends_with("| a last"), "{told}");
}

/// Where, what and what to do, without the parser's own words.
fn advice(text: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("stack.yaml", text);
    let reading = read(&sources, file);
    assert_eq!(reading.problems.len(), 1, "{text} {:?}", reading.problems);
    let problem = &reading.problems[0];
    let place = sources.place(problem.span).unwrap();
    let help = problem.help.as_deref().unwrap_or_default();
    format!("{}:{} {}; {help}", place.line, place.column, problem.label)
}

#[test]
fn the_commonest_mistakes_come_with_advice() {
    let tab = "a tab; indent with spaces; YAML does not allow tabs there";
    assert_eq!(advice("t:\n  - id: a\n\tname: x\n"), format!("3:1 {tab}"));
    assert_eq!(advice("t:\n\t- id: a\n"), format!("2:1 {tab}"));
    let quotes = "a value that holds `: ` needs quotes, as in `name: \"Salesforce: Sales Cloud\"`";
    assert_eq!(advice("name: Salesforce: Sales\n"), format!("1:17 a second `:`; {quotes}"));
    assert_eq!(advice("tags: [a, b\n"), "1:7 still open; close the bracket");
    assert_eq!(advice("tags: [a\nb: 1\n"), "2:2 read as a part of it; close the bracket");
    assert_eq!(advice("name: \"open\nb: 1\n"), "1:7 still open; close the quote");
    assert_eq!(
        advice("a:b\nc: d\n"),
        "2:2 read as a part of the value above; check the indentation here, and that the line above has its `: `"
    );
    assert_eq!(
        advice("name: @x\n"),
        "1:7 begins no value; put the value in quotes if the character belongs to it"
    );
    assert_eq!(
        advice("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n"),
        "2:1 the conflict begins here; keep one of the two versions and delete the marker lines"
    );
}
