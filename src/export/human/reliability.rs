//! Journeys, what repairs buy, and what to ask next.

use super::grid::{self, Align, Fit};
use super::page::{Look, Page, Tone};
use super::words::joined_few;
use crate::analysis::Analysis;
use crate::network::Component;
use crate::reliability::{Fix, Hop, HopState, JourneyReliability, Part, Range};
use crate::report::reliability as words;
use crate::report::{Question, count_questions, questions};
use crate::stack::{Journey, JourneyId, JourneyStage};
use crate::text::{clean, plural};

/// Fixes, parts and questions in a brief list.
const FEW: usize = 10;
const FIXES_FEW: usize = 5;
const SINGLE_POINTS_FEW: usize = 12;

/// All journeys, one after another in a few lines.
pub(crate) fn journeys(analysis: &Analysis, look: Look) -> String {
    let mut page = Page::new(look);
    let stack = &analysis.stack;
    if stack.journeys.is_empty() {
        page.paragraph("The file describes no journeys: `journeys:` says which stages a record passes, in which tools.");
        return page.finish();
    }
    for it in &analysis.reliability().journeys {
        page.gap();
        headline(&mut page, analysis, it);
        if let Some(part) = it.weakest() {
            weakest(&mut page, analysis, part);
        }
        if let Some((fix, hours)) = words::fixes_of(analysis, it.journey).first() {
            let text = format!(
                "{}: {} a year ({})",
                words::fix_words(stack, fix),
                words::hours(*hours),
                words::fix_effect(fix)
            );
            page.item("  best fix      ", &text);
        }
    }
    page.gap();
    page.line(
        "`linchpin journey ID` shows one with its stages, `linchpin fixes` what all repairs buy.",
    );
    page.finish()
}

/// One journey in full.
pub(crate) fn journey(analysis: &Analysis, id: JourneyId, look: Look) -> String {
    let mut page = Page::new(look);
    let Some(it) = analysis.reliability().journey(id) else { return page.finish() };
    headline(&mut page, analysis, it);
    stages(&mut page, analysis, it);
    parts(&mut page, analysis, it);
    single_points(&mut page, analysis, it);
    let fixes = words::fixes_of(analysis, id);
    if !fixes.is_empty() {
        page.heading("Best fixes, by the hours a year that each alone wins here");
        let shown = page.look.extent.shown(fixes.len(), FIXES_FEW);
        for (fix, hours) in fixes.iter().take(shown) {
            one_fix(&mut page, analysis, fix, *hours);
        }
        page.more(fixes.len() - shown, " (--all shows them)");
    }
    let caveats = words::caveats(analysis, it);
    if !caveats.is_empty() {
        page.heading("What the figures leave out");
        for caveat in caveats {
            page.item("  • ", &caveat);
        }
    }
    page.finish()
}

fn headline(page: &mut Page, analysis: &Analysis, it: &JourneyReliability) {
    let stack = &analysis.stack;
    let journey = &stack.journeys[it.journey];
    let name = page.tint(Tone::Strong, &journey.name);
    let Some((works, bad)) = it.availability.zip(it.bad_hours()) else {
        let missing: Vec<String> = it
            .hops
            .iter()
            .filter(|hop| hop.state == HopState::Missing)
            .map(|hop| {
                format!(
                    "{} to {}",
                    stage_name(journey, hop.stages.0),
                    stage_name(journey, hop.stages.1)
                )
            })
            .collect();
        let missing = joined_few(&missing, FEW);
        page.paragraph(&format!(
            "{name} ({}) does not run: no live integration leads from {missing}.",
            journey.id
        ));
        return;
    };
    let worth = words::loss(stack, it)
        .map_or(String::new(), |it| format!(", worth {}", words::money_range(it, &stack.company)));
    page.paragraph(&format!(
        "{name} ({}) works {} of the time: {} a year it does not{worth}.",
        journey.id,
        words::share(works),
        words::hours(bad)
    ));
}

fn stage_name(journey: &Journey, at: usize) -> String {
    let name = |it: &JourneyStage| it.name.as_ref().unwrap_or(&it.id).to_string();
    journey.stages.get(at).map_or_else(String::new, name)
}

