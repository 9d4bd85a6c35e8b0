//! What a scenario adds, takes out and changes, apart from all that follows from it.

use std::collections::{BTreeMap, BTreeSet};

use super::{DIM, Entry, Look, Mark, lit};
use crate::diag::{Element, ElementKind};
use crate::layout::{Class, Glyphs, Light, legend};
use crate::text::{Label, plural};
use crate::tui::model::Model;
use crate::tui::rows::Tone;
use crate::tui::views::map::scene::Scene;

/// What happens to a thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    Added,
    Removed,
    Changed,
    /// Still written down, but out of service.
    Out,
}

impl Change {
    const ALL: [Self; 4] = [Self::Added, Self::Removed, Self::Changed, Self::Out];

    fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Out => "out of service",
        }
    }

    fn tone(self) -> Tone {
        match self {
            Self::Added => Tone::Added,
            Self::Removed => Tone::Removed,
            Self::Changed => Tone::Changed,
            Self::Out => Tone::Danger,
        }
    }

    /// The class in whose manner its lines are drawn, so that they are told apart without colour.
    fn class(self) -> Class {
        match self {
            Self::Added => Class::Added,
            Self::Removed => Class::Removed,
            Self::Changed => super::CHANGED,
            Self::Out => Class::Broken,
        }
    }
}

pub(super) fn staged(model: &Model, scene: &Scene, look: &mut Look) {
    look.lines.fill(DIM);
    look.tools.fill(Mark { light: Light::Dim, tone: Some(Tone::Border) });
    look.words.fill(None);
    let Some(simulation) = model.simulation.as_deref() else {
        look.legend = vec![Entry::words("nothing is staged")];
        return;
    };
    let mut changes: BTreeMap<&Element, Change> = BTreeMap::new();
    changes.extend(simulation.changed.iter().map(|it| (it, Change::Changed)));
    changes.extend(simulation.removed.iter().map(|it| (it, Change::Removed)));
    changes.extend(simulation.added.iter().map(|it| (it, Change::Added)));
    let change_of =
        |kind: ElementKind, id: &Label| changes.get(&Element { kind, id: id.clone() }).copied();
    let mut told: BTreeMap<Change, [BTreeSet<&Label>; 2]> = BTreeMap::new();
    for (node, shown) in scene.drawing.shown.iter().enumerate() {
        for id in shown.members() {
            let Some(change) = change_of(ElementKind::Tool, id) else { continue };
            told.entry(change).or_default()[0].insert(id);
            look.tools[node] = Mark { light: Light::Bright, tone: Some(change.tone()) };
            look.words[node] = Some((change.tone(), change.word().to_owned()));
        }
    }
    for (at, line) in scene.drawing.lines.iter().enumerate() {
        let out = (line.class == Class::Broken && is_out(model, &line.integration))
            .then_some(Change::Out);
        let change = change_of(ElementKind::Integration, &line.integration).or(out);
        let Some(change) = change else { continue };
        told.entry(change).or_default()[1].insert(&line.integration);
        look.lines[at] = lit(change.tone());
        if let Some(class) = look.classes.get_mut(at).filter(|_| change == Change::Changed) {
            *class = Some(super::CHANGED);
        }
        for node in line.ends {
            let mark = &mut look.tools[node];
            if mark.light == Light::Dim {
                *mark = Mark { light: Light::Medium, tone: Some(Tone::Text) };
            }
        }
    }
    look.legend = entries(&told, super::glyphs(model));
}

/// It works in the stack as it is.
fn is_out(model: &Model, integration: &Label) -> bool {
    let stack = model.analysis.as_deref().map(|it| &it.stack);
    let found = stack.and_then(|it| Some(&it.integrations[it.integrations.find(integration)?]));
    found.is_some_and(crate::stack::Integration::is_live)
}

/// "══▶ added: 1 tool, 2 integrations".
fn entries(told: &BTreeMap<Change, [BTreeSet<&Label>; 2]>, glyphs: Glyphs) -> Vec<Entry> {
    let samples = legend(glyphs);
    let sample = |class: Class| samples.iter().find(|it| it.0 == class).map(|it| it.1.clone());
    let entry = |change: Change| {
        let [tools, lines] = told.get(&change)?;
        let counts = [(tools.len(), "tool"), (lines.len(), "integration")];
        let counts: Vec<String> =
            counts.iter().filter(|it| it.0 > 0).map(|it| plural(it.0, it.1)).collect();
        Some(Entry {
            tone: change.tone(),
            sample: sample(change.class()).unwrap_or_default(),
            words: format!("{}: {}", change.word(), counts.join(", ")),
        })
    };
    let mut found: Vec<Entry> = Change::ALL.into_iter().filter_map(entry).collect();
    if found.is_empty() {
        found.push(Entry::words("nothing of what is staged is on this part of the map"));
    }
    found
}
