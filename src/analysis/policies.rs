//! Thresholds of the company that no rule asks for.

use crate::diag::{Diagnostic, Severity};
use crate::rules::POLICIES;
use crate::stack::Company;
use crate::text::{Sources, Span, nearest};

/// Each name under `company.policies` that stands for no threshold.
pub(super) fn unknown(company: &Company, sources: &Sources) -> Vec<Diagnostic> {
    let names = || POLICIES.iter().map(|it| it.name);
    company
        .policies
        .iter()
        .filter(|(name, _)| names().all(|it| *name != it))
        .map(|(name, _)| {
            let help = match nearest(name, names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known are {}", names().collect::<Vec<_>>().join(", ")),
            };
            let message = format!("no rule has a threshold `{name}`");
            Diagnostic::new("policy-unknown", Severity::Warning, message)
                .at(place(company, sources, name), "changes nothing")
                .help(help)
        })
        .collect()
}

/// The key in the text, else all thresholds.
fn place(company: &Company, sources: &Sources, name: &str) -> Span {
    let all = company.spans.of("policies");
    let found = sources.text(all).and_then(|it| it.find(name));
    let start = found.and_then(|it| all.start.checked_add(u32::try_from(it).ok()?));
    let end = start.and_then(|it| it.checked_add(u32::try_from(name.len()).ok()?));
    start.zip(end).map_or(all, |(start, end)| Span { start, end, ..all })
}
