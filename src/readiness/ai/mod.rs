//! An AI feature: the data that it reads, what keeps it in check, and whether it may decide.

mod gates;
mod inputs;

use super::{Judged, Status, Verdict, judge_all};
use crate::analysis::Analysis;
use crate::reliability::Range;
use crate::stack::{AiFeature, AiFeatureId, Autonomy, FieldRef, Stack};

pub(crate) use inputs::Input;

/// An AI feature as its gates see it.
struct Case<'a> {
    analysis: &'a Analysis,
    stack: &'a Stack,
    feature: &'a AiFeature,
}

/// How ready an AI feature is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Feature {
    pub(crate) id: AiFeatureId,
    /// What it reads, in the order of the file.
    pub(crate) inputs: Vec<Input>,
    /// All inputs are there: the product over their ways, parts that they share once. `None` where one is missing.
    pub(crate) works: Option<Range>,
    pub(crate) gates: Vec<Judged>,
    /// From what it writes back to what it reads, over automations and other features.
    pub(crate) loops: Vec<String>,
    pub(crate) verdict: Verdict,
    /// Positions in `inputs`: what to fix first, three at most.
    pub(crate) fix_first: Vec<usize>,
}

pub(crate) fn ai_feature(analysis: &Analysis, id: AiFeatureId) -> Feature {
    let stack = &analysis.stack;
    let case = Case { analysis, stack, feature: &stack.ai_features[id] };
    let mut inputs: Vec<Input> =
        case.feature.reads.iter().map(|it| inputs::of(&case, it)).collect();
    let works = inputs::together(&case, &mut inputs);
    let gates = judge_all(gates::GATES, stack, |judge| judge(&case));
    let loops = loops(&case);
    let fix_first = inputs::first(&inputs);
    let verdict = verdict(&case, (&inputs, &gates), !loops.is_empty());
    Feature { id, inputs, works, gates, loops, verdict, fix_first }
}

/// A missing input or must stops it. What is unknown, half done or fed back lets it suggest, and decide nothing.
fn verdict(case: &Case<'_>, (inputs, gates): (&[Input], &[Judged]), is_fed_back: bool) -> Verdict {
    let failed = |it: &Judged| it.is_must && it.answer.status == Status::Fail;
    if inputs.is_empty()
        || inputs.iter().any(|it| it.status == Status::Fail)
        || gates.iter().any(failed)
    {
        return Verdict::NotReady;
    }
    let suggests = case.feature.autonomy == Some(Autonomy::Suggest);
    let is_sound = inputs.iter().all(|it| it.status == Status::Pass)
        && gates.iter().all(|it| !it.is_must || it.answer.status == Status::Pass);
    if is_sound && (!is_fed_back || suggests) { Verdict::Ready } else { Verdict::ShadowMode }
}

/// What comes back to what it reads: a score that is fed by its own consequences confirms itself.
fn loops(case: &Case<'_>) -> Vec<String> {
    let stack = case.stack;
    let key = |it: &FieldRef| it.to_string();
    let meets = |read: &FieldRef, written: &FieldRef| {
        read.object_name == written.object_name
            && (read.field == written.field || read.field.is_none() || written.field.is_none())
    };
    let mut steps: Vec<(&str, &[FieldRef], &[FieldRef])> = stack
        .automations
        .values()
        .filter(|it| it.is_active())
        .map(|it| (it.id.as_str(), it.reads.as_slice(), it.writes.as_slice()))
        .collect();
    let others =
        stack.ai_features.values().filter(|it| it.is_running() && it.id != case.feature.id);
    steps.extend(others.map(|it| (it.id.as_str(), it.reads.as_slice(), it.writes.as_slice())));
    let mut found = Vec::new();
    // Each field once, with the way by which it was written.
    let mut open: Vec<(&FieldRef, String)> =
        case.feature.writes.iter().map(|it| (it, key(it))).collect();
    let mut seen: Vec<String> = open.iter().map(|it| it.1.clone()).collect();
    while let Some((field, way)) = open.pop() {
        if case.feature.reads.iter().any(|it| meets(it, field)) {
            found.push(format!("{way} → {}", case.feature.id));
            continue;
        }
        for (name, _, writes) in
            steps.iter().filter(|it| it.1.iter().any(|read| meets(read, field)))
        {
            for next in *writes {
                if !seen.contains(&key(next)) {
                    seen.push(key(next));
                    open.push((next, format!("{way} → {name} → {next}")));
                }
            }
        }
    }
    found.sort();
    found
}
