//! What is lost with something: the headline, then journeys, needs, what it hosts, money and the unknown.

use super::page::{Extent, Look, Page, Tone};
use super::words::{self, joined, joined_few, verb};
use crate::analysis::Analysis;
use crate::impact::{Affected, Blast, Fate, JourneyFate};
use crate::network::{Component, NeedKind};
use crate::stack::{IntegrationId, OwnerRef, Party, Stack, Tool, ToolId};
use crate::text::{Label, amount, plural};

/// Lines of one kind of loss in a brief list.
const FEW: usize = 8;

/// What is done about a loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome<'a> {
    /// Nothing: it is gone.
    Lost,
    /// Nothing needs to be: it comes back.
    Passing,
    /// So many integrations have to be built, in part those of what goes; a tool may take its place.
    Rebuilt { integrations: &'a [Label], by: Option<&'a str> },
}

impl Outcome<'_> {
    /// Under what condition the answer holds.
    fn proviso(self) -> String {
        match self {
            Self::Rebuilt { integrations, .. } if !integrations.is_empty() => format!(
                ", provided that {} {} built anew; how is not known yet",
                plural(integrations.len(), "integration"),
                verb(integrations.len(), "is", "are")
            ),
            Self::Lost | Self::Passing | Self::Rebuilt { .. } => String::new(),
        }
    }

    /// "are met as before", or "would be met as before" where that is a promise.
    fn met(self, count: usize) -> &'static str {
        match self {
            Self::Rebuilt { integrations, .. } if !integrations.is_empty() => "would be met",
            Self::Lost | Self::Passing | Self::Rebuilt { .. } => verb(count, "is met", "are met"),
        }
    }
}

pub(crate) fn impact(analysis: &Analysis, blast: &Blast, look: Look) -> String {
    let mut page = Page::new(look);
    let names: Vec<String> =
        blast.gone.iter().map(|it| words::component_name(&analysis.stack, *it)).collect();
    let subject = format!("Without {}", joined(&names));
    headline(&mut page, &analysis.stack, blast, (&subject, Outcome::Lost));
    neighbours(&mut page, analysis, blast);
    duties(&mut page, &analysis.stack, blast);
    losses(&mut page, &analysis.stack, blast, Outcome::Lost);
    unknowns(&mut page, blast, Vec::new());
    page.finish()
}

