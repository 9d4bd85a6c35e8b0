//! The ladder of one link: for each way of connecting two products the best that is known of it, with its evidence.

use strum::VariantArray as _;

use super::case::Case;
use super::facts::{self, Middleware, Owned, Party, Stated};
use super::offers::{limits, method_of, step_of};
use super::{Course, Evidence, Grade, Link, Piece, Rung, Step};
use crate::catalog::PlatformKind;
use crate::stack::{Direction, Integration, Method, Minutes, Stack, ToolId};

/// Fills a link's rungs and chooses the one to plan with.
pub(super) fn climb(case: &Case<'_>, link: &mut Link) {
    let (product, neighbour) = (case.party(), case.neighbour(link.neighbour));
    let (from, to) = facts::ordered(product, neighbour, link.course);
    let view = View { case, link, product, neighbour, from, to };
    let mut rungs: Vec<Rung> = Step::VARIANTS.iter().map(|it| view.rung(*it)).collect();
    for stated in facts::stated(&case.stack, product, neighbour) {
        view.add_stated(&mut rungs, &stated);
    }
    let planned = view.add_planned(&mut rungs);
    for rung in &mut rungs {
        view.complete(rung);
    }
    link.to_buy = facts::to_buy(from, to, &case.owned);
    link.chosen = planned.unwrap_or_else(|| first_usable(&rungs));
    link.rungs = rungs;
}

/// The best rung that something supports; else the first that could be tried.
fn first_usable(rungs: &[Rung]) -> usize {
    let supported = rungs.iter().position(|it| it.grade.is_supported());
    let usable = || rungs.iter().position(|it| it.grade.is_usable());
    supported.or_else(usable).unwrap_or_default()
}

struct View<'a> {
    case: &'a Case<'a>,
    link: &'a Link,
    product: Party<'a>,
    neighbour: Party<'a>,
    from: Party<'a>,
    to: Party<'a>,
}

