//! Whether the work is done by a day.

use super::case::Case;
use crate::effort;
use crate::readiness::Hours;
use crate::stack::{Channel, Date};

/// How likely it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Chance {
    /// In eight of ten cases at least.
    Likely,
    /// In five of ten cases at least.
    Even,
    /// In fewer than five of ten cases.
    Unlikely,
    /// Nobody has said who does it.
    Unknown,
}

impl Chance {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

/// The day, and what fits before it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Deadline {
    pub(crate) by: Date,
    /// From the day that all dates count from; negative where it has passed.
    pub(crate) days: i64,
    /// Hours of work that there are until then.
    pub(crate) hours: Option<f64>,
    pub(crate) hours_per_week: Option<f64>,
    /// Somebody said so for this purchase; else they follow from who would look after it.
    pub(crate) is_pace_stated: bool,
    /// The weeks that a sending domain needs before it carries bulk mail, at best and at worst, where it will send some.
    pub(crate) warm_up_weeks: Option<(f64, f64)>,
    pub(crate) chance: Chance,
}

const WEEK_DAYS: f64 = 7.0;

pub(super) fn deadline(case: &Case<'_>, work: Option<Hours>) -> Option<Deadline> {
    let by = case.request.by?;
    let as_of = case.before.as_of;
    let days = by.days_since(as_of);
    let stated = case.request.hours_per_week;
    // Who looks after a tool of the same kind would look after this one too.
    let hours_per_week = stated.or_else(|| {
        let own = effort::pace(&case.stack, &[case.product], as_of);
        let like = || effort::pace(&case.before.stack, &case.incumbents, as_of);
        own.or_else(like).map(|it| it.hours_per_week)
    });
    let weeks = f64::from(i32::try_from(days.max(0)).unwrap_or(i32::MAX)) / WEEK_DAYS;
    let hours = hours_per_week.map(|it| it * weeks);
    let sends_mail = case.tool().sends.iter().any(|it| it.channel == Channel::Email);
    let warm_up = effort::Table::of(&case.stack.company).warm_up;
    let warm_up_weeks = sends_mail.then_some((warm_up.low, warm_up.high));
    let is_cold = warm_up_weeks.is_some_and(|(low, _)| weeks < low);
    let chance = match (work, hours) {
        _ if days < 0 || is_cold => Chance::Unlikely,
        (None, _) => Chance::Likely,
        (Some(_), None) => Chance::Unknown,
        (Some(work), Some(hours)) if work.p80 <= hours => Chance::Likely,
        (Some(work), Some(hours)) if work.p50 <= hours => Chance::Even,
        (Some(_), Some(_)) => Chance::Unlikely,
    };
    Some(Deadline {
        by,
        days,
        hours,
        hours_per_week,
        is_pace_stated: stated.is_some(),
        warm_up_weeks,
        chance,
    })
}
