//! New texts for files that were read before: all of them or none, and a way back.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::disk::{Digest, Disk, WriteFailure};
use crate::yaml;

/// A file whose text changes.
#[derive(Clone, Debug)]
pub(crate) struct Rewrite {
    pub(crate) path: PathBuf,
    /// As it was read, without a byte order mark.
    pub(crate) old: String,
    pub(crate) new: String,
}

/// Why nothing was written, with the file that is to blame.
#[derive(Debug)]
pub(crate) struct Unwritten {
    pub(crate) path: PathBuf,
    pub(crate) reason: String,
}

const MARK: &[u8] = b"\xef\xbb\xbf";

/// Writes all files, none of which may have changed since it was read; what they were is kept beside the root file.
pub(crate) fn rewrite(disk: &Disk, root: &Path, files: &[Rewrite]) -> Result<(), Unwritten> {
    let mut known = Vec::new();
    for file in files {
        known.push(unchanged(disk, &file.path, &file.old)?);
    }
    let kept = undo_path(root);
    let record = record(root, files);
    let failed = |reason: String| Unwritten { path: kept.clone(), reason };
    disk.write_like(&kept, record.as_bytes(), root).map_err(|it| failed(it.to_string()))?;
    for (at, (file, bytes)) in files.iter().zip(&known).enumerate() {
        let new = with_mark(bytes, &file.new);
        if let Err(error) = disk.write(&file.path, &new, Some(Digest::of(bytes))) {
            // What was written so far goes back: half a change is none.
            for (file, bytes) in files.iter().zip(&known).take(at) {
                let written = Digest::of(&with_mark(bytes, &file.new));
                drop(disk.write(&file.path, bytes, Some(written)));
            }
            drop(disk.remove(&kept));
            return Err(Unwritten { path: file.path.clone(), reason: error.to_string() });
        }
    }
    Ok(())
}

/// Puts the texts back that the last `rewrite` replaced, if nobody has changed them since; returns the files.
pub(crate) fn undo(disk: &Disk, root: &Path) -> Result<Vec<PathBuf>, Unwritten> {
    let kept = undo_path(root);
    let failed = |reason: &str| Unwritten { path: kept.clone(), reason: reason.to_owned() };
    let bytes = disk.read(&kept).map_err(|_unread| failed("there is nothing to take back"))?;
    let record: Value =
        serde_json::from_slice(&bytes).map_err(|_unread| failed("it cannot be read any more"))?;
    let folder = root.parent().unwrap_or_else(|| Path::new(""));
    let mut files = Vec::new();
    for file in record.get("files").and_then(Value::as_array).into_iter().flatten() {
        let text = |key: &str| file.get(key).and_then(Value::as_str).map(str::to_owned);
        let (Some(path), Some(old), Some(new)) = (text("path"), text("after"), text("before"))
        else {
            return Err(failed("it cannot be read any more"));
        };
        if Path::new(&path).components().any(|it| !matches!(it, std::path::Component::Normal(_))) {
            return Err(failed("it names a file outside of the folder"));
        }
        files.push(Rewrite { path: folder.join(path), old, new });
    }
    let known: Result<Vec<Vec<u8>>, Unwritten> =
        files.iter().map(|it| unchanged(disk, &it.path, &it.old)).collect();
    for (file, bytes) in files.iter().zip(&known?) {
        let new = with_mark(bytes, &file.new);
        disk.write(&file.path, &new, Some(Digest::of(bytes)))
            .map_err(|it| Unwritten { path: file.path.clone(), reason: it.to_string() })?;
    }
    // It has served; an undo of the undo would be one more thing to explain.
    drop(disk.remove(&kept));
    Ok(files.into_iter().map(|it| it.path).collect())
}

/// The bytes of a file that still says what it said.
fn unchanged(disk: &Disk, path: &Path, text: &str) -> Result<Vec<u8>, Unwritten> {
    let failed = |reason: String| Unwritten { path: path.to_owned(), reason };
    let bytes = disk.read(path).map_err(|error| failed(error.to_string()))?;
    if yaml::decode(&bytes).is_ok_and(|it| it == text) {
        Ok(bytes)
    } else {
        Err(failed(WriteFailure::Changed.to_string()))
    }
}

