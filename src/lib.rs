//! Linchpin shows what really holds a marketing stack together.
//!
//! The modules are ranked: each uses lower ranks only (`docs/architecture.md`; `tests/it/house.rs` holds it).
#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, reason = "lower layers come before the layers that use them")]

mod text;

mod diag;

mod yaml;

mod stack;

mod graph;

mod load;

mod layout;

mod fragility;

mod network;

mod impact;

mod rules;

mod analysis;

mod scenario;

mod map;

mod host;

mod tui;

#[doc(hidden)]
pub mod facade;

/// The program: what `main` calls. Returns the exit code.
pub fn start() -> u8 {
    let mut host = host::Host::of_process();
    let outcome = host.install_reports().and_then(|()| run(&mut host));
    host.close(outcome)
}

/// Runs with the arguments and everything else that the host has.
pub(crate) fn run(host: &mut host::Host) -> host::Outcome {
    let path = host.args.first().map(std::path::PathBuf::from);
    tui::run(host, path)
}
