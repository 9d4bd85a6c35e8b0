//! The verdict with all facts and without, and that facts only ever help.

use proptest::prelude::*;

use super::*;
use crate::evaluate::{Chance, Tells, Why};
use crate::scenario::apply;

/// All facts there are.
const ALL: &str = "changes:
  - add: {tool: {id: acme, name: Acme, category: enrichment, business_owner: ana, technical_owner: ana, sandbox: yes, sends: [], cost: {annual: 12000}, contract: {notice_days: 30}, api: {limit: 1000, window: 1d, used: 10}, stores: [{object: account, key: domain}]}}
  - connect: {from: salesforce, to: acme, method: native_connector, frequency: 1h, latency: 1m, owner: ana, backup_owner: sam, api_calls_per_day: 100, monitoring: {kind: alert, to: mops}, objects: [{object: account}]}
";

const ALL_FACTS: &str = "connectors: [{tool: salesforce, platform: acme, direction: both, objects: account, kind: native_connector, as_of: 2026-09-01}]\n";

fn with_all_facts(facts: &str) -> Evaluation {
    let mut analysis = stack(facts);
    let file = analysis.sources.add("plan.yaml", ALL);
    let (scenario, _) = scenario::read(&analysis.sources, file);
    let subject = Subject::planned(&scenario, None).unwrap();
    let request = Request {
        subject,
        requirements: None,
        neighbours: None,
        by: Some(day("2026-11-01")),
        hours_per_week: Some(10.0),
    };
    of(&analysis, &request)
}

#[test]
fn with_every_fact_known_and_good_it_is_a_go() {
    let found = with_all_facts(ALL_FACTS);
    assert_eq!(found.verdict, Verdict::Go, "{:#?}", found.reasons);
    assert_eq!(found.top_reasons().len(), 3);
    assert_eq!(rung(&found, "salesforce", Course::Into), (Step::Native, Grade::Known));
    let deadline = found.deadline.as_ref().unwrap();
    assert_eq!((deadline.days, deadline.chance), (47, Chance::Likely));
    // One connector, PERT mean 14.33 h: 13.72 h in half of the cases.
    let hours = found.hours.unwrap();
    assert!((hours.p50 - 13.72).abs() < 0.01 && (hours.p80 - 19.56).abs() < 0.02, "{hours:?}");
    // 12,000 of licence, 13.72 h at 100, and a fifth of that.
    assert!(found.cost.is_whole && (found.cost.known - 13_646.4).abs() < 1.0, "{:?}", found.cost);
    // 1,000 calls a day, of which 70 % may be used, 10 are and 100 come on top.
    let quota = &link(&found, "salesforce", Course::Into).quota[0];
    assert!((quota.room.unwrap() - 590.0).abs() < 1e-6, "{quota:?}");
    let fragility = link(&found, "salesforce", Course::Into).fragility.as_ref().unwrap();
    assert!(fragility.low < fragility.high && fragility.high < 40, "{fragility:?}");
}

#[test]
fn what_only_the_plan_says_is_a_condition() {
    let found = with_all_facts("");
    assert_eq!(rung(&found, "salesforce", Course::Into), (Step::Native, Grade::Planned));
    assert_eq!(found.verdict, Verdict::GoWithConditions);
    assert!(says(&found, Topic::Links, Level::Condition, "only the plan says"));
}

#[test]
fn a_day_that_is_too_near_stops_it() {
    let mut analysis = stack(ALL_FACTS);
    let file = analysis.sources.add("plan.yaml", ALL);
    let (scenario, _) = scenario::read(&analysis.sources, file);
    let judge = |by: &str, hours: Option<f64>| {
        let subject = Subject::planned(&scenario, Some("Acme")).unwrap();
        let request = Request {
            subject,
            requirements: None,
            neighbours: None,
            by: Some(day(by)),
            hours_per_week: hours,
        };
        let found = of(&analysis, &request);
        (found.deadline.unwrap().chance, found.verdict)
    };
    assert_eq!(judge("2026-09-18", Some(10.0)), (Chance::Unlikely, Verdict::NotYet));
    assert_eq!(judge("2026-09-26", Some(10.0)), (Chance::Even, Verdict::GoWithConditions));
    assert_eq!(judge("2026-09-01", None).0, Chance::Unlikely);
    // Ana's team has two people: 2 x 40 h x 0.4.
    assert_eq!(judge("2026-09-22", None).0, Chance::Likely);
}

const CONSENT: &str = "consent: {purposes: [{id: mail, channels: [email], system_of_record: marketo, object_field: person.opt_out, deadline: 48h, capture_points: [marketo]}]}\n";

