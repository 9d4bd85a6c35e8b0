//! What comes of the staged changes: the stack before and after them.

use ratatui::layout::{Constraint, Layout, Rect};

use super::{LEFT, LEFT_WIDE, MIDDLE, MIDDLE_WIDE, WIDE, rooms};
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, Severity};
use crate::impact::{Fate, Headless, JourneyFate};
use crate::network::NeedKind;
use crate::scenario::{Edit, Simulation, Terms, count_of};
use crate::text::plural;
use crate::tui::canvas::Canvas;
use crate::tui::detail;
use crate::tui::explain;
use crate::tui::model::Model;
use crate::tui::outcome::{self, Loss};
use crate::tui::repairs;
use crate::tui::rows::{Align, Cell, Column, Pane, Row, Tone, Width};
use crate::tui::target::{Target, finding_key};

/// Tools that are named as holding copies; where there are more, nobody reads all of them.
const COPIES_MAX: usize = 4;

/// What an empty scenario shows: how to begin.
const HOW: &[(&str, &str)] = &[
    ("x", "takes a tool or an integration out: what would break?"),
    ("a", "looks a tool up in the catalogue: should it be bought?"),
    ("c", "connects two tools; Space marks the first one"),
    ("r", "replaces a tool by another, there or new"),
    ("o", "lets something fail for a while, or somebody leave"),
    ("O", "plays an outage on the map, hour by hour"),
    ("F", "reads a scenario file"),
];

pub(super) fn panes(model: &Model) -> Vec<Pane> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    if model.staged.edits.is_empty() {
        return vec![beginning(model)];
    }
    let mut panes = vec![changes(model)];
    if let Some(simulation) = model.simulation.as_deref() {
        panes.extend([
            figures(model, analysis, simulation),
            journeys(model, analysis, simulation),
            needs(analysis, simulation),
            findings(simulation),
            notes(model, analysis, simulation),
        ]);
    }
    panes
}

pub(super) fn beginning(model: &Model) -> Pane {
    let mut rows = vec![
        Row::new(Tone::Title, "Nothing is staged: this is the stack as it is."),
        Row::new(Tone::Muted, "Change it on trial, here or in any other view; no file is touched."),
        detail::blank(),
    ];
    for (key, what) in HOW {
        rows.push(Row::new(Tone::Accent, format!("  {key}  ")).and(Tone::Text, *what));
    }
    if let Some(step) = model.staged.next_step() {
        rows.push(Row::new(Tone::Accent, "  U  ").and(Tone::Text, format!("does “{step}” again")));
    }
    Pane::new("Scenario", rows)
}

pub(super) fn changes(model: &Model) -> Pane {
    let staged = &model.staged;
    let mut rows: Vec<Row> = Vec::new();
    for (index, edit) in staged.edits.iter().enumerate() {
        let mut row =
            Row::new(Tone::Muted, format!("{:>2} ", index + 1)).and(Tone::Text, edit.words());
        if let Edit::Outage { duration: Some(duration), .. } = edit {
            row = row.and(Tone::Muted, format!(" for {duration}"));
        }
        rows.push(row.on(Target::Edit(index)));
    }
    rows.extend(plan(staged.terms));
    if let Some(step) = staged.last_step() {
        rows.push(Row::new(Tone::Accent, " u ").and(Tone::Muted, format!("takes back “{step}”")));
    }
    if let Some(step) = staged.next_step() {
        rows.push(Row::new(Tone::Accent, " U ").and(Tone::Muted, format!("does “{step}” again")));
    }
    let saved = if staged.is_saved { "saved" } else { "not saved: w writes it" };
    let title = match &staged.name {
        Some(name) => format!("Scenario: {name}"),
        None => "Scenario".to_owned(),
    };
    Pane::new(title, rows).note(saved)
}

