//! Whether time and calls suffice.

use super::{Judged, check};
use crate::evaluate::ways::QUOTA_PERCENT;
use crate::evaluate::{Chance, Check, Level, Quota, Topic};
use crate::text::amount;

impl Judged<'_> {
    pub(super) fn time(&self) -> Option<Check> {
        let deadline = self.deadline?;
        let by = deadline.by;
        let hours = match (deadline.hours, deadline.hours_per_week) {
            (Some(hours), Some(week)) => {
                format!("{hours:.0} h of work until {by} ({week:.0} h a week)")
            }
            (_, _) => format!("nobody known to do the work until {by}"),
        };
        let warm_up = deadline.warm_up_weeks.map_or_else(String::new, |(low, high)| {
            format!(
                "; a sending domain needs {low:.0} to {high:.0} weeks before it carries bulk mail"
            )
        });
        let needed =
            self.hours.map_or_else(String::new, |it| format!(", and {} are needed", it.words()));
        let (level, told, action) = match deadline.chance {
            Chance::Unlikely if deadline.days < 0 => {
                (Level::Blocker, format!("{by} has passed"), "name another day")
            }
            Chance::Unlikely => (
                Level::Blocker,
                format!("it will hardly work by then: there are {hours}{needed}{warm_up}"),
                "buy later, or start with fewer links",
            ),
            Chance::Even => (
                Level::Condition,
                format!(
                    "it may work by then: there are {hours}, enough in five to eight of ten cases{needed}{warm_up}"
                ),
                "keep the week after it free",
            ),
            Chance::Unknown => (
                Level::Condition,
                format!("there is {hours}{warm_up}"),
                "name who does it, and how many hours a week",
            ),
            Chance::Likely => (
                Level::Good,
                format!("there are {hours}, enough in eight of ten cases{warm_up}"),
                "",
            ),
        };
        Some(check(Topic::Time, level, told, action))
    }

    pub(super) fn quota(&self, checks: &mut Vec<Check>) {
        let mut worst: Vec<&Quota> = Vec::new();
        for quota in self.links.iter().flat_map(|it| &it.quota) {
            match worst.iter_mut().find(|it| it.tool == quota.tool) {
                Some(there) if quota.room < there.room => *there = quota,
                Some(_) => {}
                None => worst.push(quota),
            }
        }
        let percent = self.case.stack.company.policy(QUOTA_PERCENT.0, QUOTA_PERCENT.1);
        for quota in worst {
            let name = self.name(quota.tool);
            let limit = format!("{percent:.0} % of its API limit");
            let (level, told) = match (quota.room, quota.new) {
                (Some(room), _) if room < 0.0 => (
                    Level::Condition,
                    format!("{name} would be {} calls a day above {limit}", amount(-room)),
                ),
                (Some(room), Some(_)) => (
                    Level::Good,
                    format!("{name} keeps {} calls a day below {limit}", amount(room)),
                ),
                (Some(room), None) => (
                    Level::Condition,
                    format!(
                        "{name} has {} calls a day left below {limit}, and nobody has said how many are needed",
                        amount(room)
                    ),
                ),
                (None, _) => (
                    Level::Condition,
                    format!("how much of the API limit of {name} is used is not written down"),
                ),
            };
            let action = if level == Level::Good {
                ""
            } else {
                "ask for the calls a day, batch them, or buy more"
            };
            checks.push(check(Topic::Quota, level, told, action).at(quota.span));
        }
    }
}
