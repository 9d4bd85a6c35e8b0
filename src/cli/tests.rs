use std::io::{Error, ErrorKind, Write};
use std::path::Path;

use super::*;

/// A pipe that nobody reads from, or that fails otherwise.
struct Failing(ErrorKind);

impl Write for Failing {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(Error::from(self.0))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn run_into(out: Failing, args: &[&str]) -> (u8, String) {
    let (mut host, _, err) = Host::for_tests(&[]);
    host.out = Box::new(out);
    let code = run(args.iter().map(OsString::from), &mut host);
    (code, err.text())
}

#[test]
fn the_definition_holds_together() {
    command(100).debug_assert();
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    for args in [["linchpin", "check"], ["linchpin", "--help"]] {
        assert_eq!(run_into(Failing(ErrorKind::BrokenPipe), &args).0, 0, "{args:?}");
    }
}

#[test]
fn a_full_disk_is_a_failure_and_told() {
    let (code, err) = run_into(Failing(ErrorKind::StorageFull), &["linchpin", "check"]);
    assert_eq!(code, 2);
    assert!(err.contains("error: the output could not be written"), "{err}");
}

#[test]
fn a_file_without_permission_is_named_with_a_way_out() {
    let (mut host, _, err) = Host::for_tests(&[]);
    let cli = Cli::parse_from(["linchpin"]);
    let call = Call::new(&mut host, &cli.common, None);
    let denied = Error::from(ErrorKind::PermissionDenied);
    let failure = call.unreadable(&denied, Path::new("secret.yaml"), "secret.yaml");
    assert_eq!(failure.tell(&mut host), 2);
    assert_eq!(
        err.text(),
        "error: `secret.yaml` may not be read by this user\n  \
         hint: ask its owner, or look at its permissions with `ls -l`\n"
    );
}

#[test]
fn colours_are_for_terminals_unless_somebody_says_otherwise() {
    let paint = |terminal: bool, no_color: &str, args: &[&str]| {
        let (mut host, _, _) = Host::for_tests(&[]);
        host.terminals.out = terminal;
        host.environment.set("NO_COLOR", no_color);
        let cli = Cli::parse_from(args);
        Call::new(&mut host, &cli.common, None).look.paint == crate::export::human::Paint::Coloured
    };
    assert!(paint(true, "", &["linchpin"]));
    assert!(!paint(false, "", &["linchpin"]));
    assert!(!paint(true, "1", &["linchpin"]));
    assert!(paint(false, "1", &["linchpin", "--color", "always"]));
    assert!(!paint(true, "", &["linchpin", "--color", "never"]));
}

#[test]
fn tables_fit_a_terminal_and_say_what_they_leave_out() {
    for (what, columns) in [("tools", 90), ("flows", 80), ("findings", 80), ("people", 80)] {
        let (mut host, out, _) = Host::for_tests(&[]);
        host.environment.set("COLUMNS", &columns.to_string());
        let args = ["linchpin", "list", what, "--color", "always"];
        assert_eq!(run(args.map(OsString::from), &mut host), 0);
        let told = out.text();
        assert!(told.contains("\u{1b}[2mwithout "), "{what}: {told}");
        for line in told.lines() {
            let mut parts = line.split('\u{1b}');
            let first = parts.next().unwrap().to_owned();
            let plain = parts.fold(first, |text, it| text + it.split_once('m').unwrap().1);
            assert!(plain.chars().count() <= columns, "{what}: {plain}");
        }
    }
}

/// In a terminal somebody is asked, and only a yes is a yes.
#[test]
fn nothing_is_written_without_a_yes() {
    const TEXT: &str = "tools: []\n";
    for (answer, is_written) in
        [("y\n", true), ("yes", true), ("\n", false), ("", false), ("no\ny\n", false)]
    {
        let (mut host, _, err) = Host::for_tests(&[("stack.yaml", TEXT)]);
        host.terminals = crate::host::Terminals { input: true, out: false, err: true };
        host.input = Box::new(std::io::Cursor::new(answer.as_bytes().to_vec()));
        let disk = host.disk.clone();
        run(["linchpin", "check", "--fix"].map(OsString::from), &mut host);
        let found = disk.read(Path::new("stack.yaml")).unwrap();
        assert_eq!(found != TEXT.as_bytes(), is_written, "{answer:?}\n{}", err.text());
        assert!(err.text().contains("write this? [y/N]"), "{}", err.text());
    }
}
