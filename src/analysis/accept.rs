//! Findings that somebody has decided to live with: they are set aside until the day that was named.

use crate::diag::{Diagnostic, Severity};
use crate::select::{Input, Item, Selection, Selector};
use crate::stack::Accept;

/// By position of the input's findings, whether it is accepted; and what is wrong with the acceptances.
pub(super) fn covered(input: &Input<'_>, accepts: &[Accept]) -> (Vec<bool>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut covered = vec![false; input.findings.len()];
    for accept in accepts {
        let selector = selector(accept, input, &mut problems);
        // An acceptance without a day holds for good; the day itself still counts.
        if accept.until.is_some_and(|day| day < input.as_of) {
            continue;
        }
        let selection = selector.as_ref().map(|it| Selection::new(it, input));
        for (finding, covered) in input.findings.iter().zip(&mut covered) {
            if accept.rule == finding.code && !*covered {
                *covered = names(accept, finding)
                    || selection.as_ref().is_some_and(|it| it.has(Item::Finding(finding)));
            }
        }
    }
    (covered, problems)
}

/// An id means just the thing that bears it, whatever signs are in it.
fn names(accept: &Accept, finding: &Diagnostic) -> bool {
    finding.element.iter().chain(&finding.related).any(|it| it.id == accept.on)
}

/// What is more than an id is a selector.
fn selector(
    accept: &Accept,
    input: &Input<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Selector> {
    let text = accept.on.as_str();
    let (selector, faults) = Selector::parse_valid(text);
    let is_id = selector.plain_name().is_some() || input.has_id(text);
    if is_id || (selector.is_empty() && faults.is_empty()) {
        return None;
    }
    let faults = if faults.is_empty() { selector.faults(text, input) } else { faults };
    let Some(fault) = faults.into_iter().next() else { return Some(selector) };
    let message = format!("nothing is accepted on `{text}`: {}", fault.words());
    let problem = Diagnostic::new("accept-selector", Severity::Warning, message)
        .at(accept.spans.of("on"), "expected an id or a selector");
    problems.push(match fault.help {
        Some(help) => problem.help(help),
        None => problem,
    });
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::ElementKind;
    use crate::stack::{Date, Spans};

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

    fn kept(accepts: &[Accept]) -> (usize, Vec<String>) {
        let workspace = crate::facade::Workspace::example();
        let stack = &workspace.0.stack;
        let findings = [
            Diagnostic::new("orphan-tool", Severity::Warning, "alone")
                .about(ElementKind::Tool, "calendly"),
            Diagnostic::new("owner-missing", Severity::Warning, "nobody")
                .about(ElementKind::Integration, "customers-to-meta"),
        ];
        let as_of = Date::parse("2026-09-15").unwrap();
        let fragility = crate::fragility::all(stack, as_of);
        let input = Input::new(stack, &fragility, &[], &findings, as_of);
        let (covered, problems) = covered(&input, accepts);
        let messages = problems.into_iter().map(|it| it.message).collect();
        (covered.into_iter().filter(|it| !it).count(), messages)
    }

    #[test]
    fn an_acceptance_ends_with_its_day() {
        for (rule, on, until, left) in [
            ("orphan-tool", "calendly", Some("2026-09-15"), 1),
            ("orphan-tool", "calendly", None, 1),
            ("orphan-tool", "calendly", Some("2026-09-14"), 2),
            ("orphan-tool", "slack", None, 2),
            ("owner-left", "calendly", None, 2),
        ] {
            assert_eq!(kept(&[accept(rule, on, until)]), (left, Vec::new()), "{rule} {on}");
        }
    }

    #[test]
    fn more_than_an_id_is_a_selector() {
        for (on, left) in [
            ("method:manual*", 1),
            ("method:webhook", 2),
            ("salesforce", 2),
            ("to:meta-ads", 1),
            ("@salesforce,fragility>10", 1),
            ("customers-*", 1),
        ] {
            assert_eq!(kept(&[accept("owner-missing", on, None)]), (left, Vec::new()), "{on}");
        }
    }

    #[test]
    fn a_wrong_selector_accepts_nothing_and_says_why() {
        for on in ["methd:manual*", "+salesfroce", "method:manual*,", "owner:nobody"] {
            let (left, messages) = kept(&[accept("owner-missing", on, None)]);
            assert_eq!((left, messages.len()), (2, 1), "{on}");
            assert!(messages[0].contains("column"), "{messages:?}");
        }
    }
}
