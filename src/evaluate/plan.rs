//! The links as integrations of a simulated stack: what they take, how fragile they are, and whether data then arrives.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::case::{Case, read};
use super::ladder::carries;
use super::ways::{quotas, way};
use super::{Course, Link, Piece, Step};
use crate::analysis::Analysis;
use crate::effort::{Table, Unit};
use crate::network::Network;
use crate::readiness::Hours;
use crate::scenario::{self, Edit, Simulation};
use crate::stack::{Integration, Method, ObjectId, Stack, ToolId};
use crate::text::Label;

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
///
/// What something supports comes first. Where data then arrives without more, nothing else is built; the rest stands in the
/// stack as planned, so that it has its fragility and its hours, and moves nothing.
pub(super) fn simulate(case: &Case<'_>, links: &mut [Link]) -> Planned {
    let mut builds: Vec<Build> = Vec::new();
    let is_supported = |it: &Link| it.best().is_some_and(|it| it.grade.is_supported());
    for (position, link) in links.iter().enumerate().filter(|(_, it)| is_supported(it)) {
        add(case, &mut builds, position, link);
    }
    name(&case.stack, &mut builds);
    if links.iter().any(|it| !is_supported(it)) {
        let trial: Vec<Edit> = case.trial.iter().cloned().chain(connects(case, &builds)).collect();
        let (stack, _) = scenario::apply(&case.before.stack, &trial);
        let network = Network::of(&stack);
        for link in links.iter_mut().filter(|it| !is_supported(it)) {
            link.is_followed = way(&stack, &network, case.product, link).is_some();
        }
    }
    let open = |it: &Link| !is_supported(it) && !it.is_followed;
    for (position, link) in links.iter().enumerate().filter(|(_, it)| open(it)) {
        add(case, &mut builds, position, link);
    }
    name(&case.stack, &mut builds);
    let connects = connects(case, &builds);
    let trial: Vec<Edit> = case.trial.iter().chain(&connects).cloned().collect();
    let edits: Vec<Edit> = case.edits.iter().cloned().chain(connects).collect();
    let simulation = scenario::simulate(case.before, &trial);
    let table = Table::of(&case.stack.company);
    for (position, link) in links.iter_mut().enumerate() {
        let own: Vec<&Build> = builds.iter().filter(|it| it.links.contains(&position)).collect();
        tell(case, &simulation.after, &table, link, &own);
    }
    let planned = planned(case, links);
    let work: Vec<(Unit, f64)> =
        builds.iter().flat_map(work).chain(planned.into_iter().flat_map(work_of)).collect();
    Planned { hours: Hours::of(&table, &work), edits, simulation }
}

fn connects(case: &Case<'_>, builds: &[Build]) -> Vec<Edit> {
    let changes: Vec<Value> = builds.iter().map(|it| connect(case, it)).collect();
    if changes.is_empty() { Vec::new() } else { read(case.before, &changes) }
}

/// What the simulated stack says of a link.
fn tell(case: &Case<'_>, after: &Analysis, table: &Table, link: &mut Link, own: &[&Build]) {
    let there = if link.is_followed { None } else { chosen_integration(case, link) };
    let ids = there.iter().chain(own.iter().map(|it| &it.id));
    link.integrations = ids.filter_map(|it| after.stack.integrations.find(it)).collect();
    let planned = there.and_then(|it| to_build(case, &it)).into_iter().flat_map(work_of);
    let work: Vec<(Unit, f64)> = own.iter().flat_map(|it| work(it)).chain(planned).collect();
    link.hours = Hours::of(table, &work);
    link.way = way(&after.stack, &after.network, case.product, link);
    let over = match &link.way {
        Some(way) if link.is_followed => &way.integrations,
        Some(_) | None => &link.integrations,
    };
    let scores = over.iter().filter_map(|it| after.fragility.get(it.index()));
    link.fragility = scores.max_by_key(|it| (it.score, it.high)).cloned();
    link.quota = quotas(after, case.product, link);
    let age = link.way.as_ref().map(|it| it.age);
    let Some((freshness, rung)) = link.freshness.zip(link.rungs.get_mut(link.chosen)) else {
        return;
    };
    match age {
        Some(age) if age.exceeds(freshness) => {
            rung.cannot.push(format!("it arrives {} old, and {freshness} is asked", age.words()));
        }
        Some(age) if age.keeps(freshness) => {}
        Some(_) | None if rung.step != Step::Manual => {
            rung.open.push(format!("how often it runs: {freshness} is asked"));
        }
        Some(_) | None => {}
    }
}

