//! Rows on what repairs buy, on what to ask next and on the parts of journeys, and how their figures came about.

use std::collections::BTreeSet;

use super::detail::{blank, fact};
use super::rows::{Row, Tone, bar};
use super::target::Target;
use crate::analysis::Analysis;
use crate::diag::{Element, ElementKind};
use crate::network::Component;
use crate::reliability::{Fix, HOURS_A_YEAR, Hop, HopState, JourneyReliability, Part, Range};
use crate::report::reliability as words;
use crate::report::{Question, question_key, questions};
use crate::scenario::{Simulation, hours_changed};
use crate::stack::{Journey, Stack};
use crate::text::{Span, plural, width};

/// How the lines begin; what follows is the id, what it is about it, and the kind of thing.
const FIX: &str = "fix|";
const ASK: &str = "ask|";
const PART: &str = "part|";

/// Questions among which a selected one is looked for; no screen lists more.
const QUESTIONS_MAX: usize = 100;

/// Cells of "120 to 387 h", right-aligned.
const HOURS_CELLS: usize = 9;

/// Where the text begins after them.
const TEXT_INDENT: usize = HOURS_CELLS + 1;
/// Where it begins after the labels under a journey.
pub(crate) const UNDER_INDENT: usize = 15;

/// Worse than this in hours a year is more than three days, and looks bad.
const HOURS_BAD: f64 = 72.0;
const HOURS_FAIR: f64 = 24.0;

/// Fixes with the hours that each wins, these as wide as the widest.
pub(crate) fn fix_rows(analysis: &Analysis, fixes: &[(&Fix, Range)]) -> Vec<Row> {
    let widest = fixes.iter().map(|(_, it)| width(&words::hours(*it))).max().unwrap_or(0);
    let cells = widest.max(HOURS_CELLS);
    fixes.iter().map(|(fix, hours)| fix_row(analysis, fix, *hours, cells)).collect()
}

fn fix_row(analysis: &Analysis, fix: &Fix, hours: Range, cells: usize) -> Row {
    let stack = &analysis.stack;
    let mut row = Row::new(Tone::Ok, format!("{:>cells$} ", words::hours(hours)))
        .and(Tone::Text, words::fix_words(stack, fix))
        .on(fix_target(stack, fix))
        .hang(cells + 1);
    if let Some(money) = fix.money {
        row = row.right(Tone::Muted, words::money_range(money, &stack.company));
    }
    // What it does is said where there is room; the explanation has it in any case.
    let short = row.clone();
    row.and(Tone::Muted, format!("  {}", words::fix_effect(fix))).or(vec![short])
}

fn fix_target(stack: &Stack, fix: &Fix) -> Target {
    Target::Line(format!("{FIX}{}", words::fix_key(stack, fix)))
}

/// The fix of each part that wins most: they come in the order of what they win.
pub(crate) fn best_of_parts(analysis: &Analysis) -> Vec<&Fix> {
    let mut known = BTreeSet::new();
    analysis.reliability().fixes.iter().filter(|it| known.insert(it.part)).collect()
}

pub(crate) fn question_row(question: &Question) -> Row {
    let worth = if question.hours >= 0.05 {
        words::hours(Range::exactly(question.hours))
    } else {
        plural(usize::from(question.points), "point")
    };
    let mut row = Row::new(Tone::Missing, format!("{worth:>HOURS_CELLS$} "))
        .and(Tone::Text, question.text.clone());
    if let Some(who) = &question.ask {
        row = row.and(Tone::Muted, format!("  ask {who}"));
    }
    row.on(Target::Line(format!("{ASK}{}", question_key(question)))).hang(TEXT_INDENT)
}

/// What a part of a journey costs.
pub(crate) fn part_row(analysis: &Analysis, journey: &Journey, part: &Part) -> Row {
    let element = words::element(&analysis.stack, part.component);
    let kind: &str = element.kind.into();
    let hours = words::hours(Range::exactly(part.potential_hours));
    let tone = if part.is_single_point { Tone::Danger } else { Tone::Warn };
    let text = if part.is_single_point { "stops it alone" } else { "has a stand-in" };
    Row::new(hours_tone(part.potential_hours), format!("{hours:>HOURS_CELLS$} "))
        .and(Tone::Text, words::part_name(&analysis.stack, part.component))
        .right(tone, text)
        .on(Target::Line(format!("{PART}{}|{kind}|{}", element.id, journey.id)))
        .hang(TEXT_INDENT)
}

