//! A purchase: the verdict, its reasons, the ways of each link, and what to ask.

use super::grid::{self, Align, Fit};
use super::page::{Extent, Look, Page, Tone};
use super::place;
use super::words::joined;
use crate::analysis::Analysis;
use crate::evaluate::{
    Course, Evaluation, Evidence, Grade, Level, Link, Rung, Standing, Step, Tells, Verdict, Who,
    Why,
};
use crate::network::Age;
use crate::stack::{Minutes, Stack};
use crate::text::amount;
use crate::text::{fit, plural};

/// Lists that are cut unless all is asked for.
const LINKS_BRIEF: usize = 6;
const QUESTIONS_BRIEF: usize = 8;
/// Cells of the first column that still tell links apart.
const WHAT_MIN: usize = 18;
/// Cells of the other columns with the room between them: the mark, the widest rung, grade, hours and range.
const OTHERS: usize = 2 + 1 + 13 + 9 + 9 + 7 + 5 * grid::GAP;

pub(in crate::export) const CAUTION: &str = "Connectors are known from public lists of the day named; look at the live product before \
you sign. Hours and points are expert defaults, not measured. Legal points: check with counsel.";

pub(crate) fn evaluation(evaluation: &Evaluation, look: Look) -> String {
    let mut page = Page::new(look);
    head(&mut page, evaluation);
    reasons(&mut page, evaluation);
    table(&mut page, evaluation);
    details(&mut page, evaluation);
    consent(&mut page, evaluation);
    effort(&mut page, evaluation);
    conditions(&mut page, evaluation);
    questions(&mut page, evaluation);
    page.gap();
    page.paragraph(CAUTION);
    page.finish()
}

fn stack(evaluation: &Evaluation) -> &Stack {
    &evaluation.simulation.after.stack
}

fn after(evaluation: &Evaluation) -> &Analysis {
    &evaluation.simulation.after
}

fn tone(level: Level) -> Tone {
    match level {
        Level::Good => Tone::Good,
        Level::Condition => Tone::Warn,
        Level::Blocker => Tone::Bad,
    }
}

fn head(page: &mut Page, it: &Evaluation) {
    let tone = match it.verdict {
        Verdict::Go => Tone::Good,
        Verdict::GoWithConditions => Tone::Warn,
        Verdict::NotYet => Tone::Bad,
    };
    let verdict = page.tint(tone, it.verdict.words());
    page.paragraph(&format!("{}: {verdict}.", it.subject.name()));
    page.paragraph(&known_as(it));
}

/// What is known of the product itself.
pub(in crate::export) fn known_as(it: &Evaluation) -> String {
    let subject = &it.subject;
    let name = subject.name();
    let standing = match subject.standing {
        Standing::New => String::new(),
        Standing::Proposed => format!("{name} is in your stack, not in use yet. "),
        Standing::InUse => {
            format!("{name} is in use already; this is about what else it should do. ")
        }
    };
    let known = match subject.product {
        Some(product) => format!("The catalogue has it as {} ({}).", product.id, product.category),
        None => format!(
            "{name} is not in the catalogue: everything about it is a question for the vendor.{}",
            meant(it)
        ),
    };
    format!("{standing}{known}")
}

/// " Or did you mean …?"
fn meant(it: &Evaluation) -> String {
    let names: Vec<String> = it.subject.nearest.iter().map(|it| format!("`{}`", it.id)).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => format!(" Or did you mean {only}?"),
        [rest @ .., last] => format!(" Or did you mean {} or {last}?", rest.join(", ")),
    }
}

fn reasons(page: &mut Page, it: &Evaluation) {
    page.heading("Why");
    for (number, reason) in it.top_reasons().iter().enumerate() {
        let place = place(after(it), reason.span);
        let place = if place.is_empty() { place } else { format!(" ({place})") };
        let word = page.tint(tone(reason.level), level_word(reason.level));
        page.item(&format!("  {}. ", number + 1), &format!("{word}: {}{place}", reason.told));
        if !reason.action.is_empty() {
            page.item("     do: ", &reason.action);
        }
    }
}

pub(in crate::export) fn level_word(level: Level) -> &'static str {
    match level {
        Level::Good => "good",
        Level::Condition => "open",
        Level::Blocker => "stops it",
    }
}

/// The rung in a word or two.
fn short(step: Step) -> &'static str {
    match step {
        Step::Native => "native",
        Step::Marketplace => "marketplace",
        Step::DataPlatform => "data platform",
        Step::Ipaas => "automation",
        Step::Webhook => "webhook",
        Step::CustomApi => "own code",
        Step::File => "file",
        Step::Manual => "by hand",
    }
}

