//! The loop: wait, update, do, draw; the only place where the interface touches the world.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use color_eyre::eyre::{Result, WrapErr as _};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};

use super::app;
use super::clipboard;
use super::editor;
use super::files;
use super::glyphs::{self, GlyphSet};
use super::input::Input;
use super::model::Model;
use super::msg::{Capture, Effect, MouseKind, Msg, Timer, Toast};
use super::proposal;
use super::rows::Tone;
use super::screen;
use super::term::{self, Guard};
use super::theme::{self, Depth};
use super::watch;
use super::worker::{self, Job};
use crate::host::{Disk, Host};
use crate::text::{Place, fit, plural};

/// Frames come no closer than this; what happens in between is drawn at once.
const FRAME: Duration = Duration::from_millis(8);

/// Of a copied text a toast says this much.
const COPIED_CELLS: usize = 40;

/// The signal of a terminal that was closed comes within this time of the first error.
const HANG_UP: Duration = Duration::from_millis(100);

/// What the terminal can show.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Abilities {
    pub(crate) depth: Depth,
    pub(crate) glyphs: GlyphSet,
}

/// Everything of the running program that is not the model.
pub(crate) struct Session<'a> {
    host: &'a Host,
    guard: Guard,
    /// Never dropped: its drop shows the cursor, as the guard does, and panics where the terminal is gone.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<io::BufWriter<io::Stdout>>>>,
    abilities: Abilities,
    inbox: Receiver<Msg>,
    /// Where threads tell what they have done.
    out: Sender<Msg>,
    input: Input,
    jobs: Sender<Job>,
    files: Sender<Vec<PathBuf>>,
    timers: BTreeMap<Timer, Instant>,
    /// Written to whenever nothing is pending, for tests that wait.
    idle_mark: Option<PathBuf>,
    code: Option<u8>,
}

impl<'a> Session<'a> {
    pub(crate) fn start(host: &'a Host, abilities: Abilities) -> Result<Self> {
        let (out, inbox) = unbounded();
        let guard = Guard::enter(Capture::On).wrap_err("the terminal cannot be set up")?;
        let backend = CrosstermBackend::new(io::BufWriter::new(io::stdout()));
        let terminal = Terminal::new(backend).wrap_err("the terminal has no size")?;
        listen_for_signals(out.clone(), guard.is_ours())?;
        Ok(Self {
            host,
            guard,
            terminal: ManuallyDrop::new(terminal),
            abilities,
            inbox,
            input: Input::start(out.clone()),
            jobs: worker::start(host.disk.clone(), host.today, out.clone()),
            files: watch::start(host.disk.clone(), out.clone()),
            out,
            timers: BTreeMap::new(),
            idle_mark: host.environment.get("LINCHPIN_IDLE_MARK").map(PathBuf::from),
            code: None,
        })
    }

    /// Runs until somebody quits or the terminal is gone; returns the exit code.
    pub(crate) fn run(&mut self, model: &mut Model) -> Result<u8> {
        match self.work(model) {
            Ok(code) => Ok(code),
            Err(report) => self.code_of_signal().ok_or(report),
        }
    }

    /// Writing to a terminal that was closed fails before or after its signal comes, and in many ways.
    fn code_of_signal(&self) -> Option<u8> {
        let end = Instant::now() + HANG_UP;
        while let Ok(msg) = self.inbox.recv_deadline(end) {
            if let Msg::Terminated(signal) = msg {
                return Some(code_of(signal));
            }
        }
        None
    }

    fn work(&mut self, model: &mut Model) -> Result<u8> {
        self.draw(model)?;
        let effects = app::reload(model);
        if let Some(path) = &model.path {
            // Watched from the start, so that a file that is not there yet is seen to come.
            drop(self.files.send(vec![path.clone()]));
        }
        self.perform_all(model, effects)?;
        let mut drawn = Instant::now();
        let mut is_dirty = true;
        while self.code.is_none() {
            let msgs = self.next_msgs(is_dirty.then(|| drawn + FRAME))?;
            for msg in coalesced(msgs) {
                is_dirty = true;
                if let Msg::Terminated(signal) = msg {
                    return Ok(code_of(signal));
                }
                if matches!(msg, Msg::Resize(..)) {
                    // Even back at the size it had, a terminal may have lost what did not fit in between.
                    self.forget_screen()?;
                }
                let effects = app::update(model, msg);
                self.perform_all(model, effects)?;
            }
            if is_dirty && drawn.elapsed() >= FRAME {
                self.draw(model)?;
                drawn = Instant::now();
                is_dirty = false;
            }
            if !is_dirty && self.inbox.is_empty() {
                self.mark_idle(model);
            }
        }
        Ok(self.code.unwrap_or(0))
    }

