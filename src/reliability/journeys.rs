//! One journey measured: its reliability, and what hangs on each part of it.

use super::cuts::{Cuts, cuts};
use super::diagram::{Diagram, FALSE};
use super::evaluate::{Evaluator, Measure};
use super::ways::Blueprint;
use super::{HOURS_A_YEAR, Hop, HopState, JourneyReliability, Part, Range, Reliability};
use crate::network::Component;
use crate::stack::{JourneyId, Stack};

/// Nodes of a diagram over cut sets; the sets are few and small.
const CUT_NODES_MAX: usize = 5_000;

/// A journey kept ready to be measured again with other figures.
pub(super) struct Bench {
    evaluator: Evaluator,
    parts: Vec<Component>,
    ranges: Vec<Range>,
    /// At the worst and at the best of all facts.
    works: [f64; 2],
}

impl Bench {
    /// What a change of several parts at once wins, at the worst and at the best of all facts.
    pub(super) fn gain(&self, changes: &[(Component, Range)]) -> [f64; 2] {
        let mut ranges = self.ranges.clone();
        for (part, range) in self.parts.iter().zip(&mut ranges) {
            if let Some((_, changed)) = changes.iter().find(|(it, _)| it == part) {
                *range = *changed;
            }
        }
        let [worst, best] = corners(&ranges);
        let [before_worst, before_best] = self.works;
        [
            self.evaluator.measure(&worst).works - before_worst,
            self.evaluator.measure(&best).works - before_best,
        ]
    }
}

pub(super) fn judge(
    reliability: &Reliability,
    stack: &Stack,
    journey: JourneyId,
    blueprint: &Blueprint,
) -> (JourneyReliability, Bench) {
    let of = |it: &Component| reliability.availability(stack, *it);
    let ranges: Vec<Range> = blueprint.parts.iter().map(of).collect();
    let [worst, best] = corners(&ranges);
    let evaluator = Evaluator::new(&blueprint.segments, ranges.len());
    let (at_worst, at_best) = (evaluator.measure(&worst), evaluator.measure(&best));
    let runs = blueprint.hops.iter().all(|it| it.state != HopState::Missing);
    let found = if runs { cuts(&blueprint.segments) } else { Cuts::default() };
    let availability = runs.then(|| Range::between(at_worst.works, at_best.works));
    let mut parts = parts(&blueprint.parts, &ranges, [&at_worst, &at_best], &found);
    if !runs {
        parts.clear();
    }
    // As the file has them: the numbers of parts go by their ids.
    let name = |set: &Vec<usize>| {
        let mut set: Vec<Component> = set.iter().map(|it| blueprint.parts[*it]).collect();
        set.sort_unstable();
        set
    };
    let judged = JourneyReliability {
        journey,
        hops: hops(blueprint, &[worst, best]),
        availability,
        delivered: delivered(reliability, blueprint, &ranges, &evaluator).filter(|_| runs),
        method: evaluator.method(),
        standard_error: at_worst.standard_error.max(at_best.standard_error),
        parts,
        cuts: found.sets.iter().map(name).collect(),
        has_more_cuts: found.is_bounded,
    };
    let works = [at_worst.works, at_best.works];
    (judged, Bench { evaluator, parts: blueprint.parts.clone(), ranges, works })
}

/// All parts at their worst, and all at their best: reliability only grows with each of them.
fn corners(ranges: &[Range]) -> [Vec<f64>; 2] {
    [ranges.iter().map(|it| it.low).collect(), ranges.iter().map(|it| it.high).collect()]
}

fn hops(blueprint: &Blueprint, corners: &[Vec<f64>; 2]) -> Vec<Hop> {
    let measured = blueprint.hops.iter().zip(&blueprint.spans).map(|(hop, span)| {
        let segments = blueprint.segments.get(span.clone()).unwrap_or_default();
        let evaluator = Evaluator::new(segments, blueprint.parts.len());
        let [worst, best] = corners.each_ref().map(|it| evaluator.measure(it).works);
        let works = match hop.state {
            HopState::Runs => Range::between(worst, best),
            HopState::Missing => Range::exactly(0.0),
            HopState::Same | HopState::Person | HopState::Unknown => Range::exactly(1.0),
        };
        Hop { availability: works, ..hop.clone() }
    });
    measured.collect()
}

