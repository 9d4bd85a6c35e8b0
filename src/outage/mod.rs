//! Something is down for a while: what gets stale, wrong or lost and when, who notices, and what to do afterwards.
//!
//! When the runs of integrations fall is not in any file, so every time is given for the worst phases: data is as old
//! as it can be when the outage begins, and the first run afterwards comes as late as it can. That is a bound of every
//! queue of runs, which the tests play through.

mod ageing;
mod leave;
mod losses;
mod moment;
mod notice;
mod preset;
mod recovery;
#[cfg(test)]
mod tests;
mod timeline;

use crate::analysis::Analysis;
use crate::impact::{self, Blast, JourneyFate};
use crate::network::{Age, Component};
use crate::reliability::Range;
use crate::stack::{IntegrationId, JourneyId, Minutes, ObjectId, PurposeId, ToolId};
use crate::text::Label;

pub(crate) use leave::{Handover, HandoverItem, HandoverKind, handover};
pub(crate) use moment::{Moment, moment};
pub(crate) use preset::{PRESETS, Preset};

/// What follows from components being down for a while.
#[derive(Clone, Debug)]
pub(crate) struct Outage {
    pub(crate) gone: Vec<Component>,
    pub(crate) duration: Duration,
    pub(crate) blast: Blast,
    /// The tools that cannot be used.
    pub(crate) tools: Vec<ToolId>,
    /// Soonest first; those without a promise last.
    pub(crate) ageing: Vec<Ageing>,
    pub(crate) breaches: Vec<Breach>,
    /// By integration that stands still, upstream first.
    pub(crate) losses: Vec<FlowLoss>,
    /// Who notices, soonest first; alerts that reach nobody last.
    pub(crate) notices: Vec<Notice>,
    pub(crate) stakes: Vec<Stake>,
    /// Tools that go on sending with what they have.
    pub(crate) senders: Vec<ToolId>,
    pub(crate) events: Vec<Event>,
    pub(crate) steps: Vec<Step>,
    /// What can be done by hand in the meantime.
    pub(crate) by_hand: Vec<String>,
    /// Upstream first.
    pub(crate) recovery: Vec<String>,
    pub(crate) backfill: Vec<String>,
    pub(crate) unknowns: Vec<String>,
}

/// How long it lasts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Duration {
    pub(crate) time: Minutes,
    /// Hours to notice and to repair, where nobody has said how long; the longest of them is `time`.
    pub(crate) expected: Option<Range>,
}

/// When a promise is broken, in minutes after the beginning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Overdue {
    /// With the phases of the runs at their worst.
    pub(crate) earliest: Minutes,
    /// With the phases at their best; later, nothing can keep the promise.
    pub(crate) latest: Minutes,
    /// Whatever the phases are.
    pub(crate) is_certain: bool,
    /// At worst.
    pub(crate) until: Minutes,
}

/// Data that gets older than usual where something works with it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ageing {
    pub(crate) tool: ToolId,
    pub(crate) object: ObjectId,
    /// `None`: the whole object.
    pub(crate) field: Option<Label>,
    /// The journey whose hand-off this is; else whatever works with it there.
    pub(crate) journey: Option<JourneyId>,
    /// The strictest.
    pub(crate) promised: Option<Minutes>,
    /// At worst, while everything runs.
    pub(crate) before: Age,
    /// At worst, just before it is fresh again.
    pub(crate) peak: Age,
    /// It comes another way in the meantime.
    pub(crate) has_other_way: bool,
    /// Older than promised though everything runs.
    pub(crate) is_late_already: bool,
    pub(crate) overdue: Option<Overdue>,
}

/// Opt-outs that a sender hears of too late.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Breach {
    pub(crate) purpose: PurposeId,
    pub(crate) capture_point: ToolId,
    pub(crate) sender: ToolId,
    pub(crate) deadline: Minutes,
    pub(crate) overdue: Overdue,
}

/// How an integration gets its records, which decides what becomes of those that it misses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Mode {
    /// The source sends and tries again for a while.
    Push,
    /// It fetches what is new since the last time.
    Pull,
    Manual,
    Unknown,
}

impl Mode {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

/// How long it takes to catch up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Drain {
    /// There is nothing to catch up with.
    Nothing,
    Hours(f64),
    /// As much comes in as it can move.
    Never,
    Unknown,
}

/// What becomes of the records of one integration that stands still.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FlowLoss {
    pub(crate) integration: IntegrationId,
    pub(crate) mode: Mode,
    /// The tool that it reads from is down, so nothing new comes up there.
    pub(crate) is_silent: bool,
    /// Share of the records of the outage.
    pub(crate) share: Range,
    /// Records; `None` where no volume is stated.
    pub(crate) lost: Option<Range>,
    /// Records that wait.
    pub(crate) backlog: Option<Range>,
    pub(crate) drain: Drain,
    /// Hours of work by hand that the next run takes more.
    pub(crate) work_hours: Option<f64>,
}