fn tone_of(grade: Grade) -> Tone {
    match grade {
        Grade::Known => Tone::Good,
        Grade::Unsure | Grade::Planned | Grade::Buildable => Tone::Warn,
        Grade::Assumed | Grade::RuledOut | Grade::NotListed | Grade::Unknown => Tone::Bad,
    }
}

/// "account.owner from Salesforce".
pub(in crate::export) fn moves(stack: &Stack, link: &Link) -> String {
    let pieces: Vec<String> = link
        .cargo
        .iter()
        .map(|it| match &it.field {
            Some(field) => format!("{}.{field}", stack.objects[it.object].id),
            None => stack.objects[it.object].id.to_string(),
        })
        .collect();
    let cargo = if pieces.is_empty() { "any data".to_owned() } else { joined(&pieces) };
    let name = &stack.tools[link.neighbour].name;
    match link.course {
        Course::Into => format!("{cargo} from {name}"),
        Course::OutOf => format!("{cargo} to {name}"),
    }
}

pub(in crate::export) fn hours(link: &Link) -> String {
    link.hours.map_or_else(|| "-".to_owned(), |it| format!("{:.0}-{:.0} h", it.p50, it.p80))
}

pub(in crate::export) fn fragility(link: &Link) -> String {
    link.fragility.as_ref().map_or_else(|| "?".to_owned(), |it| format!("{}-{}", it.low, it.high))
}

/// The rung in a word or two; links that others bring need none.
pub(in crate::export) fn way_of(link: &Link) -> &'static str {
    if link.is_followed {
        return "other links";
    }
    link.best().map_or("nothing", |it| short(it.step))
}

/// How sure the way is: the rung's own grade, or that other links bring the data.
pub(in crate::export) fn sureness(link: &Link) -> &'static str {
    let grade = link.best().map_or(Grade::Unknown, |it| it.grade);
    match grade {
        _ if link.is_followed => "follows",
        Grade::Known => "known",
        Grade::Unsure => "unsure",
        Grade::Planned => "planned",
        Grade::Buildable => "buildable",
        Grade::Assumed => "assumed",
        Grade::RuledOut => "ruled out",
        Grade::NotListed => "not listed",
        Grade::Unknown => "unknown",
    }
}

fn table(page: &mut Page, it: &Evaluation) {
    page.heading("How it could be connected, by the best way known");
    if it.links.is_empty() {
        page.paragraph("  Nobody has said with what: name its neighbours with `--neighbours`.");
        return;
    }
    let mut rows =
        vec![["", "what", "best way", "how sure", "hours", "fragile"].map(str::to_owned).to_vec()];
    let room = page.look.width.saturating_sub(OTHERS).max(WHAT_MIN);
    for link in &it.links {
        let grade = link.best().map_or(Grade::Unknown, |it| it.grade);
        let tone =
            if link.is_carried() && grade != Grade::Known { Tone::Warn } else { tone_of(grade) };
        rows.push(vec![
            if link.is_must { page.tint(Tone::Strong, "!") } else { String::new() },
            fit(&moves(stack(it), link), room),
            way_of(link).to_owned(),
            page.tint(tone, sureness(link)),
            hours(link),
            fragility(link),
        ]);
    }
    let (left, right) = (Align::Left, Align::Right);
    grid::write(page, "  ", &[left, left, left, left, right, right], &rows, Fit::Never);
    let quiet = page
        .tint(Tone::Quiet, "  ! required; hours: P50-P80; fragile: at best and at worst, of 100");
    page.line(&quiet);
    if it.left_out > 0 {
        page.more(it.left_out, ": name those that matter with `--neighbours`");
    }
}

