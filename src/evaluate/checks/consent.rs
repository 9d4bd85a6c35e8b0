//! Whether opt-outs arrive.

use super::{Judged, check, joined};
use crate::evaluate::{Check, Gap, Level, Reach, Tells, Topic};
use crate::network::Age;
use crate::privacy::Verdict as Hearing;
use crate::stack::ToolId;

impl Judged<'_> {
    pub(super) fn consent(&self, checks: &mut Vec<Check>) {
        for reach in self.consent {
            let purpose = &self.case.stack.consent.purposes[reach.purpose];
            let span = purpose.spans.item;
            let field = purpose.object_field.as_ref().map_or_else(String::new, ToString::to_string);
            let mut found = Vec::new();
            found.extend(reach.hears.map(|hears| self.hears(reach, hears, &field)));
            if reach.hears.is_none() && reach.tells == Tells::NotNeeded {
                let told = format!(
                    "whether an opt-out from {} reaches {} cannot be followed: the file does not say where people opt out, or in which field",
                    purpose.id,
                    self.product()
                );
                found.push(check(
                    Topic::Consent,
                    Level::Condition,
                    told,
                    "write down `capture_points` and `object_field` of the purpose",
                ));
            }
            found.extend(self.tells(reach, &field));
            checks.extend(found.into_iter().map(|it| it.at(span)));
        }
    }

    fn hears(&self, reach: &Reach, (verdict, from): (Hearing, ToolId), field: &str) -> Check {
        let (product, from) = (self.product(), self.name(from));
        let given = if reach.is_assumed { self.assumption() } else { String::new() };
        let told = |what: String| format!("an opt-out in {from} {what}{given}");
        match verdict {
            Hearing::Broken => {
                let (why, action) = self.lost(reach.gap.unwrap_or(Gap::Missing), field);
                let told = told(format!("would not reach {product}: {why}"));
                check(Topic::Consent, Level::Blocker, told, action)
            }
            Hearing::Late => check(
                Topic::Consent,
                Level::Blocker,
                told(format!("would reach {product} too late")),
                "shorten the slowest hop first",
            ),
            Hearing::Unknown => check(
                Topic::Consent,
                Level::Condition,
                told(format!("reaches {product}, nobody has said how soon")),
                "find out how often each hop runs",
            ),
            Hearing::Pass => {
                check(Topic::Consent, Level::Good, told(format!("reaches {product} in time")), "")
            }
        }
    }

    /// Where it is lost, and what to do about it.
    fn lost(&self, gap: Gap, field: &str) -> (String, String) {
        let product = self.product();
        match gap {
            Gap::Dropped(at) => {
                let id = &self.simulation.after.stack.integrations[at].id;
                let why = format!("every way drops whoever opted out, first at `{id}`");
                (why, format!("let `{id}` carry the opt-out before it drops the person"))
            }
            Gap::Before(record) => {
                let record = self.name(record);
                let why = format!("it does not get to {record} today either");
                (why, format!("build its way to {record} first, or one of its own to {product}"))
            }
            Gap::Missing => (
                format!("nothing known carries {field} there"),
                format!("build the way of {field} into {product} first"),
            ),
        }
    }

    /// ", if it sends `ads_audience` as Demandbase does".
    fn assumption(&self) -> String {
        let Some(assumed) = &self.case.assumed else { return String::new() };
        let channels: Vec<&str> = assumed.channels.iter().map(|it| it.name()).collect();
        let channels = joined(&channels);
        match &assumed.like {
            Some(like) => format!(", if it sends {channels} as {like} does"),
            None => format!(", if it sends {channels} as products of its kind do"),
        }
    }

    fn tells(&self, reach: &Reach, field: &str) -> Option<Check> {
        let product = self.product();
        let given = if reach.is_assumed { self.assumption() } else { String::new() };
        match reach.tells {
            Tells::NotNeeded => None,
            Tells::Missing => Some(check(
                Topic::Consent,
                Level::Blocker,
                format!(
                    "an opt-out in {product} would stay there: nothing known carries {field} out of it{given}"
                ),
                format!("build the way of {field} out of {product} first"),
            )),
            Tells::Unknown => Some(check(
                Topic::Consent,
                Level::Condition,
                format!("where an opt-out in {product} has to go is not written down{given}"),
                "name the field and its system of record under `consent`",
            )),
            Tells::Arrives(age) => Some(self.told_after(reach, age)),
        }
    }

    fn told_after(&self, reach: &Reach, age: Age) -> Check {
        let product = self.product();
        let deadline = self.case.stack.consent.purposes[reach.purpose].deadline;
        let (level, told) = match deadline {
            Some(allowed) if age.exceeds(allowed) => (
                Level::Blocker,
                format!(
                    "an opt-out in {product} is {} on its way, {allowed} are allowed",
                    age.words()
                ),
            ),
            Some(allowed) if age.keeps(allowed) => (
                Level::Good,
                format!("an opt-out in {product} is known elsewhere after {}", age.words()),
            ),
            Some(_) | None => (
                Level::Condition,
                format!("an opt-out in {product} gets out of it, nobody has said how soon"),
            ),
        };
        let action = if level == Level::Good { "" } else { "find out how often each hop runs" };
        check(Topic::Consent, level, told, action)
    }
}
