//! What follows from losing something.

use serde::Serialize;

use super::finding::Thing;
use super::path::Way;
use super::{Number, document};
use crate::analysis::Analysis;
use crate::diag::{Element, ElementKind};
use crate::impact::{self, Affected, JourneyFate};
use crate::network::Component;
use crate::stack::Stack;

#[derive(Serialize)]
pub(super) struct Blast {
    gone: Vec<Thing<'static>>,
    summary: Summary,
    journeys: Vec<Journey>,
    needs: Vec<Need>,
    integrations: Vec<String>,
    hosted: Hosted,
    headless: Vec<Headless>,
    money: Money,
    unknowns: Vec<String>,
}

#[derive(Serialize)]
struct Summary {
    broken: usize,
    degraded: usize,
    stale: usize,
    headless: usize,
    unaffected: usize,
    journeys: usize,
    journeys_stopped: usize,
}

#[derive(Serialize)]
struct Journey {
    id: String,
    fate: &'static str,
    stage: Option<String>,
    reason: String,
    value_per_day: Option<Number>,
}

#[derive(Serialize)]
struct Need {
    fate: &'static str,
    tool: String,
    object: String,
    field: Option<String>,
    needed_by: Thing<'static>,
    reason: String,
    before: Option<Way>,
    after: Option<Way>,
}

#[derive(Serialize)]
struct Hosted {
    automations: Vec<String>,
    automation_count: Number,
    ai_features: Vec<String>,
    channels: Vec<Channel>,
    purposes: Vec<String>,
}

#[derive(Serialize)]
struct Channel {
    tool: String,
    channel: &'static str,
}

#[derive(Serialize)]
struct Headless {
    object: String,
    field: Option<String>,
    copies: Vec<String>,
}

/// Per year where it does not say otherwise; null where nothing is stated.
#[derive(Serialize)]
struct Money {
    currency: Option<String>,
    saved_annual: Option<Number>,
    committed: Option<Number>,
    at_risk_per_day: Option<Number>,
    unknown_costs: u32,
}

pub(crate) fn impact(analysis: &Analysis, blast: &impact::Blast) -> String {
    document("impact", Blast::of(analysis, blast))
}

impl Blast {
    pub(super) fn of(analysis: &Analysis, blast: &impact::Blast) -> Self {
        let stack = &analysis.stack;
        let tool = |it: crate::stack::ToolId| stack.tools[it].id.to_string();
        Self {
            gone: blast.gone.iter().map(|it| element(stack, *it).into()).collect(),
            summary: summary(stack, blast),
            journeys: blast.journeys.iter().map(|it| journey(stack, it)).collect(),
            needs: blast.affected.iter().map(|it| need(analysis, it)).collect(),
            integrations: blast
                .cut
                .iter()
                .map(|it| stack.integrations[*it].id.to_string())
                .collect(),
            hosted: hosted(stack, &blast.hosted),
            headless: blast
                .hosted
                .headless
                .iter()
                .map(|it| Headless {
                    object: stack.objects[it.object].id.to_string(),
                    field: it.field.as_ref().map(ToString::to_string),
                    copies: it.copies.iter().map(|it| tool(*it)).collect(),
                })
                .collect(),
            money: Money {
                currency: stack.company.currency.as_ref().map(ToString::to_string),
                saved_annual: blast.money.saved_annual.map(Number),
                committed: blast.money.committed.map(Number),
                at_risk_per_day: blast.money.at_risk_per_day.map(Number),
                unknown_costs: blast.money.unknown_costs,
            },
            unknowns: blast.unknowns.clone(),
        }
    }
}

fn element(stack: &Stack, component: Component) -> Element {
    match component {
        Component::Tool(id) => Element::new(ElementKind::Tool, &stack.tools[id].id),
        Component::Integration(id) => {
            Element::new(ElementKind::Integration, &stack.integrations[id].id)
        }
        Component::Credential(id) => {
            Element::new(ElementKind::Credential, &stack.credentials[id].id)
        }
        Component::Person(id) => Element::new(ElementKind::Person, &stack.people[id].id),
        Component::Vendor(id) => Element::new(ElementKind::Vendor, &stack.vendors[id].id),
    }
}

fn summary(stack: &Stack, blast: &impact::Blast) -> Summary {
    let count = |fate| blast.affected.iter().filter(|it| it.fate == fate).count();
    Summary {
        broken: count(impact::Fate::Broken),
        degraded: count(impact::Fate::Degraded),
        stale: count(impact::Fate::Stale),
        headless: count(impact::Fate::Headless),
        unaffected: blast.unaffected,
        journeys: stack.journeys.len(),
        journeys_stopped: blast
            .journeys
            .iter()
            .filter(|it| it.fate == JourneyFate::Stopped)
            .count(),
    }
}

fn journey(stack: &Stack, hit: &impact::JourneyHit) -> Journey {
    let journey = &stack.journeys[hit.journey];
    Journey {
        id: journey.id.to_string(),
        fate: match hit.fate {
            JourneyFate::Stopped => "stopped",
            JourneyFate::Degraded => "degraded",
        },
        stage: journey.stages.get(hit.stage).map(|it| it.id.to_string()),
        reason: hit.reason.clone(),
        value_per_day: hit.value_per_day.map(Number),
    }
}

fn need(analysis: &Analysis, it: &Affected) -> Need {
    let stack = &analysis.stack;
    Need {
        fate: it.fate.name(),
        tool: stack.tools[it.need.tool].id.to_string(),
        object: stack.objects[it.need.object].id.to_string(),
        field: it.need.field.as_ref().map(ToString::to_string),
        needed_by: it.need.by.clone().into(),
        reason: it.reason.clone(),
        before: it.before.as_ref().map(|path| Way::of(analysis, path)),
        after: it.after.as_ref().map(|path| Way::of(analysis, path)),
    }
}

fn hosted(stack: &Stack, hosted: &impact::Hosted) -> Hosted {
    Hosted {
        automations: hosted
            .automations
            .iter()
            .map(|it| stack.automations[*it].id.to_string())
            .collect(),
        automation_count: Number(hosted.automation_count),
        ai_features: hosted
            .ai_features
            .iter()
            .map(|it| stack.ai_features[*it].id.to_string())
            .collect(),
        channels: hosted
            .channels
            .iter()
            .map(|(tool, channel)| Channel {
                tool: stack.tools[*tool].id.to_string(),
                channel: channel.name(),
            })
            .collect(),
        purposes: hosted
            .purposes
            .iter()
            .map(|it| stack.consent.purposes[*it].id.to_string())
            .collect(),
    }
}
