//! The ladder rung by rung.

mod verdicts;

use super::{
    Course, Evaluation, Grade, Level, Link, Request, Standing, Step, Subject, Topic, Verdict, Who,
    of,
};
use crate::analysis::Analysis;
use crate::diag::Severity;
use crate::load::{Alone, load};
use crate::scenario::{self, Scenario};
use crate::stack::Date;

const STACK: &str = "version: 1
company: {name: Example Co, currency: EUR, as_of: 2026-09-15, blended_rate: 100}
teams: [{id: mops, name: Marketing Ops}]
people: [{id: ana, name: Ana, team: mops}, {id: sam, name: Sam, team: mops}]
tools:
  - {id: salesforce, name: Salesforce, category: crm, tier: 1, stores: [{object: account, role: system_of_record, key: domain}]}
  - {id: marketo, name: Marketo, category: marketing-automation, tier: 1, sends: [email], collects: [person]}
objects:
  - {id: account, name: Account, system_of_record: salesforce, keys: [{name: domain, kind: domain, unique: true}], fields: [{name: owner}, {name: tier}]}
  - {id: person, name: Person, system_of_record: salesforce, personal: true, fields: [{name: opt_out, system_of_record: marketo}]}
integrations:
  - {id: sync, from: salesforce, to: marketo, method: native_connector, direction: two_way, frequency: 15m, latency: 1m, owner: ana, backup_owner: sam, objects: [person, account]}
";

fn analysed(text: &str) -> Analysis {
    let loaded = load("stack.yaml", text.as_bytes(), &Alone);
    let is_read = loaded.problems.iter().all(|it| it.severity < Severity::Error);
    assert!(is_read, "{:?}", loaded.problems);
    Analysis::of(loaded.sources, loaded.stack, loaded.problems, day("2026-09-15"))
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// The stack with more below it.
fn stack(more: &str) -> Analysis {
    analysed(&format!("{STACK}{more}"))
}

/// With one more tool.
fn stack_with(tool: &str, more: &str) -> Analysis {
    analysed(&format!("{}{more}", STACK.replace("objects:\n", &format!("  - {tool}\nobjects:\n"))))
}

fn request(analysis: &Analysis, product: &str, neighbours: &[&str]) -> Request {
    let named = neighbours.iter().map(|it| (*it).into()).collect();
    Request {
        subject: Subject::named(&analysis.stack, product),
        requirements: None,
        neighbours: if neighbours.is_empty() { None } else { Some(named) },
        by: None,
        hours_per_week: None,
    }
}

fn bought(analysis: &Analysis, product: &str, neighbours: &[&str]) -> Evaluation {
    of(analysis, &request(analysis, product, neighbours))
}

fn scenario(text: &str) -> (Analysis, Scenario) {
    let mut analysis = stack("");
    let file = analysis.sources.add("plan.yaml", text);
    let (scenario, problems) = scenario::read(&analysis.sources, file);
    assert!(problems.iter().all(|it| it.severity < Severity::Error), "{problems:?}");
    (analysis, scenario)
}

fn link<'a>(found: &'a Evaluation, neighbour: &str, course: Course) -> &'a Link {
    let tools = &found.simulation.after.stack.tools;
    let mut links = found.links.iter();
    links.find(|it| tools[it.neighbour].id == neighbour && it.course == course).unwrap()
}

fn rung(found: &Evaluation, neighbour: &str, course: Course) -> (Step, Grade) {
    let rung = link(found, neighbour, course).best().unwrap();
    (rung.step, rung.grade)
}

fn reasons(found: &Evaluation, topic: Topic) -> Vec<(Level, &str)> {
    let reasons = found.reasons.iter().filter(|it| it.topic == topic);
    reasons.map(|it| (it.level, it.told.as_str())).collect()
}

fn says(found: &Evaluation, topic: Topic, level: Level, words: &str) -> bool {
    reasons(found, topic).iter().any(|(it, told)| *it == level && told.contains(words))
}

