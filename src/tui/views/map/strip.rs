//! The strip below the map in a time-lapse: the clock, what happens when, who has noticed, and what it costs so far.

use ratatui::layout::{Constraint, Layout, Rect};

use crate::analysis::Analysis;
use crate::outage::{EventKind, Moment, Notice, Outage};
use crate::reliability::Range;
use crate::text::amount;
use crate::text::{fit, width};
use crate::tui::canvas::Canvas;
use crate::tui::lapse::{self, Lapse, Played};
use crate::tui::rows::{Piece, Tone};

/// Lines of the strip, and of its events on screens with so many lines.
const LINES: u16 = 7;
const EVENTS_MORE: u16 = 2;
const HIGH: u16 = 34;
/// A moment on the scale has this much room at least.
const MOMENT: usize = 8;

/// Paints the strip where there is a time-lapse; returns the area that is left for the map.
pub(super) fn paint(canvas: &mut Canvas<'_>, area: Rect) -> Rect {
    let Some(lapse) = &canvas.model.states.lapse else { return area };
    let lines = if canvas.model.size.1 >= HIGH { LINES + EVENTS_MORE } else { LINES };
    if area.height < lines + LINES {
        return area;
    }
    let [map, strip] =
        Layout::vertical([Constraint::Min(0), Constraint::Length(lines)]).areas(area);
    let shown = lapse::shown(canvas.model);
    let played = shown.as_ref().and_then(|(_, it)| it.as_ref().as_ref().ok());
    let Some((played, analysis)) = played.zip(canvas.model.analysis.as_deref()) else {
        let inside = canvas.frame(strip, "Time-lapse", "", Tone::BorderFocus);
        canvas.text((inside.x + 1, inside.y), inside.width, Tone::Muted, "playing it through …");
        return map;
    };
    let Some(moment) = lapse::moment(lapse, played) else { return map };
    let title = format!("{} for {}", played.words, played.outage.duration.time);
    let note = if lapse.is_playing { "plays" } else { "←→ time · space plays · Esc leaves" };
    let inside = canvas.frame(strip, &title, note, Tone::BorderFocus);
    let room = inside.width.saturating_sub(2);
    let mut lines: Vec<Vec<Piece>> = vec![state(analysis, moment)];
    lines.extend(scale(lapse, played, usize::from(room)));
    let left = usize::from(inside.height).saturating_sub(lines.len() + 1);
    lines.extend(events(&played.outage, moment, left.max(1)));
    lines.insert(1, noticed(&played.outage, moment));
    for (y, pieces) in (inside.y..inside.y + inside.height).zip(&lines) {
        canvas.pieces((inside.x + 1, y), room, pieces);
    }
    map
}

/// "+4 h  down · 3 stale · 1 wrong · 120 records lost · at most 7,000 EUR at risk".
fn state(analysis: &Analysis, moment: &Moment) -> Vec<Piece> {
    let step = &moment.step;
    let (tone, word) =
        if step.is_over { (Tone::Ok, "works again") } else { (Tone::Danger, "down") };
    let mut pieces = vec![
        Piece::new(Tone::Title, format!("{:<13}", clock(step.at.get()))),
        Piece::new(tone, word),
    ];
    let mut add = |tone: Tone, text: String| {
        pieces.push(Piece::new(Tone::Border, " · "));
        pieces.push(Piece::new(tone, text));
    };
    if !moment.still.is_empty() {
        add(Tone::Danger, format!("╳ {} stand still", moment.still.len()));
    }
    if !step.stale.is_empty() {
        add(Tone::Warn, format!("○ {} stale", step.stale.len()));
    }
    if !step.breached.is_empty() {
        add(Tone::Danger, format!("! {} wrong", step.breached.len()));
    }
    if step.lost.high > 0.0 {
        add(Tone::Missing, format!("▽ {} records lost", span(step.lost)));
    }
    if step.at_risk.high > 0.0 {
        let most = analysis.stack.company.money(step.at_risk.high);
        let at_most = if step.at_risk.is_known() { "" } else { "at most " };
        add(Tone::Text, format!("{at_most}{most} at risk"));
    }
    pieces
}

fn span(range: Range) -> String {
    if range.is_known() {
        amount(range.high)
    } else {
        format!("{} to {}", amount(range.low), amount(range.high))
    }
}

fn noticed(outage: &Outage, moment: &Moment) -> Vec<Piece> {
    let of = |at: &usize| outage.notices.get(*at);
    let mut pieces = vec![Piece::new(Tone::Muted, format!("{:<13}", "notices"))];
    match (moment.noticed.first().and_then(of), outage.first_notice()) {
        (Some(first), _) => {
            pieces.push(Piece::new(Tone::Info, format!("◉ {}", first.how)));
            let more = moment.noticed.len() - 1;
            if more > 0 {
                pieces.push(Piece::new(Tone::Muted, format!(" and {more} more")));
            }
        }
        (None, Some(first)) => {
            pieces.push(Piece::new(Tone::Missing, "○ nobody for sure"));
            pieces.push(Piece::new(Tone::Muted, format!("; first {}: {}", when(first), first.how)));
        }
        (None, None) => {
            let text = "○ nobody, and nothing tells that anybody will";
            pieces.push(Piece::new(Tone::Missing, text));
        }
    }
    pieces
}

