//! Who hears of an opt-out: a grid for each purpose, and what is wrong in it.

use super::grid::{self, Align, Fit};
use super::page::{Extent, Look, Page, Tone, seen_width};
use crate::analysis::Analysis;
use crate::privacy::{Cell, Matrix, Verdict};
use crate::report::Told;
use crate::stack::ToolId;
use crate::text::{fit, plural};

/// Cells and campaigns that are told of unless all are asked for.
const BRIEF: usize = 12;
/// A name that stands over a column.
const NAME_MAX: usize = 18;

pub(crate) fn consent(analysis: &Analysis, matrices: &[&Matrix], look: Look) -> String {
    let mut page = Page::new(look);
    if matrices.is_empty() {
        page.paragraph("The stack names no consent purposes: add them under `consent`.");
        return page.finish();
    }
    page.paragraph(&headline(matrices));
    for matrix in matrices {
        purpose(&mut page, Told { analysis, matrix });
    }
    page.finish()
}

pub(in crate::export) fn headline(matrices: &[&Matrix]) -> String {
    let sum = |verdict| matrices.iter().map(|it| it.count(verdict)).sum::<usize>();
    let [broken, late, unknown, pass] =
        [Verdict::Broken, Verdict::Late, Verdict::Unknown, Verdict::Pass].map(sum);
    let all = broken + late + unknown + pass;
    if all > 0 && pass == all {
        return format!("Every opt-out reaches every sender in time ({}).", plural(all, "pair"));
    }
    format!(
        "Of {} of a tool in which people opt out and one that sends: {broken} broken, {late} late, {unknown} unknown, {pass} in time.",
        plural(all, "pair")
    )
}

fn purpose(page: &mut Page, told: Told<'_>) {
    page.heading(&told.purpose().id);
    page.item("  ", &told.scope());
    let all = page.look.extent == Extent::All;
    let (points, senders) = (&told.matrix.capture_points, &told.matrix.senders);
    if !told.matrix.cells.is_empty() {
        page.gap();
        draw(page, told, points, senders);
    }
    let mut cells: Vec<&Cell> =
        told.matrix.cells.iter().filter(|it| all || it.verdict != Verdict::Pass).collect();
    cells.sort_by_key(|it| (std::cmp::Reverse(it.verdict), it.sender, it.capture_point));
    let shown = page.look.extent.shown(cells.len(), BRIEF);
    if !cells.is_empty() {
        page.gap();
    }
    for cell in cells.iter().take(shown) {
        let verdict = page.tint(tone(cell.verdict), &format!("{:<7}", cell.verdict.name()));
        let ends = format!("{} → {}", told.tool(cell.capture_point), told.tool(cell.sender));
        let text = format!("{}: {}", page.tint(Tone::Strong, &ends), told.why(cell));
        page.item(&format!("  {verdict}  "), &text);
        if all {
            hops(page, told, cell);
        }
    }
    page.more(cells.len() - shown, "; `--all` shows them, and each hop");
    let mut notes = told.notes();
    let campaigns = told.matrix.campaigns.iter().map(|it| told.exposed(it));
    let shown = page.look.extent.shown(told.matrix.campaigns.len(), BRIEF);
    notes.extend(campaigns.take(shown));
    if !notes.is_empty() {
        page.gap();
    }
    for note in notes {
        page.item("  · ", &note);
    }
    page.more(told.matrix.campaigns.len() - shown, " campaigns");
}

/// Rows are where people opt out, columns are who sends.
fn draw(page: &mut Page, told: Told<'_>, points: &[ToolId], senders: &[ToolId]) {
    let mut rows = Vec::new();
    let mut head = vec![page.tint(Tone::Quiet, "opt-out in ↓, sent from →")];
    head.extend(senders.iter().map(|it| page.tint(Tone::Strong, &fit(told.tool(*it), NAME_MAX))));
    rows.push(head);
    for point in points {
        let mut row = vec![fit(told.tool(*point), NAME_MAX + 8)];
        row.extend(senders.iter().map(|it| match told.matrix.cell(*point, *it) {
            Some(cell) => page.tint(tone(cell.verdict), &Told::mark(cell)),
            None => page.tint(Tone::Quiet, "not followed"),
        }));
        rows.push(row);
    }
    let columns = senders.len() + 1;
    let wide: usize = (0..columns)
        .map(|at| rows.iter().filter_map(|row| row.get(at)).map(|it| seen_width(it)).max())
        .map(|it| it.unwrap_or(0) + grid::GAP)
        .sum();
    if wide <= page.look.width {
        grid::write(page, "  ", &vec![Align::Left; columns], &rows, Fit::Never);
        return;
    }
    let (points, senders) =
        (plural(points.len(), "capture point"), plural(senders.len(), "sender"));
    page.item("  ", &format!("{points} against {senders}: too wide for a table here"));
}

fn hops(page: &mut Page, told: Told<'_>, cell: &Cell) {
    let Some(path) = cell.route.path() else { return };
    let analysis = told.analysis;
    for flow in path.flows.iter().map(|it| analysis.network.flow(*it)) {
        let integration = &analysis.stack.integrations[flow.integration];
        let place = super::place(analysis, integration.spans.item);
        let text = format!(
            "{} → {}  {}  + {}  {}",
            told.tool(flow.from),
            told.tool(flow.to),
            integration.id,
            flow.age.words(),
            page.tint(Tone::Quiet, &place)
        );
        page.item("             ", &text);
    }
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Pass => Tone::Good,
        Verdict::Unknown => Tone::Note,
        Verdict::Late => Tone::Warn,
        Verdict::Broken => Tone::Bad,
    }
}