fn details(page: &mut Page, it: &Evaluation) {
    page.heading("What that rests on");
    let mut links: Vec<&Link> = it.links.iter().collect();
    links.sort_by_key(|it| !it.is_must);
    let shown = page.look.extent.shown(links.len(), LINKS_BRIEF);
    let mut told: Vec<String> = Vec::new();
    for link in links.iter().take(shown) {
        let title = moves(stack(it), link);
        let title = page.tint(Tone::Strong, &title);
        page.item("  • ", &format!("{title}: {}", whys(it, link)));
        if let Some(rung) = link.best().filter(|_| !link.is_followed) {
            self::rung(page, it, rung);
        }
        if let Some(way) = &link.way {
            let names: Vec<String> =
                way.tools.iter().map(|id| stack(it).tools[*id].name.to_string()).collect();
            let lead =
                if link.is_followed { "    once the others are built: " } else { "    so: " };
            page.item(lead, &format!("{}, {}", names.join(" → "), old(way.age)));
        }
        let others = others(it, link);
        let is_shown = page.look.extent == Extent::All || !link.is_carried();
        if is_shown && !others.is_empty() {
            // What no list has is the same for many links.
            if told.contains(&others) {
                let text = page.tint(Tone::Quiet, "nothing better is known, as above");
                page.item("    ", &text);
            } else {
                let text = page.tint(Tone::Quiet, &format!("instead? {others}"));
                page.item("    ", &text);
                told.push(others);
            }
        }
    }
    page.more(links.len() - shown, " (`--all`)");
}

/// "15 min old"; nothing where no hop says how long it takes.
fn old(age: Age) -> String {
    if age.open > 0 && age.known == Minutes::ZERO {
        return "nobody has said how old".to_owned();
    }
    format!("{} old", age.words())
}

fn rung(page: &mut Page, it: &Evaluation, rung: &Rung) {
    let via: Vec<String> =
        rung.via.iter().map(|id| stack(it).tools[*id].name.to_string()).collect();
    let via = if via.is_empty() { String::new() } else { format!(" through {}", joined(&via)) };
    let known: Vec<String> = rung.evidence.iter().map(|found| evidence(after(it), found)).collect();
    let known = if known.is_empty() { String::new() } else { format!(": {}", known.join("; ")) };
    page.item("    ", &format!("{}{via}, {}{known}", rung.step.words(), rung.grade.words()));
    if !rung.cannot.is_empty() {
        page.item("    cannot: ", &rung.cannot.join("; "));
    }
    if !rung.open.is_empty() {
        page.item("    unsaid: ", &rung.open.join("; "));
    }
}

/// "Fivetran reads 6sense (list of 2026-07)".
pub(in crate::export) fn evidence(analysis: &Analysis, it: &Evidence) -> String {
    let place = place(analysis, it.span);
    let mut facts = Vec::new();
    match (&it.list, &it.as_of) {
        (Some(_), Some(day)) => facts.push(format!("list of {day}")),
        (Some(_), None) => facts.push("list of an unknown day".to_owned()),
        (None, Some(day)) => facts.push(format!("as of {day}")),
        (None, None) => {}
    }
    if !place.is_empty() {
        facts.push(place);
    }
    if facts.is_empty() { it.told.clone() } else { format!("{} ({})", it.told, facts.join(", ")) }
}

/// The rungs above and below, where something is known of them.
fn others(it: &Evaluation, link: &Link) -> String {
    let mut told = Vec::new();
    for (position, rung) in link.rungs.iter().enumerate() {
        if position == link.chosen || rung.step == Step::Manual {
            continue;
        }
        let known = rung.evidence.iter().map(|found| evidence(after(it), found));
        let all: Vec<String> =
            known.chain(rung.cannot.iter().cloned()).chain(rung.open.iter().cloned()).collect();
        // Whether somebody could build it tells nothing while nobody knows.
        let is_told =
            !all.is_empty() && (rung.step != Step::CustomApi || rung.grade != Grade::Unknown);
        if is_told {
            told.push(format!(
                "{} ({}): {}",
                rung.step.words(),
                rung.grade.words(),
                all.join("; ")
            ));
        }
    }
    if let Some((first, day)) = link.to_buy.first() {
        let more = link.to_buy.len() - 1;
        let more = if more == 0 { String::new() } else { format!(" or one of {more} others") };
        told.push(format!("bought: {first} (list {day}){more}"));
    }
    told.join(". ")
}

pub(in crate::export) fn whys(it: &Evaluation, link: &Link) -> String {
    let mut told: Vec<String> = link.whys.iter().map(|why| self::why(it, why)).collect();
    told.dedup();
    told.join("; ")
}

