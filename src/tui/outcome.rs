//! What staged changes come to, in one line.

use super::rows::Tone;
use crate::analysis::Analysis;
use crate::diag::{ElementKind, Severity};
use crate::impact::{Fate, JourneyFate};
use crate::scenario::{Edit, Simulation, count_of};
use crate::text::plural;

/// How many needs have this fate.
pub(crate) fn count(simulation: &Simulation, fate: Fate) -> usize {
    simulation.blast.affected.iter().filter(|it| it.fate == fate).count()
}

pub(crate) fn journeys(simulation: &Simulation, fate: JourneyFate) -> usize {
    simulation.blast.journeys.iter().filter(|it| it.fate == fate).count()
}

/// What becomes of what lives inside the tools that a scenario takes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    Gone,
    /// Another tool takes over, but what was built inside has to be built again.
    Replaced,
    /// It comes back.
    Down,
}

/// The same for all changes, or the worst where they differ.
pub(crate) fn loss(edits: &[Edit]) -> Loss {
    let of_edit = |edit: &Edit| match edit {
        Edit::RemoveTool { .. } | Edit::Disconnect { .. } => Some(Loss::Gone),
        Edit::ReplaceTool { .. } => Some(Loss::Replaced),
        Edit::Outage { .. } | Edit::Leave { .. } => Some(Loss::Down),
        Edit::AddTool { .. } | Edit::Connect { .. } | Edit::Set { .. } => None,
    };
    let mut losses: Vec<Loss> = edits.iter().filter_map(of_edit).collect();
    losses.dedup();
    match losses.as_slice() {
        [only] => *only,
        _ => Loss::Gone,
    }
}

/// "Without Marketo", "While Salesforce is down": what is different.
pub(crate) fn premise(analysis: &Analysis, edits: &[Edit]) -> String {
    match edits {
        [] => "As it is".to_owned(),
        [edit] => premise_of(analysis, edit),
        [Edit::AddTool { tool, .. }, rest @ ..]
            if rest.iter().all(|it| matches!(it, Edit::Connect { .. })) =>
        {
            format!("With {}", tool.name)
        }
        [Edit::AddTool { tool: new, .. }, Edit::ReplaceTool { tool, by, .. }] if new.id == *by => {
            format!("With {} for {}", new.name, tool_name(analysis, tool))
        }
        _ => format!("With these {} changes", edits.len()),
    }
}

fn premise_of(analysis: &Analysis, edit: &Edit) -> String {
    match edit {
        Edit::RemoveTool { tool, .. } => format!("Without {}", tool_name(analysis, tool)),
        Edit::AddTool { tool, .. } => format!("With {}", tool.name),
        Edit::ReplaceTool { tool, by, .. } => {
            format!("With {} for {}", tool_name(analysis, by), tool_name(analysis, tool))
        }
        Edit::Connect { integration, .. } => format!(
            "With {} {} {}",
            tool_name(analysis, &integration.from.name),
            integration.arrow(),
            tool_name(analysis, &integration.to.name)
        ),
        Edit::Disconnect { integration, .. } => format!("Without {integration}"),
        Edit::Set { id, .. } => format!("With {id} set otherwise"),
        Edit::Outage { kind, id, duration, .. } => {
            let name = match kind {
                ElementKind::Tool => tool_name(analysis, id),
                _ => id.to_string(),
            };
            match duration {
                Some(duration) => format!("While {name} is down for {duration}"),
                None => format!("While {name} is down"),
            }
        }
        Edit::Leave { person, .. } => {
            let people = &analysis.stack.people;
            let name = people.find(person).map_or(person, |it| &people[it].name);
            format!("Once {name} has left")
        }
    }
}

/// The name of a tool as people call it, by its id.
pub(crate) fn tool_name(analysis: &Analysis, id: &str) -> String {
    let tools = &analysis.stack.tools;
    tools.find(id).map_or_else(|| id.to_owned(), |it| tools[it].name.to_string())
}

/// "1 journey stops, 12 needs break": the result after the premise, worst first.
pub(crate) fn result(simulation: &Simulation) -> (Tone, String) {
    let mut parts = Vec::new();
    let mut tone = Tone::Ok;
    let mut add = |count: usize, text: String, worse: Tone| {
        if count > 0 {
            if parts.is_empty() {
                tone = worse;
            }
            parts.push(text);
        }
    };
    let verb = |count: usize, noun: &str, one: &str, many: &str| {
        format!("{} {}", plural(count, noun), if count == 1 { one } else { many })
    };
    let stopped = journeys(simulation, JourneyFate::Stopped);
    add(stopped, verb(stopped, "journey", "stops", "stop"), Tone::Danger);
    let broken = count(simulation, Fate::Broken);
    add(broken, verb(broken, "data need", "breaks", "break"), Tone::Danger);
    let worse = count(simulation, Fate::Degraded) + count(simulation, Fate::Stale);
    add(worse, format!("{worse} get worse"), Tone::Warn);
    let headless = count(simulation, Fate::Headless);
    let word =
        if headless == 1 { "loses its system of record" } else { "lose their system of record" };
    add(headless, format!("{headless} {word}"), Tone::Warn);
    if parts.is_empty() {
        return (Tone::Ok, "nothing breaks".to_owned());
    }
    (tone, parts.join(", "))
}

/// "15 new findings, 11 of them errors; 18 fixed".
pub(crate) fn findings(simulation: &Simulation) -> Option<String> {
    let (new, fixed) = (simulation.findings_new.len(), simulation.findings_fixed.len());
    let errors = count_of(&simulation.findings_new, Severity::Error);
    let of_them = match errors {
        0 => String::new(),
        _ if errors == new => format!(", {}", if new == 1 { "an error" } else { "all errors" }),
        _ => format!(", {}", plural(errors, "error")),
    };
    match (new, fixed) {
        (0, 0) => None,
        (0, _) => Some(format!("{} fixed", plural(fixed, "finding"))),
        (_, 0) => Some(format!("{}{of_them}", plural(new, "new finding"))),
        _ => Some(format!("{}{of_them}; {fixed} fixed", plural(new, "new finding"))),
    }
}

/// The first change that could not be made.
pub(crate) fn refusal(simulation: &Simulation) -> Option<String> {
    let error = simulation.problems.iter().find(|it| it.severity == Severity::Error)?;
    let help = error.help.as_ref().map(|it| format!("; {it}")).unwrap_or_default();
    Some(format!("{}{help}", error.message))
}

/// One line for a toast: "Without Marketo: 1 journey stops, 12 needs break".
pub(crate) fn line(analysis: &Analysis, edits: &[Edit], simulation: &Simulation) -> (Tone, String) {
    if let Some(refusal) = refusal(simulation) {
        return (Tone::Warn, refusal);
    }
    let (tone, result) = result(simulation);
    (tone, format!("{}: {result}", premise(analysis, edits)))
}
