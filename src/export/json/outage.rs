//! An outage, played through.

use serde::Serialize;

use super::{Number, document};
use crate::analysis::Analysis;
use crate::impact::JourneyFate;
use crate::network::Component;
use crate::outage::{Ageing, Breach, Drain, FlowLoss, Moment, Notice, Outage, Overdue, Step};
use crate::reliability::Range;
use crate::stack::IntegrationId;

#[derive(Serialize)]
struct Answer<'a> {
    preset: Option<&'a str>,
    down: Vec<String>,
    minutes: Number,
    /// Nobody has said how long; hours to notice and to repair.
    expected_hours: Option<Between>,
    events: Vec<Happening<'a>>,
    steps: Vec<State>,
    /// The one moment that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    moment: Option<Now>,
    stale: Vec<Stale>,
    consent_breaches: Vec<Wrong>,
    losses: Vec<Loss>,
    notices: Vec<Noticed<'a>>,
    journeys: Vec<Journey<'a>>,
    senders_that_go_on: Vec<String>,
    by_hand: &'a [String],
    recovery: &'a [String],
    backfill: &'a [String],
    unknowns: &'a [String],
}

#[derive(Serialize)]
struct Between {
    low: Number,
    /// `null`: without end.
    high: Option<Number>,
}

#[derive(Serialize)]
struct Happening<'a> {
    minute: Number,
    kind: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct State {
    minute: Number,
    is_over: bool,
    /// Positions in `stale`.
    stale: Vec<usize>,
    /// Positions in `consent_breaches`.
    breached: Vec<usize>,
    records_lost: Between,
    value_at_risk: Between,
}

#[derive(Serialize)]
struct Now {
    #[serde(flatten)]
    state: State,
    /// Integrations, by id.
    stands_still: Vec<String>,
    has_lost_records: Vec<String>,
    /// Positions in `notices`.
    noticed: Vec<usize>,
    may_have_noticed: Vec<usize>,
    /// So many of `events` have happened.
    events: usize,
}

#[derive(Serialize)]
struct Late {
    earliest_minute: Number,
    latest_minute: Number,
    is_certain: bool,
    until_minute: Number,
}

#[derive(Serialize)]
struct Stale {
    tool: String,
    object: String,
    field: Option<String>,
    /// The journey whose hand-off this is.
    journey: Option<String>,
    promised_minutes: Option<Number>,
    minutes_before: Number,
    minutes_at_worst: Number,
    /// Some hop does not say how long it takes: the minutes are the least.
    is_at_least: bool,
    has_other_way: bool,
    is_late_already: bool,
    late: Option<Late>,
}

#[derive(Serialize)]
struct Wrong {
    purpose: String,
    capture_point: String,
    sender: String,
    deadline_minutes: Number,
    late: Late,
}

#[derive(Serialize)]
struct Loss {
    integration: String,
    mode: &'static str,
    source_is_down: bool,
    share: Between,
    records_lost: Option<Between>,
    backlog: Option<Between>,
    /// nothing, hours, never or unknown.
    drain: &'static str,
    drain_hours: Option<Number>,
    work_hours: Option<Number>,
}

#[derive(Serialize)]
struct Noticed<'a> {
    integration: Option<String>,
    how: &'a str,
    hours: Between,
    unheard: Option<&'a str>,
}

#[derive(Serialize)]
struct Journey<'a> {
    journey: String,
    /// stopped or degraded.
    fate: &'static str,
    reason: &'a str,
    value_at_risk: Option<Between>,
}

pub(crate) fn outage(
    analysis: &Analysis,
    outage: &Outage,
    preset: Option<&str>,
    moment: Option<&Moment>,
) -> String {
    let stack = &analysis.stack;
    let events = outage.events.iter().map(|it| Happening {
        minute: Number(it.at.get()),
        kind: it.kind.name(),
        text: &it.text,
    });
    let journeys = outage.stakes.iter().map(|it| Journey {
        journey: stack.journeys[it.journey].id.to_string(),
        fate: match it.fate {
            JourneyFate::Stopped => "stopped",
            JourneyFate::Degraded => "degraded",
        },
        reason: &it.reason,
        value_at_risk: it.at_risk.map(between),
    });
    let answer = Answer {
        preset,
        down: outage.gone.iter().map(|it| id(analysis, *it)).collect(),
        minutes: Number(outage.duration.time.get()),
        expected_hours: outage.duration.expected.map(between),
        events: events.collect(),
        steps: outage.steps.iter().map(state).collect(),
        moment: moment.map(|it| now(analysis, it)),
        stale: outage.ageing.iter().map(|it| stale(analysis, it)).collect(),
        consent_breaches: outage.breaches.iter().map(|it| wrong(analysis, it)).collect(),
        losses: outage.losses.iter().map(|it| loss(analysis, it)).collect(),
        notices: outage.notices.iter().map(|it| noticed(analysis, it)).collect(),
        journeys: journeys.collect(),
        senders_that_go_on: outage
            .senders
            .iter()
            .map(|it| stack.tools[*it].id.to_string())
            .collect(),
        by_hand: &outage.by_hand,
        recovery: &outage.recovery,
        backfill: &outage.backfill,
        unknowns: &outage.unknowns,
    };
    document("outage", answer)
}

