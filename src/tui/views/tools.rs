//! All tools as a table: what each is, whose, how connected, how fragile, and what breaks without it.

use super::table::{self, left, right, shared};
use super::{View, by_rows};
use crate::analysis::{Analysis, Linchpin};
use crate::diag::{ElementKind, Severity};
use crate::fragility::Fragility;
use crate::stack::{Direction, Tool, ToolId};
use crate::text::plural;
use crate::tui::actions::{Action, Group, Scope, has_stack};
use crate::tui::detail::{self, tool};
use crate::tui::model::Model;
use crate::tui::rows::{Cell, Column, Pane, Row, Tone};
use crate::tui::target::Target;

pub(crate) static VIEW: View = View {
    id: "tools",
    title: "Tools",
    key: "3",
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
        id: "sort-tools", title: "sort", help: "sort the tools by the next column",
        group: Group::Look, scope: Scope::View("tools"), keys: &["s"], hint: 6,
        enabled: has_stack, act: table::sort_next,
    },
    Action {
        id: "sort-tools-back", title: "sort back", help: "sort the tools the other way round",
        group: Group::Look, scope: Scope::View("tools"), keys: &["S"], hint: 0,
        enabled: has_stack, act: table::sort_back,
    },
];

static COLUMNS: [Column; 14] = [
    shared("Tool", 1, 0),
    left("Worst flow", 12, 1),
    left("Without it", 22, 2),
    left("Findings", 10, 4),
    left("Owner", 14, 3),
    right("In", 4, 5),
    right("Out", 4, 5),
    right("Carries", 8, 11),
    left("Category", 20, 6),
    left("Stage", 8, 13),
    left("Tier", 10, 8),
    right("Cost", 12, 7),
    left("Renewal", 10, 9),
    left("Status", 12, 10),
];

/// What is counted over the whole stack, by tool.
#[derive(Clone, Copy, Default)]
struct Tally<'a> {
    fed_by: u32,
    feeds: u32,
    /// Between other tools, as their middleware.
    carries: u32,
    worst: Option<&'a Fragility>,
    /// Errors, warnings, notes.
    findings: [u32; 3],
    linchpin: Option<&'a Linchpin>,
}

impl<'a> Tally<'a> {
    fn suffer(&mut self, score: Option<&'a Fragility>) {
        if score.map(|it| it.score) > self.worst.map(|it| it.score) {
            self.worst = score;
        }
    }
}

fn panes(model: &Model) -> Vec<Pane> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    let tallies = tallies(analysis);
    let mut tools: Vec<(ToolId, &Tool, Tally<'_>)> = analysis
        .stack
        .tools
        .iter()
        .zip(tallies)
        .map(|((id, tool), tally)| (id, tool, tally))
        .collect();
    tools.sort_by_key(|(id, _, tally)| {
        let weight = tally.linchpin.map(|it| (it.broken, it.journeys_stopped, it.degraded));
        (std::cmp::Reverse(weight), *id)
    });
    let rows = tools.iter().map(|(_, tool, tally)| row(analysis, tool, tally)).collect();
    let note = if tools.is_empty() || model.sorts.contains_key(&(VIEW.id, 0)) {
        plural(tools.len(), "tool")
    } else {
        format!("{}, by what breaks without it", plural(tools.len(), "tool"))
    };
    vec![
        Pane::new("Tools", rows).columns(&COLUMNS).note(note).empty("The file describes no tools."),
    ]
}

fn tallies(analysis: &Analysis) -> Vec<Tally<'_>> {
    let stack = &analysis.stack;
    let mut tallies = vec![Tally::default(); stack.tools.len()];
    for (id, it) in stack.integrations.iter().filter(|(_, it)| it.is_live()) {
        let both = it.direction == Direction::TwoWay;
        for (end, feeds) in [(it.from.id, true), (it.to.id, false)] {
            let Some(end) = end else { continue };
            let tally = &mut tallies[end.index()];
            tally.feeds += u32::from(feeds || both);
            tally.fed_by += u32::from(!feeds || both);
            tally.suffer(analysis.fragility.get(id.index()));
        }
        if let Some(carrier) = it.via.as_ref().and_then(|it| it.id) {
            let tally = &mut tallies[carrier.index()];
            tally.carries += 1;
            tally.suffer(analysis.fragility.get(id.index()));
        }
    }
    for finding in &analysis.findings {
        let about = finding.element.iter().chain(&finding.related);
        let mut tools: Vec<ToolId> = about
            .filter(|it| it.kind == ElementKind::Tool)
            .filter_map(|it| stack.tools.find(&it.id))
            .collect();
        tools.dedup();
        for tool in tools {
            tallies[tool.index()].findings[place_of(finding.severity)] += 1;
        }
    }
    for it in analysis.linchpins() {
        tallies[it.tool.index()].linchpin = Some(it);
    }
    tallies
}

