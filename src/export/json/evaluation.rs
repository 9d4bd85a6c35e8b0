//! A purchase as JSON.

use serde::Serialize;

use super::finding::Range;
use super::{Number, document};
use crate::analysis::Analysis;
use crate::evaluate::{Evaluation, Evidence, Gap, Link, Quota, Rung, Tells, Way, Why};
use crate::readiness::Hours;
use crate::scenario::{self, Scenario};
use crate::stack::{Stack, ToolId};
use crate::text::{Label, Span};

#[derive(Serialize)]
struct Page<'a> {
    product: JsonProduct<'a>,
    verdict: &'static str,
    /// The weightiest first; those on a card are the first three.
    reasons: Vec<JsonReason<'a>>,
    links: Vec<JsonLink<'a>>,
    links_left_out: usize,
    /// Asked for, and not about the product.
    requirements_aside: Vec<String>,
    consent: Vec<JsonReach<'a>>,
    overlaps: Vec<JsonOverlap<'a>>,
    personal_objects: Vec<&'a str>,
    hours: Option<JsonHours>,
    deadline: Option<JsonDeadline>,
    cost: JsonCost<'a>,
    questions: Vec<JsonQuestion<'a>>,
    /// The changes that were simulated, as a scenario file.
    scenario: String,
}

#[derive(Serialize)]
struct JsonProduct<'a> {
    asked: &'a str,
    id: &'a str,
    name: &'a str,
    category: &'static str,
    standing: &'static str,
    catalog_id: Option<&'static str>,
    /// Products of similar names, where the catalogue has none of this one.
    nearest: Vec<&'static str>,
}

#[derive(Serialize)]
struct JsonReason<'a> {
    level: &'static str,
    topic: &'static str,
    told: &'a str,
    action: Option<&'a str>,
    place: Option<Range<'a>>,
}

#[derive(Serialize)]
struct JsonLink<'a> {
    neighbour: &'a str,
    /// Seen from the product.
    course: &'static str,
    cargo: Vec<String>,
    must: bool,
    freshness_minutes_max: Option<Number>,
    key: Option<&'a str>,
    whys: Vec<JsonWhy<'a>>,
    carried: bool,
    /// By other links and the stack alone.
    followed: bool,
    /// The step that is planned with.
    best: Option<&'static str>,
    rungs: Vec<JsonRung<'a>>,
    to_buy: Vec<JsonPlatform<'a>>,
    hours: Option<JsonHours>,
    fragility: Option<JsonFragility>,
    integrations: Vec<&'a str>,
    way: Option<JsonWay<'a>>,
    quotas: Vec<JsonQuota<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum JsonWhy<'a> {
    Requirement { initiative: &'a str, requirement: Option<&'a str>, in_place_of: Option<&'a str> },
    Consent { purpose: &'a str },
    Incumbent { tool: &'a str, integration: &'a str },
    Planned { integration: &'a str },
    Named,
    Hub,
}

#[derive(Serialize)]
struct JsonRung<'a> {
    step: &'static str,
    grade: &'static str,
    method: &'static str,
    via: Vec<&'a str>,
    evidence: Vec<JsonEvidence<'a>>,
    cannot: &'a [String],
    open: &'a [String],
}

#[derive(Serialize)]
struct JsonEvidence<'a> {
    told: &'a str,
    as_of: Option<&'a str>,
    list: Option<&'static str>,
    place: Option<Range<'a>>,
}

#[derive(Serialize)]
struct JsonPlatform<'a> {
    product: &'static str,
    list: &'a str,
}

#[derive(Serialize)]
struct JsonHours {
    p50: f64,
    p80: f64,
}

#[derive(Serialize)]
struct JsonFragility {
    low: u8,
    score: u8,
    high: u8,
    points: Vec<JsonPoint>,
}

#[derive(Serialize)]
struct JsonPoint {
    factor: &'static str,
    low: u8,
    points: u8,
    high: u8,
    reason: String,
}

#[derive(Serialize)]
struct JsonWay<'a> {
    tools: Vec<&'a str>,
    /// What is known of it; `open_hops` do not say how long they take.
    age_minutes_min: Number,
    open_hops: u32,
}

#[derive(Serialize)]
struct JsonQuota<'a> {
    tool: &'a str,
    limit_per_day: Number,
    used_per_day: Option<Number>,
    new_per_day: Option<Number>,
    room_per_day: Option<Number>,
    place: Option<Range<'a>>,
}

#[derive(Serialize)]
struct JsonReach<'a> {
    purpose: &'a str,
    hears: Option<&'static str>,
    hears_from: Option<&'a str>,
    /// Where it is lost: an integration that drops it, or a tool that it does not get to.
    lost_at: Option<&'a str>,
    tells: &'static str,
    tells_age_minutes_min: Option<Number>,
    channels_assumed: bool,
}

#[derive(Serialize)]
struct JsonOverlap<'a> {
    tool: &'a str,
    same_kind: bool,
    functions: Vec<&'a str>,
    annual_cost: Option<Number>,
    notice_by: Option<String>,
}

