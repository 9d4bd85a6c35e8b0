use super::*;
use crate::load::{Alone, load};

const TOOLS: &str = "version: 1\ncompany: {as_of: 2026-09-15}\ntools:\n";

fn analysis(text: &str) -> Analysis {
    let loaded = load("stack.yaml", text.as_bytes(), &Alone);
    let today = Date::parse("2026-09-15").unwrap();
    Analysis::of(loaded.sources, loaded.stack, loaded.problems, today)
}

/// Whether `owner-missing` counts, whether it is accepted, and the codes of the problems.
fn outcome(text: &str) -> (bool, bool, Vec<&'static str>) {
    let analysis = analysis(text);
    let has = |found: &[Diagnostic]| found.iter().any(|it| it.code == "owner-missing");
    let codes = analysis.problems.iter().map(|it| it.code).collect();
    assert_eq!(analysis.accepted.len(), analysis.acceptances.len());
    (has(&analysis.findings), has(&analysis.accepted), codes)
}

const OPEN: bool = true;
const ACCEPTED: bool = true;

fn listed(entry: &str) -> (bool, bool, Vec<&'static str>) {
    outcome(&format!(
        "{TOOLS}  - {{id: crm, name: CRM, category: crm, tier: 1}}\naccept:\n  - {entry}\n"
    ))
}

#[test]
fn an_acceptance_ends_with_its_day() {
    let until = |day| listed(&format!("{{rule: owner-missing, on: crm, reason: x, until: {day}}}"));
    assert_eq!(until("2026-09-15"), (!OPEN, ACCEPTED, vec![]));
    assert_eq!(until("2026-09-14"), (OPEN, !ACCEPTED, vec!["accept-expired"]));
    assert_eq!(listed("{rule: owner-missing, on: crm, reason: x}"), (!OPEN, ACCEPTED, vec![]));
}

#[test]
fn what_accepts_nothing_is_told_with_the_nearest_name() {
    assert_eq!(
        listed("{rule: owner-missing, on: cmr, reason: x}"),
        (OPEN, !ACCEPTED, vec!["accept-unused"])
    );
    assert_eq!(listed("{rule: owner-left, on: crm, reason: x}").2, ["accept-unused"]);
    assert_eq!(listed("{rule: owner-mising, on: crm, reason: x}").2, ["accept-unknown-rule"]);
    let text = format!(
        "{TOOLS}  - {{id: crm, name: CRM, category: crm, tier: 1}}\naccept:\n  - {{rule: owner-mising, on: crm, reason: x}}\n"
    );
    assert_eq!(analysis(&text).problems[0].help.as_deref(), Some("did you mean `owner-missing`?"));
}

#[test]
fn a_comment_accepts_on_its_line_or_above_the_item() {
    let beside = outcome(&format!(
        "{TOOLS}  - {{id: crm, name: CRM, category: crm, tier: 1}} # linchpin: ignore[owner-missing] - known\n"
    ));
    assert_eq!(beside, (!OPEN, ACCEPTED, vec![]));
    let above = outcome(&format!(
        "{TOOLS}  # linchpin: ignore[owner-missing]\n  - id: crm\n    name: CRM\n    category: crm\n    tier: 1\n"
    ));
    assert_eq!(above, (!OPEN, ACCEPTED, vec![]));
    let over = outcome(&format!(
        "{TOOLS}  # linchpin: ignore[owner-missing] until 2026-09-14\n  - {{id: crm, name: CRM, category: crm, tier: 1}}\n"
    ));
    assert_eq!(over, (OPEN, !ACCEPTED, vec!["accept-expired"]));
    let two = outcome(&format!(
        "{TOOLS}  # linchpin: ignore[owner-missing, owner-left]\n  - {{id: crm, name: CRM, category: crm, tier: 1}}\n"
    ));
    assert_eq!(two, (!OPEN, ACCEPTED, vec!["accept-unused"]));
}

#[test]
fn a_comment_reaches_no_other_item() {
    let next = outcome(&format!(
        "{TOOLS}  # linchpin: ignore[owner-missing]\n  - {{id: web, name: Web, category: cms, lifecycle: retired}}\n  \
         - {{id: crm, name: CRM, category: crm, tier: 1}}\n"
    ));
    assert!(next.0 && !next.1, "{next:?}");
}

#[test]
fn an_acceptance_reaches_what_a_finding_marks() {
    let finding = |at| {
        Diagnostic::new("hop-count", crate::diag::Severity::Note, "far")
            .about(crate::diag::ElementKind::Tool, "mail")
            .hop(at, "hop 1")
    };
    let text = format!(
        "{TOOLS}  - {{id: crm, name: CRM, category: crm, tier: 1}}\n  - {{id: mail, name: Mail, category: email}}\n\
         accept:\n  - {{rule: hop-count, on: crm, reason: x}}\n"
    );
    let loaded = load("stack.yaml", text.as_bytes(), &Alone);
    let crm = loaded.stack.tools.values().next().unwrap().spans.of("name");
    let as_of = Date::parse("2026-09-15").unwrap();
    let chosen = accept::Chosen::default();
    let sorted = accept::sort_out(
        vec![finding(crm), finding(Span::NONE)],
        vec![],
        &loaded.stack,
        as_of,
        &chosen,
    );
    assert_eq!((sorted.findings.len(), sorted.accepted.len()), (1, 1));
}

