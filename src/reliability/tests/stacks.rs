//! Whole stacks: what counts as a part, what facts do to it, and that a fix wins what it says.

use super::*;
use crate::load::{Alone, load};

fn judged(text: &str) -> (Stack, Reliability) {
    let loaded = load("stack.yaml", text.as_bytes(), &Alone);
    assert_eq!(loaded.problems, [], "{text}");
    let stack = loaded.stack;
    let as_of = Date::parse("2026-09-10").unwrap();
    let network = Network::of(&stack);
    let fragility = crate::fragility::all(&stack, as_of);
    let reliability = Reliability::of(&stack, &network, &fragility, as_of);
    (stack, reliability)
}

const HEAD: &str = "version: 1
company: {name: Example Co, currency: EUR, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
people: [{id: leo, name: Leo, active: false}]
tools:
  - {id: form, name: Form, category: form-survey}
  - {id: map, name: Automation, category: marketing-automation}
  - {id: crm, name: CRM, category: crm}
objects: [{id: person, name: Person, system_of_record: crm}]
";

const JOURNEY: &str = "journeys:
  - {id: lead, name: Lead, value_per_day: 2400, stages: [{id: a, tool: form, object: person}, {id: b, tool: map, object: person}, {id: c, tool: crm, object: person}]}
";

/// Looked after: every fact about its working time is known.
const KNOWN: &str =
    "objects: [person], credential: own, owner: mops, runbook: wiki, monitoring: {kind: dashboard}";

const OWN: &str = "credentials: [{id: own, kind: oauth, principal: service_account, holder: mops, vault: vault}]\n";

fn lead(stack: &Stack, reliability: &Reliability) -> JourneyReliability {
    reliability.journey(stack.journeys.find("lead").unwrap()).unwrap().clone()
}

fn close(left: f64, right: f64) -> bool {
    (left - right).abs() < 1e-9
}

#[test]
fn a_shared_login_counts_once_and_takes_its_points_with_it() {
    let text = format!(
        "{HEAD}{OWN}integrations:
  - {{id: first, from: form, to: map, method: webhook, {KNOWN}}}
  - {{id: second, from: map, to: crm, method: native_connector, {KNOWN}}}
{JOURNEY}"
    );
    let (stack, reliability) = judged(&text);
    let login = reliability.credentials[0].unwrap();
    let works: Vec<f64> = reliability.integrations.iter().map(|it| it.availability().low).collect();
    let journey = lead(&stack, &reliability);
    let expected = works[0] * works[1] * login.availability().low;
    assert!(close(journey.availability.unwrap().low, expected));
    assert!(journey.availability.unwrap().is_known());
    assert_eq!(journey.method, Method::Exact { nodes: 2 });
    // A service account has no points; the best watched of its users notices after a day, and a vault makes it quick.
    assert_eq!(login.likelihood, Range::exactly(0.0));
    assert_eq!((login.detect, login.repair), (Range::exactly(24.0), Range::exactly(4.0)));
    let alone =
        text.replace("webhook, objects: [person], credential: own,", "webhook, objects: [person],");
    let (_, reliability) = judged(&alone);
    assert_eq!(reliability.credentials, [None]);
    assert!(!reliability.integrations[0].likelihood.is_known(), "whose access it is is not said");
}

#[test]
fn unknown_monitoring_leaves_a_range_and_a_question() {
    let text = format!(
        "{HEAD}{OWN}integrations:
  - {{id: first, from: form, to: map, method: webhook, {}}}
  - {{id: second, from: map, to: crm, method: native_connector, objects: [person], credential: own, owner: mops}}
{JOURNEY}",
        KNOWN.replace("dashboard", "alert")
    );
    let (stack, reliability) = judged(&text);
    let uptime = reliability.integrations[1];
    assert_eq!((uptime.detect.low, uptime.detect.high), (1.0, 168.0));
    assert_eq!(uptime.repair, Range::exactly(16.0));
    let journey = lead(&stack, &reliability);
    let range = journey.availability.unwrap();
    assert!(range.low < range.high, "{range:?}");
    let doubt = &reliability.doubts[0];
    assert_eq!(doubt.factor, crate::fragility::Factor::Detection);
    assert!(close(doubt.hours, range.width() * HOURS_A_YEAR), "{doubt:?} {range:?}");
    // What an alert wins is not known before that is: perhaps there is one.
    let alert = reliability.fixes.iter().find(|it| {
        it.kind == FixKind::Alert
            && it.part == Component::Integration(stack.integrations.find("second").unwrap())
    });
    assert!(close(alert.unwrap().hours.low, 0.0));
}

#[test]
fn incidents_draw_the_rate_towards_what_was_seen() {
    let with = |more: &str| {
        let text = format!(
            "{HEAD}{OWN}integrations:
  - {{id: first, from: form, to: map, method: webhook, {KNOWN}{more}}}
"
        );
        judged(&text).1.integrations[0].rate()
    };
    let prior = with("");
    assert!(close(prior.low, 0.5 * (0.05_f64 * 12.0).exp()));
    // Two incidents in two years: `(prior + 2) / (1 + 2)`, the points of what is observed staying as they are.
    let years = 730.0 / 365.25;
    let seen = with(", incidents: [{at: 2024-09-10}, {at: 2025-01-01}]");
    assert!(close(seen.low, (prior.low + 2.0) / (1.0 + years)), "{seen:?} {prior:?}");
    // A first incident last week is one in a year, not fifty.
    let fresh = with(", incidents: [{at: 2026-09-03}]");
    assert!(fresh.low < prior.low + 1.0);
    // That it was verified says nothing about incidents.
    assert_eq!(with(", verified_at: 2026-01-01"), prior);
}

#[test]
fn hours_follow_from_who_watches_and_who_repairs() {
    let cases = [
        ("owner: mops, runbook: wiki, monitoring: {kind: alert}", (1.0, 1.0), (4.0, 4.0)),
        ("owner: mops, monitoring: {kind: vendor_email}", (12.0, 12.0), (16.0, 16.0)),
        (
            "owner: leo, runbook: wiki, monitoring: {kind: user_reported}",
            (72.0, 72.0),
            (72.0, 72.0),
        ),
        ("owner: leo, backup_owner: mops, monitoring: {kind: none}", (168.0, 168.0), (16.0, 16.0)),
        ("vendor_ticket: true, monitoring: {kind: dashboard}", (24.0, 24.0), (96.0, 96.0)),
        ("frequency: 6h, monitoring: {kind: reconciliation}", (6.0, 6.0), (72.0, 72.0)),
        ("monitoring: {kind: reconciliation}", (1.0, 168.0), (72.0, 72.0)),
    ];
    for (facts, detect, repair) in cases {
        let text = format!(
            "{HEAD}integrations:\n  - {{id: first, from: form, to: map, method: webhook, objects: [person], {facts}}}\n"
        );
        let uptime = judged(&text).1.integrations[0];
        assert_eq!((uptime.detect.low, uptime.detect.high), detect, "{facts}");
        assert_eq!((uptime.repair.low, uptime.repair.high), repair, "{facts}");
    }
}

#[test]
fn a_second_way_and_a_fallback_take_single_points_away() {
    let text = format!(
        "{}integrations:
  - {{id: first, from: form, to: map, method: webhook, objects: [person]}}
  - {{id: second, from: map, to: crm, method: native_connector, objects: [person]}}
  - {{id: export, from: map, to: crm, method: manual_csv, objects: [person]}}
{JOURNEY}",
        HEAD.replace(
            "category: marketing-automation}",
            "category: marketing-automation, availability: 99%, fallback: {tool: spare}}\n  - {id: spare, name: Spare, category: email, collects: [person], availability: 90%}"
        )
    );
    let (stack, reliability) = judged(&text);
    let journey = lead(&stack, &reliability);
    assert_eq!(journey.hops[1].ways, 2);
    let single: Vec<Component> =
        journey.parts.iter().filter(|it| it.is_single_point).map(|it| it.component).collect();
    let tool = |id: &str| Component::Tool(stack.tools.find(id).unwrap());
    let link = |id: &str| Component::Integration(stack.integrations.find(id).unwrap());
    assert!(single.contains(&link("first")) && single.contains(&tool("form")), "{single:?}");
    for part in [link("second"), link("export"), tool("map"), tool("spare")] {
        assert!(!single.contains(&part), "{part:?}");
    }
    let pairs: Vec<&Vec<Component>> = journey.cuts.iter().filter(|it| it.len() == 2).collect();
    assert!(pairs.contains(&&vec![link("second"), link("export")]), "{pairs:?}");
    // Both tools down: 1 − 0.01 × 0.1; both ways down: 1 − (1 − p)(1 − q).
    let own = |at: usize| reliability.integrations[at].availability().low;
    let expected = own(0) * (1.0 - 0.01 * 0.1) * (1.0 - (1.0 - own(1)) * (1.0 - own(2)));
    assert!(close(journey.availability.unwrap().low, expected));
}

#[test]
fn a_bound_hand_off_has_no_other_way_and_a_missing_one_stops_the_journey() {
    let integrations = "integrations:
  - {id: first, from: form, to: map, method: webhook, objects: [person]}
  - {id: second, from: map, to: crm, method: native_connector, objects: [person]}
  - {id: export, from: map, to: crm, method: manual_csv, objects: [person]}
";
    let bound = JOURNEY.replace("{id: c, tool: crm,", "{id: c, tool: crm, via: [export],");
    let (stack, reliability) = judged(&format!("{HEAD}{integrations}{bound}"));
    let journey = lead(&stack, &reliability);
    assert_eq!((journey.hops[1].ways, journey.hops[1].way.len()), (1, 1));
    let second = Component::Integration(stack.integrations.find("second").unwrap());
    assert_eq!(journey.part(second), None);
    let without = integrations.replace("native_connector,", "native_connector, status: retired,");
    let without = without.replace("manual_csv,", "manual_csv, status: planned,");
    let (stack, reliability) = judged(&format!("{HEAD}{without}{JOURNEY}"));
    let journey = lead(&stack, &reliability);
    assert_eq!(journey.hops[1].state, HopState::Missing);
    assert_eq!((journey.availability, journey.bad_hours()), (None, None));
    assert_eq!(reliability.fixes, []);
}

#[test]
fn a_fix_wins_what_it_says() {
    let text = |facts: &str| {
        format!(
            "{HEAD}{OWN}integrations:
  - {{id: first, from: form, to: map, method: webhook, {KNOWN}}}
  - {{id: second, from: map, to: crm, method: api_custom, objects: [person], credential: own, {facts}}}
connectors: [{{tool: map, platform: crm, direction: source, kind: native_connector, as_of: 2026-08-01}}]
{JOURNEY}"
        )
    };
    let (stack, before) = judged(&text("monitoring: {kind: user_reported}"));
    let hours = |stack: &Stack, it: &Reliability| lead(stack, it).bad_hours().unwrap().low;
    let second = Component::Integration(stack.integrations.find("second").unwrap());
    let repaired = [
        ("alert", text("monitoring: {kind: alert}")),
        (
            "owner_and_runbook",
            text("monitoring: {kind: user_reported}, owner: mops, runbook: wiki"),
        ),
        (
            "connector",
            text("monitoring: {kind: user_reported}").replace("api_custom", "native_connector"),
        ),
    ];
    for (kind, text) in repaired {
        let fix =
            before.fixes.iter().find(|it| it.part == second && it.kind.name() == kind).unwrap();
        let (after_stack, after) = judged(&text);
        let won = hours(&stack, &before) - hours(&after_stack, &after);
        assert!((fix.hours.low - won).abs() < 1e-6, "{kind}: {:?} is not {won}", fix.hours);
        assert!(fix.hours.is_known());
        assert!((fix.money.unwrap().low - won * 100.0).abs() < 1e-4, "a day is worth 2400");
    }
    let ranked: Vec<f64> = before.fixes.iter().map(|it| it.hours.low).collect();
    assert!(ranked.is_sorted_by(|left, right| left >= right), "{ranked:?}");
}

#[test]
fn a_connector_of_the_lists_wins_what_it_says() {
    let text = |method: &str| {
        format!(
            "{}{OWN}integrations:
  - {{id: first, from: form, to: map, method: webhook, {KNOWN}}}
  - {{id: second, from: map, to: crm, method: {method}, {KNOWN}}}
{JOURNEY}",
            HEAD.replace("name: Automation", "name: Segment")
                .replace("name: CRM", "name: Salesforce")
        )
    };
    let connector = |it: &Reliability| {
        it.fixes.iter().find(|it| matches!(it.kind, FixKind::Connector { .. })).cloned()
    };
    let (stack, before) = judged(&text("api_custom"));
    let fix = connector(&before).unwrap();
    let FixKind::Connector { method, known: KnownFrom::Catalog(ready) } = fix.kind else {
        panic!("{:?}", fix.kind)
    };
    assert_eq!(method, crate::stack::Method::VendorConnector, "a list says nothing better");
    assert_eq!((ready.platform.name(), ready.other.name), ("Segment", "Salesforce"));
    let (after_stack, after) = judged(&text("vendor_connector"));
    let hours = |stack: &Stack, it: &Reliability| lead(stack, it).bad_hours().unwrap().low;
    let won = hours(&stack, &before) - hours(&after_stack, &after);
    assert!(won > 0.0 && (fix.hours.low - won).abs() < 1e-6, "{:?} is not {won}", fix.hours);
    assert_eq!(connector(&after), None, "what a vendor keeps is ready already");
    // Products that no list connects, and names that are no products, offer nothing.
    let (_, nameless) = judged(&text("api_custom").replace("Segment", "Our own server"));
    assert_eq!(connector(&nameless), None);
}

#[test]
fn a_person_and_one_tool_need_no_flow() {
    let text = format!(
        "{HEAD}journeys:
  - {{id: lead, name: Lead, stages: [{{id: a, tool: form, object: person}}, {{id: b, tool: form, object: person}}, {{id: c, tool: crm, object: person, human: true}}]}}
"
    );
    let (stack, reliability) = judged(&text);
    let journey = lead(&stack, &reliability);
    let states: Vec<HopState> = journey.hops.iter().map(|it| it.state).collect();
    assert_eq!(states, [HopState::Same, HopState::Person]);
    assert_eq!(journey.availability, Some(Range::exactly(1.0)));
    assert_eq!(journey.weakest(), None);
}
