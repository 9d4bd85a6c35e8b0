//! A scenario from the first key to the file and back, in a real terminal.

use std::fs;

use crate::support::{Running, Start, selection};

const SMALL: &str = include_str!("../stacks/small.yaml");

/// The program on a copy of the small stack, with the removal of a tool staged.
fn staged() -> Running {
    let mut program = Start::new().with("NO_COLOR", "1").with_file("stack.yaml", SMALL).run();
    program.wait_for("Example Co");
    program.press("3");
    program.wait_for("Worst flow");
    program.wait_for_idle();
    program.click(program.find("Demio").unwrap());
    program.wait_until("the selection", |it| selection(it).contains("Demio"));
    program.press("x");
    program.wait_for("scenario: 1 change");
    program
}

#[test]
fn a_removal_is_staged_written_applied_and_taken_back() {
    let mut program = staged();
    let stack = program.path("stack.yaml");
    program.press("7");
    program.wait_for("Without Demio");
    program.press("w");
    program.wait_for("as a scenario file");
    program.press("\r");
    program.wait_for("scenarios/without-demio.yaml");
    program.press("\r");
    program.wait_for("written to scenarios/without-demio.yaml");
    let scenario = program.path("scenarios/without-demio.yaml");
    let written = fs::read_to_string(&scenario).unwrap();
    assert!(written.contains("remove"), "{written}");
    assert_eq!(fs::read_to_string(&stack).unwrap(), SMALL, "the stack is as it was");
    // What was written stages the same again.
    program.press("D");
    program.wait_for("Nothing is staged");
    program.press("F");
    program.wait_for("without-demio.yaml");
    program.press("\r");
    program.wait_for("scenario: 1 change");
    program.press("w");
    program.wait_for("into the stack file");
    program.press("j\r");
    program.wait_for("Enter writes it to stack.yaml");
    assert!(program.text().contains("Demio"), "the diff names what goes: {}", program.text());
    assert_eq!(fs::read_to_string(&stack).unwrap(), SMALL, "shown is not written");
    program.press("\r");
    program.wait_for("3 tools");
    let applied = fs::read_to_string(&stack).unwrap();
    assert!(!applied.contains("id: webinar,") && applied.contains("id: hubspot,"), "{applied}");
    program.wait_for_idle();
    program.press("zu");
    program.wait_for("4 tools");
    assert_eq!(fs::read(&stack).unwrap(), SMALL.as_bytes(), "every byte is back");
    program.press("q");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_clean();
}

#[test]
fn a_time_lapse_is_scrubbed_and_left() {
    let mut program = Start::new().with("NO_COLOR", "1").with_file("stack.yaml", SMALL).run();
    program.wait_for("Example Co");
    program.press("3");
    // The tool on which most hangs stands first.
    program.wait_for("Worst flow");
    program.wait_until("the selection", |it| selection(it).contains("Salesforce"));
    program.press("O");
    program.wait_for("Salesforce is down for 8 h");
    program.press("j\r");
    program.wait_for("stand still");
    assert!(program.text().contains("╳ down"), "told without colour: {}", program.text());
    program.press("\u{1b}[F");
    program.wait_for("works again");
    program.press("\u{1b}");
    program.wait_for_no("works again");
    program.press("q");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_clean();
}
