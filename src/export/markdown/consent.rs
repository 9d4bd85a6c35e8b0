//! Who hears of an opt-out, for a page or a ticket: a table for each purpose, and what is wrong in it to tick.

use std::fmt::Write as _;

use super::super::escape::markdown;
use super::super::human::{self, Extent, Look};
use crate::analysis::Analysis;
use crate::privacy::{Cell, Matrix, Verdict};
use crate::report::Told;
use crate::stack::ToolId;
use crate::text::plural;

/// Columns that a page still shows beside one another.
const SENDERS_MAX: usize = 12;
/// Rows that somebody still reads.
const POINTS_MAX: usize = 40;
/// Lines of each list unless all are asked for: a comment holds 65,536 characters.
const BRIEF: usize = 40;

pub(crate) fn consent(analysis: &Analysis, matrices: &[&Matrix], look: Look) -> String {
    let mut out = "## Who hears of an opt-out\n\n".to_owned();
    if matrices.is_empty() {
        out.push_str("The stack names no consent purposes: add them under `consent`.\n");
        return out;
    }
    let _ = writeln!(out, "{}", human::consent_headline(matrices));
    for matrix in matrices {
        purpose(&mut out, Told { analysis, matrix }, look.extent);
    }
    out
}

fn purpose(out: &mut String, told: Told<'_>, extent: Extent) {
    let (id, scope) = (markdown(&told.purpose().id), markdown(&told.scope()));
    // Writing to a string cannot fail.
    let _ = writeln!(out, "\n### {id}\n\n{scope}\n");
    let matrix = told.matrix;
    let (points, senders) = (&matrix.capture_points, &matrix.senders);
    if senders.len() > SENDERS_MAX || points.len() > POINTS_MAX {
        let (points, senders) =
            (plural(points.len(), "capture point"), plural(senders.len(), "sender"));
        let _ = writeln!(out, "{points} against {senders}: too many for a table.\n");
    } else if !matrix.cells.is_empty() {
        table(out, told, points, senders);
    }
    let mut wrong: Vec<&Cell> =
        matrix.cells.iter().filter(|it| it.verdict != Verdict::Pass).collect();
    wrong.sort_by_key(|it| (std::cmp::Reverse(it.verdict), it.sender, it.capture_point));
    let shown = extent.shown(wrong.len(), BRIEF);
    for cell in wrong.iter().take(shown) {
        let (from, to) =
            (markdown(told.tool(cell.capture_point)), markdown(told.tool(cell.sender)));
        let (verdict, why) = (cell.verdict.name(), markdown(&told.why(cell)));
        let _ = writeln!(out, "- [ ] {verdict}: **{from} → {to}**: {why}");
    }
    more(out, wrong.len() - shown);
    let mut notes = told.notes();
    let shown = extent.shown(matrix.campaigns.len(), BRIEF);
    notes.extend(matrix.campaigns.iter().take(shown).map(|it| told.exposed(it)));
    if !notes.is_empty() {
        out.push('\n');
    }
    for note in notes {
        let _ = writeln!(out, "- {}", markdown(&note));
    }
    more(out, matrix.campaigns.len() - shown);
}

fn more(out: &mut String, count: usize) {
    if count > 0 {
        let _ = writeln!(out, "\nand {count} more; `--all` shows them");
    }
}

/// Rows are where people opt out, columns are who sends.
fn table(out: &mut String, told: Told<'_>, points: &[ToolId], senders: &[ToolId]) {
    let names: Vec<String> = senders.iter().map(|it| markdown(told.tool(*it))).collect();
    let _ = writeln!(out, "| opt-out in ↓, sent from → | {} |", names.join(" | "));
    let _ = writeln!(out, "|---|{}", "---|".repeat(names.len()));
    for point in points {
        let cells = senders.iter().map(|it| match told.matrix.cell(*point, *it) {
            Some(cell) => format!("{} {}", sign(cell), markdown(&Told::mark(cell))),
            None => "not followed".to_owned(),
        });
        let cells: Vec<String> = cells.collect();
        let _ = writeln!(out, "| **{}** | {} |", markdown(told.tool(*point)), cells.join(" | "));
    }
    out.push('\n');
}

fn sign(cell: &Cell) -> &'static str {
    match cell.verdict {
        Verdict::Pass => "✅",
        Verdict::Unknown => "❔",
        Verdict::Late => "⚠️",
        Verdict::Broken => "❌",
    }
}
