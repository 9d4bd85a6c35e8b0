//! The built program in a pseudo-terminal: what it shows, and in what state it leaves the terminal.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};

use base64::Engine as _;
use vt100::{Color, MouseProtocolMode};

use crate::support::{LINCHPIN, Running, Start, selection};

/// The example company, shown once the stack is read.
const COMPANY: &str = "Tallyfern";

fn opened(start: Start) -> Running {
    let mut program = start.run();
    program.wait_for(COMPANY);
    program
}

#[test]
fn the_first_screen_shows_the_example_and_q_leaves_a_clean_terminal() {
    let mut program = opened(Start::new());
    for text in ["stack.example.yaml", "1 Overview", "Fragility", "Findings", "q quit"] {
        program.wait_for(text);
    }
    let screen = program.screen();
    assert!(screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
    // Buttons and drags, but no bare movement.
    assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::ButtonMotion);
    program.press("q");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_clean();
}

#[test]
fn signals_that_end_it_leave_a_clean_terminal_and_tell_the_shell() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let mut program = opened(Start::new());
        program.signal(signal);
        assert_eq!(program.wait_for_end(), code, "{signal}");
        program.assert_clean();
    }
}

#[test]
fn a_terminal_that_goes_away_ends_it() {
    let script = "exec \"$0\" 2>err";
    let mut program = opened(Start::new().words(&["sh", "-c", script, LINCHPIN]));
    program.hang_up("?");
    let code = program.wait_for_end();
    assert_eq!(fs::read_to_string(program.path("err")).unwrap(), "");
    assert_eq!(code, 129);
}

#[test]
fn ctrl_z_gives_the_shell_back_and_fg_paints_again() {
    let script = "set -m; \"$0\"; echo \"stopped $?\"; read line; fg >/dev/null; echo \"left $?\"";
    let mut program = opened(Start::new().words(&["sh", "-c", script, LINCHPIN]));
    program.press("\u{1a}");
    program.wait_for("stopped ");
    program.assert_clean();
    program.press("\n");
    program.wait_for(COMPANY);
    let screen = program.screen();
    assert!(screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
    program.press("?");
    program.wait_for("Esc");
    program.press("\u{1b}");
    program.wait_for("q quit");
    program.press("q");
    program.wait_for("left 0");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_clean();
}

#[test]
fn without_colours_the_selection_is_in_reverse_video() {
    for start in [Start::new().with("NO_COLOR", "1"), Start::new().with("LINCHPIN_THEME", "mono")] {
        let mut program = opened(start);
        program.click(program.find("Snowflake").unwrap());
        program.wait_until("the selection", |it| selection(it).contains("Snowflake"));
        let screen = program.screen();
        for (row, column) in (0..30).flat_map(|row| (0..100).map(move |it| (row, it))) {
            let cell = screen.cell(row, column).unwrap();
            assert_eq!((cell.fgcolor(), cell.bgcolor()), (Color::Default, Color::Default));
        }
    }
}

#[test]
fn a_dumb_terminal_gets_plain_text() {
    let mut program = Start::new().with("TERM", "dumb").run();
    assert_eq!(program.wait_for_end(), 1, "{}", program.text());
    assert!(!program.bytes.contains(&0x1b));
    assert!(String::from_utf8_lossy(&program.bytes).contains("Salesforce"));
}

#[test]
fn a_pipe_gets_plain_text() {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(LINCHPIN);
    let told = command.current_dir(&home).stdin(Stdio::null()).output().unwrap();
    assert_eq!(told.status.code(), Some(1));
    assert!(!told.stdout.contains(&0x1b) && !told.stderr.contains(&0x1b));
    assert!(String::from_utf8(told.stdout).unwrap().contains("Salesforce"));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    for arguments in [&["check"][..], &["--help"], &["list", "tools"], &[]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let home = tempfile::tempdir().unwrap();
        let mut command = Command::new(LINCHPIN);
        command.args(arguments).current_dir(&home).stdin(Stdio::null()).stdout(writer);
        let told = command.stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&told.stderr).into_owned();
        assert_eq!(told.status.code(), Some(0), "{arguments:?}: {said}");
        assert!(!said.contains("error") && !said.contains("panic"), "{said}");
    }
}

