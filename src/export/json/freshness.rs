//! How old data is where something works with it.

use serde::Serialize;

use super::path::{Hop, Old, hop};
use super::{Number, document};
use crate::analysis::Analysis;
use crate::export::Aged;
use crate::freshness::{Arrival, Consumer, IntegrationAge, StageAge, Verdict};

#[derive(Serialize)]
struct Answer {
    object: Option<String>,
    field: Option<String>,
    consumers: Vec<Consuming>,
    hand_offs: Vec<Stage>,
    integrations: Vec<Promise>,
}

#[derive(Serialize)]
struct Consuming {
    object: String,
    field: Option<String>,
    tool: String,
    system_of_record: Option<String>,
    /// What needs it; empty where it merely arrives.
    asked_by: Vec<Asking>,
    promised_minutes: Option<Number>,
    verdict: &'static str,
    /// `null`: it does not get there.
    arrival: Option<Arriving>,
}

#[derive(Serialize)]
struct Asking {
    kind: &'static str,
    id: String,
}

#[derive(Serialize)]
struct Arriving {
    worst: Old,
    mean: Old,
    /// The integration that spends most of the known time.
    slowest: Option<String>,
    hops: Vec<Hop>,
}

#[derive(Serialize)]
struct Stage {
    journey: String,
    from: String,
    to: String,
    promised_minutes: Number,
    verdict: &'static str,
    arrival: Option<Arriving>,
}

#[derive(Serialize)]
struct Promise {
    integration: String,
    promised_minutes: Number,
    verdict: &'static str,
    worst: Old,
}

pub(crate) fn freshness(analysis: &Analysis, aged: &Aged) -> String {
    let object = aged.object.map(|it| analysis.stack.objects[it].id.to_string());
    document(
        "freshness",
        Answer {
            object,
            field: aged.field.clone(),
            consumers: aged.consumers(analysis).into_iter().map(|it| of(analysis, it)).collect(),
            hand_offs: aged
                .hand_offs(analysis)
                .into_iter()
                .filter_map(|it| stage(analysis, it))
                .collect(),
            integrations: aged
                .integrations(analysis)
                .into_iter()
                .map(|it| promise(analysis, it))
                .collect(),
        },
    )
}

fn of(analysis: &Analysis, it: &Consumer) -> Consuming {
    let stack = &analysis.stack;
    let needs = it.needs.iter().filter_map(|need| analysis.network.needs.get(*need));
    let asked_by = needs
        .filter(|_| it.is_asked)
        .map(|need| Asking { kind: need.by.kind.words(), id: need.by.id.to_string() })
        .collect();
    Consuming {
        object: stack.objects[it.object].id.to_string(),
        field: it.field.as_ref().map(ToString::to_string),
        tool: stack.tools[it.tool].id.to_string(),
        system_of_record: it.source.map(|it| stack.tools[it].id.to_string()),
        asked_by,
        promised_minutes: it.promised.map(|it| Number(it.get())),
        verdict: word(it.verdict),
        arrival: it.arrival.as_ref().map(|it| arriving(analysis, it)),
    }
}

fn arriving(analysis: &Analysis, it: &Arrival) -> Arriving {
    let slowest = it.slowest.map(|it| analysis.network.flow(it).integration);
    Arriving {
        worst: Old::of(it.worst),
        mean: Old::of(it.mean),
        slowest: slowest.map(|it| analysis.stack.integrations[it].id.to_string()),
        hops: it.flows.iter().map(|it| hop(analysis, *it)).collect(),
    }
}

fn stage(analysis: &Analysis, it: &StageAge) -> Option<Stage> {
    let hand_off = analysis.network.hand_offs.get(it.hand_off)?;
    let journey = &analysis.stack.journeys[hand_off.journey];
    Some(Stage {
        journey: journey.id.to_string(),
        from: journey.stages.get(hand_off.stages.0)?.id.to_string(),
        to: journey.stages.get(hand_off.stages.1)?.id.to_string(),
        promised_minutes: Number(it.promised.get()),
        verdict: word(it.verdict),
        arrival: it.arrival.as_ref().map(|it| arriving(analysis, it)),
    })
}

fn promise(analysis: &Analysis, it: &IntegrationAge) -> Promise {
    Promise {
        integration: analysis.stack.integrations[it.integration].id.to_string(),
        promised_minutes: Number(it.promised.get()),
        verdict: word(it.verdict),
        worst: Old::of(it.worst),
    }
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Missed => "missed",
        Verdict::Unfed => "unfed",
        Verdict::Unknown => "unknown",
        Verdict::Unpromised => "unpromised",
        Verdict::Kept => "kept",
    }
}
