//! Earlier versions of files, read from a git repository through a library: no program is run, nothing is written,
//! no network is used, and of all configuration only the repository's own is read.

mod renames;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use gix::bstr::ByteSlice as _;
use gix::objs::tree::EntryKind;
use gix::{ObjectId, ThreadSafeRepository};

use super::folder::{join, matches_glob};
use crate::load::Files;
use crate::stack::Date;
use crate::text::clean;
use crate::yaml::limits::FILE_BYTES_MAX;

/// Commits looked through for those that touch a file, so that a repository of any size ends.
const COMMITS_MAX: usize = 20_000;

/// A repository and the folder in it that a file lies in.
pub(crate) struct Repository {
    inner: gix::Repository,
    /// The root file, from the top of the repository.
    file: PathBuf,
}

/// One commit that touches the file.
#[derive(Clone, Debug)]
pub(crate) struct Version {
    /// Shortened as git does.
    pub(crate) id: String,
    pub(crate) date: Date,
    pub(crate) subject: String,
    /// The root file, from the top of the repository, as it was called there.
    pub(crate) path: PathBuf,
    /// What this commit took the name from.
    pub(crate) renamed_from: Option<PathBuf>,
    commit: ObjectId,
    /// Equal where all that the stack may be read from is equal.
    pub(crate) content: String,
}

/// What was found, newest first, and where it ends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Versions {
    pub(crate) versions: Vec<Version>,
    /// Why there may be more than is listed.
    pub(crate) note: Option<String>,
}

impl Repository {
    /// The repository that a file lies in. Errors are sentences for people.
    pub(crate) fn of(file: &Path) -> Result<Self, String> {
        let folder = match file.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        let isolated = || gix::open::Options::isolated().bail_if_untrusted(true);
        let trust = gix::sec::trust::Mapping { full: isolated(), reduced: isolated() };
        let found = ThreadSafeRepository::discover_opts(
            folder,
            gix::discover::upwards::Options::default(),
            trust,
        );
        let inner = found.map_err(|error| match error {
            gix::discover::Error::Discover(_) => {
                "the file lies in no git repository, so nothing is known of earlier versions"
                    .to_owned()
            }
            gix::discover::Error::Open(gix::open::Error::UnsafeGitDir { .. }) => {
                "the git repository belongs to another user, so it is not read".to_owned()
            }
            error @ gix::discover::Error::Open(_) => {
                format!("the git repository cannot be opened: {error}")
            }
        })?;
        let inner = inner.to_thread_local();
        let Some(top) = inner.workdir() else {
            return Err("the git repository is bare: it has no files beside its history".to_owned());
        };
        let real = |path: &Path| fs::canonicalize(path).map_err(|error| error.to_string());
        let folder = real(folder)?;
        let inside = folder.strip_prefix(real(top)?).map(Path::to_path_buf);
        let inside = inside.or(Err("the file lies outside of its git repository"))?;
        let file = inside.join(file.file_name().unwrap_or_default());
        Ok(Self { inner, file })
    }

    /// The commits that touch the file or one of those that it includes, named from its folder. Where the file came by
    /// its name, it is followed under the one before.
    pub(crate) fn versions(
        &self,
        included: &[String],
        count_max: usize,
    ) -> Result<Versions, String> {
        let mut found = Versions::default();
        let mut first = None;
        let is_whole = self.walk(included, |step| {
            if !step.is_change {
                return Ok(true);
            }
            if found.versions.len() == count_max {
                found.note = Some("there are earlier versions: `-n` asks for more".to_owned());
                return Ok(false);
            }
            let version = self.version(step.commit, &step.path)?;
            first = step.is_first.then(|| version.id.clone());
            found.versions.push(Version { renamed_from: step.renamed_from, ..version });
            Ok(true)
        })?;
        if !is_whole && found.note.is_none() {
            found.note =
                Some(format!("older than the last {COMMITS_MAX} commits is not looked at"));
        }
        if self.inner.is_shallow() && found.note.is_none() {
            found.note = Some("the clone is shallow: what came before is not in it".to_owned());
        }
        if let (Some(id), None) = (first, &found.note) {
            found.note = Some(format!(
                "{id} adds the file: nothing like it went with that commit, under any other name"
            ));
        }
        Ok(found)
    }

