//! What holds of scenarios whatever they change.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::impact::Fate;
use crate::stack::{Entity, Table};

const TOOLS: [&str; 5] = ["alpha", "beta", "gamma", "delta", "omega"];
const METHODS: [&str; 3] = ["native_connector", "webhook", "manual_csv"];

/// Tools and integrations as their files have them, an item each.
fn items() -> impl Strategy<Value = (Vec<String>, Vec<(usize, usize, String)>)> {
    let tools = prop::collection::vec((1..4_u8, 0..500_u32), TOOLS.len());
    let edge =
        (0..TOOLS.len(), 0..TOOLS.len(), 0..METHODS.len(), any::<bool>(), 0..TOOLS.len() * 2);
    (tools, prop::collection::vec(edge, 0..9)).prop_map(|(tools, edges)| {
        let tools = tools.iter().zip(TOOLS).map(|((tier, cost), id)| {
            format!("{{id: {id}, name: {id}, category: cdp, tier: {tier}, cost: {{annual: {cost}}}}}")
        });
        let edges = edges.into_iter().enumerate().filter(|(_, (from, to, ..))| from != to).map(
            |(number, (from, to, method, is_two_way, via))| {
                let direction = if is_two_way { "two_way" } else { "one_way" };
                let via = TOOLS.get(via).map_or(String::new(), |it| format!(", via: {it}"));
                let text = format!(
                    "{{id: i{number}, from: {}, to: {}, method: {}, direction: {direction}, objects: [person], frequency: {}h{via}}}",
                    TOOLS[from], TOOLS[to], METHODS[method], number + 1
                );
                (from, to, text)
            },
        );
        (tools.collect(), edges.collect())
    })
}

fn stack_of(tools: &[String], edges: &[(usize, usize, String)]) -> Stack {
    let list = |items: &mut dyn Iterator<Item = &String>| {
        items.fold(String::new(), |list, it| list + "  - " + it + "\n")
    };
    let text = format!(
        "version: 1\ntools:\n{}objects: [{{id: person, name: Person, system_of_record: omega}}]\nintegrations:\n{}",
        list(&mut tools.iter()),
        list(&mut edges.iter().map(|(.., text)| text)),
    );
    load("stack.yaml", text.as_bytes(), &Alone).stack
}

fn by_id<T: Entity>(table: &Table<T>) -> BTreeMap<&str, &T> {
    table.values().map(|it| (it.id().as_str(), it)).collect()
}

/// The same tools, integrations and objects, in whatever order.
fn is_same(one: &Stack, other: &Stack) -> bool {
    by_id(&one.tools) == by_id(&other.tools)
        && by_id(&one.objects) == by_id(&other.objects)
        && by_id(&one.people) == by_id(&other.people)
        && by_id(&one.credentials) == by_id(&other.credentials)
        && by_id(&one.journeys) == by_id(&other.journeys)
        && by_id(&one.automations) == by_id(&other.automations)
        && by_id(&one.integrations) == by_id(&other.integrations)
}

/// Every kind of change of the example that a scenario file may hold.
const CHANGES: &[&str] = &[
    "remove: drift",
    "remove: marketo",
    "remove: typeform",
    "replace: {tool: marketo, by: hubspot}",
    "replace: {tool: typeform, by: hubspot}",
    "replace: {tool: eventbrite, by: on24}",
    "add: {tool: {id: newcomer, name: New, category: cdp}}",
    "connect: {id: fresh, from: hubspot, to: slack, method: webhook, objects: [person]}",
    "connect: {id: other, from: typeform, to: salesforce, method: webhook, objects: [person]}",
    "disconnect: marketo-salesforce",
    "disconnect: typeform-marketo",
    "disconnect: slack-mql-alert",
    "set: {tool: hubspot, tier: 3, notes: kept}",
    "set: {tool: hubspot, tier: 2}",
    "set: {tool: drift, tier: 1}",
    "set: {integration: marketo-salesforce, owner: ana}",
    "set: {integration: typeform-hubspot, method: webhook}",
    "set: {object: person, system_of_record: hubspot}",
    "set: {credential: zapier-tomas, holder: ana}",
    "leave: ana",
    "leave: li",
    "outage: {tool: salesforce, duration: 8h}",
];

fn file_of(changes: &[usize]) -> String {
    let changes: String = changes
        .iter()
        .filter_map(|it| CHANGES.get(*it))
        .fold(String::new(), |list, it| list + "  - " + it + "\n");
    format!("version: 1\nscenario: {{id: some}}\nchanges:\n{changes}")
}

