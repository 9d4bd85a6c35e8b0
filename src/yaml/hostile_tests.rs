//! Inputs made to hang, to crash or to fill the memory: each must be told, and must cost little.

use std::fmt::Write as _;

use super::*;

fn reading(text: &str) -> Reading {
    let mut sources = Sources::default();
    let file = sources.add("stack.yaml", text);
    read(&sources, file)
}

/// Codes of the problems, each with how often it is told.
fn told(reading: &Reading) -> Vec<(&'static str, usize)> {
    let mut codes: Vec<&str> = reading.problems.iter().map(|problem| problem.code).collect();
    codes.sort_unstable();
    codes.chunk_by(|left, right| left == right).map(|chunk| (chunk[0], chunk.len())).collect()
}

/// Nodes that a walk of the tree sees.
fn walked(node: Node<'_>) -> usize {
    let items: usize = node.items().map(walked).sum();
    let entries: usize = node.entries().map(|(key, value)| walked(key) + walked(value)).sum();
    1 + items + entries
}

#[test]
fn nesting_has_an_end() {
    let shapes = [
        "[".repeat(100_000) + &"]".repeat(100_000),
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
        "? ".repeat(20_000),
        (0..1_000).fold(String::new(), |mut text, depth| {
            writeln!(text, "{}a:", " ".repeat(depth)).unwrap();
            text
        }),
    ];
    for text in shapes {
        let reading = reading(&text);
        let beginning: String = text.chars().take(20).collect();
        assert!(!reading.complete, "{beginning}");
        assert_eq!(reading.problems[0].code, "yaml-limit", "{beginning} {:?}", reading.problems[0]);
        assert!(reading.problems.len() <= 25, "{beginning}");
    }
    let allowed = "[".repeat(limits::DEPTH_MAX) + &"]".repeat(limits::DEPTH_MAX);
    assert_eq!(told(&reading(&allowed)), []);
}

#[test]
fn a_deep_item_does_not_cost_its_neighbours() {
    let text = format!("t:\n  - id: a\n  - id: {}\n  - id: b\n", "[".repeat(200));
    let reading = reading(&text);
    let list = reading.tree.root().unwrap().get("t").unwrap();
    let ids: Vec<_> = list.items().filter_map(|item| item.get("id")?.text()).collect();
    assert_eq!(ids, ["a", "b"]);
}

#[test]
fn aliases_cannot_blow_up() {
    let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let list = vec![format!("*a{}", level - 1); 10].join(", ");
        writeln!(laughs, "a{level}: &a{level} [{list}]").unwrap();
    }
    let many = "- &a [".to_owned() + &"x, ".repeat(10_000) + "]\n" + &"- *a\n".repeat(10_000);
    for text in [laughs, many] {
        let reading = reading(&text);
        assert_eq!(told(&reading), [("yaml-limit", 1)]);
        assert!(!reading.complete);
        let seen = walked(reading.tree.root().unwrap());
        assert!(seen < 1_100_000, "{seen}");
    }
}

#[test]
fn aliases_cannot_nest_deeper_than_lists() {
    let mut text = "- &a0 x\n".to_owned();
    for level in 1..200 {
        writeln!(text, "- &a{level} [*a{}]", level - 1).unwrap();
    }
    let reading = reading(&text);
    assert!(reading.problems.iter().all(|problem| problem.code == "yaml-limit"));
    assert!(walked(reading.tree.root().unwrap()) < 20_000);
}

#[test]
fn anchors_have_an_end() {
    let mut text = String::new();
    for anchor in 0..100_000 {
        writeln!(text, "- &a{anchor} x").unwrap();
    }
    text.push_str("- *a99999\n");
    let reading = reading(&text);
    assert_eq!(told(&reading), [("yaml-limit", 1)]);
    assert_eq!(reading.tree.root().unwrap().items().count(), 100_001);
}

#[test]
fn many_merges_of_many_keys_stay_linear() {
    let mut text = "a: &a {x: 1}\nb:\n".to_owned();
    for key in 0..5_000 {
        writeln!(text, "  k{key}: 1\n  <<: *a").unwrap();
    }
    let reading = reading(&text);
    assert_eq!(told(&reading), []);
    assert_eq!(reading.tree.root().unwrap().get("b").unwrap().entries().count(), 5_001);
}

#[test]
fn problems_have_an_end() {
    let reading = reading(&"a: 1\n".repeat(5_000));
    assert_eq!(told(&reading), [("yaml-duplicate-key", 1_000), ("yaml-limit", 1)]);
    let last = reading.problems.last().unwrap();
    assert_eq!(last.message, "and 3999 more problems in this file");
}

#[test]
fn characters_that_are_no_text_are_told_with_their_place() {
    for text in ["a: 1\nb: \u{0}x\n", "a: 1\nb: \u{1b}[31m\n", "a: 1\nb: \"\u{1b}\"\n"] {
        let reading = reading(text);
        assert_eq!(told(&reading), [("yaml-syntax", 1)], "{text:?}");
        assert!(reading.problems[0].span.start >= 5, "{text:?}");
        assert!(reading.problems[0].message.chars().all(|ch| !ch.is_control()));
        assert_eq!(reading.tree.root().unwrap().get("a").unwrap().text(), Some("1"));
    }
}

#[test]
fn a_long_scalar_is_a_slice() {
    let reading = reading(&("a: ".to_owned() + &"x".repeat(3_000_000)));
    assert_eq!(told(&reading), []);
    assert_eq!(reading.tree.root().unwrap().get("a").unwrap().text().unwrap().len(), 3_000_000);
}

#[test]
fn only_utf8_is_decoded() {
    let refused = |bytes: &[u8]| {
        let refusal = decode(bytes).unwrap_err();
        format!("{}:{} {}; {}", refusal.line, refusal.column, refusal.message, refusal.help)
    };
    assert_eq!(decode(b"\xef\xbb\xbfa: 1").unwrap(), "a: 1");
    assert_eq!(
        refused(b"a: 1\n\xc3\xa9: \xff\n"),
        "2:4 byte 0xFF is not UTF-8 text; save the file as UTF-8"
    );
    assert_eq!(refused(b"\xff\xfea\0:\0"), "1:1 the file is encoded in UTF-16; save it as UTF-8");
    assert_eq!(refused(b"\0a\0:"), "1:1 the file is encoded in UTF-16; save it as UTF-8");
    assert_eq!(
        refused(b"\xff\xfe\0\0a\0\0\0"),
        "1:1 the file is encoded in UTF-32; save it as UTF-8"
    );
    assert_eq!(
        refused(b"PK\x03\x04\n\x00"),
        "2:1 the file holds a NUL byte, so it is no text; give a YAML file in UTF-8"
    );
}