fn weakest(page: &mut Page, analysis: &Analysis, part: &Part) {
    let name = page.tint(Tone::Strong, &words::part_name(&analysis.stack, part.component));
    let hours = words::hours(Range::exactly(part.potential_hours));
    page.item("  weakest link  ", &format!("{name}, which costs {hours} a year"));
}

fn stages(page: &mut Page, analysis: &Analysis, it: &JourneyReliability) {
    page.heading("Stages, with the way to each");
    let stack = &analysis.stack;
    let journey = &stack.journeys[it.journey];
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (at, stage) in journey.stages.iter().enumerate() {
        let tool = stage.tool.as_ref().map_or("no tool".to_owned(), |tool| {
            tool.id.map_or(tool.name.to_string(), |it| stack.tools[it].name.to_string())
        });
        let mut first = vec![format!("{}.", at + 1), stage_name(journey, at), tool];
        let mut incoming = it.hops.iter().filter(|hop| hop.stages.1 == at).peekable();
        if incoming.peek().is_none() {
            first.extend([String::new(), "where it begins".to_owned()]);
            rows.push(first);
            continue;
        }
        for hop in incoming {
            let mut row = std::mem::replace(&mut first, vec![String::new(); 3]);
            row.extend([hop_share(page, hop), hop_words(page, analysis, hop)]);
            rows.push(row);
        }
    }
    let left = Align::Left;
    grid::write(page, "  ", &[Align::Right, left, left, Align::Right, left], &rows, Fit::Never);
}

fn hop_share(page: &Page, hop: &Hop) -> String {
    match hop.state {
        HopState::Runs => words::share(hop.availability),
        HopState::Missing => page.tint(Tone::Bad, "0 %"),
        HopState::Unknown => "?".to_owned(),
        HopState::Same | HopState::Person => String::new(),
    }
}

fn hop_words(page: &Page, analysis: &Analysis, hop: &Hop) -> String {
    let stack = &analysis.stack;
    let mut text = match hop.state {
        HopState::Runs => {
            let way: Vec<&str> =
                hop.way.iter().map(|it| stack.integrations[*it].id.as_str()).collect();
            let way = way.join(", ");
            match (hop.ways, hop.is_bounded) {
                (0 | 1, false) => way,
                (ways, bounded) => {
                    let more = if bounded { " at least" } else { "" };
                    format!("{way}; {}{more}", plural(ways, "way"))
                }
            }
        }
        HopState::Same => "in the same tool".to_owned(),
        HopState::Person => "by a person".to_owned(),
        HopState::Missing => page.tint(Tone::Bad, "nothing brings it there"),
        HopState::Unknown => "a stage names no tool".to_owned(),
    };
    for (tool, by) in &hop.fallbacks {
        let (tool, by) = (&stack.tools[*tool].name, &stack.tools[*by].name);
        text = format!("{text}; {by} stands in for {tool}");
    }
    text
}

fn parts(page: &mut Page, analysis: &Analysis, it: &JourneyReliability) {
    let costly: Vec<&Part> = it.parts.iter().filter(|part| part.potential_hours >= 0.05).collect();
    if costly.is_empty() {
        return;
    }
    page.heading(
        "What costs the hours: won each year if it never failed, with what is unknown at its worst",
    );
    let shown = page.look.extent.shown(costly.len(), FEW);
    let rows: Vec<Vec<String>> = costly
        .iter()
        .take(shown)
        .map(|part| {
            let single =
                if part.is_single_point { "stops it alone" } else { "another way is left" };
            vec![
                words::hours(Range::exactly(part.potential_hours)),
                words::part_name(&analysis.stack, part.component),
                format!("works {}", words::share(part.availability)),
                single.to_owned(),
            ]
        })
        .collect();
    let left = Align::Left;
    grid::write(page, "  ", &[Align::Right, left, left, left], &rows, Fit::Never);
    page.more(costly.len() - shown, " (--all shows them)");
}

