use super::{Editor, Refusal};
use crate::text::Sources;
use crate::yaml::{Kind, Node, Value, read};

/// An edit by the way to what it changes: keys and positions with `.` between.
#[derive(Clone, Debug)]
pub(super) enum Op {
    Set(String, String, Value),
    Remove(String, String),
    Append(String, Value),
    RemoveItem(String, usize),
    Replace(String, Value),
    Rename(String, String, String),
}

/// The text after edits, or why there is none.
pub(super) fn edited(text: &str, ops: &[Op]) -> Result<String, Refusal> {
    let mut sources = Sources::default();
    let file = sources.add("a.yaml", text);
    let reading = read(&sources, file);
    let mut editor = Editor::new(&reading.tree);
    let root = reading.tree.root().unwrap();
    for op in ops {
        match op {
            Op::Set(way, key, value) => editor.set(at(root, way), key, value.clone()),
            Op::Remove(way, key) => editor.remove(at(root, way), key),
            Op::Append(way, value) => editor.append(at(root, way), value.clone()),
            Op::RemoveItem(way, index) => {
                let list = at(root, way);
                editor.remove_item(list, list.items().nth(*index).unwrap());
            }
            Op::Replace(way, value) => editor.replace(at(root, way), value.clone()),
            Op::Rename(way, old, new) => {
                let mut keys = at(root, way).written_entries().map(|(key, _)| key);
                editor.replace(keys.find(|it| it.is_text(old)).unwrap(), Value::text(new));
            }
        }
    }
    editor.finish()
}

fn at<'t>(root: Node<'t>, way: &str) -> Node<'t> {
    way.split('.').filter(|step| !step.is_empty()).fold(root, |node, step| match node.kind() {
        Kind::List => node.items().nth(step.parse().unwrap()).unwrap(),
        Kind::Map | Kind::Scalar | Kind::Null => node.get(step).unwrap(),
    })
}

fn set(way: &str, key: &str, value: &str) -> Op {
    Op::Set(way.to_owned(), key.to_owned(), Value::word(value))
}

fn remove(way: &str, key: &str) -> Op {
    Op::Remove(way.to_owned(), key.to_owned())
}

fn append(way: &str, value: Value) -> Op {
    Op::Append(way.to_owned(), value)
}

fn drop_item(way: &str, index: usize) -> Op {
    Op::RemoveItem(way.to_owned(), index)
}

fn map(entries: &[(&str, Value)]) -> Value {
    Value::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
}

#[track_caller]
fn check(text: &str, ops: &[Op], wanted: &str) {
    assert_eq!(edited(text, ops).as_deref(), Ok(wanted), "from\n{text}");
    // The same with the other line ends.
    if !text.contains('\n') {
        return;
    }
    let turned = text.replace('\n', "\r\n");
    assert_eq!(edited(&turned, ops), Ok(wanted.replace('\n', "\r\n")));
}

#[test]
fn a_value_is_replaced_and_its_comment_stays() {
    check("a: 1   # one\nb: 2\n", &[set("", "a", "3")], "a: 3   # one\nb: 2\n");
    check("a: \"1\"", &[set("", "a", "3")], "a: 3");
    check("a:   # none yet\nb: 2\n", &[set("", "a", "3")], "a: 3   # none yet\nb: 2\n");
    check("a: {b: 1, c: [x, y]}\n", &[set("a", "b", "2")], "a: {b: 2, c: [x, y]}\n");
    check("a: {b: , c}\n", &[set("a", "b", "2"), set("a", "c", "3")], "a: {b: 2 , c: 3}\n");
    check("a: |+  # text\n  x\n\n\nb: 1\n", &[set("", "a", "3")], "a: 3  # text\nb: 1\n");
    check("a: >-\n  x\n  y\nb: 1\n", &[set("", "a", "3")], "a: 3\nb: 1\n");
    check("a:\n  - x  # first\n  - y\nb: 1\n", &[set("", "a", "3")], "a: 3\nb: 1\n");
}

