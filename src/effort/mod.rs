//! What it takes to replace a tool: the inventory of what has to be rebuilt, the hours, and the weeks with their chances.
//!
//! All figures rest on a table of expert guesses (`catalog/effort.toml`), not on measured statistics.

mod curve;
mod inventory;
mod remedies;
mod table;
#[cfg(test)]
mod tests;

use crate::draws::Draws;
use curve::Curve;

pub(crate) use inventory::{inventory, pace};
pub(crate) use remedies::{Remedy, remedies};
pub(crate) use table::{Guess, Part, Table, Unit, problems};

/// Draws of one estimate: the tenth and ninetieth percentiles then stand within about 1 %.
pub(crate) const DRAWS: usize = 20_000;
/// Any number does; it is fixed so that the same stack gives the same figures.
const SEED: u64 = 20_260_910;
/// Items of a unit that are drawn one by one; more of them add up to a normal distribution anyway.
const ONE_BY_ONE_MAX: f64 = 10.0;
/// Spread of what all items have in common: how good the team is, how bad the estate. Without it, independent items would
/// average out and feign certainty.
const COMMON_DEVIATION: f64 = 0.30;
/// Records that the table's data load stands for, and how many more cost as much again.
const RECORDS_INCLUDED: f64 = 50_000.0;
const RECORDS_STEP: f64 = 250_000.0;

/// What has to be rebuilt.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Inventory {
    /// By unit, each at most once; in the order of the table.
    pub(crate) counts: Vec<(Unit, f64)>,
    /// To be cleaned and loaded; `None` where nobody has said how many.
    pub(crate) records: Option<f64>,
    /// Share of the automations that nobody has documented; `None` where that is not known.
    pub(crate) undocumented: Option<f64>,
    /// The tool sends bulk e-mail, so that its successor has to be warmed up.
    pub(crate) needs_warm_up: bool,
    /// What is not stated and would change the figures, in words.
    pub(crate) unknown: Vec<String>,
}

impl Inventory {
    pub(crate) fn add(&mut self, unit: Unit, count: f64) {
        if count <= 0.0 {
            return;
        }
        match self.counts.binary_search_by(|(other, _)| other.cmp(&unit)) {
            Ok(found) => {
                if let Some((_, total)) = self.counts.get_mut(found) {
                    *total += count;
                }
            }
            Err(gap) => self.counts.insert(gap, (unit, count)),
        }
    }

    /// Takes in another tool's estate, for a plan that moves both.
    pub(crate) fn absorb(&mut self, other: Self) {
        let own = self.count_of(Part::Automations);
        let theirs = other.count_of(Part::Automations);
        self.undocumented = match (self.undocumented, other.undocumented) {
            (Some(left), Some(right)) if own + theirs > 0.0 => {
                Some((left * own + right * theirs) / (own + theirs))
            }
            (Some(_), Some(_)) => Some(0.0),
            (Some(_), None) | (None, Some(_) | None) => None,
        };
        self.records = self.records.zip(other.records).map(|(left, right)| left + right);
        self.needs_warm_up |= other.needs_warm_up;
        for (unit, count) in other.counts {
            self.add(unit, count);
        }
        self.unknown.extend(other.unknown);
    }

    pub(crate) fn count_of(&self, part: Part) -> f64 {
        self.counts.iter().filter(|(unit, _)| unit.part() == part).map(|(_, count)| count).sum()
    }

    /// `max(1, 1 + (records - 50,000) / 250,000)`; `None` where the records are not known.
    fn load_factor(&self) -> Option<f64> {
        Some((1.0 + (self.records? - RECORDS_INCLUDED) / RECORDS_STEP).max(1.0))
    }
}

/// How fast the work can go, and what it waits for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pace {
    pub(crate) hours_per_week: f64,
    pub(crate) has_lags: bool,
    pub(crate) has_overheads: bool,
}

impl Pace {
    pub(crate) fn of(hours_per_week: f64) -> Self {
        Self { hours_per_week, has_lags: true, has_overheads: true }
    }
}

/// A distribution as its draws, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Spread(Vec<f64>);

impl Spread {
    fn of(mut draws: Vec<f64>) -> Self {
        draws.sort_unstable_by(f64::total_cmp);
        Self(draws)
    }