#[test]
fn a_connector_that_the_stack_states_is_the_first_rung() {
    let fact = "connectors: [{tool: salesforce, platform: Acme Scores, direction: source, objects: account, kind: native_connector, as_of: 2026-08-01}]\n";
    let found = bought(&stack(fact), "Acme Scores", &["salesforce"]);
    assert_eq!(rung(&found, "salesforce", Course::Into), (Step::Native, Grade::Known));
    let evidence = &link(&found, "salesforce", Course::Into).best().unwrap().evidence[0];
    assert_eq!(evidence.as_of.as_deref(), Some("2026-08-01"));
    assert!(!evidence.span.is_none() && evidence.list.is_none(), "{evidence:?}");
    // It says that nothing goes the other way.
    let back = link(&found, "salesforce", Course::OutOf);
    assert_eq!(back.rungs[0].grade, Grade::RuledOut);
    assert_eq!(back.rungs[0].cannot, ["it takes nothing out of Acme Scores"]);
    assert_eq!(back.best().unwrap().step, Step::Manual);
}

#[test]
fn a_stated_connector_carries_what_it_lists() {
    let fact = "connectors: [{tool: salesforce, platform: acme, direction: both, objects: person, kind: vendor_connector}]\n";
    let requirement = "initiatives: [{id: plan, name: Plan, requirements: [{id: owner, level: must, need: {object: account, field: owner, at: acme, from: salesforce}}]}]\n";
    let analysis = stack_with(
        "{id: acme, name: Acme, category: other, lifecycle: proposed}",
        &format!("{fact}{requirement}"),
    );
    let found = bought(&analysis, "acme", &[]);
    assert_eq!(found.subject.standing, Standing::Proposed);
    let wanted = link(&found, "salesforce", Course::Into);
    assert!(wanted.is_must);
    assert_eq!(wanted.rungs[1].grade, Grade::RuledOut);
    assert_eq!(wanted.rungs[1].cannot, ["it does not carry account"]);
    assert_eq!(found.verdict, Verdict::NotYet);
    assert!(says(&found, Topic::Links, Level::Blocker, "account.owner from Salesforce"));
}

#[test]
fn a_marketplace_connector_of_unknown_extent_is_asked_about() {
    let fact = "connectors: [{tool: salesforce, platform: acme, kind: vendor_connector}]\n";
    let found = bought(&stack(fact), "acme", &["salesforce"]);
    assert_eq!(rung(&found, "salesforce", Course::Into), (Step::Marketplace, Grade::Unsure));
    let open = &link(&found, "salesforce", Course::Into).best().unwrap().open;
    assert_eq!(open.len(), 2, "{open:?}");
    assert_eq!(found.verdict, Verdict::GoWithConditions);
}

#[test]
fn a_vendor_that_lists_the_other_is_native() {
    let segment = "{id: segment, name: Segment, category: cdp}";
    let found = bought(&stack_with(segment, ""), "intercom", &["segment"]);
    let wanted = link(&found, "segment", Course::Into);
    assert_eq!(rung(&found, "segment", Course::Into), (Step::Native, Grade::Known));
    let evidence = &wanted.best().unwrap().evidence[0];
    assert_eq!(evidence.as_of.as_deref(), Some("2025-11"));
    assert_eq!(evidence.list, Some("segmentio/segment-docs"));
    assert!(says(&found, Topic::Links, Level::Condition, "lists name a connector"));
}

#[test]
fn owned_middleware_is_a_rung_and_what_is_not_owned_is_to_buy() {
    let workato = "{id: workato, name: Workato, category: ipaas}";
    let analysis = stack_with(workato, "");
    let found = bought(&analysis, "hubspot", &["salesforce"]);
    let out = link(&found, "salesforce", Course::OutOf);
    let ipaas = out.rungs.iter().find(|it| it.step == Step::Ipaas).unwrap();
    assert!(ipaas.grade.is_supported(), "{ipaas:?}");
    assert_eq!(ipaas.via, [analysis.stack.tools.find("workato").unwrap()]);
    assert!(out.to_buy.iter().all(|(name, _)| *name != "Workato"), "{:?}", out.to_buy);
    let without = bought(&stack(""), "hubspot", &["salesforce"]);
    let out = link(&without, "salesforce", Course::OutOf);
    assert!(out.rungs.iter().all(|it| it.step != Step::Ipaas || !it.grade.is_supported()));
    assert!(out.to_buy.iter().any(|(name, _)| *name == "Workato"), "{:?}", out.to_buy);
}