#[test]
fn a_new_key_stands_behind_the_others_and_an_id_before_them() {
    check("a: 1 # one\n# end\n", &[set("", "b", "2")], "a: 1 # one\nb: 2\n# end\n");
    check("a: 1", &[set("", "b", "2")], "a: 1\nb: 2");
    check(
        "l:\n  - a: 1\n    b: |\n      x\n",
        &[set("l.0", "c", "2")],
        "l:\n  - a: 1\n    b: |\n      x\n    c: 2\n",
    );
    check(
        "l:\n- a: |+\n    x\n\n- b: 1\n",
        &[set("l.0", "c", "2")],
        "l:\n- a: |+\n    x\n\n  c: 2\n- b: 1\n",
    );
    check(
        "l:\n  - a: 1\n    b: 2\n",
        &[set("l.0", "id", "x")],
        "l:\n  - id: x\n    a: 1\n    b: 2\n",
    );
    check(
        "l: [{a: 1}, {}]\n",
        &[set("l.0", "id", "x"), set("l.1", "b", "2")],
        "l: [{id: x, a: 1}, {b: 2}]\n",
    );
    check(
        "m: {\n  a: 1, # one\n  b: 2 # two\n}\n",
        &[set("m", "c", "3")],
        "m: {\n  a: 1, # one\n  b: 2,\n  c: 3 # two\n}\n",
    );
    check(
        "m:\n  a:\n    b: 1\nc: 2\n",
        &[set("m.a", "d", "3"), set("m", "e", "4")],
        "m:\n  a:\n    b: 1\n    d: 3\n  e: 4\nc: 2\n",
    );
}

#[test]
fn a_key_goes_with_what_is_said_of_it() {
    check("a: 1\n# of b\nb: 2 # two\nc: 3\n", &[remove("", "b")], "a: 1\nc: 3\n");
    check("# of all\na: 1\nb: 2\n", &[remove("", "a")], "# of all\nb: 2\n");
    check(
        "l:\n  - a: 1\n    # of b\n    b: 2\n",
        &[remove("l.0", "a")],
        "l:\n  - # of b\n    b: 2\n",
    );
    check(
        "l:\n  - a: 1\n    b: 2\n    c: 3\n",
        &[remove("l.0", "a"), remove("l.0", "b")],
        "l:\n  - c: 3\n",
    );
    check("a: {b: 1, c: 2, d: 3}\n", &[remove("a", "b"), remove("a", "d")], "a: {c: 2}\n");
    check("a: {b: 1, c: 2, d: 3}\n", &[remove("a", "c"), remove("a", "d")], "a: {b: 1}\n");
    check("a: {b: 1}\n", &[remove("a", "b")], "a: {}\n");
    check("a: 1\nb: 2", &[remove("", "b")], "a: 1");
    check("a: 1\n\nb: 2\n\nc: 3\n", &[remove("", "b")], "a: 1\n\nc: 3\n");
}

