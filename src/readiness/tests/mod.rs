//! Checks against one stack that passes nearly all of them, with one thing changed at a time.

use super::{Asked, DemandState, Dossier, Status, Verdict, dossier};
use crate::analysis::Analysis;
use crate::diag::Severity;
use crate::load::{Alone, load};
use crate::stack::Date;

const GOOD: &str = "version: 1
company: {name: Example Co, as_of: 2026-09-15}
people: [{id: ana, name: Ana}]
tools:
  - id: crm
    name: CRM
    category: crm
    business_owner: ana
    purpose: Matches leads to the right account.
    stores: [{object: account, role: system_of_record, duplicates: 3%, fill: {domain: 95%}}]
  - {id: map, name: MAP, category: marketing-automation}
  - {id: intent, name: Intent, category: abm-intent}
  - {id: ads, name: Ads, category: ads}
  - {id: consent, name: Consent, category: consent-privacy}
  - {id: chat, name: Chat, category: project-collaboration}
objects:
  - id: account
    name: Account
    system_of_record: crm
    keys: [{name: domain, kind: domain, unique: true}]
    fields: [{name: domain}, {name: parent_id}, {name: owner}, {name: industry}, {name: employees}, {name: country}, {name: tal_tier, enum: [A, B]}]
  - {id: person, name: Person, system_of_record: crm, personal: true, fields: [{name: score}, {name: title, system_of_record: map}]}
  - {id: opportunity, name: Opportunity, system_of_record: crm, fields: [{name: contact_role}]}
  - {id: campaign_member, name: Campaign member, system_of_record: crm}
integrations:
  - {from: crm, to: map, method: native_connector, frequency: 1h, latency: 1m, objects: account}
  - {id: people, from: map, to: crm, method: native_connector, frequency: 1h, latency: 1m, objects: person}
  - {from: intent, to: crm, method: native_connector, frequency: 1d, latency: 1h, objects: account}
  - {from: intent, to: ads, method: native_connector, frequency: 1d, latency: 1h, objects: account}
  - {from: consent, to: intent, method: webhook, trigger: event, latency: 1m, objects: person}
  - {from: crm, to: chat, method: webhook, trigger: event, latency: 1m, objects: account}
automations:
  - {id: heat, tool: crm, kind: scoring, reads: [person.score], writes: [account.tal_tier]}
consent:
  purposes: [{id: advertising, channels: [ads_audience]}]
  suppressions: [{id: no-ads, tool: crm, scope: advertising, feeds: [ads]}]
ai_features:
  - {id: score, tool: crm, name: Score, status: active, owner: ana, reads: [person.title], writes: [person.score], autonomy: suggest, risk_class: limited, monitoring: {metric: lift, cadence: monthly}, min_data: {records: 100}, data: {records: 500}}
initiatives:
  - id: plan
    name: Plan
    kind: custom
    requirements:
      - {id: r, level: must, need: {object: account, field: owner, at: map, freshness: 2h}}
";

fn judged(text: &str, asked: fn(&Analysis) -> Asked) -> Dossier {
    let loaded = load("stack.yaml", text.as_bytes(), &Alone);
    // A piece that is taken out may leave warnings; what cannot be read would make a test meaningless.
    let is_read = loaded.problems.iter().all(|it| it.severity < Severity::Error);
    assert!(is_read, "{:?}", loaded.problems);
    let today = Date::parse("2026-09-15").unwrap();
    let analysis = Analysis::of(loaded.sources, loaded.stack, loaded.problems, today);
    dossier(&analysis, asked(&analysis))
}

/// The status of one check of account-based marketing, with one piece of the good stack exchanged.
fn abm(code: &str, change: (&str, &str)) -> Status {
    assert!(GOOD.contains(change.0), "{}", change.0);
    let dossier = judged(&GOOD.replacen(change.0, change.1, 1), |_| Asked::Abm);
    let programme = dossier.programme.unwrap();
    programme.judged.iter().find(|it| it.code == code).unwrap().answer.status
}

#[test]
fn the_good_stack_is_ready_for_account_based_marketing() {
    let dossier = judged(GOOD, |_| Asked::Abm);
    let programme = dossier.programme.as_ref().unwrap();
    let open: Vec<_> = programme
        .judged
        .iter()
        .filter(|it| it.answer.status != Status::Pass)
        .map(|it| (it.code, &it.answer.told))
        .collect();
    assert!(open.is_empty(), "{open:?}");
    assert_eq!((programme.judged.len(), programme.hours), (15, None));
    assert!((programme.share - 1.0).abs() < 1e-9);
    let weights: f64 = programme.judged.iter().map(|it| it.weight).sum();
    assert!((weights - 110.0).abs() < 1e-9);
    assert_eq!(dossier.verdict, Verdict::Ready);
    assert_eq!(programme.judged.iter().filter(|it| it.is_must).count(), 6);
}

