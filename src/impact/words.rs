//! The sentences of a blast: each names what is hit and why.

use super::losses::{Cause, JourneyLoss, Loss, NeedLoss, StageCause};
use super::{Affected, JourneyHit};
use crate::network::{Age, Need, Path};
use crate::stack::{Stack, ToolId};

pub(super) fn affected(loss: &Loss<'_>, lost: NeedLoss) -> Affected {
    let need = loss.network.needs[lost.need].clone();
    let way = Way {
        thing: thing(loss.stack, &need),
        to: need.tool,
        before: &lost.before,
        after: lost.after.as_ref(),
    };
    let mut reason = way.sentence(loss, &lost.cause);
    if let (Cause::TooOld, Some(slo)) = (&lost.cause, need.slo) {
        reason = format!("{reason}; {slo} is allowed");
    }
    Affected { fate: lost.cause.fate(), need, before: Some(lost.before), after: lost.after, reason }
}

pub(super) fn journey_hit(loss: &Loss<'_>, lost: &JourneyLoss) -> JourneyHit {
    let journey = &loss.stack.journeys[lost.journey];
    let stage = journey.stages.get(lost.stage).map(|it| it.id.as_str()).unwrap_or_default();
    let why = match &lost.cause {
        StageCause::Tool(tool, None) => {
            format!("needs {}, which has no fallback", name(loss, *tool))
        }
        StageCause::Tool(tool, Some(by)) => takes_over(loss, *tool, *by),
        StageCause::Via(integration) => {
            let id = &loss.stack.integrations[*integration].id;
            format!("hands over by `{id}` alone")
        }
        StageCause::Way { hand_off, before, after, cause } => {
            let hand_off = &loss.network.hand_offs[*hand_off];
            let object = hand_off.object.map(|it| loss.stack.objects[it].id.to_string());
            let way = Way {
                thing: object.unwrap_or_else(|| "its data".to_owned()),
                to: hand_off.ends.1,
                before,
                after: after.as_ref(),
            };
            way.sentence(loss, cause)
        }
    };
    JourneyHit {
        journey: lost.journey,
        fate: lost.fate,
        stage: lost.stage,
        reason: format!("at {stage}: {why}"),
        value_per_day: journey.value_per_day,
    }
}

/// Something on its way to a tool, before and after.
struct Way<'a> {
    thing: String,
    to: ToolId,
    before: &'a Path,
    after: Option<&'a Path>,
}

impl Way<'_> {
    fn sentence(&self, loss: &Loss<'_>, cause: &Cause) -> String {
        let (tool, thing) = (name(loss, self.to), &self.thing);
        match cause {
            Cause::NoWay if loss.is_single => {
                format!("{tool} gets {thing} only through {}", culprit(loss, self.before))
            }
            Cause::NoWay => {
                format!("{tool} gets {thing} no more without {}", culprit(loss, self.before))
            }
            Cause::Copies(copies) => format!(
                "{} no longer keeps {thing}; {tool} still gets copies from {}",
                culprit(loss, self.before),
                listed(&copies.iter().map(|it| name(loss, *it).to_owned()).collect::<Vec<_>>())
            ),
            Cause::StandIn(lost, by) => takes_over(loss, *lost, *by),
            Cause::TooOld | Cause::Worse { by_hand: false } => {
                format!("{} instead of {}", self.detour(loss), amount(self.before.age))
            }
            Cause::Worse { by_hand: true } => format!("{} and in part by hand", self.detour(loss)),
        }
    }

    /// The way that is left, by the tools between, else by the integration.
    fn detour(&self, loss: &Loss<'_>) -> String {
        let flows = self.after.map(|it| it.flows.as_slice()).unwrap_or_default();
        let (last, between) =
            flows.split_last().map_or((None, flows), |(it, rest)| (Some(it), rest));
        let between: Vec<_> =
            between.iter().map(|it| name(loss, loss.network.flow(*it).to).to_owned()).collect();
        let integration = last.map(|it| loss.network.flow(*it).integration);
        let over = match integration {
            Some(it) if between.is_empty() => quoted(&loss.stack.integrations[it].id),
            Some(_) | None => listed(&between),
        };
        let age = self.after.map_or_else(Age::default, |it| it.age);
        format!("{} still gets {} through {over}, {}", name(loss, self.to), self.thing, old(age))
    }
}

fn takes_over(loss: &Loss<'_>, lost: ToolId, by: ToolId) -> String {
    let hours = loss.stack.tools[lost].fallback.as_ref().and_then(|it| it.activation_hours);
    let after = hours.map(|it| format!(" after {it} h")).unwrap_or_default();
    format!("{}, the fallback of {}, takes over{after}", name(loss, by), name(loss, lost))
}

/// The tool, else the integration, in which a lost way ends first.
fn culprit(loss: &Loss<'_>, path: &Path) -> String {
    let Some(integration) = loss.lost_legs(path).next() else { return String::new() };
    match loss.gone_tools(integration).first() {
        Some(tool) => name(loss, *tool).to_owned(),
        None => quoted(&loss.stack.integrations[integration].id),
    }
}

/// Tools go by the name that people call them by.
fn name<'a>(loss: &Loss<'a>, tool: ToolId) -> &'a str {
    &loss.stack.tools[tool].name
}

/// Things without a name go by their id, which is set off so that it reads as one word.
fn quoted(id: &str) -> String {
    format!("`{id}`")
}

fn thing(stack: &Stack, need: &Need) -> String {
    let object = &stack.objects[need.object].id;
    need.field.as_ref().map_or_else(|| object.to_string(), |field| format!("{object}.{field}"))
}

fn old(age: Age) -> String {
    match age.open {
        0 => format!("up to {} old", age.known),
        _ if age.known.get() > 0.0 => format!("at least {} old", age.known),
        _ => "of unknown age".to_owned(),
    }
}

fn amount(age: Age) -> String {
    if age.open > 0 && age.known.get() <= 0.0 { "an unknown age".to_owned() } else { age.words() }
}

/// "`a`", "`a` and `b`", "`a`, `b` and `c`".
pub(super) fn quoted_list<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    listed(&ids.into_iter().map(quoted).collect::<Vec<_>>())
}

/// "a", "a and b", "a, b and c".
pub(super) fn listed(names: &[String]) -> String {
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// What could not be judged about ways.
pub(super) fn unknowns(loss: &Loss<'_>) -> Vec<String> {
    let mut unknowns = Vec::new();
    let silent: Vec<_> = loss
        .integrations()
        .filter(|it| {
            let flows = loss.network.flows_of(*it);
            flows.iter().map(|it| loss.network.flow(*it)).any(|it| it.live && it.object.is_none())
        })
        .map(|it| loss.stack.integrations[it].id.as_str())
        .collect();
    if !silent.is_empty() {
        unknowns.push(format!("which objects {} moved is not stated", quoted_list(silent)));
    }
    let mut objects: Vec<_> =
        loss.flows.iter().filter_map(|it| loss.network.flow(*it).object).collect();
    objects.sort_unstable();
    objects.dedup();
    for object in objects {
        let described = &loss.stack.objects[object];
        if described.system_of_record_of(None).is_none() {
            unknowns.push(format!(
                "Whether {} still arrives: no tool is its system of record",
                described.id
            ));
        }
    }
    unknowns
}
