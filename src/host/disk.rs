//! Files: reading, writing in one piece, and noticing that somebody else has written.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::yaml::limits::FILE_BYTES_MAX;

/// Symbolic links followed before a chain counts as a loop; the kernel's own limit.
const LINKS_MAX: usize = 40;

/// The file system, or a handful of files in memory.
#[derive(Clone)]
pub(crate) enum Disk {
    Real,
    Memory(Arc<Mutex<BTreeMap<PathBuf, Vec<u8>>>>),
}

/// What tells one content from another within a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Digest(u64);

impl Digest {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        Self(hasher.finish())
    }
}

/// What a file looks like from outside; equal stamps almost always mean equal contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) len: u64,
    pub(crate) modified: Option<std::time::SystemTime>,
    pub(crate) inode: u64,
}

/// Why a file was not written.
#[derive(Debug)]
pub(crate) enum WriteFailure {
    /// It is no longer what was read: reload and ask again.
    Changed,
    System(io::Error),
}

impl From<io::Error> for WriteFailure {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

impl std::fmt::Display for WriteFailure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Changed => out.write_str("the file has changed on disk since it was read"),
            Self::System(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for WriteFailure {}

impl Disk {
    pub(crate) fn memory(files: &[(&str, &str)]) -> Self {
        let files = files
            .iter()
            .map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec()))
            .collect();
        Self::Memory(Arc::new(Mutex::new(files)))
    }

    /// The content of an ordinary file; devices and pipes are refused, because they may never end.
    pub(crate) fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self {
            Self::Real => {
                if fs::metadata(path)?.is_file() {
                    read_bounded(fs::File::open(path)?)
                } else {
                    Err(io::Error::new(io::ErrorKind::InvalidInput, "not an ordinary file"))
                }
            }
            Self::Memory(files) => files
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get(path)
                .cloned()
                .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound)),
        }
    }

    pub(crate) fn exists(&self, path: &Path) -> bool {
        match self {
            Self::Real => path.exists(),
            Self::Memory(files) => {
                files.lock().unwrap_or_else(PoisonError::into_inner).contains_key(path)
            }
        }
    }

    /// The names in a folder, sorted.
    pub(crate) fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let mut names = match self {
            Self::Real => fs::read_dir(folder)?
                .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
                .collect(),
            Self::Memory(files) => memory_names(files, folder),
        };
        names.sort();
        names.dedup();
        Ok(names)
    }

    /// Writes a file in one piece: readers see the old content or the new one. `known` is what was read before;
    /// `None` where the file is new or may be lost.
    pub(crate) fn write(
        &self,
        path: &Path,
        bytes: &[u8],
        known: Option<Digest>,
    ) -> Result<(), WriteFailure> {
        if let Some(known) = known
            && Digest::of(&self.read(path)?) != known
        {
            return Err(WriteFailure::Changed);
        }
        self.write_like(path, bytes, path).map_err(WriteFailure::System)
    }

    /// Writes a file in one piece that may be read by whoever may read another.
    pub(crate) fn write_like(&self, path: &Path, bytes: &[u8], like: &Path) -> io::Result<()> {
        match self {
            Self::Real => write_real(path, bytes, like),
            Self::Memory(files) => {
                let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
                files.insert(path.to_owned(), bytes.to_vec());
                Ok(())
            }
        }
    }

    pub(crate) fn remove(&self, path: &Path) -> io::Result<()> {
        match self {
            Self::Real => fs::remove_file(path),
            Self::Memory(files) => {
                files.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
                Ok(())
            }
        }
    }

    /// Makes a folder with all above it, where it is missing.
    pub(crate) fn make_folder(&self, folder: &Path) -> io::Result<()> {
        match self {
            Self::Real => fs::create_dir_all(folder),
            Self::Memory(_) => Ok(()),
        }
    }

    /// Adds to the end of a file, which is made where it is missing.
    pub(crate) fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Real => {
                fs::OpenOptions::new().create(true).append(true).open(path)?.write_all(bytes)
            }
            Self::Memory(files) => {
                let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
                files.entry(path.to_owned()).or_default().extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    /// `None` where there is no such file.
    pub(crate) fn stamp(&self, path: &Path) -> Option<Stamp> {
        match self {
            Self::Real => {
                let facts = fs::metadata(path).ok()?;
                Some(Stamp {
                    len: facts.len(),
                    modified: facts.modified().ok(),
                    inode: inode(&facts),
                })
            }
            Self::Memory(_) => {
                let bytes = self.read(path).ok()?;
                let len = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                Some(Stamp { len, modified: None, inode: Digest::of(&bytes).0 })
            }
        }
    }

    /// The path and every further one that its symbolic links lead over.
    pub(crate) fn hops(&self, path: &Path) -> Vec<PathBuf> {
        let mut hops = vec![path.to_owned()];
        if let Self::Real = self {
            let mut at = path.to_owned();
            while let Some(next) = fs::read_link(&at).ok().filter(|_| hops.len() < LINKS_MAX) {
                at = at.parent().unwrap_or_else(|| Path::new("")).join(next);
                hops.push(at.clone());
            }
            // A link among the folders, as in a `..data` swap, shows only in the resolved path.
            hops.extend(fs::canonicalize(path));
        }
        hops
    }
}