    /// Goes through the commits, newest first, with the name of the file in each, until told to stop. Gives whether
    /// there were no more.
    fn walk(
        &self,
        included: &[String],
        mut visit: impl FnMut(Step) -> Result<bool, String>,
    ) -> Result<bool, String> {
        let head = self.inner.head_id();
        let head = head.or(Err("nothing is committed in this git repository yet"))?;
        let sorting = gix::revision::walk::Sorting::ByCommitTime(
            gix::traverse::commit::simple::CommitTimeOrder::NewestFirst,
        );
        let walk = head.ancestors().sorting(sorting).all().map_err(|it| it.to_string())?;
        // By commit still to come. Children come first, unless a clock was wrong: then the name of today is the best guess.
        let mut names: BTreeMap<ObjectId, PathBuf> = BTreeMap::new();
        for (seen, info) in walk.enumerate() {
            if seen >= COMMITS_MAX {
                return Ok(false);
            }
            let info = info.map_err(|it| format!("the history cannot be read: {it}"))?;
            let path = names.remove(&info.id).unwrap_or_else(|| self.file.clone());
            let watched = watched(&path, included);
            let own = self.entries(info.id, &watched)?;
            let is_there = own.first() != Some(&None);
            let mut step = Step {
                commit: info.id,
                path,
                is_change: is_there,
                is_first: is_there && !info.parent_ids.is_empty(),
                renamed_from: None,
            };
            for parent in &info.parent_ids {
                // Parents that a shallow clone leaves out are as good as none.
                let Ok(before) = self.entries(*parent, &watched) else { continue };
                if before == own {
                    step.is_change = false;
                }
                let mut name = step.path.clone();
                if !is_there || before.first() != Some(&None) {
                    step.is_first = false;
                } else if let Some(old) = self.name_before(info.id, *parent, &step.path) {
                    name.clone_from(&old);
                    step.is_first = false;
                    step.renamed_from = Some(old);
                }
                names.entry(*parent).or_insert(name);
            }
            if !visit(step)? {
                return Ok(true);
            }
        }
        Ok(true)
    }

    /// The version that a revision such as `HEAD~3` or `v1.2` names, of the same file, under the name that it had there,
    /// or of another in the repository.
    pub(crate) fn at(&self, revision: &str, path: Option<&str>) -> Result<Version, String> {
        let shown = clean(revision);
        let id = self.inner.rev_parse_single(revision.as_bytes().as_bstr());
        let id = id.or(Err(format!("this git repository has no revision `{shown}`")))?;
        let object = id.object().or(Err(format!("`{shown}` cannot be read")))?;
        let object = object.peel_to_kind(gix::object::Kind::Commit);
        let object = object.or(Err(format!("`{shown}` is no commit")))?;
        let path = match path {
            Some(path) => PathBuf::from(path),
            None => self.name_at(object.id),
        };
        self.version(object.id, &path)
    }

    /// What the file was called in a commit; its name of today where the commit is none of those that led to it.
    fn name_at(&self, commit: ObjectId) -> PathBuf {
        if self.entry(commit, &self.file).ok().flatten().is_some() {
            return self.file.clone();
        }
        let mut name = None;
        // What cannot be walked has no other name; the file is then missed by its own.
        drop(self.walk(&[], |step| {
            if step.commit == commit {
                name = Some(step.path);
                return Ok(false);
            }
            Ok(true)
        }));
        name.unwrap_or_else(|| self.file.clone())
    }

    /// Files that are written whenever something is committed or another branch is taken.
    pub(crate) fn signs(&self) -> Vec<PathBuf> {
        let own = self.inner.git_dir();
        let mut signs = vec![own.join("HEAD")];
        if let Ok(Some(name)) = self.inner.head_name() {
            let name = name.as_bstr().to_str_lossy().into_owned();
            signs.push(self.inner.common_dir().join(name));
        }
        signs
    }

    /// The content of the root file in a version.
    pub(crate) fn read(&self, version: &Version) -> Result<Vec<u8>, String> {
        self.blob(version.commit, &version.path).map_err(|error| {
            let path = clean(&version.path.display().to_string());
            format!("`{path}` cannot be read in {}: {error}", version.id)
        })
    }

    /// What its includes are read from.
    pub(crate) fn files<'a>(&'a self, version: &'a Version) -> Committed<'a> {
        Committed { repository: self, version }
    }

    fn version(&self, commit: ObjectId, path: &Path) -> Result<Version, String> {
        let damaged = |error: &dyn std::fmt::Display| format!("a commit cannot be read: {error}");
        let object = self.inner.find_commit(commit).map_err(|it| damaged(&it))?;
        let seconds = object.time().map_err(|it| damaged(&it))?.seconds;
        let message = object.message_raw().map_err(|it| damaged(&it))?.to_str_lossy().into_owned();
        let folder = path.parent().unwrap_or(Path::new(""));
        let content = match self.entry(commit, folder)? {
            Some(entry) => entry.to_string(),
            None => object.tree_id().map_err(|it| damaged(&it))?.to_string(),
        };
        Ok(Version {
            id: object.short_id().map_or_else(|_| commit.to_string(), |it| it.to_string()),
            date: day(seconds),
            subject: clean(message.lines().next().unwrap_or_default()),
            path: path.to_owned(),
            renamed_from: None,
            commit,
            content,
        })
    }

    fn entries(
        &self,
        commit: ObjectId,
        paths: &[PathBuf],
    ) -> Result<Vec<Option<ObjectId>>, String> {
        paths.iter().map(|it| self.entry(commit, it)).collect()
    }

