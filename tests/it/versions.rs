//! Earlier versions of a stack in git: repositories are made by the library, and no program is run.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use gix::actor::SignatureRef;
use gix::objs::tree::{Entry, EntryKind};
use gix::{ObjectId, Repository};
use linchpin::Host;

pub(crate) fn run(folder: &Path, args: &[&str]) -> (u8, String, String) {
    let (host, out, err) = Host::for_tests(&[]);
    let mut host = host.in_folder(folder.to_owned());
    let args = std::iter::once("linchpin").chain(args.iter().copied()).map(OsString::from);
    let code = linchpin::run(args, &mut host);
    (code, out.text(), err.text())
}

/// Commits just these files, the first days of 2026 apart by a day each, and writes them beside the history.
pub(crate) fn commit(
    repository: &Repository,
    day: u32,
    files: &[(&str, EntryKind, &str)],
) -> ObjectId {
    let mut entries: Vec<Entry> = files
        .iter()
        .map(|(name, kind, text)| Entry {
            mode: (*kind).into(),
            filename: (*name).into(),
            oid: repository.write_blob(text).unwrap().detach(),
        })
        .collect();
    entries.sort();
    let tree = repository.write_object(gix::objs::Tree { entries }).unwrap().detach();
    // 2026-01-01 at noon, in UTC.
    let time = format!("{} +0000", 1_767_268_800 + u64::from(day) * 86_400);
    let who = SignatureRef { name: "Ana".into(), email: "ana@example.com".into(), time: &time };
    let parents: Vec<ObjectId> =
        repository.head_id().ok().map(gix::Id::detach).into_iter().collect();
    let subject = format!("day {day}");
    for (name, kind, text) in files {
        if *kind == EntryKind::Blob {
            fs::write(repository.workdir().unwrap().join(name), text).unwrap();
        }
    }
    repository.commit_as(who, who, "HEAD", subject, tree, parents).unwrap().detach()
}

pub(crate) fn stack(crm: &str, owner: &str, flows: &str) -> String {
    format!(
        "version: 1\ncompany: {{as_of: 2026-09-15}}\npeople: [{{id: ana, name: Ana}}, {{id: ben, name: Ben}}]\ntools:\n  \
         - {{id: {crm}, name: {crm}, category: crm, tier: 1, business_owner: {owner}}}\n  \
         - {{id: map, name: MAP, category: map, tier: 1, business_owner: ana}}\n  \
         - {{id: web, name: Web, category: cms, tier: 1, business_owner: ana}}\n\
         objects: [{{id: person, name: Person}}]\nintegrations:\n{flows}"
    )
}

pub(crate) const TWO: &str = "  - {id: one, from: map, to: crm, objects: [person], method: webhook, owner: ana}\n  \
                   - {id: two, from: web, to: map, objects: [person], method: webhook, owner: ana}\n";
pub(crate) const ONE: &str =
    "  - {id: one, from: map, to: crm, objects: [person], method: manual_csv, owner: ana}\n";

pub(crate) fn root(text: &str) -> [(&str, EntryKind, &str); 1] {
    [("stack.yaml", EntryKind::Blob, text)]
}

