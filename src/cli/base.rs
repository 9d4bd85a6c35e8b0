//! Another stack to hold one against: a file, or a version of one in git.

use std::path::Path;

use super::call::{Call, Origin};
use super::failure::Failure;
use crate::analysis::Analysis;
use crate::stack::Date;

/// The stack that `--base` names, analysed as of the same day: only what was edited makes a difference, not the calendar.
pub(super) fn analysis(call: &mut Call<'_>, name: &Path, day: Date) -> Result<Analysis, Failure> {
    side(call, &name.display().to_string(), Some(day))
}

/// A file that exists is meant before a revision of the same name. Without a day, dates count from the one that was
/// asked for, else from the company's own or today.
pub(super) fn side(
    call: &mut Call<'_>,
    name: &str,
    day: Option<Date>,
) -> Result<Analysis, Failure> {
    let path = call.place(Path::new(name));
    let file = Origin::File { path: path.clone(), shown: name.to_owned() };
    let day = day.or(call.as_of);
    if call.host.disk.exists(&path) {
        return call.analysis_on(&file, day);
    }
    let is_path = Path::new(name).extension().is_some_and(|it| it == "yaml" || it == "yml");
    let (revision, path) = match name.split_once(':') {
        Some((revision, path)) => (revision, Some(path)),
        None if is_path => return call.analysis_on(&file, day),
        None => (name, None),
    };
    let hint = || format!("`{name}` is no file either; `linchpin log` lists versions");
    let (repository, _) = call.repository()?;
    let version = repository.at(revision, path).map_err(|it| Failure::new(it).hint(hint()))?;
    let today = call.host.today;
    Call::analysis_of_version(&repository, &version, day, today)
}
