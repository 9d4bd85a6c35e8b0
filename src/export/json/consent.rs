//! Who hears of an opt-out.

use serde::Serialize;

use super::path::Way;
use super::{Number, document};
use crate::analysis::Analysis;
use crate::privacy::{Cell, Exposed, Matrix, Route};
use crate::report::Told;

#[derive(Serialize)]
struct Answer {
    purposes: Vec<PurposeMatrix>,
}

#[derive(Serialize)]
struct PurposeMatrix {
    id: String,
    /// The field that carries the choice; null: it cannot be followed.
    field: Option<String>,
    deadline_minutes: Option<Number>,
    deadline_is_stated: bool,
    capture_points: Vec<String>,
    senders: Vec<String>,
    cells: Vec<Pair>,
    /// Capture points that were not followed because a bound was met.
    not_followed: Vec<String>,
    /// Senders that hear of opt-outs and tell nobody of their own.
    one_way: Vec<String>,
    campaigns: Vec<Campaign>,
}

#[derive(Serialize)]
struct Pair {
    capture_point: String,
    sender: String,
    verdict: &'static str,
    /// own, open, filtered or missing.
    route: &'static str,
    why: String,
    way: Option<Way>,
    /// The least that any way takes.
    least_minutes: Option<Number>,
    filters: Vec<String>,
    weakest: Option<Weakest>,
}

#[derive(Serialize)]
struct Weakest {
    integration: String,
    fragility: u8,
}

#[derive(Serialize)]
struct Campaign {
    id: String,
    sender: String,
    capture_points: Vec<String>,
    start: Option<String>,
    end: Option<String>,
}

pub(crate) fn consent(analysis: &Analysis, matrices: &[&Matrix]) -> String {
    let purposes = matrices.iter().map(|matrix| purpose(Told { analysis, matrix })).collect();
    document("consent", Answer { purposes })
}

fn purpose(told: Told<'_>) -> PurposeMatrix {
    let (analysis, matrix) = (told.analysis, told.matrix);
    let ids = |tools: &[crate::stack::ToolId]| -> Vec<String> {
        tools.iter().map(|it| analysis.stack.tools[*it].id.to_string()).collect()
    };
    let choice = matrix.choice.as_ref();
    let campaign = |it: &Exposed| {
        let campaign = &analysis.stack.campaigns[it.campaign];
        Campaign {
            id: campaign.id.to_string(),
            sender: analysis.stack.tools[it.sender].id.to_string(),
            capture_points: ids(&it.capture_points),
            start: campaign.start.map(|it| it.to_string()),
            end: campaign.end.map(|it| it.to_string()),
        }
    };
    PurposeMatrix {
        id: told.purpose().id.to_string(),
        field: choice.map(|it| it.field.to_string()),
        deadline_minutes: matrix.deadline.map(|it| Number(it.time.get())),
        deadline_is_stated: matrix.deadline.is_some_and(|it| it.is_stated),
        capture_points: ids(&matrix.capture_points),
        senders: ids(&matrix.senders),
        cells: matrix.cells.iter().map(|it| pair(told, it)).collect(),
        not_followed: ids(&matrix.unsearched),
        one_way: choice.map(|it| ids(&it.one_way)).unwrap_or_default(),
        campaigns: matrix.campaigns.iter().map(campaign).collect(),
    }
}

fn pair(told: Told<'_>, cell: &Cell) -> Pair {
    let stack = &told.analysis.stack;
    let (route, least, filters) = match &cell.route {
        Route::Own => ("own", None, [].as_slice()),
        Route::Open { least, .. } => ("open", Some(Number(least.get())), [].as_slice()),
        Route::Filtered { filters, .. } => ("filtered", None, filters.as_slice()),
        Route::Missing => ("missing", None, [].as_slice()),
    };
    let of_flow = |it: &crate::network::FlowId| {
        let integration = told.analysis.network.flow(*it).integration;
        stack.integrations[integration].id.to_string()
    };
    Pair {
        capture_point: stack.tools[cell.capture_point].id.to_string(),
        sender: stack.tools[cell.sender].id.to_string(),
        verdict: cell.verdict.name(),
        route,
        why: told.why(cell),
        way: cell.route.path().map(|it| Way::of(told.analysis, it)),
        least_minutes: least,
        filters: filters.iter().map(of_flow).collect(),
        weakest: cell.weakest.map(|(id, fragility)| Weakest {
            integration: stack.integrations[id].id.to_string(),
            fragility,
        }),
    }
}
