//! How often a part fails, how long that lasts, and which share of the time it works.

use super::Range;
use crate::fragility::{Factor, Fragility, Side};
use crate::stack::{
    Credential, Date, Integration, IntegrationId, Method, MonitoringKind, OwnerRef, Party, Share,
    Stack, Trigger,
};

/// Hours of a year of 365 days.
pub(crate) const HOURS_A_YEAR: f64 = 8760.0;

/// Failures a year of something without a single point of likelihood. Expert default: one in two years.
const RATE_BASE: f64 = 0.5;

/// What a point of likelihood does to the rate: 14 points double it, 46 make it tenfold. Expert default, so that a
/// supported connector (5 points) fails every 19 months and work by hand with a personal login (60) ten times a year.
const RATE_GROWTH: f64 = 0.05;

/// The prior weighs as much as one year of watching: Gamma-Poisson with a rate of one.
const PRIOR_YEARS: f64 = 1.0;

const DAYS_A_YEAR: f64 = 365.25;

// Hours until somebody notices. Unwatched failures lasted about a week in the COVID case of 2020, and about ten days in a revoked-token case of 2025.
pub(super) const DETECT_ALERT: f64 = 1.0;
const DETECT_VENDOR_EMAIL: f64 = 12.0;
const DETECT_DASHBOARD: f64 = 24.0;
const DETECT_USER: f64 = 72.0;
const DETECT_NONE: f64 = 168.0;

// Hours until it works again once somebody knows. Expert defaults: half a working day with a written procedure, two days without, and most of two working weeks where nobody is in charge.
pub(super) const REPAIR_RUNBOOK: f64 = 4.0;
pub(super) const REPAIR_OWNER: f64 = 16.0;
pub(super) const REPAIR_NOBODY: f64 = 72.0;
pub(super) const REPAIR_VENDOR_TICKET: f64 = 24.0;

/// Incidents on record and the years that the record covers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct History {
    pub(crate) incidents: f64,
    pub(crate) years: f64,
}

/// What a part's working time follows from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Uptime {
    /// Points of likelihood.
    pub(crate) likelihood: Range,
    /// `None`: no incident is on record, which says nothing.
    pub(crate) history: Option<History>,
    /// Hours until somebody notices.
    pub(crate) detect: Range,
    /// Hours from then on until it works again.
    pub(crate) repair: Range,
    /// Share of the records that fail while it works.
    pub(crate) error_rate: Option<Share>,
}

/// Failures a year that so many points of likelihood stand for.
pub(crate) fn prior(likelihood: f64) -> f64 {
    RATE_BASE * (RATE_GROWTH * likelihood).exp()
}

/// Share of the time that something works: alternating renewal, `1 / (1 + rate × hours / 8760)`.
pub(crate) fn availability(rate: f64, hours: f64) -> f64 {
    1.0 / (1.0 + rate * hours / HOURS_A_YEAR)
}

impl Uptime {
    /// Failures a year: what the points stand for, drawn towards what was observed.
    pub(crate) fn rate(&self) -> Range {
        let rate = self.likelihood.map(prior);
        match self.history {
            Some(History { incidents, years }) => {
                rate.map(|it| (it * PRIOR_YEARS + incidents) / (PRIOR_YEARS + years))
            }
            None => rate,
        }
    }

    /// Hours that one failure lasts.
    pub(crate) fn hours(&self) -> Range {
        self.detect + self.repair
    }

    pub(crate) fn availability(&self) -> Range {
        let (rate, hours) = (self.rate(), self.hours());
        Range { low: availability(rate.high, hours.high), high: availability(rate.low, hours.low) }
    }

    /// Hours a year in which it does not work.
    pub(crate) fn bad_hours(&self) -> Range {
        self.availability().map(|it| (1.0 - it) * HOURS_A_YEAR)
    }

    /// Share of the records that get through; `None` where the error rate is not stated.
    pub(crate) fn delivered(&self) -> Option<Range> {
        let rate = self.error_rate?.get();
        Some(self.availability().times(1.0 - rate))
    }
}

/// The integration by itself. Where its access is a part of its own, the points of the access count there.
pub(super) fn of_integration(
    stack: &Stack,
    id: IntegrationId,
    score: &Fragility,
    as_of: Date,
    access_is_apart: bool,
) -> Uptime {
    let integration = &stack.integrations[id];
    Uptime {
        likelihood: likelihood(score, access_is_apart),
        history: history(integration, as_of),
        detect: detect(integration),
        repair: repair(stack, integration, as_of),
        error_rate: integration.error_rate,
    }
}

fn likelihood(score: &Fragility, access_is_apart: bool) -> Range {
    let counts = |factor: Factor| {
        factor.side() == Side::Likelihood && !(access_is_apart && factor == Factor::Credential)
    };
    let points = score.points.iter().filter(|it| counts(it.factor));
    points.fold(Range::default(), |sum, it| {
        sum + Range { low: f64::from(it.low), high: f64::from(it.high) }
    })
}

