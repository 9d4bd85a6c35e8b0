//! The links as integrations of a simulated stack: what they take, how fragile they are, and whether data then arrives.

use std::collections::BTreeSet;

use super::case::Case;
use super::ladder::carries;
use super::{Course, Link, Piece, Quota};
use crate::analysis::Analysis;
use crate::effort::{Table, Unit};
use crate::network::{Cargo, Cut};
use crate::readiness::Hours;
use crate::scenario::{self, Edit, Simulation};
use crate::stack::{
    Applies, DataObject, Direction, FieldMap, Integration, Method, ObjectItem, Ref, Stack, Status,
    ToolId,
};
use crate::text::{Label, Span};

/// What came of it.
pub(super) struct Planned {
    pub(super) simulation: Simulation,
    /// What brings the product in and connects it, without what is only assumed of it.
    pub(super) edits: Vec<Edit>,
    /// All builds, each once.
    pub(super) hours: Option<Hours>,
}

/// One integration that is to be built, for one or more links.
struct Build {
    from: ToolId,
    to: ToolId,
    method: Method,
    via: Option<ToolId>,
    /// Something says that it can be done: it runs in the simulated stack. Others stand in it as planned.
    is_supported: bool,
    /// By direction: what moves; `None`: nothing does.
    forward: Option<BTreeSet<Piece>>,
    reverse: Option<BTreeSet<Piece>>,
    id: Label,
    links: Vec<usize>,
}

/// Builds what is chosen on a copy of the stack, and tells the links what came of it.
pub(super) fn simulate(case: &Case<'_>, links: &mut [Link]) -> Planned {
    let mut builds: Vec<Build> = Vec::new();
    for (position, link) in links.iter().enumerate() {
        add(case, &mut builds, position, link);
    }
    name(&case.stack, &mut builds);
    let connects: Vec<Edit> = builds
        .iter()
        .map(|it| Edit::Connect {
            integration: Box::new(integration(case, it)),
            written: None,
            span: Span::NONE,
        })
        .collect();
    let trial: Vec<Edit> = case.trial.iter().chain(&connects).cloned().collect();
    let edits: Vec<Edit> = case.edits.iter().cloned().chain(connects).collect();
    let simulation = scenario::simulate(case.before, &trial);
    let table = Table::of(&case.stack.company);
    let after = &simulation.after;
    for (position, link) in links.iter_mut().enumerate() {
        let own = || builds.iter().filter(|it| it.links.contains(&position));
        let work: Vec<(Unit, f64)> = own().flat_map(work).collect();
        link.hours = Hours::of(&table, &work);
        link.integrations = match chosen_integration(case, link) {
            Some(there) => after.stack.integrations.find(&there).into_iter().collect(),
            None => own().filter_map(|it| after.stack.integrations.find(&it.id)).collect(),
        };
        let scores = link.integrations.iter().filter_map(|it| after.fragility.get(it.index()));
        link.fragility = scores.max_by_key(|it| (it.score, it.high)).cloned();
        link.way = way(after, case.product, link);
        link.quota = quotas(after, case.product, link);
    }
    let work: Vec<(Unit, f64)> = builds.iter().flat_map(work).collect();
    Planned { hours: Hours::of(&table, &work), edits, simulation }
}

/// The integration of the stack or of the plan that the chosen rung stands for.
fn chosen_integration(case: &Case<'_>, link: &Link) -> Option<Label> {
    let rung = link.best()?;
    let mut there = case.stack.integrations.values();
    let there = there.find(|it| carries(it, case.product, link))?;
    (super::offers::step_of(there.method) == rung.step).then(|| there.id.clone())
}

fn add(case: &Case<'_>, builds: &mut Vec<Build>, position: usize, link: &Link) {
    let Some(rung) = link.best() else { return };
    if chosen_integration(case, link).is_some() {
        return;
    }
    let (from, to) = match link.course {
        Course::Into => (link.neighbour, case.product),
        Course::OutOf => (case.product, link.neighbour),
    };
    let is_supported = rung.grade.is_supported();
    let mut join = |ends: (ToolId, ToolId), method: Method, via: Option<ToolId>| {
        let build = build(builds, ends, (method, via), is_supported);
        let pieces = if build.from == ends.0 { &mut build.forward } else { &mut build.reverse };
        pieces.get_or_insert_default().extend(link.cargo.iter().cloned());
        if !build.links.contains(&position) {
            build.links.push(position);
        }
    };
    match rung.via.as_slice() {
        // Loaded into a warehouse by one, and out of it by another.
        [loader, warehouse, sender] => {
            join((from, *warehouse), Method::Elt, Some(*loader));
            join((*warehouse, to), Method::ReverseEtl, Some(*sender));
        }
        via => join((from, to), rung.method, via.first().copied()),
    }
}

/// The build between two tools by one method, in either direction; a new one where there is none.
fn build(
    builds: &mut Vec<Build>,
    (from, to): (ToolId, ToolId),
    (method, via): (Method, Option<ToolId>),
    is_supported: bool,
) -> &mut Build {
    let is_same = |it: &Build| {
        ((it.from, it.to) == (from, to) || (it.from, it.to) == (to, from))
            && it.method == method
            && it.via == via
            && it.is_supported == is_supported
    };
    let position = builds.iter().position(is_same).unwrap_or(builds.len());
    if position == builds.len() {
        builds.push(Build {
            from,
            to,
            method,
            via,
            is_supported,
            forward: None,
            reverse: None,
            id: Label::default(),
            links: Vec::new(),
        });
    }
    &mut builds[position]
}