#[test]
fn opt_outs_have_to_get_in_and_out() {
    let found = bought(&stack(CONSENT), "brevo", &["salesforce"]);
    assert_eq!(found.verdict, Verdict::NotYet);
    assert!(says(&found, Topic::Consent, Level::Blocker, "would not reach"), "{:?}", found.reasons);
    assert!(
        says(&found, Topic::Consent, Level::Blocker, "would stay there"),
        "{:?}",
        found.reasons
    );
    assert!(found.consent[0].is_assumed, "its channels are assumed");
    assert_eq!(found.consent[0].tells, Tells::Missing);
    // What it has to carry is asked for, with all else that concerns the neighbour.
    assert!(
        found.questions.iter().any(|it| it.to == Who::Vendor && it.text.contains("person.opt_out"))
    );
    let facts = "connectors: [{tool: marketo, platform: brevo, direction: both, objects: person, kind: native_connector}]\n";
    let found = bought(&stack(&format!("{CONSENT}{facts}")), "brevo", &["marketo"]);
    assert!(!says(&found, Topic::Consent, Level::Blocker, ""), "{:?}", found.reasons);
    assert!(
        says(&found, Topic::Consent, Level::Condition, "nobody has said how soon"),
        "{:?}",
        found.reasons
    );
}

#[test]
fn a_requirement_of_a_tool_of_its_kind_becomes_its_own() {
    let tools = "{id: demandbase, name: Demandbase, category: abm-intent, cost: {annual: 76000}, contract: {renewal_date: 2027-09-30, notice_days: 90}}";
    let plan = "initiatives: [{id: abm, name: ABM, requirements: [{id: owner, level: must, need: {object: account, field: owner, at: demandbase, from: salesforce, freshness: 1d, key: domain}}, {id: other, need: {object: person, at: marketo, from: salesforce}}]}]\n";
    let analysis = stack_with(tools, plan);
    let mut request = request(&analysis, "6sense", &["marketo"]);
    let found = of(&analysis, &request);
    let wanted = link(&found, "salesforce", Course::Into);
    assert!(
        matches!(&wanted.whys[0], Why::Requirement { in_place_of: Some(name), .. } if *name == "Demandbase")
    );
    assert_eq!(found.overlaps.len(), 1);
    assert_eq!(found.overlaps[0].notice_by, Some(day("2027-07-02")));
    let abm = analysis.stack.initiatives.find("abm").unwrap();
    request.requirements = Some(vec![(abm, 1)]);
    let found = of(&analysis, &request);
    assert_eq!(found.aside, [(abm, 1)]);
}

#[test]
fn what_arrives_over_other_links_needs_none_of_its_own() {
    let plan = "initiatives: [{id: plan, name: Plan, requirements: [{id: tier, level: must, need: {object: account, field: tier, at: marketo, from: acme}}, {id: crm, need: {object: account, field: tier, at: salesforce, from: acme}}]}]\n";
    let facts = "connectors: [{tool: acme, platform: salesforce, direction: source, objects: account, kind: native_connector}]\n";
    let analysis = stack_with(
        "{id: acme, name: Acme, category: other, lifecycle: proposed}",
        &format!("{plan}{facts}"),
    );
    let found = bought(&analysis, "acme", &[]);
    let wanted = link(&found, "marketo", Course::OutOf);
    assert!(wanted.is_followed && wanted.integrations.is_empty() && wanted.hours.is_none());
    assert_eq!(wanted.way.as_ref().unwrap().tools.len(), 3);
    assert!(!says(&found, Topic::Links, Level::Blocker, ""), "{:?}", found.reasons);
}

#[test]
fn bad_keys_and_full_limits_are_told_with_their_figures() {
    let text = STACK
        .replace("key: domain}]}", "key: domain, fill: {domain: 87%}, duplicates: 7%}], api: {limit: 1000, window: 1d, used: 690}}")
        .replace("unique: true", "unique: false");
    let facts = "connectors: [{tool: salesforce, platform: acme, direction: source, objects: account, kind: native_connector}]\ninitiatives: [{id: plan, name: Plan, requirements: [{id: r, need: {object: account, at: acme, from: salesforce}}]}]\n";
    let text = text.replace(
        "objects:\n",
        "  - {id: acme, name: Acme, category: other, lifecycle: proposed}\nobjects:\n",
    );
    let found = bought(&analysed(&format!("{text}{facts}")), "acme", &[]);
    let keys = reasons(&found, Topic::Keys);
    assert_eq!(
        keys,
        [(
            Level::Condition,
            "account would be matched by domain, and it is not unique; in Salesforce 13 % have none and 7 % are there twice"
        )]
    );
    assert!(says(
        &found,
        Topic::Quota,
        Level::Condition,
        "Salesforce has 10 calls a day left below 70 % of its API limit"
    ));
}

