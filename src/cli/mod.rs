//! The command line: what can be asked, and the exit codes.
//!
//! Data goes to standard output, narration to standard error. 0: nothing to complain about; 1: findings at or above
//! `--fail-on`; 2: wrong use, or the work could not be done.

mod apply;
mod ask;
mod base;
mod baseline;
mod call;
mod catalog;
mod check;
mod completions;
mod consent;
mod diff;
mod erasure;
mod evaluate;
mod explain;
mod failure;
mod fix;
mod fixes;
mod formats;
mod freshness;
mod impact;
mod init;
mod journey;
mod keys;
mod leave;
mod list;
mod log;
mod man;
mod manual;
mod map;
mod names;
mod open;
mod outage;
mod path;
mod ready;
mod schema;
mod selecting;
mod simulate;
#[cfg(test)]
mod tests;
mod themes;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{
    Args, ColorChoice, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum,
};

use crate::export::{CHECK_FORMATS, CheckFormat, MAP_FORMATS, MapFormat, human, json};
use crate::host::Host;
use crate::stack::Date;
use call::Call;

pub(crate) use formats::formats_page;
pub(crate) use keys::keys_page;
pub(crate) use manual::cli_page;

/// Shows what really holds a marketing stack together.
///
/// Without a command: opens the stack in the terminal, or prints its overview where there is no terminal.
#[derive(Parser)]
#[command(name = "linchpin", version, after_help = EXAMPLES, disable_help_subcommand = true)]
pub(crate) struct Cli {
    /// The stack file; `-` reads standard input. Without one: stack.yaml here or in a folder above, else the example
    #[arg(value_name = "FILE")]
    stack: Option<PathBuf>,

    #[command(flatten)]
    common: Common,

    #[command(subcommand)]
    verb: Option<Verb>,
}

const EXAMPLES: &str = "\
Examples:
  linchpin                          look around, in the example where there is no stack.yaml
  linchpin check                    what is fragile, missing or against the rules
  linchpin impact salesforce        what breaks without it
  linchpin simulate --remove marketo --add hubspot
  linchpin list flows method:manual* fragility>60
  linchpin path webflow salesforce --object person
  linchpin freshness person         how old it is when sales sees it
  linchpin fixes                    which single repair buys the most hours

Exit codes: 0 nothing to complain about, 1 findings at or above --fail-on, 2 wrong use or failure.";

#[derive(Args, Clone)]
#[command(next_help_heading = "Everywhere")]
struct Common {
    /// The stack file; `-` reads standard input
    #[arg(short = 'f', long = "file", value_name = "FILE", global = true)]
    file: Option<PathBuf>,

    /// For people, or for programs
    #[arg(long, value_parser = formats(), default_value = "human", global = true, value_name = "FORMAT", hide_possible_values = true, help = "human or json; check also: sarif, github, junit, markdown; evaluate also: markdown; map also: svg, dot, mermaid, d2")]
    format: Named,

    /// Whether to colour: auto, always or never; `NO_COLOR` is heeded
    #[arg(long, value_enum, default_value_t = When::Auto, global = true, value_name = "WHEN", hide_possible_values = true)]
    color: When,

    /// The day that dates count from, instead of the company's `as_of` or today
    #[arg(long, value_parser = parse_date, global = true, value_name = "DATE")]
    as_of: Option<Date>,

    /// Show all of long lists, and findings that were accepted
    #[arg(long, global = true)]
    all: bool,
}

/// The formats that every command has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Human,
    Json,
}

/// By name; all commands take all of them, so that the refusal can say which command it is that has them.
fn formats() -> impl TypedValueParser<Value = Named> {
    let of_check = CHECK_FORMATS.iter().map(|it| (it.name, it.about));
    let of_map = MAP_FORMATS.iter().map(|it| (it.name, it.about));
    let names = of_check.chain(of_map).map(|it| PossibleValue::new(it.0).help(it.1));
    // `text` is what a map is called that is written for people.
    let text = PossibleValue::new("text").help("a map for people").hide(true);
    PossibleValuesParser::new(names.chain([text])).map(|name| {
        let map = MAP_FORMATS.iter().find(|it| it.name == name).copied().map(Named::Map);
        let check = CHECK_FORMATS.iter().find(|it| it.name == name).copied();
        map.unwrap_or(Named::Check(check.unwrap_or(&human::CHECK)))
    })
}

