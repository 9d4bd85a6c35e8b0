//! Figures that are known, or known to lie between two others.

/// From the least to the greatest value that the facts leave open; both are equal where everything is known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Range {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Range {
    /// Differences below it come from rounding.
    const ROUNDING: f64 = 1e-9;

    pub(crate) fn exactly(value: f64) -> Self {
        Self { low: value, high: value }
    }

    /// Between two values, in whichever order they are given.
    pub(crate) fn between(one: f64, other: f64) -> Self {
        Self { low: one.min(other), high: one.max(other) }
    }

    pub(crate) fn is_known(self) -> bool {
        self.width() <= Self::ROUNDING * self.high.abs().max(1.0)
    }

    pub(crate) fn width(self) -> f64 {
        self.high - self.low
    }

    pub(crate) fn times(self, factor: f64) -> Self {
        Self::between(self.low * factor, self.high * factor)
    }

    /// All values that a function takes on it, for a function that only rises or only falls.
    pub(crate) fn map(self, function: impl Fn(f64) -> f64) -> Self {
        Self::between(function(self.low), function(self.high))
    }
}

impl std::ops::Add for Range {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high }
    }
}
