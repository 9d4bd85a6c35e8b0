//! One call of the program: where the stack comes from, how to print, what was said.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use clap::CommandFactory as _;

use super::failure::Failure;
use super::{Cli, Common, Format, Named, When};
use crate::analysis::Analysis;
use crate::diag::Severity;
use crate::export::human::{Extent, Look, Paint};
use crate::export::{CheckFormat, MapFormat, human, json};
use crate::host::{Folder, Host, Repository, Version};
use crate::load::{self, Alone, Loaded};
use crate::report::Severities;
use crate::stack::Date;
use crate::text::{clean, nearest, plural};
use crate::tui;

/// Where nobody says how wide the terminal is: what fits beside an editor and is still easy to read.
const WIDTH_DEFAULT: usize = 100;

/// Below it words stand alone on their lines.
const WIDTH_MIN: usize = 40;

/// Names looked for, in the current folder and above.
const FILE_NAMES: [&str; 2] = ["stack.yaml", "stack.yml"];

pub(super) const EXAMPLE: &str = include_str!("../../stack.example.yaml");

/// The name that the embedded example goes by.
pub(super) const EXAMPLE_NAME: &str = "stack.example.yaml";

pub(super) struct Call<'h> {
    pub(super) host: &'h mut Host,
    pub(super) format: Format,
    /// How a check is written, which has more formats than others.
    pub(super) check_format: &'static CheckFormat,
    pub(super) map_format: Option<&'static MapFormat>,
    pub(super) look: Look,
    file: Option<PathBuf>,
    pub(super) as_of: Option<Date>,
}

/// The name of that format.
pub(super) const MARKDOWN: &str = "markdown";

/// Where a stack was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    File { path: PathBuf, shown: String },
    Input,
    Example,
}

pub(super) fn width_of(host: &Host) -> usize {
    let said = host.environment.get("COLUMNS").and_then(|it| it.parse::<u16>().ok());
    let said = host.size.map(|(columns, _)| columns).or(said);
    let known = said.or_else(|| {
        // Only a terminal has a width; what a pipe leads to is not known.
        if host.terminals.out { tui::terminal_size().map(|(columns, _)| columns) } else { None }
    });
    known.map_or(WIDTH_DEFAULT, |columns| usize::from(columns).max(WIDTH_MIN))
}

impl<'h> Call<'h> {
    pub(super) fn new(host: &'h mut Host, common: &Common, stack: Option<PathBuf>) -> Self {
        let is_dumb = host.environment.get("TERM") == Some("dumb");
        let is_colored = match common.color {
            When::Auto => host.terminals.out && !host.refuses_color() && !is_dumb,
            When::Always => true,
            When::Never => false,
        };
        let look = Look {
            paint: if is_colored { Paint::Coloured } else { Paint::Plain },
            width: width_of(host),
            extent: if common.all { Extent::All } else { Extent::Brief },
        };
        let file = common.file.clone().or(stack);
        let (check_format, map_format) = match common.format {
            Named::Check(format) => (format, None),
            Named::Map(format) => (&human::CHECK, Some(format)),
        };
        let is_json = check_format.name == json::CHECK.name;
        let format = if is_json { Format::Json } else { Format::Human };
        Self { look, file, format, check_format, map_format, as_of: common.as_of, host }
    }

    /// `--format markdown`, which few commands have.
    pub(super) fn is_markdown(&self) -> bool {
        self.check_format.name == MARKDOWN
    }

    /// Uses the file that a verb was given, where it was given one.
    pub(super) fn take_file(&mut self, file: Option<PathBuf>) {
        if file.is_some() {
            self.file = file;
        }
    }

    /// Data.
    pub(super) fn print(&mut self, text: &str) -> Result<(), Failure> {
        Ok(self.host.out.write_all(text.as_bytes())?)
    }

