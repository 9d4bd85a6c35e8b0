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