/// What is planned for the work, where something is.
fn plan(terms: Terms) -> Option<Row> {
    let weeks = terms.planned_weeks.map(|it| format!("{it} weeks"));
    let hours = terms.hours_per_week.map(|it| format!("{it} hours a week"));
    let start = terms.start.map(|it| format!("from {it}"));
    let parts: Vec<String> = weeks.into_iter().chain(hours).chain(start).collect();
    let row = Row::new(Tone::Accent, " P ").and(Tone::Text, "plan: ");
    (!parts.is_empty()).then(|| row.and(Tone::Text, parts.join(" · ")))
}

/// The journeys that stop or get worse, and where.
fn journeys(model: &Model, analysis: &Analysis, simulation: &Simulation) -> Pane {
    let blast = &simulation.blast;
    let room = rooms(model).1;
    let mut rows: Vec<Row> = Vec::new();
    if let Some(refusal) = outcome::refusal(simulation) {
        let row = Row::new(Tone::Danger, "✗ not made: ").and(Tone::Text, refusal);
        rows.extend(detail::wrap(&[row], room));
    }
    for hit in &blast.journeys {
        let journey = &analysis.stack.journeys[hit.journey];
        let (tone, verb) = match hit.fate {
            JourneyFate::Stopped => (Tone::Danger, "✗ stops "),
            JourneyFate::Degraded => (Tone::Warn, "▼ worse "),
        };
        let mut row = Row::new(tone, verb).and(Tone::Title, journey.name.to_string());
        if let Some(value) = hit.value_per_day {
            row = row.right(Tone::Text, format!("{} a day", detail::money(analysis, value)));
        }
        rows.push(row.on(Target::Stage(journey.id.clone(), hit.stage)));
        let reason = Row::new(Tone::Muted, format!("    {}", hit.reason));
        rows.extend(detail::wrap(&[reason], room));
    }
    let on = analysis.stack.journeys.len().saturating_sub(blast.journeys.len());
    if blast.journeys.is_empty() && on > 0 {
        rows.push(Row::new(Tone::Ok, "✓ every journey goes on"));
    } else if on > 0 {
        rows.push(Row::new(Tone::Ok, format!("✓ {} as before", plural(on, "journey"))));
    }
    let at_risk = blast.money.at_risk_per_day;
    let at_risk = at_risk.map(|it| format!("{} a day at risk", detail::money(analysis, it)));
    Pane::new("Journeys", rows)
        .note(at_risk.unwrap_or_default())
        .empty("The file describes no journeys.")
}

const FIGURE_COLUMNS: &[Column] = &[
    Column { title: "", width: Width::Share(1), align: Align::Left, dispensable: 0 },
    Column { title: "before", width: Width::Cells(9), align: Align::Right, dispensable: 0 },
    Column { title: "after", width: Width::Cells(9), align: Align::Right, dispensable: 0 },
    Column { title: "change", width: Width::Cells(8), align: Align::Right, dispensable: 0 },
];

/// Whether more of it is good news.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sense {
    Neutral,
    LessIsBetter,
}