fn is_told(notes: &[Diagnostic]) -> bool {
    notes.iter().any(|it| it.code == "scenario-conflict" || it.severity == Severity::Error)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_tool_that_is_removed_and_added_again_with_its_links_leaves_the_same_stack(
        (tools, edges) in items(),
        gone in 0..TOOLS.len() - 1,
    ) {
        let before = stack_of(&tools, &edges);
        let id = TOOLS[gone];
        let mut changes = format!("  - remove: {id}\n  - add: {{tool: {}}}\n", tools[gone]);
        let via = format!("via: {id}}}");
        for (from, to, text) in &edges {
            if *from == gone || *to == gone || text.ends_with(&via) {
                changes.push_str(&format!("  - connect: {text}\n"));
            }
        }
        let text = format!("version: 1\nscenario: again\nchanges:\n{changes}");
        let (without, _) = apply(&before, &scenario("version: 1\nchanges: []\n").0.edits);
        prop_assert!(is_same(&before, &without));
        let after = applied(&before, &text);
        prop_assert!(is_same(&before, &after), "{text}");
        // The comparison can tell stacks apart.
        let (lost, _) = apply(&before, &[Edit::RemoveTool { tool: Label::new(id), span: Span::NONE }]);
        prop_assert!(!is_same(&before, &lost));
    }

    #[test]
    fn removing_more_never_breaks_less(
        (tools, edges) in items(),
        first in 0..TOOLS.len(),
        second in 0..TOOLS.len(),
    ) {
        let today = Date::parse("2026-09-15").unwrap();
        let before = Analysis::of(Sources::default(), stack_of(&tools, &edges), Vec::new(), today);
        let remove = |it: usize| Edit::RemoveTool { tool: Label::new(TOOLS[it]), span: Span::NONE };
        let broken = |edits: &[Edit]| {
            let blast = simulate(&before, edits).blast;
            let lost = blast.affected.into_iter();
            let lost = lost.filter(|it| matches!(it.fate, Fate::Broken | Fate::Headless));
            lost.map(|it| (it.need.tool, it.need.object, it.need.field)).collect::<Vec<_>>()
        };
        let more = broken(&[remove(first), remove(second)]);
        let gone = before.stack.tools.find(TOOLS[second]).unwrap();
        for need in broken(&[remove(first)]) {
            prop_assert!(need.0 == gone || more.contains(&need));
        }
    }

    #[test]
    fn the_order_of_two_scenarios_matters_only_where_a_conflict_is_told(
        one in prop::collection::vec(0..CHANGES.len(), 1..4),
        other in prop::collection::vec(0..CHANGES.len(), 1..4),
    ) {
        let example = small_example();
        let (one, other) = (file_of(&one), file_of(&other));
        let (forth, told) = apply(&example, &stacked(&one, &other));
        let (back, told_too) = apply(&example, &stacked(&other, &one));
        if !is_told(&told) && !is_told(&told_too) {
            prop_assert!(is_same(&forth, &back), "{one}{other}");
        }
    }
}

/// The example without what has no part in changes, so that a case costs little.
fn small_example() -> Stack {
    static EXAMPLE: std::sync::OnceLock<Stack> = std::sync::OnceLock::new();
    let stack = EXAMPLE.get_or_init(|| {
        let bytes = include_bytes!("../../../stack.example.yaml");
        load("stack.example.yaml", bytes, &Alone).stack
    });
    stack.clone()
}

/// The property above can fail: these two come to different stacks, and say so.
#[test]
fn two_scenarios_that_matter_in_their_order_say_so() {
    let example = small_example();
    for (one, other) in [
        ("replace: {tool: marketo, by: hubspot}", "set: {tool: hubspot, tier: 3}"),
        ("set: {tool: hubspot, tier: 3}", "set: {tool: hubspot, tier: 2}"),
        ("replace: {tool: marketo, by: hubspot}", "disconnect: typeform-hubspot"),
    ] {
        let file = |it: &str| format!("version: 1\nchanges:\n  - {it}\n");
        let (forth, told) = apply(&example, &stacked(&file(one), &file(other)));
        let (back, _) = apply(&example, &stacked(&file(other), &file(one)));
        assert!(!is_same(&forth, &back), "{one}; {other}");
        assert!(is_told(&told), "{one}; {other}: {told:?}");
    }
}
