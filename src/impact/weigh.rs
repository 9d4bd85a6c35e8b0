//! How much each integration matters, and what to look at first.

use super::losses::Loss;
use super::{JourneyFate, Priority, Weight};
use crate::fragility::Fragility;
use crate::network::{Component, Network};
use crate::stack::{Direction, Integration, IntegrationId, JourneyId, ObjectItem, Stack};

/// A journey that stops loses all of its value.
const STOPPED: u8 = 100;
/// A journey that limps loses a part that nobody has stated; the first step of the table's middle column.
const DEGRADED: u8 = 30;
/// A critical tool (tier 1) stands in the table's last column on its own.
const TIER_1: u8 = 60;
/// A core tool (tier 2) stands in the middle column.
const TIER_2: u8 = 40;
/// A non-critical tool (tier 3), or one whose tier is not stated, stands in the first column.
const TIER_3: u8 = 20;
/// Consent matters whatever else the integration is for.
const CONSENT: u8 = 70;

/// How much each integration matters, by position.
pub(crate) fn weigh(stack: &Stack, network: &Network, fragility: &[Fragility]) -> Vec<Weight> {
    let consent = network.consent_flows(stack);
    let scores = fragility.iter().map(|it| it.score).chain(std::iter::repeat(0));
    stack
        .integrations
        .iter()
        .zip(scores)
        .map(|((id, integration), score)| {
            let carries_consent = network.flows_of(id).iter().any(|it| consent[it.0 as usize]);
            let carries_personal = integration.objects.iter().any(|it| is_personal(stack, it));
            let (impact, reason) = impact(stack, network, id, carries_consent);
            let priority = priority(score, impact, (carries_consent, carries_personal));
            Weight { impact, reason, carries_consent, carries_personal, priority }
        })
        .collect()
}

/// The gravest of what hangs on an integration: journeys, its target, consent.
fn impact(
    stack: &Stack,
    network: &Network,
    id: IntegrationId,
    carries_consent: bool,
) -> (u8, String) {
    let integration = &stack.integrations[id];
    if !network.flows_of(id).iter().any(|it| network.flow(*it).live) {
        return (0, "nothing goes over it today".to_owned());
    }
    let mut gravest = tier(stack, integration);
    if let Some((journey, fate)) = journey(stack, network, id) {
        let (share, verb) = match fate {
            JourneyFate::Stopped => (STOPPED, "stops"),
            JourneyFate::Degraded => (DEGRADED, "limps"),
        };
        if share > gravest.0 {
            gravest = (share, format!("{} {verb} without it", stack.journeys[journey].name));
        }
    }
    if carries_consent && CONSENT > gravest.0 {
        gravest = (CONSENT, "it carries consent".to_owned());
    }
    gravest
}

/// The journey that suffers most from the loss of an integration.
fn journey(
    stack: &Stack,
    network: &Network,
    id: IntegrationId,
) -> Option<(JourneyId, JourneyFate)> {
    if !network.hand_off_hangs_on(id) {
        return None;
    }
    let loss = Loss::of(stack, network, &[Component::Integration(id)]);
    let hit = loss.journeys().into_iter().min_by_key(|it| it.fate)?;
    Some((hit.journey, hit.fate))
}

/// The integration's own criticality, else the tier of where it goes; both ends where it goes both ways.
fn tier(stack: &Stack, integration: &Integration) -> (u8, String) {
    let reverse = match integration.direction {
        Direction::OneWay => None,
        Direction::TwoWay => integration.from.id,
    };
    let ends = [integration.to.id, reverse].into_iter().flatten();
    let target = ends.filter_map(|it| Some((stack.tools[it].tier?, &stack.tools[it].name))).min();
    let (tier, whose) = match (integration.criticality, target) {
        (Some(own), _) => (own, "it".to_owned()),
        (None, Some((tier, name))) => (tier, name.to_string()),
        (None, None) => {
            return (TIER_3, "no journey hangs on it, and no tier is stated".to_owned());
        }
    };
    let impact = match tier {
        1 => TIER_1,
        2 => TIER_2,
        _ => TIER_3,
    };
    (impact, format!("{whose} is of tier {tier}"))
}

fn is_personal(stack: &Stack, item: &ObjectItem) -> bool {
    let Some(object) = item.object.id.map(|it| &stack.objects[it]) else { return false };
    let carried =
        |name: &str| item.fields.is_empty() || item.fields.iter().any(|it| it.source == *name);
    object.personal == Some(true)
        || object.fields.iter().any(|it| it.pii == Some(true) && carried(&it.name))
}

/// The table: rows by fragility, columns by impact; consent and personal data stand in the last column.
fn priority(score: u8, impact: u8, carries: (bool, bool)) -> Priority {
    let (consent, personal) = carries;
    let column = match impact {
        _ if consent || personal => 2,
        60.. => 2,
        30..=59 => 1,
        0..=29 => 0,
    };
    match (score, column) {
        (60.., 1 | 2) | (40..=59, 2) => Priority::High,
        (60.., _) | (40..=59, 1) | (20..=39, 2) => Priority::Medium,
        (0..=19, _) if consent => Priority::Medium,
        (0..=59, _) => Priority::Low,
    }
}
