//! The built program in a pseudo-terminal: keys in, a screen out, and nothing ever waited for without a deadline.

use std::ffi::OsString;
use std::fs;
use std::io::{Read as _, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::{MouseProtocolMode, Parser, Screen};

pub(crate) const LINCHPIN: &str = env!("CARGO_BIN_EXE_linchpin");

/// Far more than anything takes on a busy machine: only a fault reaches it.
const DEADLINE: Duration = Duration::from_secs(20);

/// The watcher's own look at the files comes every 250 ms; whoever writes while idle has written by then.
const SILENCE: Duration = Duration::from_millis(350);

enum Event {
    Bytes(Vec<u8>),
    /// The program has nothing left to do.
    Idle,
    Left(u32),
}

/// How a program is started.
pub(crate) struct Start {
    pub(crate) home: tempfile::TempDir,
    words: Vec<OsString>,
    variables: Vec<(String, OsString)>,
    columns: u16,
    rows: u16,
}

/// A program that is running.
pub(crate) struct Running {
    pub(crate) home: tempfile::TempDir,
    /// Everything it has written.
    pub(crate) bytes: Vec<u8>,
    terminal: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    events: Receiver<Event>,
    lets_go: Arc<AtomicBool>,
    idle_mark: PathBuf,
    parser: Parser,
    modes_before: String,
    pid: u32,
    code: Option<u32>,
    /// Since the last keys.
    is_idle: bool,
}

impl Start {
    /// The program without arguments in an empty folder that is its home too, 100×30, with its dark theme so that
    /// the terminal is asked for nothing.
    pub(crate) fn new() -> Self {
        let start = Self {
            home: tempfile::tempdir().unwrap(),
            words: vec![LINCHPIN.into()],
            variables: Vec::new(),
            columns: 100,
            rows: 30,
        };
        start
            .with("TERM", "xterm-256color")
            .with("LANG", "C.UTF-8")
            .with("LINCHPIN_THEME", "dark")
            .with("PATH", std::env::var_os("PATH").unwrap())
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.variables.retain(|(it, _)| it != name);
        self.variables.push((name.to_owned(), value.into()));
        self
    }

    pub(crate) fn with_file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        fs::write(self.home.path().join(name), bytes).unwrap();
        self
    }

    /// Runs these words in place of the program alone.
    pub(crate) fn words(mut self, words: &[&str]) -> Self {
        self.words = words.iter().map(OsString::from).collect();
        self
    }

    pub(crate) fn run(self) -> Running {
        let size = pty_size(self.columns, self.rows);
        let pair = native_pty_system().openpty(size).unwrap();
        let modes_before = modes(&*pair.master);
        let home = self.home.path().to_owned();
        let idle_mark = home.join("idle");
        // A pipe with a name tells of every mark at once; a file would have to be looked at again and again.
        assert!(Command::new("mkfifo").arg(&idle_mark).status().unwrap().success());
        let mut command = CommandBuilder::from_argv(self.words);
        command.cwd(&home);
        command.env_clear();
        for (name, value) in self.variables {
            command.env(name, value);
        }
        for name in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
            command.env(name, &home);
        }
        command.env("LINCHPIN_IDLE_MARK", &idle_mark);
        let (out, events) = channel();
        listen_for_idle(&idle_mark, out.clone());
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let pid = child.process_id().unwrap();
        let lets_go = Arc::new(AtomicBool::new(false));
        // The exit is told after the last byte, which the terminal gives only once nobody else has it.
        let reader = listen_for_bytes(&*pair.master, out.clone(), lets_go.clone());
        thread::spawn(move || {
            let status = child.wait().unwrap();
            reader.join().unwrap();
            assert_eq!(status.signal(), None, "it leaves by itself");
            out.send(Event::Left(status.exit_code())).ok();
        });
        Running {
            home: self.home,
            bytes: Vec::new(),
            keys: Some(pair.master.take_writer().unwrap()),
            terminal: Some(pair.master),
            events,
            lets_go,
            idle_mark,
            parser: Parser::new(non_zero(self.rows), non_zero(self.columns), 0),
            modes_before,
            pid,
            code: None,
            is_idle: false,
        }
    }
}

impl Running {
    pub(crate) fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.is_idle = false;
        let writer = self.keys.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// Presses and releases the left button on a cell, both counted from 0.
    pub(crate) fn click(&mut self, (column, row): (u16, u16)) {
        let (x, y) = (column + 1, row + 1);
        self.press(&format!("\u{1b}[<0;{x};{y}M\u{1b}[<0;{x};{y}m"));
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.terminal.as_ref().unwrap().resize(pty_size(columns, rows)).unwrap();
        self.parser.screen_mut().set_size(non_zero(rows), non_zero(columns));
    }

