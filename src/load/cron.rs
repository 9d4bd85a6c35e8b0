//! Cron lines: the longest time that passes between two runs.

use crate::stack::Minutes;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// The first year that is walked; 1 January 2023 was a Sunday, and eight years hold two leap days.
const FIRST_YEAR: u32 = 2023;
const YEARS: u32 = 8;

/// Reads five fields: minute, hour, day of month, month, day of week. `None`: no cron line, or one that never runs.
pub(super) fn longest_gap(line: &str) -> Option<Minutes> {
    let fields: Vec<&str> = line.split_ascii_whitespace().collect();
    let [minute, hour, day, month, weekday] = *fields.as_slice() else { return None };
    let minutes = set(minute, 0, 59, &[])?;
    let hours = set(hour, 0, 23, &[])?;
    let days = set(day, 1, 31, &[])?;
    let months = set(month, 1, 12, &MONTHS)?;
    let weekdays = set(weekday, 0, 7, &WEEKDAYS)?;
    let times: Vec<u32> = hours
        .iter()
        .flat_map(|hour| minutes.iter().map(move |minute| hour * 60 + minute))
        .collect();
    let (first, last) = (*times.first()?, *times.last()?);
    let within = times.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0);

    let either = !day.starts_with('*') && !weekday.starts_with('*');
    let runs_on = |date: Date| {
        let by_day = days.contains(&date.day);
        let by_weekday = weekdays.iter().any(|it| it % 7 == date.weekday);
        let matches = if either { by_day || by_weekday } else { by_day && by_weekday };
        matches && months.contains(&date.month)
    };
    let mut previous: Option<u32> = None;
    let mut between = None;
    for (number, date) in calendar().enumerate() {
        if runs_on(date) {
            let number = u32::try_from(number).ok()?;
            if let Some(previous) = previous {
                between = between.max(Some((number - previous) * 1440 + first - last));
            }
            previous = Some(number);
        }
    }
    Minutes::new(f64::from(between?.max(within)))
}

#[derive(Clone, Copy)]
struct Date {
    month: u32,
    day: u32,
    weekday: u32,
}

fn calendar() -> impl Iterator<Item = Date> {
    (FIRST_YEAR..FIRST_YEAR + YEARS)
        .flat_map(|year| (1..=12).map(move |month| (month, days_in(year, month))))
        .flat_map(|(month, days)| (1..=days).map(move |day| (month, day)))
        .zip((0..7).cycle())
        .map(|((month, day), weekday)| Date { month, day, weekday })
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The numbers of one field, ascending: `*`, `*/5`, `1-5`, `mon,wed`, `10-20/2`.
fn set(field: &str, min: u32, max: u32, names: &[&str]) -> Option<Vec<u32>> {
    let named = |text: &str| {
        let folded = text.to_ascii_lowercase();
        let by_name = names.iter().position(|name| *name == folded);
        match by_name {
            Some(index) => Some(u32::try_from(index).ok()? + min),
            None => text.parse().ok().filter(|number| (min..=max).contains(number)),
        }
    };
    let mut numbers = Vec::new();
    for part in field.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, step.parse().ok().filter(|step| *step > 0)?),
            None => (part, 1),
        };
        let (from, to) = match range.split_once('-') {
            _ if range == "*" || range == "?" => (min, max),
            Some((from, to)) => (named(from)?, named(to)?),
            None if part.contains('/') => (named(range)?, max),
            None => (named(range)?, named(range)?),
        };
        if from > to {
            return None;
        }
        numbers.extend((from..=to).step_by(usize::try_from(step).ok()?));
    }
    numbers.sort_unstable();
    numbers.dedup();
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_wait_counts() {
        for (line, minutes) in [
            ("* * * * *", 1),
            ("*/5 * * * *", 5),
            ("*/25 * * * *", 25),
            ("0 * * * *", 60),
            ("0 6 * * *", 1440),
            ("0 6,18 * * *", 720),
            ("0 9-17 * * 1-5", 3 * 1440 - 8 * 60),
            ("0 6 * * MON", 7 * 1440),
            ("0 6 * * 7", 7 * 1440),
            ("0 0 1 * *", 31 * 1440),
            ("0 0 1 jan *", 366 * 1440),
            ("0 0 29 2 *", 1461 * 1440),
            ("0 0 1,15 * 5", 7 * 1440),
        ] {
            assert_eq!(longest_gap(line), Minutes::new(f64::from(minutes)), "{line}");
        }
    }

    #[test]
    fn nonsense_is_no_schedule() {
        for line in [
            "",
            "daily",
            "* * * *",
            "* * * * * *",
            "60 * * * *",
            "*/0 * * * *",
            "5-1 * * * *",
            "0 0 30 2 *",
            "a b c d e",
        ] {
            assert_eq!(longest_gap(line), None, "{line}");
        }
    }
}
