//! Files made to hang, to crash, to fill the memory or to deceive: told, survived, and never printed as they are.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use linchpin::Host;

use crate::support::{LINCHPIN, Start};

const DAY: &[&str] = &["--as-of", "2026-09-15"];

struct Told {
    code: u8,
    out: String,
    err: String,
}

fn run(folder: &Path, args: &[&str]) -> Told {
    let (host, out, err) = Host::for_tests(&[]);
    let mut host = host.in_folder(folder.to_owned());
    let args = ["linchpin"].iter().chain(args).chain(DAY).map(OsString::from);
    let code = linchpin::run(args, &mut host);
    let told = Told { code, out: out.text(), err: err.text() };
    assert_harmless(&told.out, "standard output");
    assert_harmless(&told.err, "standard error");
    told
}

/// `check` on a file with this content.
fn check(content: impl AsRef<[u8]>) -> Told {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("stack.yaml"), content).unwrap();
    run(folder.path(), &["check", "stack.yaml"])
}

/// Line ends are the only controls that may be printed, and nothing may hide or reorder text.
fn assert_harmless(text: &str, place: &str) {
    let harmful = text.char_indices().find(|(_, it)| {
        (it.is_control() && *it != '\n')
            || matches!(
                *it,
                '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{200b}' | '\u{2028}' | '\u{2029}'
            )
            || matches!(*it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
            || matches!(*it, '\u{e0000}'..='\u{e007f}')
    });
    let around =
        |at: usize| text.get(at..).unwrap_or_default().chars().take(80).collect::<String>();
    assert_eq!(harmful.map(|(at, char)| (char, around(at))), None, "{place}");
}

#[test]
fn what_is_no_stack_file_is_told_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    assert!(Command::new("mkfifo").arg(folder.path().join("pipe")).status().unwrap().success());
    for (file, message) in [
        ("missing.yaml", "there is no file `missing.yaml`"),
        ("folder", "`folder` is a folder, not a stack file"),
        ("pipe", "`pipe` cannot be read: not an ordinary file"),
        ("/dev/zero", "`/dev/zero` cannot be read: not an ordinary file"),
        ("/dev/tty", "`/dev/tty` cannot be read: not an ordinary file"),
        ("evil\u{1b}[31m.yaml", "there is no file `evil␛[31m.yaml`"),
    ] {
        for verb in ["check", "list", "impact", ""] {
            let what = if verb == "list" { &["tools"][..] } else { &[] };
            let what = if verb == "impact" { &["salesforce"][..] } else { what };
            let verb = if verb.is_empty() { &[][..] } else { std::slice::from_ref(&verb) };
            let args = [verb, what, &["--file", file]].concat();
            let told = run(folder.path(), &args);
            assert_eq!(told.code, 2, "{args:?}");
            assert_eq!(told.out, "", "{args:?}");
            assert!(told.err.starts_with(&format!("error: {message}\n")), "{args:?} {}", told.err);
        }
    }
}

#[test]
fn a_file_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("stack.yaml");
    fs::write(&file, "version: 1\n").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    let told = run(folder.path(), &["check"]);
    // The superuser may read everything; everybody else is told.
    if fs::read(&file).is_err() {
        assert_eq!(told.code, 2);
        assert!(told.err.contains("`stack.yaml` may not be read by this user"), "{}", told.err);
    } else {
        assert!(told.code < 2, "{}", told.err);
    }
}

#[test]
fn a_file_of_any_size_is_refused_before_it_fills_the_memory() {
    let folder = tempfile::tempdir().unwrap();
    // Holes only: these take no room on the disk.
    for (name, len) in [("large.yaml", 100 << 20), ("vast.yaml", 1_u64 << 40)] {
        fs::File::create(folder.path().join(name)).unwrap().set_len(len).unwrap();
        let told = run(folder.path(), &["check", name]);
        assert_eq!(told.code, 2);
        let message = format!("error: `{name}` cannot be read: larger than 64 MiB\n");
        assert!(told.err.starts_with(&message), "{}", told.err);
    }
    let root = "version: 1\ninclude: [large.yaml]\n";
    fs::write(folder.path().join("stack.yaml"), root).unwrap();
    let told = run(folder.path(), &["check"]);
    assert_eq!(told.code, 1);
    assert!(told.out.contains("larger than 64 MiB"), "{}", told.out);
}

#[test]
fn an_endless_input_ends() {
    let zero = fs::File::open("/dev/zero").unwrap();
    let mut command = Command::new(LINCHPIN);
    let told = command.args(["check", "-"]).stdin(zero).output().unwrap();
    assert_eq!(told.status.code(), Some(2));
    let err = String::from_utf8(told.stderr).unwrap();
    assert!(err.contains("standard input cannot be read: larger than 64 MiB"), "{err}");
}

