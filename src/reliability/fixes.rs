//! Best fixes: what each single repair of a part wins, exactly.
//!
//! A journey's reliability is a straight line in the availability of each of its parts, so a repair of one part wins
//! `(p' − p) × I_B` of the time, whatever the rest looks like. An alert or an owner may help the login that the part
//! shares with others as well; then the journey is measured again with both.

use std::collections::BTreeMap;

use super::journeys::Bench;
use super::uptime::{
    DETECT_ALERT, Presence, REPAIR_OWNER, REPAIR_RUNBOOK, REPAIR_VENDOR_TICKET, Uptime,
    is_home_made, presence,
};
use super::{HOURS_A_YEAR, Range, Reliability};
use crate::catalog::{Catalog, Ready};
use crate::fragility::{Factor, Fragility, method_points};
use crate::network::Component;
use crate::stack::{
    Credential, CredentialId, Date, IntegrationId, JourneyId, KnownConnector, Method, Stack, ToolId,
};
use crate::text::Span;

/// Less than this is lost in what nobody measures: three minutes a year.
const HOURS_MIN: f64 = 0.05;

const HOURS_A_DAY: f64 = 24.0;

/// What is repaired.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FixKind {
    /// An alert tells of failures within the hour.
    Alert,
    /// Somebody who is here owns it, and there is a written procedure already.
    Owner,
    OwnerAndRunbook,
    Runbook,
    /// It runs on an account that belongs to nobody.
    ServiceAccount,
    /// A ready connector carries it.
    Connector {
        method: Method,
        known: KnownFrom,
    },
    /// What fails once is tried again, or can be run again without harm.
    Retry,
    /// Somebody who is here holds the access, and a vault keeps what is needed to renew it.
    Keeper,
}

/// Who says that there is a connector.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum KnownFrom {
    File { as_of: Option<Date>, span: Span },
    Catalog(Ready),
}

impl FixKind {
    /// A word for programs.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Owner => "owner",
            Self::OwnerAndRunbook => "owner_and_runbook",
            Self::Runbook => "runbook",
            Self::ServiceAccount => "service_account",
            Self::Connector { .. } => "connector",
            Self::Retry => "retry",
            Self::Keeper => "keeper",
        }
    }

    /// The key of the file that would say so.
    pub(crate) fn field(&self) -> &'static str {
        match self {
            Self::Alert => "monitoring",
            Self::Owner | Self::OwnerAndRunbook => "owner",
            Self::Runbook => "runbook",
            Self::ServiceAccount => "credential",
            Self::Connector { .. } => "method",
            Self::Retry => "retry",
            Self::Keeper => "holder",
        }
    }
}

/// One repair, with everything that explains its figures.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fix {
    pub(crate) part: Component,
    pub(crate) kind: FixKind,
    pub(crate) before: Uptime,
    pub(crate) after: Uptime,
    /// The shared login that is noticed or renewed sooner by it, as it will be.
    pub(crate) also: Option<(CredentialId, Uptime)>,
    /// Hours a year that are won, over all journeys.
    pub(crate) hours: Range,
    /// What these hours are worth a year; `None` where no journey that gains states a value.
    pub(crate) money: Option<Range>,
    /// Hours a year that would be won if the part never failed, with all unknown facts at their worst.
    pub(crate) perfect_hours: f64,
    /// By journey that gains, in the order of the file.
    pub(crate) journeys: Vec<JourneyGain>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct JourneyGain {
    pub(crate) journey: JourneyId,
    /// At the worst and at the best of all other facts.
    pub(crate) birnbaum: [f64; 2],
    pub(crate) hours: Range,
    pub(crate) money: Option<Range>,
}

impl Fix {
    fn unpriced(
        part: Component,
        kind: FixKind,
        (before, after): (&Uptime, Uptime),
        also: Option<(CredentialId, Uptime)>,
    ) -> Self {
        Self {
            part,
            kind,
            before: *before,
            after,
            also,
            hours: Range::default(),
            money: None,
            perfect_hours: 0.0,
            journeys: Vec::new(),
        }
    }

    /// The availability before and after at the worst and at the best of the part's own unknown facts; for retries the
    /// share of the records that get through.
    pub(crate) fn shares(&self) -> [(f64, f64); 2] {
        let share = |it: &Uptime| match self.kind {
            FixKind::Retry => it.delivered().unwrap_or(it.availability()),
            FixKind::Alert
            | FixKind::Owner
            | FixKind::OwnerAndRunbook
            | FixKind::Runbook
            | FixKind::ServiceAccount
            | FixKind::Connector { .. }
            | FixKind::Keeper => it.availability(),
        };
        let (before, after) = (share(&self.before), share(&self.after));
        [(before.low, after.low), (before.high, after.high)]
    }

    /// Which part of the perfect fix it is, 0 to 1, with all unknown facts at their worst.
    pub(crate) fn share_of_perfect(&self) -> f64 {
        if self.perfect_hours > 0.0 { (self.hours.high / self.perfect_hours).min(1.0) } else { 0.0 }
    }
}