/// Names of the form `6sense-salesforce`, with a number where there is one already.
fn name(stack: &Stack, builds: &mut [Build]) {
    let mut taken: BTreeSet<String> = stack.integrations.names().map(str::to_owned).collect();
    for build in builds {
        let (from, to) = (&stack.tools[build.from].id, &stack.tools[build.to].id);
        let plain = format!("{from}-{to}");
        let mut free = plain.clone();
        let mut number = 2_u32;
        while !taken.insert(free.clone()) {
            free = format!("{plain}-{number}");
            number = number.saturating_add(1);
        }
        build.id = Label::new(&free);
    }
}

fn integration(case: &Case<'_>, build: &Build) -> Integration {
    let stack = &case.stack;
    let (from, to) = (&stack.tools[build.from].id, &stack.tools[build.to].id);
    let mut made = Integration::new(&build.id, from, to, build.method);
    let is_two_way = build.forward.is_some() && build.reverse.is_some();
    made.direction = if is_two_way { Direction::TwoWay } else { Direction::OneWay };
    made.via = build.via.map(|it| Ref::new(&stack.tools[it].id, Span::NONE));
    made.owner = case.tool().technical_owner.clone();
    if !build.is_supported {
        made.status = Status::Planned;
    }
    if build.forward.is_none() {
        // It was asked for against the direction that another build had.
        std::mem::swap(&mut made.from, &mut made.to);
    }
    for (pieces, applies) in
        [(&build.forward, Applies::Forward), (&build.reverse, Applies::Reverse)]
    {
        let applies = is_two_way.then_some(applies);
        made.objects.extend(pieces.iter().flat_map(|it| items(stack, it, applies)));
    }
    made
}

/// Pieces as items: each object once, with its fields unless all of them move.
fn items(stack: &Stack, pieces: &BTreeSet<Piece>, applies: Option<Applies>) -> Vec<ObjectItem> {
    let mut items: Vec<ObjectItem> = Vec::new();
    for piece in pieces {
        let object: &DataObject = &stack.objects[piece.object];
        // Sorted, so that the whole object comes before its fields.
        let is_there = items.last().is_some_and(|it| it.object.name == object.id);
        if !is_there {
            let object = Ref::new(&object.id, Span::NONE);
            items.push(ObjectItem { object, applies, ..ObjectItem::default() });
        }
        let Some(item) = items.last_mut() else { continue };
        let is_whole = is_there && item.fields.is_empty();
        if let Some(field) = piece.field.as_ref().filter(|_| !is_whole) {
            let (source, target) = (field.clone(), field.clone());
            item.fields.push(FieldMap { source, target, ..FieldMap::default() });
        }
    }
    items
}

/// What a build takes: itself, and the fields that are asked for.
fn work(build: &Build) -> Vec<(Unit, f64)> {
    let pieces = build.forward.iter().chain(&build.reverse).flatten();
    let fields = u32::try_from(pieces.filter(|it| it.field.is_some()).count()).unwrap_or(u32::MAX);
    let mut work = vec![(Unit::of_method(build.method), 1.0)];
    if fields > 0 {
        work.push((Unit::Field, f64::from(fields)));
    }
    work
}

/// The way of all that a link moves, the oldest where there are several; `None` where some of it does not arrive.
fn way(
    after: &Analysis,
    product: ToolId,
    link: &Link,
) -> Option<(Vec<ToolId>, crate::network::Age)> {
    let (from, to) = match link.course {
        Course::Into => (link.neighbour, product),
        Course::OutOf => (product, link.neighbour),
    };
    let (stack, network) = (&after.stack, &after.network);
    let path = |cargo: Cargo<'_>| network.path(stack, (from, to), cargo, &Cut::default());
    let mut paths = Vec::new();
    for Piece { object, field } in &link.cargo {
        paths.push(path(Cargo { object: Some(*object), field: field.as_deref() })?);
    }
    if paths.is_empty() {
        paths.push(path(Cargo { object: None, field: None })?);
    }
    let oldest = paths.into_iter().reduce(|worst, it| {
        let key = |it: &crate::network::Path| (it.age.open, it.age.known.get());
        if key(&it) > key(&worst) { it } else { worst }
    })?;
    let tools = oldest.flows.iter().map(|it| network.flow(*it).to);
    Some((std::iter::once(from).chain(tools).collect(), oldest.age))
}

/// The share of a limit that should not be passed, in percent, unless the company says otherwise under the same name as for
/// the check of the whole stack.
pub(super) const QUOTA_PERCENT: (&str, f64) = ("quota_warning_percent", 70.0);

/// Minutes of a day.
const DAY: f64 = 1440.0;

/// The limits that a link calls against: those of the neighbour, of the product and of what lies between.
fn quotas(after: &Analysis, product: ToolId, link: &Link) -> Vec<Quota> {
    let stack = &after.stack;
    let via = link.best().map_or(&[][..], |it| it.via.as_slice());
    let mut tools: Vec<ToolId> =
        [link.neighbour, product].into_iter().chain(via.iter().copied()).collect();
    tools.dedup();
    let calls = link.integrations.iter().filter_map(|it| stack.integrations[*it].api_calls_per_day);
    let new = calls.reduce(|sum, it| sum + it);
    let share = stack.company.policy(QUOTA_PERCENT.0, QUOTA_PERCENT.1) / 100.0;
    let quota = |tool: ToolId| {
        let api = stack.tools[tool].api.as_ref()?;
        let window = api.window.filter(|it| it.get() > 0.0)?;
        let per_day = |it: f64| it * DAY / window.get();
        let limit = per_day(api.limit.filter(|it| *it > 0.0)?);
        let used = api.used.map(per_day);
        let room = used.map(|it| limit * share - it - new.unwrap_or(0.0));
        Some(Quota { tool, limit, used, new, room, span: api.spans.item })
    };
    tools.into_iter().filter_map(quota).collect()
}