    /// Narration; there is nothing to do when nobody hears it.
    pub(super) fn say(&mut self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.host.err, "{text}")?)
    }

    /// Everything printed is out.
    pub(super) fn close(&mut self) -> Result<(), Failure> {
        Ok(self.host.out.flush()?)
    }

    /// The stack that is meant, analysed, and said which it is.
    pub(super) fn analysis(&mut self) -> Result<Analysis, Failure> {
        let origin = self.origin();
        self.analysis_of(&origin)
    }

    /// As [`Call::analysis`], and says what is wrong with the text: for commands that do not show it themselves.
    pub(super) fn analysis_with_warning(&mut self) -> Result<Analysis, Failure> {
        let analysis = self.analysis()?;
        let faults = analysis.problems.iter().filter(|it| it.severity == Severity::Error);
        let counts = Severities::of(faults);
        if counts.errors > 0 {
            let errors = plural(counts.errors, "error");
            self.say(&format!(
                "the file has {errors}, and what cannot be read is left out: `linchpin check` shows them"
            ))?;
        }
        Ok(analysis)
    }

    pub(super) fn analysis_of(&mut self, origin: &Origin) -> Result<Analysis, Failure> {
        self.analysis_on(origin, self.as_of)
    }

    /// As of a day, else of the company's own or today.
    pub(super) fn analysis_on(
        &mut self,
        origin: &Origin,
        as_of: Option<Date>,
    ) -> Result<Analysis, Failure> {
        let loaded = self.load(origin)?;
        let today = self.host.today;
        let Loaded { sources, mut stack, problems, is_damaged: _ } = loaded;
        if as_of.is_some() {
            stack.company.as_of = as_of;
        }
        Ok(Analysis::of(sources, stack, problems, today))
    }

    fn load(&mut self, origin: &Origin) -> Result<Loaded, Failure> {
        match origin {
            Origin::File { path, shown } => {
                let bytes = self.read(path, shown)?;
                self.say(&format!("reading {}", clean(shown)))?;
                let folder = Folder::of(self.host.disk.clone(), path);
                Ok(load::load(shown, &bytes, &folder))
            }
            Origin::Input => {
                let bytes = self.host.read_input().map_err(|error| {
                    Failure::new(format!("standard input cannot be read: {error}"))
                })?;
                self.say("reading standard input")?;
                Ok(load::load("-", &bytes, &Alone))
            }
            Origin::Example => {
                self.say("no stack.yaml here or in a folder above: showing the built-in example")?;
                Ok(load::load(EXAMPLE_NAME, EXAMPLE.as_bytes(), &Alone))
            }
        }
    }

    /// A version of the stack file in git, analysed as of a day, else of the version's own or `today`.
    pub(super) fn analysis_of_version(
        repository: &Repository,
        version: &Version,
        as_of: Option<Date>,
        today: Date,
    ) -> Result<Analysis, Failure> {
        let bytes = repository.read(version).map_err(Failure::new)?;
        let name = version.path.file_name().unwrap_or_default().to_string_lossy();
        let shown = format!("{}:{name}", version.id);
        let Loaded { sources, mut stack, problems, is_damaged: _ } =
            load::load(&shown, &bytes, &repository.files(version));
        if as_of.is_some() {
            stack.company.as_of = as_of;
        }
        Ok(Analysis::of(sources, stack, problems, today))
    }

    /// The repository of the stack file that is meant, and the file.
    pub(super) fn repository(&self) -> Result<(Repository, Origin), Failure> {
        let origin = self.origin();
        let Origin::File { path, .. } = &origin else {
            return Err(Failure::new("only a file has earlier versions")
                .hint("name the stack file, such as `--file stack.yaml`"));
        };
        let repository = Repository::of(path).map_err(Failure::new)?;
        Ok((repository, origin))
    }

    /// The file that was named, else stack.yaml here or above, else the example.
    pub(super) fn origin(&self) -> Origin {
        if let Some(file) = &self.file {
            if file.as_os_str() == "-" {
                return Origin::Input;
            }
            let shown = file.display().to_string();
            return Origin::File { path: self.place(file), shown };
        }
        for folder in self.host.folder.ancestors() {
            for name in FILE_NAMES {
                let path = folder.join(name);
                if self.host.disk.exists(&path) {
                    let is_here = folder == self.host.folder;
                    let shown = if is_here { name.to_owned() } else { path.display().to_string() };
                    return Origin::File { path, shown };
                }
            }
        }
        Origin::Example
    }

    /// The file seen from where the program was started.
    pub(super) fn place(&self, file: &Path) -> PathBuf {
        if self.host.folder == Path::new(".") {
            return file.to_owned();
        }
        self.host.folder.join(file)
    }

    /// The content of a file that was named on the command line.
    pub(super) fn read_named(&self, file: &Path) -> Result<Vec<u8>, Failure> {
        self.read(&self.place(file), &file.display().to_string())
    }

    pub(super) fn read(&self, path: &Path, shown: &str) -> Result<Vec<u8>, Failure> {
        self.host.disk.read(path).map_err(|error| self.unreadable(&error, path, shown))
    }

    pub(super) fn unreadable(&self, error: &std::io::Error, path: &Path, shown: &str) -> Failure {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => self.missing(path, shown),
            ErrorKind::PermissionDenied => {
                Failure::new(format!("`{shown}` may not be read by this user"))
                    .hint("ask its owner, or look at its permissions with `ls -l`")
            }
            ErrorKind::InvalidInput if self.host.disk.list(path).is_ok() => {
                let inside = Path::new(shown).join("stack.yaml");
                Failure::new(format!("`{shown}` is a folder, not a stack file"))
                    .hint(format!("name the file in it, such as `{}`", inside.display()))
            }
            ErrorKind::FileTooLarge => Failure::new(format!("`{shown}` cannot be read: {error}"))
                .hint("split the stack into several files"),
            _ => Failure::new(format!("`{shown}` cannot be read: {error}")),
        }
    }

    fn missing(&self, path: &Path, shown: &str) -> Failure {
        let failure = Failure::new(format!("there is no file `{shown}`"));
        // Who mistypes a command finds it taken for a file.
        let command = Cli::command();
        let verbs = command.get_subcommands().map(clap::Command::get_name);
        if let Some(verb) = nearest(shown, verbs) {
            return failure.hint(format!("did you mean the command `linchpin {verb}`?"));
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        let folder = if folder == Path::new("") { Path::new(".") } else { folder };
        let names = self.host.disk.list(folder).unwrap_or_default();
        let wanted = path.file_name().map(|it| it.to_string_lossy()).unwrap_or_default();
        let is_stack =
            |it: &&str| Path::new(it).extension().is_some_and(|it| it == "yaml" || it == "yml");
        match nearest(&wanted, names.iter().map(String::as_str).filter(is_stack)) {
            Some(near) => {
                let near = Path::new(shown).with_file_name(near);
                failure.hint(format!("did you mean `{}`?", near.display()))
            }
            None => failure.hint("without a file, linchpin opens its built-in example"),
        }
    }
}