fn figures(model: &Model, analysis: &Analysis, simulation: &Simulation) -> Pane {
    let after = &simulation.after;
    let whole = |name: &str, sense: Sense, before: usize, after: usize| {
        let text = |it: usize| it.to_string();
        figure(name, sense, (number(before), text(before)), (number(after), text(after)))
    };
    let tools = |it: &Analysis| it.stack.tools.values().filter(|it| it.is_in_use()).count();
    let live = |it: &Analysis| it.stack.integrations.values().filter(|it| it.is_live()).count();
    let mut rows = vec![
        whole("tools in use", Sense::Neutral, tools(analysis), tools(after)),
        whole("live integrations", Sense::Neutral, live(analysis), live(after)),
    ];
    for (severity, name) in [
        (Severity::Error, "✗ errors"),
        (Severity::Warning, "▲ warnings"),
        (Severity::Note, "● notes"),
    ] {
        let (before, after) =
            (count_of(&analysis.findings, severity), count_of(&after.findings, severity));
        rows.push(whole(name, Sense::LessIsBetter, before, after));
    }
    let journeys = analysis.stack.journeys.len();
    let stopped = outcome::journeys(simulation, JourneyFate::Stopped);
    rows.push(whole(
        "running journeys",
        Sense::Neutral,
        journeys,
        journeys.saturating_sub(stopped),
    ));
    // What the lost tools needed themselves is neither met nor missed any more.
    let is_lossless = simulation.blast.gone.is_empty();
    let name = if is_lossless { "data needs met" } else { "needs met elsewhere" };
    let met = simulation.blast.affected.len() + simulation.blast.unaffected;
    rows.push(whole(name, Sense::Neutral, met, simulation.blast.unaffected));
    let hosted = simulation.blast.hosted.automation_count;
    if hosted > 0.0 {
        let lost = hosted.to_string();
        let becomes = match outcome::loss(&model.staged.edits) {
            Loss::Gone => "lost",
            Loss::Replaced => "rebuild",
            Loss::Down => "idle",
        };
        let cells = vec![
            Cell::text(Tone::Text, "automations"),
            Cell::text(Tone::Muted, ""),
            Cell::text(Tone::Danger, becomes),
            Cell::text(Tone::Danger, lost),
        ];
        rows.push(Row::cells(cells));
    }
    let (before, after) = (annual(analysis), annual(after));
    let currency = analysis.stack.company.currency.as_deref().unwrap_or("money");
    let name = format!("licences {currency}/year");
    let (before, after) = ((before, grouped(before)), (after, grouped(after)));
    rows.push(figure(&name, Sense::LessIsBetter, before, after));
    for (name, before, after) in repairs::lost_hours(analysis, simulation) {
        rows.push(figure(&name, Sense::LessIsBetter, before, after));
    }
    let unknown = simulation.blast.money.unknown_costs;
    let note = if unknown > 0 { format!("{unknown} of the costs unknown") } else { String::new() };
    Pane::new("Before and after", rows).columns(FIGURE_COLUMNS).note(note)
}

fn figure(name: &str, sense: Sense, before: (f64, String), after: (f64, String)) -> Row {
    let change = after.0 - before.0;
    let tone = match sense {
        _ if change.abs() < 0.5 => Tone::Muted,
        Sense::Neutral => Tone::Changed,
        Sense::LessIsBetter if change < 0.0 => Tone::Ok,
        Sense::LessIsBetter => Tone::Danger,
    };
    let text = match change {
        change if change.abs() < 0.5 => "·".to_owned(),
        change if change > 0.0 => format!("+{}", grouped(change)),
        change => format!("−{}", grouped(-change)),
    };
    Row::cells(vec![
        Cell::text(Tone::Text, name),
        Cell::number(Tone::Muted, before.1, Some(before.0)),
        Cell::number(Tone::Text, after.1, Some(after.0)),
        Cell::number(tone, text, Some(change)),
    ])
}

