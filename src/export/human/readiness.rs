//! Whether a plan can start: the verdict, then what is missing, then what is there.

use super::page::{Look, Page, Tone};
use super::words::joined;
use crate::analysis::Analysis;
use crate::readiness::{Demand, Dossier, Feature, Input, Judged, Programme, Status, Verdict, Way};
use crate::reliability::Range;
use crate::report::reliability;
use crate::text::plural;

const HOURS_CAUTION: &str =
    "Hours are expert defaults of the effort table, not measured; `company.effort` overrides them.";

/// All plans, a line each.
pub(crate) fn readiness_list(dossiers: &[Dossier], look: Look) -> String {
    let mut page = Page::new(look);
    if dossiers.is_empty() {
        page.paragraph(
            "The stack names no initiative and no AI feature; `linchpin ready abm` judges account-based marketing all the same.",
        );
        return page.finish();
    }
    for it in dossiers {
        let verdict = page.tint(tone_of_verdict(it.verdict), it.verdict.words());
        page.item("  ", &format!("{}: {verdict}{}", page.tint(Tone::Strong, &it.name), musts(it)));
    }
    page.gap();
    page.paragraph("`linchpin ready NAME` tells why, and what to do first.");
    page.finish()
}

fn musts(dossier: &Dossier) -> String {
    let musts = dossier.musts();
    let all = plural(musts.all, "must-have");
    match (musts.missing, musts.unknown) {
        _ if musts.all == 0 => String::new(),
        (0, 0) => format!("; no must-have of {} is missing", musts.all),
        (0, unknown) => format!("; of {all} none is missing and {unknown} unknown"),
        (missing, 0) => format!("; {missing} of {all} missing"),
        (missing, unknown) => format!("; {missing} of {all} missing and {unknown} unknown"),
    }
}

pub(crate) fn readiness(analysis: &Analysis, dossier: &Dossier, look: Look) -> String {
    let mut page = Page::new(look);
    let verdict = page.tint(tone_of_verdict(dossier.verdict), dossier.verdict.words());
    page.paragraph(&format!("{}: {verdict}{}.", dossier.title, musts(dossier)));
    if let Some(programme) = &dossier.programme {
        summary(&mut page, programme);
    }
    if !dossier.demands.is_empty() {
        page.heading("What it requires");
        for it in &dossier.demands {
            demand(&mut page, analysis, it);
        }
    }
    if let Some(feature) = &dossier.feature {
        inputs(&mut page, analysis, feature);
        checks(&mut page, analysis, "What keeps it in check", &feature.gates);
        if !feature.loops.is_empty() {
            page.heading("What it writes comes back to what it reads");
            for it in &feature.loops {
                page.item("  • ", it);
            }
            page.item("  ", "A score that is fed by its own consequences confirms itself; compare it with plain rules.");
        }
    }
    if let Some(programme) = &dossier.programme {
        checks(&mut page, analysis, "Checks, open ones first", &programme.judged);
    }
    let is_empty =
        dossier.demands.is_empty() && dossier.programme.is_none() && dossier.feature.is_none();
    if is_empty {
        page.paragraph(
            "It requires nothing that could be followed: write down its `requirements`.",
        );
    }
    unknown(&mut page, dossier);
    page.finish()
}

fn summary(page: &mut Page, programme: &Programme) {
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    let (share, best) = (percent(programme.share), percent(programme.share_at_best));
    let open = programme.judged.iter().filter(|it| it.answer.status == Status::Unknown).count();
    let unknown = match open {
        0 => String::new(),
        _ => format!(", {best} if {} turned out well", plural(open, "unknown check")),
    };
    page.paragraph(&format!("Readiness by weight: {share}{unknown}."));
    if let Some(hours) = programme.hours {
        let text =
            format!("What is open would take about {} in all. {HOURS_CAUTION}", hours.words());
        page.paragraph(&text);
    }
}

fn checks(page: &mut Page, analysis: &Analysis, title: &str, judged: &[Judged]) {
    page.heading(title);
    let mut sorted: Vec<&Judged> = judged.iter().collect();
    sorted.sort_by_key(|it| (it.answer.status, !it.is_must));
    for it in sorted {
        let must = if it.is_must { ", must" } else { "" };
        let status = mark(page, it.answer.status);
        page.item(
            &status,
            &format!("{}{must}: {}", page.tint(Tone::Strong, it.title), it.answer.told),
        );
        for way in &it.answer.ways {
            self::way(page, analysis, way);
        }
        if !it.answer.taken_for.is_empty() {
            page.item("           taken for it: ", &it.answer.taken_for.join("; "));
        }
        if !it.fix.is_empty() {
            let hours = it.hours.map_or(String::new(), |it| format!(" About {}.", it.words()));
            page.item("           do: ", &format!("{}{hours}", it.fix));
        }
    }
}