#[test]
fn a_storm_of_sizes_is_survived() {
    let mut program = opened(Start::new());
    for (columns, rows) in
        [(1, 1), (200, 60), (2, 1), (1, 50), (59, 14), (300, 2), (1, 1), (60, 15), (1, 1)]
    {
        program.resize(columns, rows);
        program.press("j\t");
    }
    program.wait_for_idle();
    program.resize(100, 30);
    program.wait_for("1 Overview");
    program.wait_for(COMPANY);
    program.press("q");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_clean();
}

#[test]
fn the_mouse_selects_rows_and_presses_hints() {
    let mut program = opened(Start::new().with("NO_COLOR", "1"));
    program.click(program.find("Snowflake").unwrap());
    program.wait_until("the selection", |it| selection(it).contains("Snowflake"));
    program.click(program.find("? help").unwrap());
    program.wait_for("Keys");
}

#[test]
fn a_click_on_a_tab_goes_to_its_view() {
    let mut program = opened(Start::new());
    program.click(program.find(" Findings ").unwrap());
    program.wait_for_no("Linchpins");
    program.click(program.find("1 Overview").unwrap());
    program.wait_for("Linchpins");
}

#[test]
fn copying_asks_the_terminal_for_the_name() {
    let mut program = opened(Start::new());
    let row = program.find("Snowflake").unwrap();
    program.click(row);
    program.press("yn");
    program.wait_for("copied");
    let written = String::from_utf8_lossy(&program.bytes).into_owned();
    let sent = written.split_once("\u{1b}]52;c;").unwrap().1.split_once('\u{7}').unwrap().0;
    let text = base64::engine::general_purpose::STANDARD.decode(sent).unwrap();
    assert!(text.eq_ignore_ascii_case(b"Snowflake"), "{text:?}");
}

#[test]
fn an_idle_program_is_silent() {
    let mut program = opened(Start::new());
    program.wait_for("q quit");
    program.wait_for_idle();
    // What was written before it fell idle may still be under way.
    program.bytes_of_silence();
    assert_eq!(program.bytes_of_silence(), b"");
}

/// Named after an editor whose way to be told the line is known; tells what it was given and how the terminal is,
/// and goes on when a line is typed.
const EDITOR: &str = "\
#!/bin/sh
printf '%s\\n' \"$@\" > \"$HOME/told\"
echo 'the editor is here'
read line
sed 's/name: Outreach,/name: Salesloft,/' stack.yaml > new.yaml
mv new.yaml stack.yaml
";

#[test]
fn the_editor_runs_at_the_line_without_a_shell_and_the_screen_comes_back() {
    let start = Start::new().with_file("stack.yaml", include_str!("../stacks/small.yaml"));
    let folder = start.home.path().join("my; editors");
    fs::create_dir(&folder).unwrap();
    let editor = folder.join("vim");
    fs::write(&editor, EDITOR).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let setting = format!("'{}' '$(touch pwned)' ';'", editor.display());
    let mut program = start.with("EDITOR", setting).run();
    program.wait_for("Outreach");
    program.click(program.find("Outreach").unwrap());
    program.press("e");
    program.wait_for("the editor is here");
    program.assert_clean();
    // Ctrl-C in the editor reaches every program of the terminal, and is the editor's alone.
    program.signal("INT");
    program.press("go on\n");
    program.wait_for("1 Overview");
    program.wait_for("Salesloft");
    assert!(program.screen().alternate_screen() && program.screen().hide_cursor());
    let told = fs::read_to_string(program.path("told")).unwrap();
    let words: Vec<&str> = told.lines().collect();
    assert_eq!(words.get(..2), Some(&["$(touch pwned)", ";"][..]), "{told}");
    assert!(words[2].starts_with('+') && words[3].ends_with("/stack.yaml"), "{told}");
    assert!(!program.path("pwned").exists());
    program.press("q");
    assert_eq!(program.wait_for_end(), 0);
    program.assert_clean();
}
