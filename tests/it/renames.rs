//! Files that were called otherwise, and repositories of unusual forms.

use std::fs;

use gix::objs::tree::EntryKind;

use crate::versions::{ONE, TWO, commit, root, run, stack};

fn file<'a>(name: &'a str, text: &'a str) -> (&'a str, EntryKind, &'a str) {
    (name, EntryKind::Blob, text)
}

#[test]
fn a_log_follows_the_file_under_its_earlier_names() {
    let home = tempfile::tempdir().unwrap();
    let repository = gix::init(home.path()).unwrap();
    let first = stack("crm", "ana", TWO);
    let other = "version: 1\ntools: []\n";
    commit(&repository, 1, &[file("marketing.yml", &first), file("other.yaml", other)]);
    commit(
        &repository,
        2,
        &[file("marketing.yml", &stack("crm", "ben", TWO)), file("other.yaml", other)],
    );
    // Renamed and changed a little at once, while another file goes too.
    let renamed = stack("crm", "ben", ONE);
    commit(&repository, 3, &root(&renamed));
    commit(&repository, 4, &root(&stack("crm", "ana", ONE)));
    let (code, out, err) = run(home.path(), &["log"]);
    assert_eq!(code, 0, "{err}");
    for day in ["day 1", "day 2", "day 3", "day 4"] {
        assert!(out.contains(day), "{out}");
    }
    assert!(out.contains("until then it was called marketing.yml"), "{out}");
    assert!(out.contains("2 → 1"), "the figures go on behind the rename: {out}");
    let (_, out, _) = run(home.path(), &["log", "--format", "json"]);
    let log: serde_json::Value = serde_json::from_str(&out).unwrap();
    let names: Vec<_> =
        log["versions"].as_array().unwrap().iter().map(|it| it["renamed_from"].as_str()).collect();
    assert_eq!(names, [None, Some("marketing.yml"), None, None]);
    // A revision is read by the name that the file had there.
    let (code, out, err) = run(home.path(), &["diff", "HEAD~3"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("- two"), "{out}");
    let (code, _, err) = run(home.path(), &["check", "--base", "HEAD~3", "--fail-on", "never"]);
    assert_eq!(code, 0, "{err}");
}

#[test]
fn a_file_that_is_like_no_other_begins_where_it_was_added() {
    let home = tempfile::tempdir().unwrap();
    let repository = gix::init(home.path()).unwrap();
    commit(
        &repository,
        1,
        &[file("other.yaml", "a: 1\nb: 2\n"), file("kept.yaml", &stack("crm", "ana", ONE))],
    );
    let id = commit(
        &repository,
        2,
        &[
            file("stack.yaml", &stack("crm", "ana", TWO)),
            file("kept.yaml", &stack("crm", "ana", ONE)),
        ],
    );
    let (code, out, err) = run(home.path(), &["log"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("day 2") && !out.contains("day 1"), "a copy is no rename: {out}");
    let id = id.to_string();
    assert!(err.contains("adds the file") && err.contains(id.get(..7).unwrap()), "{err}");
}

#[test]
fn a_rename_into_a_folder_takes_its_includes_along() {
    let home = tempfile::tempdir().unwrap();
    let repository = gix::init(home.path()).unwrap();
    let text = format!(
        "include: [flows.yaml]\n{}",
        stack("crm", "ana", "").replace("integrations:\n", "")
    );
    let flows = |text: &str| format!("integrations:\n{text}");
    commit(&repository, 1, &[file("stacks.yaml", &text), file("flows.yaml", &flows(TWO))]);
    commit(&repository, 2, &[file("stack.yaml", &text), file("flows.yaml", &flows(TWO))]);
    commit(&repository, 3, &[file("stack.yaml", &text), file("flows.yaml", &flows(ONE))]);
    let (code, out, err) = run(home.path(), &["log"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("day 1") && out.contains("until then it was called stacks.yaml"), "{out}");
    let (_, out, _) = run(home.path(), &["diff", "HEAD~2"]);
    assert!(out.contains("- two"), "{out}");
}

#[test]
fn a_bare_repository_says_so_and_stops_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let bare = home.path().join("stacks.git");
    gix::init_bare(&bare).unwrap();
    fs::write(bare.join("stack.yaml"), stack("crm", "ana", ONE)).unwrap();
    for args in [&["log"][..], &["diff"], &["check", "--base", "HEAD"]] {
        let (code, _, err) = run(&bare, args);
        assert_eq!(code, 2, "{args:?} {err}");
        assert!(err.contains("is bare"), "{args:?} {err}");
    }
    let (code, out, err) = run(&bare, &[]);
    assert!(code < 2 && !out.contains("Since the last commit"), "{out} {err}");
    assert!(run(&bare, &["check", "--fail-on", "never"]).0 == 0);
}

#[test]
fn a_worktree_whose_git_is_a_file_is_read() {
    let home = tempfile::tempdir().unwrap();
    let main = home.path().join("main");
    let repository = gix::init(&main).unwrap();
    commit(&repository, 1, &root(&stack("crm", "ana", TWO)));
    let id = commit(&repository, 2, &root(&stack("crm", "ben", ONE)));
    // As `git worktree add --detach ../side` leaves it.
    let side = home.path().join("side");
    let own = repository.git_dir().join("worktrees/side");
    fs::create_dir_all(&own).unwrap();
    fs::create_dir_all(&side).unwrap();
    fs::write(side.join(".git"), format!("gitdir: {}\n", own.display())).unwrap();
    fs::write(own.join("HEAD"), format!("{id}\n")).unwrap();
    fs::write(own.join("commondir"), "../..\n").unwrap();
    fs::write(own.join("gitdir"), format!("{}\n", side.join(".git").display())).unwrap();
    fs::write(side.join("stack.yaml"), stack("crm", "ben", TWO)).unwrap();
    let (code, out, err) = run(&side, &["log"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("day 1") && out.contains("day 2"), "{out}");
    let (code, out, err) = run(&side, &["diff"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("+ two"), "{out}");
    let (code, _, err) = run(&side, &["check", "--base", "HEAD~1", "--fail-on", "never"]);
    assert_eq!(code, 0, "{err}");
    let (_, out, _) = run(&side, &[]);
    assert!(out.contains("Since the last commit") && out.contains("1 integration new"), "{out}");
}

#[test]
fn the_overview_tells_what_changed_since_the_last_commit() {
    let home = tempfile::tempdir().unwrap();
    let repository = gix::init(home.path()).unwrap();
    fs::write(home.path().join("stack.yaml"), stack("crm", "ana", TWO)).unwrap();
    let since = || {
        let (_, out, _) = run(home.path(), &[]);
        let at = out.find("Since the last commit")?;
        // A paragraph may be wrapped.
        let text = out.get(at..).unwrap().split("\n\n").next().unwrap();
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    assert_eq!(since(), None, "nothing is committed yet");
    commit(&repository, 1, &[file("other.txt", "x")]);
    assert_eq!(since(), None, "the file is not in the commit");
    commit(&repository, 2, &root(&stack("crm", "ana", TWO)));
    assert_eq!(since(), None, "it is as it was committed");
    fs::write(home.path().join("stack.yaml"), stack("crm", "ana", ONE)).unwrap();
    let told = since().unwrap();
    assert!(told.contains("of 2026-01-03): 1 integration gone, 1 changed; "), "{told}");
    assert!(told.contains("new") && told.contains("fixed"), "{told}");
    let (_, out, _) = run(home.path(), &["--format", "json"]);
    let overview: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(overview.pointer("/since_last_commit/integrations/removed").unwrap(), 1);
    // Comments and order are no change of the stack.
    fs::write(home.path().join("stack.yaml"), format!("# x\n{}", stack("crm", "ana", TWO)))
        .unwrap();
    assert_eq!(since(), None);
}