/// One byte more than may be read tells that there is too much, however much more follows.
pub(super) fn read_bounded(from: impl io::Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX);
    from.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() > FILE_BYTES_MAX {
        let message = format!("larger than {} MiB", FILE_BYTES_MAX / 1024 / 1024);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

fn memory_names(files: &Mutex<BTreeMap<PathBuf, Vec<u8>>>, folder: &Path) -> Vec<String> {
    let folder = if folder == Path::new(".") { Path::new("") } else { folder };
    let files = files.lock().unwrap_or_else(PoisonError::into_inner);
    files
        .keys()
        .filter_map(|path| path.strip_prefix(folder).ok()?.iter().next()?.to_str())
        .map(str::to_owned)
        .collect()
}

/// Follows links first, since a rename would put a file in the link's place; keeps the mode, since a new file has its own.
fn write_real(path: &Path, bytes: &[u8], like: &Path) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let existed = target.exists();
    let mode = fs::metadata(like).ok().map(|it| it.permissions());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".linchpin-").suffix(".tmp");
    if let Some(mode) = mode {
        builder.permissions(mode);
    } else {
        builder.permissions(new_file_mode());
    }
    match builder.tempfile_in(&folder) {
        Ok(mut file) => {
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            file.persist(&target).map_err(|failed| failed.error)?;
            sync_folder(&folder)
        }
        // A folder that nobody may write in can still hold a file that may be written.
        Err(error) if existed && error.kind() == io::ErrorKind::PermissionDenied => {
            fs::write(&target, bytes)
        }
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn new_file_mode() -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    // What editors give a new text file; the process mask still takes its part away.
    fs::Permissions::from_mode(0o644)
}

#[cfg(unix)]
fn inode(facts: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(facts)
}

/// The rename itself survives a crash only once the folder is written.
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_keeps_the_mode_and_the_link() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("real.yaml");
        let link = folder.path().join("link.yaml");
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("real.yaml", &link).unwrap();
        Disk::Real.write(&link, b"new", Some(Digest::of(b"old"))).unwrap();
        assert_eq!(fs::read(&real).unwrap(), b"new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(Disk::Real.list(folder.path()).unwrap(), ["link.yaml", "real.yaml"]);
        assert!(Disk::Real.hops(&link).contains(&real));
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let disk = Disk::memory(&[("a.yaml", "theirs")]);
        let outcome = disk.write(Path::new("a.yaml"), b"ours", Some(Digest::of(b"read")));
        assert!(matches!(outcome, Err(WriteFailure::Changed)));
        assert_eq!(disk.read(Path::new("a.yaml")).unwrap(), b"theirs");
    }

    #[test]
    fn folders_are_no_files() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Disk::Real.read(folder.path()).is_err());
    }
}
