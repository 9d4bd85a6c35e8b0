//! What is told does not depend on the order of keys and lists in a file: everything that commands say of a stack, as
//! JSON, against the same of the stack shuffled. Which lines things stand on, the order in which equal things are told, and
//! which of several equally good ways is shown follow the file; what a rule names beside the thing is held against
//! shuffled stacks in the rules' own tests.

use std::ffi::OsString;

use linchpin::Host;
use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::{Map, Value};

#[path = "../../benches/generate.rs"]
mod generate;

use generate::Detail;

/// Lists of which the order says something: a chain, and a way.
const IN_ORDER: [&str; 3] = ["stages", "via", "changes"];

/// Places, words that name things in the order of the file, and what stands for one of several equally good ways.
const OF_THE_FILE: [&str; 16] = [
    "place",
    "marks",
    "label",
    "message",
    "help",
    "fingerprint",
    "line",
    "file",
    "reason",
    "text",
    "why",
    "note",
    "related",
    "hops",
    "weakest",
    "slowest",
];

const COMMANDS: &[&[&str]] = &[
    &["check", "--fail-on", "never", "--strict"],
    &["list", "flows", "--all"],
    &["list", "tools", "--all"],
    &["journey"],
    &["freshness", "--all"],
    &["consent", "--all"],
];

fn shuffled(value: Value, draw: &mut impl FnMut(usize) -> usize) -> Value {
    fn mix<T>(items: &mut [T], draw: &mut impl FnMut(usize) -> usize) {
        for end in (1..items.len()).rev() {
            items.swap(end, draw(end + 1));
        }
    }
    match value {
        Value::Object(map) => {
            let mut entries: Vec<(String, Value)> = map.into_iter().collect();
            for (key, value) in &mut entries {
                let is_in_order = IN_ORDER.contains(&key.as_str());
                *value = match value.take() {
                    Value::Array(items) if is_in_order => {
                        Value::Array(items.into_iter().map(|it| shuffled(it, draw)).collect())
                    }
                    other => shuffled(other, draw),
                };
            }
            mix(&mut entries, draw);
            Value::Object(entries.into_iter().collect())
        }
        Value::Array(items) => {
            let mut items: Vec<Value> = items.into_iter().map(|it| shuffled(it, draw)).collect();
            mix(&mut items, draw);
            Value::Array(items)
        }
        other => other,
    }
}

/// Without what follows the file, and with every list in an order of its own.
fn settled(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.into_iter().filter(|(key, _)| !OF_THE_FILE.contains(&key.as_str()));
            let mut entries: Vec<(String, Value)> =
                kept.map(|(key, value)| (key, settled(value))).collect();
            entries.sort_by(|left, right| left.0.cmp(&right.0));
            Value::Object(Map::from_iter(entries))
        }
        Value::Array(items) => {
            let mut items: Vec<Value> = items.into_iter().map(settled).collect();
            items.sort_by_key(ToString::to_string);
            Value::Array(items)
        }
        other => other,
    }
}

fn told(text: &str, command: &[&str]) -> Value {
    let (mut host, out, err) = Host::for_tests(&[("stack.yaml", text)]);
    let args = ["linchpin", "--format", "json"].into_iter().chain(command.iter().copied());
    let code = linchpin::run(args.map(OsString::from), &mut host);
    assert!(code < 2, "{command:?} {}", err.text());
    settled(serde_json::from_str(&out.text()).unwrap())
}

/// The first place at which two documents differ.
fn difference(one: &Value, other: &Value, at: &str) -> Option<String> {
    match (one, other) {
        (Value::Object(left), Value::Object(right)) if left.len() == right.len() => left
            .iter()
            .find_map(|(key, value)| difference(value, right.get(key)?, &format!("{at}.{key}"))),
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => left
            .iter()
            .zip(right)
            .enumerate()
            .find_map(|(index, (one, other))| difference(one, other, &format!("{at}[{index}]"))),
        (Value::Array(left), Value::Array(right)) => {
            let only = |own: &[Value], other: &[Value]| -> Vec<String> {
                own.iter().filter(|it| !other.contains(it)).map(ToString::to_string).collect()
            };
            Some(format!("{at}\n{:#?}\n{:#?}", only(left, right), only(right, left)))
        }
        _ => (one != other).then(|| format!("{at}\n{one:#}\n{other:#}")),
    }
}

fn assert_same_in_any_order(text: &str, draw: &mut impl FnMut(usize) -> usize) {
    let value: Value = serde_json::to_value(parsed(text)).unwrap();
    // JSON is YAML, and has no anchors or comments to lose.
    let one = value.to_string();
    let other = shuffled(value, draw).to_string();
    for command in COMMANDS {
        let found = difference(&told(&one, command), &told(&other, command), "");
        assert!(found.is_none(), "{command:?}: {}\n{other}", found.unwrap());
    }
}

fn parsed(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

proptest! {
    #![proptest_config(Config { cases: 12, failure_persistence: None, ..Config::default() })]

    #[test]
    fn generated_stacks_say_the_same_in_any_order(
        tools in 8_usize..60,
        more in 0_usize..90,
        is_listed in any::<bool>(),
        seed in any::<u64>(),
    ) {
        let fields = if is_listed { Detail::Fields } else { Detail::Plain };
        let text = generate::stack(tools, tools + more, fields);
        let mut state = seed;
        // Knuth's 64-bit generator.
        let mut draw = |end: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % end
        };
        assert_same_in_any_order(&text, &mut draw);
    }
}
