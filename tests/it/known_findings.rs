//! What was known before does not count: baselines, other stacks, acceptances, and the exit codes that follow.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use linchpin::Host;

const SMALL: &str = include_str!("../stacks/small.yaml");

fn run(folder: &Path, args: &[&str]) -> (u8, String, String) {
    let (host, out, err) = Host::for_tests(&[]);
    let mut host = host.in_folder(folder.to_owned());
    let args = std::iter::once("linchpin").chain(args.iter().copied()).map(OsString::from);
    let code = linchpin::run(args, &mut host);
    (code, out.text(), err.text())
}

fn folder(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("stack.yaml"), text).unwrap();
    folder
}

/// A stack in which the named tools have no owner, which is an error for each.
fn stack(unowned: &[&str]) -> String {
    let mut text =
        "version: 1\ncompany: {as_of: 2026-09-15}\npeople: [{id: ana, name: Ana}]\ntools:\n"
            .to_owned();
    for tool in ["crm", "mail", "web"] {
        let owner = if unowned.contains(&tool) { "" } else { ", business_owner: ana" };
        text = format!("{text}  - {{id: {tool}, name: {tool}, category: crm, tier: 1{owner}}}\n");
    }
    text
}

const STRICTEST: [&str; 3] = ["check", "--fail-on", "note"];

#[test]
fn a_baseline_lets_only_new_findings_count() {
    let home = folder(&stack(&["crm", "mail"]));
    let at = home.path();
    assert_eq!(run(at, &STRICTEST).0, 1);
    let (code, out, err) = run(at, &["check", "--fail-on", "note", "--write-baseline", "b.json"]);
    assert_eq!((code, err.contains("wrote")), (0, true), "{out}{err}");
    let written = fs::read_to_string(at.join("b.json")).unwrap();
    assert!(
        written.contains(
            "{\"rule\": \"owner-missing\", \"kind\": \"tool\", \"id\": \"crm\", \"count\": 1}\n"
        ) || written.contains("\"id\": \"crm\", \"count\": 1},\n"),
        "{written}"
    );
    let against = ["check", "--fail-on", "note", "--baseline", "b.json"];
    let (code, out, _) = run(at, &against);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("no new findings"), "{out}");
    // Moved lines and mended findings leave it silent; a new one does not.
    fs::write(at.join("stack.yaml"), format!("# moved\n\n{}", stack(&["mail", "web"]))).unwrap();
    let (code, out, _) = run(at, &against);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("web has no owner") && !out.contains("mail has no owner"), "{out}");
    assert!(out.contains("No longer found\n  owner-missing: tool crm\n"), "{out}");
    assert_eq!(fs::read_to_string(at.join("b.json")).unwrap(), written, "a check writes nothing");
    let (_, out, _) = run(at, &["check", "--baseline", "b.json", "--prune-baseline"]);
    assert!(out.contains("Taken out of the baseline"), "{out}");
    let pruned = fs::read_to_string(at.join("b.json")).unwrap();
    assert!(!pruned.contains("\"crm\"") && pruned.contains("\"mail\""), "{pruned}");
    assert!(!pruned.contains("\"web\""), "what is new stays new: {pruned}");
}

#[test]
fn a_missing_or_foreign_baseline_is_told() {
    let home = folder(SMALL);
    let (code, _, err) = run(home.path(), &["check", "--baseline", "b.json"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("there is no baseline `b.json`") && err.contains("--write-baseline"),
        "{err}"
    );
    for text in
        ["", "{}", "[1]", "{\"version\":9,\"kind\":\"baseline\",\"findings\":[]}", "\u{1b}[31m"]
    {
        fs::write(home.path().join("b.json"), text).unwrap();
        let (code, _, err) = run(home.path(), &["check", "--baseline", "b.json"]);
        assert_eq!(code, 2, "{text}");
        assert!(err.contains("`b.json` is no baseline") && !err.contains('\u{1b}'), "{err}");
    }
}

#[test]
fn an_error_of_the_text_is_never_known() {
    let home = folder("version: 1\ntools:\n  - {id: crm, name: CRM, category: crm\n");
    let (code, out, _) = run(home.path(), &["check", "--write-baseline", "b.json"]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("error[yaml-syntax]"), "{out}");
}

#[test]
fn a_base_shows_what_is_new_and_fixed() {
    let home = folder(&stack(&["crm", "web"]));
    fs::write(home.path().join("main.yaml"), stack(&["crm", "mail"])).unwrap();
    let args = ["check", "--base", "main.yaml", "--fail-on", "note"];
    let (code, out, _) = run(home.path(), &args);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("web has no owner") && !out.contains("crm has no owner"), "{out}");
    assert!(out.contains("\nFixed\n") && out.contains("mail has no owner"), "{out}");
    fs::write(home.path().join("main.yaml"), stack(&["crm", "web"])).unwrap();
    let (code, out, _) = run(home.path(), &args);
    assert_eq!(code, 0, "{out}");
    let (code, _, err) = run(home.path(), &["check", "--base", "mian.yaml"]);
    assert_eq!(code, 2);
    assert!(err.contains("did you mean `main.yaml`"), "{err}");
}

