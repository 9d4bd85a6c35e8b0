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
    let sorted =
        accept::sort_out(vec![finding(crm), finding(Span::NONE)], vec![], &loaded.stack, as_of);
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