    /// The value that a share of the draws does not exceed; 0 where nothing was drawn.
    pub(crate) fn at(&self, share: f64) -> f64 {
        let last = self.0.len().saturating_sub(1);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a position among some thousand draws"
        )]
        let position = (share.clamp(0.0, 1.0) * last as f64).round() as usize;
        self.0.get(position).copied().unwrap_or(0.0)
    }

    /// The chance to stay within a value, 0 to 1.
    pub(crate) fn chance_within(&self, value: f64) -> f64 {
        let within = self.0.partition_point(|it| *it <= value);
        let count = |it: usize| f64::from(u32::try_from(it).unwrap_or(u32::MAX));
        if self.0.is_empty() { 0.0 } else { count(within) / count(self.0.len()) }
    }
}

/// What it takes, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Estimate {
    /// Mean hours by part, without those that are empty; the data load is one of them.
    pub(crate) parts: Vec<(Part, f64)>,
    /// Mean hours of what nobody has documented and everybody will discover.
    pub(crate) hidden_hours: f64,
    /// Mean share of discovery, testing, enablement and coordination on top of the work.
    pub(crate) overhead_share: f64,
    pub(crate) hours: Spread,
    /// `None` where the capacity is not known.
    pub(crate) weeks: Option<Spread>,
    /// Each draw's hours and the weeks that pass beside the work, so that another capacity can be tried.
    draws: Vec<Draw>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Draw {
    hours: f64,
    floor_weeks: f64,
    lag_weeks: f64,
}

impl Draw {
    fn weeks(self, hours_per_week: f64) -> f64 {
        (self.hours / hours_per_week).max(self.floor_weeks) + self.lag_weeks
    }
}

impl Estimate {
    /// Mean hours of everything that is counted, before what is hidden and what comes on top.
    pub(crate) fn base_hours(&self) -> f64 {
        self.parts.iter().map(|(_, hours)| hours).sum()
    }

    /// The hours a week with which half of the draws stay within the plan; `None` where no team is large enough.
    pub(crate) fn capacity_for(&self, pace: Pace, planned_weeks: f64) -> Option<f64> {
        remedies::capacity_for(self, pace.hours_per_week, planned_weeks)
    }
}

/// Draws the hours and weeks that an inventory takes.
///
/// `effort = (base + hidden) (1 + overheads) LogNormal(0, 0.30)`; `hidden` is the automations' hours times the undocumented
/// share times a guess; `weeks = max(effort / capacity, floors) + decision + parallel run`. Where the undocumented share or
/// the records are not known, each draw takes another one, so that the spread tells what is not known.
pub(crate) fn estimate(inventory: &Inventory, table: &Table, pace: Option<Pace>) -> Estimate {
    estimate_by(DRAWS, inventory, table, pace)
}

/// The same by fewer draws, where an answer is needed many times: a chance then errs by `sqrt(p (1 - p) / draws)`.
pub(crate) fn estimate_by(
    count: usize,
    inventory: &Inventory,
    table: &Table,
    pace: Option<Pace>,
) -> Estimate {
    let model = Model::of(inventory, table, pace);
    let mut random = Draws::new(SEED);
    let draws: Vec<Draw> = (0..count).map(|_| model.draw(&mut random)).collect();
    let mut parts: Vec<(Part, f64)> = Vec::new();
    for (unit, count) in &inventory.counts {
        add(&mut parts, unit.part(), count * table.hours(*unit).mean());
    }
    let load = table.hours(Unit::DataLoad).mean();
    add(&mut parts, Part::DataLoad, load * inventory.load_factor().unwrap_or(1.0));
    let automations =
        parts.iter().find(|(part, _)| *part == Part::Automations).map_or(0.0, |(_, hours)| *hours);
    let undocumented = inventory.undocumented.unwrap_or(UNDOCUMENTED_MEAN);
    Estimate {
        hidden_hours: automations * undocumented * table.hidden.mean(),
        overhead_share: model.overheads.iter().map(|it| it.guess.mean()).sum(),
        hours: Spread::of(draws.iter().map(|it| it.hours).collect()),
        weeks: pace
            .map(|pace| Spread::of(draws.iter().map(|it| it.weeks(pace.hours_per_week)).collect())),
        parts,
        draws,
    }
}