#[test]
fn nothing_at_all_is_a_stack_without_tools() {
    for content in ["", "\n\n", "# only a comment\n", "\u{feff}", "---\n", "---\n...\n", "{}", "~"]
    {
        let told = check(content);
        assert!(told.code < 2, "{content:?} {} {}", told.out, told.err);
    }
}

#[test]
fn what_is_no_text_is_told_with_its_place() {
    for (content, message) in [
        (&b"\x7fELF\x02\x01\x01\x00\x00"[..], "NUL"),
        (b"version: 1\ncompany: {name: Caf\xe9}\n", "not UTF-8"),
        (b"\xff\xfev\x00e\x00r\x00", "UTF-16"),
        (b"version: 1\ncompany: {name: \"a\x1b[31mb\"}\n", "stack.yaml:2:"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "NUL"),
    ] {
        let told = check(content);
        assert_eq!(told.code, 1, "{message} {}", told.out);
        assert!(told.out.contains(message) && told.out.contains("stack.yaml:"), "{}", told.out);
    }
}

#[test]
fn a_mark_windows_line_ends_and_tabs_change_nothing() {
    let plain = "version: 1\ntools:\n  - {id: a, name: A, category: crm}\n  - {id: a, name: B, category: crm}\n";
    let expected = check(plain);
    assert!(expected.out.contains("stack.yaml:4:"), "{}", expected.out);
    for other in [
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n"),
        format!("\u{feff}{}", plain.replace('\n', "\r\n")),
        plain.replace("{id: a, name: A", "{id:\ta, name:\tA"),
    ] {
        let told = check(&other);
        assert_eq!(told.code, expected.code, "{other:?}");
        assert!(told.out.contains("stack.yaml:4:"), "{other:?} {}", told.out);
    }
    let indented = check("version: 1\ntools:\n\t- {id: a, name: A, category: crm}\n");
    assert_eq!(indented.code, 1);
    assert!(indented.out.contains("stack.yaml:3:"), "{}", indented.out);
}

#[test]
fn bombs_do_not_go_off() {
    let deep = 100_000;
    let lines = |count: usize, line: &dyn Fn(usize) -> String| {
        (0..count).map(line).collect::<Vec<String>>().join("\n")
    };
    let laughs = lines(20, &|it| match it {
        0 => "x0: &x0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]".to_owned(),
        _ => format!("x{it}: &x{it} [{}]", vec![format!("*x{}", it - 1); 9].join(", ")),
    });
    for content in [
        "[".repeat(deep) + &"]".repeat(deep),
        "[".repeat(deep),
        "{a: ".repeat(deep),
        "- ".repeat(deep),
        "? ".repeat(deep),
        format!("version: 1\ntools: {}\n", "[".repeat(deep)),
        format!("version: 1\ntools:\n  - id: {}{}\n", "[".repeat(deep), "]".repeat(deep)),
        format!("version: 1\n{laughs}\ntools: *x19\n"),
        "a: &a [*a]\ntools: *a\n".to_owned(),
        "<<: &a {<<: *a}\n".to_owned(),
        format!("version: 1\ntools:\n{}\n", lines(20_000, &|_| "  - {id: same}".to_owned())),
        format!(
            "version: 1\nintegrations:\n{}\n",
            lines(20_000, &|_| "  - {from: a, to: b, method: api}".to_owned())
        ),
        format!("version: 1\n{}\n", lines(20_000, &|it| format!("key{it}: 1"))),
        format!("version: 1\n{}\n", lines(20_000, &|_| "tools: []".to_owned())),
        format!("version: 1\ncompany: {{name: {}}}\n", "a".repeat(1 << 20)),
        format!("version: 1\ncompany: {{name: \"{}\"}}\n", "e\u{301}\u{301}".repeat(1 << 16)),
    ] {
        let beginning: String = content.chars().take(60).collect();
        let told = check(&content);
        assert!(told.code < 2, "{beginning} {}", told.err);
        assert!(told.out.len() < 16 << 20, "{beginning}: {} bytes are told", told.out.len());
    }
}

