//! Everything outside the program: streams, files, environment, today's date, terminals.
//!
//! The only place that looks outside; whatever is below is given what it needs.

mod captured;
mod disk;
mod folder;
mod git;
mod rewrite;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{IsTerminal as _, Read, Write};
use std::path::PathBuf;

use crate::stack::Date;

pub use captured::Captured;
pub(crate) use disk::{Digest, Disk, Stamp, WriteFailure};
pub(crate) use folder::Folder;
pub(crate) use git::{Repository, Version};
pub(crate) use rewrite::{Rewrite, Unwritten, rewrite, undo};

/// Exit code, or what kept the program from working at all.
pub(crate) type Outcome = color_eyre::Result<u8>;

/// Exit code for usage and operating failures, as opposed to findings.
const FAILURE: u8 = 2;

/// The outside as one value, so that a test can bring its own.
pub struct Host {
    pub(crate) out: Box<dyn Write + Send>,
    pub(crate) err: Box<dyn Write + Send>,
    pub(crate) input: Box<dyn Read + Send>,
    pub(crate) disk: Disk,
    /// Without the program's own name.
    pub(crate) args: Vec<OsString>,
    pub(crate) environment: Environment,
    pub(crate) today: Date,
    pub(crate) terminals: Terminals,
    /// Columns and lines, where somebody has said so.
    pub(crate) size: Option<(u16, u16)>,
    /// The folder that relative names start from.
    pub(crate) folder: PathBuf,
}

/// Which of the three streams are terminals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Terminals {
    pub(crate) input: bool,
    pub(crate) out: bool,
    pub(crate) err: bool,
}

/// Environment variables as they were at the start; an empty one counts as absent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Environment(BTreeMap<String, String>);

impl Environment {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|it| !it.is_empty())
    }

    #[cfg(test)]
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), value.to_owned());
    }
}

impl Host {
    pub(crate) fn of_process() -> Self {
        let environment = Environment(
            std::env::vars_os()
                .filter_map(|(name, value)| {
                    Some((name.into_string().ok()?, value.into_string().ok()?))
                })
                .collect(),
        );
        let number = |name: &str| environment.get(name)?.parse::<u16>().ok();
        let size = number("COLUMNS").zip(number("LINES"));
        Self {
            out: Box::new(std::io::BufWriter::new(std::io::stdout())),
            err: Box::new(std::io::stderr()),
            input: Box::new(std::io::stdin()),
            disk: Disk::Real,
            args: std::env::args_os().skip(1).collect(),
            environment,
            today: today(),
            terminals: Terminals {
                input: std::io::stdin().is_terminal(),
                out: std::io::stdout().is_terminal(),
                err: std::io::stderr().is_terminal(),
            },
            size,
            folder: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
        }
    }

    /// A host in memory: these files, no terminal, one fixed day; what is printed can be read back.
    pub fn for_tests(files: &[(&str, &str)]) -> (Self, Captured, Captured) {
        let (out, err) = (Captured::default(), Captured::default());
        let host = Self {
            out: Box::new(out.clone()),
            err: Box::new(err.clone()),
            input: Box::new(std::io::empty()),
            disk: Disk::memory(files),
            args: Vec::new(),
            environment: Environment::default(),
            today: Date::new(2026, 11, 24).unwrap_or_else(epoch),
            terminals: Terminals::default(),
            size: None,
            folder: PathBuf::from("."),
        };
        (host, out, err)
    }

    /// The same on a terminal of so many columns.
    #[must_use]
    pub fn of_width(mut self, columns: u16) -> Self {
        self.size = Some((columns, 24));
        self
    }

    /// The same with the real files of a folder.
    #[must_use]
    pub fn in_folder(mut self, folder: PathBuf) -> Self {
        self.disk = Disk::Real;
        self.folder = folder;
        self
    }

    /// All of standard input, up to the size that a stack file may have: a device never ends.
    pub(crate) fn read_input(&mut self) -> std::io::Result<Vec<u8>> {
        disk::read_bounded(&mut self.input)
    }

    /// Makes errors and panics readable, without colours where nobody wants them.
    pub(crate) fn install_reports(&self) -> color_eyre::Result<()> {
        let theme = if self.terminals.err && !self.refuses_color() {
            color_eyre::config::Theme::dark()
        } else {
            color_eyre::config::Theme::new()
        };
        color_eyre::config::HookBuilder::default().theme(theme).display_env_section(false).install()
    }

    /// Prints why it failed, if it did, and everything that is still to be written; returns the exit code.
    pub(crate) fn close(&mut self, outcome: Outcome) -> u8 {
        let flushed = self.out.flush();
        match outcome.and_then(|code| {
            // A signal ended it: its code is what counts, and the terminal may be gone.
            if code > FAILURE { Ok(code) } else { Ok(flushed.map(|()| code)?) }
        }) {
            Ok(code) => code,
            Err(report) if is_closed_pipe(&report) => 0,
            Err(report) => {
                // Nothing is left to tell where standard error is gone.
                drop(writeln!(self.err, "{report:?}"));
                FAILURE
            }
        }
    }

    /// Lets another program have the terminal until it ends; no shell comes between.
    pub(crate) fn hand_over(words: &[String]) -> Result<(), String> {
        let Some((program, arguments)) = words.split_first() else {
            return Err("no program is named".to_owned());
        };
        match std::process::Command::new(program).args(arguments).status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("{program} ended with {status}")),
            Err(error) => Err(format!("{program}: {error}")),
        }
    }

    /// Colours are unwanted where `NO_COLOR` is set to anything.
    pub(crate) fn refuses_color(&self) -> bool {
        self.environment.get("NO_COLOR").is_some()
    }
}

/// Whoever read our output has seen enough, as `head` has.
fn is_closed_pipe(report: &color_eyre::Report) -> bool {
    let error = report.downcast_ref::<std::io::Error>();
    error.is_some_and(|it| it.kind() == std::io::ErrorKind::BrokenPipe)
}

/// The day in the local time zone where it is known, else in UTC.
fn today() -> Date {
    let now = jiff::ZonedDateTime::now().date();
    Date::new(now.year(), now.month(), now.day()).unwrap_or_else(epoch)
}

fn epoch() -> Date {
    Date::new(1970, 1, 1).unwrap_or_else(|| unreachable!("the first of January 1970 is a day"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_variables_are_absent() {
        let mut environment = Environment::default();
        environment.set("NO_COLOR", "");
        assert_eq!(environment.get("NO_COLOR"), None);
    }

    #[test]
    fn what_is_printed_can_be_read_back() {
        let (mut host, out, _) = Host::for_tests(&[]);
        writeln!(host.out, "hello").unwrap();
        assert_eq!(out.text(), "hello\n");
    }
}