/// One or two sentences that say it all.
pub(super) fn headline(
    page: &mut Page,
    stack: &Stack,
    blast: &Blast,
    (subject, outcome): (&str, Outcome<'_>),
) {
    let all = stack.journeys.len();
    let stopped = blast.journeys.iter().filter(|it| it.fate == JourneyFate::Stopped).count();
    let limping = blast.journeys.len() - stopped;
    let mut first = match (all, stopped) {
        (0, _) => format!("{subject}, {}{}.", needs_in_short(blast, outcome), outcome.proviso()),
        (_, 0) => format!("{subject}, no journey stops{}.", outcome.proviso()),
        (1, _) => format!("{subject}, the one journey stops{}.", worth(stack, blast)),
        _ => format!(
            "{subject}, {} {}{}.",
            if stopped == all {
                format!("all {all} journeys")
            } else {
                format!("{stopped} of {all} journeys")
            },
            verb(stopped, "stops", "stop"),
            worth(stack, blast)
        ),
    };
    if limping > 0 {
        let more = if stopped > 0 { " more" } else { "" };
        let word = verb(limping, "goes", "go");
        first = format!("{first} {limping}{more} {word} on in a worse way.");
    }
    let first = page.tint(if stopped > 0 { Tone::Bad } else { Tone::Strong }, &first);
    page.paragraph(&first);
    if all > 0 {
        let mut needs = needs_in_short(blast, outcome);
        if let Some(letter) = needs.get(..1) {
            needs = format!("{}{}", letter.to_uppercase(), needs.get(1..).unwrap_or_default());
        }
        page.paragraph(&format!("{needs}."));
    }
}

fn worth(stack: &Stack, blast: &Blast) -> String {
    match blast.money.at_risk_per_day {
        Some(value) if value > 0.0 => format!(", worth {} a day", stack.company.money(value)),
        _ => String::new(),
    }
}

/// "14 data needs break, 3 degrade and 2 come too late; 21 are met as before".
fn needs_in_short(blast: &Blast, outcome: Outcome<'_>) -> String {
    let count = |fate: Fate| blast.affected.iter().filter(|it| it.fate == fate).count();
    let kinds = [
        (count(Fate::Broken), "breaks", "break"),
        (count(Fate::Degraded), "degrades", "degrade"),
        (count(Fate::Stale), "comes too late", "come too late"),
        (count(Fate::Headless), "loses its system of record", "lose their system of record"),
    ];
    let mut parts: Vec<String> = Vec::new();
    for (number, one, more) in kinds.into_iter().filter(|(number, ..)| *number > 0) {
        let what = if parts.is_empty() { plural(number, "data need") } else { number.to_string() };
        parts.push(format!("{what} {}", verb(number, one, more)));
    }
    match (parts.is_empty(), blast.unaffected) {
        (true, 0) => "nothing in this stack needs data".to_owned(),
        (true, 1) => format!("the one data need {} as before", outcome.met(1)),
        (true, rest) => format!("all {rest} data needs {} as before", outcome.met(rest)),
        (false, 0) => joined(&parts),
        (false, rest) => {
            format!("{}; {rest} {} as before", joined(&parts), outcome.met(rest))
        }
    }
}

/// Who feeds it and whom it feeds: what is seen before anything is simulated.
fn neighbours(page: &mut Page, analysis: &Analysis, blast: &Blast) {
    let [Component::Tool(tool)] = blast.gone.as_slice() else { return };
    let names = |mut tools: Vec<ToolId>| -> Vec<String> {
        tools.sort_unstable();
        tools.dedup();
        tools.into_iter().map(|it| analysis.stack.tools[it].name.to_string()).collect()
    };
    let network = &analysis.network;
    let from = names(network.fed_by(*tool).map(|it| network.flow(it).from).collect());
    let to = names(network.feeds(*tool).map(|it| network.flow(it).to).collect());
    let far = network.downstream(*tool, None).len();
    if from.is_empty() && to.is_empty() {
        return;
    }
    page.heading("What depends on it");
    let few = page.look.extent.shown(usize::MAX, 12);
    page.item("  fed by   ", &or_nobody(joined_few(&from, few)));
    page.item("  feeds    ", &or_nobody(joined_few(&to, few)));
    if far > to.len() {
        page.item("  reaches  ", &format!("{} in all, over one or more hops", plural(far, "tool")));
    }
}

/// What a person looks after: it breaks later, when nobody does.
fn duties(page: &mut Page, stack: &Stack, blast: &Blast) {
    let [Component::Person(person)] = blast.gone.as_slice() else { return };
    let is =
        |owner: Option<&OwnerRef>| owner.is_some_and(|it| it.party == Some(Party::Person(*person)));
    let owned = |tool: &Tool| is(tool.technical_owner.as_ref()) || is(tool.business_owner.as_ref());
    let tools = stack.tools.values().filter(|it| owned(it)).map(|it| it.name.to_string()).collect();
    let flows = stack.integrations.values().filter(|it| is(it.owner.as_ref()));
    let flows = flows.map(|it| it.id.to_string()).collect();
    let held = stack.credentials.values().filter(|it| is(it.holder.as_ref()));
    let held = held.map(|it| it.id.to_string()).collect();
    let duties: [(&str, Vec<String>); 3] =
        [("tools         ", tools), ("integrations  ", flows), ("credentials   ", held)];
    if duties.iter().all(|(_, names)| names.is_empty()) {
        return;
    }
    page.heading("What this person looks after");
    let few = page.look.extent.shown(usize::MAX, 12);
    for (title, names) in duties.iter().filter(|(_, names)| !names.is_empty()) {
        page.item(&format!("  {title}"), &joined_few(names, few));
    }
}

fn or_nobody(text: String) -> String {
    if text.is_empty() { "nothing".to_owned() } else { text }
}

/// Everything under the headline but what is not known, which closes the page.
pub(super) fn losses(page: &mut Page, stack: &Stack, blast: &Blast, outcome: Outcome<'_>) {
    journeys(page, stack, blast);
    needs(page, stack, blast);
    integrations(page, stack, blast, outcome);
    hosted(page, stack, blast, outcome);
    costs(page, stack, blast, outcome);
}

fn journeys(page: &mut Page, stack: &Stack, blast: &Blast) {
    if blast.journeys.is_empty() {
        return;
    }
    page.heading("Journeys");
    for hit in &blast.journeys {
        let journey = &stack.journeys[hit.journey];
        let (word, tone) = match hit.fate {
            JourneyFate::Stopped => ("stops", words::tone_of_journey(hit.fate)),
            JourneyFate::Degraded => ("limps", words::tone_of_journey(hit.fate)),
        };
        let value = hit
            .value_per_day
            .map_or_else(String::new, |value| format!(" ({} a day)", stack.company.money(value)));
        let name = page.tint(Tone::Strong, &journey.name);
        let word = page.tint(tone, word);
        page.item(&format!("  {word}  "), &format!("{name}{value} {}", hit.reason));
    }
}

fn needs(page: &mut Page, stack: &Stack, blast: &Blast) {
    let groups = [
        (Fate::Broken, "Breaks: no way is left for the data"),
        (Fate::Degraded, "Degrades: a fallback or a worse way is left"),
        (Fate::Stale, "Comes too late: a way is left, but a slower one"),
        (
            Fate::Headless,
            "Loses its system of record: copies still arrive, but nobody rules over them",
        ),
    ];
    for (fate, title) in groups {
        let all: Vec<&Affected> = blast.affected.iter().filter(|it| it.fate == fate).collect();
        if all.is_empty() {
            continue;
        }
        page.heading(&format!("{title} ({})", all.len()));
        let bullet = page.tint(words::tone_of_fate(fate), "•");
        let lines: Vec<String> = match page.look.extent {
            Extent::All => all.iter().map(|it| one_need(page, stack, it)).collect(),
            Extent::Brief => {
                by_consumer(&all).iter().map(|it| some_needs(page, stack, it)).collect()
            }
        };
        let shown = page.look.extent.shown(lines.len(), FEW);
        for line in lines.iter().take(shown) {
            page.item(&format!("  {bullet} "), line);
        }
        page.more(lines.len() - shown, " (--all shows them, each with its reason)");
    }
}

/// Needs of one consumer together, in the order of the first of each.
fn by_consumer<'a>(all: &[&'a Affected]) -> Vec<Vec<&'a Affected>> {
    let mut groups: Vec<Vec<&'a Affected>> = Vec::new();
    for it in all {
        let same = |group: &&mut Vec<&Affected>| {
            group
                .first()
                .is_some_and(|first| first.need.by == it.need.by && first.need.tool == it.need.tool)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(it),
            None => groups.push(vec![it]),
        }
    }
    groups
}

