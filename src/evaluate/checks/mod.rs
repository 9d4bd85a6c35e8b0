//! What speaks for the purchase and against it.

mod consent;
mod keys;
mod limits;
mod links;
mod owning;

use super::case::Case;
use super::{Check, Deadline, Level, Link, Overlap, Piece, Reach, Topic};
use crate::readiness::Hours;
use crate::scenario::Simulation;
use crate::stack::{ObjectId, Stack, Store, ToolId};
use crate::text::Span;

pub(super) use owning::{overlaps, personal};

/// Everything that checks and questions look at.
pub(super) struct Judged<'a> {
    pub(super) case: &'a Case<'a>,
    pub(super) links: &'a [Link],
    pub(super) consent: &'a [Reach],
    pub(super) overlaps: &'a [Overlap],
    pub(super) personal: &'a [ObjectId],
    pub(super) hours: Option<Hours>,
    pub(super) deadline: Option<&'a Deadline>,
    pub(super) simulation: &'a Simulation,
}

/// "a, b and c".
pub(super) fn joined<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", rest.join(", "), last.as_ref())
        }
    }
}

fn check(topic: Topic, level: Level, told: impl Into<String>, action: impl Into<String>) -> Check {
    Check { topic, level, told: told.into(), action: action.into(), span: Span::NONE }
}

impl Check {
    fn at(mut self, span: Span) -> Self {
        self.span = span;
        self
    }
}

impl Judged<'_> {
    /// All checks, the weightiest first.
    pub(super) fn all(&self) -> Vec<Check> {
        let mut checks = Vec::new();
        self.consent(&mut checks);
        self.links(&mut checks);
        self.keys(&mut checks);
        checks.extend(self.time());
        self.quota(&mut checks);
        checks.extend(self.personal_data());
        checks.extend(self.overlaps.iter().map(|it| self.overlap(it)));
        checks.extend(self.fragility());
        checks.push(self.ownership());
        self.findings(&mut checks);
        checks.extend(self.sandbox());
        checks.sort_by_key(|it| (std::cmp::Reverse(it.level), it.topic));
        checks
    }

    fn product(&self) -> &str {
        &self.case.tool().name
    }

    fn name(&self, tool: ToolId) -> &str {
        self.case.name(tool)
    }
}

/// "account.owner and account.health".
pub(super) fn cargo(stack: &Stack, pieces: &[Piece]) -> String {
    let names: Vec<String> = pieces
        .iter()
        .map(|it| match &it.field {
            Some(field) => format!("{}.{field}", stack.objects[it.object].id),
            None => stack.objects[it.object].id.to_string(),
        })
        .collect();
    joined(&names)
}

fn store(stack: &Stack, tool: ToolId, object: ObjectId) -> Option<&Store> {
    stack.tools[tool].stores.iter().find(|it| it.object.id == Some(object))
}
