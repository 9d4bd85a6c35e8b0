//! What to do in the meantime and afterwards, upstream first.

use super::{Drain, FlowLoss, Mode, Outage};
use crate::analysis::Analysis;
use crate::graph::components;
use crate::impact::Blast;
use crate::network::{FlowId, Network};
use crate::stack::{IntegrationId, Party, ToolId};

/// Integrations by where they begin: sources first, what is in a circle together, ties as in the file.
pub(super) fn order(analysis: &Analysis, mut still: Vec<IntegrationId>) -> Vec<IntegrationId> {
    let network = &analysis.network;
    let place = places(network);
    let rank = |it: &IntegrationId| {
        let flows = network.flows_of(*it).first().map(|it| network.flow(*it));
        flows.map_or((usize::MAX, usize::MAX), |it| {
            let of = |tool: ToolId| place.get(tool.index()).copied().unwrap_or(usize::MAX);
            (of(it.from), of(it.to))
        })
    };
    still.sort_by_key(|it| (rank(it), *it));
    still
}

/// By tool position: how far downstream it is.
fn places(network: &Network) -> Vec<usize> {
    let is_live = |edge: crate::graph::EdgeId| network.flow(FlowId(edge.0)).live;
    components(network.graph(), &is_live).of
}

/// Tools that stay, send, and get less than before.
pub(super) fn senders(analysis: &Analysis, blast: &Blast, tools: &[ToolId]) -> Vec<ToolId> {
    let stack = &analysis.stack;
    let fed_less = blast.tools.iter().map(|(tool, _)| *tool);
    fed_less.filter(|it| !tools.contains(it) && !stack.tools[*it].sends.is_empty()).collect()
}

fn name(analysis: &Analysis, tool: ToolId) -> &str {
    &analysis.stack.tools[tool].name
}

pub(super) fn by_hand(analysis: &Analysis, outage: &Outage) -> Vec<String> {
    let stack = &analysis.stack;
    let mut found = Vec::new();
    for tool in &outage.tools {
        let described = &stack.tools[*tool];
        if let Some(fallback) = &described.fallback {
            let other =
                fallback.tool.id.map_or(fallback.tool.name.as_str(), |it| name(analysis, it));
            let after = match fallback.activation_hours {
                Some(hours) => format!("it takes {hours} h"),
                None => "nobody has said how long that takes".to_owned(),
            };
            found.push(format!("switch {} to {other}: {after}", described.name));
        }
        if !described.collects.is_empty() && described.fallback.is_none() {
            found.push(format!(
                "{} takes nobody in while it is down and has no fallback: write down or redirect who comes",
                described.name
            ));
        }
    }
    for loss in &outage.losses {
        let integration = &stack.integrations[loss.integration];
        if let Some(runbook) = &integration.runbook {
            found.push(format!("`{}`: follow {runbook}", integration.id));
        } else if loss.mode == Mode::Manual && !loss.is_silent {
            found.push(format!("`{}`: hold the hand-work back until it is over", integration.id));
        }
    }
    for tool in &outage.senders {
        found.push(format!(
            "{} goes on sending with what it has: pause what depends on fresh data",
            name(analysis, *tool)
        ));
    }
    found
}

pub(super) fn steps(analysis: &Analysis, outage: &Outage) -> Vec<String> {
    let stack = &analysis.stack;
    let place = places(&analysis.network);
    let mut tools = outage.tools.clone();
    tools.sort_by_key(|it| (place.get(it.index()).copied(), *it));
    let mut found: Vec<String> = tools
        .into_iter()
        .map(|it| {
            let owner = stack.tools[it].technical_owner.as_ref();
            let who = owner.map_or("nobody is named", |it| stack.party_name(it));
            format!("{}: look whether it works again ({who})", name(analysis, it))
        })
        .collect();
    found.extend(outage.losses.iter().map(|loss| {
        let integration = &stack.integrations[loss.integration];
        let owner = integration.owner.as_ref();
        let has_left = owner.and_then(|it| it.party).is_some_and(|it| match it {
            Party::Person(id) => stack.people[id].has_left(analysis.as_of),
            Party::Team(_) => false,
        });
        let who = match owner {
            Some(it) if has_left => format!("{}, who has left", stack.party_name(it)),
            Some(it) => stack.party_name(it).to_owned(),
            None => "nobody is named".to_owned(),
        };
        format!("`{}`: start it and look at its first run ({who})", integration.id)
    }));
    found
}

