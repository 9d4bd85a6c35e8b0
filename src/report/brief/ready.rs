//! The page of a plan: may it start?

use super::circle::Circle;
use super::fill::{tenth, weeks_of, work};
use super::{Brief, RISKS_MAX, Risk};
use crate::analysis::Analysis;
use crate::effort::pace;
use crate::readiness::{Asked, DemandState, Dossier, Hours, Judged, Status, Verdict, Way};
use crate::stack::ToolId;
use crate::text::plural;

pub(crate) fn of_dossier(analysis: &Analysis, dossier: &Dossier) -> Brief {
    let stack = &analysis.stack;
    let circle = circle(analysis, dossier);
    let unknowns = unknowns(dossier);
    let (confidence, because) = circle.confidence(unknowns.len());
    let hours = hours(dossier);
    let plan = circle.initiative.map(|it| &stack.initiatives[it]);
    let start = plan.and_then(|it| it.planned_start);
    let when = start.map_or_else(String::new, |it| format!(" on {it}"));
    Brief {
        kind: "ready",
        decision: format!("Do we start {}{when}?", dossier.title),
        answer: answer(dossier),
        confidence,
        because,
        unknowns,
        yes: yes(analysis, &circle, hours),
        no: no(&circle),
        risks: risks(&circle, dossier),
        tenth: hours.map(|it| tenth(it.p50)),
        instead: instead(dossier),
        asked: circle.asked(),
        to_ask: circle.to_ask(),
        as_of: analysis.as_of,
    }
}

fn circle<'a>(analysis: &'a Analysis, dossier: &Dossier) -> Circle<'a> {
    let mut circle = Circle::new(analysis);
    let ways: Vec<&Way> = judged(dossier)
        .flat_map(|it| &it.answer.ways)
        .chain(dossier.demands.iter().filter_map(|it| it.way.as_ref()))
        .chain(dossier.feature.iter().flat_map(|it| &it.inputs).filter_map(|it| it.way.as_ref()))
        .collect();
    for way in ways {
        circle.tools.extend([way.from, way.to]);
        let legs = way.flows.iter().map(|it| analysis.network.flow(*it).integration);
        circle.integrations.extend(legs);
    }
    circle.initiative = match dossier.asked {
        Asked::Initiative(id) => Some(id),
        Asked::Abm | Asked::Ai(_) => None,
    };
    circle
}

fn judged(dossier: &Dossier) -> impl Iterator<Item = &Judged> {
    let checks = dossier.programme.iter().flat_map(|it| &it.judged);
    checks.chain(dossier.feature.iter().flat_map(|it| &it.gates))
}

fn answer(dossier: &Dossier) -> String {
    let musts = dossier.musts();
    let missing = match musts.missing {
        0 if musts.unknown > 0 => {
            format!(
                "none of {} is missing, and of {} nobody can say",
                plural(musts.all, "must-have"),
                musts.unknown
            )
        }
        0 => format!("no must-have of {} is missing", musts.all),
        count => format!(
            "{count} of {} {} missing",
            plural(musts.all, "must-have"),
            if count == 1 { "is" } else { "are" }
        ),
    };
    match dossier.verdict {
        Verdict::Ready => format!("Yes: {missing}."),
        Verdict::ShadowMode => {
            format!("In shadow mode only, where it suggests and people decide: {missing}.")
        }
        Verdict::NotReady => format!("Not yet: {missing}."),
    }
}

fn unknowns(dossier: &Dossier) -> Vec<String> {
    let checks = judged(dossier).filter(|it| it.answer.status == Status::Unknown);
    let checks = checks.map(|it| format!("{}: {}", it.title, it.answer.told));
    let demands = dossier.demands.iter().filter(|it| it.state == DemandState::Unknown);
    checks.chain(demands.map(|it| format!("{}: {}", it.title, it.told))).collect()
}

fn hours(dossier: &Dossier) -> Option<Hours> {
    dossier.programme.as_ref().and_then(|it| it.hours)
}