#[test]
fn time_alone_is_no_difference() {
    let dated = |day: &str| {
        stack(&[]).replace("as_of: 2026-09-15", &format!("as_of: {day}")).replace(
            "name: crm,",
            "name: crm, contract: {renewal_date: 2026-10-01, notice_days: 30},",
        )
    };
    let home = folder(&dated("2026-09-15"));
    fs::write(home.path().join("main.yaml"), dated("2026-01-15")).unwrap();
    let (code, out, _) = run(home.path(), &["check", "--base", "main.yaml", "--fail-on", "note"]);
    assert_eq!(code, 0, "{out}");
}

#[test]
fn what_is_accepted_does_not_count_until_its_day() {
    let ignored = stack(&["web"]).replace(
        "  - {id: web",
        "  # linchpin: ignore[owner-missing] until 2026-09-30 - goes in autumn\n  - {id: web",
    );
    let home = folder(&ignored);
    assert_eq!(run(home.path(), &["check", "--fail-on", "note"]).0, 0);
    let (code, out, _) = run(home.path(), &["check", "--fail-on", "note", "--as-of", "2026-10-01"]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("warning[accept-expired]") && out.contains("web has no owner"), "{out}");
}

#[test]
fn flags_that_contradict_each_other_are_refused() {
    let home = folder(SMALL);
    for args in [
        &["check", "--prune-baseline"][..],
        &["check", "--baseline", "a", "--write-baseline", "a"],
        &["check", "--base", "a", "--baseline", "a"],
        &["check", "--scenario", "a", "--base", "a"],
    ] {
        assert_eq!(run(home.path(), args).0, 2, "{args:?}");
    }
}

#[test]
fn only_what_a_selector_means_is_held_against_a_baseline() {
    let home = folder(&stack(&["crm", "mail"]));
    let at = home.path();
    run(at, &["check", "--write-baseline", "b.json"]);
    // crm is known, web is new, mail is mended.
    fs::write(at.join("stack.yaml"), stack(&["crm", "web"])).unwrap();
    let on = |what: &str| {
        let args = ["check", "--fail-on", "note", "--baseline", "b.json", "--on", what];
        let (code, out, err) = run(at, &[&args[..], &["--format", "json"]].concat());
        assert!(code < 2, "{err}");
        let told: serde_json::Value = serde_json::from_str(&out).unwrap();
        let count = |pointer: &str| told.pointer(pointer).unwrap().clone();
        let rules = told["findings"].as_array().unwrap().len();
        assert_eq!(count("/baseline/stale"), serde_json::json!([]), "a part shows no gaps");
        (code, rules, count("/baseline/known").as_u64().unwrap())
    };
    assert_eq!(on("web"), (1, 1, 0));
    assert_eq!(on("crm"), (0, 0, 1));
    assert_eq!(on("mail"), (0, 0, 0));
    assert_eq!(on("crm web"), (1, 1, 1));
    let before = fs::read_to_string(at.join("b.json")).unwrap();
    assert!(before.contains("\"mail\""), "looking at a part takes nothing out");
}

#[test]
fn only_what_a_selector_means_is_held_against_a_base() {
    let home = folder(&stack(&["crm", "web"]));
    fs::write(home.path().join("main.yaml"), stack(&["crm", "mail"])).unwrap();
    let on = |what: &str| {
        let args = ["check", "--fail-on", "note", "--base", "main.yaml", "--on", what];
        let (code, out, err) = run(home.path(), &[&args[..], &["--format", "json"]].concat());
        assert!(code < 2, "{err}");
        let told: serde_json::Value = serde_json::from_str(&out).unwrap();
        let count = |pointer: &str| told.pointer(pointer).unwrap().as_array().unwrap().len();
        (
            code,
            count("/findings"),
            count("/base/fixed"),
            told["base"]["unchanged"].as_u64().unwrap(),
        )
    };
    assert_eq!(on("web"), (1, 1, 0, 0));
    assert_eq!(on("mail"), (0, 0, 1, 0));
    assert_eq!(on("crm"), (0, 0, 0, 1));
}

