//! How old data is where something works with it, object by object.

use std::cmp::Reverse;

use super::grid::{self, Align, Fit};
use super::page::{Extent, Look, Page, Tone};
use crate::analysis::Analysis;
use crate::export::Aged;
use crate::freshness::{Arrival, Consumer, StageAge, Verdict};
use crate::network::Age;
use crate::stack::{Minutes, ObjectId};
use crate::text::plural;

/// Consumers shown per object unless all are asked for.
const CONSUMERS_BRIEF: usize = 8;

const ALIGN: [Align; 6] =
    [Align::Left, Align::Left, Align::Right, Align::Right, Align::Left, Align::Left];

pub(crate) fn freshness(analysis: &Analysis, aged: &Aged, look: Look) -> String {
    let mut page = Page::new(look);
    let consumers = aged.consumers(analysis);
    if consumers.is_empty() {
        let what = aged.object.map_or("No data".to_owned(), |it| {
            let field = aged.field.as_ref().map(|it| format!(".{it}")).unwrap_or_default();
            format!("No {}{field}", analysis.stack.objects[it].id)
        });
        page.paragraph(&format!(
            "{what} gets from its system of record to another tool, and nothing asks for it."
        ));
    } else {
        page.paragraph(&headline(&consumers));
    }
    let mut objects: Vec<ObjectId> = consumers.iter().map(|it| it.object).collect();
    objects.dedup();
    for object in objects {
        let of_object = consumers.iter().filter(|it| it.object == object).copied().collect();
        one(&mut page, analysis, object, of_object);
    }
    stages(&mut page, analysis, &aged.hand_offs(analysis));
    integrations(&mut page, analysis, aged);
    page.finish()
}

fn headline(consumers: &[&Consumer]) -> String {
    let count = |verdict| consumers.iter().filter(|it| it.verdict == verdict).count();
    let mut text = format!("{} of data.", plural(consumers.len(), "consumer"));
    let parts = [
        (Verdict::Missed, "older than promised"),
        (Verdict::Unfed, "never fed from the system of record"),
        (Verdict::Unknown, "of unknown age"),
    ];
    for (verdict, words) in parts {
        if count(verdict) > 0 {
            text = format!("{text} {} {words}.", count(verdict));
        }
    }
    text
}

fn one(page: &mut Page, analysis: &Analysis, object: ObjectId, mut consumers: Vec<&Consumer>) {
    let stack = &analysis.stack;
    let described = &stack.objects[object];
    let keeps = match described.system_of_record_of(None) {
        Some(tool) => format!("kept in {}", stack.tools[tool].name),
        None => "nobody says where the truth is kept".to_owned(),
    };
    let slo = described.freshness_slo.map(|it| format!(", no older than {it} is promised"));
    page.heading(&format!("{}: {keeps}{}", described.name, slo.unwrap_or_default()));
    consumers.sort_by(|left, right| {
        let known = |it: &Consumer| it.arrival.as_ref().map_or(0.0, |it| it.worst.known.get());
        let first =
            (left.verdict, Reverse(left.is_asked)).cmp(&(right.verdict, Reverse(right.is_asked)));
        first.then(known(right).total_cmp(&known(left))).then(left.tool.cmp(&right.tool))
    });
    let shown = page.look.extent.shown(consumers.len(), CONSUMERS_BRIEF);
    let titles = ["where", "field", "worst", "mean", "", "slowest hop"];
    let mut rows = vec![titles.map(|it| page.tint(Tone::Quiet, it)).to_vec()];
    rows.extend(consumers.iter().take(shown).map(|it| row(page, analysis, it)));
    grid::write(page, "  ", &ALIGN, &rows, Fit::Never);
    let how = if page.look.extent == Extent::Brief { "; --all shows them" } else { "" };
    page.more(consumers.len() - shown, how);
}

fn row(page: &Page, analysis: &Analysis, it: &Consumer) -> Vec<String> {
    let mut cells = vec![
        analysis.stack.tools[it.tool].name.to_string(),
        it.field.as_ref().map_or("(all)".to_owned(), ToString::to_string),
    ];
    cells.extend(ages(page, analysis, it.arrival.as_ref(), it.verdict, it.promised));
    cells
}

/// Worst, mean, verdict, and the hop that spends most of the time.
fn ages(
    page: &Page,
    analysis: &Analysis,
    arrival: Option<&Arrival>,
    verdict: Verdict,
    promised: Option<Minutes>,
) -> [String; 4] {
    let age = |age: fn(&Arrival) -> Age| arrival.map_or("-".to_owned(), |it| old(age(it)));
    let slowest = arrival.and_then(|it| {
        let flow = analysis.network.flow(it.slowest?);
        let name = &analysis.stack.integrations[flow.integration].id;
        Some(format!("{name}, {}", old(flow.age)))
    });
    [
        age(|it| it.worst),
        age(|it| it.mean),
        verdict_words(page, verdict, promised, arrival.is_some()),
        slowest.unwrap_or_default(),
    ]
}

/// "≥ 15 min" where a hop's time is not stated, "?" where none is.
fn old(age: Age) -> String {
    match age.open {
        0 => age.known.to_string(),
        _ if age.known > Minutes::ZERO => format!("≥ {}", age.known),
        _ => "?".to_owned(),
    }
}

fn verdict_words(
    page: &Page,
    verdict: Verdict,
    promised: Option<Minutes>,
    arrives: bool,
) -> String {
    let slo = promised.map_or(String::new(), |it| it.to_string());
    match verdict {
        Verdict::Missed => page.tint(Tone::Bad, &format!("✗ > {slo}")),
        Verdict::Kept => page.tint(Tone::Good, &format!("✓ ≤ {slo}")),
        Verdict::Unfed => page.tint(Tone::Bad, "✗ never arrives"),
        Verdict::Unknown if arrives => page.tint(Tone::Warn, &format!("? {slo} promised")),
        Verdict::Unknown => page.tint(Tone::Warn, "? from where"),
        Verdict::Unpromised => String::new(),
    }
}

fn stages(page: &mut Page, analysis: &Analysis, hand_offs: &[&StageAge]) {
    if hand_offs.is_empty() {
        return;
    }
    page.heading("Journeys: how long a hand-off takes against what its stage promises");
    let rows: Vec<_> = hand_offs
        .iter()
        .filter_map(|it| {
            let hand_off = analysis.network.hand_offs.get(it.hand_off)?;
            let journey = &analysis.stack.journeys[hand_off.journey];
            let stage = |at: usize| journey.stages.get(at).map(|it| it.id.to_string());
            let (from, to) = (stage(hand_off.stages.0)?, stage(hand_off.stages.1)?);
            let mut cells = vec![journey.name.to_string(), format!("{from} → {to}")];
            cells.extend(ages(page, analysis, it.arrival.as_ref(), it.verdict, Some(it.promised)));
            Some(cells)
        })
        .collect();
    grid::write(page, "  ", &ALIGN, &rows, Fit::Never);
}

fn integrations(page: &mut Page, analysis: &Analysis, aged: &Aged) {
    let promises = aged.integrations(analysis);
    if promises.is_empty() {
        return;
    }
    page.heading("Integrations that promise a time of their own");
    let rows: Vec<_> = promises
        .iter()
        .map(|it| {
            vec![
                analysis.stack.integrations[it.integration].id.to_string(),
                old(it.worst),
                verdict_words(page, it.verdict, Some(it.promised), true),
            ]
        })
        .collect();
    grid::write(page, "  ", &[Align::Left, Align::Right, Align::Left], &rows, Fit::Never);
}
