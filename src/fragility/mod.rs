//! How fragile each integration is: points for what makes it break and for what keeps that unseen.
//!
//! Impact is not in it: a fragile flow may matter little.

mod capacity;
mod change;
mod coupling;
mod credential;
mod detection;
mod knowledge;
mod method;
mod observed;
mod ownership;
mod recovery;
mod weights;
mod workaround;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::stack::{Date, Integration, IntegrationId, Stack, Tool};

/// A sentence: most are the same for thousands of integrations, and are no text of their own.
pub(crate) type Words = Cow<'static, str>;

/// The eleven factors of the score, in the order of the table.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Factor {
    Method,
    Credential,
    Ownership,
    Detection,
    Recovery,
    Change,
    Capacity,
    Observed,
    Knowledge,
    Workaround,
    Coupling,
}

impl Factor {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    pub(crate) fn side(self) -> Side {
        match self {
            Self::Method
            | Self::Credential
            | Self::Change
            | Self::Capacity
            | Self::Observed
            | Self::Coupling => Side::Likelihood,
            Self::Ownership
            | Self::Detection
            | Self::Recovery
            | Self::Knowledge
            | Self::Workaround => Side::Undetectability,
        }
    }
}

/// What a factor speaks of: how often it breaks, or how long that stays unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Likelihood,
    Undetectability,
}

/// One factor's points with everything that explains them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Point {
    pub(crate) factor: Factor,
    pub(crate) points: u8,
    /// The range that unknown facts leave; equal to `points` where all is known.
    pub(crate) low: u8,
    pub(crate) high: u8,
    pub(crate) reason: Words,
    /// The key in the file that says so, or would.
    pub(crate) evidence: &'static str,
    /// What would take the points away; `None` where there are none to take.
    pub(crate) fix: Option<Words>,
}

impl Point {
    pub(crate) fn is_known(&self) -> bool {
        self.low == self.high
    }

    /// Points that the file leaves no doubt about.
    fn new(factor: Factor, evidence: &'static str, points: u8, reason: impl Into<Words>) -> Self {
        Self {
            factor,
            points,
            low: points,
            high: points,
            reason: reason.into(),
            evidence,
            fix: None,
        }
    }

    /// What the points would be at best and at worst, once the missing fact is known.
    fn between(mut self, low: u8, high: u8) -> Self {
        self.low = low.min(self.points);
        self.high = high.max(self.points);
        self
    }

    /// What would take the points away; dropped where there are none to take.
    fn fix(mut self, fix: impl Into<Words>) -> Self {
        self.fix = (self.high > 0).then(|| fix.into());
        self
    }
}

/// An integration's score, 0 (solid) to 100, with its parts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fragility {
    /// One per factor, in order.
    pub(crate) points: Vec<Point>,
    /// At most 79.
    pub(crate) likelihood: u8,
    /// At most 48.
    pub(crate) undetectability: u8,
    /// The sum, capped at 100.
    pub(crate) score: u8,
    /// The score with every unknown at its best and at its worst.
    pub(crate) low: u8,
    pub(crate) high: u8,
}

impl Fragility {
    pub(crate) fn band(&self) -> Band {
        Band::of(self.score)
    }

    /// Share of the factors that are known, 0 to 100.
    pub(crate) fn known_percent(&self) -> u8 {
        let known = self.points.iter().filter(|it| it.is_known()).count();
        u8::try_from(known * 100 / self.points.len().max(1)).unwrap_or(100)
    }
}

/// The words for a score.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Band {
    Solid,
    Sound,
    Fragile,
    Brittle,
    Critical,
}

impl Band {
    pub(crate) fn of(score: u8) -> Self {
        match score {
            0..=19 => Self::Solid,
            20..=39 => Self::Sound,
            40..=59 => Self::Fragile,
            60..=79 => Self::Brittle,
            80.. => Self::Critical,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

/// The score of every integration, by position.
pub(crate) fn all(stack: &Stack, as_of: Date) -> Vec<Fragility> {
    stack.integrations.ids().map(|id| of(stack, id, as_of)).collect()
}

/// The score of one integration.
pub(crate) fn of(stack: &Stack, id: IntegrationId, as_of: Date) -> Fragility {
    let case = Case { stack, integration: &stack.integrations[id], as_of };
    let points = vec![
        method::judge(&case),
        credential::judge(&case),
        ownership::judge(&case),
        detection::judge(&case),
        recovery::judge(&case),
        change::judge(&case),
        capacity::judge(&case),
        observed::judge(&case),
        knowledge::judge(&case),
        workaround::judge(&case),
        coupling::judge(&case),
    ];
    let sum = |pick: fn(&Point) -> u8, side: Option<Side>| {
        points
            .iter()
            .filter(|it| side.is_none_or(|wanted| it.factor.side() == wanted))
            .map(pick)
            .fold(0, u8::saturating_add)
    };
    Fragility {
        likelihood: sum(|it| it.points, Some(Side::Likelihood)),
        undetectability: sum(|it| it.points, Some(Side::Undetectability)),
        score: sum(|it| it.points, None).min(SCORE_MAX),
        low: sum(|it| it.low, None).min(SCORE_MAX),
        high: sum(|it| it.high, None).min(SCORE_MAX),
        points,
    }
}

/// The points of a way of carrying something out.
pub(crate) fn method_points(method: crate::stack::Method) -> u8 {
    weights::method(method)
}

/// The factors' maxima add up to 127; past 100 nobody needs to tell worse from worst.
const SCORE_MAX: u8 = 100;

/// What a factor may look at.
struct Case<'a> {
    stack: &'a Stack,
    integration: &'a Integration,
    as_of: Date,
}

impl<'a> Case<'a> {
    /// Both ends, as far as they exist.
    fn ends(&self) -> impl Iterator<Item = &'a Tool> {
        let stack = self.stack;
        [self.integration.from.id, self.integration.to.id]
            .into_iter()
            .flatten()
            .map(move |id| &stack.tools[id])
    }
}

/// Several causes of one factor, capped, told in one sentence.
#[derive(Default)]
struct Causes {
    points: u8,
    reasons: Vec<Words>,
    fixes: Vec<Words>,
}

impl Causes {
    fn add(&mut self, points: u8, reason: impl Into<Words>, fix: impl Into<Words>) {
        self.points = self.points.saturating_add(points);
        self.reasons.push(reason.into());
        self.fixes.push(fix.into());
    }

    /// `otherwise` is what to say where nothing was found.
    fn into_point(
        self,
        factor: Factor,
        evidence: &'static str,
        max: u8,
        otherwise: &'static str,
    ) -> Point {
        let reason = if self.reasons.is_empty() { otherwise.into() } else { joined(self.reasons) };
        Point::new(factor, evidence, self.points.min(max), reason).fix(joined(self.fixes))
    }
}

fn joined(mut all: Vec<Words>) -> Words {
    if all.len() > 1 { all.join("; ").into() } else { all.pop().unwrap_or_default() }
}
