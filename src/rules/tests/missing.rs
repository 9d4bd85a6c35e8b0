//! What is missing, what only looks missing, and what would mend it.

use super::*;

const EXAMPLE: &str = include_str!("../../../stack.example.yaml");

fn found(code: &str, text: &str) -> Vec<Diagnostic> {
    judged(text).findings.into_iter().filter(|it| it.code == code).collect()
}

fn helps(code: &str, text: &str) -> Vec<String> {
    found(code, text).into_iter().filter_map(|it| it.help).collect()
}

fn abouts(code: &str, text: &str) -> Vec<String> {
    found(code, text).iter().filter_map(|it| Some(it.element.as_ref()?.id.to_string())).collect()
}

fn messages(code: &str, text: &str) -> Vec<String> {
    found(code, text).into_iter().map(|it| it.message).collect()
}

/// Something at `d` reads a field that `a` keeps.
fn reader(flows: &[&str], rest: &str) -> String {
    let flows: Vec<String> = flows
        .iter()
        .map(|it| format!("  - {{{it}, method: webhook, frequency: 1h, latency: 0m}}\n"))
        .collect();
    let flows = flows.concat();
    format!(
        "version: 1
company: {{name: Example Co, as_of: 2026-09-10}}
tools: [{{id: a, name: Alpha, category: crm}}, {{id: b, name: Beta, category: cdp}}, {{id: c, name: Gamma, category: ads}}, {{id: d, name: Delta, category: email}}]
objects:
  - {{id: account, name: Account, system_of_record: a, freshness_slo: 2h, fields: [{{name: tier}}]}}
  - {{id: order, name: Order, system_of_record: a}}
integrations:
{flows}automations: [{{id: routing, tool: d, reads: account.tier}}]
{rest}"
    )
}

#[test]
fn the_repair_is_the_least_that_has_to_be_built() {
    let help = |flows: &[&str], rest: &str| helps("consumer-unfed", &reader(flows, rest));
    let to_b = "id: ab, from: a, to: b, objects: account";
    assert_eq!(
        help(&[to_b, "id: bd, from: b, to: d, objects: order"], ""),
        ["Beta has account.tier and already feeds Delta: add it to `bd`"]
    );
    assert_eq!(
        help(&[to_b, "id: db, from: d, to: b, objects: order"], ""),
        [
            "Beta has account.tier and `db` already brings data there from Delta: let it carry account.tier back"
        ]
    );
    // What an ad platform was given it does not give out.
    assert_eq!(
        help(&["from: a, to: c, objects: account", "id: cd, from: c, to: d, objects: order"], ""),
        [
            "Alpha has account.tier and feeds Delta through others: add it to `a-c` and `cd`, or connect the two directly"
        ]
    );
    assert_eq!(
        help(&[to_b], "connectors: [{tool: d, platform: b, kind: native_connector}]\n"),
        ["Beta has account.tier and a connector to Delta is known: set it up"]
    );
    assert_eq!(
        help(&[to_b], ""),
        ["no tool that has account.tier is connected to Delta: connect it to Alpha"]
    );
}

#[test]
fn data_is_stale_beyond_the_promise_only() {
    let stale = |second: &str| {
        messages(
            "consumer-stale",
            &reader(&["id: ab, from: a, to: b, objects: account", second], ""),
        )
    };
    assert!(stale("id: bd, from: b, to: d, objects: account").is_empty());
    let slow = reader(&["id: ad, from: a, to: d, objects: account"], "").replace("1h", "150m");
    assert_eq!(
        messages("consumer-stale", &slow),
        [
            "automation `routing` in Delta needs account.tier no older than 2 h, and what arrives may be 2.5 h old"
        ]
    );
    assert_eq!(helps("consumer-stale", &slow), ["run `ad` more often, or let an event trigger it"]);
    let unknown = slow.replace("150m, latency: 0m", "90m");
    let judgement = judged(&unknown);
    assert!(judgement.findings.iter().all(|it| it.code != "consumer-stale"));
    assert!(judgement.unknown.contains(&("consumer-stale", 1)), "{:?}", judgement.unknown);
}

