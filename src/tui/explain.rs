//! The inspector's words on findings, hand-offs and the results of a scenario.

use super::chain;
use super::detail::{blank, class_tone, fact, money, severity_look, tool_name};
use super::model::Model;
use super::outcome;
use super::repairs;
use super::rows::{Row, Tone};
use super::target::Target;
use super::views;
use super::way::Way;
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, ElementKind, Safety, Severity};
use crate::impact::{Affected, Fate};
use crate::network::{NeedKind, Path};
use crate::rules::{RULES, Rule};
use crate::stack::Journey;
use crate::text::{Label, Span, plural};

/// How the lines of affected needs begin.
const NEED: &str = "need|";

pub(crate) fn rule_of(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|it| it.code == code).copied()
}

/// What is wrong, why it matters, what to do, and the chain that shows it.
pub(crate) fn finding(model: &Model, key: &str) -> Vec<Row> {
    let (Some(analysis), Some(finding)) = (model.analysis.as_deref(), model.finding(key)) else {
        return Vec::new();
    };
    let (tone, glyph) = severity_look(finding.severity);
    let mut rows = vec![
        Row::new(tone, format!("{glyph} {} ", finding.severity.name()))
            .and(Tone::Muted, finding.code),
        Row::new(Tone::Title, finding.message.clone()),
    ];
    let rule = rule_of(finding.code);
    let fix = finding.help.as_deref().or(rule.map(|it| it.fix));
    for (title, tone, text) in
        [("Why it matters", Tone::Text, rule.map(|it| it.why)), ("What to do", Tone::Ok, fix)]
    {
        if let Some(text) = text {
            rows.extend([blank(), Row::new(Tone::Muted, title), Row::new(tone, text)]);
        }
    }
    rows.extend(mending(model, analysis, finding));
    let (map, shown) = chain::map(analysis, finding);
    let places = places(analysis, finding, &shown);
    if !(map.is_empty() && places.is_empty()) {
        rows.extend([blank(), Row::new(Tone::Muted, "Where it shows")]);
        rows.extend(map);
        rows.extend(places);
    }
    rows.extend(unknown(analysis, finding.code));
    rows
}

/// What the program can do about it, with the keys.
fn mending(model: &Model, analysis: &Analysis, finding: &Diagnostic) -> Vec<Row> {
    // What a scenario brings stands in no file yet.
    if !analysis.findings.contains(finding) || model.unwritable.is_some() {
        return Vec::new();
    }
    let mut rows = vec![blank()];
    if let Some(fix) = &finding.fix {
        let look = match fix.safety {
            Safety::Safe => "",
            Safety::Unsafe => "; look at the diff",
        };
        let row = Row::new(Tone::Accent, format!("{} ", model.keymap.shown("fix")))
            .and(Tone::Ok, fix.title.clone());
        rows.push(row.and(Tone::Muted, look));
    }
    if finding.element.is_some() {
        let words = "accept it, with a reason and until a day";
        rows.push(
            Row::new(Tone::Accent, format!("{} ", model.keymap.shown("accept")))
                .and(Tone::Muted, words),
        );
    }
    rows
}

/// How often the rule could not tell, because the file does not say enough.
fn unknown(analysis: &Analysis, code: &str) -> Option<Row> {
    let (_, count) = analysis.unknown.iter().find(|(rule, _)| *rule == code)?;
    let text = format!(
        "{} that this rule cannot judge: the file says too little",
        plural(*count, "more thing")
    );
    Some(Row::new(Tone::Missing, "? ").and(Tone::Missing, text))
}

