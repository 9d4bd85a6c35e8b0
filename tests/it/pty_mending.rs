//! The built program writing into a copy of the example: the diff first, then the lines concerned and no others, and
//! every byte back by key.

use std::fs;

use crate::support::{Running, Start};

const EXAMPLE: &str = include_str!("../../stack.example.yaml");

/// The one finding of the example that can be mended without thinking, and the line that mends it.
const RULE: &str = "dead-end-active";
const MENDED: &str = "    status: retired\n";

/// The program over a copy, in its findings, with that finding selected.
fn opened() -> Running {
    let mut program = Start::new().with_file("stack.yaml", EXAMPLE).run();
    program.wait_for("Tallyfern");
    program.press("5");
    program.wait_for("Findings by rule");
    program.press("/");
    program.press(&format!("rule:{RULE}\r"));
    program.wait_for("1 of 106");
    program.press("j");
    program.wait_for("error dead-end-active");
    program.wait_for_idle();
    program
}

fn on_disk(program: &Running) -> String {
    String::from_utf8(fs::read(program.path("stack.yaml")).unwrap()).unwrap()
}

/// The lines that the one text has and the other lacks, where they stand in a row.
fn added(text: &str) -> String {
    let (new, old): (Vec<&str>, Vec<&str>) =
        (text.split_inclusive('\n').collect(), EXAMPLE.split_inclusive('\n').collect());
    let start = new.iter().zip(&old).take_while(|(new, old)| new == old).count();
    let end = start + new.len() - old.len();
    assert_eq!(new[end..], old[start..], "the rest is untouched");
    new[start..end].concat()
}

fn take_back(program: &mut Running) {
    program.press("zu");
    program.wait_for("stack.yaml: as before it was written");
    assert_eq!(fs::read(program.path("stack.yaml")).unwrap(), EXAMPLE.as_bytes());
}

#[test]
fn a_fix_is_seen_written_and_taken_back() {
    let mut program = opened();
    program.press("X");
    program.wait_for("+    status: retired");
    program.wait_for("Enter writes it to stack.yaml · Esc leaves everything as it is");
    assert_eq!(on_disk(&program), EXAMPLE, "nothing is written before somebody says so");
    program.press("\u{1b}");
    program.wait_for_no("+    status: retired");
    assert_eq!(on_disk(&program), EXAMPLE);
    program.press("X");
    program.wait_for("+    status: retired");
    program.press("\r");
    program.wait_for("written to stack.yaml · z u takes it back");
    assert_eq!(added(&on_disk(&program)), MENDED);
    program.wait_for("Nothing matches");
    take_back(&mut program);
    program.wait_for("1 of 106");
    program.press("q");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_clean();
}

#[test]
fn an_acceptance_is_asked_for_seen_written_and_taken_back() {
    let mut program = opened();
    program.press("A");
    program.wait_for("Accept the finding");
    program.press("it goes in March\tSofia\t2027-03-31\r");
    program.wait_for("Enter writes it to stack.yaml");
    program.wait_for("it goes in March");
    assert_eq!(on_disk(&program), EXAMPLE, "nothing is written before somebody says so");
    program.press("y");
    program.wait_for("written to stack.yaml · z u takes it back");
    let new = added(&on_disk(&program));
    for said in [RULE, "it goes in March", "sofia", "2027-03-31"] {
        assert!(new.contains(said), "{said} in {new}");
    }
    program.wait_for("Nothing matches");
    take_back(&mut program);
    program.wait_for("1 of 106");
}

#[test]
fn a_file_that_changed_meanwhile_is_not_written_to() {
    let mut program = opened();
    program.press("X");
    program.wait_for("+    status: retired");
    let theirs = EXAMPLE.replacen("name: Tallyfern", "name: Tallyfern Group", 1);
    assert_ne!(theirs, EXAMPLE);
    fs::write(program.path("stack.yaml"), &theirs).unwrap();
    program.press("\r");
    program.wait_for("nothing was written: stack.yaml: the file has changed on disk");
    assert_eq!(on_disk(&program), theirs);
    // Read again, the same fix goes into what they wrote.
    program.wait_for("Tallyfern Group");
    program.press("X");
    program.wait_for("+    status: retired");
    program.press("\r");
    program.wait_for("written to stack.yaml · z u takes it back");
    let mended = on_disk(&program);
    assert!(mended.contains("Tallyfern Group") && mended.contains(MENDED));
    assert_eq!(mended.len(), theirs.len() + MENDED.len());
    // What somebody writes since is not taken back.
    let again = format!("{mended}# and more\n");
    fs::write(program.path("stack.yaml"), &again).unwrap();
    program.press("zu");
    program.wait_for("nothing was taken back: stack.yaml: the file has changed on disk");
    assert_eq!(on_disk(&program), again);
}
