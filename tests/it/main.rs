//! All tests that need more than one module, in one binary so that linking happens once.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its own files, or that waits in vain, has failed"
)]

mod check_formats;
mod cli;
mod decisions;
mod evaluate;
mod hostile;
mod house;
mod json_schema;
mod known_findings;
mod orders;
mod pages;
mod pty;
mod pty_files;
mod pty_mending;
mod pty_scenarios;
mod pty_settings;
mod quiet;
mod readme;
mod renames;
mod support;
mod transcript;
mod versions;
