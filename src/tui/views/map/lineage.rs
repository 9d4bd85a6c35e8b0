//! Where a drawing has no room: what feeds a tool, the tool, and what it feeds, as lanes like those of a commit graph.
//!
//! The list stands still while the selection moves in it; it is about another tool once `f` has made that the focus.

use std::collections::{BTreeMap, BTreeSet};

use ratatui::layout::Rect;

use super::scene::{self, Scene};
use crate::analysis::Analysis;
use crate::layout::{Class, legend};
use crate::stack::{Direction, Integration, IntegrationId, ToolId};
use crate::text::{Label, plural};
use crate::tui::canvas::{Canvas, Click, Seen};
use crate::tui::detail::band_tone;
use crate::tui::model::{Model, ScrollKey};
use crate::tui::rows::{Row, Tone};
use crate::tui::target::Target;
use crate::tui::views::Step;

/// Tools beyond the next ones are listed to this depth; further away everything repeats.
const DEPTH_MAX: usize = 2;
/// A list of more lines is no overview; those that are left out are counted.
const LINES_MAX: usize = 400;
/// The scroll of the list.
const LIST: ScrollKey = (super::ID, 2);
/// Rows that a page key goes over.
const PAGE: usize = 10;

/// What a line of the list stands for.
#[derive(Clone)]
struct Entry {
    row: Row,
    /// `None` where it stands for nothing that can be selected.
    tool: Option<Label>,
    integration: Option<Label>,
    is_root: bool,
}

impl Entry {
    /// Several integrations between the same two tools.
    fn with_count(mut self, count: usize) -> Self {
        if count > 1 {
            self.row = self.row.and(Tone::Muted, format!(" ×{count}"));
        }
        self
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Towards {
    Sources,
    Targets,
}

/// The tool that the list is about: the focus, else what most depends on; but never a list without the selection.
fn list(model: &Model) -> Option<Vec<Entry>> {
    let analysis = model.analysis.as_deref()?;
    let scene = super::scene(model);
    let tools = &analysis.stack.tools;
    let selected = super::selected(model);
    let focus = scene::focus(model).map(|it| it.tool);
    let usual = focus.or_else(|| scene::first_tool(analysis))?;
    let of = |tool: &Label| Some(entries(model, analysis, scene.as_deref(), tools.find(tool)?));
    let has = |entries: &[Entry]| position(model, entries).is_some();
    if let Some(found) = of(&usual).filter(|it| has(it) || selected.is_none()) {
        return Some(found);
    }
    match selected {
        Some(Target::Tool(id)) => of(&id),
        Some(Target::Integration(id)) => {
            let integration =
                &analysis.stack.integrations[analysis.stack.integrations.find(&id)?];
            of(&integration.from.name)
        }
        _ => of(&usual),
    }
}

fn entries(model: &Model, analysis: &Analysis, scene: Option<&Scene>, root: ToolId) -> Vec<Entry> {
    let samples = legend(super::lens::glyphs(model));
    let lines = scene.map(|it| it.drawing.lines.as_slice()).unwrap_or_default();
    let mut walk = Walk {
        analysis,
        classes: lines.iter().map(|it| (&it.integration, it.class)).collect(),
        samples: &samples,
        root,
        expanded: BTreeSet::new(),
        out: Vec::new(),
    };
    let id = |entries: &[Entry]| {
        entries.iter().filter_map(|it| it.tool.clone()).collect::<BTreeSet<_>>().len()
    };
    walk.add(root, Towards::Sources, 1, "");
    let mut all = std::mem::take(&mut walk.out);
    let sources = id(&all);
    all.reverse();
    walk.expanded.clear();
    walk.add(root, Towards::Targets, 1, "");
    let targets = id(&walk.out);
    let tool = &analysis.stack.tools[root];
    let counts = format!("fed by {sources}, feeds {targets}, over {DEPTH_MAX} hops");
    all.push(Entry {
        row: Row::new(Tone::Accent, format!("◆ {}", tool.name)).right(Tone::Muted, counts),
        tool: Some(tool.id.clone()),
        integration: None,
        is_root: true,
    });
    all.append(&mut walk.out);
    all
}

struct Walk<'a> {
    analysis: &'a Analysis,
    /// The classes that the map has for its lines, with what is staged.
    classes: BTreeMap<&'a Label, Class>,
    samples: &'a [(Class, String, &'static str)],
    root: ToolId,
    /// Tools whose own neighbours are listed already.
    expanded: BTreeSet<ToolId>,
    out: Vec<Entry>,
}

