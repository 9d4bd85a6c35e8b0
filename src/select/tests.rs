use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::load::{Alone, load};
use crate::stack::{Integration, Method, Stack, Tool};

/// What the example's selectors say is wrong, one line each.
fn faults(text: &str) -> String {
    let workspace = crate::facade::Workspace::example();
    let input = workspace.0.selectable();
    let (selector, mut faults) = Selector::parse_valid(text);
    if faults.is_empty() {
        faults = selector.faults(text, &input);
    }
    let lines = faults.iter().map(|it| format!("  {}\n    {:?}\n", it.words(), it.help));
    format!("{text}\n{}", lines.collect::<String>())
}

#[test]
fn errors_name_the_place_and_the_nearest() {
    let wrong = [
        "frgility>60",
        "salesfroce",
        "+salesfroce",
        "category:crn",
        "owner:anna",
        "method:manual*,",
        ",method:manual*",
        "fragility>",
        "fragility>high",
        "category>crm",
        "renewal_date<soon",
        "\"Sales Cloud",
        "!",
        "+",
        "@",
        "99999999999+salesforce",
        "salesforce nope:x",
        "http://example.com",
        ":x",
        "rule:owner-mising",
    ];
    insta::assert_snapshot!(wrong.map(faults).concat());
}

#[test]
fn every_example_of_the_tables_can_be_read() {
    for (form, _) in FORMS {
        assert!(Selector::parse(form).is_ok(), "{form}");
    }
    for key in KEYS {
        let selector = Selector::parse(key.example).unwrap();
        assert!(
            matches!(&selector.alternatives[0][0].want, Want::Keyed { key: own, .. } if *own == key)
        );
        assert_eq!(KEYS.iter().filter(|it| it.name == key.name).count(), 1, "{}", key.name);
    }
}

/// The kinds that the table states are those that answer.
#[test]
fn keys_are_had_by_the_kinds_that_they_state() {
    let workspace = crate::facade::Workspace::example();
    let input = workspace.0.selectable();
    let stack = input.stack;
    let finding = &workspace.0.findings[0];
    let first = [
        (Kind::Tool, stack.tools.ids().next().map(Item::Tool)),
        (Kind::Integration, stack.integrations.ids().next().map(Item::Integration)),
        (Kind::Object, stack.objects.ids().next().map(Item::Object)),
        (Kind::Person, stack.people.ids().next().map(Item::Person)),
        (Kind::Journey, stack.journeys.ids().next().map(Item::Journey)),
        (Kind::Credential, stack.credentials.ids().next().map(Item::Credential)),
        (Kind::Automation, stack.automations.ids().next().map(Item::Automation)),
        (Kind::AiFeature, stack.ai_features.ids().next().map(Item::AiFeature)),
        (Kind::Vendor, stack.vendors.ids().next().map(Item::Vendor)),
        (Kind::Finding, Some(Item::Finding(finding))),
    ];
    for (kind, item) in first {
        let Some(item) = item else { continue };
        for key in KEYS {
            let has = (key.of)(&input, item).is_some();
            assert_eq!(has, key.kinds.contains(&kind), "{} of {kind:?}", key.name);
        }
    }
}

fn flows(text: &str) -> Vec<String> {
    let source = "version: 1
people: [{id: ana, name: Ana Silva}]
tools:
  - {id: web, name: Website, category: cms}
  - {id: crm, name: Sales Cloud, category: crm, aka: [SFDC]}
  - {id: map, name: Marketing, category: marketing-automation, cost: {annual: 90}}
  - {id: zap, name: Zap, category: ipaas}
  - {id: bi, name: Reports, category: bi}
integrations:
  - {id: web-map, from: web, to: map, method: webhook, owner: ana}
  - {id: map-crm, from: map, to: crm, method: manual_csv, via: zap}
  - {id: crm-bi, from: crm, to: bi, method: elt}
";
    let loaded = load("stack.yaml", source.as_bytes(), &Alone);
    let input = Input::new(&loaded.stack, &[], &[], &[], Date::default());
    let selector = Selector::parse(text).unwrap_or_else(|it| panic!("{}", it.words()));
    let selection = Selection::new(&selector, &input);
    let stack = &loaded.stack;
    let tools = stack.tools.iter().filter(|(id, _)| selection.has(Item::Tool(*id)));
    let flows = stack.integrations.iter().filter(|(id, _)| selection.has(Item::Integration(*id)));
    let tools = tools.map(|(_, it)| it.id.to_string());
    tools.chain(flows.map(|(_, it)| it.id.to_string())).collect()
}

