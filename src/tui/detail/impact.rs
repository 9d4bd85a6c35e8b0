//! What hangs on the selection, whatever kind of thing it is: one key away in every view.

use super::tool::losses;
use super::{blank, tool_name};
use crate::analysis::Analysis;
use crate::diag::{Element, ElementKind};
use crate::impact::Blast;
use crate::scenario::component;
use crate::text::{Label, plural};
use crate::tui::actions::has_selection;
use crate::tui::model::Model;
use crate::tui::rows::{Row, Tone};
use crate::tui::target::Target;

/// How the lines begin; what follows is the name, the kind, and the id.
const IMPACT: &str = "impact|";
/// More losses than these are on the map and the page of the tool.
const LOSSES_MAX: usize = 60;

/// The line that stands for what hangs on a thing, where such a thing can go.
pub(crate) fn target(analysis: &Analysis, of: &Target) -> Option<Target> {
    let element = element_of(of)?;
    component(&analysis.stack, element.kind, &element.id)?;
    let kind: &str = element.kind.into();
    let name = of.title(analysis).replace('|', " ");
    Some(Target::Line(format!("{IMPACT}Without {name}|{kind}|{}", element.id)))
}

fn element_of(target: &Target) -> Option<Element> {
    let element = |kind: ElementKind, id: &Label| Element { kind, id: id.clone() };
    match target {
        Target::Tool(id) => Some(element(ElementKind::Tool, id)),
        Target::Integration(id) => Some(element(ElementKind::Integration, id)),
        Target::Element(element) => Some(element.clone()),
        Target::Line(line) => thing(line),
        Target::Journey(_)
        | Target::Stage(..)
        | Target::Finding(_)
        | Target::Edit(_)
        | Target::Query { .. } => None,
    }
}

/// The thing that such a line is about.
pub(crate) fn thing(line: &str) -> Option<Element> {
    let (rest, id) = line.strip_prefix(IMPACT)?.rsplit_once('|')?;
    let kind = rest.rsplit_once('|')?.1.parse::<ElementKind>().ok()?;
    Some(Element { kind, id: Label::new(id) })
}

/// Whether there is an answer for the selection.
pub(crate) fn can_show(model: &Model) -> Result<(), &'static str> {
    has_selection(model).and_then(|()| {
        let found = crate::tui::actions::subject(model);
        let found = found.zip(model.analysis.as_deref());
        found.and_then(|(it, analysis)| target(analysis, &it)).map(|_| ()).ok_or(
            "only a tool, integration, credential, vendor or person can go; select one of them",
        )
    })
}

/// All of it, in words.
pub(super) fn explain(model: &Model, analysis: &Analysis, line: &str) -> Vec<Row> {
    let Some(element) = thing(line) else { return Vec::new() };
    let found = component(&analysis.stack, element.kind, &element.id);
    let Some(blast) = found.and_then(|it| model.loss_of(it)) else { return Vec::new() };
    let mut rows = losses(analysis, &blast, LOSSES_MAX);
    rows.extend(along(analysis, &blast));
    rows.extend([blank(), ways(element.kind)]);
    rows
}

/// What lives inside what goes, and which integrations stop.
fn along(analysis: &Analysis, blast: &Blast) -> Vec<Row> {
    let stack = &analysis.stack;
    let hosted = &blast.hosted;
    let mut rows = Vec::new();
    if !blast.cut.is_empty() {
        let title = format!("{} stop", plural(blast.cut.len(), "integration"));
        rows.extend([blank(), Row::new(Tone::Title, title)]);
    }
    for id in &blast.cut {
        let it = &stack.integrations[*id];
        let (from, to) = (tool_name(analysis, &it.from), tool_name(analysis, &it.to));
        let row = Row::new(Tone::Removed, "− ");
        rows.push(row.and(Tone::Text, format!("{from} {} {to}", it.arrow())));
    }
    let mut more: Vec<String> = Vec::new();
    if hosted.automation_count > 0.0 {
        more.push(format!("{} automations stand still", hosted.automation_count));
    }
    for (tool, channel) in &hosted.channels {
        more.push(format!("{} sends no {}", stack.tools[*tool].name, channel.name()));
    }
    for feature in &hosted.ai_features {
        more.push(format!("the AI feature {} goes with it", stack.ai_features[*feature].name));
    }
    if !more.is_empty() {
        rows.extend([blank(), Row::new(Tone::Title, "What lives in it")]);
        rows.extend(more.into_iter().map(|it| Row::new(Tone::Removed, "− ").and(Tone::Text, it)));
    }
    rows
}

/// Where to go from here.
fn ways(kind: ElementKind) -> Row {
    let mut row = Row::new(Tone::Accent, "O ").and(Tone::Muted, "plays its outage hour by hour");
    if [ElementKind::Tool, ElementKind::Integration].contains(&kind) {
        row = row.and(Tone::Accent, "  x ").and(Tone::Muted, "stages that it goes");
    }
    if kind == ElementKind::Tool {
        row = row.and(Tone::Accent, "  r ").and(Tone::Muted, "that another takes its place");
    }
    row
}
