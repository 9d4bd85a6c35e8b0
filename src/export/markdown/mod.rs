//! Markdown for the comment on a pull request: what counts as a table, the rest in one line. And lists to tick.
//!
//! Long lists are cut as they are for people in a terminal: a comment holds 65,536 characters.

mod consent;
mod erasure;

use std::io::{self, Write};

use super::checked::{Group, groups};
use super::escape::markdown;
use super::human::{self, Look};
use super::{Against, CheckFormat, Checked};
use crate::diag::{Diagnostic, Severity};
use crate::report::Severities;
use crate::text::{Sources, plural};

pub(crate) use consent::consent;
pub(crate) use erasure::erasure;

pub(crate) static CHECK: CheckFormat =
    CheckFormat { name: "markdown", about: "a comment on a pull request", write };

fn write(checked: &Checked<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let counts = checked.counts();
    let new = if checked.compares() { "new " } else { "" };
    match counts.total() {
        0 => writeln!(out, "## Linchpin: no {new}findings\n")?,
        _ => writeln!(out, "## Linchpin: {new}{}\n", human::counts(counts))?,
    }
    let open: Vec<&Diagnostic> = checked.shown().collect();
    table(&groups(&open, look), &checked.analysis.sources, out)?;
    match &checked.against {
        Against::Nothing => {}
        Against::Baseline { file, known, stale, .. } => {
            let known = plural(*known, "finding");
            writeln!(out, "{known} known from {}.", markdown(file))?;
            if !stale.is_empty() {
                writeln!(out, "{} of it found no longer.", plural(stale.len(), "entry"))?;
            }
            writeln!(out)?;
        }
        Against::Other { name, known, fixed, sources } => {
            if !fixed.is_empty() {
                let counts = human::counts(Severities::of(fixed.iter().copied()));
                writeln!(out, "<details><summary>Fixed: {counts}</summary>\n")?;
                table(&groups(fixed, look), sources, out)?;
                writeln!(out, "</details>\n")?;
            }
            let known = plural(*known, "finding");
            writeln!(out, "{known} unchanged against {}.\n", markdown(name))?;
        }
    }
    for (rule, places) in &checked.unknown {
        let places = plural(*places, "place");
        writeln!(
            out,
            "- not judged: {} in {places} where the facts are not stated",
            markdown(rule)
        )?;
    }
    let stack = &checked.analysis.stack;
    let tools = plural(stack.tools.len(), "tool");
    let integrations = plural(stack.integrations.len(), "integration");
    let accepted = match checked.analysis.accepted.len() {
        0 => String::new(),
        count => format!("; {} accepted", plural(count, "finding")),
    };
    writeln!(out, "{tools} and {integrations} checked{accepted}.")
}

fn table(groups: &[Group<'_, '_>], sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    if groups.is_empty() {
        return Ok(());
    }
    writeln!(out, "| | rule | what and what to do | where |\n|---|---|---|---|")?;
    for group in groups {
        let sign = match group.severity {
            Severity::Error => "❌ error",
            Severity::Warning => "⚠️ warning",
            Severity::Note => "ℹ️ note",
        };
        for it in &group.shown {
            let place = sources.place(it.span);
            let place =
                place.map_or_else(String::new, |it| markdown(&format!("{}:{}", it.path, it.line)));
            let help = it
                .help
                .as_ref()
                .map_or_else(String::new, |help| format!("<br>→ {}", markdown(help)));
            let (code, message) = (group.code, markdown(&it.message));
            writeln!(out, "| {sign} | `{code}` | {message}{help} | {place} |")?;
        }
        if group.more > 0 {
            writeln!(out, "| {sign} | `{}` | and {} more | |", group.code, group.more)?;
        }
    }
    writeln!(out)
}
