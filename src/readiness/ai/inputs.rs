//! What an AI feature reads: where the truth is, how it gets there, how old and how full it is.

use super::Case;
use crate::network::FlowId;
use crate::readiness::survey::Survey;
use crate::readiness::{Status, Way};
use crate::reliability::{HOURS_A_YEAR, Range};
use crate::stack::{Date, FieldRef, IntegrationId, Minutes, ObjectId, Share, ToolId};

/// A field that fewer records have filled is no input but a gap. Expert default.
const FILL_MIN: f64 = 0.5;
/// What to fix first is three things, or it is a programme.
const FIRST_MAX: usize = 3;

/// One field that the feature reads.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Input {
    /// `object.field`.
    pub(crate) name: String,
    pub(crate) status: Status,
    pub(crate) told: String,
    pub(crate) record: Option<ToolId>,
    pub(crate) way: Option<Way>,
    /// The longest that it may be old.
    pub(crate) promised: Option<Minutes>,
    pub(crate) fill: Option<Share>,
    /// The day on which the least recently verified part of its way was looked at; `None`: some part never was.
    pub(crate) verified_at: Option<Date>,
    /// The most fragile integration of its way, with its score.
    pub(crate) weakest: Option<(IntegrationId, u8)>,
    /// What people have been told that it is used for.
    pub(crate) purposes: Vec<String>,
    pub(crate) classification: Option<String>,
    /// Hours a year that are won when nothing of its way that no other input needs ever fails.
    pub(crate) potential_hours: f64,
}

pub(super) fn of(case: &Case<'_>, read: &FieldRef) -> Input {
    let stack = case.stack;
    let field_name = read.field.as_deref();
    let object = read.object.map(|it| &stack.objects[it]);
    let field = object.and_then(|it| it.field(field_name?));
    let record = object.and_then(|it| it.system_of_record_of(field_name));
    let own = field.map(|it| it.purposes.as_slice()).filter(|it| !it.is_empty());
    let purposes = own.or(object.map(|it| it.purposes.as_slice())).unwrap_or_default();
    let mut input = Input {
        name: read.to_string(),
        status: Status::Unknown,
        told: String::new(),
        record,
        way: None,
        promised: object.and_then(|it| it.freshness_slo),
        fill: fill(case, read, record),
        verified_at: None,
        weakest: None,
        purposes: purposes.iter().map(ToString::to_string).collect(),
        classification: field.and_then(|it| it.classification.as_ref()).map(ToString::to_string),
        potential_hours: 0.0,
    };
    let Some((record, home)) = record.zip(case.feature.tool.id) else {
        "nobody has said where it is kept".clone_into(&mut input.told);
        return input;
    };
    let survey = Survey::of(case.analysis);
    input.way = survey.way(record, home, read.object, field_name);
    let Some(way) = &input.way else {
        input.status = Status::Fail;
        input.told =
            format!("nothing brings it from {} to {}", survey.name(record), survey.name(home));
        return input;
    };
    let network = &case.analysis.network;
    let over: Vec<IntegrationId> =
        way.flows.iter().map(|it| network.flow(*it).integration).collect();
    let days: Option<Vec<Date>> =
        over.iter().map(|it| stack.integrations[*it].verified_at).collect();
    input.verified_at = days.and_then(|it| it.into_iter().min());
    let score =
        |it: &IntegrationId| case.analysis.fragility.get(it.index()).map(|of| (*it, of.score));
    input.weakest = over.iter().filter_map(score).max_by_key(|it| it.1);
    (input.status, input.told) = judge(way, input.promised, input.fill);
    input
}

fn judge(way: &Way, promised: Option<Minutes>, fill: Option<Share>) -> (Status, String) {
    let age = way.age.words();
    if let Some(fill) = fill.filter(|it| it.get() < FILL_MIN) {
        return (Status::Partial, format!("{fill} of the records have it"));
    }
    match promised {
        _ if way.flows.is_empty() => (Status::Pass, "it is kept in the same tool".to_owned()),
        Some(most) if way.age.exceeds(most) => {
            (Status::Partial, format!("{age} old, and {most} is promised"))
        }
        Some(most) if way.age.keeps(most) => (Status::Pass, format!("{age} old")),
        Some(_) | None if way.age.open > 0 => {
            (Status::Unknown, format!("{age} old: some hop does not say how long it takes"))
        }
        Some(_) | None => (Status::Pass, format!("{age} old; no age is promised")),
    }
}

/// How full it is where it is read, else where it is kept.
fn fill(case: &Case<'_>, read: &FieldRef, record: Option<ToolId>) -> Option<Share> {
    let field = read.field.as_ref()?;
    let of = |tool: ToolId, object: ObjectId| {
        let mut stores = case.stack.tools[tool].stores.iter();
        let store = stores.find(|it| it.object.id == Some(object))?;
        store.fill.iter().find(|(name, _)| name == field).map(|(_, share)| *share)
    };
    let object = read.object?;
    let places = [case.feature.tool.id, record];
    places.into_iter().flatten().find_map(|it| of(it, object))
}

/// How much of the time all inputs are there, and what each of them costs of it.
pub(super) fn together(case: &Case<'_>, inputs: &mut [Input]) -> Option<Range> {
    let works = |flows: &[FlowId]| {
        let analysis = case.analysis;
        analysis.reliability().together(&analysis.stack, &analysis.network, flows)
    };
    let flows = |it: &Input| it.way.as_ref().map(|it| it.flows.clone());
    let of_each: Vec<Option<Vec<FlowId>>> = inputs.iter().map(flows).collect();
    let union = |without: Option<usize>| -> Vec<FlowId> {
        let others = of_each.iter().enumerate().filter(|(at, _)| Some(*at) != without);
        others.filter_map(|(_, it)| it.as_deref()).flatten().copied().collect()
    };
    let all = works(&union(None));
    for (position, input) in inputs.iter_mut().enumerate() {
        let without = works(&union(Some(position)));
        input.potential_hours = (without.low - all.low).max(0.0) * HOURS_A_YEAR;
    }
    let is_whole = !inputs.is_empty() && inputs.iter().all(|it| it.way.is_some());
    is_whole.then_some(all)
}

/// What is missing first, then what is late or thin, then by the hours that each costs.
pub(super) fn first(inputs: &[Input]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..inputs.len()).collect();
    let rank = |it: &usize| inputs.get(*it).map(|it| (it.status, -it.potential_hours));
    let worth = |it: &usize| {
        inputs.get(*it).is_some_and(|it| it.status != Status::Pass || it.potential_hours > 0.0)
    };
    order.retain(worth);
    order.sort_by(|left, right| {
        let (Some((one, hours)), Some((other, others))) = (rank(left), rank(right)) else {
            return left.cmp(right);
        };
        one.cmp(&other).then(hours.total_cmp(&others))
    });
    order.truncate(FIRST_MAX);
    order
}
