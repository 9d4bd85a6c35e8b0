//! The thread that reads keys and mouse, which can be made to keep its hands off the terminal.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded};
use crossterm::event::{self, Event, KeyEventKind, MouseButton, MouseEventKind};

use super::keys::Key;
use super::msg::{Mouse, MouseKind, Msg};
use super::replies::Replies;

/// How long a pause may take to be noticed.
const LOOK_UP: Duration = Duration::from_millis(100);

pub(crate) struct Input {
    pause: Arc<AtomicBool>,
    paused: Receiver<()>,
    resume: Sender<()>,
}

impl Input {
    pub(crate) fn start(out: Sender<Msg>) -> Self {
        let pause = Arc::new(AtomicBool::new(false));
        let (say_paused, paused) = bounded(1);
        let (resume, resumed) = bounded(1);
        let wanted = pause.clone();
        let reader = move || {
            let mut replies = Replies::default();
            loop {
                if wanted.load(Ordering::SeqCst) {
                    if say_paused.send(()).is_err() || resumed.recv().is_err() {
                        return;
                    }
                    continue;
                }
                match event::poll(LOOK_UP) {
                    Ok(false) => {}
                    Ok(true) => match event::read() {
                        Ok(event) if replies.swallows(&event) => {}
                        Ok(event) => {
                            if translate(event).is_some_and(|msg| out.send(msg).is_err()) {
                                return;
                            }
                        }
                        Err(error) => return report(&out, &error),
                    },
                    Err(error) => return report(&out, &error),
                }
            }
        };
        thread::spawn(reader);
        Self { pause, paused, resume }
    }

    /// Returns once the reader has let go.
    pub(crate) fn pause(&self) {
        self.pause.store(true, Ordering::SeqCst);
        // The reader is gone where this fails; then nothing reads any more.
        self.paused.recv().ok();
    }

    pub(crate) fn resume(&self) {
        self.pause.store(false, Ordering::SeqCst);
        self.resume.send(()).ok();
    }
}

/// A terminal that cannot be read is gone: the program ends as after a hang-up.
fn report(out: &Sender<Msg>, _error: &io::Error) {
    drop(out.send(Msg::Terminated(signal_hook::consts::SIGHUP)));
}

fn translate(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => Key::of(key).map(Msg::Key),
        Event::Mouse(mouse) => {
            let kind = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
                MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
                MouseEventKind::Up(MouseButton::Left) => MouseKind::Release,
                MouseEventKind::ScrollUp => MouseKind::WheelUp,
                MouseEventKind::ScrollDown => MouseKind::WheelDown,
                _ => return None,
            };
            Some(Msg::Mouse(Mouse { kind, column: mouse.column, row: mouse.row }))
        }
        Event::Paste(text) => Some(Msg::Paste(text)),
        // Sizes are told by their signal: here one that comes together with a key can get lost.
        Event::Resize(..) | Event::Key(_) | Event::FocusGained | Event::FocusLost => None,
    }
}
