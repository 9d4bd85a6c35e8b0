//! `linchpin simulate`: changes in the order in which they stand on the command line.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args};

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format, names};
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, Severity};
use crate::export::{human, json};
use crate::network::Component;
use crate::scenario::{self, Edit, Scenario, Terms};
use crate::stack::Stack;
use crate::text::Label;

#[derive(Args)]
#[command(after_help = "\
Changes are made in the order in which they are given; nothing is written to the file.

  linchpin simulate --remove marketo --add hubspot --connect 'hubspot<->salesforce:native_connector:person'")]
pub(super) struct Simulate {
    /// Take a tool out, with what cannot be without it
    #[arg(long, value_name = "TOOL")]
    remove: Vec<String>,

    /// Put a tool in; nothing is known of it but its name
    #[arg(long, value_name = "TOOL")]
    add: Vec<String>,

    /// Put one tool in the place of another
    #[arg(long, value_name = "OLD=NEW")]
    replace: Vec<String>,

    /// Connect two tools: `A->B`, `A<->B`, then `:method` and `:object,object` where they are known
    #[arg(long, value_name = "A->B:METHOD:OBJECTS")]
    connect: Vec<String>,

    /// Take an integration out
    #[arg(long, value_name = "INTEGRATION")]
    disconnect: Vec<String>,

    /// Something is down for a while: a tool, integration, credential or vendor
    #[arg(long, value_name = "NAME=DURATION")]
    outage: Vec<String>,

    /// A person leaves
    #[arg(long, value_name = "PERSON")]
    leave: Vec<String>,

    /// Make the changes of a scenario file
    #[arg(long, value_name = "FILE")]
    scenario: Vec<PathBuf>,

    /// The weeks that are planned for what is replaced
    #[arg(long, value_name = "NUMBER")]
    weeks: Option<f64>,

    /// The hours a week that there are for it; else they follow from the team
    #[arg(long, value_name = "HOURS")]
    capacity: Option<f64>,
}