#[derive(Serialize)]
struct JsonDeadline {
    by: String,
    days: i64,
    hours: Option<f64>,
    hours_per_week: Option<f64>,
    hours_per_week_stated: bool,
    warm_up_weeks: Option<[f64; 2]>,
    chance: &'static str,
}

#[derive(Serialize)]
struct JsonCost<'a> {
    currency: Option<&'a str>,
    known: f64,
    whole: bool,
    parts: Vec<JsonCostPart<'a>>,
}

#[derive(Serialize)]
struct JsonCostPart<'a> {
    what: &'static str,
    amount: Option<f64>,
    how: &'a str,
}

#[derive(Serialize)]
struct JsonQuestion<'a> {
    to: &'static str,
    topic: &'static str,
    text: &'a str,
}

pub(crate) fn evaluation(it: &Evaluation) -> String {
    let after = &it.simulation.after;
    let stack = &after.stack;
    let reasons = it.reasons.iter().map(|reason| JsonReason {
        level: reason.level.name(),
        topic: reason.topic.name(),
        told: &reason.told,
        action: Some(reason.action.as_str()).filter(|it| !it.is_empty()),
        place: place(after, reason.span),
    });
    let aside = it.aside.iter().map(|(initiative, position)| {
        let initiative = &stack.initiatives[*initiative];
        let name = initiative.requirements.get(*position).and_then(|it| it.id.as_ref());
        let name = name.map_or_else(|| position.to_string(), ToString::to_string);
        format!("{}.{name}", initiative.id)
    });
    let questions = it.questions.iter().map(|it| JsonQuestion {
        to: it.to.name(),
        topic: it.topic.name(),
        text: &it.text,
    });
    let page = Page {
        product: product(it),
        verdict: it.verdict.name(),
        reasons: reasons.collect(),
        links: it.links.iter().map(|it| link(after, it)).collect(),
        links_left_out: it.left_out,
        requirements_aside: aside.collect(),
        consent: consent(it),
        overlaps: overlaps(it),
        personal_objects: it.personal.iter().map(|it| stack.objects[*it].id.as_str()).collect(),
        hours: it.hours.map(hours),
        deadline: deadline(it),
        cost: cost(it),
        questions: questions.collect(),
        scenario: plan(it),
    };
    document("evaluation", page)
}

fn product(it: &Evaluation) -> JsonProduct<'_> {
    let tool = &it.simulation.after.stack.tools[it.product];
    JsonProduct {
        asked: &it.subject.asked,
        id: &tool.id,
        name: &tool.name,
        category: tool.category.name(),
        standing: it.subject.standing.name(),
        catalog_id: it.subject.product.map(|it| it.id),
        nearest: it.subject.nearest.iter().map(|it| it.id).collect(),
    }
}

fn place(analysis: &Analysis, span: Span) -> Option<Range<'_>> {
    Range::of(&analysis.sources, span)
}

/// Four decimals: more would be noise of the last bits.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

fn hours(it: Hours) -> JsonHours {
    JsonHours { p50: rounded(it.p50), p80: rounded(it.p80) }
}

fn ids<'a>(stack: &'a Stack, tools: &[ToolId]) -> Vec<&'a str> {
    tools.iter().map(|it| stack.tools[*it].id.as_str()).collect()
}

fn link<'a>(after: &'a Analysis, it: &'a Link) -> JsonLink<'a> {
    let stack = &after.stack;
    let piece = |it: &crate::evaluate::Piece| {
        let object = &stack.objects[it.object].id;
        it.field.as_ref().map_or_else(|| object.to_string(), |field| format!("{object}.{field}"))
    };
    let way = |it: &Way| JsonWay {
        tools: ids(stack, &it.tools),
        age_minutes_min: Number(it.age.known.get()),
        open_hops: it.age.open,
    };
    JsonLink {
        neighbour: &stack.tools[it.neighbour].id,
        course: it.course.name(),
        cargo: it.cargo.iter().map(piece).collect(),
        must: it.is_must,
        freshness_minutes_max: it.freshness.map(|it| Number(it.get())),
        key: it.key.as_deref(),
        whys: it.whys.iter().map(|it| why(stack, it)).collect(),
        carried: it.is_carried(),
        followed: it.is_followed,
        best: it.best().map(|it| it.step.name()),
        rungs: it.rungs.iter().map(|it| rung(after, it)).collect(),
        to_buy: it.to_buy.iter().map(|(product, list)| JsonPlatform { product, list }).collect(),
        hours: it.hours.map(hours),
        fragility: it.fragility.as_ref().map(fragility),
        integrations: it
            .integrations
            .iter()
            .map(|it| stack.integrations[*it].id.as_str())
            .collect(),
        way: it.way.as_ref().map(way),
        quotas: it.quota.iter().map(|it| quota(after, it)).collect(),
    }
}

