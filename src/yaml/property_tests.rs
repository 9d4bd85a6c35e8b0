//! Any text is survived, every place is in the text, and an independent reader agrees on valid documents.

use proptest::prelude::*;

use super::*;

fn reading(text: &str) -> Reading {
    let mut sources = Sources::default();
    let file = sources.add("stack.yaml", text);
    read(&sources, file)
}

fn check_span(text: &str, span: Span) {
    assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} in {text:?}");
}

fn check_places(text: &str, node: Node<'_>) {
    check_span(text, node.span());
    node.items().for_each(|item| check_places(text, item));
    for (key, value) in node.entries() {
        check_places(text, key);
        check_places(text, value);
    }
}

fn check(text: &str) {
    let reading = reading(text);
    if let Some(root) = reading.tree.root() {
        check_places(text, root);
    }
    for problem in &reading.problems {
        check_span(text, problem.span);
        problem.marks.iter().for_each(|mark| check_span(text, mark.span));
    }
    assert_eq!(
        reading.complete,
        !reading.problems.iter().any(|problem| {
            matches!(problem.code, "yaml-syntax" | "yaml-limit" | "yaml-documents")
        })
    );
}

/// Text that looks enough like YAML to get past the first character.
fn yamlish() -> impl Strategy<Value = String> {
    let pieces = [
        "a", "é", "id: ", ": ", "- ", "\n", "\r", "\r\n", "  ", "\t", "[", "]", "{", "}", ",", "'",
        "\"", "|\n", ">-\n", "#", " # ", "&a ", "*a", "<<: ", "!t ", "!!str ", "? ", "---\n",
        "...", "%YAML", "~", "\\", "\u{feff}", "\u{85}", "日", "null", "\n  - ", "\n- ", "\nk: ",
    ];
    let piece = proptest::sample::select(pieces.to_vec());
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn value() -> impl Strategy<Value = serde_yaml::Value> {
    use serde_yaml::Value;
    let word = prop_oneof![
        "[a-z~ #:'\"\\\\|>\\-\\n\té]{0,12}",
        // These end a line in YAML 1.1, which the other reader follows.
        "\\PC{0,8}".prop_map(|text| text.replace(['\u{85}', '\u{2028}', '\u{2029}'], "?")),
        proptest::sample::select(vec!["null", "~", "yes", "1", "- a", "<<", "a: b", " x ", "\n"])
            .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        word.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        let keys = word.clone().prop_filter("`<<` means something else", |key| key != "<<");
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::Sequence),
            proptest::collection::btree_map(keys, inner, 0..5).prop_map(|map| {
                Value::Mapping(
                    map.into_iter().map(|(key, value)| (Value::from(key), value)).collect(),
                )
            }),
        ]
    })
}

fn assert_same(node: Node<'_>, value: &serde_yaml::Value) {
    use serde_yaml::Value;
    match value {
        Value::Null => assert_eq!(node.kind(), Kind::Null),
        Value::Bool(truth) => assert_eq!(node.text(), Some(truth.to_string().as_str())),
        Value::Number(number) => assert_eq!(node.text(), Some(number.to_string().as_str())),
        Value::String(text) => assert_eq!(node.text(), Some(text.as_str())),
        Value::Sequence(items) => {
            assert_eq!((node.kind(), node.items().count()), (Kind::List, items.len()));
            node.items().zip(items).for_each(|(node, value)| assert_same(node, value));
        }
        Value::Mapping(map) => {
            assert_eq!((node.kind(), node.entries().count()), (Kind::Map, map.len()));
            for ((key, value), (wanted_key, wanted)) in node.entries().zip(map) {
                assert_same(key, wanted_key);
                assert_same(value, wanted);
            }
        }
        Value::Tagged(tagged) => panic!("no tag was generated: {tagged:?}"),
    }
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(text) = decode(&bytes) {
            check(&text);
        }
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_yamlish_text_is_survived(text in yamlish()) {
        check(&text);
    }

    #[test]
    fn a_document_that_is_cut_is_survived(value in value(), cut in any::<prop::sample::Index>()) {
        let text = serde_yaml::to_string(&value).unwrap();
        let cut = cut.index(text.len() + 1);
        check(&text.chars().take(cut).collect::<String>());
    }

    #[test]
    fn an_independent_reader_agrees(value in value()) {
        let text = serde_yaml::to_string(&value).unwrap();
        let expected: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        let reading = reading(&text);
        prop_assert_eq!(&reading.problems, &Vec::new(), "{}", text);
        assert_same(reading.tree.root().unwrap(), &expected);
    }
}
