//! What the map brings out: a lens gives each line and each tool a light, a tone and a word, and says what they mean.

use std::collections::{BTreeMap, BTreeSet};

use strum::VariantArray as _;

use crate::analysis::Analysis;
use crate::fragility::Band;
use crate::impact::{self, Blast, Fate};
use crate::layout::{Edge, Glyphs, Light, NodeStyle, legend};
use crate::network::Component;
use crate::text::Label;
use crate::tui::detail::band_tone;
use crate::tui::model::Model;
use crate::tui::rows::{Pane, Tone};
use crate::tui::target::Target;

use super::scene::Scene;

/// What the lines are looked at for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Lens {
    /// How they are made.
    #[default]
    Method,
    Fragility,
    /// Which carry this object.
    Object(Label),
    /// What nobody owns.
    Owners,
    /// What breaks without the selection, or by what is staged.
    Impact,
}

/// How one line or tool is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) light: Light,
    /// `None`: by its class.
    pub(super) tone: Option<Tone>,
    /// Set into the frame of a box, so that no meaning is in colour alone.
    pub(super) word: Option<&'static str>,
}

/// One entry of the legend: a sample in its tone, and what it means.
pub(super) struct Entry {
    pub(super) tone: Tone,
    pub(super) sample: String,
    pub(super) words: String,
}

/// How everything is shown now.
pub(super) struct Look {
    /// By edge of the drawing.
    pub(super) lines: Vec<Mark>,
    /// By node of the drawing.
    pub(super) tools: Vec<Mark>,
    pub(super) legend: Vec<Entry>,
}

const DIM: Mark = Mark { light: Light::Dim, tone: None, word: None };

fn lit(tone: Tone) -> Mark {
    Mark { light: Light::Bright, tone: Some(tone), word: None }
}

fn worded(tone: Tone, word: &'static str) -> Mark {
    Mark { light: Light::Medium, tone: Some(tone), word: Some(word) }
}

/// The tones that lines can have beside that of their class; where lines run together the later one shows.
const HUES: [Tone; 10] = [
    Tone::Muted,
    Tone::Ok,
    Tone::Info,
    Tone::Upstream,
    Tone::Downstream,
    Tone::Accent,
    Tone::Warn,
    Tone::Fragile,
    Tone::Missing,
    Tone::Danger,
];

/// The number by which the layout knows a tone; 0 is none.
pub(super) fn hue_of(tone: Option<Tone>) -> u8 {
    let position = tone.and_then(|tone| HUES.iter().position(|it| *it == tone));
    position.and_then(|it| u8::try_from(it + 1).ok()).unwrap_or(0)
}

pub(super) fn tone_of(hue: u8) -> Option<Tone> {
    usize::from(hue).checked_sub(1).and_then(|it| HUES.get(it)).copied()
}

/// Looks at a scene through the lens that is chosen, and brings out the selection.
pub(super) fn look(model: &Model, analysis: &Analysis, scene: &Scene, panes: &[Pane]) -> Look {
    let counts = (scene.drawing.input.edges.len(), scene.drawing.input.nodes.len());
    let mut look = Look {
        lines: vec![Mark::default(); counts.0],
        tools: vec![Mark::default(); counts.1],
        legend: Vec::new(),
    };
    for (mark, node) in look.tools.iter_mut().zip(&scene.drawing.input.nodes) {
        mark.word = style_word(node.style);
    }
    let selection = Selection::of(model, scene);
    match &model.states.map.lens {
        Lens::Method => {
            look.legend = classes(scene);
            selection.brighten(scene, &mut look);
        }
        Lens::Fragility => fragility(analysis, scene, &mut look),
        Lens::Object(object) => carries(analysis, scene, object, &mut look),
        Lens::Owners => owners(analysis, scene, &mut look),
        Lens::Impact => damage(model, analysis, scene, &mut look),
    }
    if model.states.map.lens != Lens::Method {
        for edge in selection.edge.into_iter().chain(selection.edges_of(scene)) {
            let mark = &mut look.lines[edge];
            mark.light = mark.light.max(if selection.edge == Some(edge) {
                Light::Bright
            } else {
                Light::Normal
            });
        }
    }
    keep_matches(model, scene, panes, &mut look);
    look
}

/// The name of a lens, for the head of the map.
pub(super) fn title(lens: &Lens) -> Option<String> {
    match lens {
        Lens::Method => None,
        Lens::Fragility => Some("fragility".to_owned()),
        Lens::Object(object) => Some(format!("where {object} flows")),
        Lens::Owners => Some("without an owner".to_owned()),
        Lens::Impact => Some("impact".to_owned()),
    }
}

fn style_word(style: NodeStyle) -> Option<&'static str> {
    match style {
        NodeStyle::Normal | NodeStyle::Ghost => None,
        NodeStyle::Alert => Some("broken"),
        NodeStyle::Warn => Some("degraded"),
        NodeStyle::Added => Some("added"),
        NodeStyle::Removed => Some("removed"),
        NodeStyle::Changed => Some("changed"),
    }
}