/// An integration of the plan that the stack does not have yet.
fn to_build<'a>(case: &'a Case<'_>, id: &Label) -> Option<&'a Integration> {
    let today = &case.before.stack.integrations;
    let is_there = today.find(id).is_some_and(|it| today[it].is_live());
    let planned = &case.stack.integrations;
    planned.find(id).filter(|_| !is_there).map(|it| &planned[it])
}

/// Those that links are planned with, each once.
fn planned<'a>(case: &'a Case<'_>, links: &[Link]) -> Vec<&'a Integration> {
    let chosen = links.iter().filter(|it| !it.is_followed);
    let ids: BTreeSet<Label> = chosen.filter_map(|it| chosen_integration(case, it)).collect();
    ids.iter().filter_map(|it| to_build(case, it)).collect()
}

/// What a planned integration takes: itself, and the fields that it lists.
fn work_of(integration: &Integration) -> Vec<(Unit, f64)> {
    let listed: usize = integration.objects.iter().map(|it| it.fields.len()).sum();
    let fields = integration
        .fields_mapped
        .unwrap_or_else(|| f64::from(u32::try_from(listed).unwrap_or(u32::MAX)));
    let mut work = vec![(Unit::of_method(integration.method), 1.0)];
    if fields > 0.0 {
        work.push((Unit::Field, fields));
    }
    work
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
    taken.extend(builds.iter().map(|it| it.id.to_string()));
    for build in builds.iter_mut().filter(|it| it.id.is_empty()) {
        let (from, to) = (&stack.tools[build.from].id, &stack.tools[build.to].id);
        let is_plain =
            |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || "._-".contains(it);
        let plain: String =
            format!("{from}-{to}").chars().map(|it| if is_plain(it) { it } else { '-' }).collect();
        let mut free = plain.clone();
        let mut number = 2_u32;
        while !taken.insert(free.clone()) {
            free = format!("{plain}-{number}");
            number = number.saturating_add(1);
        }
        build.id = Label::new(&free);
    }
}

/// A build as a scenario has it.
fn connect(case: &Case<'_>, build: &Build) -> Value {
    let stack = &case.stack;
    let (from, to) = (stack.tools[build.from].id.as_str(), stack.tools[build.to].id.as_str());
    let is_two_way = build.forward.is_some() && build.reverse.is_some();
    // What was asked for only against the direction that another link began with.
    let (from, to) = if build.forward.is_none() { (to, from) } else { (from, to) };
    let mut made = json!({
        "id": build.id.as_str(), "from": from, "to": to, "method": build.method.name(),
    });
    let mut set = |key: &str, value: Value| made[key] = value;
    if is_two_way {
        set("direction", "two_way".into());
    }
    if let Some(via) = build.via {
        set("via", stack.tools[via].id.as_str().into());
    }
    if let Some(owner) = &case.tool().technical_owner {
        set("owner", owner.name.as_str().into());
    }
    if !build.is_supported {
        set("status", "planned".into());
    }
    let mut objects: Vec<Value> = Vec::new();
    for (pieces, applies) in [(&build.forward, "forward"), (&build.reverse, "reverse")] {
        let applies = is_two_way.then_some(applies);
        objects.extend(pieces.iter().flat_map(|it| items(stack, it, applies)));
    }
    if !objects.is_empty() {
        set("objects", objects.into());
    }
    json!({"connect": made})
}

/// Pieces as items: each object once, with its fields unless all of them move.
fn items(stack: &Stack, pieces: &BTreeSet<Piece>, applies: Option<&str>) -> Vec<Value> {
    let mut objects: Vec<(ObjectId, Vec<Value>)> = Vec::new();
    // Sorted, so that the whole object comes before its fields.
    for piece in pieces {
        let field = piece.field.as_ref().map(|it| json!({"source": it.as_str()}));
        match objects.last_mut().filter(|(object, _)| *object == piece.object) {
            Some((_, fields)) if !fields.is_empty() => fields.extend(field),
            Some(_) => {}
            None => objects.push((piece.object, field.into_iter().collect())),
        }
    }
    let item = |(object, fields): (ObjectId, Vec<Value>)| {
        let mut item = json!({"object": stack.objects[object].id.as_str()});
        if let Some(applies) = applies {
            item["applies"] = applies.into();
        }
        if !fields.is_empty() {
            item["fields"] = fields.into();
        }
        item
    };
    objects.into_iter().map(item).collect()
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