    pub(crate) fn signal(&self, name: &str) {
        let kill = format!("kill -s {name} {}", self.pid);
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    /// Closes the terminal, as a window is closed; a key has to make the program write, so that the reader looks up.
    pub(crate) fn hang_up(&mut self, key: &str) {
        self.lets_go.store(true, Ordering::SeqCst);
        self.press(key);
        self.keys = None;
        self.terminal = None;
    }

    /// Takes in what the program does until the screen is as wanted.
    pub(crate) fn wait_until(&mut self, what: &str, is_so: impl Fn(&Screen) -> bool) {
        let end = Instant::now() + DEADLINE;
        while !is_so(self.screen()) {
            let shown = || format!("{what}: not seen; code {:?}\n{}", self.code, self.text());
            assert!(self.code.is_none(), "{}", shown());
            let event = self.events.recv_timeout(end.saturating_duration_since(Instant::now()));
            let event = event.unwrap_or_else(|_| panic!("{}", shown()));
            self.take(event);
        }
    }

    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    pub(crate) fn wait_for_no(&mut self, text: &str) {
        self.wait_until(&format!("no {text}"), |screen| !screen.contents().contains(text));
    }

    /// Until it says that nothing is pending, then takes in what it wrote before it said so.
    pub(crate) fn wait_for_idle(&mut self) {
        let end = Instant::now() + DEADLINE;
        while !self.is_idle {
            let event = self.events.recv_timeout(end.saturating_duration_since(Instant::now()));
            self.take(event.unwrap_or_else(|_| panic!("it does not fall idle\n{}", self.text())));
        }
    }

    /// What it writes from now on when nothing happens.
    pub(crate) fn bytes_of_silence(&mut self) -> Vec<u8> {
        let before = self.bytes.len();
        let end = Instant::now() + SILENCE;
        while let Ok(event) =
            self.events.recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            self.take(event);
        }
        self.bytes.split_off(before)
    }

    /// The exit code, once it has ended and all it wrote is taken in.
    pub(crate) fn wait_for_end(&mut self) -> u32 {
        let end = Instant::now() + DEADLINE;
        while self.code.is_none() {
            let event = self.events.recv_timeout(end.saturating_duration_since(Instant::now()));
            let event = event.unwrap_or_else(|_| panic!("it does not end\n{}", self.text()));
            self.take(event);
        }
        self.code.unwrap()
    }

    pub(crate) fn text(&self) -> String {
        self.screen().contents()
    }

    /// Where a text begins, as column and row from 0.
    pub(crate) fn find(&self, text: &str) -> Option<(u16, u16)> {
        let (_, columns) = self.screen().size();
        self.screen().rows(0, columns.get()).zip(0..).find_map(|(line, row)| {
            let before = line.split_once(text)?.0.chars().count();
            Some((u16::try_from(before).unwrap(), row))
        })
    }

    /// Nothing of what the program switched on is still on.
    pub(crate) fn assert_clean(&self) {
        let screen = self.screen();
        assert!(!screen.alternate_screen(), "the main screen is back");
        assert!(!screen.hide_cursor(), "the cursor is visible");
        assert!(!screen.bracketed_paste(), "paste is plain again");
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None);
        let focus = self.last_of(b"\x1b[?1004h").zip(self.last_of(b"\x1b[?1004l"));
        assert!(focus.is_none_or(|(on, off)| on < off), "focus is not told any more");
        if let Some(terminal) = &self.terminal {
            assert_eq!(modes(&**terminal), self.modes_before);
        }
    }

    fn last_of(&self, wanted: &[u8]) -> Option<usize> {
        self.bytes.windows(wanted.len()).rposition(|it| it == wanted)
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Bytes(bytes) => {
                self.parser.process(&bytes);
                self.bytes.extend(bytes);
            }
            Event::Idle => self.is_idle = true,
            Event::Left(code) => self.code = Some(code),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.code.is_none() {
            let kill = format!("kill -s KILL {}", self.pid);
            Command::new("sh").args(["-c", &kill]).status().ok();
        }
        // Wakes the thread that reads the marks for the last time.
        if let Ok(mut pipe) = fs::OpenOptions::new().read(true).write(true).open(&self.idle_mark) {
            pipe.write_all(b"q").ok();
        }
    }
}

/// The text in reverse video between the two bars above and the hints below: the selection where there are no colours.
pub(crate) fn selection(screen: &Screen) -> String {
    let (rows, columns) = screen.size();
    let rows = 2..rows.get().saturating_sub(1);
    let cells = rows.flat_map(|row| (0..columns.get()).map(move |it| (row, it)));
    let cells = cells.filter_map(|(row, column)| screen.cell(row, column));
    cells.filter(|it| it.inverse()).map(vt100::Cell::contents).collect()
}

fn listen_for_idle(mark: &Path, out: Sender<Event>) {
    // Open for both, so that neither side waits for the other and the pipe never ends.
    let mut pipe = fs::OpenOptions::new().read(true).write(true).open(mark).unwrap();
    thread::spawn(move || {
        let mut byte = [0];
        while pipe.read_exact(&mut byte).is_ok() && byte != *b"q" {
            if out.send(Event::Idle).is_err() {
                return;
            }
        }
    });
}

fn listen_for_bytes(
    terminal: &dyn MasterPty,
    out: Sender<Event>,
    lets_go: Arc<AtomicBool>,
) -> thread::JoinHandle<()> {
    let mut reader = terminal.try_clone_reader().unwrap();
    thread::spawn(move || {
        let mut buffer = vec![0; 16 * 1024];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if out.send(Event::Bytes(buffer[..count].to_vec())).is_err()
                || lets_go.load(Ordering::SeqCst)
            {
                return;
            }
        }
    })
}

/// The line discipline: echo, line mode, signals.
fn modes(terminal: &dyn MasterPty) -> String {
    format!("{:?}", terminal.get_termios().unwrap())
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn non_zero(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}