/// Incidents up to the day, over the years since the first of them or since the entry was verified, if that is longer;
/// one year at least, so that a first incident last week is not taken for fifty a year.
fn history(integration: &Integration, as_of: Date) -> Option<History> {
    let past = integration.incidents.iter().filter(|it| it.at.is_none_or(|day| day <= as_of));
    let incidents = past.clone().fold(0.0, |count, _| count + 1.0);
    let first = past.filter_map(|it| it.at).chain(integration.verified_at).min();
    let days = first.map_or(0, |it| as_of.days_since(it).max(0));
    let days = i32::try_from(days).unwrap_or(i32::MAX);
    let years = (f64::from(days) / DAYS_A_YEAR).max(1.0);
    (incidents > 0.0).then_some(History { incidents, years })
}

fn detect(integration: &Integration) -> Range {
    match integration.monitoring.as_ref().and_then(|it| it.kind) {
        Some(MonitoringKind::Reconciliation) => match interval(integration) {
            Some(hours) => Range::exactly(hours.max(DETECT_ALERT)),
            // How often the counts are compared is not known.
            None => Range::between(DETECT_ALERT, DETECT_NONE),
        },
        Some(MonitoringKind::Alert) => Range::exactly(DETECT_ALERT),
        Some(MonitoringKind::VendorEmail) => Range::exactly(DETECT_VENDOR_EMAIL),
        Some(MonitoringKind::Dashboard) => Range::exactly(DETECT_DASHBOARD),
        Some(MonitoringKind::UserReported) => Range::exactly(DETECT_USER),
        Some(MonitoringKind::None) => Range::exactly(DETECT_NONE),
        None => Range::between(DETECT_ALERT, DETECT_NONE),
    }
}

/// Hours between two runs.
fn interval(integration: &Integration) -> Option<f64> {
    match (&integration.frequency, integration.trigger) {
        (Some(cadence), _) => Some(cadence.every.as_hours()),
        (None, Some(Trigger::Event)) => Some(0.0),
        (None, _) => None,
    }
}

fn repair(stack: &Stack, integration: &Integration, as_of: Date) -> Range {
    let written = if integration.runbook.is_some() { REPAIR_RUNBOOK } else { REPAIR_OWNER };
    let owners = [&integration.owner, &integration.backup_owner];
    let hours = match presence(stack, owners.into_iter().flatten(), as_of) {
        Presence::Here => Range::exactly(written),
        Presence::Nobody => Range::exactly(REPAIR_NOBODY),
        Presence::Unknown => Range::between(written, REPAIR_NOBODY),
    };
    let ticket = if integration.vendor_ticket == Some(true) { REPAIR_VENDOR_TICKET } else { 0.0 };
    hours + Range::exactly(ticket)
}

/// Whether one of those in charge can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Here,
    /// A name that the file does not describe.
    Unknown,
    Nobody,
}

pub(super) fn presence<'a>(
    stack: &Stack,
    owners: impl Iterator<Item = &'a OwnerRef>,
    as_of: Date,
) -> Presence {
    let mut best = Presence::Nobody;
    for owner in owners {
        match owner.party {
            Some(Party::Person(id)) if stack.people[id].has_left(as_of) => {}
            Some(Party::Person(_) | Party::Team(_)) => return Presence::Here,
            None => best = Presence::Unknown,
        }
    }
    best
}

/// A credential that several integrations share. It has the points of the access; somebody notices as soon as the best
/// watched of them stops; and it is renewed by who holds it, soonest where a vault keeps what is needed, else by whoever
/// owns one of them.
pub(super) fn of_credential(
    stack: &Stack,
    credential: &Credential,
    users: &[IntegrationId],
    scores: &[Fragility],
    as_of: Date,
) -> Uptime {
    let points = users.iter().filter_map(|it| {
        scores.get(it.index())?.points.iter().find(|it| it.factor == Factor::Credential)
    });
    let access = points.fold(Range::default(), |most, it| Range {
        low: most.low.max(f64::from(it.low)),
        high: most.high.max(f64::from(it.high)),
    });
    let watched = users.iter().map(|it| detect(&stack.integrations[*it]));
    let detect = watched
        .reduce(|best, it| Range { low: best.low.min(it.low), high: best.high.min(it.high) })
        .unwrap_or(Range::exactly(DETECT_NONE));
    let written = if credential.vault.is_some() { REPAIR_RUNBOOK } else { REPAIR_OWNER };
    let owners = users.iter().filter_map(|it| stack.integrations[*it].owner.as_ref());
    let holder = presence(stack, credential.holder.iter(), as_of);
    let repair = match (holder, presence(stack, owners, as_of)) {
        (Presence::Here, _) => Range::exactly(written),
        (Presence::Unknown, Presence::Here) => Range::between(written, REPAIR_OWNER),
        (Presence::Nobody, Presence::Here) => Range::exactly(REPAIR_OWNER),
        (Presence::Unknown, _) => Range::between(written, REPAIR_NOBODY),
        (Presence::Nobody, Presence::Unknown) => Range::between(REPAIR_OWNER, REPAIR_NOBODY),
        (Presence::Nobody, Presence::Nobody) => Range::exactly(REPAIR_NOBODY),
    };
    Uptime { likelihood: access, history: None, detect, repair, error_rate: None }
}

/// Done by hand or by own code: what a ready connector could do instead.
pub(super) fn is_home_made(method: Method) -> bool {
    method.class() == crate::stack::MethodClass::Manual || method == Method::ApiCustom
}
