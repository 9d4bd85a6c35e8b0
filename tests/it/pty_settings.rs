//! The built program with settings of the user's own.

use std::fs;

use crate::support::Start;

#[test]
fn keys_of_the_user_count_and_what_is_wrong_is_told() {
    let start = Start::new();
    let folder = start.home.path().join("linchpin");
    fs::create_dir(&folder).unwrap();
    let text = "theme = \"drak\"\n[keys]\nhelp = \"H\"\nquit = [\"Q\", \"ctrl-c\"]\n";
    fs::write(folder.join("settings.toml"), text).unwrap();
    let mut program = start.run();
    program.wait_for("settings.toml:1: there is no theme `drak`; did you mean `dark`?");
    program.wait_for("H help");
    program.wait_for("Q quit");
    program.press("?q");
    program.press("H");
    program.wait_for("the keys that are valid here");
    program.press("\u{1b}");
    program.wait_for_no("the keys that are valid here");
    program.press("Q");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_clean();
}