/// Its places in the text, then whatever else it concerns; what the map shows is not said again.
fn places(analysis: &Analysis, finding: &Diagnostic, shown: &[Span]) -> Vec<Row> {
    let mut rows = Vec::new();
    let place = |span: Span| {
        let place = analysis.sources.place(span)?;
        Some(format!("{}:{}", place.path, place.line))
    };
    let label = if finding.label.is_empty() { "here" } else { &finding.label };
    let primary = place(finding.span).map(|it| (it, label.to_owned()));
    let marks = finding.marks.iter().filter(|it| !(it.is_hop && shown.contains(&it.span)));
    let marks = marks.filter_map(|it| Some((place(it.span)?, it.text.clone())));
    for (place, text) in primary.into_iter().chain(marks) {
        let row = Row::new(Tone::Info, place).and(Tone::Text, format!("  {text}"));
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    let ends = ends(analysis, shown);
    for element in finding.element.iter().chain(&finding.related) {
        // Most of what it concerns stands among its places already.
        let span = Target::of_element(element).span(analysis);
        let holds = |place: Span| {
            place.file == span.file && span.start <= place.start && place.end <= span.end
        };
        let is_marked = std::iter::once(finding.span)
            .chain(finding.marks.iter().map(|it| it.span))
            .any(|it| !span.is_none() && holds(it));
        let is_drawn = ends.contains(&(element.kind, &element.id));
        if is_marked || is_drawn || shown.contains(&span) {
            continue;
        }
        let at = place(span).unwrap_or_default();
        let is_said = |row: &Row| row.plain().starts_with(&format!("{at}  "));
        if at.is_empty() || !rows.iter().any(is_said) {
            rows.push(
                Row::new(Tone::Info, at)
                    .and(Tone::Muted, format!("  {} ", element.kind.words()))
                    .and(Tone::Text, element.id.to_string()),
            );
        }
    }
    rows
}

/// The tools at both ends of what the map shows.
fn ends<'a>(analysis: &'a Analysis, shown: &[Span]) -> Vec<(ElementKind, &'a Label)> {
    let integrations = analysis.stack.integrations.values();
    let drawn =
        integrations.filter(|it| !it.spans.item.is_none() && shown.contains(&it.spans.item));
    drawn.flat_map(|it| [&it.from.name, &it.to.name]).map(|it| (ElementKind::Tool, it)).collect()
}

/// A stage of a journey, with each way that leads to it.
pub(crate) fn stage(model: &Model, id: &str, at: usize) -> Vec<Row> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    let Some(journey) = analysis.stack.journeys.find(id) else { return Vec::new() };
    let journey = &analysis.stack.journeys[journey];
    let Some(stage) = journey.stages.get(at) else { return Vec::new() };
    let name = stage.name.as_ref().unwrap_or(&stage.id);
    let mut rows = vec![
        Row::new(Tone::Title, name.to_string()),
        fact("journey", &journey.name),
        fact("tool", &stage.tool.as_ref().map_or("none".to_owned(), |it| tool_name(analysis, it))),
    ];
    rows.extend(stage.object.as_ref().map(|it| fact("record", &it.name)));
    let owner = stage.owner.as_ref().map(|it| analysis.stack.party_name(it));
    rows.push(fact("owner", owner.unwrap_or("nobody stated")));
    rows.extend(stage.slo.map(|it| fact("promised", &format!("within {it}"))));
    if let Some(value) = journey.value_per_day {
        rows.push(fact("worth", &format!("{} a day, the whole journey", money(analysis, value))));
    }
    for hand_off in journey.hand_offs().into_iter().filter(|(_, to)| *to == at) {
        rows.push(blank());
        rows.extend(hand_off_rows(analysis, journey, hand_off));
        rows.extend(repairs::hop(analysis, id, hand_off));
    }
    for leak in leaks(analysis, journey, at) {
        let (tone, glyph) = severity_look(leak.severity);
        rows.extend([
            blank(),
            Row::new(tone, format!("{glyph} ")).and(Tone::Text, leak.message.clone()),
        ]);
        rows.extend(
            leak.help.as_ref().map(|it| Row::new(Tone::Muted, "→ ").and(Tone::Ok, it.clone())),
        );
    }
    let fallback = stage.tool.as_ref().and_then(|it| it.id);
    let fallback = fallback.and_then(|it| analysis.stack.tools[it].fallback.as_ref());
    rows.push(blank());
    rows.push(match fallback {
        Some(fallback) => fact("fallback", &tool_name(analysis, &fallback.tool)).and(
            Tone::Muted,
            fallback.activation_hours.map(|it| format!(", ready after {it} h")).unwrap_or_default(),
        ),
        None => {
            fact("fallback", "").and(Tone::Missing, "none: when the tool is down, it stops here")
        }
    });
    rows
}

