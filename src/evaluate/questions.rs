//! What to ask before signing: every unknown as a question to whoever knows.

use super::checks::{Judged, cargo};
use super::{Course, Grade, Link, Standing, Step, Topic};
use crate::stack::ToolId;
use crate::text::amount;

/// Who knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Who {
    Vendor,
    Us,
}

impl Who {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Question {
    pub(crate) to: Who,
    pub(crate) topic: Topic,
    pub(crate) text: String,
}

/// All questions, those for the vendor first.
pub(super) fn all(judged: &Judged<'_>) -> Vec<Question> {
    let mut asked = Vec::new();
    links(judged, &mut asked);
    vendor(judged, &mut asked);
    own(judged, &mut asked);
    asked.sort_by_key(|it| it.to);
    asked
}

fn ask(asked: &mut Vec<Question>, to: Who, topic: Topic, text: String) {
    if asked.iter().all(|it| it.text != text) {
        asked.push(Question { to, topic, text });
    }
}

/// One question for each neighbour, with all that should move.
fn links(judged: &Judged<'_>, asked: &mut Vec<Question>) {
    let mut neighbours: Vec<ToolId> = Vec::new();
    for link in
        judged.links.iter().filter(|it| !neighbours.contains(&it.neighbour)).collect::<Vec<_>>()
    {
        if !neighbours.contains(&link.neighbour) {
            neighbours.push(link.neighbour);
        }
    }
    for neighbour in neighbours {
        let with: Vec<&Link> = judged.links.iter().filter(|it| it.neighbour == neighbour).collect();
        let is_settled = |it: &&&Link| {
            it.best().is_some_and(|it| {
                it.step == Step::Native && it.grade == Grade::Known && it.open.is_empty()
            })
        };
        if with.iter().filter(is_settled).count() == with.len() {
            continue;
        }
        connector(judged, &with, asked);
    }
    for rung in judged
        .links
        .iter()
        .flat_map(|it| &it.rungs)
        .filter(|it| matches!(it.step, Step::DataPlatform | Step::Ipaas))
    {
        for open in rung.open.iter().filter(|it| it.ends_with("connects the two")) {
            let name = open.trim_start_matches("whether ").trim_end_matches(" connects the two");
            let text = format!(
                "Does {name} have a connector to {}, and for which objects?",
                judged.case.tool().name
            );
            ask(asked, Who::Us, Topic::Links, text);
        }
    }
}

fn connector(judged: &Judged<'_>, with: &[&Link], asked: &mut Vec<Question>) {
    let stack = &judged.case.stack;
    let Some(first) = with.first() else { return };
    let (product, neighbour) = (&judged.case.tool().name, judged.case.name(first.neighbour));
    let moved = |course: Course| {
        let mut pieces: Vec<_> =
            with.iter().filter(|it| it.course == course).flat_map(|it| it.cargo.clone()).collect();
        pieces.sort_unstable();
        pieces.dedup();
        let is_any = with.iter().any(|it| it.course == course);
        let text = cargo(stack, &pieces);
        is_any.then(|| if text.is_empty() { "data".to_owned() } else { text })
    };
    let what = match (moved(Course::Into), moved(Course::OutOf)) {
        (Some(into), Some(out)) => format!("takes {into} in and hands {out} out"),
        (Some(into), None) => format!("takes {into} in"),
        (None, Some(out)) => format!("hands {out} out"),
        (None, None) => return,
    };
    let is_known = with
        .iter()
        .all(|it| it.best().is_some_and(|it| it.step == Step::Native && it.grade.is_supported()));
    let fastest = with
        .iter()
        .filter_map(|it| it.freshness)
        .reduce(|one, other| if other < one { other } else { one });
    let soon = fastest.map_or_else(String::new, |it| format!(", within {it}"));
    let text = if is_known {
        format!(
            "Show us the connector between {product} and {neighbour}: does it {}{soon}, does it pass deletions on, and who supports it?",
            infinitive(&what)
        )
    } else {
        format!(
            "Is there a connector of yours between {product} and {neighbour} that {what}{soon}? In which plan, does it pass deletions on, and who supports it?"
        )
    };
    ask(asked, Who::Vendor, Topic::Links, text);
    for quota in with.iter().flat_map(|it| &it.quota).filter(|it| it.new.is_none()) {
        let room = quota.room.map_or_else(
            || "we do not know how many are left".to_owned(),
            |it| {
                if it > 0.0 {
                    format!("we have {} to spare", amount(it))
                } else {
                    "we have none to spare".to_owned()
                }
            },
        );
        let name = judged.case.name(quota.tool);
        ask(
            asked,
            Who::Vendor,
            Topic::Quota,
            format!("How many API calls a day will it make against {name}? ({room}.)"),
        );
    }
}

/// "takes a in and hands b out" as "take a in and hand b out".
fn infinitive(what: &str) -> String {
    what.replacen("takes ", "take ", 1).replacen("hands ", "hand ", 1)
}

fn vendor(judged: &Judged<'_>, asked: &mut Vec<Question>) {
    let case = judged.case;
    let tool = case.tool();
    let mut to_vendor = |topic, text: String| ask(asked, Who::Vendor, topic, text);
    if case.assumed.is_some() {
        to_vendor(Topic::Consent, "On which channels does it reach people: e-mail, sales e-mail, text messages, advertising audiences, chat?".to_owned());
    }
    if !judged.consent.is_empty() {
        to_vendor(Topic::Consent, "How does it take an opt-out from outside, how soon does it stop, and how does it tell us about those it takes itself?".to_owned());
    }
    let objects: Vec<&str> = {
        let mut ids: Vec<_> =
            judged.links.iter().flat_map(|it| &it.cargo).map(|it| it.object).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.retain(|id| tool.stores.iter().all(|it| it.object.id != Some(*id) || it.key.is_none()));
        ids.into_iter().map(|it| case.stack.objects[it].id.as_str()).collect()
    };
    if !objects.is_empty() {
        to_vendor(
            Topic::Keys,
            format!(
                "By which key does it match {}, and what does it do with a second record of the same key?",
                super::checks::joined(&objects)
            ),
        );
    }
    if tool.api.as_ref().and_then(|it| it.limit).is_none() {
        to_vendor(Topic::Quota, "What are the limits of its own API: calls a day, records a call, for each app or for the account?".to_owned());
    }
    if !judged.personal.is_empty() {
        if tool.data_residency.is_none() {
            to_vendor(
                Topic::PersonalData,
                "Where is the data kept, and who are the subprocessors?".to_owned(),
            );
        }
        to_vendor(
            Topic::PersonalData,
            "How is one person deleted, by API or by hand, and within how many days?".to_owned(),
        );
    }
    if tool.sandbox.is_none() {
        to_vendor(Topic::Sandbox, "Is there a sandbox, and does it come with the plan?".to_owned());
    }
    if tool.cost.as_ref().and_then(|it| it.annual).is_none()
        && case.request.subject.standing != Standing::InUse
    {
        to_vendor(
            Topic::Overlap,
            "What does the first year cost with set-up, and the second?".to_owned(),
        );
    }
    if tool.contract.as_ref().and_then(|it| it.notice_days).is_none() {
        to_vendor(
            Topic::Overlap,
            "What is the notice period, and in which form do we get our data back at the end?"
                .to_owned(),
        );
    }
}

fn own(judged: &Judged<'_>, asked: &mut Vec<Question>) {
    let tool = judged.case.tool();
    let mut to_us = |topic, text: String| ask(asked, Who::Us, topic, text);
    if tool.technical_owner.is_none() {
        to_us(Topic::Ownership, format!("Who looks after {}, and who stands in?", tool.name));
    }
    if judged.deadline.is_some_and(|it| it.hours.is_none()) {
        to_us(Topic::Time, "How many hours a week are there for it?".to_owned());
    }
    for overlap in judged.overlaps {
        let name = judged.case.name(overlap.tool);
        to_us(Topic::Overlap, format!("Does {name} go, and when is its notice?"));
    }
}
