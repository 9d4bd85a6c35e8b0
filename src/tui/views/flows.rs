//! All integrations as a table: what moves where, how, how often, who looks after it, and how fragile it is.

use super::table::{self, left, right, shared};
use super::{View, by_rows};
use crate::analysis::Analysis;
use crate::fragility::Fragility;
use crate::impact::Priority;
use crate::network::Age;
use crate::stack::{Integration, IntegrationId};
use crate::text::plural;
use crate::tui::actions::{Action, Group, Scope, has_stack};
use crate::tui::detail::{self, flow};
use crate::tui::model::Model;
use crate::tui::rows::{Cell, Column, Pane, Row, Tone};
use crate::tui::target::Target;

pub(crate) static VIEW: View = View {
    id: "flows",
    title: "Flows",
    key: "4",
    panes,
    paint: table::paint,
    shows: |_| false,
    step: by_rows,
    keeps_cursor: false,
    actions: ACTIONS,
};

#[rustfmt::skip]
static ACTIONS: &[Action] = &[
    Action {
        id: "sort-flows", title: "sort", help: "sort the flows by the next column",
        group: Group::Look, scope: Scope::View("flows"), keys: &["s"], hint: 6,
        enabled: has_stack, act: table::sort_next,
    },
    Action {
        id: "sort-flows-back", title: "sort back", help: "sort the flows the other way round",
        group: Group::Look, scope: Scope::View("flows"), keys: &["S"], hint: 0,
        enabled: has_stack, act: table::sort_back,
    },
];

static COLUMNS: [Column; 11] = [
    left("Fragility", 12, 0),
    left("Range", 7, 9),
    shared("From → to", 5, 0),
    shared("Moves", 2, 6),
    left("Method", 20, 3),
    left("Priority", 8, 2),
    left("Owner", 14, 4),
    left("Monitoring", 15, 5),
    left("Runs", 10, 8),
    right("Age", 9, 10),
    left("Status", 9, 7),
];

fn panes(model: &Model) -> Vec<Pane> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    let mut flows: Vec<(IntegrationId, &Integration)> =
        analysis.stack.integrations.iter().collect();
    flows.sort_by_key(|(id, it)| {
        let score = analysis.fragility.get(id.index()).map(|it| it.score);
        let weight = analysis.weights.get(id.index()).map(|it| (it.priority, it.impact));
        (!it.is_live(), std::cmp::Reverse((score, weight)), *id)
    });
    let rows = flows.iter().map(|(id, it)| row(analysis, *id, it)).collect();
    let note = if model.sorts.contains_key(&(VIEW.id, 0)) {
        plural(flows.len(), "flow")
    } else {
        format!("{}, the most fragile first", plural(flows.len(), "flow"))
    };
    vec![
        Pane::new("Flows", rows)
            .columns(&COLUMNS)
            .note(note)
            .empty("The file describes no integrations."),
    ]
}

fn row(analysis: &Analysis, id: IntegrationId, it: &Integration) -> Row {
    let score = analysis.fragility.get(id.index());
    let class = it.method.class();
    let (owner_tone, owner) = detail::owner_look(analysis, it.owner.as_ref());
    let (monitoring_tone, monitoring) = flow::monitoring_look(it);
    let (status_tone, status) = flow::status_look(it.status);
    let moves_tone = if it.objects.is_empty() { Tone::Missing } else { Tone::Text };
    let method = format!("{} {}", detail::class_look(class), it.method.words());
    Row::cells(vec![
        fragility(score),
        range(score),
        Cell::text(Tone::Text, detail::tool_name(analysis, &it.from))
            .and(Tone::Muted, format!(" {} ", it.arrow()))
            .and(Tone::Text, detail::tool_name(analysis, &it.to)),
        Cell::text(moves_tone, flow::objects(it)),
        Cell::text(detail::class_tone(class), method),
        priority(analysis, id),
        Cell::text(owner_tone, owner),
        Cell::text(monitoring_tone, monitoring),
        every(it),
        age(flow::age(analysis, id)),
        Cell::text(status_tone, status),
    ])
    .on(Target::Integration(it.id.clone()))
}

fn fragility(score: Option<&Fragility>) -> Cell {
    let Some(it) = score else { return Cell::number(Tone::Muted, "?", None) };
    let text = format!("{:>3} {}", it.score, it.band().name());
    Cell::number(detail::band_tone(it.band()), text, Some(f64::from(it.score)))
}

/// Sorts by how much is unknown.
fn range(score: Option<&Fragility>) -> Cell {
    let Some(it) = score else { return Cell::number(Tone::Muted, "?", None) };
    let open = f64::from(it.high.saturating_sub(it.low));
    let text =
        if it.low == it.high { "known".to_owned() } else { format!("{}–{}", it.low, it.high) };
    Cell::number(Tone::Muted, text, Some(open))
}

fn priority(analysis: &Analysis, id: IntegrationId) -> Cell {
    let Some(weight) = analysis.weights.get(id.index()) else {
        return Cell::number(Tone::Muted, "?", None);
    };
    let (tone, text) = flow::priority_look(weight.priority);
    let class = match weight.priority {
        Priority::Low => 0.0,
        Priority::Medium => 1000.0,
        Priority::High => 2000.0,
    };
    let order = class + f64::from(weight.impact);
    Cell::number(tone, text, Some(order))
}

fn every(it: &Integration) -> Cell {
    let text = flow::runs(it);
    let tone =
        if it.frequency.is_some() || it.trigger.is_some() { Tone::Text } else { Tone::Missing };
    Cell::number(tone, text, it.frequency.as_ref().map(|it| it.every.get()))
}

fn age(age: Option<Age>) -> Cell {
    let Some(age) = age else { return Cell::number(Tone::Missing, "?", None) };
    let bound = if age.open > 0 { "≥ " } else { "" };
    Cell::number(Tone::Text, format!("{bound}{}", age.known), Some(age.known.get()))
}