/// All repairs of all parts of journeys that run: what surely saves most first.
pub(super) fn all(
    reliability: &Reliability,
    stack: &Stack,
    (scores, benches): (&[Fragility], &[Bench]),
    (as_of, catalog): (Date, Catalog),
) -> Vec<Fix> {
    let mut shop = Shop { stack, scores, as_of, catalog, connectors: BTreeMap::new() };
    for it in stack.known_connectors().into_iter().filter(KnownConnector::is_ready) {
        shop.connectors.entry((it.from, it.to)).or_default().push(it);
    }
    let mut found: Vec<Fix> = Vec::new();
    let leverages = leverages(reliability);
    for (part, gains) in &leverages {
        let Some(before) = reliability.uptime(*part) else { continue };
        let offers = match *part {
            Component::Integration(id) => shop.for_integration(reliability, id, before),
            Component::Credential(id) => shop.for_credential(id, before),
            Component::Tool(_) | Component::Person(_) | Component::Vendor(_) => Vec::new(),
        };
        for (kind, after) in offers {
            let also = shop.spill_over(reliability, *part, &kind);
            let login = also.and_then(|(it, _)| leverages.get(&Component::Credential(it)));
            let fix = Fix::unpriced(*part, kind, (before, after), also);
            found.push(price(stack, &joined(gains, login), benches, fix));
        }
    }
    found.retain(|it| it.hours.high >= HOURS_MIN);
    found.sort_by(|left, right| {
        let sure = right.hours.low.total_cmp(&left.hours.low);
        let possible = right.hours.high.total_cmp(&left.hours.high);
        sure.then(possible).then(left.part.cmp(&right.part))
    });
    found
}

/// By part: the journeys that hang on it, and how much.
type Leverage = Vec<(JourneyId, [f64; 2])>;

pub(super) fn leverages(reliability: &Reliability) -> BTreeMap<Component, Leverage> {
    let mut found: BTreeMap<Component, Leverage> = BTreeMap::new();
    for journey in reliability.journeys.iter().filter(|it| it.availability.is_some()) {
        for part in &journey.parts {
            found.entry(part.component).or_default().push((journey.journey, part.birnbaum));
        }
    }
    found
}

/// The journeys of a part, and those that only the login has that is helped too: nothing of them hangs on the part.
fn joined(gains: &Leverage, login: Option<&Leverage>) -> Leverage {
    let mut joined = gains.clone();
    for (journey, _) in login.into_iter().flatten() {
        if joined.iter().all(|(it, _)| it != journey) {
            joined.push((*journey, [0.0, 0.0]));
        }
    }
    joined.sort_by_key(|(journey, _)| *journey);
    joined
}

fn price(stack: &Stack, gains: &Leverage, benches: &[Bench], mut fix: Fix) -> Fix {
    let shares = fix.shares();
    for (journey, birnbaum) in gains {
        let won: Vec<f64> = match &fix.also {
            Some((login, renewed)) => {
                let changes = [
                    (fix.part, fix.after.availability()),
                    (Component::Credential(*login), renewed.availability()),
                ];
                benches.get(journey.index()).map_or(Vec::new(), |it| it.gain(&changes).to_vec())
            }
            None => shares
                .iter()
                .flat_map(|(before, after)| birnbaum.iter().map(move |it| (after - before) * it))
                .collect(),
        };
        let hours = won
            .iter()
            .map(|it| Range::exactly((it * HOURS_A_YEAR).max(0.0)))
            .reduce(|sum, it| Range { low: sum.low.min(it.low), high: sum.high.max(it.high) })
            .unwrap_or_default();
        let value = stack.journeys[*journey].value_per_day;
        let money = value.map(|it| hours.times(it / HOURS_A_DAY));
        fix.hours = fix.hours + hours;
        fix.money = match (fix.money, money) {
            (Some(sum), Some(more)) => Some(sum + more),
            (sum, more) => sum.or(more),
        };
        fix.perfect_hours += (1.0 - shares[0].0) * birnbaum[0] * HOURS_A_YEAR;
        if hours.high > 0.0 {
            fix.journeys.push(JourneyGain { journey: *journey, birnbaum: *birnbaum, hours, money });
        }
    }
    fix
}

/// What repairs there are to choose from.
struct Shop<'a> {
    stack: &'a Stack,
    scores: &'a [Fragility],
    as_of: Date,
    catalog: Catalog,
    connectors: BTreeMap<(ToolId, ToolId), Vec<KnownConnector>>,
}