/// The classes of lines that are in use.
fn classes(scene: &Scene) -> Vec<Entry> {
    let used: BTreeSet<_> = scene.drawing.lines.iter().map(|it| it.class).collect();
    legend(Glyphs::Unicode)
        .into_iter()
        .filter(|(class, _, _)| used.contains(class))
        .map(|(class, sample, words)| Entry {
            tone: super::draw::class_tone(class),
            sample,
            words: words.to_owned(),
        })
        .collect()
}

/// What the selection is among the nodes and edges of the drawing.
pub(super) struct Selection {
    /// The selected tool, or the one whose lines are followed.
    pub(super) node: Option<usize>,
    pub(super) edge: Option<usize>,
}

impl Selection {
    pub(super) fn of(model: &Model, scene: &Scene) -> Self {
        match super::selected(model) {
            Some(it @ (Target::Tool(_) | Target::Line(_))) => {
                Self { node: scene.node(&it), edge: None }
            }
            Some(Target::Integration(id)) => {
                let edge = scene.drawing.lines.iter().position(|it| it.integration == id);
                let base = super::base(model);
                let node = edge.map(|it| {
                    let edge = &scene.drawing.input.edges[it];
                    let is_to = base.is_some_and(|it| scene.node(&it) == Some(edge.to));
                    if is_to { edge.to } else { edge.from }
                });
                Self { node, edge }
            }
            _ => Self { node: None, edge: None },
        }
    }

    fn edges_of<'a>(&self, scene: &'a Scene) -> impl Iterator<Item = usize> + 'a {
        let node = self.node;
        let edges = scene.drawing.input.edges.iter().enumerate();
        edges.filter(move |(_, it)| Some(it.from) == node || Some(it.to) == node).map(|it| it.0)
    }

    /// The lines of the selection bright, those of its neighbours as they are, the rest dim.
    fn brighten(&self, scene: &Scene, look: &mut Look) {
        let Some(node) = self.node else { return };
        let edges = &scene.drawing.input.edges;
        let mut near = BTreeSet::from([node]);
        for at in self.edges_of(scene) {
            near.extend([edges[at].from, edges[at].to]);
        }
        let mut second = near.clone();
        for (edge, mark) in edges.iter().zip(&mut look.lines) {
            let (from, to) = (near.contains(&edge.from), near.contains(&edge.to));
            if !from && !to {
                mark.light = Light::Dim;
            } else {
                second.extend([edge.from, edge.to]);
                // Colour is for what is selected.
                mark.tone = Some(Tone::Muted);
            }
            if edge.from == node || edge.to == node {
                mark.light = Light::Bright;
                mark.tone = Some(direction(edge, node));
            }
        }
        if let Some(selected) = self.edge {
            let chosen = look.lines[selected];
            look.lines.fill(DIM);
            for at in self.edges_of(scene) {
                look.lines[at] = Mark::default();
            }
            look.lines[selected] = chosen;
            let edge = &edges[selected];
            near = BTreeSet::from([edge.from, edge.to]);
        }
        for (at, mark) in look.tools.iter_mut().enumerate() {
            mark.light = match (near.contains(&at), second.contains(&at)) {
                (true, _) => Light::Medium,
                (false, true) => Light::Normal,
                (false, false) => Light::Dim,
            };
        }
    }
}

/// The tone of a line, as seen from one of its ends.
fn direction(edge: &Edge, node: usize) -> Tone {
    if edge.both_ways {
        Tone::Accent
    } else if edge.to == node {
        Tone::Upstream
    } else {
        Tone::Downstream
    }
}

/// Marks every box by the first of its tools that the lens has something to say about; the rest is dim.
fn mark_tools(scene: &Scene, look: &mut Look, mark_of: impl Fn(&Label) -> Option<Mark>) {
    for (shown, mark) in scene.drawing.shown.iter().zip(&mut look.tools) {
        *mark = shown.members().iter().find_map(&mark_of).unwrap_or(DIM);
    }
}

fn fragility(analysis: &Analysis, scene: &Scene, look: &mut Look) {
    for (line, mark) in scene.drawing.lines.iter().zip(&mut look.lines) {
        let found = analysis.stack.integrations.find(&line.integration);
        let Some(score) = found.and_then(|it| analysis.fragility.get(it.index())) else { continue };
        let band = score.band();
        let light = match band {
            Band::Solid | Band::Sound => Light::Normal,
            Band::Fragile => Light::Medium,
            Band::Brittle | Band::Critical => Light::Bright,
        };
        *mark = Mark { light, tone: Some(band_tone(band)), word: None };
    }
    let bands = Band::VARIANTS.iter().map(|band| Entry {
        tone: band_tone(*band),
        sample: "━━".to_owned(),
        words: band.name().to_owned(),
    });
    look.legend = bands.collect();
}

