//! Linchpin shows what really holds a marketing stack together.
//!
//! The modules are ranked: each uses lower ranks only (`docs/architecture.md`; `tests/it/house.rs` holds it).
#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, reason = "lower layers come before the layers that use them")]

mod text;

mod diag;

mod stack;

mod load;

mod fragility;

mod network;

mod impact;

mod rules;

mod analysis;

mod scenario;

mod host;

mod tui;

use std::io::Write as _;
use std::process::ExitCode;

use host::Host;

/// The program: what `main` calls.
pub fn start() -> ExitCode {
    let mut host = Host::of_process();
    let args: Vec<std::ffi::OsString> = std::env::args_os().skip(1).collect();
    match host::install_reports(&host).and_then(|()| run(&args, &mut host)) {
        Ok(code) => ExitCode::from(code),
        Err(report) => {
            // Nothing is left to tell where standard error is gone.
            drop(writeln!(host.err, "{report:?}"));
            ExitCode::from(2)
        }
    }
}

/// Runs with these arguments; returns the exit code.
pub(crate) fn run(args: &[std::ffi::OsString], host: &mut Host) -> color_eyre::Result<u8> {
    tui::run(host, args.first().map(std::path::PathBuf::from))
}
