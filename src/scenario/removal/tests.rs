//! Removals of the example and of small stacks.

use super::*;
use crate::load::{Alone, load};
use crate::scenario::simulate;
use crate::text::Span;

const EXAMPLE: &str = include_str!("../../../stack.example.yaml");

fn analysis(text: &str) -> Analysis {
    let loaded = load("stack.yaml", text.as_bytes(), &Alone);
    let today = Date::parse("2026-09-15").unwrap();
    Analysis::of(loaded.sources, loaded.stack, loaded.problems, today)
}

fn remove(tool: &str) -> Edit {
    Edit::RemoveTool { tool: Label::new(tool), span: Span::NONE }
}

fn without(text: &str, tools: &[&str]) -> Option<Removal> {
    let before = analysis(text);
    let edits: Vec<Edit> = tools.iter().map(|it| remove(it)).collect();
    let simulation = simulate(&before, &edits);
    removal(&before, &edits, &simulation, Terms::default())
}

const SMALL: &str = "version: 1
company: {as_of: 2026-09-15, currency: EUR, blended_rate: 80}
tools:
  - {id: web, name: Web, category: cms, collects: person}
  - {id: map, name: Mailer, category: marketing-automation, cost: {annual: 36500}, contract: {renewal_date: 2026-10-15, notice_days: 10}}
  - {id: crm, name: CRM, category: crm}
  - {id: bi, name: Charts, category: bi}
  - {id: aside, name: Aside, category: seo}
objects: [{id: person, name: Person, system_of_record: web}]
integrations:
  - {id: leads, from: web, to: map, objects: person, method: webhook, frequency: daily}
  - {id: sync, from: map, to: crm, objects: person, method: native_connector, frequency: weekly}
  - {id: other, from: web, to: bi, objects: person, method: webhook, frequency: daily}
  - {id: charts, from: map, to: bi, objects: person, method: webhook, frequency: daily}
";

#[test]
fn what_nothing_hangs_on_may_go() {
    let found = without(SMALL, &["aside"]).unwrap();
    assert_eq!((found.verdict, found.homes.len()), (Verdict::Safe, 0));
    assert!(found.moving.is_none());
    assert_eq!(found.reasons, ["nothing flows through it"]);
}

#[test]
fn each_flow_says_whether_there_is_another_way() {
    let found = without(SMALL, &["map"]).unwrap();
    let outcomes: Vec<(&str, FlowOutcome)> =
        found.flows.iter().map(|it| (it.integration.as_str(), it.outcome)).collect();
    let expected = [
        ("leads", FlowOutcome::NoWay),
        ("sync", FlowOutcome::NoWay),
        ("charts", FlowOutcome::NotMissed),
    ];
    assert_eq!(outcomes, expected);
    assert_eq!(found.verdict, Verdict::SafeAfter(1));
    let [home] = found.homes.as_slice() else { panic!("{:?}", found.homes) };
    assert_eq!(
        (home.kind, home.what.as_str()),
        (HomeKind::Flow, "bring person from Web to CRM another way")
    );
    // Once a week, at an hour and a half.
    assert_eq!(home.by_hand_hours_per_week, Some(1.5));
}

#[test]
fn the_first_year_is_reckoned_to_the_end() {
    let balance = without(SMALL, &["map"]).unwrap().balance;
    assert_eq!(balance.saved, Some(36_500.0));
    // 30 of 365.25 days, as impact reckons them, and 1.5 h x 46 weeks x 80.
    let stranded = balance.stranded.unwrap();
    assert!((stranded - 3_000.0).abs() < 5.0, "{stranded}");
    assert_eq!(balance.by_hand, Some(1.5 * 46.0 * 80.0));
    assert_eq!(balance.net, Some(36_500.0 - stranded - 5_520.0));
    let unpriced = SMALL.replace(", blended_rate: 80", "");
    let found = without(&unpriced, &["map"]).unwrap();
    assert_eq!((found.balance.by_hand, found.balance.net), (None, None));
    assert!(found.unknown.iter().any(|it| it.contains("blended_rate")));
}

#[test]
fn a_journey_that_stops_is_unsafe_unless_it_is_worth_nothing() {
    let journey = |value: &str| {
        format!(
            "{SMALL}journeys:\n  - {{id: way, name: Way, {value}stages: [{{id: in, tool: web, object: person}}, {{id: done, tool: crm, object: person}}]}}\n"
        )
    };
    for (value, expected) in [
        ("value_per_day: 100, ", Verdict::Unsafe),
        ("", Verdict::Unsafe),
        ("value_per_day: 0, ", Verdict::SafeAfter(2)),
    ] {
        assert_eq!(without(&journey(value), &["map"]).unwrap().verdict, expected, "{value}");
    }
}

#[test]
fn removing_marketo_from_the_example_is_unsafe_and_says_what_to_settle_first() {
    let found = without(EXAMPLE, &["marketo"]).unwrap();
    assert_eq!(found.verdict, Verdict::Unsafe);
    assert!(found.reasons[0].starts_with("Lead to opportunity stops at inquiry"));
    for kind in
        [HomeKind::Record, HomeKind::Flow, HomeKind::Stage, HomeKind::OptOut, HomeKind::Automations]
    {
        assert!(found.homes.iter().any(|it| it.kind == kind), "{kind:?}");
    }
    assert!(found.homes.windows(2).all(|it| it[0].kind <= it[1].kind));
    let moving = found.moving.unwrap();
    assert!(moving.hours.at(0.5) < found.rebuilding.hours.at(0.5));
    assert!(without(EXAMPLE, &["no-such-tool"]).is_none());
}

#[test]
fn every_flow_of_a_tool_is_told_once() {
    let before = analysis(EXAMPLE);
    for tool in before.stack.tools.values().step_by(5) {
        let edits = [remove(&tool.id)];
        let simulation = simulate(&before, &edits);
        let found = removal(&before, &edits, &simulation, Terms::default()).unwrap();
        let mut told: Vec<&Label> = found.flows.iter().map(|it| &it.integration).collect();
        told.sort();
        let is_gone = |it: &&Label| simulation.after.stack.integrations.find(it).is_none();
        let live = before.stack.integrations.values().filter(|it| it.is_live());
        let mut gone: Vec<&Label> = live.map(|it| &it.id).filter(is_gone).collect();
        gone.sort();
        assert_eq!(told, gone, "{}", tool.id);
        for flow in &found.flows {
            assert_eq!(flow.missed.is_empty(), flow.outcome == FlowOutcome::NotMissed, "{flow:?}");
        }
    }
}