    /// Waits for something to happen, a timer, or the time to draw.
    fn next_msgs(&mut self, draw_at: Option<Instant>) -> Result<Vec<Msg>> {
        let timer = self.timers.iter().min_by_key(|(_, at)| **at).map(|(timer, at)| (*timer, *at));
        let deadline = match (timer.map(|(_, at)| at), draw_at) {
            (Some(timer), Some(draw)) => Some(timer.min(draw)),
            (timer, draw) => timer.or(draw),
        };
        let first = match deadline {
            Some(deadline) => match self.inbox.recv_deadline(deadline) {
                Ok(msg) => Some(msg),
                Err(RecvTimeoutError::Timeout) => None,
                Err(error @ RecvTimeoutError::Disconnected) => return Err(error.into()),
            },
            None => Some(self.inbox.recv()?),
        };
        let mut msgs: Vec<Msg> = first.into_iter().chain(self.inbox.try_iter()).collect();
        let now = Instant::now();
        if let Some((timer, _)) = timer.filter(|(_, at)| *at <= now) {
            self.timers.remove(&timer);
            msgs.push(Msg::Timer(timer));
        }
        Ok(msgs)
    }

    fn draw(&mut self, model: &mut Model) -> Result<()> {
        let size = self.terminal.size()?;
        model.size = (size.width, size.height);
        let (mut painted, hits) = screen::paint(model, model.size);
        glyphs::adapt(&mut painted.buffer, self.abilities.glyphs);
        theme::adapt(&mut painted.buffer, self.abilities.depth);
        model.seen = hits;
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| {
            // Resized since it was painted: the frame that follows has the new size.
            if frame.area() != painted.buffer.area {
                return;
            }
            frame.buffer_mut().merge(&painted.buffer);
            if let Some(cursor) = painted.cursor {
                frame.set_cursor_position(cursor);
            }
        })?;
        queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        io::Write::flush(self.terminal.backend_mut())?;
        Ok(())
    }

    fn perform_all(&mut self, model: &mut Model, effects: Vec<Effect>) -> Result<()> {
        for effect in effects {
            if let Some(said) = self.perform(model, effect)? {
                let effects = app::toast(model, said.tone, said.text);
                for effect in effects {
                    drop(self.perform(model, effect)?);
                }
            }
        }
        Ok(())
    }

    /// Does one thing; returns what there is to say about it.
    fn perform(&mut self, model: &mut Model, effect: Effect) -> Result<Option<Toast>> {
        match effect {
            Effect::Quit => self.code = Some(0),
            Effect::Load { generation } => {
                if let Some(path) = model.path.clone() {
                    self.jobs.send(Job::Load { generation, path })?;
                }
            }
            Effect::Simulate { generation, before, edits } => {
                self.jobs.send(Job::Simulate { generation, before, edits })?;
            }
            Effect::LayOut(request) => worker::lay_out(*request, self.out.clone()),
            Effect::LookBack { generation, analysis } => {
                // The built-in example has no history, whatever lies where the program was started.
                if let (Some(path), Disk::Real) = (model.path.clone(), &self.host.disk) {
                    worker::look_back(path, (generation, analysis), self.out.clone());
                }
            }
            Effect::Watch(files) => self.files.send(files)?,
            Effect::Edit(place) => return self.edit(model, &place),
            Effect::Copy(text) => return Ok(Some(copy(&text))),
            Effect::ListScenarios(folder) => {
                let msg = Msg::ScenariosListed(files::list(&self.host.disk, &folder));
                self.answer(model, msg)?;
            }
            Effect::ReadScenario(path) => {
                let sources = model.analysis.as_ref().map(|it| it.sources.clone());
                let read = files::read(&self.host.disk, &path, sources.unwrap_or_default());
                self.answer(model, Msg::ScenarioRead(read.map(Box::new)))?;
            }
            Effect::WriteScenario(writing, overwrite) => {
                let written = files::write(&self.host.disk, &writing, overwrite);
                self.answer(model, Msg::ScenarioWritten(writing, written))?;
            }
            Effect::Propose(asked) => worker::propose(*asked, self.out.clone()),
            Effect::Rewrite(proposal) => {
                let disk = self.host.disk.clone();
                worker::rewrite(move || proposal.write(&disk), self.out.clone());
            }
            Effect::Study(question) => worker::study(*question, self.out.clone()),
            Effect::TakeBack(root) => {
                let disk = self.host.disk.clone();
                worker::rewrite(move || proposal::take_back(&disk, &root), self.out.clone());
            }
            Effect::Suspend => self.suspend(model)?,
            Effect::CaptureMouse(capture) => term::set_mouse(capture)?,
            Effect::Redraw => self.forget_screen()?,
            Effect::Timer(timer, milliseconds) => {
                let at = Instant::now() + Duration::from_millis(milliseconds);
                self.timers.insert(timer, at);
            }
        }
        Ok(None)
    }

    /// Tells the model at once what came of an effect.
    fn answer(&mut self, model: &mut Model, msg: Msg) -> Result<()> {
        let effects = app::update(model, msg);
        self.perform_all(model, effects)
    }

    /// Lends the terminal to the editor and reads the file again afterwards.
    fn edit(&mut self, model: &mut Model, place: &Place) -> Result<Option<Toast>> {
        if !matches!(self.host.disk, Disk::Real) {
            let text = "the example is part of the program: there is no file to edit";
            return Ok(Some(Toast::new(Tone::Warn, text)));
        }
        let environment = &self.host.environment;
        let wanted = environment.get("VISUAL").or(environment.get("EDITOR")).unwrap_or("vi");
        let root = model.path.clone().unwrap_or_default();
        let path = root.parent().map(|it| it.join(&place.path)).unwrap_or_default();
        let Some(words) = editor::command(wanted, &path, place) else {
            return Ok(Some(Toast::new(Tone::Danger, format!("$EDITOR says nothing: {wanted}"))));
        };
        self.input.pause();
        self.guard.give_back();
        let outcome = Host::hand_over(&words);
        self.come_back(model)?;
        let effects = app::reload(model);
        self.perform_all(model, effects)?;
        Ok(outcome.err().map(|text| Toast::new(Tone::Warn, text)))
    }

    fn suspend(&mut self, model: &mut Model) -> Result<()> {
        self.input.pause();
        self.guard.give_back();
        // Returns when the shell continues us.
        signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
        self.come_back(model)
    }

    fn come_back(&mut self, model: &Model) -> Result<()> {
        self.guard.take(if model.captures_mouse { Capture::On } else { Capture::Off })?;
        self.forget_screen()?;
        self.input.resume();
        Ok(())
    }

    /// Clears the screen, so that the next frame is painted whole. A size that is set clears as well, and unlike
    /// `clear` does not ask the terminal where its cursor is: some never answer, and the answer would be read by the
    /// thread that waits for keys.
    fn forget_screen(&mut self) -> Result<()> {
        let size = self.terminal.size()?;
        self.terminal.resize(Rect::new(0, 0, size.width, size.height))?;
        Ok(())
    }

    /// A test may watch this file grow: one byte each time that nothing is left to do.
    fn mark_idle(&self, model: &Model) {
        let Some(path) = &self.idle_mark else { return };
        if model.job == super::model::Job::Idle
            && !model.states.map.is_waiting()
            && !model.states.studies.is_waiting()
        {
            // The file system itself, since the example lies in a disk in memory.
            drop(Disk::Real.append(path, b"."));
        }
    }
}

