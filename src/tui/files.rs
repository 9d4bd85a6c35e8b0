//! Scenario files on the disk: listed, read, and written in one piece.

use std::path::Path;

use super::actions::scenario_files::Writing;
use super::msg::{Overwrite, Written};
use crate::diag::Diagnostic;
use crate::host::Disk;
use crate::scenario::{self, Scenario};
use crate::text::{Sources, clean};

/// The names of the YAML files in a folder; none where there is no such folder.
pub(crate) fn list(disk: &Disk, folder: &Path) -> Vec<String> {
    let is_yaml = |name: &String| {
        let ending = Path::new(name).extension();
        ending.is_some_and(|it| it.eq_ignore_ascii_case("yaml") || it.eq_ignore_ascii_case("yml"))
    };
    disk.list(folder).unwrap_or_default().into_iter().filter(is_yaml).collect()
}

/// Reads a scenario beside the sources of the stack, so that its places are not taken for theirs.
pub(crate) fn read(
    disk: &Disk,
    path: &Path,
    mut sources: Sources,
) -> Result<(Scenario, Vec<Diagnostic>), String> {
    let shown = clean(&path.display().to_string());
    let bytes = disk.read(path).map_err(|error| format!("{shown}: {error}"))?;
    let text = String::from_utf8_lossy(&bytes);
    let file = sources.add(&shown, &text);
    Ok(scenario::read(&sources, file))
}

pub(crate) fn write(disk: &Disk, writing: &Writing, overwrite: Overwrite) -> Written {
    if overwrite == Overwrite::Ask && disk.exists(&writing.path) {
        return Written::IsThere;
    }
    if let Some(folder) = writing.path.parent().filter(|it| *it != Path::new(""))
        && let Err(error) = disk.make_folder(folder)
    {
        return Written::Failed(error.to_string());
    }
    match disk.write(&writing.path, writing.text.as_bytes(), None) {
        Ok(()) => Written::Done,
        Err(error) => Written::Failed(error.to_string()),
    }
}