#[test]
fn a_log_and_a_difference_tell_what_changed() {
    let home = tempfile::tempdir().unwrap();
    let repository = gix::init(home.path()).unwrap();
    commit(&repository, 1, &root(&stack("crm", "ana", TWO)));
    commit(&repository, 2, &root(&stack("crm", "ben", ONE)));
    let (code, out, err) = run(home.path(), &["log"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("2026-01-03") && out.contains("2026-01-02"), "{out}");
    assert!(out.contains("flows") && out.contains("2 → 1") && out.contains("brittle"), "{out}");
    let (code, out, _) = run(home.path(), &["diff", "HEAD~1"]);
    assert_eq!(code, 0);
    assert!(out.contains("- two") && out.contains("webhook → manual_csv"), "{out}");
    assert!(out.to_lowercase().contains("ana → ben"), "{out}");
    let (_, out, _) = run(home.path(), &["diff", "HEAD"]);
    assert_eq!(out, "nothing is different\n");
    // What is not committed yet counts for the version after.
    fs::write(home.path().join("stack.yaml"), stack("crm", "ana", ONE)).unwrap();
    let (_, out, _) = run(home.path(), &["diff"]);
    assert!(out.to_lowercase().contains("ben → ana"), "{out}");
}

#[test]
fn a_renamed_tool_is_recognised() {
    let home = tempfile::tempdir().unwrap();
    let repository = gix::init(home.path()).unwrap();
    commit(&repository, 1, &root(&stack("crm", "ana", TWO)));
    let renamed = stack("sales", "ana", &TWO.replace("to: crm", "to: sales"));
    commit(&repository, 2, &root(&renamed));
    let (_, out, _) = run(home.path(), &["diff", "HEAD~1", "HEAD"]);
    assert!(out.contains("crm is now sales") && !out.contains("- crm"), "{out}");
}

#[test]
fn a_check_against_a_revision_counts_only_what_is_new() {
    let home = tempfile::tempdir().unwrap();
    let repository = gix::init(home.path()).unwrap();
    let first = commit(&repository, 1, &root(&stack("crm", "ana", TWO)));
    let unowned = TWO.replacen(", owner: ana", "", 1);
    fs::write(home.path().join("stack.yaml"), stack("crm", "ana", &unowned)).unwrap();
    for base in ["HEAD", &first.to_string(), "HEAD:stack.yaml"] {
        let (code, out, err) = run(home.path(), &["check", "--fail-on", "note", "--base", base]);
        assert_eq!(code, 1, "{base} {err}");
        assert!(out.contains("owner-missing") && !out.contains("[two]"), "{out}");
    }
    fs::write(home.path().join("stack.yaml"), stack("crm", "ana", TWO)).unwrap();
    let (code, out, _) = run(home.path(), &["check", "--fail-on", "note", "--base", "HEAD"]);
    assert_eq!(code, 0, "{out}");
    let (code, _, err) = run(home.path(), &["check", "--base", "mian"]);
    assert_eq!(code, 2);
    assert!(err.contains("no revision `mian`") && err.contains("is no file either"), "{err}");
}

#[test]
fn includes_come_from_the_same_commit() {
    let home = tempfile::tempdir().unwrap();
    let repository = gix::init(home.path()).unwrap();
    let text = format!(
        "include: [flows.yaml]\n{}",
        stack("crm", "ana", "").replace("integrations:\n", "")
    );
    let flows = |text: &str| format!("integrations:\n{text}");
    let with = |text: &str, flows: &str| {
        commit(
            &repository,
            1,
            &[("stack.yaml", EntryKind::Blob, text), ("flows.yaml", EntryKind::Blob, flows)],
        );
    };
    with(&text, &flows(TWO));
    with(&text, &flows(ONE));
    let (_, out, err) = run(home.path(), &["diff", "HEAD~1", "HEAD"]);
    assert!(out.contains("- two"), "{out} {err}");
    // A file that existed only earlier is read from where it was.
    fs::remove_file(home.path().join("flows.yaml")).unwrap();
    fs::write(home.path().join("stack.yaml"), stack("crm", "ana", ONE)).unwrap();
    let (_, out, _) = run(home.path(), &["diff", "HEAD~1"]);
    assert!(out.contains("- two"), "{out}");
}

#[test]
fn a_link_in_a_commit_is_not_followed() {
    let home = tempfile::tempdir().unwrap();
    let repository = gix::init(home.path()).unwrap();
    commit(&repository, 1, &[("stack.yaml", EntryKind::Link, "/etc/hostname")]);
    fs::write(home.path().join("stack.yaml"), stack("crm", "ana", ONE)).unwrap();
    let (code, _, err) = run(home.path(), &["diff"]);
    assert_eq!(code, 2);
    assert!(err.contains("symbolic link") && err.contains("not followed"), "{err}");
}

#[test]
fn without_git_or_commits_it_says_so() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("stack.yaml"), stack("crm", "ana", ONE)).unwrap();
    let told = |args: &[&str]| {
        let (code, _, err) = run(home.path(), args);
        assert_eq!(code, 2, "{err}");
        err
    };
    assert!(told(&["log"]).contains("lies in no git repository"));
    let repository = gix::init(home.path()).unwrap();
    assert!(told(&["log"]).contains("nothing is committed"));
    commit(&repository, 1, &[("other.txt", EntryKind::Blob, "x")]);
    assert!(told(&["log"]).contains("never committed"));
    assert!(told(&["diff"]).contains("no such file"));
}

#[test]
fn a_detached_head_and_a_shallow_clone_are_read() {
    let home = tempfile::tempdir().unwrap();
    let repository = gix::init(home.path()).unwrap();
    let first = commit(&repository, 1, &root(&stack("crm", "ana", TWO)));
    let second = commit(&repository, 2, &root(&stack("crm", "ana", ONE)));
    fs::write(repository.git_dir().join("HEAD"), format!("{first}\n")).unwrap();
    let (code, out, _) = run(home.path(), &["log"]);
    assert!(code == 0 && out.contains("day 1") && !out.contains("day 2"), "{out}");
    fs::write(repository.git_dir().join("HEAD"), format!("{second}\n")).unwrap();
    fs::write(repository.git_dir().join("shallow"), format!("{second}\n")).unwrap();
    let (code, out, err) = run(home.path(), &["log"]);
    assert!(code == 0 && out.contains("day 2") && !out.contains("day 1"), "{out}");
    assert!(err.contains("shallow"), "{err}");
}

#[test]
fn what_a_repository_configures_is_never_run() {
    let home = tempfile::tempdir().unwrap();
    let repository = gix::init(home.path()).unwrap();
    commit(&repository, 1, &root(&stack("crm", "ana", TWO)));
    commit(
        &repository,
        2,
        &[
            ("stack.yaml", EntryKind::Blob, &stack("crm", "ana", ONE)),
            (".gitattributes", EntryKind::Blob, "*.yaml filter=evil diff=evil\n"),
        ],
    );
    let trace = home.path().join("was-run");
    let command = format!("touch {}", trace.display());
    let config = repository.git_dir().join("config");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(
        &config,
        format!(
            "{text}\tfsmonitor = {command}\n\tpager = {command}\n\tsshCommand = {command}\n\
             [filter \"evil\"]\n\tsmudge = {command}\n\tclean = {command}\n\tprocess = {command}\n\trequired = true\n\
             [diff \"evil\"]\n\ttextconv = {command}\n\tcommand = {command}\n"
        ),
    )
    .unwrap();
    let hooks = repository.git_dir().join("hooks");
    fs::create_dir_all(&hooks).unwrap();
    for name in
        ["post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let hook = hooks.join(name);
        fs::write(&hook, format!("#!/bin/sh\n{command}\n")).unwrap();
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    }
    for args in
        [&["log"][..], &["diff", "HEAD~1"], &["check", "--base", "HEAD~1", "--fail-on", "never"]]
    {
        let (code, _, err) = run(home.path(), args);
        assert_eq!(code, 0, "{args:?} {err}");
        assert!(!trace.exists(), "{args:?} ran what the repository configures");
    }
}
