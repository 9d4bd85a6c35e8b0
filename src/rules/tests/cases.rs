//! Where each rule draws its line, beyond its manual.

use super::*;

const HEAD: &str = "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: a, name: Alpha, category: crm}
  - {id: b, name: Beta, category: marketing-automation}
  - {id: c, name: Gamma, category: data-warehouse}
objects:
  - {id: person, name: Person, system_of_record: a, fields: [{name: title}, {name: phone, system_of_record: b}]}
  - {id: order, name: Order, system_of_record: b}
integrations:
";

/// A live integration that only this may be said about.
fn flow(ends: &str, rest: &str) -> String {
    format!("  - {{{ends}, method: webhook, owner: mops, monitoring: {{kind: alert}}, {rest}}}\n")
}

fn stack(flows: &[String]) -> String {
    format!("{HEAD}{}", flows.concat())
}

/// The findings of one rule as "severity: message".
fn of(code: &str, text: &str) -> Vec<String> {
    let problems = read(text).problems;
    assert!(problems.is_empty(), "{problems:#?}");
    let found = judged(text).findings;
    found
        .iter()
        .filter(|it| it.code == code)
        .map(|it| format!("{}: {}", it.severity.name(), it.message))
        .collect()
}

#[test]
fn two_integrations_that_answer_each_other_are_a_loop() {
    let there = flow("id: there, from: a, to: b", "objects: person");
    let back = flow("id: back, from: b, to: a", "objects: person");
    let found = of("loop-no-guard", &stack(&[there.clone(), back.clone()]));
    assert_eq!(
        found,
        [
            "error: a change of person travels in a circle and nothing stops it: Alpha → Beta → Alpha"
        ]
    );
    for guard in [
        "objects: person, dedupe_key: id",
        "objects: [{object: person, filter: {excludes_own_changes: true}}]",
        "objects: [{object: person, fields: [{source: title, rule: always_source}]}]",
        "objects: order",
        "objects: person, status: on_hold",
    ] {
        let guarded = flow("id: back, from: b, to: a", guard);
        assert!(of("loop-no-guard", &stack(&[there.clone(), guarded])).is_empty(), "{guard}");
    }
}

#[test]
fn a_loop_needs_one_field_that_goes_all_the_way() {
    let carrying = |ends: &str, field: &str| {
        flow(ends, &format!("objects: [{{object: person, fields: [{{source: {field}}}]}}]"))
    };
    let there = carrying("id: there, from: a, to: b", "title");
    let same = carrying("id: back, from: b, to: a", "title");
    let other = carrying("id: back, from: b, to: a", "phone");
    assert_eq!(of("loop-no-guard", &stack(&[there.clone(), same])).len(), 1);
    assert!(of("loop-no-guard", &stack(&[there, other])).is_empty());
}

#[test]
fn one_two_way_integration_is_no_loop_but_lacks_a_rule() {
    let both = |rest: &str| stack(&[flow("id: sync, from: a, to: b, direction: two_way", rest)]);
    let open = both("objects: person");
    assert!(of("loop-no-guard", &open).is_empty());
    assert_eq!(of("two-way-no-rule", &open).len(), 1);
    let apart =
        both("objects: [{object: person, applies: forward}, {object: order, applies: reverse}]");
    assert!(of("two-way-no-rule", &apart).is_empty());
}

#[test]
fn masters_may_divide_an_object_by_field() {
    let stored = |text: &str| {
        text.replace(
            "name: Beta, category: marketing-automation",
            "name: Beta, category: marketing-automation, stores: [{object: person, role: system_of_record}]",
        )
    };
    let text = stored(&stack(&[flow("from: a, to: b", "objects: person")]));
    assert!(of("master-duplicate", &text).is_empty());
    let undivided = text.replace("name: phone, system_of_record: b", "name: phone");
    assert_eq!(
        of("master-duplicate", &undivided),
        ["error: Alpha and Beta both claim to be the system of record of Person"]
    );
}