fn with_mark(old: &[u8], new: &str) -> Vec<u8> {
    let mark = if old.starts_with(MARK) { MARK } else { b"" };
    [mark, new.as_bytes()].concat()
}

/// Where the way back is kept.
fn undo_path(root: &Path) -> PathBuf {
    let name = root.file_name().map(|it| it.to_string_lossy()).unwrap_or_default();
    root.with_file_name(format!(".{name}.linchpin-undo"))
}

fn record(root: &Path, files: &[Rewrite]) -> String {
    let folder = root.parent().unwrap_or_else(|| Path::new(""));
    let files: Vec<Value> = files
        .iter()
        .map(|it| {
            let path = it.path.strip_prefix(folder).unwrap_or(&it.path);
            json!({"path": path.to_string_lossy(), "before": it.old, "after": it.new})
        })
        .collect();
    json!({"version": 1, "files": files}).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(new: &str) -> Vec<Rewrite> {
        let file = |path: &str, old: &str| Rewrite {
            path: PathBuf::from(path),
            old: old.to_owned(),
            new: new.to_owned(),
        };
        vec![file("d/a.yaml", "a: 1\n"), file("d/in/b.yaml", "b: 1\n")]
    }

    fn text(disk: &Disk, path: &str) -> Option<String> {
        disk.read(Path::new(path)).ok().map(|it| String::from_utf8(it).unwrap())
    }

    #[test]
    fn all_are_written_and_come_back() {
        let disk = Disk::memory(&[("d/a.yaml", "\u{feff}a: 1\n"), ("d/in/b.yaml", "b: 1\n")]);
        let root = Path::new("d/a.yaml");
        rewrite(&disk, root, &files("c: 2\n")).unwrap();
        assert_eq!(text(&disk, "d/a.yaml").unwrap(), "\u{feff}c: 2\n");
        assert_eq!(text(&disk, "d/in/b.yaml").unwrap(), "c: 2\n");
        assert_eq!(undo(&disk, root).unwrap().len(), 2);
        assert_eq!(text(&disk, "d/a.yaml").unwrap(), "\u{feff}a: 1\n");
        assert_eq!(text(&disk, "d/in/b.yaml").unwrap(), "b: 1\n");
        assert_eq!(undo(&disk, root).unwrap_err().reason, "there is nothing to take back");
    }

    #[test]
    fn one_that_changed_keeps_all_from_being_written() {
        let disk = Disk::memory(&[("d/a.yaml", "a: 1\n"), ("d/in/b.yaml", "theirs")]);
        let root = Path::new("d/a.yaml");
        assert!(rewrite(&disk, root, &files("c: 2\n")).unwrap_err().reason.contains("changed"));
        assert_eq!(text(&disk, "d/a.yaml").unwrap(), "a: 1\n");
        assert_eq!(text(&disk, "d/.a.yaml.linchpin-undo"), None);
    }

    #[test]
    fn what_changed_since_is_not_taken_back() {
        let disk = Disk::memory(&[("d/a.yaml", "a: 1\n"), ("d/in/b.yaml", "b: 1\n")]);
        let root = Path::new("d/a.yaml");
        rewrite(&disk, root, &files("c: 2\n")).unwrap();
        disk.write(Path::new("d/in/b.yaml"), b"theirs", None).unwrap();
        assert!(undo(&disk, root).is_err());
        assert_eq!(text(&disk, "d/a.yaml").unwrap(), "c: 2\n");
    }

    #[test]
    fn a_record_that_somebody_wrote_leads_nowhere() {
        for record in [
            "",
            "{",
            r#"{"files":[{"path":"../x","before":"","after":""}]}"#,
            r#"{"files":[{"path":"/x","before":"","after":""}]}"#,
            r#"{"files":[1]}"#,
        ] {
            let disk = Disk::memory(&[("d/a.yaml", "a: 1\n"), ("d/.a.yaml.linchpin-undo", record)]);
            assert!(undo(&disk, Path::new("d/a.yaml")).is_err(), "{record}");
        }
    }
}
