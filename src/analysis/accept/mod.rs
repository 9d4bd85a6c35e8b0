//! Findings that somebody has decided to live with: set aside until the day that was named, then back again.

mod told;

use std::collections::BTreeMap;

use super::Acceptance;
use crate::diag::Diagnostic;
use crate::stack::{Date, Entity, Stack, Table};
use crate::text::{FileId, Label, Span};

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
    reach: Reach<'a>,
    acceptance: Acceptance,
    is_over: bool,
    is_used: bool,
}

/// What it is accepted for.
enum Reach<'a> {
    /// What is about this thing, or has to do with it.
    Thing(&'a Label),
    /// What begins in this place.
    Place(Span),
}

/// Sets the accepted apart from what counts. An acceptance without a day holds for good; the day itself still counts.
pub(super) fn sort_out(
    findings: Vec<Diagnostic>,
    problems: Vec<Diagnostic>,
    stack: &Stack,
    as_of: Date,
) -> Sorted {
    let mut grants = grants(stack, as_of);
    let mut sorted = Sorted { findings, problems, accepted: Vec::new(), acceptances: Vec::new() };
    if grants.is_empty() {
        return sorted;
    }
    let index = Index::of(&grants, stack);
    let problems = std::mem::take(&mut sorted.problems);
    let findings = std::mem::take(&mut sorted.findings);
    for (is_problem, finding) in
        problems.into_iter().map(|it| (true, it)).chain(findings.into_iter().map(|it| (false, it)))
    {
        let mut holding = None;
        for position in index.grants_for(&finding) {
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

fn grants(stack: &Stack, as_of: Date) -> Vec<Grant<'_>> {
    let is_over = |until: Option<Date>| until.is_some_and(|day| day < as_of);
    let listed = stack.accepts.iter().map(|it| Grant {
        rule: &it.rule,
        rule_at: it.spans.of("rule"),
        reach: Reach::Thing(&it.on),
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
    /// Where each thing stands, by file and start; empty where no acceptance names a thing.
    things: Vec<(FileId, u32, u32, &'a Label)>,
}

impl<'a> Index<'a> {
    fn of(grants: &[Grant<'a>], stack: &'a Stack) -> Self {
        let mut index =
            Self { by_thing: BTreeMap::new(), by_rule: BTreeMap::new(), things: Vec::new() };
        for (position, grant) in grants.iter().enumerate() {
            match grant.reach {
                Reach::Thing(id) => {
                    index.by_thing.entry((grant.rule, id)).or_default().push(position);
                }
                Reach::Place(span) => {
                    index.by_rule.entry(grant.rule).or_default().push((span, position));
                }
            }
        }
        if !index.by_thing.is_empty() {
            index.things = things(stack);
        }
        index
    }

    /// In the order of the stack file: what is listed before what is written beside.
    fn grants_for(&self, finding: &Diagnostic) -> Vec<usize> {
        let elements = finding.element.iter().chain(&finding.related).map(|it| &it.id);
        let marked = finding.marks.iter().filter_map(|it| self.thing_at(it.span));
        let mut found: Vec<usize> = Vec::new();
        if !self.by_thing.is_empty() {
            for id in elements.chain(marked) {
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

    fn thing_at(&self, span: Span) -> Option<&'a Label> {
        let key = (span.file, span.start);
        let next = self.things.partition_point(|(file, start, ..)| (*file, *start) <= key);
        let (file, _, end, id) = self.things.get(next.checked_sub(1)?)?;
        (*file == span.file && span.start < *end).then_some(*id)
    }
}

fn begins_in(span: Span, place: Span) -> bool {
    span.file == place.file && (place.start..place.end).contains(&span.start)
}

fn each<'a, T: Entity>(
    table: &'a Table<T>,
    span: fn(&T) -> Span,
    add: &mut impl FnMut(&'a Label, Span),
) {
    for it in table.values() {
        add(it.id(), span(it));
    }
}

/// Everything that has an id, by its place.
fn things(stack: &Stack) -> Vec<(FileId, u32, u32, &Label)> {
    let mut things = Vec::new();
    let mut add = |id, span: Span| things.push((span.file, span.start, span.end, id));
    each(&stack.teams, |it| it.spans.item, &mut add);
    each(&stack.people, |it| it.spans.item, &mut add);
    each(&stack.vendors, |it| it.spans.item, &mut add);
    each(&stack.tools, |it| it.spans.item, &mut add);
    each(&stack.objects, |it| it.spans.item, &mut add);
    each(&stack.credentials, |it| it.spans.item, &mut add);
    each(&stack.integrations, |it| it.spans.item, &mut add);
    each(&stack.automations, |it| it.spans.item, &mut add);
    each(&stack.journeys, |it| it.spans.item, &mut add);
    each(&stack.consent.purposes, |it| it.spans.item, &mut add);
    each(&stack.consent.suppressions, |it| it.spans.item, &mut add);
    each(&stack.ai_features, |it| it.spans.item, &mut add);
    each(&stack.campaigns, |it| it.spans.item, &mut add);
    each(&stack.initiatives, |it| it.spans.item, &mut add);
    things.sort_unstable_by_key(|(file, start, ..)| (*file, *start));
    things
}

/// The ids of everything, for suggestions.
fn ids(stack: &Stack) -> impl Iterator<Item = &str> {
    things(stack).into_iter().map(|(.., id)| id.as_str())
}
