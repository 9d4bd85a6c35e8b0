//! Scenarios that come to something else in the other order, though each of their changes can be made in both.
//!
//! Clashes of single changes are told by `conflicts`; this finds what is left by making the changes both ways.

use std::collections::BTreeMap;

use super::Edit;
use super::apply::made;
use crate::diag::{Diagnostic, Severity};
use crate::stack::{Entity, Stack, Table};
use crate::text::FileId;

/// Files that are tried pair by pair: fifteen pairs take as long as thirty scenarios.
const FILES_MAX: usize = 6;
/// Pairs of changes that are tried to name the two that matter.
const PAIRS_MAX: usize = 400;

/// A warning for each pair of files whose order matters and of which nothing is told yet.
pub(super) fn orders(stack: &Stack, edits: &[Edit], told: &[Diagnostic]) -> Vec<Diagnostic> {
    let files = by_file(edits);
    let mut found = Vec::new();
    if files.len() > FILES_MAX {
        return found;
    }
    for (position, (later, second)) in files.iter().enumerate() {
        for (earlier, first) in files.iter().take(position) {
            let is_told = told.iter().any(|it| {
                let files = [Some(it.span.file), it.marks.first().map(|it| it.span.file)];
                files.contains(&Some(*earlier)) && files.contains(&Some(*later))
            });
            if !is_told && differ(stack, first, second) {
                found.extend(warning(stack, first, second));
            }
        }
    }
    found
}

/// The changes of each file, in the order of the files. What was staged by hand has none: its order is meant.
fn by_file(edits: &[Edit]) -> Vec<(FileId, Vec<Edit>)> {
    let mut files: Vec<(FileId, Vec<Edit>)> = Vec::new();
    for edit in edits.iter().filter(|it| !it.span().is_none()) {
        match files.iter_mut().find(|(file, _)| *file == edit.span().file) {
            Some((_, own)) => own.push(edit.clone()),
            None => files.push((edit.span().file, vec![edit.clone()])),
        }
    }
    files
}

/// Both orders can be made, and come to different stacks. What can be made in one order only builds on the other.
fn differ(stack: &Stack, first: &[Edit], second: &[Edit]) -> bool {
    let both = |one: &[Edit], other: &[Edit]| {
        let edits: Vec<Edit> = one.iter().chain(other).cloned().collect();
        let (stack, notes) = made(stack, &edits);
        notes.iter().all(|it| it.severity != Severity::Error).then_some(stack)
    };
    let forth = both(first, second);
    forth.is_some_and(|forth| both(second, first).is_some_and(|back| !is_same(&forth, &back)))
}

fn warning(stack: &Stack, first: &[Edit], second: &[Edit]) -> Option<Diagnostic> {
    let pairs = first.iter().flat_map(|one| second.iter().map(move |other| (one, other)));
    let culprits = pairs.take(PAIRS_MAX).find(|(one, other)| {
        differ(stack, std::slice::from_ref(*one), std::slice::from_ref(*other))
    });
    let (one, other) = culprits.or_else(|| first.first().zip(second.first()))?;
    let what = format!(
        "`{}` and `{}` come to something else in the other order",
        one.words(),
        other.words()
    );
    Some(
        Diagnostic::new("scenario-conflict", Severity::Warning, what)
            .at(other.span(), "made after the other")
            .mark(one.span(), "made first")
            .help(
                "say in one file which comes first, or settle what both are about in one of them",
            ),
    )
}

/// The same things, in whatever order.
fn is_same(one: &Stack, other: &Stack) -> bool {
    same(&one.tools, &other.tools)
        && same(&one.integrations, &other.integrations)
        && same(&one.objects, &other.objects)
        && same(&one.credentials, &other.credentials)
        && same(&one.people, &other.people)
        && same(&one.teams, &other.teams)
        && same(&one.automations, &other.automations)
        && same(&one.ai_features, &other.ai_features)
        && same(&one.journeys, &other.journeys)
        && same(&one.campaigns, &other.campaigns)
        && same(&one.consent.purposes, &other.consent.purposes)
        && same(&one.consent.suppressions, &other.consent.suppressions)
        && one.automations_summaries == other.automations_summaries
}

fn same<T: Entity + PartialEq>(one: &Table<T>, other: &Table<T>) -> bool {
    let others: BTreeMap<&str, &T> = other.values().map(|it| (it.id().as_str(), it)).collect();
    one.len() == others.len()
        && one.values().all(|it| others.get(it.id().as_str()).is_some_and(|there| *there == it))
}
