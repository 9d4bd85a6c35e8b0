//! `linchpin outage`: something is down for a while.

use clap::Args;

use super::brief::{self, OnePage};
use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format, names};
use crate::analysis::Analysis;
use crate::export::{human, json};
use crate::network::Component;
use crate::outage::{self, PRESETS, Preset};
use crate::report::brief::of_outage;
use crate::scenario;
use crate::stack::Minutes;
use crate::text::nearest;

#[derive(Args)]
#[command(after_help = PRESETS_HELP)]
pub(super) struct Outage {
    /// A tool, integration, credential, vendor or person, by id or name; several are down together
    #[arg(value_name = "NAME", required_unless_present = "preset")]
    names: Vec<String>,

    /// How long, such as 8h, 90min or 2d; without it, as long as it takes to notice and to repair
    #[arg(long = "for", value_name = "DURATION", value_parser = parse_duration)]
    duration: Option<Minutes>,

    /// How everything stands so long after the beginning, such as 4h: what is stale, wrong or lost, and who has noticed
    #[arg(long, value_name = "TIME", value_parser = parse_moment)]
    at: Option<Minutes>,

    /// What happens sooner or later, to your own tools; NAME then says to which one
    #[arg(long, value_name = "PRESET")]
    preset: Option<String>,

    #[command(flatten)]
    pub(super) page: OnePage,
}

const PRESETS_HELP: &str = "\
Presets:
  integration-user-deactivated  the login that most integrations run on is switched off
  automation-task-limit         the automation platform has used up its tasks on the 20th
  vendor-revokes-tokens         a vendor revokes every token to a tool
  crm-quota-hit                 the CRM refuses every call until its quota is full again

When the runs of integrations fall is in no file, so times are those of the worst phases: data is as old as it can be
when it begins, and the first run afterwards comes as late as it can.";

fn parse_duration(text: &str) -> Result<Minutes, String> {
    scenario::read_duration(text)
        .filter(|it| *it > Minutes::ZERO)
        .ok_or_else(|| "expected a time such as 8h, 90min or 2d".to_owned())
}

fn parse_moment(text: &str) -> Result<Minutes, String> {
    scenario::read_duration(text)
        .ok_or_else(|| "expected a time such as 4h, 90min or 2d".to_owned())
}

pub(super) fn run(call: &mut Call<'_>, verb: &Outage) -> Result<Ending, Failure> {
    let analysis = call.analysis_with_warning()?;
    let (words, gone, natural) = what(&analysis, verb)?;
    let told = outage::of(&analysis, &gone, verb.duration.or(natural)).ok_or_else(|| {
        Failure::new("nothing tells how long that would last: no live integration hangs on it")
            .hint("say how long, such as `--for 8h`")
    })?;
    if verb.duration.is_some_and(|it| it > told.duration.time) {
        call.say("longer than a year is no outage any more: a year is played")?;
    }
    if verb.page.brief {
        brief::show(call, &of_outage(&analysis, &told, words.as_deref()))?;
        return Ok(Ending::Clean);
    }
    let moment = verb.at.map(|it| outage::moment(&analysis, &told, it));
    let text = match call.format {
        Format::Human => {
            human::outage(&analysis, &told, words.as_deref(), moment.as_ref(), call.look)
        }
        Format::Json => json::outage(&analysis, &told, verb.preset.as_deref(), moment.as_ref()),
    };
    call.print(&text)?;
    Ok(Ending::Clean)
}

type What = (Option<String>, Vec<Component>, Option<Minutes>);

/// What is down, in words where they are not the names, and for how long by its nature.
fn what(analysis: &Analysis, verb: &Outage) -> Result<What, Failure> {
    let stack = &analysis.stack;
    let Some(wanted) = &verb.preset else {
        let mut gone: Vec<Component> = Vec::new();
        for name in &verb.names {
            let component = names::component(stack, name)?;
            if !gone.contains(&component) {
                gone.push(component);
            }
        }
        return Ok((None, gone, None));
    };
    let preset = Preset::called(wanted).ok_or_else(|| {
        let names: Vec<&str> = PRESETS.iter().map(|it| it.name).collect();
        let failure = Failure::new(format!("there is no preset called `{wanted}`"));
        match nearest(wanted, names.iter().copied()) {
            Some(near) => failure.hint(format!("did you mean `{near}`?")),
            None => failure.hint(format!("there are {}", names.join(", "))),
        }
    })?;
    let tool = match verb.names.as_slice() {
        [] => None,
        [only] => Some(names::tool(stack, only)?),
        _ => {
            return Err(Failure::new("a preset happens to one tool, and several are named")
                .hint("name one, or none for the one where most hangs on it"));
        }
    };
    let found = preset.find(analysis, tool).ok_or_else(|| {
        let place = tool.map_or_else(String::new, |it| format!(" in {}", stack.tools[it].name));
        Failure::new(format!("`{}` cannot happen{place}: {}", preset.name, preset.lacks))
            .hint("name what is down instead, as in `linchpin outage salesforce --for 8h`")
    })?;
    Ok((Some(found.words), found.gone, found.duration))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_tells_of_every_preset() {
        for preset in PRESETS {
            assert!(PRESETS_HELP.contains(&format!("\n  {} ", preset.name)), "{}", preset.name);
        }
        let lines = PRESETS_HELP.lines().filter(|it| it.starts_with("  "));
        assert_eq!(lines.count(), PRESETS.len());
    }
}
