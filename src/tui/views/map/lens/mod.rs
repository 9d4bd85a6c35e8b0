//! What the map brings out: a lens gives each line and each tool a light, a tone and a word, and says what they mean.

mod changes;
mod kinds;
mod lapse;
mod selection;
mod trace;

use std::collections::BTreeSet;

use crate::analysis::Analysis;
use crate::layout::{Class, Glyphs, Light, NodeStyle, legend};
use crate::stack::IntegrationId;
use crate::text::Label;
use crate::tui::glyphs::GlyphSet;
use crate::tui::model::Model;
use crate::tui::rows::{Pane, Tone};
use crate::tui::target::Target;

use super::scene::Scene;

pub(super) use kinds::blast;
pub(super) use selection::Selection;

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
    /// How old the data is that they bring, at worst.
    Freshness,
    /// Which carry consent, and who sends.
    Consent,
    /// What the tools cost.
    Cost,
    /// What is staged.
    Scenario,
    /// The ways of a journey from its first stage to its last.
    Journey(Label),
    /// The best way from the mark to the selection.
    Way,
}

/// How one line or tool is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) light: Light,
    /// `None`: by its class.
    pub(super) tone: Option<Tone>,
}

/// One entry of the legend: a sample in its tone, and what it means.
pub(super) struct Entry {
    pub(super) tone: Tone,
    pub(super) sample: String,
    pub(super) words: String,
}

impl Entry {
    fn line(tone: Tone, words: impl Into<String>) -> Self {
        Self { tone, sample: "━━".to_owned(), words: words.into() }
    }

    fn frame(tone: Tone, words: impl Into<String>) -> Self {
        Self { tone, sample: "▢".to_owned(), words: words.into() }
    }

    fn words(words: impl Into<String>) -> Self {
        Self { tone: Tone::Muted, sample: String::new(), words: words.into() }
    }
}

/// How everything is shown now.
pub(super) struct Look {
    /// By edge of the drawing.
    pub(super) lines: Vec<Mark>,
    /// By node of the drawing.
    pub(super) tools: Vec<Mark>,
    /// Set into the upper border of each box, so that no meaning is in colour alone.
    pub(super) words: Vec<Option<(Tone, String)>>,
    pub(super) legend: Vec<Entry>,
    /// By edge of the drawing: the class to draw it in, where that is not its own.
    pub(super) classes: Vec<Option<Class>>,
}

/// No line is of this class by itself, so its wave is free for what a scenario changes.
pub(super) const CHANGED: Class = Class::Degraded;

const DIM: Mark = Mark { light: Light::Dim, tone: None };

fn lit(tone: Tone) -> Mark {
    Mark { light: Light::Bright, tone: Some(tone) }
}

/// The tones that lines can have beside that of their class; where lines run together the later one shows.
const HUES: [Tone; 13] = [
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
    Tone::Changed,
    Tone::Added,
    Tone::Removed,
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
        words: vec![None; counts.1],
        legend: Vec::new(),
        classes: vec![None; counts.0],
    };
    for (words, node) in look.words.iter_mut().zip(&scene.drawing.input.nodes) {
        *words = style_word(node.style);
    }
    if lapse::mark(model, analysis, scene, &mut look) {
        return look;
    }
    let selection = Selection::of(model, scene);
    match &model.states.map.lens {
        Lens::Method => {
            look.legend = classes(scene, glyphs(model));
            selection.brighten(scene, &mut look);
        }
        Lens::Fragility => kinds::fragility(analysis, scene, &mut look),
        Lens::Object(object) => kinds::carries(analysis, scene, object, &mut look),
        Lens::Owners => kinds::owners(analysis, scene, &mut look),
        Lens::Impact => kinds::damage(model, analysis, scene, &mut look),
        Lens::Freshness => kinds::freshness(analysis, scene, &mut look),
        Lens::Consent => kinds::consent(analysis, scene, &mut look),
        Lens::Cost => kinds::cost(analysis, scene, &mut look),
        Lens::Scenario => changes::staged(model, scene, &mut look),
        Lens::Journey(journey) => trace::journey(analysis, scene, journey, &mut look),
        Lens::Way => trace::way(model, analysis, scene, &mut look),
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
    if model.pending.as_deref() == Some(super::actions::FOLLOW) {
        selection.number_neighbours(model, scene, &mut look);
    }
    offer_step(model, scene, &selection, &mut look);
    keep_matches(model, scene, panes, &mut look);
    look
}

