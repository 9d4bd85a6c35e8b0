//! What can happen, and what is to be done about it.

use std::path::PathBuf;
use std::sync::Arc;

use super::actions::scenario_files::Writing;
use super::keys::Key;
use super::proposal::{Asked, Proposal, Rewritten};
use super::since::LookBack;
use super::study::{Question, Studied};
use super::views::{Request, Scene};
use crate::analysis::Analysis;
use crate::diag::Diagnostic;
use crate::scenario::{Edit, Scenario, Simulation};
use crate::text::Place;

/// Everything that can happen.
pub(crate) enum Msg {
    Key(Key),
    Paste(String),
    Mouse(Mouse),
    Resize(u16, u16),
    /// The file was read and analysed; stale where a newer load is under way.
    Loaded {
        generation: u64,
        outcome: Box<Outcome>,
    },
    Simulated {
        generation: u64,
        simulation: Arc<Simulation>,
    },
    /// A large map was laid out.
    LaidOut {
        request: Box<Request>,
        scene: Arc<Scene>,
    },
    /// The last commit was compared with what is shown.
    LookedBack {
        generation: u64,
        look_back: Box<LookBack>,
    },
    /// A file of the stack has changed on disk.
    FileChanged,
    /// The watcher sees changes only by looking; some file systems send no events.
    Polling,
    Timer(Timer),
    /// The scenario files beside the stack.
    ScenariosListed(Vec<String>),
    ScenarioRead(Result<Box<(Scenario, Vec<Diagnostic>)>, String>),
    ScenarioWritten(Writing, Written),
    /// What would change in the files is known.
    Proposed(Box<Proposal>),
    /// The files were written or taken back, or were not.
    Rewritten(Rewritten),
    /// A long question is answered.
    Studied(Box<Studied>),
    /// A line for the log and a toast.
    Said(Toast),
    /// By signal number; the program ends.
    Terminated(i32),
    Suspend,
}

/// What came of reading the file.
pub(crate) enum Outcome {
    /// The file cannot be read at all.
    Unreadable(String),
    /// A syntax error cost some of the text.
    Damaged(Arc<Analysis>),
    Good(Arc<Analysis>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mouse {
    pub(crate) kind: MouseKind,
    pub(crate) column: u16,
    pub(crate) row: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MouseKind {
    Press,
    Drag,
    Release,
    WheelUp,
    WheelDown,
}

/// What the loop has to do for `update`, which does nothing itself.
#[derive(Clone)]
pub(crate) enum Effect {
    Quit,
    Load {
        generation: u64,
    },
    Simulate {
        generation: u64,
        before: Arc<Analysis>,
        edits: Vec<Edit>,
    },
    /// Lays out a map that takes longer than a frame.
    LayOut(Box<Request>),
    /// Compares with the last commit of the file.
    LookBack {
        generation: u64,
        analysis: Arc<Analysis>,
    },
    /// The files to watch from now on.
    Watch(Vec<PathBuf>),
    /// Opens the editor at a place.
    Edit(Place),
    Copy(String),
    /// Lists the scenario files of a folder.
    ListScenarios(PathBuf),
    ReadScenario(PathBuf),
    WriteScenario(Writing, Overwrite),
    /// Works out what would change in the files.
    Propose(Box<Asked>),
    /// Writes what was proposed.
    Rewrite(Box<Proposal>),
    /// Works out the answer to a long question.
    Study(Box<Question>),
    /// Puts back what was written last to the stack with this root file.
    TakeBack(PathBuf),
    Suspend,
    CaptureMouse(Capture),
    /// Paints everything anew.
    Redraw,
    Timer(Timer, u64),
}

/// What to do where a file stands already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Overwrite {
    Ask,
    Replace,
}

/// What came of writing a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Done,
    /// Something stands there, and nothing was done.
    IsThere,
    Failed(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Capture {
    On,
    Off,
}

/// Timers have names, so that setting one again moves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Timer {
    /// Whoever types in the filter line has paused.
    Pause,
    /// A toast has been read.
    Toast,
    /// A key sequence is unfinished: show what can follow.
    WhichKey,
    /// A job takes long enough to be spoken of.
    Busy,
    /// The next moment of a time-lapse that plays.
    Play,
}

impl Timer {
    /// So long nothing is typed before a filter is told what is wrong with it.
    pub(crate) const PAUSE_MS: u64 = 700;
    /// Long enough to read a line.
    pub(crate) const TOAST_MS: u64 = 4_000;
    /// Who knows the key types it before.
    pub(crate) const WHICH_KEY_MS: u64 = 300;
    /// Long enough to see what has changed.
    pub(crate) const PLAY_MS: u64 = 1_200;
    /// Shorter waits are not noticed.
    pub(crate) const BUSY_MS: u64 = 150;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Toast {
    pub(crate) tone: super::rows::Tone,
    pub(crate) text: String,
}

impl Toast {
    pub(crate) fn new(tone: super::rows::Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into() }
    }
}