/// What has to be brought in afterwards.
pub(super) fn backfill(analysis: &Analysis, outage: &Outage) -> Vec<String> {
    let lines = outage.losses.iter().filter(|it| !it.is_silent);
    lines.map(|it| backfill_of(analysis, it)).collect()
}

fn backfill_of(analysis: &Analysis, loss: &FlowLoss) -> String {
    let integration = &analysis.stack.integrations[loss.integration];
    let id = &integration.id;
    let again = match integration.idempotent {
        Some(true) => "",
        Some(false) => "; running it twice makes doubles",
        None => "; nobody has said whether running it twice makes doubles",
    };
    let catch_up = match loss.drain {
        Drain::Hours(hours) if hours < 0.1 => "it has caught up within minutes".to_owned(),
        Drain::Hours(hours) => format!("it has caught up after {hours:.1} h"),
        Drain::Never => "it never catches up: as much comes in as it can move".to_owned(),
        Drain::Unknown => "how long it takes to catch up is not known".to_owned(),
        Drain::Nothing => "nothing waits".to_owned(),
    };
    match loss.mode {
        Mode::Manual => {
            let hours = loss.work_hours.map_or_else(String::new, |it| format!(", {it} h more"));
            format!("`{id}`: the next run by hand is twice the work{hours}")
        }
        Mode::Pull if loss.share.high <= 0.0 => {
            format!("`{id}`: fetches what waited; {catch_up}")
        }
        Mode::Push if loss.share.high <= 0.0 && integration.replayable == Some(true) => {
            format!("`{id}`: replay what was sent in the meantime; {catch_up}{again}")
        }
        Mode::Push if loss.share.high <= 0.0 => {
            format!("`{id}`: is sent again by its source; {catch_up}")
        }
        Mode::Pull | Mode::Push | Mode::Unknown => {
            format!("`{id}`: compare both ends and bring in what is missing{again}")
        }
    }
}

pub(super) fn unknowns(analysis: &Analysis, outage: &Outage) -> Vec<String> {
    let stack = &analysis.stack;
    let mut found = outage.blast.unknowns.clone();
    let mut ask = |what: &str, is_missing: &dyn Fn(&FlowLoss) -> bool| {
        let of = outage.losses.iter().filter(|it| !it.is_silent && is_missing(it));
        let ids: Vec<_> =
            of.map(|it| format!("`{}`", stack.integrations[it.integration].id)).collect();
        if !ids.is_empty() {
            found.push(format!("{what}: {}", ids.join(", ")));
        }
    };
    ask("how many records a day (`volume_per_day`)", &|it| it.lost.is_none());
    ask("how many it can move an hour (`throughput_per_hour`)", &|it| {
        it.lost.is_some() && it.drain == Drain::Unknown
    });
    ask("whether it fetches or is sent to (`delivery`)", &|it| it.mode == Mode::Unknown);
    ask("how long its source tries again (`retry`), and whether it can be replayed", &|it| {
        it.mode == Mode::Push && it.share.low < it.share.high
    });
    let silent: Vec<_> = outage.stakes.iter().filter(|it| it.value_per_day.is_none()).collect();
    found.extend(silent.iter().map(|it| {
        format!("what a day of {} is worth (`value_per_day`)", stack.journeys[it.journey].name)
    }));
    let open = outage.ageing.iter().filter(|it| it.promised.is_none()).count();
    if open > 0 {
        let noun = crate::text::plural(open, "place");
        found.push(format!("how old data may be in {noun} that it no longer reaches in time"));
    }
    found
}
