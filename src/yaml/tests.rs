use super::*;

fn reading(text: &str) -> (Sources, Reading) {
    let mut sources = Sources::default();
    let file = sources.add("stack.yaml", text);
    let reading = read(&sources, file);
    (sources, reading)
}

/// The tree as one line, with every alias and merge followed.
fn outline(node: Node<'_>) -> String {
    match node.kind() {
        Kind::Null => "~".to_owned(),
        Kind::Scalar if node.is_plain() => node.text().unwrap().to_owned(),
        Kind::Scalar => format!("{:?}", node.text().unwrap()),
        Kind::List => {
            let items: Vec<String> = node.items().map(outline).collect();
            format!("[{}]", items.join(", "))
        }
        Kind::Map => {
            let pair = |(key, value)| format!("{}: {}", outline(key), outline(value));
            let entries: Vec<String> = node.entries().map(pair).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

fn outline_of(text: &str) -> String {
    let (_, reading) = reading(text);
    assert_eq!(reading.problems, [], "{text}");
    assert!(reading.complete);
    reading.tree.root().map_or_else(String::new, outline)
}

fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn every_notation_becomes_its_value() {
    assert_eq!(
        outline_of("a: 1.10\nb: no\nc: ~\nd:\ne: ''\n"),
        "{a: 1.10, b: no, c: ~, d: ~, e: \"\"}"
    );
    assert_eq!(
        outline_of("- 'it''s'\n- \"q\\n\"\n- null\n- 'null'\n"),
        r#"["it's", "q\n", ~, "null"]"#
    );
    assert_eq!(
        outline_of("a: |\n  x\n  y\nb: >-\n  x\n  y\nc: x\n  y"),
        "{a: \"x\\ny\\n\", b: \"x y\", c: x y}"
    );
    assert_eq!(outline_of("{a: [1, {b: c}, d: e], f}"), "{a: [1, {b: c}, {d: e}], f: ~}");
    assert_eq!(outline_of(""), "");
    assert_eq!(outline_of("# only a comment\n"), "");
    assert_eq!(outline_of("\u{feff}a: 1\r\nb: 2\r\n"), "{a: 1, b: 2}");
    assert_eq!(outline_of("a: 1\rb: 2"), "{a: 1, b: 2}");
    assert_eq!(outline_of("a: !!str ~\nb: !!str 1\n"), "{a: \"~\", b: \"1\"}");
}

#[test]
fn spans_point_at_what_was_written() {
    let text = "tools:\n  - name: 'A' # note\n    tags: [x, y]\n    note: |\n      two\n      lines\n\n  - name: é\n";
    let (sources, reading) = reading(text);
    let written = |node: Node<'_>| sources.text(node.span()).unwrap().to_owned();
    let tools = reading.tree.root().unwrap().get("tools").unwrap();
    let first = tools.items().next().unwrap();
    assert_eq!(written(first.get("name").unwrap()), "'A'");
    assert_eq!(written(first.get("tags").unwrap()), "[x, y]");
    assert_eq!(written(first.get("note").unwrap()), "two\n      lines");
    assert!(written(first).ends_with("lines"), "{:?}", written(first));
    let second = tools.items().nth(1).unwrap();
    assert_eq!(written(second), "name: é");
    let place = sources.place(second.get("name").unwrap().span()).unwrap();
    assert_eq!((place.line, place.column), (8, 11));
}

#[test]
fn merge_keys_fill_what_is_not_there() {
    let text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], z: 3}\nd: {z: 4, <<: *b}\ne: {<<: {<<: *a, x: 5}}\nf: *a\n";
    assert_eq!(
        outline_of(text),
        "{a: {x: 1, y: 1}, b: {y: 2, z: 2}, c: {z: 3, x: 1, y: 1}, d: {z: 4, y: 2}, e: {x: 5, y: 1}, f: {x: 1, y: 1}}"
    );
    let (_, wrong) = reading("a: {<<: 1, b: 2}");
    assert_eq!(codes(&wrong), ["yaml-merge"]);
    assert_eq!(outline(wrong.tree.root().unwrap()), "{a: {b: 2}}");
    assert_eq!(outline_of("a: {'<<': 1}"), "{a: {\"<<\": 1}}");
}

#[test]
fn an_alias_stands_at_its_own_place() {
    let (sources, reading) = reading("a: &x [1]\nb: *x\n");
    let root = reading.tree.root().unwrap();
    let alias = root.get("b").unwrap();
    assert_eq!((alias.kind(), sources.text(alias.span())), (Kind::List, Some("*x")));
    assert_eq!(alias.items().next().unwrap().text(), Some("1"));
    let tree = std::sync::Arc::new(reading.tree.clone());
    assert_eq!(tree.node(alias.id()).items().count(), 1);
}

#[test]
fn a_key_written_twice_is_told_with_both_places() {
    let (sources, reading) = reading("a: 1\nb: 2\n\"a\": 3\n");
    assert_eq!(codes(&reading), ["yaml-duplicate-key"]);
    let problem = &reading.problems[0];
    assert_eq!(sources.place(problem.span).unwrap().line, 3);
    assert_eq!(sources.place(problem.marks[0].span).unwrap().line, 1);
    assert_eq!(outline(reading.tree.root().unwrap()), "{a: 1, b: 2}");
    assert!(reading.complete);
}

#[test]
fn odd_documents_are_read_as_far_as_they_go() {
    let (_, two) = reading("a: 1\n---\nb: 2\n");
    assert_eq!((codes(&two), two.complete), (vec!["yaml-documents"], false));
    assert_eq!(outline(two.tree.root().unwrap()), "{a: 1}");
    let (_, tagged) = reading("a: !python/object:os.system x\nb: !!int 3\n");
    assert_eq!((codes(&tagged), tagged.complete), (vec!["yaml-tag"], true));
    let (_, unknown) = reading("a: *nope\nb: 1\n");
    assert_eq!(codes(&unknown), ["yaml-alias"]);
    assert_eq!(outline(unknown.tree.root().unwrap()), "{a: ~, b: 1}");
    let (_, own) = reading("a: &a [1, *a]\nb: &b {<<: *b}\n");
    assert_eq!(codes(&own), ["yaml-alias", "yaml-alias"]);
    assert_eq!(outline(own.tree.root().unwrap()), "{a: [1, ~], b: {}}");
}
