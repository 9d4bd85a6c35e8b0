//! The map at one moment of an outage: what is down, stands still, is stale, wrong, lost, and noticed.

use std::collections::{BTreeMap, BTreeSet};

use super::{DIM, Entry, Look, Mark, lit, mark_tools};
use crate::analysis::Analysis;
use crate::layout::{Class, Glyphs, Light, legend};
use crate::outage::{Moment, Outage};
use crate::stack::{IntegrationId, ToolId};
use crate::tui::lapse::{self, Played};
use crate::tui::model::Model;
use crate::tui::rows::Tone;
use crate::tui::views::map::draw::class_tone;
use crate::tui::views::map::scene::Scene;

/// How the lines of each state are drawn: told apart without colour too.
const STATES: [(Class, &str); 3] = [
    (Class::Broken, "stands still, unnoticed"),
    (Class::Degraded, "stands still, noticed"),
    (Class::Missing, "may have lost records for good"),
];

/// Whether the map shows a moment of an outage, and does so.
pub(super) fn mark(model: &Model, analysis: &Analysis, scene: &Scene, look: &mut Look) -> bool {
    let Some((lapse, answer)) = lapse::shown(model) else { return false };
    let Ok(played) = answer.as_ref() else { return false };
    let Some(moment) = lapse::moment(lapse, played) else { return false };
    lines(analysis, scene, (played, moment), look);
    tools(analysis, scene, (&played.outage, moment), look);
    let samples = legend(Glyphs::Unicode);
    look.legend = STATES
        .iter()
        .filter_map(|(class, words)| {
            let (_, sample, _) = samples.iter().find(|it| it.0 == *class)?;
            let (tone, words) = (class_tone(*class), (*words).to_owned());
            Some(Entry { tone, sample: sample.clone(), words })
        })
        .chain([
            Entry::frame(Tone::Danger, "down, or sends to people who opted out"),
            Entry::frame(Tone::Warn, "older than promised"),
        ])
        .collect();
    true
}

fn lines(
    analysis: &Analysis,
    scene: &Scene,
    (played, moment): (&Played, &Moment),
    look: &mut Look,
) {
    let still: BTreeSet<IntegrationId> = moment.still.iter().copied().collect();
    let losing: BTreeSet<IntegrationId> = moment.losing.iter().map(|it| it.0).collect();
    let noticed: BTreeSet<IntegrationId> = moment
        .noticed
        .iter()
        .filter_map(|it| played.outage.notices.get(*it)?.integration)
        .collect();
    for (at, line) in scene.drawing.lines.iter().enumerate() {
        let found = analysis.stack.integrations.find(&line.integration);
        let class = found.and_then(|it| {
            if losing.contains(&it) {
                Some(Class::Missing)
            } else if !still.contains(&it) {
                None
            } else if noticed.contains(&it) {
                Some(Class::Degraded)
            } else {
                Some(Class::Broken)
            }
        });
        if let Some(into) = look.lines.get_mut(at) {
            *into = class.map_or(DIM, |it| lit(class_tone(it)));
        }
        if let Some(into) = look.classes.get_mut(at) {
            *into = class;
        }
    }
}

fn tools(
    analysis: &Analysis,
    scene: &Scene,
    (outage, moment): (&Outage, &Moment),
    look: &mut Look,
) {
    let mut stale: BTreeMap<ToolId, usize> = BTreeMap::new();
    for ageing in moment.step.stale.iter().filter_map(|it| outage.ageing.get(*it)) {
        *stale.entry(ageing.tool).or_default() += 1;
    }
    let breaches = moment.step.breached.iter().filter_map(|it| outage.breaches.get(*it));
    let wrong: BTreeSet<ToolId> = breaches.map(|it| it.sender).collect();
    mark_tools(scene, look, |id| {
        let tool = analysis.stack.tools.find(id)?;
        if outage.tools.contains(&tool) && !moment.step.is_over {
            return Some((Tone::Danger, "╳ down".to_owned()));
        }
        let late = stale.get(&tool).map(|it| format!("○ {it} stale"));
        match (wrong.contains(&tool), late) {
            (true, Some(late)) => Some((Tone::Danger, format!("! wrong, {late}"))),
            (true, None) => Some((Tone::Danger, "! wrong".to_owned())),
            (false, Some(late)) => Some((Tone::Warn, late)),
            (false, None) => None,
        }
    });
    // The ends of what stands still are part of the story.
    let edges = scene.drawing.input.edges.iter().zip(&look.lines);
    let ends: BTreeSet<usize> = edges
        .filter(|(_, mark)| mark.light == Light::Bright)
        .flat_map(|(edge, _)| [edge.from, edge.to])
        .collect();
    for (node, mark) in look.tools.iter_mut().enumerate() {
        if mark.light == Light::Dim && ends.contains(&node) {
            *mark = Mark { light: Light::Normal, tone: None };
        }
    }
}
