//! `linchpin evaluate`: whether something should be bought.

use std::path::PathBuf;

use clap::Args;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format, names, simulate};
use crate::analysis::Analysis;
use crate::evaluate::{self, Request, Subject, Verdict};
use crate::export::{evaluation_as_markdown, human, json};
use crate::scenario;
use crate::stack::{Date, Id, Initiative, Stack};
use crate::text::{Label, nearest};

#[derive(Args)]
#[command(after_help = "\
Exit code 1: NOT YET.

  linchpin evaluate 6sense
  linchpin evaluate 6sense --for abm-enterprise --by 2026-10-15
  linchpin evaluate customer-io --neighbours salesforce,segment --by 6w
  linchpin evaluate --scenario scenarios/add-6sense.yaml

What the stack's own `connectors` say beats the catalogue. A product that is in neither is evaluated all the same.")]
pub(super) struct Evaluate {
    /// A product of the catalogue, a tool of the stack or any other name; with --scenario, one that it adds
    #[arg(value_name = "PRODUCT", required_unless_present = "scenario")]
    product: Option<String>,

    /// What it is for: requirements by id, or initiatives; else all that are about it or about a tool of its kind
    #[arg(long = "for", value_name = "REQUIREMENT", value_delimiter = ',')]
    requirements: Vec<String>,

    /// The tools that it should be connected with; else those that tools of its kind are connected with
    #[arg(long, value_name = "TOOL", value_delimiter = ',')]
    neighbours: Vec<String>,

    /// When it has to work: a day, or a number of weeks such as 6w
    #[arg(long, value_name = "DATE|WEEKS", value_parser = parse_by)]
    by: Option<By>,

    /// The hours a week that there are for it; else they follow from the team
    #[arg(long, value_name = "HOURS")]
    capacity: Option<f64>,

