//! `linchpin diff`: two versions of a stack side by side.

use std::path::Path;

use clap::Args;

use super::call::{Call, Origin};
use super::failure::Failure;
use super::{Ending, Format};
use crate::analysis::Analysis;
use crate::compare::Comparison;
use crate::export::{human, json};

#[derive(Args)]
pub(super) struct Diff {
    /// The version before: a file, a revision such as `HEAD~3`, or `REVISION:path`
    #[arg(value_name = "BEFORE", default_value = "HEAD")]
    before: String,

    /// The version after; without one, the stack file as it is
    #[arg(value_name = "AFTER")]
    after: Option<String>,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Diff) -> Result<Ending, Failure> {
    let before = side(call, &verb.before)?;
    let after = match &verb.after {
        Some(name) => side(call, name)?,
        None => call.analysis()?,
    };
    let comparison = Comparison::of(&before, &after);
    let text = match call.format {
        Format::Human => human::comparison(&comparison),
        Format::Json => json::comparison(&comparison),
    };
    call.print(&text)?;
    Ok(Ending::Clean)
}

/// A file that exists is meant before a revision of the same name.
pub(super) fn side(call: &mut Call<'_>, name: &str) -> Result<Analysis, Failure> {
    let path = call.place(Path::new(name));
    if call.host.disk.exists(&path) {
        return call.analysis_of(&Origin::File { path, shown: name.to_owned() });
    }
    let (repository, _) = call.repository()?;
    let (revision, path) = match name.split_once(':') {
        Some((revision, path)) => (revision, Some(path)),
        None => (name, None),
    };
    let version = repository.at(revision, path).map_err(|it| {
        Failure::new(it).hint(format!("`{name}` is no file either; `linchpin log` lists versions"))
    })?;
    let today = call.host.today;
    call.analysis_of_version(&repository, &version, today)
}
