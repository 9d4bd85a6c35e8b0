//! What the rules found, grouped by rule or by tool; each with why it matters, the chain that shows it, and the fix.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use ratatui::layout::{Constraint, Layout, Rect};

use super::{View, by_rows};
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, ElementKind, Severity};
use crate::stack::Stack;
use crate::text::{Label, pad_end};
use crate::tui::actions::{Action, Group, Scope, has_selection, has_stack};
use crate::tui::canvas::Canvas;
use crate::tui::detail;
use crate::tui::explain;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::rows::{Pane, Row, Tone};
use crate::tui::target::{Target, finding_key};

pub(crate) static VIEW: View = View {
    id: "findings",
    title: "Findings",
    key: "5",
    panes,
    paint,
    shows: |target| matches!(target, Target::Finding(_)),
    step: by_rows,
    keeps_cursor: false,
    actions: ACTIONS,
};

const fn action(
    id: &'static str,
    keys: &'static [&'static str],
    words: (&'static str, &'static str),
    enabled: fn(&Model) -> Result<(), &'static str>,
    act: fn(&mut Model) -> Vec<Effect>,
) -> Action {
    let (title, help) = words;
    let (group, scope) = (Group::Look, Scope::View("findings"));
    Action { id, title, help, group, scope, keys, hint: 6, enabled, act }
}

#[rustfmt::skip]
static ACTIONS: &[Action] = &[
    action("findings-group", &["b"], ("group by", "group the findings by rule or by tool"), has_stack, regroup),
    action("findings-fold", &["-"], ("fold", "fold or unfold the group of the selection"), has_selection, fold),
    action("findings-fold-all", &["="], ("fold all", "fold or unfold all groups"), has_stack, fold_all),
];

/// From here on the inspector stands beside the list.
const MIDDLE: u16 = 100;
/// Cells before the text of headings and of what stands below them.
const HEADING_INDENT: usize = 4;
const MEMBER_INDENT: usize = 12;
/// How the lines of groups begin.
pub(crate) const RULE_GROUP: &str = "rule|";
const TOOL_GROUP: &str = "tool|";
/// Findings that concern no tool, such as those on people.
const NO_TOOL: &str = "";

#[derive(Default)]
pub(crate) struct State {
    grouping: Grouping,
    /// Groups that are closed, by their line.
    folded: BTreeSet<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Grouping {
    #[default]
    Rule,
    Tool,
}

/// Findings that stand under one heading.
struct Bundle<'a> {
    line: String,
    title: String,
    /// Worst first.
    findings: Vec<&'a Diagnostic>,
}

impl Bundle<'_> {
    fn worst(&self) -> Severity {
        self.findings.iter().map(|it| it.severity).max().unwrap_or(Severity::Note)
    }

    fn has(&self, target: Option<&Target>) -> bool {
        let Some(Target::Finding(key)) = target else { return false };
        self.findings.iter().any(|it| finding_key(it) == *key)
    }
}

fn panes(model: &Model) -> Vec<Pane> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    let state = &model.states.findings;
    let selected = model.cursors.get(VIEW.id).and_then(|it| it.target.as_ref());
    let mut rows = Vec::new();
    for bundle in bundles(analysis, state.grouping) {
        // What is looked for or selected is shown, whatever is folded.
        let is_open = !state.folded.contains(&bundle.line)
            || !model.filter().is_empty()
            || bundle.has(selected);
        rows.push(heading(&bundle, if is_open { "▾" } else { "▸" }));
        if is_open {
            rows.extend(bundle.findings.iter().map(|it| member(it)));
        }
    }
    let key = model.keymap.shown("findings-group");
    let title = match state.grouping {
        Grouping::Rule => format!("Findings by rule · {key} by tool"),
        Grouping::Tool => format!("Findings by tool · {key} by rule"),
    };
    let mut note = tally(&analysis.findings);
    if !analysis.accepted.is_empty() {
        note = format!("{note} · {} accepted", analysis.accepted.len());
    }
    let mut pane =
        Pane::new(title, rows).note(note).empty("Nothing was found: no rule has anything to say.");
    pane.total = analysis.findings.len();
    vec![pane]
}