/// Shells report a death by signal so.
fn code_of(signal: i32) -> u8 {
    u8::try_from(128 + signal).unwrap_or(u8::MAX)
}

/// The last size, and the wheel as one movement per place.
fn coalesced(msgs: Vec<Msg>) -> Vec<Msg> {
    let last_resize = msgs.iter().rposition(|it| matches!(it, Msg::Resize(..)));
    let mut out = Vec::with_capacity(msgs.len());
    for (index, msg) in msgs.into_iter().enumerate() {
        let is_stale_resize = matches!(msg, Msg::Resize(..)) && Some(index) != last_resize;
        let is_drag = |it: &Msg| matches!(it, Msg::Mouse(mouse) if mouse.kind == MouseKind::Drag);
        if is_drag(&msg) && out.last().is_some_and(is_drag) {
            out.pop();
        }
        if !is_stale_resize {
            out.push(msg);
        }
    }
    out
}

fn copy(text: &str) -> Toast {
    let written = io::stdout().write_all(clipboard::osc52(text).as_bytes());
    match written.and_then(|()| io::stdout().flush()) {
        Ok(()) => Toast::new(Tone::Ok, format!("copied {}, by the terminal (OSC 52)", said(text))),
        Err(error) => Toast::new(Tone::Danger, format!("not copied: {error}")),
    }
}

/// What was copied, in a few words.
fn said(text: &str) -> String {
    match text.lines().count() {
        0 | 1 => format!("“{}”", fit(text, COPIED_CELLS)),
        lines => plural(lines, "line"),
    }
}

/// While an editor has the terminal its keys send signals to us as well: Ctrl-C is the editor's alone, and Ctrl-Z
/// has to stop us with it, or the shell would wait for a program that waits for a stopped one.
fn listen_for_signals(out: Sender<Msg>, is_ours: Arc<AtomicBool>) -> Result<()> {
    let mut signals =
        signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGWINCH])
            .wrap_err("signals cannot be caught")?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let is_lent = !is_ours.load(Ordering::SeqCst);
            let msg = match signal {
                SIGTSTP if is_lent => {
                    drop(signal_hook::low_level::emulate_default_handler(SIGTSTP));
                    continue;
                }
                // Whoever gets the terminal back paints it whole, whatever its size.
                SIGINT | SIGWINCH if is_lent => continue,
                SIGWINCH => match crossterm::terminal::size() {
                    Ok((columns, rows)) => Msg::Resize(columns, rows),
                    Err(_) => continue,
                },
                SIGTSTP => Msg::Suspend,
                other => Msg::Terminated(other),
            };
            if out.send(msg).is_err() {
                return;
            }
        }
    });
    Ok(())
}