fn yes(analysis: &Analysis, circle: &Circle<'_>, hours: Option<Hours>) -> Vec<String> {
    let stack = &analysis.stack;
    let mut lines: Vec<String> = Vec::new();
    match hours {
        Some(hours) => {
            lines.push(format!("what is open: {}", work(&stack.company, hours.p50, hours.p80)));
            let tools: Vec<ToolId> = circle.tools.iter().copied().collect();
            lines.push(weeks_of(hours, pace(stack, &tools, analysis.as_of)));
        }
        None => lines.push(
            "hours of what is open are UNKNOWN: it takes decisions and facts first".to_owned(),
        ),
    }
    let plan = circle.initiative.map(|it| &stack.initiatives[it]);
    if let Some(budget) = plan.and_then(|it| it.budget) {
        lines.push(format!("{} are budgeted", stack.company.money(budget)));
    }
    lines
}

fn no(circle: &Circle<'_>) -> Vec<String> {
    let plan = circle.initiative.map(|it| &circle.stack().initiatives[it]);
    let mut lines: Vec<String> = Vec::new();
    if let Some(plan) = plan {
        if let Some(day) = plan.decision_by {
            let verb = if day < circle.analysis.as_of { "was" } else { "is" };
            lines.push(format!("{} {verb} to be decided by {day}", plan.name));
        }
        if let Some(start) = plan.planned_start {
            lines.push(format!("its start on {start} moves until what is missing is there"));
        }
    }
    lines.push("what a later start costs is UNKNOWN: the file states no value of it".to_owned());
    lines
}

fn risks(circle: &Circle<'_>, dossier: &Dossier) -> Vec<Risk> {
    let stack = circle.stack();
    let plan = circle.initiative.map(|it| &stack.initiatives[it]);
    let due = plan.and_then(|it| it.planned_start.or(it.decision_by));
    let feature = match dossier.asked {
        Asked::Ai(id) => stack.ai_features[id].owner.as_ref(),
        Asked::Abm | Asked::Initiative(_) => None,
    };
    let owner = circle.named(feature.or_else(|| plan.and_then(|it| it.sponsor.as_ref())));
    let mut open: Vec<(bool, Status, String, Option<ToolId>)> = judged(dossier)
        .filter(|it| it.answer.status != Status::Pass)
        .map(|it| {
            let place = it.answer.ways.first().map(|it| it.to);
            (!it.is_must, it.answer.status, format!("{}: {}", it.title, it.answer.told), place)
        })
        .collect();
    open.extend(dossier.demands.iter().filter(|it| it.state != DemandState::Met).map(|it| {
        let place = it.way.as_ref().map(|it| it.to);
        (!it.is_must, it.state.status(), format!("{}: {}", it.title, it.told), place)
    }));
    open.sort_by_key(|(is_extra, status, ..)| (*is_extra, *status));
    let risks = open.into_iter().map(|(_, _, what, place)| Risk {
        what,
        owner: place.and_then(|it| circle.payer(it)).or_else(|| owner.clone()),
        due,
    });
    risks.take(RISKS_MAX).collect()
}

/// The cheapest steps that settle something, must-haves first.
fn instead(dossier: &Dossier) -> Vec<String> {
    let mut open: Vec<&Judged> = judged(dossier).filter(|it| !it.fix.is_empty()).collect();
    let hours = |it: &Judged| it.hours.map_or(0.0, |it| it.p50);
    open.sort_by(|left, right| {
        (!left.is_must).cmp(&!right.is_must).then(hours(left).total_cmp(&hours(right)))
    });
    let lines = open.into_iter().map(|it| {
        let hours = it.hours.map_or("a decision".to_owned(), |it| format!("about {}", it.words()));
        format!("{} ({hours})", it.fix.trim_end_matches('.'))
    });
    let mut lines: Vec<String> = lines.take(3).collect();
    if lines.is_empty() {
        let first = dossier.demands.iter().filter(|it| it.state != DemandState::Met);
        lines.extend(first.take(3).map(|it| format!("settle this first: {}", it.title)));
    }
    lines
}
