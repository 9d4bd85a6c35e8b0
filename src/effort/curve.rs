//! A guess as a table that draws are looked up in.

use super::Guess;
use crate::draws::Draws;

/// Steps of the integral of the density.
const STEPS: usize = 2048;
/// Quantiles that are kept; between them the curve is nearly straight.
const QUANTILES: usize = 512;

/// A guess ready to be drawn: the quantiles of its Beta distribution, so that a draw is one look into a table.
///
/// Shapes `1 + 4 (likely - low) / (high - low)` and `1 + 4 (high - likely) / (high - low)`, as PERT has them.
pub(super) struct Curve {
    quantiles: Vec<f64>,
    pub(super) guess: Guess,
}

impl Curve {
    pub(super) fn of(guess: Guess) -> Self {
        let width = guess.high - guess.low;
        // A company's own figure may be certain.
        if width <= 0.0 {
            return Self { quantiles: vec![guess.low; 2], guess };
        }
        let left = 4.0 * (guess.likely - guess.low) / width;
        let right = 4.0 * (guess.high - guess.likely) / width;
        let density = |at: f64| at.powf(left) * (1.0 - at).powf(right);
        let mut sums = Vec::with_capacity(STEPS + 1);
        let mut sum = 0.0;
        sums.push(0.0);
        let mut before = density(0.0);
        for step in 1..=STEPS {
            let after = density(part(step, STEPS));
            sum += f64::midpoint(before, after);
            sums.push(sum);
            before = after;
        }
        let quantiles = (0..=QUANTILES)
            .map(|it| guess.low + width * inverse(&sums, sum * part(it, QUANTILES)))
            .collect();
        Self { quantiles, guess }
    }

    pub(super) fn draw(&self, draws: &mut Draws) -> f64 {
        let intervals = self.quantiles.len() - 1;
        let place = draws.share() * part(intervals, 1);
        let (below, rest) = split(place);
        match (self.quantiles.get(below), self.quantiles.get(below + 1)) {
            (Some(low), Some(high)) => low + (high - low) * rest,
            (low, _) => low.copied().unwrap_or(self.guess.high),
        }
    }
}

/// Where a sum is reached, 0 to 1.
fn inverse(sums: &[f64], wanted: f64) -> f64 {
    let above = sums.partition_point(|it| *it < wanted).min(STEPS);
    let Some(below) = above.checked_sub(1) else { return 0.0 };
    let (Some(low), Some(high)) = (sums.get(below), sums.get(above)) else { return 1.0 };
    let rest = if high > low { (wanted - low) / (high - low) } else { 0.0 };
    part(below, STEPS) + rest / part(STEPS, 1)
}

/// `numerator / denominator`, for counts far below 2³².
fn part(numerator: usize, denominator: usize) -> f64 {
    let float = |it: usize| f64::from(u32::try_from(it).unwrap_or(u32::MAX));
    float(numerator) / float(denominator)
}

/// The whole part of a small number that is not negative, and the rest.
fn split(place: f64) -> (usize, f64) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a table of a few hundred quantiles"
    )]
    let whole = place as usize;
    (whole, place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_have_the_mean_of_the_guess() {
        for guess in [
            Guess::new(6.0, 12.0, 32.0),
            Guess::new(80.0, 160.0, 320.0),
            Guess::new(0.0, 0.0, 9.0),
            Guess::new(1.0, 2.0, 2.0),
            Guess::new(5.0, 5.0, 5.0),
        ] {
            let (curve, mut draws) = (Curve::of(guess), Draws::new(7));
            let sum: f64 = (0..100_000).map(|_| curve.draw(&mut draws)).sum();
            let mean = sum / 100_000.0;
            let error = 5.0 * guess.deviation() / 100_000.0_f64.sqrt() + guess.mean() * 1e-3;
            assert!((mean - guess.mean()).abs() <= error, "{guess:?}: {mean}");
        }
    }
}
