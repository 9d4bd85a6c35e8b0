//! The state of the stack in one screen of text.

use super::check;
use super::grid::{self, Align, Fit};
use super::page::{Look, Page, Tone};
use super::words::{self, counts, joined, verb};
use crate::analysis::Analysis;
use crate::diag::Diagnostic;
use crate::fragility::Band;
use crate::report::reliability;
use crate::report::{Ahead, Overview, Since};
use crate::text::{amount, plural};

/// Findings and dates in a brief overview.
const FEW: usize = 8;

pub(crate) fn overview(
    analysis: &Analysis,
    overview: &Overview,
    since: Option<&Since>,
    look: Look,
) -> String {
    let mut page = Page::new(look);
    head(&mut page, analysis, overview);
    if let Some((since, parts)) = since.map(|it| (it, it.parts())).filter(|it| !it.1.is_empty()) {
        let (version, date) = (&since.version, since.date);
        let parts = parts.join("; ");
        page.paragraph(&format!("Since the last commit ({version} of {date}): {parts}."));
    }
    linchpins(&mut page, analysis, overview);
    fixes(&mut page, analysis, overview);
    fragile(&mut page, analysis, overview);
    journeys(&mut page, analysis, overview);
    ahead(&mut page, overview);
    page.finish()
}

fn head(page: &mut Page, analysis: &Analysis, it: &Overview) {
    let stack = &analysis.stack;
    let name = stack.company.name.as_ref().map_or("This stack", |it| it.as_str());
    let stated = if analysis.as_of_is_stated { "" } else { " (today)" };
    let name = page.tint(Tone::Strong, name);
    page.paragraph(&format!(
        "{name}: {} ({} in use), {} ({} live), {}; as of {}{stated}.",
        plural(it.tools, "tool"),
        it.tools_in_use,
        plural(it.integrations, "integration"),
        it.integrations_live,
        plural(stack.journeys.len(), "journey"),
        analysis.as_of,
    ));
    if it.cost_annual > 0.0 {
        let open = match it.cost_unknown {
            0 => String::new(),
            count => format!("; of {} the cost is not stated", plural(count, "tool")),
        };
        let cost = stack.company.money(it.cost_annual);
        page.paragraph(&format!("Licences cost {cost} a year{open}."));
    }
    let accepted = match it.accepted {
        0 => String::new(),
        count => format!("; {} accepted", plural(count, "finding")),
    };
    page.paragraph(&format!("Findings: {}{accepted}.", counts(it.findings)));
    if it.problems.total() > 0 {
        page.paragraph(&format!("The file itself has {}.", counts(it.problems)));
    }
    let bands: Vec<String> = it
        .bands
        .iter()
        .rev()
        .filter(|(_, count)| *count > 0)
        .map(|(band, count)| page.tint(tone_of(*band), &format!("{count} {}", band.name())))
        .collect();
    if !bands.is_empty() {
        page.paragraph(&format!("Live integrations: {}.", joined(&bands)));
    }
}

fn tone_of(band: Band) -> Tone {
    match band {
        Band::Solid | Band::Sound => Tone::Good,
        Band::Fragile | Band::Brittle => Tone::Warn,
        Band::Critical => Tone::Bad,
    }
}

fn linchpins(page: &mut Page, analysis: &Analysis, it: &Overview) {
    if it.linchpins.is_empty() {
        return;
    }
    page.heading("Linchpins: what breaks most when it goes");
    let company = &analysis.stack.company;
    let rows: Vec<Vec<String>> = it
        .linchpins
        .iter()
        .map(|it| {
            let journeys = match it.journeys_stopped {
                0 => String::new(),
                count => format!(
                    "{} {}{}",
                    plural(count, "journey"),
                    verb(count, "stops", "stop"),
                    if it.value_per_day > 0.0 {
                        format!(", {} a day", company.money(it.value_per_day))
                    } else {
                        String::new()
                    }
                ),
            };
            vec![
                analysis.stack.tools[it.tool].name.to_string(),
                match it.broken {
                    0 => String::new(),
                    count => {
                        format!("{} {}", plural(count, "need"), verb(count, "breaks", "break"))
                    }
                },
                match it.degraded {
                    0 => String::new(),
                    count => format!("{count} {}", verb(count, "degrades", "degrade")),
                },
                journeys,
            ]
        })
        .collect();
    grid::write(page, "  ", &[Align::Left; 4], &rows, Fit::Never);
}