fn one_need(page: &Page, stack: &Stack, it: &Affected) -> String {
    format!("{}: {}", consumer(page, stack, it), it.reason)
}

fn some_needs(page: &Page, stack: &Stack, group: &[&Affected]) -> String {
    match group {
        [] => String::new(),
        [only] => one_need(page, stack, only),
        [first, ..] => {
            let things: Vec<String> = group.iter().map(|it| thing(stack, it)).collect();
            format!("{}: {}", consumer(page, stack, first), joined_few(&things, 6))
        }
    }
}

/// "Marketo Engage, automation lead-scoring".
fn consumer(page: &Page, stack: &Stack, it: &Affected) -> String {
    let tool = page.tint(Tone::Strong, &stack.tools[it.need.tool].name);
    match it.need.why {
        NeedKind::Feed => tool,
        NeedKind::Automation
        | NeedKind::AiFeature
        | NeedKind::JourneyStage
        | NeedKind::Requirement => {
            format!("{tool}, {} {}", it.need.by.kind.words(), it.need.by.id)
        }
    }
}

fn thing(stack: &Stack, it: &Affected) -> String {
    let object = &stack.objects[it.need.object].id;
    it.need.field.as_ref().map_or(object.to_string(), |field| format!("{object}.{field}"))
}

fn integrations(page: &mut Page, stack: &Stack, blast: &Blast, outcome: Outcome<'_>) {
    let (rebuilt, lost): (Vec<IntegrationId>, Vec<IntegrationId>) = match outcome {
        Outcome::Rebuilt { integrations, .. } => {
            let is_kept = |it: &IntegrationId| integrations.contains(&stack.integrations[*it].id);
            blast.cut.iter().copied().partition(is_kept)
        }
        Outcome::Lost | Outcome::Passing => (Vec::new(), blast.cut.clone()),
    };
    let (one, more) = match outcome {
        Outcome::Passing => ("stops meanwhile", "stop meanwhile"),
        Outcome::Lost | Outcome::Rebuilt { .. } => ("goes with it", "go with it"),
    };
    let groups = [(rebuilt, "would have to be rebuilt"), (lost, verb(blast.cut.len(), one, more))];
    for (which, what) in groups.into_iter().filter(|(which, _)| !which.is_empty()) {
        page.heading(&format!("{} {what}", plural(which.len(), "integration")));
        let all: Vec<String> = which
            .into_iter()
            .map(|it| {
                let it = &stack.integrations[it];
                format!("{} ({})", it.id, words::ends(stack, it))
            })
            .collect();
        page.item("  ", &joined_few(&all, page.look.extent.shown(usize::MAX, 12)));
    }
}

