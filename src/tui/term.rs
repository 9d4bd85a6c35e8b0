//! The one guard over the terminal: what it switches on, it switches off, whatever happens.

use std::io::{self, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange,
};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};

use super::msg::Capture;

/// Buttons and drags in SGR form; not every movement (1003), which would flood the loop.
const MOUSE_ON: &str = "\u{1b}[?1000h\u{1b}[?1002h\u{1b}[?1006h";
const MOUSE_OFF: &str = "\u{1b}[?1006l\u{1b}[?1002l\u{1b}[?1000l";

/// The terminal is ours while this lives.
pub(crate) struct Guard {
    is_ours: Arc<AtomicBool>,
}

impl Guard {
    pub(crate) fn enter(capture: Capture) -> io::Result<Self> {
        let guard = Self { is_ours: Arc::new(AtomicBool::new(false)) };
        guard.hook_panics();
        guard.take(capture)?;
        Ok(guard)
    }

    /// Takes the terminal, again after [`Guard::give_back`].
    pub(crate) fn take(&self, capture: Capture) -> io::Result<()> {
        self.is_ours.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        let mut out = io::stdout();
        queue!(out, EnterAlternateScreen, Hide, EnableBracketedPaste, EnableFocusChange)?;
        set_mouse(capture)?;
        out.flush()
    }

    /// Whether the terminal is ours at the moment; it is not while an editor has it.
    pub(crate) fn is_ours(&self) -> Arc<AtomicBool> {
        self.is_ours.clone()
    }

    pub(crate) fn give_back(&self) {
        restore(&self.is_ours);
    }

    /// A panic of the thread that draws gives the terminal back before anything is printed.
    fn hook_panics(&self) {
        let is_ours = self.is_ours.clone();
        let drawing = std::thread::current().id();
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            // A worker's panic is caught and shown on the screen, which stays.
            if std::thread::current().id() == drawing {
                restore(&is_ours);
                before(panic);
            }
        }));
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore(&self.is_ours);
    }
}

pub(crate) fn set_mouse(capture: Capture) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(match capture {
        Capture::On => MOUSE_ON.as_bytes(),
        Capture::Off => MOUSE_OFF.as_bytes(),
    })?;
    out.flush()
}

/// Once only, whoever comes first. Nothing can be done about errors here: the terminal may be gone.
fn restore(is_ours: &AtomicBool) {
    if !is_ours.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    drop(out.write_all(MOUSE_OFF.as_bytes()));
    drop(execute!(out, DisableFocusChange, DisableBracketedPaste, LeaveAlternateScreen, Show));
    drop(disable_raw_mode());
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::num::NonZeroU16;

    use portable_pty::{CommandBuilder, PtySize, native_pty_system};

    use super::*;

    /// Set for the process that panics; it is this test again.
    const CHILD: &str = "LINCHPIN_TEST_CHILD";

    #[test]
    fn a_panic_leaves_a_clean_terminal_and_a_message_on_it() {
        if std::env::var_os(CHILD).is_some() {
            let _guard = Guard::enter(Capture::On).unwrap();
            panic!("as the test wants it");
        }
        let pair = native_pty_system().openpty(PtySize::default()).unwrap();
        let before = format!("{:?}", pair.master.get_termios());
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        let name = "tui::term::tests::a_panic_leaves_a_clean_terminal_and_a_message_on_it";
        command.args(["--exact", "--nocapture", name]);
        command.env(CHILD, "1");
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut bytes = Vec::new();
        // Ends with an error, since nobody has the other side any more.
        pair.master.try_clone_reader().unwrap().read_to_end(&mut bytes).ok();
        assert!(!child.wait().unwrap().success());
        let size = |number| NonZeroU16::new(number).unwrap();
        let mut parser = vt100::Parser::new(size(60), size(120), 0);
        parser.process(&bytes);
        let screen = parser.screen();
        assert!(String::from_utf8_lossy(&bytes).contains("\u{1b}[?1049h"));
        assert!(screen.contents().contains("as the test wants it"), "{}", screen.contents());
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert_eq!(format!("{:?}", pair.master.get_termios()), before);
    }
}
