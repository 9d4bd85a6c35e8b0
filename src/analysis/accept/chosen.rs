//! Acceptances whose `on` is a selector: what each means, before the findings are sorted.

use super::Things;
use crate::diag::{Diagnostic, Element, Severity};
use crate::select::{Input, Item, Selection, Selector};
use crate::stack::Accept;

/// What the listed acceptances mean.
#[derive(Default)]
pub(in crate::analysis) struct Chosen {
    /// By position of the acceptance.
    pub(super) readings: Vec<Reading>,
    /// By position of the problems, then of the findings: the acceptances whose selector means it.
    pub(in crate::analysis) by_finding: Vec<Vec<usize>>,
}

/// How the `on` of an acceptance is read.
pub(super) enum Reading {
    /// The thing that bears it, whatever signs are in it.
    Id,
    Selector,
    /// Neither an id nor a selector, as this problem says.
    Fault(Diagnostic),
}

pub(in crate::analysis) fn chosen(input: &Input<'_>) -> Chosen {
    let accepts = &input.stack.accepts;
    let (mut readings, mut selectors) = (Vec::new(), Vec::new());
    for (position, accept) in accepts.iter().enumerate() {
        let (reading, selector) = read(accept, input);
        readings.push(reading);
        selectors.extend(selector.map(|it| (position, it)));
    }
    if selectors.is_empty() {
        return Chosen { readings, by_finding: Vec::new() };
    }
    let things = Things::of(input.stack);
    let mut by_finding = vec![Vec::new(); input.problems.len() + input.findings.len()];
    for (position, selector) in &selectors {
        let Some(accept) = accepts.get(*position) else { continue };
        let selection = Selection::new(selector, input);
        for (finding, by) in input.problems.iter().chain(input.findings).zip(&mut by_finding) {
            if accept.rule == finding.code && means(&selection, input, finding, &things) {
                by.push(*position);
            }
        }
    }
    Chosen { readings, by_finding }
}

/// What a finding is about and mentions counts; where it names nothing, the things that it marks.
fn means(
    selection: &Selection<'_>,
    input: &Input<'_>,
    finding: &Diagnostic,
    things: &Things<'_>,
) -> bool {
    if finding.element.is_some() || !finding.related.is_empty() {
        return selection.has(Item::Finding(finding));
    }
    let marked = finding.marks.iter().filter_map(|it| things.at(it.span));
    let mut marked = marked.map(|(kind, id)| Element { kind, id: id.clone() });
    marked.any(|it| selection.has(input.item_of(&it))) || selection.has(Item::Finding(finding))
}

fn read(accept: &Accept, input: &Input<'_>) -> (Reading, Option<Selector>) {
    let text = accept.on.as_str();
    let (selector, faults) = Selector::parse_valid(text);
    let is_id = selector.plain_name().is_some() || input.has_id(text);
    if is_id || (selector.is_empty() && faults.is_empty()) {
        return (Reading::Id, None);
    }
    let faults = if faults.is_empty() { selector.faults(text, input) } else { faults };
    let Some(fault) = faults.into_iter().next() else { return (Reading::Selector, Some(selector)) };
    let message = format!("nothing is accepted on `{text}`: {}", fault.words());
    let problem = Diagnostic::new("accept-selector", Severity::Warning, message)
        .at(accept.spans.of("on"), "expected an id or a selector");
    let problem = match fault.help {
        Some(help) => problem.help(help),
        None => problem,
    };
    (Reading::Fault(problem), None)
}
