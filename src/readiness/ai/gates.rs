//! What keeps an AI feature in check. A new gate is an entry here and its function.

use super::Case;
use crate::readiness::{Answer, Check, Status};
use crate::stack::{Autonomy, OwnerRef, Party, RiskClass};

type Judge = fn(&Case<'_>) -> Answer;

/// Six months, as Article 26(6) of the EU's AI Act has it for high-risk systems, in days.
const LOG_DAYS_MIN: f64 = 180.0;

#[rustfmt::skip]
pub(super) static GATES: &[Check<Judge>] = &[
    gate("min_data", "it has the data that it needs to learn from", true, "Wait until there is enough, or decide by plain rules until then; write down what there is as `data`.", min_data),
    gate("owner", "somebody owns it", true, "Name an owner who looks at what it does.", owner),
    gate("monitoring", "a figure is looked at on a schedule", true, "Agree on one figure, who looks at it and how often.", monitoring),
    gate("oversight", "people can step in where it writes", true, "Let it suggest, or let people approve, until it has proven itself.", oversight),
    gate("kill_switch", "it can be switched off by whoever is on duty", false, "Write down where it is switched off, and try it once.", kill_switch),
    gate("logs", "logs are kept long enough", false, "Keep its logs for 180 days; check with counsel what its risk class asks for.", logs),
    gate("disclosure", "people are told that it is AI", false, "Say so where people meet it; check with counsel.", disclosure),
    gate("dpia", "the data protection impact assessment is done", false, "Ask your data protection officer; check with counsel.", dpia),
    gate("vendor_training", "the vendor does not train on our data", false, "Opt out in the contract or the settings; check with counsel.", vendor_training),
    gate("risk_class", "its risk class is known and allowed", true, "Classify it; check with counsel.", risk_class),
    gate("downstream", "what works with its results is known", false, "Write down which automations read what it writes.", downstream),
];

const fn gate(
    code: &'static str,
    title: &'static str,
    is_must: bool,
    fix: &'static str,
    judge: Judge,
) -> Check<Judge> {
    Check { code, title, is_must, weight: 1.0, fix, work: &[], judge }
}

fn min_data(case: &Case<'_>) -> Answer {
    let Some(needed) = &case.feature.min_data else {
        return Answer::new(Status::Unknown, "nobody has said what it needs");
    };
    let has = case.feature.data.as_ref();
    let facts = [
        ("records", needed.records, has.and_then(|it| it.records)),
        ("cases with the outcome", needed.positives, has.and_then(|it| it.positives)),
    ];
    let asked = || facts.iter().filter_map(|(what, least, has)| Some((*what, (*least)?, *has)));
    if let Some((what, least, Some(has))) =
        asked().find(|(_, least, has)| has.is_some_and(|it| it < *least))
    {
        return Answer::new(Status::Fail, format!("it has {has} {what} and needs {least}"));
    }
    let open: Vec<&str> = asked().filter(|it| it.2.is_none()).map(|it| it.0).collect();
    if open.is_empty() {
        return Answer::new(Status::Pass, "it has what it needs");
    }
    Answer::new(
        Status::Unknown,
        format!("nobody has said how many {} there are", open.join(" and ")),
    )
}

fn owner(case: &Case<'_>) -> Answer {
    let Some(owner) = &case.feature.owner else {
        return Answer::new(Status::Fail, "nobody is named");
    };
    if has_left(case, owner) {
        let told = format!("{} has left", case.stack.party_name(owner));
        return Answer::new(Status::Fail, told);
    }
    Answer::new(Status::Pass, case.stack.party_name(owner).to_owned())
}

fn has_left(case: &Case<'_>, owner: &OwnerRef) -> bool {
    match owner.party {
        Some(Party::Person(id)) => case.stack.people[id].has_left(case.analysis.as_of),
        Some(Party::Team(_)) | None => false,
    }
}

fn monitoring(case: &Case<'_>) -> Answer {
    let Some(it) = &case.feature.monitoring else {
        return Answer::new(Status::Fail, "nobody looks at how well it does");
    };
    match (&it.metric, &it.cadence) {
        (Some(metric), Some(_)) => Answer::new(Status::Pass, metric.to_string()),
        (Some(metric), None) => Answer::new(Status::Partial, format!("{metric}, and no schedule")),
        (None, _) => Answer::new(Status::Partial, "no figure is named"),
    }
}

fn oversight(case: &Case<'_>) -> Answer {
    if case.feature.writes.is_empty() {
        return Answer::new(Status::Pass, "it writes nothing");
    }
    match (case.feature.autonomy, said(case.feature.human_oversight.as_deref())) {
        (Some(Autonomy::Suggest | Autonomy::HumanApproves), _) => {
            Answer::new(Status::Pass, "people decide")
        }
        (_, Some(true)) => Answer::new(Status::Pass, "people watch it"),
        (Some(Autonomy::Autonomous), _) => {
            Answer::new(Status::Fail, "it writes by itself, and nobody is said to watch it")
        }
        (None, _) => Answer::new(Status::Unknown, "nobody has said who decides"),
    }
}

/// A text that says yes or no, or describes what is done, which is a yes.
fn said(text: Option<&str>) -> Option<bool> {
    match text?.trim().to_lowercase().as_str() {
        "unknown" | "" => None,
        "no" | "none" | "false" => Some(false),
        _ => Some(true),
    }
}

fn stated(fact: Option<bool>, [yes, no]: [&str; 2]) -> Answer {
    match fact {
        Some(true) => Answer::new(Status::Pass, yes),
        Some(false) => Answer::new(Status::Fail, no),
        None => Answer::new(Status::Unknown, "nobody has said"),
    }
}

fn kill_switch(case: &Case<'_>) -> Answer {
    stated(said(case.feature.kill_switch.as_deref()), ["it is written down where", "there is none"])
}

fn logs(case: &Case<'_>) -> Answer {
    let Some(days) = case.feature.log_days else {
        return Answer::new(Status::Unknown, "nobody has said for how long");
    };
    let told = format!("{days} days");
    if days >= LOG_DAYS_MIN {
        return Answer::new(Status::Pass, told);
    }
    let is_high = case.feature.risk_class == Some(RiskClass::High);
    Answer::new(if is_high { Status::Fail } else { Status::Partial }, told)
}

fn disclosure(case: &Case<'_>) -> Answer {
    stated(case.feature.discloses_ai, ["they are", "they are not"])
}

fn dpia(case: &Case<'_>) -> Answer {
    stated(said(case.feature.dpia.as_deref()), ["it is", "it is not"])
}

fn vendor_training(case: &Case<'_>) -> Answer {
    let trains = case.feature.trains_on_our_data;
    stated(trains.map(|it| !it), ["it does not", "it does"])
}

fn risk_class(case: &Case<'_>) -> Answer {
    match case.feature.risk_class {
        Some(RiskClass::Prohibited) => Answer::new(Status::Fail, "it is prohibited"),
        Some(RiskClass::High) => Answer::new(Status::Partial, "high risk asks for more than this"),
        Some(RiskClass::Limited | RiskClass::Minimal) => {
            Answer::new(Status::Pass, "limited or minimal")
        }
        None => Answer::new(Status::Unknown, "nobody has said"),
    }
}

fn downstream(case: &Case<'_>) -> Answer {
    if case.feature.writes.is_empty() {
        return Answer::new(Status::Pass, "it writes nothing");
    }
    let readers = case.stack.automations.values().filter(|it| it.is_active());
    let names: Vec<&str> = readers
        .filter(|it| it.reads.iter().any(|read| case.feature.writes.contains(read)))
        .map(|it| it.id.as_str())
        .collect();
    if names.is_empty() {
        return Answer::new(Status::Unknown, "no automation is said to read what it writes");
    }
    Answer::new(Status::Pass, format!("`{}`", names.join("`, `")))
}
