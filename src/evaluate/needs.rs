//! What the product has to be connected with, and why.

use super::case::Case;
use super::{Course, Link, Piece, Why};
use crate::privacy;
use crate::stack::{
    Applies, Category, Channel, Direction, Id, Initiative, Integration, Level, Requirement,
    RequirementNeed, Stack, ToolId,
};
use crate::text::Label;

/// Links that are looked at: more than anybody can judge at once, and what bounds the work.
const LINKS_MAX: usize = 40;
/// Neighbours that are taken over from tools of the same kind, those of tier 1 first, where nobody names any.
const NEIGHBOURS_MAX: usize = 8;
/// Where nothing says what to connect with: the customer records and the automation platforms, so many at most.
const HUBS_MAX: usize = 3;

/// The links that are wanted, and what was asked for that needs none.
#[derive(Default)]
pub(super) struct Wanted {
    pub(super) links: Vec<Link>,
    pub(super) aside: Vec<(Id<Initiative>, usize)>,
    pub(super) left_out: usize,
}

/// All links, requirements first, then consent, then neighbours.
pub(super) fn links(case: &Case<'_>) -> Wanted {
    let mut wanted = Wanted::default();
    add_requirements(case, &mut wanted);
    add_consent(case, &mut wanted);
    add_planned(case, &mut wanted);
    match &case.request.neighbours {
        Some(named) => {
            for neighbour in named.iter().filter_map(|it| case.stack.tools.find(it)) {
                add_named(case, &mut wanted, neighbour);
            }
        }
        None => add_incumbents(case, &mut wanted),
    }
    if wanted.links.is_empty() {
        add_hubs(case, &mut wanted);
    }
    // A stable order: what is required first, each in the order in which it is asked for.
    wanted.links.sort_by_key(|it| !it.is_must);
    wanted.left_out += wanted.links.len().saturating_sub(LINKS_MAX);
    wanted.links.truncate(LINKS_MAX);
    wanted
}

/// A link between the product and a neighbour, without anything said of it.
fn link(neighbour: ToolId, course: Course, why: Why) -> Link {
    Link {
        neighbour,
        course,
        cargo: Vec::new(),
        freshness: None,
        key: None,
        whys: vec![why],
        is_must: false,
        rungs: Vec::new(),
        chosen: 0,
        to_buy: Vec::new(),
        hours: None,
        fragility: None,
        integrations: Vec::new(),
        way: None,
        is_followed: false,
        quota: Vec::new(),
    }
}

fn add_requirements(case: &Case<'_>, wanted: &mut Wanted) {
    let asked = case.request.requirements.as_deref();
    for (id, initiative) in case.stack.initiatives.iter() {
        for (position, requirement) in initiative.requirements.iter().enumerate() {
            if asked.is_some_and(|it| !it.contains(&(id, position))) {
                continue;
            }
            match requirement.need.as_ref().and_then(|it| ends(case, it)) {
                Some(ends) => add_requirement(wanted, (id, position), requirement, ends),
                None if asked.is_some() => wanted.aside.push((id, position)),
                None => {}
            }
        }
    }
}

/// A requirement's other end, with the tool whose place the product takes in it.
struct Ends {
    neighbour: ToolId,
    course: Course,
    in_place_of: Option<Label>,
}

/// What an end of a requirement is.
#[derive(PartialEq)]
enum End {
    Product,
    Incumbent(ToolId),
    Other(ToolId),
}

/// Where the product stands in a requirement: at an end that names it, else at one that names a tool of its kind. `None`: it
/// is not about the product, or an end is open.
fn ends(case: &Case<'_>, need: &RequirementNeed) -> Option<Ends> {
    let object = need.field.object;
    let record = || {
        object
            .and_then(|it| case.stack.objects[it].system_of_record_of(need.field.field.as_deref()))
    };
    let end = |name: Option<&Label>, otherwise: Option<ToolId>| {
        let Some(name) = name else { return otherwise.map(|it| end_of(case, it)) };
        if case.party().is_called(name) {
            return Some(End::Product);
        }
        if let Some(id) = case.stack.tools.find(name) {
            return Some(end_of(case, id));
        }
        // A scenario may have taken out the tool of the same kind.
        let gone = case.before.stack.tools.find(name)?;
        case.incumbents.contains(&gone).then_some(End::Incumbent(gone))
    };
    let from = end(need.from.as_ref().map(|it| &it.name), record())?;
    let at = end(Some(&need.at.as_ref()?.name), None)?;
    let today = |it: ToolId| Some(case.before.stack.tools[it].name.clone());
    let (neighbour, course, in_place_of) = match (from, at) {
        (End::Product, End::Product)
        | (End::Other(_), End::Other(_))
        | (End::Incumbent(_), End::Incumbent(_)) => return None,
        (End::Product, End::Other(other)) => (other, Course::OutOf, None),
        (End::Product, End::Incumbent(it)) => (case.kept(it)?, Course::OutOf, None),
        (End::Other(other), End::Product) => (other, Course::Into, None),
        (End::Incumbent(it), End::Product) => (case.kept(it)?, Course::Into, None),
        (End::Incumbent(it), End::Other(other)) => (other, Course::OutOf, today(it)),
        (End::Other(other), End::Incumbent(it)) => (other, Course::Into, today(it)),
    };
    Some(Ends { neighbour, course, in_place_of })
}

