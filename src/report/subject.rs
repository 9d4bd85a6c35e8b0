//! What a finding is about, whichever line it stands on: the thread between two runs of a check.

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
        let Key { rule, kind, id } = Key::of(finding);
        Self { rule: rule.to_owned(), kind: kind.map(str::to_owned), id: id.to_owned() }
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
    let key = |position: &usize| findings.get(*position).map(|it| Key::of(it));
    // What else they name outlasts their order in the file.
    let names = |position: &usize| findings.get(*position).map(|it| (&it.related, &it.message));
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by(|left, right| {
        key(left).cmp(&key(right)).then_with(|| names(left).cmp(&names(right)))
    });
    let mut prints = vec![String::new(); findings.len()];
    for equal in order.chunk_by(|left, right| key(left) == key(right)) {
        let Some(digest) = equal.first().and_then(key).map(Key::digest) else { continue };
        for (position, number) in equal.iter().zip(1..) {
            if let Some(print) = prints.get_mut(*position) {
                *print = format!("{digest:016x}:{number}");
            }
        }
    }
    prints
}

/// A subject as it stands in a finding.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    rule: &'static str,
    kind: Option<&'static str>,
    id: &'a str,
}

impl<'a> Key<'a> {
    fn of(finding: &'a Diagnostic) -> Self {
        let (kind, id) = match &finding.element {
            Some(element) => (Some(element.kind.into()), element.id.as_str()),
            None => (None, finding.message.as_str()),
        };
        Self { rule: finding.code, kind, id }
    }

    /// FNV-1a with 64 bits: the same on every machine and in every version, which the standard library's hashes are not.
    fn digest(self) -> u64 {
        // Offset basis and prime as its authors publish them: isthe.com/chongo/tech/comp/fnv.
        const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0000_0100_0000_01b3;
        let kind = self.kind.unwrap_or_default();
        // A byte that no text holds keeps `a` + `bc` from being `ab` + `c`.
        let parts = [self.rule.as_bytes(), &[0xff], kind.as_bytes(), &[0xff], self.id.as_bytes()];
        let bytes = parts.into_iter().flatten();
        bytes.fold(BASIS, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
    }
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
