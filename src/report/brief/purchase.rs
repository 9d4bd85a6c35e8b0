//! The page of a purchase: may it be bought?

use super::circle::Circle;
use super::fill::{list, repairs, tenth, weeks_of, work};
use super::{Brief, RISKS_MAX, Risk};
use crate::analysis::Analysis;
use crate::effort::pace;
use crate::evaluate::{Evaluation, Level, Verdict};
use crate::stack::ToolId;
use crate::text::plural;

pub(crate) fn of_evaluation(analysis: &Analysis, it: &Evaluation) -> Brief {
    let circle = circle(analysis, it);
    let name = it.subject.name();
    let until = it.deadline.as_ref().map_or_else(String::new, |it| format!(" until {}", it.by));
    let unknowns: Vec<String> = it.questions.iter().map(|it| it.text.clone()).collect();
    let (confidence, because) = circle.confidence(unknowns.len());
    Brief {
        kind: "buy",
        decision: format!("Do we buy {name}{until}?"),
        answer: answer(it),
        confidence,
        because,
        unknowns,
        yes: yes(analysis, it, &circle),
        no: no(analysis, it),
        risks: risks(&circle, it),
        tenth: it.hours.map(|it| tenth(it.p50)),
        instead: instead(it, &circle),
        asked: circle.asked(),
        to_ask: circle.to_ask(),
        as_of: analysis.as_of,
    }
}

/// The tools that it would be connected with, and those whose work it would share.
fn circle<'a>(analysis: &'a Analysis, it: &Evaluation) -> Circle<'a> {
    let mut circle = Circle::new(analysis);
    let there = &it.simulation.after.stack;
    let here = |tool: ToolId| analysis.stack.tools.find(&there.tools[tool].id);
    let neighbours = it.links.iter().map(|it| it.neighbour);
    let others = it.overlaps.iter().map(|it| it.tool);
    circle.tools.extend(neighbours.chain(others).filter_map(here));
    let asked = it.links.iter().flat_map(|it| &it.whys).find_map(|it| match it {
        crate::evaluate::Why::Requirement { initiative, .. } => Some(*initiative),
        crate::evaluate::Why::Consent(_)
        | crate::evaluate::Why::Incumbent { .. }
        | crate::evaluate::Why::Planned(_)
        | crate::evaluate::Why::Named
        | crate::evaluate::Why::Hub => None,
    });
    circle.initiative = asked;
    circle
}

fn answer(it: &Evaluation) -> String {
    let reasons = it.top_reasons();
    let word = match it.verdict {
        Verdict::Go => "Yes",
        Verdict::GoWithConditions => "Yes, on conditions",
        Verdict::NotYet => "Not yet",
    };
    match reasons.first() {
        Some(first) => format!("{word}: {}.", first.told.trim_end_matches('.')),
        None => format!("{word}."),
    }
}

fn yes(analysis: &Analysis, it: &Evaluation, circle: &Circle<'_>) -> Vec<String> {
    let stack = &analysis.stack;
    let company = &stack.company;
    let mut lines: Vec<String> = Vec::new();
    let least = if it.cost.is_whole { "" } else { "at least " };
    lines.push(format!("{least}{} in the first year", company.money(it.cost.known)));
    let unknown: Vec<String> = it
        .cost
        .parts
        .iter()
        .filter(|it| it.amount.is_none())
        .map(|it| it.what.to_owned())
        .collect();
    if !unknown.is_empty() {
        lines.push(format!("UNKNOWN in it: {}", list(&unknown)));
    }
    if let Some(hours) = it.hours {
        lines.push(format!("building it in: {}", work(company, hours.p50, hours.p80)));
        let tools: Vec<ToolId> = circle.tools.iter().copied().collect();
        lines.push(weeks_of(hours, pace(stack, &tools, analysis.as_of)));
    }
    lines
}

/// What goes on beside it or instead of it.
fn no(analysis: &Analysis, it: &Evaluation) -> Vec<String> {
    let stack = &analysis.stack;
    let mut lines: Vec<String> = Vec::new();
    for overlap in it.overlaps.iter().filter(|it| it.is_same_kind) {
        let name = &it.simulation.after.stack.tools[overlap.tool].name;
        lines.push(match overlap.annual {
            Some(cost) => format!("{} a year for {name} go on", stack.company.money(cost)),
            None => format!("{name} is paid for on; how much is UNKNOWN"),
        });
    }
    let wanted = it.links.iter().filter(|it| it.is_must).count();
    if wanted > 0 {
        let verb = if wanted == 1 { "is" } else { "are" };
        let what = plural(wanted, "link");
        lines.push(format!("{what} that {verb} a must-have stay out"));
    }
    if lines.is_empty() {
        lines.push("nothing that the file puts a figure on: things stay as they are".to_owned());
    }
    lines
}

fn risks(circle: &Circle<'_>, it: &Evaluation) -> Vec<Risk> {
    let stack = circle.stack();
    let plan = circle.initiative.map(|it| &stack.initiatives[it]);
    let owner = circle.named(plan.and_then(|it| it.sponsor.as_ref()));
    let owner = owner.or_else(|| circle.tools.iter().find_map(|it| circle.payer(*it)));
    let due = it.deadline.as_ref().map(|it| it.by);
    let due = due.or_else(|| plan.and_then(|it| it.decision_by.or(it.planned_start)));
    let open = it.reasons.iter().filter(|it| it.level != Level::Good);
    let risks = open.map(|check| Risk { what: check.told.clone(), owner: owner.clone(), due });
    risks.take(RISKS_MAX).collect()
}

fn instead(it: &Evaluation, circle: &Circle<'_>) -> Vec<String> {
    let alike: Vec<String> = it
        .overlaps
        .iter()
        .filter(|it| it.is_same_kind || !it.shared.is_empty())
        .map(|overlap| it.simulation.after.stack.tools[overlap.tool].name.to_string())
        .collect();
    let mut lines: Vec<String> = Vec::new();
    if !alike.is_empty() {
        lines.push(format!("try with what is there for it: {}", list(&alike)));
    }
    let actions = it.reasons.iter().filter(|it| it.level != Level::Good && !it.action.is_empty());
    lines.extend(actions.take(1).map(|it| it.action.clone()));
    lines.extend(repairs(circle, 3_usize.saturating_sub(lines.len())));
    lines
}
