//! What a removal saves and costs in its first year.

use super::homes::Home;
use crate::analysis::Analysis;
use crate::scenario::Simulation;
use crate::stack::Company;

/// Working weeks of a year, holidays left out: an expert default.
pub(crate) const WEEKS_A_YEAR: f64 = 46.0;

/// Money of the first year, in the company's currency; `None` where nothing is stated.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Balance {
    /// Licences that are no longer paid.
    pub(crate) saved: Option<f64>,
    /// Paid until the contract ends all the same.
    pub(crate) stranded: Option<f64>,
    /// Hours a week of carrying by hand what has no other way; `None` where nobody has said how often it is needed.
    pub(crate) by_hand_hours_per_week: Option<f64>,
    /// What these hours come to in a year.
    pub(crate) by_hand: Option<f64>,
    /// What is saved, less what is stranded and what the work by hand costs; `None` where a part of it is unknown.
    pub(crate) net: Option<f64>,
}

pub(super) fn balance(
    before: &Analysis,
    simulation: &Simulation,
    homes: &[Home],
    unknown: &mut Vec<String>,
) -> Balance {
    let money = &simulation.blast.money;
    let carried = homes.iter().filter(|it| it.is_carried());
    let hours: Option<f64> = carried.map(|it| it.by_hand_hours_per_week).sum();
    if hours.is_none() {
        unknown.push("how often what has no other way would have to be carried by hand".to_owned());
    }
    let by_hand = hours.and_then(|it| yearly(it, &before.stack.company));
    if by_hand.is_none() && hours.is_some() {
        unknown.push("what an hour of work costs (`company.blended_rate`)".to_owned());
    }
    let is_priced = money.unknown_costs == 0;
    let net = money.saved_annual.zip(by_hand).filter(|_| is_priced);
    // A contract whose end nobody has stated may bind more than is known.
    let net = net.map(|(saved, by_hand)| saved - money.committed.unwrap_or(0.0) - by_hand);
    Balance {
        saved: money.saved_annual,
        stranded: money.committed,
        by_hand_hours_per_week: hours,
        by_hand,
        net: net.filter(|_| money.committed.is_some()),
    }
}

/// No hours cost nothing, whatever an hour costs.
fn yearly(hours_per_week: f64, company: &Company) -> Option<f64> {
    if hours_per_week <= 0.0 {
        return Some(0.0);
    }
    Some(hours_per_week * WEEKS_A_YEAR * company.blended_rate?)
}
