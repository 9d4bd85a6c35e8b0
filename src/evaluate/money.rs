//! What the first year costs, as far as anybody knows.

use super::case::Case;
use super::{Link, Step};
use crate::readiness::Hours;

/// What looking after an integration costs a year, as a share of what building it cost: an expert default.
const RUN_SHARE: f64 = 0.2;
/// Hours of one run by hand with its cleaning, where nobody has said.
const HOURS_PER_RUN: f64 = 1.5;
const YEAR_MINUTES: f64 = 525_600.0;

/// One part of the costs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CostPart {
    pub(crate) what: &'static str,
    /// In the company's currency; `None`: nobody knows.
    pub(crate) amount: Option<f64>,
    /// How it comes about, or who would know.
    pub(crate) how: String,
}

/// The first year.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cost {
    pub(crate) parts: Vec<CostPart>,
    /// The sum of what is known.
    pub(crate) known: f64,
    /// Nothing is missing in it.
    pub(crate) is_whole: bool,
}

/// Licence, building, running and work by hand.
pub(super) fn cost(case: &Case<'_>, links: &[Link], hours: Option<Hours>) -> Cost {
    let tool = case.tool();
    let rate = case.stack.company.blended_rate;
    let annual = tool.cost.as_ref().and_then(|it| it.annual);
    let licence = if annual.is_some() {
        "as the stack or the plan says".to_owned()
    } else {
        "no price is written down: ask for the quote, with set-up fees and the price of the second year".to_owned()
    };
    let mut parts = vec![CostPart { what: "licence", amount: annual, how: licence }];
    if let Some(hours) = hours {
        let build = rate.map(|it| it * hours.p50);
        let how = match rate {
            Some(rate) => {
                format!("{:.0} h (P50) at {} an hour", hours.p50, case.stack.company.money(rate))
            }
            None => {
                format!("{:.0} h (P50); `company.blended_rate` says what an hour costs", hours.p50)
            }
        };
        parts.push(CostPart { what: "building", amount: build, how });
        let run = build.map(|it| it * RUN_SHARE);
        let how = "a fifth of the building a year, an expert default".to_owned();
        parts.push(CostPart { what: "running", amount: run, how });
    }
    parts.extend(by_hand(links, rate));
    let known = parts.iter().filter_map(|it| it.amount).sum();
    let is_whole = parts.iter().all(|it| it.amount.is_some());
    Cost { parts, known, is_whole }
}

/// Work by hand that comes back with every run.
fn by_hand(links: &[Link], rate: Option<f64>) -> Option<CostPart> {
    let is_manual =
        |it: &&Link| !it.is_followed && it.best().is_some_and(|rung| rung.step == Step::Manual);
    let manual: Vec<&Link> = links.iter().filter(is_manual).collect();
    if manual.is_empty() {
        return None;
    }
    let runs: Option<f64> = manual
        .iter()
        .map(|it| {
            Some(
                YEAR_MINUTES
                    / it.freshness.map(crate::stack::Minutes::get).filter(|it| *it > 0.0)?,
            )
        })
        .sum();
    let amount = runs.zip(rate).map(|(runs, rate)| runs * HOURS_PER_RUN * rate);
    let how = match runs {
        Some(runs) => {
            format!("{runs:.0} runs a year as often as is asked, {HOURS_PER_RUN} h each")
        }
        None => format!("{HOURS_PER_RUN} h a run; nobody has said how often"),
    };
    Some(CostPart { what: "work by hand", amount, how })
}