fn why(it: &Evaluation, why: &Why) -> String {
    let stack = stack(it);
    match why {
        Why::Requirement { initiative, position, in_place_of } => {
            let initiative = &stack.initiatives[*initiative];
            let requirement = initiative.requirements.get(*position);
            let id =
                requirement.and_then(|it| it.id.as_ref()).map_or("a requirement", |it| it.as_str());
            let span = requirement.map_or(crate::text::Span::NONE, |it| it.spans.item);
            let place = place(after(it), span);
            let instead =
                in_place_of.as_ref().map_or_else(String::new, |it| format!(" in place of {it}"));
            let place = if place.is_empty() { place } else { format!(" ({place})") };
            format!("{id} of {}{instead}{place}", initiative.id)
        }
        Why::Consent(purpose) => {
            format!("opt-outs from {}", stack.consent.purposes[*purpose].id)
        }
        Why::Incumbent { tool, integration } => format!("{tool} has it today ({integration})"),
        Why::Planned(integration) => format!("planned ({integration})"),
        Why::Named => "you named it".to_owned(),
        Why::Hub => "it keeps your people; nobody has said what is needed".to_owned(),
    }
}

fn consent(page: &mut Page, it: &Evaluation) {
    if it.consent.is_empty() {
        return;
    }
    page.heading("Opt-outs");
    for reach in &it.consent {
        let purpose = &stack(it).consent.purposes[reach.purpose].id;
        let hears = match reach.hears {
            Some((verdict, from)) => {
                format!("in from {}: {}", stack(it).tools[from].name, verdict.name())
            }
            None => "in: nothing to follow".to_owned(),
        };
        let tells = match reach.tells {
            Tells::NotNeeded => "out: nobody opts out in it".to_owned(),
            Tells::Arrives(age) if age.open > 0 => "out: nobody has said how soon".to_owned(),
            Tells::Arrives(age) => format!("out: after {}", age.words()),
            Tells::Missing => "out: BROKEN".to_owned(),
            Tells::Unknown => "out: UNKNOWN".to_owned(),
        };
        let given = if reach.is_assumed { " (channels assumed)" } else { "" };
        page.item("  ", &format!("{purpose}{given}: {hears}; {tells}"));
    }
}

fn effort(page: &mut Page, it: &Evaluation) {
    page.heading("What it takes in the first year");
    if let Some(hours) = it.hours {
        page.item("  ", &format!("work: {}", hours.words()));
    }
    if let Some(deadline) = &it.deadline {
        let hours = deadline
            .hours
            .map_or_else(|| "an unknown number of hours".to_owned(), |it| format!("{it:.0} h"));
        page.item("  ", &format!("until {}: {} days, {hours} of work", deadline.by, deadline.days));
    }
    let company = &stack(it).company;
    for part in &it.cost.parts {
        let sum = part.amount.map_or_else(|| "UNKNOWN".to_owned(), amount);
        page.item("  ", &format!("{}: {sum}, {}", part.what, part.how));
    }
    let least = if it.cost.is_whole { "" } else { "at least " };
    page.item("  ", &format!("in all {least}{}", company.money(it.cost.known)));
    for overlap in &it.overlaps {
        let tool = &stack(it).tools[overlap.tool];
        let annual =
            overlap.annual.map_or_else(|| "cost unknown".to_owned(), |it| company.money(it));
        let notice = overlap.notice_by.map_or_else(String::new, |it| format!(", notice by {it}"));
        page.item("  ", &format!("beside {}: {annual}{notice}", tool.name));
    }
}

fn conditions(page: &mut Page, it: &Evaluation) {
    let rest: Vec<_> = it.reasons.iter().skip(it.top_reasons().len()).collect();
    if rest.is_empty() {
        return;
    }
    page.heading("And");
    for reason in rest {
        let word = page.tint(tone(reason.level), level_word(reason.level));
        let place = place(after(it), reason.span);
        let place = if place.is_empty() { place } else { format!(" ({place})") };
        page.item("  • ", &format!("{word}: {}{place}", reason.told));
    }
}

fn questions(page: &mut Page, it: &Evaluation) {
    for (to, title) in [(Who::Vendor, "Ask the vendor"), (Who::Us, "Ask yourselves")] {
        let asked: Vec<&str> =
            it.questions.iter().filter(|it| it.to == to).map(|it| it.text.as_str()).collect();
        if asked.is_empty() {
            continue;
        }
        page.heading(title);
        let shown = page.look.extent.shown(asked.len(), QUESTIONS_BRIEF);
        for (number, text) in asked.iter().take(shown).enumerate() {
            page.item(&format!("  {}. ", number + 1), text);
        }
        page.more(asked.len() - shown, " (`--all`)");
    }
    if !it.aside.is_empty() {
        let count = plural(it.aside.len(), "requirement");
        page.gap();
        page.paragraph(&format!(
            "{count} asked for: not about this product; `linchpin ready` judges the stack by it."
        ));
    }
}
