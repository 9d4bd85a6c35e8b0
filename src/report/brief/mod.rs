//! One page for whoever decides: the decision, the answer, how sure it is, what yes and no cost, risks with owner and date,
//! what a tenth of the money would buy, and who was asked. Each simulation fills the same plain page.

mod change;
mod circle;
mod fill;
mod handover;
mod outage;
mod purchase;
mod ready;
#[cfg(test)]
mod tests;

use crate::stack::Date;

pub(crate) use change::{Change, effort_of, has_more_work, of_change, weeks_of_change};
pub(crate) use handover::of_handover;
pub(crate) use outage::of_outage;
pub(crate) use purchase::of_evaluation;
pub(crate) use ready::of_dossier;

/// Risks on a page.
pub(crate) const RISKS_MAX: usize = 3;

/// The page. No scores, and no number without its unit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Brief {
    /// Which simulation filled it: `add`, `remove`, `replace`, `outage`, `leave`, `ready`, `buy` or `change`.
    pub(crate) kind: &'static str,
    /// What is to be decided, as a question.
    pub(crate) decision: String,
    /// In one sentence.
    pub(crate) answer: String,
    pub(crate) confidence: Confidence,
    /// Why no more and no less sure.
    pub(crate) because: String,
    pub(crate) unknowns: Vec<String>,
    /// Hours, money and weeks at P50 and P80.
    pub(crate) yes: Vec<String>,
    pub(crate) no: Vec<String>,
    /// The weightiest first, three at most.
    pub(crate) risks: Vec<Risk>,
    /// What would be done for a tenth of the cost, with what that tenth is where it is known.
    pub(crate) tenth: Option<String>,
    pub(crate) instead: Vec<String>,
    /// Those whose word the answer rests on, with what they said and when.
    pub(crate) asked: Vec<String>,
    /// Those who own what is concerned and of whom nothing is on record.
    pub(crate) to_ask: Vec<String>,
    /// The day that dates count from.
    pub(crate) as_of: Date,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Risk {
    pub(crate) what: String,
    /// `None`: nobody is stated.
    pub(crate) owner: Option<String>,
    /// When it falls due, or would come true; `None`: no day is stated.
    pub(crate) due: Option<Date>,
}

/// How sure an answer is, by what it does not know and how fresh the facts are that it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Confidence {
    Low,
    Medium,
    High,
}

impl Confidence {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}
