//! What would be worth knowing: how many hours a year each unknown fact leaves open.

use super::fixes::leverages;
use super::{HOURS_A_YEAR, Range, Reliability, Uptime};
use crate::fragility::{Factor, Fragility, Side};
use crate::network::Component;
use crate::stack::Stack;

/// An unknown fact about a part of a journey.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Doubt {
    pub(crate) part: Component,
    pub(crate) factor: Factor,
    /// Hours a year, over all journeys, between its best and its worst, with everything else at its worst.
    pub(crate) hours: f64,
}

pub(super) fn all(reliability: &Reliability, stack: &Stack, scores: &[Fragility]) -> Vec<Doubt> {
    let mut found = Vec::new();
    for (part, gains) in leverages(reliability) {
        let Some(uptime) = reliability.uptime(part) else { continue };
        let hangs: f64 = gains.iter().map(|(_, birnbaum)| birnbaum[0]).sum();
        for (factor, known) in answers(reliability, stack, scores, (part, uptime)) {
            let won = known.availability().low - uptime.availability().low;
            let hours = won * hangs * HOURS_A_YEAR;
            if hours > 0.0 {
                found.push(Doubt { part, factor, hours });
            }
        }
    }
    found.sort_by(|left, right| {
        let by_hours = right.hours.total_cmp(&left.hours);
        by_hours.then((left.part, left.factor).cmp(&(right.part, right.factor)))
    });
    found
}

/// For each unknown fact: the part as it would be if that fact turned out well.
fn answers(
    reliability: &Reliability,
    stack: &Stack,
    scores: &[Fragility],
    (part, uptime): (Component, &Uptime),
) -> Vec<(Factor, Uptime)> {
    let mut answers = Vec::new();
    if !uptime.repair.is_known() {
        let repair = Range::exactly(uptime.repair.low);
        answers.push((Factor::Ownership, Uptime { repair, ..*uptime }));
    }
    match part {
        Component::Integration(id) => {
            if !uptime.detect.is_known() {
                let detect = Range::exactly(uptime.detect.low);
                answers.push((Factor::Detection, Uptime { detect, ..*uptime }));
            }
            let credential = stack.integrations[id].credential.as_ref().and_then(|it| it.id);
            let is_apart = credential.is_some_and(|it| {
                reliability.credentials.get(it.index()).is_some_and(Option::is_some)
            });
            let points = scores.get(id.index()).into_iter().flat_map(|it| &it.points);
            let open = points.filter(|it| {
                let counts = it.factor.side() == Side::Likelihood;
                counts && !it.is_known() && !(is_apart && it.factor == Factor::Credential)
            });
            for point in open {
                let high = uptime.likelihood.high - f64::from(point.high - point.low);
                let likelihood = Range::between(uptime.likelihood.low, high);
                answers.push((point.factor, Uptime { likelihood, ..*uptime }));
            }
        }
        // When it is noticed is asked of the integrations that run on it.
        Component::Credential(_) if !uptime.likelihood.is_known() => {
            let likelihood = Range::exactly(uptime.likelihood.low);
            answers.push((Factor::Credential, Uptime { likelihood, ..*uptime }));
        }
        Component::Credential(_)
        | Component::Tool(_)
        | Component::Person(_)
        | Component::Vendor(_) => {}
    }
    answers
}