fn end_of(case: &Case<'_>, id: ToolId) -> End {
    if id == case.product {
        return End::Product;
    }
    let today = case.before.stack.tools.find(&case.stack.tools[id].id);
    match today.filter(|it| case.incumbents.contains(it)) {
        Some(today) => End::Incumbent(today),
        None => End::Other(id),
    }
}

fn add_requirement(
    wanted: &mut Wanted,
    (initiative, position): (Id<Initiative>, usize),
    requirement: &Requirement,
    ends: Ends,
) {
    let Some(need) = &requirement.need else { return };
    let why = Why::Requirement { initiative, position, in_place_of: ends.in_place_of };
    let mut wish = link(ends.neighbour, ends.course, why);
    wish.is_must = requirement.level == Some(Level::Must);
    wish.freshness = need.freshness;
    wish.key.clone_from(&need.key);
    let piece = need.field.object.map(|object| Piece { object, field: need.field.field.clone() });
    wish.cargo.extend(piece);
    push(wanted, wish);
}

/// Adds a link, or its reasons to one that moves the same.
fn push(wanted: &mut Wanted, wish: Link) {
    let twin = wanted.links.iter_mut().find(|it| {
        it.neighbour == wish.neighbour && it.course == wish.course && it.cargo == wish.cargo
    });
    let Some(twin) = twin else {
        wanted.links.push(wish);
        return;
    };
    twin.is_must |= wish.is_must;
    twin.freshness = match (twin.freshness, wish.freshness) {
        (Some(one), Some(other)) => Some(if other < one { other } else { one }),
        (one, other) => one.or(other),
    };
    twin.key = twin.key.take().or(wish.key);
    twin.whys.extend(wish.whys);
}

/// Opt-outs have to get into whatever sends, and out of where people opt out.
fn add_consent(case: &Case<'_>, wanted: &mut Wanted) {
    for (id, purpose) in case.stack.consent.purposes.iter() {
        let is_bound = privacy::senders(&case.stack, purpose).contains(&case.product);
        let is_capture = purpose.capture_points.iter().any(|it| it.id == Some(case.product));
        let Some(field) = purpose.object_field.as_ref().filter(|_| is_bound || is_capture) else {
            continue;
        };
        let Some(object) = field.object else { continue };
        let record = purpose.system_of_record.as_ref().and_then(|it| it.id);
        let record = record
            .or_else(|| case.stack.objects[object].system_of_record_of(field.field.as_deref()))
            .filter(|it| *it != case.product && case.stack.tools[*it].is_in_use());
        let Some(record) = record else { continue };
        let mut add = |course| {
            let mut wish = link(record, course, Why::Consent(id));
            wish.is_must = true;
            wish.freshness = purpose.deadline;
            wish.cargo.push(Piece { object, field: field.field.clone() });
            push(wanted, wish);
        };
        if is_bound {
            add(Course::Into);
        }
        if takes_opt_outs(&case.stack, case.product, purpose) {
            add(Course::OutOf);
        }
    }
}

/// People can say no in it: it is stated, or law and carriers want it of the channel (CAN-SPAM, 15 USC 7704(a)(3), a link in
/// each mail; STOP in each text message).
pub(super) fn takes_opt_outs(
    stack: &Stack,
    product: ToolId,
    purpose: &crate::stack::Purpose,
) -> bool {
    let sends = stack.tools[product].sends.iter().map(|it| it.channel);
    let mut channels = sends.filter(|it| purpose.channels.contains(it));
    purpose.capture_points.iter().any(|it| it.id == Some(product))
        || channels.any(|it| matches!(it, Channel::Email | Channel::Sms))
}

/// What an integration moves into one of its ends, or out of it.
fn moved(integration: &Integration, end: ToolId) -> Vec<(Course, Vec<Piece>)> {
    let is_target = integration.to.id == Some(end);
    let is_two_way = integration.direction == Direction::TwoWay;
    let pieces = |is_forward: bool| -> Vec<Piece> {
        let meant = integration.objects.iter().filter(|it| match it.applies {
            None | Some(Applies::Both) => true,
            Some(Applies::Forward) => is_forward,
            Some(Applies::Reverse) => !is_forward,
        });
        let mut pieces: Vec<Piece> =
            meant.filter_map(|it| Some(Piece { object: it.object.id?, field: None })).collect();
        pieces.sort_unstable();
        pieces.dedup();
        pieces
    };
    let mut found = Vec::new();
    for is_forward in [true, false] {
        let moves = is_forward || is_two_way;
        let pieces = pieces(is_forward);
        // Objects that are listed, none of them this way: nothing moves.
        if moves && (integration.objects.is_empty() || !pieces.is_empty()) {
            let course = if is_forward == is_target { Course::Into } else { Course::OutOf };
            found.push((course, pieces));
        }
    }
    found
}

