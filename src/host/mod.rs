//! Everything outside the program: streams, files, environment, today's date, terminals.
//!
//! The only place that looks outside; whatever is below is given what it needs.

mod captured;
mod disk;
mod folder;

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Read, Write};
use std::path::PathBuf;

use crate::stack::Date;

pub use captured::Captured;
pub(crate) use disk::{Digest, Disk, Stamp, WriteFailure};
pub(crate) use folder::Folder;

/// The outside as one value, so that a test can bring its own.
pub struct Host {
    pub(crate) out: Box<dyn Write + Send>,
    pub(crate) err: Box<dyn Write + Send>,
    pub(crate) input: Box<dyn Read + Send>,
    pub(crate) disk: Disk,
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

    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), value.to_owned());
    }
}

impl Host {
    pub fn of_process() -> Self {
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
            environment: Environment::default(),
            today: Date::new(2026, 11, 24).unwrap_or_else(epoch),
            terminals: Terminals::default(),
            size: None,
            folder: PathBuf::from("."),
        };
        (host, out, err)
    }

    /// The same with the real files of a folder.
    #[must_use]
    pub fn in_folder(mut self, folder: PathBuf) -> Self {
        self.disk = Disk::Real;
        self.folder = folder;
        self
    }

    /// Colours are unwanted where `NO_COLOR` is set to anything.
    pub(crate) fn refuses_color(&self) -> bool {
        self.environment.get("NO_COLOR").is_some()
    }
}

/// Makes errors and panics readable; `host` says whether colours may be used.
pub(crate) fn install_reports(host: &Host) -> color_eyre::Result<()> {
    let theme = if host.terminals.err && !host.refuses_color() {
        color_eyre::config::Theme::dark()
    } else {
        color_eyre::config::Theme::new()
    };
    color_eyre::config::HookBuilder::default().theme(theme).display_env_section(false).install()
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