#[test]
fn two_loads_through_an_owned_warehouse_are_one_way() {
    let middle = "{id: snowflake, name: Snowflake, category: data-warehouse}
  - {id: fivetran, name: Fivetran, category: etl-elt}
  - {id: hightouch, name: Hightouch, category: reverse-etl}";
    let found = bought(&stack_with(middle, ""), "6sense", &["marketo"]);
    let out = link(&found, "marketo", Course::OutOf);
    let names: Vec<&str> = out
        .best()
        .unwrap()
        .via
        .iter()
        .map(|it| found.simulation.after.stack.tools[*it].id.as_str())
        .collect();
    assert_eq!(names, ["fivetran", "snowflake", "hightouch"]);
    assert_eq!(out.integrations.len(), 2);
    assert_eq!(out.way.as_ref().unwrap().tools.len(), 3);
    // Hightouch's whole list lacks 6sense: that is said, and is no proof.
    let back = link(&found, "marketo", Course::Into);
    let data = back.rungs.iter().find(|it| it.step == Step::DataPlatform).unwrap();
    assert_eq!(data.grade, Grade::NotListed);
    assert!(data.evidence.iter().any(
        |it| it.told == "Hightouch does not list 6sense" && it.as_of.as_deref() == Some("2026")
    ));
}

#[test]
fn middleware_without_a_list_is_unknown_and_asked() {
    let zapier = "{id: zapier, name: Zapier, category: ipaas}";
    let found = bought(&stack_with(zapier, ""), "6sense", &["salesforce"]);
    let ipaas = link(&found, "salesforce", Course::Into).rungs[3].clone();
    assert_eq!((ipaas.step, ipaas.grade), (Step::Ipaas, Grade::Unknown));
    let asked = found.questions.iter().find(|it| it.text.contains("Zapier")).unwrap();
    assert_eq!(asked.to, Who::Us);
}

#[test]
fn what_others_read_can_be_read_by_own_code() {
    let found = bought(&stack(""), "6sense", &["salesforce"]);
    let out = link(&found, "salesforce", Course::OutOf);
    assert_eq!(rung(&found, "salesforce", Course::OutOf), (Step::CustomApi, Grade::Buildable));
    assert!(!out.is_carried());
    // Nothing known writes to 6sense.
    assert_eq!(rung(&found, "salesforce", Course::Into), (Step::Manual, Grade::Assumed));
}

#[test]
fn a_product_that_nobody_knows_is_evaluated_all_the_same() {
    let found = bought(&stack(""), "Wholly Unheard Of", &[]);
    assert_eq!(found.subject.product, None);
    assert_eq!(found.subject.tool.id, "wholly-unheard-of");
    // Nothing says what it is for: the tools in which people are kept.
    assert_eq!(found.links.len(), 4);
    assert!(found.links.iter().all(|it| it.best().unwrap().step == Step::Manual));
    assert_eq!(found.verdict, Verdict::GoWithConditions);
    assert!(found.questions.iter().filter(|it| it.to == Who::Vendor).count() >= 5);
    assert!(!found.cost.is_whole);
    assert_eq!(found.cost.parts[0].amount, None);
}

#[test]
fn hostile_names_are_only_names() {
    let analysis = stack("");
    for name in [
        "\u{1b}[31mred\u{202e}",
        "'; DROP TABLE tools; --",
        "../../etc/passwd",
        "a\nb: {c}",
        "{{x}}",
        "\"",
        "&a *a",
        "…",
        "   ",
        "",
        "salesforce-2",
        &"x".repeat(10_000),
        "\u{0}\u{1}",
        "日本語",
        "- - -",
        "!!binary",
        "null",
        "~",
        "1",
        "true",
    ] {
        let found = bought(&analysis, name, &["salesforce"]);
        let tool = &found.simulation.after.stack.tools[found.product];
        assert!(
            !tool.id.is_empty() && !tool.name.contains(['\u{1b}', '\n', '\u{202e}']),
            "{tool:?}"
        );
        assert_eq!(found.links.len(), 2, "{name}");
        let integrations = &found.simulation.after.stack.integrations;
        assert_eq!(integrations.len(), analysis.stack.integrations.len() + 1, "{name}");
    }
}