impl Walk<'_> {
    /// The neighbours of a tool and what lies behind them, each in the lane of its tool.
    fn add(&mut self, tool: ToolId, towards: Towards, depth: usize, lanes: &str) {
        self.expanded.insert(tool);
        let next = self.neighbours(tool, towards);
        let last = next.len().saturating_sub(1);
        for (at, (integration, other, count)) in next.into_iter().enumerate() {
            if self.out.len() >= LINES_MAX {
                self.out.push(more(lanes));
                return;
            }
            let goes_on = depth < DEPTH_MAX && !self.expanded.contains(&other);
            let is_repeated =
                depth < DEPTH_MAX && !goes_on && !self.neighbours(other, towards).is_empty();
            let corner = match (at == last, towards) {
                (false, _) => "├",
                (true, Towards::Sources) => "╭",
                (true, Towards::Targets) => "╰",
            };
            let entry = self.entry(
                &format!("{lanes}{corner}"),
                towards,
                (integration, [tool, other]),
                is_repeated,
            );
            let entry = entry.with_count(count);
            self.out.push(entry);
            if goes_on {
                let lane = if at == last { "   " } else { "│  " };
                self.add(other, towards, depth + 1, &format!("{lanes}{lane}"));
            }
        }
    }

    /// The next tools, each with the first integration that leads there and how many do; never back to the root.
    fn neighbours(&self, tool: ToolId, towards: Towards) -> Vec<(IntegrationId, ToolId, usize)> {
        let stack = &self.analysis.stack;
        let mut found: BTreeMap<ToolId, (IntegrationId, usize)> = BTreeMap::new();
        for id in self.analysis.network.integrations_of(tool) {
            let it = &stack.integrations[*id];
            if !it.is_live() {
                continue;
            }
            let ends = ends(it, tool, towards).into_iter();
            for other in ends.filter(|it| *it != tool && *it != self.root).collect::<BTreeSet<_>>()
            {
                found.entry(other).or_insert((*id, 0)).1 += 1;
            }
        }
        let mut found: Vec<_> =
            found.into_iter().map(|(other, (id, count))| (id, other, count)).collect();
        found.sort_by_key(|it| stack.tools[it.1].name.to_lowercase());
        found
    }

    fn entry(
        &self,
        lanes: &str,
        towards: Towards,
        (at, [here, other]): (IntegrationId, [ToolId; 2]),
        is_repeated: bool,
    ) -> Entry {
        let stack = &self.analysis.stack;
        let integration = &stack.integrations[at];
        let tool = &stack.tools[other];
        let class = self.classes.get(&integration.id).copied().unwrap_or_default();
        let line = self.sample(class);
        let two_way = integration.direction == Direction::TwoWay;
        let tone = match (two_way, towards) {
            (true, _) => Tone::Accent,
            (false, Towards::Sources) => Tone::Upstream,
            (false, Towards::Targets) => Tone::Downstream,
        };
        let line = match (two_way, towards) {
            (true, _) => format!("◀{line}▶"),
            (false, Towards::Sources) => format!("◀{line}{line}"),
            (false, Towards::Targets) => format!("{line}{line}▶"),
        };
        let mut row = Row::new(Tone::Border, format!(" {lanes}"))
            .and(tone, line)
            .and(Tone::Text, format!(" {}", tool.name));
        let via = integration.via.as_ref().filter(|it| it.id != Some(other) && it.id != Some(here));
        if let Some(via) = via {
            let name = via.id.map_or(&via.name, |it| &stack.tools[it].name);
            row = row.and(Tone::Muted, format!(" via {name}"));
        }
        if is_repeated {
            row = row.and(Tone::Muted, " (*)");
        }
        let objects = integration.objects.iter().map(|it| it.object.name.as_str());
        let mut objects = objects.collect::<Vec<_>>().into_iter();
        if let Some(first) = objects.next() {
            let more = objects.len();
            let more = if more == 0 { String::new() } else { format!(" +{more}") };
            row = row.right(Tone::Muted, format!("{first}{more}"));
        }
        if let Some(score) = self.analysis.fragility.get(at.index()) {
            row = row.right(band_tone(score.band()), format!(" {:>3}", score.score));
        }
        Entry {
            row: row.on(Target::Tool(tool.id.clone())),
            tool: Some(tool.id.clone()),
            integration: Some(integration.id.clone()),
            is_root: false,
        }
    }

    /// One cell of a line of that class.
    fn sample(&self, class: Class) -> char {
        let sample = self.samples.iter().find(|it| it.0 == class);
        sample.and_then(|it| it.1.chars().next()).unwrap_or('─')
    }
}

fn more(lanes: &str) -> Entry {
    let row = Row::new(Tone::Border, format!(" {lanes}"))
        .and(Tone::Muted, "and more: f on a tool lists what surrounds it");
    Entry { row, tool: None, integration: None, is_root: false }
}

