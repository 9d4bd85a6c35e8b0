//! What has changed in the file since it was last committed: worked out in a thread, and shown where there is a repository.

use std::path::{Path, PathBuf};

use super::model::Model;
use super::rows::{Pane, Row, Tone};
use crate::analysis::Analysis;
use crate::host::Repository;
use crate::load::{self, Loaded};
use crate::report::Since;

/// What git says of the file, and what to watch so as to hear of the next commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LookBack {
    /// `None` where the file lies in no repository, or was never committed.
    pub(crate) since: Option<Since>,
    pub(crate) signs: Vec<PathBuf>,
}

/// Reads and analyses the last committed version. Whatever keeps it from being read is no fault of the stack: then there is
/// nothing to compare with.
pub(crate) fn look_back(file: &Path, now: &Analysis) -> LookBack {
    let Ok(repository) = Repository::of(file) else { return LookBack::default() };
    LookBack { since: since(&repository, now), signs: repository.signs() }
}

fn since(repository: &Repository, now: &Analysis) -> Option<Since> {
    let version = repository.at("HEAD", None).ok()?;
    let bytes = repository.read(&version).ok()?;
    let name = version.path.file_name().unwrap_or_default().to_string_lossy();
    let files = repository.files(&version);
    let Loaded { sources, mut stack, problems, is_damaged } = load::load(&name, &bytes, &files);
    if is_damaged {
        return None;
    }
    // As of the same day: a date that passes is no change of somebody's.
    stack.company.as_of = now.stack.company.as_of;
    let before = Analysis::of(sources, stack, problems, now.as_of);
    Some(Since::of(version.id, version.date, &before, now))
}

/// Only where something has changed.
pub(super) fn pane(model: &Model) -> Option<Pane> {
    let since = model.look_back.since.as_ref()?;
    let row = |part: String| Row::new(Tone::Changed, "± ").and(Tone::Text, part);
    let rows: Vec<Row> = since.parts().into_iter().map(row).collect();
    if rows.is_empty() {
        return None;
    }
    let note = format!("{} of {}", since.version, since.date);
    Some(Pane::new("Since the last commit", rows).note(note))
}
