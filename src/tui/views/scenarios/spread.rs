//! A distribution of weeks, drawn in cells, with its percentiles and what is planned.

use crate::effort::Spread;
use crate::text::width;
use crate::tui::rows::{Piece, Row, Tone};

/// Blocks by their height in eighths of a cell.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const EIGHTHS_A_CELL: f64 = 8.0;
/// What is drawn of a distribution leaves out half a percent at either end.
const ENDS: (f64, f64) = (0.005, 0.995);
/// The shares that are marked, by the names that planners give them.
const MARKS: [(&str, f64); 4] = [("P10", 0.1), ("P50", 0.5), ("P80", 0.8), ("P90", 0.9)];
/// A wider drawing tells no more.
const CELLS_MAX: u16 = 72;
/// A narrower one tells nothing.
const CELLS_MIN: u16 = 16;

/// One line of the drawing: a sign and a tone for each cell.
type Line = Vec<(char, Tone)>;

/// The part of the weeks that is drawn, and in how many cells.
struct Scale {
    low: f64,
    step: f64,
    cells: usize,
}

impl Scale {
    fn of(spread: &Spread, planned: Option<f64>, cells: u16) -> Option<Self> {
        let cells = cells.min(CELLS_MAX);
        let (low, high) = (spread.at(ENDS.0), spread.at(ENDS.1));
        // A plan beside the mark stands off the edge of the drawing, as far as it is off.
        let low = planned.map_or(low, |it| it.min(low)).max(0.0).floor();
        let high = planned.map_or(high, |it| it.max(high)).ceil();
        let step = (high - low) / f64::from(cells);
        let is_drawn = cells >= CELLS_MIN && step.is_finite() && step > 0.0;
        is_drawn.then_some(Self { low, step, cells: usize::from(cells) })
    }

    /// The cell that a number of weeks lies in.
    fn cell(&self, weeks: f64) -> usize {
        let edges = (1_u32..).map(|it| self.low + self.step * f64::from(it));
        edges.take(self.cells.saturating_sub(1)).take_while(|edge| *edge <= weeks).count()
    }

    /// The share of the draws in each cell.
    fn shares(&self, spread: &Spread) -> Vec<f64> {
        let edges = (1_u32..).map(|it| self.low + self.step * f64::from(it));
        let within: Vec<f64> = edges.take(self.cells).map(|it| spread.chance_within(it)).collect();
        let before = std::iter::once(0.0).chain(within.iter().copied());
        // The first cell has nothing of what lies left of the drawing.
        let first = spread.chance_within(self.low);
        let shares = within.iter().zip(before).map(|(now, before)| now - before.max(first));
        shares.collect()
    }
}

/// The drawing as rows: what is planned, the bars, the axis, the percentiles.
pub(super) fn rows(spread: &Spread, planned: Option<f64>, (cells, height): (u16, u16)) -> Vec<Row> {
    let Some(scale) = Scale::of(spread, planned, cells) else { return Vec::new() };
    let shares = scale.shares(spread);
    let at = planned.map(|it| scale.cell(it));
    let mut rows: Vec<Row> = Vec::new();
    if let Some((weeks, cell)) = planned.zip(at) {
        let chance = spread.chance_within(weeks) * 100.0;
        let text = format!("planned {weeks} weeks: {chance:.0} %");
        rows.push(pointed(&text, cell, scale.cells));
    }
    rows.extend(bars(&shares, at, height).iter().map(row));
    let mut axis: Line = vec![('─', Tone::Border); scale.cells];
    for (_, share) in MARKS {
        if let Some(cell) = axis.get_mut(scale.cell(spread.at(share))) {
            *cell = ('┴', Tone::Text);
        }
    }
    rows.push(row(&axis));
    rows.extend(marks(spread, &scale).iter().map(row));
    rows
}

/// From the top line down. What keeps the plan has another tone, and the plan a line through all of it.
fn bars(shares: &[f64], planned: Option<usize>, height: u16) -> Vec<Line> {
    let most = shares.iter().copied().fold(0.0_f64, f64::max);
    let scale = if most > 0.0 { f64::from(height) * EIGHTHS_A_CELL / most } else { 0.0 };
    let line = |below: u16| -> Line {
        let cell = |(at, share): (usize, &f64)| {
            let filled = (share * scale).round() - f64::from(below) * EIGHTHS_A_CELL;
            let sign = block(filled);
            match planned {
                Some(planned) if planned == at && sign == ' ' => ('│', Tone::Accent),
                Some(planned) if planned == at => (sign, Tone::Accent),
                Some(planned) if at < planned => (sign, Tone::Ok),
                Some(_) => (sign, Tone::Warn),
                None => (sign, Tone::Info),
            }
        };
        shares.iter().enumerate().map(cell).collect()
    };
    (0..height).rev().map(line).collect()
}

