//! The filter line: selectors, and words that stand in a row.
//!
//! What is still being typed is no error: the terms that are right filter, and the others wait.

use std::collections::BTreeMap;

use super::target::{Target, finding_key};
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, Element, ElementKind};
use crate::select::{Fault, Input, Item, Selection, Selector};

pub(crate) struct Filter {
    selector: Selector,
    faults: Vec<Fault>,
}

impl Filter {
    pub(crate) fn parse(text: &str) -> Self {
        let (selector, faults) = Selector::parse_valid(text);
        Self { selector, faults }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.selector.is_empty()
    }

    /// The words to highlight.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.selector.words()
    }

    /// What is wrong with the text, in one line, with what would be right.
    pub(crate) fn complaint(&self) -> Option<String> {
        let fault = self.faults.first()?;
        Some(match &fault.help {
            Some(help) => format!("{}; {help}", fault.words()),
            None => fault.words(),
        })
    }
}

/// A filter at work on one stack.
pub(crate) struct Matcher<'a> {
    analysis: &'a Analysis,
    input: &'a Input<'a>,
    selection: Selection<'a>,
    /// By [`finding_key`].
    findings: BTreeMap<String, &'a Diagnostic>,
}

impl<'a> Matcher<'a> {
    pub(crate) fn new(filter: &'a Filter, analysis: &'a Analysis, input: &'a Input<'a>) -> Self {
        let findings = analysis.findings.iter().map(|it| (finding_key(it), it)).collect();
        Self { analysis, input, selection: Selection::new(&filter.selector, input), findings }
    }

    pub(crate) fn matches(&self, target: &Target, text: &str) -> bool {
        let (text, name) = (text.to_lowercase(), target.name().to_lowercase());
        // What is nothing of the stack is known by its words alone, and no key applies to it.
        let nothing = Element::new(ElementKind::Company, "");
        let item = self.item(target).unwrap_or(Item::Other(&nothing));
        self.selection.has_or(item, |word| word.is_in(&text) || word.is_in(&name))
    }

    fn item<'b>(&'b self, target: &'b Target) -> Option<Item<'b>> {
        let stack = &self.analysis.stack;
        match target {
            Target::Tool(id) => stack.tools.find(id).map(Item::Tool),
            Target::Integration(id) => stack.integrations.find(id).map(Item::Integration),
            Target::Journey(id) | Target::Stage(id, _) => {
                stack.journeys.find(id).map(Item::Journey)
            }
            Target::Finding(key) => self.findings.get(key).copied().map(Item::Finding),
            Target::Element(element) => Some(self.input.item_of(element)),
            Target::Edit(_) | Target::Query { .. } | Target::Line(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::testing;

    fn hits(query: &str) -> bool {
        let analysis = testing::analysis();
        let target = Target::Integration("webinar-csv".into());
        let (filter, input) = (Filter::parse(query), analysis.selectable());
        Matcher::new(&filter, &analysis, &input).matches(&target, "Webinar → Salesforce by hand")
    }

    #[test]
    fn words_selectors_and_their_joins() {
        for query in [
            "webinar",
            "nope salesforce",
            "method:manual*",
            "!zoom",
            "fragility>=83",
            "owner:ana,to:crm",
        ] {
            assert!(hits(query), "{query}");
        }
        for query in ["nope", "!webinar", "method:webhook", "fragility>83", "owner:ana,to:web"] {
            assert!(!hits(query), "{query}");
        }
    }

    #[test]
    fn what_is_not_finished_waits() {
        for query in ["webinar,", "webinar,fragility>", "webinar owner:", "webinar,\"Sal"] {
            assert!(hits(query), "{query}");
            assert!(Filter::parse(query).complaint().is_some(), "{query}");
        }
        assert!(Filter::parse("fragilty>60").complaint().unwrap().contains("did you mean"));
        assert!(Filter::parse("fragilty>60").is_empty());
        assert_eq!(Filter::parse("webinar").complaint(), None);
    }
}
