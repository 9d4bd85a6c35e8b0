//! Annotations of a GitHub workflow: one command per finding, shown beside the lines of a pull request.

use std::io::{self, Write};

use super::escape::{github_message, github_property};
use super::human::Look;
use super::{Against, CheckFormat, Checked};
use crate::diag::{Diagnostic, Severity};
use crate::text::{Sources, clean};

pub(crate) static CHECK: CheckFormat =
    CheckFormat { name: "github", about: "annotations in a GitHub workflow", write };

fn write(checked: &Checked<'_>, _look: Look, out: &mut dyn Write) -> io::Result<()> {
    for finding in checked.shown() {
        annotation(finding, &checked.analysis.sources, out)?;
    }
    for (rule, places) in &checked.unknown {
        writeln!(
            out,
            "::notice title={}::not judged in {places} places where the facts are not stated",
            github_property(rule)
        )?;
    }
    match &checked.against {
        Against::Baseline { file, stale, is_pruned: false, .. } if !stale.is_empty() => writeln!(
            out,
            "::notice title=baseline::{}",
            github_message(&format!(
                "{} entries of {} are found no longer; `--prune-baseline` takes them out",
                stale.len(),
                clean(file)
            ))
        ),
        Against::Nothing | Against::Baseline { .. } | Against::Other { .. } => Ok(()),
    }
}

fn annotation(finding: &Diagnostic, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    write!(out, "::{command} ")?;
    if let Some(source) = sources.get(finding.span.file) {
        let (line, column) = source.line_column(finding.span.start);
        let (end_line, end_column) = source.line_column(finding.span.end);
        write!(out, "file={},line={line},", github_property(&clean(&source.path)))?;
        // GitHub refuses columns of what goes over several lines.
        if end_line == line {
            write!(out, "col={column},endColumn={end_column},")?;
        } else {
            write!(out, "endLine={end_line},")?;
        }
    }
    let message = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.clone(),
    };
    writeln!(out, "title={}::{}", github_property(finding.code), github_message(&message))
}