/// Whole units with the thousands set apart.
fn grouped(amount: f64) -> String {
    let digits = format!("{amount:.0}");
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What the tools in use cost a year, as far as it is stated.
fn annual(analysis: &Analysis) -> f64 {
    let in_use = analysis.stack.tools.values().filter(|it| it.is_in_use());
    // The sum of nothing at all would be a negative zero.
    in_use.filter_map(|it| it.cost.as_ref()?.annual).fold(0.0, std::ops::Add::add)
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn needs(analysis: &Analysis, simulation: &Simulation) -> Pane {
    let mut rows: Vec<Row> = Vec::new();
    for (fate, meaning) in [
        (Fate::Broken, "no way is left"),
        (Fate::Degraded, "a worse way is left"),
        (Fate::Stale, "it comes too late"),
        (Fate::Headless, "copies that nobody rules over"),
    ] {
        let of_it: Vec<_> = simulation.blast.affected.iter().filter(|it| it.fate == fate).collect();
        if of_it.is_empty() {
            continue;
        }
        let (tone, glyph) = explain::fate_look(fate);
        rows.push(
            Row::new(tone, format!("{glyph} {} {}", of_it.len(), fate.name()))
                .and(Tone::Muted, format!(": {meaning}"))
                .heading(),
        );
        for affected in of_it {
            let mut row = Row::new(tone, format!("  {glyph} "))
                .and(Tone::Text, affected.reason.clone())
                .on(Target::Line(explain::need_line(analysis, affected)));
            if affected.need.why != NeedKind::Feed {
                row = row.and(Tone::Muted, format!(" · {}", affected.need.by.id));
            }
            rows.push(row);
        }
    }
    let note = format!("{} as before", plural(simulation.blast.unaffected, "need"));
    Pane::new("Data that goes missing or gets worse", rows)
        .note(note)
        .empty("Everything that needs data still gets it as before.")
}

fn findings(simulation: &Simulation) -> Pane {
    let mut rows: Vec<Row> = Vec::new();
    for (list, tone, sign, title) in [
        (&simulation.findings_new, Tone::Warn, "+", "new"),
        (&simulation.findings_fixed, Tone::Ok, "✓", "fixed"),
        (&simulation.findings_changed, Tone::Changed, "~", "as before, about other things"),
    ] {
        if list.is_empty() {
            continue;
        }
        rows.push(Row::new(tone, format!("{sign} {} {title}", list.len())).heading());
        rows.extend(list.iter().map(|it| finding(it, tone, sign)));
    }
    let (new, fixed) = (simulation.findings_new.len(), simulation.findings_fixed.len());
    Pane::new("Findings that come and go", rows)
        .note(format!("{new} new, {fixed} fixed"))
        .empty("The rules find the same as before.")
}

fn finding(finding: &Diagnostic, sign_tone: Tone, sign: &str) -> Row {
    let (tone, glyph) = detail::severity_look(finding.severity);
    Row::new(sign_tone, format!("  {sign} "))
        .and(tone, format!("{glyph} "))
        .and(Tone::Text, finding.message.clone())
        .on(Target::Finding(finding_key(finding)))
}

/// What goes down with it, what was carried along, and what nobody has stated.
fn notes(model: &Model, analysis: &Analysis, simulation: &Simulation) -> Pane {
    let stack = &analysis.stack;
    let (hosted, money) = (&simulation.blast.hosted, &simulation.blast.money);
    let loss = outcome::loss(&model.staged.edits);
    let mut rows: Vec<Row> = Vec::new();
    let mut add = |tone: Tone, sign: &str, text: String| {
        rows.push(Row::new(tone, format!("{sign} ")).and(Tone::Text, text));
    };
    for (tool, channel) in &hosted.channels {
        let until = if loss == Loss::Down { "sends no" } else { "no longer sends" };
        let text = format!("{} {until} {}", stack.tools[*tool].name, channel.name());
        add(Tone::Removed, "−", text);
    }
    // Whoever is down is paid as before.
    let is_paid = model.staged.edits.iter().all(|it| !matches!(it, Edit::Outage { .. }));
    if let Some(committed) = money.committed.filter(|it| is_paid && *it > 0.0) {
        let amount = detail::money(analysis, committed);
        add(Tone::Warn, "!", format!("{amount} is due all the same until the contract ends"));
    }
    for feature in &hosted.ai_features {
        let name = &stack.ai_features[*feature].name;
        let text = match loss {
            Loss::Gone | Loss::Replaced => format!("the AI feature {name} goes with its tool"),
            Loss::Down => format!("the AI feature {name} stands still with its tool"),
        };
        add(Tone::Removed, "−", text);
    }
    for purpose in &hosted.purposes {
        let id = &stack.consent.purposes[*purpose].id;
        let text = format!("the consent for {id} misses a capture point, a sender or its record");
        add(Tone::Removed, "−", text);
    }
    // A system of record that comes back is none that is lost.
    for headless in hosted.headless.iter().filter(|_| loss != Loss::Down) {
        add(Tone::Missing, "◇", without_system_of_record(analysis, headless));
    }
    let said: Vec<String> = hosted
        .headless
        .iter()
        .map(|it| format!("`{}` loses its system of record", stack.objects[it.object].id))
        .collect();
    for problem in &simulation.problems {
        if !said.iter().any(|it| problem.message.starts_with(it)) {
            let (tone, glyph) = detail::severity_look(problem.severity);
            add(tone, glyph, problem.message.clone());
        }
    }
    for unknown in &simulation.blast.unknowns {
        add(Tone::Missing, "?", unknown.clone());
    }
    let unknown = simulation.blast.unknowns.len();
    Pane::new("What goes along", detail::wrap(&rows, rooms(model).0))
        .note(format!("{unknown} unknown"))
        .empty("Nothing else changes, and everything that counts is stated.")
}

fn without_system_of_record(analysis: &Analysis, headless: &Headless) -> String {
    let stack = &analysis.stack;
    let object = &stack.objects[headless.object].id;
    let thing = match &headless.field {
        Some(field) => format!("{object}.{field}"),
        None => object.to_string(),
    };
    let copies: Vec<&str> =
        headless.copies.iter().map(|it| stack.tools[*it].name.as_str()).collect();
    if copies.is_empty() {
        return format!("{thing} is lost: nobody else keeps a copy");
    }
    let shown = copies.iter().take(COPIES_MAX).copied().collect::<Vec<_>>().join(", ");
    let more = match copies.len().saturating_sub(COPIES_MAX) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{thing} has no system of record any more; copies stay in {shown}{more}")
}

pub(super) fn paint(canvas: &mut Canvas<'_>, area: Rect, panes: &[Pane]) {
    let pick = |order: &[usize]| -> Vec<(usize, &Pane)> {
        order.iter().filter_map(|at| Some((*at, panes.get(*at)?))).collect()
    };
    if canvas.model.staged.edits.is_empty() {
        canvas.stack(area, &pick(&[0]));
        return;
    }
    let rows = headline(canvas.model, area.width);
    let body = super::headline(canvas, area, &rows);
    if body.width < MIDDLE {
        if canvas.model.shows_preview {
            detail::paint_selected(canvas, body);
        } else {
            canvas.stack(body, &pick(&[2, 0, 1, 3, 4, 5]));
        }
        return;
    }
    let share = if body.width >= WIDE { LEFT_WIDE } else { LEFT };
    let [left, right] =
        Layout::horizontal([Constraint::Percentage(share), Constraint::Percentage(100 - share)])
            .areas(body);
    canvas.stack(left, &pick(&[0, 1, 5]));
    let preview = canvas.model.shows_preview;
    if body.width >= WIDE {
        let [middle, far] = Layout::horizontal([
            Constraint::Percentage(MIDDLE_WIDE),
            Constraint::Percentage(100 - MIDDLE_WIDE),
        ])
        .areas(right);
        canvas.stack(middle, &pick(&[2, 3, 4]));
        detail::paint_selected(canvas, far);
    } else if preview {
        detail::paint_selected(canvas, right);
    } else {
        canvas.stack(right, &pick(&[2, 3, 4]));
    }
}

/// The result in one sentence, above everything.
fn headline(model: &Model, cells: u16) -> Vec<Row> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    let Some(simulation) = model.simulation.as_deref() else {
        return vec![Row::new(Tone::Muted, "working out what it comes to …")];
    };
    let premise = outcome::premise(analysis, &model.staged.edits);
    let (tone, result) = outcome::result(simulation);
    let mut row = Row::new(Tone::Title, format!("{premise}: ")).and(tone, result);
    if let Some(rest) = outcome::findings(simulation) {
        row = row.and(Tone::Muted, format!(" · {rest}"));
    }
    detail::wrap(&[row], cells)
}