pub(crate) fn hours_tone(hours: f64) -> Tone {
    if hours > HOURS_BAD {
        Tone::Danger
    } else if hours > HOURS_FAIR {
        Tone::Warn
    } else {
        Tone::Ok
    }
}

/// The weakest link of a journey and its best fix, as lines that can be selected.
pub(crate) fn under_journey(analysis: &Analysis, id: crate::stack::JourneyId) -> Vec<Row> {
    let Some(found) = analysis.reliability().journey(id) else { return Vec::new() };
    let mut rows = Vec::new();
    if let Some(part) = found.weakest() {
        let row = part_row(analysis, &analysis.stack.journeys[id], part);
        let name = words::part_name(&analysis.stack, part.component);
        let hours = words::hours(Range::exactly(part.potential_hours));
        let text = format!("costs {hours} a year");
        let weakest = under_label("weakest").and(Tone::Text, name).right(Tone::Warn, text);
        rows.push(Row { target: row.target, ..weakest.hang(UNDER_INDENT) });
    }
    if let Some((fix, hours)) = words::fixes_of(analysis, id).first() {
        let text = format!("saves {} a year", words::hours(*hours));
        let what = words::fix_words(&analysis.stack, fix);
        let best = under_label("best fix").and(Tone::Text, what).right(Tone::Ok, text);
        rows.push(best.on(fix_target(&analysis.stack, fix)).hang(UNDER_INDENT));
    }
    rows
}

/// The beginning of a line under a journey, of [`UNDER_INDENT`] cells.
pub(crate) fn under_label(name: &str) -> Row {
    Row::new(Tone::Muted, format!("     {name:<9} "))
}

/// "98.9 %", or that it does not run.
pub(crate) fn works(found: Option<&JourneyReliability>) -> (Tone, String) {
    match found.and_then(|it| Some((it.availability?, it.bad_hours()?))) {
        Some((works, bad)) => (hours_tone(bad.high), words::share(works)),
        None => (Tone::Missing, "does not run".to_owned()),
    }
}

/// "99.45 %" of a hand-off; empty where nothing of it can fail.
pub(crate) fn hop_share(hop: &Hop) -> (Tone, String) {
    match hop.state {
        HopState::Runs => {
            let lost = (1.0 - hop.availability.low) * HOURS_A_YEAR;
            (hours_tone(lost), words::share(hop.availability))
        }
        HopState::Same | HopState::Person => (Tone::Muted, String::new()),
        HopState::Missing => (Tone::Danger, "0 %".to_owned()),
        HopState::Unknown => (Tone::Missing, "?".to_owned()),
    }
}

/// A bar of the hours that a journey loses, against the worst of all.
pub(crate) fn loss_bar(analysis: &Analysis, bad: Range, cells: u16) -> [(Tone, String); 2] {
    let all = analysis.reliability().journeys.iter();
    let worst = all.filter_map(|it| Some(it.bad_hours()?.high)).fold(0.0, f64::max);
    let (full, rest) = bar(bad.high, worst, cells);
    [(hours_tone(bad.high), full), (Tone::Muted, rest)]
}

/// What a journey's working time comes to, what it hangs on, and what would mend it.
pub(crate) fn journey(analysis: &Analysis, id: crate::stack::JourneyId) -> Vec<Row> {
    /// As much as an inspector shows without scrolling.
    const FEW: usize = 6;
    let stack = &analysis.stack;
    let journey = &stack.journeys[id];
    let Some(found) = analysis.reliability().journey(id) else { return Vec::new() };
    let (tone, share) = works(Some(found));
    let mut rows = vec![fact("works", "").and(tone, share)];
    let Some(bad) = found.bad_hours() else {
        rows.push(Row::new(Tone::Danger, "✗ nothing makes one of its hand-offs"));
        return rows;
    };
    let worth = words::loss(stack, found)
        .map_or(String::new(), |it| format!(", worth {}", words::money_range(it, &stack.company)));
    rows.push(fact("loses", &format!("{} a year{worth}", words::hours(bad))));
    rows.push(fact("figures", &words::method_words(found)));
    let costly = found.parts.iter().filter(|it| it.potential_hours >= 0.05).take(FEW);
    let costly: Vec<Row> = costly.map(|it| part_row(analysis, journey, it)).collect();
    section(&mut rows, "What costs the hours", costly);
    let mut fixes = words::fixes_of(analysis, id);
    fixes.truncate(FEW);
    section(&mut rows, "Best fixes, hours a year here", fix_rows(analysis, &fixes));
    let single = words::single_points(found);
    let names: Vec<String> = single.iter().map(|it| words::part_name(stack, *it)).collect();
    if !names.is_empty() {
        let title = format!("Stops with any of these {}", names.len());
        section(&mut rows, &title, vec![Row::new(Tone::Text, names.join(", "))]);
    }
    let caveats = words::caveats(analysis, found);
    let caveats = caveats.into_iter().map(|it| Row::new(Tone::Missing, "? ").and(Tone::Muted, it));
    section(&mut rows, "Left out", caveats.collect());
    rows
}

