//! Ways from end to end: those of a journey, and the best one from the mark to the selection.

use super::{DIM, Entry, Look, Mark, lit};
use crate::analysis::Analysis;
use crate::layout::Light;
use crate::network::{Bounds, Cargo, FlowId, Path};
use crate::stack::{Journey, ToolId};
use crate::text::{Label, plural};
use crate::tui::model::Model;
use crate::tui::rows::Tone;
use crate::tui::target::Target;
use crate::tui::views::map::scene::Scene;
use crate::tui::way::Way;

/// Longer ways exist in a graph, but nobody sends data over them.
const HOPS_MAX: u32 = 8;
/// The best is among the first.
const PATHS_MAX: usize = 40;

pub(super) fn journey(analysis: &Analysis, scene: &Scene, id: &Label, look: &mut Look) {
    dim(look);
    let journeys = &analysis.stack.journeys;
    let Some(journey) = journeys.find(id).map(|it| &journeys[it]) else { return };
    let (mut missing, mut by_hand) = (0, 0);
    for hand_off in journey.hand_offs() {
        match Way::of(analysis, journey, hand_off) {
            Way::Path(path) => light(analysis, scene, &path.flows, look),
            Way::Person => by_hand += 1,
            Way::Missing => missing += 1,
            Way::Same | Way::Unknown => {}
        }
    }
    name_stages(analysis, scene, journey, look);
    look.legend = vec![
        Entry::line(Tone::Accent, "the way of the record, stage by stage"),
        Entry::words("i j shows the next journey"),
    ];
    if missing > 0 {
        let words = format!("{} that nothing brings further", plural(missing, "hand-off"));
        look.legend.push(Entry { tone: Tone::Danger, sample: "✗".to_owned(), words });
    }
    if by_hand > 0 {
        look.legend.push(Entry::words(format!("{} by a person", plural(by_hand, "hand-off"))));
    }
}

/// The numbers of the stages, in the borders of their tools.
fn name_stages(analysis: &Analysis, scene: &Scene, journey: &Journey, look: &mut Look) {
    for (number, stage) in (1..).zip(&journey.stages) {
        let tool = stage.tool.as_ref().and_then(|it| it.id);
        let node = tool.and_then(|it| scene.drawing.node_of(&analysis.stack.tools[it].id));
        let Some(node) = node else { continue };
        let name = stage.name.as_ref().unwrap_or(&stage.id);
        let words = match look.words[node].take() {
            // Several stages in one tool: their numbers, and the name of the first.
            Some((Tone::Accent, words)) => {
                let (numbers, name) = words.split_once(' ').unwrap_or((&words, ""));
                format!("{numbers},{number} {name}")
            }
            _ => format!("{number} {name}"),
        };
        look.tools[node] = Mark { light: Light::Medium, tone: Some(Tone::Accent) };
        look.words[node] = Some((Tone::Accent, words));
    }
}

fn dim(look: &mut Look) {
    look.lines.fill(DIM);
    look.tools.fill(DIM);
}

fn light(analysis: &Analysis, scene: &Scene, flows: &[FlowId], look: &mut Look) {
    let integrations = &analysis.stack.integrations;
    for flow in flows {
        let id = &integrations[analysis.network.flow(*flow).integration].id;
        for (at, line) in scene.drawing.lines.iter().enumerate() {
            if line.integration == *id {
                look.lines[at] = lit(Tone::Accent);
                for node in line.ends {
                    look.tools[node].light = look.tools[node].light.max(Light::Medium);
                }
            }
        }
    }
}

/// The best way between two tools: the fewest steps, then the freshest data.
fn best(analysis: &Analysis, ends: (ToolId, ToolId)) -> Option<Path> {
    let cargo = Cargo { object: None, field: None };
    let bounds = Bounds { hops_max: HOPS_MAX, paths_max: PATHS_MAX };
    let found = analysis.network.paths(&analysis.stack, ends, cargo, bounds);
    let age = |it: &Path| (it.flows.len(), it.age.open, it.age.known.get());
    found
        .paths
        .into_iter()
        .min_by(|a, b| age(a).partial_cmp(&age(b)).unwrap_or(std::cmp::Ordering::Equal))
}

pub(super) fn way(model: &Model, analysis: &Analysis, scene: &Scene, look: &mut Look) {
    let tools = &analysis.stack.tools;
    let find = |it: Option<Target>| match it {
        Some(Target::Tool(id)) => tools.find(&id),
        _ => None,
    };
    let ends = find(model.mark.clone()).zip(find(crate::tui::views::map::selected(model)));
    let Some(ends) = ends.filter(|it| it.0 != it.1) else {
        look.legend = vec![Entry::words("mark a tool with Space, then go to another")];
        return;
    };
    dim(look);
    for (tool, word) in [(ends.0, "from here"), (ends.1, "to here")] {
        if let Some(node) = scene.drawing.node_of(&tools[tool].id) {
            look.tools[node] = Mark { light: Light::Medium, tone: Some(Tone::Accent) };
            look.words[node] = Some((Tone::Accent, word.to_owned()));
        }
    }
    let names = [ends.0, ends.1].map(|it| tools[it].name.to_string());
    look.legend = if let Some(path) = best(analysis, ends) {
        light(analysis, scene, &path.flows, look);
        let steps = plural(path.flows.len(), "step");
        let words = format!("{steps}, data is {} old at worst", path.age.words());
        vec![Entry::line(Tone::Accent, words), Entry::words("p lists all ways")]
    } else {
        let words = format!("no data gets from {} to {}", names[0], names[1]);
        vec![Entry { tone: Tone::Danger, sample: "✗".to_owned(), words }]
    };
}
