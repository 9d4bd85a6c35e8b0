//! `linchpin` without a command: the stack in the terminal, or its overview as text where there is none.

use std::path::PathBuf;

use super::call::{Call, EXAMPLE, EXAMPLE_NAME, Origin};
use super::check::open_findings;
use super::failure::Failure;
use super::{Ending, Format, map};
use crate::analysis::Analysis;
use crate::diag::Severity;
use crate::export::{human, json};
use crate::host::{Disk, Host};
use crate::report::{Overview, Since};
use crate::tui;

pub(super) fn run(call: &mut Call<'_>) -> Result<Ending, Failure> {
    if call.format == Format::Human && can_draw(call.host) {
        return in_terminal(call);
    }
    let analysis = call.analysis()?;
    let overview = Overview::of(&analysis);
    let since = since(call, &analysis);
    let text = match call.format {
        Format::Human => format!(
            "{}\n{}\n{}",
            human::overview(&analysis, &overview, since.as_ref(), call.look),
            map::of_overview(&analysis),
            human::findings(&analysis, call.look)
        ),
        Format::Json => json::overview(&analysis, &overview, since.as_ref()),
    };
    call.print(&text)?;
    let has_errors = open_findings(&analysis).iter().any(|it| it.severity == Severity::Error);
    Ok(if has_errors { Ending::Findings } else { Ending::Clean })
}

/// What changed since the file was last committed, where it ever was.
fn since(call: &Call<'_>, analysis: &Analysis) -> Option<Since> {
    match (call.origin(), &call.host.disk) {
        (Origin::File { path, .. }, Disk::Real) => tui::look_back(&path, analysis).since,
        (Origin::File { .. } | Origin::Input | Origin::Example, _) => None,
    }
}

/// A dumb terminal has no cursor to move, so it gets text as a pipe does.
fn can_draw(host: &Host) -> bool {
    let is_dumb = matches!(host.environment.get("TERM"), None | Some("dumb"));
    host.terminals.input && host.terminals.out && !is_dumb
}

fn in_terminal(call: &mut Call<'_>) -> Result<Ending, Failure> {
    if call.catalog_file.is_some() {
        return Err(Failure::new("the terminal interface knows the shipped catalogue only")
            .hint("give `--catalog` to a command, such as `linchpin check --catalog FILE`"));
    }
    let path = match call.origin() {
        Origin::File { path, shown } => {
            // A file that cannot be read is better told before the screen changes.
            call.read(&path, &shown)?;
            path
        }
        Origin::Input => {
            return Err(Failure::new(
                "the terminal is needed for keys: a stack cannot come from it",
            )
            .hint("name a file, or pipe the stack into `linchpin check -`"));
        }
        // The example is a file like any other, in a disk of its own.
        Origin::Example => {
            call.host.disk = Disk::memory(&[(EXAMPLE_NAME, EXAMPLE)]);
            PathBuf::from(EXAMPLE_NAME)
        }
    };
    match tui::run(call.host, Some(path)) {
        Ok(0) => Ok(Ending::Clean),
        Ok(code) => Ok(Ending::Left(code)),
        Err(report) => Err(Failure::new(format!("the terminal failed: {report:#}"))),
    }
}
