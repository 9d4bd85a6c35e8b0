//! The built program while its files change under it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::support::{Running, Start, selection};

const SMALL: &str = include_str!("../stacks/small.yaml");

/// The stack with another name for one of its tools.
fn named(name: &str) -> String {
    let text = SMALL.replace("name: Outreach,", &format!("name: {name},"));
    assert_ne!(text, SMALL);
    text
}

fn replace(path: &Path, text: &str) {
    let new = path.with_extension("tmp");
    fs::write(&new, text).unwrap();
    fs::rename(new, path).unwrap();
}

/// The program on a small stack, with a tool selected that no change here touches.
fn opened(start: Start) -> (Running, String) {
    let mut program = start.with("NO_COLOR", "1").run();
    program.wait_for("Example Co");
    program.click(program.find("HubSpot  ").unwrap());
    program.wait_until("the selection", |it| selection(it).contains("HubSpot"));
    let selected = selection(program.screen());
    (program, selected)
}

/// Sees the name and the toast that tells of it, on a screen that has kept its selection.
fn wait_for_change(program: &mut Running, name: &str, selected: &str) {
    program.wait_for(&format!("{name} "));
    program.wait_for("1 tool changed");
    assert!(selection(program.screen()).starts_with(selected), "{}", program.text());
    // Drops the toast, so that the next one is seen to come.
    program.press("\u{1b}");
    program.wait_for_no("1 tool changed");
}

#[test]
fn every_way_of_saving_is_seen_and_the_selection_stays() {
    let (mut program, selected) = opened(Start::new().with_file("stack.yaml", SMALL));
    let file = program.path("stack.yaml");
    fs::write(&file, named("In place")).unwrap();
    wait_for_change(&mut program, "In place", &selected);
    replace(&file, &named("By rename"));
    wait_for_change(&mut program, "By rename", &selected);
    replace(&file, &named("Once more"));
    wait_for_change(&mut program, "Once more", &selected);
    fs::remove_file(&file).unwrap();
    program.wait_for("No such file");
    assert!(program.text().contains("Once more"), "the last good model stays");
    fs::write(&file, named("Made anew")).unwrap();
    program.wait_for("Made anew ");
    program.wait_for_no("No such file");
    assert!(selection(program.screen()).starts_with(&selected), "{}", program.text());
}

#[test]
fn a_swap_of_links_is_seen() {
    let start = Start::new();
    let home = start.home.path().to_owned();
    for (folder, name) in [("v1", "Outreach"), ("v2", "Second"), ("v3", "Third")] {
        fs::create_dir(home.join(folder)).unwrap();
        fs::write(home.join(folder).join("stack.yaml"), named(&format!("{name} x"))).unwrap();
    }
    symlink("v1", home.join("..data")).unwrap();
    symlink("..data/stack.yaml", home.join("stack.yaml")).unwrap();
    let (mut program, selected) = opened(start);
    for (folder, name) in [("v2", "Second x"), ("v3", "Third x")] {
        symlink(folder, home.join("new")).unwrap();
        fs::rename(home.join("new"), home.join("..data")).unwrap();
        wait_for_change(&mut program, name, &selected);
    }
    fs::write(home.join("v3/stack.yaml"), named("Through the link")).unwrap();
    wait_for_change(&mut program, "Through the link", &selected);
}

#[test]
fn a_broken_save_keeps_the_last_good_model_until_it_is_mended() {
    let (mut program, selected) = opened(Start::new().with_file("stack.yaml", SMALL));
    let file = program.path("stack.yaml");
    fs::write(&file, SMALL.replace("objects:\n", "objects: [[\n")).unwrap();
    program.wait_for("the file is broken");
    assert!(!program.text().contains("changed"), "{}", program.text());
    let text = program.text();
    assert!(text.contains("4 tools · 3 integrations") && text.contains("Outreach"), "{text}");
    assert!(selection(program.screen()).starts_with(&selected), "{}", program.text());
    fs::write(&file, named("Mended")).unwrap();
    program.wait_for_no("the file is broken");
    program.wait_for("Mended");
    assert!(selection(program.screen()).starts_with(&selected), "{}", program.text());
    program.press("q");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_clean();
}

#[test]
fn an_included_file_is_watched_too() {
    let root = "version: 1\ncompany: {name: Example Co}\ninclude: [more.yaml]\n";
    let tool = |name: &str| format!("tools:\n  - {{id: crm, name: {name}, category: crm}}\n");
    let start = Start::new().with_file("stack.yaml", root).with_file("more.yaml", tool("First"));
    let mut program = start.run();
    program.wait_for("1 tool ");
    program.press("3");
    program.wait_for("First");
    program.wait_for_idle();
    replace(&program.path("more.yaml"), &tool("Second"));
    program.wait_for("Second");
    program.wait_for("1 tool changed");
}
