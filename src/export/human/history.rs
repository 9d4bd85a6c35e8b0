//! Versions and what is different between them, for people.

use std::fmt::Write as _;

use strum::VariantArray as _;

use super::Look;
use crate::compare::{Change, Comparison};
use crate::diag::Diagnostic;
use crate::fragility::Band;
use crate::history::{Entry, Figures, sparkline};
use crate::text::{fit, plural, width};

/// A table, newest first, and beneath it how each figure went, oldest first.
pub(crate) fn log(entries: &[Entry], look: Look) -> String {
    let id = entries.iter().map(|it| width(&it.id)).max().unwrap_or(0);
    let mut out = format!(
        "{:id$}  {:10}  {:>5}  {:>5}  {:>8}  {:>7}  subject\n",
        "commit", "date", "tools", "flows", "findings", "brittle"
    );
    let room = look.width.saturating_sub(id + 49).max(10);
    for it in entries {
        let subject = fit(&it.subject, room);
        let (name, date) = (&it.id, it.date.to_string());
        // Writing to a string cannot fail.
        let _ = match it.figures {
            Some(figures) => writeln!(
                out,
                "{name:id$}  {date}  {:>5}  {:>5}  {:>8}  {:>7}  {subject}",
                figures.tools,
                figures.integrations,
                figures.findings,
                figures.brittle(),
            ),
            None => writeln!(out, "{name:id$}  {date}  cannot be read                   {subject}"),
        };
        if let Some(old) = &it.renamed_from {
            let _ = writeln!(out, "{:id$}  until then it was called {old}", "");
        }
    }
    out.push('\n');
    let figures: Vec<Figures> = entries.iter().rev().filter_map(|it| it.figures).collect();
    if let ([first, .., last], true) = (figures.as_slice(), figures.len() > 1) {
        let mut line = |name: &str, of: &dyn Fn(&Figures) -> usize| {
            let numbers: Vec<usize> = figures.iter().map(of).collect();
            let bars = sparkline(&numbers);
            let _ = writeln!(out, "{name:12} {bars}  {} → {}", of(first), of(last));
        };
        line("tools", &|it| it.tools);
        line("flows", &|it| it.integrations);
        line("findings", &|it| it.findings);
        for (position, band) in Band::VARIANTS.iter().enumerate() {
            let of = |it: &Figures| it.bands.get(position).copied().unwrap_or(0);
            line(band.name(), &of);
        }
    }
    out
}

pub(crate) fn comparison(comparison: &Comparison) -> String {
    if comparison.is_empty() {
        return "nothing is different\n".to_owned();
    }
    let mut out = String::new();
    section(&mut out, "Tools", &comparison.tools);
    section(&mut out, "Integrations", &comparison.integrations);
    section(&mut out, "People", &comparison.people);
    findings(&mut out, "new", '+', &comparison.findings_new);
    findings(&mut out, "fixed", '-', &comparison.findings_fixed);
    out
}

fn section(out: &mut String, title: &str, changes: &[Change]) {
    if changes.is_empty() {
        return;
    }
    let _ = writeln!(out, "{title}");
    for change in changes {
        let facts = match change {
            Change::Added { id } => {
                let _ = writeln!(out, "  + {id}");
                continue;
            }
            Change::Removed { id } => {
                let _ = writeln!(out, "  - {id}");
                continue;
            }
            Change::Renamed { before, after, reason, facts } => {
                let _ = writeln!(out, "  ~ {before} is now {after} ({reason})");
                facts
            }
            Change::Changed { id, facts } => {
                let _ = writeln!(out, "  ~ {id}");
                facts
            }
        };
        for fact in facts {
            let before = fact.before.as_deref().unwrap_or("not stated");
            let after = fact.after.as_deref().unwrap_or("not stated");
            let _ = writeln!(out, "      {}: {before} → {after}", fact.what);
        }
    }
    out.push('\n');
}

fn findings(out: &mut String, what: &str, sign: char, findings: &[Diagnostic]) {
    if findings.is_empty() {
        return;
    }
    let _ = writeln!(out, "{} {what}", plural(findings.len(), "finding"));
    for it in findings {
        let _ = writeln!(out, "  {sign} {}[{}] {}", it.severity.name(), it.code, it.message);
    }
    out.push('\n');
}
