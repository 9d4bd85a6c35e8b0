//! How old data gets, and which promises that breaks.

use std::collections::BTreeMap;

use super::{Ageing, Breach, Overdue};
use crate::analysis::Analysis;
use crate::impact::{Affected, Blast};
use crate::network::{Age, Cargo, Cut, FlowId, Network, Path};
use crate::privacy::Route;
use crate::stack::{JourneyId, Minutes, ObjectId, ToolId};
use crate::text::Label;

/// The age `time + before` at `time`, and the first arrival at worst one such age after the end.
///
/// Right when the outage begins, data is at worst `sum(T + L)` old: a run was on its way and is lost. The first good run
/// begins at worst one period after the end on each hop. At best it begins `sum(L)` old, over the hops up to the last one
/// that stands still: what is past it still arrives.
pub(super) fn overdue(
    promised: Minutes,
    network: &Network,
    way: &Path,
    (lost, time): (&[FlowId], Minutes),
) -> Option<Overdue> {
    let worst = way.age.known;
    // What is not known may be anything: the promise may break at once.
    let slack = if way.age.open > 0 { 0.0 } else { promised.get() - worst.get() };
    let until = time + worst;
    let earliest = Minutes::new(slack.max(0.0))?;
    let latest = Minutes::new((promised.get() - latency(network, way, lost)).max(0.0))?;
    let is_hit = time > Minutes::ZERO && earliest < until;
    is_hit.then_some(Overdue { earliest, latest, is_certain: latest < time, until })
}

/// `sum(L)`: the period is twice what it adds on average less than at worst.
fn latency(network: &Network, way: &Path, lost: &[FlowId]) -> f64 {
    let last = way.flows.iter().rposition(|it| lost.binary_search(it).is_ok());
    let flows = way.flows.iter().take(last.map_or(0, |it| it + 1));
    let of = |it: &FlowId| {
        let flow = network.flow(*it);
        (2.0 * flow.mean.known.get() - flow.age.known.get()).max(0.0)
    };
    flows.map(of).sum()
}

type Data = (ToolId, ObjectId, Option<Label>);

pub(super) fn ageing(
    analysis: &Analysis,
    blast: &Blast,
    (cut, lost): (&Cut, &[FlowId]),
    time: Minutes,
) -> Vec<Ageing> {
    let mut of: BTreeMap<Data, (Option<Minutes>, &Affected)> = BTreeMap::new();
    for affected in &blast.affected {
        let need = &affected.need;
        let key = (need.tool, need.object, need.field.clone());
        let (strictest, _) = of.entry(key).or_insert((need.slo, affected));
        *strictest = match (*strictest, need.slo) {
            (Some(one), Some(other)) => Some(if other < one { other } else { one }),
            (one, other) => one.or(other),
        };
    }
    let needs = of.into_iter().filter_map(|((tool, object, field), (promised, affected))| {
        let before = affected.before.as_ref()?;
        let other = affected.after.as_ref().map(|it| it.age);
        let promise = Promise { tool, object, field, journey: None, promised };
        Some(promise.aged(&analysis.network, before, other, (lost, time)))
    });
    let mut found: Vec<Ageing> = needs.collect();
    found.extend(hand_offs(analysis, (cut, lost), time));
    let soonest = |it: &Ageing| it.overdue.map_or(f64::INFINITY, |it| it.earliest.get());
    found.sort_by(|one, other| {
        soonest(one)
            .total_cmp(&soonest(other))
            .then(other.promised.is_some().cmp(&one.promised.is_some()))
    });
    found
}

/// Hand-offs that promise a time, between tools that can both be used.
fn hand_offs(analysis: &Analysis, (cut, lost): (&Cut, &[FlowId]), time: Minutes) -> Vec<Ageing> {
    let (stack, network) = (&analysis.stack, &analysis.network);
    let mut found = Vec::new();
    for stage in &analysis.freshness().hand_offs {
        let Some(hand_off) = network.hand_offs.get(stage.hand_off) else { continue };
        let (Some(object), Some(arrival)) = (hand_off.object, &stage.arrival) else { continue };
        let is_cut = arrival.flows.iter().any(|it| lost.binary_search(it).is_ok());
        let (from, tool) = hand_off.ends;
        if !is_cut || cut.has_tool(from) || cut.has_tool(tool) {
            continue;
        }
        let cargo = Cargo { object: Some(object), field: None };
        // Where the hand-off is bound to integrations, no other way counts.
        let other = network
            .path(stack, hand_off.ends, cargo, cut)
            .filter(|_| hand_off.via.is_empty())
            .map(|it| it.age);
        let before = Path { flows: arrival.flows.clone(), age: arrival.worst };
        let (journey, promised) = (Some(hand_off.journey), Some(stage.promised));
        let promise = Promise { tool, object, field: None, journey, promised };
        found.push(promise.aged(network, &before, other, (lost, time)));
    }
    found
}

/// What may be how old where.
struct Promise {
    tool: ToolId,
    object: ObjectId,
    field: Option<Label>,
    journey: Option<JourneyId>,
    promised: Option<Minutes>,
}

impl Promise {
    fn aged(
        self,
        network: &Network,
        before: &Path,
        other: Option<Age>,
        (lost, time): (&[FlowId], Minutes),
    ) -> Ageing {
        let known = time + before.age.known + before.age.known;
        let alone = Age { known, open: before.age.open };
        let peak = other.filter(|it| it.open == 0 && it.known < alone.known).unwrap_or(alone);
        let is_late_already = self.promised.is_some_and(|it| before.age.exceeds(it));
        let is_kept = |promised| other.is_some_and(|it| it.keeps(promised));
        let overdue = self
            .promised
            .filter(|it| !is_late_already && !is_kept(*it))
            .and_then(|it| overdue(it, network, before, (lost, time)));
        Ageing {
            tool: self.tool,
            object: self.object,
            field: self.field,
            journey: self.journey,
            promised: self.promised,
            before: before.age,
            peak,
            has_other_way: other.is_some(),
            is_late_already,
            overdue,
        }
    }
}

/// Opt-outs whose way is cut, for senders that go on.
pub(super) fn breaches(
    analysis: &Analysis,
    (cut, lost): (&Cut, &[FlowId]),
    time: Minutes,
) -> Vec<Breach> {
    let (stack, network) = (&analysis.stack, &analysis.network);
    let mut found = Vec::new();
    for matrix in analysis.matrices() {
        let (Some(choice), Some(deadline)) = (&matrix.choice, matrix.deadline) else { continue };
        let cargo = Cargo { object: choice.field.object, field: choice.field.field.as_deref() };
        for cell in &matrix.cells {
            let Route::Open { path, .. } = &cell.route else { continue };
            let is_cut = path.flows.iter().any(|it| lost.binary_search(it).is_ok());
            let is_quiet = cut.has_tool(cell.sender) || cut.has_tool(cell.capture_point);
            if !is_cut || is_quiet || path.age.exceeds(deadline.time) {
                continue;
            }
            let other = network.path(stack, (cell.capture_point, cell.sender), cargo, cut);
            if other.is_some_and(|it| it.age.keeps(deadline.time)) {
                continue;
            }
            let Some(overdue) = overdue(deadline.time, network, path, (lost, time)) else {
                continue;
            };
            found.push(Breach {
                purpose: matrix.purpose,
                capture_point: cell.capture_point,
                sender: cell.sender,
                deadline: deadline.time,
                overdue,
            });
        }
    }
    found.sort_by(|one, other| one.overdue.earliest.get().total_cmp(&other.overdue.earliest.get()));
    found
}
