//! The state of the stack in one screen.

use strum::VariantArray as _;

use super::{Ahead, Question, ahead, count_questions, questions};
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, ElementKind, Severity};
use crate::fragility::{Band, Factor};
use crate::impact::Priority;
use crate::reliability::{Fix, JourneyReliability, Range};
use crate::stack::{IntegrationId, JourneyId, ToolId};

/// Lines of the lists that show the worst only.
const TOP: usize = 5;

/// Findings per severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Severities {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) notes: usize,
}

impl Severities {
    pub(crate) fn of<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts = Self::default();
        for diagnostic in diagnostics {
            match diagnostic.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
            }
        }
        counts
    }

    pub(crate) fn total(self) -> usize {
        self.errors + self.warnings + self.notes
    }
}

/// A tool that much hangs on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TopTool {
    pub(crate) tool: ToolId,
    pub(crate) broken: usize,
    pub(crate) degraded: usize,
    pub(crate) journeys_stopped: usize,
    pub(crate) value_per_day: f64,
}

/// An integration that breaks easily, with the factor that weighs most.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FragileFlow {
    pub(crate) integration: IntegrationId,
    pub(crate) score: u8,
    pub(crate) low: u8,
    pub(crate) high: u8,
    pub(crate) priority: Option<Priority>,
    pub(crate) reason: String,
    pub(crate) fix: Option<String>,
}

/// How a journey stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct JourneyState {
    pub(crate) journey: JourneyId,
    /// Tools on the way, each once, in order.
    pub(crate) tools: Vec<ToolId>,
    pub(crate) value_per_day: Option<f64>,
    /// Share of the time that it works; `None` where a hand-off is missing, so that it does not run.
    pub(crate) availability: Option<Range>,
    /// Hours a year in which it does not work.
    pub(crate) bad_hours: Option<Range>,
    /// What the rules found on it.
    pub(crate) findings: Severities,
}

/// Everything on the first screen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Overview {
    pub(crate) tools: usize,
    pub(crate) tools_in_use: usize,
    pub(crate) integrations: usize,
    pub(crate) integrations_live: usize,
    /// Live integrations per band, best band first.
    pub(crate) bands: Vec<(Band, usize)>,
    pub(crate) problems: Severities,
    pub(crate) findings: Severities,
    pub(crate) accepted: usize,
    /// Worst first.
    pub(crate) linchpins: Vec<TopTool>,
    /// Worst first.
    pub(crate) fragile: Vec<FragileFlow>,
    pub(crate) journeys: Vec<JourneyState>,
    /// What surely saves most first.
    pub(crate) fixes: Vec<Fix>,
    /// What leaves most open first.
    pub(crate) questions: Vec<Question>,
    /// How many questions there are.
    pub(crate) questions_total: usize,
    /// Soonest first.
    pub(crate) ahead: Vec<Ahead>,
    /// Cost of the tools in use, per year, where stated, and how many state none.
    pub(crate) cost_annual: f64,
    pub(crate) cost_unknown: usize,
}

impl Overview {
    /// With rankings short enough to read at once.
    pub(crate) fn of(analysis: &Analysis) -> Self {
        Self::with_rankings(analysis, TOP)
    }

    /// With rankings of that many places.
    pub(crate) fn with_rankings(analysis: &Analysis, places: usize) -> Self {
        let stack = &analysis.stack;
        let in_use = || stack.tools.values().filter(|it| it.is_in_use());
        let costs = || in_use().map(|it| it.cost.as_ref().and_then(|cost| cost.annual));
        Self {
            tools: stack.tools.len(),
            tools_in_use: in_use().count(),
            integrations: stack.integrations.len(),
            integrations_live: stack.integrations.values().filter(|it| it.is_live()).count(),
            bands: bands(analysis),
            problems: Severities::of(&analysis.problems),
            findings: Severities::of(&analysis.findings),
            accepted: analysis.accepted.len(),
            linchpins: linchpins(analysis, places),
            fragile: fragile(analysis, places),
            journeys: journeys(analysis),
            fixes: analysis.reliability().fixes.iter().take(places).cloned().collect(),
            questions: questions(analysis, places),
            questions_total: count_questions(analysis),
            ahead: ahead::all(analysis),
            cost_annual: costs().flatten().sum(),
            cost_unknown: costs().filter(Option::is_none).count(),
        }
    }
}

fn bands(analysis: &Analysis) -> Vec<(Band, usize)> {
    let live: Vec<Band> = analysis
        .stack
        .integrations
        .values()
        .zip(&analysis.fragility)
        .filter(|(integration, _)| integration.is_live())
        .map(|(_, fragility)| fragility.band())
        .collect();
    Band::VARIANTS
        .iter()
        .map(|band| (*band, live.iter().filter(|it| *it == band).count()))
        .collect()
}

fn linchpins(analysis: &Analysis, places: usize) -> Vec<TopTool> {
    analysis
        .linchpins()
        .iter()
        .filter(|it| it.broken > 0 || it.journeys_stopped > 0)
        .take(places)
        .map(|it| TopTool {
            tool: it.tool,
            broken: it.broken,
            degraded: it.degraded,
            journeys_stopped: it.journeys_stopped,
            value_per_day: it.value_per_day,
        })
        .collect()
}

/// Live integrations that are fragile at least: first what matters most, then what scores worst.
fn fragile(analysis: &Analysis, places: usize) -> Vec<FragileFlow> {
    let mut found: Vec<FragileFlow> = analysis
        .stack
        .integrations
        .iter()
        .zip(&analysis.fragility)
        .filter(|((_, integration), score)| integration.is_live() && score.band() >= Band::Fragile)
        .map(|((id, _), score)| {
            // The method stands beside every integration already; another reason says more.
            let others = score.points.iter().filter(|it| it.factor != Factor::Method);
            let worst = others.max_by_key(|it| (it.points, std::cmp::Reverse(it.factor)));
            FragileFlow {
                integration: id,
                score: score.score,
                low: score.low,
                high: score.high,
                priority: analysis.weights.get(id.index()).map(|it| it.priority),
                reason: worst.map(|it| it.reason.to_string()).unwrap_or_default(),
                fix: worst.and_then(|it| it.fix.as_deref()).map(str::to_owned),
            }
        })
        .collect();
    found.sort_by_key(|it| {
        (std::cmp::Reverse(it.priority), std::cmp::Reverse(it.score), it.integration)
    });
    found.truncate(places);
    found
}

fn journeys(analysis: &Analysis) -> Vec<JourneyState> {
    analysis
        .stack
        .journeys
        .iter()
        .map(|(id, journey)| {
            let mut tools: Vec<ToolId> = Vec::new();
            for tool in journey.stages.iter().filter_map(|it| it.tool.as_ref()?.id) {
                if !tools.contains(&tool) {
                    tools.push(tool);
                }
            }
            let concerns = |it: &&Diagnostic| {
                it.element
                    .iter()
                    .chain(&it.related)
                    .any(|element| element.kind == ElementKind::Journey && element.id == journey.id)
            };
            let found = analysis.reliability().journey(id);
            JourneyState {
                journey: id,
                availability: found.and_then(|it| it.availability),
                bad_hours: found.and_then(JourneyReliability::bad_hours),
                tools,
                value_per_day: journey.value_per_day,
                findings: Severities::of(analysis.findings.iter().filter(concerns)),
            }
        })
        .collect()
}
