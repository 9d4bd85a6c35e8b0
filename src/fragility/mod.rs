//! How fragile each integration is: points for what makes it break and for what keeps that unseen.
//!
//! Impact is not in it: a fragile flow may matter little.

use crate::stack::{Date, IntegrationId, Stack};

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
    pub(crate) reason: String,
    /// The key in the file that says so, or would.
    pub(crate) evidence: &'static str,
    /// What would take the points away; `None` where there are none to take.
    pub(crate) fix: Option<String>,
}

impl Point {
    pub(crate) fn is_known(&self) -> bool {
        self.low == self.high
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
pub(crate) fn all(_stack: &Stack, _as_of: Date) -> Vec<Fragility> {
    Vec::new()
}