fn hand_off_rows(analysis: &Analysis, journey: &Journey, hand_off: (usize, usize)) -> Vec<Row> {
    let before = &journey.stages[hand_off.0];
    let title = format!("From {}", before.name.as_ref().unwrap_or(&before.id));
    let mut rows = vec![Row::new(Tone::Title, title)];
    match Way::of(analysis, journey, hand_off) {
        Way::Same => rows.push(Row::new(Tone::Muted, "in the same tool: nothing to move")),
        Way::Person => rows.push(Row::new(Tone::Manual, "a person hands it over")),
        Way::Unknown => rows.push(Row::new(Tone::Missing, "one of the stages names no tool")),
        Way::Missing => rows.push(Row::new(Tone::Danger, "✗ no integration brings it there")),
        Way::Path(path) => {
            rows.extend(legs(analysis, &path));
            let allowed = journey.stages[hand_off.1].slo;
            let (tone, verdict) = match allowed {
                Some(slo) if path.age.exceeds(slo) => {
                    (Tone::Danger, format!("✗ {slo} is promised"))
                }
                Some(slo) if path.age.keeps(slo) => (Tone::Ok, format!("✓ {slo} is promised")),
                Some(slo) => (Tone::Warn, format!("{slo} is promised; some times are not stated")),
                None => (Tone::Muted, "no time is promised".to_owned()),
            };
            rows.push(fact("arrives", &age_words(&path)).and(tone, format!("  {verdict}")));
        }
    }
    rows
}

fn age_words(path: &Path) -> String {
    if path.age.open > 0 && path.age.known.get() <= 0.0 {
        "after an unknown time".to_owned()
    } else {
        format!("up to {} old", path.age.words())
    }
}

/// The flows of a path, one a line.
fn legs(analysis: &Analysis, path: &Path) -> Vec<Row> {
    let stack = &analysis.stack;
    let leg = |flow: &crate::network::FlowId| {
        let flow = analysis.network.flow(*flow);
        let integration = &stack.integrations[flow.integration];
        let tone = class_tone(integration.method.class());
        let age = if flow.age.open > 0 { "time unknown".to_owned() } else { flow.age.words() };
        Row::new(
            Tone::Text,
            format!("{} → {}", stack.tools[flow.from].name, stack.tools[flow.to].name),
        )
        .and(tone, format!("  {}", integration.method.words()))
        .and(Tone::Muted, format!(" · {age} · {}", integration.id))
    };
    path.flows.iter().map(leg).collect()
}

/// The findings that say that the hand-offs to a stage leak.
pub(crate) fn leaks<'a>(
    analysis: &'a Analysis,
    journey: &'a Journey,
    stage: usize,
) -> impl Iterator<Item = &'a Diagnostic> {
    let here = journey.stages.get(stage).map(|it| it.spans.item).filter(|it| !it.is_none());
    let of_journey = Target::Journey(journey.id.clone());
    analysis.findings.iter().filter(move |finding| {
        let is_ours =
            finding.element.as_ref().map(Target::of_element).as_ref() == Some(&of_journey);
        is_ours
            && here.is_some_and(|here| {
                let inside = finding.span.file == here.file
                    && finding.span.start >= here.start
                    && finding.span.end <= here.end;
                inside && !finding.span.is_none()
            })
    })
}

/// A staged change, with the integrations that the scenario takes down.
pub(crate) fn edit(model: &Model, at: usize) -> Vec<Row> {
    let (Some(analysis), Some(edit)) = (model.analysis.as_deref(), model.staged.edits.get(at))
    else {
        return Vec::new();
    };
    let premise = outcome::premise(analysis, std::slice::from_ref(edit));
    let mut rows = vec![
        Row::new(Tone::Title, premise),
        fact("change", &edit.words()),
        Row::new(Tone::Accent, "x ").and(Tone::Muted, "takes this change out of the scenario"),
    ];
    let Some(simulation) = model.simulation.as_deref() else { return rows };
    let cut = &simulation.blast.cut;
    if !cut.is_empty() {
        let title = format!("{} no longer run in the scenario", plural(cut.len(), "integration"));
        rows.extend([blank(), Row::new(Tone::Title, title)]);
    }
    for id in cut {
        let it = &analysis.stack.integrations[*id];
        let (from, to) = (tool_name(analysis, &it.from), tool_name(analysis, &it.to));
        let row =
            Row::new(Tone::Removed, "− ").and(Tone::Text, format!("{from} {} {to}", it.arrow()));
        rows.push(row.and(class_tone(it.method.class()), format!("  {}", it.method.words())));
    }
    rows
}

/// A line of a view: a group of findings, or a need that the scenario leaves worse off.
pub(crate) fn line(model: &Model, name: &str) -> Vec<Row> {
    if let Some(affected) = affected(model, name) {
        return need(model, affected);
    }
    if model.view().id == views::FINDINGS.id {
        return group(model, name);
    }
    views::explain_more(name)
}