fn demand(page: &mut Page, analysis: &Analysis, demand: &Demand) {
    let must = if demand.is_must { ", must" } else { "" };
    let status = mark(page, demand.state.status());
    page.item(
        &status,
        &format!("{}{must}: {}", page.tint(Tone::Strong, &demand.title), demand.told),
    );
    if let Some(way) = &demand.way {
        self::way(page, analysis, way);
    }
}

fn inputs(page: &mut Page, analysis: &Analysis, feature: &Feature) {
    page.heading("What it reads");
    if feature.inputs.is_empty() {
        page.item("  ", "Nobody has written down what it reads, so that nothing can be judged.");
        return;
    }
    match feature.works {
        Some(works) => {
            page.item("  ", &format!("All of it is there {} of the time.", percent(works)));
        }
        None => page.item("  ", "Something that it reads never arrives."),
    }
    for input in &feature.inputs {
        let status = mark(page, input.status);
        let text = format!(
            "{}: {}{}",
            page.tint(Tone::Strong, &input.name),
            input.told,
            facts(analysis, input)
        );
        page.item(&status, &text);
        if let Some(way) = &input.way {
            self::way(page, analysis, way);
        }
    }
    if feature.fix_first.is_empty() {
        return;
    }
    page.heading("Fix first");
    for (number, position) in feature.fix_first.iter().enumerate() {
        let Some(input) = feature.inputs.get(*position) else { continue };
        let won = if input.potential_hours >= 0.5 {
            format!("; up to {:.0} h a year are won", input.potential_hours)
        } else {
            String::new()
        };
        page.item(&format!("  {}. ", number + 1), &format!("{}: {}{won}", input.name, input.told));
    }
}

fn facts(analysis: &Analysis, input: &Input) -> String {
    let mut facts = Vec::new();
    match input.fill {
        Some(fill) => facts.push(format!("{fill} filled")),
        None => facts.push("fill unknown".to_owned()),
    }
    if let Some((id, score)) = input.weakest {
        let name = &analysis.stack.integrations[id].id;
        facts.push(format!("weakest link {name} ({score})"));
        match input.verified_at {
            Some(day) => facts.push(format!("verified {day}")),
            None => facts.push("not verified all the way".to_owned()),
        }
    }
    if input.purposes.is_empty() {
        facts.push("purpose unknown".to_owned());
    } else {
        facts.push(format!("told purpose {}", joined(&input.purposes)));
    }
    format!("; {}", facts.join(", "))
}

fn way(page: &mut Page, analysis: &Analysis, way: &Way) {
    if way.flows.is_empty() {
        return;
    }
    let stack = &analysis.stack;
    let mut text = stack.tools[way.from].name.to_string();
    for flow in way.flows.iter().map(|it| analysis.network.flow(*it)) {
        text.push_str(" → ");
        text.push_str(&stack.tools[flow.to].name);
    }
    let text = format!("{text}: {}, works {}", way.age.words(), percent(way.works));
    let text = page.tint(Tone::Quiet, &text);
    page.item("           ", &text);
}

/// "98.2 %", or "94.1 to 98.2 %".
fn percent(range: Range) -> String {
    reliability::share(range)
}

fn unknown(page: &mut Page, dossier: &Dossier) {
    let checks = dossier.programme.iter().flat_map(|it| &it.judged);
    let gates = dossier.feature.iter().flat_map(|it| &it.gates);
    let mut open: Vec<String> = checks
        .chain(gates)
        .filter(|it| it.answer.status == Status::Unknown)
        .map(|it| format!("{}: {}", it.title, it.answer.told))
        .collect();
    let demands = dossier.demands.iter().filter(|it| it.state.status() == Status::Unknown);
    open.extend(demands.map(|it| format!("{}: {}", it.title, it.told)));
    if open.is_empty() {
        return;
    }
    page.heading("What we do not know");
    for it in &open {
        page.item("  • ", it);
    }
}

fn mark(page: &Page, status: Status) -> String {
    format!("  {}  ", page.tint(tone(status), &format!("{:<7}", status.name())))
}

fn tone(status: Status) -> Tone {
    match status {
        Status::Pass => Tone::Good,
        Status::Partial => Tone::Warn,
        Status::Fail => Tone::Bad,
        Status::Unknown => Tone::Note,
    }
}

fn tone_of_verdict(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Ready => Tone::Good,
        Verdict::ShadowMode => Tone::Warn,
        Verdict::NotReady => Tone::Bad,
    }
}
