//! What an initiative requires, each with the way that its data takes today.

use super::survey::Survey;
use super::{Status, Way};
use crate::analysis::Analysis;
use crate::stack::{Initiative, Level, Minutes, Requirement, ToolId};

/// One requirement with what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Demand {
    /// What it asks for: "account.owner at Demandbase".
    pub(crate) title: String,
    pub(crate) is_must: bool,
    pub(crate) state: DemandState,
    pub(crate) told: String,
    pub(crate) way: Option<Way>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum DemandState {
    Met,
    /// It gets there, and later than it should.
    Late,
    Missing,
    Unknown,
}

impl DemandState {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    pub(crate) fn status(self) -> Status {
        match self {
            Self::Met => Status::Pass,
            Self::Late => Status::Partial,
            Self::Missing => Status::Fail,
            Self::Unknown => Status::Unknown,
        }
    }
}

/// All requirements of an initiative, in the order of the file.
pub(crate) fn demands(analysis: &Analysis, initiative: &Initiative) -> Vec<Demand> {
    let survey = Survey::of(analysis);
    initiative.requirements.iter().map(|it| judge(&survey, it)).collect()
}

fn judge(survey: &Survey<'_>, requirement: &Requirement) -> Demand {
    let is_must = requirement.level == Some(Level::Must);
    let demand = |title: String, state, told: String, way| {
        let title = match &requirement.text {
            Some(text) => format!("{title} (“{text}”)"),
            None => title,
        };
        Demand { title, is_must, state, told, way }
    };
    let Some(need) = &requirement.need else {
        let id = requirement.id.as_ref().map_or("a requirement", |it| it.as_str());
        let told = "it names no data, so that nothing can be followed";
        return demand(id.to_owned(), DemandState::Unknown, told.to_owned(), None);
    };
    let stack = survey.stack;
    let at = need.at.as_ref().and_then(|it| it.id);
    let place = need.at.as_ref().map_or("?", |it| it.id.map_or(&*it.name, |id| survey.name(id)));
    let title = format!("{} at {place}", need.field);
    let field = need.field.field.as_deref();
    let record = || need.field.object.and_then(|it| stack.objects[it].system_of_record_of(field));
    let from = match &need.from {
        Some(from) => from.id,
        None => record(),
    };
    let Some((from, at)) = from.zip(at) else {
        let told = "nobody has said from where to where, or a name is not in the stack";
        return demand(title, DemandState::Unknown, told.to_owned(), None);
    };
    if let Some(idle) = [from, at].into_iter().find(|it| !stack.tools[*it].is_in_use()) {
        let told = format!("{} is not in use yet", survey.name(idle));
        return demand(title, DemandState::Unknown, told, None);
    }
    let way = survey.way(from, at, need.field.object, field);
    let (state, told) = match &way {
        None => (DemandState::Missing, missing(survey, from, at)),
        Some(way) => timed(survey, way, need.freshness),
    };
    demand(title, state, told, way)
}

fn missing(survey: &Survey<'_>, from: ToolId, at: ToolId) -> String {
    format!("nothing brings it from {} to {}", survey.name(from), survey.name(at))
}

fn timed(survey: &Survey<'_>, way: &Way, asked: Option<Minutes>) -> (DemandState, String) {
    let from = survey.name(way.from);
    let age = way.age.words();
    match asked {
        _ if way.flows.is_empty() => (DemandState::Met, "it is there already".to_owned()),
        Some(asked) if way.age.exceeds(asked) => {
            (DemandState::Late, format!("from {from} it is {age} old, and {asked} is asked"))
        }
        Some(asked) if !way.age.keeps(asked) => {
            let told = format!("from {from} it is {age} old; whether {asked} is kept is not known");
            (DemandState::Unknown, told)
        }
        Some(_) | None => (DemandState::Met, format!("it comes from {from}, {age} old")),
    }
}
