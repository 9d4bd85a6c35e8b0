//! Findings that somebody has decided to live with: they are set aside until the day that was named.

use crate::diag::Diagnostic;
use crate::stack::{Accept, Date};

/// Findings that count, and findings that are accepted.
pub(super) fn sort_out(
    findings: Vec<Diagnostic>,
    accepts: &[Accept],
    as_of: Date,
) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    findings.into_iter().partition(|finding| !accepts.iter().any(|it| covers(it, finding, as_of)))
}

/// An acceptance without a day holds for good; the day itself still counts.
fn covers(accept: &Accept, finding: &Diagnostic, as_of: Date) -> bool {
    accept.rule == finding.code
        && accept.until.is_none_or(|day| day >= as_of)
        && finding.element.iter().chain(&finding.related).any(|it| it.id == accept.on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{ElementKind, Severity};
    use crate::stack::Spans;

    fn accept(rule: &str, on: &str, until: Option<&str>) -> Accept {
        Accept {
            rule: rule.into(),
            on: on.into(),
            reason: None,
            by: None,
            until: until.and_then(Date::parse),
            spans: Spans::default(),
        }
    }

    #[test]
    fn an_acceptance_ends_with_its_day() {
        let finding = || {
            vec![
                Diagnostic::new("orphan-tool", Severity::Warning, "alone")
                    .about(ElementKind::Tool, "calendly"),
            ]
        };
        let as_of = Date::parse("2026-09-15").unwrap();
        let kept = |accepts: &[Accept]| sort_out(finding(), accepts, as_of).0.len();
        assert_eq!(kept(&[accept("orphan-tool", "calendly", Some("2026-09-15"))]), 0);
        assert_eq!(kept(&[accept("orphan-tool", "calendly", None)]), 0);
        assert_eq!(kept(&[accept("orphan-tool", "calendly", Some("2026-09-14"))]), 1);
        assert_eq!(kept(&[accept("orphan-tool", "slack", None)]), 1);
        assert_eq!(kept(&[accept("owner-left", "calendly", None)]), 1);
    }
}