#[test]
fn each_check_notices_what_is_missing() {
    let cases = [
        (
            "account_object",
            "    name: Account\n    system_of_record: crm\n",
            "    name: Account\n",
            Status::Fail,
        ),
        ("account_key", "{domain: 95%}", "{domain: 80%}", Status::Partial),
        ("account_key", ", fill: {domain: 95%}", "", Status::Unknown),
        (
            "account_key",
            "    keys: [{name: domain, kind: domain, unique: true}]\n",
            "",
            Status::Fail,
        ),
        (
            "person_to_account",
            "    purpose: Matches leads to the right account.\n",
            "    purpose: Sells.\n",
            Status::Pass,
        ),
        ("hierarchy", "{name: parent_id}, ", "", Status::Fail),
        ("account_owner", "{name: owner}, ", "", Status::Fail),
        (
            "account_owner",
            "frequency: 1h, latency: 1m, objects: account",
            "frequency: 1h, latency: 1m, objects: opportunity",
            Status::Fail,
        ),
        ("firmographics", "{name: country}, ", "", Status::Partial),
        ("target_list", ", enum: [A, B]", "", Status::Partial),
        ("target_list", "    business_owner: ana\n", "", Status::Partial),
        (
            "intent",
            "frequency: 1d, latency: 1h, objects: account",
            "frequency: 30d, latency: 1h, objects: account",
            Status::Partial,
        ),
        ("intent", "category: abm-intent", "category: storage", Status::Fail),
        (
            "engagement",
            "  - {id: heat, tool: crm, kind: scoring, reads: [person.score], writes: [account.tal_tier]}",
            "  - {id: heat, tool: crm, kind: trigger, reads: [person.score]}",
            Status::Fail,
        ),
        ("buying_group", "{name: contact_role}", "{name: stage}", Status::Fail),
        ("buying_group", ", fields: [{name: contact_role}]", "", Status::Unknown),
        ("ads_audience", "feeds: [ads]", "feeds: [map]", Status::Partial),
        (
            "ads_audience",
            "{id: ads, name: Ads, category: ads}",
            "{id: ads, name: Ads, category: seo}",
            Status::Fail,
        ),
        ("web_consent", "category: consent-privacy", "category: other", Status::Fail),
        ("sales_alert", "from: crm, to: chat", "from: ads, to: chat", Status::Partial),
        (
            "account_reporting",
            "{id: campaign_member, name: Campaign member, system_of_record: crm}",
            "{id: note, name: Note}",
            Status::Unknown,
        ),
        ("duplicates", "duplicates: 3%", "duplicates: 8%", Status::Partial),
        ("duplicates", "duplicates: 3%", "duplicates: 20%", Status::Fail),
        ("duplicates", "duplicates: 3%, ", "", Status::Unknown),
    ];
    for (code, from, to, status) in cases {
        assert_eq!(abm(code, (from, to)), status, "{code}: {to}");
    }
}

#[test]
fn a_must_that_nobody_knows_keeps_it_from_being_ready_and_counts_apart() {
    let text = GOOD.replacen(", fill: {domain: 95%}", "", 1);
    let dossier = judged(&text, |_| Asked::Abm);
    let programme = dossier.programme.as_ref().unwrap();
    assert_eq!(dossier.verdict, Verdict::NotReady);
    assert_eq!((dossier.musts().missing, dossier.musts().unknown), (0, 1));
    assert!((programme.share - 100.0 / 110.0).abs() < 1e-9);
    assert!((programme.share_at_best - 1.0).abs() < 1e-9);
}

fn feature(change: (&str, &str)) -> (Verdict, Dossier) {
    assert!(GOOD.contains(change.0), "{}", change.0);
    let dossier = judged(&GOOD.replacen(change.0, change.1, 1), |it| {
        Asked::Ai(it.stack.ai_features.find("score").unwrap())
    });
    (dossier.verdict, dossier)
}

#[test]
fn an_ai_feature_decides_only_when_everything_is_known_to_be_there() {
    let cases = [
        ("", "", Verdict::Ready),
        (
            "objects: person}\n  - {from: intent, to: crm",
            "objects: account}\n  - {from: intent, to: crm",
            Verdict::NotReady,
        ),
        (", data: {records: 500}", ", data: {records: 50}", Verdict::NotReady),
        (", data: {records: 500}", "", Verdict::ShadowMode),
        ("owner: ana, ", "", Verdict::NotReady),
        (
            "monitoring: {metric: lift, cadence: monthly}",
            "monitoring: {metric: lift}",
            Verdict::ShadowMode,
        ),
        ("autonomy: suggest", "autonomy: autonomous", Verdict::NotReady),
        ("risk_class: limited", "risk_class: prohibited", Verdict::NotReady),
        ("reads: [person.title], ", "", Verdict::NotReady),
    ];
    for (from, to, verdict) in cases {
        assert_eq!(feature((from, to)).0, verdict, "{to}");
    }
}