/// One flag with its value.
#[derive(Clone, Copy)]
enum Change<'a> {
    Remove(&'a str),
    Add(&'a str),
    Replace(&'a str),
    Connect(&'a str),
    Disconnect(&'a str),
    Outage(&'a str),
    Leave(&'a str),
    Scenario(&'a Path),
}

pub(super) fn run(
    call: &mut Call<'_>,
    verb: &Simulate,
    matches: &ArgMatches,
) -> Result<Ending, Failure> {
    let changes = in_order(verb, matches);
    if changes.is_empty() {
        return Err(Failure::new("there is nothing to simulate")
            .hint("say what changes, such as `--remove marketo --add hubspot`"));
    }
    let mut terms = Terms {
        planned_weeks: positive("--weeks", verb.weeks)?,
        hours_per_week: positive("--capacity", verb.capacity)?,
        start: None,
    };
    let mut analysis = call.analysis_with_warning()?;
    let mut edits: Vec<Edit> = Vec::new();
    let mut problems: Vec<Diagnostic> = Vec::new();
    for change in changes {
        let (scenario, found) = if let Change::Scenario(file) = change {
            read_file(call, &mut analysis, file)?
        } else {
            let text = change.written(&analysis.stack)?;
            let file = analysis.sources.add("command line", &text);
            let (scenario, mut found) = scenario::read(&analysis.sources, file);
            // Short spellings are what a command line is for.
            found.retain(|it| it.severity > Severity::Note);
            (scenario, found)
        };
        terms = terms.or(Terms {
            planned_weeks: scenario.planned_weeks,
            hours_per_week: scenario.capacity_hours_per_week,
            start: scenario.start,
        });
        edits.extend(scenario.edits);
        problems.extend(found);
    }
    show(call, &analysis, (&edits, terms), problems)
}

/// A number of weeks or hours, where one is given.
pub(super) fn positive(flag: &str, number: Option<f64>) -> Result<Option<f64>, Failure> {
    match number {
        Some(number) if !number.is_finite() || number <= 0.0 => {
            Err(Failure::new(format!("`{flag} {number}` is no amount of work"))
                .hint(format!("write a number above 0, such as `{flag} 13`")))
        }
        Some(_) | None => Ok(number),
    }
}

/// The scenario in a file, and what is wrong with its text.
pub(super) fn read_file(
    call: &Call<'_>,
    analysis: &mut Analysis,
    file: &Path,
) -> Result<(Scenario, Vec<Diagnostic>), Failure> {
    let bytes = call.read_named(file)?;
    let name = file.display().to_string();
    let file = analysis.sources.add(&name, &String::from_utf8_lossy(&bytes));
    Ok(scenario::read(&analysis.sources, file))
}

fn show(
    call: &mut Call<'_>,
    analysis: &Analysis,
    (edits, terms): (&[Edit], Terms),
    mut problems: Vec<Diagnostic>,
) -> Result<Ending, Failure> {
    let mut simulation = scenario::simulate(analysis, edits);
    problems.append(&mut simulation.problems);
    simulation.problems = problems;
    let migrations = scenario::migrations(analysis, edits, terms);
    let text = match call.format {
        Format::Human => human::simulation(analysis, edits, &simulation, &migrations, call.look),
        Format::Json => json::simulation(analysis, edits, &simulation, &migrations),
    };
    call.print(&text)?;
    let is_refused = simulation.problems.iter().any(|it| it.severity == Severity::Error);
    Ok(if is_refused { Ending::Refused } else { Ending::Clean })
}

/// A flag with its values and what each of them means.
type Flag<'a> = (&'static str, &'a Vec<String>, fn(&'a str) -> Change<'a>);

/// The changes as they stand on the command line, across all flags.
fn in_order<'a>(verb: &'a Simulate, matches: &ArgMatches) -> Vec<Change<'a>> {
    let Some((_, matches)) = matches.subcommand() else { return Vec::new() };
    let mut found: Vec<(usize, Change<'a>)> = Vec::new();
    let flags: [Flag<'a>; 7] = [
        ("remove", &verb.remove, Change::Remove),
        ("add", &verb.add, Change::Add),
        ("replace", &verb.replace, Change::Replace),
        ("connect", &verb.connect, Change::Connect),
        ("disconnect", &verb.disconnect, Change::Disconnect),
        ("outage", &verb.outage, Change::Outage),
        ("leave", &verb.leave, Change::Leave),
    ];
    for (flag, values, change) in flags {
        let places = matches.indices_of(flag).into_iter().flatten();
        found.extend(places.zip(values.iter().map(|it| change(it))));
    }
    let places = matches.indices_of("scenario").into_iter().flatten();
    found.extend(places.zip(verb.scenario.iter().map(|it| Change::Scenario(it))));
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, change)| change).collect()
}

impl Change<'_> {
    /// The change as a scenario file has it, with names made ids.
    fn written(self, stack: &Stack) -> Result<String, Failure> {
        let change = match self {
            Self::Remove(name) => match names::component(stack, name)? {
                Component::Integration(id) => {
                    format!("disconnect: {{integration: {}}}", quoted(&stack.integrations[id].id))
                }
                _ => format!(
                    "remove: {{tool: {}}}",
                    quoted(&stack.tools[names::tool(stack, name)?].id)
                ),
            },
            Self::Add(name) => format!("add: {{tool: {}}}", quoted(name)),
            Self::Replace(pair) => {
                let (old, new) = pair.split_once('=').ok_or_else(|| {
                    Failure::new(format!("`--replace {pair}` names one tool"))
                        .hint("write both, such as `--replace marketo=hubspot`")
                })?;
                let old = &stack.tools[names::tool(stack, old)?].id;
                format!("replace: {{tool: {}, by: {}}}", quoted(old), quoted(&known(stack, new)))
            }
            Self::Connect(text) => connection(stack, text)?,
            Self::Disconnect(name) => {
                let id = match names::component(stack, name)? {
                    Component::Integration(id) => &stack.integrations[id].id,
                    _ => {
                        return Err(Failure::new(format!("`{name}` is no integration"))
                            .hint("`linchpin list flows` shows them"));
                    }
                };
                format!("disconnect: {{integration: {}}}", quoted(id))
            }
            Self::Outage(text) => outage(stack, text)?,
            Self::Leave(name) => match names::component(stack, name)? {
                Component::Person(id) => {
                    format!("leave: {{person: {}}}", quoted(&stack.people[id].id))
                }
                _ => return Err(Failure::new(format!("`{name}` is no person"))),
            },
            Self::Scenario(file) => return Ok(file.display().to_string()),
        };
        Ok(format!("version: 1\nscenario: {{id: command-line}}\nchanges:\n  - {change}\n"))
    }
}

/// `NAME=8h` as a scenario has it; how long may be left out.
fn outage(stack: &Stack, text: &str) -> Result<String, Failure> {
    let (name, duration) = text.split_once('=').unwrap_or((text, ""));
    let what = match names::component(stack, name)? {
        Component::Tool(id) => format!("tool: {}", quoted(&stack.tools[id].id)),
        Component::Integration(id) => {
            format!("integration: {}", quoted(&stack.integrations[id].id))
        }
        Component::Credential(id) => format!("credential: {}", quoted(&stack.credentials[id].id)),
        Component::Vendor(id) => format!("vendor: {}", quoted(&stack.vendors[id].id)),
        Component::Person(_) => {
            return Err(Failure::new(format!("`{name}` is a person and cannot be down"))
                .hint(format!("`linchpin simulate --leave {name}` shows what hangs on them")));
        }
    };
    Ok(match duration {
        "" => format!("outage: {{{what}}}"),
        _ => format!("outage: {{{what}, duration: {}}}", quoted(duration)),
    })
}

/// `A->B:method:object,object` as a scenario has it.
fn connection(stack: &Stack, text: &str) -> Result<String, Failure> {
    let mut parts = text.splitn(3, ':');
    let ends = parts.next().unwrap_or_default();
    let (ends, direction) = if let Some(ends) = ends.split_once("<->") {
        (Some(ends), "two_way")
    } else {
        (ends.split_once("->"), "one_way")
    };
    let (from, to) = ends.ok_or_else(|| {
        Failure::new(format!("`--connect {text}` does not say from where to where"))
            .hint("write it like `hubspot->salesforce:native_connector:person`")
    })?;
    let mut written = format!(
        "connect: {{from: {}, to: {}, direction: {direction}",
        quoted(&known(stack, from.trim())),
        quoted(&known(stack, to.trim()))
    );
    let method = parts.next().filter(|it| !it.is_empty()).unwrap_or("unknown");
    written = format!("{written}, method: {}", quoted(method));
    if let Some(objects) = parts.next().filter(|it| !it.is_empty()) {
        let objects: Vec<String> = objects.split(',').map(|it| quoted(it.trim())).collect();
        written = format!("{written}, objects: [{}]", objects.join(", "));
    }
    written.push('}');
    Ok(written)
}

/// The id of a tool that is there; else the name, which an earlier change may bring.
fn known(stack: &Stack, name: &str) -> Label {
    stack.tool_called(name).map_or_else(|| Label::new(name), |it| stack.tools[it].id.clone())
}

/// JSON's strings are YAML's.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