fn single_points(page: &mut Page, analysis: &Analysis, it: &JourneyReliability) {
    let found = words::single_points(it);
    if found.is_empty() {
        return;
    }
    page.heading(&format!(
        "Single points of failure: each of these {} stops it alone",
        found.len()
    ));
    let few = page.look.extent.shown(usize::MAX, SINGLE_POINTS_FEW);
    let (tools, others): (Vec<Component>, Vec<Component>) =
        found.into_iter().partition(|part| matches!(part, Component::Tool(_)));
    for (title, parts) in [("  links and access: ", others), ("  tools: ", tools)] {
        if !parts.is_empty() {
            let names: Vec<String> =
                parts.iter().map(|it| words::part_name(&analysis.stack, *it)).collect();
            page.item(title, &joined_few(&names, few));
        }
    }
    let pairs = it.cuts.iter().filter(|set| set.len() == 2).count();
    if pairs > 0 {
        let noun = if pairs == 1 { "pair stops" } else { "pairs stop" };
        page.paragraph(&format!("  {pairs} {noun} it together (--format json lists them)."));
    }
}

fn one_fix(page: &mut Page, analysis: &Analysis, fix: &Fix, hours: Range) {
    let stack = &analysis.stack;
    let what = page.tint(Tone::Strong, &words::fix_words(stack, fix));
    let text = format!(
        "{what}: {}; {:.0} % of the perfect fix",
        words::fix_effect(fix),
        fix.share_of_perfect() * 100.0
    );
    page.item(&format!("  {:>14}  ", words::hours(hours)), &text);
}

/// Every repair of the stack, what saves most first.
pub(crate) fn fixes(analysis: &Analysis, fixes: &[&Fix], look: Look) -> String {
    let mut page = Page::new(look);
    if fixes.is_empty() {
        page.paragraph("No repair is known that would make a journey run longer: either nothing of them can fail as far as is known, or the file describes no journeys.");
        return page.finish();
    }
    page.paragraph("What each single repair buys a year, over all journeys; exact where the facts are known, a range where they are not.");
    page.gap();
    let stack = &analysis.stack;
    let shown = page.look.extent.shown(fixes.len(), FEW);
    for (index, fix) in fixes.iter().take(shown).enumerate() {
        let what = page.tint(Tone::Strong, &words::fix_words(stack, fix));
        let worth = fix.money.map_or(String::new(), |it| {
            format!(", worth {}", words::money_range(it, &stack.company))
        });
        let hours = page.tint(Tone::Good, &words::hours(fix.hours));
        let journeys: Vec<String> =
            fix.journeys.iter().map(|it| stack.journeys[it.journey].name.to_string()).collect();
        let place = analysis.sources.place(words::fix_span(stack, fix));
        let place = place.map_or(String::new(), |it| format!(" ({}:{})", clean(&it.path), it.line));
        page.item(
            &format!("{:>3}. ", index + 1),
            &format!("{what} saves {hours} a year{worth}: {:.0} % of what it would save if it never failed", fix.share_of_perfect() * 100.0),
        );
        page.item(
            "     ",
            &format!("{}; for {}{place}", words::fix_effect(fix), joined_few(&journeys, 3)),
        );
        if let Some(source) = words::fix_source(fix) {
            page.item("     ", &source);
        }
    }
    page.more(fixes.len() - shown, " (--all shows them)");
    page.finish()
}

/// What to find out next.
pub(crate) fn ask(analysis: &Analysis, look: Look) -> String {
    let mut page = Page::new(look);
    let count = count_questions(analysis);
    if count == 0 {
        page.paragraph("Nothing that the figures hang on is unknown.");
        return page.finish();
    }
    page.paragraph(&format!(
        "{} open, by what the answer is worth: hours a year over all journeys first, then points of fragility.",
        if count == 1 { "1 question is".to_owned() } else { format!("{count} questions are") }
    ));
    page.gap();
    let shown = page.look.extent.shown(count, FEW);
    for it in &questions(analysis, shown) {
        let worth = question_worth(it);
        let ask = it.ask.as_ref().map_or(String::new(), |who| format!(" Ask {who}."));
        let place = analysis.sources.place(it.span);
        let place = place.map_or(String::new(), |it| format!(", {}:{}", clean(&it.path), it.line));
        let text = page.tint(Tone::Strong, &it.text);
        page.item(&format!("  {worth:>9}  "), &format!("{text}{ask} (`{}`{place})", it.field));
    }
    page.more(count - shown, " (--all shows them)");
    page.finish()
}

/// "up to 38 h", else "7 points".
fn question_worth(it: &Question) -> String {
    if it.hours >= 0.05 {
        words::hours(Range::exactly(it.hours))
    } else {
        plural(usize::from(it.points), "point")
    }
}
