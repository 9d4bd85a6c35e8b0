//! Changes to the files of the stack: proposed with their diff, written when somebody says so, and taken back.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::rows::{Row, Tone};
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, Fix, Severity};
use crate::host::{self, Disk, Rewrite};
use crate::mend;
use crate::scenario::Edit;
use crate::stack::Accept;
use crate::text::{Sources, clean, plural};

/// The scroll of proposals, beside the panes of the view.
pub(crate) const PROPOSAL: usize = 97;

/// What is to be done to the files.
#[derive(Clone)]
pub(crate) enum Wish {
    Fix(Vec<Fix>),
    Accept(Accept),
    Apply(Vec<Edit>),
}

/// A wish, with the texts that it is about.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) wish: Wish,
    pub(crate) root: PathBuf,
    pub(crate) sources: Sources,
}

/// What would be written.
#[derive(Clone)]
pub(crate) struct Proposal {
    pub(crate) title: String,
    /// As `diff -u` shows it.
    diff: String,
    /// What cannot be written, and why.
    refused: Vec<Diagnostic>,
    pub(crate) root: PathBuf,
    /// None where all of it is refused.
    pub(crate) rewrites: Vec<Rewrite>,
    /// The staged changes are then in the file.
    pub(crate) is_scenario: bool,
}

/// What came of writing or taking back.
pub(crate) struct Rewritten {
    pub(crate) files: Result<Vec<PathBuf>, String>,
    pub(crate) deed: Deed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    Mended,
    /// What was staged is written.
    Applied,
    TakenBack,
}

impl Asked {
    pub(crate) fn of(wish: Wish, root: &Path, analysis: &Arc<Analysis>) -> Self {
        Self { wish, root: root.to_owned(), sources: analysis.sources.clone() }
    }

    /// Works out the new texts; takes as long as reading the stack a few times.
    pub(crate) fn answer(self) -> Proposal {
        let Self { wish, root, sources } = self;
        let (title, mended) = match &wish {
            Wish::Fix(fixes) => {
                let all: Vec<&Fix> = fixes.iter().collect();
                let title = match fixes.as_slice() {
                    [only] => format!("Fix: {}", only.title),
                    _ => plural(fixes.len(), "fix"),
                };
                (title, mend::fix(&sources, &all))
            }
            Wish::Accept(it) => {
                (format!("Accept {} on {}", it.rule, it.on), mend::accept(&sources, it))
            }
            Wish::Apply(edits) => {
                let title = format!("Apply {} to the stack file", plural(edits.len(), "change"));
                (title, mend::apply(&sources, edits))
            }
        };
        let folder = root.parent().unwrap_or_else(|| Path::new(""));
        let rewrite = |(file, new): &(crate::text::FileId, String)| {
            let source = sources.get(*file)?;
            let is_root = sources.iter().next().is_some_and(|(first, _)| first == *file);
            let path = if is_root { root.clone() } else { folder.join(&source.path) };
            Some(Rewrite { path, old: source.text.to_string(), new: new.clone() })
        };
        let rewrites = if mended.is_refused() {
            Vec::new()
        } else {
            mended.files.iter().filter_map(rewrite).collect()
        };
        Proposal {
            title,
            diff: mend::diff(&sources, &mended),
            refused: mended.refused,
            root: root.clone(),
            rewrites,
            is_scenario: matches!(wish, Wish::Apply(_)),
        }
    }
}

impl Proposal {
    /// The files say all of it already.
    pub(crate) fn is_idle(&self) -> bool {
        self.diff.is_empty() && self.refused.is_empty()
    }

    /// What it would do, for the line below the diff.
    pub(crate) fn verdict(&self) -> (Tone, String) {
        match self.rewrites.as_slice() {
            [] if self.diff.is_empty() => (Tone::Warn, "Nothing can be written.".to_owned()),
            [] => (Tone::Warn, "Nothing is written; this is what could be.".to_owned()),
            [only] => (Tone::Ok, format!("Enter writes it to {}", shown(&only.path))),
            more => (Tone::Ok, format!("Enter writes it to {}", plural(more.len(), "file"))),
        }
    }

    /// What is refused, then the diff.
    pub(crate) fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for it in &self.refused {
            let (tone, glyph) = match it.severity {
                Severity::Error => (Tone::Danger, "✗ "),
                Severity::Warning => (Tone::Warn, "▲ "),
                Severity::Note => (Tone::Info, "● "),
            };
            rows.push(Row::new(tone, glyph).and(Tone::Text, it.message.clone()));
            let help = it.help.as_ref();
            rows.extend(help.map(|it| Row::new(Tone::Muted, "→ ").and(Tone::Ok, it.clone())));
        }
        if !rows.is_empty() && !self.diff.is_empty() {
            rows.push(Row::new(Tone::Text, ""));
        }
        rows.extend(self.diff.lines().map(diff_row));
        rows
    }

    /// Writes it, all or nothing.
    pub(crate) fn write(&self, disk: &Disk) -> Rewritten {
        let files = host::rewrite(disk, &self.root, &self.rewrites)
            .map(|()| self.rewrites.iter().map(|it| it.path.clone()).collect())
            .map_err(|it| format!("{}: {}", shown(&it.path), it.reason));
        let deed = if self.is_scenario { Deed::Applied } else { Deed::Mended };
        Rewritten { files, deed }
    }
}

/// Puts back what the last writing replaced.
pub(crate) fn take_back(disk: &Disk, root: &Path) -> Rewritten {
    let files = host::undo(disk, root).map_err(|it| {
        // That nothing is kept is no fault of a file.
        if disk.exists(&it.path) {
            format!("{}: {}", shown(&it.path), it.reason)
        } else {
            it.reason
        }
    });
    Rewritten { files, deed: Deed::TakenBack }
}

/// A file by its name alone: its folder is known.
pub(crate) fn shown(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |it| clean(&it.to_string_lossy()))
}

fn diff_row(line: &str) -> Row {
    let tone = match line.as_bytes() {
        [b'+', b'+', b'+', b' ', ..] | [b'-', b'-', b'-', b' ', ..] => Tone::Muted,
        [b'+', ..] => Tone::Added,
        [b'-', ..] => Tone::Removed,
        [b'@', ..] => Tone::Info,
        _ => Tone::Text,
    };
    Row::new(tone, line)
}
