//! Seeded random draws: the same seed gives the same figures on every machine of one build.

/// `SplitMix64` (Steele, Lea and Flood 2014): one addition and three mixing steps a number, good enough for 64 bits.
pub(crate) struct Draws(u64);

impl Draws {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// In (0, 1): never an end, of which logarithms are infinite.
    pub(crate) fn share(&mut self) -> f64 {
        let high = u32::try_from(self.next() >> 32).unwrap_or(u32::MAX);
        (f64::from(high) + 0.5) / 4_294_967_296.0
    }

    /// Standard normal (Box and Muller 1958).
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.share().ln()).sqrt();
        radius * (std::f64::consts::TAU * self.share()).cos()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normals_are_normal() {
        let mut draws = Draws::new(1);
        let all: Vec<f64> = (0..100_000).map(|_| draws.normal()).collect();
        let mean = all.iter().sum::<f64>() / 100_000.0;
        let variance = all.iter().map(|it| it * it).sum::<f64>() / 100_000.0;
        assert!(mean.abs() < 0.02 && (variance - 1.0).abs() < 0.03, "{mean} {variance}");
    }

    #[test]
    fn shares_are_even_and_never_an_end() {
        let mut draws = Draws::new(3);
        let mut tenths = [0_u32; 10];
        for _ in 0..100_000 {
            let share = draws.share();
            assert!(share > 0.0 && share < 1.0);
            let tenth = (0_u8..10).rev().find(|it| share * 10.0 >= f64::from(*it)).unwrap();
            tenths[usize::from(tenth)] += 1;
        }
        // Five standard deviations of a tenth of so many.
        assert!(tenths.iter().all(|it| it.abs_diff(10_000) < 475), "{tenths:?}");
    }
}
