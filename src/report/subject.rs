//! What a finding is about, whichever line it stands on: the thread between two runs of a check.

use std::collections::BTreeMap;

use crate::diag::Diagnostic;

/// A rule and the thing that it speaks of. Findings with equal subjects are told apart by their number only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Subject {
    pub(crate) rule: String,
    /// `None` for problems of the text, which are about no thing.
    pub(crate) kind: Option<String>,
    /// The thing's id; the message where it is about no thing.
    pub(crate) id: String,
}

impl Subject {
    pub(crate) fn of(finding: &Diagnostic) -> Self {
        let rule = finding.code.to_owned();
        match &finding.element {
            Some(element) => {
                let kind: &str = element.kind.into();
                Self { rule, kind: Some(kind.to_owned()), id: element.id.to_string() }
            }
            None => Self { rule, kind: None, id: finding.message.clone() },
        }
    }

    /// "tool crm"; the message where it is about no thing.
    pub(crate) fn words(&self) -> String {
        match &self.kind {
            Some(kind) => format!("{} {}", kind.replace('_', " "), self.id),
            None => self.id.clone(),
        }
    }
}

/// By position: what names a finding in every run, as 16 hexadecimal digits and its number among equal ones.
///
/// Lines, wording of findings about a thing and findings on other things have no part in it.
pub(crate) fn fingerprints(findings: &[&Diagnostic]) -> Vec<String> {
    let mut equal: BTreeMap<Subject, Vec<usize>> = BTreeMap::new();
    for (position, finding) in findings.iter().enumerate() {
        equal.entry(Subject::of(finding)).or_default().push(position);
    }
    let mut prints = vec![String::new(); findings.len()];
    for (subject, mut positions) in equal {
        let digest = digest(&subject);
        // What else they name outlasts their order in the file.
        positions.sort_by_key(|it| findings.get(*it).map(|it| (&it.related, &it.message)));
        for (position, number) in positions.into_iter().zip(1..) {
            if let Some(print) = prints.get_mut(position) {
                *print = format!("{digest:016x}:{number}");
            }
        }
    }
    prints
}

/// FNV-1a with 64 bits: the same on every machine and in every version, which the standard library's hashes are not.
fn digest(subject: &Subject) -> u64 {
    // Offset basis and prime as its authors publish them: isthe.com/chongo/tech/comp/fnv.
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let kind = subject.kind.as_deref().unwrap_or_default();
    // A byte that no text holds keeps `a` + `bc` from being `ab` + `c`.
    let parts = [subject.rule.as_bytes(), &[0xff], kind.as_bytes(), &[0xff], subject.id.as_bytes()];
    let bytes = parts.into_iter().flatten();
    bytes.fold(BASIS, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{ElementKind, Severity};
    use crate::text::{FileId, Span};

    fn finding(id: &str, with: &str, line: u32) -> Diagnostic {
        Diagnostic::new("owner-left", Severity::Warning, format!("the owner of {id} has left"))
            .about(ElementKind::Tool, id)
            .with(ElementKind::Person, with)
            .at(Span { file: FileId(0), start: line, end: line }, "")
    }

    #[test]
    fn moved_lines_and_other_findings_leave_a_fingerprint_alone() {
        let (crm, mail) = (finding("crm", "ana", 10), finding("mail", "ana", 20));
        let moved = finding("crm", "ana", 400);
        let before = fingerprints(&[&crm, &mail]);
        assert_eq!(before[0], fingerprints(&[&moved])[0]);
        assert_ne!(before[0], before[1]);
    }

    #[test]
    fn equal_findings_are_numbered_by_what_else_they_name() {
        let (ana, leo) = (finding("crm", "ana", 10), finding("crm", "leo", 20));
        let prints = fingerprints(&[&ana, &leo]);
        let turned = fingerprints(&[&leo, &ana]);
        assert_eq!([&prints[0], &prints[1]], [&turned[1], &turned[0]]);
        assert!(prints[0].ends_with(":1") && prints[1].ends_with(":2"), "{prints:?}");
    }
}
