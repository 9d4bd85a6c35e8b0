//! What the rules on consent, erasure and AI features take for a fault, and what they leave alone.

use super::*;

const EXAMPLE: &str = include_str!("../../../stack.example.yaml");

fn of(code: &str, text: &str) -> Vec<String> {
    let found = judged(text).findings.into_iter().filter(|it| it.code == code);
    found.map(|it| it.message).collect()
}

fn unknown(code: &str, text: &str) -> usize {
    judged(text).unknown.iter().find(|it| it.0 == code).map_or(0, |it| it.1)
}

/// The bad example of a rule with some words exchanged.
fn bad(code: &str, exchanges: &[(&str, &str)]) -> String {
    let mut text = rule(code).expect("there is such a rule").bad.to_owned();
    for (old, new) in exchanges {
        assert!(text.contains(old), "{code} has no {old}");
        text = text.replace(old, new);
    }
    text
}

#[test]
fn what_nobody_has_said_is_unknown_and_not_blamed() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("erasure-unreachable", &[(", accepts_delete: none", "")]),
        ("erasure-unreachable", &[(", personal: true", "")]),
        ("erasure-resurrects", &[(", on_missing: create", "")]),
        ("delete-ignored", &[(", delete: ignore", "")]),
        ("personal-in-files", &[(", personal: true", "")]),
        ("residency", &[("country: US, ", "")]),
        ("dpa-missing", &[("dpa: {signed: false}", "dpa: {url: somewhere}")]),
        ("sensitive-field-spread", &[(", data_classification: internal", "")]),
        ("ai-undisclosed", &[(", discloses_ai: false", "")]),
        ("ai-no-oversight", &[(", autonomy: autonomous", "")]),
        ("ai-purpose-gap", &[(", purposes: newsletter", "")]),
        ("ai-thin-data", &[("positives: 60", "window_days: 200")]),
    ];
    for (code, exchanges) in cases {
        let text = bad(code, exchanges);
        assert_eq!(of(code, &text), Vec::<String>::new(), "{code}");
        assert!(unknown(code, &text) > 0, "{code} does not count what it cannot judge");
    }
}

#[test]
fn what_is_no_fault_is_left_alone() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        // A list of business addresses is nobody's data.
        ("erasure-unreachable", &[("personal: true", "personal: false")]),
        ("delete-ignored", &[("personal: true", "personal: false")]),
        ("personal-in-files", &[("personal: true", "personal: false")]),
        ("residency", &[("personal: true", "personal: false")]),
        ("dpa-missing", &[("personal: true", "personal: false")]),
        // Nothing is asked of what is not there yet, or no more.
        ("erasure-unreachable", &[("name: Mailer,", "name: Mailer, lifecycle: retired,")]),
        ("ai-undisclosed", &[("kind: chatbot", "kind: chatbot, status: planned")]),
        // Adequate countries need no paper; a plan of one channel is no plan of another.
        ("residency", &[("country: US", "country: UK")]),
        ("consent-scope-widened", &[("channels: sms", "channels: email")]),
        // The field stays where it is, or goes where it may.
        (
            "sensitive-field-spread",
            &[("classification: restricted}]", "classification: internal}]")],
        ),
        // The law is European, a score does not talk, and people may look over its shoulder.
        ("ai-undisclosed", &[("regions: [EU]", "regions: [US]")]),
        ("ai-undisclosed", &[("kind: chatbot", "kind: scoring")]),
        ("ai-no-oversight", &[("autonomy: autonomous", "autonomy: suggest")]),
        (
            "ai-no-oversight",
            &[("autonomy: autonomous", "autonomy: autonomous, kill_switch: settings")],
        ),
        ("ai-purpose-gap", &[("kind: scoring", "kind: generation")]),
        ("ai-thin-data", &[("positives: 60", "positives: 120")]),
        // A tool in which nobody can opt out has nothing to tell.
        (
            "optout-one-way",
            &[
                ("sends: email", "sends: ads_audience"),
                ("channels: email", "channels: ads_audience"),
            ],
        ),
    ];
    for (code, exchanges) in cases {
        assert_eq!(of(code, &bad(code, exchanges)), Vec::<String>::new(), "{code} {exchanges:?}");
    }
}

#[test]
fn a_word_that_there_is_none_is_no_oversight() {
    let text = bad(
        "ai-no-oversight",
        &[("autonomy: autonomous", "autonomy: autonomous, human_oversight: none")],
    );
    assert_eq!(
        of("ai-no-oversight", &text),
        [
            "Lead score in CRM decides by itself about person.score, on which automation `assign` acts, and nobody can step in"
        ]
    );
}

#[test]
fn the_day_of_the_law_is_told_as_it_lies() {
    let help = |day: &str| {
        let text = bad("ai-undisclosed", &[("as_of: 2026-09-10", day)]);
        let mut found = judged(&text).findings.into_iter().filter(|it| it.code == "ai-undisclosed");
        found.next().and_then(|it| it.help).expect("it fires and says what to do")
    };
    assert!(help("as_of: 2026-08-01").contains("wants it from 2 August 2026"));
    assert!(help("as_of: 2026-08-02").contains("has wanted it since 2 August 2026"));
}

#[test]
fn a_chain_is_told_hop_by_hop() {
    let text = "version: 1
company: {name: Example Co, as_of: 2026-09-10}
tools:
  - {id: crm, name: CRM, category: crm, data_classification: restricted}
  - {id: hub, name: Hub, category: cdp, data_classification: red}
  - {id: board, name: Board, category: bi, data_classification: Public}
objects: [{id: person, name: Person, system_of_record: crm, personal: true, fields: [{name: income, classification: confidential}]}]
integrations:
  - {id: one, from: crm, to: hub, method: elt, objects: person}
  - {id: two, from: hub, to: board, method: elt, objects: [{object: person, fields: [{source: income, target: salary}]}]}
";
    let found = judged(text).findings;
    let found: Vec<_> = found.iter().filter(|it| it.code == "sensitive-field-spread").collect();
    let [finding] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(finding.message, "person.income is confidential and reaches Board, which is Public");
    let marks: Vec<_> = finding.marks.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(marks, ["classed here", "hop 1: CRM → Hub", "hop 2: Hub → Board"]);
    assert_eq!(finding.help.as_deref(), Some("take person.income out of the fields of `two`"));
}

#[test]
fn the_example_hides_these_faults() {
    let about = |code: &str| -> Vec<String> {
        let found = judged(EXAMPLE).findings.into_iter().filter(|it| it.code == code);
        found.filter_map(|it| Some(it.element?.id.to_string())).collect()
    };
    assert_eq!(about("ai-purpose-gap"), ["einstein-lead-score"]);
    assert_eq!(about("delete-ignored"), ["snowflake-marketo"]);
    assert_eq!(about("personal-in-files"), ["customers-to-meta", "demio-fridays"]);
    let mut back = about("erasure-resurrects");
    back.sort_unstable();
    assert_eq!(back, ["hubspot-salesforce", "marketo-salesforce", "pql-to-salesforce"]);
    for code in ["erasure-unreachable", "dpa-missing", "residency", "ai-undisclosed"] {
        assert!(about(code).is_empty(), "{code}");
    }
}