#[test]
fn renewals_grow_urgent_and_end() {
    let on = |renewal: &str, renews: bool| {
        let contract = format!(
            "name: Alpha, contract: {{renewal_date: {renewal}, notice_days: 30, auto_renew: {renews}}}"
        );
        let text = stack(&[flow("from: a, to: b", "objects: person")]);
        of("renewal-notice", &text.replace("name: Alpha", &contract))
    };
    let day = |left: &str, day: &str| {
        format!("Alpha renews by itself on {left}; the last day to give notice {day}")
    };
    assert!(on("2026-12-10", true).is_empty());
    let calm = day("2026-12-09", "is 2026-11-09, 60 days away");
    assert_eq!(on("2026-12-09", true), [format!("warning: {calm}")]);
    let urgent = day("2026-10-24", "is 2026-09-24, 14 days away");
    assert_eq!(on("2026-10-24", true), [format!("error: {urgent}")]);
    let late = day("2026-10-01", "was 2026-09-01");
    assert_eq!(on("2026-10-01", true), [format!("warning: {late}")]);
    assert!(on("2026-09-01", true).is_empty());
    assert!(on("2026-10-24", false).is_empty());
}

#[test]
fn verification_ages_in_two_steps() {
    let on = |day: &str| {
        let rest = format!("objects: person, verified_at: {day}");
        of("verified-stale", &stack(&[flow("id: sync, from: a, to: b", &rest)]))
    };
    assert!(on("2026-03-14").is_empty());
    assert_eq!(on("2026-03-13"), ["note: `sync` was last verified on 2026-03-13, 181 days ago"]);
    assert_eq!(on("2025-09-09"), ["warning: `sync` was last verified on 2025-09-09, 366 days ago"]);
}

#[test]
fn tier_one_raises_by_one_step() {
    let text = stack(&["  - {id: sync, from: a, to: b, method: webhook}\n".to_owned()]);
    assert_eq!(of("owner-missing", &text), ["warning: `sync` (Alpha → Beta) has no owner"]);
    let critical = text.replace("method: webhook", "method: webhook, criticality: 1");
    assert_eq!(of("owner-missing", &critical), ["error: `sync` (Alpha → Beta) has no owner"]);
}

#[test]
fn connectors_are_told_by_direction_and_object() {
    let connector = |connector: &str| {
        let known = format!("connectors: [{connector}]\nintegrations:");
        let text = stack(&[flow("id: copy, from: a, to: b", "objects: person")]);
        let text = text.replace("webhook", "api_custom").replace("integrations:", &known);
        of("native-exists", &text).len()
    };
    assert_eq!(connector("{tool: Alpha, platform: b, direction: source}"), 1);
    assert_eq!(connector("{tool: a, platform: b, direction: destination}"), 0);
    assert_eq!(
        connector("{tool: b, platform: a, direction: destination, objects: [person, order]}"),
        1
    );
    assert_eq!(connector("{tool: a, platform: b, direction: both, objects: [order]}"), 0);
    assert_eq!(connector("{tool: a, platform: b, kind: ipaas_recipe}"), 0);
    assert_eq!(connector("{tool: a, platform: c}"), 0);
}

#[test]
fn what_public_lists_name_is_told_with_their_day() {
    let found = |from: &str, to: &str| {
        let text = stack(&[flow("id: copy, from: a, to: b", "objects: person")])
            .replace("webhook", "manual_csv")
            .replace("Alpha", from)
            .replace("Beta", to);
        of("native-exists", &text)
    };
    let listed = found("Salesforce", "Segment");
    assert_eq!(listed.len(), 1, "{listed:?}");
    assert!(
        listed[0].ends_with("Segment has a connector to Salesforce (list of 2025-11)"),
        "{listed:?}"
    );
    // A developer platform offers a way to the API, not a connector.
    assert_eq!(found("Salesforce", "Nango").len(), 0);
    assert_eq!(found("Salesforce", "no such product").len(), 0);
}

#[test]
fn lists_read_like_speech() {
    assert_eq!(list(&["a"]), "a");
    assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    assert_eq!(some(&["a", "b", "c", "d"]), "a, b, c and d");
    assert_eq!(some(&["a", "b", "c", "d", "e"]), "a, b, c and 2 more");
}