/// The mean of a share that may be anything.
const UNDOCUMENTED_MEAN: f64 = 0.5;

fn add(parts: &mut Vec<(Part, f64)>, part: Part, hours: f64) {
    match parts.iter_mut().find(|(other, _)| *other == part) {
        Some((_, sum)) => *sum += hours,
        None => parts.push((part, hours)),
    }
}

/// The records that an estate of unknown size may have on top: none that matter, up to a million.
const RECORDS_UNKNOWN: Guess = Guess::new(0.0, 50_000.0, 1_000_000.0);

/// An inventory with its distributions made ready.
struct Model {
    automations: Vec<Pile>,
    others: Vec<Pile>,
    load: Curve,
    load_factor: Option<f64>,
    records: Curve,
    undocumented: Option<f64>,
    hidden: Curve,
    overheads: Vec<Curve>,
    lags: Vec<Curve>,
    floor: Option<Curve>,
}

impl Model {
    fn of(inventory: &Inventory, table: &Table, pace: Option<Pace>) -> Self {
        let pace = pace.unwrap_or(Pace::of(1.0));
        let (mut automations, mut others) = (Vec::new(), Vec::new());
        for (unit, count) in &inventory.counts {
            let pile = Pile::of(table.hours(*unit), *count);
            if unit.part() == Part::Automations { &mut automations } else { &mut others }
                .push(pile);
        }
        let curves = |guesses: &[Guess]| guesses.iter().map(|it| Curve::of(*it)).collect();
        Self {
            automations,
            others,
            load: Curve::of(table.hours(Unit::DataLoad)),
            load_factor: inventory.load_factor(),
            records: Curve::of(RECORDS_UNKNOWN),
            undocumented: inventory.undocumented,
            hidden: Curve::of(table.hidden),
            overheads: if pace.has_overheads { curves(&table.overheads) } else { Vec::new() },
            lags: if pace.has_lags {
                curves(&[table.decision, table.parallel_run])
            } else {
                Vec::new()
            },
            floor: inventory.needs_warm_up.then(|| Curve::of(table.warm_up)),
        }
    }

    fn draw(&self, random: &mut Draws) -> Draw {
        let automations: f64 = self.automations.iter().map(|it| it.draw(random)).sum();
        let others: f64 = self.others.iter().map(|it| it.draw(random)).sum();
        let factor = self.load_factor.unwrap_or_else(|| {
            (1.0 + (self.records.draw(random) - RECORDS_INCLUDED) / RECORDS_STEP).max(1.0)
        });
        let base = automations + others + self.load.draw(random) * factor;
        let undocumented = self.undocumented.unwrap_or_else(|| random.share());
        let hidden = automations * undocumented * self.hidden.draw(random);
        let overhead: f64 = self.overheads.iter().map(|it| it.draw(random)).sum();
        let common = (COMMON_DEVIATION * random.normal()).exp();
        Draw {
            hours: (base + hidden) * (1.0 + overhead) * common,
            floor_weeks: self.floor.as_ref().map_or(0.0, |it| it.draw(random)),
            lag_weeks: self.lags.iter().map(|it| it.draw(random)).sum(),
        }
    }
}

/// Items of one unit.
struct Pile {
    curve: Curve,
    count: f64,
    /// How many are drawn one by one; 0 where there are too many of them.
    single: u32,
}

impl Pile {
    fn of(guess: Guess, count: f64) -> Self {
        let single = (1..=10_u32).rev().find(|it| f64::from(*it) <= count).unwrap_or(0);
        let is_small = count <= ONE_BY_ONE_MAX;
        Self { curve: Curve::of(guess), count, single: if is_small { single } else { 0 } }
    }

    fn draw(&self, random: &mut Draws) -> f64 {
        if self.count > ONE_BY_ONE_MAX {
            let guess = self.curve.guess;
            let sum =
                self.count * guess.mean() + self.count.sqrt() * guess.deviation() * random.normal();
            return sum.max(self.count * guess.low);
        }
        // What a count has beyond its whole items weighs as a part of one more.
        let rest = self.count - f64::from(self.single);
        let whole: f64 = (0..self.single).map(|_| self.curve.draw(random)).sum();
        if rest > 0.0 { whole + rest * self.curve.draw(random) } else { whole }
    }
}