fn section(rows: &mut Vec<Row>, title: &str, content: Vec<Row>) {
    if !content.is_empty() {
        rows.extend([blank(), Row::new(Tone::Title, title)]);
        rows.extend(content);
    }
}

/// How the figures of such a line came about; empty for other lines.
pub(crate) fn explain(analysis: &Analysis, line: &str) -> Vec<Row> {
    if let Some(fix) = fix(analysis, line) {
        let mut rows = vec![Row::new(Tone::Title, words::fix_words(&analysis.stack, fix))];
        let money = fix.money.map_or(String::new(), |it| {
            format!(", {}", words::money_range(it, &analysis.stack.company))
        });
        rows.push(
            fact("saves", "").and(Tone::Ok, format!("{} a year{money}", words::hours(fix.hours))),
        );
        rows.extend(words::fix_steps(analysis, fix).iter().map(|(name, text)| fact(name, text)));
        let others = analysis.reliability().fixes.iter();
        let others = others.filter(|it| it.part == fix.part && it.kind != fix.kind);
        let others: Vec<(&Fix, Range)> = others.map(|it| (it, it.hours)).collect();
        section(&mut rows, "Other fixes of the same", fix_rows(analysis, &others));
        return rows;
    }
    if let Some(question) = question(analysis, line) {
        return explain_question(&question);
    }
    match part(analysis, line) {
        Some((found, part)) => explain_part(analysis, found, part),
        None => Vec::new(),
    }
}

fn explain_question(question: &Question) -> Vec<Row> {
    let mut rows = vec![Row::new(Tone::Title, question.text.clone())];
    rows.extend(question.ask.as_ref().map(|it| fact("ask", it)));
    if question.hours >= 0.05 {
        let hours = words::hours(Range::exactly(question.hours));
        rows.push(fact("worth", &format!("up to {hours} a year of all journeys")));
    }
    if question.points > 0 {
        let points = plural(usize::from(question.points), "point");
        rows.push(fact("open", &format!("{points} of fragility")));
    }
    rows.push(fact("answer in", question.field));
    rows
}

fn explain_part(analysis: &Analysis, found: &JourneyReliability, part: &Part) -> Vec<Row> {
    let name = words::part_name(&analysis.stack, part.component);
    let journey = &analysis.stack.journeys[found.journey].name;
    let mut rows = vec![Row::new(Tone::Title, name), fact("journey", journey)];
    rows.extend(
        words::part_steps(analysis, part.component).iter().map(|(name, it)| fact(name, it)),
    );
    let hours = words::hours(Range::exactly(part.potential_hours));
    rows.push(blank());
    rows.push(fact(
        "costs",
        &format!("{hours} a year = (1 − share it works) × importance × 8760 h"),
    ));
    let [low, high] = part.birnbaum;
    let importance = format!("{:.4}", low.max(high));
    rows.push(fact(
        "importance",
        &format!("{importance}: R if it works − R if it does not (Birnbaum)"),
    ));
    let reduction = if part.risk_reduction.is_finite() {
        format!("{:.2} times fewer hours are lost if it never fails", part.risk_reduction)
    } else {
        "no hours are lost if it never fails".to_owned()
    };
    rows.push(fact("RRW", &reduction));
    rows.push(fact("RAW", &format!("{:.1} times more if it always does", part.risk_achievement)));
    let share = format!("it has a part in {:.0} % of the failures", part.fussell_vesely * 100.0);
    rows.push(fact("Fussell-V.", &share));
    rows
}