#[test]
fn text_that_was_lost_makes_no_acceptance_unused() {
    let told = outcome(&format!(
        "{TOOLS}  - {{id: crm, name: CRM, category: crm\n    tier: 1\n  - {{id: web, name: Web, category: cms}}\n\
         accept:\n  - {{rule: owner-missing, on: crm, reason: x}}\n"
    ));
    assert!(!told.2.contains(&"accept-unused"), "{told:?}");
}

#[test]
fn unknown_thresholds_are_told_at_their_name() {
    let analysis =
        analysis("version: 1\ncompany: {policies: {hops_mx: 5, hops_max: 4}}\ntools: []\n");
    let told: Vec<_> = analysis.problems.iter().filter(|it| it.code == "policy-unknown").collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(analysis.sources.text(told[0].span), Some("hops_mx"));
    assert_eq!(told[0].help.as_deref(), Some("did you mean `hops_max`?"));
}

const OWNERS: &str = "version: 1\ncompany: {as_of: 2026-09-15}\npeople:\n  - {id: ana, name: Ana}\n\
    tools:\n  - {id: crm, name: CRM, category: crm, tier: 1, business_owner: ana}\n\
    \x20 - {id: map, name: MAP, category: map, tier: 1, business_owner: ana}\n\
    integrations:\n  - {id: one, from: map, to: crm, objects: [person], method: webhook, owner: ana}\n\
    \x20 - {id: two, from: crm, to: map, objects: [person], method: manual_csv}\n\
    objects:\n  - {id: person, name: Person}\naccept:\n";

/// The things whose `owner-missing` is accepted, and the codes about acceptances.
fn accepted_on(entries: &str) -> (Vec<String>, Vec<String>) {
    let analysis = analysis(&format!("{OWNERS}{entries}"));
    let accepted = analysis.accepted.iter().filter(|it| it.code == "owner-missing");
    let ids = accepted.map(|it| it.element.as_ref().unwrap().id.to_string()).collect();
    let told = analysis.problems.iter().filter(|it| it.code.starts_with("accept"));
    (ids, told.map(|it| it.code.to_owned()).collect())
}

#[test]
fn more_than_an_id_is_a_selector() {
    for (on, ids, told) in [
        ("two", &["two"][..], &[][..]),
        ("method:manual*", &["two"], &[]),
        ("t*", &["two"], &[]),
        ("+map", &["two"], &[]),
        ("method:webhook", &[], &["accept-unused"]),
        ("method:manual*,from:map", &[], &["accept-unused"]),
    ] {
        let found = accepted_on(&format!("  - {{rule: owner-missing, on: '{on}', reason: x}}\n"));
        let strings = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        assert_eq!(found, (strings(ids), strings(told)), "{on}");
    }
}

#[test]
fn a_selector_too_ends_with_its_day() {
    let until = |day| {
        accepted_on(&format!(
            "  - {{rule: owner-missing, on: 'method:manual*', reason: x, until: {day}}}\n"
        ))
    };
    assert_eq!(until("2026-09-15"), (vec!["two".to_owned()], vec![]));
    assert_eq!(until("2026-09-14"), (vec![], vec!["accept-expired".to_owned()]));
}

#[test]
fn a_wrong_selector_accepts_nothing_and_says_why() {
    for on in ["methd:manual*", "+salesfroce", "method:manual*,", "owner:nobody"] {
        let text = format!("{OWNERS}  - {{rule: owner-missing, on: '{on}', reason: x}}\n");
        let analysis = analysis(&text);
        let told: Vec<_> =
            analysis.problems.iter().filter(|it| it.code.starts_with("accept")).collect();
        assert_eq!((told.len(), told[0].code), (1, "accept-selector"), "{on}");
        assert!(told[0].message.contains("column"), "{}", told[0].message);
        assert!(analysis.findings.iter().any(|it| it.code == "owner-missing"), "{on}");
    }
}

#[test]
fn a_selector_reaches_what_a_finding_without_a_name_marks() {
    let text = format!("{OWNERS}  - {{rule: owner-missing, on: 'method:manual*', reason: x}}\n");
    let loaded = load("stack.yaml", text.as_bytes(), &Alone);
    let as_of = Date::parse("2026-09-15").unwrap();
    let two = loaded.stack.integrations.find("two").unwrap();
    let one = loaded.stack.integrations.find("one").unwrap();
    let at = |id: crate::stack::IntegrationId| {
        Diagnostic::new("owner-missing", crate::diag::Severity::Warning, "nobody")
            .mark(loaded.stack.integrations[id].spans.item, "here")
    };
    let findings = [at(two), at(one)];
    let input = Input::new(&loaded.stack, &[], &[], &findings, as_of);
    assert_eq!(accept::chosen(&input).by_finding, [vec![0], vec![]]);
}