    /// Take the product, and what it is connected with, from a scenario file
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum By {
    Day(Date),
    /// From the day that all dates count from.
    Weeks(f64),
}

const WEEK_DAYS: f64 = 7.0;
/// Longer than any plan: what is beyond is a slip.
const WEEKS_MAX: f64 = 520.0;

fn parse_by(text: &str) -> Result<By, String> {
    if let Some(day) = Date::parse(text) {
        return Ok(By::Day(day));
    }
    let number = text.trim_end_matches(|it: char| it.is_alphabetic() || it == ' ');
    let unit = text.get(number.len()..).unwrap_or_default().trim();
    let weeks = number.parse::<f64>().ok().filter(|it| *it > 0.0 && *it <= WEEKS_MAX);
    match (weeks, unit) {
        (Some(weeks), "" | "w" | "week" | "weeks") => Ok(By::Weeks(weeks)),
        _ => Err("expected a day such as 2026-11-30, or weeks such as 6w".to_owned()),
    }
}

pub(super) fn run(call: &mut Call<'_>, verb: &Evaluate) -> Result<Ending, Failure> {
    let hours_per_week = simulate::positive("--capacity", verb.capacity)?;
    let mut analysis = call.analysis_with_warning()?;
    let subject = subject(call, &mut analysis, verb)?;
    let stack = &analysis.stack;
    let requirements = requirements(stack, &verb.requirements)?;
    let neighbours = neighbours(stack, &verb.neighbours)?;
    let request = Request {
        subject,
        requirements,
        neighbours,
        by: verb.by.and_then(|it| day(it, analysis.as_of)),
        hours_per_week,
    };
    let found = evaluate::of(&analysis, &request);
    let text = match call.format {
        Format::Human if call.is_markdown() => evaluation_as_markdown(&found),
        Format::Human => human::evaluation(&found, call.look),
        Format::Json => json::evaluation(&found),
    };
    call.print(&text)?;
    Ok(if found.verdict == Verdict::NotYet { Ending::Findings } else { Ending::Clean })
}

fn day(by: By, as_of: Date) -> Option<Date> {
    match by {
        By::Day(day) => Some(day),
        By::Weeks(weeks) => {
            let days = format!("{:.0}", weeks * WEEK_DAYS).parse().ok()?;
            as_of.plus_days(days)
        }
    }
}

fn subject(
    call: &mut Call<'_>,
    analysis: &mut Analysis,
    verb: &Evaluate,
) -> Result<Subject, Failure> {
    let name = verb.product.as_deref();
    let Some(file) = &verb.scenario else {
        let name = name.filter(|it| !it.trim().is_empty());
        let name = name.ok_or_else(|| Failure::new("the product has no name"))?;
        return Ok(Subject::named(&analysis.stack, name));
    };
    let (scenario, problems) = simulate::read_file(call, analysis, file)?;
    for problem in problems.iter().filter(|it| it.severity == crate::diag::Severity::Error) {
        call.say(&format!("{}: {}", problem.code, problem.message))?;
    }
    Subject::planned(&scenario, name).ok_or_else(|| {
        let shown = file.display();
        let added: Vec<&str> = scenario
            .edits
            .iter()
            .filter_map(|it| match it {
                scenario::Edit::AddTool { tool, .. } => Some(tool.id.as_str()),
                scenario::Edit::RemoveTool { .. }
                | scenario::Edit::ReplaceTool { .. }
                | scenario::Edit::Connect { .. }
                | scenario::Edit::Disconnect { .. }
                | scenario::Edit::Set { .. }
                | scenario::Edit::Outage { .. }
                | scenario::Edit::Leave { .. } => None,
            })
            .collect();
        match name {
            Some(name) if !added.is_empty() => {
                Failure::new(format!("`{shown}` does not add `{name}`"))
                    .hint(format!("it adds {}", added.join(", ")))
            }
            Some(_) | None => Failure::new(format!("`{shown}` adds no tool"))
                .hint("write `add: {tool: {id: …, name: …, category: …}}` in its `changes`"),
        }
    })
}

type Picked = Vec<(Id<Initiative>, usize)>;

/// Requirements by id, `INITIATIVE.REQUIREMENT`, or all of an initiative.
fn requirements(stack: &Stack, wanted: &[String]) -> Result<Option<Picked>, Failure> {
    if wanted.is_empty() {
        return Ok(None);
    }
    let mut all: Vec<(String, (Id<Initiative>, usize))> = Vec::new();
    for (id, initiative) in stack.initiatives.iter() {
        for (position, requirement) in initiative.requirements.iter().enumerate() {
            let pick = (id, position);
            all.push((initiative.id.to_string(), pick));
            if let Some(name) = &requirement.id {
                all.push((name.to_string(), pick));
                all.push((format!("{}.{name}", initiative.id), pick));
            }
        }
    }
    let mut picked = Picked::new();
    for name in wanted {
        let found: Picked = all
            .iter()
            .filter(|(it, _)| it.eq_ignore_ascii_case(name))
            .map(|(_, pick)| *pick)
            .filter(|it| !picked.contains(it))
            .collect();
        let is_known = all.iter().any(|(it, _)| it.eq_ignore_ascii_case(name));
        if !is_known {
            let failure =
                Failure::new(format!("this stack has no requirement or initiative `{name}`"));
            return Err(match nearest(name, all.iter().map(|it| it.0.as_str())) {
                Some(near) => failure.hint(format!("did you mean `{near}`?")),
                None => failure.hint("`linchpin ready` shows the initiatives"),
            });
        }
        picked.extend(found);
    }
    picked.sort_unstable();
    Ok(Some(picked))
}

fn neighbours(stack: &Stack, wanted: &[String]) -> Result<Option<Vec<Label>>, Failure> {
    if wanted.is_empty() {
        return Ok(None);
    }
    let mut found = Vec::new();
    for name in wanted {
        let id = &stack.tools[names::tool(stack, name.trim())?].id;
        if !found.contains(id) {
            found.push(id.clone());
        }
    }
    Ok(Some(found))
}