#[test]
fn what_each_form_means() {
    let all = ["web", "crm", "map", "zap", "bi", "web-map", "map-crm", "crm-bi"];
    for (text, wanted) in [
        ("", &all[..]),
        ("sfdc", &["crm", "map-crm", "crm-bi"]),
        ("\"sales cloud\"", &["crm", "map-crm", "crm-bi"]),
        ("crm,map", &["map-crm"]),
        ("from:SFDC to:map", &["web-map", "crm-bi"]),
        ("1+crm", &["crm", "map", "zap", "map-crm"]),
        ("+crm", &["web", "crm", "map", "zap", "web-map", "map-crm"]),
        ("crm+", &["crm", "bi", "crm-bi"]),
        ("@map", &all),
        ("+map+1", &["web", "crm", "map", "zap", "web-map", "map-crm"]),
        ("zap+1", &["crm", "zap", "map-crm"]),
        ("method:manual*", &["map-crm"]),
        ("owner:unknown", &["web", "crm", "map", "zap", "bi", "map-crm", "crm-bi"]),
        ("owner:'Ana Silva'", &["web-map"]),
        ("cost_annual>=90", &["map"]),
        ("cost_annual<90", &[]),
        ("via:zap", &["map-crm"]),
        ("category:crm category:bi", &["crm", "bi"]),
        ("!@map", &[]),
        ("!!web,!web-*", &["web"]),
    ] {
        assert_eq!(flows(text), wanted, "{text}");
    }
}

/// Each end and method by number: small stacks with cycles, doubles and loops.
fn stack(edges: &[(u8, u8, bool)]) -> Stack {
    let mut stack = Stack::default();
    for tool in 0..6 {
        let name = format!("t{tool}");
        drop(stack.tools.push(Tool::new(&name, &name, crate::stack::Category::default())));
    }
    for (index, (from, to, is_manual)) in edges.iter().enumerate() {
        let method = if *is_manual { Method::ManualCsv } else { Method::Webhook };
        let (from, to) = (format!("t{from}"), format!("t{to}"));
        let id = format!("i{index}");
        drop(stack.integrations.push(Integration::new(&id, &from, &to, method)));
    }
    drop(stack.link());
    stack
}

/// The tools within so many hops, by trying every edge again and again.
fn within(edges: &[(u8, u8, bool)], start: u8, hops: u32, is_down: bool) -> BTreeSet<u8> {
    let mut found = BTreeSet::from([start]);
    for _ in 0..hops {
        let before = found.clone();
        for (from, to, _) in edges {
            let (near, far) = if is_down { (from, to) } else { (to, from) };
            if before.contains(near) {
                found.insert(*far);
            }
        }
    }
    found
}

proptest! {
    #[test]
    fn reach_is_what_brute_force_finds(
        edges in prop::collection::vec((0..6_u8, 0..6_u8, any::<bool>()), 0..14),
        start in 0..6_u8, up in 0..4_u32, down in 0..4_u32, negated in any::<bool>(),
    ) {
        let stack = stack(&edges);
        let input = Input::new(&stack, &[], &[], &[], Date::default());
        let not = if negated { "!" } else { "" };
        let text = format!("{not}{up}+t{start}+{down},method:manual* {not}{up}+t{start}+{down},id:t*");
        let selector = Selector::parse(&text).unwrap();
        let selection = Selection::new(&selector, &input);
        let mut tools = within(&edges, start, up, false);
        tools.extend(within(&edges, start, down, true));
        for tool in 0..6_u8 {
            let id = stack.tools.find(&format!("t{tool}")).unwrap();
            prop_assert_eq!(selection.has(Item::Tool(id)), tools.contains(&tool) != negated);
        }
        for (index, (from, to, is_manual)) in edges.iter().enumerate() {
            let id = stack.integrations.find(&format!("i{index}")).unwrap();
            let is_between = tools.contains(from) && tools.contains(to);
            prop_assert_eq!(
                selection.has(Item::Integration(id)),
                *is_manual && is_between != negated
            );
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
        let (selector, faults) = Selector::parse_valid(&text);
        let workspace = stack(&[(0, 1, true)]);
        let input = Input::new(&workspace, &[], &[], &[], Date::default());
        for fault in faults.into_iter().chain(selector.faults(&text, &input)) {
            prop_assert!(fault.column <= text.chars().count() + 1);
        }
        Selection::new(&selector, &input).tools();
    }
}