fn fragility(it: &crate::fragility::Fragility) -> JsonFragility {
    let points = it.points.iter().map(|it| JsonPoint {
        factor: it.factor.name(),
        low: it.low,
        points: it.points,
        high: it.high,
        reason: it.reason.to_string(),
    });
    JsonFragility { low: it.low, score: it.score, high: it.high, points: points.collect() }
}

fn why<'a>(stack: &'a Stack, it: &'a Why) -> JsonWhy<'a> {
    match it {
        Why::Requirement { initiative, position, in_place_of } => {
            let initiative = &stack.initiatives[*initiative];
            let requirement = initiative.requirements.get(*position);
            JsonWhy::Requirement {
                initiative: &initiative.id,
                requirement: requirement.and_then(|it| it.id.as_deref()),
                in_place_of: in_place_of.as_deref(),
            }
        }
        Why::Consent(purpose) => JsonWhy::Consent { purpose: &stack.consent.purposes[*purpose].id },
        Why::Incumbent { tool, integration } => JsonWhy::Incumbent { tool, integration },
        Why::Planned(integration) => JsonWhy::Planned { integration },
        Why::Named => JsonWhy::Named,
        Why::Hub => JsonWhy::Hub,
    }
}

fn rung<'a>(after: &'a Analysis, it: &'a Rung) -> JsonRung<'a> {
    let evidence = |it: &'a Evidence| JsonEvidence {
        told: &it.told,
        as_of: it.as_of.as_deref(),
        list: it.list,
        place: place(after, it.span),
    };
    JsonRung {
        step: it.step.name(),
        grade: it.grade.name(),
        method: it.method.name(),
        via: ids(&after.stack, &it.via),
        evidence: it.evidence.iter().map(evidence).collect(),
        cannot: &it.cannot,
        open: &it.open,
    }
}

fn quota<'a>(after: &'a Analysis, it: &Quota) -> JsonQuota<'a> {
    let number = |it: f64| Number(rounded(it));
    JsonQuota {
        tool: &after.stack.tools[it.tool].id,
        limit_per_day: number(it.limit),
        used_per_day: it.used.map(number),
        new_per_day: it.new.map(number),
        room_per_day: it.room.map(number),
        place: place(after, it.span),
    }
}

fn consent(it: &Evaluation) -> Vec<JsonReach<'_>> {
    let stack = &it.simulation.after.stack;
    let reach = it.consent.iter().map(|it| JsonReach {
        purpose: &stack.consent.purposes[it.purpose].id,
        hears: it.hears.map(|it| it.0.name()),
        hears_from: it.hears.map(|it| stack.tools[it.1].id.as_str()),
        lost_at: it.gap.and_then(|it| match it {
            Gap::Dropped(at) => Some(stack.integrations[at].id.as_str()),
            Gap::Before(tool) => Some(stack.tools[tool].id.as_str()),
            Gap::Missing => None,
        }),
        tells: it.tells.into(),
        tells_age_minutes_min: match it.tells {
            Tells::Arrives(age) => Some(Number(age.known.get())),
            Tells::NotNeeded | Tells::Missing | Tells::Unknown => None,
        },
        channels_assumed: it.is_assumed,
    });
    reach.collect()
}

fn overlaps(it: &Evaluation) -> Vec<JsonOverlap<'_>> {
    let stack = &it.simulation.after.stack;
    let overlaps = it.overlaps.iter().map(|it| JsonOverlap {
        tool: &stack.tools[it.tool].id,
        same_kind: it.is_same_kind,
        functions: it.shared.iter().map(Label::as_str).collect(),
        annual_cost: it.annual.map(Number),
        notice_by: it.notice_by.map(|it| it.to_string()),
    });
    overlaps.collect()
}

fn deadline(it: &Evaluation) -> Option<JsonDeadline> {
    it.deadline.as_ref().map(|it| JsonDeadline {
        by: it.by.to_string(),
        days: it.days,
        hours: it.hours.map(rounded),
        hours_per_week: it.hours_per_week.map(rounded),
        hours_per_week_stated: it.is_pace_stated,
        warm_up_weeks: it.warm_up_weeks.map(|(low, high)| [low, high]),
        chance: it.chance.name(),
    })
}

fn cost(it: &Evaluation) -> JsonCost<'_> {
    let parts = it.cost.parts.iter().map(|it| JsonCostPart {
        what: it.what,
        amount: it.amount.map(rounded),
        how: &it.how,
    });
    JsonCost {
        currency: it.simulation.after.stack.company.currency.as_deref(),
        known: rounded(it.cost.known),
        whole: it.cost.is_whole,
        parts: parts.collect(),
    }
}

/// The plan as a file that `simulate --scenario` reads.
fn plan(it: &Evaluation) -> String {
    let name = &it.subject.tool.name;
    scenario::write(&Scenario {
        id: format!("buy-{}", it.subject.tool.id).as_str().into(),
        name: format!("Buy {name}").as_str().into(),
        edits: it.edits.clone(),
        ..Scenario::default()
    })
}
