//! Whether a plan can start: account-based marketing, an AI feature, or whatever an initiative requires.
//!
//! Each set of checks is a table, so that another check is one entry. A check that cannot judge for want of facts says so
//! and counts as nothing, beside the others.

mod abm;
mod ai;
mod dossier;
mod hours;
mod requirements;
mod survey;
#[cfg(test)]
mod tests;

use crate::effort::{Table, Unit};
use crate::network::{Age, FlowId};
use crate::reliability::Range;
use crate::stack::{Stack, ToolId};

pub(crate) use abm::Programme;
pub(crate) use ai::{Feature, Input};
pub(crate) use dossier::{Asked, Dossier, all, dossier};
pub(crate) use hours::Hours;
pub(crate) use requirements::{Demand, DemandState};

/// How one check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Status {
    Fail,
    Partial,
    /// Nobody has written down what it needs to know.
    Unknown,
    Pass,
}

impl Status {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    /// What it adds to the readiness, 0 to 1.
    fn share(self) -> f64 {
        match self {
            Self::Pass => 1.0,
            Self::Partial => 0.5,
            Self::Fail | Self::Unknown => 0.0,
        }
    }
}

/// May it start?
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Verdict {
    Ready,
    /// It may suggest and be compared, and decide nothing.
    ShadowMode,
    NotReady,
}

impl Verdict {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::ShadowMode => "ready in shadow mode: it suggests, people decide",
            Self::NotReady => "not ready",
        }
    }
}

/// One question with what is to be done where the answer is no. `J` is the function that answers it.
struct Check<J> {
    /// In `snake_case`; programs know it by that.
    code: &'static str,
    /// What has to be true.
    title: &'static str,
    /// Without it there is no start, whatever else is true.
    is_must: bool,
    weight: f64,
    fix: &'static str,
    /// What the fix takes, by the units of the effort table; empty: a decision rather than work.
    work: &'static [(Unit, f64)],
    judge: J,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: Status,
    /// Why, with the names concerned.
    pub(crate) told: String,
    /// The ways that it rests on.
    pub(crate) ways: Vec<Way>,
    /// What was recognised by its name or by the catalogue rather than by what the file says of it, in words.
    pub(crate) taken_for: Vec<String>,
}

impl Answer {
    fn new(status: Status, told: impl Into<String>) -> Self {
        Self { status, told: told.into(), ways: Vec::new(), taken_for: Vec::new() }
    }

    fn over(mut self, ways: Vec<Way>) -> Self {
        self.ways = ways;
        self
    }
}

/// The freshest way of some data, with what it is worth.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Way {
    pub(crate) from: ToolId,
    pub(crate) to: ToolId,
    /// Empty: both are one tool.
    pub(crate) flows: Vec<FlowId>,
    pub(crate) age: Age,
    /// The share of the time in which it works.
    pub(crate) works: Range,
}

/// A check with its answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Judged {
    pub(crate) code: &'static str,
    pub(crate) title: &'static str,
    pub(crate) is_must: bool,
    pub(crate) weight: f64,
    pub(crate) answer: Answer,
    /// Empty where nothing is to be done.
    pub(crate) fix: &'static str,
    /// `None` where nothing is to be done, or where it takes a decision rather than work.
    pub(crate) hours: Option<Hours>,
    work: &'static [(Unit, f64)],
}

impl Judged {
    /// Without it there is no start, and it is not even half there.
    pub(crate) fn is_missing_must(&self) -> bool {
        self.is_must && self.answer.status.share() <= 0.0
    }
}

fn judge_all<J>(
    checks: &'static [Check<J>],
    stack: &Stack,
    answer: impl Fn(&J) -> Answer,
) -> Vec<Judged> {
    let table = Table::of(&stack.company);
    let judged = checks.iter().map(|check| {
        let answer = answer(&check.judge);
        let is_open = answer.status != Status::Pass;
        Judged {
            code: check.code,
            title: check.title,
            is_must: check.is_must,
            weight: check.weight,
            fix: if is_open { check.fix } else { "" },
            hours: if is_open { Hours::of(&table, check.work) } else { None },
            work: if is_open { check.work } else { &[] },
            answer,
        }
    });
    judged.collect()
}

/// The work of everything that is open, together.
fn open_hours(judged: &[Judged], stack: &Stack) -> Option<Hours> {
    let work: Vec<(Unit, f64)> = judged.iter().flat_map(|it| it.work).copied().collect();
    Hours::of(&Table::of(&stack.company), &work)
}
