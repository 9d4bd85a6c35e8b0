//! What becomes of opt-outs: the cells of a matrix as rows, and one of them with its chain.

use super::{blank, class_look, class_tone, fact};
use crate::analysis::Analysis;
use crate::network::FlowId;
use crate::privacy::{Cell, Matrix, Route, Verdict};
use crate::report::Told;
use crate::stack::ToolId;
use crate::text::pad_end;
use crate::tui::rows::{Row, Tone};
use crate::tui::target::Target;

/// What lines of cells begin with; purpose, capture point and sender follow.
const CELL: &str = "consent|";

pub(crate) fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Pass => Tone::Ok,
        Verdict::Unknown => Tone::Missing,
        Verdict::Late => Tone::Warn,
        Verdict::Broken => Tone::Danger,
    }
}

/// The sign of a verdict, for those who cannot tell its colour.
pub(crate) fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "✓",
        Verdict::Unknown => "?",
        Verdict::Late => "▲",
        Verdict::Broken => "✗",
    }
}

/// "✗ BROKEN  `HubSpot` → Outreach  every way drops whoever opted out".
pub(crate) fn row(told: Told<'_>, cell: &Cell) -> Row {
    let tone = tone(cell.verdict);
    let ends = format!("{} → {}", told.tool(cell.capture_point), told.tool(cell.sender));
    Row::new(tone, format!("{} {}", sign(cell.verdict), pad_end(cell.verdict.name(), 8)))
        .and(Tone::Text, ends)
        .and(Tone::Muted, format!("  {}", told.why(cell)))
        .on(target(told, cell))
}

fn target(told: Told<'_>, cell: &Cell) -> Target {
    let tools = &told.analysis.stack.tools;
    let (from, to) = (&tools[cell.capture_point].id, &tools[cell.sender].id);
    Target::Line(format!("{CELL}{}|{from}|{to}", told.purpose().id))
}

fn called<'a>(analysis: &'a Analysis, key: &str) -> Option<(&'a Matrix, &'a Cell)> {
    let mut parts = key.strip_prefix(CELL)?.split('|');
    let stack = &analysis.stack;
    let purpose = stack.consent.purposes.find(parts.next()?)?;
    let (from, to) = (stack.tools.find(parts.next()?)?, stack.tools.find(parts.next()?)?);
    let matrix = analysis.matrices().iter().find(|it| it.purpose == purpose)?;
    Some((matrix, matrix.cell(from, to)?))
}

/// One cell with its chain, hop by hop; nothing where the line is no cell.
pub(super) fn explain(analysis: &Analysis, key: &str) -> Vec<Row> {
    let Some((matrix, cell)) = called(analysis, key) else { return Vec::new() };
    let told = Told { analysis, matrix };
    let (from, to) = (told.tool(cell.capture_point), told.tool(cell.sender));
    let verdict = format!("{} {}", sign(cell.verdict), cell.verdict.name());
    let mut rows = vec![
        Row::new(Tone::Title, format!("An opt-out in {from}, for {to}")),
        Row::new(tone(cell.verdict), verdict).and(Tone::Text, format!("  {}", told.why(cell))),
        blank(),
        fact("purpose", &told.purpose().id),
    ];
    rows.extend(matrix.choice.as_ref().map(|it| fact("carried by", &it.field.to_string())));
    rows.push(match matrix.deadline {
        Some(it) if it.is_stated => fact("deadline", &it.time.to_string()),
        Some(it) => fact("deadline", &format!("{}, as mailbox providers expect", it.time)),
        None => fact("deadline", "").and(Tone::Missing, "nothing states it"),
    });
    if let Some(path) = cell.route.path() {
        let title = match &cell.route {
            Route::Filtered { .. } => "The best way, and where it ends",
            Route::Own | Route::Open { .. } | Route::Missing => "The best way",
        };
        rows.extend([blank(), Row::new(Tone::Title, title)]);
        rows.extend(path.flows.iter().flat_map(|it| hop(analysis, *it)));
    }
    let campaigns = matrix
        .campaigns
        .iter()
        .filter(|it| it.sender == cell.sender && it.capture_points.contains(&cell.capture_point));
    let campaigns: Vec<Row> = campaigns
        .map(|it| {
            let campaign = &analysis.stack.campaigns[it.campaign];
            let day = |it: Option<crate::stack::Date>| {
                it.map_or_else(|| "?".to_owned(), |it| it.to_string())
            };
            let days = format!("  {} to {}", day(campaign.start), day(campaign.end));
            Row::new(Tone::Text, campaign.name.to_string()).and(Tone::Muted, days)
        })
        .collect();
    if !campaigns.is_empty() {
        rows.extend([blank(), Row::new(Tone::Title, "Still goes out to people who said no")]);
        rows.extend(campaigns);
    }
    rows
}

fn hop(analysis: &Analysis, id: FlowId) -> Vec<Row> {
    let stack = &analysis.stack;
    let flow = analysis.network.flow(id);
    let integration = &stack.integrations[flow.integration];
    let class = integration.method.class();
    let score = analysis.fragility.get(flow.integration.index());
    let mut about = format!(" · {}", integration.method.words());
    if let Some(score) = score {
        about.push_str(&format!(" · fragility {}", score.score));
    }
    let time = if flow.age.open > 0 {
        format!("+ {} or more", flow.age.known)
    } else {
        format!("+ {}", flow.age.known)
    };
    let place = analysis.sources.place(integration.spans.item);
    let line = place.map_or_else(String::new, |it| format!(" · line {}", it.line));
    let mut rows = vec![
        Row::new(class_tone(class), format!("{} ", class_look(class)))
            .and(
                Tone::Text,
                format!("{} → {}", stack.tools[flow.from].name, stack.tools[flow.to].name),
            )
            .and(Tone::Muted, format!("  {time}")),
        Row::new(Tone::Muted, format!("  {}{about}{line}", integration.id)),
    ];
    if flow.excludes_opted_out {
        let item = flow.item.and_then(|it| integration.objects.get(it));
        let text = item.and_then(|it| it.filter.as_ref()).and_then(|it| it.text.as_ref());
        let text = text.map_or_else(String::new, |it| format!(" ({it})"));
        rows.push(Row::new(Tone::Danger, format!("  ✗ whoever opted out is dropped here{text}")));
    }
    rows
}

/// What a tool hears as a sender and tells as a capture point, by purpose.
pub(crate) fn of_tool(analysis: &Analysis, tool: ToolId) -> Vec<Row> {
    let mut rows = Vec::new();
    for matrix in analysis.matrices() {
        let told = Told { analysis, matrix };
        let cells: Vec<&Cell> = concerning(matrix, Some(tool));
        if !cells.is_empty() {
            rows.push(Row::new(Tone::Muted, format!("{}: {}", told.purpose().id, told.scope())));
            rows.extend(cells.into_iter().map(|it| row(told, it)));
        }
    }
    rows
}

/// The cells that lead somewhere else, of a tool or of all, the worst first.
pub(crate) fn concerning(matrix: &Matrix, tool: Option<ToolId>) -> Vec<&Cell> {
    let is_meant = |it: &&Cell| {
        it.route != Route::Own
            && tool.is_none_or(|tool| it.sender == tool || it.capture_point == tool)
    };
    let mut cells: Vec<&Cell> = matrix.cells.iter().filter(is_meant).collect();
    cells.sort_by_key(|it| (std::cmp::Reverse(it.verdict), it.sender, it.capture_point));
    cells
}