/// "✗ 51  ▲ 43  ● 11", as beside each group.
fn tally(findings: &[Diagnostic]) -> String {
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
        let count = findings.iter().filter(|it| it.severity == severity).count();
        (count > 0).then(|| format!("{} {count}", detail::severity_look(severity).1))
    });
    counts.into_iter().flatten().collect::<Vec<_>>().join("  ")
}

fn heading(bundle: &Bundle<'_>, marker: &str) -> Row {
    let (tone, glyph) = detail::severity_look(bundle.worst());
    // The word for the severity stands on the members alone, so that a filter by it finds those.
    let mut row = Row::new(Tone::Muted, format!("{marker} "))
        .and(tone, format!("{glyph} "))
        .and(Tone::Title, bundle.title.clone());
    let mut counted = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let count = bundle.findings.iter().filter(|it| it.severity == severity).count();
        if count > 0 {
            counted.push((severity, count));
        }
    }
    for (at, (severity, count)) in counted.into_iter().enumerate() {
        let (tone, glyph) = detail::severity_look(severity);
        let gap = if at > 0 { "  " } else { "" };
        row = row.right(tone, format!("{gap}{glyph} {count}"));
    }
    row.on(Target::Line(bundle.line.clone())).heading().hang(HEADING_INDENT)
}

fn member(finding: &Diagnostic) -> Row {
    let (tone, glyph) = detail::severity_look(finding.severity);
    Row::new(tone, format!("  {glyph} {} ", pad_end(finding.severity.name(), 7)))
        .and(Tone::Text, finding.message.clone())
        .on(Target::Finding(finding_key(finding)))
        .hang(MEMBER_INDENT)
}

/// The groups, worst first, then the largest.
fn bundles(analysis: &Analysis, grouping: Grouping) -> Vec<Bundle<'_>> {
    let mut groups: BTreeMap<String, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in &analysis.findings {
        groups.entry(line_of(analysis, grouping, finding)).or_default().push(finding);
    }
    let mut bundles: Vec<_> = groups
        .into_iter()
        .map(|(line, findings)| Bundle { title: title_of(analysis, &line), line, findings })
        .collect();
    bundles.sort_by_key(|it| {
        let count = |severity| it.findings.iter().filter(|it| it.severity == severity).count();
        Reverse([Severity::Error, Severity::Warning, Severity::Note].map(count))
    });
    bundles
}

fn line_of(analysis: &Analysis, grouping: Grouping, finding: &Diagnostic) -> String {
    match grouping {
        Grouping::Rule => format!("{RULE_GROUP}{}", finding.code),
        Grouping::Tool => {
            let mut elements = finding.element.iter().chain(&finding.related);
            let tool = elements
                .find_map(|it| tool_of(&analysis.stack, it.kind, &it.id))
                .map_or_else(|| NO_TOOL.to_owned(), |it| it.to_string());
            format!("{TOOL_GROUP}{tool}")
        }
    }
}

/// The tool that a thing belongs to; an integration stands with the tool that it starts from.
fn tool_of(stack: &Stack, kind: ElementKind, id: &Label) -> Option<Label> {
    match kind {
        ElementKind::Tool => Some(id.clone()),
        ElementKind::Integration => {
            stack.integrations.find(id).map(|it| stack.integrations[it].from.name.clone())
        }
        ElementKind::Automation => {
            stack.automations.find(id).map(|it| stack.automations[it].tool.name.clone())
        }
        ElementKind::AiFeature => {
            stack.ai_features.find(id).map(|it| stack.ai_features[it].tool.name.clone())
        }
        ElementKind::Credential => {
            let credential = &stack.credentials[stack.credentials.find(id)?];
            credential.tool.as_ref().map(|it| it.name.clone())
        }
        ElementKind::Suppression => {
            let found = stack.consent.suppressions.find(id);
            found.map(|it| stack.consent.suppressions[it].tool.name.clone())
        }
        ElementKind::Object => {
            let object = &stack.objects[stack.objects.find(id)?];
            object.system_of_record.as_ref().map(|it| it.name.clone())
        }
        ElementKind::Company
        | ElementKind::Team
        | ElementKind::Person
        | ElementKind::Vendor
        | ElementKind::Journey
        | ElementKind::Purpose
        | ElementKind::Campaign
        | ElementKind::Initiative => None,
    }
}

