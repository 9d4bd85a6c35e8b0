//! What the rules find does not depend on the order in which a file says it.

use std::collections::BTreeSet;

use serde_yaml::{Mapping, Value};

use super::*;
use crate::diag::Element;

const EXAMPLE: &str = include_str!("../../../stack.example.yaml");
const SMALL: &str = include_str!("../../../tests/stacks/small.yaml");
const CLEAN: &str = include_str!("../../../tests/stacks/clean.yaml");
const HEALTHY: &str = include_str!("healthy.yaml");

/// Lists of which the order says something: a chain, and a way.
const IN_ORDER: [&str; 3] = ["stages", "via", "changes"];

/// Seeded draws; Knuth's 64-bit generator.
struct Draws(u64);

impl Draws {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, self.below(end + 1));
        }
    }
}

/// The same file with the keys of each map and the members of each list in another order.
fn shuffled(value: Value, draws: &mut Draws) -> Value {
    match value {
        Value::Mapping(map) => {
            let mut entries: Vec<_> = map
                .into_iter()
                .map(|(key, value)| {
                    let is_in_order = key.as_str().is_some_and(|it| IN_ORDER.contains(&it));
                    let value = match value {
                        Value::Sequence(items) if is_in_order => Value::Sequence(
                            items.into_iter().map(|it| shuffled(it, draws)).collect(),
                        ),
                        value => shuffled(value, draws),
                    };
                    (key, value)
                })
                .collect();
            draws.shuffle(&mut entries);
            Value::Mapping(Mapping::from_iter(entries))
        }
        Value::Sequence(items) => {
            let mut items: Vec<_> = items.into_iter().map(|it| shuffled(it, draws)).collect();
            draws.shuffle(&mut items);
            Value::Sequence(items)
        }
        value => value,
    }
}

/// A finding without its words and places: they follow the file.
type Gist = (&'static str, Severity, Option<Element>, BTreeSet<Element>);

fn gists(judgement: &Judgement) -> Vec<Gist> {
    let gist = |it: &Diagnostic| {
        (it.code, it.severity, it.element.clone(), it.related.iter().cloned().collect())
    };
    let mut gists: Vec<Gist> = judgement.findings.iter().map(gist).collect();
    gists.sort();
    gists
}

fn assert_same_in_any_order(text: &str, rounds: u64) {
    let value: Value = serde_yaml::from_str(text).expect("plain YAML");
    let before = judged(text);
    for seed in 1..=rounds {
        let other =
            serde_yaml::to_string(&shuffled(value.clone(), &mut Draws(seed))).expect("YAML");
        let after = judged(&other);
        let (one, two) = (gists(&before), gists(&after));
        let lost: Vec<_> = one.iter().filter(|it| !two.contains(it)).collect();
        let new: Vec<_> = two.iter().filter(|it| !one.contains(it)).collect();
        assert!(lost.is_empty() && new.is_empty(), "seed {seed}\nlost {lost:#?}\nnew {new:#?}");
        assert_eq!(before.unknown, after.unknown, "seed {seed}");
    }
}

#[test]
fn the_example_says_the_same_in_any_order() {
    assert_same_in_any_order(EXAMPLE, 4);
}

#[test]
fn small_stacks_say_the_same_in_any_order() {
    for text in [SMALL, CLEAN, HEALTHY] {
        assert_same_in_any_order(text, 8);
    }
    // The loader finds these; which of two equal ids is the first follows the file.
    for rule in RULES.iter().filter(|it| !["ref-unknown", "id-duplicate"].contains(&it.code)) {
        assert_same_in_any_order(rule.bad, 3);
    }
}

/// Hubs, circles, gaps in the facts: what the bench measures.
#[path = "../../../benches/generate.rs"]
mod generate;

#[test]
fn generated_stacks_say_the_same_in_any_order() {
    use generate::Detail::{Fields as Listed, Plain as Unlisted};
    for (tools, integrations, fields) in
        [(12, 20, Listed), (30, 70, Unlisted), (45, 60, Listed), (60, 150, Unlisted)]
    {
        assert_same_in_any_order(&generate::stack(tools, integrations, fields), 3);
    }
}

#[test]
fn a_healthy_stack_is_silent() {
    let loaded = read(HEALTHY);
    assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
    let judgement = judged(HEALTHY);
    let found: Vec<_> = judgement.findings.iter().map(|it| (it.code, &it.message)).collect();
    assert!(found.is_empty(), "{found:#?}");
}
