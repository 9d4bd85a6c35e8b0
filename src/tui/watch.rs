//! Watching the files of the stack, however editors save them and whatever the file system tells.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded, unbounded};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use super::msg::Msg;
use crate::host::{Digest, Disk, Stamp};

/// Looking by ourselves catches what no event tells: network drives, containers.
const BACKSTOP: Duration = Duration::from_millis(250);
/// Saving is several steps; the last of them counts.
const QUIET: Duration = Duration::from_millis(40);
/// A file that is written all the time is read all the same.
const QUIET_MAX: Duration = Duration::from_millis(300);
/// Looks that found a change before any event did, until events count as missing.
const MISSED_MAX: u32 = 2;

/// Starts the thread. What is sent to it replaces the files that are watched.
pub(crate) fn start(disk: Disk, out: Sender<Msg>) -> Sender<Vec<PathBuf>> {
    let (files, inbox) = unbounded();
    thread::spawn(move || Watch::new(disk, out).run(&inbox));
    files
}

struct Watch {
    disk: Disk,
    out: Sender<Msg>,
    /// One unit says that something happened in one of the folders; what, is found by looking.
    nudges: Receiver<()>,
    watcher: Option<RecommendedWatcher>,
    folders: Vec<PathBuf>,
    seen: BTreeMap<PathBuf, Option<(Stamp, Digest)>>,
    missed: u32,
    had_events: bool,
}

impl Watch {
    fn new(disk: Disk, out: Sender<Msg>) -> Self {
        let (nudge, nudges) = bounded(1);
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let is_read = event.as_ref().is_ok_and(|it| it.kind.is_access() && !it.need_rescan());
            if !is_read {
                // A full channel already says it.
                nudge.try_send(()).ok();
            }
        });
        Self {
            disk,
            out,
            nudges,
            watcher: watcher.ok(),
            folders: Vec::new(),
            seen: BTreeMap::new(),
            missed: 0,
            had_events: false,
        }
    }

    fn run(&mut self, inbox: &Receiver<Vec<PathBuf>>) {
        loop {
            let mut by_event = false;
            crossbeam_channel::select! {
                recv(inbox) -> files => match files {
                    Ok(files) => self.follow(&files),
                    Err(_) => return,
                },
                recv(self.nudges) -> nudge => {
                    by_event = nudge.is_ok();
                    if nudge.is_err() {
                        self.nudges = crossbeam_channel::never();
                    }
                    self.wait_until_quiet();
                }
                default(BACKSTOP) => {}
            }
            self.had_events |= by_event;
            if self.has_changed() {
                self.count_missed(by_event);
                if !by_event {
                    // Looking may have come in the middle of a save.
                    self.wait_until_quiet();
                }
                if self.out.send(Msg::FileChanged).is_err() {
                    return;
                }
            }
        }
    }

    fn wait_until_quiet(&self) {
        let end = Instant::now() + QUIET_MAX;
        while Instant::now() < end {
            match self.nudges.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Events come before the look that would find the same; when they never do, there are none.
    fn count_missed(&mut self, by_event: bool) {
        if by_event || self.had_events {
            return;
        }
        self.missed += 1;
        if self.missed == MISSED_MAX {
            drop(self.out.send(Msg::Polling));
        }
    }

    /// Watches the folders of every hop of every file, since renames replace the file itself.
    fn follow(&mut self, files: &[PathBuf]) {
        let mut folders: Vec<PathBuf> = files
            .iter()
            .flat_map(|it| self.disk.hops(it))
            .map(|it| match it.parent() {
                Some(folder) if folder != Path::new("") => folder.to_owned(),
                _ => PathBuf::from("."),
            })
            .collect();
        folders.sort();
        folders.dedup();
        if let Some(watcher) = &mut self.watcher {
            // A folder that cannot be watched is still looked at.
            for folder in self.folders.iter().filter(|it| !folders.contains(it)) {
                drop(watcher.unwatch(folder));
            }
            for folder in folders.iter().filter(|it| !self.folders.contains(it)) {
                drop(watcher.watch(folder, RecursiveMode::NonRecursive));
            }
        }
        self.folders = folders;
        let known = std::mem::take(&mut self.seen);
        for file in files {
            let state = known.get(file).cloned().unwrap_or_else(|| self.state_of(file));
            self.seen.insert(file.clone(), state);
        }
    }

    fn state_of(&self, file: &Path) -> Option<(Stamp, Digest)> {
        let stamp = self.disk.stamp(file)?;
        let bytes = self.disk.read(file).ok()?;
        Some((stamp, Digest::of(&bytes)))
    }

    /// Whether a content is another than before; a new stamp over the same content is none.
    fn has_changed(&mut self) -> bool {
        let mut changed = false;
        let files: Vec<PathBuf> = self.seen.keys().cloned().collect();
        for file in files {
            let old = self.seen.get(&file).cloned().flatten();
            let stamp = self.disk.stamp(&file);
            if old.as_ref().map(|(stamp, _)| stamp) == stamp.as_ref() {
                continue;
            }
            let new = self.state_of(&file);
            let content = |it: &Option<(Stamp, Digest)>| it.as_ref().map(|(_, digest)| *digest);
            changed |= content(&old) != content(&new);
            self.seen.insert(file, new);
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_content_is_a_change() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("stack.yaml");
        let (out, _inbox) = unbounded();
        let mut watch = Watch::new(Disk::Real, out);
        Disk::Real.write(&file, b"a: 1", None).unwrap();
        watch.follow(std::slice::from_ref(&file));
        assert!(!watch.has_changed());
        Disk::Real.write(&file, b"a: 1", None).unwrap();
        assert!(!watch.has_changed(), "the same text in a new file");
        Disk::Real.write(&file, b"a: 2", None).unwrap();
        assert!(watch.has_changed());
        assert!(!watch.has_changed());
    }
}