fn title_of(analysis: &Analysis, line: &str) -> String {
    if let Some(code) = line.strip_prefix(RULE_GROUP) {
        let summary = explain::rule_of(code).map_or(code, |it| it.summary);
        return summary.trim_end_matches('.').to_owned();
    }
    match line.strip_prefix(TOOL_GROUP).unwrap_or_default() {
        NO_TOOL => "no single tool".to_owned(),
        id => {
            let tools = &analysis.stack.tools;
            tools.find(id).map_or_else(|| id.to_owned(), |it| tools[it].name.to_string())
        }
    }
}

/// Title and members of a group, by its line.
pub(crate) fn findings_of<'a>(
    model: &'a Model,
    line: &str,
) -> Option<(String, Vec<&'a Diagnostic>)> {
    let analysis = model.analysis.as_deref()?;
    let all = bundles(analysis, model.states.findings.grouping);
    all.into_iter().find(|it| it.line == line).map(|it| (it.title, it.findings))
}

fn paint(canvas: &mut Canvas<'_>, area: Rect, panes: &[Pane]) {
    let Some(list) = panes.first() else { return };
    if area.width >= MIDDLE {
        let [left, right] =
            Layout::horizontal([Constraint::Percentage(58), Constraint::Percentage(42)])
                .areas(area);
        canvas.pane(left, 0, list);
        detail::paint_selected(canvas, right);
    } else if canvas.model.shows_preview {
        detail::paint_selected(canvas, area);
    } else {
        canvas.pane(area, 0, list);
    }
}

/// Groups the other way; the selection stays on its finding, or goes to the first of its group.
fn regroup(model: &mut Model) -> Vec<Effect> {
    let kept = match model.selected() {
        Some(Target::Line(line)) => {
            let members = findings_of(model, &line).map(|(_, it)| it).unwrap_or_default();
            members.first().map(|it| Target::Finding(finding_key(it)))
        }
        other => other,
    };
    let state = &mut model.states.findings;
    state.grouping = match state.grouping {
        Grouping::Rule => Grouping::Tool,
        Grouping::Tool => Grouping::Rule,
    };
    if let Some(target) = kept {
        model.cursors.entry(VIEW.id).or_default().target = Some(target.clone());
        model.select(&target);
    }
    Vec::new()
}

/// Folds or unfolds the group of the selection and selects its heading.
pub(super) fn fold(model: &mut Model) -> Vec<Effect> {
    let Some(analysis) = model.analysis.clone() else { return Vec::new() };
    let selected = model.selected();
    let grouping = model.states.findings.grouping;
    let found = bundles(&analysis, grouping)
        .into_iter()
        .find(|it| it.has(selected.as_ref()) || selected == Some(Target::Line(it.line.clone())));
    let Some(bundle) = found else { return Vec::new() };
    let folded = &mut model.states.findings.folded;
    if !folded.remove(&bundle.line) {
        folded.insert(bundle.line.clone());
    }
    model.select(&Target::Line(bundle.line));
    Vec::new()
}

/// Folds everything, or unfolds it where nothing is open.
fn fold_all(model: &mut Model) -> Vec<Effect> {
    let Some(analysis) = model.analysis.clone() else { return Vec::new() };
    let all = bundles(&analysis, model.states.findings.grouping);
    let state = &mut model.states.findings;
    let is_all_folded = all.iter().all(|it| state.folded.contains(&it.line));
    state.folded.clear();
    if is_all_folded {
        return Vec::new();
    }
    state.folded.extend(all.iter().map(|it| it.line.clone()));
    let selected = model.selected();
    let home = all.into_iter().find(|it| it.has(selected.as_ref()));
    if let Some(bundle) = home {
        model.select(&Target::Line(bundle.line));
    }
    Vec::new()
}