impl View<'_> {
    /// What the catalogue knows of a rung.
    fn rung(&self, step: Step) -> Rung {
        match step {
            Step::Native => self.native(),
            Step::DataPlatform => self.through(step, Middleware::Data),
            Step::Ipaas => self.through(step, Middleware::Automation),
            Step::CustomApi => self.custom(),
            Step::Marketplace | Step::Webhook | Step::File => blank(step),
            Step::Manual => manual(),
        }
    }

    fn native(&self) -> Rung {
        let mut rung = blank(Step::Native);
        let listed = facts::direct(self.from, self.to)
            .filter(|it| it.platform.kind != PlatformKind::Developer);
        if let Some(listed) = listed {
            let other =
                if is_platform(self.from, listed.platform.id) { self.to } else { self.from };
            let is_stated = listed.connector.direction.is_some();
            let open = if is_stated { "" } else { "; its direction is not stated" };
            let told = format!(
                "{} ships a connector to {}{open}",
                listed.platform_name(),
                other.tool.name
            );
            rung.grade = if is_stated { Grade::Known } else { Grade::Unsure };
            rung.method = facts::method_of(listed.platform.kind);
            rung.evidence.push(listed.evidence(told));
        } else if let Some(evidence) = facts::not_listed(self.product, self.neighbour) {
            rung.grade = Grade::NotListed;
            rung.evidence.push(evidence);
        }
        rung
    }

    fn through(&self, step: Step, kind: Middleware) -> Rung {
        let owned: &Owned = &self.case.owned;
        let mut rung = blank(step);
        let ends = [self.product, self.neighbour];
        if let Some(passage) = owned.passage(self.from, self.to, kind) {
            rung.grade = if passage.is_certain() { Grade::Known } else { Grade::Unsure };
            rung.via = passage.via();
            rung.evidence = passage.hops.iter().filter_map(facts::hop_evidence).collect();
            let last = passage.hops.last().and_then(|it| crate::catalog::platform(it.platform()));
            rung.method = last.map_or(method_of(step), |it| facts::method_of(it.kind));
            // Segment's documentation of its cloud sources: some of them fill warehouses and no other tool.
            if rung.method == Method::Cdp {
                rung.open.push(
                    "whether what it reads may go to other tools, or to warehouses only".to_owned(),
                );
            }
            if passage.hops.len() > 1 {
                rung.cannot.push("it takes two loads, one after the other".to_owned());
            }
            return rung;
        }
        rung.evidence = owned.lacking(ends, kind);
        let silent = owned.silent(&self.case.stack, ends, kind);
        if silent.is_empty() && !rung.evidence.is_empty() {
            rung.grade = Grade::NotListed;
        }
        if !silent.is_empty() {
            let names: Vec<&str> = silent.iter().map(|it| self.case.name(*it)).collect();
            rung.open.push(format!("whether {} connects the two", either(&names)));
        }
        rung
    }

    fn custom(&self) -> Rung {
        let mut rung = blank(Step::CustomApi);
        let read = facts::interface(self.from, true).or_else(|| own_interface(self.from));
        let written = facts::interface(self.to, false).or_else(|| own_interface(self.to));
        let mut is_buildable = true;
        for (found, end, verb) in [(read, self.from, "read"), (written, self.to, "written to")] {
            if let Some((evidence, grade)) = found {
                is_buildable &= grade == Grade::Buildable;
                rung.evidence.push(evidence);
            } else {
                is_buildable = false;
                rung.open.push(format!("whether {} can be {verb} by an API", end.tool.name));
            }
        }
        if is_buildable {
            rung.grade = Grade::Buildable;
        }
        rung
    }

    /// What the stack says of a connector beats what lists say.
    fn add_stated(&self, rungs: &mut [Rung], stated: &Stated) {
        let method = stated.method.unwrap_or(Method::VendorConnector);
        let step = step_of(method);
        let mut offer = Rung { method, evidence: vec![stated.evidence()], ..blank(step) };
        let missing = missing(&self.case.stack, self.link, &stated.objects);
        let is_vague =
            !stated.is_course_stated || stated.objects.is_empty() || stated.method.is_none();
        if !stated.goes(self.link.course) {
            offer.grade = Grade::RuledOut;
            let way = match self.link.course {
                Course::Into => format!("it brings nothing into {}", self.product.tool.name),
                Course::OutOf => format!("it takes nothing out of {}", self.product.tool.name),
            };
            offer.cannot.push(way);
        } else if !missing.is_empty() {
            offer.grade = Grade::RuledOut;
            offer.cannot.push(format!("it does not carry {}", missing.join(" or ")));
        } else if is_vague {
            offer.grade = Grade::Unsure;
            if !stated.is_course_stated {
                offer.open.push("in which direction it moves data".to_owned());
            }
            if stated.objects.is_empty() {
                offer.open.push("which objects and fields it carries".to_owned());
            }
        } else {
            offer.grade = Grade::Known;
        }
        put(rungs, offer, true);
    }

    /// What connects the two in the plan, or in the stack already; gives its position where there is one.
    fn add_planned(&self, rungs: &mut [Rung]) -> Option<usize> {
        let stack = &self.case.stack;
        let integration =
            stack.integrations.values().find(|it| carries(it, self.case.product, self.link))?;
        let is_built = self.case.before.stack.integrations.find(&integration.id).is_some()
            && integration.is_live();
        let step = step_of(integration.method);
        let told = if is_built {
            format!("`{}` connects them already", integration.id)
        } else {
            format!("`{}` is planned as {}", integration.id, integration.method.words())
        };
        let evidence = Evidence { told, as_of: None, list: None, span: integration.spans.item };
        let position = rungs.iter().position(|it| it.step == step)?;
        let rung = rungs.get_mut(position)?;
        let is_confirmed = matches!(rung.grade, Grade::Known | Grade::Unsure);
        rung.grade = match rung.grade {
            Grade::Known => Grade::Known,
            _ if is_built => Grade::Known,
            Grade::Unsure => Grade::Unsure,
            Grade::Planned
            | Grade::Buildable
            | Grade::Assumed
            | Grade::RuledOut
            | Grade::NotListed
            | Grade::Unknown => Grade::Planned,
        };
        // Hands can do what is planned for them; anything else somebody has to confirm.
        if step != Step::Manual && !is_built && !is_confirmed {
            rung.open.push("whether there is such a connector, and what it carries".to_owned());
        }
        rung.method = integration.method;
        rung.via = integration.via.as_ref().and_then(|it| it.id).into_iter().collect();
        rung.evidence.insert(0, evidence);
        Some(position)
    }

    /// What follows from the method, and from what is asked.
    fn complete(&self, rung: &mut Rung) {
        if !rung.grade.is_usable() {
            return;
        }
        rung.cannot.extend(limits(rung.method).iter().map(|it| (*it).to_owned()));
        let is_listed = rung.evidence.iter().any(|it| it.list.is_some());
        if is_listed && rung.grade.is_supported() {
            rung.open.push("which objects and fields it carries".to_owned());
        }
        if rung.grade == Grade::Unsure && is_listed {
            rung.open.push("in which direction it moves data".to_owned());
        }
        let short = self.link.freshness.filter(|it| rung.step == Step::Manual && is_short(*it));
        rung.cannot.extend(short.map(|freshness| {
            format!("{freshness} is asked: somebody would have to do it that often")
        }));
        rung.open.dedup();
    }
}