/// The same with the records that fail while an integration works; `None` where no error rate is stated.
fn delivered(
    reliability: &Reliability,
    blueprint: &Blueprint,
    ranges: &[Range],
    evaluator: &Evaluator,
) -> Option<Range> {
    let own = |it: &Component| reliability.uptime(*it).and_then(super::Uptime::delivered);
    let stated: Vec<Option<Range>> = blueprint.parts.iter().map(own).collect();
    if stated.iter().all(Option::is_none) {
        return None;
    }
    let ranges: Vec<Range> =
        stated.into_iter().zip(ranges).map(|(own, range)| own.unwrap_or(*range)).collect();
    let [worst, best] = corners(&ranges).map(|it| evaluator.measure(&it).works);
    Some(Range::between(worst, best))
}

fn parts(
    components: &[Component],
    ranges: &[Range],
    [worst, best]: [&Measure; 2],
    found: &Cuts,
) -> Vec<Part> {
    let fails = 1.0 - worst.works;
    let mut parts: Vec<Part> = (0..components.len())
        .map(|at| {
            let (works, hangs) = (ranges[at].low, worst.birnbaum[at]);
            let without = fails - (1.0 - works) * hangs;
            let ratio = |above: f64, below: f64| if below > 0.0 { above / below } else { 1.0 };
            Part {
                component: components[at],
                availability: ranges[at],
                birnbaum: [hangs, best.birnbaum[at]],
                potential_hours: (1.0 - works) * hangs * HOURS_A_YEAR,
                risk_reduction: if without > 0.0 {
                    fails / without
                } else if fails > 0.0 {
                    f64::INFINITY
                } else {
                    1.0
                },
                risk_achievement: ratio(fails + works * hangs, fails),
                fussell_vesely: share_of_failures(at, ranges, found, fails),
                is_single_point: found.sets.iter().any(|it| it.as_slice() == [at]),
            }
        })
        .collect();
    parts.sort_by(|left, right| {
        let by_hours = right.potential_hours.total_cmp(&left.potential_hours);
        by_hours.then(left.component.cmp(&right.component))
    });
    parts
}

/// How probable it is that a cut set with the part has failed, given that the journey has.
fn share_of_failures(part: usize, ranges: &[Range], found: &Cuts, fails: f64) -> f64 {
    let fault = |it: &usize| 1.0 - ranges[*it].low;
    if fails <= 0.0 || fault(&part) <= 0.0 {
        return 0.0;
    }
    let own: Vec<&Vec<usize>> = found
        .sets
        .iter()
        .filter(|it| it.contains(&part) && it.iter().all(|it| fault(it) > 0.0))
        .collect();
    let union = match own.as_slice() {
        [] => 0.0,
        [only] => only.iter().map(fault).product(),
        _ => union_of(&own, ranges),
    };
    (union / fails).min(1.0)
}

fn union_of(sets: &[&Vec<usize>], ranges: &[Range]) -> f64 {
    let mut variables: Vec<usize> = sets.iter().flat_map(|it| it.iter()).copied().collect();
    variables.sort_unstable();
    variables.dedup();
    let mut diagram = Diagram::new(CUT_NODES_MAX);
    let mut root = FALSE;
    for set in sets {
        let own: Vec<usize> =
            set.iter().filter_map(|it| variables.binary_search(it).ok()).collect();
        let joined = diagram.all_of(&own).and_then(|it| diagram.or(root, it));
        // Past the bound the union is no smaller than what was joined so far.
        let Some(joined) = joined else { break };
        root = joined;
    }
    let faults: Vec<f64> = variables.iter().map(|it| 1.0 - ranges[*it].low).collect();
    diagram.measure(root, &faults).0
}