fn carries(analysis: &Analysis, scene: &Scene, object: &Label, look: &mut Look) {
    let mut ends = BTreeSet::new();
    let edges = &scene.drawing.input.edges;
    for (at, line) in scene.drawing.lines.iter().enumerate() {
        let found = analysis.stack.integrations.find(&line.integration);
        let carries = found.is_some_and(|it| {
            let integration = &analysis.stack.integrations[it];
            integration.objects.iter().any(|it| it.object.name == object.as_str())
        });
        look.lines[at] = if carries { lit(Tone::Accent) } else { DIM };
        if carries {
            ends.extend([edges[at].from, edges[at].to]);
        }
    }
    let stack = &analysis.stack;
    let record = stack
        .objects
        .find(object)
        .and_then(|it| stack.objects[it].system_of_record_of(None))
        .map(|it| stack.tools[it].id.clone());
    for (at, mark) in look.tools.iter_mut().enumerate() {
        if record.as_ref().and_then(|it| scene.drawing.node_of(it)) == Some(at) {
            *mark = worded(Tone::Accent, "system of record");
        } else if !ends.contains(&at) {
            mark.light = Light::Dim;
        }
    }
    look.legend = vec![Entry {
        tone: Tone::Accent,
        sample: "━━".to_owned(),
        words: format!("carries {object}; i o shows the next object"),
    }];
}

fn owners(analysis: &Analysis, scene: &Scene, look: &mut Look) {
    let stack = &analysis.stack;
    for (line, mark) in scene.drawing.lines.iter().zip(&mut look.lines) {
        let found = stack.integrations.find(&line.integration);
        let is_missing = found.is_some_and(|it| stack.integrations[it].owner.is_none());
        *mark = if is_missing { lit(Tone::Missing) } else { DIM };
    }
    mark_tools(scene, look, |id| {
        let tool = &stack.tools[stack.tools.find(id)?];
        let is_missing = tool.business_owner.is_none() && tool.technical_owner.is_none();
        is_missing.then(|| worded(Tone::Missing, "no owner"))
    });
    let words = "nobody is stated to own it".to_owned();
    look.legend = vec![Entry { tone: Tone::Missing, sample: "━━".to_owned(), words }];
}

/// What the loss of a thing does to the stack as it is.
pub(super) fn blast(analysis: &Analysis, target: &Target) -> Option<Blast> {
    let component = match target {
        Target::Tool(id) => Component::Tool(analysis.stack.tools.find(id)?),
        Target::Integration(id) => Component::Integration(analysis.stack.integrations.find(id)?),
        _ => return None,
    };
    Some(impact::of(&analysis.stack, &analysis.network, &[component]))
}

fn damage(model: &Model, analysis: &Analysis, scene: &Scene, look: &mut Look) {
    let target = super::selected(model);
    let fresh = match &model.simulation {
        Some(_) => None,
        None => target.as_ref().and_then(|it| blast(analysis, it)),
    };
    let staged = model.simulation.as_deref().map(|it| &it.blast);
    let Some(blast) = staged.or(fresh.as_ref()) else {
        look.legend = vec![Entry {
            tone: Tone::Muted,
            sample: String::new(),
            words: "select a tool or a line to see what breaks without it".to_owned(),
        }];
        return;
    };
    let fates: BTreeMap<_, Fate> = blast.tools.iter().copied().collect();
    let cut: BTreeSet<_> = blast.cut.iter().copied().collect();
    for (line, mark) in scene.drawing.lines.iter().zip(&mut look.lines) {
        let found = analysis.stack.integrations.find(&line.integration);
        *mark = if found.is_some_and(|it| cut.contains(&it)) { lit(Tone::Danger) } else { DIM };
    }
    mark_tools(scene, look, |id| {
        let fate = analysis.stack.tools.find(id).and_then(|it| fates.get(&it));
        Some(match fate? {
            Fate::Broken => worded(Tone::Danger, "broken"),
            Fate::Degraded => worded(Tone::Warn, "degraded"),
            Fate::Stale => worded(Tone::Warn, "stale"),
            Fate::Headless => worded(Tone::Warn, "headless"),
        })
    });
    let entry = |tone, sample: &str, words: &str| Entry {
        tone,
        sample: sample.to_owned(),
        words: words.to_owned(),
    };
    look.legend = vec![
        entry(Tone::Danger, "━━", "is cut"),
        entry(Tone::Danger, "▢", "broken: no way is left"),
        entry(Tone::Warn, "▢", "degraded or stale: a worse way is left"),
    ];
}

/// A filter dims whatever it does not match.
fn keep_matches(model: &Model, scene: &Scene, panes: &[Pane], look: &mut Look) {
    if model.filter().is_empty() {
        return;
    }
    let shown: BTreeSet<Target> =
        panes.iter().flat_map(|it| &it.rows).filter_map(|it| it.target.clone()).collect();
    for (line, mark) in scene.drawing.lines.iter().zip(&mut look.lines) {
        if !shown.contains(&Target::Integration(line.integration.clone())) {
            *mark = DIM;
        }
    }
    for (node, mark) in look.tools.iter_mut().enumerate() {
        if !scene.target(node).is_some_and(|it| shown.contains(&it)) {
            *mark = DIM;
        }
    }
}