#[test]
fn items_come_and_go() {
    let flow = "l: [a, b, c]\n";
    check(flow, &[drop_item("l", 1)], "l: [a, c]\n");
    check(flow, &[drop_item("l", 0), drop_item("l", 1), drop_item("l", 2)], "l: []\n");
    check(flow, &[drop_item("l", 2), append("l", Value::text("d"))], "l: [a, b, d]\n");
    check("l: [] # none\n", &[append("l", Value::text("d"))], "l: [d] # none\n");
    check("l: [\n  a, # of a\n  b # of b\n]\n", &[drop_item("l", 1)], "l: [\n  a # of a\n]\n");
    check("l: [\n  a,\n  b,\n]\n", &[append("l", Value::text("c"))], "l: [\n  a,\n  b,\n  c,\n]\n");
    let block = "l:\n  # all\n  - a\n\n  # of b\n  - b # bee\n\n  - c\nm: 1\n";
    check(block, &[drop_item("l", 1)], "l:\n  # all\n  - a\n\n  - c\nm: 1\n");
    check(block, &[drop_item("l", 0)], "l:\n  # all\n\n  # of b\n  - b # bee\n\n  - c\nm: 1\n");
    check(
        block,
        &[append("l", Value::text("d"))],
        "l:\n  # all\n  - a\n\n  # of b\n  - b # bee\n\n  - c\n\n  - d\nm: 1\n",
    );
    check(
        "l: # why\n- a\n- b\nm: 1\n",
        &[drop_item("l", 0), drop_item("l", 1)],
        "l: [] # why\nm: 1\n",
    );
    check("l:\n  - - a\n    - b\n", &[drop_item("l.0", 0)], "l:\n  - - b\n");
    check(
        "l:\n  - {a: 1}\n",
        &[append("l", map(&[("a", Value::word("2"))]))],
        "l:\n  - {a: 1}\n  - {a: 2}\n",
    );
    check(
        "l:\n  - a: 1\n    # - old: 2\nm: 1\n",
        &[append("l", map(&[("a", Value::word("2")), ("b", Value::List(vec![Value::text("x")]))]))],
        "l:\n  - a: 1\n    # - old: 2\n  - a: 2\n    b: [x]\nm: 1\n",
    );
    check("l:\n  -\n  - a\n", &[drop_item("l", 0)], "l:\n  - a\n");
}

#[test]
fn names_change_in_their_place() {
    let text = "tol: 1\nl: [a, 'b']\nm: {x: 1}\n";
    let ops = [
        Op::Rename(String::new(), "tol".to_owned(), "tool".to_owned()),
        Op::Replace("l.1".to_owned(), Value::text("c")),
        Op::Rename("m".to_owned(), "x".to_owned(), "y".to_owned()),
    ];
    check(text, &ops, "tool: 1\nl: [a, c]\nm: {y: 1}\n");
}

#[test]
fn what_others_share_is_not_changed_behind_their_back() {
    let text = "base: &b {x: 1}\none:\n  <<: *b\n  y: 2\ntwo: *b\n";
    // An own key comes before the merged one.
    check(
        text,
        &[set("one", "x", "3")],
        "base: &b {x: 1}\none:\n  <<: *b\n  y: 2\n  x: 3\ntwo: *b\n",
    );
    check(
        text,
        &[remove("one", "x")],
        "base: &b {x: 1}\none:\n  <<: *b\n  y: 2\n  x: ~\ntwo: *b\n",
    );
    assert!(edited("l:\n  - &a x\n  - *a\n", &[drop_item("l", 0)]).is_err());
    assert!(edited("? a\n: 1\nb: 2\n", &[set("", "b", "3")]).is_err());
    assert!(edited("a: 1\rb: 2\r", &[set("", "b", "3")]).is_err());
}

#[test]
fn texts_are_quoted_where_they_need_it() {
    for text in [
        "",
        " a",
        "a ",
        "a: b",
        "a #b",
        "#a",
        "- a",
        "-",
        "true",
        "12",
        "1.10",
        "2026-11-30",
        "null",
        "~",
        "a\nb\n",
        "\"",
        "\\",
        "'",
        "[a]",
        "{a}",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "a:",
        ":a",
        "?",
        "é",
        "a\u{2028}b",
        "\u{feff}",
        "\u{7}",
        "unknown",
        "<<",
        "a,b",
        "a\tb",
        "=",
        "---",
        "...",
        "0x1F",
    ] {
        let list = Value::List(vec![Value::text(text), map(&[(text, Value::text(text))])]);
        let inside = [Op::Set("m".to_owned(), "k".to_owned(), list.clone())];
        edited("m: {a: 1}\n", &inside).unwrap();
        edited("m:\n  a: 1\n", &inside).unwrap();
        edited("m:\n  a: 1\n", &[Op::Set("m".to_owned(), "a".to_owned(), Value::word(text))])
            .unwrap();
        edited("m:\n  - a\n", &[append("m", list)]).unwrap();
    }
}