/// At a box beside the focus: the key that makes it the focus.
fn offer_step(model: &Model, scene: &Scene, selection: &Selection, look: &mut Look) {
    let Some(focus) = super::scene::focus(model).filter(|_| selection.edge.is_none()) else {
        return;
    };
    let Some(node) = selection.node else { return };
    if scene.drawing.tool(node).is_some_and(|it| *it != focus.tool) {
        let words = "f steps here";
        let room = scene.layout.box_of(node).map_or(0, |it| it.w - 2);
        let fits = usize::try_from(room).is_ok_and(|it| it >= crate::text::width(words));
        let words = if fits { words } else { "f: step" };
        look.words[node].get_or_insert((Tone::Accent, words.to_owned()));
    }
}

/// The name of a lens, for the head of the map.
pub(super) fn title(analysis: Option<&Analysis>, lens: &Lens) -> Option<String> {
    let words = match lens {
        Lens::Method => return None,
        Lens::Fragility => "fragility",
        Lens::Object(object) => return Some(format!("where {object} flows")),
        Lens::Owners => "without an owner",
        Lens::Impact => "impact",
        Lens::Freshness => "how old the data is",
        Lens::Consent => "consent",
        Lens::Cost => "cost per year",
        Lens::Scenario => "what is staged",
        Lens::Journey(id) => {
            let journeys = &analysis?.stack.journeys;
            let name = journeys.find(id).map_or(id, |it| &journeys[it].name);
            return Some(format!("journey: {name}"));
        }
        Lens::Way => "way from the mark",
    };
    Some(words.to_owned())
}

fn style_word(style: NodeStyle) -> Option<(Tone, String)> {
    let tone = super::draw::node_tone(style);
    let word = match style {
        NodeStyle::Normal | NodeStyle::Ghost => return None,
        NodeStyle::Alert => "broken",
        NodeStyle::Warn => "degraded",
        NodeStyle::Added => "added",
        NodeStyle::Removed => "removed",
        NodeStyle::Changed => "changed",
    };
    Some((tone, word.to_owned()))
}

/// What the drawing is made of.
pub(super) fn glyphs(model: &Model) -> Glyphs {
    match model.glyphs {
        GlyphSet::Unicode => Glyphs::Unicode,
        GlyphSet::Ascii => Glyphs::Ascii,
    }
}

/// The classes of lines that are in use.
fn classes(scene: &Scene, glyphs: Glyphs) -> Vec<Entry> {
    let used: BTreeSet<_> = scene.drawing.lines.iter().map(|it| it.class).collect();
    legend(glyphs)
        .into_iter()
        .filter(|(class, _, _)| used.contains(class))
        .map(|(class, sample, words)| Entry {
            tone: super::draw::class_tone(class),
            sample,
            words: words.to_owned(),
        })
        .collect()
}

/// Marks every box by the first of its tools that the lens has something to say about; the rest is dim.
fn mark_tools(scene: &Scene, look: &mut Look, say: impl Fn(&Label) -> Option<(Tone, String)>) {
    for (node, shown) in scene.drawing.shown.iter().enumerate() {
        let said = shown.members().iter().find_map(&say);
        look.tools[node] = match &said {
            Some((tone, _)) => Mark { light: Light::Medium, tone: Some(*tone) },
            None => DIM,
        };
        look.words[node] = said;
    }
}

/// Marks every line by its integration; those that the lens says nothing about are dim.
fn mark_lines(
    analysis: &Analysis,
    scene: &Scene,
    look: &mut Look,
    mark: impl Fn(IntegrationId) -> Option<Mark>,
) {
    for (line, into) in scene.drawing.lines.iter().zip(&mut look.lines) {
        let found = analysis.stack.integrations.find(&line.integration);
        *into = found.and_then(&mark).unwrap_or(DIM);
    }
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
