//! The thread that reads, analyses and simulates, so that the screen never waits.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::msg::{Msg, Outcome, Toast};
use super::proposal::{Asked, Rewritten};
use super::rows::Tone;
use super::since;
use super::study::{self, Question};
use super::views::Request;
use crate::analysis::Analysis;
use crate::host::{Disk, Folder};
use crate::load::{self, Loaded};
use crate::scenario::{self, Edit};
use crate::stack::Date;

/// A file that cannot be read whole may be half written: one more look after this long.
const HALF_WRITTEN: Duration = Duration::from_millis(80);

pub(crate) enum Job {
    Load { generation: u64, path: PathBuf },
    Simulate { generation: u64, before: Arc<Analysis>, edits: Vec<Edit> },
}

impl Job {
    fn generation(&self) -> u64 {
        match self {
            Self::Load { generation, .. } | Self::Simulate { generation, .. } => *generation,
        }
    }
}

/// Starts the thread; it ends when the sender is dropped.
pub(crate) fn start(disk: Disk, today: Date, out: Sender<Msg>) -> Sender<Job> {
    let (jobs, inbox) = unbounded::<Job>();
    thread::spawn(move || {
        while let Ok(job) = inbox.recv() {
            // Only the newest matters: its result would replace the others'.
            let job = inbox.try_iter().fold(job, newer);
            let work = AssertUnwindSafe(|| run(&disk, today, &inbox, job));
            let msg = catch_unwind(work).unwrap_or_else(|_| {
                let text = "the analysis failed: this is a fault of Linchpin, please report it";
                Msg::Said(Toast::new(Tone::Danger, text))
            });
            if out.send(msg).is_err() {
                return;
            }
        }
    });
    jobs
}

/// Lays a large map out in a thread of its own, so that no analysis waits for it.
pub(crate) fn lay_out(request: Request, out: Sender<Msg>) {
    thread::spawn(move || {
        let scene = Arc::new(request.scene());
        // Nobody listens any more where the program has ended.
        drop(out.send(Msg::LaidOut { request: Box::new(request), scene }));
    });
}

/// Compares with the last commit in a thread of its own: a repository may be large and its disk slow.
pub(crate) fn look_back(
    path: PathBuf,
    (generation, analysis): (u64, Arc<Analysis>),
    out: Sender<Msg>,
) {
    thread::spawn(move || {
        // A repository that cannot be read is no reason to say anything.
        let work = AssertUnwindSafe(|| since::look_back(&path, &analysis));
        let look_back = Box::new(catch_unwind(work).unwrap_or_default());
        drop(out.send(Msg::LookedBack { generation, look_back }));
    });
}

/// Works out new texts for the files in a thread of its own.
pub(crate) fn propose(asked: Asked, out: Sender<Msg>) {
    in_thread(move || Msg::Proposed(Box::new(asked.answer())), out);
}

/// Answers a long question in a thread of its own.
pub(crate) fn study(question: Question, out: Sender<Msg>) {
    in_thread(move || study::message(question), out);
}

/// Writes files in a thread of its own: disks can be slow.
pub(crate) fn rewrite(work: impl FnOnce() -> Rewritten + Send + 'static, out: Sender<Msg>) {
    in_thread(move || Msg::Rewritten(work()), out);
}

fn in_thread(work: impl FnOnce() -> Msg + Send + 'static, out: Sender<Msg>) {
    thread::spawn(move || {
        let msg = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
            let text = "the change failed: this is a fault of Linchpin, please report it";
            Msg::Said(Toast::new(Tone::Danger, text))
        });
        drop(out.send(msg));
    });
}

fn newer(left: Job, right: Job) -> Job {
    if right.generation() >= left.generation() { right } else { left }
}

fn run(disk: &Disk, today: Date, inbox: &Receiver<Job>, job: Job) -> Msg {
    match job {
        Job::Load { generation, path } => {
            let mut outcome = read(disk, &path, today);
            if may_be_half_written(&outcome) {
                // Waits on a channel that stays silent, so that the end of the program is not held up.
                crossbeam_channel::never::<()>().recv_timeout(HALF_WRITTEN).ok();
                if inbox.is_empty() {
                    outcome = read(disk, &path, today);
                }
            }
            Msg::Loaded { generation, outcome: Box::new(outcome) }
        }
        Job::Simulate { generation, before, edits } => {
            let simulation = Arc::new(scenario::simulate(&before, &edits));
            // Here rather than in the thread of the screen, which asks for them with its next frame.
            simulation.after.linchpins();
            Msg::Simulated { generation, simulation }
        }
    }
}

/// An editor that saves in place empties the file first.
fn may_be_half_written(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Unreadable(_) | Outcome::Damaged(_) => true,
        Outcome::Good(analysis) => analysis.stack.tools.is_empty(),
    }
}

/// Reads and analyses a stack.
pub(crate) fn read(disk: &Disk, path: &Path, today: Date) -> Outcome {
    let bytes = match disk.read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let path = crate::text::clean(&path.display().to_string());
            return Outcome::Unreadable(format!("{path}: {error}"));
        }
    };
    let folder = Folder::of(disk.clone(), path);
    let name = path.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let loaded = load::load(&name, &bytes, &folder);
    let Loaded { sources, stack, problems, is_damaged } = loaded;
    let analysis = Arc::new(Analysis::of(sources, stack, problems, today));
    analysis.linchpins();
    if is_damaged { Outcome::Damaged(analysis) } else { Outcome::Good(analysis) }
}
