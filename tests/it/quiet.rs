//! Stacks of different kinds in which nothing is wrong: whatever is told of them is a false alarm.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use linchpin::Host;

fn check(text: &str) -> (u8, String) {
    let (mut host, out, err) = Host::for_tests(&[("stack.yaml", text)]);
    let args = ["linchpin", "check", "--fail-on", "note", "--all"].map(OsString::from);
    let code = linchpin::run(args, &mut host);
    (code, format!("{}{}", out.text(), err.text()))
}

fn stacks() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stacks/quiet");
    let mut stacks: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .map(|it| (it.display().to_string(), fs::read_to_string(it).unwrap()))
        .collect();
    stacks.sort();
    stacks
}

#[test]
fn well_kept_stacks_of_any_kind_are_silent() {
    let stacks = stacks();
    assert!(stacks.len() >= 3, "the search has lost its way");
    for (path, text) in stacks {
        let (code, told) = check(&text);
        assert_eq!(code, 0, "{path}\n{told}");
        assert!(told.contains("no findings in"), "{path}\n{told}");
    }
}

/// They are silent because they are well kept, not because nothing in them is looked at.
#[test]
fn the_same_stacks_speak_up_when_one_thing_is_taken_away() {
    for (path, text) in stacks() {
        for (kept, lost, rule) in [
            ("  owner: ", "  x-owner: ", "owner-missing"),
            ("  monitoring: {kind: alert", "  monitoring: {kind: none", "no-monitoring"),
            ("  verified_at: 2026-08-20", "  verified_at: 2025-01-20", "verified-stale"),
            ("delete: propagate", "delete: ignore", "delete-ignored"),
        ] {
            let worse = text.replace(kept, lost);
            assert_ne!(worse, text, "{path}: {kept}");
            let (code, told) = check(&worse);
            assert_eq!(code, 1, "{path} {rule}\n{told}");
            assert!(told.contains(&format!("[{rule}]")), "{path} {rule}\n{told}");
        }
    }
}
