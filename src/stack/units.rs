//! Numbers with their units: minutes, shares, dates.

use std::fmt;

/// A length of time in minutes; never negative, never NaN.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub(crate) struct Minutes(f64);

impl Minutes {
    pub(crate) const ZERO: Self = Self(0.0);

    /// `None` for what is no length of time.
    pub(crate) fn new(minutes: f64) -> Option<Self> {
        (minutes.is_finite() && minutes >= 0.0).then_some(Self(minutes))
    }

    pub(crate) fn get(self) -> f64 {
        self.0
    }

    pub(crate) fn half(self) -> Self {
        Self(self.0 / 2.0)
    }

    pub(crate) fn as_hours(self) -> f64 {
        self.0 / 60.0
    }
}

impl std::ops::Add for Minutes {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl fmt::Display for Minutes {
    /// As people say it: "15 min", "1.5 h", "2 d".
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (amount, unit) = match self.0 {
            minutes if minutes < 1.0 && minutes > 0.0 => (minutes * 60.0, "s"),
            minutes if minutes < 120.0 => (minutes, "min"),
            minutes if minutes < 2880.0 => (minutes / 60.0, "h"),
            minutes => (minutes / 1440.0, "d"),
        };
        let rounded = (amount * 10.0).round() / 10.0;
        out.pad(&format!("{rounded} {unit}"))
    }
}

/// A part of a whole, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub(crate) struct Share(f64);

impl Share {
    /// `None` outside 0 to 1.
    pub(crate) fn new(share: f64) -> Option<Self> {
        (0.0..=1.0).contains(&share).then_some(Self(share))
    }

    pub(crate) fn get(self) -> f64 {
        self.0
    }
}

impl fmt::Display for Share {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = (self.0 * 1000.0).round() / 10.0;
        out.pad(&format!("{percent} %"))
    }
}

/// How often something runs: the longest time between two runs, and the words of the file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cadence {
    pub(crate) every: Minutes,
    pub(crate) text: crate::text::Label,
}

/// A calendar day.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Date(jiff::civil::Date);

impl Date {
    pub(crate) fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// Reads `2026-11-30`, and the day of `2026-11-30T12:00:00`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let day = text.get(..10)?;
        let rest = text.get(10..)?;
        if !(rest.is_empty() || rest.starts_with(['T', 't', ' '])) {
            return None;
        }
        let shaped = day.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        if !shaped {
            return None;
        }
        let number = |from: usize, to: usize| day.get(from..to)?.parse::<i16>().ok();
        let month = i8::try_from(number(5, 7)?).ok()?;
        Self::new(number(0, 4)?, month, i8::try_from(number(8, 10)?).ok()?)
    }

    /// Days from `earlier` to this day; negative when it lies before.
    pub(crate) fn days_since(self, earlier: Self) -> i64 {
        self.0.duration_since(earlier.0).as_hours() / 24
    }

    pub(crate) fn plus_days(self, days: i64) -> Option<Self> {
        self.0.checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(Self)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0.to_string())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

/// A day, with its time where one was written; for things that happened at an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    pub(crate) day: Date,
    /// Minutes after midnight.
    pub(crate) minute: Option<u16>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_count_days_and_refuse_nonsense() {
        let start = Date::parse("2026-09-10").unwrap();
        assert_eq!(Date::parse("2026-11-02").unwrap().days_since(start), 53);
        assert_eq!(start.days_since(Date::parse("2026-11-02").unwrap()), -53);
        assert_eq!(start.plus_days(-90), Date::parse("2026-06-12"));
        for wrong in
            ["2026-02-30", "2026-9-10", "26-09-10", "2026-09-10x", "", "yesterday", "éééééééééé"]
        {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn times_read_like_speech() {
        let say = |minutes| Minutes::new(minutes).unwrap().to_string();
        assert_eq!(
            [say(15.0), say(90.0), say(150.0), say(10080.0)],
            ["15 min", "90 min", "2.5 h", "7 d"]
        );
        assert_eq!(Minutes::new(f64::NAN), None);
    }
}
