//! What is known already: findings by rule and thing, so that a check complains about new ones only.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use super::Subject;
use crate::diag::{Diagnostic, Severity};

/// Grows when older programs could no longer read what newer ones write.
const VERSION: u64 = 1;

/// How often each subject was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Baseline {
    counts: BTreeMap<Subject, usize>,
}

/// Findings against a baseline.
pub(crate) struct Outcome {
    /// By position.
    pub(crate) is_new: Vec<bool>,
    /// How many are in the baseline.
    pub(crate) known: usize,
    /// What is in the baseline and is found no longer, with how often.
    pub(crate) stale: Vec<(Subject, usize)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u64,
    kind: String,
    findings: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    #[serde(default)]
    kind: Option<String>,
    id: String,
    count: usize,
}

/// Whether a baseline may hold it: an error of the text hides what else there is to find, and so is never known.
fn can_be_known(finding: &Diagnostic) -> bool {
    finding.severity != Severity::Error || crate::rules::rule(finding.code).is_some()
}

impl Baseline {
    pub(crate) fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts = BTreeMap::new();
        for finding in findings.into_iter().filter(|it| can_be_known(it)) {
            *counts.entry(Subject::of(finding)).or_default() += 1;
        }
        Self { counts }
    }

    /// Reads what [`Baseline::text`] has written; the error names the line.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if file.kind != "baseline" {
            return Err(format!("`kind` is `{}`, not `baseline`", file.kind));
        }
        if file.version != VERSION {
            return Err(format!("version {} is not known here", file.version));
        }
        let mut counts: BTreeMap<Subject, usize> = BTreeMap::new();
        for Entry { rule, kind, id, count } in file.findings {
            let known = counts.entry(Subject { rule, kind, id }).or_default();
            *known = known.saturating_add(count);
        }
        counts.retain(|_, count| *count > 0);
        Ok(Self { counts })
    }

    /// JSON with one line per subject, sorted, so that a change of it reads well in a review.
    pub(crate) fn text(&self) -> String {
        let mut text =
            format!("{{\n\"version\": {VERSION},\n\"kind\": \"baseline\",\n\"findings\": [");
        let mut separator = "\n";
        for (subject, count) in &self.counts {
            let string = |it: &str| serde_json::Value::from(it).to_string();
            let kind = subject.kind.as_deref();
            let kind = kind.map_or_else(String::new, |it| format!("\"kind\": {}, ", string(it)));
            let (rule, id) = (string(&subject.rule), string(&subject.id));
            let written = write!(
                text,
                "{separator}{{\"rule\": {rule}, {kind}\"id\": {id}, \"count\": {count}}}"
            );
            debug_assert!(written.is_ok(), "a string takes every text");
            separator = ",\n";
        }
        text.push_str("\n]\n}\n");
        text
    }

    /// How many findings it holds.
    pub(crate) fn total(&self) -> usize {
        self.counts.values().fold(0, |sum, it| sum.saturating_add(*it))
    }

    /// What of the findings is new. Of equal ones the first are the known ones.
    pub(crate) fn compare<'a>(
        &self,
        findings: impl IntoIterator<Item = &'a Diagnostic>,
    ) -> Outcome {
        let mut left = self.counts.clone();
        let is_new: Vec<bool> =
            findings.into_iter().map(|it| !(can_be_known(it) && take(&mut left, it))).collect();
        Outcome {
            known: is_new.iter().filter(|it| !**it).count(),
            stale: left.into_iter().filter(|(_, count)| *count > 0).collect(),
            is_new,
        }
    }

    /// Takes out what is found no longer.
    pub(crate) fn prune(&mut self, stale: &[(Subject, usize)]) {
        for (subject, gone) in stale {
            if let Some(count) = self.counts.get_mut(subject) {
                *count = count.saturating_sub(*gone);
            }
        }
        self.counts.retain(|_, count| *count > 0);
    }
}

/// Takes one of a finding's kind; false where none is left.
fn take(counts: &mut BTreeMap<Subject, usize>, finding: &Diagnostic) -> bool {
    let Some(count) = counts.get_mut(&Subject::of(finding)).filter(|it| **it > 0) else {
        return false;
    };
    *count -= 1;
    true
}

/// By position, which of these findings the others have none for.
pub(crate) fn missing_in(these: &[&Diagnostic], those: &[&Diagnostic]) -> Vec<bool> {
    let mut counts: BTreeMap<Subject, usize> = BTreeMap::new();
    for finding in those {
        *counts.entry(Subject::of(finding)).or_default() += 1;
    }
    these.iter().map(|it| !take(&mut counts, it)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::ElementKind;

    fn finding(id: &str) -> Diagnostic {
        Diagnostic::new("owner-left", Severity::Error, format!("the owner of {id} has left"))
            .about(ElementKind::Tool, id)
    }

    #[test]
    fn what_is_written_is_read_again_and_sorted() {
        let found = [finding("mail"), finding("c\"r\nm"), finding("mail")];
        let baseline = Baseline::of(&found);
        let text = baseline.text();
        assert_eq!(Baseline::parse(&text), Ok(baseline));
        assert_eq!(Baseline::of(found.iter().rev()).text(), text);
        insta::assert_snapshot!(text, @r#"
        {
        "version": 1,
        "kind": "baseline",
        "findings": [
        {"rule": "owner-left", "kind": "tool", "id": "c\"r m", "count": 1},
        {"rule": "owner-left", "kind": "tool", "id": "mail", "count": 2}
        ]
        }
        "#);
        assert_eq!(Baseline::parse(&Baseline::default().text()), Ok(Baseline::default()));
    }

    #[test]
    fn only_more_than_was_known_is_new() {
        let baseline = Baseline::of(&[finding("mail"), finding("crm"), finding("crm")]);
        let found = [finding("crm"), finding("crm"), finding("crm"), finding("web")];
        let outcome = baseline.compare(&found);
        assert_eq!((outcome.is_new, outcome.known), (vec![false, false, true, true], 2));
        assert_eq!(outcome.stale.len(), 1);
        let mut pruned = baseline.clone();
        pruned.prune(&outcome.stale);
        assert_eq!((pruned.total(), baseline.total()), (2, 3));
        assert!(pruned.compare(&found).stale.is_empty());
    }

    #[test]
    fn errors_of_the_text_are_never_known() {
        let broken = Diagnostic::new("yaml-syntax", Severity::Error, "this is not valid YAML");
        assert_eq!(Baseline::of(std::slice::from_ref(&broken)).total(), 0);
        let text = "{\"version\":1,\"kind\":\"baseline\",\"findings\":[{\"rule\":\"yaml-syntax\",\"id\":\"this is not valid YAML\",\"count\":1}]}";
        assert_eq!(Baseline::parse(text).unwrap().compare(&[broken]).is_new, [true]);
    }

    #[test]
    fn other_files_are_refused() {
        for text in [
            "",
            "[]",
            "{\"version\":1,\"kind\":\"check\",\"findings\":[]}",
            "{\"version\":2,\"kind\":\"baseline\",\"findings\":[]}",
            "{\"version\":1,\"kind\":\"baseline\",\"findings\":[{\"rule\":\"a\",\"id\":\"b\"}]}",
            "{\"version\":1,\"kind\":\"baseline\",\"findings\":[{\"rule\":\"a\",\"id\":\"b\",\"count\":-1}]}",
        ] {
            assert!(Baseline::parse(text).is_err(), "{text}");
        }
    }
}
