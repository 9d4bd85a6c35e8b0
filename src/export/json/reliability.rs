//! Journeys, what repairs buy, and what to ask next.

use serde::Serialize;

use super::finding::{Range as Place, Thing};
use super::{Number, document};
use crate::analysis::Analysis;
use crate::network::Component;
use crate::reliability::{self, Method, Range, Uptime};
use crate::report::reliability as words;
use crate::report::{Question, questions};
use crate::stack::JourneyId;

/// Both are equal where everything is known.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Span {
    low: Number,
    high: Number,
}

impl Span {
    pub(super) fn of(range: Range) -> Self {
        Self { low: Number(rounded(range.low)), high: Number(rounded(range.high)) }
    }
}

/// More digits than anybody needs, and fewer than rounding errors have.
fn rounded(value: f64) -> f64 {
    const SCALE: f64 = 1e9;
    if value.abs() < 1e6 { (value * SCALE).round() / SCALE } else { value }
}

#[derive(Serialize)]
struct Journeys {
    journeys: Vec<Journey>,
}

#[derive(Serialize)]
struct Journey {
    id: String,
    name: String,
    value_per_day: Option<Number>,
    /// Share of the time; `null` where it does not run at all.
    availability: Option<Span>,
    bad_hours_per_year: Option<Span>,
    loss_per_year: Option<Span>,
    delivered: Option<Span>,
    method: Figures,
    hand_offs: Vec<Hop>,
    parts: Vec<Part>,
    single_points: Vec<Thing<'static>>,
    cut_sets: Vec<Vec<Thing<'static>>>,
    has_more_cut_sets: bool,
    fixes: Vec<Fix>,
    left_out: Vec<String>,
}

#[derive(Serialize)]
struct Figures {
    kind: &'static str,
    nodes: Option<usize>,
    draws: Option<u32>,
    standard_error: Number,
}

#[derive(Serialize)]
struct Hop {
    from_stage: String,
    to_stage: String,
    state: &'static str,
    availability: Span,
    ways: usize,
    has_more_ways: bool,
    way: Vec<String>,
    fallbacks: Vec<Fallback>,
}

#[derive(Serialize)]
struct Fallback {
    tool: String,
    by: String,
}

/// Single figures hold with all unknown facts at their worst.
#[derive(Serialize)]
struct Part {
    element: Thing<'static>,
    availability: Span,
    birnbaum: Number,
    potential_hours_per_year: Number,
    /// `null` where nothing else can fail.
    risk_reduction_worth: Option<Number>,
    risk_achievement_worth: Number,
    fussell_vesely: Number,
    is_single_point: bool,
    uptime: Option<Figure>,
}

#[derive(Serialize)]
struct Figure {
    likelihood: Span,
    failures_per_year: Span,
    incidents: Option<Number>,
    years_on_record: Option<Number>,
    detect_hours: Span,
    repair_hours: Span,
}