fn when(notice: &Notice) -> String {
    let hours = notice.after;
    if hours.high.is_finite() {
        format!("within {:.0} h", hours.high.ceil())
    } else {
        "at any time, or never".to_owned()
    }
}

/// "+15 min", "+2 d", "now".
fn clock(minutes: f64) -> String {
    match minutes {
        it if it <= 0.0 => "now".to_owned(),
        it if it < 60.0 => format!("+{it:.0} min"),
        it if it < 2880.0 => {
            let hours = (it / 60.0).floor();
            let rest = it - hours * 60.0;
            if rest < 1.0 { format!("+{hours:.0} h") } else { format!("+{hours:.0}h{rest:02.0}") }
        }
        it => {
            let days = (it / 1440.0).floor();
            let hours = (it - days * 1440.0) / 60.0;
            if hours < 1.0 { format!("+{days:.0} d") } else { format!("+{days:.0}d{hours:.0}h") }
        }
    }
}

/// The worst that happens at a moment, as a sign.
fn mark(kind: EventKind) -> (Tone, &'static str) {
    match kind {
        EventKind::Down | EventKind::Stopped => (Tone::Danger, "╳"),
        EventKind::Wrong => (Tone::Danger, "!"),
        EventKind::Lost => (Tone::Missing, "▽"),
        EventKind::Stale => (Tone::Warn, "○"),
        EventKind::Noticed => (Tone::Info, "◉"),
        EventKind::Fallback => (Tone::Info, "+"),
        EventKind::Restored | EventKind::Fresh => (Tone::Ok, "✓"),
    }
}

/// Where there are several: what to see first.
fn weight(kind: EventKind) -> u8 {
    match kind {
        EventKind::Down => 0,
        EventKind::Restored => 1,
        EventKind::Fresh => 2,
        EventKind::Wrong => 3,
        EventKind::Lost => 4,
        EventKind::Noticed => 5,
        EventKind::Stopped => 6,
        EventKind::Stale => 7,
        EventKind::Fallback => 8,
    }
}

/// The moments as marks on a line with their times below; the one that is shown stands out, and the others move past it
/// where there is no room for all.
fn scale(lapse: &Lapse, played: &Played, room: usize) -> [Vec<Piece>; 2] {
    let fits = (room / MOMENT).max(1);
    let count = played.moments.len();
    let at = lapse.at.min(count.saturating_sub(1));
    let first = at.saturating_sub(fits / 2).min(count.saturating_sub(fits));
    let cells = (room / count.clamp(1, fits)).clamp(MOMENT, MOMENT * 2);
    let (mut line, mut times) = (Vec::new(), Vec::new());
    for (position, moment) in played.moments.iter().enumerate().skip(first).take(fits) {
        let happened = played.outage.events.iter().filter(|it| it.at == moment.step.at);
        let worst = happened.map(|it| it.kind).min_by_key(|it| weight(*it));
        let (tone, sign) = worst.map_or((Tone::Border, "┬"), mark);
        let is_shown = position == at;
        let wire = if moment.step.is_over { ("─", Tone::Border) } else { ("━", Tone::Danger) };
        line.push(if is_shown {
            Piece::new(Tone::Selection, format!("▸{sign}◂"))
        } else {
            Piece::new(tone, sign)
        });
        let used = if is_shown { 3 } else { 1 };
        line.push(Piece::new(wire.1, wire.0.repeat(cells.saturating_sub(used))));
        let time = clock(moment.step.at.get());
        let tone = if is_shown { Tone::Title } else { Tone::Muted };
        let time = fit(&time, cells.saturating_sub(1));
        let air = cells.saturating_sub(width(&time));
        times.push(Piece::new(tone, time));
        times.push(Piece::new(Tone::Muted, " ".repeat(air)));
    }
    [line, times]
}

/// What happens at this moment, else what happened last; then what comes next.
fn events(outage: &Outage, moment: &Moment, lines: usize) -> Vec<Vec<Piece>> {
    let passed = outage.events.get(..moment.events).unwrap_or_default();
    let now = passed.iter().filter(|it| it.at == moment.step.at).count();
    let shown = now.max(1).min(passed.len());
    let from = passed.len().saturating_sub(shown);
    let row = |at: String, kind: EventKind, text: &str| {
        let (tone, sign) = mark(kind);
        vec![
            Piece::new(Tone::Muted, format!("{at:<13}")),
            Piece::new(tone, format!("{sign} ")),
            Piece::new(Tone::Text, text.to_owned()),
        ]
    };
    let mut worst: Vec<_> = passed.iter().skip(from).collect();
    worst.sort_by_key(|it| weight(it.kind));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for (position, event) in worst.iter().enumerate().take(lines) {
        let left = worst.len().saturating_sub(lines);
        let text = if position + 1 == lines && left > 0 {
            format!("{} · and {left} more", event.text)
        } else {
            event.text.clone()
        };
        rows.push(row(clock(event.at.get()), event.kind, &text));
    }
    if let Some(next) = outage.events.get(moment.events)
        && rows.len() < lines
    {
        rows.push(row(format!("then {}", clock(next.at.get())), next.kind, &next.text));
    }
    rows
}