/// A part is no whole: what is written or counted for all would be wrong for it.
#[test]
fn a_selector_is_refused_where_all_is_meant() {
    let home = folder(SMALL);
    run(home.path(), &["check", "--write-baseline", "b.json"]);
    for args in [
        &["--strict"][..],
        &["--fix"],
        &["--write-baseline", "c.json"],
        &["--baseline", "b.json", "--prune-baseline"],
        &["--scenario", "s.yaml"],
    ] {
        let (code, _, err) = run(home.path(), &[&["check", "--on", "crm"], args].concat());
        assert_eq!(code, 2, "{args:?}");
        assert!(err.contains("cannot be used with") && err.contains("--on"), "{args:?} {err}");
    }
    let (code, _, err) = run(home.path(), &["check", "--on", "tool:nothing"]);
    assert_eq!(code, 2, "{err}");
}

/// Three tools without owner, and what is accepted of them.
fn accepting(entries: &str) -> String {
    format!("{}# Decided in spring.\naccept:\n{entries}", stack(&["crm", "mail"]))
}

const USED: &str = "  - {rule: owner-missing, on: crm, until: 2026-12-31}\n";

#[test]
fn an_acceptance_of_nothing_is_removed_and_the_rest_stays() {
    let unused = "  # Was once the blog.\n  - {rule: owner-missing, on: web}\n";
    let home = folder(&accepting(&format!("{USED}{unused}")));
    let (code, out, err) = run(home.path(), &["check", "--fix", "--yes", "--fail-on", "never"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("-  - {rule: owner-missing, on: web}"), "{out}");
    assert_eq!(fs::read_to_string(home.path().join("stack.yaml")).unwrap(), accepting(USED));
    // The last one leaves an empty list, or none.
    fs::write(home.path().join("stack.yaml"), accepting(unused)).unwrap();
    let (code, _, err) = run(home.path(), &["check", "--fix", "--yes", "--fail-on", "never"]);
    assert_eq!(code, 0, "{err}");
    let text = fs::read_to_string(home.path().join("stack.yaml")).unwrap();
    assert!(!text.contains("on: web"), "{text}");
    assert_eq!(run(home.path(), &["check", "--fail-on", "never"]).0, 0, "{text}");
}

#[test]
fn a_decision_that_has_ended_waits_for_somebody() {
    let ended = "  - {rule: owner-missing, on: mail, until: 2026-03-31, by: ana}\n";
    let home = folder(&accepting(&format!("{USED}{ended}")));
    let (_, out, err) = run(home.path(), &["check", "--fix", "--yes"]);
    assert!(err.contains("1 more with --fix=all") && out.contains("accept-expired"), "{out}{err}");
    assert!(fs::read_to_string(home.path().join("stack.yaml")).unwrap().contains(ended));
    run(home.path(), &["check", "--fix=all", "--yes"]);
    assert_eq!(fs::read_to_string(home.path().join("stack.yaml")).unwrap(), accepting(USED));
}

#[test]
fn a_mistyped_acceptance_is_corrected_and_never_removed() {
    let mistyped = "  - {rule: owner-missing, on: mial}\n  - {rule: owner-mising, on: crm}\n";
    let home = folder(&accepting(mistyped));
    run(home.path(), &["check", "--fix", "--yes"]);
    assert_eq!(fs::read_to_string(home.path().join("stack.yaml")).unwrap(), accepting(mistyped));
    run(home.path(), &["check", "--fix=all", "--yes"]);
    let right = "  - {rule: owner-missing, on: mail}\n  - {rule: owner-missing, on: crm}\n";
    assert_eq!(fs::read_to_string(home.path().join("stack.yaml")).unwrap(), accepting(right));
    assert_eq!(run(home.path(), &["check", "--fail-on", "note"]).0, 0);
}

/// A mistyped key hides what the acceptance is about: to correct the one and remove the other would be wrong.
#[test]
fn beside_problems_of_the_text_no_acceptance_goes_by_itself() {
    let text = accepting("  - {rule: owner-missing, on: crm}\n").replace(
        "{id: crm, name: crm, category: crm, tier: 1}",
        "{id: crm, name: crm, category: crm, tierr: 1}",
    );
    let home = folder(&text);
    let (_, out, _) = run(home.path(), &["check", "--fail-on", "never"]);
    assert!(out.contains("accept-unused"), "{out}");
    run(home.path(), &["check", "--fix", "--yes"]);
    let after = fs::read_to_string(home.path().join("stack.yaml")).unwrap();
    assert!(after.contains("tier: 1") && after.contains("on: crm"), "{after}");
    let (_, out, _) = run(home.path(), &["check", "--fail-on", "never"]);
    assert!(!out.contains("accept-unused"), "{out}");
}