impl Figure {
    fn of(it: &Uptime) -> Self {
        Self {
            likelihood: Span::of(it.likelihood),
            failures_per_year: Span::of(it.rate()),
            incidents: it.history.map(|it| Number(it.incidents)),
            years_on_record: it.history.map(|it| Number(rounded(it.years))),
            detect_hours: Span::of(it.detect),
            repair_hours: Span::of(it.repair),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Fix {
    kind: &'static str,
    element: Thing<'static>,
    text: String,
    effect: String,
    hours_per_year: Span,
    worth_per_year: Option<Span>,
    share_of_perfect: Number,
    /// Who says that there is such a connector, and of which day; `null` for other fixes.
    known_from: Option<String>,
    before: Span,
    after: Span,
    journeys: Vec<Gain>,
    field: &'static str,
    place: Option<Place<'static>>,
}

#[derive(Serialize)]
struct Gain {
    journey: String,
    birnbaum: Span,
    hours_per_year: Span,
    worth_per_year: Option<Span>,
}

impl Fix {
    pub(super) fn of(analysis: &Analysis, fix: &reliability::Fix) -> Self {
        let stack = &analysis.stack;
        let [(worst, worst_after), (best, best_after)] = fix.shares();
        Self {
            kind: fix.kind.name(),
            element: thing(analysis, fix.part),
            text: words::fix_words(stack, fix),
            effect: words::fix_effect(fix),
            hours_per_year: Span::of(fix.hours),
            worth_per_year: fix.money.map(Span::of),
            share_of_perfect: Number(rounded(fix.share_of_perfect())),
            known_from: words::fix_source(fix),
            before: Span::of(Range::between(worst, best)),
            after: Span::of(Range::between(worst_after, best_after)),
            journeys: fix
                .journeys
                .iter()
                .map(|it| Gain {
                    journey: stack.journeys[it.journey].id.to_string(),
                    birnbaum: Span::of(Range::between(it.birnbaum[0], it.birnbaum[1])),
                    hours_per_year: Span::of(it.hours),
                    worth_per_year: it.money.map(Span::of),
                })
                .collect(),
            field: fix.kind.field(),
            place: Place::of(&analysis.sources, words::fix_span(stack, fix)).map(Place::into_owned),
        }
    }
}

fn thing(analysis: &Analysis, part: Component) -> Thing<'static> {
    words::element(&analysis.stack, part).into()
}

/// These journeys in full.
pub(crate) fn journeys(analysis: &Analysis, ids: &[JourneyId]) -> String {
    let all = ids.iter().filter_map(|it| analysis.reliability().journey(*it));
    document("journeys", Journeys { journeys: all.map(|it| journey(analysis, it)).collect() })
}

fn journey(analysis: &Analysis, it: &reliability::JourneyReliability) -> Journey {
    let stack = &analysis.stack;
    let described = &stack.journeys[it.journey];
    let stage = |at: usize| described.stages.get(at).map_or(String::new(), |it| it.id.to_string());
    let fixes = words::fixes_of(analysis, it.journey);
    Journey {
        id: described.id.to_string(),
        name: described.name.to_string(),
        value_per_day: described.value_per_day.map(Number),
        availability: it.availability.map(Span::of),
        bad_hours_per_year: it.bad_hours().map(Span::of),
        loss_per_year: words::loss(stack, it).map(Span::of),
        delivered: it.delivered.map(Span::of),
        method: figures(it),
        hand_offs: it
            .hops
            .iter()
            .map(|hop| Hop {
                from_stage: stage(hop.stages.0),
                to_stage: stage(hop.stages.1),
                state: hop.state.name(),
                availability: Span::of(hop.availability),
                ways: hop.ways,
                has_more_ways: hop.is_bounded,
                way: hop.way.iter().map(|it| stack.integrations[*it].id.to_string()).collect(),
                fallbacks: hop
                    .fallbacks
                    .iter()
                    .map(|(tool, by)| Fallback {
                        tool: stack.tools[*tool].id.to_string(),
                        by: stack.tools[*by].id.to_string(),
                    })
                    .collect(),
            })
            .collect(),
        parts: it.parts.iter().map(|it| part(analysis, it)).collect(),
        single_points: words::single_points(it).iter().map(|it| thing(analysis, *it)).collect(),
        cut_sets: it
            .cuts
            .iter()
            .map(|set| set.iter().map(|it| thing(analysis, *it)).collect())
            .collect(),
        has_more_cut_sets: it.has_more_cuts,
        fixes: fixes.iter().map(|(fix, _)| Fix::of(analysis, fix)).collect(),
        left_out: words::caveats(analysis, it),
    }
}

fn figures(it: &reliability::JourneyReliability) -> Figures {
    let (kind, nodes, draws) = match it.method {
        Method::Exact { nodes } => ("exact", Some(nodes), None),
        Method::Sampled { draws } => ("sampled", None, Some(draws)),
    };
    Figures { kind, nodes, draws, standard_error: Number(it.standard_error) }
}

fn part(analysis: &Analysis, it: &reliability::Part) -> Part {
    Part {
        element: thing(analysis, it.component),
        availability: Span::of(it.availability),
        birnbaum: Number(rounded(it.birnbaum[0])),
        potential_hours_per_year: Number(rounded(it.potential_hours)),
        risk_reduction_worth: it
            .risk_reduction
            .is_finite()
            .then(|| Number(rounded(it.risk_reduction))),
        risk_achievement_worth: Number(rounded(it.risk_achievement)),
        fussell_vesely: Number(rounded(it.fussell_vesely)),
        is_single_point: it.is_single_point,
        uptime: analysis.reliability().uptime(it.component).map(Figure::of),
    }
}

#[derive(Serialize)]
struct Fixes {
    fixes: Vec<Fix>,
}

pub(crate) fn fixes(analysis: &Analysis, fixes: &[&reliability::Fix]) -> String {
    document("fixes", Fixes { fixes: fixes.iter().map(|it| Fix::of(analysis, it)).collect() })
}

#[derive(Serialize)]
struct Asked {
    questions: Vec<Ask>,
}

#[derive(Serialize)]
pub(super) struct Ask {
    element: Thing<'static>,
    question: String,
    field: &'static str,
    /// Over all journeys, what the answer can be worth.
    hours_per_year: Number,
    /// Of fragility that the answer can move.
    points: u8,
    who: Option<String>,
    place: Option<Place<'static>>,
}

impl Ask {
    pub(super) fn of(analysis: &Analysis, it: &Question) -> Self {
        Self {
            element: it.element.clone().into(),
            question: it.text.clone(),
            field: it.field,
            hours_per_year: Number(rounded(it.hours)),
            points: it.points,
            who: it.ask.as_ref().map(ToString::to_string),
            place: Place::of(&analysis.sources, it.span).map(Place::into_owned),
        }
    }
}

pub(crate) fn ask(analysis: &Analysis) -> String {
    let questions = questions(analysis, usize::MAX);
    document(
        "questions",
        Asked { questions: questions.iter().map(|it| Ask::of(analysis, it)).collect() },
    )
}