fn fixes(page: &mut Page, analysis: &Analysis, it: &Overview) {
    if it.fixes.is_empty() {
        return;
    }
    page.heading("Best fixes: hours a year that each alone wins (`linchpin fixes` explains them)");
    let stack = &analysis.stack;
    for fix in &it.fixes {
        let what = page.tint(Tone::Strong, &reliability::fix_words(stack, fix));
        let worth = fix.money.map_or(String::new(), |it| {
            format!(", {}", reliability::money_range(it, &stack.company))
        });
        let text = format!("{what}: {}{worth}", reliability::fix_effect(fix));
        page.item(&format!("  {:>6}  ", reliability::hours(fix.hours)), &text);
    }
}

fn fragile(page: &mut Page, analysis: &Analysis, it: &Overview) {
    if it.fragile.is_empty() {
        return;
    }
    page.heading("Most fragile: what matters and breaks easily");
    for it in &it.fragile {
        let flow = &analysis.stack.integrations[it.integration];
        let range = if it.low == it.high {
            String::new()
        } else {
            format!(", {} to {} with what is unknown", it.low, it.high)
        };
        let score = page.tint(tone_of(Band::of(it.score)), &format!("{:>3}", it.score));
        let id = page.tint(Tone::Strong, &flow.id);
        let text = format!(
            "{id} ({}, {}{range}): {}",
            words::ends(&analysis.stack, flow),
            flow.method.words(),
            it.reason
        );
        page.item(&format!("  {score}  "), &text);
    }
}

fn journeys(page: &mut Page, analysis: &Analysis, it: &Overview) {
    if it.journeys.is_empty() {
        return;
    }
    page.heading("Journeys");
    let stack = &analysis.stack;
    for it in &it.journeys {
        let journey = &stack.journeys[it.journey];
        let tools: Vec<&str> = it.tools.iter().map(|it| stack.tools[*it].name.as_str()).collect();
        let value = it
            .value_per_day
            .map_or(String::new(), |value| format!(", {} a day", stack.company.money(value)));
        let works = match (it.availability, it.bad_hours) {
            (Some(works), Some(bad)) => format!(
                "works {} of the time, {} a year it does not",
                reliability::share(works),
                reliability::hours(bad)
            ),
            (None, _) | (_, None) => page.tint(Tone::Bad, "does not run"),
        };
        let found = match it.findings.total() {
            0 => String::new(),
            _ => format!("; {}", counts(it.findings)),
        };
        let name = page.tint(Tone::Strong, &journey.name);
        page.item("  ", &format!("{name}{value}: {works}; {}{found}", tools.join(" → ")));
    }
}

fn ahead(page: &mut Page, it: &Overview) {
    if it.ahead.is_empty() {
        return;
    }
    page.heading("Ahead: notices, renewals, expiries");
    let shown = page.look.extent.shown(it.ahead.len(), FEW);
    let rows: Vec<Vec<String>> = it.ahead.iter().take(shown).map(|it| due(page, it)).collect();
    grid::write(page, "  ", &[Align::Left, Align::Right, Align::Left], &rows, Fit::Never);
    page.more(it.ahead.len() - shown, " (--all shows them)");
}

fn due(page: &Page, it: &Ahead) -> Vec<String> {
    let when = match it.days {
        0 => "today".to_owned(),
        days if days < 0 => format!("{} d ago", days.unsigned_abs()),
        days => format!("in {days} d"),
    };
    let tone = if it.days < 0 { Tone::Bad } else { Tone::Quiet };
    vec![it.day.to_string(), page.tint(tone, &when), it.text.clone()]
}

/// The worst findings, after the overview and the map.
pub(crate) fn findings(analysis: &Analysis, look: Look) -> String {
    let mut page = Page::new(look);
    let mut all: Vec<&Diagnostic> = analysis.problems.iter().chain(&analysis.findings).collect();
    if all.is_empty() {
        return page.finish();
    }
    all.sort_by_key(|it| std::cmp::Reverse(it.severity));
    let total = amount(f64::from(u32::try_from(all.len()).unwrap_or(u32::MAX)));
    page.heading(&format!(
        "Top findings, of {total} (`linchpin check` shows all, with their lines)"
    ));
    check::brief(&mut page, analysis, &all, FEW);
    page.finish()
}