fn fix<'a>(analysis: &'a Analysis, line: &str) -> Option<&'a Fix> {
    let key = line.strip_prefix(FIX)?;
    analysis.reliability().fixes.iter().find(|it| words::fix_key(&analysis.stack, it) == key)
}

fn question(analysis: &Analysis, line: &str) -> Option<Question> {
    let key = line.strip_prefix(ASK)?;
    let all = questions(analysis, QUESTIONS_MAX);
    all.into_iter().find(|it| question_key(it) == key)
}

fn part<'a>(analysis: &'a Analysis, line: &str) -> Option<(&'a JourneyReliability, &'a Part)> {
    let mut words = line.strip_prefix(PART)?.split('|');
    let (id, kind, journey) = (words.next()?, words.next()?, words.next()?);
    let stack = &analysis.stack;
    let component = match kind {
        _ if kind == <&str>::from(ElementKind::Tool) => Component::Tool(stack.tools.find(id)?),
        _ if kind == <&str>::from(ElementKind::Integration) => {
            Component::Integration(stack.integrations.find(id)?)
        }
        _ => Component::Credential(stack.credentials.find(id)?),
    };
    let found = analysis.reliability().journey(stack.journeys.find(journey)?)?;
    Some((found, found.part(component)?))
}

/// The thing that such a line is about.
pub(crate) fn element(analysis: &Analysis, line: &str) -> Option<Element> {
    let stack = &analysis.stack;
    if let Some(fix) = fix(analysis, line) {
        return Some(words::element(stack, fix.part));
    }
    if let Some(question) = question(analysis, line) {
        return Some(question.element);
    }
    part(analysis, line).map(|(_, part)| words::element(stack, part.component))
}

/// Where the file says it, or would.
pub(crate) fn span(analysis: &Analysis, line: &str) -> Span {
    if let Some(fix) = fix(analysis, line) {
        return words::fix_span(&analysis.stack, fix);
    }
    if let Some(question) = question(analysis, line) {
        return question.span;
    }
    element(analysis, line).map_or(Span::NONE, |it| Target::of_element(&it).span(analysis))
}

/// The command that shows the same; `None` for other lines.
pub(crate) fn command(line: &str) -> Option<String> {
    if line.starts_with(FIX) {
        return Some("linchpin fixes --all".to_owned());
    }
    if line.starts_with(ASK) {
        return Some("linchpin ask --all".to_owned());
    }
    let journey = line.strip_prefix(PART)?.rsplit('|').next()?;
    Some(format!("linchpin journey {}", shell_words::quote(journey)))
}

/// What the inspector says of one hand-off.
pub(crate) fn hop(analysis: &Analysis, journey: &str, stages: (usize, usize)) -> Vec<Row> {
    let stack = &analysis.stack;
    let found = stack.journeys.find(journey).and_then(|it| analysis.reliability().journey(it));
    let hop = found.and_then(|it| it.hops.iter().find(|it| it.stages == stages));
    let Some(hop) = hop.filter(|it| it.state == HopState::Runs) else { return Vec::new() };
    let (tone, share) = hop_share(hop);
    let lost = hop.availability.map(|it| (1.0 - it) * HOURS_A_YEAR);
    let mut rows = vec![
        fact("works", "")
            .and(tone, share)
            .and(Tone::Muted, format!(", {} a year lost", words::hours(lost))),
    ];
    let more = if hop.is_bounded { " at least" } else { "" };
    rows.push(fact("ways", &format!("{}{more}", plural(hop.ways, "way"))));
    for (tool, by) in &hop.fallbacks {
        let text = format!("{} for {}", stack.tools[*by].name, stack.tools[*tool].name);
        rows.push(fact("stands in", &text));
    }
    rows
}

/// A number with its text.
type Figure = (f64, String);

/// By journey that a scenario changes: the hours that it loses a year before and afterwards, at worst.
pub(crate) fn lost_hours(
    analysis: &Analysis,
    simulation: &Simulation,
) -> impl Iterator<Item = (String, Figure, Figure)> {
    let figure = |hours: Option<Range>| match hours {
        Some(it) if it.is_known() => (it.high, words::hours(it)),
        Some(it) => (it.high, format!("≤ {}", words::hours(Range::exactly(it.high)))),
        None => (HOURS_A_YEAR, "stands".to_owned()),
    };
    let changes = hours_changed(analysis, simulation).into_iter();
    changes
        .map(move |it| (format!("{}: lost a year", it.name), figure(it.before), figure(it.after)))
}