fn block(eighths: f64) -> char {
    let levels = (0_u32..).zip(EIGHTHS);
    let fits = levels.take_while(|(level, _)| *level == 0 || f64::from(*level) <= eighths);
    fits.last().map_or(' ', |(_, sign)| sign)
}

/// A text with an arrow down to a cell, on the side where there is room for it.
fn pointed(text: &str, cell: usize, cells: usize) -> Row {
    let after = cell + 2 + width(text);
    if after <= cells || cell < width(text) + 1 {
        let row = Row::new(Tone::Text, " ".repeat(cell)).and(Tone::Accent, "▾ ");
        return row.and(Tone::Accent, text);
    }
    let before = cell.saturating_sub(width(text) + 1);
    Row::new(Tone::Text, " ".repeat(before)).and(Tone::Accent, format!("{text} ▾"))
}

/// The names of the percentiles under their marks, on as few lines as they fit on without touching.
fn marks(spread: &Spread, scale: &Scale) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (name, share) in MARKS {
        let weeks = spread.at(share);
        let text = format!("{name} {weeks:.0}");
        let cell = scale.cell(weeks);
        let start = cell.saturating_sub(text.len() / 2).min(scale.cells.saturating_sub(text.len()));
        let is_free = |line: &Line| line.len() < start || line.is_empty();
        let found = lines.iter().position(is_free).unwrap_or_else(|| {
            lines.push(Line::new());
            lines.len() - 1
        });
        let Some(line) = lines.get_mut(found) else { continue };
        line.resize(start.max(line.len()), (' ', Tone::Text));
        let tone = if name == "P50" { Tone::Title } else { Tone::Muted };
        line.extend(text.chars().map(|it| (it, tone)));
    }
    lines
}

/// Cells as pieces, as few as there are changes of tone.
fn row(line: &Line) -> Row {
    let mut pieces: Vec<Piece> = Vec::new();
    for (sign, tone) in line {
        match pieces.last_mut().filter(|it| it.tone == *tone) {
            Some(piece) => piece.text.push(*sign),
            None => pieces.push(Piece::new(*tone, sign.to_string())),
        }
    }
    let mut row = Row::new(Tone::Text, "");
    for piece in pieces {
        row = row.and(piece.tone, piece.text);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::effort::{Inventory, Pace, Table, Unit, estimate};
    use crate::stack::Company;

    fn spread() -> Spread {
        let mut inventory = Inventory { undocumented: Some(0.5), ..Inventory::default() };
        inventory.records = Some(10_000.0);
        inventory.add(Unit::CustomApi, 3.0);
        let table = Table::of(&Company::default());
        estimate(&inventory, &table, Some(Pace::of(40.0))).weeks.unwrap()
    }

    #[test]
    fn the_shares_of_all_cells_are_nearly_everything() {
        let spread = spread();
        let scale = Scale::of(&spread, None, 40).unwrap();
        let sum: f64 = scale.shares(&spread).iter().sum();
        assert!((0.985..=1.0).contains(&sum), "{sum}");
    }

    #[test]
    fn cells_are_found_by_their_weeks() {
        let scale = Scale { low: 10.0, step: 2.0, cells: 5 };
        let cells: Vec<usize> = [0.0, 10.0, 11.9, 12.0, 19.9, 99.0].map(|it| scale.cell(it)).into();
        assert_eq!(cells, [0, 0, 0, 1, 4, 4]);
    }

    #[test]
    fn bars_grow_in_eighths_and_a_plan_splits_them() {
        let lines = bars(&[0.0, 0.5, 1.0], Some(1), 2);
        let text = |line: &Line| line.iter().map(|it| it.0).collect::<String>();
        assert_eq!(lines.iter().map(text).collect::<Vec<_>>(), [" │█", " ██"]);
        assert_eq!(block(3.4), '▃');
        assert_eq!((block(-2.0), block(40.0)), (' ', '█'));
    }

    #[test]
    fn nothing_is_drawn_wider_than_the_room() {
        let spread = spread();
        for cells in [0, 15, 16, 24, 40, 200] {
            for planned in [None, Some(1.0), Some(12.0), Some(400.0)] {
                let rows = rows(&spread, planned, (cells, 4));
                let room = usize::from(cells.min(CELLS_MAX));
                let bars = rows.iter().filter(|it| !it.plain().contains("planned"));
                assert!(bars.into_iter().all(|it| width(&it.plain()) <= room), "{cells}");
                assert_eq!(rows.is_empty(), cells < CELLS_MIN);
            }
        }
    }
}
