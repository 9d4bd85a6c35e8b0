//! The folder of the root file: includes are read from inside it and nowhere else.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::Disk;
use crate::load::Files;

/// Folders walked for one pattern, so that a pattern over a whole disk ends.
const FOLDERS_MAX: usize = 4_096;

/// A root folder that nothing leads out of.
pub(crate) struct Folder {
    disk: Disk,
    root: PathBuf,
}

impl Folder {
    /// The folder that the file lies in.
    pub(crate) fn of(disk: Disk, file: &Path) -> Self {
        let root = match file.parent() {
            Some(parent) if parent != Path::new("") => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        Self { disk, root }
    }

    /// Where a file of the stack lies, by the name the loader gave it.
    pub(crate) fn path_of(&self, name: &str) -> PathBuf {
        match self.root.to_str() {
            Some(".") => PathBuf::from(name),
            _ => self.root.join(name),
        }
    }

    fn confined(&self, name: &str) -> Result<PathBuf, String> {
        let wanted = Path::new(name);
        let mut depth = 0_i32;
        for part in wanted.components() {
            match part {
                Component::Normal(_) => depth += 1,
                Component::CurDir => {}
                Component::ParentDir => depth -= 1,
                Component::RootDir | Component::Prefix(_) => {
                    return Err("only paths relative to the root file can be included".to_owned());
                }
            }
            if depth < 0 {
                return Err("the path leads out of the folder of the root file".to_owned());
            }
        }
        let path = self.path_of(name);
        if let Disk::Real = self.disk {
            let real = fs::canonicalize(&path).map_err(|error| error.to_string())?;
            let root = fs::canonicalize(&self.root).map_err(|error| error.to_string())?;
            if !real.starts_with(&root) {
                return Err("a link leads out of the folder of the root file".to_owned());
            }
        }
        Ok(path)
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let path = self.confined(path)?;
        self.disk.read(&path).map_err(|error| error.to_string())
    }

    fn list(&self, pattern: &str) -> Result<Vec<String>, String> {
        let mut found = vec![String::new()];
        for part in pattern.split('/').filter(|it| !matches!(*it, "" | ".")) {
            let mut next = Vec::new();
            for folder in found.iter().take(FOLDERS_MAX) {
                if part.contains(['*', '?']) {
                    let inside = self.confined(if folder.is_empty() { "." } else { folder });
                    // A file where the pattern wants a folder has no names in it.
                    let names = inside.ok().and_then(|it| self.disk.list(&it).ok());
                    let names = names.unwrap_or_default().into_iter();
                    let hidden = part.starts_with('.');
                    next.extend(
                        names
                            .filter(|it| hidden || !it.starts_with('.'))
                            .filter(|it| matches_glob(part.as_bytes(), it.as_bytes()))
                            .map(|it| join(folder, &it)),
                    );
                } else {
                    next.push(join(folder, part));
                }
            }
            found = next;
        }
        found.retain(|it| self.confined(it).is_ok_and(|path| self.disk.read(&path).is_ok()));
        found.sort();
        Ok(found)
    }
}

pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// `*` stands for any bytes of one name, `?` for one. Backtracks to the last star only, so it stays quadratic.
pub(super) fn matches_glob(pattern: &[u8], name: &[u8]) -> bool {
    let (mut at, mut seen) = (0, 0);
    let mut star = None;
    while seen < name.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, seen));
                at += 1;
            }
            Some(byte) if *byte == b'?' || name.get(seen) == Some(byte) => {
                at += 1;
                seen += 1;
            }
            _ => {
                let Some((star_at, from)) = star else { return false };
                star = Some((star_at, from + 1));
                at = star_at + 1;
                seen = from + 1;
            }
        }
    }
    pattern.get(at..).unwrap_or_default().iter().all(|it| *it == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_out_of_the_folder() {
        let outer = tempfile::tempdir().unwrap();
        let inner = outer.path().join("stack");
        fs::create_dir(&inner).unwrap();
        fs::write(outer.path().join("secret.yaml"), "x").unwrap();
        fs::write(inner.join("a.yaml"), "a").unwrap();
        std::os::unix::fs::symlink("../secret.yaml", inner.join("link.yaml")).unwrap();
        let folder = Folder::of(Disk::Real, &inner.join("root.yaml"));
        assert_eq!(folder.read("a.yaml").unwrap(), b"a");
        for path in ["../secret.yaml", "link.yaml", "/etc/hostname", "b/../../secret.yaml"] {
            assert!(folder.read(path).is_err(), "{path}");
        }
        assert_eq!(folder.list("*.yaml").unwrap(), ["a.yaml"]);
    }

    #[test]
    fn patterns_list_in_order() {
        let disk = Disk::memory(&[
            ("s/b.yaml", ""),
            ("s/stacks/z.yaml", ""),
            ("s/stacks/a.yaml", ""),
            ("s/stacks/.hidden.yaml", ""),
            ("s/stacks/a.txt", ""),
        ]);
        let folder = Folder::of(disk, Path::new("s/root.yaml"));
        assert_eq!(folder.list("stacks/*.yaml").unwrap(), ["stacks/a.yaml", "stacks/z.yaml"]);
        assert_eq!(folder.list("b.yaml").unwrap(), ["b.yaml"]);
        assert!(matches_glob(b"a*b?d", b"axxbcd") && !matches_glob(b"a*b", b"axxbc"));
    }
}
