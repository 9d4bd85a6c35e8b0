//! Readiness as JSON.

use serde::Serialize;

use super::document;
use crate::analysis::Analysis;
use crate::readiness::{Demand, Dossier, Feature, Hours, Input, Judged, Programme, Way};
use crate::reliability::Range;

#[derive(Serialize)]
struct Plan<'a> {
    name: &'a str,
    title: &'a str,
    verdict: &'static str,
    musts_missing: usize,
    musts_unknown: usize,
    musts: usize,
}

#[derive(Serialize)]
struct Between {
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct JsonHours {
    p50: f64,
    p80: f64,
}

#[derive(Serialize)]
struct JsonWay<'a> {
    from: &'a str,
    to: &'a str,
    integrations: Vec<&'a str>,
    /// What is known of it; `open_hops` do not say how long they take.
    age_minutes_min: f64,
    open_hops: u32,
    works: Between,
}

#[derive(Serialize)]
struct JsonCheck<'a> {
    code: &'static str,
    title: &'static str,
    must: bool,
    weight: f64,
    status: &'static str,
    told: &'a str,
    /// What was recognised by its name or by the catalogue only.
    taken_for: &'a [String],
    ways: Vec<JsonWay<'a>>,
    fix: Option<&'static str>,
    hours: Option<JsonHours>,
}

#[derive(Serialize)]
struct JsonDemand<'a> {
    title: &'a str,
    must: bool,
    state: &'static str,
    told: &'a str,
    way: Option<JsonWay<'a>>,
}

#[derive(Serialize)]
struct JsonInput<'a> {
    field: &'a str,
    status: &'static str,
    told: &'a str,
    system_of_record: Option<&'a str>,
    way: Option<JsonWay<'a>>,
    promised_minutes: Option<f64>,
    fill: Option<f64>,
    verified_at: Option<String>,
    weakest: Option<&'a str>,
    weakest_fragility: Option<u8>,
    purposes: &'a [String],
    classification: Option<&'a str>,
    potential_hours: f64,
}

#[derive(Serialize)]
struct JsonProgramme<'a> {
    share: f64,
    share_at_best: f64,
    hours: Option<JsonHours>,
    checks: Vec<JsonCheck<'a>>,
}

#[derive(Serialize)]
struct JsonFeature<'a> {
    works: Option<Between>,
    inputs: Vec<JsonInput<'a>>,
    gates: Vec<JsonCheck<'a>>,
    feedback_loops: &'a [String],
    fix_first: Vec<&'a str>,
}

#[derive(Serialize)]
struct Page<'a> {
    #[serde(flatten)]
    plan: Plan<'a>,
    requirements: Vec<JsonDemand<'a>>,
    abm: Option<JsonProgramme<'a>>,
    ai_feature: Option<JsonFeature<'a>>,
}

#[derive(Serialize)]
struct Plans<'a> {
    plans: Vec<Plan<'a>>,
}

pub(crate) fn readiness_list(dossiers: &[Dossier]) -> String {
    document("readiness_list", Plans { plans: dossiers.iter().map(plan).collect() })
}

pub(crate) fn readiness(analysis: &Analysis, dossier: &Dossier) -> String {
    let page = Page {
        plan: plan(dossier),
        requirements: dossier.demands.iter().map(|it| demand(analysis, it)).collect(),
        abm: dossier.programme.as_ref().map(|it| programme(analysis, it)),
        ai_feature: dossier.feature.as_ref().map(|it| feature(analysis, it)),
    };
    document("readiness", page)
}

fn plan(dossier: &Dossier) -> Plan<'_> {
    let musts = dossier.musts();
    Plan {
        name: &dossier.name,
        title: &dossier.title,
        verdict: dossier.verdict.name(),
        musts_missing: musts.missing,
        musts_unknown: musts.unknown,
        musts: musts.all,
    }
}

/// Ten decimals: more would be noise of the last bits.
fn rounded(value: f64) -> f64 {
    (value * 1e10).round() / 1e10
}

fn between(range: Range) -> Between {
    Between { low: rounded(range.low), high: rounded(range.high) }
}

fn hours(hours: Hours) -> JsonHours {
    JsonHours { p50: rounded(hours.p50), p80: rounded(hours.p80) }
}

fn way<'a>(analysis: &'a Analysis, way: &Way) -> JsonWay<'a> {
    let stack = &analysis.stack;
    let flows = way.flows.iter().map(|it| analysis.network.flow(*it));
    JsonWay {
        from: &stack.tools[way.from].id,
        to: &stack.tools[way.to].id,
        integrations: flows.map(|it| stack.integrations[it.integration].id.as_str()).collect(),
        age_minutes_min: way.age.known.get(),
        open_hops: way.age.open,
        works: between(way.works),
    }
}

fn check<'a>(analysis: &'a Analysis, it: &'a Judged) -> JsonCheck<'a> {
    JsonCheck {
        code: it.code,
        title: it.title,
        must: it.is_must,
        weight: it.weight,
        status: it.answer.status.name(),
        told: &it.answer.told,
        taken_for: &it.answer.taken_for,
        ways: it.answer.ways.iter().map(|it| way(analysis, it)).collect(),
        fix: Some(it.fix).filter(|it| !it.is_empty()),
        hours: it.hours.map(hours),
    }
}

fn demand<'a>(analysis: &'a Analysis, it: &'a Demand) -> JsonDemand<'a> {
    let way = it.way.as_ref().map(|it| way(analysis, it));
    JsonDemand { title: &it.title, must: it.is_must, state: it.state.name(), told: &it.told, way }
}

fn input<'a>(analysis: &'a Analysis, it: &'a Input) -> JsonInput<'a> {
    let stack = &analysis.stack;
    JsonInput {
        field: &it.name,
        status: it.status.name(),
        told: &it.told,
        system_of_record: it.record.map(|it| stack.tools[it].id.as_str()),
        way: it.way.as_ref().map(|it| way(analysis, it)),
        promised_minutes: it.promised.map(crate::stack::Minutes::get),
        fill: it.fill.map(crate::stack::Share::get),
        verified_at: it.verified_at.map(|it| it.to_string()),
        weakest: it.weakest.map(|(id, _)| stack.integrations[id].id.as_str()),
        weakest_fragility: it.weakest.map(|it| it.1),
        purposes: &it.purposes,
        classification: it.classification.as_deref(),
        potential_hours: rounded(it.potential_hours),
    }
}

fn programme<'a>(analysis: &'a Analysis, it: &'a Programme) -> JsonProgramme<'a> {
    JsonProgramme {
        share: rounded(it.share),
        share_at_best: rounded(it.share_at_best),
        hours: it.hours.map(hours),
        checks: it.judged.iter().map(|it| check(analysis, it)).collect(),
    }
}

fn feature<'a>(analysis: &'a Analysis, it: &'a Feature) -> JsonFeature<'a> {
    let name = |at: &usize| it.inputs.get(*at).map(|it| it.name.as_str());
    JsonFeature {
        works: it.works.map(between),
        inputs: it.inputs.iter().map(|it| input(analysis, it)).collect(),
        gates: it.gates.iter().map(|it| check(analysis, it)).collect(),
        feedback_loops: &it.loops,
        fix_first: it.fix_first.iter().filter_map(name).collect(),
    }
}