#[test]
fn what_comes_back_to_its_own_inputs_is_a_loop() {
    let around = "writes: [account.tal_tier, person.title]";
    let (verdict, dossier) = feature(("writes: [account.tal_tier]", around));
    assert_eq!(dossier.feature.unwrap().loops, ["person.score → heat → person.title → score"]);
    assert_eq!(verdict, Verdict::Ready, "it only suggests");
}

#[test]
fn inputs_say_what_they_cost() {
    let (_, dossier) = feature(("", ""));
    let feature = dossier.feature.unwrap();
    let works = feature.works.unwrap();
    let lost = (1.0 - works.low) * crate::reliability::HOURS_A_YEAR;
    assert!(lost > 0.0 && (feature.inputs[0].potential_hours - lost).abs() < 1e-6);
    assert_eq!(feature.fix_first, [0]);
}

#[test]
fn requirements_are_met_late_missing_or_unknown() {
    let cases = [
        ("freshness: 2h", "freshness: 2h", DemandState::Met, Verdict::Ready),
        ("freshness: 2h", "freshness: 10m", DemandState::Late, Verdict::NotReady),
        ("at: map, freshness", "at: consent, freshness", DemandState::Missing, Verdict::NotReady),
        (
            "frequency: 1h, latency: 1m, objects: account",
            "objects: account",
            DemandState::Unknown,
            Verdict::NotReady,
        ),
    ];
    for (from, to, state, verdict) in cases {
        assert!(GOOD.contains(from));
        let dossier = judged(&GOOD.replacen(from, to, 1), |it| {
            Asked::Initiative(it.stack.initiatives.find("plan").unwrap())
        });
        assert_eq!((dossier.demands[0].state, dossier.verdict), (state, verdict), "{to}");
    }
}

fn taken_for(text: &str, code: &str) -> Vec<String> {
    let dossier = judged(text, |_| Asked::Abm);
    let programme = dossier.programme.unwrap();
    let found = programme.judged.into_iter().find(|it| it.code == code).unwrap();
    found.answer.taken_for
}

#[test]
fn what_the_file_says_of_a_thing_counts_before_its_name() {
    // The key of kind domain tells what the object is, whatever it is called.
    let renamed = GOOD.replace("account", "firm").replace("Account", "Firm");
    let dossier = judged(&renamed, |_| Asked::Abm);
    let programme = dossier.programme.unwrap();
    let object = programme.judged.iter().find(|it| it.code == "account_object").unwrap();
    assert_eq!((object.answer.status, object.answer.taken_for.len()), (Status::Pass, 0));
    // Without it only the name does, and the answer says so.
    let bare = GOOD.replacen("    keys: [{name: domain, kind: domain, unique: true}]\n", "", 1);
    assert_eq!(
        taken_for(&bare, "account_object"),
        ["account stands for companies by its name only"]
    );
    assert_eq!(
        taken_for(GOOD, "hierarchy"),
        ["account.parent_id is taken for it by its name only"]
    );
    assert_eq!(
        taken_for(GOOD, "person_to_account"),
        ["person stands for people by its name only", "what CRM does is recognised by words only",]
    );
}

#[test]
fn the_catalogue_tells_what_a_tool_is_where_the_file_does_not() {
    let text = GOOD.replacen(
        "{id: intent, name: Intent, category: abm-intent}",
        "{id: intent, name: 6sense, category: other}",
        1,
    );
    assert_eq!(taken_for(&text, "intent"), ["6sense is abm intent by the catalogue"]);
    assert_eq!(
        abm("intent", ("name: Intent, category: abm-intent", "name: 6sense, category: other")),
        Status::Pass
    );
    // A category that is stated counts, whatever the catalogue says.
    assert_eq!(
        abm("intent", ("name: Intent, category: abm-intent", "name: 6sense, category: seo")),
        Status::Fail
    );
}

#[test]
fn intent_is_what_a_source_of_intent_rules_over() {
    let text = GOOD.replacen(
        "{name: industry}",
        "{name: surge, system_of_record: intent}, {name: industry}",
        1,
    );
    let dossier = judged(&text, |_| Asked::Abm);
    let programme = dossier.programme.unwrap();
    let found = programme.judged.iter().find(|it| it.code == "intent").unwrap();
    assert!(found.answer.told.starts_with("surge: "), "{}", found.answer.told);
    assert!(found.answer.taken_for.is_empty(), "{:?}", found.answer.taken_for);
}