#[test]
fn the_plan_can_be_written_down_and_read_again() {
    for (analysis, product) in [
        (stack(CONSENT), "brevo"),
        (stack(""), "6sense"),
        (stack_with("{id: acme, name: Acme, category: cdp, lifecycle: proposed}", ""), "acme"),
    ] {
        let found = bought(&analysis, product, &["salesforce", "marketo"]);
        let text = scenario::write(&Scenario {
            id: "buy".into(),
            name: "Buy".into(),
            edits: found.edits.clone(),
            ..Scenario::default()
        });
        let mut sources = analysis.sources.clone();
        let file = sources.add("plan.yaml", &text);
        let (read, problems) = scenario::read(&sources, file);
        assert!(problems.iter().all(|it| it.severity < Severity::Error), "{problems:?}\n{text}");
        assert_eq!(
            apply(&analysis.stack, &read.edits).0,
            apply(&analysis.stack, &found.edits).0,
            "{text}"
        );
    }
}

#[test]
fn a_scenario_that_adds_nothing_of_that_name_is_refused() {
    let (_, plan) = scenario(
        "changes: [{remove: {tool: marketo}}, {add: {tool: {id: acme, name: Acme, category: cdp}}}]\n",
    );
    assert!(Subject::planned(&plan, Some("other")).is_none());
    assert!(Subject::planned(&plan, Some("ACME")).is_some());
    // Its other changes are made too.
    let (analysis, _) = scenario("changes: []\n");
    let mut wanted = request(&analysis, "x", &[]);
    wanted.subject = Subject::planned(&plan, None).unwrap();
    let found = of(&analysis, &wanted);
    assert!(found.simulation.after.stack.tools.find("marketo").is_none());
}

#[test]
fn a_scenario_that_takes_out_what_it_adds_is_survived() {
    let (analysis, plan) = scenario(
        "changes: [{add: {tool: {id: acme, name: Acme, category: cdp}}}, {remove: {tool: acme}}]\n",
    );
    let mut wanted = request(&analysis, "x", &["salesforce"]);
    wanted.subject = Subject::planned(&plan, None).unwrap();
    let found = of(&analysis, &wanted);
    assert_eq!(found.simulation.after.stack.tools[found.product].id, "acme");
    assert_eq!(found.links.len(), 2);
}

#[test]
fn an_empty_stack_has_an_answer_too() {
    let found = bought(&analysed("version: 1\n"), "hubspot", &[]);
    assert!(found.links.is_empty());
    assert_eq!(found.verdict, Verdict::GoWithConditions);
}

/// Facts that may be known or not, each a line of the stack or of the tool.
fn facts(known: &[bool]) -> (String, String) {
    let of = |position: usize| known.get(position).copied().unwrap_or_default();
    let mut tool = "id: acme, name: Acme, category: email, lifecycle: proposed".to_owned();
    for (position, fact) in [
        "business_owner: ana",
        "technical_owner: ana",
        "sandbox: yes",
        "sends: [email]",
        "cost: {annual: 900}",
        "api: {limit: 1000, window: 1d, used: 1}",
        "stores: [{object: account, key: domain}]",
        "data_residency: EU",
    ]
    .into_iter()
    .enumerate()
    {
        if of(position) {
            tool = format!("{tool}, {fact}");
        }
    }
    let mut more = String::new();
    if of(8) {
        more.push_str(CONSENT);
    }
    if of(9) {
        more.push_str("initiatives: [{id: plan, name: Plan, requirements: [{id: r, level: must, need: {object: account, field: owner, at: acme, from: salesforce, freshness: 1d}}]}]\n");
    }
    (format!("{{{tool}}}"), more)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Another fact about a connector never takes the verdict or a rung down, whatever else is known; and nothing panics.
    #[test]
    fn a_connector_more_never_makes_it_worse(
        known in proptest::collection::vec(any::<bool>(), 10),
        kind in prop::sample::select(vec!["native_connector", "vendor_connector", "webhook", "sftp_file", "manual_csv"]),
        neighbour in prop::sample::select(vec!["salesforce", "marketo"]),
    ) {
        let (tool, more) = facts(&known);
        let before = bought(&stack_with(&tool, &more), "acme", &["salesforce", "marketo"]);
        let fact = format!("connectors: [{{tool: {neighbour}, platform: acme, direction: both, objects: [account, person], kind: {kind}}}]\n");
        let after = bought(&stack_with(&tool, &format!("{more}{fact}")), "acme", &["salesforce", "marketo"]);
        prop_assert!(after.verdict <= before.verdict, "{:?} {:?}", before.reasons, after.reasons);
        prop_assert_eq!(before.links.len(), after.links.len());
        for (one, other) in before.links.iter().zip(&after.links) {
            prop_assert!(other.is_carried() || !one.is_carried());
        }
    }

    /// The same question has the same answer.
    #[test]
    fn answers_do_not_change(known in proptest::collection::vec(any::<bool>(), 10)) {
        let (tool, more) = facts(&known);
        let analysis = stack_with(&tool, &more);
        let (one, other) = (bought(&analysis, "acme", &[]), bought(&analysis, "acme", &[]));
        prop_assert_eq!(one.reasons, other.reasons);
        prop_assert_eq!(one.links, other.links);
        prop_assert_eq!(one.questions, other.questions);
    }
}