/// The tools at the other end; where the tool only carries the data, those at that end.
fn ends(it: &Integration, tool: ToolId, towards: Towards) -> Vec<ToolId> {
    let (from, to) = (it.from.id, it.to.id);
    let carries = it.via.as_ref().and_then(|via| via.id) == Some(tool);
    let two_way = it.direction == Direction::TwoWay;
    let leads = |end: Option<ToolId>, way: Towards| {
        (carries || end == Some(tool)) && (towards == way || two_way)
    };
    let with = to.filter(|_| leads(from, Towards::Targets));
    let against = from.filter(|_| leads(to, Towards::Sources));
    with.into_iter().chain(against).collect()
}

/// Where the selection is among the lines: the line that was chosen, else the first of its tool.
fn position(model: &Model, entries: &[Entry]) -> Option<usize> {
    let is_at = |it: &Entry| match super::selected(model) {
        Some(Target::Tool(id)) => it.tool.as_ref() == Some(&id),
        Some(Target::Integration(id)) => it.integration.as_ref() == Some(&id),
        _ => false,
    };
    let chosen = model.states.map.list_at.get();
    let root = entries.iter().position(|it| it.is_root && is_at(it));
    let kept = chosen.filter(|at| entries.get(*at).is_some_and(is_at));
    kept.or(root).or_else(|| entries.iter().position(is_at))
}

/// Moves along the lines: up and down from tool to tool, Tab to their integrations.
pub(super) fn step(model: &Model, step: Step) -> Option<Target> {
    let entries = list(model)?;
    let can_be_selected: Vec<usize> =
        (0..entries.len()).filter(|at| entries[*at].tool.is_some()).collect();
    let here = position(model, &entries);
    let at = here.and_then(|it| can_be_selected.iter().position(|at| *at == it));
    let last = can_be_selected.len().saturating_sub(1);
    let root = can_be_selected.iter().position(|it| entries[*it].is_root).unwrap_or(0);
    let next = match (step, at) {
        (_, None) | (Step::Left | Step::Right, _) => root,
        (Step::Up | Step::PreviousPane, Some(at)) => at.saturating_sub(1),
        (Step::Down | Step::NextPane, Some(at)) => (at + 1).min(last),
        (Step::PageUp, Some(at)) => at.saturating_sub(PAGE),
        (Step::PageDown, Some(at)) => (at + PAGE).min(last),
        (Step::First, Some(_)) => 0,
        (Step::Last, Some(_)) => last,
    };
    let at = *can_be_selected.get(next)?;
    model.states.map.list_at.set(Some(at));
    let entry = entries.get(at)?;
    let integration =
        entry.integration.clone().filter(|_| matches!(step, Step::NextPane | Step::PreviousPane));
    match integration {
        Some(id) => Some(Target::Integration(id)),
        None => entry.tool.clone().map(Target::Tool),
    }
}

pub(super) fn paint(canvas: &mut Canvas<'_>, area: Rect) {
    let Some(entries) = list(canvas.model) else { return };
    let Some(analysis) = canvas.model.analysis.as_deref() else { return };
    let shown: BTreeSet<&Label> = entries.iter().filter_map(|it| it.tool.as_ref()).collect();
    let total = plural(analysis.stack.tools.len(), "tool");
    let head = format!(" {} of {total} · t draws the map", shown.len());
    canvas.text((area.x, area.y), area.width, Tone::Title, &head);
    let inside = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let at = position(canvas.model, &entries);
    let wanted = at.or_else(|| entries.iter().position(|it| it.is_root)).unwrap_or(0);
    let first = offset(canvas, wanted, usize::from(inside.height), entries.len());
    canvas.hits.wheels.push((inside, LIST));
    for (y, (number, entry)) in
        (inside.y..inside.bottom()).zip(entries.iter().enumerate().skip(first))
    {
        let line = Rect { y, height: 1, ..inside };
        canvas.row(line, &[], &entry.row);
        if let Some(tool) = &entry.tool {
            canvas.click(line, Click::Select { pane: 0, target: Target::Tool(tool.clone()) });
        }
        if at == Some(number) {
            canvas.fill(line, Tone::Selection);
        }
    }
}

/// The first line in sight: where it was, unless the selection would be lost; at first the selection is in the middle.
fn offset(canvas: &mut Canvas<'_>, wanted: usize, height: usize, len: usize) -> usize {
    let model = canvas.model;
    let scroll = model.scrolls.get(&LIST).copied().unwrap_or_default();
    let seen = model.seen.seen.get(&LIST).filter(|it| it.len == len && it.height == height);
    let offset = match (scroll.is_free, seen) {
        (true, _) => scroll.offset,
        (false, Some(seen)) => {
            seen.offset.min(wanted.saturating_sub(1)).max((wanted + 2).saturating_sub(height))
        }
        (false, None) => wanted.saturating_sub(height / 2),
    };
    let offset = offset.min(len.saturating_sub(height));
    canvas.hits.seen.insert(LIST, Seen { offset, height, len });
    offset
}
