//! How old data gets, and which promises that breaks.

use std::collections::BTreeMap;

use super::{Ageing, Breach, Overdue};
use crate::analysis::Analysis;
use crate::impact::{Affected, Blast};
use crate::network::{Age, Cargo, Cut, FlowId, Network, Path};
use crate::privacy::Route;
use crate::stack::{Minutes, ObjectId, ToolId};
use crate::text::Label;

/// The age `time + before` at `time`, and the first arrival at worst one such age after the end.
///
/// Right when the outage begins, data is at worst `sum(T + L)` old: a run was on its way and is lost. The first good run
/// begins at worst one period after the end on each hop. The best begins `sum(L)` old.
pub(super) fn overdue(
    promised: Minutes,
    network: &Network,
    way: &Path,
    time: Minutes,
) -> Option<Overdue> {
    let worst = way.age.known;
    // What is not known may be anything: the promise may break at once.
    let slack = if way.age.open > 0 { 0.0 } else { promised.get() - worst.get() };
    let until = time + worst;
    let earliest = Minutes::new(slack.max(0.0))?;
    let latest = Minutes::new((promised.get() - latency(network, &way.flows)).max(0.0))?;
    let is_hit = time > Minutes::ZERO && earliest < until;
    is_hit.then_some(Overdue { earliest, latest, is_certain: latest < time, until })
}

/// `sum(L)`: the period is twice what it adds on average less than at worst.
fn latency(network: &Network, flows: &[FlowId]) -> f64 {
    let of = |it: &FlowId| {
        let flow = network.flow(*it);
        (2.0 * flow.mean.known.get() - flow.age.known.get()).max(0.0)
    };
    flows.iter().map(of).sum()
}

type Data = (ToolId, ObjectId, Option<Label>);

pub(super) fn ageing(analysis: &Analysis, blast: &Blast, time: Minutes) -> Vec<Ageing> {
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
    let mut found: Vec<Ageing> = of
        .into_iter()
        .filter_map(|((tool, object, field), (promised, affected))| {
            let before = affected.before.as_ref()?;
            let other = affected.after.as_ref().map(|it| it.age);
            let alone =
                Age { known: time + before.age.known + before.age.known, open: before.age.open };
            let peak = other.filter(|it| it.open == 0 && it.known < alone.known).unwrap_or(alone);
            let is_late_already = promised.is_some_and(|it| before.age.exceeds(it));
            let is_kept = |promised| other.is_some_and(|it| it.keeps(promised));
            let overdue = promised
                .filter(|it| !is_late_already && !is_kept(*it))
                .and_then(|it| overdue(it, &analysis.network, before, time));
            Some(Ageing {
                tool,
                object,
                field,
                promised,
                before: before.age,
                peak,
                has_other_way: other.is_some(),
                is_late_already,
                overdue,
            })
        })
        .collect();
    let soonest = |it: &Ageing| it.overdue.map_or(f64::INFINITY, |it| it.earliest.get());
    found.sort_by(|one, other| {
        soonest(one)
            .total_cmp(&soonest(other))
            .then(other.promised.is_some().cmp(&one.promised.is_some()))
    });
    found
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
            let Some(overdue) = overdue(deadline.time, network, path, time) else { continue };
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