/// The other end of an integration; `None` where it has none or is one with this.
fn other_end(integration: &Integration, end: ToolId) -> Option<ToolId> {
    let (from, to) = (integration.from.id?, integration.to.id?);
    match (from == end, to == end) {
        (true, false) => Some(to),
        (false, true) => Some(from),
        (true, true) | (false, false) => None,
    }
}

/// What the scenario connects it with, or the stack where it has the product.
fn add_planned(case: &Case<'_>, wanted: &mut Wanted) {
    for integration in case.stack.integrations.values() {
        let Some(neighbour) = other_end(integration, case.product) else { continue };
        for (course, cargo) in moved(integration, case.product) {
            let why = Why::Planned(integration.id.clone());
            add_missing(wanted, neighbour, course, cargo, why);
        }
    }
}

/// Adds what no other link between the two moves yet.
fn add_missing(
    wanted: &mut Wanted,
    neighbour: ToolId,
    course: Course,
    mut cargo: Vec<Piece>,
    why: Why,
) {
    let is_same = |it: &&Link| it.neighbour == neighbour && it.course == course;
    let is_open = cargo.is_empty();
    cargo.retain(|piece| {
        let mut there = wanted.links.iter().filter(is_same).flat_map(|it| &it.cargo);
        !there.any(|it| it == piece)
    });
    let is_there = wanted.links.iter().any(|it| is_same(&it));
    if is_open && is_there || !is_open && cargo.is_empty() {
        if let Some(there) = wanted.links.iter_mut().find(|it| is_same(&&**it)) {
            there.whys.push(why);
        }
        return;
    }
    let mut wish = link(neighbour, course, why);
    wish.cargo = cargo;
    push(wanted, wish);
}

/// A neighbour that somebody named: what tools of the same kind exchange with it, else both ways.
fn add_named(case: &Case<'_>, wanted: &mut Wanted, neighbour: ToolId) {
    if neighbour == case.product {
        return;
    }
    let today = case.before.stack.tools.find(&case.stack.tools[neighbour].id);
    let mut is_known = wanted.links.iter().any(|it| it.neighbour == neighbour);
    for like in incumbent_links(case).iter().filter(|it| Some(it.neighbour) == today) {
        is_known = true;
        add_missing(wanted, neighbour, like.course, like.cargo.clone(), Why::Named);
    }
    if !is_known {
        for course in [Course::Into, Course::OutOf] {
            push(wanted, link(neighbour, course, Why::Named));
        }
    }
}

/// What a tool of the same kind exchanges today.
struct Like {
    /// As the stack has it today.
    neighbour: ToolId,
    course: Course,
    cargo: Vec<Piece>,
    why: Why,
}

fn incumbent_links(case: &Case<'_>) -> Vec<Like> {
    let before = &case.before.stack;
    let mut found = Vec::new();
    for incumbent in &case.incumbents {
        for integration in before.integrations.values().filter(|it| it.is_live()) {
            let Some(neighbour) = other_end(integration, *incumbent) else { continue };
            if case.incumbents.contains(&neighbour) || !before.tools[neighbour].is_in_use() {
                continue;
            }
            for (course, cargo) in moved(integration, *incumbent) {
                let why = Why::Incumbent {
                    tool: before.tools[*incumbent].name.clone(),
                    integration: integration.id.clone(),
                };
                found.push(Like { neighbour, course, cargo, why });
            }
        }
    }
    found
}

fn add_incumbents(case: &Case<'_>, wanted: &mut Wanted) {
    let likes = incumbent_links(case);
    let mut neighbours: Vec<ToolId> = likes.iter().map(|it| it.neighbour).collect();
    neighbours.sort_by_key(|it| (case.before.stack.tools[*it].tier.unwrap_or(u8::MAX), *it));
    neighbours.dedup();
    wanted.left_out += neighbours.len().saturating_sub(NEIGHBOURS_MAX);
    neighbours.truncate(NEIGHBOURS_MAX);
    for like in likes.into_iter().filter(|it| neighbours.contains(&it.neighbour)) {
        if let Some(neighbour) = case.kept(like.neighbour).filter(|it| *it != case.product) {
            add_missing(wanted, neighbour, like.course, like.cargo, like.why);
        }
    }
}

fn add_hubs(case: &Case<'_>, wanted: &mut Wanted) {
    let is_hub = |it: Category| matches!(it, Category::Crm | Category::MarketingAutomation);
    let mut hubs: Vec<ToolId> = case
        .stack
        .tools
        .iter()
        .filter(|(id, it)| it.is_in_use() && *id != case.product && is_hub(it.category))
        .map(|(id, _)| id)
        .collect();
    hubs.sort_by_key(|it| {
        let tool = &case.stack.tools[*it];
        (tool.tier.unwrap_or(u8::MAX), tool.category != Category::Crm, *it)
    });
    for neighbour in hubs.into_iter().take(HUBS_MAX) {
        for course in [Course::Into, Course::OutOf] {
            push(wanted, link(neighbour, course, Why::Hub));
        }
    }
}