fn place_of(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Note => 2,
    }
}

fn row(analysis: &Analysis, tool: &Tool, tally: &Tally<'_>) -> Row {
    let owner = tool.business_owner.as_ref().or(tool.technical_owner.as_ref());
    let (owner_tone, owner) = detail::owner_look(analysis, owner);
    let (status_tone, status) = tool::lifecycle_look(tool.lifecycle);
    let annual = tool.cost.as_ref().and_then(|it| it.annual);
    Row::cells(vec![
        Cell::text(Tone::Text, tool.name.as_str()),
        worst(tally),
        without(tool, tally),
        findings(tally),
        Cell::text(owner_tone, owner),
        count(tally.fed_by),
        count(tally.feeds),
        count(tally.carries),
        Cell::text(Tone::Text, tool.category.name()),
        Cell::text(Tone::Text, tool.stage().name()),
        match tool.tier {
            Some(tier) => Cell::number(Tone::Text, short_tier(tier), Some(f64::from(tier))),
            None => Cell::number(Tone::Muted, "?", None),
        },
        match annual {
            Some(annual) => Cell::number(Tone::Text, detail::money(analysis, annual), Some(annual)),
            None => Cell::number(Tone::Muted, "?", None),
        },
        renewal(analysis, tool),
        Cell::text(status_tone, status),
    ])
    .on(Target::Tool(tool.id.clone()))
}

fn short_tier(tier: u8) -> &'static str {
    match tier {
        1 => "1 critical",
        2 => "2 core",
        _ => "3 other",
    }
}

fn count(count: u32) -> Cell {
    let tone = if count == 0 { Tone::Muted } else { Tone::Text };
    Cell::number(tone, count.to_string(), Some(f64::from(count)))
}

fn worst(tally: &Tally<'_>) -> Cell {
    match tally.worst {
        Some(it) => {
            let text = format!("{:>3} {}", it.score, it.band().name());
            Cell::number(detail::band_tone(it.band()), text, Some(f64::from(it.score)))
        }
        None => Cell::number(Tone::Muted, "  – no flow", None),
    }
}

fn without(tool: &Tool, tally: &Tally<'_>) -> Cell {
    let Some(it) = tally.linchpin else {
        let text = if tool.is_in_use() { "?" } else { "– not in use" };
        return Cell::number(Tone::Muted, text, None);
    };
    let small = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let weight = small(it.broken) * 1e6 + small(it.journeys_stopped) * 1e3 + small(it.degraded);
    let lost: Vec<String> = [(it.broken, "need"), (it.journeys_stopped, "journey")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| plural(count, noun))
        .collect();
    let (tone, text) = match (lost.is_empty(), it.degraded) {
        (false, _) => (Tone::Danger, format!("✗ {}", lost.join(", "))),
        (true, 0) => (Tone::Muted, "– nothing".to_owned()),
        (true, degraded) => (Tone::Warn, format!("▲ {degraded} worse")),
    };
    Cell::number(tone, text, Some(weight))
}

/// Only those that there are, each with its own glyph.
fn findings(tally: &Tally<'_>) -> Cell {
    let [errors, warnings, notes] = tally.findings;
    let weight = f64::from(errors) * 1e6 + f64::from(warnings) * 1e3 + f64::from(notes);
    let mut cell = Cell::number(Tone::Muted, "", Some(weight));
    let kinds = [(Severity::Error, errors), (Severity::Warning, warnings), (Severity::Note, notes)];
    for (severity, count) in kinds.into_iter().filter(|(_, count)| *count > 0) {
        let (tone, glyph) = detail::severity_look(severity);
        cell = cell.and(tone, format!("{glyph}{count} "));
    }
    if tally.findings == [0; 3] { cell.and(Tone::Muted, "–") } else { cell }
}

fn renewal(analysis: &Analysis, tool: &Tool) -> Cell {
    let on = tool.contract.as_ref().and_then(|it| it.renewal_date);
    let Some(on) = on else { return Cell::number(Tone::Muted, "?", None) };
    let days = on.days_since(analysis.as_of);
    let order = i32::try_from(days).unwrap_or(i32::MAX);
    Cell::number(tool::due_tone(days), on.to_string(), Some(f64::from(order)))
}
