//! The checklist of a departure.

use serde::Serialize;

use super::document;
use crate::analysis::Analysis;
use crate::outage::Handover;

#[derive(Serialize)]
struct Answer {
    person: String,
    last_day: Option<String>,
    has_left: bool,
    /// Integrations that stop with the logins.
    integrations_stopped: Vec<String>,
    items: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    /// holds, `alone_knows`, hears, approves or owns.
    kind: &'static str,
    what: String,
    how: String,
    taker: Option<String>,
    due: Option<String>,
    is_overdue: bool,
}

pub(crate) fn handover(analysis: &Analysis, handover: &Handover) -> String {
    let lines = handover.items.iter().map(|it| Line {
        kind: it.kind.name(),
        what: it.what.clone(),
        how: it.how.clone(),
        taker: it.taker.clone(),
        due: it.due.map(|it| it.to_string()),
        is_overdue: it.is_overdue,
    });
    let answer = Answer {
        person: analysis.stack.people[handover.person].id.to_string(),
        last_day: handover.last_day.map(|it| it.to_string()),
        has_left: handover.has_left,
        integrations_stopped: handover.dies.clone(),
        items: lines.collect(),
    };
    document("handover", answer)
}
