//! What could not be done: told in one sentence, with its cause and what to do about it.

use std::io::{ErrorKind, Write as _};

use crate::host::Host;
use crate::text::clean;

/// A command that could not be carried out.
#[derive(Debug)]
pub(super) enum Failure {
    Told(Told),
    /// Nobody reads what is written.
    Closed,
}

#[derive(Debug)]
pub(super) struct Told {
    message: String,
    hints: Vec<String>,
}

impl Failure {
    pub(super) fn new(message: impl AsRef<str>) -> Self {
        Self::Told(Told { message: clean(message.as_ref()), hints: Vec::new() })
    }

    pub(super) fn hint(mut self, hint: impl AsRef<str>) -> Self {
        if let Self::Told(told) = &mut self {
            told.hints.push(clean(hint.as_ref()));
        }
        self
    }

    /// Output that could not be written.
    pub(super) fn output(error: &std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::new(format!("the output could not be written: {error}")),
        }
    }

    /// Prints it and gives the exit code. A reader that went away, as in `| head`, is no failure.
    pub(super) fn tell(self, host: &mut Host) -> u8 {
        let Self::Told(told) = self else { return 0 };
        let (bold, red, end) = if host.terminals.err && !host.refuses_color() {
            ("\u{1b}[1m", "\u{1b}[1;31m", "\u{1b}[0m")
        } else {
            ("", "", "")
        };
        let mut text = format!("{red}error{end}{bold}: {}{end}\n", told.message);
        for hint in &told.hints {
            text = format!("{text}  {bold}hint{end}: {hint}\n");
        }
        // When standard error is gone too there is no place left to complain.
        let written = host.err.write_all(text.as_bytes()).and_then(|()| host.err.flush());
        u8::from(written.is_err() || !text.is_empty()) * 2
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::output(&error)
    }
}

/// Prints what the parser has to say: help and versions on standard output, wrong use on standard error.
pub(super) fn refuse(host: &mut Host, error: &clap::Error) -> u8 {
    let is_colored = |is_terminal: bool| is_terminal && !host.refuses_color();
    let rendered = error.render();
    let (is_error, is_colored) = if error.use_stderr() {
        (true, is_colored(host.terminals.err))
    } else {
        (false, is_colored(host.terminals.out))
    };
    let text = if is_colored { rendered.ansi().to_string() } else { rendered.to_string() };
    let out = if is_error { &mut host.err } else { &mut host.out };
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Ok(()) if is_error => 2,
        Ok(()) => 0,
        Err(error) => Failure::output(&error).tell(host),
    }
}