/// "a, b or c".
fn either(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

/// Nobody does by hand what has to be done every day.
const BY_HAND_MINUTES_MIN: f64 = 2880.0;

fn is_short(freshness: Minutes) -> bool {
    freshness.get() < BY_HAND_MINUTES_MIN
}

/// A rung of which nothing is known.
fn blank(step: Step) -> Rung {
    Rung {
        step,
        grade: Grade::Unknown,
        method: method_of(step),
        via: Vec::new(),
        evidence: Vec::new(),
        cannot: Vec::new(),
        open: Vec::new(),
    }
}

/// Takes an offer for its step where it is surer than what is there, or where it counts more.
fn put(rungs: &mut [Rung], offer: Rung, counts_more: bool) {
    let Some(there) = rungs.iter_mut().find(|it| it.step == offer.step) else { return };
    // Of two facts of the stack the one that carries it wins; a fact of the stack wins over any list.
    let is_own =
        |it: &Rung| it.evidence.iter().any(|it| it.list.is_none()) && it.step != Step::Manual;
    if counts_more && !is_own(there) || offer.grade < there.grade {
        *there = offer;
    }
}

/// A limit of the API in the stack is proof of an API.
fn own_interface(end: Party<'_>) -> Option<(Evidence, Grade)> {
    let api = end.tool.api.as_ref()?;
    let told = format!("your stack file knows an API of {}", end.tool.name);
    let as_of = end.tool.verified_at.map(|it| it.to_string());
    Some((Evidence { told, as_of, list: None, span: api.spans.item }, Grade::Buildable))
}

/// The objects of a link that a list of objects does not have; none where there is no list.
fn missing(stack: &Stack, link: &Link, objects: &[crate::stack::ObjectId]) -> Vec<String> {
    if objects.is_empty() {
        return Vec::new();
    }
    let absent = link.cargo.iter().filter(|it| !objects.contains(&it.object));
    let mut names: Vec<String> =
        absent.map(|Piece { object, .. }| stack.objects[*object].id.to_string()).collect();
    names.dedup();
    names
}

/// Whether an integration moves a link's cargo between the product and the neighbour.
pub(super) fn carries(integration: &Integration, product: ToolId, link: &Link) -> bool {
    let Some((from, to)) = integration.from.id.zip(integration.to.id) else { return false };
    let is_reverse = match (
        link.course,
        (from, to) == (product, link.neighbour),
        (from, to) == (link.neighbour, product),
    ) {
        (Course::OutOf, true, _) | (Course::Into, _, true) => false,
        (Course::Into, true, _) | (Course::OutOf, _, true) => true,
        (Course::Into | Course::OutOf, false, false) => return false,
    };
    if is_reverse && integration.direction == Direction::OneWay {
        return false;
    }
    let moves = |piece: &Piece| {
        integration.objects.iter().any(|it| {
            let goes = match it.applies {
                None | Some(crate::stack::Applies::Both) => true,
                Some(crate::stack::Applies::Forward) => !is_reverse,
                Some(crate::stack::Applies::Reverse) => is_reverse,
            };
            let has_field = piece.field.as_ref().is_none_or(|field| {
                it.fields.is_empty() || it.fields.iter().any(|it| has(it, field))
            });
            goes && it.object.id == Some(piece.object) && has_field
        })
    };
    integration.objects.is_empty() || link.cargo.iter().all(moves)
}

fn has(map: &crate::stack::FieldMap, field: &str) -> bool {
    map.source == field || map.target == field
}

fn is_platform(end: Party<'_>, platform: &str) -> bool {
    end.product.is_some_and(|it| it.id == platform)
}

fn manual() -> Rung {
    let mut rung = blank(Step::Manual);
    rung.grade = Grade::Assumed;
    rung.evidence.push(Evidence {
        told: "nearly every product writes and reads files; try it before you count on it"
            .to_owned(),
        as_of: None,
        list: None,
        span: crate::text::Span::NONE,
    });
    rung
}