fn hosted(page: &mut Page, stack: &Stack, blast: &Blast, outcome: Outcome<'_>) {
    let hosted = &blast.hosted;
    let mut lines: Vec<String> = Vec::new();
    let automations: Vec<String> =
        hosted.automations.iter().map(|it| stack.automations[*it].name.to_string()).collect();
    if hosted.automation_count > 0.0 || !automations.is_empty() {
        let count = hosted
            .automation_count
            .max(f64::from(u32::try_from(automations.len()).unwrap_or(u32::MAX)));
        let which = joined_few(&automations, 6);
        let is_whole = plural(automations.len(), "automation");
        let counted = format!("{} automations", amount(count));
        let all = f64::from(u32::try_from(automations.len()).unwrap_or(u32::MAX));
        lines.push(match automations.len() {
            0 => counted,
            _ if count > all => format!("{counted}, among them {which}"),
            _ => format!("{is_whole}: {which}"),
        });
    }
    let features: Vec<String> =
        hosted.ai_features.iter().map(|it| stack.ai_features[*it].name.to_string()).collect();
    if !features.is_empty() {
        lines.push(format!("{}: {}", plural(features.len(), "AI feature"), joined(&features)));
    }
    for (tool, channel) in &hosted.channels {
        let channel = channel.name().replace('_', " ");
        lines.push(format!("sending on {channel}, by {}", stack.tools[*tool].name));
    }
    let purposes: Vec<String> =
        hosted.purposes.iter().map(|it| stack.consent.purposes[*it].id.to_string()).collect();
    if !purposes.is_empty() {
        lines.push(format!("a place in the consent chain of {}", joined(&purposes)));
    }
    for it in &hosted.headless {
        let object = &stack.objects[it.object].id;
        let what = it.field.as_ref().map_or(object.to_string(), |it| format!("{object}.{it}"));
        let copies: Vec<String> =
            it.copies.iter().map(|it| stack.tools[*it].name.to_string()).collect();
        let kept = if copies.is_empty() {
            "no other tool is known to hold a copy".to_owned()
        } else {
            format!("copies remain in {}", joined_few(&copies, 6))
        };
        lines.push(format!("the system of record of {what}; {kept}"));
    }
    if !lines.is_empty() {
        let what = match outcome {
            Outcome::Lost | Outcome::Rebuilt { by: None, .. } => "goes too".to_owned(),
            Outcome::Passing => "stops too".to_owned(),
            Outcome::Rebuilt { by: Some(name), .. } => {
                format!("would have to be rebuilt in {name}")
            }
        };
        page.heading(&format!("What lives in it and {what}"));
        for line in &lines {
            page.item("  • ", line);
        }
    }
}

fn costs(page: &mut Page, stack: &Stack, blast: &Blast, outcome: Outcome<'_>) {
    let money_of = |value: f64| stack.company.money(value);
    let mut lines: Vec<String> = Vec::new();
    // What comes back is paid for all the same.
    let is_gone = outcome != Outcome::Passing;
    if let Some(value) = blast.money.saved_annual.filter(|it| is_gone && *it > 0.0) {
        lines.push(format!("{} a year is no longer paid for licences", money_of(value)));
    }
    if let Some(value) = blast.money.committed.filter(|it| is_gone && *it > 0.0) {
        lines
            .push(format!("{} is committed all the same until the contract ends", money_of(value)));
    }
    if let Some(value) = blast.money.at_risk_per_day.filter(|it| *it > 0.0) {
        lines.push(format!("{} a day is at risk on the journeys that stop", money_of(value)));
    }
    if !lines.is_empty() {
        page.heading("Money");
        for line in &lines {
            page.item("  • ", line);
        }
    }
}

/// Always there: silence would read as certainty.
pub(super) fn unknowns(page: &mut Page, blast: &Blast, mut lines: Vec<String>) {
    page.heading("What we do not know");
    lines.extend(blast.unknowns.iter().cloned());
    if lines.is_empty() {
        page.item("  • ", "Nothing that this answer hangs on, as far as the file goes.");
    }
    for line in &lines {
        page.item("  • ", line);
    }
}
