//! Versions and what is different between them, for programs.

use serde::Serialize;

use super::document;
use crate::compare::{Change, Comparison, Fact};
use crate::diag::Diagnostic;
use crate::history::Entry;

#[derive(Serialize)]
struct Version<'a> {
    commit: &'a str,
    date: String,
    subject: &'a str,
    /// The name of the file until this version, where it changed.
    renamed_from: Option<&'a str>,
    #[serde(flatten)]
    figures: Option<Figures>,
}

#[derive(Serialize)]
struct Figures {
    tools: usize,
    integrations: usize,
    findings: usize,
    problems: usize,
    solid: usize,
    sound: usize,
    fragile: usize,
    brittle: usize,
    critical: usize,
}

#[derive(Serialize)]
struct Log<'a> {
    versions: Vec<Version<'a>>,
    note: Option<&'a str>,
}

/// Newest first. A version that cannot be read has no figures.
pub(crate) fn log(entries: &[Entry], note: Option<&str>) -> String {
    let versions = entries.iter().map(|it| Version {
        commit: &it.id,
        date: it.date.to_string(),
        subject: &it.subject,
        renamed_from: it.renamed_from.as_deref(),
        figures: it.figures.map(|it| {
            let [solid, sound, fragile, brittle, critical] = it.bands;
            let (tools, integrations) = (it.tools, it.integrations);
            let (findings, problems) = (it.findings, it.problems);
            Figures {
                tools,
                integrations,
                findings,
                problems,
                solid,
                sound,
                fragile,
                brittle,
                critical,
            }
        }),
    });
    document("log", Log { versions: versions.collect(), note })
}

#[derive(Serialize)]
struct Difference<'a> {
    tools: Vec<Item<'a>>,
    integrations: Vec<Item<'a>>,
    people: Vec<Item<'a>>,
    findings_new: Vec<Finding<'a>>,
    findings_fixed: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    change: &'static str,
    id: &'a str,
    id_before: Option<&'a str>,
    reason: Option<&'a str>,
    facts: Vec<Said<'a>>,
}

#[derive(Serialize)]
struct Said<'a> {
    what: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: &'a str,
    on: Option<&'a str>,
    message: &'a str,
}

pub(crate) fn comparison(comparison: &Comparison) -> String {
    document(
        "diff",
        Difference {
            tools: comparison.tools.iter().map(item).collect(),
            integrations: comparison.integrations.iter().map(item).collect(),
            people: comparison.people.iter().map(item).collect(),
            findings_new: comparison.findings_new.iter().map(finding).collect(),
            findings_fixed: comparison.findings_fixed.iter().map(finding).collect(),
        },
    )
}

fn item(change: &Change) -> Item<'_> {
    let plain = |change, id| Item { change, id, id_before: None, reason: None, facts: Vec::new() };
    match change {
        Change::Added { id } => plain("added", id.as_str()),
        Change::Removed { id } => plain("removed", id.as_str()),
        Change::Changed { id, facts } => {
            Item { facts: said(facts), ..plain("changed", id.as_str()) }
        }
        Change::Renamed { before, after, reason, facts } => Item {
            id_before: Some(before),
            reason: Some(reason),
            facts: said(facts),
            ..plain("renamed", after.as_str())
        },
    }
}

fn said(facts: &[Fact]) -> Vec<Said<'_>> {
    facts
        .iter()
        .map(|it| Said { what: it.what, before: it.before.as_deref(), after: it.after.as_deref() })
        .collect()
}

fn finding(finding: &Diagnostic) -> Finding<'_> {
    Finding {
        rule: finding.code,
        severity: finding.severity.name(),
        on: finding.element.as_ref().map(|it| it.id.as_str()),
        message: &finding.message,
    }
}
