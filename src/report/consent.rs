//! Who hears of an opt-out, in words.

use crate::analysis::Analysis;
use crate::network::Age;
use crate::privacy::{Cell, Exposed, Matrix, Route, Verdict};
use crate::stack::{Purpose, ToolId};
use crate::text::plural;

/// The matrix of a purpose, with what people call things.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    pub(crate) analysis: &'a Analysis,
    pub(crate) matrix: &'a Matrix,
}

impl<'a> Told<'a> {
    pub(crate) fn purpose(&self) -> &'a Purpose {
        &self.analysis.stack.consent.purposes[self.matrix.purpose]
    }

    pub(crate) fn tool(&self, tool: ToolId) -> &'a str {
        &self.analysis.stack.tools[tool].name
    }

    /// "email and sales email · `person.opt_out` · within 48 h".
    pub(crate) fn scope(&self) -> String {
        let channels: Vec<_> =
            self.purpose().channels.iter().map(|it| it.name().replace('_', " ")).collect();
        let mut parts = vec![channels.join(", ")];
        parts.extend(self.matrix.choice.as_ref().map(|it| it.field.to_string()));
        parts.push(match self.matrix.deadline {
            Some(it) if it.is_stated => format!("within {}", it.time),
            Some(it) => format!("within {}, as mailbox providers expect", it.time),
            None => "no deadline".to_owned(),
        });
        parts.retain(|it| !it.is_empty());
        parts.join(" · ")
    }

    /// "PASS 15 min", "BROKEN".
    pub(crate) fn mark(cell: &Cell) -> String {
        match &cell.route {
            Route::Own => "own".to_owned(),
            Route::Open { path, .. } => format!("{} {}", cell.verdict.name(), short(path.age)),
            Route::Filtered { .. } | Route::Missing => cell.verdict.name().to_owned(),
        }
    }

    /// "15 min", "broken": where a sign before it says how that compares.
    pub(crate) fn short_mark(cell: &Cell) -> String {
        match &cell.route {
            Route::Own => "own".to_owned(),
            Route::Open { path, .. } => short(path.age),
            Route::Filtered { .. } => "dropped".to_owned(),
            Route::Missing => "no way".to_owned(),
        }
    }

    /// Why a cell is as it is, in one line.
    pub(crate) fn why(&self, cell: &Cell) -> String {
        let ids = |flows: &[crate::network::FlowId]| {
            let flows = flows.iter().map(|it| self.analysis.network.flow(*it).integration);
            let ids: Vec<_> =
                flows.map(|it| format!("`{}`", self.analysis.stack.integrations[it].id)).collect();
            ids.join(" and ")
        };
        let weakest = cell.weakest.map_or_else(String::new, |(id, score)| {
            let id = &self.analysis.stack.integrations[id].id;
            format!("; weakest link `{id}`, fragility {score}")
        });
        match &cell.route {
            Route::Own => "people opt out where it sends from".to_owned(),
            Route::Open { path, .. } => {
                let hops = plural(path.flows.len(), "hop");
                let age = match (path.age.open, cell.verdict) {
                    (0, _) => format!("up to {}", path.age.known),
                    (_, Verdict::Late) => format!("{} or more", path.age.known),
                    _ => format!(
                        "at least {}, since not every hop says how long it takes",
                        path.age.known
                    ),
                };
                format!("{age}, {hops}{weakest}")
            }
            Route::Filtered { filters, .. } => {
                format!("every way drops whoever opted out, here at {}", ids(filters))
            }
            Route::Missing => {
                let field = self.matrix.choice.as_ref().map(|it| it.field.to_string());
                format!("nothing carries {} there", field.as_deref().unwrap_or("the choice"))
            }
        }
    }

    /// What else is to be said of the purpose.
    pub(crate) fn notes(&self) -> Vec<String> {
        let matrix = self.matrix;
        let mut notes = Vec::new();
        if matrix.choice.is_none() {
            notes.push(
                "no `object_field` says where people's choice is kept: it cannot be followed"
                    .to_owned(),
            );
        }
        if matrix.senders.is_empty() {
            notes.push("no tool is known to send for it".to_owned());
        }
        if matrix.capture_points.is_empty() {
            notes.push("no `capture_points` say where people opt out".to_owned());
        }
        if let Some(choice) = &matrix.choice {
            for sender in &choice.one_way {
                let record = choice.record.map_or("", |it| self.tool(it));
                notes.push(format!(
                    "{} hears from {record} and tells it nothing back",
                    self.tool(*sender)
                ));
            }
        }
        if !matrix.unsearched.is_empty() {
            let count = plural(matrix.unsearched.len(), "capture point");
            notes.push(format!("{count} not followed: the stack is too large to follow all"));
        }
        notes
    }

    /// "Spend Summit still goes out from Outreach after an opt-out in `HubSpot` or Marketo, 2026-09-21 to 2026-11-12".
    pub(crate) fn exposed(&self, exposed: &Exposed) -> String {
        let campaign = &self.analysis.stack.campaigns[exposed.campaign];
        let points: Vec<_> = exposed.capture_points.iter().map(|it| self.tool(*it)).collect();
        let when = match (campaign.start, campaign.end) {
            (Some(start), Some(end)) => format!("{start} to {end}"),
            (Some(start), None) => format!("from {start}, end unknown"),
            (None, Some(end)) => format!("until {end}, start unknown"),
            (None, None) => "dates unknown".to_owned(),
        };
        format!(
            "{} still goes out from {} after an opt-out in {} ({when})",
            campaign.name,
            self.tool(exposed.sender),
            points.join(" or ")
        )
    }
}

/// "15 min", "15 min+" where a hop does not say how long it takes.
fn short(age: Age) -> String {
    if age.open == 0 { age.known.to_string() } else { format!("{}+", age.known) }
}