    fn entry(&self, commit: ObjectId, path: &Path) -> Result<Option<ObjectId>, String> {
        Ok(self.found(commit, path)?.map(|(id, _)| id))
    }

    fn found(
        &self,
        commit: ObjectId,
        path: &Path,
    ) -> Result<Option<(ObjectId, EntryKind)>, String> {
        let tree = self.inner.find_commit(commit).map_err(|it| it.to_string())?;
        let tree = tree.tree().map_err(|it| it.to_string())?;
        if path == Path::new("") {
            return Ok(Some((tree.id, EntryKind::Tree)));
        }
        let entry = tree.lookup_entry_by_path(path).map_err(|it| it.to_string())?;
        Ok(entry.map(|it| (it.object_id(), it.mode().kind())))
    }

    fn blob(&self, commit: ObjectId, path: &Path) -> Result<Vec<u8>, String> {
        let (id, kind) = self.found(commit, path)?.ok_or("there is no such file in that commit")?;
        // What a link in a commit leads to is not in the commit.
        if kind == EntryKind::Link {
            return Err("it is a symbolic link there, and links are not followed".to_owned());
        }
        let header = self.inner.find_header(id).map_err(|it| it.to_string())?;
        if !header.kind().is_blob() {
            return Err("it is a folder there".to_owned());
        }
        if header.size() > u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX) {
            return Err(format!("larger than {} MiB", FILE_BYTES_MAX / 1024 / 1024));
        }
        let mut blob = self.inner.find_blob(id).map_err(|it| it.to_string())?;
        Ok(blob.take_data())
    }

    /// The names in a folder of a commit, sorted.
    fn names(&self, commit: ObjectId, folder: &Path) -> Vec<String> {
        let tree = self.entry(commit, folder).ok().flatten();
        let Some(tree) = tree.and_then(|it| self.inner.find_tree(it).ok()) else {
            return Vec::new();
        };
        let names =
            tree.iter().filter_map(|it| it.ok()?.filename().to_str().ok().map(str::to_owned));
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

/// One commit on the way back.
struct Step {
    commit: ObjectId,
    /// The root file as it is called there.
    path: PathBuf,
    /// It has the file, and something that the stack is read from is not as in any parent.
    is_change: bool,
    /// It adds the file to what was there, and nothing there was like it.
    is_first: bool,
    renamed_from: Option<PathBuf>,
}

/// The root file, and what it includes, from the top of the repository.
fn watched(file: &Path, included: &[String]) -> Vec<PathBuf> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let included = included.iter().map(|it| folder.join(it));
    std::iter::once(file.to_owned()).chain(included).collect()
}

/// The files of one commit around its root file.
pub(crate) struct Committed<'a> {
    repository: &'a Repository,
    version: &'a Version,
}

impl Committed<'_> {
    /// Seen from the top of the repository; nothing leads out of the root file's folder.
    fn path(&self, name: &str) -> Result<PathBuf, String> {
        let mut path = PathBuf::new();
        let mut depth = 0_u32;
        for part in Path::new(name).components() {
            match part {
                Component::Normal(name) => {
                    path.push(name);
                    depth += 1;
                }
                Component::CurDir => {}
                Component::ParentDir if depth > 0 => {
                    path.pop();
                    depth -= 1;
                }
                Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                    return Err("the path leads out of the folder of the root file".to_owned());
                }
            }
        }
        Ok(self.version.path.parent().unwrap_or(Path::new("")).join(path))
    }
}

impl Files for Committed<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.repository.blob(self.version.commit, &self.path(path)?)
    }

    fn list(&self, pattern: &str) -> Result<Vec<String>, String> {
        let mut found = vec![String::new()];
        for part in pattern.split('/').filter(|it| !matches!(*it, "" | ".")) {
            let mut next = Vec::new();
            for folder in &found {
                if part.contains(['*', '?']) {
                    let names = self.repository.names(self.version.commit, &self.path(folder)?);
                    let fits = |it: &String| {
                        (part.starts_with('.') || !it.starts_with('.'))
                            && matches_glob(part.as_bytes(), it.as_bytes())
                    };
                    next.extend(names.iter().filter(|it| fits(it)).map(|it| join(folder, it)));
                } else {
                    next.push(join(folder, part));
                }
            }
            found = next;
        }
        found.retain(|it| self.read(it).is_ok());
        found.sort();
        Ok(found)
    }
}

/// In UTC: what a commit says of its own time zone is not needed for a table of days.
fn day(seconds: i64) -> Date {
    let day = jiff::Timestamp::from_second(seconds);
    let day = day.map(|it| jiff::tz::TimeZone::UTC.to_datetime(it).date());
    day.ok().and_then(|it| Date::new(it.year(), it.month(), it.day())).unwrap_or_default()
}