fn id(analysis: &Analysis, component: Component) -> String {
    let stack = &analysis.stack;
    let id = match component {
        Component::Tool(id) => &stack.tools[id].id,
        Component::Integration(id) => &stack.integrations[id].id,
        Component::Credential(id) => &stack.credentials[id].id,
        Component::Person(id) => &stack.people[id].id,
        Component::Vendor(id) => &stack.vendors[id].id,
    };
    id.to_string()
}

fn between(range: Range) -> Between {
    Between { low: Number(range.low), high: range.high.is_finite().then_some(Number(range.high)) }
}

fn state(step: &Step) -> State {
    State {
        minute: Number(step.at.get()),
        is_over: step.is_over,
        stale: step.stale.clone(),
        breached: step.breached.clone(),
        records_lost: between(step.lost),
        value_at_risk: between(step.at_risk),
    }
}

fn now(analysis: &Analysis, moment: &Moment) -> Now {
    let id = |it: IntegrationId| analysis.stack.integrations[it].id.to_string();
    Now {
        state: state(&moment.step),
        stands_still: moment.still.iter().map(|it| id(*it)).collect(),
        has_lost_records: moment.losing.iter().map(|(flow, _)| id(*flow)).collect(),
        noticed: moment.noticed.clone(),
        may_have_noticed: moment.may_have_noticed.clone(),
        events: moment.events,
    }
}

fn late(overdue: Overdue) -> Late {
    Late {
        earliest_minute: Number(overdue.earliest.get()),
        latest_minute: Number(overdue.latest.get()),
        is_certain: overdue.is_certain,
        until_minute: Number(overdue.until.get()),
    }
}

fn stale(analysis: &Analysis, ageing: &Ageing) -> Stale {
    Stale {
        tool: analysis.stack.tools[ageing.tool].id.to_string(),
        object: analysis.stack.objects[ageing.object].id.to_string(),
        field: ageing.field.as_ref().map(ToString::to_string),
        journey: ageing.journey.map(|it| analysis.stack.journeys[it].id.to_string()),
        promised_minutes: ageing.promised.map(|it| Number(it.get())),
        minutes_before: Number(ageing.before.known.get()),
        minutes_at_worst: Number(ageing.peak.known.get()),
        is_at_least: ageing.peak.open > 0,
        has_other_way: ageing.has_other_way,
        is_late_already: ageing.is_late_already,
        late: ageing.overdue.map(late),
    }
}

fn wrong(analysis: &Analysis, breach: &Breach) -> Wrong {
    let stack = &analysis.stack;
    Wrong {
        purpose: stack.consent.purposes[breach.purpose].id.to_string(),
        capture_point: stack.tools[breach.capture_point].id.to_string(),
        sender: stack.tools[breach.sender].id.to_string(),
        deadline_minutes: Number(breach.deadline.get()),
        late: late(breach.overdue),
    }
}

fn loss(analysis: &Analysis, loss: &FlowLoss) -> Loss {
    let (drain, drain_hours) = match loss.drain {
        Drain::Nothing => ("nothing", None),
        Drain::Hours(hours) => ("hours", Some(Number(hours))),
        Drain::Never => ("never", None),
        Drain::Unknown => ("unknown", None),
    };
    Loss {
        integration: analysis.stack.integrations[loss.integration].id.to_string(),
        mode: loss.mode.name(),
        source_is_down: loss.is_silent,
        share: between(loss.share),
        records_lost: loss.lost.map(between),
        backlog: loss.backlog.map(between),
        drain,
        drain_hours,
        work_hours: loss.work_hours.map(Number),
    }
}

fn noticed<'a>(analysis: &Analysis, notice: &'a Notice) -> Noticed<'a> {
    let id = notice.integration.map(|it| &analysis.stack.integrations[it].id);
    Noticed {
        integration: id.map(ToString::to_string),
        how: &notice.how,
        hours: between(notice.after),
        unheard: notice.deaf.as_deref(),
    }
}
