//! The path finder: all ways from one tool to another, each with its age and its weakest link.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, Weak};

use super::{Subject, VIEW, show, sorry};
use crate::analysis::Analysis;
use crate::network::{Bounds, Cargo, FlowId, Path, Paths};
use crate::stack::{IntegrationId, ToolId};
use crate::text::{Label, plural};
use crate::tui::detail::{self, band_tone, class_look, class_tone, flow};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::rows::{Pane, Row, Tone};
use crate::tui::target::Target;

/// Longer ways exist in a graph, but nobody sends data over them.
const HOPS_MAX: u32 = 8;
/// More than anybody reads; the note says that there may be more.
const WAYS_MAX: usize = 40;
/// Ways are counted by object here: several are one to the eye.
const PATHS_MAX: usize = 400;

/// The ways that were found last: each frame asks for the same.
#[derive(Default)]
pub(crate) struct FoundWays(RefCell<Option<Found>>);

struct Found {
    /// A weak hold tells analyses apart and keeps none alive.
    of: Weak<Analysis>,
    ends: (ToolId, ToolId),
    paths: Rc<Paths>,
}

impl FoundWays {
    fn between(&self, analysis: &Arc<Analysis>, ends: (ToolId, ToolId)) -> Rc<Paths> {
        let mut last = self.0.borrow_mut();
        let of = Arc::downgrade(analysis);
        if let Some(found) = last.as_ref().filter(|it| it.of.ptr_eq(&of) && it.ends == ends) {
            return found.paths.clone();
        }
        let cargo = Cargo { object: None, field: None };
        let bounds = Bounds { hops_max: HOPS_MAX, paths_max: PATHS_MAX };
        let paths = Rc::new(analysis.network.paths(&analysis.stack, ends, cargo, bounds));
        *last = Some(Found { of, ends, paths: paths.clone() });
        paths
    }
}

/// There are two tools to find ways between.
pub(crate) fn has_ends(model: &Model) -> Result<(), &'static str> {
    match ends(model) {
        Some((from, to)) if from != to => Ok(()),
        Some(_) => Err("go to another tool than the marked one"),
        None => Err("mark a tool with Space, then go to another"),
    }
}

pub(crate) fn find_ways(model: &mut Model) -> Vec<Effect> {
    match ends(model) {
        Some((from, to)) => {
            show(model, Subject::Ways(from, to));
            Vec::new()
        }
        None => sorry(model, "mark a tool with Space, then go to another"),
    }
}

fn ends(model: &Model) -> Option<(Label, Label)> {
    let analysis = model.analysis.as_deref()?;
    let end = |subject: Subject, is_start: bool| match subject {
        Subject::Tool(id) => Some(id),
        Subject::Consent(id) => id,
        Subject::Flow(id) => {
            let it = &analysis.stack.integrations[analysis.stack.integrations.find(&id)?];
            Some(if is_start { it.from.name.clone() } else { it.to.name.clone() })
        }
        Subject::Ways(from, to) => Some(if is_start { from } else { to }),
    };
    let selected = || model.selected().and_then(|it| Subject::of(&it));
    let page = || model.subject.clone().filter(|_| model.view().id == VIEW.id);
    let mark = Subject::of(model.mark.as_ref()?)?;
    Some((end(mark, true)?, end(selected().or_else(page)?, false)?))
}

pub(super) fn panes(model: &Model, from: &str, to: &str) -> Option<Vec<Pane>> {
    let analysis = model.analysis.as_ref()?;
    let stack = &analysis.stack;
    let ends = (stack.tools.find(from)?, stack.tools.find(to)?);
    let found = model.states.ways.between(analysis, ends);
    let mut rows = Vec::new();
    let mut told: Vec<Vec<IntegrationId>> = Vec::new();
    for path in &found.paths {
        // One integration may carry several objects: that is one way.
        let over: Vec<IntegrationId> =
            path.flows.iter().map(|it| analysis.network.flow(*it).integration).collect();
        if !told.contains(&over) && told.len() < WAYS_MAX {
            told.push(over);
            rows.extend(way(analysis, told.len(), path));
        }
    }
    let title = format!("From {} to {}", stack.tools[ends.0].name, stack.tools[ends.1].name);
    let more = if found.truncated || told.len() == WAYS_MAX { "at least " } else { "" };
    let note = format!("{more}{}, the shortest first", plural(told.len(), "way"));
    Some(vec![
        Pane::new(title, rows)
            .note(note)
            .empty("No live flows lead from the one to the other within eight hops."),
    ])
}

fn way(analysis: &Analysis, number: usize, path: &Path) -> Vec<Row> {
    let mut head = Row::new(Tone::Title, format!("{number}. {}", plural(path.flows.len(), "hop")))
        .and(Tone::Text, format!(" · worst age {}", flow::age_words(path.age)));
    if let Some((score, id)) = weakest(analysis, &path.flows) {
        head = head
            .and(Tone::Muted, " · weakest: ")
            .and(band_tone(crate::fragility::Band::of(score)), format!("{score} "))
            .and(Tone::Text, flow::title(analysis, id));
    }
    let name = |id: ToolId| analysis.stack.tools[id].name.to_string();
    let hops = path.flows.iter().map(|it| {
        let hop = analysis.network.flow(*it);
        let it = &analysis.stack.integrations[hop.integration];
        let class = it.method.class();
        let mut row = Row::new(class_tone(class), format!("   {} ", class_look(class)))
            .and(Tone::Text, format!("{} → {}", name(hop.from), name(hop.to)))
            .and(Tone::Muted, format!("  {} · {}", it.method.words(), flow::age_words(hop.age)));
        if let Some(score) = analysis.fragility.get(hop.integration.index()) {
            let text = format!("{} {}", score.score, score.band().name());
            row = row.right(detail::band_tone(score.band()), text);
        }
        row.on(Target::Integration(it.id.clone()))
    });
    std::iter::once(head).chain(hops).collect()
}

fn weakest(analysis: &Analysis, flows: &[FlowId]) -> Option<(u8, IntegrationId)> {
    let ids = flows.iter().map(|it| analysis.network.flow(*it).integration);
    ids.filter_map(|id| Some((analysis.fragility.get(id.index())?.score, id)))
        .max_by_key(|(score, id)| (*score, std::cmp::Reverse(*id)))
}
