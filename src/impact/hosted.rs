//! What lives in the lost tools, and what they cost.

use super::losses::{Loss, holds};
use super::{Headless, Hosted, JourneyFate, JourneyHit, Money, words};
use crate::network::{Cargo, Cut};
use crate::stack::{AutomationsSummary, Channel, Cost, ObjectId, Purpose, PurposeId, Tool, ToolId};
use crate::text::Label;

/// A contract's year, for the part of it that is still to be paid.
const DAYS_PER_YEAR: f64 = 365.0;

pub(super) fn hosted(loss: &Loss<'_>) -> Hosted {
    if !loss.cut.tools.contains(&true) {
        return Hosted::default();
    }
    let stack = loss.stack;
    let is_lost = |tool: Option<ToolId>| tool.is_some_and(|it| loss.cut.has_tool(it));
    Hosted {
        automations: stack
            .automations
            .iter()
            .filter(|(_, it)| is_lost(it.tool.id))
            .map(|(id, _)| id)
            .collect(),
        automation_count: loss.tools().map(|it| automation_count(loss, it)).sum(),
        ai_features: stack
            .ai_features
            .iter()
            .filter(|(_, it)| is_lost(it.tool.id))
            .map(|(id, _)| id)
            .collect(),
        channels: channels(loss),
        purposes: stack
            .consent
            .purposes
            .iter()
            .filter(|(id, it)| loss.tools().any(|tool| serves(&stack.tools[tool], tool, (*id, it))))
            .map(|(id, _)| id)
            .collect(),
        headless: headless(loss),
    }
}

/// A summary counts the listed automations too; where more are listed than it says, those count.
fn automation_count(loss: &Loss<'_>, tool: ToolId) -> f64 {
    let of = |it: &&AutomationsSummary| it.tool.id == Some(tool);
    let counts = |it: &AutomationsSummary| [it.simple, it.medium, it.complex];
    let summaries = loss.stack.automations_summaries.iter().filter(of);
    let summed: f64 = summaries.flat_map(counts).flatten().sum();
    let listed = loss.stack.automations.values().filter(|it| it.tool.id == Some(tool)).count();
    summed.max(u32::try_from(listed).map_or(f64::MAX, f64::from))
}

fn channels(loss: &Loss<'_>) -> Vec<(ToolId, Channel)> {
    let of = |tool: ToolId| loss.stack.tools[tool].sends.iter().map(move |it| (tool, it.channel));
    let mut channels: Vec<_> = loss.tools().flat_map(of).collect();
    channels.sort_unstable();
    channels.dedup();
    channels
}

/// Whether a tool is a capture point, a sender or the system of record of a purpose.
fn serves(tool: &Tool, id: ToolId, purpose: (PurposeId, &Purpose)) -> bool {
    let (purpose_id, purpose) = purpose;
    let sends = match &purpose.senders {
        Some(senders) => senders.iter().any(|it| it.id == Some(id)),
        None => tool.sends.iter().any(|it| {
            let own = it.purpose.as_ref().and_then(|it| it.id);
            purpose.channels.contains(&it.channel) && own.is_none_or(|it| it == purpose_id)
        }),
    };
    sends
        || purpose.capture_points.iter().any(|it| it.id == Some(id))
        || purpose.system_of_record.as_ref().is_some_and(|it| it.id == Some(id))
}

/// Objects, and fields with a system of record of their own, that lose it.
fn headless(loss: &Loss<'_>) -> Vec<Headless> {
    let mut found = Vec::new();
    let is_lost = |it: &ToolId| loss.cut.has_tool(*it);
    for (object, described) in loss.stack.objects.iter() {
        if let Some(master) = described.system_of_record_of(None).filter(is_lost) {
            found.push(Headless {
                object,
                field: None,
                copies: copies(loss, master, object, None),
            });
        }
        for field in &described.fields {
            let own = field.system_of_record.as_ref().and_then(|it| it.id);
            if let Some(master) = own.filter(is_lost) {
                let copies = copies(loss, master, object, Some(&field.name));
                found.push(Headless { object, field: Some(field.name.clone()), copies });
            }
        }
    }
    found
}

/// The tools that stay and have received it, or say that they store it.
///
/// That a tool stores an object does not say that it has each of its fields.
fn copies(loss: &Loss<'_>, master: ToolId, object: ObjectId, field: Option<&Label>) -> Vec<ToolId> {
    let cargo = Cargo { object: Some(object), field: field.map(Label::as_str) };
    let mut copies = loss.network.reachable(loss.stack, master, cargo, &Cut::default());
    let stores = loss.stack.tools.iter().filter(|(_, it)| {
        it.is_in_use() && field.map_or_else(|| holds(it, object), |field| fills(it, object, field))
    });
    copies.extend(stores.map(|(id, _)| id));
    copies.retain(|it| !loss.cut.has_tool(*it));
    copies.sort_unstable();
    copies.dedup();
    copies
}

/// Whether the tool states how far it has the field filled.
fn fills(tool: &Tool, object: ObjectId, field: &Label) -> bool {
    let stores = tool.stores.iter().filter(|it| it.object.id == Some(object));
    stores.flat_map(|it| &it.fill).any(|(name, share)| name == field && share.get() > 0.0)
}

/// What is saved, still owed and at risk, with what is not known of it.
pub(super) fn money(loss: &Loss<'_>, journeys: &[JourneyHit]) -> (Money, Vec<String>) {
    let mut money = Money::default();
    let (mut costless, mut endless) = (Vec::new(), Vec::new());
    for tool in loss.tools().map(|it| &loss.stack.tools[it]) {
        let Some(annual) = tool.cost.as_ref().and_then(|it| own_currency(loss, it)) else {
            costless.push(tool.name.to_string());
            continue;
        };
        add(&mut money.saved_annual, annual);
        match days_left(loss, tool) {
            Some(days) => add(&mut money.committed, annual * days / DAYS_PER_YEAR),
            None => endless.push(tool.name.to_string()),
        }
    }
    money.unknown_costs = u32::try_from(costless.len()).unwrap_or(u32::MAX);
    let mut worthless = Vec::new();
    for hit in journeys.iter().filter(|it| it.fate == JourneyFate::Stopped) {
        match hit.value_per_day {
            Some(value) => add(&mut money.at_risk_per_day, value),
            None => worthless.push(loss.stack.journeys[hit.journey].name.to_string()),
        }
    }
    let say = |before: &str, names: &[String], after: &str| {
        (!names.is_empty()).then(|| format!("{before} {}{after}", words::listed(names)))
    };
    let unknowns = [
        say("no cost is stated for", &costless, ""),
        say("it is not stated how long money is bound for", &endless, ""),
        say("it is not stated what a day of", &worthless, " is worth"),
    ];
    (money, unknowns.into_iter().flatten().collect())
}

/// Costs in another currency are not guessed at.
fn own_currency(loss: &Loss<'_>, cost: &Cost) -> Option<f64> {
    let own = loss.stack.company.currency.as_ref();
    let is_own = cost.currency.is_none() || own.is_none() || cost.currency.as_ref() == own;
    cost.annual.filter(|_| is_own)
}

/// Days until the contract ends; none where it has ended already.
fn days_left(loss: &Loss<'_>, tool: &Tool) -> Option<f64> {
    let end = tool.contract.as_ref()?.renewal_date?;
    let days = end.days_since(loss.stack.company.as_of?).max(0);
    i32::try_from(days).ok().map(f64::from)
}

fn add(sum: &mut Option<f64>, amount: f64) {
    *sum = Some(sum.unwrap_or(0.0) + amount);
}