/// Somebody who may notice.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Notice {
    /// `None`: a vendor's status page.
    pub(crate) integration: Option<IntegrationId>,
    /// "an alert to Ana".
    pub(crate) how: String,
    /// Hours.
    pub(crate) after: Range,
    /// Why nobody hears it.
    pub(crate) deaf: Option<String>,
}

/// What a journey loses.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stake {
    pub(crate) journey: JourneyId,
    pub(crate) fate: JourneyFate,
    pub(crate) reason: String,
    pub(crate) value_per_day: Option<f64>,
    /// Over the whole outage; `None` where no value is stated.
    pub(crate) at_risk: Option<Range>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum EventKind {
    Down,
    Stopped,
    Noticed,
    Fallback,
    Stale,
    Lost,
    Wrong,
    Restored,
    Fresh,
}

impl EventKind {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Event {
    /// After the beginning.
    pub(crate) at: Minutes,
    pub(crate) kind: EventKind,
    pub(crate) text: String,
}

/// How things stand at one moment.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) at: Minutes,
    pub(crate) is_over: bool,
    /// Positions in [`Outage::ageing`] of what may be older than promised.
    pub(crate) stale: Vec<usize>,
    /// Positions in [`Outage::breaches`].
    pub(crate) breached: Vec<usize>,
    /// Records so far, of the integrations that state a volume.
    pub(crate) lost: Range,
    /// So far, in the company's currency.
    pub(crate) at_risk: Range,
}

/// The longest that is looked ahead: what lasts longer is a removal.
pub(crate) const MINUTES_MAX: f64 = 366.0 * 1440.0;

/// Plays it through. `None`: nobody has said how long, and nothing tells how long it would last.
pub(crate) fn of(
    analysis: &Analysis,
    gone: &[Component],
    duration: Option<Minutes>,
) -> Option<Outage> {
    let network = &analysis.network;
    let cut = network.cut(&analysis.stack, gone);
    let lost = network.lost_flows(&cut);
    let mut still: Vec<IntegrationId> =
        lost.iter().map(|it| network.flow(*it).integration).collect();
    still.dedup();
    let duration = match duration {
        Some(time) => Duration { time, expected: None },
        None => notice::expected(analysis, gone, &still)?,
    };
    let time = Minutes::new(duration.time.get().min(MINUTES_MAX)).unwrap_or_default();
    let duration = Duration { time, ..duration };
    let blast = impact::of(&analysis.stack, network, gone);
    let tools: Vec<ToolId> = analysis.stack.tools.ids().filter(|it| cut.has_tool(*it)).collect();
    let order = recovery::order(analysis, still);
    let mut outage = Outage {
        ageing: ageing::ageing(analysis, &blast, (&cut, &lost), time),
        breaches: ageing::breaches(analysis, (&cut, &lost), time),
        losses: order.iter().map(|it| losses::of(&analysis.stack, *it, &cut, time)).collect(),
        notices: notice::notices(analysis, gone, (&order, &tools)),
        stakes: stakes(analysis, &blast, time),
        senders: recovery::senders(analysis, &blast, &tools),
        gone: gone.to_vec(),
        duration,
        blast,
        tools,
        events: Vec::new(),
        steps: Vec::new(),
        by_hand: Vec::new(),
        recovery: Vec::new(),
        backfill: Vec::new(),
        unknowns: Vec::new(),
    };
    outage.by_hand = recovery::by_hand(analysis, &outage);
    outage.recovery = recovery::steps(analysis, &outage);
    outage.backfill = recovery::backfill(analysis, &outage);
    outage.unknowns = recovery::unknowns(analysis, &outage);
    outage.events = timeline::events(analysis, &outage);
    outage.steps = timeline::steps(analysis, &outage, &cut);
    Some(outage)
}

/// Value per day × hours / 24. What limps may lose anything between nothing and all of it.
fn stakes(analysis: &Analysis, blast: &Blast, time: Minutes) -> Vec<Stake> {
    let stake = |hit: &impact::JourneyHit| {
        let value = analysis.stack.journeys[hit.journey].value_per_day;
        let whole = value.map(|it| it * time.as_hours() / 24.0);
        let at_risk = whole.map(|whole| match hit.fate {
            JourneyFate::Stopped => Range::exactly(whole),
            JourneyFate::Degraded => Range::between(0.0, whole),
        });
        let reason = hit.reason.clone();
        Stake { journey: hit.journey, fate: hit.fate, reason, value_per_day: value, at_risk }
    };
    blast.journeys.iter().map(stake).collect()
}

impl Outage {
    /// Over all journeys that state a value; `None` where none does.
    pub(crate) fn at_risk(&self) -> Option<Range> {
        self.stakes.iter().filter_map(|it| it.at_risk).reduce(|sum, it| sum + it)
    }

    /// Who notices first.
    pub(crate) fn first_notice(&self) -> Option<&Notice> {
        self.notices.first().filter(|it| it.deaf.is_none())
    }
}
