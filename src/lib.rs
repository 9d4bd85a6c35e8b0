//! Linchpin shows what really holds a marketing stack together.
//!
//! The modules are ranked: each uses lower ranks only (`docs/architecture.md`; `tests/it/house.rs` holds it).
#![forbid(unsafe_code)]

mod draws;

mod numbering;

mod text;

mod diag;

mod stack;

mod yaml;

#[cfg_attr(
    not(test),
    expect(
        dead_code,
        unused_imports,
        reason = "orders and dominators wait for the reliability analysis"
    )
)]
mod graph;

mod catalog;

mod load;

#[cfg_attr(
    not(test),
    expect(
        dead_code,
        unused_imports,
        reason = "hit tests of boxes and quality figures wait for the exports"
    )
)]
mod layout;

mod fragility;

mod network;
mod outage;

mod impact;

mod effort;

mod freshness;
mod privacy;
mod reliability;

mod rules;

mod select;

mod analysis;

mod readiness;
mod scenario;

mod compare;

mod evaluate;

mod history;

mod map;

mod report;

mod mend;

mod export;

mod host;

mod tui;

mod cli;

#[doc(hidden)]
pub mod facade;

use std::ffi::OsString;

#[doc(hidden)]
pub use host::{Captured, Host};
#[doc(hidden)]
pub use tui::Stage;

/// The program: what `main` calls. Returns the exit code.
pub fn start() -> u8 {
    let mut host = Host::of_process();
    let args = std::iter::once(OsString::from("linchpin")).chain(host.args.clone());
    let outcome = host.install_reports().map(|()| run(args, &mut host));
    host.close(outcome)
}

/// Carries out a command line and gives the exit code: 0 clean, 1 findings, 2 wrong use or failure.
pub fn run(args: impl IntoIterator<Item = OsString>, host: &mut Host) -> u8 {
    cli::run(args, host)
}

/// The generated pages of the documentation, by their path.
#[doc(hidden)]
pub fn pages() -> [(&'static str, String); 6] {
    [
        ("docs/cli.md", cli::cli_page()),
        ("docs/formats.md", cli::formats_page()),
        ("docs/keys.md", cli::keys_page()),
        ("docs/problems.md", export::problems_page()),
        ("docs/rules.md", export::rules_page()),
        ("docs/selectors.md", export::selectors_page()),
    ]
}
