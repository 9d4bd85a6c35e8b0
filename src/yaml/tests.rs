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