fn group(model: &Model, name: &str) -> Vec<Row> {
    let Some((title, findings)) = views::findings_of(model, name) else { return Vec::new() };
    let mut rows = vec![Row::new(Tone::Title, title)];
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let count = findings.iter().filter(|it| it.severity == severity).count();
        if count > 0 {
            let (tone, glyph) = severity_look(severity);
            rows.push(Row::new(tone, format!("{glyph} {}", plural(count, severity.name()))));
        }
    }
    if let Some(rule) = name.strip_prefix(views::RULE_GROUP).and_then(rule_of) {
        for (title, tone, text) in
            [("Why it matters", Tone::Text, rule.why), ("What to do", Tone::Ok, rule.fix)]
        {
            rows.extend([blank(), Row::new(Tone::Muted, title), Row::new(tone, text)]);
        }
    }
    let unknown =
        name.strip_prefix(views::RULE_GROUP).and_then(|it| unknown(model.analysis.as_deref()?, it));
    rows.extend(unknown.into_iter().flat_map(|it| [blank(), it]));
    rows.extend([blank(), Row::new(Tone::Muted, "Enter folds or unfolds the group.")]);
    rows
}

/// What an affected need is called among the lines of a view.
pub(crate) fn need_line(analysis: &Analysis, affected: &Affected) -> String {
    let need = &affected.need;
    let tool = &analysis.stack.tools[need.tool].id;
    let by: &str = need.by.kind.into();
    format!("{NEED}{tool}|{}|{by}={}", need_thing(analysis, affected), need.by.id)
}

/// "person.email".
pub(crate) fn need_thing(analysis: &Analysis, affected: &Affected) -> String {
    let object = &analysis.stack.objects[affected.need.object].id;
    match &affected.need.field {
        Some(field) => format!("{object}.{field}"),
        None => object.to_string(),
    }
}

pub(crate) fn affected<'a>(model: &'a Model, line: &str) -> Option<&'a Affected> {
    let analysis = model.analysis.as_deref()?;
    if !line.starts_with(NEED) {
        return None;
    }
    let all = &model.simulation.as_deref()?.blast.affected;
    all.iter().find(|it| need_line(analysis, it) == line)
}

fn need(model: &Model, affected: &Affected) -> Vec<Row> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    let (stack, need) = (&analysis.stack, &affected.need);
    let (tone, glyph) = fate_look(affected.fate);
    let tool = &stack.tools[need.tool].name;
    let mut rows = vec![
        Row::new(tone, format!("{glyph} {}", affected.fate.name())),
        Row::new(Tone::Title, format!("{} in {tool}", need_thing(analysis, affected))),
        Row::new(Tone::Text, affected.reason.clone()),
        blank(),
        fact("needed by", &needed_by(affected)),
    ];
    let master = need.system_of_record.map(|it| stack.tools[it].name.to_string());
    rows.push(fact("kept in", master.as_deref().unwrap_or("no system of record is stated")));
    rows.extend(need.slo.map(|it| fact("allowed age", &it.to_string())));
    for (title, path) in [("Before", &affected.before), ("Afterwards", &affected.after)] {
        rows.extend([blank(), Row::new(Tone::Title, title)]);
        match path {
            Some(path) if path.flows.is_empty() => rows.push(Row::new(Tone::Muted, "its own data")),
            Some(path) => {
                rows.extend(legs(analysis, path));
                rows.push(fact("arrives", &age_words(path)));
            }
            None => rows.push(Row::new(Tone::Danger, "no way is left")),
        }
    }
    rows
}

/// "the automation lead-scoring", or that it merely arrives.
pub(crate) fn needed_by(affected: &Affected) -> String {
    let by = &affected.need.by;
    match affected.need.why {
        NeedKind::Feed => "it arrives there today".to_owned(),
        NeedKind::Automation
        | NeedKind::AiFeature
        | NeedKind::JourneyStage
        | NeedKind::Requirement => format!("{} {}", by.kind.words(), by.id),
    }
}

pub(crate) fn fate_look(fate: Fate) -> (Tone, &'static str) {
    match fate {
        Fate::Broken => (Tone::Danger, "✗"),
        Fate::Degraded => (Tone::Warn, "▼"),
        Fate::Stale => (Tone::Warn, "○"),
        Fate::Headless => (Tone::Missing, "◇"),
    }
}