impl Shop<'_> {
    fn for_integration(
        &self,
        reliability: &Reliability,
        id: IntegrationId,
        before: &Uptime,
    ) -> Vec<(FixKind, Uptime)> {
        let integration = &self.stack.integrations[id];
        let mut offers = Vec::new();
        if before.detect.high > DETECT_ALERT {
            let detect = Range::exactly(DETECT_ALERT);
            offers.push((FixKind::Alert, Uptime { detect, ..*before }));
        }
        let owners = [&integration.owner, &integration.backup_owner];
        let here = presence(self.stack, owners.into_iter().flatten(), self.as_of);
        let kind = match (here, integration.runbook.is_some()) {
            (Presence::Here, true) => None,
            (Presence::Here, false) => Some(FixKind::Runbook),
            (Presence::Unknown | Presence::Nobody, true) => Some(FixKind::Owner),
            (Presence::Unknown | Presence::Nobody, false) => Some(FixKind::OwnerAndRunbook),
        };
        if let Some(kind) = kind {
            // A ticket at the vendor's takes its time whoever writes it.
            let ticket = integration.vendor_ticket == Some(true);
            let ticket = if ticket { REPAIR_VENDOR_TICKET } else { 0.0 };
            let repair = Range::exactly(REPAIR_RUNBOOK + ticket);
            offers.push((kind, Uptime { repair, ..*before }));
        }
        let credential = integration.credential.as_ref().and_then(|it| it.id);
        let is_apart = credential
            .is_some_and(|it| reliability.credentials.get(it.index()).is_some_and(Option::is_some));
        if credential.is_some() && !is_apart {
            let access = self.points(id, |it| it == Factor::Credential);
            if access.low > 0.0 {
                let likelihood = before.likelihood;
                let likelihood =
                    Range { low: likelihood.low - access.low, high: likelihood.high - access.high };
                offers.push((FixKind::ServiceAccount, Uptime { likelihood, ..*before }));
            }
        }
        offers.extend(self.connector(id, before));
        let retries = integration.retry.is_some() || integration.replayable == Some(true);
        if integration.error_rate.is_some_and(|it| it.get() > 0.0) && !retries {
            let error_rate = crate::stack::Share::new(0.0);
            offers.push((FixKind::Retry, Uptime { error_rate, ..*before }));
        }
        offers
    }

    /// The login that an integration shares with others, where the repair helps it too: an alert tells of it, and an
    /// owner renews it where nobody holds it.
    fn spill_over(
        &self,
        reliability: &Reliability,
        part: Component,
        kind: &FixKind,
    ) -> Option<(CredentialId, Uptime)> {
        let Component::Integration(id) = part else { return None };
        let login = self.stack.integrations[id].credential.as_ref()?.id?;
        let now = reliability.uptime(Component::Credential(login))?;
        let then = match kind {
            FixKind::Alert => {
                let detect = now.detect.map(|it| it.min(DETECT_ALERT));
                Uptime { detect, ..*now }
            }
            FixKind::Owner | FixKind::OwnerAndRunbook => {
                let repair = now.repair.map(|it| it.min(REPAIR_OWNER));
                Uptime { repair, ..*now }
            }
            FixKind::Runbook
            | FixKind::ServiceAccount
            | FixKind::Connector { .. }
            | FixKind::Retry
            | FixKind::Keeper => return None,
        };
        (then != *now).then_some((login, then))
    }

    /// A new connector brings its own way and an account of its own; what was observed of the old way says nothing about
    /// it. Room, change and coupling stay as they are.
    fn connector(&self, id: IntegrationId, before: &Uptime) -> Option<(FixKind, Uptime)> {
        let integration = &self.stack.integrations[id];
        if !is_home_made(integration.method) {
            return None;
        }
        let ends = integration.from.id.zip(integration.to.id)?;
        let mut between = self.connectors.get(&ends).into_iter().flatten();
        let (method, known) = if let Some(it) = between.find(|it| it.carries(integration)) {
            (it.kind, KnownFrom::File { as_of: it.as_of, span: it.span })
        } else {
            let tools = &self.stack.tools;
            let ready = self.catalog.ready(&tools[ends.0], &tools[ends.1])?;
            (None, KnownFrom::Catalog(ready))
        };
        // A list does not say how a connector works: it counts no better than any vendor's.
        let method = method.unwrap_or(Method::VendorConnector);
        let stays = self
            .points(id, |it| matches!(it, Factor::Change | Factor::Capacity | Factor::Coupling));
        let likelihood = stays + Range::exactly(f64::from(method_points(method)));
        let kind = FixKind::Connector { method, known };
        Some((kind, Uptime { likelihood, history: None, ..*before }))
    }

    fn points(&self, id: IntegrationId, wanted: impl Fn(Factor) -> bool) -> Range {
        let points = self.scores.get(id.index()).into_iter().flat_map(|it| &it.points);
        points.filter(|it| wanted(it.factor)).fold(Range::default(), |sum, it| {
            sum + Range { low: f64::from(it.low), high: f64::from(it.high) }
        })
    }

    fn for_credential(&self, id: CredentialId, before: &Uptime) -> Vec<(FixKind, Uptime)> {
        let credential: &Credential = &self.stack.credentials[id];
        let mut offers = Vec::new();
        if before.likelihood.low > 0.0 {
            let likelihood = Range::default();
            offers.push((FixKind::ServiceAccount, Uptime { likelihood, ..*before }));
        }
        let here = presence(self.stack, credential.holder.iter(), self.as_of);
        if here != Presence::Here || credential.vault.is_none() {
            let repair = Range::exactly(REPAIR_RUNBOOK);
            offers.push((FixKind::Keeper, Uptime { repair, ..*before }));
        }
        offers
    }
}