/// The deceitful names of the corpus through everything that prints them.
#[test]
fn nothing_printed_can_steer_a_terminal() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stacks/bad");
    let file = ["--file", "hostile-labels.yaml"];
    for args in [
        &["check"][..],
        &["check", "--all", "--strict", "--fail-on", "note"],
        &["check", "--format", "json"],
        &["list", "tools"],
        &["list", "tools", "--format", "json"],
        &["list", "flows"],
        &["list", "findings"],
        &["list", "people"],
        &["impact", "ansi"],
        &["impact", "bidi", "--format", "json"],
        &["impact", "\u{1b}]0;owned\u{7}"],
        &["path", "bidi", "nul"],
        &["map"],
        &["simulate", "--remove", "bidi"],
        &["simulate", "--remove", "\u{202e}x"],
        &["schema", "--for", "hostile-labels.yaml"],
        &[],
    ] {
        let args =
            if args.first() == Some(&"schema") { args.to_vec() } else { [args, &file].concat() };
        let told = run(&folder, &args);
        assert!(
            told.code < 2 || args.contains(&"impact") || args.contains(&"simulate"),
            "{args:?} {}",
            told.err
        );
        assert!(!told.out.is_empty() || !told.err.is_empty(), "{args:?}");
    }
}

#[test]
fn every_bad_file_of_the_corpus_is_told_with_its_places() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stacks/bad");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(names.len() > 30);
    for name in &names {
        let told = run(&folder, &["check", name, "--format", "json"]);
        assert!(told.code < 2, "{name}: {}", told.err);
        let lines = run(&folder, &["check", name]);
        assert_eq!(lines.code, told.code, "{name}");
        let blocks: Vec<&str> =
            lines.out.split("\n\n").filter(|it| it.starts_with("error[")).collect();
        assert!(told.code == 0 || !blocks.is_empty(), "{name}: {}", lines.out);
        for block in blocks {
            let place = block.lines().find_map(|it| it.trim_start().strip_prefix("--> "));
            let place = place.unwrap_or_else(|| panic!("{name}: no place in\n{block}"));
            let mut parts = place.rsplit(':');
            let numbers = parts.next().zip(parts.next()).unwrap();
            assert!(
                numbers.0.parse::<usize>().is_ok() && numbers.1.parse::<usize>().is_ok(),
                "{place}"
            );
        }
    }
}

/// What steers the terminal in what the program wrote comes from the program alone.
#[test]
fn deceitful_names_reach_the_screen_as_plain_text() {
    let stack = include_str!("../stacks/bad/hostile-labels.yaml");
    let mut program = Start::new().with_file("stack.yaml", stack).run();
    program.wait_for("11 tools");
    for keys in ["\t", "j", "j", "K", "\u{1b}", "?", "\u{1b}", "!", "\u{1b}", ":c", "\u{1b}", "/a"]
    {
        program.press(keys);
        program.wait_for_idle();
    }
    program.signal("TERM");
    assert_eq!(program.wait_for_end(), 143);
    program.assert_clean();
    let written = String::from_utf8(std::mem::take(&mut program.bytes)).unwrap();
    for stolen in
        ["\u{1b}[2J\u{1b}[H\u{1b}]0;", "\u{1b}]", "\u{7}", "\u{202e}", "\u{2066}", "\u{9b}"]
    {
        assert!(!written.contains(stolen), "{stolen:?}");
    }
    assert!(!written.contains("\u{1b}[31m"), "colours of the sixteen are not ours in this theme");
    let plain = strip_sequences(&written);
    assert_harmless(&plain.replace('\r', ""), "the screen");
}

/// The text between the sequences of ours: `ESC [ … letter`.
fn strip_sequences(written: &str) -> String {
    let mut out = String::new();
    let mut chars = written.chars();
    while let Some(char) = chars.next() {
        if char != '\u{1b}' {
            out.push(char);
            continue;
        }
        match chars.next() {
            Some('[') => while chars.next().is_some_and(|it| !('@'..='~').contains(&it)) {},
            other => panic!("ESC {other:?} is no sequence of ours"),
        }
    }
    out
}

#[test]
fn a_stack_that_cannot_be_read_leaves_the_terminal_alone() {
    let start = Start::new();
    let vast = start.home.path().join("vast.yaml");
    fs::File::create(vast).unwrap().set_len(1 << 40).unwrap();
    for file in ["vast.yaml", "/dev/zero", "missing.yaml"] {
        let mut command = Command::new(LINCHPIN);
        command.arg(file).current_dir(start.home.path()).stdin(Stdio::null());
        assert_eq!(command.output().unwrap().status.code(), Some(2), "{file}");
    }
    let mut program = start.words(&[LINCHPIN, "vast.yaml"]).run();
    assert_eq!(program.wait_for_end(), 2);
    assert!(program.text().contains("larger than 64 MiB"), "{}", program.text());
    assert!(!program.screen().alternate_screen());
}
