//! Findings that somebody has decided to live with: set aside until the day that was named, then back again.

mod chosen;
mod things;
mod told;

use std::collections::BTreeMap;

use super::Acceptance;
use crate::diag::Diagnostic;
use crate::stack::{Date, Stack};
use crate::text::{Label, Span};

pub(super) use chosen::{Chosen, chosen};

use chosen::Reading;
use things::Things;

/// What became of the findings.
pub(super) struct Sorted {
    pub(super) findings: Vec<Diagnostic>,
    /// Those of the text, with what is wrong with the acceptances themselves.
    pub(super) problems: Vec<Diagnostic>,
    pub(super) accepted: Vec<Diagnostic>,
    /// By position of the accepted.
    pub(super) acceptances: Vec<Acceptance>,
}

/// One rule that is accepted somewhere.
struct Grant<'a> {
    rule: &'a Label,
    /// Where the rule is named.
    rule_at: Span,
    /// Where the thing is named; nowhere for a comment.
    on_at: Span,
    reach: Reach<'a>,
    acceptance: Acceptance,
    is_over: bool,
    is_used: bool,
}

/// What it is accepted for.
enum Reach<'a> {
    /// What is about this thing, or has to do with it.
    Thing(&'a Label),
    /// What the selector means.
    Chosen(&'a Label),
    /// Nothing: the selector cannot be understood, as this problem says.
    Nothing(&'a Diagnostic),
    /// What begins in this place.
    Place(Span),
}

/// Sets the accepted apart from what counts. An acceptance without a day holds for good; the day itself still counts.
pub(super) fn sort_out(
    findings: Vec<Diagnostic>,
    problems: Vec<Diagnostic>,
    stack: &Stack,
    as_of: Date,
    chosen: &Chosen,
) -> Sorted {
    let mut grants = grants(stack, as_of, chosen);
    let mut sorted = Sorted { findings, problems, accepted: Vec::new(), acceptances: Vec::new() };
    if grants.is_empty() {
        return sorted;
    }
    let index = Index::of(&grants, stack);
    let mut by_selector = chosen.by_finding.iter();
    let problems = std::mem::take(&mut sorted.problems);
    let findings = std::mem::take(&mut sorted.findings);
    for (is_problem, finding) in
        problems.into_iter().map(|it| (true, it)).chain(findings.into_iter().map(|it| (false, it)))
    {
        let mut holding = None;
        let chosen = by_selector.next().map_or(&[][..], Vec::as_slice);
        for position in index.grants_for(&finding, chosen) {
            let Some(grant) = grants.get_mut(position) else { continue };
            grant.is_used = true;
            if !grant.is_over && holding.is_none() {
                holding = Some(grant.acceptance.clone());
            }
        }
        match holding {
            Some(acceptance) => {
                sorted.accepted.push(finding);
                sorted.acceptances.push(acceptance);
            }
            None if is_problem => sorted.problems.push(finding),
            None => sorted.findings.push(finding),
        }
    }
    let told = told::problems(&grants, stack, &sorted.problems);
    if !told.is_empty() {
        sorted.problems.extend(told);
        crate::diag::sort(&mut sorted.problems);
    }
    sorted
}

fn grants<'a>(stack: &'a Stack, as_of: Date, chosen: &'a Chosen) -> Vec<Grant<'a>> {
    let is_over = |until: Option<Date>| until.is_some_and(|day| day < as_of);
    let reach = |on: &'a Label, position: usize| match chosen.readings.get(position) {
        None | Some(Reading::Id) => Reach::Thing(on),
        Some(Reading::Selector) => Reach::Chosen(on),
        Some(Reading::Fault(problem)) => Reach::Nothing(problem),
    };
    let listed = stack.accepts.iter().enumerate().map(|(position, it)| Grant {
        rule: &it.rule,
        rule_at: it.spans.of("rule"),
        on_at: it.spans.of("on"),
        reach: reach(&it.on, position),
        acceptance: Acceptance {
            is_comment: false,
            reason: it.reason.clone(),
            by: it.by.clone(),
            until: it.until,
            span: it.spans.item,
        },
        is_over: is_over(it.until),
        is_used: false,
    });
    let written = stack.ignores.iter().flat_map(|it| {
        it.rules.iter().map(move |(rule, rule_at)| Grant {
            rule,
            rule_at: *rule_at,
            on_at: Span::NONE,
            reach: Reach::Place(it.covers),
            acceptance: Acceptance {
                is_comment: true,
                reason: it.reason.clone(),
                by: None,
                until: it.until,
                span: it.span,
            },
            is_over: is_over(it.until),
            is_used: false,
        })
    });
    listed.chain(written).collect()
}

/// Finds the grants of a finding without looking at all of them.
struct Index<'a> {
    by_thing: BTreeMap<(&'a str, &'a str), Vec<usize>>,
    by_rule: BTreeMap<&'a str, Vec<(Span, usize)>>,
    /// `None` where no acceptance names a thing.
    things: Option<Things<'a>>,
}

impl<'a> Index<'a> {
    fn of(grants: &[Grant<'a>], stack: &'a Stack) -> Self {
        let mut index = Self { by_thing: BTreeMap::new(), by_rule: BTreeMap::new(), things: None };
        for (position, grant) in grants.iter().enumerate() {
            match grant.reach {
                Reach::Thing(id) => {
                    index.by_thing.entry((grant.rule, id)).or_default().push(position);
                }
                // What these mean is worked out beforehand.
                Reach::Chosen(_) | Reach::Nothing(_) => {}
                Reach::Place(span) => {
                    index.by_rule.entry(grant.rule).or_default().push((span, position));
                }
            }
        }
        if !index.by_thing.is_empty() {
            index.things = Some(Things::of(stack));
        }
        index
    }

    /// In the order of the stack file: what is listed before what is written beside. `chosen` are those by a selector.
    fn grants_for(&self, finding: &Diagnostic, chosen: &[usize]) -> Vec<usize> {
        let elements = finding.element.iter().chain(&finding.related).map(|it| &it.id);
        let mut found = chosen.to_vec();
        if let Some(things) = &self.things {
            let marked = finding.marks.iter().filter_map(|it| things.at(it.span));
            for id in elements.chain(marked.map(|(_, id)| id)) {
                found.extend(self.by_thing.get(&(finding.code, id.as_str())).into_iter().flatten());
            }
        }
        let places = self.by_rule.get(finding.code).into_iter().flatten();
        let spans = || std::iter::once(finding.span).chain(finding.marks.iter().map(|it| it.span));
        found.extend(
            places
                .filter(|(place, _)| spans().any(|it| begins_in(it, *place)))
                .map(|(_, position)| *position),
        );
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn begins_in(span: Span, place: Span) -> bool {
    span.file == place.file && (place.start..place.end).contains(&span.start)
}
