//! Lengths of time as people and standards write them.

use super::cron;
use crate::stack::Minutes;

/// A month stands for 30 days and a year for 365: a schedule needs an order of magnitude, not a calendar.
const WORDS: &[(&str, f64)] = &[
    ("realtime", 0.0),
    ("hourly", HOUR),
    ("daily", DAY),
    ("nightly", DAY),
    ("weekly", 7.0 * DAY),
    ("monthly", 30.0 * DAY),
    ("quarterly", 90.0 * DAY),
    ("yearly", 365.0 * DAY),
];

const HOUR: f64 = 60.0;
const DAY: f64 = 1440.0;

/// A hundred years; nothing in a stack takes longer, so more is a slip of the keyboard.
const MINUTES_MAX: f64 = 100.0 * 365.0 * DAY;

/// The words that stand for a length of time, for "did you mean".
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(word, _)| *word)
}

/// `15m`, `1h 30m`, `2d`, `PT15M`, `realtime`, `daily` …
pub(super) fn duration(text: &str) -> Option<Minutes> {
    let text = text.trim();
    let folded = text.to_ascii_lowercase();
    let minutes = match WORDS.iter().find(|(word, _)| *word == folded) {
        Some((_, minutes)) => *minutes,
        // Zero is the same in every unit.
        None if folded == "0" => 0.0,
        None => match folded.strip_prefix('p') {
            Some(rest) => iso_8601(rest)?,
            None => counted(&folded)?,
        },
    };
    Minutes::new(minutes).filter(|_| minutes <= MINUTES_MAX)
}

/// A duration, or the longest time between two runs of a cron line.
pub(super) fn cadence(text: &str) -> Option<Minutes> {
    duration(text).or_else(|| cron::longest_gap(text))
}

/// `1d 2h`: numbers, each with its unit.
fn counted(text: &str) -> Option<f64> {
    parts(text, |unit| match unit {
        "s" | "sec" | "second" | "seconds" => Some(1.0 / 60.0),
        "m" | "min" | "minute" | "minutes" => Some(1.0),
        "h" | "hour" | "hours" => Some(HOUR),
        "d" | "day" | "days" => Some(DAY),
        "w" | "week" | "weeks" => Some(7.0 * DAY),
        _ => None,
    })
}

/// What follows the `P`; `m` is months before the `T` and minutes after it.
fn iso_8601(text: &str) -> Option<f64> {
    let (date, time) = match text.split_once('t') {
        Some((date, time)) if !time.is_empty() => (date, Some(time)),
        Some(_) => return None,
        None => (text, None),
    };
    let days = parts(date, |unit| match unit {
        "y" => Some(365.0 * DAY),
        "m" => Some(30.0 * DAY),
        "w" => Some(7.0 * DAY),
        "d" => Some(DAY),
        _ => None,
    });
    let Some(time) = time else { return days };
    let hours = parts(time, |unit| match unit {
        "h" => Some(HOUR),
        "m" => Some(1.0),
        "s" => Some(1.0 / 60.0),
        _ => None,
    })?;
    if date.is_empty() { Some(hours) } else { Some(days? + hours) }
}

/// The sum of numbers with their units; `None` where there is none, or something else.
fn parts(text: &str, minutes: impl Fn(&str) -> Option<f64>) -> Option<f64> {
    let mut rest = text.trim();
    let mut sum = None;
    while !rest.is_empty() {
        let digits = rest.find(|ch: char| !(ch.is_ascii_digit() || ch == '.'))?;
        let (amount, tail) = rest.split_at_checked(digits)?;
        let tail = tail.trim_start();
        let end = tail.find(|ch: char| !ch.is_ascii_alphabetic()).unwrap_or(tail.len());
        let (unit, tail) = tail.split_at_checked(end)?;
        sum = Some(sum.unwrap_or(0.0) + amount.parse::<f64>().ok()? * minutes(unit)?);
        rest = tail.trim_start();
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_counts_minutes() {
        for (text, minutes) in [
            ("15m", 15.0),
            ("1h", 60.0),
            ("1h30m", 90.0),
            ("1.5h", 90.0),
            ("2d", 2880.0),
            ("1w", 10_080.0),
            ("90s", 1.5),
            ("15 minutes", 15.0),
            ("PT15M", 15.0),
            ("P7D", 10_080.0),
            ("P1DT2H", 1560.0),
            ("P1M", 43_200.0),
            ("PT0S", 0.0),
            ("realtime", 0.0),
            ("0", 0.0),
            ("nightly", 1440.0),
            ("Weekly", 10_080.0),
            ("monthly", 43_200.0),
        ] {
            assert_eq!(duration(text), Minutes::new(minutes), "{text}");
        }
    }

    #[test]
    fn what_is_no_length_of_time_is_refused() {
        for text in [
            "", "15", "m", "-5m", "15x", "P", "PT", "P1H", "soon", "1h30", "1..5h", "é", "15mé",
            "1e3h", "999999d",
        ] {
            assert_eq!(duration(text), None, "{text}");
        }
    }

    #[test]
    fn cron_lines_are_cadences_but_no_durations() {
        assert_eq!(cadence("0 6 * * 1"), Minutes::new(10_080.0));
        assert_eq!(duration("0 6 * * 1"), None);
    }
}