#[test]
fn middleware_and_plans_are_told_from_islands() {
    let text = |second: &str| reader(&["from: a, to: d, objects: account, via: b", second], "");
    assert_eq!(
        abouts("orphan-tool", &text("from: a, to: c, objects: order, status: planned")),
        ["c"]
    );
    assert_eq!(
        helps("orphan-tool", &text("from: a, to: c, objects: order, status: planned")),
        ["`a-c` would connect it, but is not live"]
    );
    let unconnected = reader(&[], "").replace("integrations:\n", "");
    let judgement = judged(&unconnected);
    assert!(judgement.findings.iter().all(|it| it.code != "orphan-tool"));
    assert!(judgement.unknown.contains(&("orphan-tool", 4)), "{:?}", judgement.unknown);
}

#[test]
fn a_hand_off_goes_by_people_or_by_the_flows_it_names() {
    let stages = |second: &str| {
        let rest = format!(
            "journeys: [{{id: way, name: The way, stages: [{{id: one, tool: a, object: account}}, {{id: two, tool: d, object: account{second}}}]}}]\n"
        );
        let flows = [
            "id: slow, from: a, to: d, objects: account, frequency: 3h",
            "id: ab, from: a, to: b, objects: account",
            "id: bd, from: b, to: d, objects: account",
            "id: other, from: a, to: d, objects: order",
        ];
        reader(&flows, &rest).replace("3h, method: webhook, frequency: 1h", "3h, method: webhook")
    };
    let unreachable = |second: &str| messages("stage-slo-unreachable", &stages(second));
    assert!(unreachable(", slo: 2h").is_empty());
    assert_eq!(
        unreachable(", slo: 1h"),
        [
            "The way promises `two` within 60 min, but Alpha → Delta can take 2 h even when all works"
        ]
    );
    assert!(unreachable(", slo: 1h, human: true").is_empty());
    assert!(unreachable(", slo: 3h, via: slow").is_empty());
    assert_eq!(unreachable(", slo: 2h, via: slow").len(), 1);
    assert!(unreachable(", slo: 2h, via: [ab, bd]").is_empty());
    let without = |second: &str| messages("stage-without-path", &stages(second));
    assert!(without("").is_empty());
    assert_eq!(
        without(", via: other"),
        ["The way breaks off before `two`: `other` brings no account from Alpha to Delta"]
    );
    assert!(without(", via: other, human: true").is_empty());
}

#[test]
fn revenue_is_missed_only_where_there_is_some() {
    let text = |flows: &[&str]| reader(flows, "");
    let leads = "id: leads, from: c, to: a, objects: account";
    assert_eq!(
        messages("closed-loop-missing", &text(&[leads])),
        ["Gamma never learns what its campaigns earned: no order comes back from Alpha"]
    );
    assert!(
        abouts("closed-loop-missing", &text(&[leads, "id: won, from: a, to: c, objects: order"]))
            .is_empty()
    );
    // An island has a finding of its own.
    assert!(abouts("closed-loop-missing", &text(&["from: a, to: d, objects: account"])).is_empty());
    let none = text(&[leads]).replace("id: order, name: Order", "id: ticket, name: Border case");
    assert!(abouts("closed-loop-missing", &none).is_empty());
}

#[test]
fn the_example_hides_these_gaps() {
    for (code, about) in [
        ("consumer-unfed", vec!["intent-nurture"]),
        ("consumer-stale", vec!["account-surge"]),
        ("stage-without-path", vec!["reviewer-to-reference"]),
        ("stage-slo-unreachable", vec!["lead-to-opportunity"]),
        ("closed-loop-missing", vec!["linkedin-ads", "meta-ads", "hubspot"]),
        ("orphan-tool", vec!["calendly", "sprout-social"]),
    ] {
        assert_eq!(abouts(code, EXAMPLE), about, "{code}");
    }
}
