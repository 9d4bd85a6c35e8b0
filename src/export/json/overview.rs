//! The overview.

use serde::Serialize;

use super::finding::{Counts, Thing};
use super::reliability::{Ask, Fix, Span};
use super::{Number, document};
use crate::analysis::Analysis;
use crate::report;

#[derive(Serialize)]
struct Overview {
    company: Option<String>,
    currency: Option<String>,
    as_of: String,
    as_of_is_stated: bool,
    tools: usize,
    tools_in_use: usize,
    integrations: usize,
    integrations_live: usize,
    bands: Vec<Band>,
    problems: Counts,
    findings: Counts,
    accepted: usize,
    linchpins: Vec<Linchpin>,
    fragile: Vec<Fragile>,
    journeys: Vec<Journey>,
    fixes: Vec<Fix>,
    questions: Vec<Ask>,
    questions_total: usize,
    ahead: Vec<Ahead>,
    cost_annual: Number,
    cost_unknown: usize,
    /// `null` where the file was never committed, or lies in no git repository.
    since_last_commit: Option<Since>,
}

#[derive(Serialize)]
struct Since {
    commit: String,
    date: String,
    tools: Changes,
    integrations: Changes,
    findings_new: usize,
    findings_fixed: usize,
    brittle_before: usize,
    brittle: usize,
}

#[derive(Serialize)]
struct Changes {
    added: usize,
    removed: usize,
    changed: usize,
}

#[derive(Serialize)]
struct Band {
    band: &'static str,
    integrations: usize,
}

#[derive(Serialize)]
struct Linchpin {
    tool: String,
    broken: usize,
    degraded: usize,
    journeys_stopped: usize,
    value_per_day: Number,
}

#[derive(Serialize)]
struct Fragile {
    integration: String,
    score: u8,
    low: u8,
    high: u8,
    priority: Option<&'static str>,
    reason: String,
    fix: Option<String>,
}

#[derive(Serialize)]
struct Journey {
    id: String,
    name: String,
    tools: Vec<String>,
    value_per_day: Option<Number>,
    /// Share of the time; `null` where it does not run at all.
    availability: Option<Span>,
    bad_hours_per_year: Option<Span>,
    findings: Counts,
}

#[derive(Serialize)]
struct Ahead {
    day: String,
    days: i64,
    kind: &'static str,
    element: Thing<'static>,
    text: String,
}

pub(crate) fn overview(
    analysis: &Analysis,
    it: &report::Overview,
    since: Option<&report::Since>,
) -> String {
    let stack = &analysis.stack;
    let company = &stack.company;
    document(
        "overview",
        Overview {
            company: company.name.as_ref().map(ToString::to_string),
            currency: company.currency.as_ref().map(ToString::to_string),
            as_of: analysis.as_of.to_string(),
            as_of_is_stated: analysis.as_of_is_stated,
            tools: it.tools,
            tools_in_use: it.tools_in_use,
            integrations: it.integrations,
            integrations_live: it.integrations_live,
            bands: it
                .bands
                .iter()
                .map(|(band, count)| Band { band: band.name(), integrations: *count })
                .collect(),
            problems: Counts::of(it.problems),
            findings: Counts::of(it.findings),
            accepted: it.accepted,
            linchpins: it.linchpins.iter().map(|it| linchpin(analysis, it)).collect(),
            fragile: it.fragile.iter().map(|it| fragile(analysis, it)).collect(),
            journeys: it.journeys.iter().map(|it| journey(analysis, it)).collect(),
            fixes: it.fixes.iter().map(|it| Fix::of(analysis, it)).collect(),
            questions: it.questions.iter().map(|it| Ask::of(analysis, it)).collect(),
            questions_total: it.questions_total,
            ahead: it.ahead.iter().map(ahead).collect(),
            cost_annual: Number(it.cost_annual),
            cost_unknown: it.cost_unknown,
            since_last_commit: since.map(since_of),
        },
    )
}

fn since_of(it: &report::Since) -> Since {
    let changes =
        |it: report::Changes| Changes { added: it.added, removed: it.removed, changed: it.changed };
    Since {
        commit: it.version.clone(),
        date: it.date.to_string(),
        tools: changes(it.tools),
        integrations: changes(it.integrations),
        findings_new: it.findings_new,
        findings_fixed: it.findings_fixed,
        brittle_before: it.brittle.0,
        brittle: it.brittle.1,
    }
}

fn linchpin(analysis: &Analysis, it: &report::TopTool) -> Linchpin {
    Linchpin {
        tool: analysis.stack.tools[it.tool].id.to_string(),
        broken: it.broken,
        degraded: it.degraded,
        journeys_stopped: it.journeys_stopped,
        value_per_day: Number(it.value_per_day),
    }
}

fn fragile(analysis: &Analysis, it: &report::FragileFlow) -> Fragile {
    Fragile {
        integration: analysis.stack.integrations[it.integration].id.to_string(),
        score: it.score,
        low: it.low,
        high: it.high,
        priority: it.priority.map(crate::impact::Priority::name),
        reason: it.reason.clone(),
        fix: it.fix.clone(),
    }
}

fn journey(analysis: &Analysis, it: &report::JourneyState) -> Journey {
    let stack = &analysis.stack;
    let journey = &stack.journeys[it.journey];
    Journey {
        id: journey.id.to_string(),
        name: journey.name.to_string(),
        tools: it.tools.iter().map(|it| stack.tools[*it].id.to_string()).collect(),
        value_per_day: it.value_per_day.map(Number),
        availability: it.availability.map(Span::of),
        bad_hours_per_year: it.bad_hours.map(Span::of),
        findings: Counts::of(it.findings),
    }
}

fn ahead(it: &report::Ahead) -> Ahead {
    Ahead {
        day: it.day.to_string(),
        days: it.days,
        kind: it.kind.name(),
        element: it.element.clone().into(),
        text: it.text.clone(),
    }
}
