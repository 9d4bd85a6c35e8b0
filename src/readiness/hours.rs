//! Hours of a few pieces of work, as a distribution told by two of its points.

use crate::effort::{Table, Unit};

/// Spread of what all pieces have in common: the team and the estate. The same as in estimates of whole migrations.
const COMMON_DEVIATION: f64 = 0.30;
/// The standard normal's point below which 80 % lie.
const EIGHTY_PERCENT: f64 = 0.8416;

/// Hours that are kept in five cases of ten, and in eight of ten.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Hours {
    pub(crate) p50: f64,
    pub(crate) p80: f64,
}

impl Hours {
    /// PERT means and variances added up, with the common factor over them, as the log-normal distribution with the same
    /// mean and variance (Fenton 1960). `None` where there is no work.
    pub(crate) fn of(table: &Table, work: &[(Unit, f64)]) -> Option<Self> {
        let (mut mean, mut variance) = (0.0, 0.0);
        for (unit, count) in work {
            let guess = table.hours(*unit);
            mean += count * guess.mean();
            variance += count * ((guess.high - guess.low) / 6.0).powi(2);
        }
        if mean <= 0.0 {
            return None;
        }
        let relative = 1.0 + variance / (mean * mean);
        let p50 = mean / relative.sqrt();
        let deviation = (COMMON_DEVIATION.powi(2) + relative.ln()).sqrt();
        Some(Self { p50, p80: p50 * (EIGHTY_PERCENT * deviation).exp() })
    }

    /// "12 to 21 h".
    pub(crate) fn words(self) -> String {
        format!("{:.0} h (P50) to {:.0} h (P80)", self.p50, self.p80)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stack::Company;

    #[test]
    fn a_connector_takes_what_the_table_says_and_more_in_bad_cases() {
        let table = Table::of(&Company::default());
        let hours = Hours::of(&table, &[(Unit::Connector, 1.0)]).unwrap();
        // Mean (6 + 48 + 32) / 6 = 14.33, deviation 26 / 6 = 4.33: 14.33 / sqrt(1.0914) = 13.72.
        assert!((hours.p50 - 13.72).abs() < 0.01, "{hours:?}");
        // sqrt(0.09 + ln 1.0914) = 0.4212, exp(0.8416 x 0.4212) = 1.4254.
        assert!((hours.p80 - 19.56).abs() < 0.02, "{hours:?}");
        assert_eq!(Hours::of(&table, &[]), None);
    }
}
