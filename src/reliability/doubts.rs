//! What would be worth knowing: how many hours a year each unknown fact leaves open.

use std::collections::BTreeMap;

use super::fixes::leverages;
use super::{HOURS_A_YEAR, Range, Reliability, Uptime};
use crate::fragility::{Factor, Fragility, Side};
use crate::network::Component;
use crate::stack::{IntegrationId, Stack};

/// An unknown fact about a live integration, or about the login that some run on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Doubt {
    pub(crate) part: Component,
    pub(crate) factor: Factor,
    /// The integration that it was first met at.
    pub(crate) integration: Option<IntegrationId>,
    /// Hours a year, over all journeys, between its best and its worst, with everything else at its worst.
    pub(crate) hours: f64,
    /// Points of fragility that it leaves open.
    pub(crate) points: u8,
}

/// All of them: what leaves most hours open first, then most points, then what is most fragile.
pub(super) fn all(reliability: &Reliability, stack: &Stack, scores: &[Fragility]) -> Vec<Doubt> {
    let mut found: BTreeMap<(Component, Factor), Doubt> = BTreeMap::new();
    let live = stack.integrations.iter().zip(scores).filter(|((_, it), _)| it.is_live());
    for ((id, _), score) in live {
        for point in score.points.iter().filter(|it| !it.is_known()) {
            let part = asked_of(stack, Component::Integration(id), point.factor);
            let doubt = found.entry((part, point.factor)).or_insert_with(|| Doubt {
                part,
                factor: point.factor,
                integration: Some(id),
                hours: 0.0,
                points: 0,
            });
            doubt.points = doubt.points.max(point.high - point.low);
        }
    }
    for (part, gains) in leverages(reliability) {
        let Some(uptime) = reliability.uptime(part) else { continue };
        let hangs: f64 = gains.iter().map(|(_, birnbaum)| birnbaum[0]).sum();
        for (factor, known) in answers(reliability, stack, scores, (part, uptime)) {
            let won = known.availability().low - uptime.availability().low;
            let hours = won * hangs * HOURS_A_YEAR;
            if hours > 0.0 {
                let part = asked_of(stack, part, factor);
                let doubt = found.entry((part, factor)).or_insert(Doubt {
                    part,
                    factor,
                    integration: None,
                    hours: 0.0,
                    points: 0,
                });
                doubt.hours += hours;
            }
        }
    }
    let score = |it: &Doubt| it.integration.and_then(|id| Some(scores.get(id.index())?.score));
    let mut doubts: Vec<Doubt> = found.into_values().collect();
    doubts.sort_by(|left, right| {
        let by_hours = right.hours.total_cmp(&left.hours);
        by_hours
            .then(right.points.cmp(&left.points))
            .then_with(|| score(right).cmp(&score(left)))
            .then((left.part, left.factor).cmp(&(right.part, right.factor)))
    });
    doubts
}

/// Whose access a login is gets asked once, however many integrations run on it.
fn asked_of(stack: &Stack, part: Component, factor: Factor) -> Component {
    match part {
        Component::Integration(id) if factor == Factor::Credential => {
            let login = stack.integrations[id].credential.as_ref().and_then(|it| it.id);
            login.map_or(part, Component::Credential)
        }
        Component::Integration(_)
        | Component::Credential(_)
        | Component::Tool(_)
        | Component::Person(_)
        | Component::Vendor(_) => part,
    }
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
