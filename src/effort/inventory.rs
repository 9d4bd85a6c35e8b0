//! What a tool has that its successor needs: counted in the stack, with what nobody has stated.

use super::{Inventory, Pace, Part, Unit};
use crate::network::Network;
use crate::stack::{Channel, Integration, Method, Party, PersonId, Stack, ToolId};

/// Share of the week that a team has for a project: its service desk does not stop meanwhile.
const FOCUS: f64 = 0.4;
/// Hours of a working week where the company does not say.
const WEEK_HOURS: f64 = 40.0;

/// The estate of a tool.
pub(crate) fn inventory(stack: &Stack, network: &Network, tool: ToolId) -> Inventory {
    let mut found = Inventory::default();
    add_integrations(&mut found, stack, network, tool);
    add_automations(&mut found, stack, tool);
    let tool = &stack.tools[tool];
    let records = tool.stores.iter().filter_map(|it| it.records);
    found.records = records.reduce(|sum, it| sum + it);
    if found.records.is_none() {
        found.unknown.push(format!("how many records {} holds", tool.name));
    }
    found.needs_warm_up = tool.sends.iter().any(|it| it.channel == Channel::Email);
    found
}

fn add_integrations(found: &mut Inventory, stack: &Stack, network: &Network, tool: ToolId) {
    let mut unmapped = 0_usize;
    for id in network.integrations_of(tool) {
        let integration = &stack.integrations[*id];
        if !integration.is_live() {
            continue;
        }
        found.add(Unit::of_method(integration.method), 1.0);
        if integration.method == Method::Unknown {
            found.unknown.push(format!("how {} is connected", integration.id));
        }
        match fields_of(integration) {
            Some(fields) => found.add(Unit::Field, fields),
            None => unmapped += 1,
        }
    }
    if unmapped > 0 {
        let noun = if unmapped == 1 { "integration maps" } else { "integrations map" };
        found.unknown.push(format!("how many fields {unmapped} {noun}"));
    }
}

/// Fields that an integration maps; `None` where nothing says so.
fn fields_of(integration: &Integration) -> Option<f64> {
    integration.fields_mapped.or_else(|| {
        let listed: usize = integration.objects.iter().map(|it| it.fields.len()).sum();
        (listed > 0).then(|| float(listed))
    })
}

/// Automations that are listed are part of the tool's summary, not on top of it.
fn add_automations(found: &mut Inventory, stack: &Stack, tool: ToolId) {
    let mut listed: Vec<(Unit, f64)> = Vec::new();
    let (mut documented, mut told) = (0.0, 0.0);
    for automation in stack.automations.values().filter(|it| it.tool.id == Some(tool)) {
        let unit = Unit::of_complexity(automation.complexity);
        match listed.iter_mut().find(|(other, _)| *other == unit) {
            Some((_, count)) => *count += 1.0,
            None => listed.push((unit, 1.0)),
        }
        if let Some(is_documented) = automation.documented {
            told += 1.0;
            documented += if is_documented { 1.0 } else { 0.0 };
        }
        for (asset, count) in &automation.assets {
            match asset_unit(asset) {
                Some(unit) => found.add(unit, *count),
                None => found.unknown.push(format!("what {asset} of {} are", automation.id)),
            }
        }
    }
    let summary = stack.automations_summaries.iter().find(|it| it.tool.id == Some(tool));
    let summed = summary.map_or([None; 3], |it| [it.simple, it.medium, it.complex]);
    let units = [Unit::AutomationSimple, Unit::AutomationMedium, Unit::AutomationComplex];
    for (unit, summed) in units.into_iter().zip(summed) {
        let count = listed.iter().find(|(other, _)| *other == unit).map_or(0.0, |(_, it)| *it);
        found.add(unit, summed.unwrap_or(0.0).max(count));
    }
    // Those of unknown complexity are among the summary's, if there is one.
    if summary.is_none() {
        let unknown = listed.iter().find(|(unit, _)| *unit == Unit::Automation);
        found.add(Unit::Automation, unknown.map_or(0.0, |(_, count)| *count));
    }
    found.undocumented = match summary.and_then(|it| it.documented) {
        Some(share) => Some(1.0 - share.get()),
        None if told > 0.0 => Some(1.0 - documented / told),
        None => None,
    };
    let name = &stack.tools[tool].name;
    if found.count_of(Part::Automations) == 0.0 {
        found.undocumented = Some(0.0);
        found.unknown.push(format!("which automations {name} runs"));
    } else if found.undocumented.is_none() {
        found.unknown.push(format!("how many automations of {name} are documented"));
    }
}

/// The kinds of `automations[].assets`.
fn asset_unit(name: &str) -> Option<Unit> {
    match name {
        "emails" => Some(Unit::Email),
        "templates" => Some(Unit::Template),
        "forms" => Some(Unit::Form),
        "landing_pages" => Some(Unit::LandingPage),
        "lists" => Some(Unit::List),
        "reports" => Some(Unit::Report),
        _ => None,
    }
}

/// The hours a week of the teams that look after these tools: their active people, a working week each, by the focus that
/// the daily business leaves. `None` where nobody is known to.
pub(crate) fn pace(stack: &Stack, tools: &[ToolId], as_of: crate::stack::Date) -> Option<Pace> {
    let mut people: Vec<PersonId> = tools.iter().flat_map(|it| people_of(stack, *it)).collect();
    people.sort_unstable();
    people.dedup();
    people.retain(|it| !stack.people[*it].has_left(as_of));
    let week = stack.company.working_hours_per_week.unwrap_or(WEEK_HOURS);
    let focus = stack.company.policy("project_focus_share", FOCUS);
    let hours = float(people.len()) * week * focus;
    (hours > 0.0).then(|| Pace::of(hours))
}

/// Those who look after a tool: its team, its technical owner and its administrators.
fn people_of(stack: &Stack, tool: ToolId) -> Vec<PersonId> {
    let tool = &stack.tools[tool];
    let owner = tool.technical_owner.as_ref().and_then(|it| it.party);
    let team = tool.team.as_ref().and_then(|it| it.id).or_else(|| match owner? {
        Party::Team(team) => Some(team),
        Party::Person(person) => stack.people[person].team.as_ref()?.id,
    });
    let members = stack
        .people
        .iter()
        .filter(|(_, it)| team.is_some() && it.team.as_ref().and_then(|it| it.id) == team);
    let mut people: Vec<PersonId> = members.map(|(id, _)| id).collect();
    let named = tool.technical_owner.iter().chain(&tool.admins).filter_map(|it| it.party);
    people.extend(named.filter_map(|it| match it {
        Party::Person(person) => Some(person),
        Party::Team(_) => None,
    }));
    people
}

fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
