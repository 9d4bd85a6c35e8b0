//! What a file was called before: the name under which a commit's parent has most of the same lines.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gix::ObjectId;
use gix::bstr::ByteSlice as _;

use super::Repository;
use crate::yaml::limits::FILE_BYTES_MAX;

/// Shared bytes of the larger of two files, in percent, from which on one is the other under a new name: git's own
/// default for `--follow` and `-M`.
const LIKENESS_PERCENT_MIN: usize = 50;

/// Folders that are looked through for one rename, so that a commit that moves everything ends.
const FOLDERS_MAX: usize = 2_000;

/// Files that are compared line by line for one rename.
const CANDIDATES_MAX: usize = 200;

/// Endings of files that can be a stack.
const ENDINGS: [&str; 2] = ["yaml", "yml"];

impl Repository {
    /// The name in the parent of what is new in a commit; `None` where nothing there is like it.
    pub(super) fn name_before(
        &self,
        commit: ObjectId,
        parent: ObjectId,
        path: &Path,
    ) -> Option<PathBuf> {
        let own = self.entry(commit, path).ok().flatten()?;
        let mut gone = Gone { repository: self, found: Vec::new(), folders: 0 };
        let (after, before) = (self.tree_of(commit)?, self.tree_of(parent)?);
        gone.search(Path::new(""), before, Some(after));
        gone.found.truncate(CANDIDATES_MAX);
        if let Some((path, _)) = gone.found.iter().find(|(_, id)| *id == own) {
            return Some(path.clone());
        }
        let text = self.small_blob(own)?;
        let mut best: Option<(usize, PathBuf)> = None;
        for (path, id) in gone.found {
            let Some(old) = self.small_blob(id) else { continue };
            let likeness = likeness(&old, &text);
            let is_better = best.as_ref().is_none_or(|(most, _)| likeness > *most);
            if likeness >= LIKENESS_PERCENT_MIN && is_better {
                best = Some((likeness, path));
            }
        }
        best.map(|(_, path)| path)
    }

    fn tree_of(&self, commit: ObjectId) -> Option<ObjectId> {
        let commit = self.inner.find_commit(commit).ok()?;
        commit.tree_id().ok().map(gix::Id::detach)
    }

    fn small_blob(&self, id: ObjectId) -> Option<Vec<u8>> {
        let header = self.inner.find_header(id).ok()?;
        let is_small = header.size() <= u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX);
        let mut blob = (header.kind().is_blob() && is_small)
            .then_some(())
            .and_then(|()| self.inner.find_blob(id).ok())?;
        Some(blob.take_data())
    }
}

/// Files that a parent has and a commit has not.
struct Gone<'r> {
    repository: &'r Repository,
    /// In the order of their paths.
    found: Vec<(PathBuf, ObjectId)>,
    folders: usize,
}

impl Gone<'_> {
    fn search(&mut self, folder: &Path, before: ObjectId, after: Option<ObjectId>) {
        self.folders += 1;
        if after == Some(before) || self.folders > FOLDERS_MAX {
            return;
        }
        let kept = after.map(|it| self.entries(it)).unwrap_or_default();
        for (name, (id, is_folder)) in self.entries(before) {
            let there = kept.get(&name);
            let path = folder.join(&name);
            if is_folder {
                let after = there.filter(|(_, is_folder)| *is_folder).map(|(id, _)| *id);
                self.search(&path, id, after);
            } else if there.is_none() && is_yaml(&path) {
                self.found.push((path, id));
            }
        }
    }

    /// Files and folders of a tree by name; links and other repositories are neither.
    fn entries(&self, tree: ObjectId) -> BTreeMap<String, (ObjectId, bool)> {
        let Ok(tree) = self.repository.inner.find_tree(tree) else { return BTreeMap::new() };
        let entries = tree.iter().filter_map(|it| {
            let it = it.ok()?;
            let (mode, name) = (it.mode(), it.filename().to_str().ok()?);
            (mode.is_tree() || mode.is_blob())
                .then(|| (name.to_owned(), (it.object_id(), mode.is_tree())))
        });
        entries.collect()
    }
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|it| ENDINGS.iter().any(|ending| it == *ending))
}

/// The bytes of the lines that both have, in percent of the larger.
fn likeness(old: &[u8], new: &[u8]) -> usize {
    let mut lines: BTreeMap<&[u8], usize> = BTreeMap::new();
    for line in old.lines_with_terminator() {
        *lines.entry(line).or_default() += 1;
    }
    let mut shared = 0;
    for line in new.lines_with_terminator() {
        if let Some(left) = lines.get_mut(line).filter(|it| **it > 0) {
            *left -= 1;
            shared += line.len();
        }
    }
    (shared * 100).checked_div(old.len().max(new.len())).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_counts_the_bytes_of_shared_lines() {
        assert_eq!(likeness(b"a\nb\n", b"a\nb\n"), 100);
        assert_eq!(likeness(b"b\na\n", b"a\nb\n"), 100, "order does not count");
        assert_eq!(likeness(b"a\nb\nc\nd\n", b"a\nb\n"), 50);
        assert_eq!(likeness(b"a\na\n", b"a\nx\n"), 50, "each line counts once");
        assert_eq!(likeness(b"", b""), 0);
    }
}