/// A format that some command has.
#[derive(Clone, Copy)]
enum Named {
    Check(&'static CheckFormat),
    Map(&'static MapFormat),
}

impl Named {
    fn name(self) -> &'static str {
        match self {
            Self::Check(it) => it.name,
            Self::Map(it) => it.name,
        }
    }

    /// Every command has it.
    fn is_for_all(self) -> bool {
        [human::CHECK.name, json::CHECK.name].contains(&self.name())
    }

    fn owner(self) -> &'static str {
        match self {
            Self::Check(_) => "check",
            Self::Map(_) => "map",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
enum Verb {
    /// Check the stack: problems in the file, fragile and missing links, rules broken
    Check(check::Check),
    /// What depends on something, and what breaks without it
    Impact(impact::Impact),
    /// What if: remove, add, connect and disconnect, and see what changes
    Simulate(simulate::Simulate),
    /// Should this be bought: how it could be connected, what that takes, and what to ask the vendor
    Evaluate(evaluate::Evaluate),
    /// Something is down for a while: what gets stale, wrong or lost and when, who notices, and what to do afterwards
    Outage(outage::Outage),
    /// A person leaves: what they own, hold, approve and alone know, as a checklist
    Leave(leave::Leave),
    /// Write what a scenario decided into the stack file; the diff is shown first
    Apply(apply::Apply),
    /// List tools, flows, findings, objects, journeys or people
    List(list::List),
    /// The ways that data takes from one tool to another
    Path(path::Ways),
    /// What is known of products and the connectors between them
    Catalog(catalog::Catalog),
    /// Whether a plan can start: account-based marketing, an AI feature, any initiative
    Ready(ready::Ready),
    /// How reliable journeys are, what they hang on, and where they leak
    Journey(journey::Journey),
    /// What each single repair buys, in hours a year
    Fixes(fixes::Fixes),
    /// What to ask next: the unknown facts, by what knowing them is worth
    Ask,
    /// How old data is when something works with it
    Freshness(freshness::Freshness),
    /// Who hears of an opt-out: every tool in which people opt out against every one that sends
    Consent(consent::Consent),
    /// Where one person has to be deleted, in which order and by when
    Erasure(erasure::Erasure),
    /// The map of the stack, in text
    Map(map::Map),
    /// What is different between two files or revisions
    Diff(diff::Diff),
    /// How the stack came to be: the figures of its earlier versions
    Log(log::Log),
    /// What a finding means, and what to do about it
    Explain(explain::Explain),
    /// Write a small stack file to begin with
    Init(init::Init),
    /// What the keys of the terminal interface do
    Keys(keys::Keys),
    /// The colours that the terminal interface can wear
    Themes,
    /// The JSON Schema of the stack file, for editors
    Schema(schema::Schema),
    /// Completions for a shell
    Completions(completions::Completions),
    /// The manual page, in roff
    Man,
}

/// How a command that could be carried out ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Clean,
    Findings,
    /// Said already; something that was asked for could not be done.
    Refused,
    /// The interface left with a code of its own, as after a signal.
    Left(u8),
}

impl Ending {
    fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Refused => 2,
            Self::Left(code) => code,
        }
    }
}

fn parse_date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "expected a day such as 2026-11-30".to_owned())
}

/// Carries out a command line and gives the exit code.
pub(crate) fn run(args: impl IntoIterator<Item = OsString>, host: &mut Host) -> u8 {
    let width = call::width_of(host);
    let command = command(width);
    let matches = match command.try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => return failure::refuse(host, &error),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return failure::refuse(host, &error),
    };
    let mut call = Call::new(host, &cli.common, cli.stack);
    let ending = match cli.verb {
        Some(Verb::Check(verb)) => check::run(&mut call, verb),
        Some(Verb::Map(verb)) if matches!(cli.common.format, Named::Map(_)) => {
            map::run(&mut call, &verb)
        }
        verb if !cli.common.format.is_for_all()
            && !writes_markdown(verb.as_ref(), cli.common.format) =>
        {
            Err(only_for(cli.common.format))
        }
        None => open::run(&mut call),
        Some(Verb::Impact(verb)) => impact::run(&mut call, &verb),
        Some(Verb::Simulate(verb)) => simulate::run(&mut call, &verb, &matches),
        Some(Verb::Evaluate(verb)) => evaluate::run(&mut call, &verb),
        Some(Verb::Outage(verb)) => outage::run(&mut call, &verb),
        Some(Verb::Leave(verb)) => leave::run(&mut call, &verb),
        Some(Verb::Apply(verb)) => apply::run(&mut call, &verb),
        Some(Verb::List(verb)) => list::run(&mut call, &verb),
        Some(Verb::Path(verb)) => path::run(&mut call, &verb),
        Some(Verb::Catalog(verb)) => catalog::run(&mut call, &verb),
        Some(Verb::Ready(verb)) => ready::run(&mut call, &verb),
        Some(Verb::Journey(verb)) => journey::run(&mut call, &verb),
        Some(Verb::Fixes(verb)) => fixes::run(&mut call, &verb),
        Some(Verb::Ask) => ask::run(&mut call),
        Some(Verb::Freshness(verb)) => freshness::run(&mut call, &verb),
        Some(Verb::Consent(verb)) => consent::run(&mut call, &verb),
        Some(Verb::Erasure(verb)) => erasure::run(&mut call, &verb),
        Some(Verb::Map(verb)) => map::run(&mut call, &verb),
        Some(Verb::Diff(verb)) => diff::run(&mut call, &verb),
        Some(Verb::Log(verb)) => log::run(&mut call, verb),
        Some(Verb::Explain(verb)) => explain::run(&mut call, &verb),
        Some(Verb::Init(verb)) => init::run(&mut call, &verb),
        Some(Verb::Keys(verb)) => keys::run(&mut call, &verb),
        Some(Verb::Themes) => themes::run(&mut call),
        Some(Verb::Schema(verb)) => schema::run(&mut call, verb),
        Some(Verb::Completions(verb)) => completions::run(&mut call, &verb),
        Some(Verb::Man) => man::run(&mut call),
    };
    if let Ok(Ending::Left(code)) = ending {
        // The interface has written all it had to, to a terminal that may be gone.
        return code;
    }
    match ending.and_then(|ending| call.close().map(|()| ending)) {
        Ok(ending) => ending.code(),
        Err(failure) => failure.tell(host),
    }
}

/// The format is Markdown, and the command writes it though it is no check.
fn writes_markdown(verb: Option<&Verb>, format: Named) -> bool {
    matches!(verb, Some(Verb::Evaluate(_))) && format.name() == call::MARKDOWN
}

fn only_for(format: Named) -> failure::Failure {
    failure::Failure::new(format!("only `linchpin {}` writes {}", format.owner(), format.name()))
        .hint("write `--format json` for a program, or leave it out")
}

/// The definition, for parsing, completions and manuals. Colours are added where it is printed.
fn command(width: usize) -> clap::Command {
    Cli::command().term_width(width).color(ColorChoice::Always)
}
